"""Computations on registers of foreign workers and returnees: how their figures are gathered, and traced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from qonys import migration
from qonys.comparisons import Terms, unlike
from qonys.errors import CannotCompute
from qonys.migration import Releases
from qonys.model import Call, Period, SourceKind
from qonys.model.observation import parse_dimensions
from qonys.model.result import Cell, Figures, Result
from qonys.provenance.computation import AREA, PERIOD, SERIES, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.provenance.trace import meet
from qonys.store import PanelQuery

Statement = dict[str, Any]
Pair = tuple[dt.date, Statement, Statement]


def pairs(run: Runner, call: Call) -> list[Pair]:
    """Releases of a call, found once."""
    return run.once(("releases", call.id), lambda: _pairs(run, call))


def _pairs(run: Runner, call: Call) -> list[Pair]:
    """Releases that state a running total and the count since January for the same day, in order of days.

    `series` names the two indicators. Of several statements the pair of one source is
    taken, else the best source of each. Figures that were derived from the others are no
    releases.
    """
    p = Parameters(call)
    total, since = (_statements(run, series, p.words("areas")[0]) for series in p.words("series")[:2])
    by_day: dict[dt.date, list[Statement]] = {}
    for statement in total:
        if len(statement["period"]) == 10:
            by_day.setdefault(dt.date.fromisoformat(statement["period"]), []).append(statement)
    found: dict[dt.date, list[tuple[Statement, Statement]]] = {}
    for statement in since:
        span = Period.parse(statement["period"])
        day = span.last + dt.timedelta(days=1)
        if (span.first.month, span.first.day) == (1, 1) and span.last.year == span.first.year:
            found.setdefault(day, []).extend((one, statement) for one in by_day.get(day, ()))
    return [(day, *min(choice, key=_own_source_first)) for day, choice in sorted(found.items()) if choice]


def _own_source_first(pair: tuple[Statement, Statement]) -> tuple[bool, int, str]:
    return pair[0]["source"] != pair[1]["source"], pair[0]["source_rank"] + pair[1]["source_rank"], pair[0]["source"]


def _statements(run: Runner, indicator: str, area: str) -> list[Statement]:
    sources = run.store.pack.sources
    found = run.statements(indicator, area)
    return [s for s in found if s["source"] in sources and sources[s["source"]].kind is not SourceKind.DERIVED]


def _gathered(run: Runner, call: Call) -> Releases:
    found = pairs(run, call)
    if not found:
        raise CannotCompute("no-releases", where=", ".join(Parameters(call).words("series")))
    return Releases(
        days=tuple(day.isoformat() for day, _, _ in found),
        years=tuple(str((day - dt.timedelta(days=1)).year) for day, _, _ in found),
        cumulative=_column([total for _, total, _ in found]),
        to_date=_column([since for _, _, since in found]),
        earlier=np.array([_most_before(run, call, day) for day, _, _ in found]),
    )


def _most_before(run: Runner, call: Call, day: dt.date) -> float:
    """The most that any statement counts since January up to an earlier day of the same year."""
    p = Parameters(call)
    year = (day - dt.timedelta(days=1)).year
    counts = [
        float(s["value"])
        for s in _statements(run, p.words("series")[1], p.words("areas")[0])
        if (span := Period.parse(s["period"])).first == dt.date(year, 1, 1) and span.last < day - dt.timedelta(days=1)
    ]
    return max(counts, default=np.nan)


def _column(statements: list[Statement]) -> Figures:
    values = np.array([float(s["value"]) for s in statements])
    return Figures(values, np.array([s["status"] for s in statements]))


def _releases(run: Runner, call: Call) -> Result:
    """Releases of a running total, each tried against the others of its year."""
    return migration.releases(call, _gathered(run, call))


def _years(run: Runner, call: Call) -> Result:
    """Years (`periods`) from the releases of a running total, beside the years as printed."""
    p = Parameters(call)
    releases = run("registers.releases", series=p.words("series")[:2], areas=p.words("areas"))
    printed = _printed(run, p)
    return migration.register_years(call, releases, _gathered(run, call), printed, p.words("periods"))


def _printed(run: Runner, p: Parameters) -> Figures:
    """The year's count as its best source prints it."""
    of: dict[str, Statement] = {}
    for statement in _statements(run, p.words("series")[1], p.words("areas")[0]):
        of.setdefault(statement["period"], statement)
    found = [of.get(year) for year in p.words("periods")]
    values = np.array([np.nan if s is None else float(s["value"]) for s in found])
    return Figures(values, np.array(["" if s is None else s["status"] for s in found]))


def _season_apart(run: Runner, call: Call) -> Result:
    """A stock (`series`: the whole, its seasonal part) without its seasonal part, by day."""
    query = Parameters(call).query(Parameters(call).words("series"))
    total, seasonal = (_first_area(run, query, series) for series in query.series)
    return migration.season_apart(call, query.periods, total, seasonal)


def _month_factors(run: Runner, call: Call) -> Result:
    query = Parameters(call).query(Parameters(call).words("series"))
    return migration.season_of_stock(call, query.periods, _first_area(run, query, query.series[0]))


def _parts(run: Runner, call: Call) -> Result:
    """Parts of a stock (`series`: the total, then its parts) as shares of the total of the same day."""
    query = Parameters(call).query(Parameters(call).words("series"))
    total, *found = (_first_area(run, query, series) for series in query.series)
    numbers = Figures(np.stack([f.values for f in found]), np.stack([f.status for f in found]))
    return migration.parts(call, query.series[1:], query.periods, total, numbers)


def _quota_use(run: Runner, call: Call) -> Result:
    """Quotas (`series`: one for each version) beside what was taken (`taken`, at `days`), pair by pair."""
    p = Parameters(call)
    sides = [(p.words("series"), p.words("periods")), (p.words("taken"), p.words("days"))]
    quota, taken = (_points(run, p, series, periods) for series, periods in sides)
    return migration.use_of_quota(call, p.words("labels"), quota, taken)


def _points(run: Runner, p: Parameters, series: tuple[str, ...], periods: tuple[str, ...]) -> Figures:
    found = [
        _first_area(run, _point(p, one, period), one) for one, period in zip(series, periods, strict=True)
    ]  # fmt: skip
    return Figures(np.array([f.values[0] for f in found]), np.array([f.status[0] for f in found]))


def _point(p: Parameters, series: str, period: str) -> PanelQuery:
    return PanelQuery((series,), p.words("areas")[:1], (period,), p.number("borders"), as_of=p.as_of)


def _first_area(run: Runner, query: PanelQuery, series: str) -> Figures:
    found = run.figures(query, series)
    return Figures(found.values[0], found.status[0])


def _steered(run: Runner, call: Call) -> Result:
    """Quotas of regions (`quota`: series, period), people moved and where all settled (shares in percent).

    People moved are divided by the quota only where both count the same group in periods of one length.
    """
    p = Parameters(call)
    quota, moved, free = (_by_area(run, p, name) for name in ("quota", "moved", "free"))
    refused = unlike(_terms(p, "moved"), _terms(p, "quota"))
    found = migration.Steering(
        quota, _first_area(run, _total_query(run, p), p.words("quota")[0]), moved,
        Figures(free.values / 100, free.status), refused.why.value if refused is not None else "",
    )  # fmt: skip
    return migration.steered(call, p.words("areas"), found)


def _terms(p: Parameters, name: str) -> Terms:
    """Whom a series counts and when."""
    series, period = p.words(name)
    dimensions = parse_dimensions(series.partition("[")[2].rstrip("]"))
    version = dimensions.pop("version", "")
    group = ";".join(f"{k}={v}" for k, v in sorted(dimensions.items()))
    return Terms(group=group, period=Period.parse(period), version=version)


def _total_query(run: Runner, p: Parameters) -> PanelQuery:
    """The published total of the quota: that of the country, of the same group."""
    series, period = p.words("quota")
    return PanelQuery((series,), (run.store.pack.country,), (period,), p.number("borders"), as_of=p.as_of)


def _by_area(run: Runner, p: Parameters, name: str) -> Figures:
    """The series of one part (`name`: series, period) by area."""
    series, period = p.words(name)
    query = PanelQuery((series,), p.words("areas"), (period,), p.number("borders"), as_of=p.as_of)
    found = run.figures(query, series)
    return Figures(found.values[:, 0], found.status[:, 0])


def _of_releases(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """Statements of the year that a release or a year counts; of a year those from which the next one counts too."""
    p = Parameters(call)
    day = len(cell["period"]) == 10
    year = (dt.date.fromisoformat(cell["period"]) - dt.timedelta(days=1)).year if day else int(cell["period"])
    wanted = (cell["period"], str(year)) if day else (str(year), str(year + 1))
    stated = [s["period"] for one in p.words("series")[:2] for s in run.statements(one, p.words("areas")[0])]
    yield {PERIOD: tuple(period for period in stated if any(meet(period, one) for one in wanted))}


def _of_version(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """The quota of one label, and what was taken of it."""
    p = Parameters(call)
    i = p.words("labels").index(cell["period"])
    sides = {"quota": ("series", "periods"), "taken": ("taken", "days")}
    for side in (cell["measure"],) if cell["measure"] in sides else sides:
        series, period = (p.words(name)[i] for name in sides[side])
        yield {SERIES: (series,), PERIOD: (period,)}


def _and_country(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """An area's own figures, and the country's total of its quota."""
    names = {"quota": "quota", "moved": "moved", "free_share": "free"}
    own = names.get(cell["measure"])
    series = None if own is None else Parameters(call).words(own)[:1]
    yield {SERIES: series, AREA: (cell["area"], *(() if own else (run.pack.country,)))}


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "registers.releases": Computation(_releases, narrow=_of_releases),
    "registers.years": Computation(_years, narrow=_of_releases),
    "registers.season_apart": _season_apart,
    "registers.month_factors": _month_factors,
    "registers.parts": _parts,
    "registers.quota_use": Computation(_quota_use, narrow=_of_version),
    "registers.steered": Computation(_steered, narrow=_and_country),
}

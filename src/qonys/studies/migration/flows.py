"""Computations on flows between areas: what is published of them, gathered for an estimate, and traced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

import numpy as np

from qonys import migration
from qonys.errors import CannotCompute
from qonys.migration import FlowMargins, Inside, PrintedCells
from qonys.migration.indices import EstimatedTables, estimated_indices
from qonys.model import Call, Period
from qonys.model.result import Cell, Figures, Floats, Result
from qonys.numerics.generators import generator
from qonys.packs.space import read_space
from qonys.provenance.computation import AREA, PERIOD, SERIES, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery
from qonys.studies.migration.gather import PEOPLE
from qonys.studies.migration.printed_flows import (
    BETWEEN,
    cells_between,
    of_period,
    printed_cells,
    printed_for,
    printed_labels,
    printed_quarter,
    printed_totals,
    same_division,
    series_from,
)

SLACK = 0.15
"""How far moves between areas may have changed from the printed quarter to the first full year."""


def margin_query(p: Parameters) -> PanelQuery:
    """Arrivals and departures by all moves within the country."""
    return p.query(("arrivals_internal", "departures_internal"))


def _estimated(run: Runner, call: Call) -> Result:
    """Flows between `areas` in `periods`, estimated; `draws` tables give the intervals."""
    p = Parameters(call)
    query = margin_query(p)
    arrivals, departures = (run.figures(query, series) for series in query.series)
    space = read_space(run.store.pack, query.areas, query.borders)
    margins = FlowMargins(
        query.areas, query.periods, arrivals, departures, inside(run, query, arrivals, departures), space.distance,
        space.contiguous, printed_for(run, query),
    )  # fmt: skip
    found = migration.estimated_flows(call, margins, p.number("draws"), generator(call.seed or 0, "migration.flows"))
    return migration.whole_flows(found) if call.parameters.get("integers") else found


def inside(run: Runner, query: PanelQuery, arrivals: Figures, departures: Figures) -> Inside:
    """Range of the share of moves inside areas, from the moves between areas that were printed for one quarter.

    They are scaled to a year by the season of the monthly tables; no growth since then is one
    end, growth as fast as that of all moves the other, each wider by `SLACK` for the time
    between. Areas without a figure of their own share what is left of the country's, in
    proportion to their arrivals. Without any such figure all moves count as between areas.
    """
    smaller = np.minimum(arrivals.values, departures.values)
    share = _between_share(run, query.areas, query.borders)
    if share is None:
        none = np.zeros_like(smaller)
        return Inside(none, none)
    base, first = share
    season = np.array([_season_part(run, query, period) for period in query.periods])
    growth = np.nansum(arrivals.values, axis=0) / np.maximum(first * season, 1.0)
    since = base[:, None] * season
    still, grown = since * (1 - SLACK), since * np.maximum(growth, 1.0) * (1 + SLACK)
    bounds = [np.clip((arrivals.values - between) / smaller, 0.0, 0.95) for between in (grown, still)]
    return Inside(np.minimum(*bounds), np.maximum(*bounds))


def _between_share(run: Runner, areas: tuple[str, ...], borders: int) -> tuple[Floats, float] | None:
    """Arrivals from other areas in the year of the printed quarter (area,), and all arrivals in the first full year."""
    quarter, groups = printed_quarter(run, areas)
    years = [y for y in run.periods("arrivals_internal", areas) if len(y) == 4]
    if not quarter or not years:
        return None
    country = run.store.pack.country
    found = run.figures(PanelQuery(("arrivals_internal",), areas, (min(years),), borders), "arrivals_internal")
    arrivals = found.values[:, 0]
    part = _quarter_part(run, areas, borders, quarter)
    own = {a: v / part for a, v in printed_totals(run, quarter).items()}
    if country not in own or np.isnan(arrivals).any():
        return None
    between = np.full(len(areas), np.nan)
    for name, members in groupby(sorted(areas, key=groups.__getitem__), key=groups.__getitem__):
        at = [areas.index(a) for a in members]
        if name in own:
            between[at] = own[name] * arrivals[at] / arrivals[at].sum()
    rest = np.isnan(between)
    between[rest] = (own[country] - between[~rest].sum()) * arrivals[rest] / max(arrivals[rest].sum(), 1.0)
    return between, float(arrivals.sum())


def _months(run: Runner, areas: tuple[str, ...], borders: int) -> Floats:
    """Moves by calendar month in the last year that has them all (12,); equal months without one."""
    known = sorted(c for c in run.periods("arrivals_internal", areas) if len(c) == 7 and c[5:].isdigit())
    years = [y for y in dict.fromkeys(c[:4] for c in known) if sum(c[:4] == y for c in known) == 12]
    if not years:
        return np.full(12, 1 / 12)
    months = tuple(c for c in known if c[:4] == years[-1])
    values = run.figures(PanelQuery(("arrivals_internal",), areas, months, borders), "arrivals_internal").values
    totals = np.nansum(values, axis=0)
    parts: Floats = totals / totals.sum()
    return parts


def _quarter_part(run: Runner, areas: tuple[str, ...], borders: int, period: str) -> float:
    span = Period.parse(period)
    return float(_months(run, areas, borders)[span.first.month - 1 : span.last.month].sum())


def _season_part(run: Runner, query: PanelQuery, period: str) -> float:
    """What part of a year's moves falls into a period."""
    return _quarter_part(run, query.areas, query.borders, period)


def _checked(run: Runner, call: Call) -> Result:
    """The estimate of the first full year beside the cells that were printed for one quarter."""
    p = Parameters(call)
    flows = run("migration.flows", **{k: v for k, v in call.parameters.items() if k != "printed"})
    period, groups = printed_quarter(run, p.words("areas"))
    cells = printed_cells(run, period) if period else []
    if not cells:
        raise CannotCompute("no-printed-flows", where=BETWEEN)
    totals = printed_totals(run, period)
    shares = np.array([value / totals[destination] for _, destination, value in cells])
    printed = PrintedCells(
        tuple(o for o, _, _ in cells), tuple(d for _, d, _ in cells), Figures(shares, np.full(len(cells), "A"))
    )  # fmt: skip
    return migration.flow_check(call, flows, printed, groups)


def _evidence(run: Runner, call: Call) -> Result:
    """Flows printed for other periods beside the estimate of one (`periods`), by pair and period.

    Measures printed (persons), pace (persons a year at the season of all moves), estimated, low,
    high (persons), within (1 where the pace lies in the interval). Flows of the quarter that
    `migration.flow_check` compares are not among them.
    """
    p = Parameters(call)
    query = margin_query(p)
    quarter, _ = printed_quarter(run, query.areas)
    year = query.periods[0]
    found = [
        cell for cell in cells_between(run, query.areas)
        if cell[2] not in (quarter, year) and same_division(run, cell[2], query.borders)
    ]  # fmt: skip
    if not found:
        raise CannotCompute("no-printed-flows", where=BETWEEN)
    flows = run("migration.flows", **call.parameters)
    parts = np.array([_season_part(run, query, period) for _, _, period, _ in found])
    printed = np.array([value for *_, value in found])
    return migration.flow_evidence(call, flows, [cell[:3] for cell in found], printed, parts)


def _indices(run: Runner, call: Call) -> Result:
    """Indices of the estimated flows of one period; `merged`: on the borders of that year's division."""
    p = Parameters(call)
    query = margin_query(p)
    arrivals, departures = (run.figures(query, series) for series in query.series)
    space, share = read_space(run.store.pack, query.areas, query.borders), inside(run, query, arrivals, departures)
    people = run.figures(PanelQuery((PEOPLE,), query.areas, query.periods[:1], query.borders), PEOPLE)
    tables = EstimatedTables(
        departures.values[:, 0], arrivals.values[:, 0], share.low[:, 0], share.high[:, 0], space.distance,
        space.contiguous, people.values[:, 0], of_period(printed_for(run, query), 0),
    )  # fmt: skip
    merged = p.number("merged")
    groups = tuple(_unit_of(run, area, merged) for area in query.areas) if merged else ()
    return estimated_indices(
        call, tables, p.number("draws"), generator(call.seed or 0, "migration.flows"), groups=groups
    )


def _unit_of(run: Runner, area: str, borders: int) -> str:
    """The unit of another division that holds an area, or most of it."""
    lineage = run.store.pack.lineage
    atoms = lineage.territory(area, lineage.years[-1]) or frozenset()
    units = {c: len(t & atoms) for c, t in lineage.division(borders).items() if t & atoms}
    return max(sorted(units), key=units.__getitem__) if units else area


def _jump(run: Runner, call: Call) -> Result:
    """Moves within the country in two years (`periods`) beside each other, in all areas."""
    p = Parameters(call)
    query = margin_query(p)
    first, last = ([_column(run.figures(query, s), t) for s in query.series] for t in (0, -1))
    return migration.jump(call, query.areas, (first[0], last[0]), (first[1], last[1]))


def _column(figures: Figures, period: int) -> Figures:
    return Figures(figures.values[:, period], figures.status[:, period])


def _as_printed(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """A printed flow rests on its own figure; of a share of the printed quarter on the total too."""
    if "origin" in cell:
        yield from printed_labels(run, margin_query(Parameters(call)), cell)
    elif cell["measure"] in ("printed", "pace"):
        origin, destination = cell["pair"].split(">")
        own = {SERIES: (series_from(origin), BETWEEN), AREA: (destination,)}
        yield {**own, SERIES: own[SERIES][:1], PERIOD: (cell["printed"],)} if "printed" in cell else own
    else:
        yield {}


def _own_margins(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """What an area itself had in two years; all else holds of all areas."""
    yield {AREA: (cell["area"],)} if cell["measure"] in ("before", "after", "ratio") else {}


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "migration.flows": Computation(_estimated, over=(PERIOD,), narrow=_as_printed),
    "migration.flow_check": Computation(_checked, narrow=_as_printed),
    "migration.flow_evidence": Computation(_evidence, narrow=_as_printed),
    "migration.indices": _indices,
    "migration.jump": Computation(_jump, over=(AREA,), narrow=_own_margins),
}

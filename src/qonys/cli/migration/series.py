"""Commands on series over time: season, breaks, reconciliation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import DEFAULT_PACK, AsJson, Lang, OutFile, PackName, StoreFolder, language, opened
from qonys.cli.output import put, tell
from qonys.errors import BadInput, CannotCompute

if TYPE_CHECKING:
    from qonys.model import Period
    from qonys.model.result import Floats
    from qonys.numerics.rounding import Rounded

SeriesFile = Annotated[
    Path | None,
    typer.Option(
        "--series", help="CSV or XLSX: a column period and a column a series, or period, area, value; any unit."
    ),
]


def season(
    series: SeriesFile = None,
    indicator: Annotated[str, typer.Option(help="Series of the pack, if no file is given.")] = "departures_internal",
    area: Annotated[str | None, typer.Option(help="Area of the pack; all regions if left out.")] = None,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Season of monthly or quarterly series: factors by place in the year, strength, peak and trough.

    Two full years or more: seasonal-trend decomposition by loess. One year: ratios to its mean,
    marked, because level and season cannot be told apart.
    """
    from dataclasses import replace

    from qonys.migration.kernels.season import SeasonOptions, decompose
    from qonys.model import Frequency

    periods, named = _series(series, indicator, area, pack, store)
    step = 4 if periods[0].frequency is Frequency.QUARTER else 12
    first = (periods[0].first.month - 1) * step // 12
    options = SeasonOptions(period=step, first=first, longest_stretch=True)
    rows: list[dict[str, object]] = []
    for name, values in named.items():
        found = decompose(values, replace(options))
        for place in range(step):
            rows.append({
                "series": name, "place": place + 1, "factor": float(found.ratios[place]),
                "peak": place == int(found.peak), "trough": place == int(found.trough),
                "strength": float(found.seasonal_strength), "p_value": float(found.friedman_p), "years": found.years,
                "level_and_season": "apart" if found.level_and_season_separable else "one year: not told apart",
            })  # fmt: skip
    put(rows, out, as_json)


def _series(
    path: Path | None, indicator: str, area: str | None, pack: str, store: Path | None
) -> tuple[tuple[Period, ...], dict[str, Floats]]:
    """Periods and values of each series, of a file or of the pack; sub-annual."""
    from qonys.model import Frequency, Period

    if path is not None:
        from qonys.tables.series import read_by_period

        found = read_by_period(path)
        periods, named = found.periods, found.values
    else:
        from qonys.store import PanelQuery

        loaded, held = opened(pack, store)
        areas = (loaded.find_area(area).code,) if area else loaded.regions(9999)
        codes = tuple(p for p in held.periods(indicator, areas) if len(p) == 7 and p[5:].isdigit())
        panel = held.panel(PanelQuery((indicator,), areas, codes, 9999)) if codes else None
        named = {a: panel[indicator][i] for i, a in enumerate(areas)} if panel else {}
        periods = tuple(map(Period.parse, codes))
    if not periods or not named:
        raise CannotCompute("no-months", where=str(path or indicator), fix="another series")
    if periods[0].frequency not in (Frequency.MONTH, Frequency.QUARTER):
        raise BadInput(
            "no-months", where=str(path or indicator), fix="2024-01, 2024-02, … or 2024-Q1", text=str(periods[0])
        )
    return periods, named


def breaks(
    series: Annotated[
        Path | None, typer.Option("--flows", help="CSV or XLSX of persons: area, period, arrivals, departures.")
    ] = None,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Jumps between years that all areas share: is it people, or the way moves are counted?

    A change of rules multiplies moves by nearly one factor everywhere, in and out alike. The verdict
    comes with its evidence and is never more than likely.
    """
    from qonys.migration.kernels.breaks import common_jump

    areas, periods, arrivals, departures = _flows(series, pack, store)
    rows: list[dict[str, object]] = []
    for t in range(1, len(periods)):
        pair = (departures[:, t - 1], departures[:, t])
        found = common_jump(arrivals[:, t - 1], arrivals[:, t], pair, arrivals[:, :t].sum(axis=0) if t > 1 else None)
        shift, net = found.arrivals, found.net
        rows.append({
            "from": periods[t - 1], "to": periods[t], "verdict": found.verdict.value, "ratio": shift.pooled,
            "low": shift.pooled_interval[0], "high": shift.pooled_interval[1], "median": shift.median,
            "scatter": shift.scatter, "same_way": shift.same_way,
            "effectiveness_before": net.effectiveness_before if net else None,
            "effectiveness_after": net.effectiveness_after if net else None,
            "apart": " ".join(areas[i] for i in shift.apart),
        })  # fmt: skip
    put(rows, out, as_json)


def _flows(path: Path | None, pack: str, store: Path | None) -> tuple[tuple[str, ...], tuple[str, ...], Floats, Floats]:
    """Areas, years, arrivals and departures (area, year)."""
    import numpy as np

    if path is not None:
        from qonys.tables.series import read_by_period

        into, out = (read_by_period(path, column) for column in ("arrivals", "departures"))
        tables = [np.array([side.values[a] for a in into.values]) for side in (into, out)]
        areas, periods = tuple(into.values), tuple(map(str, into.periods))
    else:
        from qonys.store import PanelQuery

        loaded, held = opened(pack, store)
        areas = loaded.regions(9999)
        names = ("arrivals_internal", "departures_internal")
        periods = tuple(p for p in held.periods(names[0], areas) if len(p) == 4)
        panel = held.panel(PanelQuery(names, areas, periods, 9999))
        tables = [panel[name] for name in names]
    if len(periods) < 2:
        raise CannotCompute("no-pair", where=str(path or pack), fix="figures of two years")
    return areas, periods, tables[0], tables[1]


def reconcile(
    terms: Annotated[
        Path | None,
        typer.Option(
            help="CSV or XLSX: term, value, deviation (standard, unit of the value; 0: exact); empty value: missing."
        ),
    ] = None,
    identities: Annotated[
        Path | None, typer.Option(help="CSV or XLSX: identity, term, coefficient; the term = is the total.")
    ] = None,
    periods: Annotated[str, typer.Option(help="Years of the pack, if no files are given.")] = "2013:2024",
    whole: Annotated[bool, typer.Option("--integers", help="Whole numbers that meet the identities exactly.")] = False,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    out: OutFile = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Figures that must add up, each moved as little as its reliability allows; all identities at once.

    `in_deviations` is the move in the figure's own standard deviations: above 3 the figure itself is
    likely wrong. Missing figures come out with their error where the identities determine them.
    """
    if (terms is None) != (identities is None):
        raise BadInput("bad-option", where="--terms, --identities", fix="give both files, or neither", text="")
    if terms is not None and identities is not None:
        put(_own_terms(terms, identities, whole), out, as_json)
        return
    from qonys.cli.data import span_of
    from qonys.store.reconciliation import reconciled

    _, held = opened(pack, store)
    result = reconciled(held, span_of(periods), integers=whole)
    found = result.found
    rows: list[dict[str, object]] = [
        {
            "indicator": series, "area": place, "period": period, "given": float(result.given[i]),
            "reconciled": float(found.values[i]) if result.whole is None else int(result.whole.table[i]),
            "move": float(found.moves[i]), "in_deviations": float(found.in_deviations[i]),
            "error": float(found.deviations[i]),
        }
        for i, (series, place, period, _) in enumerate(result.cells)
    ]  # fmt: skip
    put(rows, out, as_json)
    _say_fit(found.chi_square, found.degrees, found.p_value, result.whole)


def _say_fit(chi_square: float, degrees: int, p_value: float, whole: Rounded | None = None) -> None:
    """How far figures contradict each other, and how far whole numbers are from the solution."""
    from qonys.model.note import Note

    said = {"chi": f"{chi_square:.4g}", "degrees": str(degrees), "p": f"{p_value:.3g}"}
    notes = [Note("reconciled-fit", said)]
    if whole is not None:
        largest = f"{whole.largest:.2g}"
        notes.append(Note("reconciled-whole", {"largest": largest}))
    tell(notes, language())


def _own_terms(terms: Path, identities: Path, whole: bool) -> list[dict[str, object]]:
    from qonys.numerics.least_squares import reconcile as solve
    from qonys.numerics.rounding import round_widening
    from qonys.tables.identities import read_identities

    names, values, deviations, system = read_identities(terms, identities)
    found = solve(values, deviations, system)
    rounded = round_widening(found.values, system.matrix, system.totals) if whole and not found.undetermined else None
    _say_fit(found.chi_square, found.degrees, found.p_value, rounded)
    return [
        {
            "term": name, "given": float(values[i]),
            "reconciled": float(found.values[i]) if rounded is None else int(rounded.table[i]),
            "move": float(found.moves[i]), "in_deviations": float(found.in_deviations[i]),
            "error": float(found.deviations[i]),
            "note": "no identity determines it" if i in found.undetermined else "",
        }
        for i, name in enumerate(names)
    ]  # fmt: skip

"""Flows between areas that were printed now and then: their cells, totals, and what an estimate may hold of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qonys.comparisons import half_unit
from qonys.migration.estimation import PRINTED
from qonys.migration.kernels.held import Of, Printed
from qonys.model import Period
from qonys.model.result import Cell
from qonys.provenance.computation import AREA, PERIOD, SERIES, Choice
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery

BETWEEN = "moves_between_regions"
"""Arrivals from other regions alone; published now and then, for some regions."""
SHARE = "moves_between_regions_share"
"""Percent: with an origin, of those who came to the area from other areas; with a destination, of those who left it."""

PRINTED_AS = {measure: of for of, measure in PRINTED.items()}
"""What a measure of an estimate has as printed."""


def printed_quarter(run: Runner, areas: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """The period for which most moves between areas were printed, and each area's unit in its division."""
    pack = run.store.pack
    if BETWEEN not in pack.indicators:
        return "", {}
    totals = [p for d, _, p in run.stated(BETWEEN) if not d]
    if not totals:
        return "", {}
    period = max(sorted(set(totals)), key=totals.count)
    year = Period.parse(period).year
    groups = {}
    newest = pack.lineage.years[-1]
    for area in areas:
        atoms = pack.lineage.territory(area, newest) or frozenset()
        old = [c for c, t in pack.lineage.division(year).items() if atoms & t and c in pack.regions(year)]
        groups[area] = old[0] if old else area
    return period, groups


def printed_totals(run: Runner, period: str) -> dict[str, float]:
    """Arrivals from other areas in the printed period, by area of its division."""
    year = Period.parse(period).year
    areas = (*run.store.pack.regions(year), run.store.pack.country)
    values = run.figures(PanelQuery((BETWEEN,), areas, (period,), year), BETWEEN).values[:, 0]
    return {area: float(v) for area, v in zip(areas, values, strict=True) if not np.isnan(v)}


def printed_cells(run: Runner, period: str) -> list[tuple[str, str, float]]:
    """Origin, destination and persons of the flows that were printed for a period."""
    pack = run.store.pack
    found = []
    for dimensions, area, code in run.stated(BETWEEN):
        if code == period and dimensions.startswith("origin="):
            series = f"{BETWEEN}[{dimensions}]"
            query = PanelQuery((series,), (area,), (period,), Period.parse(period).year)
            origin = dimensions.removeprefix("origin=").replace("_", "-")
            if origin in pack.areas:
                found.append((origin, area, float(run.figures(query, series).values[0, 0])))
    return found


def cells_between(run: Runner, areas: tuple[str, ...]) -> list[tuple[str, str, str, float]]:
    """Origin, destination, period and persons of every flow between these areas that was printed."""
    if BETWEEN not in run.store.pack.indicators:
        return []
    periods = dict.fromkeys(period for dimensions, _, period in run.stated(BETWEEN) if dimensions)
    return [
        (origin, destination, period, value)
        for period in periods
        for origin, destination, value in printed_cells(run, period)
        if origin in areas and destination in areas and origin != destination
    ]


def shares_between(run: Runner, areas: tuple[str, ...]) -> list[Share]:
    """Shares of the moves between these areas that were printed."""
    pack = run.store.pack
    if SHARE not in pack.indicators:
        return []
    found = []
    for dimensions, area, period in run.stated(SHARE):
        side, _, partner = dimensions.partition("=")
        other = partner.replace("_", "-")
        if side in ("origin", "destination") and {area, other} <= set(areas) and area != other:
            pair = (other, area) if side == "origin" else (area, other)
            series = f"{SHARE}[{dimensions}]"
            query = PanelQuery((series,), (area,), (period,), Period.parse(period).year)
            value = float(run.figures(query, series).values[0, 0])
            found.append(Share(*pair, period, value, Of.ARRIVALS if side == "origin" else Of.DEPARTURES, series, area))
    return found


@dataclass(frozen=True)
class Share:
    """A printed share of the moves between areas, percent: of whom, and where it stands in the pack."""

    origin: str
    destination: str
    period: str
    value: float
    of: Of
    series: str
    area: str


def printed_for(run: Runner, query: PanelQuery) -> tuple[Printed, ...]:
    """Flows and shares that were printed for the very periods and borders of a query, with their rounding.

    Origins stand in the borders of their period: figures of another division are no constraint.
    Of the digits of a share none is taken for rounding that was not printed: 80 is 79.5 to 80.5.
    """
    ends: dict[Of, list[tuple[tuple[str, str, str], float, float]]] = {of: [] for of in Of}
    for origin, destination, period, value in cells_between(run, query.areas):
        ends[Of.PERSONS].append(((origin, destination, period), value, half_unit(value)))
    for one in shares_between(run, query.areas):
        ends[one.of].append(((one.origin, one.destination, one.period), one.value, half_unit(one.value, most=0)))
    return tuple(
        found for of, cells in ends.items() if (found := _placed(run, query, of, cells)).known.any()
    )  # fmt: skip


def _placed(run: Runner, query: PanelQuery, of: Of, cells: list[tuple[tuple[str, str, str], float, float]]) -> Printed:
    shape = (len(query.areas), len(query.areas), len(query.periods))
    low, high, unit = np.full(shape, np.nan), np.full(shape, np.nan), 1.0 if of is Of.PERSONS else 100.0
    for (origin, destination, period), value, half in cells:
        if period in query.periods and same_division(run, period, query.borders):
            at = (query.areas.index(origin), query.areas.index(destination), query.periods.index(period))
            low[at], high[at] = (value - half) / unit, (value + half) / unit
    return Printed(low, high, of)


def of_period(printed: tuple[Printed, ...], period: int) -> tuple[Printed, ...]:
    """What was printed for one period."""
    return tuple(Printed(one.low[..., period], one.high[..., period], one.of) for one in printed)


def same_division(run: Runner, period: str, borders: int) -> bool:
    """Whether a period has the division that is in force in a year."""
    lineage = run.store.pack.lineage
    return lineage.era(Period.parse(period).year) == lineage.era(borders)


def series_from(origin: str) -> str:
    """The series of moves from an area."""
    return f"{BETWEEN}[origin={origin.replace('-', '_')}]"


def printed_labels(run: Runner, query: PanelQuery, cell: Cell) -> Iterator[Choice]:
    """Of a printed flow or share the labels of its own figure; of an estimate all that its call has read."""
    own = PRINTED_AS.get(cell["measure"])
    if own is None:
        yield {}
        return
    stated = [(o, d, p, Of.PERSONS, series_from(o), d) for o, d, p, _ in cells_between(run, query.areas)]
    stated += [(s.origin, s.destination, s.period, s.of, s.series, s.area) for s in shares_between(run, query.areas)]
    for origin, destination, period, of, series, area in stated:
        pair = own is of and (origin, destination) == (cell["origin"], cell["destination"])
        if pair and period == cell["period"] and same_division(run, period, query.borders):
            yield {SERIES: (series,), AREA: (area,), PERIOD: (period,)}

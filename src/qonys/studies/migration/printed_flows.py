"""Flows between areas that were printed now and then: their cells, totals, and what an estimate may hold of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from qonys.comparisons import half_unit
from qonys.migration.kernels.estimation import Printed
from qonys.model import Period
from qonys.model.result import Cell
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery

BETWEEN = "moves_between_regions"
"""Arrivals from other regions alone; published now and then, for some regions."""


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


def printed_for(run: Runner, query: PanelQuery) -> Printed | None:
    """Flows that were printed for the very periods and borders of a query, with their rounding; none without any.

    Origins stand in the borders of their period: figures of another division are no constraint.
    """
    shape = (len(query.areas), len(query.areas), len(query.periods))
    low, high = np.full(shape, np.nan), np.full(shape, np.nan)
    for origin, destination, period, value in cells_between(run, query.areas):
        if period in query.periods and same_division(run, period, query.borders):
            at = (query.areas.index(origin), query.areas.index(destination), query.periods.index(period))
            low[at], high[at] = value - half_unit(value), value + half_unit(value)
    return Printed(low, high) if np.isfinite(low).any() else None


def of_period(printed: Printed | None, period: int) -> Printed | None:
    """The printed cells of one period."""
    return None if printed is None else Printed(printed.low[..., period], printed.high[..., period])


def same_division(run: Runner, period: str, borders: int) -> bool:
    """Whether a period has the division that is in force in a year."""
    lineage = run.store.pack.lineage
    return lineage.era(Period.parse(period).year) == lineage.era(borders)


def series_from(origin: str) -> str:
    """The series of moves from an area."""
    return f"{BETWEEN}[origin={origin.replace('-', '_')}]"


def printed_behind(run: Runner, query: PanelQuery, cell: Cell) -> Iterator[tuple[PanelQuery, str, str, str]]:
    """Printed flows that an estimate of the same period holds; of a printed cell itself."""
    for origin, destination, period, _ in cells_between(run, query.areas):
        own = (origin, destination) == (cell["origin"], cell["destination"]) or cell["measure"] != "printed"
        if own and period == cell["period"] and same_division(run, period, query.borders):
            series = series_from(origin)
            yield PanelQuery((series,), (destination,), (period,), query.borders), series, destination, period

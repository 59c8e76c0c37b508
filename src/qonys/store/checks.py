"""Identities on all figures: what does not add up, and whether the cause is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from qonys.model import AreaCode, At, Change, Frequency, Period
from qonys.model.result import Floats
from qonys.packs import Factor, Identity, KnownResidual, Over, Pack
from qonys.packs.identities import Side
from qonys.store.panel import Panel, PanelQuery

if TYPE_CHECKING:
    from qonys.store.store import Store


@dataclass(frozen=True, slots=True)
class Residual:
    """An identity that does not hold in one area and period.

    Left side less right side; of a range, how far left lies above (positive) or below it.
    """

    check: str
    area: AreaCode
    period: str
    residual: float
    unit: str
    """That of the first figure of the left side."""
    cause: str
    """Empty if no cause is known."""
    note: str


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What one identity found: how often it could be tried, and where it does not hold."""

    check: str
    tried: int
    residuals: tuple[Residual, ...]

    @property
    def unexplained(self) -> tuple[Residual, ...]:
        """Residuals without a known cause."""
        return tuple(r for r in self.residuals if not r.cause)


def check_identities(store: Store) -> tuple[CheckOutcome, ...]:
    """Every identity of the pack on every area and period for which its figures exist."""
    known = {(k.check, k.area, k.period): k for k in store.pack.residuals}
    plan = {identity.id: periods_by_era(store, identity) for identity in store.pack.identities}
    shelf = _Shelf(store)
    for identity in store.pack.identities:
        for era, codes in plan[identity.id].items():
            shelf.want(identity, era, codes)
    return tuple(_check(shelf, identity, plan[identity.id], known) for identity in store.pack.identities)


def _check(
    shelf: _Shelf, identity: Identity, plan: dict[int, list[str]], known: dict[tuple[str, str, str], KnownResidual]
) -> CheckOutcome:
    tried, found = 0, []
    unit = shelf.store.pack.indicators[identity.equation.left[0].times[0].indicator].unit
    for area, period, residual, tolerance in _residuals(shelf, identity, plan):
        tried += 1
        if abs(residual) <= tolerance + 1e-9:
            continue
        cause = known.get((identity.id, area, period))
        fits = cause is not None and abs(cause.residual - residual) <= tolerance + 1e-6
        found.append(
            Residual(
                identity.id, area, period, residual, unit,
                cause.cause if cause and fits else "", cause.note if cause and fits else "",
            )
        )  # fmt: skip
    return CheckOutcome(identity.id, tried, tuple(found))


def _residuals(
    shelf: _Shelf, identity: Identity, plan: dict[int, list[str]]
) -> Iterator[tuple[AreaCode, str, float, float]]:
    """Area, period, residual and tolerance wherever all figures of an identity exist."""
    for era, codes in plan.items():
        read = _Reader(shelf, identity, era)
        areas = read.areas[-1:] if identity.over is Over.REGIONS else read.areas
        left, least, most = _over_regions(read, codes) if identity.over is Over.REGIONS else _in_areas(read, codes)
        residuals = left - np.clip(left, least, most)
        size = np.abs(left if identity.equation.bounds else most)
        tolerances = np.maximum(identity.tolerance, identity.relative * size)
        for i, area in enumerate(areas):
            for p, code in enumerate(codes):
                if not np.isnan(residuals[i, p]):
                    yield area, code, float(residuals[i, p]), float(tolerances[i, p])


def _in_areas(read: _Reader, codes: list[str]) -> tuple[Floats, Floats, Floats]:
    """Left side, and the least and the most that it may be: arrays (area, period)."""
    identity = read.identity
    if identity.over is Over.AREA:
        left = read.sum(identity.equation.left, codes)
    else:
        parts = read.sum(identity.equation.left, _parts(codes, identity.over))
        left = parts.reshape(len(read.areas), len(codes), -1).sum(axis=2)
    if not identity.equation.bounds:
        right = read.sum(identity.equation.right, codes)
        return left, right, right
    bounds = np.array([read.sum(side, codes) for side in identity.equation.bounds])
    return left, bounds.min(axis=0), bounds.max(axis=0)


def _over_regions(read: _Reader, codes: list[str]) -> tuple[Floats, Floats, Floats]:
    """As `_in_areas`, of the country: sums of regions against its own figure, or that against the range of regions."""
    equation = read.identity.equation
    if not equation.bounds:
        right = read.sum(equation.right, codes, stated=True)[-1:]
        return read.sum(equation.left, codes)[:-1].sum(axis=0, keepdims=True), right, right
    bounds = np.concatenate([read.sum(side, codes)[:-1] for side in equation.bounds])
    left = read.sum(equation.left, codes, stated=True)[-1:]
    return left, bounds.min(axis=0, keepdims=True), bounds.max(axis=0, keepdims=True)


def parts_of_year(year: str, over: Over) -> tuple[str, ...]:
    """The months or the quarters of a year."""
    if over is Over.QUARTERS:
        return tuple(f"{year}-Q{quarter}" for quarter in range(1, 5))
    return tuple(f"{year}-{month:02d}" for month in range(1, 13))


def _parts(years: Sequence[str], over: Over) -> list[str]:
    return [part for year in years for part in parts_of_year(year, over)]


def periods_by_era(store: Store, identity: Identity) -> dict[int, list[str]]:
    """Periods in which an identity can be tried, by the division in whose borders it is."""
    by_era: dict[int, list[str]] = defaultdict(list)
    for span in _periods(store, identity):
        year = Period.parse(span).year
        if (identity.first or year) <= year <= (identity.last or year):
            by_era[store.pack.lineage.era(year if identity.borders is None else identity.borders)].append(span)
    return by_era


def _periods(store: Store, identity: Identity) -> list[str]:
    """Periods in which the first figure of the identity has values; stocks at the start of a year count as years."""
    first = identity.equation.left[0].times[0]
    codes = store.periods(first.series)
    part = {Over.MONTHS: Frequency.MONTH, Over.QUARTERS: Frequency.QUARTER}.get(identity.over)
    if part is not None:
        return sorted({code[:4] for code in codes if Period.parse(code).frequency is part})
    at_start = store.pack.indicators[first.indicator].at is At.START
    return [code.removesuffix("-01-01") if at_start else code for code in codes]


@dataclass
class _Shelf:
    """The figures of all identities as stated, no rate computed: one panel for each division and length of periods."""

    store: Store
    _wanted: dict[tuple[int, Frequency], tuple[set[str], set[str]]] = field(default_factory=dict)
    """Series and periods."""
    _panels: dict[tuple[int, Frequency], Panel] = field(default_factory=dict)

    def areas(self, era: int) -> tuple[AreaCode, ...]:
        """The regions of a division, and the country last."""
        return (*self.store.pack.regions(era), self.store.pack.country)

    def want(self, identity: Identity, era: int, codes: list[str]) -> None:
        """Note the figures of an identity, before the first is read."""
        parts = [] if identity.over in (Over.AREA, Over.REGIONS) else _parts(codes, identity.over)
        for factor in identity.equation.factors:
            for code in shifted((*codes, *parts), factor.lead):
                series, periods = self._wanted.setdefault((era, Period.parse(code).frequency), (set(), set()))
                series.add(factor.series)
                periods.add(code)

    def values(self, era: int, series: str, codes: Sequence[str]) -> Floats:
        """Figures of a series: array (area, period)."""
        columns = []
        for code in codes:
            panel = self._panel(era, code)
            columns.append(panel[series][:, panel.query.periods.index(code)])
        return np.stack(columns, axis=1)

    def is_sum(self, era: int, series: str, code: str) -> bool:
        """Whether the country's figure is the sum of several."""
        return len(self._panel(era, code).rows(series, self.store.pack.country, code)) > 1

    def _panel(self, era: int, code: str) -> Panel:
        key = (era, Period.parse(code).frequency)
        if key not in self._panels:
            series, periods = self._wanted[key]
            query = PanelQuery(tuple(sorted(series)), self.areas(era), tuple(sorted(periods)), era, rates=False)
            self._panels[key] = self.store.panel(query)
        return self._panels[key]


def shifted(codes: Sequence[str], lead: int) -> tuple[str, ...]:
    """Periods so many of their own lengths later."""
    return tuple(str(Period.parse(code).shift(lead)) for code in codes) if lead else tuple(codes)


@dataclass(frozen=True)
class _Reader:
    """The figures of one identity in one division."""

    shelf: _Shelf
    identity: Identity
    era: int

    @property
    def areas(self) -> tuple[AreaCode, ...]:
        """Regions, and the country last."""
        return self.shelf.areas(self.era)

    def sum(self, side: Side, codes: Sequence[str], *, stated: bool = False) -> Floats:
        """Σ number × figures ÷ figures: array (area, period); `stated` refuses a country that is a sum of regions."""
        total = np.zeros((len(self.areas), len(codes)))
        for term in side:
            product = np.full(total.shape, term.coefficient)
            for factor in term.times:
                product = product * self._figures(factor, codes, stated)
            for factor in term.by:
                under = self._figures(factor, codes, stated)
                product = np.divide(product, under, out=np.full_like(product, np.nan), where=under != 0)
            total = total + product
        return total

    def _figures(self, factor: Factor, codes: Sequence[str], stated: bool) -> Floats:
        periods = shifted(codes, factor.lead)
        values = self.shelf.values(self.era, factor.series, periods)
        if factor.lead > 0:
            values = over_transfers(self.shelf.store, factor.series, self.areas, periods, self.era, values)
        if stated:
            values[-1, [self.shelf.is_sum(self.era, factor.series, code) for code in periods]] = np.nan
        return values


class Panels(Protocol):
    """What gives panels of a pack: a store, or a runner that notes what is read."""

    @property
    def pack(self) -> Pack:
        """The country."""

    def panel(self, query: PanelQuery) -> Panel:
        """A panel."""


def over_transfers(
    store: Panels, series: str, areas: tuple[AreaCode, ...], codes: tuple[str, ...], era: int, values: Floats
) -> Floats:
    """A stock on the day of a transfer restated in the borders before it, by the people that it moved.

    Only for persons in total: of whom a transfer consists is not known.
    """
    if series != "population_start":
        return values
    restated = values.copy()
    for area, code, persons in transfers(store.pack, era):
        if area in areas and code in codes:
            i, p = areas.index(area), codes.index(code)
            if np.isnan(restated[i, p]):
                label = store.panel(PanelQuery((series,), (area,), (code,), int(code)))
                restated[i, p] = label[series][0, 0] - persons
    return restated


def transfers(pack: Pack, era: int) -> Iterator[tuple[AreaCode, str, float]]:
    """Area, year on whose first day it counts, and people received (lost: negative) after a division."""
    for event in pack.lineage.events:
        if event.change is Change.TRANSFER and event.persons is not None and event.date.year > era:
            yield event.old[0], str(event.date.year), -float(event.persons)
            yield event.new[0], str(event.date.year), float(event.persons)

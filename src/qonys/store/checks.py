"""Identities on all figures: what does not add up, and whether the cause is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qonys.model import AreaCode, At, Change, Frequency, Period
from qonys.model.result import Floats
from qonys.packs import Identity, KnownResidual, Over, Pack, Term
from qonys.store.panel import PanelQuery

if TYPE_CHECKING:
    from qonys.store.store import Store


@dataclass(frozen=True, slots=True)
class Residual:
    """An identity that does not hold in one area and period; left side less right side."""

    check: str
    area: AreaCode
    period: str
    residual: float
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
    return tuple(_check(store, identity, known) for identity in store.pack.identities)


def _check(store: Store, identity: Identity, known: dict[tuple[str, str, str], KnownResidual]) -> CheckOutcome:
    tried, found = 0, []
    for area, period, residual in _residuals(store, identity):
        tried += 1
        if abs(residual) <= identity.tolerance + 1e-9:
            continue
        cause = known.get((identity.id, area, period))
        fits = cause is not None and abs(cause.residual - residual) <= identity.tolerance + 1e-6
        found.append(
            Residual(
                identity.id, area, period, residual,
                cause.cause if cause and fits else "", cause.note if cause and fits else "",
            )
        )  # fmt: skip
    return CheckOutcome(identity.id, tried, tuple(found))


def _residuals(store: Store, identity: Identity) -> Iterator[tuple[AreaCode, str, float]]:
    """Area, period and residual wherever all terms of an identity have a figure."""
    for era, codes in periods_by_era(store, identity).items():
        regions, country = store.pack.regions(era), store.pack.country
        if identity.over is Over.AREA:
            areas = (*regions, country)
            sides = _sum(store, identity.left, areas, codes, era) - _sum(store, identity.right, areas, codes, era)
        elif identity.over is Over.MONTHS:
            areas = (*regions, country)
            sides = -_sum(store, identity.right, areas, codes, era)
            for p, code in enumerate(codes):
                sides[:, p] += _sum(store, identity.left, areas, months_of(code), era).sum(axis=1)
        else:
            areas = (country,)
            left = _sum(store, identity.left, regions, codes, era).sum(axis=0, keepdims=True)
            sides = left - _sum(store, identity.right, areas, codes, era, stated=True)
        for i, area in enumerate(areas):
            for p, code in enumerate(codes):
                if not np.isnan(sides[i, p]):
                    yield area, code, float(sides[i, p])


def months_of(year: str) -> tuple[str, ...]:
    """The twelve months of a year."""
    return tuple(f"{year}-{month:02d}" for month in range(1, 13))


def periods_by_era(store: Store, identity: Identity) -> dict[int, list[str]]:
    """Periods in which an identity can be tried, by the division that is in force in them."""
    by_era: dict[int, list[str]] = defaultdict(list)
    for span in _periods(store, identity):
        by_era[store.pack.lineage.era(Period.parse(span).year)].append(span)
    return by_era


def _periods(store: Store, identity: Identity) -> list[str]:
    """Periods in which the first term of the identity has figures; stocks at the start of a year count as years."""
    term = identity.left[0]
    inside = f"{term.indicator}[{term.dimensions}]" if term.dimensions else term.indicator
    codes = store.periods(inside)
    if identity.over is Over.MONTHS:
        return sorted({code[:4] for code in codes if Period.parse(code).frequency is Frequency.MONTH})
    at_start = store.pack.indicators[term.indicator].at is At.START
    return [code.removesuffix("-01-01") if at_start else code for code in codes]


def _sum(
    store: Store,
    terms: Sequence[Term],
    areas: Sequence[AreaCode],
    codes: Sequence[str],
    era: int,
    *,
    stated: bool = False,
) -> Floats:
    """Σ sign × figure: array (area, period); `stated` refuses a country that is only a sum of regions."""
    total = np.zeros((len(areas), len(codes)))
    for term in terms:
        series = f"{term.indicator}[{term.dimensions}]" if term.dimensions else term.indicator
        shifted = tuple(str(Period.parse(code).shift(term.lead)) for code in codes)
        panel = store.panel(PanelQuery((series,), tuple(areas), shifted, era))
        values = panel[series].copy()
        if term.lead:
            values = over_transfers(store, series, tuple(areas), shifted, era, values)
        if stated:
            summed = [[len(panel.rows(series, area, code)) > 1 for code in shifted] for area in areas]
            values[np.array(summed)] = np.nan
        total = total + term.sign * values
    return total


def over_transfers(
    store: Store, series: str, areas: tuple[AreaCode, ...], codes: tuple[str, ...], era: int, values: Floats
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

"""The identities of a pack as linear equations over figures: what a reconciliation has to meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from qonys.model import Period
from qonys.model.result import Floats
from qonys.packs import Factor, Identity, Over
from qonys.packs.identities import Side
from qonys.store.checks import parts_of_year, periods_by_era
from qonys.store.panel import PanelQuery
from qonys.store.store import Store

Cell = tuple[str, str, str, int]
"""Series, area, period and the division in whose borders the figure stands."""


@dataclass
class Equations:
    """Σ coefficient × figure = total, one row an equation; figures without a value are unknowns."""

    cells: dict[Cell, int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)
    """Row, column and coefficient."""
    names: list[tuple[str, str, str]] = field(default_factory=list)
    """Identity, area and period of each row."""
    totals: list[float] = field(default_factory=list)

    def column(self, cell: Cell, value: float) -> int:
        """The column of a figure."""
        if cell not in self.cells:
            self.cells[cell] = len(self.values)
            self.values.append(value)
        return self.cells[cell]

    def add(self, name: tuple[str, str, str], terms: list[tuple[float, Cell, float]], total: float) -> None:
        """An equation, if at most one of its figures has no value."""
        if terms and sum(np.isnan(value) for _, _, value in terms) <= 1:
            for coefficient, cell, value in terms:
                self.entries.append((len(self.names), self.column(cell, value), coefficient))
            self.names.append(name)
            self.totals.append(total)

    @property
    def size(self) -> tuple[int, int]:
        """Number of equations and of figures."""
        return len(self.names), len(self.values)


def equations(store: Store, indicators: frozenset[str], years: tuple[str, ...]) -> Equations:
    """The identities that hold between these indicators in these years; of sums alone, products are none.

    A residual whose cause is known (a census, a reform) stands on the right side: it is no
    error to be spread.
    """
    found = Equations()
    known = {(k.check, k.area, k.period): k.residual for k in store.pack.residuals if k.cause != "vintage"}
    for identity in store.pack.identities:
        named = {f.indicator for f in identity.equation.factors}
        if identity.equation.linear and named <= indicators:
            for name, terms in _rows(store, identity, years):
                found.add(name, terms, known.get(name, 0.0))
    return found


def _rows(
    store: Store, identity: Identity, years: tuple[str, ...]
) -> Iterator[tuple[tuple[str, str, str], list[tuple[float, Cell, float]]]]:
    """Name and terms of each equation of an identity."""
    for era, spans in _wanted(store, identity, years).items():
        regions, country = store.pack.regions(era), store.pack.country
        read = _Reader(store, (*regions, country), era)
        for span in spans:
            left, right = _signed(identity.equation.left, 1), _signed(identity.equation.right, -1)
            if identity.over is Over.REGIONS:
                terms = [read(c, f, area, span) for c, f in left for area in regions]
                yield (identity.id, country, span), [*terms, *(read(c, f, country, span) for c, f in right)]
                continue
            for area in (*regions, country):
                periods = (span,) if identity.over is Over.AREA else parts_of_year(span, identity.over)
                terms = [read(c, f, area, p) for c, f in left for p in periods]
                yield (identity.id, area, span), [*terms, *(read(c, f, area, span) for c, f in right)]


def _signed(side: Side, sign: int) -> list[tuple[float, Factor]]:
    """Coefficient and figure of each term of a linear side."""
    return [(sign * term.coefficient, term.times[0]) for term in side]


def _wanted(store: Store, identity: Identity, years: tuple[str, ...]) -> dict[int, list[str]]:
    """Periods of these years; all years for an identity that can derive what was never published."""
    by_era = periods_by_era(store, identity)
    return {era: [s for s in spans if s[:4] in years] for era, spans in by_era.items()}


class _Reader:
    """Reads figures of one division, each series once."""

    def __init__(self, store: Store, areas: tuple[str, ...], era: int) -> None:
        self._store, self._areas, self._era = store, areas, era
        self._held: dict[tuple[str, str], Floats] = {}

    def __call__(self, coefficient: float, factor: Factor, area: str, span: str) -> tuple[float, Cell, float]:
        series = factor.series
        period = str(Period.parse(span).shift(factor.lead))
        if (series, period) not in self._held:
            query = PanelQuery((series,), self._areas, (period,), self._era)
            self._held[series, period] = self._store.panel(query)[series][:, 0]
        value = float(self._held[series, period][self._areas.index(area)])
        return coefficient, (series, area, period, self._era), value

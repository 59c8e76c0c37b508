"""Flows between areas from stocks of people by birthplace at two times.

How this works: who was born in one area and lives in another is counted twice, some years
apart. Births and deaths are taken out (`natural_change`), so that what is left of the difference
is migration. For each birthplace the stock at the start is the margin of origins, the one at the
end that of destinations; as many as possible stay, the rest move.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.conditional import quasi_independence
from qonys.migration.kernels.natural_change import Survivors, refuse_cells, shares_of, without_natural_change
from qonys.numerics.arrays import Floats
from qonys.numerics.fitting import FitOptions, Margin, fit

MINIMUM = 0.87
"""Weight of the flows of least volume in the pseudo-Bayes average (Azose and Raftery 2019)."""


class Closing(Enum):
    """What happens to people of a birthplace who appear or vanish between the two counts."""

    RESCALE = "rescale"
    """Both stocks are scaled to the mean of their birthplace totals; populations of areas are kept."""
    OPEN = "open"
    """They came from outside, or went there: in proportion to where they live."""


class Negatives(Enum):
    """What falling stocks count as in stock differencing."""

    DROP = "drop"
    REVERSE = "reverse"


@dataclass(frozen=True)
class StockFlows:
    """Flows by birthplace, and what was done to the stocks on the way."""

    flows: Floats
    """(birthplace, origin, destination); who stays stands on the diagonal of origin and destination"""
    arrived: Floats
    """(birthplace, residence): from outside all areas"""
    left: Floats
    """(birthplace, residence): to outside"""
    start: Floats
    """(birthplace, residence): stock at the start without those who died, as fitted"""
    end: Floats
    """(birthplace, residence): stock at the end without the newborn, as fitted"""
    moved: float
    """Persons by which stocks were changed so that they agree."""
    excess: float
    """Persons at the end beyond those that the start, births and deaths explain; below 0: too few."""
    spread: tuple[int, ...] = ()
    """Areas with more births than natives at the end: their newborn count as of all birthplaces."""

    @property
    def table(self) -> Floats:
        """Moves between areas of all birthplaces together, (origin, destination), the diagonal 0."""
        total: Floats = self.flows.sum(axis=0)
        return total * (1 - np.eye(len(total)))


def stock_differencing(start: Floats, end: Floats, negatives: Negatives = Negatives.DROP) -> Floats:
    """Flows from birthplace to residence as the growth of stocks: (..., origin, destination).

    A stock that falls counts as nothing, or as a flow back to the birthplace.

    Parameters
    ----------
    start, end : (..., birthplace, residence) floats
        Persons.

    References
    ----------
    Abel, Cohen (2019), Bilateral international migration flow estimates, Scientific Data 6:82.

    Examples
    --------
    >>> start, end = np.array([[90.0, 10], [5, 95]]), np.array([[80.0, 30], [2, 98]])
    >>> stock_differencing(start, end), stock_differencing(start, end, Negatives.REVERSE)
    (array([[ 0., 20.],
           [ 0.,  0.]]), array([[ 0., 23.],
           [ 0.,  0.]]))
    """
    _check(start, end)
    change = (end - start) * (1 - np.eye(start.shape[-1]))
    grown = np.maximum(change, 0.0)
    return grown if negatives is Negatives.DROP else grown + np.maximum(-change, 0.0).swapaxes(-1, -2)


def migration_rates(stocks: Floats, moves: float) -> Floats:
    """Flows in proportion to stocks of people who live outside their birthplace: (..., origin, destination).

    Parameters
    ----------
    stocks : (..., birthplace, residence) floats
        Persons.
    moves : float
        All moves, persons: what the flows add up to, over all parts together.

    References
    ----------
    Dennett (2016), Estimating an annual time series of global migration flows.

    Examples
    --------
    >>> migration_rates(np.array([[90.0, 10], [30, 95]]), 8)
    array([[0., 2.],
           [6., 0.]])
    """
    _check(stocks, stocks)
    away = stocks * (1 - np.eye(stocks.shape[-1]))
    total = away.sum()
    return away * (moves / total) if total > 0 else np.zeros_like(away)


def demographic_accounting(
    start: Floats,
    end: Floats,
    births: Floats | None = None,
    deaths: Floats | None = None,
    closing: Closing = Closing.RESCALE,
    seed: Floats | None = None,
) -> StockFlows:
    """Flows of least volume that make one set of stocks by birthplace out of the other.

    Births and deaths are taken out first (`without_natural_change`); what stocks then differ by is
    closed as asked.

    Parameters
    ----------
    start, end : (birthplace, residence) floats
        Persons at both times.
    births, deaths : (residence,) floats, optional
        Persons between them; none if left out.
    closing : Closing
        A closed system, or one with an outside.
    seed : (origin, destination) floats, optional
        Propensity of moves, e.g. a power of distance; 1 if left out.

    Raises
    ------
    BadInput
        For negative or missing figures: where; for a table of nobody; for more deaths or births than people.
    CannotCompute
        If zeros keep a closed system from agreeing; an open one always does.

    References
    ----------
    Abel (2013), Estimating global migration flow tables using place of birth data,
    Demographic Research 28(18), 505-546. Abel, Sander (2014), Science 343, 1520-1522.

    Examples
    --------
    >>> found = demographic_accounting(np.array([[90.0, 10], [5, 95]]), np.array([[80.0, 20], [5, 95]]))
    >>> found.table
    array([[ 0., 10.],
           [ 0.,  0.]])
    """
    _check(start, end)
    if start.ndim != 2:
        raise ValueError(f"accounting takes one pair of tables, got {start.shape}")
    alive = _alive(start, end, births, deaths)
    first, last, arrived, left = _closed(alive.start, alive.end, closing)
    if seed is None:
        # With as many stayers as possible an area either sends or receives: the rest is independent.
        stay = np.minimum(first, last)
        out, into = first - stay, last - stay
        flows = np.einsum("bo,bd->bod", out, into / np.maximum(into.sum(axis=1, keepdims=True), 1e-300))
        diagonal = np.arange(flows.shape[1])
        flows[:, diagonal, diagonal] += stay
    else:
        flows = quasi_independence(first, last, seed)
    gap = alive.end.sum(axis=1) - alive.start.sum(axis=1)
    return StockFlows(flows, arrived, left, first, last, float(np.abs(gap).sum()), float(gap.sum()), alive.spread)


def pseudo_bayes(
    start: Floats,
    end: Floats,
    births: Floats | None = None,
    deaths: Floats | None = None,
    closing: Closing = Closing.RESCALE,
    weight: float = MINIMUM,
) -> StockFlows:
    """Flows between the least that stocks allow and those of people who move as if at random.

    The minimum leaves out everybody who went and came back, independence has nobody inclined
    to stay; `weight` of the minimum was chosen on flows that are known.

    References
    ----------
    Azose, Raftery (2019), Estimation of emigration, return migration, and transit migration
    between all pairs of countries, PNAS 116(1), 116-122.

    Examples
    --------
    >>> stocks = np.array([[90.0, 10], [5, 95]])
    >>> pseudo_bayes(stocks, stocks, weight=0.9).table.round(3)
    array([[0.   , 1.375],
           [1.375, 0.   ]])
    """
    if not 0 <= weight <= 1:
        raise ValueError(f"a weight between 0 and 1, got {weight}")
    least = demographic_accounting(start, end, births, deaths, closing)
    total = np.maximum(least.end.sum(axis=1), 1e-300)
    free = np.einsum("bo,bd->bod", least.start, least.end / total[:, None])
    flows: Floats = weight * least.flows + (1 - weight) * free
    return replace(least, flows=flows)


def _alive(start: Floats, end: Floats, births: Floats | None, deaths: Floats | None) -> Survivors:
    """Stocks without births and deaths, none where they are left out."""
    none = np.zeros(len(start))
    born, died = (none if v is None else np.asarray(v, float) for v in (births, deaths))
    for name, values in (("births", born), ("deaths", died)):
        if values.shape != none.shape:
            raise ValueError(f"{name} of {len(start)} areas are needed, got {values.shape}")
    return without_natural_change(start, end, born, died)


def _closed(first: Floats, last: Floats, closing: Closing) -> tuple[Floats, Floats, Floats, Floats]:
    """Stocks that agree in their birthplace totals; who came from outside and who left."""
    gap = last.sum(axis=1) - first.sum(axis=1)
    arrived, left = np.zeros_like(first), np.zeros_like(first)
    if closing is Closing.OPEN:
        arrived = np.maximum(gap, 0.0)[:, None] * shares_of(last.T).T
        left = np.maximum(-gap, 0.0)[:, None] * shares_of(first.T).T
        return first - left, last - arrived, arrived, left
    return *_rescaled(first, last), arrived, left


def _rescaled(first: Floats, last: Floats) -> tuple[Floats, Floats]:
    """Both stocks with the mean of their birthplace totals, populations of residence as they were.

    If the world lost or gained people, natives take it, half of it at each end, up to half of them; what they
    cannot take, all stocks do in proportion.
    """
    for table in (first, last):
        if table.sum() == 0 < first.sum() + last.sum():
            raise CannotCompute("stocks-nobody-left", where="births, deaths", fix="an open system")
    half = (last.sum() - first.sum()) / 2
    if abs(half) > 0:
        first, last = (s + np.diag(_native(s, sign * half)) for s, sign in ((first, 1), (last, -1)))
        world = (first.sum() + last.sum()) / 2
        first, last = (s * (world / s.sum()) for s in (first, last))
    target = (first.sum(axis=1) + last.sum(axis=1)) / 2
    if np.allclose(first.sum(axis=1), target, rtol=1e-12, atol=1e-9):
        return first, last
    options = FitOptions(tolerance=1e-7, iterations=20_000, agreement=1e-6)
    try:
        fitted = [fit(s, (Margin((0,), target), Margin((1,), s.sum(axis=0))), options).table for s in (first, last)]
    except CannotCompute as error:
        raise CannotCompute("stocks-not-closed", where="start, end", fix="an open system") from error
    # The totals must agree to the last digit: the end takes what is left of the tolerance.
    ratio = np.divide(fitted[0].sum(axis=1), fitted[1].sum(axis=1), out=np.ones(len(first)), where=target > 0)
    return fitted[0], fitted[1] * ratio[:, None]


def _native(stocks: Floats, persons: float) -> Floats:
    own = np.diag(stocks)
    share: Floats = own / max(own.sum(), 1e-300)
    return np.maximum(share * persons, -own / 2)


def _check(start: Floats, end: Floats) -> None:
    if start.ndim < 2 or start.shape[-1] != start.shape[-2] or start.shape != end.shape:
        raise ValueError(f"two square tables of one size are needed, got {start.shape} and {end.shape}")
    for name, values in (("start", start), ("end", end)):
        refuse_cells(values, name)
        if values.sum() == 0 < start.sum() + end.sum():
            raise BadInput("stocks-empty", where=name, fix="a table of people")

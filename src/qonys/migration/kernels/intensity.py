"""How many move: totals, rates and intensities of migration from flows between areas.

Flows are [..., origin, destination]; leading axes are a batch (months, sexes, ages, draws).
The diagonal holds moves inside areas and is not read unless a function says so.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from qonys.errors import BadInput
from qonys.migration.kernels.accounts import per_thousand, ratio
from qonys.numerics.arrays import Floats


class Totals(NamedTuple):
    """Moves over the borders of each area, persons, each (..., area)."""

    arrivals: Floats
    departures: Floats
    net: Floats
    turnover: Floats


class Rates(NamedTuple):
    """Moves over the borders of each area per 1,000 of its people, each (..., area); nan where nobody lives."""

    arrivals: Floats
    departures: Floats
    net: Floats
    gross: Floats


class CourgeauFit(NamedTuple):
    """A line through intensities of several zonings, each (...).

    `slope` is Courgeau's k, percent per unit of the logarithm; `intercept` is 0 for the line
    through the origin. `slope_error` is the standard error of the slope, nan where there are no more
    zonings than coefficients; `determination` is the share of the (for the line through the
    origin: uncentred) variation of intensities that the line holds.
    """

    slope: Floats
    intercept: Floats
    slope_error: Floats
    determination: Floats


def moves_between(flows: Floats) -> Floats:
    """Flows with a diagonal of 0, after a look at their shape and at each cell.

    Parameters
    ----------
    flows : (..., area, area) floats
        Moves as [..., origin, destination].

    Returns
    -------
    (..., area, area) floats
        A copy.

    Raises
    ------
    ValueError
        If the last two axes differ in length.
    BadInput
        If a cell off the diagonal is negative, missing (nan) or infinite: no index of a whole system is
        defined without one of its flows, so a missing one has to be estimated or its area left out.

    Examples
    --------
    >>> moves_between(np.array([[5.0, 1.0], [2.0, np.nan]]))
    array([[0., 1.],
           [2., 0.]])
    """
    flows = np.asarray(flows, dtype=float)
    if flows.ndim < 2 or flows.shape[-1] != flows.shape[-2]:
        raise ValueError(f"flows must be square in the last two axes, got {flows.shape}")
    moves: Floats = np.where(np.eye(flows.shape[-1], dtype=bool), 0.0, flows)
    if not ((moves >= 0) & (moves < np.inf)).all():
        _refuse(moves < 0, "negative-flow", "write counts of moves, not balances")
        _refuse(~np.isfinite(moves), "missing-flow", "estimate it, or leave the area out")
    return moves


def people(population: Floats, flows: Floats) -> Floats:
    """Population in the leading shape of flows, after a look at each figure.

    Parameters
    ----------
    population : (..., area) floats
        Persons; may have fewer leading axes than `flows` (one population for all draws).
    flows : (..., area, area) floats

    Returns
    -------
    (..., area) floats
        A view; 0 is allowed (see what each index says of it).

    Raises
    ------
    ValueError
        If the areas are not those of the flows.
    BadInput
        If a figure is negative, missing (nan) or infinite.
    """
    population = np.asarray(population, dtype=float)
    if population.ndim < 1 or population.shape[-1] != flows.shape[-1]:
        raise ValueError(f"population is {population.shape}, flows are {flows.shape}")
    _refuse(population < 0, "negative-population", "write persons")
    unknown = ~np.isfinite(population)
    _refuse(unknown, "missing-population", "give it, or leave the area out")
    return np.broadcast_to(population, np.broadcast_shapes(population.shape, flows.shape[:-1]))


def _refuse(wrong: np.ndarray, code: str, fix: str) -> None:
    if not wrong.any():
        return
    cells = [tuple(int(i) for i in cell) for cell in np.argwhere(wrong)[:5]]
    count = int(np.count_nonzero(wrong))
    raise BadInput(code, where=f"cell {list(cells[0])}", fix=fix, count=count, cells=cells)


def migration_totals(flows: Floats) -> Totals:
    """Arrivals, departures, net migration and turnover of each area.

    Examples
    --------
    >>> migration_totals(np.array([[0.0, 30.0], [10.0, 0.0]])).net
    array([-20.,  20.])
    """
    moves = moves_between(flows)
    departures, arrivals = moves.sum(axis=-1), moves.sum(axis=-2)
    return Totals(arrivals, departures, arrivals - departures, arrivals + departures)


def area_rates(flows: Floats, population: Floats) -> Rates:
    """Arrivals, departures, net and gross migration of each area per 1,000 people.

    Parameters
    ----------
    flows : (..., area, area) floats
    population : (..., area) floats
        Mean population of the period, persons. Departures are counted per resident of the origin;
        arrivals, as is the custom, per resident of the destination, who are not the people at risk.

    References
    ----------
    Shryock, Siegel (1976), The Methods and Materials of Demography, chapter 20.

    Examples
    --------
    >>> area_rates(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([1000.0, 2000.0])).net
    array([-20.,  10.])
    """
    totals, persons = migration_totals(flows), people(population, np.asarray(flows))
    return Rates(*(per_thousand(part, persons) for part in totals))


def crude_intensity(flows: Floats, population: Floats) -> Floats:
    """Crude migration intensity (CMI): moves between areas per 100 people.

    100 M / P. With counts of events it is a rate, with counts of persons who changed their area
    (a census question) it is a probability, there named CMP. It rises with the number of areas:
    see `courgeau_k`.

    Returns
    -------
    (...) floats
        Percent; nan where nobody lives.

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.
    Rees, Bell, Kupiszewski et al. (2017), Population, Space and Place 23, e2036.

    Examples
    --------
    >>> float(crude_intensity(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([1000.0, 1000.0])))
    2.0
    """
    moves = moves_between(flows)
    return ratio(100 * moves.sum(axis=(-2, -1)), people(population, moves).sum(axis=-1))


def courgeau_k(flows: Floats, population: Floats) -> Floats:
    """Courgeau's k: intensity that can be put beside one of other borders.

    CMI = k ln(n²), so k = CMI / ln(n²); percent per unit of the logarithm.

    Returns
    -------
    (...) floats
        nan with one area (there are no borders to cross) and where nobody lives.

    References
    ----------
    Courgeau (1973), Migrants et migrations, Population 28(1), 95-129.

    Examples
    --------
    >>> round(float(courgeau_k(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([1000.0, 1000.0]))), 4)
    1.4427
    """
    intensity = crude_intensity(flows, population)
    return ratio(intensity, np.full(intensity.shape, 2 * np.log(np.shape(flows)[-1])))


def courgeau_line(intensities: Floats, areas: Floats) -> CourgeauFit:
    """Courgeau's k from intensities of one period at several zonings: least squares through the origin.

    Parameters
    ----------
    intensities : (..., zoning) floats
        Crude migration intensities, percent.
    areas : (zoning,) floats
        Number of areas of each zoning.

    Returns
    -------
    CourgeauFit
        Of CMI = k ln(n²). Residuals of zonings of one country hang together, so the
        standard error is a description, not a test.

    References
    ----------
    Courgeau (1973); Courgeau, Muhidin, Bell (2012), Population 67(4), 631-652.

    Examples
    --------
    >>> round(float(courgeau_line(2 * np.log([5, 20]), np.array([5.0, 20.0])).slope), 9)
    1.0
    """
    intensities, areas = _zonings(intensities, areas, least=1)
    x = 2 * np.log(areas)
    slope: Floats = (intensities @ x) / (x @ x)
    left = ((intensities - slope[..., None] * x) ** 2).sum(axis=-1)
    spread = (intensities**2).sum(axis=-1)
    free = len(areas) - 1
    error = np.sqrt(left / free / (x @ x)) if free else np.full(slope.shape, np.nan)
    return CourgeauFit(slope, np.zeros_like(slope), error, 1 - ratio(left, spread))


def all_moves_line(intensities: Floats, areas: Floats, households: float) -> CourgeauFit:
    """Intensity of all changes of address, from several zonings: a line in ln(households per area).

    CMI = intercept + slope · ln(H / n): where each area holds one household each move crosses a border,
    so the intercept is the aggregate crude migration intensity (ACMI), percent; minus half
    the slope is k.

    Parameters
    ----------
    intensities : (..., zoning) floats
        Crude migration intensities, percent.
    areas : (zoning,) floats
        Number of areas of each zoning; at least two of them differ.
    households : float
        Households of the country.

    References
    ----------
    Courgeau, Muhidin, Bell (2012), Population 67(4), 631-652.

    Examples
    --------
    >>> fit = all_moves_line(np.array([4.0, 6.0]), np.array([10.0, 1000.0]), 100_000.0)
    >>> round(float(fit.intercept), 9), round(float(-fit.slope / 2), 4)
    (8.0, 0.2171)
    """
    intensities, areas = _zonings(intensities, areas, least=2)
    if not households > 0:
        raise BadInput("no-households")
    x = np.log(households / areas)
    middle, centred = x.mean(), x - x.mean()
    slope: Floats = (intensities @ centred) / (centred @ centred)
    intercept: Floats = intensities.mean(axis=-1) - slope * middle
    left = ((intensities - intercept[..., None] - slope[..., None] * x) ** 2).sum(axis=-1)
    spread = ((intensities - intensities.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1)
    free = len(areas) - 2
    error = np.sqrt(left / free / (centred @ centred)) if free else np.full(slope.shape, np.nan)
    return CourgeauFit(slope, intercept, error, 1 - ratio(left, spread))


def _zonings(intensities: Floats, areas: Floats, least: int) -> tuple[Floats, Floats]:
    intensities, areas = np.asarray(intensities, dtype=float), np.asarray(areas, dtype=float)
    if areas.ndim != 1 or intensities.shape[-1:] != areas.shape:
        raise ValueError(f"one intensity a zoning: intensities are {intensities.shape}, areas {areas.shape}")
    if not (areas >= 2).all():
        raise BadInput("one-area", where=f"zoning {int(np.argmax(areas < 2))}")
    if len(np.unique(areas)) < least:
        raise BadInput("one-zoning", fix=f"give {least} that differ")
    if not np.isfinite(intensities).all():
        at = int(np.argwhere(~np.isfinite(intensities))[0][-1])
        raise BadInput("missing-intensity", where=f"zoning {at}")
    return intensities, areas

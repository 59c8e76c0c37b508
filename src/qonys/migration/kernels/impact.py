"""What migration changes: effectiveness, net rates, and flows beside what sizes of areas let expect."""

from __future__ import annotations

from enum import Enum

import numpy as np

from qonys.migration.kernels.accounts import per_thousand, ratio
from qonys.migration.kernels.intensity import migration_totals, moves_between, people
from qonys.numerics.arrays import Floats


class Expected(Enum):
    """How all moves are shared out by population when nobody prefers anything."""

    ALL_PAIRS = "M P_i P_j / P²: pairs of an area with itself take their share, so flows sum to less than M"
    BETWEEN = "M P_i P_j / sum of P_k P_l over k ≠ l: expected flows sum to M"


def effectiveness(flows: Floats) -> Floats:
    r"""Migration effectiveness index (MEI): net redistribution per 100 moves.

    :math:`100 \sum_i |D_i - O_i| \,/\, \sum_i (D_i + O_i)`.

    Parameters
    ----------
    flows : (..., area, area) floats
        Moves, persons, as [..., origin, destination]. The diagonal is not read.

    Returns
    -------
    (...) floats
        Percent, 0 (each area wins as many as it loses) to 100 (one-way); nan where nobody moved. Where
        flows are small, chance alone lifts it: see `bootstrap_indices`.

    References
    ----------
    Shryock, Siegel (1976), The Methods and Materials of Demography.
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> float(effectiveness(np.array([[0.0, 30.0], [10.0, 0.0]])))
    50.0
    """
    totals = migration_totals(flows)
    return ratio(100 * np.abs(totals.net).sum(axis=-1), totals.turnover.sum(axis=-1))


def area_effectiveness(flows: Floats) -> Floats:
    """Migration effectiveness ratio of each area: net migration per 100 moves over its borders.

    Returns
    -------
    (..., area) floats
        Percent, −100 (people only leave) to 100 (people only come); nan where nobody moved in or out.

    References
    ----------
    Shryock, Siegel (1976), The Methods and Materials of Demography.

    Examples
    --------
    >>> area_effectiveness(np.array([[0.0, 30.0], [10.0, 0.0]]))
    array([-50.,  50.])
    """
    totals = migration_totals(flows)
    return ratio(100 * totals.net, totals.turnover)


def aggregate_net_rate(flows: Floats, population: Floats) -> Floats:
    r"""Aggregate net migration rate (ANMR): people redistributed between areas per 100 people.

    :math:`100 \cdot \tfrac12 \sum_i |D_i - O_i| \,/\, P`, which is CMI · MEI / 100.

    Returns
    -------
    (...) floats
        Percent; nan where nobody lives, 0 where nobody moved.

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> float(aggregate_net_rate(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([1000.0, 1000.0])))
    1.0
    """
    net = migration_totals(flows).net
    return ratio(50 * np.abs(net).sum(axis=-1), people(population, np.asarray(flows)).sum(axis=-1))


def turnover_rates(flows: Floats, population: Floats) -> Floats:
    """Population turnover: arrivals and departures of each area per 1,000 people; nan where nobody lives.

    References
    ----------
    Dennett, Stillwell (2008), Population turnover and churn, Population Trends 134, 24-41.

    Examples
    --------
    >>> turnover_rates(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([1000.0, 2000.0]))
    array([40., 20.])
    """
    return per_thousand(migration_totals(flows).turnover, people(population, np.asarray(flows)))


def churn_rates(flows: Floats, population: Floats) -> Floats:
    """Population churn: turnover and moves inside each area per 1,000 people; here the diagonal is read.

    Returns
    -------
    (..., area) floats
        nan where nobody lives or where moves inside the area are not known.

    References
    ----------
    Dennett, Stillwell (2008), Population turnover and churn, Population Trends 134, 24-41.

    Examples
    --------
    >>> churn_rates(np.array([[60.0, 30.0], [10.0, np.nan]]), np.array([1000.0, 2000.0]))
    array([100.,  nan])
    """
    inside = np.diagonal(np.asarray(flows, dtype=float), axis1=-2, axis2=-1)
    return per_thousand(migration_totals(flows).turnover + inside, people(population, np.asarray(flows)))


def preference(flows: Floats, population: Floats, expected: Expected = Expected.ALL_PAIRS) -> Floats:
    r"""Index of preference of each flow: observed over expected by the size of both areas.

    :math:`M_{ij} \,/\, (M \, P_i P_j / P^2)`: 1 is what sizes let expect (times 100 in some books).

    Parameters
    ----------
    flows : (..., area, area) floats
    population : (..., area) floats
    expected : Expected
        What a share of all pairs is taken from.

    Returns
    -------
    (..., area, area) floats
        nan on the diagonal, where nobody moved, and where nobody lives at one end.

    References
    ----------
    Bachi (1957), Statistical analysis of data on internal migrations in Israel.
    United Nations (1970), Methods of Measuring Internal Migration, Manual VI.

    Examples
    --------
    >>> preference(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([1000.0, 1000.0]), Expected.BETWEEN)
    array([[nan, 1.5],
           [0.5, nan]])
    """
    moves, pairs = _pairs(flows, population)
    whole = people(population, moves).sum(axis=-1) ** 2 if expected is Expected.ALL_PAIRS else pairs.sum(axis=(-2, -1))
    total = moves.sum(axis=(-2, -1))
    return ratio(moves * whole[..., None, None], total[..., None, None] * pairs)


def velocity(flows: Floats, population: Floats) -> Floats:
    r"""Velocity of each stream: moves per resident of the origin and share of people at the destination.

    :math:`(M_{ij} / P_i) \,/\, (P_j / P)` (times 100 in some books).

    Returns
    -------
    (..., area, area) floats
        nan on the diagonal and where nobody lives at one end.

    References
    ----------
    Bogue, Shryock, Hoermann (1957), Subregional Migration in the United States, 1935-40.
    United Nations (1970), Methods of Measuring Internal Migration, Manual VI.

    Examples
    --------
    >>> velocity(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([1000.0, 1000.0]))
    array([[ nan, 0.06],
           [0.02,  nan]])
    """
    moves, pairs = _pairs(flows, population)
    return ratio(moves * people(population, moves).sum(axis=-1)[..., None, None], pairs)


def preference_index(flows: Floats, population: Floats, expected: Expected = Expected.ALL_PAIRS) -> Floats:
    """Index of preference of the whole system: the sum of `preference` over all pairs of areas.

    Each pair counts the same, however small, so it grows with the number of pairs: divided by n (n − 1)
    it is the mean preference.

    Returns
    -------
    (...) floats
        nan with one area, where nobody moved, and where an area has no people.

    Examples
    --------
    >>> float(preference_index(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([1000.0, 1000.0])))
    4.0
    """
    return _over_pairs(preference(flows, population, expected))


def velocity_index(flows: Floats, population: Floats) -> Floats:
    """Index of velocity of the whole system: the sum of `velocity` over all pairs of areas.

    It is in moves per person: a population in millions makes it a million times as large.

    Returns
    -------
    (...) floats
        nan with one area and where an area has no people.

    Examples
    --------
    >>> float(velocity_index(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([1000.0, 1000.0])))
    0.08
    """
    return _over_pairs(velocity(flows, population))


def _pairs(flows: Floats, population: Floats) -> tuple[Floats, Floats]:
    """Moves, and products of populations with 0 on the diagonal."""
    moves = moves_between(flows)
    persons = people(population, moves)
    pairs: Floats = persons[..., :, None] * persons[..., None, :] * ~np.eye(moves.shape[-1], dtype=bool)
    return moves, pairs


def _over_pairs(matrix: Floats) -> Floats:
    off = ~np.eye(matrix.shape[-1], dtype=bool)
    if not off.any():
        return np.full(matrix.shape[:-2], np.nan)
    total: Floats = matrix[..., off].sum(axis=-1)
    return total

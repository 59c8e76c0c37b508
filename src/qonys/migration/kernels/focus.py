"""Spatial focus: how far moves are held by few flows, by Gini indices and coefficients of variation.

Both are 0 where all flows off the diagonal are equal, and larger the fewer flows hold the moves.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

import numpy as np

from qonys.migration.kernels.accounts import ratio
from qonys.migration.kernels.intensity import moves_between
from qonys.numerics.arrays import Floats


class Comparisons(Enum):
    """What a sum of differences between flows is divided by."""

    OTHERS = "flows other than itself, so that all moves in one flow give 1 (Bell et al. 2002)"
    ALL = "all flows, itself with them (Plane and Mulligan 1997)"


class Weights(Enum):
    """Whose share of all moves weights the Gini index of a field."""

    OWN = "out-fields by departures, in-fields by arrivals (Bell et al. 2002)"
    CROSSED = "out-fields by arrivals, in-fields by departures (a variant met in software)"


class Variation(Enum):
    """What the standard deviation of all flows is set against."""

    MEAN = "the mean flow, off the diagonal (Rogers and Raymer 1998)"
    ROOT_TOTAL = "the square root of all moves, diagonal counted as flows of 0, n² − 1 (a variant met in software)"


class ByField(NamedTuple):
    """A measure of the out-migration and the in-migration field of each area, each (..., area)."""

    origins: Floats
    destinations: Floats


class Aggregate(NamedTuple):
    """A measure of the system over out-fields, over in-fields, and of both, each (...)."""

    origins: Floats
    destinations: Floats
    both: Floats


class GiniParts(NamedTuple):
    """Gini index of all flows and what of it lies within rows, within columns, between counterflows, each (...)."""

    total: Floats
    origins: Floats
    destinations: Floats
    exchange: Floats


def gini_parts(flows: Floats, comparisons: Comparisons = Comparisons.OTHERS) -> GiniParts:
    r"""Gini index of all flows, and the parts within rows, within columns and between counterflows.

    The total compares each flow with each: :math:`\sum |M_{ij} - M_{kl}| \,/\, 2 c \sum M_{ij}` with
    c = n(n−1) − 1 (or n(n−1)); a part keeps the comparisons of flows of one origin, of one
    destination, or of a flow with its counterflow.

    Returns
    -------
    GiniParts
        nan where nobody moved; with two areas and OTHERS, 1 if all go one way; with one area nan.

    References
    ----------
    Plane, Mulligan (1997), Measuring spatial focusing in a migration system, Demography 34(2), 251-262.
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    The example of Plane and Mulligan:

    >>> flows = np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]])
    >>> [round(float(part), 4) for part in gini_parts(flows, Comparisons.ALL)]
    [0.2222, 0.0, 0.0556, 0.0556]
    """
    moves = moves_between(flows)
    n = moves.shape[-1]
    rows, columns = rows_and_columns(moves)
    flat = rows.reshape(*rows.shape[:-2], -1)
    cells = n * (n - 1) - (1 if comparisons is Comparisons.OTHERS else 0)
    under = 2 * max(cells, 0) * flat.sum(axis=-1)
    exchange = np.abs(moves - np.swapaxes(moves, -2, -1)).sum(axis=(-2, -1))
    within = (differences(rows).sum(axis=-1), differences(columns).sum(axis=-1), exchange)
    return GiniParts(ratio(differences(flat), under), *(ratio(part, under) for part in within))


def gini_standardised(flows: Floats) -> GiniParts:
    """Parts of the Gini index as shares of the total, which is 1 itself; times 100 in Plane and Mulligan.

    Returns
    -------
    GiniParts
        nan where nobody moved and where all flows are equal (there is no focus to share out).

    References
    ----------
    Plane, Mulligan (1997), Measuring spatial focusing in a migration system, Demography 34(2), 251-262.

    Examples
    --------
    >>> flows = np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]])
    >>> [round(float(part), 9) for part in gini_standardised(flows)]
    [1.0, 0.0, 0.25, 0.25]
    """
    return shares_of_total(gini_parts(flows))


def shares_of_total(parts: GiniParts) -> GiniParts:
    """Parts of a Gini index over its total; what both were divided by cancels out."""
    return GiniParts(*(ratio(part, parts.total) for part in parts))


def gini_fields(flows: Floats, comparisons: Comparisons = Comparisons.OTHERS) -> ByField:
    r"""Gini index of the out-migration field and the in-migration field of each area.

    Of origin i: :math:`\sum_{j,k \ne i} |M_{ij} - M_{ik}| \,/\, 2 c \sum_j M_{ij}` with c = n − 2 (or n − 1).

    Returns
    -------
    ByField
        0 (all destinations alike) to 1 (all to one); nan for an area that nobody left (or came to), and, with
        OTHERS, for two areas, where a field is one flow.

    References
    ----------
    Plane, Mulligan (1997), Demography 34(2), 251-262; Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> gini_fields(np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]])).destinations.round(4)
    array([0.2   , 0.5   , 0.3333])
    """
    moves = moves_between(flows)
    others = moves.shape[-1] - (2 if comparisons is Comparisons.OTHERS else 1)
    sides = rows_and_columns(moves)
    return ByField(*(ratio(differences(side), 2 * max(others, 0) * side.sum(axis=-1)) for side in sides))


def weighted_gini(
    flows: Floats, weights: Weights = Weights.OWN, comparisons: Comparisons = Comparisons.OTHERS
) -> Aggregate:
    """Migration-weighted Gini indices: the mean over areas of field indices times shares of all moves.

    Being divided by n as in the source, it lies between 0 and 1/n: times n it is the weighted mean of
    field indices. `both` is the mean of the two.

    Returns
    -------
    Aggregate
        nan where nobody moved and, with OTHERS, for two areas. Areas without a field weigh nothing.

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> round(float(weighted_gini(np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]])).destinations), 4)
    0.1111
    """
    moves = moves_between(flows)
    fields = gini_fields(flows, comparisons)
    shares = ByField(moves.sum(axis=-1), moves.sum(axis=-2))
    if weights is Weights.CROSSED:
        shares = ByField(shares.destinations, shares.origins)
    origins, destinations = (_weighted(f, w) / moves.shape[-1] for f, w in zip(fields, shares, strict=True))
    return Aggregate(origins, destinations, (origins + destinations) / 2)


def coefficient_of_variation(flows: Floats, variation: Variation = Variation.MEAN) -> Floats:
    """Coefficient of variation of all flows: their standard deviation over their mean, both of the whole set.

    Returns
    -------
    (...) floats
        0 where all flows are equal; nan with one area and where nobody moved. With ROOT_TOTAL the value
        depends on the unit of flows: it is kept for comparison with figures computed so.

    References
    ----------
    Rogers, Raymer (1998), The spatial focus of US interstate migration flows, Int. J. Population
    Geography 4(1), 63-80.

    Examples
    --------
    >>> float(coefficient_of_variation(np.array([[0.0, 30.0], [10.0, 0.0]])))
    0.5
    """
    moves = moves_between(flows)
    n = moves.shape[-1]
    total = moves.sum(axis=(-2, -1))
    if variation is Variation.ROOT_TOTAL:
        spread = ((moves - total[..., None, None] / n**2) ** 2).sum(axis=(-2, -1)) / max(n**2 - 1, 1)
        return ratio(np.sqrt(spread), np.sqrt(total))
    rows = rows_and_columns(moves).origins
    flat = rows.reshape(*rows.shape[:-2], n * (n - 1))
    return _variation(flat)


def variation_fields(flows: Floats) -> ByField:
    """Coefficient of variation of the out-migration and the in-migration field of each area.

    Returns
    -------
    ByField
        nan for an area that nobody left (or came to) and with one area.

    References
    ----------
    Rogers, Sweeney (1998), Measuring the spatial focus of migration patterns, Professional Geographer 50(2), 232-242.

    Examples
    --------
    >>> variation_fields(np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]])).destinations.round(4)
    array([0.2   , 0.5   , 0.3333])
    """
    rows, columns = rows_and_columns(moves_between(flows))
    return ByField(_variation(rows), _variation(columns))


def aggregate_variation(flows: Floats) -> Aggregate:
    """Aggregate coefficient of variation (ACV): fields weighted by their shares of all moves; `both` is the sum.

    Returns
    -------
    Aggregate
        nan with one area and where nobody moved.

    References
    ----------
    Rogers, Sweeney (1998), Measuring the spatial focus of migration patterns, Professional Geographer 50(2), 232-242.

    Examples
    --------
    >>> [round(float(part), 4) for part in aggregate_variation(np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]]))]
    [0.0, 0.3333, 0.3333]
    """
    moves = moves_between(flows)
    fields = variation_fields(flows)
    origins, destinations = _weighted(fields[0], moves.sum(axis=-1)), _weighted(fields[1], moves.sum(axis=-2))
    return Aggregate(origins, destinations, origins + destinations)


def rows_and_columns(moves: Floats) -> ByField:
    """Flows without the diagonal: of each origin (..., area, area − 1), and of each destination."""
    n = moves.shape[-1]
    off = ~np.eye(n, dtype=bool)
    shape = (*moves.shape[:-2], n, max(n - 1, 0))
    return ByField(moves[..., off].reshape(shape), np.swapaxes(moves, -2, -1)[..., off].reshape(shape))


def differences(values: Floats) -> Floats:
    """Sum of absolute differences over all ordered pairs along the last axis, by ranks.

    Examples
    --------
    >>> float(differences(np.array([30.0, 10.0, 20.0])))
    80.0
    """
    m = values.shape[-1]
    total: Floats = 2 * (np.sort(values, axis=-1) @ (2.0 * np.arange(m) + 1 - m))
    return total


def _variation(values: Floats) -> Floats:
    if values.shape[-1] == 0:
        return np.full(values.shape[:-1], np.nan)
    return ratio(values.std(axis=-1), values.mean(axis=-1))


def _weighted(fields: Floats, weights: Floats) -> Floats:
    """Mean of fields by weights; a field that does not exist weighs nothing, but not all may be missing."""
    known = ~np.isnan(fields)
    total: Floats = ratio(np.where(known, fields * weights, 0.0).sum(axis=-1), weights.sum(axis=-1))
    return np.where(known.any(axis=-1), total, np.nan)

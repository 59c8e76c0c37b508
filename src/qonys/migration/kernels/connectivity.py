"""How flows are spread over pairs of areas: how many pairs are joined, and how far flows are from an expected table."""

from __future__ import annotations

import numpy as np

from qonys.migration.kernels.accounts import ratio
from qonys.migration.kernels.focus import (
    Aggregate,
    ByField,
    Comparisons,
    GiniParts,
    Variation,
    Weights,
    aggregate_variation,
    coefficient_of_variation,
    gini_fields,
    gini_parts,
    gini_standardised,
    variation_fields,
    weighted_gini,
)
from qonys.migration.kernels.intensity import moves_between, people
from qonys.migration.kernels.margins import margins_fit
from qonys.numerics.arrays import Floats

__all__ = [
    "Aggregate",
    "ByField",
    "Comparisons",
    "GiniParts",
    "Variation",
    "Weights",
    "aggregate_variation",
    "coefficient_of_variation",
    "connectivity",
    "gini_fields",
    "gini_parts",
    "gini_standardised",
    "inequality_equal",
    "inequality_population",
    "inequality_size",
    "variation_fields",
    "weighted_gini",
]


def connectivity(flows: Floats) -> Floats:
    """Share of pairs of areas, in either direction, between which somebody moved.

    Returns
    -------
    (...) floats
        0 to 1; nan with one area.

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> float(connectivity(np.array([[0.0, 30.0], [0.0, 0.0]])))
    0.5
    """
    moves = moves_between(flows)
    n = moves.shape[-1]
    return ratio((moves > 0).sum(axis=(-2, -1)), np.array(float(n * (n - 1))))


def inequality_equal(flows: Floats) -> Floats:
    """Share of moves that would have to change their flow for all flows to be equal.

    Half the sum of absolute differences of shares.

    Returns
    -------
    (...) floats
        0 to below 1; nan with one area and where nobody moved.

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> float(inequality_equal(np.array([[0.0, 30.0], [10.0, 0.0]])))
    0.25
    """
    moves = moves_between(flows)
    n = moves.shape[-1]
    even = ~np.eye(n, dtype=bool) * moves.sum(axis=(-2, -1), keepdims=True) / max(n * (n - 1), 1)
    return _apart(moves, even)


def inequality_size(flows: Floats) -> Floats:
    """Share of moves that would have to change their flow for sizes of areas to explain all.

    Sizes are departures and arrivals; expected flows are those of a Poisson model with an effect of each
    origin and each destination, off the diagonal (quasi-independence).

    Returns
    -------
    (...) floats
        0 to below 1; nan where nobody moved; 0 with two areas, where sizes are all there is.

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> round(float(inequality_size(np.array([[0.0, 10, 0], [0, 0, 10], [10, 0, 0]]))), 9)
    0.5
    """
    moves = moves_between(flows)
    return _apart(moves, margins_fit(moves).fitted)


def inequality_population(flows: Floats, population: Floats) -> Floats:
    """Share of moves that would have to change their flow for flows to be proportional to both populations.

    Returns
    -------
    (...) floats
        0 to 1; nan where nobody moved and where fewer than two areas have people.

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> float(inequality_population(np.array([[0.0, 30.0], [10.0, 0.0]]), np.array([500.0, 900.0])))
    0.25
    """
    moves = moves_between(flows)
    persons = people(population, moves)
    pairs = persons[..., :, None] * persons[..., None, :] * ~np.eye(moves.shape[-1], dtype=bool)
    return _apart(
        moves, ratio(pairs * moves.sum(axis=(-2, -1), keepdims=True), pairs.sum(axis=(-2, -1), keepdims=True))
    )


def _apart(moves: Floats, expected: Floats) -> Floats:
    return ratio(np.abs(moves - expected).sum(axis=(-2, -1)), 2 * moves.sum(axis=(-2, -1)))

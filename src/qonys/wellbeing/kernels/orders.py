"""Rules that look at all units at once, in the form that a level of a tree takes: scores and weights to scores."""

from __future__ import annotations

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.doubt import ShareBounds, benefit_of_doubt
from qonys.wellbeing.kernels.outranking import kemeny, outranking_matrix


def kemeny_points(values: Floats, weights: Floats) -> Floats:
    """Units below each one in Kemeny's order: n - 1 for the first, 0 for the last.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Scores, larger is better.
    weights : (..., indicator) floats
        Relative.

    Returns
    -------
    (..., unit) floats

    Examples
    --------
    >>> kemeny_points(np.array([[3.0, 1.0, 2.0], [2.0, 0.0, 3.0], [1.0, 2.0, 1.0]]), np.ones(3))
    array([2., 1., 0.])
    """
    matrices = outranking_matrix(values, weights)
    points = np.empty(matrices.shape[:-1])
    for at in np.ndindex(matrices.shape[:-2]):
        points[at] = matrices.shape[-1] - kemeny(matrices[at]).ranks
    return points


def doubted(values: Floats, weights: Floats, bounds: tuple[float, float] | None = None) -> Floats:
    """Benefit-of-the-doubt scores, 0 to 1, each unit under its own best weights; the weights given are not used.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Scores of 0 or more, larger is better.
    weights : (..., indicator) floats
        Not read: the unit chooses its own.
    bounds : two floats
        Least and largest share of each indicator in a score; any if left out.

    Returns
    -------
    (..., unit) floats

    References
    ----------
    Cherchye, Moesen, Rogge, Van Puyenbroeck (2007), Social Indicators Research 82(1), 111-145.

    Examples
    --------
    >>> doubted(np.array([[1.0, 4.0], [2.0, 2.0], [1.0, 1.0]]), np.ones(2)).round(3)
    array([1. , 1. , 0.5])
    """
    n = values.shape[-1]
    shares = None if bounds is None else ShareBounds(np.full(n, bounds[0]), np.full(n, bounds[1]))
    scores = np.empty(values.shape[:-1])
    for at in np.ndindex(values.shape[:-2]):
        scores[at] = benefit_of_doubt(values[at], shares).values
    return scores

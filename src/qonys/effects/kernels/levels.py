"""Fixed effects themselves, after slopes are known: levels of areas, and of periods beside them."""

from __future__ import annotations

from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import RANK_TOLERANCE, dummies, root_weights
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


class Origin(Enum):
    """What effects of the second and further ways are measured from; those of the first way are full levels."""

    MEAN = "the mean of the way: effects add up to 0"
    FIRST = "the first label of the way, whose effect is 0"


def levels(
    y: Floats, slopes: Floats, ways: tuple[NDArray[Any], ...], weights: Floats | None = None,
    origin: Origin = Origin.MEAN,
) -> tuple[Floats, ...]:  # fmt: skip
    """Fixed effects of each way, in the order of its labels.

    Parameters
    ----------
    y : (n,) outcome
    slopes : (n,) what regressors explain, `x @ fit.coefficients`
    ways : labels (n,) of areas, or of areas and periods, or of more
    weights : (n,) of the regression
    origin : what effects of all ways but the first are measured from

    Returns
    -------
    tuple of (labels,) floats
        In units of the outcome. An effect of an area with T figures is the mean of T errors away from the true one
        at best: with few periods they are rough.

    Raises
    ------
    CannotCompute
        If areas fall into groups that no period joins: effects of different groups have no common origin.

    References
    ----------
    Wooldridge (2010), Econometric Analysis of Cross Section and Panel Data, section 10.5.3. Abowd, Creecy, Kramarz
    (2002), on groups that nothing joins.

    Examples
    --------
    >>> found = levels(np.array([1.0, 2, 5, 6]), np.zeros(4), (np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])))
    >>> [each.round(9).tolist() for each in found]
    [[1.5, 5.5], [-0.5, 0.5]]
    """
    blocks = [dummies(way) for way in ways]
    root = root_weights(weights, len(y))
    columns = np.column_stack(blocks) * root[:, None]
    sizes, axes = np.linalg.eigh(columns.T @ columns)
    real = sizes > RANK_TOLERANCE * sizes[-1]
    if real.sum() != columns.shape[1] - (len(ways) - 1):
        raise CannotCompute(
            "effect-levels-apart",
            where="fixed effects",
            fix="each group of areas by itself, or one way of fixed effects",
        )
    axes = axes[:, real]
    solved = axes @ ((axes.T @ (columns.T @ (root * (y - slopes)))) / sizes[real])
    found = np.split(solved, np.cumsum([block.shape[1] for block in blocks])[:-1])
    shifts = [each.mean() if origin is Origin.MEAN else each[0] for each in found[1:]]
    return (found[0] + sum(shifts), *(each - shift for each, shift in zip(found[1:], shifts, strict=True)))

"""How far people move: mean and median distance, and the decay of flows with distance."""

from __future__ import annotations

from enum import Enum

import numpy as np

from qonys.errors import BadInput
from qonys.migration.kernels.accounts import ratio
from qonys.migration.kernels.intensity import moves_between
from qonys.migration.kernels.margins import Fit, margins_fit
from qonys.numerics.arrays import Floats


class Median(Enum):
    """What stands for the middle of distances that come in steps."""

    MOVES = "the distance of the middle move: half of moves go no further"
    MIDPOINT = "interpolated between flows, each put at the middle of its own moves"


def mean_distance(flows: Floats, distances: Floats) -> Floats:
    """Mean distance of a move between areas.

    Parameters
    ----------
    flows : (..., area, area) floats
        Moves as [..., origin, destination]; the diagonal is not read.
    distances : (area, area) floats
        In any unit, 0 or more off the diagonal.

    Returns
    -------
    (...) floats
        In the unit of distances; nan where nobody moved.

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> flows = np.array([[0.0, 3, 1], [2, 0, 0], [2, 0, 0]])
    >>> float(mean_distance(flows, np.array([[0.0, 10, 50], [10, 0, 40], [50, 40, 0]])))
    25.0
    """
    moves = moves_between(flows)
    far = _far(distances, moves)
    return ratio((moves * far).sum(axis=(-2, -1)), moves.sum(axis=(-2, -1)))


def median_distance(flows: Floats, distances: Floats, definition: Median = Median.MOVES) -> Floats:
    """Median distance of a move between areas.

    Parameters
    ----------
    flows : (..., area, area) floats
        Moves as [..., origin, destination]; the diagonal is not read.
    distances : (area, area) floats
    definition : Median
        MOVES: the smallest distance within which half of moves lie, or half way to the next one if exactly
        half lie within it. MIDPOINT: linear between flows in order of distance, each placed where half of its
        own moves and all nearer ones are counted; flows of equal distance stand in the order of
        origins and destinations, so this one depends on the order of areas.

    Returns
    -------
    (...) floats
        In the unit of distances; nan where nobody moved.

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> flows = np.array([[0.0, 3, 1], [2, 0, 0], [1, 0, 0]])
    >>> float(median_distance(flows, np.array([[0.0, 10, 50], [10, 0, 40], [50, 40, 0]])))
    10.0
    """
    moves = moves_between(flows)
    off = ~np.eye(moves.shape[-1], dtype=bool)
    far, weights = _far(distances, moves)[off], moves[..., off]
    order = np.argsort(far, kind="stable")
    far, weights = far[order], weights[..., order]
    if definition is Median.MIDPOINT:
        return _midpoint_median(far, weights)
    reached = weights.cumsum(axis=-1)
    half = reached[..., -1:] / 2 if len(far) else np.zeros((*reached.shape[:-1], 1))
    # The first flow that brings the count to half, and the first that takes it over half.
    low, high = (reached < half).sum(axis=-1), (reached <= half).sum(axis=-1)
    last = max(len(far) - 1, 0)
    steps = far if len(far) else np.array([np.nan])
    middle = (steps[np.minimum(low, last)] + steps[np.minimum(high, last)]) / 2
    return np.where(half[..., 0] > 0, middle, np.nan)


def _midpoint_median(far: Floats, weights: Floats) -> Floats:
    flat = weights.reshape(-1, weights.shape[-1])
    found = np.full(len(flat), np.nan)
    for i, row in enumerate(flat):
        some = row > 0
        if some.any():
            place = (row[some].cumsum() - row[some] / 2) / row.sum()
            found[i] = np.interp(0.5, place, far[some])
    return found.reshape(weights.shape[:-1])


def distance_decay(flows: Floats, distances: Floats) -> Fit:
    """Decay of flows with distance: slope of a Poisson gravity model in the logarithm of distance.

    log E(flow) = origin + destination + slope · log(distance), off the diagonal. Sizes and
    attractions of areas are held by their effects, so that the slope is about distance alone.

    Parameters
    ----------
    flows : (..., area, area) floats
        Moves as [..., origin, destination]; the diagonal is not read.
    distances : (area, area) floats
        Positive off the diagonal.

    Returns
    -------
    Fit
        `slope` is negative where people move near; nan where nobody moved, where all distances are the same to
        the model (fewer than four areas with distances that do not know direction), and where the
        estimate does not exist (empty cells let it run off to infinity).
        `slope_error` holds for Poisson counts; scatter beyond them makes it too small.

    References
    ----------
    Flowerdew, Aitkin (1982), A method of fitting the gravity model based on the Poisson distribution,
    Journal of Regional Science 22(2), 191-202.

    Examples
    --------
    >>> where = np.array([0.0, 1.0, 3.0, 7.0])
    >>> apart = np.abs(where[:, None] - where)
    >>> flows = np.divide(100.0, apart**2, out=np.zeros((4, 4)), where=apart > 0)
    >>> round(float(distance_decay(flows, apart).slope), 9)
    -2.0
    """
    moves = moves_between(flows)
    far = _far(distances, moves)
    off = ~np.eye(moves.shape[-1], dtype=bool)
    if (far[off] <= 0).any():
        i, j = (int(k) for k in np.argwhere((far <= 0) & off)[0])
        raise BadInput(
            "no-distance",
            where=f"distances[{i}, {j}]",
            fix="take distances between centres of population",
            origin=i,
            destination=j,
        )
    return margins_fit(moves, np.log(np.where(off, far, 1.0)))


def _far(distances: Floats, moves: Floats) -> Floats:
    distances = np.asarray(distances, dtype=float)
    if distances.shape != moves.shape[-2:]:
        raise ValueError(f"distances are {distances.shape}, flows are {moves.shape}")
    off = ~np.eye(len(distances), dtype=bool)
    wrong = off & ~(np.isfinite(distances) & (distances >= 0))
    if wrong.any():
        i, j = (int(k) for k in np.argwhere(wrong)[0])
        raise BadInput("bad-distance", where=f"distances[{i}, {j}]", fix="give 0 or more", origin=i, destination=j)
    return np.where(off, distances, 0.0)

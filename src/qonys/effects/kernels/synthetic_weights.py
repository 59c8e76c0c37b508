"""Weights on a simplex that bring columns near a target: of control units, of earlier periods."""

from __future__ import annotations

from enum import Enum

import numpy as np

from qonys.numerics.arrays import Floats

FIRST_STEPS, STEPS = 100, 10_000
"""Steps before the weights are thinned, and after."""


class Solver(Enum):
    """How the weights are found."""

    EXACT = "the minimum itself"
    PUBLISHED = "the steps of Frank and Wolfe that the method's authors stop early: for figures printed by them"


def simplex(columns: Floats, target: Floats, ridge: float, *, level: bool = True) -> Floats:
    """Weights w (k,) of columns (r, k), 0 or more with sum 1, that minimise |columns w - target|² + ridge² |w|².

    With `level` a constant is free. On the simplex columns w - target is (columns - target 1') w, a homogeneous form:
    its minimiser is the direction of the solution of min |M u|² + (1 - Σ u)² over u ≥ 0.

    Examples
    --------
    >>> simplex(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.25, 0.75]), 0.0, level=False).round(6).tolist()
    [0.25, 0.75]
    """
    from scipy.optimize import nnls

    gaps = columns - target[:, None]
    if level:
        gaps = gaps - gaps.mean(axis=0)
    scale = float(np.linalg.norm(gaps)) or 1.0
    rows = np.vstack([gaps / scale, np.eye(columns.shape[1]) * ridge / scale, np.ones(columns.shape[1])])
    found = nnls(rows, np.append(np.zeros(len(rows) - 1), 1.0), maxiter=100 * columns.shape[1])[0]
    weights: Floats = found / found.sum()
    return weights


def stepwise(columns: Floats, target: Floats, ridge: float, least: float, *, level: bool = True) -> Floats:
    """The same minimum approached by steps that end once they gain less than `least`² in the mean square.

    The stopping rule that the method's authors describe: 100 steps from equal weights, weights up to a quarter of
    the largest dropped, then steps until the gain is too small. Where the minimum is flat this stops well before it.

    References
    ----------
    Frank, Wolfe (1956), Naval Research Logistics Quarterly 3, 95-110.

    Examples
    --------
    >>> stepwise(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.25, 0.75]), 0.0, 1e-9, level=False).round(6).tolist()
    [0.25, 0.75]
    """
    if level:
        columns, target = columns - columns.mean(axis=0), target - target.mean()
    k = columns.shape[1]
    found = _steps(columns, target, ridge, (least, FIRST_STEPS), np.full(k, 1 / k))
    found = np.where(found <= found.max() / 4, 0.0, found)
    return _steps(columns, target, ridge, (least, STEPS), found / found.sum())


def _steps(columns: Floats, target: Floats, ridge: float, stop: tuple[float, int], start: Floats) -> Floats:
    least, most = stop
    weights, gaps, before = start, columns @ start - target, np.inf
    for _ in range(most):
        slope = columns.T @ gaps + ridge**2 * weights
        way = -weights
        way[np.argmin(slope)] += 1
        moved = columns @ way
        curve = float(moved @ moved + ridge**2 * way @ way)
        if curve == 0:  # all weight is on the best column
            break
        step = min(1.0, max(0.0, float(-slope @ way) / curve))
        weights, gaps = weights + step * way, gaps + step * moved
        now = float(gaps @ gaps + ridge**2 * weights @ weights) / len(target)
        if before - now <= least**2:
            break
        before = now
    return weights

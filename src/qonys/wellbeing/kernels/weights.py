"""Weights of indicators: for a given importance, and draws of those that people gave as intervals.

Weights from principal components are in `components`, those that differ by unit (benefit of the doubt)
in `doubt`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.correlation import Kind, correlations
from qonys.wellbeing.kernels.screening import figures, refuse, refuse_flat


class Importance(Enum):
    """What weights are to do."""

    BALANCE = "balance"
    """Correlations of indicators with the index are in proportion to given importances."""
    INFORMATION = "information"
    """The sum of correlations of indicators with the index is as large as it can be."""


@dataclass(frozen=True)
class Optimised:
    """Weights for an importance and how well they do."""

    weights: Floats
    """(indicator,), sum to 1."""
    correlations: Floats
    """(indicator,) with the index of these weights."""
    error: float
    """Balance: largest difference between shares of the correlations and shares of the importances, 0 if met."""


@dataclass(frozen=True)
class Bounds:
    """Least and largest weight of each indicator, (indicator,) each, as shares of 1."""

    low: Floats
    high: Floats


def optimised_weights(
    values: Floats,
    importance: Floats | None = None,
    *,
    goal: Importance = Importance.BALANCE,
    kind: Kind = Kind.PEARSON,
    combine: Callable[[Floats, Floats], Floats] | None = None,
) -> Optimised:
    """Weights with which indicators are as important in the index as they are meant to be.

    Importance is the correlation of an indicator with the index. For an arithmetic mean and Pearson's
    correlation the weights solve linear equations, or, where these ask for negative ones, a convex least
    squares problem: the shares of correlations are linear in weights. Otherwise weights are searched.

    Parameters
    ----------
    values : (unit, indicator) floats
        Scores without gaps.
    importance : (indicator,) floats
        Relative, above 0; equal if left out. Not read for INFORMATION.
    goal : Importance
        Balance or information.
    kind : Kind
        Kind of correlation.
    combine : function
        Scores (unit, indicator) and weights (..., indicator) to the index (..., unit); the arithmetic mean if
        left out.

    Returns
    -------
    Optimised
        `error` is above 0 where no weights of 0 or more meet the importances (an indicator that runs
        against all others): the nearest ones are given then.

    References
    ----------
    Paruolo, Saisana, Saltelli (2013), J. R. Stat. Soc. A 176(3), 609-634.
    Becker, Saisana, Paruolo, Vandecasteele (2017), Ecological Indicators 80, 12-22.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x = rng.standard_normal((50, 3)) + rng.standard_normal((50, 1)) * [1, 1, 0]
    >>> found = optimised_weights(x)
    >>> bool(np.ptp(found.correlations) < 1e-9), found.weights.round(2)
    (True, array([0.24, 0.14, 0.61]))
    """
    values = figures(values)
    refuse(np.isnan(values), "score-missing", "impute it first")
    refuse_flat(values)
    n = values.shape[1]
    target = np.ones(n) if importance is None else np.asarray(importance, np.float64)
    if target.shape != (n,):
        raise ValueError(f"one importance for each of {n} indicators, got {target.shape}")
    refuse(~((target > 0) & np.isfinite(target))[None], "importance-not-positive", "")
    target = target / target.sum()
    index = combine or _arithmetic

    def achieved(weights: Floats) -> Floats:
        return correlations(values, index(values, weights)[..., None], kind)[..., 0]

    weights = _linear(values, target, goal)
    if combine is not None and kind is Kind.PEARSON and goal is Importance.BALANCE:
        weights = _settled(achieved, target, weights)
    elif combine is not None or kind is not Kind.PEARSON:
        weights = _searched(achieved, target, goal, np.maximum(weights, 0.01))
    found = achieved(weights)
    share = found / found.sum()
    error = float(np.abs(share - target).max()) if goal is Importance.BALANCE else 0.0
    return Optimised(weights, found, error)


def simplex_draws(draws: int, generator: np.random.Generator, bounds: Bounds) -> Floats:
    """Weights drawn uniformly from those that sum to 1 and keep within elicited intervals.

    Parameters
    ----------
    draws : int
        Sets of weights.
    generator : numpy.random.Generator
        The only source of randomness.
    bounds : Bounds
        Intervals of the weights; 0 and 1 for an indicator of which nobody knows anything.

    Returns
    -------
    (draw, indicator) floats
        Each sums to 1.

    Raises
    ------
    CannotCompute
        If no weights within the intervals sum to 1.

    Examples
    --------
    >>> found = simplex_draws(3, np.random.default_rng(1), Bounds(np.full(2, 0.4), np.ones(2)))
    >>> bool((found >= 0.4).all()), found.sum(axis=1).round(12)
    (True, array([1., 1., 1.]))
    """
    low, high = _interval(bounds)
    room = 1 - low.sum()
    found = low + room * generator.dirichlet(np.ones(len(low)), 4 * draws)
    found = found[(found <= high).all(axis=1)]
    if len(found) >= draws:
        fitting: Floats = found[:draws]
        return fitting
    # Too few fit: walk. Two weights at a time are drawn anew given their sum, which leaves the uniform
    # distribution as it is (a Gibbs sampler); every draw starts apart and walks long.
    n = len(low)
    now: Floats = np.tile(low + room * (high - low) / max((high - low).sum(), 1e-300), (draws, 1))
    for _ in range(30 * n):
        first, second = generator.permuted(np.arange(n))[:2]
        both = now[:, first] + now[:, second]
        least = np.maximum(low[first], both - high[second])
        most = np.minimum(high[first], both - low[second])
        now[:, first] = least + (most - least) * generator.random(draws)
        now[:, second] = both - now[:, first]
    return now


def noisy_weights(weights: Floats, share: float, draws: int, generator: np.random.Generator) -> Floats:
    """Each weight times a uniform factor between 1 - share and 1 + share, put back to the same sum.

    Examples
    --------
    >>> noisy_weights(np.array([1.0, 3.0]), 0.25, 5, np.random.default_rng(1)).sum(axis=1).round(12)
    array([4., 4., 4., 4., 4.])
    """
    if not 0 < share < 1:
        raise BadInput("bad-parameter", where="share", name="share", text=share)
    given = np.asarray(weights, np.float64)
    refuse(~(given >= 0)[None], "weight-negative", "put it right")
    drawn = given * generator.uniform(1 - share, 1 + share, (draws, *given.shape))
    found: Floats = drawn * (given.sum() / drawn.sum(axis=-1, keepdims=True))
    return found


def _arithmetic(values: Floats, weights: Floats) -> Floats:
    found: Floats = weights @ values.T
    return found


def _linear(values: Floats, target: Floats, goal: Importance) -> Floats:
    """Weights for an arithmetic mean and Pearson's correlation.

    With z = w sd the correlations are R z over one number; as shares of their sum, with 1'R z = 1, they are
    R z. Their sum is largest at z = 1. Those nearest to the target are a non-negative least squares problem.
    """
    from scipy.optimize import nnls

    sd = values.std(axis=0, ddof=1)
    if goal is Importance.INFORMATION:
        z = np.ones(len(sd))
    else:
        matrix = np.corrcoef(values.T)
        z = np.full(len(sd), -1.0)
        if np.linalg.cond(matrix) < 1e12:
            z = np.asarray(np.linalg.solve(matrix, target), np.float64)
        if (z < 0).any():
            heavy = 1e4 * matrix.sum(axis=0, keepdims=True)
            z, _ = nnls(np.vstack([matrix, heavy]), np.append(target, 1e4))
    found: Floats = z / sd / (z / sd).sum()
    return found


def _settled(achieved: Callable[[Floats], Floats], target: Floats, start: Floats) -> Floats:
    """Weights of 0 or more whose shares of correlations are nearest to the target, for an index smooth in weights.

    Gauss-Newton steps; all changed weights of a step are tried at once.
    """
    from scipy.optimize import least_squares

    step = 1e-7

    def gap(weights: Floats) -> Floats:
        found = achieved(weights / weights.sum(axis=-1, keepdims=True))
        off = found / found.sum(axis=-1, keepdims=True) - target
        return np.concatenate([off, weights.sum(axis=-1, keepdims=True) - 1], axis=-1)

    def slope(weights: Floats) -> Floats:
        found: Floats = (gap(weights + step * np.eye(len(weights))) - gap(weights)).T / step
        return found

    first = np.maximum(start, 1e-3)
    options = {"xtol": 1e-12, "ftol": 1e-12, "gtol": 1e-12, "max_nfev": 200}
    found: Floats = least_squares(gap, first / first.sum(), slope, bounds=(0, np.inf), **options).x
    # The search stays inside: a weight at its bound is as good as none.
    found = np.where(found < 1e-6, 0.0, found)
    share: Floats = found / found.sum()
    return share


def _searched(importances: Callable[[Floats], Floats], target: Floats, goal: Importance, start: Floats) -> Floats:
    from scipy.optimize import minimize

    def loss(logs: Floats) -> float:
        found = importances(_softmax(logs))
        if goal is Importance.INFORMATION:
            return -float(found.sum())
        return float((((found / found.sum()) - target) ** 2).sum()) * 1e4 if found.sum() > 0 else 1e6

    options = {"maxiter": 4000, "maxfev": 8000, "xatol": 1e-10, "fatol": 1e-14, "adaptive": True}
    starts = (np.log(start), np.zeros(len(target)), np.log(target))
    found = [minimize(loss, first, method="Nelder-Mead", options=options) for first in starts]
    return _softmax(min(found, key=lambda result: float(result.fun)).x)


def _softmax(logs: Floats) -> Floats:
    found: Floats = np.exp(logs - logs.max())
    share: Floats = found / found.sum()
    return share


def _interval(bounds: Bounds) -> tuple[Floats, Floats]:
    low, high = np.asarray(bounds.low, np.float64), np.asarray(bounds.high, np.float64)
    refuse(~((low >= 0) & (low <= high) & (high <= 1))[None], "bad-figure", "", "bounds")
    if not low.sum() <= 1 <= high.sum():
        raise CannotCompute("weights-out-of-reach", where="bounds", fix="wider intervals")
    return low, high

"""Random effects of areas, and whether they may stand in for fixed ones: Swamy and Arora, Hausman, Mundlak.

How this works. The share of an area's mean that is taken off each of its rows, theta, lies between 0 (pooled) and 1
(fixed effects). It follows from two variances: of the error, from what fixed effects leave, and of the effect of an
area, from a regression of means.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.covariance import cluster_sums, clustered
from qonys.effects.kernels.least_squares import Fit, Ints, dummies, fit, mixtures, orthonormal
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


@dataclass(frozen=True)
class RandomEffects:
    """Coefficients (k,) of regressors by random effects and by fixed effects, with plain covariances."""

    random: Fit
    fixed: Fit
    covariance: Floats  # (k, k), of random effects
    covariance_fixed: Floats  # (k, k)
    within: float  # variance of the error
    between: float  # variance of the effects of areas, 0 or more
    theta: Floats  # (areas,), share of an area's mean that is taken off


@dataclass(frozen=True, slots=True)
class Tested:
    """A statistic with its degrees of freedom (the second one infinite for χ²) and p."""

    statistic: float
    df: float
    df2: float
    p: float


def random_effects(y: Floats, x: Floats, areas: Ints, beside: Floats) -> RandomEffects:
    """Generalised least squares of y (n,) on x (n, k) and other columns (n, m), with random effects of areas (n,).

    Parameters
    ----------
    beside : a constant, or dummies of periods; may be collinear

    Returns
    -------
    RandomEffects
        With as many rows in every area the estimator of Swamy and Arora; else that of Baltagi and Chang, which weighs
        means by the number of rows. A negative variance of the effects counts as 0: the estimate is then pooled.

    Raises
    ------
    CannotCompute
        If there are not more areas than columns that differ between them, or nothing is left within areas.

    References
    ----------
    Swamy, Arora (1972), Econometrica 40(2), 261-275. Baltagi, Chang (1994), J. Econometrics 62(2), 67-89.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> area, x = np.repeat(np.arange(30), 8), rng.normal(size=(240, 1))
    >>> y = 2 * x[:, 0] + rng.normal(size=30)[area] + rng.normal(size=240)
    >>> found = random_effects(y, x, area, np.ones((240, 1)))
    >>> bool(abs(found.random.coefficients[0] - 2) < 0.2), 0.4 < found.between < 2
    (True, True)
    """
    code = np.unique(areas, return_inverse=True)[1].ravel()
    rows = np.bincount(code).astype(float)
    fixed = fit(y, x, np.column_stack([dummies(code), beside]))
    within = float(fixed.residuals @ fixed.residuals) / (fixed.observations - fixed.parameters)
    columns = np.column_stack([x, beside])
    basis = orthonormal(columns)
    means = cluster_sums(np.column_stack([y, basis]), code) / np.sqrt(rows)[:, None]  # √rows times the mean
    of_means = orthonormal(means[:, 1:])
    left = means[:, 0] - of_means @ (of_means.T @ means[:, 0])
    free = len(rows) - of_means.shape[1]
    if free < 1:
        raise CannotCompute(
            "effect-few-areas",
            where="areas",
            fix="more areas, or fewer controls",
            areas=len(rows),
            columns=of_means.shape[1],
        )
    # what the regression of means leaves of rows: n - tr((X'PX)⁻ X'ZZ'X), T times its freedom in a balanced panel
    weights = (of_means**2).sum(axis=1)
    expected = float(rows @ (1 - weights))
    between = max(float(left @ left) - free * within, 0.0) / expected
    theta = 1 - np.sqrt(within / (within + rows * between))
    moved = np.column_stack([y, columns]) - theta[code, None] * _means(np.column_stack([y, columns]), code)
    random = fit(moved[:, 0], moved[:, 1 : 1 + x.shape[1]], moved[:, 1 + x.shape[1] :])
    scatter = float(random.residuals @ random.residuals) / (random.observations - random.parameters)
    return RandomEffects(random, fixed, scatter * random.bread, within * fixed.bread, within, between, theta)


def _means(columns: Floats, code: Ints) -> Floats:
    """The mean of each row's area."""
    found: Floats = (cluster_sums(columns, code) / np.bincount(code)[:, None])[code]
    return found


def hausman(found: RandomEffects) -> Tested:
    """Whether random and fixed effects agree: the difference of their coefficients by that of their covariances, χ².

    Raises
    ------
    CannotCompute
        If the difference of the covariances is not positive: the test does not exist on these figures.

    References
    ----------
    Hausman (1978), Econometrica 46(6), 1251-1271.
    """
    from scipy.stats import chi2

    apart = found.fixed.coefficients - found.random.coefficients
    spread = found.covariance_fixed - found.covariance
    sizes = np.sqrt(np.diag(found.covariance_fixed))
    scaled = spread / np.outer(sizes, sizes)
    if np.linalg.eigvalsh(scaled)[0] <= 1e-10:
        raise CannotCompute("effect-hausman", where="random effects", fix="the test by means of areas")
    statistic = float(apart / sizes @ np.linalg.solve(scaled, apart / sizes))
    return Tested(statistic, float(len(apart)), np.inf, float(chi2.sf(statistic, len(apart))))


def mundlak(y: Floats, x: Floats, areas: Ints, beside: Floats, theta: Floats, clusters: Ints) -> Tested:
    """The same with errors clustered (n,): means of areas join the random-effects regression, tested together by F.

    Raises
    ------
    CannotCompute
        If the means say nothing beside the rest, or clusters cannot judge so many together.

    References
    ----------
    Mundlak (1978), Econometrica 46(1), 69-85. Wooldridge (2010), section 10.7.3.
    """
    from scipy.stats import f as fisher

    code = np.unique(areas, return_inverse=True)[1].ravel()
    columns = np.column_stack([y, x, _means(x, code), beside])
    moved = columns - theta[code, None] * _means(columns, code)
    k, number = x.shape[1], len(np.unique(clusters)) - 1
    regressors = moved[:, 1 : 1 + 2 * k]
    if mixtures(regressors, moved[:, 1 + 2 * k :]) or number < k:
        raise CannotCompute("effect-hausman", where="random effects", fix="fewer controls, or more clusters")
    one = fit(moved[:, 0], regressors, moved[:, 1 + 2 * k :])
    spread, apart = clustered(one, clusters)[k:, k:], one.coefficients[k:]
    statistic = float(apart @ np.linalg.solve(spread, apart)) / k
    return Tested(statistic, float(k), float(number), float(fisher.sf(statistic, k, number)))

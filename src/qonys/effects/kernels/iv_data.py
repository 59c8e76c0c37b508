"""A regression with instruments, and all that tests of its instruments need: slopes on them and their covariance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.covariance import SmallSample, cluster_sums, factor
from qonys.effects.kernels.least_squares import Ints, fit, outside
from qonys.numerics.arrays import Floats


@dataclass(frozen=True, eq=False)
class IvData:
    """A regression with instruments; exogenous controls and fixed effects stand in the nuisance."""

    y: Floats  # (n,)
    x: Floats  # (n, p), endogenous regressors
    z: Floats  # (n, l)
    nuisance: Floats | None = None  # (n, m)
    weights: Floats | None = None  # (n,)
    clusters: Ints | None = None  # (n,)
    nested: int = 0  # parameters inside clusters, which small-sample factors do not count

    def outside(self) -> tuple[Floats, Floats, Floats]:
        """y, x and z, weighted, without the nuisance."""
        left, _ = outside(np.column_stack([self.y, self.x, self.z]), self.nuisance, self.weights)
        p = self.x.shape[1]
        return left[:, 0], left[:, 1 : 1 + p], left[:, 1 + p :]


@dataclass(frozen=True, eq=False)
class Reduced:
    """y and the p regressors, each regressed on l instruments that were made orthonormal.

    A direction w (1 + p,) stands for the outcome y w_0 + x w_1 + ...: everything of it is linear or quadratic in w.
    Clustered covariance with the FULL factor, or that of unequal variances with n / (n - K).
    """

    slopes: Floats  # (1 + p, l)
    moments: Floats  # (1 + p, 1 + p, l, l), covariance of slopes between columns
    products: Floats  # (1 + p, 1 + p), sums of products of residuals
    triangle: Floats  # (l, l): instruments = orthonormal ones @ triangle
    freedom: int  # n - K
    df: int  # of the denominator of F: G - 1, or n - K

    @property
    def instruments(self) -> int:
        """Their number l."""
        return int(self.slopes.shape[1])

    @property
    def judged(self) -> bool:
        """Whether there are enough clusters (or freedom) to test all instruments together."""
        return self.df >= self.instruments

    def statistics(self, directions: Floats) -> Floats:
        """Wald statistics (m,), over l, that the instruments say nothing of outcomes in directions (m, 1 + p)."""
        w = directions / np.linalg.norm(directions, axis=1, keepdims=True)
        slopes = w @ self.slopes
        covariance = np.einsum("ma,mb,abij->mij", w, w, self.moments, optimize=True)
        covariance += 1e-300 * np.eye(self.instruments)
        found: Floats = (slopes * np.linalg.solve(covariance, slopes[..., None])[..., 0]).sum(axis=1)
        return found / self.instruments


def reduced(data: IvData) -> Reduced:
    """The reduced forms of a regression.

    Raises
    ------
    CannotCompute
        If instruments are mixtures of each other or the nuisance, there is one cluster, or no freedom is left.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(50, 2))
    >>> found = reduced(IvData(random.normal(size=50), z @ [[1.0], [1.0]], z, np.ones((50, 1))))
    >>> found.slopes.shape, found.moments.shape, found.df
    ((2, 2), (2, 2, 2, 2), 47)
    """
    first = fit(data.y, data.z, data.nuisance, data.weights)
    y, x, z = data.outside()
    basis, triangle = np.linalg.qr(z)
    both = np.column_stack([y, x])
    slopes = (basis.T @ both).T
    residuals = both - basis @ slopes.T
    scores = basis[:, None, :] * residuals[:, :, None]
    n, columns, number = scores.shape
    freedom = first.observations - first.parameters
    if data.clusters is None:
        sums, scale, df = scores, n / freedom, freedom
    else:
        sums = cluster_sums(scores.reshape(n, -1), data.clusters).reshape(-1, columns, number)
        df = len(sums) - 1
        scale = factor(first, len(sums), SmallSample.FULL, data.nested)
    moments = scale * np.einsum("gai,gbj->abij", sums, sums, optimize=True)
    return Reduced(slopes, moments, residuals.T @ residuals, triangle, freedom, df)

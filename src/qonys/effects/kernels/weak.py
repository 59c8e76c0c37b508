"""Strength of instruments: first-stage F by several covariances, the effective F, one for each of several regressors.

How this works. With errors that are unequal or clustered the usual F misleads; the effective F weighs the first
stage by its own covariance. Beside it stands the value that it must exceed for the bias of two-stage least squares
to be at most a share tau of the worst case.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.covariance import SmallSample, cluster_sums, factor
from qonys.effects.kernels.least_squares import Fit, Ints, fit, fit_iv, outside
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

TAUS = (0.05, 0.10, 0.20, 0.30)


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


@dataclass(frozen=True)
class Strength:
    """How strong the instruments of one endogenous regressor are."""

    f: float  # homoskedastic
    robust: float  # Wald by the covariance of clusters (or of unequal variances) over the number of instruments
    effective: float  # Montiel Olea, Pflueger
    critical: tuple[float, ...]  # for bias of at most 5, 10, 20, 30 % of the worst, at 5 %; simplified, conservative
    freedom: float  # effective degrees of freedom of that critical value


def strength(data: IvData) -> Strength:
    """First-stage F statistics of one endogenous regressor.

    Raises
    ------
    CannotCompute
        For several endogenous regressors: see `conditional_f`.

    References
    ----------
    Montiel Olea, Pflueger (2013), J. Business & Economic Statistics 31(3), 358-369: section 3, and the simplified
    test that takes the worst case 1/tau of the Nagar bias.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(200, 1))
    >>> x = z + random.normal(size=(200, 1))
    >>> found = strength(IvData(x[:, 0], x, z, np.ones((200, 1))))
    >>> bool(np.isclose(found.effective, found.robust)), round(found.critical[1], 2)
    (True, 23.11)
    """
    if data.x.shape[1] != 1:
        raise CannotCompute(
            "effect-one-endogenous", "the effective F is that of one endogenous regressor", where="regressors",
            fix="the conditional F of each of several",
        )  # fmt: skip
    first = fit(data.x[:, 0], data.z, data.nuisance, data.weights)
    covariance = first_stage_covariance(first, data.clusters, data.nested)
    number = data.z.shape[1]
    slopes = first.coefficients
    equal = first.residuals @ first.residuals / (first.observations - first.parameters) * first.bread
    _, x, z = data.outside()
    basis = np.linalg.qr(z)[0]
    # covariance of the first stage on orthonormal instruments
    turned = basis.T @ z
    w2 = turned @ covariance @ turned.T
    projected = basis.T @ x[:, 0]
    trace = float(np.trace(w2))
    return Strength(
        float(slopes @ np.linalg.solve(equal, slopes) / number),
        float(slopes @ np.linalg.solve(covariance, slopes) / number),
        float(projected @ projected) / trace,
        *_critical(w2),
    )


def first_stage_covariance(first: Fit, clusters: Ints | None, nested: int = 0) -> Floats:
    """Covariance (l, l) of a first stage: by clusters, or for unequal variances with n / (n - K)."""
    n = first.observations
    if clusters is None:
        sums, scale = first.scores, n / (n - first.parameters)
    else:
        sums = cluster_sums(first.scores, clusters)
        scale = factor(first, len(sums), SmallSample.FULL, nested)
    half = sums @ first.bread
    found: Floats = scale * half.T @ half
    return found


def _critical(w2: Floats) -> tuple[tuple[float, ...], float]:
    """Critical values at 5 % by Patnaik's approximation of a weighted sum of noncentral chi-squares."""
    from scipy.stats import ncx2

    trace, largest = float(np.trace(w2)), float(np.linalg.eigvalsh(w2)[-1])
    values = []
    freedom = 0.0
    for tau in TAUS:
        x = 1 / tau
        freedom = trace**2 * (1 + 2 * x) / (float(np.trace(w2 @ w2)) + 2 * x * trace * largest)
        values.append(float(ncx2.ppf(0.95, freedom, x * freedom)) / freedom)
    return tuple(values), freedom


def conditional_f(data: IvData) -> Floats:
    """F of each endogenous regressor given the others (p,): is there an instrument left for it.

    The regressor less what the others explain of it (by two-stage least squares) is regressed on the instruments;
    the F has l - p + 1 degrees of freedom in the numerator. With one regressor it is the first-stage F.

    References
    ----------
    Sanderson, Windmeijer (2016), J. Econometrics 190(2), 212-221.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(300, 2))
    >>> x = z @ [[1.0, 1.0], [0.0, 0.02]] + random.normal(size=(300, 2))
    >>> found = conditional_f(IvData(x[:, 0], x, z, np.ones((300, 1))))
    >>> bool((found < 10).all())  # each first-stage F is above 100, together they are weak
    True
    """
    p, number = data.x.shape[1], data.z.shape[1]
    if number < p:
        raise CannotCompute(
            "effect-few-instruments", f"{number} instruments for {p} endogenous regressors", where="instruments",
            fix="one instrument at least for each endogenous regressor", instruments=number, regressors=p,
        )  # fmt: skip
    found = np.empty(p)
    for j in range(p):
        others = np.delete(data.x, j, axis=1)
        target = data.x[:, j]
        if p > 1:
            target = target - others @ fit_iv(target, others, data.z, data.nuisance, data.weights).coefficients
        first = fit(target, data.z, data.nuisance, data.weights)
        total, _ = outside(target, data.nuisance, data.weights)
        left = first.residuals @ first.residuals
        explained = float(total @ total) - float(left)
        found[j] = explained / (number - p + 1) / (left / (first.observations - first.parameters))
    return found

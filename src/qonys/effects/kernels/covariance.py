"""Covariances of coefficients: equal errors, unequal errors, clusters one or two ways; corrections by name.

How this works. Each is a sandwich of a fit: the inverse of the moments' slope around the sum of products of scores,
taken within rows, within clusters or within either of two clusterings. HC1 to HC4 are the plain form of a fit whose
residuals were corrected, so every covariance of a `corrected` fit is of that type: clustered, Driscoll-Kraay, any.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import RANK_TOLERANCE, Fit, Ints, orthonormal, root_weights
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

FULL_LEVERAGE = 1e-9
"""A row with a leverage that is nearer to 1 than this fits itself exactly."""


class Robust(Enum):
    """Corrections of squared residuals for how much each row drives its own fit (MacKinnon, White 1985)."""

    HC0 = "none"
    HC1 = "n / (n - k)"
    HC2 = "1 / (1 - leverage)"
    HC3 = "1 / (1 - leverage)², close to the jackknife"
    HC4 = "1 / (1 - leverage)^min(4, leverage / mean leverage) (Cribari-Neto 2004)"


class SmallSample(Enum):
    """Factors of a clustered covariance."""

    NONE = "none"
    SLOPES = "n / (n - k), slopes only"
    CLUSTERS = "G / (G - 1)"
    CLUSTERS_SLOPES = "G / (G - 1) · (n - 1) / (n - k), slopes only"
    FULL = "G / (G - 1) · (n - 1) / (n - K), fixed effects inside clusters not counted in K"


def classical(fit: Fit) -> Floats:
    """Covariance (k, k) under equal independent errors: s² (X'X)⁻¹ with n - K degrees of freedom.

    Examples
    --------
    >>> from qonys.effects.kernels.least_squares import fit
    >>> found = fit(np.array([1.0, 3.0, 5.0, 8.0]), np.arange(4.0)[:, None], np.ones((4, 1)))
    >>> float(np.sqrt(classical(found)[0, 0]).round(6))
    0.173205
    """
    variance = fit.residuals @ fit.residuals / (fit.observations - fit.parameters)
    found: Floats = variance * fit.bread
    return found


def leverages(fit: Fit, nuisance: Floats | None = None, weights: Floats | None = None) -> Floats:
    """Share of each row in its own fitted value (n,), with the nuisance columns if they are given.

    Without them the leverages are those of the regression after fixed effects were taken out, as plm reckons.
    """
    own: Floats = np.einsum("ij,jk,ik->i", fit.regressors, fit.bread, fit.regressors)
    if nuisance is None or nuisance.shape[1] == 0:
        return own
    basis = orthonormal(nuisance * root_weights(weights, fit.observations)[:, None])
    both: Floats = own + (basis**2).sum(axis=1)
    return both


def corrected(
    fit: Fit, kind: Robust = Robust.HC1, leverage: Floats | None = None, parameters: int | None = None
) -> Fit:
    """The fit with residuals enlarged as a type of robust covariance wants them.

    Parameters
    ----------
    leverage : (n,), for HC2 to HC4; of the slopes alone if left out (`leverages`)
    parameters : what HC1 counts as k; K of the fit if left out, number of slopes as plm does

    A row that a fixed effect of its own fits exactly has leverage 1 and no say: it stays out. A row of leverage 1 on
    which a slope hangs has no correction: its residual becomes nan, and so do all errors.

    References
    ----------
    MacKinnon, White (1985), J. Econometrics 29(3), 305-325. Cribari-Neto (2004), CSDA 45(2), 215-233.
    """
    n, k = fit.observations, fit.parameters if parameters is None else parameters
    if kind is Robust.HC0:
        return fit
    if kind is Robust.HC1:
        return replace(fit, residuals=fit.residuals * np.sqrt(n / (n - k)))
    h = leverages(fit) if leverage is None else leverage
    power: Any = {Robust.HC2: 1.0, Robust.HC3: 2.0}.get(kind, np.minimum(4.0, h / h.mean()))
    free = 1 - h > FULL_LEVERAGE
    alone = np.where(leverages(fit) > FULL_LEVERAGE, np.nan, 0.0)
    residuals = np.where(free, fit.residuals / np.where(free, 1 - h, 1.0) ** (power / 2), alone)
    return replace(fit, residuals=residuals)


def robust(
    fit: Fit, kind: Robust = Robust.HC1, leverage: Floats | None = None, parameters: int | None = None
) -> Floats:
    """Covariance (k, k) that allows unequal variances of rows; arguments as in `corrected`.

    References
    ----------
    White (1980), Econometrica 48(4), 817-838.

    Examples
    --------
    >>> from qonys.effects.kernels.least_squares import fit
    >>> found = fit(np.array([1.0, 3.0, 5.0, 8.0]), np.arange(4.0)[:, None], np.ones((4, 1)))
    >>> float(np.sqrt(robust(found, Robust.HC0)[0, 0]).round(6))
    0.115758
    """
    return sandwich(fit, corrected(fit, kind, leverage, parameters).scores)


def equal_within(fit: Fit, groups: NDArray[Any]) -> Floats:
    """Covariance (k, k) of independent errors whose variance differs between groups (n,) and is the same inside one.

    Each squared residual gives way to the mean of its group. plm calls it White 2.

    References
    ----------
    Greene (2012), Econometric Analysis, section 11.6. Wooldridge (2010), section 10.7.

    Examples
    --------
    One group: equal errors, without the correction for parameters.

    >>> from qonys.effects.kernels.least_squares import fit
    >>> found = fit(np.array([1.0, 3.0, 5.0, 8.0]), np.arange(4.0)[:, None], np.ones((4, 1)))
    >>> bool(np.allclose(equal_within(found, np.zeros(4)), classical(found) * 2 / 4))
    True
    """
    codes = np.unique(groups, return_inverse=True)[1].ravel()
    mean = np.bincount(codes, weights=fit.residuals**2) / np.bincount(codes)
    return sandwich(fit, fit.regressors * np.sqrt(mean[codes])[:, None])


def clustered(fit: Fit, clusters: Ints, small: SmallSample = SmallSample.FULL, nested: int = 0) -> Floats:
    """Covariance (k, k) that allows any dependence inside clusters: CRV0, or CRV1 with a factor.

    Parameters
    ----------
    clusters : (n,) labels
    nested : parameters that lie inside clusters (`nested_parameters`), which FULL does not count

    References
    ----------
    Liang, Zeger (1986). Arellano (1987), Oxford Bull. 49(4). Cameron, Miller (2015), J. Human Resources 50(2).

    Examples
    --------
    >>> from qonys.effects.kernels.least_squares import fit
    >>> found = fit(np.array([1.0, 3.0, 5.0, 8.0]), np.arange(4.0)[:, None], np.ones((4, 1)))
    >>> float(np.sqrt(clustered(found, np.array([0, 0, 1, 1]), SmallSample.NONE)[0, 0]).round(6))
    0.070711
    """
    sums = cluster_sums(fit.scores, clusters)
    found: Floats = factor(fit, len(sums), small, nested) * sandwich(fit, sums)
    return found


def two_way(fit: Fit, first: Ints, second: Ints, small: SmallSample = SmallSample.NONE, nested: int = 0) -> Floats:
    """Covariance (k, k) clustered in two ways: each alone less the clusters of both together.

    Each part has the factor of its own number of clusters; `nested` counts parameters inside either clustering. A t
    value has the smaller number of clusters less 1 as degrees of freedom. The covariance may fail to be positive;
    then a variance on the diagonal is negative and its error does not exist (nan).

    References
    ----------
    Cameron, Gelbach, Miller (2011), J. Business & Economic Statistics 29(2). Thompson (2011), J. Fin. Econ. 99(1).
    """
    both = np.unique(np.column_stack([first, second]), axis=0, return_inverse=True)[1].ravel()
    parts = [clustered(fit, each, small, nested) for each in (first, second, both)]
    found: Floats = parts[0] + parts[1] - parts[2]
    return found


def sandwich(fit: Fit, scores: Floats) -> Floats:
    """Bread · scores'scores · bread, (k, k)."""
    half = scores @ fit.bread.T
    found: Floats = half.T @ half
    return found


def cluster_sums(rows: Floats, clusters: NDArray[Any]) -> Floats:
    """Sums of rows (n, k) by cluster (G, k), in the order of labels.

    Examples
    --------
    >>> cluster_sums(np.array([[1.0], [2.0], [4.0]]), np.array([5, 3, 5])).tolist()
    [[2.0], [5.0]]
    """
    order = np.argsort(clusters, kind="stable")
    _, starts = np.unique(clusters[order], return_index=True)
    total: Floats = np.add.reduceat(rows[order], starts, axis=0)
    return total


def factor(fit: Fit, clusters: int, small: SmallSample, nested: int = 0) -> float:
    """The correction of a covariance with this many clusters.

    Raises
    ------
    CannotCompute
        With a single cluster where the factor divides by G - 1.
    """
    n, slopes = fit.observations, int(fit.regressors.shape[1])
    if small not in (SmallSample.NONE, SmallSample.SLOPES) and clusters < 2:
        raise CannotCompute("effect-one-cluster", where="clusters", fix="more clusters, or a finer grouping")
    if small is SmallSample.NONE:
        return 1.0
    if small is SmallSample.SLOPES:
        return n / (n - slopes)
    between = clusters / (clusters - 1)
    if small is SmallSample.CLUSTERS:
        return between
    counted = slopes if small is SmallSample.CLUSTERS_SLOPES else fit.parameters - nested
    return between * (n - 1) / (n - counted)


def nested_parameters(effects: Ints, clusters: Ints) -> int:
    """How many parameters of effects (n,) lie inside clusters: all of them but one, or none.

    One stays for the constant, as reghdfe and fixest count.

    Examples
    --------
    >>> nested_parameters(np.array([0, 0, 1, 1, 2]), np.array([0, 0, 0, 0, 1]))
    2
    >>> nested_parameters(np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1]))
    0
    """
    pairs = np.unique(np.column_stack([effects, clusters]), axis=0)
    labels = len(np.unique(effects))
    return labels - 1 if len(pairs) == labels else 0


def errors(covariance: Floats) -> Floats:
    """Standard errors (k,); nan where a variance is negative."""
    diagonal = np.diag(covariance)
    found: Floats = np.sqrt(np.where(diagonal >= 0, diagonal, np.nan))
    return found


def vanishes(error: float, influence: Floats, residuals: Floats) -> bool:
    """Whether an error is 0 but for rounding while residuals are not: by algebra then, whatever the figures are.

    Parameters
    ----------
    error : of one coefficient
    influence : (n,), what a unit of error in each row does to the coefficient
    residuals : (n,)

    Examples
    --------
    Two areas, effects of areas and periods: scores of the two are equal and opposite.

    >>> vanishes(3.6e-17, np.array([0.5, -0.5]), np.array([0.2, 0.2])), vanishes(0.1, np.ones(2), np.ones(2))
    (True, False)
    """
    return bool(error <= RANK_TOLERANCE * float(np.linalg.norm(influence)) * float(np.linalg.norm(residuals)))

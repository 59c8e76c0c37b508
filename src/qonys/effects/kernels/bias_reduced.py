"""The bias-reduced covariance of Bell and McCaffrey for few clusters, CRV2, with degrees of freedom of its own.

How this works. Residuals of a cluster that drives its own fit are too small. CRV2 blows them up by the inverse root
of what the fit leaves of the cluster's errors, I - H_gg, H the hat matrix of the full regression with its nuisance:
under equal independent errors the covariance is then free of bias. It is still uneven where few clusters carry the
coefficient; the degrees of freedom are those of a χ² with the same mean and variance (Satterthwaite), again under
equal independent errors. Where cluster dummies leave nothing of a direction, the pseudo-inverse passes it over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import Fit, orthonormal, root_weights
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

LEFT = 1e-9
"""A direction of which the fit leaves less than this share has vanished."""


@dataclass(frozen=True)
class BiasReduced:
    """A covariance (k, k), and degrees of freedom (k,) for the t value of each coefficient."""

    covariance: Floats
    degrees_of_freedom: Floats


def crv2(
    fit: Fit, clusters: NDArray[Any], nuisance: Floats | None = None, weights: Floats | None = None
) -> BiasReduced:  # fmt: skip
    r"""CRV2 of least squares with Satterthwaite degrees of freedom; HC2 where each row is its own cluster.

    :math:`V = B \sum_g X_g' A_g e_g e_g' A_g X_g B`, :math:`A_g = (I - H_{gg})^{-1/2}`. With
    :math:`p_g = (I - H)_{\cdot g} A_g X_g B l` the degrees of freedom of l'b are
    :math:`(\sum_g p_g'p_g)^2 / \sum_{gh} (p_g'p_h)^2`: the fewer clusters carry l'b, the less. With
    less than 4 the approximation is rough, and t tests reject too seldom.

    Parameters
    ----------
    fit : of least squares; for two stages use the jackknife
    clusters : (n,) labels
    nuisance, weights : those of the fit; weights are taken as inverse variances

    Raises
    ------
    CannotCompute
        If there is one cluster, or a coefficient hangs on one cluster alone.

    References
    ----------
    Bell, McCaffrey (2002), Survey Methodology 28(2), 169-181. Imbens, Kolesár (2016), Rev. Econ. Stat. 98(4), 701-712.
    Pustejovsky, Tipton (2018), J. Business & Economic Statistics 36(4), 672-683, on dummies of clusters.

    Examples
    --------
    A difference of two means, of two and of four rows: errors and freedom of Welch's test for equal variances.

    >>> from qonys.effects.kernels.least_squares import fit
    >>> x = np.array([[1.0], [1], [0], [0], [0], [0]])
    >>> one = fit(np.array([3.0, 5, 1, 2, 3, 4]), x, np.ones((6, 1)))
    >>> found = crv2(one, np.arange(6), np.ones((6, 1)))
    >>> round(float(found.covariance[0, 0]), 6), round(float(found.degrees_of_freedom[0]), 6)
    (1.416667, 2.076923)
    """
    labels, codes = np.unique(clusters, return_inverse=True)
    if len(labels) < 2:
        raise CannotCompute("effect-one-cluster", where="clusters", fix="more clusters, or a finer grouping")
    basis = _basis(fit, nuisance, weights)
    k = fit.regressors.shape[1]
    influence = fit.regressors @ fit.bread  # (n, k), what a row's error does to the coefficients
    scores, lengths, shares = np.empty((len(labels), k)), np.empty((len(labels), k)), []
    for g, label in enumerate(labels):
        rows = codes.ravel() == g
        left, sizes, right = np.linalg.svd(basis[rows], full_matrices=False)
        kept = 1 - sizes**2
        _refuse_alone(right[kept <= LEFT, :k], label)
        root = np.where(kept > LEFT, 1 / np.sqrt(np.maximum(kept, LEFT)), 0.0)
        adjusted = influence[rows] + left @ ((root - 1)[:, None] * (left.T @ influence[rows]))
        scores[g], lengths[g] = fit.residuals[rows] @ adjusted, (adjusted**2).sum(axis=0)
        shares.append(basis[rows].T @ adjusted)
    crossed = np.stack(shares)  # (G, rank, k): Q_g' a_g
    products = -np.einsum("grk,hrk->kgh", crossed, crossed)
    products[:, np.arange(len(labels)), np.arange(len(labels))] += lengths.T
    trace = np.trace(products, axis1=1, axis2=2)
    return BiasReduced(scores.T @ scores, trace**2 / (products**2).sum(axis=(1, 2)))


def _basis(fit: Fit, nuisance: Floats | None, weights: Floats | None) -> Floats:
    """An orthonormal basis of all columns (n, K): k of what regressors have outside the nuisance, then the nuisance."""
    own, _ = np.linalg.qr(fit.regressors)
    if nuisance is None or nuisance.shape[1] == 0:
        return own
    return np.column_stack([own, orthonormal(nuisance * root_weights(weights, fit.observations)[:, None])])


def _refuse_alone(vanishing: Floats, label: Any) -> None:
    """Refuse a cluster with which a direction of the coefficients vanishes: its residuals say nothing of the errors."""
    if np.abs(vanishing).max(initial=0.0) > np.sqrt(LEFT):
        raise CannotCompute(
            "effect-hangs-on-cluster",
            where=f"cluster {label}",
            fix="an exposure that varies in more clusters",
            cluster=label.item(),
        )

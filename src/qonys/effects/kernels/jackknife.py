"""The delete-one-cluster jackknife: coefficients without each cluster, their covariance, and who drives a result.

How this works. Fixed effects that clusters share (periods) must be estimated anew without each cluster, so the
whole regression is. The nuisance is taken out once, and gets an orthonormal basis; then a cluster is taken out by
subtracting its own products, and what is left of the basis is taken out of what is left of the columns (a Schur
complement). Effects inside the deleted cluster vanish with it: a direction of the basis that is left without
figures is passed over. Least squares is the case of regressors that are their own instruments.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import Fit, Ints, fit, fit_iv, orthonormal, outside, root_weights
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

LEFT = 1e-9
"""A direction with less than this share of its figures left has vanished."""


class Centre(Enum):
    """What deviations are taken from."""

    ESTIMATE = "the estimate of all clusters: CRV3, the more careful one"
    MEAN = "the mean of the estimates without one: CRV3J"


@dataclass(frozen=True)
class Jackknife:
    """Coefficients (k,) without each of G clusters, in the order of their labels."""

    without: Floats  # (G, k)
    estimate: Floats  # (k,), of all clusters
    clusters: NDArray[Any]  # (G,) labels

    def covariance(self, centre: Centre = Centre.ESTIMATE) -> Floats:
        """CRV3 (k, k): (G - 1)/G times the sum of squared deviations of the estimates without one.

        A t value has G - 1 degrees of freedom.
        """
        groups = len(self.clusters)
        middle = self.estimate if centre is Centre.ESTIMATE else self.without.mean(axis=0)
        deviations = self.without - middle
        found: Floats = (groups - 1) / groups * deviations.T @ deviations
        return found


def jackknife(
    y: Floats, x: Floats, clusters: Ints, nuisance: Floats | None = None, weights: Floats | None = None
) -> Jackknife:
    """Least squares of y (n,) on x (n, k) and nuisance (n, m) without each cluster (n,).

    Columns of x must all exist without each cluster; controls that need not stand in the nuisance.

    Raises
    ------
    CannotCompute
        If there is one cluster, or a coefficient does not exist without one of them: it hangs on that cluster alone.
        And as `least_squares.fit`.

    References
    ----------
    Bell, McCaffrey (2002), Survey Methodology 28(2). MacKinnon, Nielsen, Webb (2023), J. Applied Econometrics 38(5),
    671-694.

    Examples
    --------
    >>> x = np.array([[0.0], [1], [2], [3], [4], [5]])
    >>> y = np.array([0.0, 1, 3, 3, 4, 9])
    >>> found = jackknife(y, x, np.array([0, 0, 1, 1, 2, 2]), np.ones((6, 1)))
    >>> found.without.round(4).ravel().tolist()
    [1.9, 1.5882, 1.1]
    """
    whole = fit(y, x, nuisance, weights)
    columns, _ = outside(np.column_stack([y, x]), nuisance, weights)
    return _left_out(whole, (columns[:, 0], columns[:, 1:], columns[:, 1:]), clusters, _basis(nuisance, weights))


def jackknife_iv(
    columns: tuple[Floats, Floats, Floats], clusters: Ints, nuisance: Floats | None = None,
    weights: Floats | None = None,
) -> Jackknife:  # fmt: skip
    """Two-stage least squares of y (n,) on x (n, k) with instruments z (n, l), without each cluster.

    Both stages are estimated anew.

    Parameters
    ----------
    columns : y, x, z

    Raises
    ------
    CannotCompute
        As `jackknife`; also if without one of the clusters the instruments do not tell the regressors apart.
        And as `least_squares.fit_iv`.
    """
    y, x, z = columns
    whole = fit_iv(y, x, z, nuisance, weights)
    left, _ = outside(np.column_stack([y, x, z]), nuisance, weights)
    k = x.shape[1]
    parts = (left[:, 0], left[:, 1 : 1 + k], left[:, 1 + k :])
    return _left_out(whole, parts, clusters, _basis(nuisance, weights))


def _basis(nuisance: Floats | None, weights: Floats | None) -> Floats | None:
    if nuisance is None:
        return None
    return orthonormal(nuisance * root_weights(weights, len(nuisance))[:, None])


def _left_out(
    whole: Fit, columns: tuple[Floats, Floats, Floats], clusters: Ints, basis: Floats | None
) -> Jackknife:  # fmt: skip
    """All of it without each cluster, from columns that the nuisance was taken out of."""
    y, x, z = columns
    labels, codes = np.unique(clusters, return_inverse=True)
    if len(labels) < 2:
        raise CannotCompute("effect-one-cluster", where="clusters", fix="more clusters, or a finer grouping")
    _, triangle = np.linalg.qr(whole.regressors)  # of regressors, or of their projections on instruments
    orthogonal, _ = np.linalg.qr(z)
    parts = np.column_stack([np.linalg.solve(triangle.T, x.T).T, orthogonal, y])
    shared = np.empty((len(y), 0)) if basis is None else basis
    k, total = x.shape[1], parts.T @ parts
    without = np.empty((len(labels), k))
    for g, label in enumerate(labels):
        rows = codes.ravel() == g
        found = _two_stage(_without(total, parts[rows], shared[rows]), k)
        if found is None:
            raise CannotCompute(
                "effect-hangs-on-cluster",
                where=f"cluster {label}",
                fix="an exposure that varies in more clusters",
                cluster=label.item(),
            )
        without[g] = found
    return Jackknife(np.linalg.solve(triangle, without.T).T, whole.coefficients, labels)


def _without(total: Floats, own: Floats, basis: Floats) -> Floats:
    """Products of columns without a cluster's rows, outside what is left of the basis without them.

    Columns have no part in the basis over all rows, so over the rows that stay their products with it are minus those
    of the cluster.
    """
    sizes, axes = np.linalg.eigh(np.eye(basis.shape[1]) - basis.T @ basis)
    alive = sizes > LEFT
    shared = own.T @ (basis @ axes[:, alive])
    found: Floats = total - own.T @ own - (shared / sizes[alive]) @ shared.T
    return found


def _two_stage(products: Floats, k: int) -> Floats | None:
    """Coefficients (k,) from products of regressors, instruments and outcome; none where they do not exist.

    Regressors and instruments are of such a size that over all rows the matrices to be inverted are ones.
    """
    first, middle = products[:k, k:-1], products[k:-1, k:-1]
    sizes, axes = np.linalg.eigh(middle)
    if sizes[0] <= LEFT:
        return None
    scaled = axes / np.sqrt(sizes)
    projected = scaled.T @ first.T
    slope = projected.T @ projected
    if np.linalg.eigvalsh(slope)[0] <= LEFT:
        return None
    found: Floats = np.linalg.solve(slope, projected.T @ (scaled.T @ products[k:-1, -1]))
    return found


def partial_leverages(fit: Fit, clusters: Ints, coefficient: int = 0) -> Floats:
    """Share (G,) of each cluster in what is left of a regressor outside all others; they add up to 1.

    References
    ----------
    MacKinnon, Nielsen, Webb (2023), Stata J. 23(4): leverage and influence by cluster.

    Examples
    --------
    >>> from qonys.effects.kernels.least_squares import fit
    >>> found = fit(np.array([1.0, 3, 5, 8]), np.array([[0.0], [1], [2], [3]]), np.ones((4, 1)))
    >>> partial_leverages(found, np.array([0, 0, 1, 1])).round(3).tolist()
    [0.5, 0.5]
    """
    others = np.delete(fit.regressors, coefficient, axis=1)
    column = fit.regressors[:, coefficient]
    if others.shape[1]:
        basis = orthonormal(others)
        column = column - basis @ (basis.T @ column)
    _, codes = np.unique(clusters, return_inverse=True)
    sums = np.bincount(codes.ravel(), weights=column**2)
    found: Floats = sums / sums.sum()
    return found

"""The delete-one-cluster jackknife: coefficients without each cluster, their covariance, and who drives a result.

How this works. Fixed effects that clusters share (periods) must be estimated anew without each cluster, so the
whole regression is: on an orthonormal basis of the nuisance columns its normal equations are small, and a cluster
is taken out by subtracting its own. Effects inside the deleted cluster vanish with it: a direction that is left
without figures is passed over, unless the coefficient asked for hangs on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.effects.kernels.least_squares import Fit, Ints, fit_iv, orthonormal, root_weights
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
    clusters: Ints  # (G,) labels

    def covariance(self, centre: Centre = Centre.ESTIMATE) -> Floats:
        """CRV3 (k, k): (G - 1)/G times the sum of squared deviations of the estimates without one."""
        groups = len(self.clusters)
        middle = self.estimate if centre is Centre.ESTIMATE else self.without.mean(axis=0)
        deviations = self.without - middle
        found: Floats = (groups - 1) / groups * deviations.T @ deviations
        return found


def jackknife(
    y: Floats, x: Floats, clusters: Ints, nuisance: Floats | None = None, weights: Floats | None = None
) -> Jackknife:
    """Least squares of y (n,) on x (n, k) and nuisance (n, m) without each cluster (n,).

    Raises
    ------
    CannotCompute
        If there is one cluster, or a coefficient does not exist without one of them: it hangs on that cluster alone.

    References
    ----------
    Bell, McCaffrey (2002), Survey Methodology 28(2). MacKinnon, Nielsen, Webb (2023), J. Applied Econometrics 38(5).

    Examples
    --------
    >>> x = np.array([[0.0], [1], [2], [3], [4], [5]])
    >>> y = np.array([0.0, 1, 3, 3, 4, 9])
    >>> found = jackknife(y, x, np.array([0, 0, 1, 1, 2, 2]), np.ones((6, 1)))
    >>> found.without.round(4).ravel().tolist()
    [1.9, 1.5882, 1.1]
    """
    root = root_weights(weights, len(y))
    basis = np.empty((len(y), 0)) if nuisance is None else orthonormal(nuisance * root[:, None])
    scaled = np.column_stack([y, x]) * root[:, None]
    left = scaled - basis @ (basis.T @ scaled)
    columns = np.column_stack([left[:, 1:], basis])
    size = np.linalg.norm(columns[:, : x.shape[1]], axis=0)
    columns[:, : x.shape[1]] /= np.where(size > 0, size, 1.0)
    labels, codes = _groups(clusters)
    gram, products = columns.T @ columns, columns.T @ left[:, 0]
    own = [columns[codes == g] for g in range(len(labels))]
    ys = [left[codes == g, 0] for g in range(len(labels))]
    without = np.array(
        [_solved(gram - c.T @ c, products - c.T @ v, x.shape[1], int(labels[g]))
         for g, (c, v) in enumerate(zip(own, ys, strict=True))]
    )  # fmt: skip
    whole = _solved(gram, products, x.shape[1], -1)
    return Jackknife(without / size, whole / size, labels)


def jackknife_iv(
    columns: tuple[Floats, Floats, Floats], clusters: Ints, nuisance: Floats | None = None,
    weights: Floats | None = None,
) -> Jackknife:  # fmt: skip
    """Two-stage least squares of y (n,) on x (n, k) with instruments z (n, l), without each cluster.

    Parameters
    ----------
    columns : y, x, z

    Raises
    ------
    CannotCompute
        As `jackknife`, and if the instruments say nothing without one of the clusters.
    """
    y, x, z = columns
    labels, codes = _groups(clusters)

    def part(columns: Floats | None, rows: Floats) -> Floats | None:
        return None if columns is None else columns[rows]

    without = []
    for g in range(len(labels)):
        rows = codes != g
        found = fit_iv(y[rows], x[rows], z[rows], part(nuisance, rows), part(weights, rows))
        without.append(found.coefficients)
    whole = fit_iv(y, x, z, nuisance, weights)
    return Jackknife(np.array(without), whole.coefficients, labels)


def _groups(clusters: Ints) -> tuple[Ints, Ints]:
    labels, codes = np.unique(clusters, return_inverse=True)
    if len(labels) < 2:
        raise CannotCompute(
            "effect-one-cluster", "one cluster: nothing to judge errors between clusters by", where="clusters",
            fix="more clusters, or a finer grouping",
        )  # fmt: skip
    return labels, codes.ravel()


def _solved(gram: Floats, products: Floats, k: int, cluster: int) -> Floats:
    """The first k coefficients of normal equations, directions without figures passed over."""
    sizes, axes = np.linalg.eigh(gram)
    alive = sizes > LEFT
    if np.abs(axes[:k, ~alive]).max(initial=0.0) > np.sqrt(LEFT):
        raise CannotCompute(
            "effect-hangs-on-cluster", f"without cluster {cluster} a coefficient does not exist",
            where=f"cluster {cluster}", fix="an exposure that varies in more clusters", cluster=cluster,
        )  # fmt: skip
    found: Floats = (axes[:k, alive] / sizes[alive]) @ (axes[:, alive].T @ products)
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

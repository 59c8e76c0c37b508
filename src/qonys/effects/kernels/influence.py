"""How unevenly clusters carry a regression: their leverage, and the number of equal clusters that would do as well."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.covariance import cluster_sums, leverages
from qonys.effects.kernels.least_squares import Fit
from qonys.numerics.arrays import Floats


def cluster_leverages(
    fit: Fit, clusters: NDArray[Any], nuisance: Floats | None = None, weights: Floats | None = None
) -> Floats:  # fmt: skip
    """Leverage (G,) of clusters in the whole regression: sums of leverages of rows, which add up to all parameters.

    A cluster far above the mean, parameters / G, drives fitted values. Without the nuisance: of the slopes alone.

    References
    ----------
    MacKinnon, Nielsen, Webb (2023), Stata J. 23(4), 942-982.

    Examples
    --------
    >>> from qonys.effects.kernels.least_squares import fit
    >>> one = fit(np.array([1.0, 3, 5, 8]), np.arange(4.0)[:, None], np.ones((4, 1)))
    >>> cluster_leverages(one, np.array([0, 0, 0, 1]), np.ones((4, 1))).round(6).tolist()
    [1.3, 0.7]
    """
    found: Floats = cluster_sums(leverages(fit, nuisance, weights)[:, None], clusters)[:, 0]
    return found


def effective_clusters(fit: Fit, clusters: NDArray[Any], coefficient: int = 0, correlation: float = 0.0) -> float:
    r"""Number of equal clusters G* that would carry a coefficient as well as the clusters at hand: 1 to G.

    :math:`G^* = G / (1 + \Gamma)`, :math:`\Gamma` the squared coefficient of variation over clusters of
    :math:`\gamma_g = a_g' \Omega_g a_g`: what the errors of cluster g add to the variance of the coefficient.

    Parameters
    ----------
    coefficient : number of the regressor
    correlation : of errors within clusters, the same for all pairs of rows, 0 to 1: diag(Ω) = 1, else `correlation`

    Returns
    -------
    float
        nan where no cluster adds to the variance: with correlation 1 and dummies of clusters, which take it all up.

    References
    ----------
    Carter, Schnepel, Steigerwald (2017), Rev. Econ. Stat. 99(4), 698-709. MacKinnon, Nielsen, Webb (2023), Stata J.
    23(4), 942-982: G*(0) and G*(ρ).

    Examples
    --------
    Two clusters carry all, two nothing:

    >>> from qonys.effects.kernels.least_squares import fit
    >>> x = np.array([[1.0], [-1], [1], [-1], [0], [0], [0], [0]])
    >>> one = fit(np.array([2.0, 0, 1, 0, 0, 1, 0, 1]), x, np.ones((8, 1)))
    >>> round(effective_clusters(one, np.repeat(np.arange(4), 2)), 6)
    2.0
    """
    if not 0 <= correlation <= 1:
        raise ValueError(f"correlation must be between 0 and 1, got {correlation}")
    a = fit.regressors @ fit.bread[:, coefficient]
    sums = cluster_sums(np.column_stack([a**2, a]), clusters)
    added = (1 - correlation) * sums[:, 0] + correlation * sums[:, 1] ** 2
    mean = added.mean()
    if mean <= 1e-20 * sums[:, 0].sum():
        return float("nan")
    return float(len(added) / (1 + ((added / mean - 1) ** 2).mean()))

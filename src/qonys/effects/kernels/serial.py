"""Covariances for errors that go on over time or over the whole cross-section: Driscoll-Kraay, Newey-West, Beck-Katz.

How this works. Periods are numbers: two figures are `l` periods apart if their numbers are, whatever rows lie
between them, so a gap in a panel is a gap and not a neighbour. Each is without small-sample factor; one comes with
`covariance.corrected` in place of the fit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.covariance import cluster_sums
from qonys.effects.kernels.least_squares import Fit, Ints
from qonys.numerics.arrays import Floats


def default_lags(periods: int) -> int:
    """Lags by the rule of thumb floor(4 (T/100)^(2/9)).

    References
    ----------
    Newey, West (1994), Rev. Econ. Studies 61(4), 631-653.

    Examples
    --------
    >>> default_lags(24)
    2
    """
    return int(np.floor(4 * (periods / 100) ** (2 / 9)))


def bartlett(lags: int) -> Floats:
    """Weights (lags + 1,) of products at distance 0, 1, … that fall to zero in a line: 1 - l / (lags + 1).

    Examples
    --------
    >>> bartlett(3).tolist()
    [1.0, 0.75, 0.5, 0.25]
    """
    if lags < 0:
        raise ValueError(f"lags must be 0 or more, got {lags}")
    return np.asarray(1 - np.arange(lags + 1) / (lags + 1), float)


def closeness(periods: Ints, lags: int) -> Floats:
    """Bartlett weights (T, T) of products between periods (T,), by how far apart their numbers are.

    Examples
    --------
    >>> closeness(np.array([2001, 2002, 2004]), 1).tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    apart = np.abs(periods[:, None] - periods)
    found: Floats = np.append(bartlett(lags), 0.0)[np.minimum(apart, lags + 1)]
    return found


def driscoll_kraay(fit: Fit, periods: Ints, lags: int) -> Floats:
    r"""Covariance (k, k) that allows any dependence between areas and a fading one over time.

    Scores are summed over areas within each period, :math:`h_t`, then taken as a time series with a Bartlett kernel:
    :math:`B \sum_{s,t} w_{|s-t|} h_s h_t' B`. It rests on many periods; with few of them intervals are too short.

    Parameters
    ----------
    periods : (n,) numbers of periods
    lags : how far dependence reaches, in periods; 0 clusters by period

    Raises
    ------
    ValueError
        If lags are negative.

    References
    ----------
    Driscoll, Kraay (1998), Rev. Econ. Stat. 80(4), 549-560. Hoechle (2007), Stata J. 7(3), 281-312.

    Examples
    --------
    >>> from qonys.effects.kernels.least_squares import fit
    >>> one = fit(np.array([1.0, 3, 5, 8]), np.arange(4.0)[:, None], np.ones((4, 1)))
    >>> driscoll_kraay(one, np.array([1, 1, 2, 2]), 0).round(6).tolist()
    [[0.005]]
    """
    sums = cluster_sums(fit.scores, periods)
    return _filled(fit, sums.T @ closeness(np.unique(periods), lags) @ sums)


def newey_west(fit: Fit, units: NDArray[Any], periods: Ints, lags: int) -> Floats:
    r"""Covariance (k, k) that allows dependence within a unit over some periods, none between units.

    :math:`B \sum_i \sum_{s,t} w_{|s-t|} h_{is} h_{it}' B`, Bartlett weights; rows of one unit and period are summed.

    Raises
    ------
    ValueError
        If lags are negative.

    References
    ----------
    Newey, West (1987), Econometrica 55(3), 703-708; panel form in Wooldridge (2010), section 10.5.

    Examples
    --------
    >>> from qonys.effects.kernels.least_squares import fit
    >>> one = fit(np.array([1.0, 3, 5, 8]), np.arange(4.0)[:, None], np.ones((4, 1)))
    >>> newey_west(one, np.array([1, 1, 1, 1]), np.array([1, 2, 3, 4]), 1).round(6).tolist()
    [[0.0088]]
    """
    grid = _grid(fit.scores, units, periods)
    near = np.einsum("st,utk->usk", closeness(np.unique(periods), lags), grid)
    return _filled(fit, np.einsum("usk,usl->kl", grid, near))


def beck_katz(fit: Fit, groups: NDArray[Any], others: NDArray[Any], *, together: bool = True) -> Floats:
    r"""Panel-corrected covariance (k, k): one covariance of errors between members of `groups`, in each of `others`.

    Units as groups and periods as others: errors of areas go together within a period, in the same way in each
    (Beck and Katz). Periods as groups and units as others: errors of an area go together over time, in the same way
    in each area; this is what plm does if told to cluster by group.

    Parameters
    ----------
    groups : (n,) labels of those whose errors go together
    others : (n,) labels of the cells within which they do
    together : False takes the variances of groups alone, their covariances as 0

    Returns
    -------
    (k, k) floats
        :math:`B \sum_t X_t' \hat\Sigma X_t B`, with :math:`\hat\Sigma_{gh}` the mean product of residuals over the
        cells t that both g and h have; 0 where they never meet. In an unbalanced panel it may fail to be positive.

    References
    ----------
    Beck, Katz (1995), American Political Science Review 89(3), 634-647. Bailey, Katz (2011), J. Stat. Software 42(1).

    Examples
    --------
    >>> from qonys.effects.kernels.least_squares import fit
    >>> one = fit(np.array([1.0, 3, 5, 8]), np.arange(4.0)[:, None], np.ones((4, 1)))
    >>> beck_katz(one, np.array([1, 2, 1, 2]), np.array([1, 1, 2, 2])).round(6).tolist()
    [[0.0066]]
    """
    residuals = _grid(fit.residuals[:, None], others, groups)[..., 0]  # (others, groups)
    known = _grid(np.ones((len(groups), 1)), others, groups)[..., 0]
    meetings = known.T @ known
    errors = np.divide(residuals.T @ residuals, meetings, out=np.zeros_like(meetings), where=meetings > 0)
    if not together:
        errors = np.diag(np.diag(errors))
    rows = _grid(fit.regressors, others, groups)  # (others, groups, k)
    return _filled(fit, np.einsum("tgk,tgl->kl", rows, np.einsum("gh,thl->tgl", errors, rows)))


def by_period(fit: Fit, periods: Ints) -> Floats:
    """Covariance (k, k) clustered by period: any dependence between areas, none over time."""
    return driscoll_kraay(fit, periods, 0)


def _grid(rows: Floats, first: NDArray[Any], second: NDArray[Any]) -> Floats:
    """Rows (n, k) as (first labels, second labels, k), zero where there is none, the sum where there are several."""
    names, one = np.unique(first, return_inverse=True)
    places, two = np.unique(second, return_inverse=True)
    grid = np.zeros((len(names), len(places), rows.shape[1]))
    np.add.at(grid, (one.ravel(), two.ravel()), rows)
    return grid


def _filled(fit: Fit, meat: Floats) -> Floats:
    found: Floats = fit.bread @ meat @ fit.bread.T
    return found

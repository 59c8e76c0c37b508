"""Covariances for errors that go on over time or over the whole cross-section: Driscoll-Kraay, Newey-West, Beck-Katz.

How this works. Periods are numbers: two figures are `l` periods apart if their numbers are, whatever rows lie
between them, so a gap in a panel is a gap and not a neighbour.
"""

from __future__ import annotations

import numpy as np

from qonys.effects.kernels.least_squares import Fit, Ints
from qonys.numerics.arrays import Floats


def default_lags(periods: int) -> int:
    """Lags by the rule of thumb floor(4 (T/100)^(2/9)).

    References
    ----------
    Newey, West (1994), Rev. Econ. Studies 61(4).

    Examples
    --------
    >>> default_lags(24)
    2
    """
    return int(np.floor(4 * (periods / 100) ** (2 / 9)))


def bartlett(lags: int) -> Floats:
    """Weights (lags + 1,) of products at distance 0, 1, … that fall to zero in a line.

    Examples
    --------
    >>> bartlett(3).tolist()
    [1.0, 0.75, 0.5, 0.25]
    """
    return np.asarray(1 - np.arange(lags + 1) / (lags + 1), float)


def driscoll_kraay(fit: Fit, periods: Ints, lags: int) -> Floats:
    """Covariance (k, k) that allows any dependence between areas and a fading one over time.

    Scores are summed over areas within each period, then taken as a time series with a Bartlett kernel. It rests on
    many periods; with few of them intervals are too short.

    Parameters
    ----------
    periods : (n,) numbers of periods
    lags : how far dependence reaches, in periods

    References
    ----------
    Driscoll, Kraay (1998), Rev. Econ. Stat. 80(4), 549-560. Hoechle (2007), Stata J. 7(3).
    """
    return _bread(fit, _kernel(_grid(fit.scores, periods, np.zeros_like(periods)), lags))


def newey_west(fit: Fit, units: Ints, periods: Ints, lags: int) -> Floats:
    """Covariance (k, k) that allows dependence within a unit over some periods.

    References
    ----------
    Newey, West (1987), Econometrica 55(3); panel form in Wooldridge (2010), section 10.5.
    """
    return _bread(fit, _kernel(_grid(fit.scores, periods, units), lags))


def beck_katz(fit: Fit, groups: Ints, others: Ints) -> Floats:
    """Panel-corrected covariance (k, k): one covariance of errors between the members of `groups`, in each of `others`.

    Parameters
    ----------
    groups : (n,) whose errors go together, e.g. units: contemporaneous correlation
    others : (n,) within which they do, e.g. periods

    A covariance of two groups is the mean product of residuals over the cells that both have.

    References
    ----------
    Beck, Katz (1995), American Political Science Review 89(3), 634-647. Bailey, Katz (2011), J. Stat. Software 42.
    """
    residuals = _grid(fit.residuals[:, None], groups, others)[..., 0]  # (others, groups)
    known = _grid(np.ones((len(groups), 1)), groups, others)[..., 0]
    both = known.T @ known
    together = np.divide(residuals.T @ residuals, both, out=np.zeros_like(both), where=both > 0)
    rows = _grid(fit.regressors, groups, others)  # (others, groups, k)
    meat = np.einsum("tgk,gh,thl->kl", rows, together, rows)
    return _bread(fit, meat)


def by_period(fit: Fit, periods: Ints) -> Floats:
    """Covariance (k, k) clustered by period: any dependence between areas, none over time."""
    return driscoll_kraay(fit, periods, 0)


def _grid(rows: Floats, periods: Ints, units: Ints) -> Floats:
    """Rows (n, k) as (unit, period, k), every period from the first to the last; zero where there is none."""
    numbers = np.unique(units, return_inverse=True)[1].ravel()
    place = periods - periods.min()
    grid = np.zeros((numbers.max() + 1, int(place.max()) + 1, rows.shape[1]))
    np.add.at(grid, (numbers, place), rows)
    return grid


def _kernel(grid: Floats, lags: int) -> Floats:
    """Sum over units of products of periods, weighted by how far they are apart (k, k)."""
    meat = np.zeros((grid.shape[2], grid.shape[2]))
    for lag, weight in enumerate(bartlett(lags)[: grid.shape[1]]):
        products = np.einsum("utk,utl->kl", grid[:, lag:], grid[:, : grid.shape[1] - lag])
        meat += weight * products if lag == 0 else weight * (products + products.T)
    return meat


def _bread(fit: Fit, meat: Floats) -> Floats:
    found: Floats = fit.bread @ meat @ fit.bread.T
    return found

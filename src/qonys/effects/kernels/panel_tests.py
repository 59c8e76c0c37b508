"""Tests of the errors of a panel: dependence between areas in the same period, and of an area over time."""

from __future__ import annotations

import numpy as np

from qonys.effects.kernels.covariance import clustered
from qonys.effects.kernels.least_squares import Ints, fit, mixtures
from qonys.effects.kernels.projections import places
from qonys.effects.kernels.random_effects import Tested
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

COMMON = 3
"""Two areas have a correlation from so many common periods on."""


def pesaran_cd(residuals: Floats, areas: Ints, periods: Ints) -> Tested:
    r"""Whether errors of areas go together within periods: :math:`\sqrt{2/(N(N-1))} \sum_{i<j} \sqrt{T_{ij}} r_{ij}`.

    Standard normal where they do not. Correlations of pairs are over their common periods; residuals of two-way
    effects add up to 0 in each period, which pulls the statistic down.

    Raises
    ------
    CannotCompute
        If no two areas have three common periods with residuals that vary.

    References
    ----------
    Pesaran (2004), CESifo Working Paper 1229; (2015), Econometric Reviews 34(6-10), 1089-1117.

    Examples
    --------
    Two areas alike over four periods: √4.

    >>> found = pesaran_cd(np.array([1.0, -1, 2, -2, 1, -1, 2, -2]), np.repeat([0, 1], 4), np.tile(np.arange(4), 2))
    >>> round(found.statistic, 9)
    2.0
    """
    from scipy.stats import norm

    names, row = np.unique(areas, return_inverse=True)
    times, column = np.unique(periods, return_inverse=True)
    wide = np.full((len(names), len(times)), np.nan)
    wide[row.ravel(), column.ravel()] = residuals
    total, pairs = 0.0, 0
    for i in range(len(names)):
        for j in range(i):
            both = ~np.isnan(wide[i] + wide[j])
            a, b = (wide[k][both] - wide[k][both].mean() if both.any() else wide[k][both] for k in (i, j))
            size = float(np.sqrt((a @ a) * (b @ b)))
            if both.sum() >= COMMON and size > 0:
                total += float(np.sqrt(both.sum())) * float(a @ b) / size
                pairs += 1
    if not pairs:
        raise CannotCompute("effect-no-pairs", where="periods", fix="more periods")
    statistic = total / float(np.sqrt(pairs))
    return Tested(statistic, np.inf, np.inf, float(2 * norm.sf(abs(statistic))))


def serial_correlation(y: Floats, x: Floats, areas: Ints, periods: Ints, clusters: Ints) -> Tested:
    """Whether errors of an area go on over time: residuals of first differences on those of the period before.

    Without it the slope is -1/2; F(1, G - 1) with errors clustered (n,). x (n, k) may hold dummies of periods.

    Raises
    ------
    CannotCompute
        If no area has three periods in a row, or nothing is left to judge by.

    References
    ----------
    Wooldridge (2010), Econometric Analysis of Cross Section and Panel Data, section 10.6.3. Drukker (2003), Stata J.
    3(2), 168-177.
    """
    from scipy.stats import f as fisher

    before = places(areas, periods, -1)
    rows = np.flatnonzero(before >= 0)
    steps = np.column_stack([y, x])[rows] - np.column_stack([y, x])[before[rows]]
    columns = np.delete(steps[:, 1:], mixtures(steps[:, 1:], None), axis=1)
    residuals = np.full(len(y), np.nan)
    residuals[rows] = fit(steps[:, 0], columns).residuals
    earlier = np.where(before >= 0, residuals[before], np.nan)
    there = np.flatnonzero(~np.isnan(residuals + earlier))
    groups = len(np.unique(clusters[there]))
    if len(there) < 3 or groups < 2:
        raise CannotCompute("effect-no-rows", where="periods", fix="more periods")
    one = fit(residuals[there], earlier[there, None])
    error = float(np.sqrt(clustered(one, clusters[there])[0, 0]))
    if not error > 0:
        raise CannotCompute("effect-no-error", where="residuals", fix="more areas")
    statistic = ((float(one.coefficients[0]) + 0.5) / error) ** 2
    return Tested(statistic, 1.0, float(groups - 1), float(fisher.sf(statistic, 1, groups - 1)))

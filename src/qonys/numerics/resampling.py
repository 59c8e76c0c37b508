"""Doubt about counts: draws around observed figures, and how far counts scatter beyond Poisson."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

import numpy as np

from qonys.errors import BadInput
from qonys.numerics.arrays import Floats
from qonys.numerics.generators import generator
from qonys.numerics.intervals import (
    Bootstrapped,
    Interval,
    Method,
    basic_interval,
    bca_interval,
    normal_interval,
    percentile_interval,
    summarise,
)

__all__ = [
    "Bootstrapped",
    "Dispersion",
    "Interval",
    "Method",
    "Source",
    "basic_interval",
    "bca_interval",
    "estimate_dispersion",
    "generator",
    "lognormal_draws",
    "negative_binomial_draws",
    "normal_interval",
    "percentile_interval",
    "poisson_draws",
    "summarise",
]


class Source(Enum):
    """How a dispersion is estimated."""

    MOMENTS = "Pearson's statistic equals its degrees of freedom"
    LIKELIHOOD = "maximum of the negative binomial likelihood, means taken as known"


class Dispersion(NamedTuple):
    """How far counts scatter beyond Poisson: variance is mean + dispersion · mean².

    `pearson` is Pearson's statistic of a Poisson law over its degrees of freedom, 1 where counts are Poisson; `free`
    are those degrees. A dispersion of 0 means that no scatter beyond Poisson is seen.
    """

    dispersion: float
    pearson: float
    free: int


def poisson_draws(means: Floats, draws: int, generator: np.random.Generator) -> Floats:
    """Counts drawn about observed ones as if each were the mean of a Poisson law.

    Parameters
    ----------
    means : (...) floats
        0 or more; a count of 0 stays 0 in each draw, so that what was never seen is never drawn.
    draws : int

    Returns
    -------
    (draws, ...) floats

    Raises
    ------
    BadInput
        If a mean is negative or missing.

    Examples
    --------
    >>> poisson_draws(np.array([0.0, 100.0]), 2, np.random.default_rng(1)).shape
    (2, 2)
    """
    means = _positive(means)
    return generator.poisson(means, (draws, *means.shape)).astype(float)


def negative_binomial_draws(
    means: Floats, dispersion: float | Floats, draws: int, generator: np.random.Generator
) -> Floats:
    """Counts drawn about observed ones with variance mean + dispersion · mean².

    Parameters
    ----------
    means : (...) floats
        0 or more.
    dispersion : float, or floats that broadcast to `means`
        0 is the Poisson law.

    Returns
    -------
    (draws, ...) floats

    References
    ----------
    Cameron, Trivedi (2013), Regression Analysis of Count Data, section 3.3 (NB2).

    Examples
    --------
    >>> negative_binomial_draws(np.array([100.0]), 0.1, 3, np.random.default_rng(1)).shape
    (3, 1)
    """
    means = _positive(means)
    spread = np.broadcast_to(_positive(np.asarray(dispersion), "dispersion"), means.shape)
    shape = np.divide(1.0, spread, out=np.ones(means.shape), where=spread > 0)
    lifted = generator.standard_gamma(shape, (draws, *means.shape)) / shape
    return generator.poisson(np.where(spread > 0, lifted, 1.0) * means).astype(float)


def lognormal_draws(
    values: Floats, relative_error: float | Floats, draws: int, generator: np.random.Generator
) -> Floats:
    """Figures drawn about published ones whose source declares a relative standard error.

    Parameters
    ----------
    values : (...) floats
        0 or more; the mean of draws is the value.
    relative_error : float, or floats that broadcast to `values`
        Standard deviation over value, e.g. 0.05.

    Returns
    -------
    (draws, ...) floats

    Examples
    --------
    >>> lognormal_draws(np.array([100.0, 0.0]), 0.0, 2, np.random.default_rng(1))
    array([[100.,   0.],
           [100.,   0.]])
    """
    values = _positive(values)
    error = np.broadcast_to(_positive(np.asarray(relative_error), "relative_error"), values.shape)
    spread = np.sqrt(np.log1p(error**2))
    drawn: Floats = values * np.exp(spread * generator.standard_normal((draws, *values.shape)) - spread**2 / 2)
    return drawn


def _positive(figures: Floats, what: str = "means") -> Floats:
    figures = np.asarray(figures, dtype=float)
    wrong = ~(np.isfinite(figures) & (figures >= 0))
    if wrong.any():
        cell = [int(i) for i in np.argwhere(wrong)[0]]
        where = f"{what}, cell {cell}" if cell else what
        raise BadInput("bad-mean", where=where, fix="give 0 or more", count=int(np.count_nonzero(wrong)))
    return figures


def estimate_dispersion(
    counts: Floats, fitted: Floats | None = None, parameters: int | None = None, source: Source = Source.MOMENTS
) -> Dispersion:
    """Dispersion of counts that were observed several times, about means that a model gives.

    Parameters
    ----------
    counts : (..., repeat) floats
        Months or years along the last axis; nan where one is missing.
    fitted : (..., repeat) floats, optional
        Means of the model, with its trend and season. Left out: the mean over repeats, one a series,
        which takes any trend for scatter.
    parameters : int, optional
        Coefficients of the model that gave `fitted`, for degrees of freedom; 0 if left out, and
        the number of series if `fitted` is.
    source : Source
        LIKELIHOOD takes fitted means as known: with few repeats it is too small.

    Returns
    -------
    Dispersion

    Raises
    ------
    BadInput
        If a count is negative, no degree of freedom is left or no mean is positive.

    References
    ----------
    Breslow (1984), Extra-Poisson variation in log-linear models, Applied Statistics 33(1), 38-44.
    Lawless (1987), Negative binomial and mixed Poisson regression, Canadian J. of Statistics 15(3), 209-225.

    Examples
    --------
    >>> round(estimate_dispersion(np.array([[80.0, 120.0], [900.0, 1100.0]])).dispersion, 4)
    0.0421
    """
    counts = np.asarray(counts, dtype=float)
    if fitted is None:
        with_any = ~np.isnan(counts).all(axis=-1)
        counts = counts[with_any]
        means = np.broadcast_to(np.nanmean(counts, axis=-1, keepdims=True), counts.shape)
        parameters = int((means[..., 0] > 0).sum()) if parameters is None else parameters
    else:
        means = np.broadcast_to(np.asarray(fitted, dtype=float), counts.shape)
    known = ~np.isnan(counts) & (means > 0)
    y, mu = _positive(counts[known], "counts"), means[known]
    free = len(y) - (parameters or 0)
    if free <= 0:
        raise BadInput("no-freedom")
    pearson = float(((y - mu) ** 2 / mu).sum() / free)
    find = _by_moments if source is Source.MOMENTS else _by_likelihood
    return Dispersion(find(y, mu, free), pearson, free)


def _by_moments(y: Floats, mu: Floats, free: int) -> float:
    from scipy.optimize import brentq

    def excess(dispersion: float) -> float:
        return float(((y - mu) ** 2 / (mu + dispersion * mu**2)).sum() - free)

    if excess(0.0) <= 0:
        return 0.0
    top = 1.0
    while excess(top) > 0:
        top *= 4
    return float(brentq(excess, 0.0, top, xtol=1e-14, rtol=1e-12))


def _by_likelihood(y: Floats, mu: Floats, free: int) -> float:
    from scipy.optimize import minimize_scalar
    from scipy.special import gammaln, xlog1py

    def loss(log_dispersion: float) -> float:
        spread = float(np.exp(log_dispersion))
        size = 1 / spread
        # The lift of gamma functions over size**y loses digits for small dispersions; there both laws are one.
        lift = gammaln(y + size) - gammaln(size) - y * np.log(size)
        return -float((lift - xlog1py(y + size, spread * mu)).sum())

    # At 0 the slope of the likelihood is half the sum of (y − mu)² − y.
    if float(((y - mu) ** 2 - y).sum()) <= 0:
        return 0.0
    best = minimize_scalar(loss, bounds=(np.log(1e-7), np.log(1e3)), method="bounded", options={"xatol": 1e-9})
    return float(np.exp(best.x))

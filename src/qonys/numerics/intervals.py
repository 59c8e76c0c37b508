"""Bias, standard error and intervals of a statistic from draws of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from qonys.errors import BadInput
from qonys.numerics.arrays import Floats


class Method(Enum):
    """How an interval is taken from draws."""

    PERCENTILE = "percentiles of the draws: off by twice the bias where noise lifts the statistic"
    BASIC = "percentiles of the draws turned about the value: bias is taken off, limits may leave the range"
    NORMAL = "bias-corrected value and normal percentiles of the standard error"
    BCA = "bias-corrected and accelerated percentiles (Efron 1987); missing where bias outgrows the scatter"


class Interval(NamedTuple):
    """Two ends of an interval, each in the shape of one draw."""

    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Bootstrapped:
    """A statistic with what draws say of it, each in the shape of one draw.

    `bias` is the mean of draws less the value, `corrected` the value less the bias;
    `draws` counts those in which the statistic is defined: the others are left out.
    """

    value: Floats
    bias: Floats
    corrected: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    draws: np.ndarray


def percentile_interval(draws: Floats, level: float) -> Interval:
    """Percentiles of draws, draws along the first axis; nan draws are left out.

    Examples
    --------
    >>> [round(float(end), 9) for end in percentile_interval(np.arange(101.0), 0.9)]
    [5.0, 95.0]
    """
    tail = _tail(level)
    return Interval(_quantile(draws, tail), _quantile(draws, 1 - tail))


def basic_interval(draws: Floats, value: Floats, level: float) -> Interval:
    """Percentiles of draws turned about the value: 2 value − percentile.

    References
    ----------
    Davison, Hinkley (1997), Bootstrap Methods and their Application, section 5.2.

    Examples
    --------
    >>> [round(float(end), 9) for end in basic_interval(np.arange(101.0), np.array(40.0), 0.9)]
    [-15.0, 75.0]
    """
    low, high = percentile_interval(draws, level)
    return Interval(2 * np.asarray(value) - high, 2 * np.asarray(value) - low)


def normal_interval(draws: Floats, value: Floats, level: float) -> Interval:
    """The value less the bias, give or take normal percentiles of the standard error.

    Examples
    --------
    >>> low, high = normal_interval(np.array([1.0, 2.0, 3.0]), np.array(1.0), 0.95)
    >>> round(float(low + high), 9)
    0.0
    """
    centre = 2 * np.asarray(value, dtype=float) - _mean(draws)
    half = NormalDist().inv_cdf(1 - _tail(level)) * _deviation(draws)
    return Interval(centre - half, centre + half)


def bca_interval(draws: Floats, value: Floats, level: float, acceleration: float | Floats = 0.0) -> Interval:
    """Bias-corrected and accelerated percentiles of draws.

    Parameters
    ----------
    draws : (draw, ...) floats
    value : (...) floats
        The statistic of the observed figures.
    level : float
        E.g. 0.95.
    acceleration : float, or (...) floats
        A sixth of the skewness of the linearised statistic; 0 gives bias-corrected percentiles (BC).

    Returns
    -------
    Interval
        nan where no draw, or each, is below the value: then bias outgrows scatter and percentiles
        say nothing.

    References
    ----------
    Efron (1987), Better bootstrap confidence intervals, J. Am. Stat. Assoc. 82(397), 171-185.

    Examples
    --------
    >>> [round(float(end), 9) for end in bca_interval(np.arange(101.0), np.array(50.0), 0.9)]
    [5.0, 95.0]
    """
    from scipy.special import ndtr, ndtri

    draws, value = np.asarray(draws, dtype=float), np.asarray(value, dtype=float)
    known = ~np.isnan(draws)
    count = known.sum(axis=0)
    # Draws that equal the value count half below it: counts come in steps.
    below = np.where(known, draws < value, 0).sum(axis=0) + np.where(known, draws == value, 0).sum(axis=0) / 2
    share = np.divide(below, count, out=np.full(value.shape, np.nan), where=count > 0)
    inside = (share > 0) & (share < 1)
    shift = ndtri(np.where(inside, share, 0.5))
    ends = []
    for z in (float(ndtri(_tail(level))), -float(ndtri(_tail(level)))):
        at = ndtr(shift + (shift + z) / (1 - np.asarray(acceleration) * (shift + z)))
        ends.append(np.where(inside, _quantile(draws, at), np.nan))
    return Interval(*ends)


def summarise(
    draws: Floats, value: Floats, level: float, method: Method, acceleration: float | Floats = 0.0
) -> Bootstrapped:
    """Bias, standard error and interval of a statistic from its draws.

    Parameters
    ----------
    draws : (draw, ...) floats
        nan where the statistic is not defined in a draw.
    value : (...) floats
    level : float
    method : Method
    acceleration : float, or (...) floats
        Read by BCA alone.

    Returns
    -------
    Bootstrapped
        nan where the statistic is not defined in the value or in all draws.

    Examples
    --------
    >>> found = summarise(np.array([3.0, 4.0, 5.0]), np.array(3.0), 0.95, Method.BASIC)
    >>> float(found.bias), float(found.corrected)
    (1.0, 2.0)
    """
    value = np.asarray(value, dtype=float)
    intervals: dict[Method, Callable[[], Interval]] = {
        Method.PERCENTILE: lambda: percentile_interval(draws, level),
        Method.BASIC: lambda: basic_interval(draws, value, level),
        Method.NORMAL: lambda: normal_interval(draws, value, level),
        Method.BCA: lambda: bca_interval(draws, value, level, acceleration),
    }
    bias = _mean(draws) - value
    low, high = (np.where(np.isnan(value), np.nan, end) for end in intervals[method]())
    usable = (~np.isnan(draws)).sum(axis=0)
    return Bootstrapped(value, bias, value - bias, _deviation(draws), low, high, usable)


def _tail(level: float) -> float:
    if not 0 < level < 1:
        raise BadInput("bad-level", fix="give a share, e.g. 0.95")
    return (1 - level) / 2


def _mean(draws: Floats) -> Floats:
    known = ~np.isnan(draws)
    count = known.sum(axis=0)
    total = np.where(known, draws, 0.0).sum(axis=0)
    mean: Floats = np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0)
    return mean


def _deviation(draws: Floats) -> Floats:
    known = ~np.isnan(draws)
    count = known.sum(axis=0)
    squares = np.where(known, (draws - _mean(draws)) ** 2, 0.0).sum(axis=0)
    deviation: Floats = np.sqrt(np.divide(squares, count - 1, out=np.full(np.shape(squares), np.nan), where=count > 1))
    return deviation


def _quantile(draws: Floats, share: float | Floats) -> Floats:
    """Linear percentile along the first axis at one share, or one a statistic; nan sorts last and is left out."""
    ordered = np.sort(np.asarray(draws, dtype=float), axis=0)
    count = (~np.isnan(ordered)).sum(axis=0)
    place = np.asarray(share) * np.maximum(count - 1, 0)
    lower = np.floor(place).astype(int)
    upper = np.minimum(lower + 1, np.maximum(count - 1, 0))
    low, high = (np.take_along_axis(ordered, at[None, ...], axis=0)[0] for at in (lower, upper))
    weight = place - lower
    # Written so that equal neighbours, infinite ones too, give themselves.
    found: Floats = np.where(low == high, low, low * (1 - weight) + high * weight)
    return found

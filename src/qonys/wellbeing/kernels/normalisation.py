"""Indicators on one scale: the same numbers mean the same goodness, larger is better.

Every function takes figures (..., unit, indicator), nan where missing, and a direction for each
indicator: 1 where more is better, -1 where less is. Figures of direction -1 are multiplied by -1
first, so that each method is the one for a good indicator. Goalposts, targets and references are
written in the units of the figures, not turned: the functions turn them.

A scale that is to be comparable over years needs goalposts fixed over years: `goalposts` takes
them from a panel, `min_max` takes them as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.errors import BadInput
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.screening import Mask, Spread, figures, moments, refuse, refuse_columns, refuse_flat


@dataclass(frozen=True)
class Goalposts:
    """The worst and the best figure of each indicator, (..., indicator), low below high, in their own units."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Normalised:
    """Scores and how they came: score = (direction x figure - shift) / divisor x factor + base, then capped."""

    values: Floats
    """(..., unit, indicator); nan where the figure is missing."""
    direction: Floats
    """(indicator,): 1 or -1."""
    shift: Floats
    """(..., indicator), of the turned figures; nan for ranks, which are no straight line."""
    divisor: Floats
    """(..., indicator), of the turned figures; nan for ranks."""
    capped: Mask
    """(..., unit, indicator): scores that were set to the end of the scale."""


def goalposts(panel: Floats) -> Goalposts:
    """The smallest and largest figure of each indicator over all periods and units of a panel.

    Parameters
    ----------
    panel : (..., unit, indicator) floats
        Figures of all periods.

    Examples
    --------
    >>> posts = goalposts(np.array([[[1.0], [4.0]], [[2.0], [9.0]]]))
    >>> posts.low, posts.high
    (array([1.]), array([9.]))
    """
    return Goalposts(*refuse_flat(figures(panel).reshape(-1, panel.shape[-1])))


def min_max(
    values: Floats,
    direction: Floats | None = None,
    *,
    scale: tuple[float, float] = (0.0, 1.0),
    posts: Goalposts | None = None,
    cap: bool = False,
) -> Normalised:
    """Straight line from the worst figure to the best one.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Figures.
    direction : (indicator,) floats
        1 or -1; 1 for all if left out.
    scale : two floats
        Scores of the worst and the best figure.
    posts : Goalposts
        Worst and best figures; those of `values` itself, draw by draw, if left out.
    cap : bool
        Set scores beyond the ends of the scale to the ends: only with goalposts can there be any.

    Raises
    ------
    CannotCompute
        For an indicator without two different figures, if there are no goalposts.
    BadInput
        For goalposts whose low is not below their high, or an empty scale.

    References
    ----------
    OECD, JRC (2008), Handbook on Constructing Composite Indicators, step 5.

    Examples
    --------
    >>> min_max(np.array([[2.0], [3.0], [6.0]]), np.array([-1.0]), scale=(0, 100)).values.ravel()
    array([100.,  75.,   0.])
    """
    if not scale[0] < scale[1]:
        raise BadInput("bad-parameter", where="scale", fix="low, high", name="scale", text=str(scale))
    turned, sign = turned_by(values, direction)
    low, high = refuse_flat(turned) if posts is None else _posts(posts, sign)
    return _line(turned, sign, (low, high - low), scale, cap)


def z_score(
    values: Floats,
    direction: Floats | None = None,
    *,
    centre: float = 0.0,
    deviation: float = 1.0,
    spread: Spread = Spread.SAMPLE,
) -> Normalised:
    """Standard scores: mean `centre` and standard deviation `deviation` over units.

    The Mazziotta-Pareto index takes centre 100, deviation 10.

    Examples
    --------
    >>> z_score(np.array([[1.0], [2.0], [3.0]])).values.ravel()
    array([-1.,  0.,  1.])
    """
    if deviation <= 0:
        raise BadInput("bad-parameter", where="deviation", name="deviation", text=deviation)
    turned, sign = turned_by(values, direction)
    refuse_flat(turned)
    mean, sd = moments(turned, spread)
    return _line(turned, sign, (mean, sd), (centre, centre + deviation), False)


def mazziotta_scale(
    values: Floats, reference: Floats, direction: Floats | None = None, posts: Goalposts | None = None
) -> Normalised:
    r"""The 70-130 scale of the adjusted Mazziotta-Pareto index: the reference scores 100.

    Goalposts are :math:`ref \pm (sup - inf) / 2`; scores are :math:`60 (x - low) / (high - low) + 70`,
    and for direction -1 their complement to 200. Figures far from the reference score beyond 70-130.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Figures.
    reference : (..., indicator) floats
        The figures that score 100, in the units of the indicators, e.g. the mean of a base year.
    direction : (indicator,) floats
        1 or -1.
    posts : Goalposts
        inf and sup over all periods; those over all axes but the last of `values` if left out.

    References
    ----------
    Mazziotta, Pareto (2016), Social Indicators Research 127(3), 983-1003.

    Examples
    --------
    >>> mazziotta_scale(np.array([[10.0], [20.0], [30.0]]), np.array([20.0])).values.ravel()
    array([ 70., 100., 130.])
    """
    turned, sign = turned_by(values, direction)
    low, high = _posts(posts or goalposts(values), sign)
    half = (high - low) / 2
    middle = np.asarray(reference, np.float64) * sign
    refuse(~np.isfinite(np.atleast_2d(middle)), "bad-figure", "give one for each indicator", "reference")
    return _line(turned, sign, (middle - half, 2 * half), (70.0, 130.0), False)


def to_target(
    values: Floats, target: Floats, direction: Floats | None = None, *, cap: bool = False, low: Floats | None = None
) -> Normalised:
    """How far each figure has come from the worst one to a target: 1 is there, above 1 is beyond.

    A reference unit is a target too: its row of figures. With the best figures as target this is
    the distance to the maximum, the same as `min_max` to 1.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Figures.
    target : (..., indicator) floats
        In the units of the figures.
    direction : (indicator,) floats
        1 or -1.
    cap : bool
        Count figures beyond the target as there.
    low : (..., indicator) floats
        The figures that score 0; the worst of `values` if left out.

    Raises
    ------
    CannotCompute
        If no figure falls short of the target: there is no way to measure along.

    Examples
    --------
    >>> to_target(np.array([[2.0], [4.0], [8.0]]), np.array([6.0]), cap=True).values.ravel()
    array([0. , 0.5, 1. ])
    """
    turned, sign = turned_by(values, direction)
    start = np.fmin.reduce(turned, axis=-2) if low is None else np.asarray(low, np.float64) * sign
    way = np.asarray(target, np.float64) * sign - start
    refuse_columns(~(way > 0), "target-no-better", "put it right")
    found = _line(turned, sign, (start, way), (0.0, 1.0), False)
    if not cap:
        return found
    beyond = found.values > 1
    return Normalised(np.where(beyond, 1.0, found.values), sign, start, way, beyond)


def share_of_maximum(values: Floats, direction: Floats | None = None) -> Normalised:
    """Each figure as a share of the largest; for direction -1 the smallest as a share of each figure.

    Raises
    ------
    BadInput
        For negative figures, and for 0 in an indicator of direction -1.

    Examples
    --------
    >>> share_of_maximum(np.array([[2.0, 2.0], [4.0, 4.0]]), np.array([1.0, -1.0])).values
    array([[0.5, 1. ],
           [1. , 0.5]])
    """
    values = figures(values)
    sign = _direction(values, direction)
    refuse(values < 0, "share-negative", 'normalise = "min max"')
    refuse(
        (values == 0) & (sign < 0),
        "share-zero",
        'normalise = "min max"',
    )
    low, high = np.fmin.reduce(values, axis=-2), np.fmax.reduce(values, axis=-2)
    refuse_columns(~(high > 0), "share-nothing", "leave the indicator out")
    worst = np.where(sign > 0, values, low[..., None, :])
    scores = worst / np.where(sign > 0, high[..., None, :], values)
    nothing = np.where(sign > 0, 0.0, np.nan)
    return Normalised(scores, sign, np.broadcast_to(nothing, high.shape), high, np.zeros(values.shape, np.bool_))


def share_of_total(values: Floats) -> Normalised:
    """Each figure as a share of the sum over units (proportionate normalisation).

    Examples
    --------
    >>> share_of_total(np.array([[1.0], [3.0]])).values.ravel()
    array([0.25, 0.75])
    """
    values = figures(values)
    refuse(values < 0, "share-negative", 'normalise = "min max"')
    total = np.nansum(values, axis=-2)
    refuse_columns(~(total > 0), "share-nothing", "leave the indicator out")
    return _line(values, _direction(values, None), (np.zeros_like(total), total), (0.0, 1.0), False)


def turned_by(values: Floats, direction: Floats | None) -> tuple[Floats, Floats]:
    """Figures times their direction, so that more is better, and the direction as floats.

    Examples
    --------
    >>> turned_by(np.array([[1.0, 2.0]]), np.array([1.0, -1.0]))[0]
    array([[ 1., -2.]])
    """
    values = figures(values)
    sign = _direction(values, direction)
    return values * sign, sign


def _direction(values: Floats, direction: Floats | None) -> Floats:
    sign = np.ones(values.shape[-1]) if direction is None else np.asarray(direction, np.float64)
    if sign.shape != values.shape[-1:]:
        raise ValueError(f"one direction for each of {values.shape[-1]} indicators, got {sign.shape}")
    refuse(np.abs(sign)[None] != 1, "bad-figure", "1 where more is better, else -1", "direction")
    return sign


def _posts(posts: Goalposts, sign: Floats) -> tuple[Floats, Floats]:
    low, high = np.asarray(posts.low, np.float64), np.asarray(posts.high, np.float64)
    refuse_columns(~(np.isfinite(high) & np.isfinite(low) & (high > low)), "goalposts-turned", "")
    return np.where(sign > 0, low, -high), np.where(sign > 0, high, -low)


def _line(
    turned: Floats, sign: Floats, way: tuple[Floats, Floats], scale: tuple[float, float], cap: bool
) -> Normalised:
    """Figures as shares of a way (start, length) put between the two ends of a scale."""
    start, length = way
    scores = (turned - start[..., None, :]) / length[..., None, :] * (scale[1] - scale[0]) + scale[0]
    capped = (scores < scale[0]) | (scores > scale[1]) if cap else np.zeros(scores.shape, np.bool_)
    return Normalised(np.clip(scores, *scale) if cap else scores, sign, start, length, capped)

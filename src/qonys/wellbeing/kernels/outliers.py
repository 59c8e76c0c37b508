"""Outliers of indicators: a few extreme points drawn in, or the whole indicator put on a logarithmic scale.

How `treat` works: an indicator passes unless skewness and kurtosis are both beyond their limits.
One that fails is winsorised: its most extreme point, on the side of the skew, takes the value of the
next one; then two points take the value of the third; up to a number of points. If it still fails,
its original values are transformed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.screening import Mask, figures, refuse, refuse_columns, refuse_flat

Ints = NDArray[np.int64]


class Transform(Enum):
    """How all values of an indicator are bent; logarithms are natural."""

    NONE = "none"
    LOG = "log"
    """log x; refused at 0 and below."""
    LOG_SHIFTED = "log shifted"
    """log(x - min + 0.01 range): any sign; for tails to the right."""
    LOG_SIGNED = "log signed"
    """LOG_SHIFTED where the skew is positive, its mirror image -log(max + 0.01 range - x) where it is negative."""
    LOG_RANGE = "log range"
    """log((m - 1)(x - min) / (max - min) + 1) with m the maximum: the scale of the Global Innovation Index;
    refused where the maximum is not above 1, as it would turn or flatten the indicator."""
    BOX_COX = "box cox"
    """(x^λ - 1) / λ of x - min + 1, log at λ = 0."""


class Fate(IntEnum):
    """What became of an indicator."""

    PASSED = 0
    WINSORISED = 1
    TRANSFORMED = 2
    FAILS = 3
    """Treated and still beyond both limits."""


@dataclass(frozen=True)
class Treatment:
    """When an indicator is treated and how."""

    skew: float = 2.0
    kurtosis: float = 3.5
    points: int = 5
    """Most points that are drawn in; 0 goes to the transform at once."""
    transform: Transform = Transform.LOG_SHIFTED
    power: float = 0.0
    """λ of Box and Cox."""
    combined: bool = False
    """Transform the winsorised values instead of the original ones."""


@dataclass(frozen=True)
class Treated:
    """Treated figures and what was done; each (..., indicator) unless said otherwise."""

    values: Floats
    """(..., unit, indicator)."""
    changed: Mask
    """(..., unit, indicator): figures drawn in or transformed."""
    fate: Ints
    """`Fate` of each indicator."""
    points: Ints
    """Points drawn in, whether or not the indicator was transformed afterwards."""
    before: Floats
    """(2, ..., indicator): skewness and kurtosis of the figures as they came."""
    winsorised: Floats
    """(2, ..., indicator): after winsorising; nan where it was not tried."""
    after: Floats
    """(2, ..., indicator): of the values returned."""


def treat(values: Floats, treatment: Treatment | None = None) -> Treated:
    """Winsorise indicators with outliers, transform those that winsorising does not help.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Figures, nan where missing: they stay missing and count for nothing.
    treatment : Treatment
        Limits, most points and transform.

    Raises
    ------
    CannotCompute
        For an indicator without two different figures or with fewer than four.
    BadInput
        For infinite figures and those the transform is not defined for; options that treat nothing.

    References
    ----------
    OECD, JRC (2008), Handbook on Constructing Composite Indicators, steps 3 and 5.
    Groeneveld, Meeden (1984), The Statistician 33(4), 391-399, on skewness and kurtosis.

    Examples
    --------
    >>> found = treat(np.append(np.arange(1.0, 11.0), 100.0)[:, None])
    >>> found.values[-2:, 0], found.points, Fate(found.fate[0]).name
    (array([10., 10.]), array([1]), 'WINSORISED')
    """
    values, treatment = figures(values), treatment or Treatment()
    if treatment.points < 0 or (treatment.points == 0 and treatment.transform is Transform.NONE):
        raise BadInput(
            "bad-parameter", where="treatment", fix="points of 1 or more", name="points", text=treatment.points
        )
    columns = np.ascontiguousarray(np.moveaxis(values, -2, -1))
    before = skew_kurtosis(values)
    failing = _fails(before, treatment)
    out = columns.copy()
    points, fate = np.zeros(failing.shape, np.int64), np.zeros(failing.shape, np.int64)
    middle = np.full_like(before, np.nan)
    if failing.any():
        drawn, points[failing], middle[:, failing] = _winsorised(columns[failing], before[:, failing], treatment)
        left = _fails(middle[:, failing], treatment)
        if treatment.transform is not Transform.NONE and left.any():
            base = drawn if treatment.combined else columns[failing]
            at = np.zeros(failing.shape, np.bool_)
            at[failing] = left
            _refuse_undefined(at, columns, treatment)
            drawn[left] = _transformed(base[left], treatment)
        out[failing] = drawn
        fate[failing] = np.where(left, Fate.TRANSFORMED, Fate.WINSORISED)
    result = np.moveaxis(out, -1, -2)
    after = before.copy()
    if failing.any():
        after[:, failing] = _moments(out[failing])
    fate[_fails(after, treatment)] = Fate.FAILS
    changed = (result != values) & ~np.isnan(values)
    return Treated(result, changed, fate, points, before, middle, after)


def transform(values: Floats, kind: Transform, power: float = 0.0) -> Floats:
    """Put all indicators on another scale, whatever their skew.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Figures, nan where missing.
    kind : Transform
        Which scale.
    power : float
        λ of Box and Cox.

    References
    ----------
    Box, Cox (1964), J. R. Stat. Soc. B 26(2), 211-252.

    Examples
    --------
    >>> transform(np.array([[1.0], [np.e]]), Transform.LOG).ravel()
    array([0., 1.])
    """
    values = figures(values)
    if kind is Transform.NONE:
        raise BadInput("bad-parameter", where="kind", fix="name one", name="kind", text=kind.value)
    refuse_flat(values)
    columns = np.moveaxis(values, -2, -1)
    treatment = Treatment(transform=kind, power=power)
    _refuse_undefined(np.ones(columns.shape[:-1], np.bool_), columns, treatment)
    bent: Floats = np.moveaxis(_transformed(columns, treatment), -1, -2)
    return bent


def skew_kurtosis(values: Floats) -> Floats:
    """Skewness and excess kurtosis with the corrections for bias under normality (type 2).

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Figures, nan where missing.

    Returns
    -------
    (2, ..., indicator) floats
        Both 0 in expectation for the normal distribution.

    Raises
    ------
    CannotCompute
        For an indicator without two different figures or with fewer than four.

    References
    ----------
    Joanes, Gill (1998), The Statistician 47(1), 183-189, G1 and G2.

    Examples
    --------
    >>> skew_kurtosis(np.array([[1.0], [2.0], [3.0], [10.0]])).round(4).ravel()
    array([1.7636, 3.228 ])
    """
    values = figures(values)
    refuse_flat(values)
    few = (~np.isnan(values)).sum(axis=-2) < 4
    refuse_columns(few, "too-few-for-kurtosis", "more figures, or leave it out")
    return _moments(np.moveaxis(values, -2, -1))


def _moments(columns: Floats) -> Floats:
    """(2, ...) of (..., unit): corrected skewness and excess kurtosis."""
    missing = np.isnan(columns)
    gaps = missing.any()
    n: Floats = (columns.shape[-1] - missing.sum(axis=-1)).astype(np.float64)
    filled = np.where(missing, 0.0, columns) if gaps else columns
    centred = filled - (filled.sum(axis=-1) / n)[..., None]
    if gaps:
        centred[missing] = 0.0
    square = centred * centred
    second = square.sum(axis=-1) / n
    third = np.einsum("...i,...i->...", square, centred) / n
    fourth = np.einsum("...i,...i->...", square, square) / n
    with np.errstate(invalid="ignore", divide="ignore"):
        skew = third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
        excess = ((n + 1) * (fourth / second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    # Winsorising can leave one value only: nothing is skewed any more.
    found: Floats = np.where(second > 0, np.stack([skew, excess]), 0.0)
    return found


def _fails(moments: Floats, treatment: Treatment) -> Mask:
    found: Mask = (np.abs(moments[0]) > treatment.skew) & (moments[1] > treatment.kurtosis)
    return found


def _winsorised(columns: Floats, moments: Floats, treatment: Treatment) -> tuple[Floats, Ints, Floats]:
    """Points drawn in one after the other, (column, unit) at once, until a column passes."""
    ordered = np.sort(columns, axis=-1)  # missing ones go last
    n = columns.shape[-1] - np.isnan(columns).sum(axis=-1)
    below, above = np.zeros(len(columns), np.int64), np.zeros(len(columns), np.int64)
    out, moments = columns.copy(), moments.copy()
    for _ in range(treatment.points):
        going = np.flatnonzero(_fails(moments, treatment) & (below + above < n - 2))
        if not len(going):
            break
        up = moments[0, going] > 0
        above[going] += up
        below[going] += ~up
        low, high = ordered[going, below[going]], ordered[going, n[going] - 1 - above[going]]
        out[going] = np.clip(columns[going], low[:, None], high[:, None])
        moments[:, going] = _moments(out[going])
    return out, below + above, moments


def _transformed(columns: Floats, treatment: Treatment) -> Floats:
    """(..., unit) to (..., unit); only for columns that `_refuse_undefined` let through."""
    low, high = np.fmin.reduce(columns, axis=-1)[..., None], np.fmax.reduce(columns, axis=-1)[..., None]
    room = 0.01 * (high - low)
    kind = treatment.transform
    bent: Floats
    if kind is Transform.LOG:
        bent = np.log(columns)
    elif kind is Transform.LOG_SHIFTED:
        bent = np.log(columns - low + room)
    elif kind is Transform.LOG_SIGNED:
        right = (_moments(columns)[0] >= 0)[..., None]
        bent = np.where(right, np.log(columns - low + room), -np.log(high + room - columns))
    elif kind is Transform.LOG_RANGE:
        bent = np.log((high - 1) * (columns - low) / (high - low) + 1)
    elif treatment.power == 0:
        bent = np.log(columns - low + 1)
    else:
        bent = ((columns - low + 1) ** treatment.power - 1) / treatment.power
    return bent


def _refuse_undefined(at: Mask, columns: Floats, treatment: Treatment) -> None:
    if treatment.transform is Transform.LOG:
        wrong = at[..., None] & (columns <= 0)
        refuse(
            np.moveaxis(wrong, -1, -2),
            "log-not-positive",
            'transform = "log shifted"',
        )
    if treatment.transform is Transform.LOG_RANGE:
        low_top = at & ~(np.fmax.reduce(columns, axis=-1) > 1)
        refuse_columns(low_top, "log-too-small", 'transform = "log shifted"')

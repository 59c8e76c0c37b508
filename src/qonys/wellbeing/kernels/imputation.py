"""Missing figures filled in, with what each came from and how far off it may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.screening import Mask, figures, moments, refuse_columns, refuse_flat

Ints = NDArray[np.int64]


class Centre(Enum):
    """What stands for the figures there are."""

    MEAN = "mean"
    MEDIAN = "median"


class Fallback(Enum):
    """What happens where a group has no figure."""

    REFUSE = "refuse"
    OVERALL = "overall"
    """Take all units."""


class Between(Enum):
    """How a gap in time is filled."""

    LAST = "last"
    """The last figure before it."""
    NEAREST = "nearest"
    """The nearest in time, the earlier one of two."""
    LINEAR = "linear"
    """On a straight line between the figures before and after it; none beyond the first and last."""


class Origin(IntEnum):
    """Where a figure comes from."""

    GIVEN = 0
    GROUP = 1
    OVERALL = 2
    NEIGHBOURS = 3
    MODEL = 4
    TIME = 5
    MISSING = 6


@dataclass(frozen=True)
class Imputed:
    """Figures without gaps and the origin of each."""

    values: Floats
    """(..., unit, indicator)."""
    origin: Ints
    """(..., unit, indicator): `Origin`."""
    error: Floats
    """(..., unit, indicator): standard error of a filled figure under the method, 0 for given ones,
    nan where the method knows none."""


def impute(
    values: Floats,
    centre: Centre = Centre.MEAN,
    groups: Ints | None = None,
    fallback: Fallback = Fallback.REFUSE,
) -> Imputed:
    """Fill each gap with the mean or median of its indicator, over all units or over those of its group.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Figures, nan where missing.
    centre : Centre
        Mean or median.
    groups : (unit,) ints
        Group of each unit, negative for none; all units are one group if left out.
    fallback : Fallback
        For gaps of units without a group or in a group without a figure.

    Returns
    -------
    Imputed
        `error` is the standard deviation (n - 1) over the units it was taken from, nan for a single one.

    Raises
    ------
    CannotCompute
        For an indicator without any figure, and for groups without one where `fallback` refuses.

    References
    ----------
    OECD, JRC (2008), Handbook on Constructing Composite Indicators, step 3; Little, Rubin (2002), chapter 4.

    Examples
    --------
    >>> found = impute(np.array([[1.0], [3.0], [np.nan], [9.0]]), groups=np.array([0, 0, 0, 1]))
    >>> found.values.ravel(), Origin(found.origin[2, 0]).name
    (array([1., 3., 2., 9.]), 'GROUP')
    """
    values = figures(values)
    missing = np.isnan(values)
    refuse_columns(np.logical_and.reduce(missing, axis=-2), "criterion-no-figure", "leave the indicator out")
    codes = np.zeros(values.shape[-2], np.int64) if groups is None else np.asarray(groups)
    if codes.shape != values.shape[-2:-1]:
        raise ValueError(f"one group for each of {values.shape[-2]} units, got {codes.shape}")
    out, error = values.copy(), np.zeros(values.shape)
    origin = np.zeros(values.shape, np.int64)
    named: list[tuple[Mask, Origin]] = [(codes == code, Origin.GROUP) for code in np.unique(codes[codes >= 0])]
    whole = np.ones(len(codes), np.bool_)
    named = [(whole, Origin.OVERALL)] if groups is None else [*named, (whole, Origin.OVERALL)]
    for members, source in named:
        at = np.isnan(out) & members[:, None]
        if not at.any():
            continue
        if source is Origin.OVERALL and groups is not None and fallback is Fallback.REFUSE:
            rows, columns = sorted({int(i) for i in np.argwhere(at)[:, -2]}), np.argwhere(at)[:, -1]
            where = f"rows {rows}, columns {sorted({int(i) for i in columns})}"
            raise CannotCompute("group-without-figures", where=where, fix="Fallback.OVERALL", count=int(at.sum()))
        middle, spread = _centre(values[..., members, :], centre)
        fill = at & ~np.isnan(middle)[..., None, :]
        out = np.where(fill, middle[..., None, :], out)
        error = np.where(fill, spread[..., None, :], error)
        origin[fill] = source
    return Imputed(out, origin, error)


def impute_neighbours(values: Floats, count: int = 1) -> Imputed:
    """Fill each gap with the mean of the nearest units that have the figure.

    Distance is the root mean square difference over the indicators that both units have, in standard
    deviations; of units at one distance the one in the earlier row is taken.

    Parameters
    ----------
    values : (unit, indicator) floats
        Figures, nan where missing.
    count : int
        Neighbours to take; with fewer that have the figure, all of them.

    Returns
    -------
    Imputed
        `error` is the standard deviation over the neighbours, nan for a single one.

    Raises
    ------
    CannotCompute
        For an indicator without figures, and for a gap in a unit that shares no indicator with one that has it.

    Examples
    --------
    >>> impute_neighbours(np.array([[1.0, 10.0], [1.1, np.nan], [9.0, 90.0]])).values[1, 1]
    np.float64(10.0)
    """
    values = figures(values)
    if values.ndim != 2:
        raise ValueError(f"neighbours need (unit, indicator), got {values.shape}")
    if count < 1:
        raise BadInput("bad-parameter", where="count", fix="1 or more", name="count", text=count)
    refuse_flat(values)
    mean, sd = moments(values)
    z = (values - mean) / sd
    apart = z[:, None] - z[None]
    shared = (~np.isnan(apart)).sum(axis=-1)
    total = np.nansum(apart**2, axis=-1)
    distance = np.sqrt(np.divide(total, shared, out=np.full(total.shape, np.inf), where=shared > 0))
    out, error, origin = values.copy(), np.zeros(values.shape), np.zeros(values.shape, np.int64)
    for row, column in np.argwhere(np.isnan(values)):
        # Rounded, so that equal distances do not differ in the last digit.
        order = np.argsort(distance[row].round(9), kind="stable")
        near = [i for i in order if np.isfinite(distance[row, i]) and not np.isnan(values[i, column])][:count]
        if not near:
            raise CannotCompute("no-neighbour", where=f"row {row}, column {column}", fix="another method")
        out[row, column] = values[near, column].mean()
        error[row, column] = values[near, column].std(ddof=1) if len(near) > 1 else np.nan
        origin[row, column] = Origin.NEIGHBOURS
    return Imputed(out, origin, error)


def impute_panel(panel: Floats, how: Between = Between.LINEAR, longest: int | None = None) -> Imputed:
    """Fill gaps of a unit's series with its own figures of other periods.

    Parameters
    ----------
    panel : (period, unit, indicator) floats
        Periods at equal distances.
    how : Between
        Which figures.
    longest : int
        Most periods to a figure that is used; any if left out.

    Returns
    -------
    Imputed
        Gaps that no figure reaches stay nan, their origin is MISSING.

    Examples
    --------
    >>> series = np.array([1.0, np.nan, np.nan, 4.0, np.nan])[:, None, None]
    >>> impute_panel(series).values.ravel()
    array([ 1.,  2.,  3.,  4., nan])
    """
    panel = figures(panel)
    if panel.ndim != 3:
        raise ValueError(f"a panel has (period, unit, indicator), got {panel.shape}")
    time = np.arange(len(panel)).reshape(-1, 1, 1)
    missing = np.isnan(panel)
    before = np.maximum.accumulate(np.where(missing, -1, time), axis=0)
    after = np.minimum.accumulate(np.where(missing, len(panel), time)[::-1], axis=0)[::-1]
    far = len(panel) if longest is None else longest
    left = (before >= 0) & (time - before <= far)
    right = (after < len(panel)) & (after - time <= far)
    first = np.take_along_axis(panel, np.maximum(before, 0), axis=0)
    second = np.take_along_axis(panel, np.minimum(after, len(panel) - 1), axis=0)
    if how is Between.LAST:
        filled = np.where(left, first, np.nan)
    elif how is Between.NEAREST:
        filled = np.where(left & (~right | (time - before <= after - time)), first, np.where(right, second, np.nan))
    else:
        share = (time - before) / np.maximum(after - before, 1)
        filled = np.where(left & right, first + share * (second - first), np.nan)
    values = np.where(missing, filled, panel)
    origin = np.where(missing, np.where(np.isnan(values), Origin.MISSING, Origin.TIME), Origin.GIVEN)
    return Imputed(values, origin.astype(np.int64), np.where(missing, np.nan, 0.0))


def _centre(values: Floats, centre: Centre) -> tuple[Floats, Floats]:
    """Centre and standard deviation over units; nan where there is no figure (or only one, for the latter)."""
    missing = np.isnan(values)
    count = (~missing).sum(axis=-2)
    nothing = np.full(count.shape, np.nan)
    mean = np.divide(np.where(missing, 0.0, values).sum(axis=-2), count, out=nothing.copy(), where=count > 0)
    squares = np.where(missing, 0.0, (values - mean[..., None, :]) ** 2).sum(axis=-2)
    spread = np.sqrt(np.divide(squares, count - 1, out=nothing.copy(), where=count > 1))
    if centre is Centre.MEAN:
        return mean, spread
    ordered = np.sort(values, axis=-2)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0)[..., None, :] // 2, axis=-2)[..., 0, :]
    high = np.take_along_axis(ordered, (count // 2)[..., None, :].clip(max=values.shape[-2] - 1), axis=-2)[..., 0, :]
    return np.where(count > 0, (low + high) / 2, np.nan), spread

"""Which units and indicators carry enough figures for an index, and which figures no step can use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats

Mask = NDArray[np.bool_]
_SHOWN = 6


class Spread(Enum):
    """What a sum of squares is divided by."""

    SAMPLE = 1
    """n - 1."""
    POPULATION = 0
    """n."""


@dataclass(frozen=True)
class Limits:
    """What a unit needs to stay: shares, 0 to 1."""

    available: float = 0.66
    """Least share of indicators that have a figure; 0 asks for none."""
    nonzero: float = 0.05
    """Least share of its figures that are not 0; 0 asks for none."""
    indicator: float = 0.0
    """Least share of units that have a figure, for an indicator to stay; 0 asks for none."""
    keep: tuple[int, ...] = ()
    """Rows that stay whatever they lack."""
    drop: tuple[int, ...] = ()
    """Rows that go whatever they have."""


@dataclass(frozen=True)
class Screened:
    """Figures of the units and indicators that stay, and why the others went."""

    values: Floats
    """(kept unit, kept indicator)."""
    units: Mask
    """(unit,): stays."""
    indicators: Mask
    """(indicator,): stays."""
    available: Floats
    """(unit,): share of all indicators that have a figure."""
    nonzero: Floats
    """(unit,): share of its figures that are not 0; nan for a unit without figures."""
    of_units: Floats
    """(indicator,): share of all units that have a figure."""
    gaps: Mask
    """(unit,): too few figures."""
    zeros: Mask
    """(unit,): too many zeros."""


def screen(values: Floats, limits: Limits | None = None) -> Screened:
    """Leave out units with too few figures or too many zeros, and indicators with too few figures.

    Parameters
    ----------
    values : (unit, indicator) floats
        Figures, nan where there is none.
    limits : Limits
        Shares that are needed, and rows that are kept or dropped by hand. A unit at the limit stays.

    Raises
    ------
    BadInput
        For infinite figures, limits outside 0 to 1 and rows that are not there or both kept and dropped.
    CannotCompute
        If no unit or no indicator would be left.

    References
    ----------
    OECD, JRC (2008), Handbook on Constructing Composite Indicators, step 3.

    Examples
    --------
    >>> found = screen(np.array([[1.0, 2.0, 3.0], [1.0, np.nan, np.nan], [0.0, 0.0, 0.0]]))
    >>> found.units, found.available.round(2)
    (array([ True, False, False]), array([1.  , 0.33, 1.  ]))
    """
    values = figures(values)
    if values.ndim != 2:
        raise ValueError(f"screening needs (unit, indicator), got {values.shape}")
    chosen = limits or Limits()
    _check(chosen, len(values))
    present = ~np.isnan(values)
    count = present.sum(axis=1)
    available, of_units = present.mean(axis=1), present.mean(axis=0)
    zero = (values == 0).sum(axis=1)
    nonzero = np.divide(count - zero, count, out=np.full(len(values), np.nan), where=count > 0)
    gaps, zeros = available < chosen.available, np.nan_to_num(nonzero, nan=1.0) < chosen.nonzero
    units = ~(gaps | zeros)
    units[list(chosen.keep)] = True
    units[list(chosen.drop)] = False
    indicators = of_units >= chosen.indicator
    if not units.any() or not indicators.any():
        raise CannotCompute(
            "screening-leaves-nothing",
            units=int(units.sum()),
            indicators=int(indicators.sum()),
            where="limits",
            fix="lower limits, or more figures",
        )
    return Screened(values[np.ix_(units, indicators)], units, indicators, available, nonzero, of_units, gaps, zeros)


def figures(values: ArrayLike) -> Floats:
    """The figures as floats of shape (..., unit, indicator); missing ones are nan, infinite ones refused.

    Examples
    --------
    >>> figures([[1, 2], [3, None]])
    array([[ 1.,  2.],
           [ 3., nan]])
    """
    found: Floats = np.asarray(values, dtype=np.float64)
    if found.ndim < 2 or 0 in found.shape[-2:]:
        raise ValueError(f"figures have the shape (..., unit, indicator), got {found.shape}")
    # One pass over the array: a sum is finite unless something in it is not.
    if not np.isfinite(np.add.reduce(found, axis=None)):
        refuse(np.isinf(found), "figure-infinite", "leave the figure out (nan) or put it right")
    return found


def places(at: Mask) -> str:
    """Rows and columns, counted from 0, of the cells that are true; the draw is named where there are draws.

    Examples
    --------
    >>> places(np.array([[False, True], [False, False]]))
    'row 0, column 1'
    """
    cells = np.argwhere(at)
    named = [
        (f"draw {[int(i) for i in cell[:-2]]}, " if len(cell) > 2 else "") + f"row {cell[-2]}, column {cell[-1]}"
        for cell in cells[:_SHOWN]
    ]
    return "; ".join(named) + (f"; and {len(cells) - _SHOWN} more" if len(cells) > _SHOWN else "")


def columns_of(where: str, at: NDArray[np.int64]) -> str:
    """The places of a part of a table as those of the whole; `at` are the columns of the part.

    Examples
    --------
    >>> columns_of("row 0, column 1", np.array([2, 5]))
    'row 0, column 5'
    """
    return re.sub(r"column (\d+)", lambda m: f"column {at[int(m[1])] if int(m[1]) < len(at) else m[1]}", where)


def refuse(at: Mask, code: str, fix: str, what: str = "") -> None:
    """Raise BadInput of a cause that names the cells of `what` that are true, if any is.

    Examples
    --------
    >>> refuse(np.array([[True]]), "bad-figure", "give 0 or more", "scores")
    Traceback (most recent call last):
        ...
    qonys.errors.BadInput: figures that cannot be used: 1
      where: scores, row 0, column 0
      try:   give these figures, or a part without them
    """
    if at.any():
        count = int(at.sum())
        raise BadInput(code, where=", ".join(filter(None, (what, places(at)))), fix=fix, count=count)


def refuse_columns(at: Mask, code: str, fix: str) -> None:
    """Raise CannotCompute of a cause that names the columns (last axis) that are true, if any is.

    Examples
    --------
    >>> refuse_columns(np.array([False, True]), "no-two-figures", "leave it out")
    Traceback (most recent call last):
        ...
    qonys.errors.CannotCompute: ...
      where: column 1
      try:   ...
    """
    columns = np.flatnonzero(at.reshape(-1, at.shape[-1]).any(axis=0))
    if len(columns):
        where = "column " + ", ".join(str(c) for c in columns[:20]) + (", ..." if len(columns) > 20 else "")
        raise CannotCompute(code, where=where, fix=fix, count=len(columns))


def refuse_flat(values: Floats) -> tuple[Floats, Floats]:
    """Least and largest figure of each indicator, (..., indicator); raises where they are one value or none.

    Examples
    --------
    >>> refuse_flat(np.array([[1.0, 5.0], [4.0, np.nan], [np.nan, 2.0]]))
    (array([1., 2.]), array([4., 5.]))
    """
    low, high = np.fmin.reduce(values, axis=-2), np.fmax.reduce(values, axis=-2)
    refuse_columns(~(high > low), "no-two-figures", "leave the indicator out")
    return low, high


def moments(values: Floats, spread: Spread = Spread.SAMPLE) -> tuple[Floats, Floats]:
    """Mean and standard deviation over units, (..., indicator), of the figures there are.

    Examples
    --------
    >>> mean, sd = moments(np.array([[1.0], [3.0], [np.nan]]), Spread.POPULATION)
    >>> mean, sd
    (array([2.]), array([1.]))
    """
    count = (~np.isnan(values)).sum(axis=-2)
    refuse_columns(count <= spread.value, "no-two-figures", "more figures, or leave it out")
    mean = np.nansum(values, axis=-2) / count
    squares = np.nansum((values - mean[..., None, :]) ** 2, axis=-2)
    sd: Floats = np.sqrt(squares / (count - spread.value))
    return mean, sd


def _check(limits: Limits, rows: int) -> None:
    shares = {"available": limits.available, "nonzero": limits.nonzero, "indicator": limits.indicator}
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise BadInput("bad-parameter", where=name, name=name, text=share)
    unknown = [row for row in (*limits.keep, *limits.drop) if not 0 <= row < rows]
    both = sorted(set(limits.keep) & set(limits.drop))
    if unknown or both:
        raise BadInput(
            "bad-parameter", where="keep, drop", fix="name rows from 0", name="keep, drop", text=str(unknown or both)
        )

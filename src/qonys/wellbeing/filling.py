"""Filling gaps of a panel: by the unit's own other years, by other units, by other criteria."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.model.result import Floats
from qonys.wellbeing.kernels import imputation
from qonys.wellbeing.kernels.imputation import Centre, Fallback, Imputed, Origin
from qonys.wellbeing.kernels.normal_model import EmOptions, impute_normal
from qonys.wellbeing.recipe import Fill, Filling

Ints = NDArray[np.int64]


def fill_gaps(values: Floats, groups: Ints | None, fills: tuple[Fill, ...], change: Floats | None = None) -> Imputed:
    """Figures (period, unit, criterion) with gaps filled: each way takes what the one before it left.

    Raises
    ------
    BadInput
        If there is a way and no gap, groups are asked for and there are none, or one period is to be filled in time.
    CannotCompute
        If a way of filling cannot be had on these figures.
    """
    given = Imputed(values, np.where(np.isnan(values), Origin.MISSING, Origin.GIVEN).astype(np.int64), 0.0 * values)
    if fills and not np.isnan(values).any():
        raise does_nothing("impute", "take impute out of [method]")
    for fill in fills:
        gaps = np.isnan(given.values)
        if not gaps.any():
            break
        found = _fill(given.values, groups, fill, change)
        new = gaps & ~np.isnan(found.values)
        given = Imputed(
            np.where(new, found.values, given.values),
            np.where(new, found.origin, given.origin),
            np.where(new, found.error, given.error),
        )
    return given


def _fill(values: Floats, groups: Ints | None, fill: Fill, change: Floats | None) -> Imputed:
    if fill.how is Filling.TIME:
        if len(values) < 2:
            raise BadInput("fill-time-one-period", where="[method.impute]", fix="mean, neighbours")
        found = imputation.impute_panel(values, imputation.Between.NEAREST, fill.longest)
        off = yearly_change(values) if change is None else change
        return replace(found, error=np.where(found.origin == Origin.TIME, off, 0.0))
    grouped = fill.how in (Filling.GROUP_MEAN, Filling.GROUP_MEDIAN)
    if grouped and groups is None:
        raise BadInput("no-groups", where="[method.impute]", fix="--groups COLUMN")
    if fill.how in (Filling.NEIGHBOURS, Filling.NORMAL):
        each = [
            imputation.impute_neighbours(v, fill.count)
            if fill.how is Filling.NEIGHBOURS
            else impute_normal(v, EmOptions(ridge=3.0))
            for v in values
        ]
        parts = [np.stack([getattr(one, name) for one in each]) for name in ("values", "origin", "error")]
        return Imputed(parts[0], parts[1], parts[2])
    centre = Centre.MEDIAN if fill.how in (Filling.MEDIAN, Filling.GROUP_MEDIAN) else Centre.MEAN
    return imputation.impute(values, centre, groups if grouped else None, Fallback.OVERALL)


def yearly_change(panel: Floats) -> Floats:
    """How much an indicator usually changes from one period to the next, as a standard deviation: (criterion,).

    1.4826 times the median absolute change over all units; nan without two periods in a row.

    Examples
    --------
    >>> yearly_change(np.array([[[1.0], [5.0]], [[2.0], [4.0]]]))
    array([1.4826])
    """
    change = np.abs(np.diff(panel, axis=0)).reshape(-1, panel.shape[-1])
    some = ~np.isnan(change).all(axis=0) if len(change) else np.zeros(panel.shape[-1], np.bool_)
    found = np.full(panel.shape[-1], np.nan)
    found[some] = 1.4826 * np.nanmedian(change[:, some], axis=0)
    return found


def does_nothing(step: str, fix: str) -> BadInput:
    """The error of a step that is asked for and would change nothing."""
    return BadInput("step-does-nothing", where="[method]", fix=fix, name=step)

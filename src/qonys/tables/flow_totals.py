"""Totals of a table of flows: an area whose row and column are the sums of the others is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qonys.model.result import Floats
from qonys.tables.sheet import Sheet
from qonys.tables.totals import LEAST_PARTS, ROUNDING, names_whole


@dataclass(frozen=True)
class Cells:
    """Flows as arrays: origins, destinations and breakdowns as numbers of their labels."""

    areas: tuple[str, ...]
    axes: Mapping[str, tuple[str, ...]]
    values: Floats
    """[..., origin, destination], nan where the file has no row."""
    gaps: NDArray[np.int8]
    rows: NDArray[np.intp]
    """Row of each cell, -1 for none."""


def leave_totals_out(sheet: Sheet, cells: Cells) -> Cells:
    """The table without rows and columns of totals; those that are named so are checked.

    Raises
    ------
    BadInput
        If a total is not the sum of its parts.
    """
    named = np.array([names_whole(area) for area in cells.areas])
    if named.all():
        return cells
    whole = named if named.any() else _unnamed(cells)
    if not whole.any():
        return cells
    _check(sheet, cells, whole)
    text = ", ".join(area for area, out in zip(cells.areas, whole, strict=True) if out)
    count = int((cells.rows[..., whole, :] >= 0).sum() + (cells.rows[..., ~whole, :][..., whole] >= 0).sum())
    sheet.note("totals-left-out", count=count, text=text)
    kept = {name: getattr(cells, name)[..., ~whole, :][..., ~whole] for name in ("values", "gaps", "rows")}
    areas = tuple(area for area, out in zip(cells.areas, whole, strict=True) if not out)
    return replace(cells, areas=areas, **kept)


def _check(sheet: Sheet, cells: Cells, whole: NDArray[np.bool_]) -> None:
    """Totals must be the sum of their parts, with or without moves inside; else the file holds two truths."""
    filled = np.nan_to_num(cells.values)
    inner = ~whole
    between = filled * (1 - np.eye(len(cells.areas)))
    sums = np.full((2, *filled.shape), np.nan)
    for k, table in enumerate((filled, between)):
        sums[k][..., inner, :] = np.where(whole, table[..., inner].sum(axis=-1)[..., inner, None], np.nan)
        across = table[..., inner, :].sum(axis=-2)
        sums[k][..., whole, :] = np.where(inner, across, across[..., inner].sum(axis=-1)[..., None])[..., None, :]
    there = np.isfinite(cells.values) & (whole[:, None] | whole[None, :])
    off = np.abs(sums - filled).min(axis=0)
    # Parts of whole figures add up; rounded figures may miss by half a unit each.
    exact = bool((filled == np.round(filled)).all())
    margin = 0.5 if exact else ROUNDING * np.sqrt(inner.sum()) + 1e-6 * np.abs(filled)
    for at in np.argwhere(there & (off > margin)):
        value, parts = cells.values[tuple(at)], sums[(0, *at)]
        text, added = f"{value:g}", f"{parts:g}"
        row = int(cells.rows[tuple(at)])
        sheet.fault("total-differs", row, cells.areas[at[-1]], text=text, sum=added)
    sheet.stop()


def _unnamed(cells: Cells) -> NDArray[np.bool_]:
    """The area whose row, or column, or both are the sums of the others everywhere; none if there are several."""
    none = np.zeros(len(cells.areas), bool)
    if len(none) <= LEAST_PARTS:
        return none
    filled = np.nan_to_num(cells.values)
    there = cells.rows >= 0
    own = np.eye(len(none), dtype=bool)
    found = none.copy()
    for table in (filled, np.where(own, 0.0, filled)):
        column = _is_sum(filled, table.sum(axis=-1, keepdims=True) - table, there & ~own, axis=-2)
        row = _is_sum(filled, table.sum(axis=-2, keepdims=True) - table, there & ~own, axis=-1)
        found |= (column > 0) & (row >= 0) | (row > 0) & (column >= 0)
    return found if found.sum() == 1 else none


def _is_sum(values: Floats, others: Floats, there: NDArray[np.bool_], axis: int) -> NDArray[np.int_]:
    """For each area along an axis: 1 if its cells are the sums of the others, 0 if it has none, else -1."""
    layers = tuple(range(values.ndim - 2))
    close = np.abs(values - others) <= 1e-6 * np.abs(others)
    over = (*layers, axis)
    equal = (close | ~there).all(axis=over) & (((others > 0) & there).sum(axis=over) >= LEAST_PARTS)
    absent = ~there.any(axis=over)
    return np.where(absent, 0, np.where(equal, 1, -1))

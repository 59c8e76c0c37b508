"""Printed cells that a table of flows has to hold: persons, or shares of arrivals or departures, as rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from qonys.numerics.arrays import Floats

Bools = NDArray[np.bool_]
ROUNDS = 200
"""Steps in which held cells are brought to margins that leave them no freedom."""


class Of(Enum):
    """What a printed figure is: persons, or a share of the moves between areas."""

    PERSONS = "persons"
    ARRIVALS = "arrivals"
    """Of those who came to the destination from other areas."""
    DEPARTURES = "departures"
    """Of those who left the origin for other areas."""


@dataclass(frozen=True)
class Printed:
    """Cells that were printed, (..., area, area): the least and the most that prints so; nan where none was."""

    low: Floats
    high: Floats
    of: Of = Of.PERSONS

    @property
    def known(self) -> Bools:
        """Whether a cell was printed."""
        found: Bools = np.isfinite(self.low)
        return found

    def only(self, kept: Bools) -> Printed:
        """The same without the cells that are not kept."""
        return replace(self, low=np.where(kept, self.low, np.nan), high=np.where(kept, self.high, np.nan))

    def persons(self, out: Floats, into: Floats) -> tuple[Floats, Floats]:
        """Both ends in persons, given the moves out of and into areas (..., area)."""
        if self.of is Of.PERSONS:
            return self.low, self.high
        base = into[..., None, :] if self.of is Of.ARRIVALS else out[..., :, None]
        return self.low * base, self.high * base


def bounds(printed: Sequence[Printed], out: Floats, into: Floats) -> tuple[Floats, Floats]:
    """What all prints together leave of each cell, persons (..., area, area); nan where none was printed.

    An earlier print goes before a later one: where the two do not meet, the nearest end of the
    earlier one is left.
    """
    shape = (*out.shape, out.shape[-1])
    low, high = np.full(shape, np.nan), np.full(shape, np.nan)
    for one in printed:
        least, most = (np.broadcast_to(end, shape) for end in one.persons(out, into))
        known, first = np.isfinite(least), np.isnan(low)
        narrow = [np.where(first, end, np.minimum(np.maximum(end, low), high)) for end in (least, most)]
        low, high = (np.where(known, new, old) for new, old in zip(narrow, (low, high), strict=True))
    return low, high


def agreeing(printed: Sequence[Printed], out: Floats, into: Floats) -> list[Bools]:
    """Cells of each print that meet what earlier prints say of the same cell.

    Examples
    --------
    >>> ten, half = np.full((1, 1), 10.0), np.full((1, 1), 0.5)
    >>> prints = (Printed(ten, ten + 1), Printed(half, half, Of.ARRIVALS))
    >>> [cells.item() for cells in agreeing(prints, np.array([40.0]), np.array([40.0]))]
    [True, False]
    """
    found: list[Bools] = []
    kept: list[Printed] = []
    for one in printed:
        low, high = bounds(kept, out, into)
        least, most = one.persons(out, into)
        meets: Bools = one.known & (np.isnan(low) | ((least <= high) & (most >= low)))
        found.append(meets)
        kept.append(one.only(meets))
    return found


def meetable(printed: Sequence[Printed], out: Floats, into: Floats) -> Bools:
    """Whether printed cells can be part of a table with these margins, (..., area, area).

    Of a row or a column whose printed cells exceed its margin none can.

    Examples
    --------
    >>> low = np.array([[np.nan, 90.0], [30.0, np.nan]])
    >>> meetable([Printed(low, low)], np.array([80.0, 60]), np.array([50.0, 90])).tolist()
    [[False, False], [True, False]]
    """
    low, _ = bounds(printed, out, into)
    known, least = np.isfinite(low), np.maximum(np.nan_to_num(low), 0.0)
    slack = 1e-9 * (1.0 + out), 1e-9 * (1.0 + into)
    rows, columns = least.sum(-1) <= out + slack[0], least.sum(-2) <= into + slack[1]
    found: Bools = known & rows[..., :, None] & columns[..., None, :]
    return found


def held_cells(printed: Sequence[Printed], out: Floats, into: Floats, generator: np.random.Generator) -> Floats | None:
    """The printed cells of each table, (table, ..., area, area) persons; 0 where none was printed.

    In the middle of what prints so in the first table, anywhere in it in the others; then moved
    within it as far as margins demand: rows and columns that the cells overfill, and those of
    which every cell was printed.
    """
    low, high = bounds(printed, out, into)
    known = np.isfinite(low)
    if not known.any():
        return None
    place = np.full(low.shape, 0.5)
    place[1:] = generator.uniform(size=place[1:].shape)
    low, high = np.where(known, low, 0.0), np.where(known, high, 0.0)
    held = np.maximum(low + place * (high - low), 0.0)
    low = np.maximum(low, 0.0)
    free = ~known & ~np.eye(known.shape[-1], dtype=bool)
    for _ in range(ROUNDS):
        before = held
        for axis, margin in ((-1, out), (-2, into)):
            held = _moved(held, (low, high), margin, axis, free)
        if np.allclose(before, held, rtol=1e-12, atol=1e-9):
            break
    return held


def _moved(held: Floats, ends: tuple[Floats, Floats], margin: Floats, axis: int, free: Bools) -> Floats:
    """Cells within their ends, moved to meet the sums of rows (axis -1) or columns (-2) that need it."""
    gap = margin - held.sum(axis)
    gap = np.where((gap < 0) | ~free.any(axis), gap, 0.0)
    gap = np.expand_dims(gap, axis)
    room = np.where(gap < 0, held - ends[0], ends[1] - held)
    whole = room.sum(axis, keepdims=True)
    part = np.divide(gap, whole, out=np.zeros_like(gap), where=whole > 0)
    moved: Floats = held + room * np.clip(part, -1.0, 1.0)
    return moved

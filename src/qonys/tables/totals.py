"""Rows that are sums over the others: found by what they are, checked, left out, and told.

A row is a total if its label is the word for one or the name of the country, or if it equals the sum of the others,
whatever it is called. A total that is named so and is not the sum of its parts is a fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.model.result import Floats
from qonys.tables.labels import is_whole
from qonys.tables.reading import reading
from qonys.tables.sheet import Sheet

ROUNDING = 0.5
"""Each part of a sum of whole figures may be rounded by so much."""
MOST_AREAS = 50_000
"""No country has more areas; a column with more labels holds something else, or persons."""
LEAST_PARTS = 3
"""Of fewer parts one is the sum of the others by chance too often."""


def names_whole(label: str) -> bool:
    """Whether a label is the word for a total, or the name of the country."""
    return is_whole(label) or ((not label.isascii() or len(label) > 3) and reading().is_country(label))


@dataclass(frozen=True)
class Parts:
    """How a table with a row an area (or sector, or place) is laid out."""

    additive: tuple[str, ...] = ()
    """Columns of counts: a total that is named so must be their sum."""
    other: tuple[str, ...] = ()
    """Columns that may be counts or rates: they show totals but refute none."""
    by: tuple[str, ...] = ()
    """Columns that tell apart tables which each have areas of their own: a period, a sex."""
    across: str = ""
    """Column whose labels are what columns are elsewhere, of a table with a row a figure."""


def drop_totals(sheet: Sheet, column: str, parts: Parts) -> None:
    """Leave the rows of totals out of a table.

    A total that is not the sum of its parts is noted as a fault.
    """
    labels = sheet.labels(column)
    names = list(dict.fromkeys(labels))
    if len(names) > MOST_AREAS:
        raise BadInput("too-many-areas", where=str(sheet.path), fix="", count=len(names), text=column, most=MOST_AREAS)
    named = [name for name in names if names_whole(name)]
    if len(named) == len(names):
        return
    figures = (*parts.additive, *parts.other)
    found = named
    if figures and "" not in names:
        cube, rows_at = _cube(sheet, labels, names, parts)
        _check_named(sheet, (names, named, rows_at), cube, parts.additive)
        found = named or _unnamed(names, cube)
    rows = [i for i, label in enumerate(labels) if label in found]
    if rows:
        text = ", ".join(found[:5])
        sheet.note("totals-left-out", count=len(rows), text=text)
        sheet.drop(rows)


def sum_of_others(values: Floats) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """For each row and column of figures: is it the sum of the other rows, and how many of these are not 0.

    Parameters
    ----------
    values : (row, ...) floats
        nan where there is no figure; it counts as nothing.

    Examples
    --------
    >>> sum_of_others(np.array([[1.0], [2.0], [4.0], [7.0]]))[0].ravel().tolist()
    [False, False, False, True]
    """
    filled = np.nan_to_num(values)
    total, size = filled.sum(axis=0), np.abs(filled).sum(axis=0)
    whole = (filled == np.round(filled)).all(axis=0)
    margin = np.where(whole, 1e-9, 1e-6) * size
    others = (filled != 0).sum(axis=0) - (filled != 0)
    return (np.abs(2 * filled - total) <= margin) & np.isfinite(values), others


def _numbered(sheet: Sheet, columns: Sequence[str]) -> NDArray[np.intp]:
    """The number of the combination of labels of each row."""
    keys = list(zip(*(map(str.strip, sheet.frame[name]) for name in columns), strict=True)) or [()] * len(sheet.frame)
    place = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    return np.array([place[key] for key in keys], np.intp)


def _cube(sheet: Sheet, labels: list[str], names: list[str], parts: Parts) -> tuple[Floats, NDArray[np.intp]]:
    """Figures as (area, table, column), and the row of each area and table, -1 for none."""
    place = {name: i for i, name in enumerate(names)}
    at = np.array([place[label] for label in labels], np.intp)
    tables, across = _numbered(sheet, parts.by), _numbered(sheet, [parts.across] if parts.across else [])
    figures = np.column_stack([sheet.figures(name) for name in (*parts.additive, *parts.other)])
    wide = figures.shape[1] * (int(across.max()) + 1)
    cube = np.full((len(names), int(tables.max()) + 1, wide), np.nan)
    rows_at = np.full(cube.shape[:2], -1, np.intp)
    rows_at[at, tables] = np.arange(len(labels))
    for k in range(figures.shape[1]):
        cube[at, tables, across * figures.shape[1] + k] = figures[:, k]
    return cube, rows_at


def _check_named(
    sheet: Sheet, who: tuple[list[str], list[str], NDArray[np.intp]], cube: Floats, additive: Sequence[str]
) -> None:
    """A row that is called a total must be the sum of its parts in columns of counts."""
    names, named, rows_at = who
    # A row that is not there adds nothing; a row without a figure leaves the sum open.
    inner = np.array([name not in named for name in names])
    for name in named:
        own = names.index(name)
        for k, column in enumerate(additive):
            parts, totals = cube[inner, :, k], cube[own, :, k]
            sums = np.nansum(parts, axis=0)
            margin = ROUNDING * inner.sum() + 1e-6 * np.abs(sums)
            checked = np.isfinite(totals) & (np.isfinite(parts) | (rows_at[inner] < 0)).all(axis=0)
            for t in np.flatnonzero(checked & (np.abs(totals - sums) > margin)):
                text, added = f"{totals[t]:g}", f"{sums[t]:g}"
                sheet.fault("total-differs", int(rows_at[own, t]), column, text=text, sum=added)


def _unnamed(names: list[str], cube: Floats) -> list[str]:
    """A row that is the sum of the others in every table and in some column; only if no other row is that too.

    One equality of few round figures may be chance; two columns, or two tables, are none.
    """
    if len(names) <= LEAST_PARTS:
        return []
    equal, count = sum_of_others(cube)
    there = np.isfinite(cube) & (cube != 0) & (count >= LEAST_PARTS)
    always = np.where(there, equal, True).all(axis=1) & there.any(axis=1)
    proofs = np.where(always, (there & equal).sum(axis=1), 0).sum(axis=1)
    every = always.sum(axis=1) == there.any(axis=1).sum(axis=1)
    alone = np.isfinite(cube).sum(axis=(1, 2)) == 1
    found = np.flatnonzero(((proofs > 1) & (every | (cube.shape[1] > 1))) | (every & alone & (proofs == 1)))
    return [names[int(found[0])]] if len(found) == 1 else []

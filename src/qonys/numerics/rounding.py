"""Controlled rounding: whole numbers that keep totals, each within 1 of what it rounds.

How this works: each cell goes down or up; whether up is a 0/1 choice, and the totals of rows
and columns make it a transportation problem, whose linear program has whole answers. The
cheapest choice of all is the rounding of smallest absolute change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Ints = NDArray[np.int64]

NEARLY = 1e-7
"""A number that close to a whole one is whole: it comes out of a calculation."""


@dataclass(frozen=True)
class Rounded:
    """Whole numbers and how far they are from what they round."""

    table: Ints
    largest: float
    """Largest change of a cell; below 1."""
    change: float
    """Sum of absolute changes."""


def round_table(table: Floats) -> Rounded:
    """A table in whole numbers whose rows, columns and total are rounded with it.

    Each cell, row total, column total and the grand total goes to a neighbouring whole
    number; whole ones stay, so that whole margins are kept exactly. Of all such tables
    this is one of smallest absolute change; of equals the same one every time.

    Parameters
    ----------
    table : (row, column) floats
        Negative numbers too.

    Raises
    ------
    BadInput
        If a cell is missing or infinite: which.

    References
    ----------
    Bacharach (1966), Matrix rounding problems, Management Science 12(9). Cox, Ernst (1982),
    Controlled rounding, INFOR 20(4).

    Examples
    --------
    >>> round_table(np.array([[0.5, 0.5], [0.5, 1.5]])).table.sum(axis=0)
    array([1, 2])
    """
    floors, parts = split(table)
    up = np.zeros(parts.shape, dtype=np.int64)
    rows, columns = np.nonzero(parts)
    if len(rows):
        up[rows, columns] = _cheapest(parts, rows, columns)
    whole = floors + up
    return _rounded(whole, np.asarray(table, float))


def split(table: Floats) -> tuple[Ints, Floats]:
    """Whole parts below, and what is left of each cell: 0 for one that is nearly whole."""
    table = np.asarray(table, float)
    bad = np.argwhere(~np.isfinite(table))
    if len(bad):
        where = str(tuple(int(i) for i in bad[0]))
        raise BadInput("table-not-a-number", where=where, fix="put these cells right", count=len(bad), name="table")
    nearest = np.round(table)
    near = np.abs(table - nearest) <= NEARLY * np.maximum(np.abs(table), 1.0)
    floors = np.where(near, nearest, np.floor(table))
    return floors.astype(np.int64), np.where(near, 0.0, table - floors)


def _cheapest(parts: Floats, rows: Ints, columns: Ints) -> Ints:
    """Which cells go up, at least cost: a transportation problem with bounds on rows, columns and the whole."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    n, m = parts.shape
    count = len(rows)
    cells = np.arange(count)
    # One variable more for each row, column and the whole: whether that total goes up.
    sums = np.concatenate([parts.sum(axis=1), parts.sum(axis=0), [parts.sum()]])
    low, part = split(sums)
    matrix = coo_array(
        (
            np.concatenate([np.ones(2 * count), -np.ones(n + m)]),
            (
                np.concatenate([rows, n + columns, np.arange(n + m)]),
                np.concatenate([cells, cells, count + np.arange(n + m)]),
            ),
        ),
        shape=(n + m, count + n + m),
    ).tocsr()
    total = coo_array((np.ones(n), (np.zeros(n, int), count + np.arange(n))), shape=(1, count + n + m)).tocsr()
    cost = np.concatenate([1 - 2 * parts[rows, columns], np.zeros(n + m)])
    upper = low[:-1] + (part[:-1] > 0)
    found = linprog(
        cost, A_eq=matrix, b_eq=np.zeros(n + m),
        A_ub=_both(total), b_ub=[low[-1] + (part[-1] > 0), -low[-1]],
        bounds=[(0, 1)] * count + list(zip(low[:-1].tolist(), upper.tolist(), strict=True)), method="highs-ds",
    )  # fmt: skip
    if not found.success:
        raise CannotCompute("no-rounding", where="table", fix="other totals")
    chosen: Ints = np.round(found.x[:count]).astype(np.int64)
    return chosen


def _both(row: csr_array[Any]) -> csr_array[Any]:
    from scipy.sparse import vstack

    return vstack([row, -row]).tocsr()


def round_linear(values: Floats, matrix: csr_array[Any], totals: Floats, *, within: int = 1) -> Rounded:
    """Whole numbers that meet linear identities with whole totals exactly.

    Integer programming: each number within `within` of what it rounds, smallest absolute
    change. Identities in more than two ways may have no such answer: then the bound must grow.

    Parameters
    ----------
    values : (figure,) floats
        Figures that meet the identities.
    matrix : (identity, figure) sparse
        Whole coefficients.
    totals : (identity,) floats
        Whole.

    Raises
    ------
    CannotCompute
        If no whole numbers within the bound meet the identities.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> found = round_linear(np.array([0.4, 0.3, 0.8]), csr_array([[1.0, 1.0, -1.0]]), np.zeros(1))
    >>> found.table.tolist(), round(found.largest, 6)
    ([1, 0, 1], 0.6)
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import eye_array, hstack

    floors, parts = split(values)
    size = len(values)
    loose = parts > 0
    low = floors - (within - 1)
    high = np.where(loose, floors + within, floors + (within - 1))
    # Each figure is its floor plus steps up less steps down; steps cost what they take away from the figure.
    up, down = high - floors, floors - low
    cost = np.concatenate([np.where(loose, 1 - 2 * parts, 1.0), np.ones(size)])
    steps = hstack([eye_array(size), -eye_array(size)]).tocsr()
    gap = np.round(totals - matrix @ floors)
    found = milp(
        cost, constraints=LinearConstraint((matrix @ steps).tocsc(), gap, gap), integrality=np.ones(2 * size),
        bounds=Bounds(np.zeros(2 * size), np.concatenate([up, down]).astype(float)),
    )  # fmt: skip
    if not found.success:
        raise CannotCompute("no-rounding", where="identities", fix=f"within={within + 1}")
    taken = np.round(found.x).astype(np.int64)
    return _rounded(floors + taken[:size] - taken[size:], np.asarray(values, float))


WIDEST = 5
"""Bound beyond which rounding would no longer be rounding."""


def round_widening(values: Floats, matrix: csr_array[Any], totals: Floats) -> Rounded:
    """Rounding under linear identities with the smallest bound that has an answer; `largest` says how far it went.

    Raises
    ------
    CannotCompute
        If there is none within `WIDEST`.
    """
    for within in range(1, WIDEST):
        try:
            return round_linear(values, matrix, totals, within=within)
        except CannotCompute:
            continue
    return round_linear(values, matrix, totals, within=WIDEST)


def _rounded(whole: Ints, table: Floats) -> Rounded:
    change = np.abs(whole - table)
    return Rounded(whole, float(change.max(initial=0.0)), float(change.sum()))

"""Unbiased random rounding of a table: totals are kept, and on average each cell is what it was.

How this works: two cells in a row and two in a column, or a longer way round, can be raised
and lowered in turn without changing a total. Each step goes round one such way until a cell
is whole, up or down with the probability that keeps every cell's mean; in the end all are.
"""

from __future__ import annotations

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.numerics.rounding import Rounded, split

EPSILON = 1e-9
ROUNDS = 25
"""Rounds of blocks before single ways are walked."""


def round_randomly(table: Floats, generator: np.random.Generator) -> Rounded:
    """A table in whole numbers, drawn so that the mean of each cell is the cell itself.

    Cells, rows, columns and the grand total go to neighbouring whole numbers; whole ones stay.

    Parameters
    ----------
    table : (row, column) floats
    generator : numpy Generator

    Raises
    ------
    BadInput
        If a cell is missing or infinite: which.

    References
    ----------
    Cox (1987), A constructive procedure for unbiased controlled rounding, J. Am. Stat.
    Assoc. 82(398), 520-524.

    Examples
    --------
    >>> found = round_randomly(np.array([[0.5, 0.5], [0.5, 0.5]]), np.random.default_rng(1)).table
    >>> found.sum(axis=0), found.sum(axis=1)
    (array([1, 1]), array([1, 1]))
    """
    floors, parts = split(table)
    wide = np.zeros((parts.shape[0] + 1, parts.shape[1] + 1))
    wide[:-1, :-1] = parts
    # A row and a column more hold what is missing to whole totals: then every total is whole.
    wide[:-1, -1] = _rest(parts.sum(axis=1))
    wide[-1, :-1] = _rest(parts.sum(axis=0))
    wide[-1, -1] = _rest(np.array([wide[-1, :-1].sum()]))[0]
    _blocks(wide, generator)
    up = _drawn(wide, generator)[:-1, :-1]
    whole = floors + up
    change = np.abs(whole - np.asarray(table, float))
    return Rounded(whole, float(change.max(initial=0.0)), float(change.sum()))


def _rest(sums: Floats) -> Floats:
    _, parts = split(sums)
    rest: Floats = np.where(parts > 0, 1 - parts, 0.0)
    return rest


def _blocks(wide: Floats, generator: np.random.Generator) -> None:
    """Many steps at once, in place: tables are cut into blocks of two rows and two columns, anew each round."""
    n, m = wide.shape
    for _ in range(ROUNDS):
        rows, columns = generator.permutation(n)[: n // 2 * 2], generator.permutation(m)[: m // 2 * 2]
        at = np.ix_(rows, columns)
        block = wide[at].reshape(n // 2, 2, m // 2, 2).transpose(0, 2, 1, 3)
        open_ = ((block > EPSILON) & (block < 1 - EPSILON)).all(axis=(2, 3))
        first, second = block[..., [0, 1], [0, 1]], block[..., [0, 1], [1, 0]]
        even = np.minimum((1 - first).min(axis=-1), second.min(axis=-1))
        odd = np.minimum((1 - second).min(axis=-1), first.min(axis=-1))
        chance = np.divide(odd, even + odd, out=np.zeros_like(odd), where=open_)
        step = np.where(open_, np.where(generator.random(odd.shape) < chance, even, -odd), 0.0)
        signs = np.array([[1.0, -1.0], [-1.0, 1.0]])
        block = block + step[..., None, None] * signs
        wide[at] = block.transpose(0, 2, 1, 3).reshape(len(rows), len(columns))
    whole = np.round(wide)
    wide[:] = np.where(np.abs(wide - whole) <= EPSILON, whole, wide)


def _drawn(wide: Floats, generator: np.random.Generator) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """0 or 1 for each cell: ways round are walked on lists, the cells of each row and column that are not whole."""
    cells = wide.tolist()
    by_row = [{j for j, v in enumerate(row) if EPSILON < v < 1 - EPSILON} for row in cells]
    by_column: list[set[int]] = [set() for _ in range(wide.shape[1])]
    for i, row in enumerate(by_row):
        for j in row:
            by_column[j].add(i)
    start = 0
    while True:
        while start < len(by_row) and not by_row[start]:
            start += 1
        if start == len(by_row):
            break
        loop = _loop(start, by_row, by_column)
        _turn(cells, loop, float(generator.random()), by_row, by_column)
    return np.round(np.array(cells)).astype(np.int64)


def _loop(start: int, by_row: list[set[int]], by_column: list[set[int]]) -> list[tuple[int, int]]:
    """Cells of a closed way that goes along rows and columns in turn, the first few that are open."""
    way: list[tuple[int, int]] = []
    seen = {("r", start): 0}
    row, last = start, -1
    while True:
        column = next(j for j in by_row[row] if j != last)
        way.append((row, column))
        if ("c", column) in seen:
            return way[seen["c", column] :]
        seen["c", column] = len(way)
        other = next(i for i in by_column[column] if i != row)
        way.append((other, column))
        if ("r", other) in seen:
            return way[seen["r", other] :]
        seen["r", other] = len(way)
        row, last = other, column


def _turn(
    cells: list[list[float]],
    loop: list[tuple[int, int]],
    chance: float,
    by_row: list[set[int]],
    by_column: list[set[int]],
) -> None:
    """Raise and lower the cells of a way in turn until one is whole."""
    even, odd = loop[::2], loop[1::2]
    raise_even = min(min(1 - cells[i][j] for i, j in even), min(cells[i][j] for i, j in odd))
    raise_odd = min(min(1 - cells[i][j] for i, j in odd), min(cells[i][j] for i, j in even))
    step = raise_even if chance < raise_odd / (raise_even + raise_odd) else -raise_odd
    for sign, side in ((step, even), (-step, odd)):
        for i, j in side:
            value = cells[i][j] + sign
            cells[i][j] = value
            if not EPSILON < value < 1 - EPSILON:
                cells[i][j] = float(round(value))
                by_row[i].discard(j)
                by_column[j].discard(i)

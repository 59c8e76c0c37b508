"""Why totals cannot be met: sets of rows that ask for more than the columns open to them can give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.numerics.arrays import Floats


@dataclass(frozen=True)
class Blocked:
    """A certificate that no table meets the totals.

    The cells of `rows` lie in `columns` alone, and the totals of these rows exceed those of
    the columns by `short`: anyone can check it by adding up.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    short: float
    where: str = ""


def blocked_rows(allowed: NDArray[np.bool_], rows: Floats, columns: Floats) -> Blocked | None:
    """The rows whose allowed columns are too small, if totals cannot be met; the largest shortfall.

    A minimum cut of the transportation network: source → row (its total) → allowed column →
    sink (its total). No table exists if, and only if, the maximum flow is less than the sum
    of the totals (Gale 1957).

    Parameters
    ----------
    allowed : (row, column) bools
        Cells that may be positive.
    rows, columns : (row,), (column,) floats
        Totals, not negative, of one sum.

    Returns
    -------
    Blocked or None
        None if some table meets the totals (to a part in a billion of their sum).

    References
    ----------
    Gale (1957), A theorem on flows in networks, Pacific J. Math. 7(2).

    Examples
    --------
    >>> blocked_rows(np.array([[True, False], [True, True]]), np.array([3.0, 1.0]), np.array([2.0, 2.0]))
    Blocked(rows=(0,), columns=(0,), short=1.0, where='')
    """
    total = float(rows.sum())
    if total <= 0 or allowed.all():
        return None
    reached = _Network(allowed, rows, columns).source_side()
    open_columns = np.asarray(allowed[reached].any(axis=0))
    short = float(rows[reached].sum() - columns[open_columns].sum())
    if short <= 1e-9 * total:
        return None
    return Blocked(_numbers(reached), _numbers(open_columns), short)


def support(allowed: NDArray[np.bool_], rows: Floats, columns: Floats) -> NDArray[np.bool_]:
    """Cells that are positive in some table with these totals; the others are 0 in all of them.

    In the residual network of one table a cell can be raised if its column leads back to its
    row: if both lie in one strongly connected component.

    Parameters
    ----------
    allowed : (row, column) bools
    rows, columns : (row,), (column,) floats
        Totals that some table meets.

    Examples
    --------
    >>> support(np.array([[True, False], [True, True]]), np.array([2.0, 2.0]), np.array([2.0, 2.0]))
    array([[ True, False],
           [False,  True]])
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    network = _Network(allowed, rows, columns)
    n, m = allowed.shape
    i, j = np.nonzero(allowed)
    back, forth = np.nonzero(network.carried() > network.slack)
    heads, tails = np.concatenate([i, n + forth]), np.concatenate([n + j, back])
    graph = coo_array((np.ones(len(heads)), (heads, tails)), shape=(n + m, n + m)).tocsr()
    _, component = connected_components(graph, directed=True, connection="strong")
    found: NDArray[np.bool_] = allowed & (component[:n, None] == component[None, n:])
    return found


class _Network:
    """The transportation network of two totals and the most that flows through it."""

    def __init__(self, allowed: NDArray[np.bool_], rows: Floats, columns: Floats) -> None:
        from scipy.sparse import coo_array, csr_array
        from scipy.sparse.csgraph import maximum_flow

        # The solver counts in 32-bit integers: whole totals stay as they are, others are scaled.
        total = float(rows.sum())
        whole = total < 2**30 and not (np.mod(rows, 1).any() or np.mod(columns, 1).any())
        unit = 1.0 if whole else 2**30 / total
        self.slack = 0 if whole else sum(allowed.shape)
        n, m = self.shape = allowed.shape
        supply, demand = (np.round(side * unit).astype(np.int32) for side in (rows, columns))
        i, j = np.nonzero(allowed)
        self.ends = (
            np.concatenate([np.full(n, n + m), i, n + np.arange(m)]),
            np.concatenate([np.arange(n), n + j, np.full(m, n + m + 1)]),
        )
        size = (n + m + 2, n + m + 2)
        capacity = np.concatenate([supply, np.minimum(supply[i], demand[j]), demand])
        self.wide = coo_array((np.concatenate([supply, np.full(len(i), 2**30), demand]), self.ends), shape=size)
        network = csr_array(coo_array((capacity, self.ends), shape=size), dtype=np.int32)
        self.flow = maximum_flow(network, n + m, n + m + 1).flow

    def carried(self) -> Floats:
        """What each cell carries: (row, column)."""
        n, m = self.shape
        return np.asarray(self.flow.toarray()[:n, n : n + m], dtype=float)

    def source_side(self) -> NDArray[np.bool_]:
        """Rows on the source side of a minimum cut."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import breadth_first_order

        n, m = self.shape
        left = csr_array(self.wide, dtype=np.int64) - self.flow
        left.data = np.where(left.data > 0, left.data, 0)
        left.eliminate_zeros()
        reached = np.zeros(n + m + 2, dtype=bool)
        reached[breadth_first_order(left, n + m, return_predecessors=False)] = True
        return reached[:n]


def conflict(seed: Floats, margins: Sequence[Any]) -> Blocked | None:
    """Totals of a table of more ways that no table of the seed's cells meets; by linear programming.

    Rows are positions in the totals of all margins in order whose sum is too large for the
    rest: the dual of a phase-one program (Farkas). None if a table exists.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, eye_array, hstack

    cells = np.flatnonzero(seed.ravel() > 0)
    place = np.cumsum(seed.ravel() > 0) - 1
    labels, totals, start = [], [], 0
    for margin in margins:
        if hasattr(margin, "labels"):
            label = margin.labels.ravel()[cells]
        else:
            index = np.unravel_index(cells, seed.shape)
            label = np.ravel_multi_index([index[a] for a in margin.axes], [seed.shape[a] for a in margin.axes])
        labels.append(np.where(label >= 0, label + start, -1))
        totals.append(np.ravel(margin.totals))
        start += totals[-1].size
    rows = np.concatenate(labels)
    columns = np.tile(place[cells], len(labels))
    inside = rows >= 0
    matrix = coo_array((np.ones(inside.sum()), (rows[inside], columns[inside])), shape=(start, len(cells)))
    slack = eye_array(start)
    cost = np.concatenate([np.zeros(len(cells)), np.ones(2 * start)])
    target = np.concatenate(totals)
    found = linprog(cost, A_eq=hstack([matrix, slack, -slack]).tocsr(), b_eq=target, method="highs")
    if not found.success or found.fun <= 1e-7 * max(target.sum(), 1.0):
        return None
    dual = np.asarray(found.eqlin.marginals)
    return Blocked(_numbers(dual > 0.5), _numbers(dual < -0.5), float(found.fun), "totals of all margins in order, ")


def _numbers(mask: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.flatnonzero(mask))

"""The linear ordering problem as a mixed-integer program, for groups too large to try all subsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import numpy as np

from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

_ADDED = 3000
_LOOSE = 1e-6


def linear_order(matrix: Floats, seconds: float) -> tuple[list[int], float, float]:
    """Order of rows with the largest sum above the diagonal.

    One variable says for each pair which comes first. Circles of three are forbidden as they turn up,
    first with variables that may be fractions, then, if some are, with whole ones.

    Parameters
    ----------
    matrix : (unit, unit) floats
        Support of each ordered pair; the diagonal is not read.
    seconds : float
        Time after which the best order found so far is given.

    Returns
    -------
    order, missed, used
        Rows, the first first; by how much another order could be better (0 if proved); seconds used.

    Raises
    ------
    CannotCompute
        If no order was found in time.

    References
    ----------
    Grötschel, Jünger, Reinelt (1984), Operations Research 32(6), 1195-1220.

    Examples
    --------
    >>> linear_order(np.array([[0, 0.6, 0.45], [0.4, 0, 0.7], [0.55, 0.3, 0]]), 10.0)[:2]
    ([0, 1, 2], 0.0)
    """
    start = perf_counter()
    search = _Search(matrix)
    while search.going and (left := seconds - (perf_counter() - start)) > 0:
        search.step(left)
    if not search.order:
        raise CannotCompute("no-order-in-time", where="seconds", fix="more time")
    missed = max(search.bound - search.reached, 0.0)
    # The solver works to about 1e-7.
    return search.order, missed if missed > 1e-6 * max(search.bound, 1.0) else 0.0, perf_counter() - start


@dataclass
class _Search:
    """What is known so far: the best order, the bound, the circles forbidden."""

    matrix: Floats
    order: list[int] = field(default_factory=list)
    reached: float = -np.inf
    bound: float = np.inf
    whole: bool = False
    going: bool = True
    rows: list[Any] = field(default_factory=list)
    highs: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        n = len(self.matrix)
        self.i, self.j = np.triu_indices(n, 1)
        self.number = np.zeros((n, n), np.int64)
        self.number[self.i, self.j] = np.arange(len(self.i))
        every = np.arange(n)
        a, b, c = np.meshgrid(every, every, every, indexing="ij")
        rising = (a < b) & (b < c)
        self.triples = np.column_stack([a[rising], b[rising], c[rising]])

    def step(self, seconds: float) -> None:
        """Solve with the circles known so far, then look for new ones."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import vstack

        ahead, behind = self.matrix[self.i, self.j], self.matrix[self.j, self.i]
        limits = LinearConstraint(vstack(self.rows), -np.inf, np.concatenate(self.highs)) if self.rows else None
        kinds = np.full(len(ahead), int(self.whole))
        options = {"time_limit": seconds, "mip_rel_gap": 0.0}
        solved = milp(behind - ahead, integrality=kinds, bounds=Bounds(0, 1), constraints=limits, options=options)
        least = solved.mip_dual_bound if self.whole else solved.fun
        if least is not None:
            self.bound = min(self.bound, float(behind.sum() - least))
        if solved.x is None:
            self.going = False
            return
        self._round(solved.x)
        if self._forbid(solved.x) == 0:
            fractions = (np.minimum(solved.x, 1 - solved.x) > _LOOSE).any()
            self.going = bool(fractions) and not self.whole
            self.whole = True

    def _round(self, x: Floats) -> None:
        """An order from the solution: units by how many others they come before."""
        first = np.zeros(self.matrix.shape)
        first[self.i, self.j], first[self.j, self.i] = x, 1 - x
        order = np.argsort(-first.sum(axis=1).round(6), kind="stable")
        reached = float(np.triu(self.matrix[np.ix_(order, order)], 1).sum())
        if reached > self.reached:
            self.order, self.reached = [int(k) for k in order], reached

    def _forbid(self, x: Floats) -> int:
        """Add the circles a > b > c > a and a > c > b > a that the solution has, the plainest first."""
        from scipy.sparse import csr_array

        a, b, c = self.triples.T
        parts = np.column_stack([self.number[a, b], self.number[b, c], self.number[a, c]])
        turn = x[parts[:, 0]] + x[parts[:, 1]] - x[parts[:, 2]]
        over = np.concatenate([turn - 1, -turn])
        worst = np.argsort(-over, kind="stable")[:_ADDED]
        worst = worst[over[worst] > _LOOSE]
        if len(worst) == 0:
            return 0
        other = worst >= len(turn)
        columns = parts[worst % len(turn)]
        signs = np.where(other[:, None], [-1.0, -1.0, 1.0], [1.0, 1.0, -1.0])
        ends = np.arange(0, 3 * len(worst) + 1, 3)
        shape = (len(worst), len(x))
        self.rows.append(csr_array((signs.ravel(), columns.ravel(), ends), shape=shape))
        self.highs.append(np.where(other, 0.0, 1.0))
        return len(worst)

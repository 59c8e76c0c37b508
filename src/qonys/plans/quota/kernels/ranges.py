"""How far a dual holds: where the value of a program stops being linear in one of its limits."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qonys.numerics.program import Program, Solution, solve

CLOSE = 1e-7
"""Steps, and slopes as a part of the largest gain, that count as none."""
ROUNDS = 60


@dataclass(frozen=True)
class Reach:
    """What one more place of a limit adds, and between which amounts of the limit it does."""

    dual: float
    low: float
    high: float
    """Infinite where it never stops."""


def moved(program: Program, row: int, by: float) -> Program:
    """A program with one row's limits moved; the row keeps its width."""
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    lower[row] += by
    upper[row] += by
    return replace(program, row_lower=lower, row_upper=upper)


def reach_of(program: Program, best: Solution, row: int, amount: float, most: float) -> Reach:
    """The amounts of a limit between which its dual holds.

    The value of a program is concave and piecewise linear in a limit: the line of the dual is followed until a
    solution lies below it, and the crossing with that solution's own line is tried next.

    Parameters
    ----------
    program : Program
        Without whole numbers.
    best : Solution
        Its optimum.
    row : int
        A row with one finite limit.
    amount : float
        That limit.
    most : float
        So far at most it is followed to either side.

    Returns
    -------
    Reach

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> one = Program(np.array([2.0, 1.0]), csr_array(np.array([[1.0, 1.0]])), np.array([-np.inf]), np.array([5.0]),
    ...               np.zeros(2), np.array([3.0, 4.0]))
    >>> found = reach_of(one, solve(one), 0, 5.0, 100.0)
    >>> found.dual, found.low, found.high
    (1.0, 3.0, 7.0)
    """
    dual = float(best.row_duals[row])
    ends = [_follow(program, best, row, side * most) for side in (-1.0, 1.0)]
    return Reach(dual, amount + ends[0], amount + ends[1])


def _follow(program: Program, best: Solution, row: int, to: float) -> float:
    """How far from the present amount, towards `to`, the line of the dual is the value."""
    dual, step, size = float(best.row_duals[row]), to, program.size
    for _ in range(ROUNDS):
        found = solve(moved(program, row, step))
        if not found.found:
            step = _feasible(program, row, step)
            if step == 0.0:
                return 0.0
            continue
        line = best.objective + dual * step
        if found.objective >= line - CLOSE * max(size, abs(line)):
            return step if abs(step) < abs(to) else (np.inf if to > 0 else step)
        slope = float(found.row_duals[row])
        if abs(slope - dual) <= CLOSE * size:
            return 0.0
        # Where the two lines cross.
        step = (found.objective - slope * step - best.objective) / (dual - slope)
        if abs(step) <= CLOSE:
            return 0.0
    return step


def _feasible(program: Program, row: int, step: float) -> float:
    """The farthest feasible step towards an infeasible one."""
    from scipy.sparse import csc_array, hstack

    rows = len(program.row_lower)
    way = csc_array((np.array([-np.sign(step)]), (np.array([row]), np.array([0]))), shape=(rows, 1))
    n = len(program.gain)
    found = solve(
        Program(
            np.r_[np.zeros(n), 1.0], hstack([csc_array(program.matrix), way], format="csc"), program.row_lower,
            program.row_upper, np.r_[program.lower, 0.0], np.r_[program.upper, abs(step)],
        )
    )  # fmt: skip
    return float(np.sign(step) * found.values[-1]) if found.found else 0.0

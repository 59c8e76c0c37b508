"""Linear and mixed-integer programs: one form, one solver, the same answer on every run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from scipy.sparse import csc_array, csr_array, hstack, sparray, vstack

from qonys.numerics.arrays import Floats
from qonys.numerics.silence import quiet

Flags = np.ndarray[Any, np.dtype[np.bool_]]
TIGHT = 1e-7
"""A limit counts as met within this."""


class Outcome(Enum):
    """How a solution ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    STOPPED = "stopped"
    """The time ran out; `gap` says how far the bound is."""


STATES = {0: Outcome.OPTIMAL, 2: Outcome.INFEASIBLE, 3: Outcome.UNBOUNDED}


@dataclass(frozen=True)
class Program:
    """Maximise `gain @ x` where `row_lower <= matrix @ x <= row_upper` and `lower <= x <= upper`.

    Infinite limits are absent ones. `integer` marks the variables that must be whole.
    """

    gain: Floats
    matrix: sparray
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    integer: Flags | None = None

    @property
    def size(self) -> float:
        """The largest gain: what duals and objectives are measured by, whatever unit gains are in."""
        return float(np.abs(self.gain).max(initial=0.0)) or 1.0


@dataclass(frozen=True)
class Solution:
    """What a program comes to."""

    outcome: Outcome
    values: Floats
    """(n,) the variables; empty if there is no solution."""
    objective: float
    bound: float
    """No solution can be better than this."""
    row_duals: Floats
    """(m,) what the objective gains by raising the limit that binds by one; empty for a program with whole numbers."""
    reduced_gains: Floats
    """(n,) the same for the bounds of variables."""

    @property
    def found(self) -> bool:
        """Whether there is a solution, the best or not."""
        return bool(self.values.size)

    @property
    def gap(self) -> float:
        """How far the bound lies above the objective, as a part of it."""
        return (self.bound - self.objective) / max(1.0, abs(self.objective))


def solve(program: Program, *, seconds: float = np.inf, relative_gap: float = 1e-9) -> Solution:
    """The best values of a program, by HiGHS; the same on every run.

    Parameters
    ----------
    program : Program
        n variables, m rows.
    seconds : float
        When a search for whole numbers stops; a solution that is not proven best says so by its `gap`.
    relative_gap : float
        When a solution in whole numbers counts as best.

    Returns
    -------
    Solution
        Duals only if no variable has to be whole.

    References
    ----------
    Huangfu, Hall (2018), Mathematical Programming Computation 10, 119-142.

    Examples
    --------
    >>> rows = csc_array(np.array([[1.0, 1.0], [1.0, 3.0]]))
    >>> best = solve(Program(np.array([1.0, 2.0]), rows, np.full(2, -np.inf), np.array([4.0, 6.0]),
    ...                      np.zeros(2), np.full(2, np.inf)))
    >>> best.values.tolist(), best.objective, best.row_duals.tolist()
    ([3.0, 1.0], 5.0, [0.5, 0.5])
    """
    if program.integer is not None and program.integer.any():
        return _whole(program, program.integer, seconds, relative_gap)
    return _linear(program)


def _linear(program: Program) -> Solution:
    from scipy.optimize import linprog

    matrix = csr_array(program.matrix)
    same = program.row_lower == program.row_upper
    under, over = np.isfinite(program.row_lower) & ~same, np.isfinite(program.row_upper) & ~same
    unit = _unit(program)
    # Which way each one-sided limit counts: over as it stands, under turned round.
    sides = vstack([matrix[over], -matrix[under]], format="csr")
    limits = np.r_[program.row_upper[over], -program.row_lower[under]]
    found = linprog(
        -program.gain / unit, sides, limits, matrix[same], program.row_lower[same], np.c_[program.lower, program.upper]
    )
    outcome = STATES.get(found.status, Outcome.STOPPED)
    if outcome is not Outcome.OPTIMAL:
        return _none(outcome)
    duals = np.zeros(len(program.row_lower))
    duals[same] = -found.eqlin.marginals * unit
    duals[over] -= found.ineqlin.marginals[: over.sum()] * unit
    duals[under] += found.ineqlin.marginals[over.sum() :] * unit
    values = found.x + 0.0  # No -0.
    objective = float(program.gain @ values)
    reduced = -(found.lower.marginals + found.upper.marginals) * unit
    return Solution(outcome, values, objective, objective, duals, reduced)


def _unit(program: Program) -> float:
    """What gains are divided by: the solver knows small from nothing by a fixed tolerance.

    A power of two changes no digit.
    """
    return float(np.exp2(np.floor(np.log2(program.size))))


def _whole(program: Program, whole: Flags, seconds: float, relative_gap: float) -> Solution:
    from scipy.optimize import Bounds, LinearConstraint, milp

    unit = _unit(program)
    with quiet():
        found = milp(
            -program.gain / unit, integrality=whole.astype(int), bounds=Bounds(program.lower, program.upper),
            constraints=LinearConstraint(csc_array(program.matrix), program.row_lower, program.row_upper),
            options={"mip_rel_gap": relative_gap, "time_limit": float(seconds)},
        )  # fmt: skip
    outcome = STATES.get(found.status, Outcome.STOPPED)
    if found.x is None:
        return _none(outcome)
    values = np.where(whole, np.round(found.x), found.x) + 0.0
    objective = float(program.gain @ values)
    bound = objective if found.mip_dual_bound is None else max(objective, -float(found.mip_dual_bound) * unit)
    return Solution(outcome, values, objective, bound, np.empty(0), np.empty(0))


def _none(outcome: Outcome) -> Solution:
    return Solution(outcome, np.empty(0), np.nan, np.nan, np.empty(0), np.empty(0))


def is_feasible(program: Program) -> bool:
    """Whether any values keep all limits."""
    return _violation(program, np.zeros(len(program.row_lower), dtype=bool))[0] <= TIGHT


def conflict(program: Program) -> tuple[int, ...]:
    """The rows of a smallest set of limits that cannot hold together: without any one of them, the others can.

    Parameters
    ----------
    program : Program
        One without a solution; the bounds of its variables are taken as given.

    Returns
    -------
    tuple of int
        Rows in rising order; empty if the program has a solution. There may be other such sets; which one is found
        does not change from run to run.

    References
    ----------
    Chinneck (1997), INFORMS Journal on Computing 9, 164-174 (elastic filter); Chinneck, Dravnieks (1991), ORSA
    Journal on Computing 3, 157-168 (deletion filter).

    Examples
    --------
    >>> rows = csc_array(np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]))
    >>> wrong = Program(np.zeros(2), rows, np.array([3.0, -np.inf, 0.0]), np.array([np.inf, 2.0, 9.0]),
    ...                 np.zeros(2), np.full(2, np.inf))
    >>> conflict(wrong)
    (0, 1)
    """
    kept = np.zeros(len(program.row_lower), dtype=bool)
    while True:
        total, broken = _violation(program, kept)
        if np.isinf(total):
            break
        if total <= TIGHT:
            return ()
        kept |= broken
    for row in np.flatnonzero(kept):
        without = kept.copy()
        without[row] = False
        if not _holds(program, without):
            kept = without
    return tuple(int(row) for row in np.flatnonzero(kept))


def _holds(program: Program, rows: Flags) -> bool:
    """Whether these rows alone can be kept."""
    some = np.flatnonzero(rows)
    if not len(program.gain):
        return bool((program.row_lower[some] <= 0).all() and (program.row_upper[some] >= 0).all())
    matrix = csc_array(program.matrix)[some, :]
    part = Program(
        np.zeros_like(program.gain), matrix, program.row_lower[some], program.row_upper[some], program.lower,
        program.upper, program.integer,
    )  # fmt: skip
    return solve(part).found


def _violation(program: Program, hard: Flags) -> tuple[float, Flags]:
    """The least sum by which rows that are not `hard` are broken, and which are; infinite if the hard ones clash."""
    rows, n = len(program.row_lower), len(program.gain)
    under = np.flatnonzero(~hard & np.isfinite(program.row_lower))
    over = np.flatnonzero(~hard & np.isfinite(program.row_upper))
    slack = len(under) + len(over)
    extra = csc_array(
        (np.r_[np.ones(len(under)), -np.ones(len(over))], (np.r_[under, over], np.arange(slack))), shape=(rows, slack)
    )
    none = np.zeros(slack, dtype=bool)
    elastic = Program(
        np.r_[np.zeros(n), -np.ones(slack)], hstack([csc_array(program.matrix), extra], format="csc"),
        program.row_lower, program.row_upper, np.r_[program.lower, np.zeros(slack)],
        np.r_[program.upper, np.full(slack, np.inf)], None if program.integer is None else np.r_[program.integer, none],
    )  # fmt: skip
    found = solve(elastic)
    broken = np.zeros(rows, dtype=bool)
    if not found.found:
        return np.inf, broken
    used = found.values[n:]
    broken[np.r_[under, over][used > TIGHT]] = True
    return float(used.sum()), broken

"""Several aims one after the other: the optimal face of a program, leximin over groups, the tie broken by need."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csc_array, csr_array, hstack, sparray, vstack

from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, Solution, solve

SURE = 1e-7
"""Duals above this part of the largest gain are not 0."""
ROOM = 1e-6
"""Sums that are fixed may miss by this where rounding has put them out of reach."""
STEPS = 10
"""Steps of coverage in which ties between cells are broken."""


def face(program: Program, best: Solution) -> Program:
    """The optimal solutions of a program, as limits: those that a dual solution binds hold as equalities.

    Complementary slackness with one optimal dual describes all optimal primal solutions, so that no tolerance on the
    objective is needed.

    Parameters
    ----------
    program : Program
        Without whole numbers.
    best : Solution
        An optimal one of it, with duals.

    Returns
    -------
    Program
        Same variables and rows; its gain is that of `program`.
    """
    sure = SURE * program.size
    tight = np.abs(best.row_duals) > sure
    up = tight & (best.row_duals > 0)
    down = tight & (best.row_duals < 0)
    row_lower = np.where(up, program.row_upper, program.row_lower)
    row_upper = np.where(down, program.row_lower, program.row_upper)
    at_upper, at_lower = best.reduced_gains > sure, best.reduced_gains < -sure
    return replace(
        program, row_lower=row_lower, row_upper=row_upper,
        lower=np.where(at_upper, program.upper, program.lower), upper=np.where(at_lower, program.lower, program.upper),
    )  # fmt: skip


@dataclass(frozen=True)
class Levels:
    """Levels of groups that leximin fixes."""

    levels: Floats
    """(group,) coverage."""
    program: Program
    """The program whose solutions all have these levels."""


def leximin(program: Program, groups: sparray) -> Levels:
    """The levels of groups of which the lowest is highest, then the second lowest, and so on: they are unique.

    Parameters
    ----------
    program : Program
        Its limits; its gain is not read.
    groups : (group, n) sparse
        The level of each group as a sum of variables.

    Returns
    -------
    Levels

    Raises
    ------
    ValueError
        If the program has no solution.

    Notes
    -----
    Each round raises the least level of the groups that are still free as far as it goes; a group whose dual is above
    0 is at that level in every solution (complementary slackness), and since these duals sum to 1 each round fixes at
    least one.

    References
    ----------
    Ogryczak, Pióro, Tomaszewski (2005), J. Telecommun. Inf. Technol. 3, 32-44 (lexicographic max-min).

    Examples
    --------
    >>> one = Program(np.zeros(2), csr_array(np.array([[1.0, 1.0]])), np.array([-np.inf]), np.array([6.0]),
    ...               np.zeros(2), np.array([2.0, 9.0]))
    >>> leximin(one, csr_array(np.array([[1.0, 0.0], [0.0, 1.0]]))).levels.tolist()
    [2.0, 4.0]
    """
    n, count = len(program.gain), groups.shape[0]
    groups = csr_array(groups)
    free, levels = np.ones(count, dtype=bool), np.zeros(count)
    rows = len(program.row_lower)
    last = csc_array((rows, 1))
    while free.any():
        # Variables and the level t; free groups lie at or above it, the others at their own.
        minus = csc_array(np.where(free, -1.0, 0.0)[:, None])
        matrix = vstack([hstack([csr_array(program.matrix), last]), hstack([groups, minus])], format="csr")
        stage = Program(
            np.r_[np.zeros(n), 1.0], matrix, np.r_[program.row_lower, np.where(free, 0.0, levels)],
            np.r_[program.row_upper, np.where(free, np.inf, levels)], np.r_[program.lower, -np.inf],
            np.r_[program.upper, np.inf],
        )  # fmt: skip
        found = solve(stage)
        if not found.found:
            found = solve(_loosened(stage, rows))
        if not found.found:
            raise ValueError("leximin of a program without a solution")
        duals = -found.row_duals[rows:]
        fixed = free & (duals > SURE)
        if not fixed.any():
            fixed = free.copy()
        levels[fixed] = found.values[-1]
        free &= ~fixed
    # In places.
    scale = 1 / np.maximum(abs(groups).max(axis=1).toarray().ravel(), 1e-300)
    sums, totals = csr_array(groups.multiply(scale[:, None])), levels * scale
    fixed_sums = _fixed(program, sums, totals, 0.0)
    reached = solve(replace(fixed_sums, gain=np.zeros(n), integer=None)).found
    return Levels(levels, fixed_sums if reached else _fixed(program, sums, totals, ROOM))


def _fixed(program: Program, sums: csr_array, totals: Floats, room: float) -> Program:
    return replace(
        program, matrix=vstack([csr_array(program.matrix), sums], format="csr"),
        row_lower=np.r_[program.row_lower, totals - room], row_upper=np.r_[program.row_upper, totals + room],
    )  # fmt: skip


def _loosened(stage: Program, rows: int) -> Program:
    """Levels that rounding of earlier rounds has put out of reach, with a little room."""
    slack = np.r_[np.zeros(rows), np.full(len(stage.row_lower) - rows, 1e-8)]
    return replace(stage, row_lower=stage.row_lower - slack, row_upper=stage.row_upper + slack)


def even(program: Program, needs: Floats, steps: int = STEPS) -> Floats:
    """Among all solutions of a program the one that fills needs most evenly, to a step.

    Each place has a cost that rises with the part of its cell's need that is filled, in steps: the least sum of costs
    is the proportional plan as far as limits allow it.

    Parameters
    ----------
    program : Program
        Its limits; its gain is not read.
    needs : (n,) floats
        What a full cell holds; where it is 0 the variable has no cost.
    steps : int

    Returns
    -------
    (n,) floats
    """
    n = len(needs)
    some = np.flatnonzero((needs > 0) & (program.upper > program.lower))
    if not some.size:
        return solve(replace(program, gain=np.zeros(n), integer=None)).values
    k = len(some)
    # q - lower = the sum of its segments; lower may lie above some of them, whose cost is then sunk.
    edges = np.linspace(0, 1, steps + 1)
    low, high = program.lower[some, None], program.upper[some, None]
    ends = np.clip(needs[some, None] * edges[None, :], low, high)
    ends[:, -1] = high[:, 0]
    width = np.diff(ends, axis=1)
    cost = np.repeat((np.arange(steps) + 0.5)[None, :] / steps, k, axis=0)
    spread = csr_array((np.ones(k * steps), (np.repeat(some, steps), np.arange(k * steps))), shape=(n, k * steps))
    fixed = np.setdiff1d(np.arange(n), some)
    keep = csr_array((np.ones(len(fixed)), (fixed, np.arange(len(fixed)))), shape=(n, len(fixed)))
    link = hstack([keep, spread], format="csr")
    base = np.zeros(n)
    base[some] = program.lower[some]
    moved = csr_array(program.matrix) @ base
    part = Program(
        np.r_[np.zeros(len(fixed)), -cost.ravel()], csr_array(program.matrix) @ link, program.row_lower - moved,
        program.row_upper - moved, np.r_[program.lower[fixed], np.zeros(k * steps)],
        np.r_[program.upper[fixed], width.ravel()],
    )  # fmt: skip
    found = solve(part)
    if not found.found:
        return solve(replace(program, gain=np.zeros(n), integer=None)).values
    values: Floats = base + link @ found.values
    return values

"""Plans in whole places: the best one, or the nearest to a plan in fractions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, solve

GAP = 1e-6
"""A plan in whole places is proven best to this part of its value."""


def whole_program(program: Program) -> Program:
    """A program over whole places; nobody gets more than the need."""
    return replace(program, upper=np.floor(program.upper + 1e-9), integer=np.ones(len(program.gain), dtype=bool))


def best_whole(program: Program, plan: Floats) -> tuple[Floats, float] | None:
    """The best plan in whole places, of several the nearest to a plan in fractions, and what no plan exceeds.

    Parameters
    ----------
    program : Program
    plan : (n,) floats
        In fractions.

    Returns
    -------
    ((n,) floats, float), or None
        None if limits cannot hold together in whole places.

    Examples
    --------
    >>> one = Program(np.array([1.0, 1.0]), csr_array(np.array([[1.0, 1.0]])), np.array([-np.inf]), np.array([3.5]),
    ...               np.zeros(2), np.full(2, 3.0))
    >>> best_whole(one, np.array([2.0, 1.5]))[0].tolist()
    [2.0, 1.0]
    """
    found = solve(whole_program(program), relative_gap=GAP)
    if not found.found:
        return None
    least = found.objective - GAP * max(program.size, abs(found.objective))
    near = _nearest(program, plan, least)
    return (found.values if near is None else near), found.bound


def rounded(program: Program, plan: Floats) -> Floats | None:
    """A plan rounded up or down cell by cell, with as much of the gain as limits allow; None if none can be.

    Where rounding down breaks a floor, it is the nearest whole plan anywhere.

    Parameters
    ----------
    program : Program
    plan : (n,) floats
        In fractions.
    """
    whole = whole_program(program)
    found = solve(
        replace(whole, lower=np.floor(plan + 1e-6), upper=np.minimum(np.ceil(plan - 1e-6), whole.upper)),
        relative_gap=GAP,
    )
    return found.values if found.found else _nearest(program, plan, -np.inf)


def _nearest(program: Program, target: Floats, least: float) -> Floats | None:
    """The whole plan with the least sum of distances to another, of at least so much of the gain."""
    n = len(target)
    none = csr_array((program.matrix.shape[0], n))
    rows = vstack(
        [
            hstack([csr_array(program.matrix), none]),
            csr_array(np.r_[program.gain / program.size, np.zeros(n)][None, :]),
            hstack([eye_array(n), -eye_array(n)]),
            hstack([eye_array(n), eye_array(n)]),
        ],
        format="csr",
    )
    part = Program(
        np.r_[np.zeros(n), -np.ones(n)], rows,
        np.r_[program.row_lower, least / program.size, np.full(n, -np.inf), target],
        np.r_[program.row_upper, np.inf, target, np.full(n, np.inf)], np.r_[program.lower, np.zeros(n)],
        np.r_[whole_program(program).upper, np.full(n, np.inf)], np.r_[np.ones(n, dtype=bool), np.zeros(n, dtype=bool)],
    )  # fmt: skip
    found = solve(part, seconds=20.0, relative_gap=1e-4)
    return found.values[:n] if found.found else None

"""Places that are not used, moved to where they are needed: as many needs met as can be, with the fewest moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, vstack

from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, solve

SURE = 1e-7


def moved_places(
    limits: Program, kinds: NDArray[np.intp], quota: Floats, needs: Floats, kept: Floats, *, whole: bool = False
) -> Floats:
    """Places after unused ones have moved.

    Parameters
    ----------
    limits : Program
        Its rows are kept, or where the present places break one, are broken no further; its gain is not read.
    kinds : (n,) ints
        Places move within a kind alone.
    quota, needs, kept : (n,) floats
        Places now; those that are needed; those that stay at least.
    whole : bool
        Whether places are whole.

    Returns
    -------
    (n,) floats
        Of all places that meet as many needs those with the fewest moves; the present ones if there are none.

    Examples
    --------
    >>> free = Program(np.zeros(2), csr_array((0, 2)), np.zeros(0), np.zeros(0), np.zeros(2), np.full(2, 9.0))
    >>> kinds, five = np.zeros(2, dtype=int), np.full(2, 5.0)
    >>> moved_places(free, kinds, five, np.array([9.0, 3.0]), np.array([5.0, 2.0])).tolist()
    [7.0, 3.0]
    """
    program = _program(limits, kinds, quota, (needs, np.ceil(kept - SURE) if whole else kept), whole)
    best = solve(program)
    if not best.found:
        return quota.copy()
    after = _fewest(program, quota, best.objective)
    return np.round(after) if whole else after


def _program(
    limits: Program, kinds: NDArray[np.intp], quota: Floats, bounds: tuple[Floats, Floats], whole: bool
) -> Program:
    """Variables of a cell: places that meet its need, and all its places, of which some may be idle."""
    needs, kept = bounds
    n = len(quota)
    of_kind = csr_array((np.ones(n), (kinds, np.arange(n))), shape=(int(kinds.max()) + 1, n))
    now, totals = limits.matrix @ quota, of_kind @ quota
    rows = [
        hstack([csr_array((len(now), n)), csr_array(limits.matrix)]),
        hstack([csr_array((len(totals), n)), of_kind]),
        hstack([-eye_array(n), eye_array(n)]),
    ]
    return Program(
        np.r_[np.ones(n), np.zeros(n)], vstack(rows, format="csr"),
        np.r_[np.minimum(limits.row_lower, now), totals, np.zeros(n)],
        np.r_[np.maximum(limits.row_upper, now), totals, np.full(n, np.inf)],
        np.r_[np.zeros(n), kept], np.r_[needs, np.maximum(quota, np.ceil(needs) if whole else needs)],
        np.r_[np.zeros(n, dtype=bool), np.ones(n, dtype=bool)] if whole else None,
    )  # fmt: skip


def _fewest(program: Program, quota: Floats, best: float) -> Floats:
    """The places with the fewest moves among those that fill as much."""
    n = len(quota)
    none = csr_array((program.matrix.shape[0], n))
    rows = [
        hstack([csr_array(program.matrix), none]),
        csr_array(np.r_[program.gain, np.zeros(n)][None, :]),
        hstack([csr_array((n, n)), eye_array(n), -eye_array(n)]),
    ]
    part = Program(
        np.r_[np.zeros(2 * n), -np.ones(n)], vstack(rows, format="csr"),
        np.r_[program.row_lower, best - SURE, np.full(n, -np.inf)], np.r_[program.row_upper, np.inf, quota],
        np.r_[program.lower, np.zeros(n)], np.r_[program.upper, np.full(n, np.inf)],
        None if program.integer is None else np.r_[program.integer, np.zeros(n, dtype=bool)],
    )  # fmt: skip
    found = solve(part)
    values = found.values if found.found else solve(program).values
    after: Floats = np.round(values[n : 2 * n], 6) + 0.0
    return after

"""Places that are not used, moved during the year to where they are needed, with a reserve left behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from qonys.errors import BadInput, CannotCompute, Fault
from qonys.model.quota import QuotaProblem
from qonys.numerics.arrays import Floats
from qonys.plans.kernels.program import Program, solve
from qonys.plans.quota_problem import needs_of, program_of

RESERVE = 0.1


@dataclass(frozen=True)
class Moves:
    """Places before and after, (cell,)."""

    before: Floats
    after: Floats
    used: Floats
    needs: Floats
    reserve: float

    @property
    def filled_before(self) -> float:
        """Places that meet a need, before."""
        return float(np.minimum(self.before, self.needs).sum())

    @property
    def filled_after(self) -> float:
        """The same after; never fewer."""
        return float(np.minimum(self.after, self.needs).sum())


def reallocate(problem: QuotaProblem, quota: Floats, reserve: float = RESERVE) -> Moves:
    """Moves unused places of each category to cells whose need is above their quota.

    Parameters
    ----------
    problem : QuotaProblem
        Its cells say what is used so far; its needs are those of the whole year.
    quota : (cell,) floats
        Places that each cell has now.
    reserve : float
        Part of its unused places that each cell keeps.

    Returns
    -------
    Moves
        The places of each category stay as many as they are. Limits hold, or where the present quota breaks one, are
        broken no further. Of all such moves the fewest.

    Raises
    ------
    CannotCompute
        If no cell says what is used.
    BadInput
        With all cells that use more than they have.

    Examples
    --------
    >>> from qonys.model.quota import Category, Cell, QuotaTerms
    >>> from qonys.plans.quota_problem import make_problem
    >>> cells = [Cell("North", "F", "3", 0, 10, 10, used=10), Cell("South", "F", "3", 0, 5, 5, used=2)]
    >>> reallocate(make_problem(cells, QuotaTerms((Category("3"),))), np.array([8.0, 12.0]) + 2, 0.0).after.tolist()
    [10.0, 14.0]
    """
    used = _used(problem, quota)
    needs = np.maximum(needs_of(problem), used)
    kept = used + reserve * (quota - used)
    n = len(quota)
    # A cell's places: useful ones up to its need, and idle ones, which stay where they are.
    limits = program_of(problem, np.zeros(n))
    now = limits.matrix @ quota
    rows = [hstack([csr_array(limits.matrix)] * 2), hstack([_categories(problem)] * 2), hstack([_eye(n)] * 2)]
    totals = _categories(problem) @ quota
    program = Program(
        np.r_[np.ones(n), np.zeros(n)], vstack(rows, format="csr"),
        np.r_[np.minimum(limits.row_lower, now), totals, kept],
        np.r_[np.maximum(limits.row_upper, now), totals, np.full(n, np.inf)],
        np.zeros(2 * n), np.r_[needs, np.maximum(quota, kept)],
    )  # fmt: skip
    best = solve(program)
    if not best.found:
        return Moves(quota, quota.copy(), used, needs, reserve)
    return Moves(quota, _fewest(program, quota, best.objective), used, needs, reserve)


def _eye(n: int) -> csr_array:
    return csr_array((np.ones(n), (np.arange(n), np.arange(n))), shape=(n, n))


def _categories(problem: QuotaProblem) -> csr_array:
    names = list(dict.fromkeys(cell.category for cell in problem.cells))
    at = np.array([names.index(cell.category) for cell in problem.cells])
    return csr_array((np.ones(len(at)), (at, np.arange(len(at)))), shape=(len(names), len(at)))


def _fewest(program: Program, quota: Floats, best: float) -> Floats:
    """The places with the fewest moves among those that fill as much."""
    n = len(quota)
    eye, none = _eye(n), csr_array((program.matrix.shape[0], n))
    rows = [
        hstack([csr_array(program.matrix), none]),
        csr_array(np.r_[program.gain, np.zeros(n)][None, :]),
        hstack([eye, eye, -eye]),
    ]
    part = Program(
        np.r_[np.zeros(2 * n), -np.ones(n)], vstack(rows, format="csr"),
        np.r_[program.row_lower, best - 1e-7, np.full(n, -np.inf)], np.r_[program.row_upper, np.inf, quota],
        np.zeros(3 * n), np.r_[program.upper, np.full(n, np.inf)],
    )  # fmt: skip
    found = solve(part)
    values = found.values if found.found else solve(program).values
    after: Floats = np.round(values[:n] + values[n : 2 * n], 6) + 0.0
    return after


def _used(problem: QuotaProblem, quota: Floats) -> Floats:
    if all(cell.used is None for cell in problem.cells):
        raise CannotCompute("quota-no-use", "no cell says what is used", where="used", fix="--needs needs.csv")
    used = np.array([cell.used or 0.0 for cell in problem.cells])
    faults = [
        Fault(
            "quota-used-more", f"{u:g} used of {q:g}", " ".join(cell.key), None, "used",
            {"used": f"{u:g}", "quota": f"{q:g}"},
        )
        for cell, u, q in zip(problem.cells, used, quota, strict=True)
        if u > q + 1e-9
    ]  # fmt: skip
    if faults:
        raise BadInput.file(faults)
    return used

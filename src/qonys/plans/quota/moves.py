"""Places that are not used, moved during the year to where they are needed, with a reserve left behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from qonys.errors import BadInput, CannotCompute, Fault
from qonys.model.quota import QuotaProblem
from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, solve
from qonys.plans.quota.problem import needs_of, program_of

RESERVE = 0.1
SURE = 1e-7


@dataclass(frozen=True)
class Moves:
    """Places before and after, (cell,)."""

    before: Floats
    after: Floats
    used: Floats
    """nan where it is not said."""
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


def reallocate(problem: QuotaProblem, quota: Floats, reserve: float = RESERVE, *, whole: bool = False) -> Moves:
    """Moves unused places of each category to cells whose need is above their quota.

    Parameters
    ----------
    problem : QuotaProblem
        Its cells say what is used so far; its needs are those of the whole year.
    quota : (cell,) floats
        Places that each cell has now.
    reserve : float
        Part of its unused places that each cell keeps. One that does not say what it uses keeps them all.
    whole : bool
        Whether places must be whole; then the present ones must be.

    Returns
    -------
    Moves
        The places of each category stay as many as they are. Limits hold, or where the present quota breaks one, are
        broken no further. Of all such moves the fewest.

    Raises
    ------
    CannotCompute
        If no cell says what is used, or whole places are asked for and there are parts of one.
    BadInput
        With all cells that use more than they have.

    Examples
    --------
    >>> from qonys.model.quota import Category, Cell, QuotaTerms
    >>> from qonys.plans.quota.problem import make_problem
    >>> cells = [Cell("North", "F", "3", 0, 10, 10, used=10), Cell("South", "F", "3", 0, 5, 5, used=2)]
    >>> reallocate(make_problem(cells, QuotaTerms((Category("3"),))), np.array([8.0, 12.0]) + 2, 0.0).after.tolist()
    [10.0, 14.0]
    """
    used = _used(problem, quota)
    if whole and (parts := np.flatnonzero(np.abs(quota - np.round(quota)) > SURE)).size:
        name = " ".join(problem.cells[parts[0]].key)
        raise CannotCompute(
            "quota-parts", f"{name} has {quota[parts[0]]:g} places", where=name, fix="without --whole", name=name,
            places=float(quota[parts[0]]),
        )  # fmt: skip
    needs = np.maximum(needs_of(problem), np.nan_to_num(used))
    kept = np.where(np.isnan(used), quota, used + reserve * (quota - used))
    program = _program(problem, quota, (needs, np.ceil(kept - SURE) if whole else kept), whole)
    best = solve(program)
    if not best.found:
        return Moves(quota, quota.copy(), used, needs, reserve)
    after = _fewest(program, quota, best.objective)
    return Moves(quota, np.round(after) if whole else after, used, needs, reserve)


def _program(problem: QuotaProblem, quota: Floats, bounds: tuple[Floats, Floats], whole: bool) -> Program:
    """Variables of a cell: places that meet its need, and all its places, of which some may be idle."""
    needs, kept = bounds
    n = len(quota)
    limits = program_of(problem, np.zeros(n))
    now, totals = limits.matrix @ quota, _categories(problem) @ quota
    rows = [
        hstack([csr_array((len(now), n)), csr_array(limits.matrix)]),
        hstack([csr_array((len(totals), n)), _categories(problem)]),
        hstack([-eye_array(n), eye_array(n)]),
    ]
    return Program(
        np.r_[np.ones(n), np.zeros(n)], vstack(rows, format="csr"),
        np.r_[np.minimum(limits.row_lower, now), totals, np.zeros(n)],
        np.r_[np.maximum(limits.row_upper, now), totals, np.full(n, np.inf)],
        np.r_[np.zeros(n), kept], np.r_[needs, np.maximum(quota, np.ceil(needs) if whole else needs)],
        np.r_[np.zeros(n, dtype=bool), np.ones(n, dtype=bool)] if whole else None,
    )  # fmt: skip


def _categories(problem: QuotaProblem) -> csr_array:
    names = list(dict.fromkeys(cell.category for cell in problem.cells))
    at = np.array([names.index(cell.category) for cell in problem.cells])
    return csr_array((np.ones(len(at)), (at, np.arange(len(at)))), shape=(len(names), len(at)))


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


def _used(problem: QuotaProblem, quota: Floats) -> Floats:
    """(cell,) what is used; nan where it is not said."""
    if all(cell.used is None for cell in problem.cells):
        raise CannotCompute("quota-no-use", "no cell says what is used", where="used", fix="--needs needs.csv")
    used = np.array([np.nan if cell.used is None else cell.used for cell in problem.cells])
    faults = [
        Fault(
            "quota-used-more", f"{u:g} used of {q:g}", " ".join(cell.key), None, "used",
            {"used": float(u), "quota": float(q)},
        )
        for cell, u, q in zip(problem.cells, used, quota, strict=True)
        if u > q + 1e-9
    ]  # fmt: skip
    if faults:
        raise BadInput.file(faults)
    return used

"""Plans of a quota: the best, the fairest between areas, the one of least regret; in fractions or whole places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from qonys.model.quota import NeedLevel, QuotaProblem
from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, Solution, solve
from qonys.plans.quota.kernels.regret import Regret, minimax_regret
from qonys.plans.quota.kernels.stages import even, face, leximin
from qonys.plans.quota.problem import Objective, gain_of, gains_of, make_problem, needs_of, program_of, refuse

DRAWS = 500
SEED = 20261126
WHOLE_GAP = 1e-6
"""A plan in whole places is proven best to this part of its value."""


class Version(Enum):
    """Which of the plans that keep all limits."""

    BEST = "best"
    """The most of the objective."""
    MAXMIN = "maxmin"
    """The highest coverage of the area with the lowest, then of the next one, and so on."""
    REGRET = "regret"
    """The least loss, in the worst draw of needs and effects, against the best plan of that draw."""


@dataclass(frozen=True)
class Plan:
    """Places of each cell, and how they were found."""

    problem: QuotaProblem
    objective: Objective
    version: Version
    places: Floats
    """(cell,)"""
    value: float
    """Of the objective."""
    bound: float
    """No plan in whole places, or of this objective, reaches more."""
    program: Program
    best: Solution
    """The optimum of the objective with its duals, whatever the version."""
    whole: bool = False
    regret: Regret | None = None
    in_fractions: float = np.nan
    """Of a plan in whole places: what the same version reaches in fractions."""

    @property
    def coverage(self) -> dict[str, float]:
        """Part of its need that each area gets; nan where it needs nobody."""
        needs = needs_of(self.problem)
        found = {}
        for area in self.problem.areas:
            at = [i for i, cell in enumerate(self.problem.cells) if cell.area == area]
            total = needs[at].sum()
            found[area] = float(self.places[at].sum() / total) if total else np.nan
        return found


def plan_quota(
    problem: QuotaProblem,
    objective: Objective = Objective.BALANCED,
    version: Version = Version.BEST,
    *,
    whole: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Plan:
    """The plan of an objective and a version.

    Parameters
    ----------
    problem : QuotaProblem
    objective : Objective
    version : Version
    whole : bool
        Whether places must be whole.
    draws, seed : int
        Of needs and effects, for regret.

    Returns
    -------
    Plan
        One answer: areas that are tied get places by leximin of their coverage, cells within them by their need.

    Raises
    ------
    BadInput
        If limits cannot hold together, with a smallest set of them.
    CannotCompute
        If output is asked for and not stated.

    Examples
    --------
    >>> from qonys.model.quota import Category, Cell, QuotaTerms
    >>> from qonys.plans.quota.problem import make_problem
    >>> cells = [Cell(area, "F", "3", 0, need, need) for area, need in (("North", 30), ("South", 10))]
    >>> plan = plan_quota(make_problem(cells, QuotaTerms((Category("3"),), cap=20)), Objective.FILLED)
    >>> plan.places.round(6).tolist(), plan.value
    ([15.0, 5.0], 20.0)
    """
    if version is Version.REGRET:  # Needs are drawn up to their high ends: so many places may be used.
        problem = make_problem(problem.cells, problem.terms, problem.year, NeedLevel.HIGH)
    gain = gain_of(problem, objective)
    program = program_of(problem, gain)
    best = solve(program)
    if not best.found:
        raise refuse(problem, program)
    regret = None
    if version is Version.BEST:
        places = settled(problem, face(program, best))
    elif version is Version.MAXMIN:
        places = _fairest(problem, program)
    else:
        regret = _least_regret(problem, objective, draws, seed)
        places = regret.values
    plan = Plan(problem, objective, version, places, float(gain @ places), best.objective, program, best, False, regret)
    return _whole(plan) if whole else plan


def settled(problem: QuotaProblem, optimal: Program) -> Floats:
    """One of many optimal plans: leximin of the coverage of areas, then cells by need."""
    needs = needs_of(problem)
    fair = leximin(optimal, _coverage(problem, needs))
    places = even(fair.program, needs)
    return _clean(places, optimal)


def _fairest(problem: QuotaProblem, program: Program) -> Floats:
    """The leximin plan; of those that are left, the best of the objective."""
    needs = needs_of(problem)
    fair = leximin(program, _coverage(problem, needs)).program
    best = solve(replace(fair, gain=program.gain))
    if not best.found:
        return even(fair, needs)
    return _clean(even(face(replace(fair, gain=program.gain), best), needs), program)


def _coverage(problem: QuotaProblem, needs: Floats) -> csr_array:
    """The coverage of each area that needs somebody, as sums of places."""
    areas = {area: i for i, area in enumerate(problem.areas)}
    at = np.array([areas[cell.area] for cell in problem.cells])
    total = np.bincount(at, needs, len(areas))
    parts = np.divide(1.0, total, out=np.zeros(len(areas)), where=total > 0)
    matrix = csr_array((parts[at], (at, np.arange(len(at)))), shape=(len(areas), len(at)))
    return csr_array(matrix[np.flatnonzero(total > 0)])


def _clean(places: Floats, program: Program) -> Floats:
    """Without the noise of tolerances."""
    rounded = np.round(places, 9)
    found: Floats = np.clip(rounded, program.lower, program.upper) + 0.0
    return found


def draws_of(problem: QuotaProblem, objective: Objective, draws: int, seed: int) -> tuple[Floats, Floats]:
    """Draws of needs and of gains, (draw, cell).

    Needs of one area move together: its employers overstate or understate alike, from low over central to high
    (triangular). The effect on vulnerable workers is drawn between none and twice the declared one, for the country.
    Gains below 0 count as 0: such places are not given.
    """
    rng = np.random.default_rng(seed)
    low, central, high = (needs_of(problem, level) for level in NeedLevel)
    areas = {area: i for i, area in enumerate(problem.areas)}
    at = np.array([areas[cell.area] for cell in problem.cells])
    u = rng.random((draws, len(areas)))[:, at]
    width = np.maximum(high - low, 1e-12)
    turn = (central - low) / width
    rising = low + np.sqrt(u * width * np.maximum(central - low, 0))
    falling = high - np.sqrt((1 - u) * width * np.maximum(high - central, 0))
    needs = np.where(u < turn, rising, falling)
    gain, gains = gain_of(problem, objective), gains_of(problem)
    scale = 2 * rng.random((draws, 1))
    if objective is not Objective.BALANCED:
        return needs, np.broadcast_to(gain, needs.shape).copy()
    return needs, np.maximum(0.0, gain + problem.terms.weight * gains.affected * (1 - scale))


def _least_regret(problem: QuotaProblem, objective: Objective, draws: int, seed: int) -> Regret:
    needs, gains = draws_of(problem, objective, draws, seed)
    program = program_of(problem, gain_of(problem, objective))
    found = minimax_regret(program, needs, gains)
    return replace(found, values=_clean(found.values, program))


def _whole(plan: Plan) -> Plan:
    """The same plan in whole places.

    The best version is solved anew in whole numbers; of all best ones the nearest to the plan in fractions is taken.
    The others are rounded up or down cell by cell, with as much of the objective as limits allow.
    """
    program = plan.program
    n = len(plan.places)
    if plan.version is Version.BEST:
        upper = np.floor(program.upper + 1e-9)
        found = solve(replace(program, upper=upper, integer=np.ones(n, dtype=bool)), relative_gap=WHOLE_GAP)
        if not found.found:
            raise refuse(plan.problem, replace(program, upper=upper, integer=np.ones(n, dtype=bool)))
        least = found.objective - WHOLE_GAP * max(program.size, abs(found.objective))
        near = _nearest(replace(program, upper=upper), plan.places, least)
        places = found.values if near is None else near
        return replace(
            plan,
            places=places,
            value=float(program.gain @ places),
            bound=found.bound,
            whole=True,
            in_fractions=plan.value,
        )
    lower = np.floor(plan.places + 1e-6)
    upper = np.minimum(np.ceil(plan.places - 1e-6), np.floor(program.upper + 1e-9))  # Nobody gets more than the need.
    boxed = replace(program, lower=lower, upper=upper, integer=np.ones(n, dtype=bool))
    found = solve(boxed, relative_gap=WHOLE_GAP)
    if found.found:
        places = found.values
    else:
        # A floor that rounding down breaks: nearest whole plan anywhere.
        anywhere = replace(program, upper=np.floor(program.upper + 1e-9))
        near = _nearest(anywhere, plan.places, -np.inf)
        if near is None:
            raise refuse(plan.problem, replace(anywhere, integer=np.ones(n, dtype=bool)))
        places = near
    return replace(plan, places=places, value=float(program.gain @ places), whole=True, in_fractions=plan.value)


def _nearest(program: Program, target: Floats, least: float) -> Floats | None:
    """The whole plan with the least sum of distances to another, of at least so much of the objective."""
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
        np.r_[program.upper, np.full(n, np.inf)], np.r_[np.ones(n, dtype=bool), np.zeros(n, dtype=bool)],
    )  # fmt: skip
    found = solve(part, seconds=20.0, relative_gap=1e-4)
    return found.values[:n] if found.found else None

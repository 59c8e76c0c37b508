"""Plans of a quota: the best, the fairest between areas, the one of least regret; unused places moved in the year."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from qonys.errors import BadInput, CannotCompute, Fault
from qonys.model.quota import AreaTerms, NeedLevel, Objective, QuotaProblem, Version, make_problem
from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, Solution, conflict, solve
from qonys.numerics.seed import SEED
from qonys.plans.quota.kernels.moves import SURE, moved_places
from qonys.plans.quota.kernels.regret import Regret, draws_of, minimax_regret
from qonys.plans.quota.kernels.stages import even, face, leximin
from qonys.plans.quota.kernels.whole import best_whole, rounded, whole_program

DRAWS = 500
RESERVE = 0.1


@dataclass(frozen=True)
class Gains:
    """What a place of each cell adds, (cell,)."""

    filled: Floats
    output: Floats
    """Money by the year; nan where no output is stated."""
    affected: Floats
    """Vulnerable local workers affected."""
    balanced: Floats

    def of(self, objective: Objective) -> Floats:
        """The gains of an objective."""
        return {Objective.FILLED: self.filled, Objective.OUTPUT: self.output, Objective.BALANCED: self.balanced}[
            objective
        ]


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
        (areas, at), needs = areas_of(self.problem), needs_of(self.problem)
        met, total = (np.bincount(at, values, len(areas)) for values in (self.places, needs))
        return {a: float(m / t) if t else np.nan for a, m, t in zip(areas, met, total, strict=True)}


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
    areas, at = areas_of(problem)
    total = np.bincount(at, needs, len(areas))
    parts = np.divide(1.0, total, out=np.zeros(len(areas)), where=total > 0)
    matrix = csr_array((parts[at], (at, np.arange(len(at)))), shape=(len(areas), len(at)))
    return csr_array(matrix[np.flatnonzero(total > 0)])


def _clean(places: Floats, program: Program) -> Floats:
    """Without the noise of tolerances."""
    rounded = np.round(places, 9)
    found: Floats = np.clip(rounded, program.lower, program.upper) + 0.0
    return found


def _least_regret(problem: QuotaProblem, objective: Objective, draws: int, seed: int) -> Regret:
    """The plan of least regret; the effect on vulnerable workers is drawn where the objective counts it."""
    gain, (_, at) = gain_of(problem, objective), areas_of(problem)
    doubt = problem.terms.weight * gains_of(problem).affected * (objective is Objective.BALANCED)
    ends = np.stack([needs_of(problem, level) for level in NeedLevel])
    needs, gains = draws_of(ends, at, gain, doubt, np.random.default_rng(seed), draws)
    program = program_of(problem, gain)
    found = minimax_regret(program, needs, gains)
    return replace(found, values=_clean(found.values, program))


def _whole(plan: Plan) -> Plan:
    """The same plan in whole places: the best one is solved anew, the others are rounded."""
    bound, places = plan.bound, None
    if plan.version is Version.BEST:
        found = best_whole(plan.program, plan.places)
        if found is not None:
            places, bound = found
    else:
        places = rounded(plan.program, plan.places)
    if places is None:
        raise refuse(plan.problem, whole_program(plan.program))
    value = float(plan.program.gain @ places)
    return replace(plan, places=places, value=value, bound=bound, whole=True, in_fractions=plan.value)


def gains_of(problem: QuotaProblem) -> Gains:
    """What a place of each cell adds."""
    terms = problem.terms
    categories = {c.id: c for c in terms.categories}
    areas = [terms.areas.get(cell.area, AreaTerms()) for cell in problem.cells]
    kinds = [categories[cell.category] for cell in problem.cells]
    duration = np.array([kind.duration for kind in kinds])
    own = [a.output if a.output is not None else terms.output for a in areas]
    output = np.array([np.nan if o is None else o for o in own]) * duration
    relative = np.array([1.0 if a.unemployment is None else a.unemployment for a in areas])
    affected = np.array([kind.vulnerable for kind in kinds]) * relative
    filled = np.ones(len(areas))
    balanced = filled - terms.weight * affected
    if terms.output:
        balanced = balanced + np.nan_to_num(output / terms.output)
    return Gains(filled, output, affected, balanced)


def areas_of(problem: QuotaProblem) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Areas in order, and for each cell the position of its own."""
    place = {area: i for i, area in enumerate(problem.areas)}
    return tuple(place), np.array([place[cell.area] for cell in problem.cells])


def needs_of(problem: QuotaProblem, level: NeedLevel | None = None) -> Floats:
    """Persons needed in each cell, of the problem's level or another."""
    return np.array([cell.wanted(level or problem.level) for cell in problem.cells])


def program_of(problem: QuotaProblem, gain: Floats, upper: Floats | None = None) -> Program:
    """The program: a variable a cell, a row a limit; nobody gets more than the need."""
    n, m = len(problem.cells), len(problem.limits)
    rows = np.repeat(np.arange(m), [len(limit.members) for limit in problem.limits])
    columns = np.array([i for limit in problem.limits for i in limit.members], dtype=int)
    matrix = csr_array((np.ones(len(columns)), (rows, columns)), shape=(m, n))
    amounts = np.array([limit.amount for limit in problem.limits])
    least = np.array([limit.kind.lower for limit in problem.limits], dtype=bool)
    return Program(
        gain, matrix, np.where(least, amounts, -np.inf), np.where(least, np.inf, amounts), np.zeros(n),
        needs_of(problem) if upper is None else upper,
    )  # fmt: skip


def gain_of(problem: QuotaProblem, objective: Objective) -> Floats:
    """The gains of an objective.

    Raises
    ------
    CannotCompute
        If output is asked for and not stated.
    """
    gain = gains_of(problem).of(objective)
    if np.isnan(gain).any():
        lacking = sorted({c.area for c, g in zip(problem.cells, gain, strict=True) if np.isnan(g)})
        raise CannotCompute(
            "quota-no-output", where=", ".join(lacking[:5]), fix="--objective filled", areas=", ".join(lacking[:5])
        )
    return gain


def refuse(problem: QuotaProblem, program: Program) -> BadInput:
    """The error that names a smallest set of limits that cannot hold together, in places or in whole ones."""
    clash = conflict(program)
    faults = []
    for row in clash:
        limit = problem.limits[row]
        code = f"quota-limit-{limit.kind.value.replace('_', '-')}"
        most = sum(program.upper[i] for i in limit.members)
        fields: dict[str, object] = {
            "area": limit.area, "sector": limit.sector, "category": limit.category,
            "amount": round(float(limit.amount), 1), "need": round(float(most), 1), "act": limit.act or "–",
        }  # fmt: skip
        faults.append(Fault(code, limit.area or limit.category or "–", None, "", fields))
    whole = program.integer is not None
    error = BadInput(
        "quota-infeasible-whole" if whole else "quota-infeasible",
        where="; ".join(f.what for f in faults),
        fix="loosen one of them", count=len(faults)
    )  # fmt: skip
    error.faults = tuple(faults)
    return error


@dataclass(frozen=True)
class Moves:
    """Places before and after, (cell,)."""

    problem: QuotaProblem
    before: Floats
    after: Floats
    used: Floats
    """nan where it is not said."""
    needs: Floats


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
    >>> cells = [Cell("North", "F", "3", 0, 10, 10, used=10), Cell("South", "F", "3", 0, 5, 5, used=2)]
    >>> reallocate(make_problem(cells, QuotaTerms((Category("3"),))), np.array([8.0, 12.0]) + 2, 0.0).after.tolist()
    [10.0, 14.0]
    """
    used = _used(problem, quota)
    if whole and (parts := np.flatnonzero(np.abs(quota - np.round(quota)) > SURE)).size:
        name = " ".join(problem.cells[parts[0]].key)
        raise CannotCompute("quota-parts", where=name, fix="without --whole", name=name, places=float(quota[parts[0]]))
    needs = np.maximum(needs_of(problem), np.nan_to_num(used))
    kept = np.where(np.isnan(used), quota, used + reserve * (quota - used))
    _, kinds = np.unique([cell.category for cell in problem.cells], return_inverse=True)
    after = moved_places(program_of(problem, np.zeros(len(quota))), kinds, quota, needs, kept, whole=whole)
    return Moves(problem, quota, after, used, needs)


def _used(problem: QuotaProblem, quota: Floats) -> Floats:
    """(cell,) what is used; nan where it is not said."""
    if all(cell.used is None for cell in problem.cells):
        raise CannotCompute("quota-no-use", where="used", fix="--needs needs.csv")
    used = np.array([np.nan if cell.used is None else cell.used for cell in problem.cells])
    faults = [
        Fault(
            "quota-used-more", " ".join(cell.key), None, "used",
            {"used": float(u), "quota": float(q)}
        )
        for cell, u, q in zip(problem.cells, used, quota, strict=True)
        if u > q + 1e-9
    ]  # fmt: skip
    if faults:
        raise BadInput.file(faults)
    return used

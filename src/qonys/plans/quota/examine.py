"""What a plan rests on: limits that bind and what one more place adds, the price of floors, limits loosened."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qonys.model.quota import Limit, LimitKind, QuotaProblem
from qonys.numerics.program import solve
from qonys.plans.quota.kernels.frontier import Frontier, frontier
from qonys.plans.quota.kernels.ranges import Reach, moved, reach_of
from qonys.plans.quota.plan import Plan
from qonys.plans.quota.problem import gains_of, program_of, refuse

TIGHT = 1e-5
NOTHING = 1e-9
"""Of the largest gain: what adds less adds nothing."""
LOOSER = 0.01
"""By which part a limit is loosened."""
POINTS = 25
STEP = 1e-3
"""Places above a limit at which its dual is taken where the limit itself is a corner."""
MOST_WANTED = 60


@dataclass(frozen=True)
class Bound:
    """A limit beside what a plan takes of it."""

    limit: Limit
    taken: float
    binds: bool
    dual: float
    """What one more place of the limit adds to the objective; below 0 for a floor that costs."""
    low: float
    high: float
    """Amounts of the limit between which the dual holds."""


@dataclass(frozen=True)
class Wanted:
    """A cell whose need is met in full, and what one more person needed there would add."""

    cell: int
    dual: float
    """Of the objective, by one more place."""


@dataclass(frozen=True)
class Change:
    """What the objective and the places become when limits are changed."""

    limits: tuple[Limit, ...]
    looser: float
    """Objective gained where they are loosened by one percent."""
    without: float
    """Objective gained without them."""
    places_looser: float
    places_without: float


def bounds(plan: Plan, *, ranges: bool = True) -> tuple[Bound, ...]:
    """Each limit, what the plan takes of it, whether it binds, and its dual with the amounts for which it holds.

    Duals are those of the best plan of the objective: they say what a limit costs, whatever the version. A limit of
    local content that does not bind is left out: there is one for each sector of each area.
    """
    program, best, found = plan.program, plan.best, []
    taken, nothing = program.matrix @ plan.places, NOTHING * program.size
    in_best = program.matrix @ best.values
    for row, limit in enumerate(plan.problem.limits):
        near = TIGHT * max(1.0, abs(limit.amount))
        binds = abs(taken[row] - limit.amount) <= near
        dual = float(best.row_duals[row])
        dual = dual if abs(dual) > nothing else 0.0
        if not binds and not dual and limit.kind is LimitKind.LOCAL_CONTENT:
            continue
        low = high = np.nan
        # More of a floor may cost what less of it would not give back: then its dual here is 0 and above it is not.
        if ranges and (dual or (limit.kind.lower and in_best[row] <= limit.amount + near)):
            held = _held(plan, row, limit.amount)
            dual = held.dual if abs(held.dual) > nothing else 0.0
            if dual:
                low, high = max(0.0, held.low), held.high
        found.append(Bound(limit, float(taken[row]), bool(binds), dual, low, high))
    return tuple(found)


def _held(plan: Plan, row: int, amount: float) -> Reach:
    """What raising a limit adds, and where that holds.

    Where several limits meet, a dual may be that of lowering it: then the dual just above is taken.
    """
    # One place more than all needs together: a dual that holds until they are met must not look endless.
    program, most = plan.program, amount + float(plan.program.upper.sum()) + 1.0
    held = reach_of(program, plan.best, row, amount, most)
    if held.high - amount > TIGHT:
        return held
    above = moved(program, row, STEP)
    found = solve(above)
    return reach_of(above, found, row, amount + STEP, most) if found.found else held


def wanted(plan: Plan, most: int = MOST_WANTED) -> tuple[Wanted, ...]:
    """Cells whose need holds the objective back, the most valuable first: by solving anew with one more person needed.

    A dual is the most that this can add; of so many cells with the highest duals the addition itself is found.
    """
    duals, least = plan.best.reduced_gains, TIGHT * min(1.0, plan.program.size)
    found = []
    for i in np.argsort(-np.round(duals / plan.program.size, 9), kind="stable")[:most]:
        if duals[i] <= least:
            break
        upper = plan.program.upper.copy()
        upper[i] += 1.0
        more = solve(replace(plan.program, upper=upper)).objective - plan.best.objective
        if more > least:
            found.append(Wanted(int(i), float(more)))
    return tuple(sorted(found, key=lambda w: (-round(w.dual, 9), w.cell)))


def prices(plan: Plan) -> tuple[Change, ...]:
    """The price of each floor: what the objective gains without it, by solving anew."""
    floors = [limit for limit in plan.problem.limits if limit.kind.lower]
    found = [_changed(plan, (limit,)) for limit in floors]
    if len(floors) > 1:
        found.append(_changed(plan, tuple(floors)))
    return tuple(found)


def relaxed(plan: Plan) -> tuple[Change, ...]:
    """What is gained when a limit is one percent looser, and without it; limits of local content by group together."""
    groups: dict[tuple[str, ...], list[Limit]] = {}
    for limit in plan.problem.limits:
        together = limit.kind is LimitKind.LOCAL_CONTENT
        key = (limit.kind.value, limit.category) if together else limit.key
        groups.setdefault(key, []).append(limit)
    return tuple(_changed(plan, tuple(limits)) for limits in groups.values())


def _changed(plan: Plan, limits: tuple[Limit, ...]) -> Change:
    rows = [plan.problem.limits.index(limit) for limit in limits]
    if not any(abs(plan.best.row_duals[row]) > NOTHING * plan.program.size for row in rows):
        return Change(limits, 0.0, 0.0, 0.0, 0.0)
    program, base = plan.program, float(plan.best.values.sum())
    gained = []
    for without in (False, True):
        lower, upper = program.row_lower.copy(), program.row_upper.copy()
        for row, limit in zip(rows, limits, strict=True):
            sign = -1 if limit.kind.lower else 1
            side = lower if limit.kind.lower else upper
            side[row] = sign * np.inf if without else limit.amount + sign * LOOSER * abs(limit.amount)
        found = solve(replace(program, row_lower=lower, row_upper=upper))
        gained.append((max(0.0, found.objective - plan.best.objective), float(found.values.sum()) - base))
    return Change(limits, gained[0][0], gained[1][0], gained[0][1], gained[1][1])


def exchange(problem: QuotaProblem, count: int = POINTS) -> Frontier:
    """The frontier between places filled and vulnerable local workers left alone.

    The second aim is minus the number of vulnerable workers affected.
    """
    gains = gains_of(problem)
    program = program_of(problem, gains.filled)
    if not solve(program).found:
        raise refuse(problem, program)
    return frontier(program, gains.filled, -gains.affected, count)

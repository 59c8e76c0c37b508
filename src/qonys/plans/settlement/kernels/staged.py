"""Goals one after another: the most of the first, then of the second among the best of the first, and so on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.numerics.program import solve
from qonys.plans.settlement.kernels.places import (
    Columns,
    Flags,
    Goal,
    Prices,
    Problem,
    Supply,
    Whole,
    gain_of,
    program_of,
    reduced,
)
from qonys.plans.settlement.kernels.relax import Relaxed, relax
from qonys.plans.settlement.kernels.slack import Plan, unplaced

SLACK = 1e-6
WIDE = 12_000
"""Up to so many pairs of kind and place all are columns from the start, and whole plans are sought among all."""
SEARCHES = 12
"""So often a part of the kinds is freed to better a plan that is not proven."""
FREED = 400
"""Kinds freed at a time."""


@dataclass(frozen=True)
class Stage:
    """What one goal came to."""

    goal: Goal
    value: float
    bound: float
    """No plan that holds the earlier goals can have more."""
    prices: Prices

    @property
    def gap(self) -> float:
        """How far the bound lies above what was reached, in units of the goal."""
        return max(0.0, self.bound - self.value)


@dataclass(frozen=True)
class Staged:
    """The plan, and what each goal came to."""

    plan: Plan
    stages: tuple[Stage, ...]


def place(problem: Problem, goals: Sequence[Goal], seconds: float, areas: Whole | None = None) -> Staged | None:
    """The plan that is best by goals in their order; none if the floors cannot be kept.

    Parameters
    ----------
    problem : Problem
    goals : sequence of Goal
        Those with whole values and no lottery are proven by whole bounds.
    seconds : float
        For all goals together; a plan that is not proven best by then says so by its gaps.
    areas : (place,) whole numbers, optional
        Places of one area are first taken together to learn what places cost.
    """
    ends = time.monotonic() + seconds
    columns, stages = _start(problem, goals[0], areas), list[Stage]()
    plan: Plan | None = None
    relaxed_before: Relaxed | None = None
    for i, goal in enumerate(goals):
        share = max(1.0, (ends - time.monotonic()) * (0.75 if i < len(goals) - 1 else 1.0))
        if is_wide(problem) and goal.jobs and plan is not None and relaxed_before is not None:
            relaxed: Relaxed | None = _as_it_stands(problem, goal, relaxed_before, plan)
        else:
            relaxed = relax(problem, goal, columns, near=0.4 if _is_whole(goal) else 0.01, seconds=share * 0.7)
        if relaxed is None and not stages:
            relaxed = relax(problem, goal, _all(problem), near=0.4)
        if relaxed is None:
            if plan is None:
                return None
            continue
        search = _Search(problem, goal, relaxed, min(ends, time.monotonic() + share))
        plan = search.run(plan)
        if plan is None:
            return None
        value = _value(problem, goal, plan)
        bound = _rounded(goal, min(relaxed.bound, search.bound))
        stages.append(Stage(goal, value, max(value, bound), relaxed.prices))
        problem = replace(problem, held=(*problem.held, (goal, value - SLACK)))
        columns, relaxed_before = relaxed.columns, relaxed
    assert plan is not None
    return Staged(plan, tuple(stages))


def is_wide(problem: Problem) -> bool:
    """Whether there are too many pairs of kind and place to have all of them as columns."""
    return int(problem.demand.allowed.sum()) > WIDE


def _as_it_stands(problem: Problem, goal: Goal, before: Relaxed, plan: Plan) -> Relaxed:
    """A goal of jobs that is sought from a plan alone, with a bound from the totals of workers and of jobs."""
    d, s = problem.demand, problem.supply
    bound = float(np.minimum(d.count @ d.work, s.jobs.sum(axis=0)).sum()) * goal.jobs + goal.lottery * d.count.sum()
    prices = replace(before.prices, held=np.zeros(len(problem.held)))
    return Relaxed(plan.columns, plan.number.astype(float), _value(problem, goal, plan), bound, prices)


def _all(problem: Problem) -> Columns:
    at = np.nonzero(problem.demand.allowed)
    return Columns(at[0].astype(np.int64), at[1].astype(np.int64))


def _start(problem: Problem, goal: Goal, areas: Whole | None) -> Columns:
    """All pairs if there are few; else the places that pay best for each kind at the prices of whole areas."""
    d = problem.demand
    if not is_wide(problem):
        return _all(problem)
    if areas is None or areas.max() + 1 >= len(areas):
        at = np.nonzero(d.allowed & (d.rank < d.ranks))
        return Columns(at[0].astype(np.int64), at[1].astype(np.int64))
    worth = np.where(d.allowed, goal.values[d.rank] + 0.0, -np.inf)
    coarse = _together(problem, areas)
    # A rough answer will do: its prices only say where to begin.
    rough = 2e-3 * float(np.abs(goal.values).max()) * 10
    if (found := relax(coarse, goal, _start(coarse, goal, None), near=rough, seconds=10.0)) is not None:
        worth = np.where(d.allowed, reduced(coarse, goal, found.prices)[:, areas], -np.inf)
    # Places of an area look alike so far: a fixed scatter spreads the kinds over them.
    scatter = np.modf(np.add.outer(np.arange(len(d.count)) * 0.6180339887, np.arange(len(areas)) * 0.7548776662))[0]
    order = np.lexsort((scatter, -np.round(worth, 3)), axis=1)[:, :4]
    kind = np.broadcast_to(np.arange(len(order))[:, None], order.shape)
    use = d.allowed[kind, order]
    return Columns(kind[use].astype(np.int64), order[use].astype(np.int64))


def _together(problem: Problem, areas: Whole) -> Problem:
    """The same households before the areas alone: limits of their places added up."""
    d, s, f = problem.demand, problem.supply, problem.floors
    number = int(areas.max()) + 1
    first = np.array([int(np.flatnonzero(areas == a)[0]) for a in range(number)])
    inside: Flags = np.array([areas == a for a in range(number)]).T
    single = s.member.sum(axis=1) == 1
    rows, amount, member = [], [], []
    for r in np.unique(s.resource[single]):
        own = single & (s.resource == r)
        area = areas[s.member[own].argmax(axis=1)]
        for a in np.unique(area):
            if (area == a).sum() == inside[:, a].sum():  # One place without a limit leaves the area without one.
                rows.append(r)
                amount.append(s.amount[own][area == a].sum())
                member.append(np.arange(number) == a)
    pooled = ~single
    supply = Supply(
        np.r_[np.array(rows, dtype=np.int64), s.resource[pooled]],
        np.r_[np.array(member, dtype=bool).reshape(len(rows), number), (s.member[pooled] @ inside) > 0],
        np.r_[np.array(amount), s.amount[pooled]], np.zeros((number, s.jobs.shape[1])),
        np.repeat(np.arange(number)[:, None], s.jobs.shape[1], axis=1),
    )  # fmt: skip
    allowed: Flags = (d.allowed.astype(float) @ inside.astype(float)) > 0
    demand = replace(d, rank=d.rank[:, first], allowed=allowed)
    floors = replace(f, member=(f.member @ inside) > 0)
    return Problem(demand, supply, floors)


def _is_whole(goal: Goal) -> bool:
    return not (goal.lottery or (goal.values % 1).any() or goal.jobs % 1)


def _rounded(goal: Goal, bound: float) -> float:
    """A goal of whole values has a whole bound."""
    return float(np.floor(bound + 1e-3)) if _is_whole(goal) else bound


def _value(problem: Problem, goal: Goal, plan: Plan) -> float:
    gained = float(gain_of(problem, goal, plan.columns) @ plan.number)
    return gained + goal.jobs * float(matched(problem, plan).sum())


def matched(problem: Problem, plan: Plan) -> Floats:
    """(site, occupation) workers for whose occupation a site has a job."""
    brought = np.zeros(problem.supply.jobs.shape)
    occupations = np.arange(problem.demand.work.shape[1])
    work = problem.demand.work[plan.columns.kind] * plan.number[:, None]
    np.add.at(brought, (problem.supply.site[plan.columns.place], occupations), work)
    found: Floats = np.minimum(brought, problem.supply.jobs)
    return found


@dataclass
class _Search:
    """Whole households: the kinds that the relaxation split first, then parts of all kinds in turn."""

    problem: Problem
    goal: Goal
    relaxed: Relaxed
    ends: float
    bound: float = np.inf
    """What a search among all columns proved."""

    def run(self, plan: Plan | None) -> Plan | None:
        """The best plan found; the one given if none is better."""
        best, worth = plan, -np.inf if plan is None else _value(self.problem, self.goal, plan)
        bound = _rounded(self.goal, self.relaxed.bound)
        target = bound - (SLACK if _is_whole(self.goal) else 0.01)
        if not is_wide(self.problem):
            found = self._solve(_all(self.problem), None)
            return found if found is not None and _value(self.problem, self.goal, found) >= worth else best
        for turn in range(SEARCHES // 3 if self.goal.jobs else SEARCHES):
            if worth >= target or time.monotonic() > self.ends:
                break
            known = best if turn or self.goal.jobs else None
            found = self._solve(*self._part(known, turn))
            if found is not None and (value := _value(self.problem, self.goal, found)) > worth:
                best, worth = found, value
        return best

    def _part(self, plan: Plan | None, turn: int) -> tuple[Columns, Plan]:
        """What stays as it is, and the columns of the kinds that are freed."""
        c, values, kinds = self.relaxed.columns, self.relaxed.values, self.problem.shape[0]
        if plan is None:
            split = np.abs(values - np.round(values)) > 1e-6
            plan = Plan(Columns(c.kind[~split], c.place[~split]), np.round(values[~split]).astype(np.int64))
            free = np.zeros(kinds, dtype=bool)
            free[c.kind[split]] = True
        else:
            free = unplaced(self.problem.demand, plan) > 0
        draw = np.random.default_rng(turn).permutation(kinds)
        free[draw[: FREED if turn else FREED // 4]] = True
        kept = ~free[plan.columns.kind] & (plan.number > 0)
        fixed = Plan(Columns(plan.columns.kind[kept], plan.columns.place[kept]), plan.number[kept])
        return self._columns(free), fixed

    def _columns(self, free: Flags) -> Columns:
        """For each freed kind the places that pay best at the prices of the relaxation."""
        kinds = np.flatnonzero(free)
        left = reduced(self.problem, self.goal, self.relaxed.prices)[kinds]
        order = np.argsort(-left, axis=1, kind="stable")[:, :12]
        kind = np.broadcast_to(kinds[:, None], order.shape)
        use = self.problem.demand.allowed[kind, order]
        return Columns(kind[use].astype(np.int64), order[use].astype(np.int64))

    def _solve(self, columns: Columns, fixed: Plan | None) -> Plan | None:
        """The best whole plan over some columns; fixed households stay where they are."""
        pool, number = columns, np.zeros(0, dtype=np.int64)
        if fixed is not None:
            c, number = fixed.columns, fixed.number
            pool = Columns(np.r_[c.kind, columns.kind], np.r_[c.place, columns.place])
        if not len(pool):
            return Plan(pool, number)
        program, _ = program_of(self.problem, self.goal, pool, whole=True)
        lower, upper = program.lower.copy(), program.upper.copy()
        lower[: len(number)] = upper[: len(number)] = number
        left = max(1.0, self.ends - time.monotonic())
        if fixed is not None:  # Many parts are tried in turn.
            left = min(left, 20.0)
        # Goals are whole: what is within half of one is the best.
        close = max(1e-9, 0.4 / max(1.0, self.relaxed.bound))
        found = solve(replace(program, lower=lower, upper=upper), seconds=left, relative_gap=close)
        if not found.found:
            return None
        if fixed is None:
            self.bound = found.bound
        chosen: Whole = found.values[: len(pool)].astype(np.int64)
        some = chosen > 0
        return Plan(Columns(pool.kind[some], pool.place[some]), chosen[some])

"""What room a plan leaves: free limits, who would fit where, wishes that room was wasted on, envy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.plans.settlement.kernels.places import Columns, Demand, Flags, Problem, Supply, Whole, limit_rows

ROUNDING = 1e-6


@dataclass(frozen=True)
class Plan:
    """How many households of a kind go to a place: whole numbers, column by column."""

    columns: Columns
    number: Whole


def used(problem: Problem, plan: Plan) -> Floats:
    """(limit,) what a plan takes of each limit."""
    rows = limit_rows(problem.demand, problem.supply, plan.columns)
    found: Floats = rows @ plan.number.astype(float)
    return found


def reached(problem: Problem, plan: Plan) -> Floats:
    """(floor,) what a plan does for each floor."""
    f, c = problem.floors, plan.columns
    found: Floats = (f.weight[:, c.kind] * f.member[:, c.place]) @ plan.number.astype(float)
    return found


def needs_at(demand: Demand, supply: Supply, kind: int, place: int) -> Floats:
    """(limit,) what a household takes of each limit in a place."""
    found: Floats = demand.need[kind][supply.resource] * supply.member[:, place]
    return found


def lacking(demand: Demand, supply: Supply, free: Floats, move: tuple[int, int, int]) -> Floats:
    """(limit,) how much each limit lacks for a household (kind, place it has or -1, place it would have)."""
    kind, old, new = move
    need = needs_at(demand, supply, kind, new)
    own = needs_at(demand, supply, kind, old) if old >= 0 else np.zeros_like(need)
    found: Floats = np.where(need > 0, np.maximum(0, need - own - np.maximum(free, 0)), 0)
    return np.where(found > ROUNDING, found, 0)


def fits(problem: Problem, free: Floats, kind: int, old: int) -> Flags:
    """(place,) whether a household, leaving the place it has (-1: none), would fit in each place open to it."""
    d, s = problem.demand, problem.supply
    left = np.maximum(free, 0)
    if old >= 0:
        left = left + needs_at(d, s, kind, old)
    need = d.need[kind][s.resource]
    short = s.limits_of @ (need > left + ROUNDING).astype(float)
    found: Flags = d.allowed[kind] & (short == 0)
    return found


def keeps_floors(problem: Problem, spare: Floats, kind: int, old: int) -> Flags:
    """(place,) whether a household may leave the place it has (-1: none) for each without a floor being broken.

    `spare` (floor,) is what the plan does beyond each floor.
    """
    f = problem.floors
    if old < 0 or not len(f.amount):
        return np.ones(problem.shape[1], dtype=bool)
    lost = f.weight[:, kind][:, None] * (f.member[:, [old]] & ~f.member)
    broken = lost > np.maximum(spare, 0)[:, None] + ROUNDING
    found: Flags = np.logical_not(broken.any(axis=0))
    return found


def free_of(problem: Problem, plan: Plan) -> Floats:
    """(limit,) what a plan leaves."""
    return problem.supply.amount - used(problem, plan)


def unplaced(demand: Demand, plan: Plan) -> Whole:
    """(kind,) how many households have no place."""
    placed = np.bincount(plan.columns.kind, plan.number, minlength=len(demand.count)).astype(np.int64)
    found: Whole = demand.count - placed
    return found


def without_waste(problem: Problem, plan: Plan) -> Plan:
    """The plan after each household that room was left for has moved there: no one is the worse for it.

    A move is made only if it breaks no floor. Kinds come in the order of their lottery numbers.
    """
    d, s = problem.demand, problem.supply
    number = np.zeros(problem.shape, dtype=np.int64)
    np.add.at(number, (plan.columns.kind, plan.columns.place), plan.number)
    free, spare = free_of(problem, plan), reached(problem, plan) - problem.floors.amount
    moved = True
    while moved:
        moved = False
        for kind in np.argsort(-d.lottery, kind="stable"):
            for old in (-1, *np.flatnonzero(number[kind])):
                count = d.count[kind] - number[kind].sum() if old < 0 else number[kind, old]
                while count > 0 and (new := _better(problem, free, spare, (int(kind), int(old)))) >= 0:
                    free -= needs_at(d, s, kind, new)
                    spare += problem.floors.weight[:, kind] * problem.floors.member[:, new]
                    number[kind, new] += 1
                    if old >= 0:
                        free += needs_at(d, s, kind, old)
                        spare -= problem.floors.weight[:, kind] * problem.floors.member[:, old]
                        number[kind, old] -= 1
                    count, moved = count - 1, True
    at = np.nonzero(number)
    return Plan(Columns(at[0].astype(np.int64), at[1].astype(np.int64)), number[at])


def _better(problem: Problem, free: Floats, spare: Floats, now: tuple[int, int]) -> int:
    """The place of the best rank above the present one with room for a household; -1 if there is none."""
    kind, old = now
    d = problem.demand
    rank = np.where(d.allowed[kind], d.rank[kind], d.ranks + 1)
    limit = rank[old] if old >= 0 else d.ranks + 1
    if not (rank < limit).any():
        return -1
    good = fits(problem, free, kind, old) & (rank < limit) & keeps_floors(problem, spare, kind, old)
    if not good.any():
        return -1
    return int(np.argmin(np.where(good, rank, d.ranks + 1)))


def waste(problem: Problem, plan: Plan) -> int:
    """How many kinds in places (or in none) prefer a place that has room for them: 0 for a plan without waste."""
    free, spare = free_of(problem, plan), reached(problem, plan) - problem.floors.amount
    pairs = [(int(k), int(p)) for k, p, n in zip(plan.columns.kind, plan.columns.place, plan.number, strict=True) if n]
    pairs += [(int(k), -1) for k in np.flatnonzero(unplaced(problem.demand, plan))]
    return sum(_better(problem, free, spare, pair) >= 0 for pair in pairs)


def by_lottery(problem: Problem, plan: Plan) -> Plan:
    """The plan after swaps: of two that need the same and would gain and lose the same ranks, the luckier has more."""
    d = problem.demand
    like = np.unique(np.c_[d.need, d.work], axis=0, return_inverse=True)[1].ravel()
    number = np.zeros(problem.shape, dtype=np.int64)
    np.add.at(number, (plan.columns.kind, plan.columns.place), plan.number)
    rank = np.where(d.allowed, d.rank, d.ranks + 1)
    for kind in np.argsort(-d.lottery, kind="stable"):
        others = np.flatnonzero((like == like[kind]) & (d.lottery < d.lottery[kind]))
        for old in np.flatnonzero(number[kind]) if len(others) else ():
            for new in np.flatnonzero(rank[kind] < rank[kind, old]):
                same = (rank[others, new] == rank[kind, new]) & (rank[others, old] == rank[kind, old])
                for other in others[same & (number[others, new] > 0)][::-1]:
                    some = min(number[kind, old], number[other, new])
                    number[kind, old] -= some
                    number[kind, new] += some
                    number[other, new] -= some
                    number[other, old] += some
    at = np.nonzero(number)
    return Plan(Columns(at[0].astype(np.int64), at[1].astype(np.int64)), number[at])


def envy(problem: Problem, plan: Plan) -> Whole:
    """(kind, 2) households of each kind that prefer the place of a household like them, and how many they are in all.

    Households are alike if they need the same: then only wishes and the lottery decided between them.
    """
    d = problem.demand
    like = np.unique(np.c_[d.need, d.work], axis=0, return_inverse=True)[1].ravel()
    holds = np.zeros((like.max(initial=-1) + 1, problem.shape[1]), dtype=bool)
    np.logical_or.at(holds, (like[plan.columns.kind], plan.columns.place), plan.number > 0)
    found = np.zeros((len(d.count), 2), dtype=np.int64)
    found[:, 1] = d.count
    lost = unplaced(d, plan)
    for kind, place, n in zip(plan.columns.kind, plan.columns.place, plan.number, strict=True):
        better = holds[like[kind]] & d.allowed[kind] & (d.rank[kind] < d.rank[kind, place])
        found[kind, 0] += n * bool(better.any())
    for kind in np.flatnonzero(lost):
        found[kind, 0] += lost[kind] * bool((holds[like[kind]] & d.allowed[kind]).any())
    return found

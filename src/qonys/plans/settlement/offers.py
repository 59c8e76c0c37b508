"""Offers to households: the place, why, the next best, and what would have changed it; and how sure the plan is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from qonys.model.settlement import Household, Limit, Settlement
from qonys.numerics.arrays import Floats
from qonys.numerics.seed import SEED
from qonys.plans.settlement.arrays import Arrays, arrays_of, draw
from qonys.plans.settlement.clash import refuse
from qonys.plans.settlement.homes import enough
from qonys.plans.settlement.kernels.places import Goal, Prices, certified, no_floors
from qonys.plans.settlement.kernels.slack import (
    Plan,
    by_lottery,
    envy,
    fits,
    free_of,
    keeps_floors,
    lacking,
    reached,
    unplaced,
    waste,
    without_waste,
)  # fmt: skip
from qonys.plans.settlement.kernels.staged import Stage, is_wide, matched, place

SECONDS = 40.0


class Wishes(Enum):
    """What is sought once as many as possible have a place."""

    POINTS = "points"
    """Most points: a wish counts three of the next one."""
    PROFILE = "profile"
    """Most first wishes, then most second ones, and so on."""


class Why(Enum):
    """Why a household has what it has."""

    FIRST = "first"
    FULL = "full"
    """A limit of the place it would rather have is full: those it names lack room."""
    LARGE = "large"
    CLOSED = "closed"
    NONE = "none"
    """No place can ever hold it."""
    NO_WISH = "no-wish"
    UNKNOWN = "unknown"
    """The place it would rather have is not in the plan."""
    TRADE = "trade"
    """Room would be there, but others would lose their places or a floor would break."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A limit that stands in the way, and by how much."""

    limit: Limit
    amount: float


@dataclass(frozen=True, slots=True)
class Offer:
    """What one household is offered."""

    household: Household
    place: str
    """Empty if there is none."""
    rank: int
    """1 for the first wish; 0 for a place that it did not wish for, or none."""
    why: Why
    wanted: str
    """The wish that comes next above the place offered, or nothing."""
    lacks: tuple[Lack, ...]
    """What would have to be raised, by how much, for it to have that."""
    next_best: str
    lottery: float


@dataclass(frozen=True)
class Planned:
    """Offers of all households and how good the plan is."""

    settlement: Settlement
    arrays: Arrays
    plan: Plan
    offers: tuple[Offer, ...]
    """In the order of ids."""
    most: int
    """No plan can place more households than this."""
    gap: float
    """How far the wishes may still be from the best: in points, or first wishes, as a part of what was reached."""
    matched: float
    matched_bound: float
    binding: tuple[tuple[Limit, float], ...]
    """Limits that keep households from a place, and how many more one unit would place."""
    waste: int
    envious: int


def goals_of(arrays: Arrays, wishes: Wishes) -> tuple[Goal, ...]:
    """Placed first, wishes next, jobs last where any are known."""
    d = arrays.problem.demand
    n, ranks = int(d.count.sum()), d.ranks
    jobs = (Goal(np.zeros(ranks + 1), 1.0),) if arrays.problem.supply.jobs.any() else ()
    if wishes is Wishes.PROFILE:
        each = tuple(Goal(row) for row in np.eye(ranks + 1)[:ranks])
        return (Goal(np.ones(ranks + 1)), *each, *jobs)
    # Where columns are added by prices, these have to know the wishes from the start; else plain numbers prove sooner.
    placed = n * float(points(ranks)[0]) + 1 + points(ranks) if is_wide(arrays.problem) else np.ones(ranks + 1)
    return (Goal(placed), Goal(points(ranks)), *jobs)


def points(ranks: int) -> Floats:
    """(rank + 1,) points of a place by its rank: 9, 3, 1, 0 for three wishes; all but the first three count 1."""
    found = np.ones(ranks + 1)
    found[: min(ranks, 3)] = (9.0, 3.0, 1.0)[: min(ranks, 3)]
    found[ranks] = 0.0
    return found


def plan_settlement(
    settlement: Settlement, *, wishes: Wishes = Wishes.POINTS, seconds: float = SECONDS, seed: int = SEED
) -> Planned:
    """Offers to all households: nobody without a place who need not be, wishes first, then jobs.

    The same households and places give the same offers, in whatever order they are written, as long as the time
    does not run out.

    Raises
    ------
    BadInput
        If the floors cannot be kept, with a smallest set of floors and limits that clash.

    References
    ----------
    Bansak et al. (2018), Science 359, 325-329; Ahani et al. (2021), Operations Research 69, 1468-1486; Irving et al.
    (2006), ACM Transactions on Algorithms 2, 602-610 (rank-maximal matchings).
    """
    arrays = arrays_of(settlement, seed)
    staged = place(arrays.problem, goals_of(arrays, wishes), seconds, arrays.areas)
    if staged is None:
        raise refuse(arrays, settlement.floors)
    plan = by_lottery(arrays.problem, without_waste(arrays.problem, staged.plan))
    # A swap may leave one of the two a wish that has room.
    plan = without_waste(arrays.problem, plan)
    first = staged.stages[0]
    scale = 1.0 if wishes is Wishes.PROFILE else float(first.goal.values[-1])
    placed = int(plan.number.sum())
    most, binding = _certificate(arrays, first, scale, placed)
    last = arrays.problem.demand.ranks + 1 if wishes is Wishes.PROFILE else 2
    gaps = [s.gap / max(1.0, s.value) for s in staged.stages[1:last]]
    work = float(matched(arrays.problem, plan).sum())
    named = tuple((arrays.limits[m], price) for m, price in binding)
    jobs = float(np.floor(staged.stages[-1].bound + 1e-6)) if arrays.problem.supply.jobs.any() else 0.0
    return Planned(
        settlement, arrays, plan, _offers(settlement, arrays, plan, seed), most, max(gaps, default=0.0), work,
        max(jobs, work), named, waste(arrays.problem, plan), int(envy(arrays.problem, plan)[:, 0].sum()),
    )  # fmt: skip


def _certificate(arrays: Arrays, stage: Stage, scale: float, placed: int) -> tuple[int, list[tuple[int, float]]]:
    """The most that can be placed, by prices that anyone can check; and the limits that have one."""
    problem, prices = arrays.problem, stage.prices
    kinds = problem.demand
    reach = int(kinds.count[kinds.allowed.any(axis=1)].sum())
    own = Prices(prices.kinds / scale, prices.limits / scale, prices.floors / scale, np.zeros(0), prices.work * 0)
    # Floors only make it harder: without them the bound still holds.
    free = replace(problem, held=(), floors=no_floors(*problem.shape))
    goal = Goal(np.ones(kinds.ranks + 1))
    bound = certified(free, goal, replace(own, floors=np.zeros(0)))
    most = max(placed, min(reach, int(np.floor(bound + 1e-6)), int(np.floor(stage.bound / scale + 1e-9))))
    if placed >= int(kinds.count.sum()):
        return placed, []
    found = [(m, float(p)) for m, p in enumerate(own.limits) if p > 1e-3]
    return most, sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _offers(settlement: Settlement, arrays: Arrays, plan: Plan, seed: int) -> tuple[Offer, ...]:
    """Places of a kind go to its households by the lottery, the dearer wish first."""
    d = arrays.problem.demand
    where: dict[int, list[int]] = {}
    order = np.lexsort((plan.columns.place, d.rank[plan.columns.kind, plan.columns.place]))
    for at in order:
        kind, spot = int(plan.columns.kind[at]), int(plan.columns.place[at])
        where.setdefault(kind, []).extend([spot] * int(plan.number[at]))
    households = {h.id: h for h in settlement.households}
    left = Left(free_of(arrays.problem, plan), reached(arrays.problem, plan) - arrays.problem.floors.amount)
    found = []
    told: dict[tuple[int, int], tuple[Why, str, tuple[Lack, ...], str]] = {}
    for kind, ids in enumerate(arrays.kinds):
        spots = where.get(kind, [])
        for i, name in enumerate(ids):
            old = spots[i] if i < len(spots) else -1
            if (kind, old) not in told:
                told[kind, old] = _reason(settlement, arrays, left, (kind, old, households[name]))
            rank = int(d.rank[kind, old]) + 1 if old >= 0 else 0
            place_id = settlement.places[old].id if old >= 0 else ""
            wish = 0 if rank > d.ranks else rank
            found.append(Offer(households[name], place_id, wish, *told[kind, old], draw(seed, name)))
    return tuple(sorted(found, key=lambda o: o.household.id))


@dataclass(frozen=True)
class Left:
    """What a plan leaves."""

    free: Floats
    """(limit,)"""
    spare: Floats
    """(floor,) what is done beyond it."""


def _reason(
    settlement: Settlement, arrays: Arrays, left: Left, case: tuple[int, int, Household]
) -> tuple[Why, str, tuple[Lack, ...], str]:
    kind, old, household = case
    d = arrays.problem.demand
    free = left.free
    may_go = keeps_floors(arrays.problem, left.spare, kind, old)
    room = fits(arrays.problem, free, kind, old) & may_go
    if old >= 0:
        room[old] = False
    best = np.where(room, d.rank[kind], d.ranks + 1)
    after = settlement.places[int(best.argmin())].id if room.any() else ""
    rank = int(d.rank[kind, old]) if old >= 0 else d.ranks
    if not d.allowed[kind].any():
        return Why.NONE, household.wishes[0] if household.wishes else "", (), ""
    if rank == 0 and household.wishes:
        return Why.FIRST, "", (), after
    if not household.wishes:
        full = _nearest(settlement, arrays, free, (kind, old), np.flatnonzero(d.allowed[kind])) if old < 0 else ()
        return (Why.FULL if old < 0 else Why.NO_WISH), "", full, after
    wanted = household.wishes[min(rank, len(household.wishes)) - 1 if rank < d.ranks else 0]
    # What stands between the household and the first of the wishes that it did not get.
    wanted = household.wishes[0] if rank == d.ranks else wanted
    at = np.array([i for i, p in enumerate(settlement.places) if wanted in (p.id, p.within)], dtype=np.int64)
    if not at.size:
        return Why.UNKNOWN, wanted, (), after
    at = at[[settlement.places[i].open for i in at]]
    if not at.size:
        return Why.CLOSED, wanted, (), after
    at = at[household.size <= arrays.largest[at]]
    if not at.size:
        return Why.LARGE, wanted, (), after
    at = at[may_go[at]]
    if not at.size:
        return Why.TRADE, wanted, (), after
    lacks = _nearest(settlement, arrays, free, (kind, old), at)
    return (Why.FULL if lacks else Why.TRADE), wanted, lacks, after


def _nearest(
    settlement: Settlement, arrays: Arrays, free: Floats, now: tuple[int, int], at: np.ndarray
) -> tuple[Lack, ...]:
    """What lacks in that of the places where least lacks."""
    p = arrays.problem
    best: tuple[Lack, ...] | None = None
    for spot in at:
        short = lacking(p.demand, p.supply, free, (now[0], now[1], int(spot)))
        lacks = [Lack(arrays.limits[m], float(short[m])) for m in np.flatnonzero(short)]
        needed = enough([lack.limit for lack in lacks])
        found = tuple(lack for lack in lacks if lack.limit in needed)
        if best is None or len(found) < len(best):
            best = found
    return best or ()


def without_place(planned: Planned) -> int:
    """How many households have no place."""
    return int(unplaced(planned.arrays.problem.demand, planned.plan).sum())

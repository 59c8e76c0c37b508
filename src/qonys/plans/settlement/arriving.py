"""A year of arrivals: prices of what is still to come, beside full hindsight and first come first served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qonys.model.settlement import Household, Settlement
from qonys.numerics.seed import SEED
from qonys.plans.settlement.arrays import Arrays, arrays_of, draw
from qonys.plans.settlement.clash import refuse
from qonys.plans.settlement.kernels.arrivals import Arrivals, Course, by_prices, first_come
from qonys.plans.settlement.kernels.places import Floors, Goal, Problem
from qonys.plans.settlement.kernels.staged import place
from qonys.plans.settlement.offers import SECONDS, points

PLACED = 10.0
"""Points of a place at all, beside 9, 3 and 1 of a wish."""
REFRESHES = 40


@dataclass(frozen=True, slots=True)
class Way:
    """What a way of placing comes to."""

    name: str
    """hindsight, prices or first_come"""
    placed: int
    firsts: int
    points: float
    share: float
    """Of the points that hindsight is bound by."""
    floors_kept: int
    floors: int


def compare(
    settlement: Settlement, forecast: Sequence[Household] = (), *, seed: int = SEED, seconds: float = SECONDS,
    refreshes: int = REFRESHES,
) -> tuple[Way, ...]:  # fmt: skip
    """The same arrivals placed with hindsight, by prices, and first come first served.

    Parameters
    ----------
    settlement : Settlement
        Households apply in the order of their days, then of the lottery.
    forecast : sequence of Household
        Whom the office expected before the year began: not who came.

    Returns
    -------
    tuple of Way
        `share` is of the bound of hindsight, which no way can pass.

    Raises
    ------
    BadInput
        If the floors cannot be kept even with hindsight.
    """
    extra = tuple(replace(h, id=f"forecast {i}") for i, h in enumerate(forecast))
    arrays = arrays_of(replace(settlement, households=(*settlement.households, *extra)), seed)
    kinds = np.array([arrays.kind_of[h.id] for h in extra], dtype=np.int64)
    expected = np.bincount(kinds, minlength=len(arrays.kinds)).astype(float)
    ordered = sorted(settlement.households, key=lambda h: (h.day or 0, draw(seed, h.id), h.id))
    order = np.array([arrays.kind_of[h.id] for h in ordered], dtype=np.int64)
    arrivals = Arrivals(order, expected / max(1.0, expected.sum()))
    own = _only(arrays, order, arrays_of(settlement, seed))
    values = points(own.demand.ranks) + PLACED
    goal = Goal(values)
    best = place(own, (goal,), seconds, arrays.areas)
    if best is None:
        raise refuse(replace(arrays, problem=own), settlement.floors)
    bound = best.stages[0].bound
    c = best.plan.columns
    after = np.repeat(np.arange(len(c)), best.plan.number)
    rank = own.demand.rank[c.kind, c.place][after]
    kept = _kept(own, (c.kind[after], c.place[after]))
    found = [Way("hindsight", len(after), _firsts(own, rank), best.stages[0].value,
                 best.stages[0].value / max(1e-9, bound), kept, len(own.floors.amount))]  # fmt: skip
    for name, course in (
        ("prices", by_prices(own, arrivals, values, refreshes)),
        ("first_come", first_come(own, arrivals, values)),
    ):
        found.append(_way(name, own, (order, course), bound))
    return tuple(found)


def _only(arrays: Arrays, order: np.ndarray, own: Arrays) -> Problem:
    """The problem with the households that came alone counted; floors are of them."""
    p = arrays.problem
    count = np.bincount(order, minlength=len(p.demand.count)).astype(np.int64)
    # Those who are expected may be of sizes that nobody who came has.
    rows = [arrays.floors.index(floor) for floor in own.floors]
    floors = Floors(p.floors.weight[rows], p.floors.member[rows], own.problem.floors.amount)
    return Problem(replace(p.demand, count=count), p.supply, floors)


def _firsts(problem: Problem, rank: np.ndarray) -> int:
    """First wishes met; where nobody wishes for anything there are none."""
    return int((rank == 0).sum()) if problem.demand.ranks else 0


def _kept(problem: Problem, at: tuple[np.ndarray, np.ndarray]) -> int:
    f = problem.floors
    done = (f.weight[:, at[0]] * f.member[:, at[1]]).sum(axis=1)
    return int((done >= f.amount - 1e-6).sum())


def _way(name: str, problem: Problem, course: tuple[np.ndarray, Course], bound: float) -> Way:
    order, went = course
    some = went.place >= 0
    rank = problem.demand.rank[order[some], went.place[some]]
    kept = _kept(problem, (order[some], went.place[some]))
    return Way(
        name, int(some.sum()), _firsts(problem, rank), went.worth, went.worth / max(1e-9, bound), kept,
        len(problem.floors.amount),
    )  # fmt: skip

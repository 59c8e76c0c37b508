"""Households that arrive one after another: each is placed at once, at prices of what is still to come."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.plans.settlement.kernels.places import Columns, Goal, Prices, Problem, Whole, costs
from qonys.plans.settlement.kernels.relax import relax
from qonys.plans.settlement.kernels.slack import ROUNDING, needs_at

SAMPLE = 400
"""Kinds that stand for all that are still expected, in each program."""


@dataclass(frozen=True)
class Arrivals:
    """Who arrives in which order, and what was expected before the first came."""

    order: Whole
    """(household,) kinds, as they arrive."""
    forecast: Floats
    """(kind,) shares of the households expected, in sum 1; all 0 if nothing was declared."""


@dataclass(frozen=True)
class Course:
    """Where each went: (household,) a place, -1 for none; and what it was worth."""

    place: Whole
    worth: float


def first_come(problem: Problem, arrivals: Arrivals, values: Floats) -> Course:
    """Each takes the best place that has room: first come, first served."""
    return _course(problem, arrivals, values, 0)


def by_prices(problem: Problem, arrivals: Arrivals, values: Floats, refreshes: int) -> Course:
    """Each goes where its gain less the price of what it takes is largest; it is never turned away while there is room.

    Parameters
    ----------
    problem : Problem
        Its counts are not read: only who has arrived, and the forecast, is known.
    arrivals : Arrivals
    values : (rank + 1,) floats
        What a place of each rank is worth.
    refreshes : int
        How often prices are found anew, from what is left and what is still expected.

    References
    ----------
    Talluri, van Ryzin (1998), Management Science 44, 1577-1593 (bid prices); Ahani et al. (2024), Dynamic Placement
    in Refugee Resettlement, Operations Research 72.
    """
    return _course(problem, arrivals, values, refreshes)


def _course(problem: Problem, arrivals: Arrivals, values: Floats, refreshes: int) -> Course:
    d, s, f = problem.demand, problem.supply, problem.floors
    free, due, seen = s.amount.copy(), f.amount.astype(float), np.zeros(len(d.count))
    places, worth, total = np.full(len(arrivals.order), -1, dtype=np.int64), 0.0, len(arrivals.order)
    step = max(1, total // refreshes) if refreshes else total + 1
    price = np.zeros(problem.shape)
    for i, kind in enumerate(arrivals.order):
        if refreshes and i % step == 0:
            expected = _expected(arrivals, seen, total - i)
            price = _prices(problem, (free, due), expected, values)
        seen[kind] += 1
        need = d.need[kind][s.resource]
        short = (need > free + ROUNDING)[:, None] & s.member
        room = d.allowed[kind] & ~short.any(axis=0)
        if not room.any():
            continue
        gain = values[d.rank[kind]]
        spot = int(np.argmax(np.where(room, gain - price[kind], -np.inf)))
        places[i] = spot
        worth += float(gain[spot])
        free -= needs_at(d, s, int(kind), spot)
        due -= f.weight[:, kind] * f.member[:, spot]
    return Course(places, worth)


def _expected(arrivals: Arrivals, seen: Floats, left: int) -> Floats:
    """(kind,) households still expected: the forecast and those who came, so many of each as of the other at 100."""
    came, weight = seen.sum(), 100.0 if arrivals.forecast.any() else 0.0
    mixed = arrivals.forecast * weight + seen
    found: Floats = mixed * (left / max(1.0, came + weight))
    return found


def _prices(problem: Problem, left: tuple[Floats, Floats], expected: Floats, values: Floats) -> Floats:
    """(kind, place) what a household takes there, at the duals of the program of those still expected."""
    free, due = left
    order = np.argsort(-expected, kind="stable")
    some = order[expected[order] > 0]
    if not len(some):
        return np.zeros(problem.shape)
    if len(some) > SAMPLE:
        some = some[np.random.default_rng(len(some)).permutation(len(some))[:SAMPLE]]
    scale = expected.sum() / expected[some].sum()
    d = problem.demand
    demand = replace(
        d, count=np.maximum(expected[some] * scale, 0), need=d.need[some], work=d.work[some], rank=d.rank[some],
        allowed=d.allowed[some], lottery=d.lottery[some],
    )  # fmt: skip
    f = problem.floors
    floors = replace(f, weight=f.weight[:, some], amount=np.maximum(due, 0))
    small = Problem(demand, replace(problem.supply, amount=np.maximum(free, 0)), floors)
    at = np.nonzero(demand.allowed & (demand.rank < d.ranks))
    columns = Columns(at[0].astype(np.int64), at[1].astype(np.int64))
    if len(f.amount) or not len(columns):
        at = np.nonzero(demand.allowed)
        columns = Columns(at[0].astype(np.int64), at[1].astype(np.int64))
    found = relax(small, Goal(values), columns, near=1e-3 * expected.sum())
    if found is None:  # Floors that cannot be met any more: what is left is done without them.
        small = replace(small, floors=replace(floors, amount=np.zeros_like(floors.amount)))
        found = relax(small, Goal(values), columns, near=1e-3 * expected.sum())
    if found is None:
        return np.zeros(problem.shape)
    p = found.prices
    return costs(problem, Prices(np.zeros(problem.shape[0]), p.limits, p.floors, np.zeros(0), np.zeros_like(p.work)))

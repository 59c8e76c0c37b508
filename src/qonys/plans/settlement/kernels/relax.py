"""The best that fractions of households could do: columns added where prices say that they pay, and a bound."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.numerics.program import Solution, solve
from qonys.plans.settlement.kernels.places import Columns, Goal, Prices, Problem, certified, program_of, reduced

TOLERANCE = 1e-6
ROUNDS = 80
"""So often columns are added before the bound is taken as it stands."""
CALM = 0.6
"""Weight of the best prices so far beside the newest ones when columns are chosen."""
MANY = 4
"""Columns that do not pay are dropped once there are so many for each kind."""


@dataclass(frozen=True)
class Relaxed:
    """The best that fractions of households could do."""

    columns: Columns
    values: Floats
    """(column,) how many of a kind in a place."""
    objective: float
    bound: float
    """No plan can have more, whether or not all columns were tried."""
    prices: Prices


def relax(problem: Problem, goal: Goal, columns: Columns, *, near: float, seconds: float = np.inf) -> Relaxed | None:
    """The relaxation over all pairs of kind and place; none if the limits clash on these columns.

    Parameters
    ----------
    problem, goal : Problem, Goal
    columns : Columns
        Where to start.
    near : float
        The search ends when the bound is so near.
    seconds : float
        Or after so long: the bound holds all the same.

    References
    ----------
    Desrosiers, Lübbecke (2005), A Primer in Column Generation; Wentges (1997), Int. Trans. Oper. Res. 4, 151-162
    (prices kept calm).
    """
    if not len(columns):
        return _nothing(problem, columns)
    ends = time.monotonic() + seconds
    best, calm = np.inf, None
    kept: Relaxed | None = None
    for _ in range(ROUNDS):
        began = time.monotonic()
        found, prices = _solved(problem, goal, columns)
        if not found.found:
            return kept
        calm = prices if calm is None else _mixed(calm, prices)
        if (bound := certified(problem, goal, calm)) < best:
            best, kept_prices = bound, calm
        if (bound := certified(problem, goal, prices)) < best:
            best, kept_prices = bound, prices
        calm = kept_prices
        kept = Relaxed(columns, found.values[: len(columns)], found.objective, best, prices)
        now = time.monotonic()
        # The next program may take twice as long as this one.
        if best - found.objective <= near or now + 2 * (now - began) > ends:
            break
        more = _paying(problem, goal, (prices, _mixed(calm, prices)))
        if not len(more):
            return Relaxed(columns, kept.values, found.objective, min(best, found.objective), prices)
        columns = _joined(_pruned(problem, goal, kept), more)
    return kept


def _nothing(problem: Problem, columns: Columns) -> Relaxed | None:
    """What can be had where nobody may go anywhere."""
    s = problem.supply
    if (problem.floors.amount > 0).any() or any(at > 0 for _, at in problem.held):
        return None
    prices = Prices(
        np.zeros(problem.shape[0]), np.zeros(len(s.amount)), np.zeros(len(problem.floors.amount)),
        np.zeros(len(problem.held)), np.zeros(s.jobs.shape),
    )  # fmt: skip
    return Relaxed(columns, np.zeros(0), 0.0, 0.0, prices)


def _pruned(problem: Problem, goal: Goal, now: Relaxed) -> Columns:
    """The columns without those that pay least, if there are very many."""
    c, kinds = now.columns, problem.shape[0]
    if len(c) <= MANY * kinds:
        return c
    gains = reduced(problem, goal, now.prices)[c.kind, c.place]
    order = np.lexsort((np.arange(len(c)), -gains, now.values < TOLERANCE))
    kept = np.sort(order[: MANY * kinds * 3 // 4])
    return Columns(c.kind[kept], c.place[kept])


def _joined(one: Columns, other: Columns) -> Columns:
    return Columns(np.r_[one.kind, other.kind], np.r_[one.place, other.place])


def _mixed(calm: Prices, prices: Prices) -> Prices:
    parts = ((CALM * getattr(calm, n) + (1 - CALM) * getattr(prices, n)) for n in Prices.__dataclass_fields__)
    return Prices(*parts)


def _paying(problem: Problem, goal: Goal, prices: tuple[Prices, Prices]) -> Columns:
    """For each kind the place that the calm prices say is best, if it pays at the newest; else the best at these."""
    newest, calm = prices
    left = reduced(problem, goal, newest)
    scale = TOLERANCE * max(1.0, float(np.abs(goal.values).max(initial=0)) * 1e-3)
    every = np.arange(len(left))
    tried = reduced(problem, goal, calm).argmax(axis=1) if left.shape[1] else every
    first = left.argmax(axis=1) if left.shape[1] else every
    places = np.where(left[every, tried] > scale, tried, first) if left.shape[1] else first
    pays = left[every, places] > scale if left.shape[1] else np.zeros(len(left), dtype=bool)
    return Columns(every[pays].astype(np.int64), places[pays].astype(np.int64))


def _solved(problem: Problem, goal: Goal, columns: Columns) -> tuple[Solution, Prices]:
    program, jobs = program_of(problem, goal, columns)
    found = solve(program)
    kinds, limits = problem.shape[0], len(problem.supply.amount)
    ends = np.cumsum([kinds, limits, len(problem.floors.amount), len(problem.held)])
    work = np.zeros(problem.supply.jobs.size)
    if not found.found:
        empty = np.zeros(0)
        return found, Prices(empty, empty, empty, empty, work.reshape(problem.supply.jobs.shape))
    parts = np.split(found.row_duals, ends)
    work[jobs] = parts[4]
    return found, Prices(parts[0], parts[1], -parts[2], -parts[3], work.reshape(problem.supply.jobs.shape))

"""Households of one kind, places and their limits as arrays; the program of placing them, and what a place costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array, csr_array, diags_array, eye_array, hstack, vstack

from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Demand:
    """Kinds of households: those of one kind need and wish the same."""

    count: Whole
    """(kind,) how many households."""
    need: Floats
    """(kind, resource) what one household takes of each resource."""
    work: Floats
    """(kind, occupation) its workers."""
    rank: Whole
    """(kind, place) 0 for the first wish; as many as there are ranks for a place that was not wished for."""
    allowed: Flags
    """(kind, place) whether the place is open to it."""
    lottery: Floats
    """(kind,) a number drawn for it, from 0 to 1: it breaks ties."""
    ranks: int
    """How many wishes the longest list has."""


@dataclass(frozen=True)
class Supply:
    """Limits of places: row `m` bounds what the households in `member[m]` take of one resource."""

    resource: Whole
    """(limit,) index of the resource."""
    member: Flags
    """(limit, place)"""
    amount: Floats
    """(limit,)"""
    jobs: Floats
    """(site, occupation) jobs that are looked for; 0 where none is known."""
    site: Whole
    """(place, occupation) where the workers of a place find those jobs: there, or in the area that it lies in."""

    @cached_property
    def limits_of(self) -> csr_array:
        """(place, limit) 1 where a limit holds in a place."""
        return csr_array(self.member.T.astype(float))


@dataclass(frozen=True)
class Floors:
    """Minimal shares: the households of a floor, weighted, in its places are at least so many."""

    weight: Floats
    """(floor, kind)"""
    member: Flags
    """(floor, place)"""
    amount: Floats
    """(floor,)"""


@dataclass(frozen=True)
class Goal:
    """What is to be had most of: a value for each rank of a place, jobs matched, and a hair for the lottery."""

    values: Floats
    """(rank + 1,) the last is that of a place not wished for."""
    jobs: float = 0.0
    lottery: float = 0.0


@dataclass(frozen=True)
class Problem:
    """Who is to be placed where, under which limits; goals already reached are held."""

    demand: Demand
    supply: Supply
    floors: Floors
    held: tuple[tuple[Goal, float], ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """Number of kinds and of places."""
        return self.demand.rank.shape[0], self.demand.rank.shape[1]


@dataclass(frozen=True)
class Prices:
    """Duals of a relaxation: what one more unit of each limit adds to the goal."""

    kinds: Floats
    limits: Floats
    floors: Floats
    """What one less unit of a floor adds."""
    held: Floats
    work: Floats
    """(site, occupation) what one more worker of an occupation in a site adds."""


@dataclass(frozen=True)
class Columns:
    """Pairs of kind and place among which a program chooses."""

    kind: Whole
    place: Whole

    def __len__(self) -> int:
        return len(self.kind)


def gain_of(problem: Problem, goal: Goal, columns: Columns) -> Floats:
    """(column,) what one household of a column adds to a goal, jobs apart."""
    d = problem.demand
    rank = d.rank[columns.kind, columns.place]
    nearer = 1 - rank / max(1, len(goal.values) - 1)
    found: Floats = goal.values[rank] + goal.lottery * d.lottery[columns.kind] * nearer
    return found


def no_floors(kinds: int, places: int) -> Floors:
    """Nothing is guaranteed."""
    return Floors(np.zeros((0, kinds)), np.zeros((0, places), dtype=bool), np.zeros(0))


@dataclass(frozen=True)
class _Rows:
    matrix: Any
    lower: Floats
    upper: Floats


def program_of(problem: Problem, goal: Goal, columns: Columns, *, whole: bool = False) -> tuple[Program, Whole]:
    """The program over some columns; then the flat (site, occupation) of its further variables, jobs filled."""
    jobs = np.flatnonzero(problem.supply.jobs > 0) if goal.jobs else np.zeros(0, dtype=np.int64)
    rows = _rows(problem, columns, jobs)
    count = problem.demand.count[columns.kind].astype(float)
    program = Program(
        np.r_[gain_of(problem, goal, columns), np.full(len(jobs), goal.jobs)], rows.matrix, rows.lower, rows.upper,
        np.zeros(len(columns) + len(jobs)), np.r_[count, problem.supply.jobs.ravel()[jobs]],
        np.r_[np.ones(len(columns), dtype=bool), np.zeros(len(jobs), dtype=bool)] if whole else None,
    )  # fmt: skip
    return program, jobs


def _rows(problem: Problem, columns: Columns, jobs: Whole) -> _Rows:
    d, s, f = problem.demand, problem.supply, problem.floors
    kinds, c = problem.shape[0], len(columns)
    one = coo_array((np.ones(c), (columns.kind, np.arange(c))), shape=(kinds, c)).tocsr()
    floors = csr_array(f.weight[:, columns.kind] * f.member[:, columns.place])
    held = np.array([gain_of(problem, goal, columns) for goal, _ in problem.held]).reshape(len(problem.held), c)
    blocks = [one, limit_rows(d, s, columns), floors, csr_array(held)]
    lower = [np.full(kinds + len(s.amount), -np.inf), f.amount, np.array([at for _, at in problem.held])]
    upper = [d.count.astype(float), s.amount, np.full(len(f.amount) + len(problem.held), np.inf)]
    matrix = vstack(blocks, format="csr")
    if len(jobs):
        filled = _job_rows(d, s, columns, jobs)
        matrix = hstack([matrix, csr_array((matrix.shape[0], len(jobs)))], format="csr")
        matrix = vstack([matrix, hstack([-filled, eye_array(len(jobs))], format="csr")], format="csc")
        lower.append(np.full(len(jobs), -np.inf))
        upper.append(np.zeros(len(jobs)))
    return _Rows(csc_array(matrix), np.concatenate(lower), np.concatenate(upper))


def limit_rows(demand: Demand, supply: Supply, columns: Columns) -> csr_array:
    """(limit, column) what a household of a column takes of each limit."""
    found = csr_array((len(supply.amount), len(columns)))
    for r in np.unique(supply.resource):
        own = np.where(supply.resource == r, 1.0, 0.0)[:, None] * supply.member
        found = found + csc_array(own)[:, columns.place] @ diags_array(demand.need[columns.kind, r])
    return csr_array(found)


def _job_rows(demand: Demand, supply: Supply, columns: Columns, jobs: Whole) -> csr_array:
    """(job, column) workers of an occupation that a household of a column brings to a site."""
    sites, occupations = supply.jobs.shape
    number = np.full(sites * occupations, -1)
    number[jobs] = np.arange(len(jobs))
    at = supply.site[columns.place] * occupations + np.arange(occupations)
    row, brought = number[at], demand.work[columns.kind]
    use = (row >= 0) & (brought > 0)
    column = np.broadcast_to(np.arange(len(columns))[:, None], row.shape)
    return coo_array((brought[use], (row[use], column[use])), shape=(len(jobs), len(columns))).tocsr()


def costs(problem: Problem, prices: Prices) -> Floats:
    """(kind, place) what a household takes at these prices of limits, less what it does for floors and jobs."""
    d, s, f = problem.demand, problem.supply, problem.floors
    by_place = np.zeros((d.need.shape[1], problem.shape[1]))
    for m, price in enumerate(prices.limits):
        if price:
            by_place[s.resource[m]] += price * s.member[m]
    found = d.need @ by_place
    for price, weight, member in zip(prices.floors, f.weight, f.member, strict=True):
        if price:
            found -= price * weight[:, None] * member
    if prices.work.any():
        found -= d.work @ prices.work[s.site, np.arange(d.work.shape[1])].T
    for price, (goal, _) in zip(prices.held, problem.held, strict=True):
        if price:
            found -= price * _all_gains(problem, goal)
    return found


def _all_gains(problem: Problem, goal: Goal) -> Floats:
    d = problem.demand
    nearer = 1 - d.rank / max(1, len(goal.values) - 1)
    found: Floats = goal.values[d.rank] + goal.lottery * d.lottery[:, None] * nearer
    return found


def reduced(problem: Problem, goal: Goal, prices: Prices) -> Floats:
    """(kind, place) gain of a household there less all that it costs; -inf where it may not go."""
    found = _all_gains(problem, goal) - costs(problem, prices) - prices.kinds[:, None]
    return np.where(problem.demand.allowed, found, -np.inf)


def certified(problem: Problem, goal: Goal, prices: Prices) -> float:
    """A bound that needs no solver: prices of limits, whatever they are, and the best each kind has left of them.

    No placing can do better than the worth of all limits at these prices and, for each household, the largest gain
    less cost among the places open to it (weak duality).
    """
    s, f = problem.supply, problem.floors
    limits, floors, held = (np.maximum(p, 0) for p in (prices.limits, prices.floors, prices.held))
    work = np.clip(prices.work, 0, goal.jobs)
    safe = Prices(np.zeros_like(prices.kinds), limits, floors, held, work)
    best = np.maximum(0, reduced(problem, goal, safe).max(axis=1, initial=-np.inf))
    worth = limits @ s.amount - floors @ f.amount - held @ np.array([at for _, at in problem.held])
    return float(worth + best @ problem.demand.count + ((goal.jobs - work) * np.maximum(s.jobs, 0)).sum())

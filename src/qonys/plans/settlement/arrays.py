"""A settlement as arrays: households that need and wish the same are one kind, in an order that no file decides."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from qonys.model.settlement import Household, Limit, Need, Settlement
from qonys.numerics.arrays import Floats
from qonys.plans.settlement.floors import Floor, floors_of
from qonys.plans.settlement.homes import homes_of, largest_of, with_all_sizes
from qonys.plans.settlement.kernels.places import Demand, Problem, Supply, Whole


@dataclass(frozen=True)
class Arrays:
    """The problem, and what its rows stand for."""

    problem: Problem
    kinds: tuple[tuple[str, ...], ...]
    """Ids of the households of each kind, in the order of the lottery."""
    kind_of: dict[str, int]
    areas: Whole
    """(place,) index of the area that a place lies in."""
    limits: tuple[Limit, ...]
    """(limit row,)"""
    floors: tuple[Floor, ...]
    """(floor row,)"""
    largest: Floats
    """(place,) the largest household that it can hold."""
    sizes: Whole
    """(kind,) persons of a household."""


def draw(seed: int, name: str) -> float:
    """The number of a household in the lottery, from 0 to 1: it follows from its id and the seed alone.

    Examples
    --------
    >>> draw(1, "H1") == draw(1, "H1"), draw(1, "H1") == draw(2, "H1")
    (True, False)
    """
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def arrays_of(settlement: Settlement, seed: int) -> Arrays:
    """The arrays of a settlement; the same whatever the order of its households."""
    groups: dict[tuple[object, ...], list[Household]] = defaultdict(list)
    limited = {limit.need for limit in settlement.limits}
    jobs = (*(p.jobs for p in settlement.places), *settlement.jobs.values())
    occupations = tuple(sorted({o for each in jobs for o in each}))
    for h in settlement.households:
        work = tuple(sorted(o for o in h.occupations if o in occupations))
        # What nothing limits tells no two households apart: fewer kinds, a faster search.
        told = (h.workers if Need.WORKERS in limited else 0, h.children if Need.SCHOOL in limited else 0)
        groups[(h.size, *told, h.programme if Need.PROGRAMME in limited else "", work, h.wishes)].append(h)
    luck = {h.id: draw(seed, h.id) for h in settlement.households}
    # A number for the kind whatever its size: with that of its luckiest household large kinds would win.
    chance = {key: draw(seed, repr(key)) for key in groups}
    keys = sorted(groups, key=lambda key: (-chance[key], repr(key)))
    ordered = [sorted(groups[key], key=lambda h: (-luck[h.id], h.id)) for key in keys]
    resources = _resources(settlement)
    demand = _demand(settlement, [g[0] for g in ordered], [len(g) for g in ordered], resources, occupations)
    largest = largest_of(settlement)
    lottery = np.array([chance[key] for key in keys])
    limits = with_all_sizes(settlement.limits)
    supply = _supply(settlement, limits, resources, occupations)
    # Where a limit is below what a household needs, it is shut out from the start.
    over = demand.need[:, supply.resource] > supply.amount
    allowed = demand.allowed & ~((over.astype(float) @ supply.member.astype(float)) > 0)
    demand = replace(demand, allowed=allowed, lottery=lottery)
    sizes = np.array([g[0].size for g in ordered])
    floors, floor_names = floors_of(settlement, [g[0] for g in ordered], demand.count)
    names = tuple(tuple(h.id for h in g) for g in ordered)
    kind_of = {name: k for k, ids in enumerate(names) for name in ids}
    labels = [p.within or p.id for p in settlement.places]
    index = {name: i for i, name in enumerate(dict.fromkeys(labels))}
    areas = np.array([index[name] for name in labels], dtype=np.int64)
    return Arrays(Problem(demand, supply, floors), names, kind_of, areas, limits, floor_names, largest, sizes)


def _resources(settlement: Settlement) -> list[tuple[Need, str]]:
    """Needs told apart; homes by how many persons they hold as thresholds that rise."""
    found = {(limit.need, limit.kind) for limit in settlement.limits}
    return sorted(found, key=lambda r: (r[0].value, r[1].zfill(4)))


def _demand(
    settlement: Settlement, some: list[Household], count: list[int], resources: list[tuple[Need, str]],
    occupations: tuple[str, ...],
) -> Demand:  # fmt: skip
    places = settlement.places
    need = np.array([[_need(h, r, resources) for r in resources] for h in some], dtype=float)
    work = np.array([[h.occupations.count(o) for o in occupations] for h in some], dtype=float)
    at: dict[str, list[int]] = defaultdict(list)
    for i, p in enumerate(places):
        at[p.id].append(i)
        if p.within and p.within != p.id:
            at[p.within].append(i)
    ranks = max((len(h.wishes) for h in some), default=0)
    rank = np.full((len(some), len(places)), ranks, dtype=np.int64)
    for k, h in enumerate(some):
        for r in range(len(h.wishes) - 1, -1, -1):
            rank[k, at.get(h.wishes[r], [])] = r
    is_open = np.array([p.open for p in places], dtype=bool)
    size = np.array([h.size for h in some], dtype=float)
    allowed = is_open & (size[:, None] <= largest_of(settlement))
    return Demand(
        np.array(count, dtype=np.int64), need.reshape(len(some), len(resources)),
        work.reshape(len(some), len(occupations)), rank, allowed, np.zeros(len(some)), ranks,
    )  # fmt: skip


def _need(h: Household, resource: tuple[Need, str], resources: list[tuple[Need, str]]) -> float:
    need, kind = resource
    if need is Need.PROGRAMME:
        return float(h.size) if h.programme == kind else 0.0
    if need is Need.HOMES:
        smaller = [int(k) for n, k in resources if n is Need.HOMES and k and kind and int(k) < int(kind)]
        return float(not kind or h.size > max(smaller, default=0))
    amounts = {Need.PERSONS: h.size, Need.WORKERS: h.workers, Need.SCHOOL: h.children}
    return float(amounts[need])


def _supply(
    settlement: Settlement, limits: tuple[Limit, ...], resources: list[tuple[Need, str]], occupations: tuple[str, ...]
) -> Supply:
    """Limits as rows. Homes of a size bound the households that fit in none smaller: larger homes serve them too."""
    places = {p.id: i for i, p in enumerate(settlement.places)}
    number = {resource: i for i, resource in enumerate(resources)}
    sized = homes_of(x for x in limits if x.kind)
    amount = np.zeros(len(limits))
    member = np.zeros((len(limits), len(places)), dtype=bool)
    for m, limit in enumerate(limits):
        larger = [limit.amount]
        if limit.need is Need.HOMES and limit.kind:
            larger = [x.amount for x in sized[limit.label, limit.places] if int(x.kind) >= int(limit.kind)]
        amount[m] = sum(larger)
        member[m, [places[name] for name in limit.places]] = True
    resource = np.array([number[x.need, x.kind] for x in limits], dtype=np.int64)
    return Supply(resource, member, amount, *_jobs(settlement, occupations))


def _jobs(settlement: Settlement, occupations: tuple[str, ...]) -> tuple[Floats, Whole]:
    """(site, occupation) jobs, places first and then areas; (place, occupation) the site of each."""
    areas = tuple(sorted(settlement.jobs))
    own = [p.jobs for p in settlement.places] + [settlement.jobs[a] for a in areas]
    jobs = np.array([[each.get(o, 0.0) for o in occupations] for each in own], dtype=float)
    of_area = {a: len(settlement.places) + i for i, a in enumerate(areas)}
    site = np.array(
        [
            [of_area[p.within] if o in settlement.jobs.get(p.within, ()) else i for o in occupations]
            for i, p in enumerate(settlement.places)
        ],
        dtype=np.int64,
    )
    return jobs.reshape(len(own), len(occupations)), site.reshape(len(settlement.places), len(occupations))

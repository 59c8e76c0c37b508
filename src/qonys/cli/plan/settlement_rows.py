"""Rows of a settlement: households with their reasons in words, places, ways of placing, groups; empty files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qonys.model.note import Note

if TYPE_CHECKING:
    from qonys.cli.plan.settlement_words import Words
    from qonys.model.settlement import Settlement
    from qonys.plans.settlement.arriving import Way
    from qonys.plans.settlement.audit import GroupRow
    from qonys.plans.settlement.offers import Planned

Rows = list[dict[str, object]]
MOST_NAMED = 8

TEMPLATES: Mapping[str, Rows] = {
    "households.csv": [
        {"id": "H1", "size": 4, "workers": 2, "occupations": "driver;teacher", "children": 1, "wishes": "North;South",
         "programme": "", "day": 12},
        {"id": "H2", "size": 2, "workers": 1, "occupations": "", "children": 0, "wishes": "South", "programme": "",
         "day": ""},
    ],
    "places.csv": [
        {"place": "North", "open": 1, "largest": 7, "persons": 120, "jobs": 60, "jobs_driver": 5, "jobs_teacher": 8,
         "homes_3": 10, "homes_7": 20, "school": 40},
        {"place": "South", "open": 1, "largest": "", "persons": 80, "jobs": "", "jobs_driver": 2, "jobs_teacher": 3,
         "homes_3": "", "homes_7": "", "school": ""},
    ],
    "districts.csv": [
        {"place": "North-1", "within": "North", "open": 1, "persons": 70, "homes": 18},
        {"place": "North-2", "within": "North", "open": 1, "persons": 60, "homes": 15},
    ],
    "groups.csv": [{"id": "H1", "group": "a"}, {"id": "H2", "group": "b"}],
}  # fmt: skip
"""What --template writes: two rows each as an example."""


def scenario_note(found: Settlement) -> tuple[Note, ...]:
    """That the households are a scenario, where they are."""
    if not found.scenario:
        return ()
    people = sum(h.size for h in found.households)
    fields = {"households": len(found.households), "persons": people}
    return (Note("settle-scenario", f"SCENARIO: {len(found.households)} households, {people} persons", fields),)


def notes(planned: Planned, words: Words) -> tuple[Note, ...]:
    """How good the plan is: placed, the most that can be, wishes, gap, waste, limits that bind."""
    offers = planned.offers
    placed = sum(bool(o.place) for o in offers)
    fields = {
        "placed": placed, "households": len(offers), "most": planned.most,
        "first": sum(o.rank == 1 for o in offers), "gap": float(f"{100 * planned.gap:.3g}"),
        "matched": planned.matched, "jobs": planned.matched_bound, "waste": planned.waste,
        "envious": planned.envious,
    }  # fmt: skip
    found = [Note("settle-plan", f"{placed} of {len(offers)} households placed", fields)]
    if planned.matched_bound:
        found.append(Note("settle-jobs", f"{planned.matched:g} workers matched", fields))
    if planned.binding and placed < len(offers):
        listed = words.listed([limit for limit, _ in planned.binding[:MOST_NAMED]])
        found.append(Note("settle-binding", f"limits: {listed}", {"listed": listed}))
    return tuple(found)


def households(planned: Planned, words: Words) -> Rows:
    """A row a household: the place, the rank of the wish, why, the next best, what would have changed it."""
    scenario = planned.settlement.scenario
    return [
        {
            "household": o.household.id, "size": o.household.size, "place": o.place,
            **({"place_name": words.name(o.place)} if words.names else {}), "wish": o.rank or "",
            "reason": o.why.value, "why": words.reason(o), "next_best": o.next_best, "wanted": o.wanted,
            "would_change": words.change(o), "lottery": round(o.lottery, 6), "scenario": int(scenario),
        }
        for o in planned.offers
    ]  # fmt: skip


def places(planned: Planned, words: Words) -> Rows:
    """A row a limit: how much there is, how much is used, and who was offered the place."""
    from qonys.plans.settlement.homes import homes_used
    from qonys.plans.settlement.kernels.slack import free_of

    free = free_of(planned.arrays.problem, planned.plan)
    sizes: dict[str, list[int]] = defaultdict(list)
    for o in planned.offers:
        sizes[o.place].append(o.household.size)
    homes = homes_used(planned.settlement.limits, sizes)
    rows: Rows = []
    for m, limit in enumerate(planned.settlement.limits):
        inside = [o for o in planned.offers if o.place in limit.places]
        used = homes[limit] if limit in homes else limit.amount - float(free[m])
        rows.append({
            "place": limit.label, **({"name": words.name(limit.label)} if words.names else {}),
            "limit": limit.need.value, "kind": limit.kind, "amount": limit.amount,
            "used": used, "free": limit.amount - used, "households": len(inside),
            "persons": sum(o.household.size for o in inside), "first_wishes": sum(o.rank == 1 for o in inside),
            "scenario": int(planned.settlement.scenario),
        })  # fmt: skip
    return rows


def ways(found: Sequence[Way], scenario: bool) -> Rows:
    """A row a way of placing."""
    return [
        {
            "way": w.name, "placed": w.placed, "first_wishes": w.firsts, "points": w.points,
            "share_of_hindsight": round(w.share, 6), "floors_kept": w.floors_kept, "floors": w.floors,
            "scenario": int(scenario),
        }
        for w in found
    ]  # fmt: skip


def groups(found: Sequence[GroupRow], scenario: bool) -> Rows:
    """A row a group: shares, differences with their intervals, p values, the verdict."""
    rows: Rows = []
    for g in found:
        row: dict[str, object] = {"column": g.column, "group": g.group, "households": g.households}
        few = g.verdict.value == "few"
        for name in ("placed", "first"):
            low, difference, high = getattr(g, f"{name}_difference")
            row |= {f"{name}_share": getattr(g, name), f"{name}_difference": None if few else difference,
                    f"{name}_low": None if few else low, f"{name}_high": None if few else high,
                    f"{name}_p": None if few else getattr(g, f"p_{name}")}  # fmt: skip
        row |= {"mean_rank": g.rank, "rank_difference": None if few else g.rank_difference,
                "rank_p": None if few else g.p_rank, "verdict": g.verdict.value, "scenario": int(scenario)}  # fmt: skip
        rows.append(row)
    return rows

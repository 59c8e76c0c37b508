"""Settlements as results: offers to households, places and their limits, ways of placing, groups compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from qonys.model import Call
from qonys.model.note import Note
from qonys.model.records import Given, records
from qonys.model.result import Result
from qonys.model.settlement import Limit, Settlement
from qonys.plans.settlement.arriving import Way
from qonys.plans.settlement.audit import GroupRow, Verdict
from qonys.plans.settlement.homes import homes_used
from qonys.plans.settlement.kernels.slack import free_of
from qonys.plans.settlement.offers import Planned

TESTED = ("placed", "first")


def offers_result(call: Call, planned: Planned) -> Result:
    """A record a household: the place, the rank of the wish, why, the next best, what it would rather have."""
    found = planned.offers
    measures: Given = {
        "size": ([o.household.size for o in found], "persons"), "wish": ([o.rank or None for o in found], "rank"),
        "lottery": (np.round([o.lottery for o in found], 6), "number"), **_flag(planned.settlement, len(found)),
    }  # fmt: skip
    texts = {
        "place": [o.place for o in found], "reason": [o.why.value for o in found],
        "next_best": [o.next_best for o in found], "wanted": [o.wanted for o in found],
    }  # fmt: skip
    labels = [o.household.id for o in found]
    return records(call, ("household", labels), measures, texts, notes_of(planned))


def places_result(call: Call, planned: Planned) -> Result:
    """A record a limit: how much there is, how much is used, and who was offered the place."""
    limits, free = planned.settlement.limits, free_of(planned.arrays.problem, planned.plan)
    sizes: dict[str, list[int]] = defaultdict(list)
    for o in planned.offers:
        sizes[o.place].append(o.household.size)
    homes = homes_used(limits, sizes)
    amount = np.array([limit.amount for limit in limits])
    used = np.array([homes.get(x, x.amount - float(free[m])) for m, x in enumerate(limits)])
    inside = [[o for o in planned.offers if o.place in limit.places] for limit in limits]
    measures: Given = {
        "amount": (amount, "count"),
        "used": (used, "count"),
        "free": (amount - used, "count"),
        "households": ([len(some) for some in inside], "families"),
        "persons": ([sum(o.household.size for o in some) for some in inside], "persons"),
        "first_wishes": ([sum(o.rank == 1 for o in some) for some in inside], "families"),
        **_flag(planned.settlement, len(limits)),
    }
    texts = {"place": [x.label for x in limits], "limit": [x.need.value for x in limits],
             "kind": [x.kind for x in limits]}  # fmt: skip
    labels = [":".join(filter(None, (x.label, x.need.value, x.kind))) for x in limits]
    return records(call, ("row", labels), measures, texts, notes_of(planned))


def ways_result(call: Call, settlement: Settlement, found: Sequence[Way]) -> Result:
    """A record a way of placing."""
    measures: Given = {
        "placed": ([w.placed for w in found], "families"),
        "first_wishes": ([w.firsts for w in found], "families"),
        "points": ([w.points for w in found], "points"),
        "share_of_hindsight": (np.round([w.share for w in found], 6), "share"),
        "floors_kept": ([w.floors_kept for w in found], "count"),
        "floors": ([w.floors for w in found], "count"),
        **_flag(settlement, len(found)),
    }
    return records(call, ("way", [w.name for w in found]), measures, notes=scenario_note(settlement))


def groups_result(call: Call, planned: Planned, found: Sequence[GroupRow]) -> Result:
    """A record a group: shares, differences with their intervals and p values where there are enough, the verdict."""
    few = np.array([g.verdict is Verdict.FEW for g in found], dtype=bool)
    measures: dict[str, tuple[object, str]] = {"households": ([g.households for g in found], "families")}
    for name in TESTED:
        measures[f"{name}_share"] = ([getattr(g, name) for g in found], "share")
        ends = np.array([getattr(g, f"{name}_difference") for g in found], dtype=float).reshape(-1, 3)
        for end, values in zip(("low", "difference", "high"), ends.T, strict=True):
            measures[f"{name}_{end}"] = (np.where(few, np.nan, values), "share")
        measures[f"{name}_p"] = (np.where(few, np.nan, [getattr(g, f"p_{name}") for g in found]), "p")
    measures["mean_rank"] = ([g.rank for g in found], "rank")
    measures["rank_difference"] = (np.where(few, np.nan, [g.rank_difference for g in found]), "rank")
    measures["rank_p"] = (np.where(few, np.nan, [g.p_rank for g in found]), "p")
    given: Given = {**measures, **_flag(planned.settlement, len(found))}  # type: ignore[dict-item]
    texts = {"column": [g.column for g in found], "group": [g.group for g in found],
             "verdict": [g.verdict.value for g in found]}  # fmt: skip
    labels = [f"{g.column}:{g.group}" for g in found]
    return records(call, ("row", labels), given, texts, notes_of(planned))


def _flag(settlement: Settlement, count: int) -> Given:
    """Whether the households are a scenario, in each record."""
    return {"scenario": (np.full(count, float(settlement.scenario)), "flag")}


def scenario_note(found: Settlement) -> tuple[Note, ...]:
    """That the households are a scenario, where they are."""
    if not found.scenario:
        return ()
    people = sum(h.size for h in found.households)
    fields = {"households": len(found.households), "persons": people}
    return (Note("settle-scenario", fields),)


def binding_of(planned: Planned) -> tuple[Limit, ...]:
    """Limits that keep households from a place, the most telling first; none if all have one."""
    everyone = all(o.place for o in planned.offers)
    return () if everyone else tuple(limit for limit, _ in planned.binding)


def notes_of(planned: Planned) -> Iterator[Note]:
    """How good the plan is: placed, the most that can be, wishes, gap, waste."""
    yield from scenario_note(planned.settlement)
    offers = planned.offers
    placed = sum(bool(o.place) for o in offers)
    fields = {
        "placed": placed, "households": len(offers), "most": planned.most,
        "first": sum(o.rank == 1 for o in offers), "gap": float(f"{100 * planned.gap:.3g}"),
        "matched": planned.matched, "jobs": planned.matched_bound, "waste": planned.waste,
        "envious": planned.envious,
    }  # fmt: skip
    yield Note("settle-plan", fields)
    if planned.matched_bound:
        yield Note("settle-jobs", fields)

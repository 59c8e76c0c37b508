"""Plans of a quota as results: places by area and cell, limits, duals, prices of floors, the frontier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from qonys.model import Call
from qonys.model.quota import Limit, LimitKind
from qonys.model.result import Measures, Result, stack
from qonys.numerics.arrays import Floats
from qonys.plans.quota.examine import POINTS, Change, bounds, exchange, prices, relaxed, wanted
from qonys.plans.quota.plan import Plan
from qonys.plans.quota.problem import Objective, gains_of, needs_of

ALL = "all"
"""The label of all areas together, and of all floors together."""
ESTIMATE = "E"
PLACES = "places"


def label_of(limits: Sequence[Limit]) -> str:
    """The label of one limit, or of several of a kind: `floor:North`, `local_content:3_4`, `floor:all`."""
    first = limits[0]
    if len(limits) == 1:
        return ":".join(filter(None, first.key))
    if first.kind is LimitKind.LOCAL_CONTENT:
        return f"{first.kind.value}:{first.category}"
    return f"{first.kind.value}:{ALL}"


def _estimates(call: Call, measures: Mapping[str, tuple[Floats, str]], axes: Mapping[str, tuple[str, ...]]) -> Result:
    """Values that are no figures: of a plan."""
    whole: Measures = {
        name: (values, np.full(values.shape, ESTIMATE, dtype="<U1"), unit) for name, (values, unit) in measures.items()
    }
    return stack(call, whole, axes)


def area_result(call: Call, plan: Plan) -> Result:
    """Need, places, the part of the need that is met and the part of all places, by area and of all together."""
    areas = plan.problem.areas
    needs, gains = needs_of(plan.problem), gains_of(plan.problem)
    at = np.array([areas.index(cell.area) for cell in plan.problem.cells])

    def sums(values: Floats) -> Floats:
        parts = np.bincount(at, values, len(areas))
        both: Floats = np.r_[parts, parts.sum()]
        return both

    need, places = sums(needs), sums(plan.places)
    coverage = np.divide(places, need, out=np.full(len(need), np.nan), where=need > 0)
    share = places / places[-1] if places[-1] else np.full(len(places), np.nan)
    measures = {
        "need": (need, "persons"), PLACES: (places, "persons"), "coverage": (coverage, "share"),
        "share": (share, "share"), "affected": (sums(plan.places * gains.affected), "persons"),
    }  # fmt: skip
    return _estimates(call, measures, {"area": (*areas, ALL)})


def cell_result(call: Call, plan: Plan) -> Result:
    """Need and places of each cell, labelled `area:sector:category`."""
    labels = tuple(":".join(cell.key) for cell in plan.problem.cells)
    measures = {"need": (needs_of(plan.problem), "persons"), PLACES: (plan.places, "persons")}
    return _estimates(call, measures, {"cell": labels})


def limits_result(call: Call, plan: Plan) -> Result:
    """Each limit: its amount, what the plan takes, what one more place adds, and where that holds."""
    found = bounds(plan)
    labels = tuple(label_of((b.limit,)) for b in found)
    unit = unit_of(plan)
    measures = {
        "amount": (np.array([b.limit.amount for b in found]), "persons"),
        "taken": (np.array([b.taken for b in found]), "persons"),
        "binds": (np.array([float(b.binds) for b in found]), "count"),
        "dual": (np.array([b.dual for b in found]), unit),
        "low": (np.array([b.low for b in found]), "persons"),
        "high": (np.array([b.high if np.isfinite(b.high) else np.nan for b in found]), "persons"),
    }
    return _estimates(call, measures, {"limit": labels})


def duals_result(call: Call, plan: Plan) -> Result:
    """Cells in which one more person needed would add most, the most valuable first."""
    found = wanted(plan)
    labels = tuple(":".join(plan.problem.cells[w.cell].key) for w in found)
    return _estimates(call, {"dual": (np.array([w.dual for w in found]), unit_of(plan))}, {"cell": labels})


def change_result(call: Call, plan: Plan, *, floors: bool) -> Result:
    """What the objective gains without each floor; or of all limits, one percent looser and without."""
    found: tuple[Change, ...] = prices(plan) if floors else relaxed(plan)
    labels = tuple(label_of(c.limits) for c in found)
    unit = unit_of(plan)
    measures = {
        "looser": (np.array([c.looser for c in found]), unit),
        "without": (np.array([c.without for c in found]), unit),
        "places_looser": (np.array([c.places_looser for c in found]), "persons"),
        "places_without": (np.array([c.places_without for c in found]), "persons"),
    }
    return _estimates(call, measures, {"limit": labels})


def frontier_result(call: Call, plan: Plan, count: int = POINTS) -> Result:
    """Points of the frontier between places filled and vulnerable local workers affected, and its corners."""
    found = exchange(plan.problem, count)
    points = np.vstack([found.points, found.corners])
    labels = tuple(f"point:{i:02}" for i in range(1, len(found.points) + 1)) + tuple(
        f"corner:{i:02}" for i in range(1, len(found.corners) + 1)
    )
    measures = {"filled": (points[:, 0], "persons"), "affected": (np.abs(points[:, 1]), "persons")}
    return _estimates(call, measures, {"point": labels})


def unit_of(plan: Plan) -> str:
    """The unit of the objective: persons, or what output is stated in."""
    return "persons" if plan.objective is Objective.FILLED else plan.objective.value

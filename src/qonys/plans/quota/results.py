"""Plans of a quota as results: places by cell and area, limits, duals, prices of floors, the frontier, moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from qonys.errors import CannotCompute
from qonys.model import Call
from qonys.model.note import Note
from qonys.model.quota import Cell, CellOrigin, Limit, LimitKind, Objective, QuotaProblem, Version
from qonys.model.records import Given, records
from qonys.model.result import Result
from qonys.numerics.arrays import Floats
from qonys.plans.quota.kernels.frontier import frontier
from qonys.plans.quota.kernels.worth import NOTHING, Optimum, duals, loosened, near, wanted
from qonys.plans.quota.plan import Moves, Plan, areas_of, gains_of, needs_of, program_of

ALL = "all"
"""The label of all areas together, of all floors together, and of all categories."""
POINTS = 25
MOST_NAMED = 5
MOST_NEEDS = 50
"""So many cells whose need holds the objective back are listed."""


def label_of(limits: Sequence[Limit]) -> str:
    """The label of one limit, or of several of a kind: `floor:North`, `local_content:3_4`, `floor:all`."""
    first = limits[0]
    if len(limits) == 1:
        return ":".join(filter(None, first.key))
    if first.kind is LimitKind.LOCAL_CONTENT:
        return f"{first.kind.value}:{first.category}"
    return f"{first.kind.value}:{ALL}"


def basis_of(problem: QuotaProblem) -> str:
    """Whether needs are a scenario or stated."""
    return CellOrigin.SCENARIO.value if problem.scenario else CellOrigin.USER.value


def unit_of(plan: Plan) -> str:
    """The unit of the objective: persons, or what output is stated in."""
    return "persons" if plan.objective is Objective.FILLED else plan.objective.value


def _met(places: Floats, need: Floats) -> Floats:
    """The part of a need that places meet; nan where nobody is needed."""
    met: Floats = np.divide(places, need, out=np.full(len(need), np.nan), where=need > 0)
    return met


def cell_result(call: Call, plan: Plan) -> Result:
    """Need and places of each cell, labelled `area:sector:category`; the columns are those of a file of needs."""
    cells, need = plan.problem.cells, needs_of(plan.problem)
    measures: Given = {
        "need_low": ([c.low for c in cells], "persons"), "need": ([c.need for c in cells], "persons"),
        "need_high": ([c.high for c in cells], "persons"), "staff": ([c.staff for c in cells], "persons"),
        "used": ([c.used for c in cells], "persons"), "last_year": ([c.last_year for c in cells], "persons"),
        "wanted": (need, "persons"), "places": (plan.places, "persons"), "coverage": (_met(plan.places, need), "share"),
    }  # fmt: skip
    texts = {"unit": "persons", "origin": [c.origin.value for c in cells], "basis": basis_of(plan.problem)}
    return records(call, ("cell", _labels(cells)), measures, {**_keys(cells), **texts}, notes_of(plan.problem, plan))


def _labels(cells: Sequence[Cell]) -> list[str]:
    return [":".join(cell.key) for cell in cells]


def _keys(rows: Sequence[Cell | Limit]) -> dict[str, list[str]]:
    return {name: [getattr(row, name) for row in rows] for name in ("area", "sector", "category")}


def area_result(call: Call, plan: Plan) -> Result:
    """Need, places, the part of the need that is met and the part of all places, by area and of all together."""
    (areas, at), gains = areas_of(plan.problem), gains_of(plan.problem)

    def sums(values: Floats) -> Floats:
        parts = np.bincount(at, values, len(areas))
        both: Floats = np.r_[parts, parts.sum()]
        return both

    need, places = sums(needs_of(plan.problem)), sums(plan.places)
    measures = {
        "need": (need, "persons"), "places": (places, "persons"), "coverage": (_met(places, need), "share"),
        "share": (_met(places, np.full(len(places), places[-1])), "share"),
        "affected": (sums(plan.places * gains.affected), "persons"),
    }  # fmt: skip
    texts = {"basis": basis_of(plan.problem)}
    return records(call, ("area", (*areas, ALL)), measures, texts, notes_of(plan.problem, plan))


def limits_result(call: Call, plan: Plan) -> Result:
    """Each limit: its amount, what the plan takes of it, what one more place adds, and where that holds.

    Duals are those of the best plan of the objective: they say what a limit costs, whatever the version. A limit of
    local content that does not bind is left out: there is one for each sector of each area.
    """
    program, limits, reach = plan.program, plan.problem.limits, duals(_optimum(plan))
    amounts, taken = np.array([limit.amount for limit in limits]), program.matrix @ plan.places
    binds = np.abs(taken - amounts) <= near(amounts)
    costly = np.abs(plan.best.row_duals) > NOTHING * program.size
    rows = [i for i, x in enumerate(limits) if binds[i] or costly[i] or x.kind is not LimitKind.LOCAL_CONTENT]
    some, held = [limits[i] for i in rows], [reach[i] for i in rows]
    measures = {
        "amount": (amounts[rows], "persons"), "taken": (taken[rows], "persons"),
        "dual": ([r.dual for r in held], unit_of(plan)), "dual_from": ([r.low for r in held], "persons"),
        "dual_to": ([r.high if np.isfinite(r.high) else None for r in held], "persons"),
    }  # fmt: skip
    texts = {
        "kind": [x.kind.value for x in some], **_keys(some), "binds": ["yes" if b else "no" for b in binds[rows]],
        "act": [x.act for x in some], "basis": basis_of(plan.problem),
    }  # fmt: skip
    labels = [label_of((x,)) for x in some]
    return records(call, ("limit", labels), measures, texts, notes_of(plan.problem, plan))


def _optimum(plan: Plan) -> Optimum:
    return Optimum(plan.program, plan.best)


def duals_result(call: Call, plan: Plan) -> Result:
    """What one more place adds: of limits that cost something, then of cells whose need holds the objective back."""
    reach, more = duals(_optimum(plan)), wanted(_optimum(plan))[:MOST_NEEDS]
    costly = [(x, r) for x, r in zip(plan.problem.limits, reach, strict=True) if r.dual]
    cells = [plan.problem.cells[i] for i, _ in more]
    rows: list[Cell | Limit] = [*(x for x, _ in costly), *cells]
    open_ends = [None] * len(cells)
    measures: Given = {
        "dual": ([*(r.dual for _, r in costly), *(dual for _, dual in more)], unit_of(plan)),
        "dual_from": ([*(r.low for _, r in costly), *open_ends], "persons"),
        "dual_to": ([*(r.high if np.isfinite(r.high) else None for _, r in costly), *open_ends], "persons"),
    }
    kinds = [*(x.kind.value for x, _ in costly), *("need" for _ in cells)]
    texts = {"kind": kinds, **_keys(rows), "basis": basis_of(plan.problem)}
    labels = [*(label_of((x,)) for x, _ in costly), *_labels(cells)]
    return records(call, ("of", labels), measures, texts, notes_of(plan.problem, plan))


def floors_result(call: Call, plan: Plan) -> Result:
    """The price of each floor, and of all of them: what the objective gains without it, by solving anew."""
    floors = [(limit,) for limit in plan.problem.limits if limit.kind.lower]
    every = [tuple(limit for (limit,) in floors)] if len(floors) > 1 else []
    return _changed(call, plan, [*floors, *every], "price")


def relax_result(call: Call, plan: Plan) -> Result:
    """What is gained when a limit is one percent looser, and without it; limits of local content by group together."""
    groups: dict[tuple[str, ...], tuple[Limit, ...]] = {}
    for limit in plan.problem.limits:
        together = limit.kind is LimitKind.LOCAL_CONTENT
        key = (limit.kind.value, limit.category) if together else limit.key
        groups[key] = (*groups.get(key, ()), limit)
    return _changed(call, plan, list(groups.values()), "without")


def _changed(call: Call, plan: Plan, groups: Sequence[tuple[Limit, ...]], without: str) -> Result:
    if not groups:
        raise CannotCompute(
            "quota-nothing", where=f"--show {call.function.partition('.')[2]}", fix="--floor AREA=N, --limits"
        )
    place = {limit: i for i, limit in enumerate(plan.problem.limits)}
    looser, gone, places_looser, places_gone = loosened(_optimum(plan), [[place[x] for x in g] for g in groups])
    unit = unit_of(plan)
    measures = {
        without: (gone, unit), "looser_1_percent": (looser, unit), "places_without": (places_gone, "persons"),
        "places_looser": (places_looser, "persons"),
    }  # fmt: skip
    areas = [group[0].area if len(group) == 1 else "" for group in groups]
    texts = {"area": areas, "unit": plan.objective.value, "basis": basis_of(plan.problem)}
    return records(call, ("limit", map(label_of, groups)), measures, texts, notes_of(plan.problem, plan))


def frontier_result(call: Call, plan: Plan, count: int = POINTS) -> Result:
    """Points of the frontier between places filled and vulnerable local workers affected, and its corners."""
    gains = gains_of(plan.problem)
    found = frontier(program_of(plan.problem, gains.filled), gains.filled, -gains.affected, count)
    labels = [f"{name}:{i:02}" for name, points in (("point", found.points), ("corner", found.corners))
              for i in range(1, len(points) + 1)]  # fmt: skip
    filled, spared = np.vstack([found.points, found.corners]).T
    measures = {"filled": (filled, "persons"), "affected": (np.abs(spared), "persons")}
    texts = {"basis": basis_of(plan.problem)}
    return records(call, ("point", labels), measures, texts, notes_of(plan.problem, plan))


def moves_result(call: Call, moves: Moves, plan: Plan | None = None) -> Result:
    """Places before and after unused ones move; `plan`: where the places before are those of a plan."""
    cells = moves.problem.cells
    measures = {
        "need": (moves.needs, "persons"), "used": (moves.used, "persons"), "before": (moves.before, "persons"),
        "after": (moves.after, "persons"), "moved": (np.round(moves.after - moves.before, 5) + 0.0, "persons"),
    }  # fmt: skip
    count = sum(cell.used is None for cell in cells)
    notes = [] if plan is None else [Note("quota-moves-plan")]
    notes += [Note("quota-use-unknown", {"count": count})] if count else []
    texts = {**_keys(cells), "basis": basis_of(moves.problem)}
    notes += notes_of(moves.problem, plan)
    return records(call, ("cell", _labels(cells)), measures, texts, notes)


def comparison_result(call: Call, plan: Plan, published: Sequence[tuple[str, str, float]]) -> Result:
    """The plan beside each published quota of its year, (version, category, places): of the whole, and of parts of it.

    Raises
    ------
    CannotCompute
        If none is published.
    """
    year = plan.problem.year
    if not published:
        raise CannotCompute("quota-no-persons", where="--year", fix="--show official", text=year or "–")
    inside = {c.id for c in plan.problem.terms.categories if c.inside}
    by_category = {"": 0.0}
    for cell, places in zip(plan.problem.cells, plan.places, strict=True):
        # What stands outside the quota is no part of its total.
        for name in (cell.category, "") if cell.category in inside else (cell.category,):
            by_category[name] = by_category.get(name, 0.0) + float(places)
    official = np.array([quota for _, _, quota in published])
    planned = np.array([by_category.get(category, 0.0) for _, category, _ in published])
    measures = {
        "official": (official, "persons"), "plan": (planned, "persons"),
        "difference": (np.round(planned - official, 6) + 0.0, "persons"),
    }  # fmt: skip
    texts = {"year": year, "version": [v for v, _, _ in published], "category": [c or ALL for _, c, _ in published],
             "basis": basis_of(plan.problem)}  # fmt: skip
    labels = [" ".join(filter(None, (year, version, category))) for version, category, _ in published]
    return records(call, ("edition", labels), measures, texts, notes_of(plan.problem, plan))


def notes_of(problem: QuotaProblem, plan: Plan | None = None) -> list[Note]:
    """What the reader has to know: a scenario, what was not checked, whole places, regret."""
    found = []
    if problem.scenario:
        found.append(Note("quota-scenario", {"year": problem.year or "–"}))
    groups = {c.id: c.group for c in problem.terms.categories if c.group}
    if groups and not problem.terms.local_shares:
        code = "quota-no-local" if problem.terms.lawful else "quota-no-shares"
        found.append(Note(code))
    elif lacking := _without_staff(problem, groups):
        found.append(Note("quota-no-staff", {"count": str(lacking)}))
    areas = list(dict.fromkeys(c.area for c in problem.cells if c.last_year is None))
    if problem.terms.change is not None and areas:
        more = [f"… ({len(areas)})"] if len(areas) > MOST_NAMED else []
        named = ", ".join([*areas[:MOST_NAMED], *more])
        found.append(Note("quota-no-last-year", {"areas": named}))
    return [*found, *(_of_plan(plan) if plan is not None else ())]


def _without_staff(problem: QuotaProblem, groups: Mapping[str, str]) -> int:
    """Rows that a limit of local content would hold, if all rows beside them said their staff."""
    held = [(c, (c.area, c.sector, groups[c.category])) for c in problem.cells
            if problem.terms.local_shares.get(groups.get(c.category, ""), 0) > 0]  # fmt: skip
    open_ones = {key for c, key in held if c.staff is None}
    return sum(key in open_ones for _, key in held)


def _of_plan(plan: Plan) -> Iterator[Note]:
    if plan.whole:
        said: dict[str, object] = {"value": _short(plan.value), "bound": _short(plan.in_fractions)}
        yield Note("quota-whole", said)
    if plan.version is Version.REGRET and plan.regret is not None:
        said = {"worst": _short(plan.regret.worst), "draws": len(plan.regret.best)}
        yield Note("quota-regret", said)


def _short(value: float) -> float:
    return float(f"{value:.6g}")

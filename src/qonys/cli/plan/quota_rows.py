"""Tables of `qonys plan quota` as rows; each says whether it is a scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from qonys.errors import CannotCompute
from qonys.model.note import Note
from qonys.model.quota import Cell, CellOrigin, Limit, QuotaProblem
from qonys.numerics.arrays import Floats
from qonys.plans.quota import examine
from qonys.plans.quota.moves import reallocate
from qonys.plans.quota.plan import Version
from qonys.plans.quota.problem import gains_of, needs_of
from qonys.plans.quota.results import ALL, label_of

if TYPE_CHECKING:
    from qonys.cli.plan.quota_inputs import Asked
    from qonys.plans.quota.plan import Plan
    from qonys.text import Language

Rows = list[dict[str, object]]
MOST_NAMED = 5
MOST_WORDS = 50
"""So many duals of needs are said in words."""


def basis(problem: QuotaProblem) -> str:
    """Whether needs are a scenario or stated."""
    return CellOrigin.SCENARIO.value if problem.scenario else CellOrigin.USER.value


def cells(asked: Asked, plan: Plan, spoken: Language) -> Rows:
    """Each cell with its need and its places; the columns are those of a file of needs."""
    needs = needs_of(plan.problem)
    return [
        {
            "area": c.area, "area_name": asked.name("area", c.area, spoken), "sector": c.sector,
            "sector_name": asked.name("sector", c.sector, spoken), "category": c.category, "need_low": c.low,
            "need": c.need, "need_high": c.high, "staff": c.staff, "used": c.used, "last_year": c.last_year,
            "wanted": float(needs[i]), "places": float(plan.places[i]),
            "coverage": float(plan.places[i] / needs[i]) if needs[i] else None, "unit": "persons",
            "origin": c.origin.value, "basis": basis(plan.problem),
        }
        for i, c in enumerate(plan.problem.cells)
    ]  # fmt: skip


def areas(asked: Asked, plan: Plan, spoken: Language) -> Rows:
    """Each area, and all of them."""
    from qonys.text.catalogue import load_catalogue

    needs, affected = needs_of(plan.problem), plan.places * gains_of(plan.problem).affected
    every = load_catalogue(spoken, only=("common", "plan_quota")).said("quota-all")
    found: Rows = []
    for area in (*plan.problem.areas, ALL):
        at = [i for i, c in enumerate(plan.problem.cells) if area in (ALL, c.area)]
        need, places = float(needs[at].sum()), float(plan.places[at].sum())
        found.append(
            {
                "area": area, "name": every if area == ALL else asked.name("area", area, spoken),
                "need": need, "places": places, "coverage": places / need if need else None,
                "affected": float(affected[at].sum()), "basis": basis(plan.problem),
            }
        )  # fmt: skip
    return found


def _named(asked: Asked, limit: Limit, spoken: Language) -> dict[str, object]:
    return {
        "limit": label_of((limit,)), "kind": limit.kind.value, "area": asked.name("area", limit.area, spoken),
        "sector": asked.name("sector", limit.sector, spoken), "category": limit.category,
    }  # fmt: skip


def limits(asked: Asked, plan: Plan, spoken: Language) -> Rows:
    """Each limit, what is taken of it, what one more place adds, where that holds, and its act."""
    return [
        {
            **_named(asked, b.limit, spoken), "amount": b.limit.amount, "taken": b.taken,
            "binds": "yes" if b.binds else "no", "dual": b.dual, "dual_from": b.low,
            "dual_to": b.high if np.isfinite(b.high) else None, "act": b.limit.act, "basis": basis(plan.problem),
        }
        for b in examine.bounds(plan)
    ]  # fmt: skip


def duals(asked: Asked, plan: Plan, spoken: Language) -> Rows:
    """What one more place adds, in words: of limits that bind, then of cells whose need holds the objective back."""
    from qonys.text.catalogue import load_catalogue
    from qonys.text.numbers import amount_text, number_text

    catalogue = load_catalogue(spoken, only=("common", "plan_quota"))

    def number(value: float, digits: int = 2) -> str:
        return number_text(spoken, value, digits)

    found: Rows = []
    for b in examine.bounds(plan):
        if not b.dual:
            continue
        said = {
            **_short(asked, b.limit, spoken),
            "gain": number(abs(b.dual)),
            "low": amount_text(spoken, b.low, 1),
            "high": amount_text(spoken, b.high, 1),
        }
        subject = catalogue.said(f"quota-subject-{b.limit.kind.value.replace('_', '-')}", "", said)
        sentence = "quota-dual-floor" if b.dual < 0 else "quota-dual-limit"
        if not np.isfinite(b.high):
            sentence += "-open"
        words = catalogue.said(sentence, "", {**said, "subject": subject})
        words = words[:1].upper() + words[1:]
        found.append({"of": label_of((b.limit,)), "dual": b.dual, "words": words, "basis": basis(plan.problem)})
    for w in examine.wanted(plan)[:MOST_WORDS]:
        c = plan.problem.cells[w.cell]
        said = _short(asked, c, spoken)
        words = catalogue.said("quota-dual-need", "", {**said, "gain": number(w.dual)})
        found.append({"of": ":".join(c.key), "dual": w.dual, "words": words, "basis": basis(plan.problem)})
    return found


def _short(asked: Asked, of: Limit | Cell, spoken: Language) -> dict[str, str]:
    """Names as a sentence has them: a numbered category by its number."""
    found = {kind: asked.name(kind, getattr(of, kind), spoken) or "–" for kind in ("area", "sector")}
    code = of.category
    plain = code.replace("_", "")
    return {**found, "category": code.replace("_", "–") if plain.isdigit() else asked.name("category", code, spoken)}


def _changes(asked: Asked, plan: Plan, spoken: Language, *, floors: bool) -> Rows:
    found = examine.prices(plan) if floors else examine.relaxed(plan)
    return [
        {
            "limit": label_of(c.limits),
            "name": asked.name("area", c.limits[0].area, spoken) if len(c.limits) == 1 else "",
            "price" if floors else "without": c.without, "looser_1_percent": c.looser,
            "places_without": c.places_without, "places_looser": c.places_looser, "unit": plan.objective.value,
            "basis": basis(plan.problem),
        }
        for c in found
    ]  # fmt: skip


def frontier(asked: Asked, plan: Plan, spoken: Language) -> Rows:
    """Points at even distances, then the corners."""
    found = examine.exchange(plan.problem)
    return [
        {"point": f"{name}:{i:02}", "filled": float(a), "affected": abs(float(b)), "basis": basis(plan.problem)}
        for name, points in (("point", found.points), ("corner", found.corners))
        for i, (a, b) in enumerate(points, 1)
    ]


def reallocated(asked: Asked, quota: Floats, reserve: float, *, whole: bool) -> Rows:
    """Places before and after unused ones move."""
    problem = asked.problem
    moves = reallocate(problem, quota, reserve, whole=whole)
    return [
        {
            "area": c.area, "sector": c.sector, "category": c.category, "need": float(moves.needs[i]),
            "used": float(moves.used[i]), "before": float(moves.before[i]), "after": float(moves.after[i]),
            "moved": round(float(moves.after[i] - moves.before[i]), 5) + 0.0, "basis": basis(problem),
        }
        for i, c in enumerate(problem.cells)
    ]  # fmt: skip


def present(asked: Asked) -> Floats | None:
    """The quota of now, `places` of the file; none if it has no such column.

    Raises
    ------
    CannotCompute
        If some cells have no places there.
    """
    if asked.places is None:
        return None
    keys = [c.key for c in asked.problem.cells]
    lacking = [" ".join(key) for key in keys if key not in asked.places]
    if lacking:
        named = ", ".join(lacking[:3])
        raise CannotCompute(
            "quota-no-places", f"no places are stated for {named}", where="places", fix="write 0 where there are none",
            name=named, count=len(lacking),
        )  # fmt: skip
    return np.array([asked.places[key] for key in keys])


def notes(asked: Asked, problem: QuotaProblem, spoken: Language, plan: Plan | None = None) -> tuple[Note, ...]:
    """What the reader has to know: a scenario, what was not checked, whole places, regret."""
    found = []
    if problem.scenario:
        found.append(Note("quota-scenario", "a scenario: nobody has stated these needs", {"year": problem.year or "–"}))
    groups = {c.id: c.group for c in problem.terms.categories if c.group}
    lacking = _without_staff(problem, groups)
    if groups and not problem.terms.local_shares:
        what = "no least share of local staff is known" if asked.run else "no least share of local staff is stated"
        found.append(Note("quota-no-local" if asked.run else "quota-no-shares", what, {}))
    elif lacking:
        what = f"local content is not checked in {lacking} rows without staff"
        found.append(Note("quota-no-staff", what, {"count": str(lacking)}))
    if areas_without := _no_last_year(asked, problem, spoken):
        what = f"the limit of change is not applied in {areas_without}"
        found.append(Note("quota-no-last-year", what, {"areas": areas_without}))
    return (*found, *_of_plan(plan)) if plan is not None else tuple(found)


def _without_staff(problem: QuotaProblem, groups: Mapping[str, str]) -> int:
    """Rows that a limit of local content would hold, if all rows beside them said their staff."""
    held = [(c, (c.area, c.sector, groups[c.category])) for c in problem.cells
            if problem.terms.local_shares.get(groups.get(c.category, ""), 0) > 0]  # fmt: skip
    open_ones = {key for c, key in held if c.staff is None}
    return sum(key in open_ones for _, key in held)


def _no_last_year(asked: Asked, problem: QuotaProblem, spoken: Language) -> str:
    """Areas with a row that does not say what it had last year, where change is limited."""
    if problem.terms.change is None:
        return ""
    areas = list(dict.fromkeys(c.area for c in problem.cells if c.last_year is None))
    named = ", ".join(asked.name("area", area, spoken) for area in areas[:MOST_NAMED])
    return f"{named}, … ({len(areas)})" if len(areas) > MOST_NAMED else named


def of_use(problem: QuotaProblem, *, planned: bool = False) -> list[Note]:
    """Of a reallocation: that a plan stands for the present quota; rows that stay because their use is not said."""
    found = [Note("quota-moves-plan", "the places are those of a plan", {})] if planned else []
    count = sum(1 for c in problem.cells if c.used is None)
    what = f"{count} rows do not say what they used"
    return [*found, Note("quota-use-unknown", what, {"count": count})] if count else found


def _of_plan(plan: Plan) -> list[Note]:
    found = []
    if plan.whole:
        said: dict[str, object] = {"value": _short_number(plan.value), "bound": _short_number(plan.in_fractions)}
        what = f"whole places reach {said['value']}, fractions {said['bound']}"
        found.append(Note("quota-whole", what, said))
    if plan.version is Version.REGRET and plan.regret is not None:
        said = {"worst": _short_number(plan.regret.worst), "draws": len(plan.regret.best)}
        found.append(Note("quota-regret", f"worst regret {said['worst']} in {said['draws']} draws", said))
    return found


def _short_number(value: float) -> float:
    return float(f"{value:.6g}")


TABLES: Mapping[str, Callable[[Asked, Plan, Language], Rows]] = {
    "plan": cells,
    "areas": areas,
    "limits": limits,
    "duals": duals,
    "floors": lambda asked, plan, spoken: _changes(asked, plan, spoken, floors=True),
    "relax": lambda asked, plan, spoken: _changes(asked, plan, spoken, floors=False),
    "frontier": frontier,
}

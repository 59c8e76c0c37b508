"""The national quota as published, and a plan beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qonys.errors import CannotCompute, NotFound
from qonys.model.note import Note

if TYPE_CHECKING:
    from qonys.plans.quota.plan import Plan
    from qonys.provenance.runner import Runner

Rows = list[dict[str, object]]
APART = 0.05
"""A cap that is farther from the published places than this part of them is said to be."""


def published(run: Runner | None) -> Runner:
    """Where the official quota stands.

    Raises
    ------
    CannotCompute
        If no pack is open.
    """
    if run is None:
        what = "your own files have no official quota"
        raise CannotCompute("quota-no-official", what, where="--show official", fix="--pack kz")
    return run


def official(run: Runner, asked: str = "") -> Rows:
    """Each version of the national quota with its percent, and use of that version, of one year or of all.

    Raises
    ------
    NotFound
        If no quota of the year is published.
    """
    result = run("quota.official")
    years = list(dict.fromkeys(label.partition(" ")[0] for label in result.axes["version"]))
    if asked and asked not in years:
        what, fix = f"no quota of {asked} is published", ", ".join(years)
        raise NotFound("quota-not-published", what, where="--year", fix=fix, text=asked)
    rows: Rows = []
    for label in result.axes["version"]:
        year, _, version = label.partition(" ")
        if asked and year != asked:
            continue
        values = {m: result.value(measure=m, version=label) for m in result.axes["measure"]}
        rows.append(
            {
                "year": year, "version": version.removeprefix("version="), "quota": values["quota"],
                "percent_of_labour_force": values["rate"], "permits_of_year": values["permits"],
                "use_of_this_version": values["use"], "use_as_printed_percent": values["stated_use"],
                "basis": "official",
            }
        )  # fmt: skip
    return rows


def apart(run: Runner | None, plan: Plan) -> tuple[Note, ...]:
    """That the percent of the labour force comes to more or fewer places than the last number that was published."""
    cap, year = plan.problem.terms.cap, plan.problem.year
    if run is None or cap is None or not year:
        return ()
    from qonys.studies.quota.compute import stated

    known = [places for _, category, places in stated(run, year) if not category]
    if not known or abs(cap - known[-1]) <= APART * known[-1]:
        return ()
    said = {"cap": float(round(cap)), "published": float(round(known[-1]))}
    return (Note("quota-cap-apart", f"the cap is {said['cap']:g}, published are {said['published']:g}", said),)


def comparison(run: Runner, plan: Plan, basis: str) -> Rows:
    """The plan beside each published quota of its year: versions of the whole, and categories inside it."""
    from qonys.studies.quota.compute import stated

    inside = {c.id for c in plan.problem.terms.categories if c.inside}
    by_category = {"": 0.0}
    for cell, places in zip(plan.problem.cells, plan.places, strict=True):
        # What stands outside the quota is no part of its total.
        for name in (cell.category, "") if cell.category in inside else (cell.category,):
            by_category[name] = by_category.get(name, 0.0) + float(places)
    rows: Rows = []
    for version, category, quota in stated(run, plan.problem.year):
        planned = by_category.get(category, 0.0)
        rows.append(
            {
                "year": plan.problem.year, "version": version, "category": category or "all",
                "official": quota, "plan": planned,
                "difference": round(planned - quota, 6) + 0.0, "basis": basis,
            }
        )  # fmt: skip
    if not rows:
        year = plan.problem.year or "–"
        what = f"no official quota of {year} in persons is published"
        raise CannotCompute("quota-no-persons", what, where="--year", fix="--show official", text=year)
    return rows

"""`qonys plan quota`: parse, call, print."""

from __future__ import annotations

from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import (
    DEFAULT_PACK,
    AsJson,
    AsOf,
    Lang,
    OutFile,
    PackName,
    Seed,
    StoreFolder,
    checked_year,
    language,
    refuse_unread,
)
from qonys.cli.output import put, tell
from qonys.cli.plan.quota_inputs import Sources, about_columns, asked_of, blank_of, template_rows
from qonys.errors import BadInput, CannotCompute

if TYPE_CHECKING:
    from qonys.cli.plan.quota_inputs import Asked
    from qonys.plans.quota.plan import Plan
    from qonys.text import Language

SEED = 20261126


class Objective(Enum):
    """What is raised."""

    FILLED = "filled"
    OUTPUT = "output"
    BALANCED = "balanced"


class Version(Enum):
    """Which plan."""

    BEST = "best"
    MAXMIN = "maxmin"
    REGRET = "regret"


class Level(Enum):
    """Which need."""

    LOW = "low"
    CENTRAL = "central"
    HIGH = "high"


class Show(Enum):
    """Which table."""

    PLAN = "plan"
    AREAS = "areas"
    LIMITS = "limits"
    DUALS = "duals"
    FLOORS = "floors"
    FRONTIER = "frontier"
    OFFICIAL = "official"
    COMPARISON = "comparison"
    """The plan beside each published quota of its year."""
    RELAX = "relax"
    REALLOCATE = "reallocate"


PLANNED = ("objective", "version", "whole", "draws", "seed")
"""Options about which plan is made."""
UNREAD = {
    Show.DUALS: ("whole", "reserve"), Show.FLOORS: ("whole", "reserve"), Show.RELAX: ("whole", "reserve"),
    Show.FRONTIER: ("objective", "whole", "reserve"), Show.PLAN: ("reserve",), Show.AREAS: ("reserve",),
    Show.LIMITS: ("reserve",), Show.COMPARISON: ("reserve",),
    Show.OFFICIAL: (*PLANNED, "level", "floor", "needs", "limits", "reserve"),
}  # fmt: skip
"""Options that a table does not read."""

NeedsFile = Annotated[
    Path | None, typer.Option("--needs", help="Needs of your own, CSV or XLSX (see --template); else a scenario.")
]
LimitsFile = Annotated[
    Path | None, typer.Option("--limits", help="Terms of your own, TOML; with --needs no pack is needed.")
]
Reserve = Annotated[float, typer.Option(help="Reallocate: part of unused places that stays, 0 to 1.", min=0, max=1)]
Template = Annotated[Path | None, typer.Option("--template", help="Write a CSV or XLSX of needs to fill in, and stop.")]
Floors = Annotated[list[str] | None, typer.Option("--floor", help="AREA=N: at least so many places; may be repeated.")]


def quota(
    context: typer.Context,
    year: Annotated[str, typer.Option(help="Year of the quota; the last with a published percent if left out.")] = "",
    objective: Annotated[Objective, typer.Option(help="What is raised.")] = Objective.BALANCED,
    version: Annotated[Version, typer.Option(help="Best, fairest between areas, or of least regret.")] = Version.BEST,
    show: Annotated[Show, typer.Option(help="Which table.")] = Show.PLAN,
    level: Annotated[Level | None, typer.Option(help="Which need: central, of a scenario high.")] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Whole places instead of fractions.")] = False,
    floor: Floors = None,
    needs: NeedsFile = None,
    limits: LimitsFile = None,
    template: Template = None,
    reserve: Reserve = 0.1,
    draws: Annotated[int, typer.Option(help="Regret: draws of needs.", min=2, max=2_000)] = 500,
    seed: Seed = SEED,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """The quota of foreign labour by area, sector and category under all limits.

    Needs of regions are not published. Without --needs a scenario is planned: basis says so in each row.
    """
    spoken = language(lang)
    about = partial(about_columns, spoken)
    _refuse_unused(context, show, template is not None)
    sources = Sources(needs, limits, pack, store, as_of, checked_year(year), tuple(floor or ()))
    if template is not None:
        put(template_rows(blank_of(sources), spoken), template, as_json, about)
        return
    from qonys.cli.plan import quota_official as beside
    from qonys.cli.plan import quota_rows as rows
    from qonys.model.quota import NeedLevel

    if show is Show.OFFICIAL:
        put(beside.official(beside.published(blank_of(sources).run), year), out, as_json)
        return
    asked = asked_of(sources, None if level is None else NeedLevel(level.value))
    if show is Show.REALLOCATE and (present := rows.present(asked)) is not None:
        refuse_unread(context, "places", [name for name in PLANNED if name != "whole"])
        put(rows.reallocated(asked, present, reserve, whole=whole), out, as_json)
        tell((*rows.notes(asked, asked.problem, spoken), *rows.of_use(asked.problem)), spoken)
        return
    plan = _plan(asked, (objective, version, whole), (draws, seed), spoken)
    if show is Show.REALLOCATE:
        found = rows.reallocated(asked, plan.places, reserve, whole=whole)
        tell(rows.of_use(asked.problem, planned=True), spoken)
    else:
        found = _table(asked, plan, show, spoken)
    put(found, out, as_json, about if show is Show.PLAN else None)
    tell((*rows.notes(asked, plan.problem, spoken, plan), *beside.apart(asked.run, plan)), spoken)


def _table(asked: Asked, plan: Plan, show: Show, spoken: Language) -> list[dict[str, object]]:
    """The rows of a table; one that has none is said to have none."""
    from qonys.cli.plan import quota_official as beside
    from qonys.cli.plan import quota_rows as rows

    if show is Show.COMPARISON:
        return beside.comparison(beside.published(asked.run), plan, rows.basis(plan.problem))
    found = rows.TABLES[show.value](asked, plan, spoken)
    if not found:
        where = f"--show {show.value}"
        raise CannotCompute("quota-nothing", "the plan has no such limit", where=where, fix="--floor AREA=N, --limits")
    return found


def _refuse_unused(context: typer.Context, show: Show, template: bool) -> None:
    """Options that would change nothing."""
    given = context.params
    if template:
        others = ("show", "needs", "limits", "floor", "level", "reserve", "out", *PLANNED)
        refuse_unread(context, "--template", others)
        return
    refuse_unread(context, f"--show {show.value}", UNREAD.get(show, ()))
    if given["version"] is not Version.REGRET:
        refuse_unread(context, f"--version {given['version'].value}", ("draws", "seed"))
    else:
        refuse_unread(context, "--version regret", ("level",))
    if given["version"] is not Version.BEST and show in (Show.DUALS, Show.FLOORS, Show.RELAX, Show.FRONTIER):
        refuse_unread(context, f"--show {show.value}", ("version",))
    if given["needs"] is not None and given["limits"] is not None:
        refuse_unread(context, "--needs --limits", ("as_of", "store"))


def _plan(asked: Asked, how: tuple[Objective, Version, bool], drawn: tuple[int, int], spoken: Language) -> Plan:
    """The plan; limits that clash are said with the names of areas and sectors."""
    from dataclasses import replace

    from qonys.plans.quota import problem as quota_problem
    from qonys.plans.quota.plan import Version as Kind
    from qonys.plans.quota.plan import plan_quota

    objective, version, whole = how
    try:
        return plan_quota(
            asked.problem, quota_problem.Objective(objective.value), Kind(version.value), whole=whole, draws=drawn[0],
            seed=drawn[1],
        )  # fmt: skip
    except BadInput as error:
        named = []
        for fault in error.faults:
            fields = dict(fault.fields)
            for kind in {"area", "sector"} & set(fields):
                fields[kind] = asked.name(kind, str(fields[kind]), spoken)
            named.append(replace(fault, fields=fields))
        error.faults = tuple(named)
        raise

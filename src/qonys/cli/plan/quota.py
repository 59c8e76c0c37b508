"""`qonys plan quota`: parse, call, print."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    opened,
    refuse_unread,
)
from qonys.cli.output import print_result, put
from qonys.errors import BadInput
from qonys.model.quota import NeedLevel, Objective, Version
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qonys.cli.workbook import About
    from qonys.model.result import Result
    from qonys.provenance.runner import Runner
    from qonys.studies.quota.compute import Asked
    from qonys.text import Language
    from qonys.text.catalogue import Catalogue


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


CHOSEN = ("objective", "version", "whole", "draws", "seed")
"""Options about which plan is made."""
UNREAD = {
    Show.DUALS: ("whole", "reserve"), Show.FLOORS: ("whole", "reserve"), Show.RELAX: ("whole", "reserve"),
    Show.FRONTIER: ("objective", "whole", "reserve"), Show.PLAN: ("reserve",), Show.AREAS: ("reserve",),
    Show.LIMITS: ("reserve",), Show.COMPARISON: ("reserve",),
    Show.OFFICIAL: (*CHOSEN, "level", "floor", "needs", "limits", "reserve"),
}  # fmt: skip
"""Options that a table does not read."""
NAMES = {
    Show.PLAN: {"area_name": "area", "sector_name": "sector"}, Show.AREAS: {"name": "area"},
    Show.LIMITS: {"area": "area", "sector": "sector"}, Show.FLOORS: {"name": "area"}, Show.RELAX: {"name": "area"},
}  # fmt: skip
"""Columns of names, and what they name."""
COLUMNS = (
    "cell", "area", "area_name", "sector", "sector_name", "category", "category_name", "need_low", "need", "need_high",
    "staff", "used", "last_year", "wanted", "places", "coverage", "unit", "origin", "basis", "status",
)  # fmt: skip
"""Of a template and of a plan that comes back."""

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
    level: Annotated[NeedLevel | None, typer.Option(help="Which need: central, of a scenario high.")] = None,
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
    spoken, year = language(lang), checked_year(year)
    _refuse_unused(context, show, template is not None)
    about = partial(_about, spoken)
    from qonys.studies.quota.compute import Own, asked_of, names_of, result_of, template_rows
    from qonys.studies.registry import start

    def run() -> Runner:
        return start(opened(pack, store, as_of)[1])

    if template is not None:
        put(template_rows(names_of(run(), year), spoken.value), template, as_json, about)
        return
    if show is Show.OFFICIAL:
        print_result(run()("quota.official", year=year), out, as_json)
        return
    asked = asked_of(Own(needs, limits, _floors(floor or ())), run, year, level)
    if show is Show.REALLOCATE and asked.places is not None:
        refuse_unread(context, "places", [name for name in CHOSEN if name != "whole"])
    how = {"objective": objective.value, "version": version.value, "whole": whole, "draws": draws, "reserve": reserve}
    with _naming(asked, spoken):
        found = result_of(asked, show.value, {n: how[n] for n in how if n not in UNREAD.get(show, ())}, seed)
    print_result(_worded(found, asked, show, spoken), out, as_json, about=about if show is Show.PLAN else None)


def _floors(said: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """The floors of `--floor AREA=N`, by name."""
    found = []
    for text in said:
        name, _, number = text.rpartition("=")
        try:
            value = float(number.replace(" ", ""))
        except ValueError:
            value = -1.0
        if not name or not 0 <= value < 1e9:
            raise BadInput("quota-bad-floor", where="--floor", fix="AREA=N", text=text)
        found.append((name, value))
    return tuple(found)


def _refuse_unused(context: typer.Context, show: Show, template: bool) -> None:
    """Options that would change nothing."""
    given = context.params
    if template:
        others = ("show", "needs", "limits", "floor", "level", "reserve", "out", *CHOSEN)
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


@contextmanager
def _naming(asked: Asked, spoken: Language) -> Iterator[None]:
    """Limits that clash are said with the names of areas and sectors."""
    try:
        yield
    except BadInput as error:
        error.faults = tuple(
            replace(fault, fields={n: asked.name(n, str(v), spoken.value) if n in ("area", "sector") else v
                                   for n, v in fault.fields.items()})
            for fault in error.faults
        )  # fmt: skip
        raise


def _worded(found: Result, asked: Asked, show: Show, spoken: Language) -> Result:
    """A result with the names of areas and sectors, and duals in words."""
    from qonys.text.catalogue import load_catalogue

    axis, catalogue = list(found.axes)[1], load_catalogue(spoken, only=("common", "plan_quota"))
    for column, kind in NAMES.get(show, {}).items():
        codes = found.axes[axis] if axis == kind else found.texts[kind].words.tolist()
        names = (catalogue.said("quota-all") if c == "all" else asked.name(kind, c, spoken.value) for c in codes)
        found = found.beside(axis, **{column: tuple(names)})
    if show is Show.DUALS:
        rows = found.columns()
        lines = zip(*(rows[n] for n in ("kind", "area", "sector", "category", "dual", "dual_from", "dual_to")),
                    strict=True)  # fmt: skip
        found = found.beside(axis, words=tuple(_said(asked, catalogue, line) for line in lines))
    return found


def _said(asked: Asked, catalogue: Catalogue, line: tuple[Any, ...]) -> str:
    """What one more place adds; a numbered category by its number."""
    from qonys.text.numbers import amount_text, number_text

    kind, area, sector, code, dual, low, high = line
    spoken, plain = catalogue.language, code.replace("_", "").isdigit()
    said = {
        **{n: asked.name(n, c, spoken.value) or "–" for n, c in (("area", area), ("sector", sector))},
        "category": code.replace("_", "–") if plain else asked.name("category", code, spoken.value),
        "gain": number_text(spoken, abs(dual), 2),
    }  # fmt: skip
    if kind == "need":
        return catalogue.said("quota-dual-need", "", said)
    said |= {"low": amount_text(spoken, low, 1), "high": "" if high != high else amount_text(spoken, high, 1)}
    subject = catalogue.said(f"quota-subject-{kind.replace('_', '-')}", "", said)
    sentence = ("quota-dual-floor" if dual < 0 else "quota-dual-limit") + ("-open" if high != high else "")
    words = catalogue.said(sentence, "", {**said, "subject": subject})
    return words[:1].upper() + words[1:]


def _about(spoken: Language) -> About:
    """What the columns of needs and of a plan hold."""
    from qonys.cli.workbook import About
    from qonys.text.catalogue import load_catalogue

    said = load_catalogue(spoken, only=("columns",)).said
    meanings = {name: said(f"column-quota-{name.replace('_', '-')}") for name in COLUMNS}
    return About(said("columns-sheet"), (said("columns-name"), said("columns-meaning")), meanings)

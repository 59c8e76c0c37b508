"""`qonys plan settlement`: households to regions and districts, by their wishes; parse, call, print."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
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
from qonys.cli.output import csv_text, put, tell, wide
from qonys.errors import BadInput, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qonys.cli.plan.settlement_words import Words
    from qonys.model.settlement import Household, Settlement
    from qonys.plans.settlement.offers import Planned
    from qonys.provenance.runner import Runner
    from qonys.text import Language

SEED = 20240801
Rows = list[dict[str, object]]


class Show(Enum):
    """Which table is printed."""

    HOUSEHOLDS = "households"
    PLACES = "places"
    COMPARISON = "comparison"
    """The plan beside the moves that were made."""
    AUDIT = "audit"
    DYNAMIC = "dynamic"
    OFFICIAL = "official"


class Sought(Enum):
    """What is sought once as many as possible have a place."""

    POINTS = "points"
    PROFILE = "profile"


@dataclass(frozen=True)
class Asked:
    """What the command was asked about."""

    year: str
    households: Path | None
    places: Path | None
    districts: Path | None
    floors: tuple[str, ...]
    seed: int
    pack: str
    store: Path | None
    as_of: str | None

    @property
    def own(self) -> bool:
        """Whether the files are the user's."""
        return any(path is not None for path in (self.households, self.places, self.districts))


UNREAD = {
    Show.OFFICIAL: ("floor", "wishes", "seconds", "seed", "groups"), Show.COMPARISON: ("floor", "wishes", "groups"),
    Show.DYNAMIC: ("wishes", "groups"), Show.HOUSEHOLDS: ("groups",), Show.PLACES: ("groups",), Show.AUDIT: (),
}  # fmt: skip
"""Options that a table does not read."""
TEMPLATED = ("year", "show", "households", "places", "districts", "groups", "floor", "wishes", "seconds", "seed", "out")


def settlement(
    context: typer.Context,
    year: Annotated[str, typer.Option(help="Year of the quotas; the newest known if left out.")] = "",
    show: Annotated[Show, typer.Option(help="Which table.")] = Show.PLACES,
    households: Annotated[Path | None, typer.Option(help="Your households, CSV or XLSX; see --template.")] = None,
    places: Annotated[Path | None, typer.Option(help="Your places and their limits, CSV or XLSX.")] = None,
    districts: Annotated[Path | None, typer.Option(help="Districts inside your places, CSV or XLSX.")] = None,
    groups: Annotated[Path | None, typer.Option("--audit", help="Groups, CSV or XLSX: compared afterwards.")] = None,
    floor: Annotated[list[str] | None, typer.Option(help="place=0.5 or size=0.8: least part; may be repeated.")] = None,
    wishes: Annotated[Sought, typer.Option(help="Most points (9, 3, 1), or most first wishes, then second.")]
    = Sought.POINTS,
    seconds: Annotated[float, typer.Option(help="Time for the search, seconds.", min=1, max=3600)] = 40.0,
    template: Annotated[Path | None, typer.Option(help="Folder to write empty files into.")] = None,
    seed: Seed = SEED,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Offer households places: nobody without one who need not be, wishes first, then jobs of their occupations.

    Without files of yours the households are a marked scenario and the quotas those of the pack.
    No group of people is ever an input: --audit compares groups once the plan stands.
    """
    spoken = language(lang)
    if template is not None:
        refuse_unread(context, "--template", TEMPLATED)
        _template(template)
        return
    asked = Asked(checked_year(year), households, places, districts, tuple(floor or ()), seed, pack, store, as_of)
    if asked.own and asked.year:
        raise BadInput("settle-own-year", "your files have no years", where=f"--year {asked.year}", fix="-")
    refuse_unread(context, f"--show {show.value}", UNREAD[show])
    if asked.own:
        refuse_unread(context, "--households --places", ("as_of", "store"))
    if show in (Show.OFFICIAL, Show.COMPARISON):
        rows = _official(asked, show, seconds, spoken)
    else:
        rows = _planned(asked, show, (groups, wishes, seconds), spoken)
    put(rows, out, as_json)


def _official(asked: Asked, show: Show, seconds: float, spoken: Language) -> Rows:
    if asked.own:
        raise BadInput("settle-own-official", "your files have no moves", where=f"--show {show.value}", fix="--year")
    from qonys.cli.plan.settlement_words import words_of

    run = _run(asked)
    words = words_of(run, spoken)
    if show is Show.OFFICIAL:
        return _named(_of_year(wide(run("plan.settlement.official")), asked.year), words)
    from qonys.cli.plan.settlement_rows import scenario_note
    from qonys.studies.settlement.compute import scenario

    found = wide(run("plan.settlement.comparison", year=asked.year, seconds=int(seconds)))
    tell(scenario_note(scenario(run, asked.year)), spoken)
    return _named([{**row, "scenario": 1} for row in found], words)


def _named(rows: Rows, words: Words) -> Rows:
    """Rows with the name of their area behind its code."""
    return [{"area": row["area"], "name": words.name(str(row["area"])), **row} for row in rows]


def _of_year(rows: Rows, year: str) -> Rows:
    """The rows of one year, or all where none was asked for."""
    years = sorted({str(row["period"])[:4] for row in rows})
    if year and year not in years:
        what, fix = f"no quotas of regions in {year}", ", ".join(years)
        raise NotFound("settle-no-year", what, where="--year", fix=fix, text=year)
    return [row for row in rows if str(row["period"]).startswith(year)]


def _run(asked: Asked) -> Runner:
    from qonys.cli.options import opened
    from qonys.studies.registry import start

    _, store = opened(asked.pack, asked.store, asked.as_of)
    return start(store, seed=asked.seed)


def _settlement(asked: Asked) -> tuple[Settlement, Runner | None]:
    floors = _floors(asked.floors)
    if asked.own:
        if asked.households is None or asked.places is None:
            fix = "--households h.csv --places p.csv"
            raise BadInput("settle-both", "both files are needed", where="--households, --places", fix=fix)
        from qonys.tables.settlement import read_settlement

        return read_settlement(asked.households, asked.places, asked.districts, floors), None
    from qonys.studies.settlement.compute import scenario

    run = _run(asked)
    return scenario(run, asked.year, floors), run


def _planned(
    asked: Asked, show: Show, options: tuple[Path | None, Sought, float], spoken: Language
) -> Rows:  # fmt: skip
    from qonys.cli.plan import settlement_rows as rows
    from qonys.cli.plan.settlement_words import words_of
    from qonys.plans.settlement.offers import Wishes, plan_settlement

    groups, sought, seconds = options
    found, run = _settlement(asked)
    words = words_of(run, spoken)
    if show is Show.AUDIT and groups is None:
        raise BadInput("settle-no-groups", "an audit needs groups", where="--show audit", fix="--audit groups.csv")
    if show is Show.DYNAMIC:
        from qonys.plans.settlement.arriving import compare

        expected: tuple[Household, ...] = ()
        if run is not None:
            from qonys.studies.settlement.compute import forecast

            expected = forecast(run, asked.year)
        with words.naming():
            ways = compare(found, expected, seed=asked.seed, seconds=seconds)
        tell(rows.scenario_note(found), spoken)
        return rows.ways(ways, found.scenario)
    with words.naming():
        planned = plan_settlement(found, wishes=Wishes(sought.value), seconds=seconds, seed=asked.seed)
    tell((*rows.scenario_note(found), *rows.notes(planned, words)), spoken)
    if show is Show.AUDIT and groups is not None:
        return _audit(planned, groups, asked.seed)
    if show is Show.HOUSEHOLDS:
        return rows.households(planned, words)
    return rows.places(planned, words)


def _audit(planned: Planned, groups: Path, seed: int) -> Rows:
    from qonys.cli.plan import settlement_rows as rows
    from qonys.plans.settlement.audit import audit
    from qonys.tables.settlement import read_groups

    members = read_groups(groups, (h.id for h in planned.settlement.households))
    return rows.groups(audit(planned.offers, members, seed=seed), planned.settlement.scenario)


def _floors(texts: tuple[str, ...]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            share = float(value)
        except ValueError:
            share = -1.0
        if name not in ("place", "size") or not 0 <= share <= 1:
            raise BadInput("settle-floor", f"no floor {text!r}", where="--floor", fix="place=0.5", text=text)
        if name in found:
            raise BadInput("floor-twice", f"{name} has two floors", where="--floor", fix=text, name=name)
        found[name] = share
    return found


def _template(folder: Path) -> None:
    from qonys.cli.plan.settlement_rows import TEMPLATES
    from qonys.disk.folder import write_folder
    from qonys.text.visible import visible

    for path in (folder / name for name in TEMPLATES):
        if os.path.lexists(path):
            raise BadInput("settle-template", f"{path} is there already", where=str(path), fix="another folder",
                           name=str(path))  # fmt: skip
    for path in write_folder(folder, {name: f"{csv_text(rows)}\n".encode() for name, rows in TEMPLATES.items()}):
        typer.echo(visible(str(path)))

"""`qonys plan settlement`: households to regions and districts, by their wishes; parse, call, print."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
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
    on_store,
    refuse_unread,
)
from qonys.cli.output import csv_text, print_result
from qonys.cli.plan.settlement_words import words_of
from qonys.errors import BadInput
from qonys.model.note import Note
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qonys.cli.plan.settlement_words import Words
    from qonys.model import Call, Parameter
    from qonys.model.result import Result
    from qonys.model.settlement import Settlement
    from qonys.plans.settlement.offers import Planned
    from qonys.provenance.runner import Runner
    from qonys.text import Language

MOST_NAMED = 8


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

    def call(self, table: str, run: Runner | None, **more: Parameter) -> Call:
        """The call that makes a table of what was asked: the year or the user's files, floors, and more."""
        from qonys.model import Call

        files = {"households": self.households, "places": self.places, "districts": self.districts}
        own: dict[str, Parameter] = {name: path.name for name, path in files.items() if path is not None}
        said: dict[str, Parameter] = {"year": self.year, "floors": self.floors}
        given = {name: value for name, value in said.items() if value}
        return on_store(Call(f"plan.settlement.{table}", {**own, **given, **more}, seed=self.seed), run)


TEMPLATES: dict[str, list[dict[str, object]]] = {
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
    _refuse_unused(context, asked, show)
    if show in (Show.OFFICIAL, Show.COMPARISON):
        run = _run(asked)
        given = {"year": asked.year} if show is Show.OFFICIAL else {"year": asked.year, "seconds": int(seconds)}
        found, words = run(f"plan.settlement.{show.value}", **given), words_of(run, spoken)
        print_result(found.beside("area", name=tuple(map(words.name, found.axes["area"]))), out, as_json)
        return
    print_result(_planned(asked, show, (groups, wishes, seconds), spoken), out, as_json)


def _refuse_unused(context: typer.Context, asked: Asked, show: Show) -> None:
    """Options that would change nothing, and what a user's files cannot answer."""
    if asked.own and asked.year:
        raise BadInput("settle-own-year", where=f"--year {asked.year}", fix="-")
    refuse_unread(context, f"--show {show.value}", UNREAD[show])
    if asked.own:
        refuse_unread(context, "--households --places", ("as_of", "store"))
    if asked.own and show in (Show.OFFICIAL, Show.COMPARISON):
        where = f"--show {show.value}"
        raise BadInput("settle-own-official", where=where, fix="--year")


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
            raise BadInput("settle-both", where="--households, --places", fix=fix)
        from qonys.tables.settlement import read_settlement

        return read_settlement(asked.households, asked.places, asked.districts, floors), None
    from qonys.studies.settlement.compute import scenario

    run = _run(asked)
    return scenario(run, asked.year, floors), run


def _planned(
    asked: Asked, show: Show, options: tuple[Path | None, Sought, float], spoken: Language
) -> Result:  # fmt: skip
    from qonys.plans.settlement import results
    from qonys.plans.settlement.offers import Wishes, plan_settlement

    groups, sought, seconds = options
    found, run = _settlement(asked)
    words = words_of(run, spoken)
    if show is Show.AUDIT and groups is None:
        raise BadInput("settle-no-groups", where="--show audit", fix="--audit groups.csv")
    if show is Show.DYNAMIC:
        from qonys.plans.settlement.arriving import compare
        from qonys.studies.settlement.compute import forecast

        expected = forecast(run, asked.year) if run is not None else ()
        with words.naming():
            ways = compare(found, expected, seed=asked.seed, seconds=seconds)
        return results.ways_result(asked.call("dynamic", run, seconds=seconds), found, ways)
    with words.naming():
        planned = plan_settlement(found, wishes=Wishes(sought.value), seconds=seconds, seed=asked.seed)
    call = asked.call(
        show.value, run, seconds=seconds, wishes=sought.value, **({"audit": groups.name} if groups else {})
    )
    if show is Show.AUDIT and groups is not None:
        from qonys.plans.settlement.audit import audit
        from qonys.tables.settlement import read_groups

        members = read_groups(groups, (h.id for h in found.households))
        made = results.groups_result(call, planned, audit(planned.offers, members, seed=asked.seed))
    elif show is Show.HOUSEHOLDS:
        made = _worded(results.offers_result(call, planned), planned, words)
    else:
        made = results.places_result(call, planned)
        if words.names:
            made = made.beside("row", name=tuple(words.name(x.label) for x in found.limits))
    if binding := results.binding_of(planned):
        listed = words.listed(binding[:MOST_NAMED])
        made = replace(made, notes=(*made.notes, Note("settle-binding", {"listed": listed})))
    return made


def _worded(made: Result, planned: Planned, words: Words) -> Result:
    """Offers with the reason in words, what would have changed them, and the names of places."""
    offers = planned.offers
    made = made.beside("household", why=tuple(map(words.reason, offers)), would_change=tuple(map(words.change, offers)))
    return made.beside("household", place_name=tuple(words.name(o.place) for o in offers)) if words.names else made


def _floors(texts: tuple[str, ...]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            share = float(value)
        except ValueError:
            share = -1.0
        if name not in ("place", "size") or not 0 <= share <= 1:
            raise BadInput("settle-floor", where="--floor", fix="place=0.5", text=text)
        if name in found:
            raise BadInput("floor-twice", where="--floor", fix=text, name=name)
        found[name] = share
    return found


def _template(folder: Path) -> None:
    from qonys.disk.folder import write_folder
    from qonys.text.visible import visible

    for path in (folder / name for name in TEMPLATES):
        if os.path.lexists(path):
            raise BadInput("settle-template", where=str(path), fix="another folder", name=str(path))
    for path in write_folder(folder, {name: f"{csv_text(rows)}\n".encode() for name, rows in TEMPLATES.items()}):
        typer.echo(visible(str(path)))

"""`qonys plan need`: parse, call, print."""

from __future__ import annotations

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
    language,
    on_store,
    opened,
    refuse_unread,
)
from qonys.cli.output import print_result
from qonys.errors import BadInput, NotFound
from qonys.model.note import Note
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qonys.model import Parameter
    from qonys.model.need import NeedPlan
    from qonys.model.result import Result
    from qonys.packs import Pack
    from qonys.plans.need.index import Evidence, Shortage
    from qonys.plans.need.room import Room
    from qonys.provenance.runner import Runner
    from qonys.tables.need import OwnNeed


class Show(Enum):
    """Which table is printed."""

    INDEX = "index"
    COMPONENTS = "components"
    """What went in, by area, and why something did not."""
    CAPACITY = "capacity"
    """People that could be received in a year."""
    SECTORS = "sectors"
    """Published figures by sector and occupation."""


UNREAD = {
    Show.INDEX: (), Show.COMPONENTS: ("draws", "seed"), Show.CAPACITY: ("draws", "seed"),
    Show.SECTORS: ("figures", "draws", "seed"),
}  # fmt: skip
"""Options that a table does not read."""


def need(
    context: typer.Context,
    area: Annotated[str, typer.Option("--area", help="One area, by name or code; all if left out.")] = "",
    show: Annotated[Show, typer.Option(help="Which table.")] = Show.INDEX,
    components: Annotated[
        Path | None, typer.Option("--components", help="Components and capacities of your own, TOML.")
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option("--figures", help="Figures of your own, CSV or XLSX: a row an area, a column a component."),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", help="Draws behind the intervals.", min=100, max=100_000)] = 4_000,
    seed: Seed = SEED,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Where labour is short, with the interval that gaps leave, and how many people a region has room for.

    low and high bound the middle 90 % of the draws, central is their median: 0 is the middle of the areas, more is a
    greater shortage. A gap is not filled: it widens the interval. Capacity is in people a year.
    """
    from qonys.model import Call
    from qonys.plans.need import index, room

    spoken = language(lang)
    refuse_unread(context, f"--show {show.value}", UNREAD[show])
    asked = Asked(area, components, figures, pack, store, as_of)
    found = _given(asked)
    if show is Show.SECTORS:
        print_result(_sectors(found, area, spoken.value), out, as_json)
        return
    files = {"components": components, "figures": figures}
    own: dict[str, Parameter] = {name: path.name for name, path in files.items() if path is not None}
    if show is Show.CAPACITY:
        made = room.room_table(on_store(Call("plan.need_room", own), found.run), found.plan, _room(found), spoken.value)
    elif show is Show.COMPONENTS:
        made = index.evidence_result(
            on_store(Call("plan.need_components", own), found.run), found.plan, _evidence(found), spoken.value
        )
    else:
        evidence = _evidence(found)
        shorts = index.shortage(found.plan, evidence, draws, seed)
        call = on_store(Call("plan.need", {**own, "draws": draws}, seed=seed), found.run)
        made = index.index_result(call, shorts)
        made = replace(made, notes=_notes(found, evidence, shorts, spoken.value))
    made = made.beside("area", name=_names(found, made.axes["area"], spoken.value))
    print_result(made.only("area", _code(found, area, made.axes["area"])) if area else made, out, as_json)


def _sectors(found: Given, area: str, language: str) -> Result:
    """Published figures by sector; there is no index of them."""
    from qonys.studies.need.published import published_result

    code = found.run.store.pack.find_area(area).code if area and found.run is not None else ""
    return replace(published_result(found.run, found.plan, code, language), notes=(Note("need-no-sectors"),))


def _notes(found: Given, evidence: Evidence, shorts: Shortage, language: str) -> tuple[Note, ...]:
    """What the index could not compare by, and whether its ends are apart."""
    lacking = [c for c in evidence.components if c not in shorts.compared]
    notes = []
    if lacking:
        titles = "; ".join(found.plan.components[c].names.get(language, c) for c in lacking)
        weights = {name: c.weight for name, c in found.plan.components.items()}
        share = f"{sum(weights[c] for c in lacking) / sum(weights.values()):.0%}"
        notes.append(Note("need-not-compared", {"names": titles, "share": share}))
    order = sorted(shorts.areas, key=lambda a: -shorts.of(a)[1])
    if not shorts.apart(order[0], order[-1]):
        notes.append(Note("need-not-apart", {}))
    return tuple(notes)


@dataclass(frozen=True)
class Asked:
    """What the command was asked about."""

    area: str = ""
    components: Path | None = None
    figures: Path | None = None
    pack: str = ""
    store: Path | None = None
    as_of: str | None = None


@dataclass(frozen=True)
class Given:
    """What is declared and what is known: a runner where a pack was opened, a user's figures where there are any.

    `own` has codes in the place of labels where all of them are areas of the pack; `alone` if they are not.
    """

    plan: NeedPlan
    run: Runner | None = None
    own: OwnNeed | None = None
    alone: bool = False


def _given(asked: Asked) -> Given:
    """The declared components and the figures; the pack is left alone where it is not needed."""
    from qonys.packs.need import load_need, pack_need
    from qonys.tables.need import OwnNeed, read_need

    if asked.components is not None and asked.figures is not None:
        plan = load_need(asked.components)
        return Given(plan, None, read_need(asked.figures, plan), alone=True)
    from qonys.studies.registry import start

    pack, store = opened(asked.pack, asked.store, asked.as_of)
    plan = load_need(asked.components, pack) if asked.components is not None else pack_need(pack)
    if asked.figures is None:
        return Given(plan, start(store))
    own = read_need(asked.figures, plan)
    codes: dict[str, str] = {}
    unknown: list[NotFound] = []
    for label in own.labels:
        try:
            codes[label] = pack.find_area(label).code
        except NotFound as error:
            unknown.append(error)
    if unknown and len(codes) > len(unknown):
        # Most rows are areas of the pack: the others are slips, not another set of areas.
        raise unknown[0]
    if unknown:
        return Given(plan, start(store), own, alone=True)
    _check_areas(pack, codes)
    named = OwnNeed(tuple(codes.values()), {codes[label]: row for label, row in own.values.items()})
    return Given(plan, start(store), named)


def _check_areas(pack: Pack, codes: Mapping[str, str]) -> None:
    """Each region of today's division once."""
    in_force = pack.regions(9999)
    seen: dict[str, str] = {}
    for label, code in codes.items():
        if code in seen:
            raise BadInput("row-twice", where=f"--figures {code}", fix="", name=f"{seen[code]}, {label}")
        if code not in in_force:
            raise NotFound.area(label, where=f"--figures {code}", near=tuple(in_force[:5]))
        seen[code] = label


def _evidence(found: Given) -> Evidence:
    """Figures of the components: official, a user's alone, or a user's in the place of official ones."""
    from qonys.plans.need.index import evidence_of

    if found.own is not None and found.alone:
        return evidence_of(found.plan, found.own.labels, found.own.values)
    from qonys.plans.need.own import evidence_over
    from qonys.studies.need.compute import evidence

    assert found.run is not None
    official = evidence(found.run, found.plan)
    return official if found.own is None else evidence_over(found.plan, official, found.own.values)


def _room(found: Given) -> Room:
    """Room for people: official, a user's alone, or a user's in the place of official figures."""
    from qonys.plans.need.own import room_alone, room_over
    from qonys.tables.need import OWN

    if found.own is not None and found.alone:
        return room_alone(found.plan, found.own.labels, found.own.values, OWN)
    from qonys.studies.need.compute import rooms

    assert found.run is not None
    official = rooms(found.run, found.plan)
    return official if found.own is None else room_over(official, found.own.values, OWN)


def _code(found: Given, area: str, labels: tuple[str, ...]) -> str:
    """The label of an area that was asked for.

    Raises
    ------
    NotFound
        With the nearest ones.
    """
    from difflib import get_close_matches

    if area in labels:
        return area
    where = "--area"
    if found.run is not None and not found.alone:
        code = found.run.store.pack.find_area(area).code
        if code in labels:
            return code
        where = f"--area {code}"
    near = tuple(get_close_matches(area, labels, n=3) or labels[:5])
    raise NotFound.area(area, where=where, near=near)


def _names(found: Given, labels: tuple[str, ...], language: str) -> Mapping[str, str]:
    """Names of areas in a language; a label of the user's stands for itself."""
    if found.run is None or found.alone:
        return {label: label for label in labels}
    areas = found.run.store.pack.areas
    return {label: areas[label].names[language] for label in labels}

"""`qonys plan need`: parse, call, print."""

from __future__ import annotations

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
    refuse_unread,
)
from qonys.cli.output import put, tell
from qonys.cli.plan import need_inputs as inputs

if TYPE_CHECKING:
    from qonys.cli.plan.need_inputs import Given, Row
    from qonys.model.note import Note
    from qonys.plans.need.index import Evidence, Shortage

SEED = 20240801


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
    spoken = language(lang)
    refuse_unread(context, f"--show {show.value}", UNREAD[show])
    found = inputs.given(inputs.Asked(area, components, figures, pack, store, as_of))
    if show is Show.SECTORS:
        put(_sectors(found, area, spoken.value), out, as_json)
        tell((_no_sectors(),), spoken)
        return
    if show is Show.CAPACITY:
        room = inputs.room_for(found)
        names = inputs.names_of(found, room.areas, spoken.value)
        put(_of(inputs.capacity_rows(found, room, names, spoken.value), found, area, room.areas), out, as_json)
        return
    evidence = inputs.evidence_for(found)
    names = inputs.names_of(found, evidence.areas, spoken.value)
    if show is Show.COMPONENTS:
        rows = inputs.component_rows(found, evidence, names, spoken.value)
        put(_of(rows, found, area, evidence.areas), out, as_json)
        return
    from qonys.plans.need.index import shortage

    shorts = shortage(found.plan, evidence, draws, seed)
    put(_of(inputs.index_rows(shorts, names), found, area, evidence.areas), out, as_json)
    tell(_notes(found, evidence, shorts, spoken.value), spoken)


def _of(rows: list[Row], found: Given, area: str, labels: tuple[str, ...]) -> list[Row]:
    """The rows of one area, or all."""
    if not area:
        return rows
    code = inputs.code_of(found, area, labels)
    return [row for row in rows if row["area"] == code]


def _sectors(found: Given, area: str, language: str) -> list[Row]:
    rows = inputs.published_rows(found, language)
    if not area or found.run is None:
        return rows
    code = found.run.store.pack.find_area(area).code
    return [row for row in rows if row["area"] == code]


def _notes(found: Given, evidence: Evidence, shorts: Shortage, language: str) -> tuple[Note, ...]:
    """What the index could not compare by, and whether its ends are apart."""
    from qonys.model.note import Note

    lacking = [c for c in evidence.components if c not in shorts.compared]
    notes = []
    if lacking:
        titles = "; ".join(found.plan.components[c].names.get(language, c) for c in lacking)
        weights = {name: c.weight for name, c in found.plan.components.items()}
        share = f"{sum(weights[c] for c in lacking) / sum(weights.values()):.0%}"
        notes.append(Note("need-not-compared", f"not compared by: {titles}", {"names": titles, "share": share}))
    order = sorted(shorts.areas, key=lambda a: -shorts.of(a)[1])
    if not shorts.apart(order[0], order[-1]):
        notes.append(Note("need-not-apart", "even the first and the last area cannot be told apart", {}))
    return tuple(notes)


def _no_sectors() -> Note:
    from qonys.model.note import Note

    return Note(
        "need-no-sectors", "no index by sector: vacancies, unemployment and pay by sector are not published", {}
    )

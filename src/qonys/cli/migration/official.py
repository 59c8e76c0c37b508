"""Commands on the figures of a pack: accounts, estimated flows, registers."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import (
    DEFAULT_PACK,
    AsJson,
    AsOf,
    Draws,
    Lang,
    OutFile,
    PackName,
    Seed,
    StoreFolder,
    language,
    opened,
)
from qonys.cli.output import put, tell, wide
from qonys.errors import BadInput, NotFound

if TYPE_CHECKING:
    from qonys.model.note import Note
    from qonys.model.result import Result

Periods = Annotated[str, typer.Option(help="Years 2010:2024, or periods separated by commas.")]
Borders = Annotated[int, typer.Option(help="Year of the division; 0: each year in its own borders.")]


def accounts(
    area: Annotated[str | None, typer.Option(help="An area; all if left out.")] = None,
    periods: Periods = "2000:2024",
    borders: Borders = 0,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Population accounts: start, births, deaths, migration, borders, statistics, end; they add up exactly.

    Persons. net_implied is net migration derived as what is left, where none was published.
    """
    from qonys.cli.data import span_of
    from qonys.studies.registry import start

    loaded, held = opened(pack, store, as_of)
    run = start(held)
    result = run("migration.accounts", periods=span_of(periods), borders=borders)
    code = loaded.find_area(area).code if area else ""
    rows = [row for row in wide(result) if code in ("", row["area"]) and row.get("start") is not None]
    if not rows:
        raise NotFound("year-outside", where="--periods", fix="2000:2024", text=periods, first="–", last="–")
    put(rows, out, as_json)


def estimate(
    periods: Annotated[str, typer.Option(help="Years or months separated by commas, or a span of years.")] = "2024",
    borders: Annotated[int, typer.Option(help="Year of the division.", show_default="the newest")] = 9999,
    draws: Draws = 400,
    whole: Annotated[bool, typer.Option("--integers", help="Whole persons that keep the margins.")] = False,
    seed: Seed = 20240801,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Flows between all regions, estimated from published margins, distance and borders, with 90 % intervals.

    Rows meet arrivals and departures as published; every number is an estimate (status E). Flows
    and shares that were printed for the period are held to within rounding; notes say how many,
    and which contradict the others.
    """
    from qonys.cli.data import span_of
    from qonys.studies.registry import start

    loaded, held = opened(pack, store, as_of)
    areas = loaded.regions(borders)
    result = start(held, seed=seed)(
        "migration.flows", areas=areas, periods=span_of(periods), borders=borders, draws=draws, integers=whole
    )
    rows = [row for row in wide(result) if row.get("moves") is not None]
    if not rows:
        raise NotFound("year-outside", where="--periods", fix="2024", text=periods, first="–", last="–")
    put(rows, out, as_json)
    tell(_printed_notes(result), language())


def _printed_notes(flows: Result) -> list[Note]:
    """How many printed figures an estimate holds, and which it leaves out and why."""
    from qonys.migration.estimation import PRINTED
    from qonys.model.note import Note

    axes = ("origin", "destination", "period")
    stated = [cell for cell, _, _ in flows.rows() if cell["measure"] in PRINTED.values() and flows.has(**cell)]
    if not stated:
        return []
    left = [cell for cell in stated if flows.reason(**cell)]
    notes = [Note("flows-held",
                  {"count": len(stated) - len(left), "all": len(stated)})]  # fmt: skip
    for cell in left:
        where = {name: cell[name] for name in axes}
        notes.append(Note(f"flows-{flows.reason(**cell)}", where))
    return notes


class Register(Enum):
    """What a register says: its releases, or its years."""

    RELEASES = "releases"
    YEARS = "years"


def registers(
    total: Annotated[str, typer.Argument(help="Indicator of the running total.")] = "returnees_cumulative",
    since: Annotated[str, typer.Argument(help="Indicator of the count since January.")] = "returnees_granted",
    show: Annotated[Register, typer.Option(help="Releases, or years derived from them.")] = Register.YEARS,
    periods: Periods = "2020:2025",
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Running totals of a register tried against each other: stale releases, and years derived from them."""
    from qonys.cli.data import span_of
    from qonys.store.panel import find_indicator
    from qonys.studies.registry import start

    loaded, held = opened(pack, store, as_of)
    for name in (total, since):
        find_indicator(loaded, name)
    run, what = start(held), {"series": (total, since), "areas": (loaded.country,)}
    if show is Register.RELEASES:
        put(wide(run("registers.releases", **what)), out, as_json)
        return
    years = span_of(periods)
    if any(len(year) != 4 for year in years):
        raise BadInput("bad-option", where="--periods", fix="2020:2025", text=periods)
    put(wide(run("registers.years", periods=years, **what)), out, as_json)

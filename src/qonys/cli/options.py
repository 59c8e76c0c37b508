"""Options that several commands share, and reading their values."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.audience import audience, take_language
from qonys.cli.telling import tell
from qonys.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qonys.model import Call
    from qonys.packs import Pack
    from qonys.provenance.runner import Runner
    from qonys.store import LeftOut, Store
    from qonys.text import Language

EXAMPLES: dict[str, str] = {
    name: "\n".join(["\b", *text.strip().replace("Examples:  ", "Examples:\n  ").replace("  ·  ", "\n  ").split("\n")])
    for name, text in tomllib.loads(Path(__file__).with_name("examples.toml").read_text("utf-8")).items()
}
"""Examples for the help of each command, one a line: `\\b` keeps them from being wrapped."""

DEFAULT_PACK = "kz"

PackName = Annotated[str, typer.Option("--pack", help="Country pack: an embedded name or a folder.")]
StoreFolder = Annotated[
    Path | None,
    typer.Option("--store", help="Folder of releases; QONYS_STORE or the user's data folder if left out."),
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Only figures known on this day, YYYY-MM-DD.")]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang", help="Language of tables and messages: kk, ru or en; else QONYS_LANG, else that of the system.",
        callback=take_language, is_eager=True,
    ),
]  # fmt: skip
"""Every command, every group and the program itself have it; what it says is kept in the audience."""
FlowsFile = Annotated[
    Path,
    typer.Option(
        "--flows", help="CSV or XLSX of flows, persons: columns origin, destination, flow; or a square table."
    ),
]
SeedFlows = Annotated[
    Path | None,
    typer.Option("--seed-flows", help="CSV or XLSX of earlier flows, persons: origin, destination, flow; or square."),
]
ValueColumn = Annotated[str, typer.Option("--value", help="Column of the flows, if its name is not a usual one.")]
By = Annotated[
    str,
    typer.Option(
        "--by", help="Columns that tell the tables of a file apart, such as year,sex; those of usual names if left out."
    ),
]
DistanceColumn = Annotated[
    str, typer.Option("--distance-column", help="Column of the distances, km, if its name is not a usual one.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
FORMS = (".csv", ".txt", ".json", ".xlsx", "")
"""Endings of the files that a table is written to; without one it is CSV."""


def _of_known_form(out: Path | None) -> Path | None:
    """The file named, before anything is computed for it."""
    if out is not None and out.suffix.lower() not in FORMS:
        fix = str(out.with_suffix(".xlsx"))
        raise BadInput("bad-form", where="--out", fix=fix, text=out.suffix)
    return out


OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out", help="File to write instead of printing, .csv, .xlsx or .json; never half-written.",
        callback=_of_known_form, readable=False,
    ),
]  # fmt: skip
Draws = Annotated[int, typer.Option(help="Draws behind the intervals; 0: none.", min=0, max=1_000_000)]
Seed = Annotated[int, typer.Option(help="Seed of the draws.", min=0)]
Level = Annotated[float, typer.Option(help="Probability with which intervals hold.", min=0.5, max=0.999)]


def day(text: str | None) -> dt.date | None:
    """The day of --as-of.

    Raises
    ------
    BadInput
        If it is no date.
    """
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadInput("bad-option", where="--as-of", fix="2024-08-01", text=text) from None


def checked_year(text: str) -> str:
    """The year of --year as it was given: four digits, or nothing.

    Raises
    ------
    BadInput
        If it is no year.
    """
    if text and not re.fullmatch(r"[0-9]{4}", text):
        raise BadInput("impact-no-year", where="--year", fix="2026", text=text)
    return text


def language(asked: str | None = None) -> Language:
    """The language of tables and messages: asked for, else of the environment.

    Raises
    ------
    BadInput
        If it is none of the three.
    """
    from qonys.text import Language

    return Language(asked) if asked else audience().language


def group(help: str) -> typer.Typer:
    """A group of commands: it takes `--lang` as its commands do."""
    made = typer.Typer(no_args_is_help=True, help=help)

    @made.callback(help=help)
    def spoken(lang: Lang = None) -> None:
        """What the option says is kept by its callback."""

    return made


def refuse_unread(context: typer.Context, beside: str, unread: Iterable[str]) -> None:
    """Stop at options that were written and would change nothing.

    Parameters
    ----------
    context : typer.Context
    beside : str
        What makes them count for nothing, as the user writes it.
    unread : iterable of str
        Names of parameters.

    Raises
    ------
    BadInput
        With the first of them.
    """
    names = {p.name: p.opts[-1] for p in context.command.params}
    for name in unread:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = names[name]
            raise BadInput("unread-option", where=f"{option}, {beside}", fix="", option=option, beside=beside)


def loaded(pack_name: str) -> Pack:
    """A pack; tables of this run are in its names."""
    from qonys.packs import load_pack

    pack = audience().pack = load_pack(pack_name)
    return pack


def opened(pack_name: str, folder: Path | None, as_of: str | None = None) -> tuple[Pack, Store]:
    """A pack and its store."""
    from qonys.store import open_store

    known = day(as_of)
    pack = loaded(pack_name)
    store = open_store(pack, folder, as_of=known)
    warn_left_out(store.left_out)
    return pack, store


def on_store(call: Call, run: Runner | None) -> Call:
    """A call with the releases that it read and the day on which they were known; as it is where no pack is open."""
    if run is None:
        return call
    from dataclasses import replace

    as_of = run.store.as_of.isoformat() if run.store.as_of else ""
    return replace(call, releases=tuple(run.store.hashes), as_of=as_of)


def warn_left_out(left_out: Iterable[LeftOut]) -> None:
    """A note on the error stream for each release that is there and is not read: its figures are in no answer."""
    from qonys.model.note import Note

    for each in left_out:
        fields = {"file": each.file, "reason": each.reason, "detail": each.detail, "source": each.source or "?"}
        tell((Note("left-out", fields),), audience().language)

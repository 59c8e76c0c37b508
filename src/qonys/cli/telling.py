"""Notes and prose beside tables: on the error stream; at a terminal below the table, and no wider than it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from qonys.cli.audience import audience

if TYPE_CHECKING:
    from qonys.model.flows import Note
    from qonys.text import Language


def at_terminal() -> bool:
    """Whether a person reads what is printed."""
    return sys.stdout.isatty()


def tell(notes: Iterable[Note], language: Language) -> None:
    """Treatments of the figures, each on a line of the error stream; areas by their names."""
    from dataclasses import replace

    from qonys.text.errors import said_note

    pack = audience().pack
    areas = pack.areas if pack is not None else {}
    for note in notes:
        named = {
            k: areas[v].names[language.value] if v in areas else v for k, v in note.fields.items() if isinstance(v, str)
        }
        say(said_note(replace(note, fields={**note.fields, **named}), language))


def say(text: str) -> None:
    """A line of the error stream; at a terminal no wider than it, and below the table that it is about."""
    if not at_terminal():
        typer.echo(text, err=True)
        return
    now = audience()
    if now.shown is None:
        now.notes.append(text)
        return
    typer.echo("\n".join(fitted(text)), err=True)


def flush() -> None:
    """Print the notes that were kept until a table was shown."""
    now = audience()
    told, now.notes = now.notes, []
    for text in told:
        say(text)


def print_text(lines: Iterable[str]) -> None:
    """Lines of prose on the output; at a terminal no wider than it."""
    for line in lines:
        typer.echo("\n".join(fitted(line)) if at_terminal() else line)


def fitted(text: str) -> list[str]:
    """A text as lines of the terminal's width, its own indent kept."""
    import shutil

    from qonys.cli.layout import wrap

    bare = text.lstrip(" ")
    indent = " " * (len(text) - len(bare))
    width = max(20, shutil.get_terminal_size().columns - len(indent))
    return [indent + line for line in wrap(bare, width, most=None)]

"""Notes and prose beside tables: on the error stream; at a terminal below the table, and no wider than it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from qonys.cli.audience import audience

if TYPE_CHECKING:
    from qonys.model.note import Note
    from qonys.text import Language


def at_terminal() -> bool:
    """Whether a person reads what is printed."""
    return sys.stdout.isatty()


def tell(notes: Iterable[Note], language: Language) -> None:
    """Treatments of the figures, each on a line of the error stream; areas by their names."""
    from dataclasses import replace

    from qonys.text.errors import said_note

    for note in notes:
        named = {name: _by_name(value, language) for name, value in note.fields.items()}
        say(said_note(replace(note, fields=named), language))


def _by_name(value: object, language: Language) -> object:
    """Codes of areas by the names of the pack, one or several joined by signs; what is no code as it is."""
    pack = audience().pack
    if pack is None or not isinstance(value, str):
        return value
    parts = re.split(r"(\+|, |; )", value)
    return "".join(pack.areas[part].names[language.value] if part in pack.areas else part for part in parts)


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

"""Whom a command speaks to: the language asked for, and the names of areas that its pack knows."""

from __future__ import annotations

import os
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from qonys.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qonys.packs import Pack
    from qonys.text import Language

LANGUAGES = ("kk", "ru", "en")


@dataclass
class Audience:
    """Of one run of the program: filled in while its options are read and its pack is opened."""

    asked: str = ""
    """The last `--lang`, wherever it stands."""
    context: typer.Context | None = None
    """Of the innermost command: its path, and the options that were written."""
    pack: Pack | None = None
    names: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """Names by language of what a command lists by its id, such as the parts of a framework."""
    units: dict[str, str] = field(default_factory=dict)
    """Units of what a command lists by its id."""
    notes: list[str] = field(default_factory=list)
    """Told before the table that they are about; at a terminal they stand below it."""
    shown: tuple[Mapping[str, object], ...] | None = None
    """The first row of the table that was shown to a person; nothing if none was."""

    @property
    def command(self) -> tuple[str, ...]:
        """The words of the command, with the table that `--show` asks for."""
        if self.context is None:
            return ()
        path = tuple(self.context.command_path.split()[1:])
        show = self.context.params.get("show")
        return (*path, str(getattr(show, "value", show))) if show is not None else path

    @property
    def options(self) -> frozenset[str]:
        """Names of the parameters that the command takes."""
        return frozenset(p.name or "" for p in self.context.command.params) if self.context is not None else frozenset()

    @property
    def language(self) -> Language:
        """The language asked for, else that of the environment."""
        from qonys.text import user_language

        return user_language(self.asked or None, os.environ)


_NOW: ContextVar[Audience] = ContextVar("audience")


def audience() -> Audience:
    """The audience of this run."""
    try:
        return _NOW.get()
    except LookupError:
        return _anew()


def _anew() -> Audience:
    now = Audience()
    _NOW.set(now)
    return now


def take_language(context: typer.Context, asked: str | None) -> str | None:
    """Keep what `--lang` says; the program, each group and each command have the option, and the last one counts.

    Raises
    ------
    BadInput
        If it is none of the three languages.
    """
    if asked is not None and asked not in LANGUAGES:
        fix = ", ".join(LANGUAGES)
        raise BadInput("bad-option", where="--lang", fix=fix, text=asked)
    now = _anew() if context.parent is None else audience()
    now.asked, now.context = asked or now.asked, context
    return now.asked or None


def language_of(argv: Sequence[str]) -> Language:
    """The language of an error: of `--lang` as far as options were read, else as it stands among the words written."""
    from qonys.text import user_language

    written = [b if a == "--lang" else a.removeprefix("--lang=") for a, b in zip(argv, [*argv[1:], ""], strict=True)
               if a == "--lang" or a.startswith("--lang=")]  # fmt: skip
    known = [text for text in written if text in LANGUAGES]
    return user_language(known[-1] if known else None, os.environ)

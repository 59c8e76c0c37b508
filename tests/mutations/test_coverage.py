"""Every option that takes a file of a user is in some case, for each command that has it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer

from mutations.cases import CASES

WRITTEN = {"--out", "--store", "--save", "--template"}
OURS = {"--claims", "--against"}
"""Files that `qonys` itself has written; how damage to them is met is tried where they are read."""


def commands(group: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Each command by its words."""
    for name, command in group.commands.items():
        words = f"{above} {name}".strip()
        if hasattr(command, "commands"):
            yield from commands(command, words)
        else:
            yield words, command


def takes_a_file(option: Any) -> bool:
    """Whether the value is a path, or may be one by what the help says."""
    return option.type_descriptor.annotation is Path or any(
        word in option.help for word in ("CSV", "TOML", "file of your own")
    )


def files_asked_for() -> set[tuple[str, str]]:
    """Pairs of a command and an option (or an argument, without hyphens)."""
    from qonys.cli.main import app

    return {
        (words, option.opts[-1])
        for words, command in commands(typer.main.get_command(app))
        for option in command.params
        if takes_a_file(option) and option.opts[-1] not in WRITTEN | OURS
    }


def test_every_table_of_every_command_is_mutated():
    asked = files_asked_for()
    assert len({words for words, _ in asked}) > 30, asked
    tried = set()
    for case in CASES:
        line = case.words.split(" ; ")[0].split()
        command = next(" ".join(line[:n]) for n in (1, 2) if any(a == " ".join(line[:n]) for a, _ in asked))
        for before, word in pairwise(line):
            if word.startswith("{") and word != "{store}":
                tried.add((command, before if before.startswith("--") else "file"))
    assert asked - tried == set()

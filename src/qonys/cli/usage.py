"""What the parser of options refuses, as an error of ours: in the user's language, with what would be taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Any

from qonys.errors import BadInput


def refusal(error: Any, argv: Sequence[str]) -> BadInput:
    """The error of ours for one of the parser.

    Parameters
    ----------
    error : typer.TyperException
        Known by the names of its kinds: typer keeps these to itself.
    argv : sequence of str
        What the user wrote.
    """
    kind, message = type(error).__name__, str(error.message)
    context = getattr(error, "ctx", None)
    words = takewhile(lambda word: not word.startswith("-"), argv)
    command = context.command_path if context else " ".join(("qonys", *words))
    help_ = f"{command} --help"
    if kind == "NoSuchOption":
        near = ", ".join(error.possibilities or ()) or help_
        return _bad("usage-option", command, near, error.option_name)
    if kind == "BadOptionUsage":
        lacks = "requires" in message
        code = "usage-no-value" if lacks else "usage-flag"
        return _bad(code, error.option_name, help_, error.option_name)
    if kind == "MissingParameter":
        name = _name(error.param)
        return _bad("usage-missing", command, help_, name)
    if kind == "BadParameter" and error.param is not None:
        return _not_taken(error, message, argv, command)
    if found := re.match(r"No such command '(.*?)'", message):
        near = ", ".join(get_close_matches(found[1], context.command.commands, n=3)) if context else ""
        return _bad("usage-command", command, near or help_, found[1])
    if found := re.match(r"Got unexpected extra argument\(s\) \((.*)\)", message):
        return _bad("usage-extra", command, help_, found[1])
    return _bad("usage", command, help_, message)


def _bad(code: str, where: str, fix: str, name: str) -> BadInput:
    return BadInput(code, where=where, fix=fix, name=name)


def _name(parameter: Any) -> str:
    """`--draws` of an option, `CLAIM` of an argument."""
    name: str = parameter.opts[-1]
    return name if name.startswith("-") else name.upper()


def _not_taken(error: Any, message: str, argv: Sequence[str], command: str) -> BadInput:
    """A value that an option does not take, and those that it takes; a file that cannot be read, and why."""
    name, choices = _name(error.param), re.search(r"'(.*)' is not one of (.*)\.", message)
    if choices:
        return _bad_value(name, choices[1], choices[2].replace("'", ""))
    value = _written(error.param.opts, argv)
    if message.endswith("is not readable."):
        said = {"name": value, "cause": "EACCES", "reason": "no right to read it"}
        return BadInput("cannot-read", where=name, fix="", **said)
    numbers = {"integer": "1, 2, 3", "float": "0.5, 1, 2.5", "number": "0.5, 1, 2.5"}
    kinds = (fix for kind, fix in numbers.items() if kind in message)
    return _bad_value(name, value, _span(error.param.min, error.param.max) or next(kinds, f"{command} --help"))


def _bad_value(name: str, value: str, fix: str) -> BadInput:
    return BadInput("bad-option", where=name, fix=fix, text=value)


def _span(least: float | None, most: float | None) -> str:
    """`2 ≤ x ≤ 10000`; nothing where every number is taken."""
    ends = (f"{least:g} ≤ " if least is not None else "", f" ≤ {most:g}" if most is not None else "")
    return f"{ends[0]}x{ends[1]}" if any(ends) else ""


def _written(names: Sequence[str], argv: Sequence[str]) -> str:
    """What was written after one of these names; the last counts."""
    found = ""
    for i, word in enumerate(argv):
        head, equals, tail = word.partition("=")
        if head in names:
            found = tail if equals else next(iter(argv[i + 1 : i + 2]), "")
    return found

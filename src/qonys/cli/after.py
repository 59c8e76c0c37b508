"""What a person may want next: commands that follow a table, with the options that were written."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from qonys.cli.audience import Audience
from qonys.cli.layout import width_of
from qonys.cli.voice import Voice
from qonys.text.visible import visible

NOT_CARRIED = frozenset({"show", "out", "as_json", "template", "save", "package", "against"})
"""Options that are about this table alone."""
ABOUT = frozenset(
    {"data", "outcome", "exposure", "event", "treated", "framework", "figures", "needs", "households", "household"}
)
"""Options that say what is asked about: a command that does not take them asks about something else."""


def after_lines(now: Audience) -> list[str]:
    """The lines that name the next commands; none where none is known."""
    path = " ".join(now.command[: 2 if len(now.command) > 1 else 1])
    declared = tomllib.loads(Path(__file__).with_name("next.toml").read_text("utf-8"))
    wanted = declared.get(path) or declared.get(now.command[0] if now.command else "", ())
    row = now.shown[0] if now.shown else {}
    made = [(words, text) for words, template in wanted if (text := _made(template, row, now))]
    if not made:
        return []
    voice = Voice(now)
    width = max(width_of(text) for _, text in made)
    said = [(text, voice.said(f"next-{words}")) for words, text in made]
    wide = shutil.get_terminal_size().columns
    if all(width + width_of(words) + 4 <= wide for _, words in said):
        lines = [f"  {text}{' ' * (width - width_of(text))}  {words}" for text, words in said]
    else:  # A command is never broken: it will be copied.
        lines = [line for text, words in said for line in (f"  {words}:", f"    {text}")]
    return ["", f"{voice.said('shown-next')}:", *lines]


def _made(template: str, row: Mapping[str, object], now: Audience) -> str:
    """A command with cells of the first row and the options of this one; nothing if it is this one or incomplete."""
    assert now.context is not None
    cells = {name: str(row.get(name) or "") for name in re.findall(r"{(\w+)}", template)}
    if not all(cells.values()):
        return ""
    words = [word.format(**cells) for word in template.split()]
    target, depth = _target(now.context.find_root(), words)
    if target is None:
        return ""
    given = {word for word in words[depth:] if word.startswith("--")}
    carried = list(_carried(target, now.context, given))
    lacking = {p.name for p in target.params if p.required} - _named(target, given) - {name for name, _ in carried}
    arguments = [p.name for p in target.params if not p.opts[-1].startswith("-")]
    if lacking - set(arguments) or (lacking and len(words) <= depth):
        return ""
    if _is_same(words[depth:], target, now) or _loses(target, now.context):
        return ""
    return visible(" ".join(map(_quoted, ["qonys", *words, *(word for _, parts in carried for word in parts)])))


def _quoted(word: str) -> str:
    """A word as a shell takes it."""
    return word if re.fullmatch(r"[\w@%+=:,./-]+", word) else "'" + word.replace("'", "'\\''") + "'"


def _loses(target: Any, context: typer.Context) -> bool:
    """Whether something that says what was asked about has no place in the other command."""
    taken = {p.name for p in target.params}
    return any(name in ABOUT and name not in taken and _is_written(context, name) for name in context.params)


def _is_written(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _target(root: Any, words: list[str]) -> tuple[Any, int]:
    """The command that these words name, and how many of them do."""
    found: Any = root.command
    for depth, word in enumerate(words):
        commands = getattr(found, "commands", None)
        if commands is None:
            return found, depth
        found = commands.get(word)
        if found is None:
            return None, depth
    return (None, 0) if hasattr(found, "commands") else (found, len(words))


def _named(target: Any, given: set[str]) -> set[str]:
    return {p.name for p in target.params if given & set(p.opts)}


def _carried(target: Any, context: typer.Context, given: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Options that were written here and that the other command takes too, as they are written."""
    own = {p.name: p for p in context.command.params}
    for parameter in target.params:
        name = parameter.name
        if name not in own or name in NOT_CARRIED or given & set(parameter.opts):
            continue
        if not _is_written(context, name) or not parameter.opts[-1].startswith("--"):
            continue
        yield name, _written(parameter.opts[-1], context.params.get(name))


def _written(option: str, value: object) -> list[str]:
    if isinstance(value, bool):
        return [option] if value else []
    values = value if isinstance(value, list | tuple) else [value]
    return [word for each in values for word in (option, _word(each))]


def _word(value: object) -> str:
    """A value as it is written on a command line."""
    return f"{value:g}" if isinstance(value, float) else str(getattr(value, "value", value))


def _is_same(words: list[str], target: Any, now: Audience) -> bool:
    """Whether the command would show what was just shown."""
    assert now.context is not None
    if target is not now.context.command:
        return False
    options = {opt: p for p in target.params for opt in p.opts}
    own = {name: getattr(value, "value", value) for name, value in now.context.params.items()}
    rest = iter(words)
    for word in rest:
        option = options.get(word)
        wanted = word if option is None else "True" if getattr(option, "is_flag", False) else next(rest, "")
        if wanted not in (map(str, own.values()) if option is None else [str(own.get(option.name))]):
            return False
    return True

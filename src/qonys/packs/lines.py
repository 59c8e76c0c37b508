"""On which line of a TOML file something stands, for messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path


def line_at(path: Path, steps: Sequence[int | str]) -> int | None:
    """The line on which a value stands, or the last table or list on the way to it that has one."""
    lines = [line.split("#")[0].strip() for line in path.read_text("utf-8", errors="replace").splitlines()]
    begin, names, found = 0, list[str](), None
    for step, after in pairwise((*steps, "")):
        if isinstance(step, int):
            continue
        names.append(step)
        if isinstance(after, int):
            heads = [i for i, line in enumerate(lines) if i >= begin and line == f"[[{'.'.join(names)}]]"]
            at = heads[after] if after < len(heads) else None
        else:
            at = next((i for i, line in enumerate(lines) if i >= begin and line == f"[{'.'.join(names)}]"), None)
        if at is None:
            end = next((i for i, line in enumerate(lines) if i > begin and line.startswith("[")), len(lines))
            key = re.compile(rf"[\"']?{re.escape(step)}[\"']?\s*=")
            at = next((i for i in range(begin, end) if key.match(lines[i])), None)
        if at is not None:
            begin = found = at
    return None if found is None else found + 1


def line_of_id(path: Path, name: str) -> int | None:
    """The line of a TOML file that gives a table this id (or quantity)."""
    pattern = re.compile(rf"\s*(?:id|quantity)\s*=\s*[\"']{re.escape(name)}[\"']")
    lines = enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
    return next((number for number, text in lines if name and pattern.match(text)), None)

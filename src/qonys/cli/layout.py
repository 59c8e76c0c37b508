"""Tables of text laid out for a terminal: widths as they are seen, cells wrapped, columns left out where need be."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

GAP = "  "
LEAST = 12
"""A column of text is not narrower."""
WORD = 18
"""A word of so many places is not broken."""
ROOMY = 30
"""Before columns are left out, text is made as narrow as this."""
MOST_LINES = 8
"""A cell has no more lines."""


@dataclass(eq=False)
class Shown:
    """A column as text: its head, the unit under it, its cells."""

    head: str
    unit: str
    cells: list[str]
    right: bool = False
    key: bool = False
    minor: bool = False
    wraps: bool = False
    of: Shown | None = None
    """The column that this one is the interval of: they stay or go together."""


def width_of(text: str) -> int:
    """Places that a text takes: wide characters two, marks on a letter none."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int, most: int | None = MOST_LINES) -> list[str]:
    """Lines of a text, broken at spaces, no more than `most`; a longer word is broken where it must be."""
    lines, line = [], ""
    for word in text.split(" "):
        while width_of(word) > width:
            room = width - (width_of(line) + 1 if line else 0)
            if room < 4 and line:
                lines.append(line)
                line = ""
                continue
            head = _joint(_cut(word, room))
            lines.append(f"{line} {head}".strip())
            line, word = "", word[len(head) :]
        joined = f"{line} {word}" if line else word
        if width_of(joined) > width:
            lines.append(line)
            line = word
        else:
            line = joined
    lines.append(line)
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{_cut(lines[most - 1], width - 1)}…"]


def _joint(text: str) -> str:
    """A text up to its last joint, where that leaves most of it."""
    last = max(text.rfind(mark) for mark in "/_-+*.,;:")
    return text[: last + 1] if last >= len(text) // 3 else text


def _cut(text: str, width: int) -> str:
    """The beginning of a text that takes so many places."""
    taken = 0
    for i, char in enumerate(text):
        taken += _width(char)
        if taken > width:
            return text[:i]
    return text


def widths_for(columns: Sequence[Shown], width: int) -> tuple[list[Shown], list[int]]:
    """The columns that fit, and their widths."""
    kept = list(columns)
    while True:
        widths = _squeezed(kept, width, ROOMY)
        if _total(widths) <= width:
            return kept, widths
        spare = [c for c in kept if c.minor and not c.key]
        if not spare:
            widths = _squeezed(kept, width, LEAST)
            numbers = [c for c in kept if c.right and not c.key]
            spare = [c for c in kept if not (c.right or c.key)] or numbers[1:]
            if _total(widths) <= width or not spare:
                return kept, _squeezed(kept, width, LEAST if spare else 4)
        last = spare[-1].of or spare[-1]
        kept = [c for c in kept if c is not last and c.of is not last]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _squeezed(columns: Sequence[Shown], width: int, least: int) -> list[int]:
    """Natural widths; those of text made smaller, the widest first, until all fit or none is wider than the least."""
    widths = [_natural(c) for c in columns]
    floors = [max(least, min(WORD, _longest(c))) for c in columns]
    while _total(widths) > width:
        wide = [i for i, c in enumerate(columns) if c.wraps and widths[i] > floors[i]]
        if not wide:
            return widths
        widest = max(wide, key=lambda i: widths[i])
        widths[widest] -= 1
    return widths


def _longest(column: Shown) -> int:
    """Width of the longest word of a column's cells."""
    return max((width_of(word) for cell in column.cells for word in cell.split(" ")), default=0)


def _natural(column: Shown) -> int:
    """As wide as its widest cell, and as a head of three lines needs."""
    cells = max(map(width_of, column.cells), default=0)
    head = max(width_of(word) for word in column.head.split(" "))
    unit = max(width_of(word) for word in column.unit.split(" "))
    third = -(-width_of(column.head) // 3)
    return max(cells, head, unit, min(third + 2, width_of(column.head)), 1)


def lines_of(columns: Sequence[Shown], widths: Sequence[int]) -> tuple[list[str], list[list[str]]]:
    """The lines of the heads, units below, and those of each row."""
    heads = [wrap(c.head, w) + ([""] if not c.unit else wrap(c.unit, w)) for c, w in zip(columns, widths, strict=True)]
    heads = [h[:-1] if h[-1] == "" else h for h in heads]
    tall = max(map(len, heads))
    bottom = [[""] * (tall - len(h)) + h for h in heads]
    top = _joined(bottom, columns, widths)
    rows = []
    for i in range(len(columns[0].cells)):
        cells = [wrap(c.cells[i], w) for c, w in zip(columns, widths, strict=True)]
        rows.append(_joined([cell + [""] * (max(map(len, cells)) - len(cell)) for cell in cells], columns, widths))
    return top, rows


def _joined(cells: Sequence[Sequence[str]], columns: Sequence[Shown], widths: Sequence[int]) -> list[str]:
    """Cells of equal height side by side."""
    lines = []
    for parts in zip(*cells, strict=True):
        padded = [_padded(part, w, right=c.right) for part, c, w in zip(parts, columns, widths, strict=True)]
        lines.append(GAP.join(padded).rstrip())
    return lines


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * max(0, width - width_of(text))
    return space + text if right else text + space


def record_lines(columns: Sequence[Shown], width: int) -> list[str]:
    """One row as a list of heads and cells, one below the other."""
    heads = [f"{c.head}, {c.unit}" if c.unit else c.head for c in columns]
    left = min(max(map(width_of, heads)), max(16, width * 2 // 5))
    lines: list[str] = []
    for head, column in zip(heads, columns, strict=True):
        names, cells = wrap(head, left), wrap(column.cells[0], max(LEAST, width - left - len(GAP)))
        tall = max(len(names), len(cells))
        for name, cell in zip(names + [""] * (tall - len(names)), cells + [""] * (tall - len(cells)), strict=True):
            lines.append(f"{_padded(name, left, right=False)}{GAP}{cell}".rstrip())
    return lines

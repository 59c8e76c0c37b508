"""A table for a person at a terminal: which columns and rows are shown, and what stands above and below them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from qonys.cli import columns as meaning
from qonys.cli.audience import Audience, audience
from qonys.cli.cells import NOTHING, Cells, Row
from qonys.cli.columns import Column
from qonys.cli.digits import Format, write
from qonys.cli.layout import Shown, lines_of, record_lines, widths_for, wrap

FEWEST = 25
"""A table of so many rows is shown whole, whatever the height of the terminal."""
LEFT = 8
"""Lines that are left to what stands around a table."""


def screen_lines(rows: Sequence[Row], now: Audience | None = None, size: tuple[int, int] | None = None) -> list[str]:
    """The lines that show a table.

    Parameters
    ----------
    rows : sequence of mappings
        All rows; columns by name.
    now : Audience, optional
        Language, pack and command; those of this run if left out.
    size : (int, int), optional
        Columns and lines of the terminal; its own if left out.
    """
    now = now or audience()
    wide, high = size or shutil.get_terminal_size()
    cells = Cells(rows, now)
    if not rows:
        return [cells.voice.said("shown-none")]
    shown, same = _columns(cells)
    if len(rows) == 1:
        said = [c for c in shown if c.cells[0]]
        return [*record_lines(said, wide), *_wrapped(_below(cells, [], 1), wide)]
    _once(shown)
    kept, widths = widths_for(shown, wide)
    for unit in _one_unit(cells, kept):
        if unit not in same:
            same.append(unit)
    heads, blocks = lines_of(kept, widths)
    some = _first(blocks, max(FEWEST, high - LEFT))
    rule = "─" * min(wide, sum(widths) + 2 * (len(widths) - 1))
    below = _wrapped(_below(cells, _left_out(shown, kept), len(some)), wide)
    return [*_caption(same, wide), *heads, rule, *(line for block in some for line in block), *below]


def _first(blocks: list[list[str]], lines: int) -> list[list[str]]:
    """As many rows as so many lines hold, five at least; few rows are shown to the last."""
    if len(blocks) <= FEWEST and sum(map(len, blocks)) <= 3 * lines:
        return blocks
    taken: list[list[str]] = []
    used = 0
    for block in blocks:
        used += len(block)
        if used > lines and len(taken) >= 5:
            break
        taken.append(block)
    return taken


def _columns(cells: Cells) -> tuple[list[Shown], list[str]]:
    """Columns of text, and what is the same in all rows; the status comes last."""
    shown: list[Shown] = []
    same: list[str] = []
    status: list[Shown] = []
    several = len(cells.rows) > 1
    for name, column in cells.known.items():
        if name in cells.hidden:
            continue
        made = _made(cells, column)
        if several and (said := _said_once(cells, column, made)) is not None:
            same += [said] if said else []
        else:
            (status if column.kind == "status" else shown).extend(made)
    alone = [c for i, c in enumerate(shown) if not any(_repeats(c, before) for before in shown[:i])]
    return [*alone, *status], same


def _once(shown: Sequence[Shown]) -> None:
    """A name in the first column is said once for the rows below each other that share it."""
    if shown and shown[0].wraps and len(shown) > 1:
        cells = shown[0].cells
        shown[0].cells = [cell if i == 0 or cell != cells[i - 1] else "" for i, cell in enumerate(cells)]


def _repeats(column: Shown, before: Shown) -> bool:
    """Whether a column of names says what another says already."""
    return column.wraps and before.wraps and column.cells == before.cells


def _said_once(cells: Cells, column: Column, made: list[Shown]) -> str | None:
    """What a column says in all rows, for the line above the table; nothing if rows differ."""
    first = made[0].cells[0]
    if len(made) > 1 or len(set(made[0].cells)) > 1:
        return None
    if first in ("", NOTHING) or (column.kind == "status" and first == "A"):
        return ""
    if not column.textual and column.kind != "flag" and len(cells.rows) < 3:
        return None
    unit = f" {made[0].unit}" if made[0].unit else ""
    return f"{made[0].head}: {first}{unit}"


def _one_unit(cells: Cells, shown: list[Shown]) -> list[str]:
    """`Unit: people` where all columns of numbers have this one; it then stands above them."""
    units = {c.unit for c in shown if c.right}
    if len(units) != 1 or not (unit := units.pop()):
        return []
    for c in shown:
        c.unit = ""
    return [f"{cells.voice.head((), 'unit')}: {unit}"]


def _made(cells: Cells, column: Column) -> list[Shown]:
    """A column as text, and beside it its interval."""
    head, count = cells.head(column.name), range(len(cells.rows))
    if column.textual or column.kind == "flag":
        texts = [cells.text(column, i) for i in count]
        return [Shown(head, "", texts, key=column.key, minor=column.minor, wraps=column.kind != "code")]
    formats, unit = [form for _, form in cells.formats(column)], cells.unit(column)
    ends = cells.ends.get(column.name)
    made = []
    if ends is None or ends.high != column.name:
        numbers = [cells.number(cells.rows[i].get(column.name), formats[i]) for i in count]
        made.append(Shown(head, unit, numbers, right=True, key=column.key, minor=column.minor))
    if ends is not None:
        spans = [cells.span(cells.rows[i], ends, formats[i]) for i in count]
        if made and all(span in (NOTHING, number) for span, number in zip(spans, made[0].cells, strict=True)):
            return made
        title = _interval_head(cells) if made else head
        made.append(Shown(title, unit, spans, right=True, minor=column.minor, of=made[0] if made else None))
    return made


def _interval_head(cells: Cells) -> str:
    """`90 % interval`, or that it is a range."""
    now, voice = cells.now, cells.voice
    if meaning.is_range(now.command):
        return voice.said("shown-range")
    level = meaning.level_of(now.command, now.context.params.get("level") if now.context is not None else None)
    if level is None:
        return voice.said("shown-interval-plain")
    percent = write(level, Format(0 if (100 * level) % 1 < 1e-9 else 1, 100), voice.language)
    return voice.said("shown-interval-at", level=f"{percent}\u00a0%")


def _left_out(shown: Sequence[Shown], kept: Sequence[Shown]) -> list[str]:
    """Heads of the columns that did not fit; an interval goes with its column."""
    return [c.head for c in shown if c not in kept and c.of is None]


def _below(cells: Cells, out: Sequence[str], shown: int) -> list[str]:
    """What letters mean, what is not shown and how to get it."""
    voice, rows = cells.voice, cells.rows
    lines = []
    how = voice.said("shown-out" if "out" in cells.now.options else "shown-pipe")
    column = cells.known.get("status")
    if column is not None and column.kind == "status" and cells.head("status") not in out:
        codes = sorted({str(row.get("status")) for row in rows if row.get("status")} - {"A"})
        lines += (
            [voice.said("shown-status", listed="; ".join(f"{c}: {voice.status(c)}" for c in codes))] if codes else []
        )
    if out:
        lines.append(voice.said("shown-narrow", names="; ".join(out)))
    if len(rows) > shown:
        lines.append("… " + voice.said("shown-more", count=len(rows) - shown, how=how))
    elif out:
        lines.append(voice.said("shown-digits", how=how))
    return lines


def _caption(parts: Sequence[str], width: int) -> list[str]:
    """What holds for all rows, and a free line."""
    return [*wrap(" · ".join(parts), width), ""] if parts else []


def _wrapped(lines: Sequence[str], width: int) -> list[str]:
    return [part for line in lines for part in wrap(line, width)]

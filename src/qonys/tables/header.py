"""From the rows of a file to a table under its header: titles above it, blank names, cells beyond it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from qonys.errors import BadInput, Fault
from qonys.tables.delimited import Row
from qonys.tables.labels import cleaned, without_marks
from qonys.tables.names import ALL
from qonys.tables.reading import reading

_LOOKED_AT = 30
"""A header stands among so many first rows."""
_FIGURE = re.compile(r"[-+\u2212]?[\d\s\u00a0\u202f]+(?:[.,]\d+)?%?")
_AT_ONCE = 10_000
MOST_CELLS = 12_000_000
MOST_COLUMNS = 16_384


@dataclass(frozen=True)
class Body:
    """Cells under their names, as one list a column; the line of each row, and the place of each column in the file."""

    head: int
    lines: list[int]
    names: list[str]
    columns: list[list[str]]
    places: list[int]


def lay_out(path: Path, rows: Iterator[Row], merged: Sequence[tuple[int, int, int, int]] = ()) -> Body:
    """The table of some rows.

    Titles above the header (rows with one cell where the table has several) are left out and told.

    Raises
    ------
    BadInput
        If there is no row below the header, a row has more cells than the header, names are missing or stand twice,
        the header takes two rows, or cells of the table are merged.
    """
    first = list(islice(rows, _LOOKED_AT))
    if len(first) < 2:
        raise BadInput("file-empty", where=str(path), fix="", name=path.name)
    at = _header(first)
    if at:
        above = "; ".join(next(filter(None, map(str.strip, cells))) for _, cells in first[:at])
        reading().note("titles-left-out", name=path.name, line=first[at][0], text=above[:120])
    head, header = first[at]
    names = [cleaned(name) for name in header]
    if len(names) > MOST_COLUMNS:
        raise _too_large(path)
    _refuse_second_row(path, first[at:], names, merged)
    _refuse_merged(path, head, names, merged)
    lines, columns = _columns(path, chain(first[at + 1 :], rows), len(names))
    if not lines:
        raise BadInput("file-empty", where=str(path), fix="", name=path.name)
    # Separators at the ends of lines are no columns; the corner of a square table has no name.
    kept = [j for j, name in enumerate(names) if name or any(cell.strip() for cell in columns[j])]
    if nameless := [j for j in kept if j and not names[j]]:
        line = next(n for n, cell in zip(lines, columns[nameless[0]], strict=True) if cell.strip())
        raise BadInput.file([Fault("column-no-name", path.name, line, "", {"number": nameless[0] + 1})])
    folded = Counter(fold(names[j]) for j in kept)
    if twice := sorted(names[j] for j in kept if folded[fold(names[j])] > 1):
        raise BadInput("column-twice", where=str(path), fix="", name=twice[0])
    _refuse_numbering(path, lines, [columns[j] for j in kept])
    return Body(head, lines, [names[j] for j in kept], [columns[j] for j in kept], kept)


def fold(name: str) -> str:
    """A name of a column as it is compared: without case, footnote marks, and signs between its words.

    Examples
    --------
    >>> fold("Time Period¹)"), fold("TIME_PERIOD")
    ('time_period', 'time_period')
    """
    return re.sub(r"[\s_\-]+", "_", without_marks(cleaned(name)).casefold()).strip("_.:")


def _header(rows: Sequence[Row]) -> int:
    """Which of the first rows is the header: the first that is not a title."""
    filled = [sum(map(bool, map(str.strip, cells))) for _, cells in rows]
    at = 0
    if max(filled) > 1:
        at = next(i for i, count in enumerate(filled) if count > 1)
    known = [sum(fold(cell) in ALL for cell in cells if cell.strip()) for _, cells in rows]
    later = next((i for i in range(at + 1, len(rows) - 1) if known[i] > 1), at)
    wide = max(filled[at:])
    # A title may have its unit at the other end of the line; a row as wide as the table is no title.
    if later > at and max(known[at:later]) < 2 and max(filled[at:later]) < min(wide, filled[later]):
        return later
    return at


def _columns(path: Path, rows: Iterator[Row], wide: int) -> tuple[list[int], list[list[str]]]:
    lines, columns = list[int](), [list[str]() for _ in range(wide)]
    longer = list[Fault]()
    while batch := list(islice(rows, _AT_ONCE)):
        for line, cells in batch:
            if len(cells) != wide:
                if any(cells[wide:]):
                    said: dict[str, object] = {"got": len(cells), "wanted": wide}
                    longer.append(Fault("cell-count", path.name, line, "", said))
                cells[:] = (cells + [""] * wide)[:wide]
        lines += (line for line, _ in batch)
        for column, cells_of in zip(columns, zip(*(cells for _, cells in batch), strict=True), strict=True):
            column += cells_of
        if len(lines) * wide > MOST_CELLS:
            raise _too_large(path)
    if longer:
        raise BadInput.file(longer)
    return lines, columns


def _too_large(path: Path) -> BadInput:
    millions = MOST_CELLS // 1_000_000
    return BadInput("table-too-large", where=str(path), fix="", name=path.name, most=millions)


def _refuse_second_row(
    path: Path, rows: Sequence[Row], names: Sequence[str], merged: Sequence[tuple[int, int, int, int]]
) -> None:
    """A header of two rows has blanks in the first where the second has words."""
    line, second = rows[0][0], rows[1][1] if len(rows) > 1 else []
    blank = [j for j, name in enumerate(names) if j and not name]
    wordy = [j for j in blank if j < len(second) and second[j].strip() and not _FIGURE.fullmatch(second[j].strip())]
    across = any(top == line - 1 == bottom and left < right for top, left, bottom, right in merged)
    words = not any(_FIGURE.fullmatch(cell.strip()) for cell in second if cell.strip())
    if wordy and (across or (words and len(wordy) == len(blank))):
        fault = Fault("header-two-rows", path.name, line, "", {"line": rows[1][0], "text": second[wordy[0]].strip()})
        raise BadInput.file([fault])


def _refuse_merged(path: Path, head: int, names: Sequence[str], merged: Sequence[tuple[int, int, int, int]]) -> None:
    """Merged cells inside a table hold one value for several places: which is meant is not stated."""
    from qonys.tables.workbook import cell_name

    faults = []
    for top, left, bottom, right in merged:
        if bottom + 1 > head and left < len(names):
            span = f"{cell_name(top + 1, left)}:{cell_name(bottom + 1, right)}"
            faults.append(Fault("cells-merged", path.name, top + 1, names[left], {"text": span}))
    if faults:
        raise BadInput.file(faults)


def _refuse_numbering(path: Path, lines: Sequence[int], columns: Sequence[Sequence[str]]) -> None:
    """A row that numbers the columns (A, 1, 2, 3) below the header is no unit."""
    row = [column[0].strip() for column in columns]
    numbers = row[1:] if row[0] in ("А", "A", "Б", "B") else row
    if len(row) > 3 and numbers == [str(i) for i in range(1, len(numbers) + 1)]:
        raise BadInput.file([Fault("row-numbering", path.name, lines[0])])

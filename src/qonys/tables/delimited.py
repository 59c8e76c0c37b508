"""Rows of a text file: what parts the cells is found from the lines, not from the name of the file."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from qonys.errors import BadInput, NotFound
from qonys.tables.encodings import text_of
from qonys.tables.guard import unguarded
from qonys.tables.reading import reading

Row = tuple[int, list[str]]
"""A row: the line on which it begins, and its cells."""

SEPARATORS = "\t;|,"
"""What may part cells; a decimal comma makes the comma the least certain sign."""
MOST_BYTES = 200_000_000
_LOOKED_AT = 60
"""So many lines decide what parts the cells."""
_LOOKED_AT_MOST = 200_000
"""And so many letters of them at the most."""


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV or TSV that are not empty.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        If it is no text, no table, or larger than a table that people fill in.
    """
    if not os.path.isfile(path):
        raise NotFound.file(path)
    if path.stat().st_size > MOST_BYTES:
        raise BadInput("file-too-large", where=str(path), fix="", name=path.name, most=MOST_BYTES // 1_000_000)
    text, page = text_of(path.read_bytes(), path)
    if page:
        reading().note("read-as", name=path.name, text=page)
    return _rows(text, path)


def _rows(text: str, path: Path) -> Iterator[Row]:
    if "\n" not in text:
        text = text.replace("\r", "\n")
    declared = text.startswith("sep=")
    separator = text[4:5] if declared else separator_of(text[:_LOOKED_AT_MOST])
    reader = csv.reader(_lines(text), delimiter=separator or ",", strict=True)
    begins, seen = 1, dict[str, str]()
    try:
        for cells in reader:
            if any(map(str.strip, cells)) and not (declared and begins == 1):
                # Labels repeat: one text for all rows that have it keeps large tables small.
                yield begins, [seen.setdefault(c, c) if c[:1] != "'" else unguarded(c) for c in cells]
                if len(seen) > 100_000:
                    seen.clear()
            begins = reader.line_num + 1
    except csv.Error:
        where = f"{path}:{begins}"
        raise BadInput("no-table", where=where, fix="UTF-8 CSV", name=path.name) from None


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends, without a second copy of the text."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def separator_of(text: str) -> str:
    """The sign that parts the cells: the first that stands equally often on nearly all lines, else the most frequent.

    Examples
    --------
    >>> separator_of("area;share\\nNorth;1,5\\nSouth;2,5\\n")
    ';'
    """
    lines = [_unquoted(line) for line in islice(filter(str.strip, io.StringIO(text)), _LOOKED_AT)]
    if not lines:
        return ","
    for sign in SEPARATORS:
        counts = Counter(line.count(sign) for line in lines)
        often, times = max(counts.items(), key=lambda item: (item[1], item[0]))
        if often and times >= 0.8 * len(lines):
            return sign
    return max(SEPARATORS, key=lambda sign: (max(line.count(sign) for line in lines), sign == ","))


def _unquoted(line: str) -> str:
    """A line without what stands in quotes."""
    return "".join(line.split('"')[::2])

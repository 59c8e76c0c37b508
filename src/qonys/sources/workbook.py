"""The cells of a workbook (XLSX): one sheet as text, as much of the format as tables of officials need."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from qonys.errors import BadInput, NotFound

if TYPE_CHECKING:
    import pandas as pd

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_BYTES = 200_000_000
"""A part that is larger unpacked is not read."""


def read_workbook(path: Path, sheet: str = "") -> pd.DataFrame:
    """A sheet as text cells, its first row as names of columns.

    Parameters
    ----------
    path : Path
    sheet : str
        Name of the sheet; the first if there is none of it.

    Returns
    -------
    DataFrame
        Rows that are empty throughout stay, so that row i stands on row i + 2 of the sheet.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        If it is no workbook, or holds no rows.

    References
    ----------
    ECMA-376, Office Open XML, part 1, section 18.
    """
    import pandas as pd

    if not path.is_file():
        raise NotFound("file-not-found", f"no file {str(path)!r}", where=str(path.parent), fix="", name=path.name)
    try:
        with zipfile.ZipFile(path) as book:
            rows = _rows(_part(book, _place(book, sheet)), _strings(book))
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, IndexError) as error:
        raise BadInput(
            "no-table", f"{path.name} is no table: {error}", where=str(path), fix="XLSX", name=path.name
        ) from None
    header = rows[0] if rows else []
    while header and not header[-1]:
        header.pop()
    if not header or len(rows) < 2:
        raise BadInput("file-empty", "the file has no figures", where=str(path), fix="", name=path.name)
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadInput("column-twice", f"two columns {twice[0]!r}", where=str(path), fix="", name=twice[0])
    body = [(row + [""] * len(header))[: len(header)] for row in rows[1:]]
    return pd.DataFrame(body, columns=header, dtype=str)


def _part(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part of the book; what could unfold without end is refused."""
    if book.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(f"{name} is too large")
    text = book.read(name)
    if b"<!DOCTYPE" in text[:2000]:
        raise ValueError(f"{name} declares a document type")
    return ElementTree.fromstring(text)


def _place(book: zipfile.ZipFile, wanted: str) -> str:
    """The part that holds the sheet of this name, else the first sheet."""
    sheets = _part(book, "xl/workbook.xml").findall(f"{MAIN}sheets/{MAIN}sheet")
    chosen = next((s for s in sheets if s.get("name", "").lower() == wanted.lower()), sheets[0])
    relations = _part(book, "xl/_rels/workbook.xml.rels")
    target = next(r.get("Target", "") for r in relations if r.get("Id") == chosen.get(RELATION))
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _strings(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text(item) for item in _part(book, "xl/sharedStrings.xml").findall(f"{MAIN}si")]


def _text(node: ElementTree.Element) -> str:
    """All text of a node but its phonetic guides."""
    runs = node.findall(f"{MAIN}r/{MAIN}t") or node.findall(f"{MAIN}t")
    return "".join(run.text or "" for run in runs)


def _rows(sheet: ElementTree.Element, strings: list[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        number = int(row.get("r", len(rows) + 1))
        if number > 2_000_000:
            raise ValueError("too many rows")
        rows.extend([] for _ in range(number - len(rows)))
        cells = rows[number - 1]
        for cell in row.iterfind(f"{MAIN}c"):
            at = _column(cell.get("r", ""), len(cells))
            cells.extend("" for _ in range(at + 1 - len(cells)))
            cells[at] = _value(cell, strings)
    return rows


def _column(reference: str, default: int) -> int:
    """`C7` is column 2."""
    letters = re.match(r"[A-Z]{1,3}", reference)
    if not letters:
        return default
    at = 0
    for letter in letters.group():
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _value(cell: ElementTree.Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        inline = cell.find(f"{MAIN}is")
        return "" if inline is None else _text(inline).strip()
    value = cell.find(f"{MAIN}v")
    text = "" if value is None or value.text is None else value.text
    return (strings[int(text)] if cell.get("t") == "s" and text else text).strip()

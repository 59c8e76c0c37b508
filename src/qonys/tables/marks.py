"""What a workbook's reader does not show: errors, formulas without a value, raised footnote marks inside a figure.

A raised digit is glued to the figure before it, an error and a formula that no program has computed are blanks. All
three stand in the XML of an XLSX; other formats do not tell them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_RAISED = re.compile(rb'vertAlign\s+val="superscript"')


@dataclass(frozen=True)
class Marks:
    """Places of a sheet as (row from 1, column from 0)."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: tuple[tuple[int, int], ...] = ()
    """Formulas without a value that was computed."""
    cut: dict[int, dict[int, str]] = field(default_factory=dict)
    """Texts without their raised marks, by row and column."""


def marks_of(path: Path, number: int) -> Marks:
    """The marks of a sheet, counted from 0 in the order of the workbook; none for a format that does not tell them."""
    if not zipfile.is_zipfile(path):
        return Marks()
    with zipfile.ZipFile(path) as book:
        try:
            part = _part(book, number)
            data = book.read(part) if part else b""
            raised = _raised(book) if b't="s"' in data else {}
        except (KeyError, ElementTree.ParseError):
            return Marks()
        stale = b"fullCalcOnLoad" in book.read("xl/workbook.xml") if data else False
    if not (raised or b't="e"' in data or _FORMULA.search(data) or _RAISED.search(data)):
        return Marks()
    return _found(data, raised, stale)


def _part(book: zipfile.ZipFile, number: int) -> str:
    """Name of the XML of a sheet."""
    if "xl/workbook.xml" not in book.namelist():
        return ""
    sheets = list(ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"))
    key = sheets[number].get(_RELATED) if number < len(sheets) else None
    for relation in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels")):
        if relation.get("Id") == key:
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _raised(book: zipfile.ZipFile) -> dict[int, str]:
    """Shared texts with a raised mark behind a figure or a word, without it."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return {}
    data = book.read("xl/sharedStrings.xml")
    if not _RAISED.search(data):
        return {}
    texts = ElementTree.fromstring(data).iter(f"{_MAIN}si")
    return {i: text for i, item in enumerate(texts) if (text := _without_raised(item)) is not None}


def _without_raised(item: ElementTree.Element) -> str | None:
    """The text of runs that stand on the line; none if no run is raised."""
    runs = list(item.iter(f"{_MAIN}r"))
    raised = [_is_raised(run.find(f"{_MAIN}rPr/{_MAIN}vertAlign")) for run in runs]
    if not any(raised):
        return None
    kept = (run.findtext(f"{_MAIN}t") or "" for run, up in zip(runs, raised, strict=True) if not up)
    return "".join(kept).strip()


def _is_raised(mark: ElementTree.Element | None) -> bool:
    return mark is not None and mark.get("val") == "superscript"


def _found(data: bytes, raised: dict[int, str], stale: bool) -> Marks:
    errors, formulas, cut = dict[tuple[int, int], str](), list[tuple[int, int]](), dict[int, dict[int, str]]()
    for (row, column), attributes, inner in _cells(data):
        value = _VALUE.search(inner)
        text = value[1].decode("utf-8", "replace").strip() if value else ""
        if b't="e"' in attributes:
            errors[row, column] = text
        elif _FORMULA.search(inner) and (not text or (stale and text == "0")):
            formulas.append((row, column))
        elif b't="s"' in attributes and text.isdigit() and int(text) in raised:
            cut.setdefault(row, {})[column] = raised[int(text)]
        elif b't="inlineStr"' in attributes and _RAISED.search(inner):
            cut.setdefault(row, {})[column] = _inline(inner)
    return Marks(errors, tuple(formulas), cut)


def _inline(inner: bytes) -> str:
    wrapped = b'<x xmlns="' + _MAIN[1:-1].encode() + b'">' + inner + b"</x>"
    try:
        return _without_raised(ElementTree.fromstring(wrapped)) or ""
    except ElementTree.ParseError:
        return ""


def _cells(data: bytes) -> Iterator[tuple[tuple[int, int], bytes, bytes]]:
    """Each cell of a sheet: its place, its attributes, what stands in it."""
    for found in _CELL.finditer(data):
        if place := _REFERENCE.search(found[1]):
            column = 0
            for letter in place[1]:
                column = 26 * column + letter - 64
            yield (int(place[2]), column - 1), found[1], found[2] or b""

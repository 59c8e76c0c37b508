"""The cells of a workbook (XLSX, XLS, ODS): one sheet as rows of text, with what its cells do not show."""

from __future__ import annotations

import datetime as dt
import os
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import BadInput, Fault, NotFound
from qonys.tables.delimited import Row
from qonys.tables.marks import Marks, marks_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_BYTES = 400_000_000
"""A workbook that is larger unpacked is not read."""
_THREE_BEHIND = re.compile(r"-?\d{1,3}\.\d{3}")


@dataclass(frozen=True)
class BookSheet:
    """One sheet: rows that are not empty, the names of all sheets, merged ranges as (top, left, bottom, right)."""

    name: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    merged: tuple[tuple[int, int, int, int], ...]
    marks: Marks


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook: by its first bytes, by its ending where there is none."""
    if not os.path.isfile(path):
        return path.suffix.lower() in ENDINGS
    with path.open("rb") as file:
        start = file.read(4)
    return start in (_ZIP, _OLE)


def read_workbook(path: Path, wanted: str = "", usual: str = "") -> BookSheet:
    """A sheet as text cells.

    Parameters
    ----------
    path : Path
    wanted : str
        Name of a sheet; it must be there.
    usual : str
        Name of the sheet that is taken if there is one; else the first that holds anything.

    Returns
    -------
    BookSheet
        Days are written as 2024-08-01, whole numbers without a point. Rows and columns are counted from 1 and 0.

    Raises
    ------
    NotFound
        If there is no such file or sheet.
    BadInput
        If it is no workbook, is encrypted, or is too large.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if not os.path.isfile(path):
        raise NotFound.file(path)
    try:
        _refuse_large(path)
        book = CalamineWorkbook.from_path(path)
        sheet = _chosen(book, path, wanted, usual)
        cells = sheet.to_python(skip_empty_area=False)
        merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    except PasswordError:
        raise BadInput("workbook-password", where=str(path), fix="", name=path.name) from None
    except (CalamineError, ValueError, OSError, zipfile.BadZipFile):
        raise BadInput("no-table", where=str(path), fix="XLSX", name=path.name) from None
    marks = marks_of(path, list(book.sheet_names).index(sheet.name))
    rows = tuple(_row(i, row, marks) for i, row in enumerate(cells, 1) if any(cell != "" for cell in row))
    return BookSheet(sheet.name, tuple(book.sheet_names), rows, merged, marks)


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the sheets of a workbook; none if it cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        _refuse_large(path)
        return tuple(CalamineWorkbook.from_path(path).sheet_names)
    except (CalamineError, ValueError, OSError):
        return ()


def sheets_with(path: Path, names: Sequence[str]) -> list[str]:
    """Sheets of a workbook that have one of these names in their first rows."""
    from python_calamine import CalamineError, CalamineWorkbook

    found = []
    try:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            top = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=30)
            if any(str(cell).strip().casefold() in names for row in top for cell in row):
                found.append(name)
    except (CalamineError, ValueError, OSError):
        pass  # A sheet of drawings has no cells; what can be said is said of the others.
    return found


def faults_of_marks(path: Path, sheet: BookSheet, columns: Sequence[int], names: Sequence[str]) -> list[Fault]:
    """Cells that hold an error, or a formula whose value nobody computed, in columns that have a name."""
    place = dict(zip(columns, names, strict=True))
    faults = [
        Fault("cell-error", path.name, row, place[j], {"text": text})
        for (row, j), text in sheet.marks.errors.items() if j in place
    ]  # fmt: skip
    return faults + [
        Fault("cell-formula", path.name, row, place[j], {"cell": cell_name(row, j)})
        for row, j in sheet.marks.formulas
        if j in place
    ]


def cell_name(row: int, column: int) -> str:
    """`B2` of row 2 and column 1, counted from 1 and 0.

    Examples
    --------
    >>> cell_name(2, 1), cell_name(10, 27)
    ('B2', 'AB10')
    """
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _refuse_large(path: Path) -> None:
    """What would unfold without end is refused before it is unpacked."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_BYTES:
                raise BadInput("file-too-large", where=str(path), name=path.name, most=MOST_BYTES // 1_000_000)


def _chosen(book: CalamineWorkbook, path: Path, wanted: str, usual: str) -> CalamineSheet:
    names = book.sheet_names
    if not names:
        raise ValueError("it has no sheets")
    folded = {name.casefold().strip(): name for name in names}
    if wanted:
        if wanted.casefold().strip() not in folded:
            raise NotFound("sheet-not-found", where=str(path), fix=", ".join(names[:8]), name=wanted)
        return book.get_sheet_by_name(folded[wanted.casefold().strip()])
    if usual.casefold() in folded:
        return book.get_sheet_by_name(folded[usual.casefold()])
    sheets = (book.get_sheet_by_name(name) for name in names)
    return next((sheet for sheet in sheets if sheet.height), book.get_sheet_by_name(names[0]))


def _row(number: int, cells: Sequence[object], marks: Marks) -> Row:
    texts = [typed(cell) for cell in cells]
    for j, text in marks.cut.get(number, {}).items():
        if j < len(texts):
            texts[j] = text
    return number, texts


def typed(cell: object, digits: str = "") -> str:
    """A cell as it would be typed; a number with three digits behind its point gets a fourth: it parts no thousands.

    `digits` are those of a number; fifteen if they are not given.
    """
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        text = digits or f"{cell:.15g}"
        return text + "0" if _THREE_BEHIND.fullmatch(text) else text
    return str(cell).strip()

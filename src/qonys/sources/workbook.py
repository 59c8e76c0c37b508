"""The cells of a workbook (XLSX, XLS, ODS): one sheet as text."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import BadInput, Fault, NotFound

if TYPE_CHECKING:
    import pandas as pd
    from python_calamine import CalamineSheet

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
MOST_BYTES = 400_000_000
"""A workbook that is larger unpacked is not read."""


def is_workbook(path: Path) -> bool:
    """Whether a file is read as a workbook, by its ending."""
    return path.suffix.lower() in ENDINGS


def read_workbook(path: Path, sheet: str = "") -> pd.DataFrame:
    """A sheet as text cells, its first row that is not empty as names of columns.

    Parameters
    ----------
    path : Path
    sheet : str
        Name of the sheet; the first if there is none of it.

    Returns
    -------
    DataFrame
        Without rows that are empty throughout; its index is the row of the sheet.
        Days are written as 2024-08-01, whole numbers without a point.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        If it is no workbook, or no table.
    """
    from python_calamine import CalamineError

    if not path.is_file():
        raise NotFound.file(path)
    try:
        _refuse_large(path)
        rows = [[_text(cell) for cell in row] for row in _sheet(path, sheet).to_python(skip_empty_area=False)]
    except (CalamineError, ValueError, OSError) as error:
        raise BadInput(
            "no-table", f"{path.name} is no table: {error}", where=str(path), fix="XLSX", name=path.name
        ) from None
    return frame_of(path, [(i, row) for i, row in enumerate(rows, 1) if any(row)])


def frame_of(path: Path, rows: list[tuple[int, list[str]]]) -> pd.DataFrame:
    """Rows with their lines as text under their header, the first of them; a row without its last cells has empty ones.

    Raises
    ------
    BadInput
        If a row has more cells than the header, a column has no name or stands twice, or nothing stands below it.
    """
    import pandas as pd

    header = rows[0][1] if rows else []
    wide = len(header)
    longer = [(line, len(cells)) for line, cells in rows[1:] if any(cells[wide:])]
    if longer:
        what = "a row has more cells than the header"
        raise BadInput.file(
            Fault("cell-count", what, path.name, line, "", {"got": got, "wanted": wide}) for line, got in longer
        )
    if len(rows) < 2:
        raise BadInput("file-empty", "the file has no figures", where=str(path), fix="", name=path.name)
    body = [(cells + [""] * wide)[:wide] for _, cells in rows[1:]]
    # Separators at the ends of lines are no columns.
    kept = [j for j, name in enumerate(header) if name.strip() or any(cells[j].strip() for cells in body)]
    names = [header[j] for j in kept]
    # The corner of a square table has no name.
    nameless = [j for j in kept if j and not header[j].strip()]
    if nameless:
        line = next(line for line, cells in rows[1:] if any(cells[j].strip() for j in nameless if j < len(cells)))
        what = "cells stand under no name of a column"
        raise BadInput.file([Fault("column-no-name", what, path.name, line, "", {"number": nameless[0] + 1})])
    if twice := sorted(name for name, count in Counter(names).items() if count > 1):
        raise BadInput("column-twice", f"two columns {twice[0]!r}", where=str(path), fix="", name=twice[0])
    if len(kept) < wide:
        body = [[cells[j] for j in kept] for cells in body]
    return pd.DataFrame(body, index=[line for line, _ in rows[1:]], columns=names, dtype=str)


def _refuse_large(path: Path) -> None:
    """What would unfold without end is refused before it is unpacked."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_BYTES:
                raise ValueError("it is too large")


def _sheet(path: Path, wanted: str) -> CalamineSheet:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    names = book.sheet_names
    if not names:
        raise ValueError("it has no sheets")
    return book.get_sheet_by_name(next((n for n in names if n.lower() == wanted.lower()), names[0]))


def _text(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell).strip()

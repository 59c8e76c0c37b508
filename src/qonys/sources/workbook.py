"""The cells of a workbook (XLSX, XLS, ODS): one sheet as text."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import BadInput, NotFound

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
    """A sheet as text cells, its first row as names of columns.

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
        If it is no workbook, or holds no rows.
    """
    import pandas as pd
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
    header = rows[0] if rows else []
    while header and not header[-1]:
        header.pop()
    numbers = [i for i, row in enumerate(rows[1:], 2) if any(row[: len(header)])]
    if not header or not numbers:
        raise BadInput("file-empty", "the file has no figures", where=str(path), fix="", name=path.name)
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadInput("column-twice", f"two columns {twice[0]!r}", where=str(path), fix="", name=twice[0])
    body = [(rows[i - 1] + [""] * len(header))[: len(header)] for i in numbers]
    return pd.DataFrame(body, columns=header, index=numbers, dtype=str)


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

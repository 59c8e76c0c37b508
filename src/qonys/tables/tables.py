"""Users' tables, CSV or workbook: the one reader that all commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.tables.coin_tool import coin_tool_sheet, is_coin_tool
from qonys.tables.delimited import read_rows
from qonys.tables.frames import Given, Source, lay_out_frame
from qonys.tables.header import lay_out
from qonys.tables.sheet import SHEET_SIGN, Sheet
from qonys.tables.workbook import BookSheet, cell_name, faults_of_marks, is_workbook, read_workbook

if TYPE_CHECKING:
    import pandas as pd


def read_sheet(path: Source, usual: str = "") -> Sheet:
    """A CSV, a TSV, a sheet of a workbook with a header, or a frame, as text.

    Parameters
    ----------
    path : Path or Given
        `book.xlsx#Data` names a sheet; without it the first that holds anything is read.
    usual : str
        Name of the sheet that is preferred, where none is named.

    Raises
    ------
    NotFound
        If there is no such file or sheet.
    BadInput
        If it is no table, or holds no rows.
    """
    if isinstance(path, Given):
        body = lay_out_frame(path)
        return Sheet(path, _frame(body.names, body.columns, body.lines))
    file, _, wanted = str(path).rpartition(SHEET_SIGN)
    if os.path.isfile(path) or not file or not os.path.isfile(file):
        file, wanted = str(path), ""
    path = Path(file)
    if usual and not wanted and is_workbook(path) and is_coin_tool(path):
        return coin_tool_sheet(path, usual)
    if wanted or is_workbook(path):
        return _of_book(path, read_workbook(path, wanted, usual))
    body = lay_out(path, read_rows(path))
    return Sheet(path, _frame(body.names, body.columns, body.lines))


def _of_book(path: Path, book: BookSheet) -> Sheet:
    body = lay_out(path, iter(book.rows), book.merged)
    sheet = Sheet(path, _frame(body.names, body.columns, body.lines))
    if len(book.names) > 1:
        sheet.note("sheet-read", text=book.name, count=len(book.names))
    if book.marks.cut:
        row = min(book.marks.cut)
        cell = cell_name(row, min(book.marks.cut[row]))
        count = sum(map(len, book.marks.cut.values()))
        sheet.note("raised-left-out", count=count, text=cell)
    sheet.faults += faults_of_marks(path, book, body.places, body.names)
    return sheet


def _frame(names: list[str], columns: list[list[str]], lines: list[int]) -> pd.DataFrame:
    import pandas as pd

    made = {name: pd.Series(cells, lines, dtype="str") for name, cells in zip(names, columns, strict=True)}
    return pd.DataFrame(made, index=lines)

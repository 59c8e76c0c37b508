"""A table as a workbook that can be edited and fed back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

SHEET = "plan"
MADE = dt.datetime(1980, 1, 1)
"""The day that every workbook names, so that the same rows give the same bytes; archives know no earlier one."""


@dataclass(frozen=True)
class About:
    """A second sheet: its name, its two heads, and what each column holds, in the language of the reader."""

    sheet: str
    heads: tuple[str, str]
    columns: Mapping[str, str]


def write_workbook(out: Path, rows: Sequence[Mapping[str, object]], about: About | None = None) -> None:
    """Write rows to the first sheet: numbers as numbers, nothing for what is missing; what they hold to a second.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    _write(out, {SHEET: rows}, about)


def write_sheets(out: Path, sheets: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    """Write tables to sheets of their names, in their order.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    _write(out, sheets, None)


def _write(out: Path, sheets: Mapping[str, Sequence[Mapping[str, object]]], about: About | None) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": MADE})
    bold = book.add_format({"bold": True})
    columns: list[str] = []
    for name, rows in sheets.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        _fill(book.add_worksheet(name), rows, columns, bold)
    if about is not None:
        _second(book.add_worksheet(about.sheet), about, columns, bold)
    try:
        book.close()
    except FileCreateError as error:
        raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error))) from None


def _fill(sheet: Any, rows: Sequence[Mapping[str, object]], columns: Sequence[str], bold: Any) -> None:
    """The heads and the rows of one sheet."""
    sheet.freeze_panes(1, 0)
    for j, name in enumerate(columns):
        sheet.write_string(0, j, name, bold)
        sheet.set_column(j, j, max(10, len(name) + 2))
    for i, row in enumerate(rows, 1):
        for j, name in enumerate(columns):
            value = row.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
                sheet.write_number(i, j, float(value))
            elif value not in (None, "") and value == value:
                sheet.write_string(i, j, str(value))


def _second(sheet: Any, about: About, columns: Sequence[str], bold: Any) -> None:
    lines = [about.heads, *((name, about.columns[name]) for name in columns if name in about.columns)]
    for j in range(2):
        sheet.set_column(j, j, max(len(line[j]) for line in lines) + 2)
    for i, line in enumerate(lines):
        for j, text in enumerate(line):
            sheet.write_string(i, j, text, bold if i == 0 else None)

"""A table as a workbook that can be edited and fed back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path

SHEET = "plan"


def write_workbook(out: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows to one sheet: numbers as numbers, nothing for what is missing.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    columns = list(dict.fromkeys(name for row in rows for name in row))
    book = xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True})
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
    try:
        book.close()
    except FileCreateError as error:
        raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error))) from None

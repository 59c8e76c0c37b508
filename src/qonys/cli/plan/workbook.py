"""A table as a workbook that can be edited and fed back."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from qonys.errors import BrokenData

SHEET = "plan"


def write_workbook(out: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows to one sheet, numbers as numbers; never half-written.

    Raises
    ------
    BrokenData
        If the file cannot be written; an older one stays as it was.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    columns = list(dict.fromkeys(name for row in rows for name in row))
    try:
        book = xlsxwriter.Workbook(str(part), {"strings_to_formulas": False, "strings_to_urls": False})
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for j, name in enumerate(columns):
            sheet.write_string(0, j, name, bold)
            sheet.set_column(j, j, max(10, len(name) + 2))
        for i, row in enumerate(rows, 1):
            for j, name in enumerate(columns):
                value = row.get(name)
                if isinstance(value, int | float) and not isinstance(value, bool) and value == value:
                    sheet.write_number(i, j, float(value))
                elif value not in (None, "") and value == value:
                    sheet.write_string(i, j, str(value))
        book.close()
        os.replace(part, out)
    except (OSError, FileCreateError) as error:
        part.unlink(missing_ok=True)
        reason = str(getattr(error, "strerror", None) or error)
        raise BrokenData(
            "cannot-write", f"cannot write {out}", where=reason, fix="another place", name=str(out), reason=reason
        ) from None

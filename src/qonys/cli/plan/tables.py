"""Rows of a plan as CSV, JSON or a workbook."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from qonys.cli.output import put
from qonys.errors import BrokenData


def write_rows(rows: Sequence[Mapping[str, object]], out: Path | None, as_json: bool) -> None:
    """Print rows, or write them to a file; a name that ends in .xlsx makes a workbook.

    Raises
    ------
    BrokenData
        If the file cannot be written; an older one stays as it was.
    """
    if out is None or out.suffix.lower() != ".xlsx":
        put(rows, out, as_json or (out is not None and out.suffix.lower() == ".json"))
        return
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with Workbook(str(part), {"strings_to_formulas": False, "nan_inf_to_errors": True}) as book:
            sheet = book.add_worksheet("plan")
            columns = list(dict.fromkeys(name for row in rows for name in row))
            sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
            for i, row in enumerate(rows, 1):
                sheet.write_row(i, 0, [_cell(row.get(name)) for name in columns])
            sheet.freeze_panes(1, 1)
        os.replace(part, out)
    except (OSError, XlsxWriterException) as error:
        part.unlink(missing_ok=True)
        reason = str(error)
        raise BrokenData(
            "cannot-write", f"cannot write {out}", where=reason, fix="another place", name=str(out), reason=reason
        ) from None


def _cell(value: object) -> object:
    return "" if value is None or value != value else value

"""Printing of rows one by one: a table of any length in the memory of one row."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from qonys.cli.output import _plain, _text
from qonys.errors import BrokenData


def put_stream(rows: Iterable[Mapping[str, object]], out: Path | None, as_json: bool) -> None:
    """Print rows as CSV or JSON as they come, or write them to a file; the columns are those of the first row.

    Raises
    ------
    BrokenData
        If the file cannot be written; an older one stays as it was.
    """
    if out is None:
        _write(rows, sys.stdout, as_json)
        return
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            _write(rows, file, as_json)
        os.replace(part, out)
    except OSError as error:
        raise BrokenData(
            "cannot-write", f"cannot write {out}", where=str(error.strerror or error), fix="another place",
            name=str(out), reason=str(error.strerror or error),
        ) from None  # fmt: skip
    finally:
        part.unlink(missing_ok=True)


def _write(rows: Iterable[Mapping[str, object]], file: TextIO, as_json: bool) -> None:
    if as_json:
        before = "[\n"
        for row in rows:
            file.write(before + " " + json.dumps(_plain(row), ensure_ascii=False))
            before = ",\n"
        file.write("\n]\n" if before == ",\n" else "[]\n")
        return
    writer = csv.writer(file, lineterminator="\n")
    columns: list[str] = []
    for row in rows:
        if not columns:
            columns = list(row)
            writer.writerow(columns)
        writer.writerow([_text(row[name]) for name in columns])

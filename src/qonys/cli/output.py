"""Printing of tables: CSV by default, JSON for machines, a file if one is named; notes go to the error stream."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

from qonys.cli.audience import audience
from qonys.cli.telling import at_terminal as at_terminal
from qonys.cli.telling import flush as flush
from qonys.cli.telling import print_text as print_text
from qonys.cli.telling import say as say
from qonys.cli.telling import tell as tell
from qonys.tables.guard import guarded

if TYPE_CHECKING:
    from qonys.cli.workbook import About
    from qonys.model.result import Result


def put(
    rows: Sequence[Mapping[str, object]], out: Path | None, as_json: bool, about: Callable[[], About] | None = None
) -> None:
    """Print rows, for a person at a terminal or as CSV or JSON; or write them, as JSON or a workbook by the name.

    A workbook has what `about` gives on a second sheet.

    Raises
    ------
    BrokenData
        If the file cannot be written; an older one stays as it was.
    """
    form = "" if out is None else out.suffix.lower()
    if out is not None and form == ".xlsx" and not as_json:
        from qonys.cli.workbook import write_workbook

        with into(out) as part:
            write_workbook(part, rows, about() if about else None)
        return
    if at_terminal() and out is None and not as_json:
        show(rows)
        return
    in_json = as_json or form == ".json"
    text = json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=1) if in_json else csv_text(rows)
    if out is None:
        typer.echo(text)
        return
    write(out, text + "\n")


def show(rows: Sequence[Mapping[str, object]]) -> None:
    """Print a table for a person: names, units, digits that mean something, the first rows; then its notes."""
    from qonys.cli.screen import screen_lines

    now = audience()
    typer.echo("\n".join(screen_lines(rows)))
    now.shown = (rows[0],) if rows else ()
    flush()


def put_stream(rows: Iterable[Mapping[str, object]], out: Path | None, as_json: bool) -> None:
    """The same as CSV or JSON one by one, in the memory of one row; the columns are those of the first.

    Raises
    ------
    BrokenData
        If the file cannot be written; an older one stays as it was.
    """
    if out is None and not as_json and at_terminal():
        show(list(rows))
        return
    if out is None:
        _stream(rows, sys.stdout, as_json)
        return
    if out.suffix.lower() == ".xlsx" and not as_json:
        put(list(rows), out, as_json)  # A workbook is written whole.
        return
    with into(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        _stream(rows, file, as_json or out.suffix.lower() == ".json")


def write(out: Path, text: str) -> None:
    """Write a file that is never half-written.

    Raises
    ------
    BrokenData
        If it cannot be written; an older one stays as it was.
    """
    with into(out) as part:
        part.write_text(text, "utf-8")


@contextmanager
def into(out: Path) -> Iterator[Path]:
    """A file beside another that takes its place when all is written.

    Raises
    ------
    BrokenData
        If it cannot be written; an older one stays as it was.
    """
    from qonys.disk.write import replacing, writing

    with writing(out), replacing(out) as part:
        yield part


def _stream(rows: Iterable[Mapping[str, object]], file: TextIO, as_json: bool) -> None:
    import csv

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
            writer.writerow(map(_text, columns))
        writer.writerow([_text(row[name]) for name in columns])


def print_result(
    result: Result,
    out: Path | None,
    as_json: bool,
    *,
    over: str = "measure",
    full: bool = True,
    about: Callable[[], About] | None = None,
    heads: Mapping[str, str] | None = None,
) -> None:
    """Print a result, or write it by the name of the file, then its notes: the one way out of a command.

    `over` is the axis whose labels are columns; without `full` rows that have no value are left out; `heads` are
    other names of columns. A Parquet file has a row for each value.

    Raises
    ------
    BrokenData
        If the file cannot be written; an older one stays as it was.
    """
    from qonys.cli.options import language

    if out is not None and out.suffix.lower() == ".parquet" and not as_json:
        with into(out) as part:
            result.table().to_parquet(part, index=False)
    else:
        renamed = heads or {}
        rows = wide(result, over, full=full)
        put([{renamed.get(name, name): cell for name, cell in row.items()} for row in rows], out, as_json, about)
    tell(result.notes, language(None))


def wide(result: Result, over: str = "measure", *, full: bool = True) -> list[dict[str, object]]:
    """A result as rows, one column for each label of one axis; nan as nothing."""
    columns = {name: cells.tolist() for name, cells in result.columns(over, full=full).items()}
    return [
        dict(zip(columns, (None if cell != cell else cell for cell in row), strict=True))
        for row in zip(*columns.values(), strict=True)
    ]


def csv_text(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows as CSV, without a line end after the last."""
    import csv
    import io

    columns = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(map(_text, columns))
    writer.writerows([_text(row.get(name)) for name in columns] for row in rows)
    return buffer.getvalue().rstrip("\n")


def _text(value: object) -> object:
    """A cell: numbers with as many digits as they have, nothing for what is missing, no text that is a formula."""
    if value is None or value != value:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return _digits(value) if isinstance(value, float) else value


def _digits(value: float) -> str:
    """All digits of a figure that has at most fifteen; ten of one that was computed: the others are not known."""
    shortest = f"{value:.15g}"
    return shortest if float(shortest) == value and "e" not in shortest else f"{value:.10g}"


def _plain(row: Mapping[str, object]) -> dict[str, Any]:
    return {name: None if value != value else value for name, value in row.items()}

"""Printing of tables: CSV by default, JSON for machines, a file if one is named; notes go to the error stream."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from qonys.errors import BadInput
from qonys.sources.guard import guarded

if TYPE_CHECKING:
    from qonys.cli.workbook import About
    from qonys.model.flows import Note
    from qonys.model.result import Result
    from qonys.text import Language

FORMS = (".csv", ".txt", ".json", ".xlsx", "")
"""Endings of the files that a table is written to; without one it is CSV."""


def _of_known_form(out: Path | None) -> Path | None:
    """The file named, before anything is computed for it."""
    if out is not None and out.suffix.lower() not in FORMS:
        fix = str(out.with_suffix(".xlsx"))
        raise BadInput("bad-form", f"no table is written as {out.suffix}", where="--out", fix=fix, text=out.suffix)
    return out


OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out", help="File to write instead of printing, .csv, .xlsx or .json; never half-written.",
        callback=_of_known_form, readable=False,
    ),
]  # fmt: skip
Draws = Annotated[int, typer.Option(help="Draws behind the intervals; 0: none.", min=0, max=1_000_000)]
Seed = Annotated[int, typer.Option(help="Seed of the draws.", min=0)]


def put(
    rows: Sequence[Mapping[str, object]], out: Path | None, as_json: bool, about: Callable[[], About] | None = None
) -> None:
    """Print rows as CSV or JSON, or write them to a file; a name in .json or .xlsx asks for that form.

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
    in_json = as_json or form == ".json"
    text = json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=1) if in_json else _csv(rows)
    if out is None:
        typer.echo(text)
        return
    write(out, text + "\n")


def put_stream(rows: Iterable[Mapping[str, object]], out: Path | None, as_json: bool) -> None:
    """The same as CSV or JSON one by one, in the memory of one row; the columns are those of the first.

    Raises
    ------
    BrokenData
        If the file cannot be written; an older one stays as it was.
    """
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


def wide(result: Result, over: str = "measure") -> list[dict[str, object]]:
    """A result as rows, one column for each label of one axis; nan as nothing."""
    axes = [axis for axis in result.axes if axis != over]
    rows: dict[tuple[str, ...], dict[str, object]] = {}
    for cell, value, status in result.rows():
        key = tuple(cell[axis] for axis in axes)
        row = rows.setdefault(key, {axis: cell[axis] for axis in axes})
        row[cell[over]] = None if value != value else value
        row["status"] = max(str(row.get("status", "")), status)
    return list(rows.values())


def tell(notes: Iterable[Note], language: Language) -> None:
    """Treatments of the figures, each on a line of the error stream."""
    from qonys.text.errors import said_note

    for note in notes:
        typer.echo(said_note(note, language), err=True)


def _csv(rows: Sequence[Mapping[str, object]]) -> str:
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
    return f"{value:.10g}" if isinstance(value, float) else value


def _plain(row: Mapping[str, object]) -> dict[str, Any]:
    return {name: None if value != value else value for name, value in row.items()}

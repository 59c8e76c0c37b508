"""Reading a pack's files: rows and tables with the place where each stands, faults collected, none lost."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from qonys.errors import BadInput, Fault

T = TypeVar("T")


@dataclass
class Faults:
    """Collects the faults of all files of a pack, to report them at once."""

    root: Path
    found: list[Fault] = field(default_factory=list)

    def add(
        self, code: str, what: str, file: Path, row: int | None = None, column: str = "", /, **fields: object
    ) -> None:
        """Note one fault."""
        name = file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else str(file)
        self.found.append(Fault(code, what, name, row, column, fields))

    def stop(self) -> None:
        """Raise all faults as one error, if there are any."""
        if self.found:
            raise BadInput.file(self.found)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row of a CSV file: cells by column, and where it stands."""

    cells: Mapping[str, str]
    file: Path
    line: int
    faults: Faults

    def take(self, column: str, parse: Callable[[str], T], code: str) -> T | None:
        """The parsed cell, or none with a fault noted."""
        text = self.cells[column]
        try:
            return parse(text)
        except (ValueError, KeyError, BadInput):
            self.fault(code, f"{text!r}", column, text=text)
            return None

    def fault(self, code: str, what: str, column: str = "", **fields: object) -> None:
        """Note a fault of this row."""
        label = code.replace("-", " ")
        self.faults.add(code, f"{label} {what}".strip(), self.file, self.line, column, **fields)


def read_text(path: Path, faults: Faults) -> str | None:
    """The text of a UTF-8 file, or none with a fault noted."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        faults.add("file-missing", "the file is missing", path)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        faults.add("not-utf8", "the text is not UTF-8", path, line)
    return None


def read_csv(path: Path, columns: Sequence[str], faults: Faults, optional: Sequence[str] = ()) -> Iterator[CsvRow]:
    """The rows of a CSV file that has these columns; `optional` ones are empty where they are missing."""
    text = read_text(path, faults)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    for column in columns:
        if column not in header:
            faults.add("missing-column", f"no column {column!r}", path, 1, column, text=column)
    for column in sorted(set(header) - set(columns) - set(optional)):
        faults.add("unknown-column", f"no such column {column!r}", path, 1, column, text=column)
    if set(columns) - set(header):
        return
    blank = dict.fromkeys(optional, "")
    try:
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                what = f"{len(cells)} cells, the header has {len(header)}"
                faults.add("cell-count", what, path, reader.line_num, got=len(cells), wanted=len(header))
                continue
            yield CsvRow({**blank, **dict(zip(header, cells, strict=True))}, path, reader.line_num, faults)
    except csv.Error as error:
        faults.add("csv-syntax", f"no CSV: {error}", path, reader.line_num)


def read_toml(path: Path, faults: Faults) -> dict[str, Any]:
    """The tables of a TOML file; empty with a fault noted if it cannot be read."""
    text = read_text(path, faults)
    if text is None:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        faults.add("toml-syntax", str(error), path, int(line[1]) if line else None)
        return {}


def read_all(
    root: Path, pattern: str, faults: Faults, *, required: bool = True
) -> Iterable[tuple[Path, dict[str, Any]]]:
    """All TOML files of a name pattern in a folder, in the order of their names."""
    paths = sorted(root.glob(pattern))
    if required and not paths:
        faults.add("file-missing", "the file is missing", root / pattern)
    return [(path, read_toml(path, faults)) for path in paths]


def line_of(path: Path, table: str) -> int | None:
    """The line on which a TOML table begins, for messages."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip().strip("[]").strip('"') == table or line.strip().startswith(f"[{table}."):
            return number
    return None

"""Reading a pack's files: rows and tables with the place where each stands, faults collected, none lost."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

from qonys.disk.plain import CONTROL, DEEPEST, objections
from qonys.disk.read import Unreadable, read_bytes
from qonys.errors import BadInput, Fault

T = TypeVar("T")

LONGEST, LONGEST_NAME = 1000, 250
"""Characters of a text and of a name: a sentence has room for a few of them, and a drawing of more takes minutes."""
LARGEST = 64_000_000
"""Bytes of a file of a pack, or of TOML."""
_NAME = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_LONG_KEY = re.compile(rf"(?<![\w-]){_NAME}(?:\s*+\.\s*+{_NAME}){{{DEEPEST},}}")
"""A key of more parts than tables may be deep: the parser takes hours for one of many thousands."""


@dataclass
class Faults:
    """Collects the faults of all files of a pack, to report them at once."""

    root: Path
    found: list[Fault] = field(default_factory=list)

    def add(self, code: str, file: Path, row: int | None = None, column: str = "", /, **fields: object) -> None:
        """Note one fault."""
        name = file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else str(file)
        self.found.append(Fault(code, name, row, column, fields))

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
            self.fault(code, column, text=text)
            return None

    def fault(self, code: str, column: str = "", **fields: object) -> None:
        """Note a fault of this row."""
        self.faults.add(code, self.file, self.line, column, **fields)


def read_text(path: Path, faults: Faults) -> str | None:
    """The text of a UTF-8 file, or none with a fault noted."""
    try:
        content = read_bytes(path, LARGEST)
    except Unreadable as error:
        code = {"missing": "file-missing", "too-long": "file-missing"}.get(error.reason, "file-unreadable")
        faults.add(code, path, text=error.detail)
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.add("not-utf8", path, line)
    return None


def read_csv(path: Path, columns: Sequence[str], faults: Faults, optional: Sequence[str] = ()) -> Iterator[CsvRow]:
    """The rows of a CSV file that has these columns; `optional` ones are empty where they are missing."""
    text = read_text(path, faults)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if not _has_columns(header, path, columns, optional, faults):
            return
        blank = dict.fromkeys(optional, "")
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                faults.add("cell-count", path, reader.line_num, got=len(cells), wanted=len(header))
                continue
            row = CsvRow({**blank, **dict(zip(header, cells, strict=True))}, path, reader.line_num, faults)
            if not any(CONTROL.search(cell) for cell in cells):
                yield row
                continue
            for column, cell in row.cells.items():
                if CONTROL.search(cell):
                    row.fault("control-character", column, text=ascii(cell)[1:-1][:60])
    except csv.Error as error:
        faults.add("csv-syntax", path, reader.line_num, text=str(error))


def _has_columns(
    header: Sequence[str], path: Path, columns: Sequence[str], optional: Sequence[str], faults: Faults
) -> bool:
    """Whether a header has all columns; those that are missing, unknown or given twice are faults."""
    for column in columns:
        if column not in header:
            faults.add("missing-column", path, 1, column, text=column)
    for column in sorted(set(header) - set(columns) - set(optional)):
        faults.add("unknown-column", path, 1, column, text=column)
    for column in sorted({column for column in header if header.count(column) > 1}):
        faults.add("duplicate-key", path, 1, column, text=column)
    return not set(columns) - set(header)


def read_toml(path: Path, faults: Faults) -> dict[str, Any]:
    """The tables of a TOML file; empty with a fault noted if it cannot be read."""
    text = read_text(path, faults)
    if text is None:
        return {}
    try:
        if _LONG_KEY.search(text):
            raise RecursionError
        found = tomllib.loads(text)
    except RecursionError:
        faults.add("too-deep", path, text=str(DEEPEST))
        return {}
    except ValueError as error:  # of TOML, or a number of thousands of digits
        line = re.search(r"at line (\d+)", str(error))
        faults.add("toml-syntax", path, int(line[1]) if line else None, text=str(error))
        return {}
    return {} if _objected(found, path, faults) else found


def _objected(found: dict[str, Any], path: Path, faults: Faults) -> bool:
    """Whether a file holds values that no model can take; the first hundred objections are faults on their lines."""
    from qonys.packs.lines import line_at

    some = list(islice(objections(found), 100))
    for each in some:
        place = ".".join(str(step + 1) if isinstance(step, int) else step for step in each.place)
        faults.add(each.code, path, line_at(path, each.place), place, text=each.text)
    return any(each.code != "control-character" for each in some)


def whole(text: str, least: int = 0, most: int = 10**9) -> int:
    """A cell as a whole number between two.

    Raises
    ------
    ValueError
        If it is none, or lies outside.
    """
    if not re.fullmatch(r"-?[0-9]{1,18}", text) or not least <= int(text) <= most:
        raise ValueError(text)
    return int(text)


def year(text: str) -> int:
    """A cell as a year that dates can hold.

    Raises
    ------
    ValueError
        If it is none.
    """
    return whole(text, 1, 9999)


def finite(text: str) -> float:
    """A cell as a number that is one.

    Raises
    ------
    ValueError
        If it is none, not finite, or written with signs that only programs use.
    """
    value = float(text)
    if not isfinite(value) or "_" in text or text != text.strip():
        raise ValueError(text)
    return value


def read_all(
    root: Path, pattern: str, faults: Faults, *, required: bool = True
) -> Iterable[tuple[Path, dict[str, Any]]]:
    """All TOML files of a name pattern in a folder, in the order of their names."""
    paths = sorted(root.glob(pattern))
    if required and not paths:
        faults.add("file-missing", root / pattern)
    return [(path, read_toml(path, faults)) for path in paths]


def line_of(path: Path, table: str) -> int | None:
    """The line on which a TOML table begins, for messages."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip().strip("[]").strip('"') == table or line.strip().startswith(f"[{table}."):
            return number
    return None

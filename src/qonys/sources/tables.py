"""Columns of a user's CSV or workbook: found by their usual names, numbers checked, all faults of a file at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qonys.errors import BadInput, Fault, NotFound
from qonys.model.result import Floats
from qonys.sources.guard import unguarded
from qonys.sources.workbook import frame_of, is_workbook, read_workbook

if TYPE_CHECKING:
    import pandas as pd

DIMENSIONS = (
    "year",
    "period",
    "month",
    "sex",
    "age",
    "age_grp",
    "locality",
    "group",
    "sector",
    "category",
    "birthplace",
)
"""Columns that tell one table of a file from another without being named."""
MISSING = ("", "-", "–", "…", "..", ":", "x", "X", "NA", "NaN", "nan", "null")
"""How bureaus print that there is no figure."""


@dataclass
class Sheet:
    """A table as text cells, with the faults found so far; the index of its frame is the line of each row."""

    path: Path
    frame: pd.DataFrame
    faults: list[Fault] = field(default_factory=list)
    comma: bool = False
    """Whether decimals stand behind a comma: where cells are parted by semicolons, as spreadsheets do then."""
    _told: set[tuple[int, str]] = field(default_factory=set)

    def column(self, what: str, names: Sequence[str], asked: str = "") -> str:
        """The column of this meaning: the one asked for, else the first with a usual name.

        Raises
        ------
        NotFound
            If there is none.
        """
        have = list(self.frame.columns)
        if asked:
            if asked in have:
                return asked
            near = ", ".join(get_close_matches(asked, have, n=3) or have[:6])
            raise NotFound("column", f"no column {asked!r}", where=str(self.path), fix=near, name=asked)
        folded = {name.strip().lower(): name for name in have}
        found = next((folded[name] for name in names if name in folded), None)
        if found is None:
            fix = f"{names[0]} ({', '.join(have[:6])})"
            raise NotFound("column-of", f"no column with {what}", where=str(self.path), fix=fix, name=names[0])
        return found

    def has(self, names: Sequence[str]) -> bool:
        """Whether a column has one of these usual names."""
        return not {name.strip().lower() for name in self.frame.columns}.isdisjoint(names)

    def labels(self, column: str) -> list[str]:
        """Cells as labels; an empty one is a fault."""
        cells = [str(cell).strip() for cell in self.frame[column]]
        for i, cell in enumerate(cells):
            if not cell:
                self.fault("empty-cell", "the cell is empty", i, column)
        return cells

    def numbers(self, column: str, *, negative: bool = False) -> Floats:
        """Cells as numbers, nan where the sign of a missing figure stands; others are faults."""
        import pandas as pd

        text = self.frame[column].str.strip()
        missing = text.isin(MISSING)
        plain = text.str.replace("\N{MINUS SIGN}", "-").str.replace(r"[\s\u00a0\u202f]", "", regex=True)
        if self.comma:
            plain = plain.str.replace(r"^(-?\d+),(\d+)$", r"\1.\2", regex=True)
        values = pd.to_numeric(plain.where(~missing), errors="coerce").to_numpy(float, na_value=np.nan)
        wrong = ~missing.to_numpy(bool) & ~np.isfinite(values)
        for i in np.flatnonzero(wrong):
            self.fault("not-a-number", f"{text.iloc[i]!r} is no number", int(i), column, text=text.iloc[i])
        below = (values < 0) & (not negative)
        for i in np.flatnonzero(below):
            self.fault("negative", f"{text.iloc[i]} is negative", int(i), column, text=text.iloc[i])
        return np.where(wrong, np.nan, values)

    def fault(self, code: str, what: str, row: int, column: str, **fields: object) -> None:
        """Note a fault of a row, counted from 0."""
        line = 1 if row < 0 else self.line(row)
        self._told.add((line, column))
        self.faults.append(Fault(code, what, self.path.name, line, column, fields))

    def told(self, row: int, *columns: str) -> bool:
        """Whether a fault of one of these cells of a row is noted: what follows from it is no fault of its own."""
        return any((self.line(row), column) in self._told for column in columns)

    def line(self, row: int) -> int:
        """The line of the file on which a row stands, counted from 0."""
        return int(self.frame.index[row])

    def stop(self) -> None:
        """Raise all faults as one error, if there are any."""
        if self.faults:
            raise BadInput.file(self.faults)


def read_sheet(path: Path, sheet: str = "") -> Sheet:
    """A CSV, a TSV or a sheet of a workbook (the first if there is none of this name) with a header, as text.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        If it is no table, or holds no rows.
    """
    if is_workbook(path):
        return Sheet(path, read_workbook(path, sheet))
    if not path.is_file():
        raise NotFound.file(path)
    separator, rows = _cells(path)
    return Sheet(path, frame_of(path, rows), comma=separator == ";")


def _cells(path: Path) -> tuple[str, list[tuple[int, list[str]]]]:
    """What parts the cells, and the rows that are not empty, each with the line on which it begins."""
    separator, rows = ",", list[tuple[int, list[str]]]()
    try:
        text = path.read_bytes().decode("utf-8-sig")
        head = next((line for line in text.splitlines() if line.strip()), "")
        separator = max(",;\t", key=head.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        begins = 1
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append((begins, [unguarded(cell) for cell in cells]))
            begins = reader.line_num + 1
    except (UnicodeDecodeError, csv.Error) as error:
        line = 0 if isinstance(error, UnicodeDecodeError) else begins
        what, where = f"{path.name} is no table: {error}", f"{path}:{line}" if line else str(path)
        raise BadInput("no-table", what, where=where, fix="UTF-8 CSV", name=path.name) from None
    return separator, rows

"""Columns of a user's CSV or workbook: found by their usual names, numbers checked, all faults of a file at once."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qonys.errors import BadInput, Fault, NotFound
from qonys.model.result import Floats
from qonys.sources.workbook import is_workbook, read_workbook

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
        self.faults.append(Fault(code, what, self.path.name, line, column, fields))

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
    import pandas as pd

    if is_workbook(path):
        return Sheet(path, read_workbook(path, sheet))
    if not path.is_file():
        raise NotFound.file(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        lines = [i for i, line in enumerate(text.splitlines(), 1) if line.strip(" ")]
        head = text.splitlines()[lines[0] - 1] if lines else ""
        separator = max(",;\t", key=head.count)
        frame = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise BadInput(
            "no-table",
            f"{path.name} is no table: {str(error).strip()}",
            where=str(path),
            fix="UTF-8 CSV",
            name=path.name,
        ) from None
    if not isinstance(frame.index, pd.RangeIndex):
        # Longer rows would be read one column to the left.
        what, cells = "rows have more cells than the header", frame.shape[1]
        more = cells + frame.index.nlevels
        raise BadInput.file([Fault("cell-count", what, path.name, 2, "", {"got": more, "wanted": cells})])
    # A cell may hold several lines: then rows are counted.
    frame.index = pd.Index(lines[1:] if len(lines) == len(frame) + 1 else range(2, len(frame) + 2))
    frame = frame.fillna("")
    frame = frame[(frame != "").any(axis=1)]
    if frame.empty:
        raise BadInput("file-empty", "the file has no figures", where=str(path), fix="", name=path.name)
    twice = sorted({name for name in frame.columns if list(frame.columns).count(name) > 1})
    if twice:
        raise BadInput("column-twice", f"two columns {twice[0]!r}", where=str(path), fix="", name=twice[0])
    return Sheet(path, frame)

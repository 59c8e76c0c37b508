"""A table of a user while it is read: columns found, cells as labels, periods and numbers, all faults at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qonys.errors import BadInput, Fault, NotFound
from qonys.model.period import Frequency, Period
from qonys.model.result import Floats
from qonys.tables.frames import Source
from qonys.tables.header import fold
from qonys.tables.labels import cleaned, has_control, is_error, is_mixed, is_note, without_marks
from qonys.tables.numbers import Numbers, Signs, Wrong, numbers_of, signs_of
from qonys.tables.periods import as_months, read_period
from qonys.tables.reading import reading
from qonys.tables.workbook import is_workbook, sheets_with

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

SHEET_SIGN = "#"
"""Between a workbook and one of its sheets: figures.xlsx#Data."""
MOST_FAULTS = 1000
"""A file with so many is not looked at any further."""
_SAID = {
    Wrong.TEXT: "is no number", Wrong.UNDECIDED: "may be thousands or decimals", Wrong.ERROR: "the cell holds an error",
    Wrong.OTHER_SIGN: "has another sign before decimals than the column", Wrong.LARGE: "is larger than any figure",
}  # fmt: skip


@dataclass
class Sheet:
    """A table as text cells, with the faults found so far; the index of its frame is the line of each row."""

    path: Source
    frame: pd.DataFrame
    faults: list[Fault] = field(default_factory=list)
    _told: set[tuple[int, str]] = field(default_factory=set)
    _proved: dict[str, Signs] = field(default_factory=dict)
    _parsed: dict[str, Numbers] = field(default_factory=dict)
    _labelled: dict[str, list[str]] = field(default_factory=dict)

    def column(self, names: Sequence[str], asked: str = "") -> str:
        """The column of this meaning: the one asked for, else the first with a usual name.

        Raises
        ------
        NotFound
            If there is none.
        """
        if asked:
            return self.named(asked)
        found = self.usual(names)
        if found is None:
            raise self._missing(names)
        return found

    def named(self, name: str, where: str = "") -> str:
        """The column of this very name, or the one that differs by case, spaces or footnote marks alone.

        Raises
        ------
        NotFound
            With the nearest names.
        """
        have = list(self.frame.columns)
        found = name if name in have else {fold(column): column for column in have}.get(fold(name))
        if found is None:
            near = ", ".join(get_close_matches(name, have, n=3) or have[:6])
            raise NotFound("column", where=where or str(self.path), fix=near, name=name)
        return found

    def usual(self, names: Sequence[str]) -> str | None:
        """The first column with one of these usual names."""
        folded = {fold(name): name for name in self.frame.columns}
        return next((folded[name] for name in map(fold, names) if name in folded), None)

    def has(self, names: Sequence[str]) -> bool:
        """Whether a column has one of these usual names."""
        return self.usual(names) is not None

    def spell(self, names: Iterable[str], prefixes: Sequence[str] = ()) -> None:
        """Give columns the names, or beginnings of names, from which they differ by case, spaces or marks alone."""
        known = {fold(name): name for name in names}
        have = set(self.frame.columns)
        new: dict[str, str] = {}
        for column in have - {*known.values()}:
            begins = next((p for p in prefixes if fold(column).startswith(fold(p) + "_")), "")
            name = known.get(fold(column)) or (begins + column[len(begins) :] if begins else column)
            if name not in have:
                new[column] = name
        self.frame = self.frame.set_axis([new.get(name, name) for name in self.frame.columns], axis=1)

    def tell_gaps(self, columns: Iterable[str]) -> None:
        """Tell how many cells of these columns have no figure, where that is allowed."""
        empty = [(i, name) for name in columns for i in np.flatnonzero(self.gaps(name)).tolist()]
        if empty:
            i, column = min(empty)
            self.note("no-figures", count=len(empty), line=self.line(i), column=column)

    def labels(self, column: str) -> list[str]:
        """Cells as labels in one form; empty cells, notes, errors and mixed alphabets are faults."""
        if column in self._labelled:
            return list(self._labelled[column])
        cells = self.frame[column]
        form: dict[str, str] = {}
        marked: list[str] = []
        for text in dict.fromkeys(cells):
            form[text] = without_marks(cleaned(text))
            if form[text] != cleaned(text):
                marked.append(cleaned(text))
        if odd := {text: code for text in form if (code := _label_fault(text, form[text]))}:
            for i, text in enumerate(cells):
                if text in odd:
                    self.fault(odd[text], i, column, text=form[text][:80])
        if marked:
            self.note("marks-left-out", column=column, count=len(marked), text=marked[0])
        self._labelled[column] = [form[text] for text in cells]
        return list(self._labelled[column])

    def periods(self, column: str) -> list[Period]:
        """Cells as periods of one length; what is no period, and a period of another length, is a fault."""
        cells = self.frame[column]
        known = {text: read_period(text) for text in dict.fromkeys(cells)}
        for i, text in enumerate(cells):
            if not text.strip():
                self.fault("empty-cell", i, column)
            elif known[text] is None:
                code = "note-row" if is_note(cleaned(text)) else "no-period"
                self.fault(code, i, column, text=cleaned(text)[:80])
        self.stop()
        found = {text: period for text, period in known.items() if period is not None}
        found = dict(zip(found, as_months(list(found.values())), strict=True))
        periods = [found[text] for text in cells]
        self._refuse_lengths(periods, column)
        return periods

    def numbers(
        self, column: str, *, negative: bool = False, least: float | None = None, most: float | None = None
    ) -> Floats:
        """Cells as numbers, nan where the sign of a missing figure stands; others are faults.

        Parameters
        ----------
        column : str
        negative : bool
            Whether figures below 0 can be.
        least, most : float
            Natural bounds of the quantity.
        """
        found = self._numbers(column, small=most is not None and most < 1000)
        texts = self.frame[column]
        undecided = [i for i, wrong in found.wrong.items() if wrong is Wrong.UNDECIDED]
        for i, wrong in found.wrong.items():
            if i in undecided[1:]:
                continue  # One cell tells it of the whole column.
            text = str(texts.iloc[i]).strip()
            self.fault(wrong.value, i, column, text=text)
        values = found.values
        low = least if least is not None else -np.inf if negative else 0.0
        for i in np.flatnonzero(values < low).tolist():
            text = str(texts.iloc[i]).strip()
            if low == 0:
                self.fault("negative", i, column, text=text)
            else:
                self.fault("below-least", i, column, text=text, least=f"{low:g}")
        for i in np.flatnonzero(values > (np.inf if most is None else most)).tolist():
            text = str(texts.iloc[i]).strip()
            self.fault("above-most", i, column, text=text, most=f"{most:g}")
        return values.copy()

    def gaps(self, column: str) -> NDArray[np.int8]:
        """Why cells have no number: the values of `Gap`."""
        return self._numbers(column).gaps

    def figures(self, column: str) -> Floats:
        """The numbers of a column without noting its faults: for looking at a table as a whole."""
        return self._numbers(column).values

    def drop(self, rows: Sequence[int]) -> None:
        """Leave rows out, counted from 0."""
        keep = np.ones(len(self.frame), bool)
        keep[list(rows)] = False
        self.frame = self.frame[keep]
        self._parsed.clear()
        self._labelled = {
            name: [label for label, kept in zip(labels, keep.tolist(), strict=True) if kept]
            for name, labels in self._labelled.items()
        }

    def refuse_many(self, most: int) -> None:
        """Refuse a table with more rows than what is computed from it can take.

        Raises
        ------
        BadInput
        """
        if len(self.frame) > most:
            said = {"name": self.path.name, "count": len(self.frame), "most": float(most)}
            raise BadInput("too-many-rows", where=str(self.path), fix="", **said)

    def note(self, code: str, **fields: object) -> None:
        """Tell what was done to the table."""
        reading().note(code, name=self.path.name, **fields)

    def fault(self, code: str, row: int, column: str, **fields: object) -> None:
        """Note a fault of a row, counted from 0."""
        line = 1 if row < 0 else self.line(row)
        self._told.add((line, column))
        self.faults.append(Fault(code, self.path.name, line, column, fields))
        if len(self.faults) >= MOST_FAULTS:
            self.stop()

    def told(self, row: int, *columns: str) -> bool:
        """Whether a fault of one of these cells of a row is noted: what follows from it is no fault of its own."""
        return any((self.line(row), column) in self._told for column in columns)

    def line(self, row: int) -> int:
        """The line of the file on which a row stands, counted from 0."""
        return int(self.frame.index[row])

    def refuse_twice(self, keys: Sequence[Hashable], say: Callable[[int], str], column: str = "") -> None:
        """A fault for each row whose key another row has."""
        first: dict[Hashable, int] = {}
        for i, key in enumerate(keys):
            if key in first:
                name, line = say(i), self.line(first[key])
                self.fault("row-twice", i, column, name=name, line=line)
            first.setdefault(key, i)

    def stop(self) -> None:
        """Raise all faults as one error, if there are any."""
        # What follows from a line that is no row is no fault of its own.
        notes = {fault.row for fault in self.faults if fault.code == "note-row"}
        if faults := [f for f in self.faults if f.row not in notes or f.code == "note-row"]:
            raise BadInput.file(faults)

    def _numbers(self, column: str, small: bool = False) -> Numbers:
        if small or column not in self._parsed:
            self._parsed[column] = numbers_of(self.frame[column], lambda: self._elsewhere(column), small=small)
        return self._parsed[column]

    def _elsewhere(self, column: str) -> Signs:
        """What the other columns prove of the sign before decimals."""
        for name in self.frame.columns:
            if name not in self._proved:
                self._proved[name] = signs_of(self.frame[name])
        return reduce(or_, (signs for name, signs in self._proved.items() if name != column), Signs())

    def _refuse_lengths(self, periods: Sequence[Period], column: str) -> None:
        lengths = [p.frequency for p in periods]
        usual = max(Frequency, key=lengths.count)
        for i, period in enumerate(periods):
            if period.frequency is not usual:
                self.fault("period-length", i, column, text=str(period), example=str(periods[lengths.index(usual)]))
        self.stop()

    def _missing(self, names: Sequence[str]) -> NotFound:
        have = ", ".join(map(str, self.frame.columns[:6]))
        if isinstance(self.path, Path) and is_workbook(self.path):
            others = [f"{self.path.name}{SHEET_SIGN}{name}" for name in sheets_with(self.path, names)]
            if others:
                fix = ", ".join(others)
                return NotFound("column-elsewhere", where=str(self.path), fix=fix, name=names[0], have=have)
        return NotFound("column-of", where=str(self.path), fix=f"{names[0]} ({have})", name=names[0], have=have)


def _label_fault(text: str, label: str) -> str:
    """The code of what is wrong with a label; empty if nothing is."""
    if not label:
        return "empty-cell"
    if has_control(cleaned(text)):
        return "control-character"
    if is_error(label):
        return "cell-error"
    if is_note(cleaned(text)):
        return "note-row"
    return "mixed-alphabets" if is_mixed(label) else ""

"""A user's own households for the procedure, from CSV or TOML: checked in one pass, read again in a second."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from qonys.errors import BadInput, Fault, NotFound
from qonys.model import Level
from qonys.model.procedure import Household, Procedure
from qonys.packs import Pack
from qonys.packs.lines import line_at
from qonys.packs.read import Faults, line_of, read_toml
from qonys.tables.labels import cleaned
from qonys.tables.tables import read_sheet

MOST_MEMBERS = 100
"""A larger number is a slip of the pen and no household."""
COLUMNS = (
    "id", "members", "working_age", "status", "region", "quota", "employed", "arrived", "visa_region",
    "previous_region",
)  # fmt: skip
MOST_FAULTS = 1000
YES = ("yes", "true", "1", "да", "иә")
NO = ("no", "false", "0", "нет", "жоқ")
UNKNOWN = ("", "unknown", "неизвестно", "белгісіз")

Cells = Mapping[str, str]


@dataclass
class Facts:
    """Reads the facts of households in the words of a pack on a day; remembers what it found."""

    pack: Pack
    procedure: Procedure
    day: dt.date
    _areas: dict[str, str] = field(default_factory=dict)

    def region(self, text: str, where: str) -> str:
        """The code of a region that is in force on the day; empty for no text.

        Raises
        ------
        NotFound
            With the nearest names, or if it is no region of that day.
        """
        if text and text not in self._areas:
            try:
                area = self.pack.find_area(text)
            except NotFound as error:
                error.where = where
                raise
            borders = self.pack.lineage.era(self.day.year)
            if area.level is not Level.REGION or not area.exists(borders):
                near = get_close_matches(area.code, self.pack.regions(borders), n=3, cutoff=0.3)
                fix = ", ".join(near or self.pack.regions(borders)[:5])
                raise NotFound("procedure-no-region", where=where, fix=fix, text=text, year=borders)
            self._areas[text] = area.code
        return self._areas[text] if text else ""

    def status(self, text: str, where: str) -> str:
        """The id of a status by its id or its name in any language; empty for no text.

        Raises
        ------
        NotFound
            With the statuses of the pack.
        """
        found = self.procedure.aliases.get(text.strip().casefold())
        if found is None and text.strip().casefold() not in UNKNOWN:
            near = get_close_matches(text.casefold(), self.procedure.aliases, n=2, cutoff=0.7)
            fix = ", ".join(near or self.procedure.statuses)
            raise NotFound("procedure-status", where=where, fix=fix, text=text)
        return found or ""

    def members(self, number: int, where: str) -> int:
        """The size of a household.

        Raises
        ------
        BadInput
            If it is none.
        """
        if not 1 <= number <= MOST_MEMBERS:
            raise BadInput("procedure-members", where=where, fix=f"1-{MOST_MEMBERS}", text=number, most=MOST_MEMBERS)
        return number

    def working_age(self, number: int | None, members: int, where: str) -> int | None:
        """Members of working age: none of them, or all at most.

        Raises
        ------
        BadInput
            If there are more of them than members, or less than 0.
        """
        if number is not None and not 0 <= number <= members:
            raise BadInput("procedure-working-age", where=where, fix=f"0-{members}", text=number, members=members)
        return number


@dataclass(frozen=True)
class OwnHouseholds:
    """The households of a file that has no fault; each loop reads the file anew and holds one row at a time."""

    path: Path
    facts: Facts
    count: int

    def __iter__(self) -> Iterator[Household]:
        ignored: list[Fault] = []
        for line, cells in _rows(self.path, Faults(self.path.parent)):
            found = _household(cells, self.facts, (self.path.name, line), ignored)
            if found is not None:
                yield found


def own_households(path: Path, facts: Facts) -> OwnHouseholds:
    """The households of a CSV or a workbook (a row each), or a TOML (`[[household]]`, or one at the top).

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        With all faults of the file.
    """
    if not os.path.isfile(path):
        raise NotFound.file(path)
    faults, seen, count = Faults(path.parent), dict[str, int](), 0
    for line, cells in _rows(path, faults):
        count += 1
        _household(cells, facts, (path.name, line), faults.found)
        name = cells.get("id", "")
        if name and name in seen:
            faults.found.append(Fault("row-twice", path.name, line, "id", {"name": name, "line": seen[name]}))
        seen.setdefault(name, line)
        if len(faults.found) >= MOST_FAULTS:
            break
    faults.stop()
    if not count:
        raise BadInput("file-empty", where=str(path), fix="", name=path.name)
    return OwnHouseholds(path, facts, count)


def _rows(path: Path, faults: Faults) -> Iterator[tuple[int, Cells]]:
    """Rows as text by column, with their line (of a TOML: that of their table)."""
    if path.suffix.lower() == ".toml":
        yield from _of_toml(path, faults)
        return
    sheet = read_sheet(path)
    sheet.spell(COLUMNS)
    sheet.stop()
    header = list(sheet.frame.columns)
    if not _columns(header, path, faults):
        return
    for line, *cells in sheet.frame.itertuples(name=None):
        yield line, dict(zip(header, map(cleaned, cells), strict=True))


def _columns(header: list[str], path: Path, faults: Faults, line: int = 1) -> bool:
    for i, name in enumerate(header):
        if name in header[:i]:
            faults.add("duplicate-key", path, line, name, text=name)
        if name not in COLUMNS:
            near = ", ".join(get_close_matches(name, COLUMNS, n=1)) or ", ".join(COLUMNS)
            faults.add("procedure-column", path, line, name, text=name, near=near)
    if "members" not in header:
        faults.add("missing-column", path, line, "members", text="members")
    return "members" in header


def _of_toml(path: Path, faults: Faults) -> Iterator[tuple[int, Cells]]:
    data = read_toml(path, faults)
    tables = data.get("household", [data] if data else [])
    for name in data if "household" in data else ():
        if name != "household":
            faults.add("toml-schema", path, line_of(path, name), name, text=name, kind="unknown")
    for number, table in enumerate(tables if isinstance(tables, list) else [tables]):
        if not isinstance(table, dict):
            faults.add("toml-schema", path, None, "household", text="household", kind="table")
            continue
        line = line_at(path, ("household", number)) or 1
        if _columns(list(table), path, faults, line):
            yield line, {name: _cell(value) for name, value in table.items()}


def _cell(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class _Row:
    """One row while it is read: its cells, where it stands, and where its faults go."""

    cells: Cells
    facts: Facts
    place: tuple[str, int]
    faults: list[Fault]

    def fault(self, column: str, code: str, **fields: object) -> None:
        """Note a fault of a cell."""
        file, line = self.place
        self.faults.append(Fault(code, file, line, column, fields))

    def whole(self, column: str) -> int | None:
        """A whole number; none if the cell is empty."""
        text = self.cells.get(column, "")
        try:
            return int(text) if text else None
        except ValueError:
            self.fault(column, "not-a-number", text=text)
            return None

    def flag(self, column: str) -> bool | None:
        """Yes or no; none if the cell says neither."""
        text = self.cells.get(column, "").casefold()
        if text not in (*YES, *NO, *UNKNOWN):
            self.fault(column, "procedure-yes-no", text=text)
        return True if text in YES else False if text in NO else None

    def named(self, column: str) -> str:
        """A status or a region by its name."""
        kind = "status" if column == "status" else "region"
        try:
            return (self.facts.status if kind == "status" else self.facts.region)(self.cells.get(column, ""), "")
        except NotFound as error:
            self.fault(column, f"procedure-unknown-{kind}", text=self.cells[column], near=error.fix or "–")
            return ""

    def date(self, column: str) -> dt.date | None:
        """A day; none if the cell is empty."""
        text = self.cells.get(column, "")
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError:
            self.fault(column, "procedure-date", text=text)
            return None


def _household(cells: Cells, facts: Facts, place: tuple[str, int], faults: list[Fault]) -> Household | None:
    """A row as a household; none with its faults noted."""
    row, before = _Row(cells, facts, place, faults), len(faults)
    members, working = row.whole("members"), row.whole("working_age")
    if members is None and not cells.get("members", ""):
        row.fault("members", "empty-cell")
    elif members is not None and not 1 <= members <= MOST_MEMBERS:
        row.fault("members", "procedure-members", text=members, most=MOST_MEMBERS)
    if working is not None and members is not None and not 0 <= working <= members:
        row.fault("working_age", "procedure-working-age", text=working, members=members)
    found = Household(
        members or 1, row.named("status"), row.named("region"), row.flag("quota"), working, row.flag("employed"),
        row.date("arrived"), row.named("visa_region"), row.named("previous_region"),
        cells.get("id", "") or str(place[1]),
    )  # fmt: skip
    return found if len(faults) == before else None

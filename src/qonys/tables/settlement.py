"""A user's own households, places and groups for a settlement, from CSV: all faults of the files at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

import numpy as np

from qonys.errors import BadInput
from qonys.model.settlement import Household, Need, Settlement
from qonys.tables.frames import Given, Source
from qonys.tables.settlement_places import Stated, cell, read_places, refuse_columns, whole
from qonys.tables.sheet import Sheet
from qonys.tables.tables import read_sheet
from qonys.tables.workbook import is_workbook

MOST = 50_000
"""More households are refused before anything is computed."""
MOST_PAIRS = 10_000_000
"""More pairs of household and place take minutes, and gigabytes."""
MOST_BYTES = 64_000_000
HOUSEHOLD = ("id", "size", "workers", "occupations", "children", "wishes", "programme", "day")
SEVERAL = ";|"
"""Signs between the wishes, or occupations, of one cell."""


def read_settlement(
    households: Source, places: Source, districts: Source | None = None, floors: Mapping[str, float] | None = None
) -> Settlement:
    """Households and places of a user.

    Raises
    ------
    NotFound
        If there is no such file, or a column is missing.
    BadInput
        With all faults of all files: numbers that are none, negative, more workers than persons, ids or places
        given twice, wishes for places that are not there or closed, occupations without a place, households
        too large for every place; or if there are more households than can be planned.
    """
    refuse_many(households)
    sheets = [read_sheet(path) for path in (places, districts) if path is not None]
    found = read_places(sheets)
    sheet = read_sheet(households)
    _refuse_rows(len(sheet.frame), households)
    people = _households(sheet, found)
    _refuse_pairs(len(people), len(found.places), households)
    faults = [fault for each in (*sheets, sheet) for fault in each.faults]
    if faults:
        raise BadInput.file(faults)
    return Settlement(people, found.places, found.limits, dict(floors or {}), found.jobs)


def refuse_many(path: Source) -> None:
    """Counts the lines of a text without reading it into memory; rows of a workbook are counted when it is read.

    Raises
    ------
    BadInput
        If there are too many.
    """
    if isinstance(path, Given) or not os.path.isfile(path) or is_workbook(path):
        return
    count = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
            _refuse_rows(count - 1 if file.tell() <= MOST_BYTES else MOST + 1, path)


def _refuse_rows(count: int, path: Source) -> None:
    if count > MOST:
        raise BadInput("settle-many", where=str(path), fix=str(MOST), name=path.name, most=MOST)


def _refuse_pairs(households: int, places: int, path: Source) -> None:
    if households * places > MOST_PAIRS:
        raise BadInput(
            "settle-pairs",
            where=str(path),
            fix=f"{MOST_PAIRS // places}",
            households=households,
            places=places,
            most=float(MOST_PAIRS),
            part=MOST_PAIRS // places,
        )


def read_groups(path: Source, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Groups of households for the audit alone: column → household → group.

    Raises
    ------
    BadInput
        If an id is unknown or stands twice.
    """
    refuse_many(path)
    sheet = read_sheet(path)
    column = sheet.column(("id",))
    known, names = set(ids), sheet.labels(column)
    sheet.refuse_twice(names, lambda i: names[i], column)
    for i, name in enumerate(names):
        if name not in known:
            sheet.fault("settle-no-household", i, column, text=name)
    sheet.stop()
    others = [c for c in sheet.frame.columns if c != column]
    if not others:
        raise BadInput("settle-no-column", where=str(path), fix=f"{column},group", name=column)
    return {c: dict(zip(names, (str(v).strip() for v in sheet.frame[c]), strict=True)) for c in others}


def _parts(cell: object) -> tuple[str, ...]:
    text = str(cell)
    for sign in SEVERAL[1:]:
        text = text.replace(sign, SEVERAL[0])
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(SEVERAL[0])))))


def _several(cell: object) -> tuple[str, ...]:
    """The same, but a word may stand more than once: two drivers."""
    text = str(cell).replace(SEVERAL[1], SEVERAL[0])
    return tuple(filter(None, map(str.strip, text.split(SEVERAL[0]))))


def _households(sheet: Sheet, found: Stated) -> tuple[Household, ...]:
    sheet.spell(HOUSEHOLD)
    refuse_columns(sheet, HOUSEHOLD)
    ids = sheet.labels(sheet.column(HOUSEHOLD[:1]))
    size = whole(sheet, sheet.column(("size",)))
    workers, children = whole(sheet, "workers", 0.0), whole(sheet, "children", 0.0)
    days = whole(sheet, "day")
    check = _Check(sheet, found)
    sheet.refuse_twice(ids, lambda i: ids[i], "id")
    people = []
    for i, name in enumerate(ids):
        jobs, wishes = _several(cell(sheet, "occupations", i)), _parts(cell(sheet, "wishes", i))
        day = None if np.isnan(days[i]) else int(days[i])
        sized = 0 if np.isnan(size[i]) else int(size[i])
        row = Household(name, sized, int(workers[i]), jobs, int(children[i]), wishes, cell(sheet, "programme", i), day)
        check.row(row, i)
        people.append(row)
    return tuple(people)


class _Check:
    """What a household's row may not say, given the places."""

    def __init__(self, sheet: Sheet, found: Stated) -> None:
        places, limits = found.places, found.limits
        self.sheet = sheet
        self.open = {name for p in places if p.open for name in (p.id, p.within) if name}
        self.names = {name for p in places for name in (p.id, p.within) if name}
        self.jobs = sorted({o for each in (*(p.jobs for p in places), *found.jobs.values()) for o in each})
        self.programmes = sorted({x.kind for x in limits if x.need is Need.PROGRAMME})
        room = [p.largest if p.largest is not None else np.inf for p in places if p.open]
        self.largest = max(room, default=np.inf)

    def row(self, h: Household, i: int) -> None:
        """Notes the faults of a row."""
        fault = self.sheet.fault
        if self.sheet.told(i, "size"):
            pass
        elif h.size < 1:
            fault("settle-size", i, "size")
        elif h.size > self.largest:
            fault("settle-too-large", i, "size", size=h.size, largest=f"{self.largest:g}")
        if h.size >= 1 and h.workers + h.children > h.size:
            fault("settle-workers", i, "workers", workers=h.workers, children=h.children, size=h.size)
        if len(h.occupations) > h.workers:
            fault("settle-occupations", i, "occupations", count_of=len(h.occupations), workers=h.workers)
        self._names(h, i)

    def _names(self, h: Household, i: int) -> None:
        """Programmes, occupations and wishes that the places do not have."""
        fault = self.sheet.fault
        if self.programmes and h.programme not in self.programmes:
            self._unknown("settle-no-programme", h.programme, self.programmes, (i, "programme"))
        for job in h.occupations:
            if self.jobs and job not in self.jobs:
                self._unknown("settle-no-occupation", job, self.jobs, (i, "occupations"))
        for wish in h.wishes:
            if wish not in self.names:
                self._unknown("settle-no-place", wish, sorted(self.names), (i, "wishes"))
            elif wish not in self.open:
                fault("settle-closed", i, "wishes", name=wish)

    def _unknown(self, code: str, text: str, known: Sequence[str], at: tuple[int, str]) -> None:
        near = ", ".join(get_close_matches(text, known, n=3) or known[:3])
        self.sheet.fault(code, at[0], at[1], text=text or "–", near=near)

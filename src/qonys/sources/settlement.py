"""A user's own households, places and groups for a settlement, from CSV: all faults of the files at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from qonys.errors import BadInput
from qonys.model.settlement import Household, Limit, Need, Place, Settlement
from qonys.sources.procedure import NO, YES
from qonys.sources.tables import Sheet, read_sheet
from qonys.sources.workbook import is_workbook

MOST = 50_000
"""More households are refused before anything is computed."""
MOST_BYTES = 64_000_000
HOUSEHOLD = ("id", "size", "workers", "occupations", "children", "wishes", "programme", "day")
OPEN = ("", *YES, "1.0", "open", "открыто", "ашық")
SHUT = (*NO, "0.0", "closed", "закрыто", "жабық")
PLACE = ("place", "within", "open", "largest", "persons", "jobs", "homes", "school")
PREFIXES = {"persons_": Need.PROGRAMME, "homes_": Need.HOMES}
SEVERAL = ";|"
"""Signs between the wishes, or occupations, of one cell."""


def read_settlement(
    households: Path, places: Path, districts: Path | None = None, floors: Mapping[str, float] | None = None
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
    found, limits = _places(sheets)
    sheet = read_sheet(households)
    _refuse_rows(len(sheet.frame), households)
    people = _households(sheet, found, limits)
    faults = [fault for each in (*sheets, sheet) for fault in each.faults]
    if faults:
        raise BadInput.file(faults)
    return Settlement(people, found, limits, dict(floors or {}))


def refuse_many(path: Path) -> None:
    """Counts the lines of a text without reading it into memory; rows of a workbook are counted when it is read.

    Raises
    ------
    BadInput
        If there are too many.
    """
    if not path.is_file() or is_workbook(path):
        return
    count = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
            _refuse_rows(count - 1 if file.tell() <= MOST_BYTES else MOST + 1, path)


def _refuse_rows(count: int, path: Path) -> None:
    if count > MOST:
        what = f"more than {MOST} households"
        raise BadInput("settle-many", what, where=str(path), fix=str(MOST), name=path.name, most=MOST)


def read_groups(path: Path, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Groups of households for the audit alone: column → household → group.

    Raises
    ------
    BadInput
        If an id is unknown or stands twice.
    """
    refuse_many(path)
    sheet = read_sheet(path)
    column = sheet.column("ids of households", ("id",))
    known, seen = set(ids), dict[str, int]()
    for i, name in enumerate(names := sheet.labels(column)):
        if name in seen:
            sheet.fault("row-twice", f"{name} stands twice", i, column, name=name, line=sheet.line(seen[name]))
        if name not in known:
            sheet.fault("settle-no-household", f"no household {name!r}", i, column, text=name)
        seen.setdefault(name, i)
    sheet.stop()
    others = [c for c in sheet.frame.columns if c != column]
    return {c: dict(zip(names, (str(v).strip() for v in sheet.frame[c]), strict=True)) for c in others}


def _whole(sheet: Sheet, name: str, default: float = np.nan) -> list[float]:
    """A column of whole numbers that are not negative; the default where it is empty or missing."""
    if name not in sheet.frame.columns:
        return [default] * len(sheet.frame)
    values = sheet.numbers(name)
    for i in np.flatnonzero(np.isfinite(values) & (values % 1 != 0)):
        sheet.fault("settle-no-whole", f"{values[i]:g} is no whole number", int(i), name, text=f"{values[i]:g}")
    return [default if np.isnan(v) else float(v) for v in values]


def _parts(cell: object) -> tuple[str, ...]:
    text = str(cell)
    for sign in SEVERAL[1:]:
        text = text.replace(sign, SEVERAL[0])
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(SEVERAL[0])))))


def _several(cell: object) -> tuple[str, ...]:
    """The same, but a word may stand more than once: two drivers."""
    text = str(cell).replace(SEVERAL[1], SEVERAL[0])
    return tuple(filter(None, map(str.strip, text.split(SEVERAL[0]))))


def _places(sheets: Sequence[Sheet]) -> tuple[tuple[Place, ...], tuple[Limit, ...]]:
    rows: list[tuple[Sheet, int, Place, list[Limit]]] = []
    seen: dict[str, tuple[Sheet, int]] = {}
    for sheet in sheets:
        names = sheet.labels(sheet.column("places", PLACE[:1]))
        jobs = [c for c in sheet.frame.columns if c.startswith("jobs_")]
        _refuse_columns(sheet, PLACE, (*PREFIXES, "jobs_"))
        values = {c: _whole(sheet, c) for c in ("largest", "persons", "jobs", "homes", "school")}
        more = {c: _whole(sheet, c) for c in sheet.frame.columns if c.startswith((*PREFIXES, "jobs_"))}
        _check_homes(sheet, more)
        for i, name in enumerate(names):
            if name in seen:
                first, line = seen[name]
                what = f"{name} has quotas on line {first.line(line)} of {first.path.name} too"
                sheet.fault("settle-twice", what, i, "place", name=name, line=first.line(line), file=first.path.name)
                continue
            seen[name] = (sheet, i)
            largest = values["largest"][i]
            place = Place(
                name, _cell(sheet, "within", i), _is_open(sheet, i), None if np.isnan(largest) else int(largest),
                {c.removeprefix("jobs_"): more[c][i] for c in jobs if not np.isnan(more[c][i])},
            )  # fmt: skip
            rows.append((sheet, i, place, _limits(name, values, more, i)))
    return _pooled(rows)


def _pooled(
    rows: Sequence[tuple[Sheet, int, Place, list[Limit]]],
) -> tuple[tuple[Place, ...], tuple[Limit, ...]]:
    """An area that has districts is a limit on them together and no place of its own."""
    inside: dict[str, list[str]] = {}
    names = {place.id for _, _, place, _ in rows}
    for sheet, i, place, _ in rows:
        if place.within:
            inside.setdefault(place.within, []).append(place.id)
            if place.within not in names and any(not p.within for _, _, p, _ in rows):
                near = ", ".join(get_close_matches(place.within, names, n=3) or sorted(names)[:3])
                what = f"no area {place.within!r}: {near}"
                sheet.fault("settle-no-place", what, i, "within", text=place.within, near=near)
    districts = {place.id for _, _, place, _ in rows if place.within}
    for sheet, i, place, _ in rows:
        if place.within in districts:
            what = f"{place.id} lies in {place.within}, which lies in another area itself"
            sheet.fault("settle-levels", what, i, "within", name=place.id, text=place.within)
    found, limits = [], list[Limit]()
    for sheet, i, place, own in rows:
        if place.id not in inside:
            found.append(place)
            if not own:
                what, columns = f"{place.id} has no limit at all", "persons, jobs, homes, school"
                sheet.fault("settle-no-limit", what, i, "persons", name=place.id, columns=columns)
        members = tuple(inside.get(place.id, (place.id,)))
        limits += [Limit(members, x.need, x.amount, x.kind, x.label) for x in own]
    shut = {place.id for _, _, place, _ in rows if place.id in inside and not place.open}
    most = {place.id: place.largest for _, _, place, _ in rows if place.id in inside}
    found = [
        Place(p.id, p.within, p.open and p.within not in shut, _least(p.largest, most.get(p.within)), p.jobs)
        for p in found
    ]
    return tuple(sorted(found, key=lambda p: p.id)), tuple(
        sorted(limits, key=lambda x: (x.label, x.need.value, x.kind))
    )


def _limits(name: str, values: Mapping[str, list[float]], more: Mapping[str, list[float]], i: int) -> list[Limit]:
    found = []
    for need in (Need.PERSONS, Need.WORKERS, Need.HOMES, Need.SCHOOL):
        amount = values[need.value][i]
        if not np.isnan(amount):
            found.append(Limit((name,), need, amount, "", name))
    for prefix, need in PREFIXES.items():
        own = {c.removeprefix(prefix): v[i] for c, v in more.items() if c.startswith(prefix)}
        if not all(np.isnan(v) for v in own.values()):
            # Where some kinds are stated, one that is not is none.
            found += [Limit((name,), need, 0.0 if np.isnan(v) else v, kind, name) for kind, v in own.items()]
    return found


def _check_homes(sheet: Sheet, more: Mapping[str, object]) -> None:
    for c in more:
        if c.startswith("homes_") and not c.removeprefix("homes_").isdecimal():
            sheet.fault("settle-homes", f"{c} names no number of persons", -1, c, text=c, example="homes_4")


def _least(*sizes: int | None) -> int | None:
    """The smaller of what a district and its area state; none where neither does."""
    return min((size for size in sizes if size is not None), default=None)


def _is_open(sheet: Sheet, i: int) -> bool:
    text = _cell(sheet, "open", i).casefold()
    if text not in (*OPEN, *SHUT):
        sheet.fault("procedure-yes-no", f"open: {text!r}", i, "open", text=text)
    return text not in SHUT


def _cell(sheet: Sheet, column: str, i: int) -> str:
    return str(sheet.frame[column].iloc[i]).strip() if column in sheet.frame.columns else ""


def _refuse_columns(sheet: Sheet, known: Sequence[str], prefixes: tuple[str, ...] = ()) -> None:
    """Any other column is refused: what is not needed must not be in the plan's input."""
    for name in sheet.frame.columns:
        if name not in known and not (prefixes and name.startswith(prefixes)):
            near = ", ".join(get_close_matches(name, known, n=3) or known)
            sheet.fault("settle-column", f"no column {name!r}: {near}", -1, name, text=name, near=near)


def _households(sheet: Sheet, places: Sequence[Place], limits: Sequence[Limit]) -> tuple[Household, ...]:
    _refuse_columns(sheet, HOUSEHOLD)
    ids = sheet.labels(sheet.column("ids of households", HOUSEHOLD[:1]))
    size = _whole(sheet, sheet.column("numbers of persons", ("size",)))
    workers, children = _whole(sheet, "workers", 0.0), _whole(sheet, "children", 0.0)
    days = _whole(sheet, "day")
    check = _Check(sheet, places, limits)
    found, seen = [], dict[str, int]()
    for i, name in enumerate(ids):
        if name in seen:
            what = f"{name} stands on line {sheet.line(seen[name])} too"
            sheet.fault("row-twice", what, i, "id", name=name, line=sheet.line(seen[name]))
        seen.setdefault(name, i)
        jobs, wishes = _several(_cell(sheet, "occupations", i)), _parts(_cell(sheet, "wishes", i))
        day = None if np.isnan(days[i]) else int(days[i])
        sized = 0 if np.isnan(size[i]) else int(size[i])
        row = Household(name, sized, int(workers[i]), jobs, int(children[i]), wishes, _cell(sheet, "programme", i), day)
        check.row(row, i)
        found.append(row)
    return tuple(found)


class _Check:
    """What a household's row may not say, given the places."""

    def __init__(self, sheet: Sheet, places: Sequence[Place], limits: Sequence[Limit]) -> None:
        self.sheet = sheet
        self.open = {name for p in places if p.open for name in (p.id, p.within) if name}
        self.names = {name for p in places for name in (p.id, p.within) if name}
        self.jobs = sorted({o for p in places for o in p.jobs})
        self.programmes = sorted({x.kind for x in limits if x.need is Need.PROGRAMME})
        room = [p.largest if p.largest is not None else np.inf for p in places if p.open]
        self.largest = max(room, default=0)

    def row(self, h: Household, i: int) -> None:
        """Notes the faults of a row."""
        fault = self.sheet.fault
        if h.size < 1:
            fault("settle-size", "a household has at least one person", i, "size")
        elif h.size > self.largest:
            what = f"{h.size} persons; the largest place holds {self.largest:g}"
            fault("settle-too-large", what, i, "size", size=h.size, largest=f"{self.largest:g}")
        if h.size >= 1 and h.workers + h.children > h.size:
            what = f"{h.workers} workers and {h.children} children of {h.size} persons"
            fault("settle-workers", what, i, "workers", workers=h.workers, children=h.children, size=h.size)
        if len(h.occupations) > h.workers:
            what = f"{len(h.occupations)} occupations of {h.workers} workers"
            fault("settle-occupations", what, i, "occupations", count_of=len(h.occupations), workers=h.workers)
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
                fault("settle-closed", f"{wish} is closed", i, "wishes", name=wish)

    def _unknown(self, code: str, text: str, known: Sequence[str], at: tuple[int, str]) -> None:
        near = ", ".join(get_close_matches(text, known, n=3) or known[:3])
        self.sheet.fault(code, f"no {text!r}: {near}", at[0], at[1], text=text or "–", near=near)

"""Places of a settlement and what they have, of a user: from CSV, with districts inside areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from qonys.model.settlement import Limit, Need, Place
from qonys.tables.labels import cleaned
from qonys.tables.procedure import NO, YES
from qonys.tables.sheet import Sheet
from qonys.tables.totals import Parts, drop_totals

OPEN = ("", *YES, "1.0", "open", "открыто", "ашық")
SHUT = (*NO, "0.0", "closed", "закрыто", "жабық")
COUNTS = ("persons", "jobs", "homes", "school")
PLACE = ("place", "within", "open", "largest", *COUNTS)
PREFIXES = {"persons_": Need.PROGRAMME, "homes_": Need.HOMES}


@dataclass(frozen=True)
class Stated:
    """What the files of places say."""

    places: tuple[Place, ...]
    limits: tuple[Limit, ...]
    jobs: Mapping[str, Mapping[str, float]]
    """By area, for all its districts together."""


def read_places(sheets: Sequence[Sheet]) -> Stated:
    """Places of one or two files, with what they have; faults are noted on the sheets."""
    rows: list[tuple[Sheet, int, Place, list[Limit]]] = []
    seen: dict[str, tuple[Sheet, int]] = {}
    for sheet in sheets:
        sheet.spell(PLACE, (*PREFIXES, "jobs_"))
        column = sheet.column(PLACE[:1])
        counts = tuple(c for c in sheet.frame.columns if c in COUNTS or c.startswith((*PREFIXES, "jobs_")))
        drop_totals(sheet, column, Parts(other=counts))
        names = sheet.labels(column)
        jobs = [c for c in sheet.frame.columns if c.startswith("jobs_")]
        refuse_columns(sheet, PLACE, (*PREFIXES, "jobs_"))
        values = {c: whole(sheet, c) for c in ("largest", *COUNTS)}
        more = {c: whole(sheet, c) for c in sheet.frame.columns if c.startswith((*PREFIXES, "jobs_"))}
        for c in more:
            if c in (*PREFIXES, "jobs_"):
                sheet.fault("settle-column", -1, c, text=c, near=f"{c}…")
        _check_homes(sheet, names, values["homes"], more)
        for i, name in enumerate(names):
            if name in seen:
                first, line = seen[name]
                sheet.fault("settle-twice", i, "place", name=name, line=first.line(line), file=first.path.name)
                continue
            seen[name] = (sheet, i)
            largest = values["largest"][i]
            place = Place(
                name, cell(sheet, "within", i), _is_open(sheet, i), None if np.isnan(largest) else int(largest),
                {c.removeprefix("jobs_"): more[c][i] for c in jobs if not np.isnan(more[c][i])},
            )  # fmt: skip
            rows.append((sheet, i, place, _limits(name, values, more, i)))
    return _pooled(rows)


def _pooled(rows: Sequence[tuple[Sheet, int, Place, list[Limit]]]) -> Stated:
    """An area that has districts is a limit on them together and no place of its own."""
    inside: dict[str, list[str]] = {}
    names = {place.id for _, _, place, _ in rows}
    for sheet, i, place, _ in rows:
        if place.within:
            inside.setdefault(place.within, []).append(place.id)
            if place.within not in names and any(not p.within for _, _, p, _ in rows):
                near = ", ".join(get_close_matches(place.within, names, n=3) or sorted(names)[:3])
                sheet.fault("settle-no-place", i, "within", text=place.within, near=near)
    districts = {place.id for _, _, place, _ in rows if place.within}
    for sheet, i, place, _ in rows:
        if place.within in districts:
            sheet.fault("settle-levels", i, "within", name=place.id, text=place.within)
    _check_jobs(rows, inside)
    found, limits = [], list[Limit]()
    for sheet, i, place, own in rows:
        if place.id not in inside:
            found.append(place)
            if not own and not sheet.told(i, "persons", "jobs", "homes", "school"):
                columns = "persons, jobs, homes, school"
                sheet.fault("settle-no-limit", i, "persons", name=place.id, columns=columns)
        members = tuple(inside.get(place.id, (place.id,)))
        limits += [Limit(members, x.need, x.amount, x.kind, x.label) for x in own]
    shut = {place.id for _, _, place, _ in rows if place.id in inside and not place.open}
    most = {place.id: place.largest for _, _, place, _ in rows if place.id in inside}
    found = [
        Place(p.id, p.within, p.open and p.within not in shut, _least(p.largest, most.get(p.within)), p.jobs)
        for p in found
    ]
    jobs = {place.id: place.jobs for _, _, place, _ in rows if place.id in inside and place.jobs}
    return Stated(
        tuple(sorted(found, key=lambda p: p.id)),
        tuple(sorted(limits, key=lambda x: (x.label, x.need.value, x.kind))), jobs,
    )  # fmt: skip


def _check_jobs(rows: Sequence[tuple[Sheet, int, Place, list[Limit]]], inside: Mapping[str, list[str]]) -> None:
    """Jobs of an occupation stand with the area or with its districts, not with both."""
    jobs = {place.id: place.jobs for _, _, place, _ in rows if place.id in inside}
    for sheet, i, place, _ in rows:
        for job in sorted(set(place.jobs) & set(jobs.get(place.within, ()))):
            sheet.fault("settle-jobs-twice", i, f"jobs_{job}", name=place.within, text=job)


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


def _check_homes(sheet: Sheet, names: list[str], homes: list[float], more: Mapping[str, list[float]]) -> None:
    """Homes are told apart by a number of persons, or not at all."""
    sizes = [c for c in more if c.startswith("homes_")]
    for c in sizes:
        size = c.removeprefix("homes_")
        if not size.isdecimal() or str(int(size)) != size or size == "0":
            sheet.fault("settle-homes", -1, c, text=c, example="homes_4")
    for i, name in enumerate(names):
        said = ", ".join(c for c in sizes if not np.isnan(more[c][i]))
        if said and not np.isnan(homes[i]):
            sheet.fault("settle-homes-both", i, "homes", name=name, columns=said)


def _least(*sizes: int | None) -> int | None:
    """The smaller of what a district and its area state; none where neither does."""
    return min((size for size in sizes if size is not None), default=None)


def _is_open(sheet: Sheet, i: int) -> bool:
    text = cell(sheet, "open", i).casefold()
    if text not in (*OPEN, *SHUT):
        sheet.fault("procedure-yes-no", i, "open", text=text)
    return text not in SHUT


def cell(sheet: Sheet, column: str, i: int) -> str:
    return cleaned(str(sheet.frame[column].iloc[i])) if column in sheet.frame.columns else ""


def refuse_columns(sheet: Sheet, known: Sequence[str], prefixes: tuple[str, ...] = ()) -> None:
    """Any other column is refused: what is not needed must not be in the plan's input."""
    for name in sheet.frame.columns:
        if name not in known and not (prefixes and name.startswith(prefixes)):
            near = ", ".join(get_close_matches(name, known, n=3) or known)
            sheet.fault("settle-column", -1, name, text=name, near=near)


def whole(sheet: Sheet, name: str, default: float = np.nan) -> list[float]:
    """A column of whole numbers that are not negative; the default where it is empty or missing."""
    if name not in sheet.frame.columns:
        return [default] * len(sheet.frame)
    values = sheet.numbers(name)
    for i in np.flatnonzero(np.isfinite(values) & (values % 1 != 0)):
        sheet.fault("settle-no-whole", int(i), name, text=f"{values[i]:g}")
    return [default if np.isnan(v) else float(v) for v in values]

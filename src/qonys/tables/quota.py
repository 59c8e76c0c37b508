"""Needs of foreign labour that a user fills in: CSV or XLSX, all faults of the file at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

import numpy as np

from qonys.errors import BadInput, NotFound
from qonys.model.quota import Cell, CellOrigin
from qonys.numerics.arrays import Floats
from qonys.tables.frames import Source
from qonys.tables.names import AREA, CATEGORY, SECTOR
from qonys.tables.sheet import Sheet
from qonys.tables.tables import read_sheet
from qonys.tables.totals import Parts, drop_totals

NEEDS = ("need_low", "need", "need_high")
OPTIONAL = ("staff", "used", "last_year")
PLACES, ORIGIN = "places", "origin"
MOST_PERSONS = 1e8
"""Larger numbers leave no digits for single places, and no country needs so many."""
COLUMNS = ("area", "sector", "category", *NEEDS, *OPTIONAL)
"""Columns of a template; all numbers are persons."""
IGNORED = ("unit", "area_name", "sector_name", "category_name", "coverage", "basis", "wanted")
MOST_ROWS = 200_000
SHEET = "plan"


@dataclass(frozen=True)
class Known:
    """What a file may name; what is empty may be anything."""

    find_area: Callable[[str], str] | None = None
    """The code of an area by name or code; raises NotFound."""
    sectors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Names by code."""
    categories: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    used_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Sectors of the categories that are not used in all."""
    within: Mapping[str, str] = field(default_factory=dict)
    """The area that an area is part of."""


@dataclass(frozen=True)
class OwnNeeds:
    """A user's needs, and the places of a plan if the file has them."""

    cells: tuple[Cell, ...]
    places: Mapping[tuple[str, str, str], float] | None
    """None where the file has no such column."""


def read_needs(path: Source, known: Known) -> OwnNeeds:
    """The needs of a file.

    Parameters
    ----------
    path : Path
        CSV or XLSX with the columns of a template; `need_low` and `need_high` are the need where they are left out.
    known : Known

    Raises
    ------
    NotFound
        If there is no such file or a column is missing.
    BadInput
        With all faults: negative or missing needs, rows given twice, unknown areas, sectors and categories with the
        nearest names, a low need above the need, more rows than a plan can hold.
    """
    sheet = read_sheet(path, SHEET)
    if len(sheet.frame) > MOST_ROWS:
        raise BadInput(
            "quota-too-many", f"{len(sheet.frame)} rows, a plan holds {MOST_ROWS}", where=path.name,
            fix=f"{MOST_ROWS}", count=len(sheet.frame), most=MOST_ROWS,
        )  # fmt: skip
    keys = _keys(sheet, known)
    numbers = {name: sheet.numbers(name) for name in (*NEEDS, *OPTIONAL, PLACES) if name in sheet.frame.columns}
    if "need" not in numbers:
        sheet.column("needs", ("need",))
        sheet.stop()
    _check(sheet, keys, numbers)
    _check_keys(sheet, keys, known)
    sheet.stop()
    origins = list(sheet.frame[ORIGIN]) if ORIGIN in sheet.frame.columns else [""] * len(keys)
    cells = tuple(_cell(key, numbers, i, origins[i]) for i, key in enumerate(keys))
    places = numbers.get(PLACES)
    given = None if places is None else {k: float(v) for k, v in zip(keys, places, strict=True) if not np.isnan(v)}
    return OwnNeeds(cells, given)


def _keys(sheet: Sheet, known: Known) -> list[tuple[str, str, str]]:
    columns = [
        sheet.column("areas", AREA), sheet.column("sectors", SECTOR), sheet.column("categories", CATEGORY)
    ]  # fmt: skip
    counts = Parts(tuple(name for name in (*NEEDS, *OPTIONAL, PLACES) if name in sheet.frame.columns))
    for column in columns:
        drop_totals(sheet, column, replace(counts, by=tuple(other for other in columns if other != column)))
    areas, sectors, categories = (sheet.labels(column) for column in columns)
    if known.find_area is not None:
        areas = [_area(sheet, text, i, columns[0], known.find_area) for i, text in enumerate(areas)]
    sectors = [_code(sheet, text, i, columns[1], ("sector", known.sectors)) for i, text in enumerate(sectors)]
    categories = [_code(sheet, t, i, columns[2], ("category", known.categories)) for i, t in enumerate(categories)]
    for name in sheet.frame.columns:
        if name not in (*columns, *NEEDS, *OPTIONAL, PLACES, ORIGIN, *IGNORED):
            near = ", ".join(get_close_matches(name, COLUMNS, n=3)) or "–"
            sheet.fault("impact-unknown-column", f"no column {name!r}: {near}", -1, name, text=name, near=near)
    return list(zip(areas, sectors, categories, strict=True))


def _area(sheet: Sheet, text: str, row: int, column: str, find: Callable[[str], str]) -> str:
    if not text:
        return text
    try:
        return find(text)
    except NotFound as error:
        near = error.fix if error.fix and not error.fix.startswith("qonys ") else "–"
        sheet.fault("quota-unknown-area", f"no area {text!r}: {near}", row, column, text=text, near=near)
        return text


def _code(sheet: Sheet, text: str, row: int, column: str, codes: tuple[str, Mapping[str, Mapping[str, str]]]) -> str:
    """A code, given as such or by a name."""
    what, known = codes
    plain = text[:-2] if text.endswith(".0") else text
    if not known or plain in known or not text:
        return plain
    by_name = {name.lower(): code for code, names in known.items() for name in names.values()}
    if text.lower() in by_name:
        return by_name[text.lower()]
    near = ", ".join(get_close_matches(text, [*known, *by_name], n=3) or list(known)[:6])
    sheet.fault(f"quota-unknown-{what}", f"no {what} {text!r}: {near}", row, column, text=text, near=near)
    return text


def _check(sheet: Sheet, keys: Sequence[tuple[str, str, str]], numbers: Mapping[str, Floats]) -> None:
    seen: dict[tuple[str, str, str], int] = {}
    for i, key in enumerate(keys):
        if key in seen:
            name = ", ".join(key)
            what = f"{name} stands on line {sheet.line(seen[key])} too"
            sheet.fault("quota-twice", what, i, "", name=name, line=sheet.line(seen[key]))
        seen.setdefault(key, i)
    for row in np.flatnonzero(np.isnan(numbers["need"])).tolist():
        if not sheet.told(row, "need"):
            sheet.fault("quota-no-need", "the need is missing", row, "need")
    for name, column in numbers.items():
        for row in np.flatnonzero(column > MOST_PERSONS).tolist():
            what = f"{column[row]:g} persons are more than {MOST_PERSONS:g}"
            sheet.fault("quota-too-large", what, row, name, text=float(column[row]), most=MOST_PERSONS)
    low, need, high = (numbers.get(name, numbers["need"]) for name in NEEDS)
    for row in np.flatnonzero((low > need) | (need > high) | (low > high)).tolist():
        parts = {n: float(v[row]) for n, v in (("low", low), ("need", need), ("high", high))}
        what = " ≤ ".join(f"{v:g}" for v in parts.values())
        sheet.fault("quota-low-above", f"{what} does not hold", row, "need_low", **parts)


def _check_keys(sheet: Sheet, keys: Sequence[tuple[str, str, str]], known: Known) -> None:
    """No row may hold what another holds too, and none a category in a sector where it is not used."""
    areas = {area for area, _, _ in keys}
    for i, (area, sector, category) in enumerate(keys):
        sectors = known.used_in.get(category, ())
        if sectors and sector not in sectors:
            near = ", ".join(sectors)
            what = f"category {category} is used in {near} alone"
            sheet.fault("quota-other-sector", what, i, "sector", name=category, near=near)
        above, seen = known.within.get(area), set[str]()
        while above and above not in seen:
            if above in areas:
                what = f"{area} is part of {above}, which has needs of its own"
                sheet.fault("quota-part-of", what, i, "area", text=area, name=above)
                break
            seen.add(above)
            above = known.within.get(above)


def _cell(key: tuple[str, str, str], numbers: Mapping[str, Floats], row: int, origin: str) -> Cell:
    def number(name: str) -> float | None:
        values = numbers.get(name)
        return None if values is None or np.isnan(values[row]) else float(values[row])

    need = number("need")
    assert need is not None
    low, high = number("need_low"), number("need_high")
    marked = origin.strip().lower() == CellOrigin.SCENARIO.value
    area, sector, category = key
    return Cell(
        area, sector, category, need if low is None else low, need, need if high is None else high, number("staff"),
        number("used"), number("last_year"), CellOrigin.SCENARIO if marked else CellOrigin.USER,
    )  # fmt: skip

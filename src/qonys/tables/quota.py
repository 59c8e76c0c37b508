"""What a user states of a quota: needs in CSV or XLSX, terms in TOML, floors; all faults of a file at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from qonys.errors import BadInput, NotFound
from qonys.model.quota import AreaTerms, Category, Cell, CellOrigin, QuotaTerms
from qonys.numerics.arrays import Floats
from qonys.packs.lines import line_at
from qonys.packs.quota import Declared
from qonys.packs.read import Faults
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
IGNORED = ("cell", "unit", "area_name", "sector_name", "category_name", "coverage", "basis", "wanted", "status")
MOST_ROWS = 200_000
SHEET = "plan"
OF_AREAS = ("floor", "ceiling", "capacity", "output", "unemployment")
OF_CATEGORIES = ("group", "inside", "duration", "vulnerable", "cap", "act")
OF_NEEDS = "sectors"
"""What of a category counts where needs are read."""


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
        raise BadInput("quota-too-many", where=path.name, fix=f"{MOST_ROWS}", count=len(sheet.frame), most=MOST_ROWS)
    sheet.spell((*NEEDS, *OPTIONAL, PLACES, ORIGIN, *IGNORED))
    keys = _keys(sheet, known)
    numbers = {name: sheet.numbers(name) for name in (*NEEDS, *OPTIONAL, PLACES) if name in sheet.frame.columns}
    if "need" not in numbers:
        sheet.column(("need",))
        sheet.stop()
    _check(sheet, keys, numbers)
    _check_keys(sheet, keys, known)
    sheet.stop()
    sheet.tell_gaps(numbers)
    origins = list(sheet.frame[ORIGIN]) if ORIGIN in sheet.frame.columns else [""] * len(keys)
    cells = tuple(_cell(key, numbers, i, origins[i]) for i, key in enumerate(keys))
    places = numbers.get(PLACES)
    given = None if places is None else {k: float(v) for k, v in zip(keys, places, strict=True) if not np.isnan(v)}
    return OwnNeeds(cells, given)


def _keys(sheet: Sheet, known: Known) -> list[tuple[str, str, str]]:
    columns = [
        sheet.column(AREA), sheet.column(SECTOR), sheet.column(CATEGORY)
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
            sheet.fault("impact-unknown-column", -1, name, text=name, near=near)
    return list(zip(areas, sectors, categories, strict=True))


def _area(sheet: Sheet, text: str, row: int, column: str, find: Callable[[str], str]) -> str:
    code, near = _found(find, text) if text else (text, "")
    if near:
        sheet.fault("quota-unknown-area", row, column, text=text, near=near)
    return code


def _found(find: Callable[[str], str], text: str) -> tuple[str, str]:
    """The code of an area and nothing; or the text and what is near to it, if it is none."""
    try:
        return find(text), ""
    except NotFound as error:
        return text, error.fix if error.fix and not error.fix.startswith("qonys ") else "–"


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
    sheet.fault(f"quota-unknown-{what}", row, column, text=text, near=near)
    return text


def _check(sheet: Sheet, keys: Sequence[tuple[str, str, str]], numbers: Mapping[str, Floats]) -> None:
    seen: dict[tuple[str, str, str], int] = {}
    for i, key in enumerate(keys):
        if key in seen:
            name = ", ".join(key)
            sheet.fault("quota-twice", i, "", name=name, line=sheet.line(seen[key]))
        seen.setdefault(key, i)
    for row in np.flatnonzero(np.isnan(numbers["need"])).tolist():
        if not sheet.told(row, "need"):
            sheet.fault("quota-no-need", row, "need")
    for name, column in numbers.items():
        for row in np.flatnonzero(column > MOST_PERSONS).tolist():
            sheet.fault("quota-too-large", row, name, text=float(column[row]), most=MOST_PERSONS)
    low, need, high = (numbers.get(name, numbers["need"]) for name in NEEDS)
    for row in np.flatnonzero((low > need) | (need > high) | (low > high)).tolist():
        parts = {n: float(v[row]) for n, v in (("low", low), ("need", need), ("high", high))}
        sheet.fault("quota-low-above", row, "need_low", **parts)


def _check_keys(sheet: Sheet, keys: Sequence[tuple[str, str, str]], known: Known) -> None:
    """No row may hold what another holds too, and none a category in a sector where it is not used."""
    areas = {area for area, _, _ in keys}
    for i, (area, sector, category) in enumerate(keys):
        sectors = known.used_in.get(category, ())
        if sectors and sector not in sectors:
            near = ", ".join(sectors)
            sheet.fault("quota-other-sector", i, "sector", name=category, near=near)
        above, seen = known.within.get(area), set[str]()
        while above and above not in seen:
            if above in areas:
                sheet.fault("quota-part-of", i, "area", text=area, name=above)
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


def template(
    areas: Sequence[str], categories: Sequence[Category], sectors: Sequence[str], name: Callable[[str, str], str]
) -> list[dict[str, object]]:
    """The rows of a file to be filled in: each area, category and sector; `name`: of a kind and a code."""
    return [
        {
            "area": area, "area_name": name("area", area), "sector": sector, "sector_name": name("sector", sector),
            "category": category.id, "category_name": name("category", category.id),
            **dict.fromkeys((*NEEDS, *OPTIONAL), ""), "unit": "persons",
        }
        for area in areas
        for category in sorted(categories, key=lambda c: c.id)
        for sector in category.sectors or sectors
    ]  # fmt: skip


def checked_terms(
    own: Declared, path: Path, cells: Sequence[Cell], find: Callable[[str], str] | None = None,
    *, known: Sequence[Category] = (),
) -> Declared:  # fmt: skip
    """The terms of a file with codes of areas, all of them about areas and categories of the plan.

    Parameters
    ----------
    own : Declared
    path : Path
        Where it stands, for messages.
    cells : sequence of Cell
        Needs.
    find : callable, optional
        Of a pack: the code of an area by name or code; raises NotFound.
    known : sequence of Category
        Of a scenario, which has no others.

    Raises
    ------
    BadInput
        With all areas and categories that are none.
    """
    needed, faults = dict.fromkeys(cell.area for cell in cells), Faults(path.parent)
    areas: dict[str, AreaTerms] = {}
    for i, (id, stated) in enumerate(own.terms.areas.items()):
        area, near, line = id, "", line_at(path, ("area", i, "id"))
        if find is None and id not in needed:
            near = ", ".join(get_close_matches(id, needed, n=3) or list(needed)[:6])
        elif find is not None:
            area, near = _found(find, id)
        if near:
            faults.add("quota-unknown-area", path, line, "id", text=id, near=near)
        elif area in areas:
            faults.add("duplicate-key", path, line, "id", text=id)
        elif area not in needed:
            faults.add("quota-area-no-need", path, line, "id", text=id)
        else:
            areas[area] = stated
    if known:
        _check_categories(own, known, path, faults)
    faults.stop()
    return replace(own, terms=replace(own.terms, areas=areas))


def _check_categories(own: Declared, known: Sequence[Category], path: Path, faults: Faults) -> None:
    """Categories and groups that a scenario does not have, and what of them it does not read."""
    ids = [c.id for c in known]
    for i, c in enumerate(own.terms.categories):
        if c.id not in ids:
            near = ", ".join(get_close_matches(c.id, ids, n=3) or ids)
            line = line_at(path, ("category", i, "id"))
            faults.add("quota-unknown-category", path, line, "id", text=c.id, near=near)
        elif OF_NEEDS in own.stated[c.id]:
            line = line_at(path, ("category", i, OF_NEEDS))
            faults.add("quota-of-needs", path, line, OF_NEEDS, text=c.id)
    groups = {c.group for c in (*known, *own.terms.categories)}
    for i, group in enumerate(own.terms.local_shares):
        if group not in groups:
            line = line_at(path, ("local_content", i, "id"))
            faults.add("quota-no-group", path, line, "id", text=group)


def over(terms: QuotaTerms, own: Declared) -> QuotaTerms:
    """Terms with what a user's file changes; of an area and a category only what it states."""
    mine = own.terms
    scale = mine.output / terms.output if mine.output and terms.output else 1.0
    areas = {a: replace(t, output=None if t.output is None else t.output * scale) for a, t in terms.areas.items()}
    for area, stated in mine.areas.items():
        said = {n: getattr(stated, n) for n in OF_AREAS if getattr(stated, n) is not None}
        areas[area] = replace(areas[area], **said) if area in areas else stated
    return replace(
        terms, categories=tuple(_category(c, own) for c in terms.categories), areas=areas,
        weight=mine.weight if own.weighs else terms.weight,
        cap=terms.cap if mine.cap is None else mine.cap, cap_act=terms.cap_act if mine.cap is None else mine.cap_act,
        local_shares={**terms.local_shares, **mine.local_shares},
        local_acts={**terms.local_acts, **{g: mine.local_acts.get(g, "") for g in mine.local_shares}},
        change=terms.change if mine.change is None else mine.change,
        change_act=terms.change_act if mine.change is None else mine.change_act,
        floor_share=terms.floor_share if mine.floor_share is None else mine.floor_share,
        output=terms.output if mine.output is None else mine.output,
    )  # fmt: skip


def _category(category: Category, own: Declared) -> Category:
    """A category with what a file states of it; a cap of the file has the act of the file, or none."""
    mine = next((c for c in own.terms.categories if c.id == category.id), None)
    if mine is None:
        return category
    stated = own.stated[category.id]
    names = {n for n in OF_CATEGORIES if n in stated} | ({"act"} if "cap" in stated else set())
    return replace(category, **{n: getattr(mine, n) for n in names})


def floors_of(
    floors: Sequence[tuple[str, float]], cells: Sequence[Cell], find: Callable[[str], str] | None = None
) -> dict[str, float]:
    """Floors by code of the area.

    Raises
    ------
    BadInput
        If an area has two floors, or nobody is needed there.
    NotFound
        If there is no such area.
    """
    needed = dict.fromkeys(cell.area for cell in cells)
    found: dict[str, float] = {}
    for name, value in floors:
        area = find(name) if find else name
        if area not in needed and find:
            raise BadInput("quota-floor-no-need", where="--floor", fix="", text=name)
        if area not in needed:
            raise NotFound.area(name, where="--floor", near=get_close_matches(name, needed, n=3) or list(needed)[:3])
        if area in found:
            fix = f"{name}={value:g}"
            raise BadInput("floor-twice", where="--floor", fix=fix, name=name)
        found[area] = value
    return found

"""A user's panel: one row an area and period, a column for each series that the study names."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from qonys.errors import BadInput, NotFound
from qonys.model.grid import Grid
from qonys.model.result import Floats
from qonys.model.specification import Study
from qonys.sources.criteria import UNIT
from qonys.sources.series import PERIOD
from qonys.sources.tables import Sheet, read_sheet

AREAS = (*UNIT, "id", "firm", "state", "district", "unit_id", "entity")
PLACES = (("latitude", "lat"), ("longitude", "lon", "long", "lng"))


def read_panel(path: Path, study: Study, area: str = "", period: str = "") -> Grid:
    """The series that a study names, over all periods from the first to the last.

    Parameters
    ----------
    area, period : columns, where they have no usual name

    Raises
    ------
    NotFound
        If a column is missing.
    BadInput
        With all faults of the file: words, periods that are no years, an area that stands twice in a period
        or in two clusters.
    """
    sheet = read_sheet(path)
    wanted = tuple(dict.fromkeys(name for s in study.specifications for name in s.series))
    extra = tuple(dict.fromkeys(n for c in study.choices.controls for v in c for n in (v.series, v.per) if n))
    weighed = tuple(name for name in study.choices.weights if name)
    wanted = tuple(dict.fromkeys((*wanted, *extra, *weighed)))
    areas, times = keys(sheet, wanted, area, period)
    names = tuple(dict.fromkeys(areas))
    years = tuple(range(min(times), max(times) + 1)) if times else ()
    refuse_twice(sheet, areas, times)
    at = ([names.index(a) for a in areas], [t - years[0] for t in times])
    series = {name: _placed(sheet, named(sheet, name), at, (len(names), len(years))) for name in wanted}
    groups = {s.clusters: _grouped(sheet, s.clusters, areas, names) for s in study.specifications if s.clusters}
    places = _places(sheet, areas)
    sheet.stop()
    return Grid(names, tuple(str(y) for y in years), series, {}, groups, places)


def keys(sheet: Sheet, taken: Sequence[str], area: str = "", period: str = "") -> tuple[list[str], list[int]]:
    """The area and the period of each row, from columns with a usual name that are not taken otherwise."""
    other = {name.lower() for name in taken}
    areas = sheet.labels(sheet.column("areas", [n for n in AREAS if n not in other], area))
    return areas, _years(sheet, sheet.column("periods", [n for n in PERIOD if n not in other], period))


def _years(sheet: Sheet, column: str) -> list[int]:
    """Periods as whole numbers: years, or any numbering without gaps of its own."""
    found = []
    for i, text in enumerate(sheet.labels(column)):
        plain = text.removesuffix(".0")
        if plain.lstrip("-").isdigit():
            found.append(int(plain))
        else:
            sheet.fault("period", f"no period {text!r}", i, column, text=text)
    sheet.stop()
    return found


def named(sheet: Sheet, name: str) -> str:
    """A column of this very name; the nearest ones if there is none."""
    have = list(sheet.frame.columns)
    if name not in have:
        near = ", ".join(get_close_matches(name, have, n=3) or have[:6])
        raise NotFound("column", f"no column {name!r}", where=str(sheet.path), fix=near, name=name)
    return name


def _placed(sheet: Sheet, column: str, at: tuple[list[int], list[int]], shape: tuple[int, int]) -> Floats:
    values = np.full(shape, np.nan)
    values[at] = sheet.numbers(column, negative=True)
    return values


def _grouped(sheet: Sheet, column: str, areas: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """The cluster of each area; an area in two of them is a fault."""
    of: dict[str, tuple[str, int]] = {}
    for i, (area, label) in enumerate(zip(areas, sheet.labels(named(sheet, column)), strict=True)):
        if area in of and of[area][0] != label:
            what = f"{area} is in {label}, on line {sheet.line(of[area][1])} in {of[area][0]}"
            sheet.fault("effect-nesting", what, i, column, name=area, line=sheet.line(of[area][1]))
        of.setdefault(area, (label, i))
    return tuple(of[name][0] for name in names)


def _places(sheet: Sheet, areas: Sequence[str]) -> dict[str, tuple[float, float]]:
    if not all(sheet.has(names) for names in PLACES):
        return {}
    columns = [sheet.numbers(sheet.column("places", names), negative=True) for names in PLACES]
    return {
        area: (float(lat), float(lon))
        for area, lat, lon in zip(areas, *columns, strict=True)
        if not np.isnan(lat + lon)
    }


def refuse_twice(sheet: Sheet, areas: Sequence[str], times: Sequence[int]) -> None:
    """Raise the faults of a file in which an area has two rows in a period."""
    seen: dict[tuple[str, int], int] = {}
    for i, key in enumerate(zip(areas, times, strict=True)):
        if key in seen:
            name = f"{key[0]} {key[1]}"
            sheet.fault("row-twice", f"{name} stands on line {seen[key]} too", i, "", name=name, line=seen[key])
        seen.setdefault(key, sheet.line(i))
    if sheet.faults:
        raise BadInput.file(sheet.faults)

"""A user's panel: one row an area and period, a column for each series that the study names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qonys.errors import BadInput, NotFound
from qonys.model.grid import Grid
from qonys.model.result import Floats
from qonys.model.specification import Study
from qonys.tables.frames import Source
from qonys.tables.header import fold
from qonys.tables.names import PANEL_AREA, PERIOD
from qonys.tables.periods import read_period
from qonys.tables.places import note_renamings, refuse_variants, same_names
from qonys.tables.sheet import Sheet
from qonys.tables.tables import read_sheet
from qonys.tables.totals import Parts, drop_totals

MOST_ROWS = 200_000
"""Areas by periods of a panel that is estimated within seconds."""
MOST_NUMBERED = 999
"""Periods that are numbered from 1 on, and are no years, end here."""
PLACES = (("latitude", "lat"), ("longitude", "lon", "long", "lng"))


def read_panel(path: Source, study: Study, area: str = "", period: str = "") -> Grid:
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
    sheet.refuse_many(MOST_ROWS)
    wanted = tuple(dict.fromkeys(name for s in study.specifications for name in s.series))
    extra = tuple(dict.fromkeys(n for c in study.choices.controls for v in c for n in (v.series, v.per) if n))
    weighed = tuple(name for name in study.choices.weights if name)
    wanted = tuple(dict.fromkeys((*wanted, *extra, *weighed)))
    heads = {name: sheet.named(name) for name in wanted}
    areas, times = keys(sheet, wanted, area, period)
    refuse_twice(sheet, areas, times)
    note_renamings(sheet, areas, times)
    names = tuple(dict.fromkeys(areas))
    years = tuple(range(min(times), max(times) + 1))
    place = {name: i for i, name in enumerate(names)}
    at = ([place[a] for a in areas], [t - years[0] for t in times])
    series = {name: _placed(sheet, head, at, (len(names), len(years))) for name, head in heads.items()}
    groupings = dict.fromkeys(name for s in study.specifications for name in s.groupings)
    groups = {name: _grouped(sheet, name, areas, names) for name in groupings}
    places = _places(sheet, areas)
    sheet.stop()
    sheet.tell_gaps(heads.values())
    return Grid(names, tuple(str(y) for y in years), series, {}, groups, places)


def keys(sheet: Sheet, taken: Sequence[str], area: str = "", period: str = "") -> tuple[list[str], list[int]]:
    """The area and the period of each row, from columns with a usual name that are not taken otherwise.

    Rows of totals are left out of the sheet first.
    """
    other = {fold(name) for name in taken}
    time = _usual(sheet, [n for n in PERIOD if fold(n) not in other], period, "--period-column")
    column = _area_column(sheet, [n for n in PANEL_AREA if fold(n) not in other], time, area)
    drop_totals(sheet, column, Parts(other=tuple(map(sheet.named, taken)), by=(time,)))
    areas = sheet.labels(column)
    refuse_variants(sheet, areas, column)
    times = _years(sheet, time)
    sheet.stop()
    return same_names(areas, ()), times


def _area_column(sheet: Sheet, names: Sequence[str], time: str, asked: str) -> str:
    """The column of areas: of several with usual names the first in which an area has one row a period."""
    have = [name for name in sheet.frame.columns if fold(name) in set(map(fold, names)) and name != time]
    if asked or len(have) < 2:
        return _usual(sheet, names, asked, "--area-column")
    usual = sheet.column(names)
    single = [name for name in (usual, *have) if not sheet.frame.duplicated([name, time]).any()]
    if not single:
        fix = f"--area-column {usual}"
        raise BadInput("area-column-unclear", where=str(sheet.path), fix=fix, names=", ".join(have))
    chosen = single[0]
    others = ", ".join(name for name in have if name != chosen)
    sheet.note("area-column", text=chosen, others=others)
    return chosen


def _usual(sheet: Sheet, names: Sequence[str], asked: str, option: str) -> str:
    """The column asked for, or one with a usual name; the option that names it if there is none."""
    if not asked and sheet.usual(names) is None:
        have = list(sheet.frame.columns)
        fix = f"{option} {have[0]}"
        raise NotFound("column-of", where=str(sheet.path), fix=fix, name=names[0], have=", ".join(have[:6]))
    return sheet.column(names, asked)


def _years(sheet: Sheet, column: str) -> list[int]:
    """Periods as whole numbers: years, or any numbering from 1 to 999 of its own."""
    found, numbered = [], 0
    for i, text in enumerate(sheet.labels(column)):
        plain = text.removesuffix(".0")
        period = read_period(text)
        if plain.isdecimal() and int(plain) <= MOST_NUMBERED:
            numbered += 1
            found.append(int(plain))
        elif period is not None and len(period.code) == 4:
            found.append(period.year)
        else:
            sheet.fault("period", i, column, text=text)
    sheet.stop()
    if numbered and numbered < len(found):
        i = next(i for i, number in enumerate(found) if number <= MOST_NUMBERED)
        sheet.fault("period", i, column, text=str(found[i]))
        sheet.stop()
    return found


def _placed(sheet: Sheet, column: str, at: tuple[list[int], list[int]], shape: tuple[int, int]) -> Floats:
    values = np.full(shape, np.nan)
    values[at] = sheet.numbers(column, negative=True)
    return values


def _grouped(sheet: Sheet, column: str, areas: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """The cluster of each area; an area in two of them is a fault."""
    of: dict[str, tuple[str, int]] = {}
    for i, (area, label) in enumerate(zip(areas, sheet.labels(sheet.named(column)), strict=True)):
        if area in of and of[area][0] != label:
            sheet.fault("effect-nesting", i, column, name=area, line=sheet.line(of[area][1]))
        of.setdefault(area, (label, i))
    return tuple(of[name][0] for name in names)


def _places(sheet: Sheet, areas: Sequence[str]) -> dict[str, tuple[float, float]]:
    if not all(sheet.has(names) for names in PLACES):
        return {}
    columns = [sheet.numbers(sheet.column(names), least=-360, most=360) for names in PLACES]
    return {
        area: (float(lat), float(lon))
        for area, lat, lon in zip(areas, *columns, strict=True)
        if not np.isnan(lat + lon)
    }


def refuse_twice(sheet: Sheet, areas: Sequence[str], times: Sequence[int]) -> None:
    """Raise the faults of a file in which an area has two rows in a period."""
    sheet.refuse_twice(list(zip(areas, times, strict=True)), lambda i: f"{areas[i]} {times[i]}")
    sheet.stop()

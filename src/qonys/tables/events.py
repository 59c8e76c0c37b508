"""Dated events of a user's panel: a date and the areas it reaches, or a column with the date of each area."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from qonys.errors import BadInput, NotFound
from qonys.model.grid import Grid
from qonys.model.specification import Specification, Study, Variable
from qonys.tables.frames import Source
from qonys.tables.labels import cleaned
from qonys.tables.numbers import MISSING
from qonys.tables.panels import keys, read_panel
from qonys.tables.sheet import Sheet
from qonys.tables.tables import read_sheet

YES = ("1", "1.0", "true", "yes")
NO = ("0", "0.0", "false", "no", *MISSING)
NEVER = ("never", "inf", *MISSING)


@dataclass(frozen=True)
class DatedPanel:
    """Figures, and the period in which the event of each area falls; none where it never does."""

    grid: Grid
    dates: Mapping[str, int | None]
    zeros: int = 0
    """Areas whose date is 0, which is read as never."""


def read_events(
    path: Source, series: Sequence[str], event: str, treated: str, columns: tuple[str, str] = ("", "")
) -> DatedPanel:
    """A panel and its events.

    Parameters
    ----------
    series : columns of figures; the first is the outcome
    event : a year or date, or the column with the date of each area; empty: the first period in which the column
        `treated` is 1
    treated : names of areas, separated by commas, or a column of 0 and 1
    columns : of areas and of periods, where they have no usual name

    Raises
    ------
    NotFound
        If a column or an area is missing, with the nearest names.
    BadInput
        With all faults of the file, or if neither date nor treated areas are said.
    """
    variables = tuple(Variable(name) for name in series)
    study = Study("own", (Specification("own", variables[0], variables[0], controls=variables[1:]),))
    grid = read_panel(path, study, *columns)
    sheet = read_sheet(path)
    areas, times = keys(sheet, series, *columns)
    sheet.spell(filter(None, (event, treated)))
    have = list(sheet.frame.columns)
    if event in have and treated:
        raise BadInput("effect-treated-twice", where="--event, --treated", fix="--event", name=event)
    never = 0
    if event in have:
        dates, never = without_zeros(_own_dates(sheet, event, areas), times)
    elif event:
        dates = dict.fromkeys(_reached(sheet, treated, areas), date_of(event, have))
    elif treated in have:
        dates = _first_ones(sheet, treated, areas, times)
    else:
        raise BadInput(
            "effect-which-event",
            where="--event, --treated",
            fix="--event 2018 --treated North,South",
        )
    sheet.stop()
    return DatedPanel(grid, {name: dates.get(name) for name in grid.areas}, never)


def without_zeros(dates: Mapping[str, int | None], times: Sequence[int]) -> tuple[dict[str, int | None], int]:
    """Dates with those of 0 as never, and how many they are: a panel of years has no year 0, and files write it so.

    Where periods are numbered through 0 it is a date like any other.

    References
    ----------
    Callaway, Sant'Anna (2021), J. Econometrics 225(2), and their package: 0 for groups that are never treated.

    Examples
    --------
    >>> without_zeros({"A": 2014, "B": 0}, (2010, 2019))
    ({'A': 2014, 'B': None}, 1)
    >>> without_zeros({"A": 0}, (-3, 3))
    ({'A': 0}, 0)
    """
    if not times or min(times) <= 0 <= max(times):
        return dict(dates), 0
    return {area: date or None for area, date in dates.items()}, sum(date == 0 for date in dates.values())


def date_of(text: str, columns: Sequence[str] = ()) -> int:
    """The year of an event: of a date, a year, or a number of periods that are no years.

    Raises
    ------
    BadInput
        If it is neither.

    Examples
    --------
    >>> date_of("2018-07-01"), date_of("2018")
    (2018, 2018)
    """
    plain = text.strip().removesuffix(".0")
    if re.fullmatch("-?[0-9]{1,9}", plain):
        return int(plain)
    try:
        return dt.date.fromisoformat(plain).year
    except ValueError:
        near = get_close_matches(text, columns, n=3)
        raise BadInput(
            "effect-event-date",
            where="--event",
            fix=", ".join(near) or "2018, 2018-07-01, or a column of dates",
            text=text,
        ) from None


def treated_names(text: str, known: Sequence[str]) -> list[str]:
    """Names of areas that stand in a list separated by commas.

    Raises
    ------
    NotFound
        If one of them is unknown, with the nearest names.
    """
    asked = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if not asked:
        raise BadInput("effect-which-event", where="--treated", fix="--treated North,South")
    for name in asked:
        if name not in known:
            near = ", ".join(get_close_matches(name, dict.fromkeys(known), n=3) or list(dict.fromkeys(known))[:6])
            raise NotFound("effect-no-unit", where="--treated", fix=near, name=name)
    return asked


def _reached(sheet: Sheet, treated: str, areas: list[str]) -> list[str]:
    if treated not in sheet.frame.columns:
        return treated_names(treated, areas)
    flags = _flags(sheet, treated)
    return list(dict.fromkeys(area for area, flag in zip(areas, flags, strict=True) if flag))


def _first_ones(sheet: Sheet, treated: str, areas: list[str], times: list[int]) -> dict[str, int | None]:
    """The first period of a 1; a 0 after it is a fault: the event was taken back."""
    flags = _flags(sheet, treated)
    dates: dict[str, int | None] = {}
    for area, time, flag in zip(areas, times, flags, strict=True):
        known = dates.get(area)
        if flag and (known is None or time < known):
            dates[area] = time
    for i, (area, time, flag) in enumerate(zip(areas, times, flags, strict=True)):
        known = dates.get(area)
        if not flag and known is not None and time > known:
            sheet.fault("effect-taken-back", i, treated, name=area, first=known)
    return dates


def _own_dates(sheet: Sheet, column: str, areas: list[str]) -> dict[str, int | None]:
    """The date in each area's rows; two of them are a fault."""
    of: dict[str, tuple[int | None, int]] = {}
    cells = [cleaned(str(cell)) for cell in sheet.frame[sheet.named(column)]]
    for i, (area, cell) in enumerate(zip(areas, cells, strict=True)):
        try:
            date = None if cell.lower() in NEVER else date_of(cell)
        except BadInput:
            sheet.fault("period", i, column, text=cell)
            continue
        if area in of and of[area][0] != date:
            line = sheet.line(of[area][1])
            sheet.fault("effect-event-varies", i, column, name=area, line=line)
        of.setdefault(area, (date, i))
    return {area: date for area, (date, _) in of.items()}


def _flags(sheet: Sheet, column: str) -> list[bool]:
    found = []
    for i, cell in enumerate(sheet.frame[column]):
        plain = str(cell).strip()
        if plain.lower() not in (*YES, *NO):
            sheet.fault("effect-flag", i, column, text=plain)
        found.append(plain.lower() in YES)
    sheet.stop()
    return found

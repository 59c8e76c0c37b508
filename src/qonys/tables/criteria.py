"""A user's figures for a framework: one row a unit (and period) with a column a series, or one row a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np

from qonys.errors import NotFound
from qonys.model import Framework
from qonys.model.result import Floats
from qonys.tables.frames import Source
from qonys.tables.header import fold
from qonys.tables.names import INDICATOR, PERIOD, UNIT, VALUE
from qonys.tables.places import refuse_variants, same_names
from qonys.tables.sheet import Sheet
from qonys.tables.tables import read_sheet
from qonys.tables.totals import Parts, drop_totals

MOST_ROWS = 200_000
"""Units by periods of a table that an index is made of within seconds."""


@dataclass(frozen=True)
class CriteriaTable:
    """Figures by series, arrays (period, unit); nan where there is none."""

    units: tuple[str, ...]
    periods: tuple[str, ...]
    """One empty label where the file has no periods."""
    series: dict[str, Floats]
    groups: tuple[str, ...] = ()
    """Group of each unit, if a column of groups was named."""
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """File and line of each figure, by period, unit and series."""


def read_criteria(path: Source, framework: Framework, groups: str = "", sheet_name: str = "") -> CriteriaTable:
    """Figures of all series that a framework names.

    Raises
    ------
    NotFound
        If a column is missing: units, a series, a denominator, groups.
    BadInput
        With all faults of the file: words, units without a name, a unit given twice for one period.
    """
    sheet = read_sheet(path, sheet_name)
    sheet.refuse_many(MOST_ROWS)
    wanted = _wanted(framework)
    if sheet.has(INDICATOR) and sheet.has(VALUE):
        return _long(sheet, wanted)
    # A series may have the name of a usual column of units: `area` in square kilometres.
    taken = {fold(series) for series in (*wanted, groups)}
    column = sheet.column([name for name in UNIT if fold(name) not in taken])
    time = sheet.usual([name for name in PERIOD if fold(name) not in taken])
    heads = {series: _column(sheet, series, framework) for series in wanted}
    drop_totals(sheet, column, Parts(other=tuple(heads.values()), by=(time,) if time else ()))
    units, periods = _keys(sheet, column, time)
    keys = list(zip(units, periods, strict=True))
    sheet.refuse_twice(keys, lambda i: ", ".join(filter(None, keys[i])))
    sheet.stop()
    columns = {series: sheet.numbers(head, negative=True) for series, head in heads.items()}
    members = sheet.labels(sheet.named(groups)) if groups else []
    sheet.stop()
    axes = tuple(dict.fromkeys(units)), tuple(sorted(dict.fromkeys(periods)))
    found = {series: _spread(units, periods, values, axes) for series, values in columns.items()}
    places = {
        (period, unit, series): f"{path.name}:{sheet.line(i)} [{series}]"
        for i, (unit, period) in enumerate(zip(units, periods, strict=True))
        for series in columns
    }
    of_unit = dict(zip(units, members, strict=True)) if members else {}
    return CriteriaTable(*axes, found, tuple(of_unit[u] for u in axes[0]) if members else (), places)


def _wanted(framework: Framework) -> tuple[str, ...]:
    """Series, denominators and bases of events, each once."""
    names = [name for c in framework.criteria for name in (c.series, c.denominator, c.events) if name]
    return tuple(dict.fromkeys(names))


def _column(sheet: Sheet, series: str, framework: Framework) -> str:
    owner = next(c.id for c in framework.criteria if series in (c.series, c.denominator, c.events))
    return sheet.named(series, f"{sheet.path}, {framework.where} [{owner}]")


def _keys(sheet: Sheet, column: str, time: str | None) -> tuple[list[str], list[str]]:
    """Units and periods of rows; periods are empty where the file has none."""
    units = sheet.labels(column)
    refuse_variants(sheet, units, column)
    periods = list(map(str, sheet.periods(time))) if time else [""] * len(units)
    sheet.stop()
    return same_names(units, ()), periods


def _long(sheet: Sheet, wanted: Sequence[str]) -> CriteriaTable:
    what, figure = sheet.column(INDICATOR), sheet.column(VALUE)
    column, time = sheet.column(UNIT), sheet.usual(PERIOD)
    drop_totals(sheet, column, Parts(other=(figure,), by=(time,) if time else (), across=what))
    units, periods = _keys(sheet, column, time)
    names = sheet.labels(what)
    values = sheet.numbers(figure, negative=True)
    keys = list(zip(units, periods, names, strict=True))
    sheet.refuse_twice(keys, lambda i: ", ".join(filter(None, keys[i])))
    sheet.stop()
    lacking = [series for series in wanted if series not in names]
    if lacking:
        near = ", ".join(get_close_matches(lacking[0], set(names), n=3) or sorted(set(names))[:6])
        raise NotFound("indicator-not-found", where=str(sheet.path), fix=near, name=lacking[0])
    axes = tuple(dict.fromkeys(units)), tuple(sorted(dict.fromkeys(periods)))
    rows_of: dict[str, list[int]] = {series: [] for series in wanted}
    for i, name in enumerate(names):
        if name in rows_of:
            rows_of[name].append(i)
    found = {
        series: _spread([units[i] for i in at], [periods[i] for i in at], values[at], axes)
        for series, at in rows_of.items()
    }
    places = {
        (periods[i], units[i], names[i]): f"{sheet.path.name}:{sheet.line(i)}" for at in rows_of.values() for i in at
    }
    return CriteriaTable(*axes, found, (), places)


def _spread(
    units: Sequence[str], periods: Sequence[str], values: Floats, axes: tuple[tuple[str, ...], tuple[str, ...]]
) -> Floats:
    """Figures of rows as an array (period, unit)."""
    place = {unit: i for i, unit in enumerate(axes[0])}
    time = {period: i for i, period in enumerate(axes[1])}
    out = np.full((len(axes[1]), len(axes[0])), np.nan)
    out[[time[p] for p in periods], [place[u] for u in units]] = values
    return out

"""A user's figures for a framework: one row a unit (and period) with a column a series, or one row a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from qonys.errors import BadInput, NotFound
from qonys.model import Framework
from qonys.model.result import Floats
from qonys.sources.flows import AREA
from qonys.sources.series import PERIOD as PERIODS
from qonys.sources.tables import Sheet, read_sheet

UNIT = ("unit", "ucode", "unit_code", *AREA, "country")
PERIOD = (*PERIODS, "time")
INDICATOR = ("indicator", "series", "criterion", "показатель", "көрсеткіш")
VALUE = ("value", "figure", "значение", "мән")


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


def read_criteria(path: Path, framework: Framework, groups: str = "", sheet_name: str = "") -> CriteriaTable:
    """Figures of all series that a framework names.

    Raises
    ------
    NotFound
        If a column is missing: units, a series, a denominator, groups.
    BadInput
        With all faults of the file: words, units without a name, a unit given twice for one period.
    """
    sheet = read_sheet(path, sheet_name)
    wanted = _wanted(framework)
    if sheet.has(INDICATOR) and sheet.has(VALUE):
        return _long(sheet, wanted)
    # A series may have the name of a usual column of units: `area` in square kilometres.
    taken = {series.lower() for series in wanted}
    units = sheet.labels(sheet.column("units", [name for name in UNIT if name not in taken]))
    periods = sheet.labels(sheet.column("periods", PERIOD)) if sheet.has(PERIOD) else [""] * len(units)
    _refuse_twice(sheet, list(zip(units, periods, strict=True)))
    columns = {series: sheet.numbers(_column(sheet, series, framework), negative=True) for series in wanted}
    members = sheet.labels(sheet.column("groups", (), groups)) if groups else []
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
    have = list(sheet.frame.columns)
    if series in have:
        return series
    owner = next(c.id for c in framework.criteria if series in (c.series, c.denominator, c.events))
    near = ", ".join(get_close_matches(series, have, n=3) or have[:6])
    what = f"no column {series!r}, which the criterion {owner} needs"
    raise NotFound("column", what, where=f"{sheet.path}, {framework.where} [{owner}]", fix=near, name=series)


def _long(sheet: Sheet, wanted: Sequence[str]) -> CriteriaTable:
    units = sheet.labels(sheet.column("units", UNIT))
    periods = sheet.labels(sheet.column("periods", PERIOD)) if sheet.has(PERIOD) else [""] * len(units)
    names = sheet.labels(sheet.column("indicators", INDICATOR))
    values = sheet.numbers(sheet.column("values", VALUE), negative=True)
    _refuse_twice(sheet, list(zip(units, periods, names, strict=True)))
    sheet.stop()
    lacking = [series for series in wanted if series not in names]
    if lacking:
        near = ", ".join(get_close_matches(lacking[0], set(names), n=3) or sorted(set(names))[:6])
        what = f"no rows of the indicator {lacking[0]!r}"
        raise NotFound("indicator-not-found", what, where=str(sheet.path), fix=near, name=lacking[0])
    axes = tuple(dict.fromkeys(units)), tuple(sorted(dict.fromkeys(periods)))
    found = {}
    for series in wanted:
        at = [i for i, name in enumerate(names) if name == series]
        found[series] = _spread([units[i] for i in at], [periods[i] for i in at], values[at], axes)
    places = {
        (periods[i], units[i], names[i]): f"{sheet.path.name}:{sheet.line(i)}"
        for i in range(len(units))
        if names[i] in found
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


def _refuse_twice(sheet: Sheet, keys: Sequence[tuple[str, ...]]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for i, key in enumerate(keys):
        if key in seen:
            name = ", ".join(part for part in key if part)
            sheet.fault("row-twice", f"{name} stands on line {seen[key]} too", i, "", name=name, line=seen[key])
        seen.setdefault(key, sheet.line(i))
    if sheet.faults:
        raise BadInput.file(sheet.faults)

"""A user's own scenario of arrivals, and own figures of areas, from CSV or TOML: all faults of a file at once."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from qonys.errors import BadInput, NotFound
from qonys.model.parameters import COMPOSITION, POSITIVE, QUANTITIES, SKILLS, Group, Side
from qonys.packs.parameters import group_of
from qonys.packs.read import Faults, read_toml
from qonys.packs.validate import valid
from qonys.tables.names import AREA, PERIOD
from qonys.tables.sheet import Sheet
from qonys.tables.tables import read_sheet
from qonys.tables.totals import Parts, drop_totals

KIND = ("kind", "group", "вид", "түрі")
NUMBERS = ("people", "households", "pay", *SKILLS, *COMPOSITION)
"""Columns of numbers that a scenario may have."""


@dataclass(frozen=True)
class OwnScenario:
    """People who arrive, and where and when if the file says so."""

    groups: tuple[Group, ...]
    area: str = ""
    period: str = ""


@dataclass(frozen=True)
class OwnFigures:
    """A user's figures: values by area and quantity, and the line of each area."""

    values: Mapping[str, Mapping[str, float]]
    places: Mapping[str, str]

    def of(self, area: str) -> Mapping[str, float]:
        """The figures of an area.

        Raises
        ------
        NotFound
            With the nearest labels.
        """
        if area not in self.values:
            near = tuple(get_close_matches(area, self.values, n=3) or list(self.values)[:5])
            raise NotFound.area(area, where=next(iter(self.places.values()), "").partition(":")[0], near=near)
        return self.values[area]


def read_scenario(path: Path) -> OwnScenario:
    """The people of a file: a TOML with `[[group]]` tables, or a CSV with a row a group.

    Raises
    ------
    NotFound
        If there is no such file, or a CSV has no column of kinds.
    BadInput
        With all faults of the file.
    """
    if path.suffix.lower() == ".toml":
        from qonys.packs.parameters_schema import OwnScenarioFile

        data, faults = _toml(path)
        table = valid(OwnScenarioFile, data, path, faults)
        faults.stop()
        assert table is not None
        return OwnScenario(tuple(map(group_of, table.group)), table.area, table.period)
    sheet = read_sheet(path)
    sheet.spell((*NUMBERS, "sector", "side"))
    kinds = sheet.labels(sheet.column(KIND))
    numbers = {name: sheet.numbers(name, negative=True) for name in sheet.frame.columns if name in NUMBERS}
    words = {name: list(map(str.strip, sheet.frame[name])) for name in ("sector", "side") if sheet.has((name,))}
    for i, side in enumerate(words.get("side", ())):
        if side and side not in {s.value for s in Side}:
            sheet.fault("impact-unknown-side", i, "side", text=side)
    _refuse_others(sheet, (*KIND, *NUMBERS, "sector", "side", *AREA))
    sheet.stop()
    rows = [
        _group(kind, {n: float(v[i]) for n, v in numbers.items()}, {n: w[i] for n, w in words.items()})
        for i, kind in enumerate(kinds)
    ]
    return OwnScenario(tuple(rows))


def _group(kind: str, numbers: Mapping[str, float], words: Mapping[str, str]) -> Group:
    known = {name: value for name, value in numbers.items() if not math.isnan(value)}
    side = words.get("side", "")
    return Group(
        kind, known.get("people"), known.get("households"), words.get("sector", ""),
        {name: known[name] for name in SKILLS if name in known},
        {name: known[name] for name in COMPOSITION if name in known}, known.get("pay", 1.0),
        Side(side) if side else None,
    )  # fmt: skip


def read_figures(path: Path, period: str = "") -> OwnFigures:
    """Figures of areas: a CSV with a row an area and a column a quantity, or a TOML with a table an area.

    Parameters
    ----------
    path : Path
    period : str
        The year that is wanted of a CSV with a column of periods; the last of each area if left out.

    Raises
    ------
    NotFound
        If there is no such file, or a CSV has no column of areas.
    BadInput
        With all faults of the file: words, negative figures, an unemployment rate of 1 or more, columns that are
        no quantity, an area given twice.
    """
    if path.suffix.lower() == ".toml":
        return _figures_of_toml(path)
    sheet = read_sheet(path)
    column, time = sheet.column(AREA), sheet.usual(PERIOD)
    heads = {name: head for name in QUANTITIES if (head := sheet.usual((name,)))}
    drop_totals(sheet, column, Parts(other=tuple(heads.values()), by=(time,) if time else ()))
    areas = sheet.labels(column)
    periods = list(map(str, sheet.periods(time))) if time else [""] * len(areas)
    columns = {name: sheet.numbers(head) for name, head in heads.items()}
    _refuse_others(sheet, (*AREA, *PERIOD, *QUANTITIES))
    _check_rates(sheet, columns)
    for name in POSITIVE.intersection(columns):
        for i in (columns[name] == 0).nonzero()[0]:
            sheet.fault("impact-zero", int(i), name, name=name)
    rows = _rows(sheet, areas, periods, period)
    sheet.stop()
    values = {area: {n: float(v[i]) for n, v in columns.items() if not math.isnan(v[i])} for area, i in rows.items()}
    return OwnFigures(values, {area: f"{path.name}:{sheet.line(i)}" for area, i in rows.items()})


def _rows(sheet: Sheet, areas: Sequence[str], periods: Sequence[str], wanted: str) -> dict[str, int]:
    """The row of each area: of the period wanted, or of its last."""
    found: dict[str, int] = {}
    keys = list(zip(areas, periods, strict=True))
    sheet.refuse_twice(keys, lambda i: " ".join(filter(None, keys[i])))
    for i, key in enumerate(keys):
        area, period = key
        if wanted and period and period != wanted:
            continue
        if area not in found or period > periods[found[area]]:
            found[area] = i
    return found


def _check_rates(sheet: Sheet, columns: Mapping[str, Any]) -> None:
    for i, rate in enumerate(columns.get("unemployment_rate", ())):
        if rate >= 1:
            sheet.fault("impact-rate", i, "unemployment_rate", text=f"{rate:g}")


def _refuse_others(sheet: Sheet, known: Sequence[str]) -> None:
    for name in sheet.frame.columns:
        if name.strip().lower() not in known:
            near = ", ".join(get_close_matches(name, known, n=3) or ())
            sheet.fault("impact-unknown-column", -1, name, text=name, near=near or "–")


def _figures_of_toml(path: Path) -> OwnFigures:
    data, faults = _toml(path)
    values: dict[str, dict[str, float]] = {}
    for area, table in data.items():
        own: dict[str, float] = {}
        for name, value in table.items() if isinstance(table, dict) else ():
            if name not in QUANTITIES:
                near = ", ".join(get_close_matches(name, QUANTITIES, n=3) or ())
                faults.add(
                    "impact-unknown-column",
                    path,
                    None,
                    name,
                    text=name,
                    near=near or "–",
                )
            elif isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
                faults.add("not-a-number", path, None, f"{area}.{name}", text=value)
            elif value < 0:
                faults.add("negative", path, None, f"{area}.{name}", text=f"{value:g}")
            elif value == 0 and name in POSITIVE:
                faults.add("impact-zero", path, None, f"{area}.{name}", name=name)
            elif name == "unemployment_rate" and value >= 1:
                faults.add("impact-rate", path, None, f"{area}.{name}", text=f"{value:g}")
            else:
                own[name] = float(value)
        values[area] = own
    faults.stop()
    if not values:
        raise BadInput("file-empty", where=str(path), fix="", name=path.name)
    return OwnFigures(values, {area: path.name for area in values})


def _toml(path: Path) -> tuple[dict[str, Any], Faults]:
    if not os.path.isfile(path):
        raise NotFound.file(path)
    faults = Faults(path.parent)
    data = read_toml(path, faults)
    faults.stop()
    return data, faults

"""A user's figures by area or by period: populations, margins, net totals, monthly series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qonys.errors import BadInput, NotFound
from qonys.model.result import Floats
from qonys.sources.flows import AREA
from qonys.sources.tables import Sheet, read_sheet

PERIOD = ("period", "month", "year", "quarter", "date", "период", "кезең")
FIGURES = ("value", "flow", "persons", "moves", "arrivals", "departures", "net")


@dataclass(frozen=True)
class Columns:
    """Numbers of a file by label: one array for each column, in the order of the labels."""

    labels: tuple[str, ...]
    values: dict[str, Floats]

    def of(self, labels: Sequence[str], column: str, path: Path) -> Floats:
        """A column in the order of these labels.

        Raises
        ------
        BadInput
            If a label has no figure.
        """
        place = {label: i for i, label in enumerate(self.labels)}
        lacking = [label for label in labels if label not in place]
        if lacking:
            listed = ", ".join(lacking[:5])
            what = f"{len(lacking)} areas have no {column}: {listed}"
            fix = ", ".join(self.labels[:5])
            raise BadInput("areas-missing", what, where=str(path), fix=fix, names=listed, column=column)
        return self.values[column][[place[label] for label in labels]]


def read_by_area(
    path: Path, columns: Sequence[str], *, optional: Sequence[str] = (), negative: bool = False
) -> Columns:
    """Figures by area: columns area and each of `columns`; one row an area.

    Raises
    ------
    NotFound
        If a column is missing.
    BadInput
        For words, negative figures, an area given twice.
    """
    sheet = read_sheet(path)
    return _keyed(sheet, sheet.labels(sheet.column("areas", AREA)), columns, optional, negative)


def read_by_period(path: Path, column: str = "") -> tuple[tuple[str, ...], dict[str, Floats]]:
    """Series over time: a column of periods, then either one column of areas and values or one column a series.

    Returns periods in their order of time and the values of each series, nan where a period is missing.
    """
    sheet = read_sheet(path)
    periods = sheet.labels(sheet.column("periods", PERIOD))
    if sheet.has(AREA):
        names = sheet.labels(sheet.column("areas", AREA))
        numbers = sheet.numbers(sheet.column("values", FIGURES, column), negative=True)
        sheet.stop()
        order = tuple(sorted(set(periods)))
        series = {name: np.full(len(order), np.nan) for name in dict.fromkeys(names)}
        seen: dict[tuple[str, str], int] = {}
        for i, (name, period) in enumerate(zip(names, periods, strict=True)):
            if (name, period) in seen:
                sheet.fault("row-twice", f"{name} {period} stands on line {sheet.line(seen[name, period])} too", i, "",
                            name=f"{name} {period}", line=sheet.line(seen[name, period]))  # fmt: skip
            seen[name, period] = i
            series[name][order.index(period)] = numbers[i]
        sheet.stop()
        return order, series
    head = sheet.column("periods", PERIOD)
    wanted = [column] if column else [c for c in sheet.frame.columns if c != head]
    found = _keyed(sheet, periods, wanted, (), True)
    position = np.argsort(np.array(found.labels))
    return tuple(found.labels[i] for i in position), {name: values[position] for name, values in found.values.items()}


def read_profile(path: Path) -> tuple[Floats, Floats, Floats | None]:
    """Ages, rates, and people at each age if the file has them.

    Columns age and rate, or migrants and population; a group such as 5-9 counts by its middle.

    Raises
    ------
    BadInput
        For ages or rates that are no numbers.
    """
    sheet = read_sheet(path)
    column = sheet.column("ages", ("age", "age_group", "возраст", "жас"))
    ages = np.full(len(sheet.frame), np.nan)
    for i, text in enumerate(sheet.labels(column)):
        low, _, high = text.replace("\N{EN DASH}", "-").rstrip("+").partition("-")
        if not low.isdigit() or (high and not high.isdigit()):
            sheet.fault("not-a-number", f"{text!r} is no age", i, column, text=text)
        else:
            ages[i] = int(low) if not high else (int(low) + int(high) + 1) / 2
    if sheet.has(("rate", "rates", "intensity")):
        rates, people = sheet.numbers(sheet.column("rates", ("rate", "rates", "intensity"))), None
    else:
        movers, people = (sheet.numbers(sheet.column(name, (name,))) for name in ("migrants", "population"))
        rates = np.divide(movers, people, out=np.full(len(movers), np.nan), where=people > 0)
    sheet.stop()
    return ages, rates, people


def _keyed(sheet: Sheet, labels: list[str], columns: Sequence[str], optional: Sequence[str], negative: bool) -> Columns:
    have = {name.strip().lower(): name for name in sheet.frame.columns}
    missing = [name for name in columns if name.lower() not in have]
    if missing:
        fix = ", ".join(sheet.frame.columns)
        raise NotFound("column", f"no column {missing[0]!r}", where=str(sheet.path), fix=fix, name=missing[0])
    taken = [name for name in (*columns, *optional) if name.lower() in have]
    values = {name: sheet.numbers(have[name.lower()], negative=negative or name.startswith("net")) for name in taken}
    first: dict[str, int] = {}
    for i, label in enumerate(labels):
        if label in first:
            line = sheet.line(first[label])
            sheet.fault("row-twice", f"{label} stands on line {line} too", i, "", name=label, line=line)
        first.setdefault(label, i)
    sheet.stop()
    return Columns(tuple(labels), values)

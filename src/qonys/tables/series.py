"""A user's figures by area or by period: populations, margins, net totals, monthly series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.model.period import Period
from qonys.model.result import Floats
from qonys.tables.frames import Source
from qonys.tables.header import fold
from qonys.tables.names import AGE, AREA, FIGURE, FIGURES, PERIOD
from qonys.tables.periods import between, spaced
from qonys.tables.places import refuse_variants, same_names
from qonys.tables.tables import read_sheet
from qonys.tables.totals import Parts, drop_totals

MOST_FIGURES = 100_000
"""Series by periods that are decomposed within seconds."""
SHARES = {"survival": 1.0}
"""Columns by area that are shares, with the most that they can be."""


@dataclass(frozen=True)
class Columns:
    """Numbers of a file by label: one array for each column, in the order of the labels."""

    labels: tuple[str, ...]
    values: dict[str, Floats]

    def of(self, labels: Sequence[str], column: str, path: Source) -> Floats:
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
            fix = ", ".join(self.labels[:5])
            raise BadInput("areas-missing", where=str(path), fix=fix, names=listed, column=column)
        return self.values[column][[place[label] for label in labels]]


def read_by_area(
    path: Source, columns: Sequence[str], *, optional: Sequence[str] = (), negative: bool = False
) -> Columns:
    """Figures by area: columns area and each of `columns`; one row an area.

    Raises
    ------
    NotFound
        If a column is missing.
    BadInput
        For words, negative figures, an area given twice, a total that is not the sum of its parts.
    """
    sheet = read_sheet(path)
    column = sheet.column(AREA)
    heads = {name: sheet.usual(FIGURE.get(name, ())) or sheet.named(name) for name in columns}
    heads |= {name: head for name in optional if (head := sheet.usual(FIGURE.get(name, (name,))))}
    counts = tuple(head for name, head in heads.items() if name not in SHARES)
    drop_totals(sheet, column, Parts(counts, tuple(head for head in heads.values() if head not in counts)))
    labels = same_names(sheet.labels(column), ())
    values = {
        name: sheet.numbers(head, negative=negative or name.startswith("net"), most=SHARES.get(name))
        for name, head in heads.items()
    }
    sheet.refuse_twice(labels, lambda i: labels[i], column)
    refuse_variants(sheet, labels, column)
    if {"deaths", "pop_start"} <= values.keys():
        most = values["pop_start"] + values.get("births", 0.0)
        for i in np.flatnonzero(values["deaths"] > most).tolist():
            text, held = f"{values['deaths'][i]:g}", f"{most[i]:g}"
            sheet.fault("above-most", i, heads["deaths"], text=text, most=held)
    sheet.stop()
    sheet.tell_gaps(heads.values())
    return Columns(tuple(labels), values)


@dataclass(frozen=True)
class Series:
    """Series over time, nan where there is no figure: an absent row is the same gap as an empty cell."""

    periods: tuple[Period, ...]
    """All from the first to the last."""
    values: dict[str, Floats]


def read_by_period(path: Source, column: str = "") -> Series:
    """Series over time: a column of periods, then either one column of areas and values or one column a series.

    Raises
    ------
    NotFound
        If a column is missing.
    BadInput
        For words, labels that are no periods, periods of several lengths, a period given twice.
    """
    sheet = read_sheet(path)
    sheet.refuse_many(MOST_FIGURES)
    head = sheet.column(PERIOD)
    area = sheet.usual([n for n in AREA if fold(n) != fold(column)])
    if area is not None and area != head:
        figures = (column and sheet.usual(FIGURE.get(column, ()))) or sheet.column(FIGURES, column)
        drop_totals(sheet, area, Parts(other=(figures,), by=(head,)))
        names = same_names(sheet.labels(area), ())
        wanted = {figures: None}
    else:
        heads = (
            [sheet.usual(FIGURE.get(column, ())) or sheet.named(column)]
            if column
            else [c for c in sheet.frame.columns if c != head]
        )
        names, wanted = [], dict.fromkeys(heads)
    periods = sheet.periods(head)
    numbers = {name: sheet.numbers(name, negative=True) for name in wanted}
    keys = list(zip(names, periods, strict=True)) if names else [("", period) for period in periods]
    sheet.refuse_twice(keys, lambda i: f"{keys[i][0]} {keys[i][1]}".strip())
    sheet.stop()
    sheet.tell_gaps(numbers)
    order = tuple(between(min(periods), max(periods)) if spaced(periods) else sorted(set(periods)))
    place = {period: t for t, period in enumerate(order)}
    at = np.array([place[period] for period in periods], np.intp)
    if not names:
        return Series(order, {name: _laid(values, at, len(order)) for name, values in numbers.items()})
    number = {name: i for i, name in enumerate(dict.fromkeys(names))}
    laid = np.full((len(number), len(order)), np.nan)
    laid[[number[name] for name in names], at] = next(iter(numbers.values()))
    return Series(order, dict(zip(number, laid, strict=True)))


def _laid(values: Floats, at: NDArray[np.intp], length: int) -> Floats:
    laid = np.full(length, np.nan)
    laid[at] = values
    return laid


def read_profile(path: Source) -> tuple[Floats, Floats, Floats | None]:
    """Ages, rates, and people at each age if the file has them.

    Columns age and rate, or migrants and population; a group such as 5-9 counts by its middle.

    Raises
    ------
    BadInput
        For ages or rates that are no numbers.
    """
    sheet = read_sheet(path)
    column = sheet.column(AGE)
    ages = np.full(len(sheet.frame), np.nan)
    for i, text in enumerate(sheet.labels(column)):
        low, _, high = text.replace("\N{EN DASH}", "-").rstrip("+").partition("-")
        if not low.isdigit() or (high and not high.isdigit()):
            sheet.fault("not-a-number", i, column, text=text)
        else:
            ages[i] = int(low) if not high else (int(low) + int(high) + 1) / 2
    sheet.refuse_twice(sheet.labels(column), lambda i: sheet.labels(column)[i], column)
    rate = sheet.usual(("rate", "rates", "intensity"))
    heads = [rate] if rate else [sheet.column(FIGURE[name]) for name in ("migrants", "population")]
    if rate:
        rates, people = sheet.numbers(rate, most=1.0), None
    else:
        movers, people = map(sheet.numbers, heads)
        for i in np.flatnonzero(movers > people).tolist():
            text, most = f"{movers[i]:g}", f"{people[i]:g}"
            sheet.fault("above-most", i, "migrants", text=text, most=most)
        rates = np.divide(movers, people, out=np.full(len(movers), np.nan), where=people > 0)
    sheet.stop()
    sheet.tell_gaps(heads)
    rising = np.argsort(ages, kind="stable")
    return ages[rising], rates[rising], people if people is None else people[rising]

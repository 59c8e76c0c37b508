"""A user's table of flows: long (origin, destination, persons) or square, checked and put into an array."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qonys.errors import BadInput, Fault
from qonys.model.flows import FlowTable, Note
from qonys.model.result import Floats
from qonys.sources.tables import DIMENSIONS, Sheet, read_sheet

ORIGIN = ("origin", "orig", "from", "origins", "откуда", "выбытие", "қайдан")
DESTINATION = ("destination", "dest", "to", "destinations", "куда", "прибытие", "қайда")
MOVES = ("flow", "flows", "persons", "moves", "people", "migrants", "value", "count", "человек", "адам")
AREA = ("area", "region", "code", "name", "регион", "территория", "өңір", "аумақ")
TOTALS = frozenset({"total", "all", "sum", "всего", "итого", "барлығы", "барлыгы", "жиыны"})
"""Labels of rows that hold sums over areas."""


@dataclass(frozen=True, slots=True)
class FlowColumns:
    """Which columns hold what; empty: found by their usual names."""

    value: str = ""
    by: tuple[str, ...] = ()
    """Columns that tell the tables of a file apart."""
    whole: bool = False
    """A cell without a figure is a fault: of people who are counted nobody is left out."""


def read_flows(path: Path, columns: FlowColumns | None = None) -> FlowTable:
    """Flows of a CSV: long with columns origin, destination and flow, or a square table with names across.

    Rows of totals are checked against their parts and left out; cells that are not
    listed are taken as 0. Both are said in the notes of the table.

    Raises
    ------
    BadInput
        With all faults: negative flows, words for numbers, cells given twice, unequal
        sets of origins and destinations, totals that are not the sum of their parts.
    """
    sheet, chosen = read_sheet(path), columns or FlowColumns()
    if sheet.has(ORIGIN) and sheet.has(DESTINATION):
        return _long(sheet, chosen)
    return _square(sheet, chosen)


def read_pairs(path: Path, column: str, areas: Sequence[str]) -> Floats:
    """A figure for each pair of areas (a distance, a shared border) as (area, area); symmetric if one way is given.

    Raises
    ------
    BadInput
        If a pair off the diagonal is missing.
    """
    sheet = read_sheet(path)
    origins, destinations = (
        sheet.labels(sheet.column(w, n)) for w, n in (("origins", ORIGIN), ("destinations", DESTINATION))
    )
    numbers = sheet.numbers(sheet.column("distances", ("distance", "dist", "km", "value"), column))
    sheet.stop()
    place = {area: i for i, area in enumerate(areas)}
    values = np.full((len(areas), len(areas)), np.nan)
    for origin, destination, number in zip(origins, destinations, numbers, strict=True):
        if origin in place and destination in place:
            values[place[origin], place[destination]] = number
    values = np.where(np.isnan(values), values.T, values)
    lacking = np.argwhere(np.isnan(values) & ~np.eye(len(areas), dtype=bool))
    if len(lacking):
        o, d = lacking[0]
        what = f"{len(lacking)} pairs have no figure, the first is {areas[o]} to {areas[d]}"
        raise BadInput(
            "pairs-missing", what, where=str(path), fix="", count=len(lacking), first=f"{areas[o]} – {areas[d]}"
        )
    return np.where(np.isnan(values), 0.0, values)


@dataclass(frozen=True)
class Population:
    """People of areas, (..., area), over the axes that the file has."""

    axes: tuple[str, ...]
    values: Floats


def read_population(path: Path, areas: Sequence[str], axes: Mapping[str, tuple[str, ...]]) -> Population:
    """People by area, and by those axes of a table of flows that the file has as columns too.

    Raises
    ------
    BadInput
        If an area has no figure, or two.
    """
    sheet = read_sheet(path)
    places = sheet.labels(sheet.column("areas", AREA))
    people = sheet.numbers(sheet.column("populations", ("population", "people", "persons", "pop", "value")))
    shared = tuple(axis for axis in axes if axis in sheet.frame.columns)
    keys = [sheet.labels(axis) for axis in shared]
    values = np.full((*(len(axes[axis]) for axis in shared), len(areas)), np.nan)
    for i, area in enumerate(places):
        labels = [key[i] for key in keys]
        if area not in areas or any(label not in axes[axis] for axis, label in zip(shared, labels, strict=True)):
            continue
        at = (*(axes[axis].index(label) for axis, label in zip(shared, labels, strict=True)), list(areas).index(area))
        if not np.isnan(values[at]):
            sheet.fault("row-twice", f"{area} has two figures", i, "population", name=area, line=sheet.line(i))
        values[at] = people[i]
        if people[i] == 0:
            sheet.fault("no-people", f"nobody lives in {area}", i, "population", name=area)
    sheet.stop()
    lacking = [areas[int(i)] for i in np.flatnonzero(np.isnan(values).reshape(-1, len(areas)).any(axis=0))]
    if lacking:
        listed = ", ".join(lacking[:5])
        raise BadInput("areas-missing", f"{len(lacking)} areas have no population: {listed}", where=str(path),
                       fix=", ".join(dict.fromkeys(places[:5])), names=listed, column="population")  # fmt: skip
    return Population(shared, values)


def _long(sheet: Sheet, columns: FlowColumns) -> FlowTable:
    origins = sheet.labels(sheet.column("origins", ORIGIN))
    destinations = sheet.labels(sheet.column("destinations", DESTINATION))
    numbers = _figures(sheet, sheet.column("flows", MOVES, columns.value), columns)
    usual = [c for c in sheet.frame.columns if c.strip().lower() in DIMENSIONS]
    by = [sheet.column("", (), name) for name in columns.by] if columns.by else usual
    keys = [tuple(row) for row in sheet.frame[by].itertuples(index=False, name=None)] if by else [()] * len(numbers)
    inner = [not (_is_total(o) or _is_total(d)) for o, d in zip(origins, destinations, strict=True)]
    areas = _areas(sheet, [o for o, i in zip(origins, inner, strict=True) if i],
                   [d for d, i in zip(destinations, inner, strict=True) if i])  # fmt: skip
    axes = {name: tuple(dict.fromkeys(key[k] for key in keys)) for k, name in enumerate(by)}
    places = [{label: i for i, label in enumerate(labels)} for labels in axes.values()]
    at = {area: i for i, area in enumerate(areas)}
    values = np.full((*(len(labels) for labels in axes.values()), len(areas), len(areas)), np.nan)
    first: dict[tuple[int, ...], int] = {}
    for i, (o, d, key) in enumerate(zip(origins, destinations, keys, strict=True)):
        if not inner[i]:
            continue
        cell = (*(place[label] for place, label in zip(places, key, strict=True)), at[o], at[d])
        if cell in first:
            what = f"the flow from {o} to {d} stands on line {sheet.line(first[cell])} too"
            sheet.fault("flow-twice", what, i, "", line=sheet.line(first[cell]), origin=o, destination=d)
        first.setdefault(cell, i)
        values[cell] = numbers[i]
    sheet.stop()
    marginal = [(i, origins[i], destinations[i], keys[i]) for i in range(len(numbers)) if not inner[i]]
    _check_totals(sheet, values, numbers, marginal, (places, at))
    return _table(areas, axes, values, len(marginal))


def _figures(sheet: Sheet, column: str, columns: FlowColumns) -> Floats:
    """Figures of a column; where a table must be whole a blank one is a fault."""
    numbers = sheet.numbers(column)
    for i in np.flatnonzero(np.isnan(numbers)) if columns.whole else ():
        if not sheet.told(int(i), column):
            sheet.fault("blank-figure", "no figure", int(i), column)
    return numbers


def _square(sheet: Sheet, columns: FlowColumns) -> FlowTable:
    """A table with origins down and destinations across; without a first column of names rows follow the columns."""
    names = [str(name).strip() for name in sheet.frame.columns]
    rows = len(sheet.frame)
    labelled = len(names) == rows + 1
    if not labelled and len(names) != rows:
        what = f"neither columns origin and destination nor a square table: {rows} rows, {len(names)} columns"
        raise BadInput(
            "no-flows", what, where=str(sheet.path), fix="origin,destination,flow", rows=rows, columns=len(names)
        )
    areas = tuple(names[1:] if labelled else names)
    values = np.column_stack(
        [_figures(sheet, column, columns) for column in sheet.frame.columns[1 if labelled else 0 :]]
    )
    sheet.stop()
    down = tuple(str(cell).strip() for cell in sheet.frame.iloc[:, 0]) if labelled else areas
    if set(down) != set(areas):
        odd = sorted(set(down) ^ set(areas))
        listed = ", ".join(odd[:5])
        what = f"rows and columns name different areas: {listed}"
        raise BadInput("flow-areas", what, where=str(sheet.path), fix="", names=listed)
    order = [down.index(area) for area in areas]
    return _table(areas, {}, values[order], 0)


def _table(areas: tuple[str, ...], axes: dict[str, tuple[str, ...]], values: Floats, totals: int) -> FlowTable:
    own = np.eye(len(areas), dtype=bool)
    inside = bool(np.isfinite(values[..., own]).any() and np.nansum(values[..., own]) > 0)
    blank = int(np.isnan(values[..., ~own]).sum())
    notes = []
    if totals:
        notes.append(
            Note(
                "totals-left-out", f"{totals} rows of totals agree with their parts and are left out", {"count": totals}
            )
        )
    if blank:
        notes.append(Note("blank-as-zero", f"{blank} pairs of areas are not stated; taken as 0", {"count": blank}))
    if not inside:
        notes.append(Note("no-moves-inside", "moves inside areas are not stated"))
    return FlowTable(areas, axes, np.nan_to_num(values), inside, tuple(notes), ~np.isnan(values))


def _is_total(label: str) -> bool:
    return label.strip().lower() in TOTALS


def _areas(sheet: Sheet, origins: Sequence[str], destinations: Sequence[str]) -> tuple[str, ...]:
    """All areas, in the order of the file; an area on one side alone is a mistake of the table."""
    odd = sorted(set(origins) ^ set(destinations))
    if odd:
        sides = ["origin" if name in set(origins) else "destination" for name in odd]
        listed = ", ".join(f"{name} ({side} only)" for name, side in list(zip(odd, sides, strict=True))[:5])
        raise BadInput("flow-areas", f"origins and destinations differ: {listed}", where=str(sheet.path),
                       fix="", names=listed)  # fmt: skip
    return tuple(dict.fromkeys(origins))


def _check_totals(
    sheet: Sheet,
    values: Floats,
    numbers: Floats,
    marginal: Sequence[tuple[int, str, str, tuple[str, ...]]],
    index: tuple[list[dict[str, int]], dict[str, int]],
) -> None:
    """Totals must be the sum of their parts, with or without moves inside; else the file holds two truths."""
    places, at = index
    filled = np.nan_to_num(values)
    between = filled * (1 - np.eye(len(at)))
    for i, origin, destination, key in marginal:
        if any(label not in place for place, label in zip(places, key, strict=True)):
            continue
        layer = tuple(place[label] for place, label in zip(places, key, strict=True))
        row = slice(None) if _is_total(origin) else at.get(origin)
        column = slice(None) if _is_total(destination) else at.get(destination)
        if row is None or column is None or np.isnan(numbers[i]):
            continue
        sums = [float(np.sum(table[(*layer, row, column)])) for table in (filled, between)]
        if min(abs(total - numbers[i]) for total in sums) > 0.5:
            what = f"the total {numbers[i]:g} is not the sum of its parts, {sums[0]:g}"
            sheet.faults.append(
                Fault(
                    "total-differs",
                    what,
                    sheet.path.name,
                    sheet.line(i),
                    "",
                    {"text": f"{numbers[i]:g}", "sum": f"{sums[0]:g}"},
                )
            )
    sheet.stop()

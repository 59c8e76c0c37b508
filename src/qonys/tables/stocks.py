"""A user's stocks of people by birthplace at two times, births and deaths between them: read and put side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.model.flows import FlowTable
from qonys.model.result import Floats
from qonys.tables.flows import FlowColumns, axis_labels, read_flows
from qonys.tables.frames import Source
from qonys.tables.names import AREA, FIGURE, TIMES
from qonys.tables.tables import read_sheet

Mask = NDArray[np.bool_]


def read_stocks(start: Source, end: Source, columns: FlowColumns | None = None) -> tuple[FlowTable, FlowTable]:
    """Both tables by the same columns, areas and breakdowns of the second in the order of the first.

    Raises
    ------
    BadInput
        For cells without a figure, pairs that one table states and the other does not, areas or
        breakdowns that differ.
    """
    asked = replace(columns or FlowColumns(), whole=True)
    first, last = (_undated(read_flows(path, asked)) for path in (start, end))
    if set(first.areas) != set(last.areas):
        odd = ", ".join(sorted(set(first.areas) ^ set(last.areas))[:5])
        raise BadInput("stocks-areas", where=f"{start}, {end}", fix="", names=odd)
    if {name: set(labels) for name, labels in first.axes.items()} != {n: set(v) for n, v in last.axes.items()}:
        said = "; ".join(f"{name}: {', '.join(labels[:6])}" for t in (first, last) for name, labels in t.axes.items())
        raise BadInput("stocks-axes", where=f"{start}, {end}", fix="", names=said)
    last = _in_order(last, first)
    for table, other, path in ((first, last, start), (last, first, end)):
        _refuse_unstated(table, other, path)
    return first, last


def refuse_no_natives(table: FlowTable, path: Source) -> None:
    """Refuse a table that does not state who lives where they were born, for methods that need them.

    Raises
    ------
    BadInput
        With the areas without them.
    """
    lacking = _names(table, np.eye(len(table.areas), dtype=bool) & ~_stated(table))
    if lacking:
        raise BadInput("stocks-no-natives", where=str(path), fix="", count=len(lacking), first=lacking[0])


def read_vital(path: Source, table: FlowTable) -> dict[str, Floats]:
    """Births and deaths, (..., area), by area and by the columns that tell the tables of the stocks apart.

    Raises
    ------
    BadInput
        If an area lacks a figure or has two; if the stocks are broken down and the file is not.
    """
    sheet = read_sheet(path)
    sheet.spell(table.axes)
    places = sheet.labels(sheet.column(AREA))
    figures = {name: sheet.numbers(sheet.column(FIGURE[name])) for name in ("births", "deaths")}
    lacking = [axis for axis in table.axes if axis not in sheet.frame.columns]
    if lacking:
        names = ", ".join(lacking)
        raise BadInput("vital-axes", where=str(path), fix="", names=names)
    keys = [axis_labels(sheet, axis) for axis in table.axes]
    found = {name: np.full(table.values.shape[:-1], np.nan) for name in figures}
    first: dict[tuple[int, ...], int] = {}
    for i, area in enumerate(places):
        at = _place(table.axes, [key[i] for key in keys], table.areas, area)
        if at is None:
            continue
        if at in first:
            line = sheet.line(first[at])
            sheet.fault("row-twice", i, "", name=area, line=line)
        first.setdefault(at, i)
        for name, values in figures.items():
            found[name][at] = values[i]
    sheet.stop()
    for name, values in found.items():
        gaps = np.argwhere(np.isnan(values))
        if len(gaps):
            listed = ", ".join(dict.fromkeys(table.areas[int(at[-1])] for at in gaps[:5]))
            raise BadInput("areas-missing", where=str(path), fix=", ".join(places[:5]), names=listed, column=name)
    return found


def _place(
    axes: Mapping[str, tuple[str, ...]], labels: Sequence[str], areas: Sequence[str], area: str
) -> tuple[int, ...] | None:
    """The place of a row in the arrays; none for areas and labels that the stocks do not have."""
    pairs = list(zip(axes.values(), labels, strict=True))
    if area not in areas or any(label not in known for known, label in pairs):
        return None
    return (*(known.index(label) for known, label in pairs), list(areas).index(area))


def _undated(table: FlowTable) -> FlowTable:
    """The table without a column of its time, where that says one thing only."""
    once = [i for i, (name, labels) in enumerate(table.axes.items()) if name.lower() in TIMES and len(labels) == 1]
    kept = {name: labels for i, (name, labels) in enumerate(table.axes.items()) if i not in once}
    return replace(
        table, axes=kept, values=table.values.squeeze(tuple(once)), stated=_stated(table).squeeze(tuple(once))
    )


def _in_order(table: FlowTable, like: FlowTable) -> FlowTable:
    """The table with areas and breakdowns in the order of another."""
    names = list(table.axes)
    axes = [*(names.index(name) for name in like.axes), len(names), len(names) + 1]
    areas = [table.areas.index(area) for area in like.areas]
    at = np.ix_(*([table.axes[n].index(label) for label in labels] for n, labels in like.axes.items()), areas, areas)
    values, stated = table.values.transpose(axes)[at], _stated(table).transpose(axes)[at]
    return replace(table, areas=like.areas, axes=like.axes, values=values, stated=stated)


def _refuse_unstated(table: FlowTable, other: FlowTable, path: Source) -> None:
    lacking = _names(table, ~_stated(table) & (other.values > 0))
    if lacking:
        raise BadInput("stocks-unstated", where=str(path), fix="", count=len(lacking), first=lacking[0])


def _names(table: FlowTable, at: Mask) -> list[str]:
    """Cells by birthplace, residence and breakdown."""
    at = np.broadcast_to(at, table.values.shape)
    return [
        " – ".join([table.areas[cell[-2]], table.areas[cell[-1]]])
        + "".join(f", {labels[i]}" for labels, i in zip(table.axes.values(), cell, strict=False))
        for cell in np.argwhere(at)
    ]


def _stated(table: FlowTable) -> Mask:
    return np.ones(table.values.shape, bool) if table.stated is None else table.stated

"""A user's table of flows: long (origin, destination, persons) or square, checked and put into an array."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qonys.errors import BadInput
from qonys.model.flows import FlowTable
from qonys.model.result import Floats
from qonys.tables.flow_totals import Cells, leave_totals_out
from qonys.tables.frames import Source
from qonys.tables.header import fold
from qonys.tables.names import AREA, DESTINATION, DIMENSIONS, DISTANCE, MOVES, ORIGIN, PEOPLE, TIMES
from qonys.tables.numbers import Gap
from qonys.tables.places import same_names
from qonys.tables.reading import reading
from qonys.tables.sheet import Sheet
from qonys.tables.statuses import gaps_by_status
from qonys.tables.tables import read_sheet
from qonys.tables.totals import Parts, drop_totals

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CELLS = 500_000
"""A table of more cells than these, areas by areas by breakdowns, is refused: 700 areas."""


@dataclass(frozen=True, slots=True)
class FlowColumns:
    """Which columns hold what; empty: found by their usual names."""

    value: str = ""
    by: tuple[str, ...] = ()
    """Columns that tell the tables of a file apart."""
    whole: bool = False
    """A cell without a figure is a fault: of people who are counted nobody is left out."""


def read_flows(path: Source, columns: FlowColumns | None = None) -> FlowTable:
    """Flows of a file: long with columns origin, destination and flow, or a square table with names across.

    Rows and columns of totals are checked against their parts and left out; cells that are not
    listed are taken as 0. Both are told.

    Raises
    ------
    BadInput
        With all faults: negative flows, words for numbers, cells given twice, unequal
        sets of origins and destinations, totals that are not the sum of their parts, withheld flows.
    """
    sheet, chosen = read_sheet(path), columns or FlowColumns()
    sheet.refuse_many(MOST_CELLS)
    long = sheet.has(ORIGIN) and sheet.has(DESTINATION)
    cells = _long(sheet, chosen) if long else _square(sheet, chosen)
    cells = leave_totals_out(sheet, cells)
    if chosen.whole:
        _refuse_blank(sheet, cells)
    _refuse_withheld(sheet, cells)
    _refuse_one_sided(sheet, cells)
    return _table(sheet, cells, chosen)


def read_pairs(path: Source, column: str, areas: Sequence[str]) -> Floats:
    """A figure for each pair of areas (a distance, a shared border) as (area, area); symmetric if one way is given.

    Raises
    ------
    BadInput
        If a pair off the diagonal is missing, or is given twice.
    """
    sheet = read_sheet(path)
    ends = [sheet.labels(sheet.column(names)) for names in (ORIGIN, DESTINATION)]
    numbers = sheet.numbers(sheet.column(DISTANCE, column))
    sheet.refuse_twice(list(zip(*ends, strict=True)), lambda i: f"{ends[0][i]} – {ends[1][i]}")
    sheet.stop()
    origins, destinations = (same_names(end, areas) for end in ends)
    place = {area: i for i, area in enumerate(areas)}
    values = np.full((len(areas), len(areas)), np.nan)
    for origin, destination, number in zip(origins, destinations, numbers, strict=True):
        if origin in place and destination in place:
            values[place[origin], place[destination]] = number
    values = np.where(np.isnan(values), values.T, values)
    lacking = np.argwhere(np.isnan(values) & ~np.eye(len(areas), dtype=bool))
    if len(lacking):
        o, d = lacking[0]
        raise BadInput("pairs-missing", where=str(path), fix="", count=len(lacking), first=f"{areas[o]} – {areas[d]}")
    return np.where(np.isnan(values), 0.0, values)


@dataclass(frozen=True)
class Population:
    """People of areas, (..., area), over the axes that the file has."""

    axes: tuple[str, ...]
    values: Floats


def read_population(path: Source, areas: Sequence[str], axes: Mapping[str, tuple[str, ...]]) -> Population:
    """People by area, and by those axes of a table of flows that the file has as columns too.

    Raises
    ------
    BadInput
        If an area has no figure, or two.
    """
    sheet = read_sheet(path)
    column = sheet.column(AREA)
    head = sheet.column(PEOPLE)
    found = {axis: name for axis in axes if (name := sheet.usual((axis, *(TIMES if axis in TIMES else ()))))}
    others = tuple(n for n in sheet.frame.columns if n not in (column, head, *found.values()) and fold(n) in DIMENSIONS)
    drop_totals(sheet, column, Parts((head,), by=(*found.values(), *others)))
    places = same_names(sheet.labels(column), areas)
    people = sheet.numbers(head)
    keys = [axis_labels(sheet, name) for name in found.values()]
    values = np.full((*(len(axes[axis]) for axis in found), len(areas)), np.nan)
    at_area = {area: i for i, area in enumerate(areas)}
    sheet.refuse_twice(list(zip(places, *keys, strict=True)), lambda i: places[i], head)
    for i, area in enumerate(places):
        labels = [key[i] for key in keys]
        if area not in at_area or any(label not in axes[axis] for axis, label in zip(found, labels, strict=True)):
            continue
        at = (*(axes[axis].index(label) for axis, label in zip(found, labels, strict=True)), at_area[area])
        values[at] = people[i]
        if people[i] == 0:
            sheet.fault("no-people", i, head, name=area)
    sheet.stop()
    lacking = [areas[int(i)] for i in np.flatnonzero(np.isnan(values).reshape(-1, len(areas)).any(axis=0))]
    if lacking:
        listed, have = ", ".join(lacking[:5]), ", ".join(dict.fromkeys(places[:5]))
        raise BadInput("areas-missing", where=str(path), fix=have, names=listed, column=head)
    return Population(tuple(found), values)


def refuse_more_moves(table: FlowTable, people: Floats, path: Source) -> None:
    """Refuse more moves than people, and tell of areas that more people left or reached than live there.

    Parameters
    ----------
    people : (..., area) floats
        Over the axes of the table; axes of length 1 hold for all.

    Raises
    ------
    BadInput
        If all moves of a table are more than all people: figures may be in thousands.
    """
    off = table.values * (1 - np.eye(len(table.areas)))
    moves, held = off.sum(axis=(-2, -1)), np.broadcast_to(people, table.values.shape[:-1]).sum(axis=-1)
    if (moves > held).any():
        at = np.unravel_index(int(np.argmax(moves - held)), moves.shape)
        text, most = float(moves[at]), float(held[at])
        raise BadInput("more-moves", where=str(path), fix="", text=text, most=most)
    out, into = (off.sum(axis=axis) > people for axis in (-1, -2))
    odd = [area for i, area in enumerate(table.areas) if out[..., i].any() or into[..., i].any()]
    if odd:
        listed = ", ".join(odd[:5])
        reading().note("many-moves", name=path.name, text=listed)


def axis_labels(sheet: Sheet, column: str) -> list[str]:
    """Labels of a column that tells tables apart; periods in one form, so that 2021-1 and 2021-01 are one."""
    if column.strip().casefold() not in TIMES:
        return sheet.labels(column)
    return [str(period) for period in sheet.periods(column)]


def _long(sheet: Sheet, columns: FlowColumns) -> Cells:
    heads = sheet.column(ORIGIN), sheet.column(DESTINATION)
    ends = [sheet.labels(head) for head in heads]
    head = sheet.column([n for n in MOVES if sheet.usual((n,)) not in heads], columns.value)
    numbers = sheet.numbers(head)
    taken = (*heads, head)
    usual = [c for c in sheet.frame.columns if c not in taken and fold(c) in DIMENSIONS]
    by = [sheet.named(name) for name in columns.by] if columns.by else usual
    keys = [axis_labels(sheet, name) for name in by]
    one = same_names([*ends[0], *ends[1]], ())
    origins, destinations = one[: len(ends[0])], one[len(ends[0]) :]
    # The order of the file: rows first, then columns that no row has.
    areas = tuple(dict.fromkeys((*origins, *destinations)))
    axes = {name: _ordered(name, key) for name, key in zip(by, keys, strict=True)}
    shape = (*(len(labels) for labels in axes.values()), len(areas), len(areas))
    if int(np.prod(shape)) > MOST_CELLS:
        raise BadInput("flows-too-many", where=str(sheet.path), fix="", count=len(areas))
    at = tuple(
        _numbers_of(labels, known)
        for labels, known in zip([*keys, origins, destinations], [*axes.values(), areas, areas], strict=True)
    )
    flat = np.ravel_multi_index(at, shape)
    _refuse_pairs_twice(sheet, flat, (origins, destinations))
    rows = np.full(shape, -1, np.intp)
    rows.flat[flat] = np.arange(len(flat))
    values = np.where(rows >= 0, numbers[rows], np.nan)
    gaps = gaps_by_status(sheet, numbers, sheet.gaps(head))
    return Cells(areas, axes, values, np.where(rows >= 0, gaps[rows], 0).astype(np.int8), rows)


def _ordered(column: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Labels of an axis: periods in their order of time, others in that of the file."""
    found = dict.fromkeys(labels)
    return tuple(sorted(found)) if column.strip().casefold() in TIMES else tuple(found)


def _numbers_of(labels: Sequence[str], known: Sequence[str]) -> NDArray[np.intp]:
    place = {label: i for i, label in enumerate(known)}
    return np.array([place[label] for label in labels], np.intp)


def _refuse_pairs_twice(sheet: Sheet, flat: NDArray[np.intp], ends: tuple[Sequence[str], Sequence[str]]) -> None:
    """A pair that has two rows; where there are many, a column may tell tables apart."""
    _, first, inverse = np.unique(flat, return_index=True, return_inverse=True)
    for i in np.flatnonzero(first[inverse] != np.arange(len(flat))).tolist():
        line = sheet.line(int(first[inverse[i]]))
        origin, destination = ends[0][i], ends[1][i]
        sheet.fault("flow-twice", i, "", line=line, origin=origin, destination=destination)
    sheet.stop()


def _square(sheet: Sheet, columns: FlowColumns) -> Cells:
    """A table with origins down and destinations across; without a first column of names rows follow the columns."""
    names = list(sheet.frame.columns)
    rows = len(sheet.frame)
    first = sheet.figures(names[0])
    labelled = len(names) in (rows, rows + 1, rows + 2) and bool(np.isnan(first).all())
    if columns.value or columns.by or not (labelled or len(names) == rows):
        said = {"rows": rows, "columns": len(names), "near": ", ".join(names[:6])}
        raise BadInput("no-flows", where=str(sheet.path), fix="origin,destination,flow", **said)
    heads = names[1:] if labelled else names
    values = np.column_stack([sheet.numbers(name) for name in heads])
    down = sheet.labels(names[0]) if labelled else list(heads)
    sheet.refuse_twice(down, lambda i: down[i], names[0])
    sheet.stop()
    one = same_names([*down, *heads], ())
    down, across = one[:rows], one[rows:]
    gaps = np.column_stack([sheet.gaps(name) for name in heads])
    areas = tuple(dict.fromkeys((*across, *down)))
    at = np.ix_(_numbers_of(down, areas), _numbers_of(across, areas))
    made = Cells(areas, {}, *(np.full((len(areas),) * 2, fill) for fill in (np.nan, 0, -1)))
    made.values[at], made.gaps[at], made.rows[at] = values, gaps, np.arange(rows)[:, None]
    return made


def _refuse_blank(sheet: Sheet, cells: Cells) -> None:
    for at in np.argwhere(np.isnan(cells.values) & (cells.rows >= 0)):
        _origin, destination = cells.areas[at[-2]], cells.areas[at[-1]]
        sheet.fault("blank-figure", int(cells.rows[tuple(at)]), destination)
    sheet.stop()


def _refuse_withheld(sheet: Sheet, cells: Cells) -> None:
    """A withheld flow is no 0: what is computed from it would be wrong by an unknown part."""
    for at in np.argwhere(cells.gaps == Gap.WITHHELD.value):
        origin, destination = cells.areas[at[-2]], cells.areas[at[-1]]
        row = int(cells.rows[tuple(at)])
        sheet.fault("flow-withheld", row, "", origin=origin, destination=destination)
    sheet.stop()


def _refuse_one_sided(sheet: Sheet, cells: Cells) -> None:
    """An area on one side alone is a mistake of the table."""
    there = cells.rows.reshape(-1, len(cells.areas), len(cells.areas)) >= 0
    out, into = (np.asarray(there.any(axis=axis)) for axis in ((0, 2), (0, 1)))
    odd = [
        f"{a} ({'origin' if o else 'destination'} only)"
        for a, o, d in zip(cells.areas, out, into, strict=True)
        if o != d
    ]
    if odd:
        listed = ", ".join(odd[:5])
        raise BadInput("flow-areas", where=str(sheet.path), fix="", names=listed)


def _table(sheet: Sheet, cells: Cells, columns: FlowColumns) -> FlowTable:
    own = np.eye(len(cells.areas), dtype=bool)
    inside = bool(np.nansum(cells.values[..., own]) > 0)
    blank = int(np.isnan(cells.values if inside else cells.values[..., ~own]).sum())
    if blank:
        sheet.note("blank-as-zero", count=blank)
    if not inside and not columns.whole:
        sheet.note("no-moves-inside")
    return FlowTable(cells.areas, cells.axes, np.nan_to_num(cells.values), inside, ~np.isnan(cells.values))

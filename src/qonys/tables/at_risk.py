"""Who could have moved: people beside a user's flows, by the columns that break these down; areas in groups."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qonys.errors import BadInput
from qonys.model.flows import FlowTable
from qonys.model.result import Floats
from qonys.tables.flows import read_population, refuse_more_moves
from qonys.tables.frames import Source
from qonys.tables.names import AREA
from qonys.tables.reading import reading
from qonys.tables.tables import read_sheet

MOST_NAMED = 6


def read_people(path: Source, table: FlowTable, *, shared: bool = False) -> Floats:
    """Population of each area for each breakdown of the flows, (…, area): an intensity divides by the people at risk.

    Axes that the file does not have are of length 1. With `shared` one population holds for all parts, and a note
    names them.

    Raises
    ------
    BadInput
        If the flows have several years (or sexes, ages), the population has none, and that was not said to be meant.
    """
    found = read_population(path, table.areas, table.axes)
    lacking = {axis: labels for axis, labels in table.axes.items() if axis not in found.axes and len(labels) > 1}
    if lacking:
        said = {"columns": ", ".join(lacking), "parts": _listed(lacking)}
        if not shared:
            raise BadInput("population-undivided", where=str(path), fix="--same-population", **said)
        reading().note("population-shared", **said)
    shape = tuple(1 if axis not in found.axes else len(labels) for axis, labels in table.axes.items())
    people = np.asarray(found.values.reshape(*shape, len(table.areas)))
    refuse_more_moves(table, people, path)
    return people


def _listed(lacking: Mapping[str, tuple[str, ...]]) -> str:
    """`year 2012, 2013, 2014`."""
    return "; ".join(
        f"{axis} {', '.join(labels[:MOST_NAMED])}{', …' if len(labels) > MOST_NAMED else ''}"
        for axis, labels in lacking.items()
    )


def merged(path: Source, table: FlowTable, people: Floats) -> tuple[FlowTable, Floats]:
    """Flows and people of groups of areas, as a file with columns area and group says.

    Raises
    ------
    BadInput
        If an area stands in two groups.
    NotFound
        If an area has no group.
    """
    sheet = read_sheet(path)
    areas = sheet.labels(sheet.column(AREA))
    names = sheet.labels(sheet.column(("group", "zone", "merged")))
    sheet.stop()
    groups = dict(zip(areas, names, strict=True))
    if len(groups) != len(areas):
        twice = next(a for a in areas if areas.count(a) > 1)
        raise BadInput("row-twice", where=str(path), name=twice)
    whole = table.merged(groups)
    member = np.array([[groups[a] == name for name in whole.areas] for a in table.areas], float)
    return whole, people @ member

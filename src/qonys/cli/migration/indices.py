"""`qonys migration indices`: indices of a user's own flows."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.migration.tables import tables_of
from qonys.cli.options import (
    AsJson,
    By,
    DistanceColumn,
    Draws,
    FlowsFile,
    Lang,
    Level,
    OutFile,
    Seed,
    ValueColumn,
    language,
)
from qonys.cli.output import put, tell, wide
from qonys.errors import BadInput

if TYPE_CHECKING:
    from qonys.model.flows import FlowTable
    from qonys.model.result import Floats, Result
    from qonys.text import Language


MOST_NAMED = 6


class Source(Enum):
    """Whose definitions are taken where the literature and software differ."""

    LITERATURE = "literature"
    MIGEST = "migest"


def indices(
    flows: FlowsFile,
    population: Annotated[
        Path,
        typer.Option(help="CSV or XLSX of people: area, population, and the columns by which flows are broken down."),
    ],
    distances: Annotated[
        Path | None, typer.Option(help="CSV or XLSX of distances, km: origin, destination, distance.")
    ] = None,
    distance_column: DistanceColumn = "",
    value: ValueColumn = "",
    by: By = "",
    same_population: Annotated[
        bool,
        typer.Option(
            "--same-population", help="One population for all years and parts of the flows; a note names them."
        ),
    ] = False,
    groups: Annotated[
        Path | None, typer.Option(help="CSV or XLSX area,group: areas merged first (effect of zoning).")
    ] = None,
    definitions: Annotated[
        Source, typer.Option(help="Where they differ: of the literature, or of the R package migest.")
    ] = Source.LITERATURE,
    draws: Draws = 2000,
    level: Level = 0.95,
    seed: Seed = 20240801,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Indices of migration with intervals: intensity, impact, connectivity, focus, distance.

    Moves inside areas are not counted. Intervals are drawn anew (Poisson) and free of the bias of chance. Where flows
    have years (or sexes, ages), the population needs them too: an intensity divides by the people who could move.
    """
    from qonys.migration.indices import indices as compute
    from qonys.migration.kernels import indices as kernels
    from qonys.model import Call
    from qonys.numerics.generators import generator
    from qonys.tables.flows import read_pairs

    spoken = language(lang)
    table = tables_of(flows, value, by)
    people = _people(population, table, spoken, shared=same_population)
    far = read_pairs(distances, distance_column, table.areas) if distances is not None else None
    if groups is not None:
        table, people, far = _merged(groups, table, people)
    meant = kernels.MIGEST if definitions is Source.MIGEST else kernels.LITERATURE
    chosen = kernels.Draws(count=max(draws, 2), level=level, definitions=meant)
    if draws == 1:
        raise BadInput("bad-option", where="--draws", fix="0, or 1000", text="1")
    call = Call("migration.indices", {"flows": flows.name, "draws": draws, "level": level}, seed=seed)
    result = compute(call, table, people, far, chosen if draws else meant, generator(seed, "migration.indices"))
    put(_rows(result), out, as_json)


def _rows(result: Result) -> list[dict[str, object]]:
    """A row for each index and part, with its unit."""
    return [
        {"index": row["measure"], **{k: v for k, v in row.items() if k not in ("measure", "status")},
         "unit": result.units[str(row["measure"])]}
        for row in wide(result, "part")
    ]  # fmt: skip


Parts = dict[str, tuple[str, ...]]
"""Labels of the flows, by the column that tells them apart."""


def _people(path: Path, table: FlowTable, spoken: Language, *, shared: bool) -> Floats:
    """Population of each area for each breakdown of the flows: an intensity divides by the people at risk.

    Raises
    ------
    BadInput
        If the flows have several years (or sexes, ages), the population has none, and that was not said to be meant.
    """
    import numpy as np

    from qonys.model.note import Note
    from qonys.tables.flows import read_population, refuse_more_moves

    found = read_population(path, table.areas, table.axes)
    lacking = {axis: labels for axis, labels in table.axes.items() if axis not in found.axes and len(labels) > 1}
    if lacking:
        said = {"columns": ", ".join(lacking), "parts": _listed(lacking)}
        if not shared:
            raise BadInput("population-undivided", where=str(path), fix="--same-population", **said)
        tell((Note("population-shared", said),), spoken)
    shape = tuple(1 if axis not in found.axes else len(labels) for axis, labels in table.axes.items())
    people = np.asarray(found.values.reshape(*shape, len(table.areas)))
    refuse_more_moves(table, people, path)
    return people


def _listed(lacking: Parts) -> str:
    """`year 2012, 2013, 2014`."""
    return "; ".join(
        f"{axis} {', '.join(labels[:MOST_NAMED])}{', …' if len(labels) > MOST_NAMED else ''}"
        for axis, labels in lacking.items()
    )


def _merged(path: Path, table: FlowTable, people: Floats) -> tuple[FlowTable, Floats, None]:
    """Areas merged into groups; distances between groups are not known."""
    import numpy as np

    from qonys.tables.tables import read_sheet

    sheet = read_sheet(path)
    areas = sheet.labels(sheet.column(("area", "region", "code")))
    names = sheet.labels(sheet.column(("group", "zone", "merged")))
    sheet.stop()
    groups = dict(zip(areas, names, strict=True))
    if len(groups) != len(areas):
        twice = next(a for a in areas if areas.count(a) > 1)
        raise BadInput("row-twice", where=str(path), fix="one row an area", name=twice)
    merged = table.merged(groups)
    member = np.array([[groups[a] == name for name in merged.areas] for a in table.areas], float)
    return merged, people @ member, None

"""`qonys migration indices`: indices of a user's own flows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from qonys.cli.options import DistanceColumn, Draws, Level, Seed
from qonys.cli.shared import Flows, Output, asked, expanded
from qonys.errors import BadInput
from qonys.numerics.seed import SEED


@expanded
def indices(
    flows: Flows,
    population: Annotated[
        Path,
        typer.Option(help="CSV or XLSX of people: area, population, and the columns by which flows are broken down."),
    ],
    output: Output,
    distances: Annotated[
        Path | None, typer.Option(help="CSV or XLSX of distances, km: origin, destination, distance.")
    ] = None,
    distance_column: DistanceColumn = "",
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
        Literal["literature", "migest"],
        typer.Option(help="Where they differ: of the literature, or of the R package migest."),
    ] = "literature",
    draws: Draws = 2000,
    level: Level = 0.95,
    seed: Seed = SEED,
) -> None:
    """Indices of migration with intervals: intensity, impact, connectivity, focus, distance.

    Moves inside areas are not counted. Intervals are drawn anew (Poisson) and free of the bias of chance. Where flows
    have years (or sexes, ages), the population needs them too: an intensity divides by the people who could move.
    """
    from qonys.migration import indices as migration
    from qonys.tables.at_risk import merged, read_people
    from qonys.tables.flows import read_pairs

    if draws == 1:
        raise BadInput("bad-option", where="--draws", fix="0, or 1000", text="1")
    table = flows.table()
    people = read_people(population, table, shared=same_population)
    far = read_pairs(distances, distance_column, table.areas) if distances is not None else None
    if groups is not None:
        table, people = merged(groups, table, people)
        far = None  # Between groups it is not known.
    meant = migration.DEFINITIONS[definitions]
    how = migration.Draws(count=draws, level=level, definitions=meant) if draws else meant
    result = migration.indices(asked("migration.indices"), table, people, far, how)
    output.put(result, over="part", heads={"measure": "index"})

"""Commands on a user's own flows: whole numbers, components, gravity."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from qonys.cli.options import DistanceColumn, Seed
from qonys.cli.shared import Flows, Output, asked, expanded
from qonys.numerics.seed import SEED


@expanded
def round_flows(
    flows: Flows,
    output: Output,
    unbiased: Annotated[
        bool, typer.Option("--random", help="Unbiased random rounding instead of the nearest.")
    ] = False,
    seed: Seed = SEED,
) -> None:
    """Whole numbers that keep rows, columns and the total; each within 1 of what it rounds."""
    from qonys.migration.tables import rounded

    output.put(rounded(asked("migration.round"), flows.table(), unbiased=unbiased), full=False)


@expanded
def components(
    flows: Flows,
    output: Output,
    coding: Annotated[
        Literal["total", "geometric"], typer.Option(help="Effects relative to the total, or to geometric means.")
    ] = "total",
) -> None:
    """Multiplicative components of flows: overall level, origins, destinations and who goes where beyond that.

    A flow is the product of its components. Moves inside areas count if the table states them.
    """
    from qonys.migration.tables import Coding
    from qonys.migration.tables import components as compute

    output.put(compute(asked("migration.components"), flows.table(), Coding(coding)), full=False)


@expanded
def gravity(
    flows: Flows,
    output: Output,
    distances: Annotated[Path, typer.Option(help="CSV or XLSX of distances, km: origin, destination, distance.")],
    distance_column: DistanceColumn = "",
) -> None:
    """Gravity model by Poisson pseudo-maximum likelihood with effects of origins and destinations.

    One row for each table: the elasticity of flows to distance, its error, interval and fit.
    """
    from qonys.migration.tables import gravity as compute
    from qonys.tables.flows import read_pairs

    table = flows.table()
    output.put(compute(asked("migration.gravity"), table, read_pairs(distances, distance_column, table.areas)))

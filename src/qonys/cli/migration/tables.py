"""Commands on a user's own tables: whole numbers, components, gravity."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import AsJson, By, DistanceColumn, FlowsFile, Lang, OutFile, Seed, ValueColumn
from qonys.cli.output import put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qonys.model.flows import FlowTable
    from qonys.model.result import Floats
    from qonys.tables.flows import FlowColumns


def round_flows(
    flows: FlowsFile,
    value: ValueColumn = "",
    by: By = "",
    unbiased: Annotated[
        bool, typer.Option("--random", help="Unbiased random rounding instead of the nearest.")
    ] = False,
    seed: Seed = 20240801,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Whole numbers that keep rows, columns and the total; each within 1 of what it rounds."""
    from qonys.numerics.generators import generator
    from qonys.numerics.random_rounding import round_randomly
    from qonys.numerics.rounding import round_table

    table = tables_of(flows, value, by)
    draw = generator(seed, "migration.round")
    rows: list[dict[str, object]] = []
    for _, key, values in layers_of(table):
        found = round_randomly(values, draw) if unbiased else round_table(values)
        rows += cells_of(table, key, {"flow": found.table.astype(float)})
    put(rows, out, as_json)


class CodingName(Enum):
    """What effects are relative to: the total, or geometric means."""

    TOTAL = "total"
    GEOMETRIC = "geometric"


def components(
    flows: FlowsFile,
    value: ValueColumn = "",
    by: By = "",
    coding: Annotated[
        CodingName, typer.Option(help="Effects relative to the total, or to geometric means.")
    ] = CodingName.TOTAL,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Multiplicative components of flows: overall level, origins, destinations and who goes where beyond that.

    A flow is the product of its components. Moves inside areas count if the table states them.
    """
    from qonys.migration.kernels import components as kernel

    table = tables_of(flows, value, by)
    rows: list[dict[str, object]] = []
    for _, key, values in layers_of(table):
        found = kernel.components(values, kernel.Coding(coding.value))
        level, origin, destination, both = (found.parts[axes] for axes in ((), (0,), (1,), (0, 1)))
        n = len(table.areas)
        parts = {
            "flow": values, "overall": level * _ones(n), "origin_component": origin.reshape(n, 1) * _ones(n),
            "destination_component": destination.reshape(1, n) * _ones(n), "interaction": both.reshape(n, n),
        }  # fmt: skip
        rows += cells_of(table, key, parts)
    put(rows, out, as_json)


def _ones(n: int) -> Floats:
    import numpy as np

    return np.ones((n, n))


def gravity(
    flows: FlowsFile,
    distances: Annotated[Path, typer.Option(help="CSV or XLSX of distances, km: origin, destination, distance.")],
    distance_column: DistanceColumn = "",
    value: ValueColumn = "",
    by: By = "",
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Gravity model by Poisson pseudo-maximum likelihood with effects of origins and destinations.

    One row for each table: the elasticity of flows to distance, its error, interval and fit.
    """
    from qonys.migration.kernels.gravity import gravity as model
    from qonys.tables.flows import read_pairs

    table = tables_of(flows, value, by)
    far = read_pairs(distances, distance_column, table.areas)
    rows: list[dict[str, object]] = []
    for _, key, values in layers_of(table):
        found = model(values, far)
        rows.append({
            **key, "elasticity": float(found.estimate.coefficients[0]),
            "error": float(found.estimate.covariance[0, 0] ** 0.5),
            "low": float(found.intervals[0, 0]), "high": float(found.intervals[0, 1]),
            "common_part": found.common_part, "overdispersion": found.overdispersion[0],
        })  # fmt: skip
    put(rows, out, as_json)


def tables_of(path: Path, value: str, by: str) -> FlowTable:
    """The tables of flows of a file by the columns that were named."""
    from qonys.tables.flows import read_flows

    return read_flows(path, columns_of(value, by))


def columns_of(value: str, by: str) -> FlowColumns:
    """The columns that `--value` and `--by` name."""
    from qonys.tables.flows import FlowColumns

    return FlowColumns(value, tuple(name.strip() for name in by.split(",") if name.strip()))


def layers_of(table: FlowTable) -> Iterator[tuple[tuple[int, ...], dict[str, object], Floats]]:
    """Each table of a file: its place, the labels that tell it apart, its figures."""
    import numpy as np

    for at in np.ndindex(*(len(labels) for labels in table.axes.values())):
        yield at, {axis: labels[i] for (axis, labels), i in zip(table.axes.items(), at, strict=True)}, table.values[at]


def cells_of(table: FlowTable, key: dict[str, object], parts: dict[str, Floats]) -> list[dict[str, object]]:
    """A row for each pair of areas; moves inside an area where there are any."""
    return [
        {**key, "origin": o, "destination": d, **{name: float(part[i, j]) for name, part in parts.items()}}
        for i, o in enumerate(table.areas)
        for j, d in enumerate(table.areas)
        if i != j or any(part[i, j] != 0 for part in parts.values())
    ]

"""What flows are fitted from: earlier tables, a power of distance, or 1 for every pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.cli.migration.tables import layers_of, tables_of
from qonys.errors import BadInput

if TYPE_CHECKING:
    from qonys.model.flows import FlowTable
    from qonys.model.result import Floats


@dataclass(frozen=True)
class SeedAsked:
    """What a command was told of its seed."""

    flows: Path | None = None
    value: str = ""
    by: str = ""
    distances: Path | None = None
    distance_column: str = ""
    decay: float = 0.8


def seeds_of(areas: Sequence[str], asked: SeedAsked) -> list[tuple[dict[str, object], Floats]]:
    """Each seed, (origin, destination) in the order of the areas, with the labels that tell its table apart.

    Raises
    ------
    BadInput
        For two kinds of seed at once, and for a file of several tables whose columns were not named.
    """
    import numpy as np

    if asked.flows is not None and asked.distances is not None:
        raise BadInput("bad-option", where="--seed-flows, --distances", fix="give one of them", text="")
    if asked.flows is None and (asked.value or asked.by):
        named = "--value" if asked.value else "--by"
        raise BadInput("option-alone", where=named, fix="--seed-flows", option=named, other="--seed-flows")
    if asked.flows is not None:
        return _earlier(areas, asked.flows, asked.value, asked.by)
    if asked.distances is None:
        return [({}, 1 - np.eye(len(areas)))]
    from qonys.tables.flows import read_pairs

    kilometres = read_pairs(asked.distances, asked.distance_column, areas)
    off = ~np.eye(len(areas), dtype=bool)
    if (kilometres[off] <= 0).any():
        raise BadInput("no-distance", where=str(asked.distances), fix="distances above 0")
    return [({}, np.where(off, np.where(off, kilometres, 1.0) ** -asked.decay, 0.0))]


def _earlier(areas: Sequence[str], path: Path, value: str, by: str) -> list[tuple[dict[str, object], Floats]]:
    table = tables_of(path, value, by)
    several = [name for name, labels in table.axes.items() if len(labels) > 1]
    if several and not by:
        names = ", ".join(several)
        fix = f"--by {','.join(several)}"
        raise BadInput("flow-axes", where=str(path), fix=fix, names=names)
    order = _order(table, areas, path)
    return [(key if by else {}, values[order][:, order]) for _, key, values in layers_of(table)]


def _order(table: FlowTable, areas: Sequence[str], path: Path) -> list[int]:
    """Where the areas asked for stand in a table."""
    lacking = [area for area in areas if area not in table.areas]
    if lacking:
        listed = ", ".join(lacking[:5])
        raise BadInput("areas-missing", where=str(path), fix=", ".join(table.areas[:5]), names=listed, column="flow")
    return [table.areas.index(area) for area in areas]

"""What flows are fitted from: earlier tables, a power of distance, or 1 for every pair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import DistanceColumn, SeedFlows
from qonys.cli.shared import Columns
from qonys.errors import BadInput

if TYPE_CHECKING:
    from qonys.model.flows import FlowTable


@dataclass(frozen=True)
class SeedAsked(Columns):
    """What a command is told of its seed."""

    seed_flows: SeedFlows = None
    distances: Annotated[
        Path | None,
        typer.Option("--distances", help="CSV or XLSX of distances, km: a seed of flows that fall with distance."),
    ] = None
    distance_column: DistanceColumn = ""
    decay: Annotated[float, typer.Option(help="With --distances: the seed is distance to the power of minus this.")] = (
        0.8
    )

    def of(self, areas: tuple[str, ...]) -> FlowTable:
        """The seed, in the order of the areas; several tables if `--by` tells those of a file apart.

        Raises
        ------
        BadInput
            For two kinds of seed at once, and for a file of several tables whose columns were not named.
        """
        from qonys.migration.fitting import by_distance, even
        from qonys.tables.flows import read_pairs

        if self.seed_flows is not None and self.distances is not None:
            raise BadInput("unread-option", where="--distances", option="--distances", beside="--seed-flows")
        if self.seed_flows is None and (self.value or self.by):
            named = "--value" if self.value else "--by"
            raise BadInput("option-alone", where=named, fix="--seed-flows", option=named, other="--seed-flows")
        if self.seed_flows is not None:
            return self._earlier(areas, self.seed_flows)
        if self.distances is None:
            return even(areas)
        kilometres = read_pairs(self.distances, self.distance_column, areas)
        return by_distance(areas, kilometres, self.decay, str(self.distances))

    def _earlier(self, areas: tuple[str, ...], path: Path) -> FlowTable:
        from qonys.migration.fitting import earlier
        from qonys.tables.flows import read_flows

        table = read_flows(path, self.asked)
        several = [name for name, labels in table.axes.items() if len(labels) > 1]
        if several and not self.by:
            names, fix = ", ".join(several), f"--by {','.join(several)}"
            raise BadInput("flow-axes", where=str(path), fix=fix, names=names)
        if not self.by:  # A column that says one thing only tells nothing apart.
            table = replace(table, axes={}, values=table.values.reshape(table.values.shape[-2:]), stated=None)
        return earlier(table, areas, str(path))

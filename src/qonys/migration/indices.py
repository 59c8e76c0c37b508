"""Indices of migration with intervals: one result for all of them, on any borders and in any breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qonys.migration.kernels.estimation import DETERRENCE, Deterrence, seeds
from qonys.migration.kernels.held import Printed
from qonys.migration.kernels.indices import LITERATURE, MIGEST, Definitions, all_indices, bootstrap_indices
from qonys.migration.kernels.indices import Draws as Draws
from qonys.migration.kernels.tables import Inside, held_tables
from qonys.migration.kernels.zoning import merge_flows, merge_population
from qonys.model import Call
from qonys.model.flows import FlowTable
from qonys.model.result import Codes, Floats, Result
from qonys.numerics.generators import generator as generator_of

UNITS: Mapping[str, str] = {
    "cmi": "percent", "courgeau_k": "ratio", "effectiveness": "percent", "anmr": "percent", "preference": "ratio",
    "velocity": "ratio", "connectivity": "ratio", "inequality_equal": "ratio", "inequality_size": "ratio",
    "gini_total": "ratio", "gini_orig": "ratio", "gini_dest": "ratio", "gini_exchange": "ratio", "mwg_orig": "ratio",
    "mwg_dest": "ratio", "mwg_mean": "ratio", "cv": "ratio", "acv": "ratio", "mean_distance": "km",
    "median_distance": "km", "decay": "ratio",
}  # fmt: skip
"""Unit of each index."""
DEFINITIONS: Mapping[str, Definitions] = {"literature": LITERATURE, "migest": MIGEST}
"""Whose definitions are taken where the literature and software differ."""
PARTS = ("value", "low", "high", "corrected")
"""The index, its interval, and the index with the bias of chance taken off."""


def indices(
    call: Call, table: FlowTable, population: Floats, distances: Floats | None, how: Draws | Definitions
) -> Result:
    """All indices of a user's table, for each of its breakdowns: measures as in `UNITS`, by part.

    Axis `part` holds value, low, high and corrected; without draws only the value. Draws follow from the seed of
    the call.

    Parameters
    ----------
    population : (..., area) floats
        Persons, in the order of the table's areas.
    distances : (area, area) floats, optional
    how : Draws or Definitions
        How intervals are drawn; definitions alone: no intervals.
    """
    if isinstance(how, Definitions):
        found = all_indices(table.values, population, distances, how)
        parts = {name: np.stack([value]) for name, value in found.items()}
        return _result(call, parts, ("value",), table.axes, "A")
    random = generator_of(call.seed or 0, "migration.indices")
    booted = bootstrap_indices(table.values, population, distances, how, random)
    parts = {name: np.stack(np.broadcast_arrays(b.value, b.low, b.high, b.corrected)) for name, b in booted.items()}
    return _result(call, parts, PARTS, table.axes, "A")


@dataclass(frozen=True)
class EstimatedTables:
    """What estimated tables of flows are drawn from; see `estimation.FlowMargins`."""

    departures: Floats
    """(area,) persons"""
    arrivals: Floats
    inside_low: Floats
    inside_high: Floats
    distance: Floats
    contiguous: Floats
    population: Floats
    printed: tuple[Printed, ...] = ()
    """What was printed, (origin, destination); what the margins cannot hold is left out."""


def estimated_indices(
    call: Call,
    tables: EstimatedTables,
    draws: int,
    generator: np.random.Generator,
    *,
    groups: tuple[str, ...] = (),
    deterrence: Deterrence = DETERRENCE,
) -> Result:
    """Indices of a table of flows that nobody published: the doubt of the estimate is in the interval.

    Each index is computed on every drawn table; low and high hold nine in ten of them. With
    `groups` (one label for each area) areas are merged first: the effect of zoning.
    """
    seed = seeds(tables.distance, tables.contiguous, deterrence, draws, generator)
    inside = Inside(tables.inside_low, tables.inside_high)
    flows = held_tables(seed, tables.departures, tables.arrivals, inside, generator, tables.printed).values
    people = tables.population
    distance: Floats | None = tables.distance
    if groups:
        flows, people, distance = merge_flows(flows, groups), merge_population(people, groups), None
    found = all_indices(flows, people, distance)
    parts = {
        name: np.stack([v[0], min(q[0], v[0]), max(q[1], v[0])])
        for name, v in found.items()
        for q in [np.quantile(v[1:], [0.05, 0.95]) if draws else (v[0], v[0])]
    }
    return _result(call, parts, PARTS[:3], {}, "E")


def _result(
    call: Call, found: Mapping[str, Floats], parts: tuple[str, ...], axes: Mapping[str, tuple[str, ...]], status: str
) -> Result:
    values = np.stack([np.broadcast_to(v, (len(parts), *(len(a) for a in axes.values()))) for v in found.values()])
    codes: Codes = np.where(np.isnan(values), "", status)
    units = {name: UNITS[name] for name in found}
    return Result(call, {"measure": tuple(found), "part": parts, **axes}, values, codes, units)

"""Labelled tables of flows between areas: whole numbers, components, gravity; and what other modules make of pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from qonys.errors import CannotCompute
from qonys.migration.kernels import components as components_kernel
from qonys.migration.kernels import gravity as gravity_kernel
from qonys.migration.kernels.components import Coding as Coding
from qonys.model import Call
from qonys.model.flows import FlowTable
from qonys.model.note import Note
from qonys.model.result import Floats, Result
from qonys.numerics.generators import generator
from qonys.numerics.random_rounding import round_randomly
from qonys.numerics.rounding import round_table

GRAVITY = ("elasticity", "error", "low", "high", "common_part", "overdispersion")


def layers(table: FlowTable) -> Iterator[tuple[tuple[int, ...], dict[str, str]]]:
    """Each table of several: its place, and the labels that tell it apart."""
    for at in np.ndindex(*(len(labels) for labels in table.axes.values())):
        yield at, {axis: labels[i] for (axis, labels), i in zip(table.axes.items(), at, strict=True)}


def each(table: FlowTable, compute: Callable[[Floats], Floats]) -> Floats:
    """What is computed of each table, (…, what it is): tables know nothing of each other."""
    found = [compute(table.values[at]) for at, _ in layers(table)]
    return np.reshape(found, (*table.values.shape[:-2], *found[0].shape))


Parts = Mapping[str, tuple[Floats, str]]
"""Values of measures, and their units."""


def of_pairs(call: Call, table: FlowTable, parts: Parts, notes: Sequence[Note] = ()) -> Result:
    """Measures of each pair of areas, with their units; where nobody moves inside an area its own pair has none."""
    values = np.stack([np.broadcast_to(part, table.values.shape) for part, _ in parts.values()])
    idle = np.eye(len(table.areas), dtype=bool) & ~(values != 0).any(axis=0)
    values = np.where(idle, np.nan, values)
    axes = {"measure": tuple(parts), **table.axes, "origin": table.areas, "destination": table.areas}
    units = {name: unit for name, (_, unit) in parts.items()}
    return Result(call, axes, values, np.where(np.isnan(values), "", "E"), units, notes=tuple(notes))


def rounded(call: Call, table: FlowTable, *, unbiased: bool = False) -> Result:
    """Whole flows that keep rows, columns and the total of each table: the nearest, or unbiased random rounding.

    Measure flow, persons, by the axes of the table, origin and destination. Draws follow from the seed of the call.

    References
    ----------
    Cox, L. H. (1987), A constructive procedure for unbiased controlled rounding, JASA 82(398), 520-524.

    Examples
    --------
    >>> table = FlowTable(("N", "S"), {}, np.array([[0.0, 2.6], [1.4, 0.0]]), inside=False)
    >>> rounded(Call("migration.round"), table).value(measure="flow", origin="N", destination="S")
    3.0
    """
    draw = generator(call.seed or 0, "migration.round")

    def whole(flows: Floats) -> Floats:
        made: Floats = (round_randomly(flows, draw) if unbiased else round_table(flows)).table.astype(float)
        return made

    return of_pairs(call, table, {"flow": (each(table, whole), "persons")})


def components(call: Call, table: FlowTable, coding: Coding = Coding.TOTAL) -> Result:
    """Multiplicative components of flows: a flow is the product of the four.

    Measures flow (persons), overall, origin_component, destination_component, interaction, by the axes of the table,
    origin and destination. See `kernels.components.components`.

    Examples
    --------
    >>> table = FlowTable(("N", "S"), {}, np.array([[1.0, 3.0], [2.0, 6.0]]), inside=True)
    >>> components(Call("migration.components"), table).value(measure="interaction", origin="N", destination="S")
    1.0
    """
    square = table.values.shape[-2:]

    def four(flows: Floats) -> Floats:
        parts = components_kernel.components(flows, coding).parts
        return np.stack([np.broadcast_to(parts[axes], square) for axes in ((), (0,), (1,), (0, 1))])

    names = ("overall", "origin_component", "destination_component", "interaction")
    found = np.moveaxis(each(table, four), -3, 0)
    parts = {name: (part, "ratio") for name, part in zip(names, found, strict=True)}
    return of_pairs(call, table, {"flow": (table.values, "persons"), **parts})


def gravity(call: Call, table: FlowTable, distances: Floats) -> Result:
    """Gravity model by Poisson pseudo-maximum likelihood with effects of origins and destinations.

    Measures by the axes of the table: elasticity of flows to distance, its error, low and high (95 %), the share of
    moves that data and model have in common, overdispersion. See `kernels.gravity.gravity`.

    Parameters
    ----------
    distances : (area, area) floats
        Above 0 off the diagonal, km.
    """

    def described(flows: Floats) -> Floats:
        found = gravity_kernel.gravity(flows, distances)
        fitted, ends = found.estimate, found.intervals[0]
        return np.array([fitted.coefficients[0], fitted.covariance[0, 0] ** 0.5, *ends, found.common_part,
                         found.overdispersion[0]])  # fmt: skip

    values = np.moveaxis(each(table, described), -1, 0)
    units = dict.fromkeys(GRAVITY, "ratio") | {"common_part": "share"}
    return Result(call, {"measure": GRAVITY, **table.axes}, values, np.where(np.isnan(values), "", "E"), units)


def with_names(error: CannotCompute, areas: Sequence[str]) -> CannotCompute:
    """An error of a kernel with areas by name in place of their numbers."""
    fields = dict(error.fields)
    for name in ("rows", "columns", "areas"):
        if name in fields:
            fields[name] = ", ".join(areas[int(n)] for n in str(fields[name]).split(", ") if n)
    where = f"columns {fields['columns']}" if fields.get("columns") else error.where
    return CannotCompute(error.code, where=where, fix=error.fix, **fields)

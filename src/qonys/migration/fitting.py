"""Labelled flows that are fitted: to departures and arrivals, or to net totals, closest to a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.estimation import biproportional
from qonys.migration.kernels.net import Closeness as Closeness
from qonys.migration.kernels.net import flows_from_net
from qonys.migration.tables import each, of_pairs, with_names
from qonys.model import Call
from qonys.model.flows import FlowTable
from qonys.model.result import Floats, Result
from qonys.numerics.fitting import FitOptions, Margin
from qonys.numerics.fitting import fit as fit_table
from qonys.numerics.generators import generator
from qonys.numerics.rounding import round_table

TOLERANCE = FitOptions(tolerance=1e-9)
BOUNDS = (0.05, 0.95)
"""Between which nine in ten drawn tables lie."""


@dataclass(frozen=True)
class Margins:
    """Totals that flows are to meet, (area,) persons, in the order of the seed's areas."""

    departures: Floats
    arrivals: Floats


def fit(call: Call, margins: Margins, seed: FlowTable, *, whole: bool = False, draws: int = 0) -> Result:
    """Flows with given departures and arrivals, closest to each table of a seed (iterative proportional fitting).

    Measures flow and, with draws, low and high: bounds of nine in ten tables whose margins are drawn anew (Poisson).
    Persons, by the axes of the seed, origin and destination; draws follow from the seed of the call.

    Raises
    ------
    CannotCompute
        If zeros of the seed block the totals, with the areas and by how much.

    Examples
    --------
    >>> margins = Margins(np.array([30.0, 20.0]), np.array([20.0, 30.0]))
    >>> fitted = fit(Call("migration.fit"), margins, even(("N", "S")))
    >>> fitted.value(measure="flow", origin="N", destination="S")
    30.0
    """
    both = (Margin((0,), margins.departures), Margin((1,), margins.arrivals))

    def fitted(one: Floats) -> Floats:
        try:
            made = fit_table(one, both, TOLERANCE).table
        except CannotCompute as error:
            raise with_names(error, seed.areas) from None
        flow = round_table(made).table.astype(float) if whole else made
        return np.stack([flow, *(_bounds(one, margins, draws, call.seed or 0) if draws else ())])

    found = np.moveaxis(each(seed, fitted), -3, 0)
    return of_pairs(
        call, seed, {name: (part, "persons") for name, part in zip(("flow", "low", "high"), found, strict=False)}
    )


def net(call: Call, totals: Floats, seed: FlowTable, *, closeness: Closeness = Closeness.DIVERGENCE,
        total: float | None = None) -> Result:  # fmt: skip
    """Flows of which only net totals are known, closest to each table of a seed: measure flow, persons.

    Parameters
    ----------
    totals : (area,) floats
        Arrivals less departures, in the order of the seed's areas; their sum is 0.
    closeness : Closeness
        In what flows are closest.
    total : float, optional
        All moves, if they are known; with the divergence only.

    Raises
    ------
    CannotCompute
        If zeros of the seed block the totals.
    """
    if total is not None and closeness is not Closeness.DIVERGENCE:
        raise BadInput("bad-option", where="--total", fix="--closeness kl", text=str(total))

    def found(one: Floats) -> Floats:
        try:
            return flows_from_net(totals, one, closeness=closeness, total=total).flows
        except CannotCompute as error:
            raise with_names(error, seed.areas) from None

    return of_pairs(call, seed, {"flow": (each(seed, found), "persons")})


def even(areas: tuple[str, ...]) -> FlowTable:
    """The seed of those who know nothing: 1 for every pair."""
    return FlowTable(areas, {}, 1 - np.eye(len(areas)), inside=False)


def by_distance(areas: tuple[str, ...], kilometres: Floats, decay: float, where: str = "distances") -> FlowTable:
    """The seed of flows that fall with distance, to the power of minus `decay`.

    Examples
    --------
    >>> by_distance(("N", "S"), np.array([[0.0, 4.0], [4.0, 0.0]]), 0.5).values[0, 1]
    np.float64(0.5)
    """
    off = ~np.eye(len(areas), dtype=bool)
    if (kilometres[off] <= 0).any():
        raise BadInput("no-distance", where=where,
                       fix="distances above 0")  # fmt: skip
    return FlowTable(areas, {}, np.where(off, np.where(off, kilometres, 1.0) ** -decay, 0.0), inside=False)


def earlier(table: FlowTable, areas: tuple[str, ...], where: str) -> FlowTable:
    """The seed of an earlier table, its areas in this order.

    Raises
    ------
    BadInput
        If it lacks one of them.
    """
    lacking = [area for area in areas if area not in table.areas]
    if lacking:
        listed = ", ".join(lacking[:5])
        raise BadInput("areas-missing", where=where,
                       fix=", ".join(table.areas[:5]), names=listed, column="flow")  # fmt: skip
    order = [table.areas.index(area) for area in areas]
    return FlowTable(areas, table.axes, table.values[..., order, :][..., order], table.inside)


def _bounds(seed: Floats, margins: Margins, draws: int, number: int) -> Floats:
    random, size = generator(number, "migration.fit"), (draws, len(seed))
    out, into = (random.poisson(sums, size).astype(float) for sums in (margins.departures, margins.arrivals))
    into *= (out.sum(axis=1) / np.maximum(into.sum(axis=1), 1.0))[:, None]
    found: Floats = np.quantile(biproportional(seed, out, into), BOUNDS, axis=0)
    return found

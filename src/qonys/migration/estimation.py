"""Flows that nobody published: from margins, distance and borders, with intervals; and what they say beside print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qonys.comparisons import against, half_unit
from qonys.migration.kernels import estimation as kernel
from qonys.migration.kernels.estimation import DETERRENCE, Deterrence, biproportional
from qonys.migration.kernels.held import Of, Printed
from qonys.migration.kernels.tables import Inside, Tables, held_tables
from qonys.model import Call
from qonys.model.note import Note
from qonys.model.result import Codes, Figures, Floats, Measures, Result, stack
from qonys.numerics.rounding import round_table

LEVEL = 0.9
"""Probability of the intervals."""
PRINTED = {Of.PERSONS: "printed", Of.ARRIVALS: "printed_arrivals", Of.DEPARTURES: "printed_departures"}
"""Measures of what was printed."""


@dataclass(frozen=True)
class FlowMargins:
    """What is published of flows between areas: (area, period) persons, and where the areas lie."""

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    arrivals: Figures
    departures: Figures
    inside: Inside
    """Moves inside areas, as a share of the smaller margin: (area, period)."""
    distance: Floats
    contiguous: Floats
    printed: tuple[Printed, ...] = ()
    """What was printed for these periods, (origin, destination, period): persons, and shares of the moves between."""


def estimated_flows(
    call: Call, margins: FlowMargins, draws: int, generator: np.random.Generator, deterrence: Deterrence = DETERRENCE
) -> Result:
    """Moves between all areas: measures moves, low, high (persons), by origin, destination and period.

    Moves inside an area stand where origin and destination are the same. Rows and columns
    of `moves` meet the published margins; low and high bound a cell with 90 %. A period
    that lacks a margin has no flows. Cells and shares that were printed for the period stand in
    it, to within their rounding; `printed`, `printed_arrivals` and `printed_departures` have
    what was printed (the middle; persons, and shares of those who came from or left for other
    areas), with a reason where it is not held: no table with the published margins can
    (`contradicts-margins`), or another print of the cell says otherwise (`contradicts-print`).

    Raises
    ------
    CannotCompute
        If margins cannot be met.
    """
    both = np.stack([margins.arrivals.values, margins.departures.values])
    known = np.asarray(np.isfinite(both).all(axis=(0, 1)))
    seeds = kernel.seeds(margins.distance, margins.contiguous, deterrence, draws, generator)
    shape = (len(margins.periods), len(margins.areas), len(margins.areas))
    central, low, high = (np.full(shape, np.nan) for _ in range(3))
    tables = None
    if known.any():
        tables = _tables(margins, known, seeds, generator)
        values = tables.values
        central[known] = values[0]
        quantiles = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0) if draws else values[[0, 0]]
        low[known], high[known] = np.minimum(quantiles[0], values[0]), np.maximum(quantiles[1], values[0])
    code: Codes = np.full((shape[1], shape[2], shape[0]), "E")
    axes = {"origin": margins.areas, "destination": margins.areas, "period": margins.periods}
    parts = {"moves": central, "low": low, "high": high}
    measures: Measures = {name: (np.moveaxis(values, 0, -1), code, "persons") for name, values in parts.items()}
    printed = [one for one in margins.printed if one.known.any()]
    for one in printed:
        measures[PRINTED[one.of]] = ((one.low + one.high) / 2, code, "persons" if one.of is Of.PERSONS else "share")
    found = stack(call, measures, axes)
    if not printed:
        return found
    found = replace(found, reasons=_contradictions(margins, known, tables))
    return replace(found, notes=tuple(_printed_notes(found)))


def _printed_notes(flows: Result) -> Iterator[Note]:
    """How many printed figures an estimate holds, and which it leaves out and why."""
    stated = [cell for cell, _, _ in flows.rows() if cell["measure"] in PRINTED.values() and flows.has(**cell)]
    left = [cell for cell in stated if flows.reason(**cell)]
    if stated:
        count = len(stated) - len(left)
        yield Note("flows-held", {"count": count, "all": len(stated)})
    for cell in left:
        where = {name: cell[name] for name in ("origin", "destination", "period")}
        yield Note(f"flows-{flows.reason(**cell)}", where)


def _tables(margins: FlowMargins, known: NDArray[np.bool_], seeds: Floats, generator: np.random.Generator) -> Tables:
    """Tables of the periods that have margins, and what they hold of the prints."""
    inside = Inside(margins.inside.low.T[known], margins.inside.high.T[known])
    printed = [
        Printed(np.moveaxis(one.low, -1, 0)[known], np.moveaxis(one.high, -1, 0)[known], one.of)
        for one in margins.printed
    ]
    departures, arrivals = margins.departures.values.T[known], margins.arrivals.values.T[known]
    return held_tables(seeds, departures, arrivals, inside, generator, printed)


def _contradictions(
    margins: FlowMargins, known: NDArray[np.bool_], tables: Tables | None
) -> dict[tuple[str, ...], str]:
    """Why printed cells are not held, by cell."""
    found: dict[tuple[str, ...], str] = {}
    if tables is None:
        return found
    periods = [p for p, has in zip(margins.periods, known, strict=True) if has]
    for one, used, apart in zip(margins.printed, tables.used, tables.apart, strict=True):
        stated = np.moveaxis(one.known, -1, 0)[known]
        for t, o, d in zip(*np.nonzero(stated & ~used), strict=True):
            why = "contradicts-print" if apart[t, o, d] else "contradicts-margins"
            found[PRINTED[one.of], margins.areas[o], margins.areas[d], periods[t]] = why
    return found


def whole_flows(flows: Result) -> Result:
    """The same flows in whole persons: margins that are whole are kept exactly."""
    position = flows.axes["measure"].index("moves")
    values = flows.values.copy()
    for t in range(len(flows.axes["period"])):
        if np.isfinite(values[position, :, :, t]).all():
            values[position, :, :, t] = round_table(_tidy(values[position, :, :, t])).table
    low, high = (flows.axes["measure"].index(name) for name in ("low", "high"))
    values[low], values[high] = np.minimum(values[low], values[position]), np.maximum(values[high], values[position])
    return replace(flows, values=values)


def _tidy(table: Floats) -> Floats:
    """A fitted table whose margins are whole to six digits, fitted until they are to twelve."""
    return biproportional(table, np.round(table.sum(axis=1)), np.round(table.sum(axis=0)), tolerance=1e-12, most=20_000)


@dataclass(frozen=True)
class PrintedCells:
    """Flows printed for a part of a table: shares of the arrivals between areas of a destination."""

    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    shares: Figures


def flow_check(call: Call, flows: Result, printed: PrintedCells, groups: dict[str, str]) -> Result:
    """Estimated flows beside those that were printed: shares of each destination's arrivals from other areas.

    Measures printed, estimated, low, high (share), within (1 where the printed share lies in
    the interval), by pair. `groups` give the area of the printed division for each area of the
    estimate; moves between members of one group are inside it.
    """
    areas = flows.axes["origin"]
    names = tuple(dict.fromkeys(groups[a] for a in areas))
    member = np.array([[groups[a] == name for name in names] for a in areas], float)
    shares = {}
    for measure in ("moves", "low", "high"):
        table = member.T @ flows.values[flows.axes["measure"].index(measure)][:, :, 0] @ member
        shares[measure] = table * (1 - np.eye(len(names)))
    total = shares["moves"].sum(axis=0)
    at = [(names.index(o), names.index(d)) for o, d in zip(printed.origins, printed.destinations, strict=True)]
    found = {m: np.array([table[o, d] / total[d] for o, d in at]) for m, table in shares.items()}
    within = (printed.shares.values >= found["low"]) & (printed.shares.values <= found["high"])
    code: Codes = np.full(len(at), "E")
    measures: Measures = {
        "printed": (printed.shares.values, printed.shares.status, "share"),
        "estimated": (found["moves"], code, "share"),
        "low": (found["low"], code, "share"),
        "high": (found["high"], code, "share"),
        "within": (within.astype(float), code, "count"),
    }
    pairs = tuple(f"{o}>{d}" for o, d in zip(printed.origins, printed.destinations, strict=True))
    return stack(call, measures, {"pair": pairs})


def flow_evidence(
    call: Call, flows: Result, cells: Sequence[tuple[str, str, str]], printed: Floats, parts: Floats
) -> Result:
    """Flows printed for other periods beside the estimate of one.

    Measures printed (persons), pace (persons a year, by the part of a year's moves that falls
    into the printed period), estimated, low, high (persons), within (1 where some value that
    prints so has its pace in the interval). Axes pair (`origin>destination`) and printed (the
    period); pairs that were not printed for a period have no value.

    Parameters
    ----------
    cells : sequence
        Origin, destination and period of each printed flow.
    printed, parts : (cell,) floats
        Persons; part of a year's moves.
    """
    pairs = tuple(dict.fromkeys(f"{o}>{d}" for o, d, _ in cells))
    periods = tuple(dict.fromkeys(period for *_, period in cells))
    names = ("printed", "pace", "estimated", "low", "high", "within")
    values = np.full((len(names), len(pairs), len(periods)), np.nan)
    year = flows.axes["period"][0]
    for (origin, destination, period), value, part in zip(cells, printed, parts, strict=True):
        at = (pairs.index(f"{origin}>{destination}"), periods.index(period))
        found = [
            flows.value(measure=m, origin=origin, destination=destination, period=year)
            for m in ("moves", "low", "high")
        ]
        held = against(value / part, found[1], found[2], half_unit(value) / part)
        values[(slice(None), *at)] = [value, value / part, *found, float(held.agrees)]
    units = dict.fromkeys(names, "persons") | {"within": "count"}
    status = np.where(np.isnan(values), "", "E")
    status[0] = np.where(np.isnan(values[0]), "", "A")
    return Result(call, {"measure": names, "pair": pairs, "printed": periods}, values, status, units)

"""Flows that nobody published, from margins: many plausible tables at once, around what was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qonys.errors import CannotCompute
from qonys.migration.kernels.estimation import biproportional
from qonys.migration.kernels.held import Bools, Printed, agreeing, held_cells, meetable
from qonys.numerics.arrays import Floats


@dataclass(frozen=True)
class Inside:
    """Moves inside areas as a share of the smaller of an area's arrivals and departures, (..., area)."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Margins:
    """Moves inside, out of and into areas in each table, (table, ..., area); the first as published."""

    own: Floats
    out: Floats
    into: Floats

    def central(self) -> Margins:
        """The first for all tables."""
        return Margins(*(np.broadcast_to(m[:1], m.shape).copy() for m in (self.own, self.out, self.into)))


def draw_margins(
    departures: Floats, arrivals: Floats, inside: Inside, tables: int, generator: np.random.Generator
) -> Margins:
    """Margins of each table without moves inside areas.

    The first are as published, shares inside in the middle of their range. Others draw the
    shares uniformly from their range, the same place in the range for all periods of an area,
    and the margins from their counting error (Poisson).
    """
    n, lead = departures.shape[-1], departures.shape[:-1]
    place = np.concatenate([np.full((1, n), 0.5), generator.uniform(size=(tables - 1, n))])
    place = place.reshape(tables, *(1,) * len(lead), n)
    own = (inside.low + place * (inside.high - inside.low)) * np.minimum(departures, arrivals)
    out, into = (np.broadcast_to(m, own.shape).copy() - own for m in (departures, arrivals))
    out[1:], into[1:] = (generator.poisson(m[1:]).astype(float) for m in (out, into))
    return Margins(own, out, into)


def draw_tables(
    seed: Floats,
    departures: Floats,
    arrivals: Floats,
    inside: Inside,
    generator: np.random.Generator,
    printed: Sequence[Printed] = (),
) -> Floats:
    """Tables of moves for each seed: moves inside areas first, the rest by proportional fitting.

    Margins are drawn by `draw_margins`. Cells that were printed stand in each table
    (`held.held_cells`), shares as shares of that table's moves between areas; the rest of the
    margins is fitted around them. Where prints leave too few cells for margins that vary, only
    the seeds vary.

    Parameters
    ----------
    seed : (table, area, area) floats
        The first is the central seed.
    departures, arrivals : (..., area) floats
        Moves out of and into areas, those inside them counted in both; of one total.
    printed : sequence of Printed, optional
        Cells between different areas.

    Returns
    -------
    (table, ..., area, area) floats
        As [..., origin, destination]; moves inside areas on the diagonal.
    """
    margins = draw_margins(departures, arrivals, inside, len(seed), generator)
    held = held_cells(printed, margins.out, margins.into, generator)
    if held is None:
        return _filled(seed, margins)
    known: Bools = np.logical_or.reduce([one.known for one in printed])
    try:
        return _filled(seed, margins, held, known)
    except CannotCompute:
        return _filled(seed, margins.central(), np.broadcast_to(held[:1], held.shape), known)


def _filled(seed: Floats, margins: Margins, held: Floats | None = None, known: Bools | None = None) -> Floats:
    """Tables with these margins around held cells; a row or column without a free cell has no rest."""
    n = seed.shape[-1]
    wide = seed.reshape(len(seed), *(1,) * (margins.out.ndim - 2), n, n)
    out, into = margins.out, margins.into.copy()
    if held is not None and known is not None:
        wide = np.where(known, 0.0, wide)
        drawn = np.arange(len(seed)).reshape(-1, *(1,) * (out.ndim - 1)) > 0
        out, into = (
            _left(margin, held.sum(axis), drawn & ~(wide > 0).any(axis)) for margin, axis in ((out, -1), (into, -2))
        )
    total = into.sum(-1)
    into *= np.divide(out.sum(-1), total, out=np.ones_like(total), where=total > 0)[..., None]
    between = biproportional(wide, out, into)
    if held is not None:
        between += held
    diagonal = np.arange(n)
    between[..., diagonal, diagonal] = margins.own
    return between


def _left(margin: Floats, held: Floats, closed: Bools) -> Floats:
    """What held cells leave of a margin; nothing of a drawn one without a free cell, or below rounding."""
    left: Floats = np.maximum(margin - held, 0.0)
    return np.where(closed | (left < 1e-6 * (1.0 + margin)), 0.0, left)


@dataclass(frozen=True)
class Tables:
    """Tables of moves (table, ..., area, area), and the cells of each print that they hold."""

    values: Floats
    used: tuple[Bools, ...]
    apart: tuple[Bools, ...]
    """Cells of each print that contradict another print of the same cell."""


def held_tables(
    seed: Floats,
    departures: Floats,
    arrivals: Floats,
    inside: Inside,
    generator: np.random.Generator,
    printed: Sequence[Printed] = (),
) -> Tables:
    """Tables as `draw_tables` makes them with the printed cells that margins can hold, and which these are.

    Of two prints of one cell that contradict each other the earlier is held. Cells that margins
    cannot hold are left out; where those of a period together block the fit, the last print
    goes first.

    Raises
    ------
    CannotCompute
        If margins are not met without any printed cell.
    """
    own = (inside.low + inside.high) / 2 * np.minimum(departures, arrivals)
    out, into = departures - own, arrivals - own
    meets = agreeing(printed, out, into)
    apart = tuple(one.known & ~cells for one, cells in zip(printed, meets, strict=True))
    kept: list[Printed] = []
    for one, cells in zip(printed, meets, strict=True):
        agreed = one.only(cells)
        kept.append(agreed.only(meetable([*kept, agreed], out, into)))
    kept = _fitting(seed, out, into, kept)
    state = generator.bit_generator.state
    try:
        values = draw_tables(seed, departures, arrivals, inside, generator, kept)
    except CannotCompute:
        kept = [one.only(np.zeros_like(one.known)) for one in kept]
        generator.bit_generator.state = state
        values = draw_tables(seed, departures, arrivals, inside, generator)
    return Tables(values, tuple(one.known for one in kept), apart)


def _fitting(seed: Floats, out: Floats, into: Floats, printed: Sequence[Printed]) -> list[Printed]:
    """Prints that the central table of their period can hold; of a period that it cannot the last print goes first."""
    found = list(printed)
    for at in np.ndindex(out.shape[:-1]):
        for count in range(len(found), -1, -1):
            tried = [Printed(one.low[at], one.high[at], one.of) for one in found[:count]]
            if _central_fits(seed[:1], out[at], into[at], tried):
                break
        for one in found[count:]:
            one.low[at] = one.high[at] = np.nan
    return found


def _central_fits(seed: Floats, out: Floats, into: Floats, printed: Sequence[Printed]) -> bool:
    if not any(one.known.any() for one in printed):
        return True
    none = Inside(np.zeros_like(out), np.zeros_like(out))
    try:
        draw_tables(seed, out, into, none, np.random.default_rng(0), printed)
    except CannotCompute:
        return False
    return True

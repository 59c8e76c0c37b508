"""Flows that nobody published, from margins: many plausible tables at once, and what they agree on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Deterrence:
    """What keeps people from moving far: log flow = −decay · log distance + neighbour · shared border.

    Each with its standard error; `scatter` is the standard deviation of the logarithm of
    true flows about what masses, distance and borders say.
    """

    decay: float
    decay_error: float
    neighbour: float
    neighbour_error: float
    scatter: float


DETERRENCE = Deterrence(decay=0.8, decay_error=0.25, neighbour=0.7, neighbour_error=0.35, scatter=0.65)
"""Where nothing is published of a country: between two that publish all flows.

Poisson gravity models with origin and destination effects: 17 regions of Korea 2012-2020
give a decay of 0.53 to 0.57 and 0.67 to 0.74 for a shared border (scatter 0.52 to 0.57), 51
states of the United States 2019 a decay of 1.06 with distance alone (scatter 0.73).
The errors span both.
"""


@dataclass(frozen=True)
class Inside:
    """Moves inside areas as a share of the smaller of an area's arrivals and departures, (..., area)."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Printed:
    """Cells that were printed, (..., area, area): the least and the most that prints so; nan where none was."""

    low: Floats
    high: Floats

    @property
    def known(self) -> Bools:
        """Whether a cell was printed."""
        found: Bools = np.isfinite(self.low)
        return found


def meetable(printed: Printed, departures: Floats, arrivals: Floats) -> Bools:
    """Whether printed cells can be part of a table with these margins, (..., area, area).

    Of a row or a column whose printed cells exceed its margin none can.

    Examples
    --------
    >>> low = np.array([[np.nan, 90.0], [30.0, np.nan]])
    >>> meetable(Printed(low, low), np.array([80.0, 60]), np.array([50.0, 90])).tolist()
    [[False, False], [True, False]]
    """
    least = np.where(printed.known, printed.low, 0.0)
    rows, columns = least.sum(-1) <= departures, least.sum(-2) <= arrivals
    found: Bools = printed.known & rows[..., :, None] & columns[..., None, :]
    return found


def seeds(
    distance: Floats, contiguous: Floats, deterrence: Deterrence, draws: int, generator: np.random.Generator
) -> Floats:
    """Seeds of a doubly constrained model: the first is the central one, the others draw what is not known.

    Decay and the effect of a shared border are drawn once a draw, the scatter for each cell.

    Parameters
    ----------
    distance : (area, area) floats
        Kilometres, positive off the diagonal.
    contiguous : (area, area) floats
        1 where two areas share a border.
    draws : int
        Number of draws beside the central seed.

    Returns
    -------
    (1 + draws, area, area) floats
        Relative propensities; 0 on the diagonal.
    """
    n = len(distance)
    off = ~np.eye(n, dtype=bool)
    if (distance[off] <= 0).any():
        raise CannotCompute(
            "no-distance", "two areas stand at no distance from each other", where="distance", fix="their centres",
        )  # fmt: skip
    logs = np.where(off, np.log(np.where(off, distance, 1.0)), 0.0)
    noise = generator.standard_normal((2, draws))
    decay = np.concatenate([[deterrence.decay], deterrence.decay + deterrence.decay_error * noise[0]])
    border = np.concatenate([[deterrence.neighbour], deterrence.neighbour + deterrence.neighbour_error * noise[1]])
    exponent = -decay[:, None, None] * logs + border[:, None, None] * contiguous
    exponent[1:] += deterrence.scatter * generator.standard_normal((draws, n, n))
    exponent -= exponent[:, off].max(axis=1)[:, None, None]
    table: Floats = np.where(off, np.exp(exponent), 0.0)
    return table


def biproportional(seed: Floats, rows: Floats, columns: Floats, *, tolerance: float = 1e-6, most: int = 2000) -> Floats:
    """Tables with given margins closest to seeds in Kullback-Leibler divergence, many at once.

    Parameters
    ----------
    seed : (..., area, area) floats
        Not negative.
    rows, columns : (..., area) floats
        Margins of one total.

    Returns
    -------
    (..., area, area) floats

    Raises
    ------
    CannotCompute
        If one of the tables does not meet its margins: zeros of the seed block them.

    References
    ----------
    Deming, Stephan (1940), Ann. Math. Stat. 11(4), 427-444.

    Examples
    --------
    >>> biproportional(np.ones((2, 2)), np.array([18.0, 20.0]), np.array([16.0, 22.0])).round(3)
    array([[ 7.579, 10.421],
           [ 8.421, 11.579]])
    """
    across, scale, miss = np.ones(columns.shape), np.maximum(rows, 1.0), np.array(np.inf)
    for step in range(most):
        down = _quotient(rows, np.einsum("...ij,...j->...i", seed, across))
        across = _quotient(columns, np.einsum("...ij,...i->...j", seed, down))
        if step % 8 == 7:
            table: Floats = down[..., :, None] * seed * across[..., None, :]
            miss = np.abs(table.sum(axis=-1) - rows) / scale
            if miss.max() < tolerance:
                return table
    raise CannotCompute(
        "no-fit",
        f"margins are missed by up to {miss.max():.1%}",
        where="margins",
        fix="allow more cells",
        text=f"{miss.max():.1%}",
    )


def _quotient(over: Floats, under: Floats) -> Floats:
    """A quotient that is 0 where nothing can be reached; bounded, for margins that zeros block."""
    found: Floats = np.divide(over, under, out=np.zeros_like(under), where=under > 1e-200)
    return np.minimum(found, 1e150)


def draw_tables(
    seed: Floats,
    departures: Floats,
    arrivals: Floats,
    inside: Inside,
    generator: np.random.Generator,
    printed: Printed | None = None,
) -> Floats:
    """Tables of moves for each seed: moves inside areas first, the rest by proportional fitting.

    The first table is the central one: margins as published, shares inside in the middle of
    their range. Others draw the shares uniformly from their range, the same place in the
    range for all periods of an area, and the margins from their counting error (Poisson).
    Cells that were printed stand in each table: in the middle of what prints so in the
    central one, anywhere in it in the others; the rest of the margins is fitted around them.

    Parameters
    ----------
    seed : (table, area, area) floats
        The first is the central seed.
    departures, arrivals : (..., area) floats
        Moves out of and into areas, those inside them counted in both; of one total.
    printed : Printed, optional
        Cells between different areas; see `meetable`.

    Returns
    -------
    (table, ..., area, area) floats
        As [..., origin, destination]; moves inside areas on the diagonal.
    """
    tables, n = len(seed), seed.shape[-1]
    lead = departures.shape[:-1]
    place = np.concatenate([np.full((1, n), 0.5), generator.uniform(size=(tables - 1, n))])
    place = place.reshape(tables, *(1,) * len(lead), n)
    share = inside.low + place * (inside.high - inside.low)
    own = share * np.minimum(departures, arrivals)
    out, into = (np.broadcast_to(m, own.shape).copy() - own for m in (departures, arrivals))
    out[1:], into[1:] = (generator.poisson(m[1:]).astype(float) for m in (out, into))
    wide = seed.reshape(tables, *(1,) * len(lead), n, n)
    held = _held(printed, (tables, *lead, n, n), generator)
    if held is not None:
        out, into = np.maximum(out - held.sum(-1), 0.0), np.maximum(into - held.sum(-2), 0.0)
        wide = np.where(held > 0, 0.0, wide)
    into *= (out.sum(-1) / into.sum(-1))[..., None]
    between = biproportional(wide, out, into)
    if held is not None:
        between += held
    diagonal = np.arange(n)
    between[..., diagonal, diagonal] = own
    return between


def _held(printed: Printed | None, shape: tuple[int, ...], generator: np.random.Generator) -> Floats | None:
    """The printed cells of each table, 0 where none is; none at all without any."""
    if printed is None or not printed.known.any():
        return None
    low, high = (np.where(printed.known, end, 0.0) for end in (printed.low, printed.high))
    place = np.full(shape, 0.5)
    place[1:] = generator.uniform(size=(shape[0] - 1, *shape[1:]))
    held: Floats = low + place * (high - low)
    return held


def held_tables(
    seed: Floats,
    departures: Floats,
    arrivals: Floats,
    inside: Inside,
    generator: np.random.Generator,
    printed: Printed | None,
) -> tuple[Floats, Bools]:
    """Tables as `draw_tables` makes them with the printed cells that margins can hold, and which these are.

    Cells that margins cannot hold are left out; if the others together block the fit, all are.

    Raises
    ------
    CannotCompute
        If margins are not met without any printed cell.
    """
    if printed is None:
        tables = draw_tables(seed, departures, arrivals, inside, generator)
        return tables, np.zeros(tables.shape[1:], dtype=bool)
    own = (inside.low + inside.high) / 2 * np.minimum(departures, arrivals)
    possible, state = meetable(printed, departures - own, arrivals - own), generator.bit_generator.state
    for used in (possible, np.zeros_like(possible)):
        cells = Printed(np.where(used, printed.low, np.nan), np.where(used, printed.high, np.nan))
        try:
            return draw_tables(seed, departures, arrivals, inside, generator, cells), used
        except CannotCompute:
            if not used.any():
                raise
            generator.bit_generator.state = state
    raise AssertionError("the last try returns or raises")

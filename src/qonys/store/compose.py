"""Constant borders: figures of several divisions restated in one, exactly or not at all.

How this works. Figures are laid out in layers, one for each division in which some are
stated. A target takes the figure of a unit of the same territory if any layer has one; an
additive figure is else the sum of the units that make up the target. What is left is a gap
with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.model import Lineage, Territory
from qonys.model.observation import STATUS_ORDER
from qonys.model.result import Floats

Ints = NDArray[np.int64]


class Gap(IntEnum):
    """Why a cell of a panel has no value."""

    NONE = 0
    NO_FIGURE = 1
    """No source states it."""
    STATED_MISSING = 2
    """A source says that it is missing or suppressed."""
    PART_MISSING = 3
    """It would be a sum, and one of its parts is not stated."""
    BORDERS = 4
    """It is stated for units that a change of borders has cut."""
    RATE = 5
    """It is a published rate: without numerator and denominator it cannot be merged."""


@dataclass(frozen=True)
class Layer:
    """The figures stated in one division: arrays (series, unit, period)."""

    borders: int
    units: tuple[str, ...]
    territories: tuple[Territory, ...]
    values: Floats
    ranks: Ints
    """Rank of the status, 0 the soundest."""
    rows: Ints
    """Row number of the observation; −1 where there is none."""


@dataclass(frozen=True)
class Filled:
    """Targets filled from layers: arrays (series, target, period)."""

    values: Floats
    ranks: Ints
    gaps: Ints
    layer: Ints
    """Which layer a value came from; −1 for none."""
    parts: Mapping[tuple[int, int], tuple[int, ...]]
    """For (layer, target) the units that make up the target."""


def layers(
    lineage: Lineage, country: str, found: Mapping[str, NDArray[Any]], shape: tuple[int, int]
) -> tuple[Layer, ...]:
    """Figures laid out by division.

    Parameters
    ----------
    lineage : the country's changes of borders
    country : code of the whole
    found : columns series, area, borders, period_index, value, status, row
    shape : numbers of series and of periods
    """
    years, place = np.unique(found["borders"], return_inverse=True)
    eras = np.array([lineage.era(int(year)) for year in years], dtype=np.int64)[place]
    return tuple(
        _layer(lineage, country, int(era), {k: v[eras == era] for k, v in found.items()}, shape)
        for era in np.unique(eras)
    )


def _layer(
    lineage: Lineage, country: str, era: int, found: Mapping[str, NDArray[Any]], shape: tuple[int, int]
) -> Layer:
    division = lineage.division(era)
    units = (*division, country)
    everything: Territory = frozenset().union(*division.values()) if division else frozenset({country})
    place = {code: i for i, code in enumerate(units)}
    labels = [str(a) for a in found["area"]]
    meanings = {label: label if label == country else lineage.meaning(label, era) for label in set(labels)}
    known = np.array([meanings[label] in place for label in labels], dtype=bool)
    # a figure under the unit's own label overrides one under a label that only means it
    order = np.argsort([meanings[label] == label for label in labels], kind="stable")
    order = order[known[order]]
    size = (shape[0], len(units), shape[1])
    layer = Layer(
        era,
        units,
        (*division.values(), everything),
        np.full(size, np.nan),
        np.zeros(size, dtype=np.int64),
        np.full(size, -1, dtype=np.int64),
    )
    columns = np.array([place.get(meanings[label] or "", 0) for label in labels], dtype=np.int64)[order]
    at = (found["series"][order], columns, found["period_index"][order])
    rank = {code: i for i, code in enumerate(STATUS_ORDER)}
    layer.values[at] = found["value"][order]
    layer.ranks[at] = [rank[str(s)] for s in found["status"][order]]
    layer.rows[at] = found["row"][order]
    return layer


def fill(
    targets: Sequence[Territory], stacked: Sequence[Layer], additive: NDArray[np.bool_], own: NDArray[np.int64]
) -> Filled:
    """Targets from layers: a unit of the same territory first, then exact sums.

    Parameters
    ----------
    targets : territories
    stacked : layers of one shape (series, ·, period)
    additive : (series,) bools, whether figures may be summed over areas
    own : (period,) ints, the division in force at each period; its layer is preferred
    """
    count, periods = len(additive), len(own)
    size = (count, len(targets), periods)
    filled = Filled(
        np.full(size, np.nan),
        np.zeros(size, dtype=np.int64),
        np.full(size, Gap.NO_FIGURE, dtype=np.int64),
        np.full(size, -1, dtype=np.int64),
        {
            (number, t): parts
            for number, layer in enumerate(stacked)
            for t, target in enumerate(targets)
            if (parts := _parts(target, layer.territories)) is not None
        },
    )
    order = sorted(range(len(stacked)), key=lambda n: -stacked[n].borders)
    for single in (True, False):
        for here in (True, False):
            for number in order:
                mask = (own == stacked[number].borders) == here
                if mask.any():
                    _take(filled, number, stacked[number], additive, mask, single=single)
    for number in order:
        _note_gaps(filled, number, targets, stacked[number], additive)
    filled.gaps[~np.isnan(filled.values)] = Gap.NONE
    return filled


@lru_cache(maxsize=4096)  # A report asks for the same areas in the same few divisions thousands of times.
def _parts(target: Territory, territories: tuple[Territory, ...]) -> tuple[int, ...] | None:
    """Units of a layer that are the target: one of the same territory, else those that add up to it."""
    same = [i for i, atoms in enumerate(territories) if atoms == target]
    if same:
        return (same[-1],)
    inside = [i for i, atoms in enumerate(territories) if atoms <= target]
    covered: Territory = frozenset().union(*(territories[i] for i in inside)) if inside else frozenset()
    return tuple(inside) if covered == target else None


def _take(
    filled: Filled, number: int, layer: Layer, additive: NDArray[np.bool_], mask: NDArray[np.bool_], *, single: bool
) -> None:
    for t in range(filled.values.shape[1]):
        parts = filled.parts.get((number, t))
        if parts is None:
            continue
        if not single:
            parts = _all_parts(parts, layer)
        allowed = np.ones(len(additive), dtype=bool) if single else additive
        if not parts or (len(parts) > 1) == single:
            continue
        value = layer.values[:, parts, :].sum(axis=1)
        rank = layer.ranks[:, parts, :].max(axis=1)
        fits = np.isnan(filled.values[:, t, :]) & ~np.isnan(value) & mask & allowed[:, None]
        if fits.any():
            filled.values[:, t, :][fits] = value[fits]
            filled.ranks[:, t, :][fits] = rank[fits]
            filled.layer[:, t, :][fits] = number if single else number + _SUMMED


_SUMMED = 1000
"""Added to the layer's number where the whole was summed from its regions."""


def _all_parts(parts: tuple[int, ...], layer: Layer) -> tuple[int, ...]:
    """The regions, where the one part is the country: its last resort is their sum."""
    if parts == (len(layer.units) - 1,):
        return tuple(range(len(layer.units) - 1))
    return parts


def parts_of(filled: Filled, stacked: Sequence[Layer], s: int, t: int, p: int) -> tuple[int, ...]:
    """Row numbers of the observations behind one cell; of a gap, those that say that it is missing."""
    number = int(filled.layer[s, t, p])
    if number < 0:
        stated = (
            int(layer.rows[s, parts[0], p])
            for n, layer in enumerate(stacked)
            if (parts := filled.parts.get((n, t))) and len(parts) == 1
        )
        return tuple(row for row in stated if row >= 0)
    layer = stacked[number % _SUMMED]
    parts = filled.parts[number % _SUMMED, t]
    if number >= _SUMMED:
        parts = _all_parts(parts, layer)
    return tuple(int(layer.rows[s, part, p]) for part in parts)


def _note_gaps(
    filled: Filled, number: int, targets: Sequence[Territory], layer: Layer, additive: NDArray[np.bool_]
) -> None:
    stated = ~np.isnan(layer.values)
    for t, target in enumerate(targets):
        gaps = filled.gaps[:, t, :]
        parts = filled.parts.get((number, t))
        if parts is not None and len(parts) == 1:
            one = (layer.rows[:, parts[0], :] >= 0) & ~stated[:, parts[0], :]
            gaps[one] = Gap.STATED_MISSING
            continue
        touching = [i for i, atoms in enumerate(layer.territories[:-1]) if atoms & target]
        some = stated[:, touching, :].any(axis=1) & (gaps == Gap.NO_FIGURE)
        if parts is None:
            gaps[some] = Gap.BORDERS
        else:
            gaps[some & additive[:, None]] = Gap.PART_MISSING
            gaps[some & ~additive[:, None]] = Gap.RATE

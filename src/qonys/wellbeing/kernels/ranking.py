"""Ranks of figures over units, as numbers to publish and as scores to put together."""

from __future__ import annotations

from enum import Enum

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.normalisation import Normalised, turned_by
from qonys.wellbeing.kernels.screening import refuse_columns


class Ties(Enum):
    """The rank of equal figures; there is none at random."""

    LOW = "min"
    AVERAGE = "average"
    HIGH = "max"
    DENSE = "dense"
    """The lowest, and no rank is left out after them."""


def rank(values: Floats, ties: Ties = Ties.LOW, *, descending: bool = False) -> Floats:
    """Ranks along the second axis from the end, 1 for the smallest (or largest); nan stays nan.

    Examples
    --------
    >>> rank(np.array([[3.0], [1.0], [3.0]]), Ties.AVERAGE).ravel()
    array([2.5, 1. , 2.5])
    >>> rank(np.array([[3.0], [1.0], [3.0]]), descending=True).ravel()
    array([1., 3., 1.])
    """
    columns = np.moveaxis(-values if descending else values, -2, -1)
    order = np.argsort(columns, axis=-1, kind="stable")
    ordered = np.take_along_axis(columns, order, axis=-1)
    new = np.ones(ordered.shape, np.bool_)
    new[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    place = np.arange(1, ordered.shape[-1] + 1)
    low = np.maximum.accumulate(np.where(new, place, 0), axis=-1).astype(np.float64)
    last = np.ones(ordered.shape, np.bool_)
    last[..., :-1] = new[..., 1:]
    high = np.minimum.accumulate(np.where(last, place, len(place))[..., ::-1], axis=-1)[..., ::-1]
    dense = np.cumsum(new, axis=-1)
    chosen = {Ties.LOW: low, Ties.HIGH: high, Ties.AVERAGE: (low + high) / 2, Ties.DENSE: dense}[ties]
    out = np.empty(ordered.shape)
    np.put_along_axis(out, order, np.where(np.isnan(ordered), np.nan, chosen), axis=-1)
    found: Floats = np.moveaxis(out, -1, -2)
    return found


def ranks(values: Floats, direction: Floats | None = None, *, ties: Ties = Ties.LOW) -> Normalised:
    """Ranks over units, 1 for the worst figure; Borda scores are these less 1.

    Examples
    --------
    >>> ranks(np.array([[5.0], [7.0], [7.0], [np.nan]])).values.ravel()
    array([ 1.,  2.,  2., nan])
    """
    turned, sign = turned_by(values, direction)
    none = np.full((*turned.shape[:-2], turned.shape[-1]), np.nan)
    return Normalised(rank(turned, ties), sign, none, none, np.zeros(turned.shape, np.bool_))


def percentile_ranks(values: Floats, direction: Floats | None = None, *, ties: Ties = Ties.LOW) -> Normalised:
    """Ranks from 0 (the worst) to 1: (rank - 1) / (n - 1), n the units that have a figure.

    Examples
    --------
    >>> percentile_ranks(np.array([[5.0], [7.0], [9.0]])).values.ravel()
    array([0. , 0.5, 1. ])
    """
    found = ranks(values, direction, ties=ties)
    count = (~np.isnan(found.values)).sum(axis=-2, keepdims=True)
    refuse_columns(count[..., 0, :] < 2, "no-two-figures", "leave the indicator out")
    return Normalised((found.values - 1) / (count - 1), found.direction, found.shift, found.divisor, found.capped)


def borda(values: Floats, direction: Floats | None = None, *, ties: Ties = Ties.LOW) -> Normalised:
    """Borda scores: how many units are worse, ranks less 1.

    Examples
    --------
    >>> borda(np.array([[5.0], [7.0], [9.0]]), np.array([-1.0])).values.ravel()
    array([2., 1., 0.])
    """
    found = ranks(values, direction, ties=ties)
    return Normalised(found.values - 1, found.direction, found.shift, found.divisor, found.capped)

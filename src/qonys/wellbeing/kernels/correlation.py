"""Correlations between columns of two tables, over the units that have both figures."""

from __future__ import annotations

from enum import Enum

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.ranking import Ties, rank
from qonys.wellbeing.kernels.screening import figures


class Kind(Enum):
    """What a correlation compares."""

    PEARSON = "pearson"
    """The figures."""
    SPEARMAN = "spearman"
    """Their ranks, the mean rank for ties."""
    KENDALL = "kendall"
    """The order of pairs of units, tau-b."""


def correlations(first: Floats, second: Floats, kind: Kind = Kind.PEARSON) -> Floats:
    """Correlation of each column of one table with each of another.

    Parameters
    ----------
    first : (..., unit, indicator) floats
        Figures, nan where missing: each pair of columns uses the units that have both.
    second : (..., unit, other) floats
        Figures.
    kind : Kind
        Pearson, Spearman or Kendall.

    Returns
    -------
    (..., indicator, other) floats
        -1 to 1; nan where fewer than two units have both, or one of the two does not vary over them.

    References
    ----------
    Kendall (1945), Biometrika 33(3), 239-251, on ties.

    Examples
    --------
    >>> x = np.array([[1.0, 9.0], [2.0, 5.0], [3.0, 4.0]])
    >>> correlations(x, x).round(3)
    array([[ 1.   , -0.945],
           [-0.945,  1.   ]])
    """
    first, second = figures(first), figures(second)
    if first.shape[-2] != second.shape[-2]:
        raise ValueError(f"tables of the same units, got {first.shape} and {second.shape}")
    gaps = bool(np.isnan(first).any() or np.isnan(second).any())
    if gaps:
        lead = np.broadcast_shapes(first.shape[:-2], second.shape[:-2])
        found = np.empty((*lead, first.shape[-1], second.shape[-1]))
        for i in range(first.shape[-1]):
            for j in range(second.shape[-1]):
                x, y = first[..., [i]], second[..., [j]]
                hole = np.isnan(x) | np.isnan(y)
                pair = _whole if kind is Kind.PEARSON or not lead else _each
                found[..., i, j] = pair(np.where(hole, np.nan, x), np.where(hole, np.nan, y), kind)[..., 0, 0]
        return found
    return _whole(first, second, kind)


def _each(first: Floats, second: Floats, kind: Kind) -> Floats:
    """Draw by draw."""
    lead = np.broadcast_shapes(first.shape[:-2], second.shape[:-2])
    first, second = (np.broadcast_to(x, (*lead, *x.shape[-2:])) for x in (first, second))
    out = np.empty((*lead, 1, 1))
    for at in np.ndindex(lead):
        out[at] = _whole(first[at], second[at], kind)
    return out


def _whole(first: Floats, second: Floats, kind: Kind) -> Floats:
    """Of columns whose gaps, if any, are in the same rows."""
    if kind is Kind.SPEARMAN:
        first, second = rank(first, Ties.AVERAGE), rank(second, Ties.AVERAGE)
    elif kind is Kind.KENDALL:
        first, second = _signs(first), _signs(second)
    x, y = _centred(first, kind), _centred(second, kind)
    cross = np.swapaxes(x, -1, -2) @ y
    size = np.sqrt((x**2).sum(axis=-2)[..., :, None] * (y**2).sum(axis=-2)[..., None, :])
    found: Floats = np.divide(cross, size, out=np.full(cross.shape, np.nan), where=size > 0)
    return np.clip(found, -1.0, 1.0)


def _centred(values: Floats, kind: Kind) -> Floats:
    if kind is Kind.KENDALL:
        return np.nan_to_num(values)
    missing = np.isnan(values)
    count = np.maximum((~missing).sum(axis=-2, keepdims=True), 1)
    mean = np.where(missing, 0.0, values).sum(axis=-2, keepdims=True) / count
    centred = np.where(missing, 0.0, values - mean)
    # What is left of a column of one value is rounding.
    scale = np.abs(np.nan_to_num(values)).max(axis=-2, keepdims=True)
    return np.where(np.abs(centred).max(axis=-2, keepdims=True) > 1e-14 * scale, centred, 0.0)


def _signs(values: Floats) -> Floats:
    """(..., pair of units, column): which of two is larger."""
    i, j = np.triu_indices(values.shape[-2], 1)
    found: Floats = np.sign(values[..., i, :] - values[..., j, :])
    return found

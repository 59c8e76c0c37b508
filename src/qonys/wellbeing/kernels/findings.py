"""Warnings about indicators: noise blown up, one thing counted twice, silent or dominant ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.aggregation import Level
from qonys.wellbeing.kernels.correlation import correlations
from qonys.wellbeing.kernels.diagnostics import effective_weights
from qonys.wellbeing.kernels.screening import Mask, figures


class Concern(Enum):
    """What is wrong with an indicator or a pair of them."""

    NEARLY_CONSTANT = "nearly constant"
    """Its range is no larger than its own error: a scale from worst to best blows noise up."""
    DOUBLE_COUNTED = "double counted"
    """Two indicators of one parent say the same."""
    AGAINST = "against"
    """It runs against the index that it is to raise."""
    SILENT = "silent"
    """It hardly shows in the index."""
    DOMINANT = "dominant"
    """It alone orders units almost as the index does, or moves most of its variance."""


@dataclass(frozen=True)
class Thresholds:
    """From where on something is warned of."""

    double: float = 0.9
    """Largest |r| of two indicators."""
    against: float = -0.3
    """Smallest r with the index."""
    silent: float = 0.3
    """Least |r| with the index."""
    dominant: float = 0.92
    """Largest r with the index."""
    variance: float = 0.5
    """Largest share of the variance of the index."""


@dataclass(frozen=True)
class Finding:
    """One warning: the indicators it is about, the number and what it is compared with."""

    concern: Concern
    indicators: tuple[int, ...]
    value: float
    limit: float


def nearly_constant(values: Floats, error: Floats) -> tuple[Finding, ...]:
    """Indicators whose range over units is no larger than their own error.

    Parameters
    ----------
    values : (unit, indicator) floats
        Figures, before they are normalised.
    error : (indicator,) floats
        Width of the interval in which a figure may lie, e.g. four standard errors or the last printed digit.

    Examples
    --------
    Regional unemployment of 4.1 to 5.0 %, known to half a point up and down:

    >>> nearly_constant(np.array([[4.1], [4.6], [5.0]]), np.array([1.0]))[0].indicators
    (0,)
    """
    values = figures(values)
    error = np.asarray(error, np.float64)
    spread = np.fmax.reduce(values, axis=0) - np.fmin.reduce(values, axis=0)
    return tuple(
        Finding(Concern.NEARLY_CONSTANT, (int(i),), float(spread[i]), float(error[i]))
        for i in np.flatnonzero(~(spread > error))
    )


def findings(
    values: Floats, levels: Sequence[Level], thresholds: Thresholds | None = None, top: Floats | None = None
) -> tuple[Finding, ...]:
    """What correlations warn of: double counting within a parent, indicators against the index, silent, dominant.

    Parameters
    ----------
    values : (unit, indicator) floats
        Scores without gaps.
    levels : sequence of Level
        The tree.
    thresholds : Thresholds
        From where on to warn.
    top : (unit,) floats
        The index as it is computed; that of arithmetic means if left out.

    Examples
    --------
    >>> x = np.array([[1.0, 1.1, 4.0], [2.0, 2.0, 1.0], [3.0, 2.9, 2.0], [4.0, 4.1, 3.0]])
    >>> [(f.concern.name, f.indicators) for f in findings(x, [Level((0, 0, 0), np.ones(3))])]
    [('DOUBLE_COUNTED', (0, 1))]
    """
    limits = thresholds or Thresholds()
    effects = effective_weights(values, levels, top)
    parents = np.array(levels[0].parents)
    among = correlations(values, values)
    twice: Mask = np.triu((np.abs(among) > limits.double) & (parents[:, None] == parents), 1)
    found = [
        Finding(Concern.DOUBLE_COUNTED, (int(i), int(j)), float(among[i, j]), limits.double)
        for i, j in np.argwhere(twice)
    ]
    for i, (r, share) in enumerate(zip(effects.correlation, effects.variance, strict=True)):
        if r < limits.against:
            found.append(Finding(Concern.AGAINST, (i,), float(r), limits.against))
        elif abs(r) < limits.silent:
            found.append(Finding(Concern.SILENT, (i,), float(r), limits.silent))
        if r > limits.dominant:
            found.append(Finding(Concern.DOMINANT, (i,), float(r), limits.dominant))
        elif share > limits.variance:
            found.append(Finding(Concern.DOMINANT, (i,), float(share), limits.variance))
    return tuple(found)

"""Confidence sets by inversion: the values that a test does not reject, searched outward from the estimate."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

REACH = 2.0**20
"""Standard errors after which an end that is still not rejected counts as infinite: a million."""
PRECISION = 1e-5
"""Ends are found to this share of a standard error, or of their distance from the estimate if that is larger."""


class Ends(NamedTuple):
    """Two ends of a confidence set that holds the estimate; infinite where no value was rejected."""

    low: float
    high: float


def invert(p: Callable[[float], float], estimate: float, error: float, level: float = 0.95) -> Ends:
    """The values around an estimate whose p value is above 1 - level.

    How this works. Steps outward double until a value is rejected, then the step is halved down to it, on each side by
    itself. What lies beyond the first rejected value that is met is not looked at: right for p values that fall away
    from the estimate. Where they need not (instruments), take `confidence_sets.search`.

    Parameters
    ----------
    p : p value of the hypothesis that the coefficient is this value
    estimate, error : where to begin, and the size of the first step

    Examples
    --------
    >>> from math import erfc, sqrt
    >>> found = invert(lambda b: erfc(abs(b - 1) / sqrt(2)), 1.0, 1.0)
    >>> round(found.low, 4), round(found.high, 4)
    (-0.96, 2.96)
    >>> invert(lambda b: 1.0, 1.0, 1.0)
    Ends(low=-inf, high=inf)
    """
    alpha = 1 - level
    return Ends(*(_end(p, estimate, way * error, alpha) for way in (-1, 1)))


def _end(p: Callable[[float], float], estimate: float, step: float, alpha: float) -> float:
    inside, outside = 0.0, 1.0
    while p(estimate + outside * step) > alpha:
        inside, outside = outside, 2 * outside
        if outside > REACH:
            return float(np.copysign(np.inf, step))
    while outside - inside > PRECISION * max(1.0, inside):
        middle = (inside + outside) / 2
        if p(estimate + middle * step) > alpha:
            inside = middle
        else:
            outside = middle
    return float(estimate + (inside + outside) / 2 * step)

"""The number at which a falling curve meets a line, for many draws at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qonys.numerics.arrays import Floats


def first_reach(curve: Callable[[Floats], Floats], target: float, most: Floats, steps: int = 60) -> Floats:
    """Where a curve that starts at 0 and falls comes down to a target, by false position (Illinois).

    Parameters
    ----------
    curve : callable
        Numbers (draw,) to values (draw,); 0 at 0, below the target from one number on.
    target : float
        Below 0.
    most : (draw,) floats
        The largest number that is tried.
    steps : int
        At most so many evaluations.

    Returns
    -------
    (draw,) floats
        The curve is there within 1e-6 of the target, as a part of it; inf where it is above the target at `most`.

    References
    ----------
    Dowell, Jarratt (1971), BIT 11, 168-174.

    Examples
    --------
    >>> first_reach(lambda x: -x / 100, -0.05, np.array([10.0, 4.0])).round(6).tolist()
    [5.0, inf]
    """
    below, above = most.astype(float), np.zeros(most.shape)
    low, high = curve(below) - target, np.full(most.shape, -target)
    reached = low <= 0
    at, value = below.copy(), low.copy()
    side = np.zeros(most.shape)
    for _ in range(steps):
        open_ = reached & (np.abs(value) > -1e-6 * target)
        if not open_.any():
            break
        slope = np.where(open_, low - high, 1.0)
        at = np.where(open_, (above * low - below * high) / slope, at)
        value = np.where(open_, curve(at) - target, value)
        under = value <= 0
        # An end that stays twice pulls the line away from itself.
        high = np.where(open_ & under & (side < 0), high / 2, high)
        low = np.where(open_ & ~under & (side > 0), low / 2, low)
        below, low = np.where(open_ & under, at, below), np.where(open_ & under, value, low)
        above, high = np.where(open_ & ~under, at, above), np.where(open_ & ~under, value, high)
        side = np.where(under, -1.0, 1.0)
    found: Floats = np.where(reached, at, np.inf)
    return found

"""Cells that rows of several commands of effects share."""

from __future__ import annotations

from math import isfinite, isinf


def finite_ends(low: float, high: float, pieces: tuple[tuple[float, float], ...] = ()) -> dict[str, object]:
    """The ends that there are, and as `set` the values that are not rejected where they have no two ends.

    Examples
    --------
    >>> inf = float("inf")
    >>> finite_ends(0.5, inf)
    {'low': 0.5, 'high': None, 'set': '[0.5, inf)'}
    >>> finite_ends(0.5, 2.0)
    {'low': 0.5, 'high': 2.0, 'set': ''}
    """
    from qonys.effects.kernels.confidence_sets import set_text

    open_ = pieces or (((low, high),) if isinf(low) or isinf(high) else ())
    ends = {"low": low if isfinite(low) else None, "high": high if isfinite(high) else None}
    return {**ends, "set": set_text(open_) if open_ else ""}

"""Rows that fixed effects fit exactly, whatever the outcome: alone in an area or a period, again and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[Any]


def informative_rows(ways: Sequence[Labels], least: Sequence[int] | None = None) -> NDArray[np.bool_]:
    """Rows (n,) that stay once those alone in a level of a fixed effect are taken out, until none is left.

    Such a row fits itself: it moves no coefficient, but counts as an observation and as a cluster, and makes errors
    too small.

    Parameters
    ----------
    ways : labels (n,) of each fixed effect
    least : rows that a level must have at least, 2 if left out; 3 where it has a trend beside its level

    References
    ----------
    Correia (2015), Singletons, Cluster-Robust Standard Errors and Fixed Effects: A Bad Mix, Duke University. As fixest
    and pyfixest do unless told otherwise.

    Examples
    --------
    Area 2 has one row; without it period 9 has one too, and then area 1.

    >>> area, period = np.array([0, 0, 0, 0, 1, 1, 2]), np.array([7, 8, 7, 8, 7, 9, 9])
    >>> informative_rows((area, period)).tolist()
    [True, True, True, True, False, False, False]
    """
    keep = np.ones(len(ways[0]) if ways else 0, bool)
    codes = [np.unique(way, return_inverse=True)[1].ravel() for way in ways]
    needed = least or [2] * len(codes)
    before = -1
    while before != (before := int(keep.sum())):
        for code, rows in zip(codes, needed, strict=True):
            keep &= np.bincount(code[keep], minlength=int(code.max(initial=-1)) + 1)[code] >= rows
    return keep

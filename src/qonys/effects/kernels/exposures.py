"""Shares and shifts before any regression: instruments made of them, and how many shocks they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from qonys.effects.kernels.least_squares import Ints
from qonys.effects.kernels.shift_share import dense
from qonys.numerics.arrays import Floats


@dataclass(frozen=True, slots=True)
class Concentration:
    """How many shocks an estimate rests on: 1 over the sum of squared weights, and the largest of them."""

    effective: float
    largest: float


def leave_one_out(amounts: Floats, changes: Floats) -> Floats:
    """Shifts of sectors for each region without the region itself (n, s): growth of the rest of the country.

    Parameters
    ----------
    amounts : (n, s) of regions and sectors at the start
    changes : (n, s) since then

    Returns
    -------
    (n, s) floats
        nan where no other region has the sector; `shifted` takes that for nothing only where the share is 0.

    References
    ----------
    Autor, Duggan (2003). Goldsmith-Pinkham, Sorkin, Swift (2020), section I.C.

    Examples
    --------
    >>> leave_one_out(np.array([[10.0], [20.0], [30.0]]), np.array([[1.0], [4.0], [6.0]])).ravel().tolist()
    [0.2, 0.175, 0.16666666666666666]
    """
    others = ~np.eye(len(amounts), dtype=bool)
    # sums of the others, not the total less the own part, which leaves rounding where nobody else has the sector
    rest, moved = others @ amounts, others @ changes
    found: Floats = np.divide(moved, rest, out=np.full(amounts.shape, np.nan), where=rest > 0)
    return found


def shifted(shares: Any, shifts: Floats) -> Floats:
    """The instrument of each region (n,): shares (n, s) times shifts (s,) or, without the region itself, (n, s).

    Examples
    --------
    >>> shifted(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([[0.2, 0.4], [0.1, np.nan]])).round(3).tolist()
    [0.3, 0.1]
    """
    given = dense(shares)
    found: Floats = (given * np.where(given == 0, 0.0, shifts)).sum(axis=1)
    return found


def complete(shares: Any, tolerance: float = 1e-9) -> bool:
    """Whether shares add up to 1 in every region; if not, their sum belongs among the controls.

    Examples
    --------
    >>> complete(np.array([[0.4, 0.6]])), complete(np.array([[0.4, 0.5]]))
    (True, False)
    """
    return bool(np.abs(shares.sum(axis=1) - 1).max() <= tolerance)


def concentration(weights: Floats, sectors: Ints | None = None) -> Concentration:
    """Effective number of shocks, by sector or by cluster of sectors.

    Parameters
    ----------
    weights : (s,), `shock_level(data).weights`

    References
    ----------
    Borusyak, Hull, Jaravel (2022), section 5.1: the inverse of a Herfindahl index.

    Examples
    --------
    >>> concentration(np.array([0.5, 0.25, 0.25])).effective.__round__(3)
    2.667
    """
    shares = weights / weights.sum()
    if sectors is not None:
        shares = np.bincount(np.unique(sectors, return_inverse=True)[1].ravel(), weights=shares)
    return Concentration(float(1 / (shares**2).sum()), float(shares.max()))


def heaviest(weights: Floats, count: int = 5) -> Ints:
    """Numbers of the sectors with the largest weights, the largest first.

    Examples
    --------
    >>> heaviest(np.array([0.2, 0.5, 0.3]), 2).tolist()
    [1, 2]
    """
    return np.argsort(-weights, kind="stable")[:count]

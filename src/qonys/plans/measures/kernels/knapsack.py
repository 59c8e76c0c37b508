"""The best choice within a budget: of each measure one size or none."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array

from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, solve


def choose(effect: Floats, cost: Floats, group: np.ndarray[tuple[int], np.dtype[np.int64]], budget: float) -> Floats:
    """Which options to take, (option,) of 0 and 1: at most one of each group, costs together within the budget.

    Parameters
    ----------
    effect, cost : (option,) floats
        What an option brings and costs; a cost below 0 makes room for others.
    group : (option,) integers
        The measure of which the option is a size.
    budget : float
        What may be spent.

    Returns
    -------
    (option,) floats
        Proven best; options that bring nothing are left out unless they pay for others.

    References
    ----------
    Sinha, Zoltners (1979), Operations Research 27(3), 503-515: the multiple-choice knapsack.

    Examples
    --------
    >>> choose(np.array([3.0, 5.0, 4.0]), np.array([2.0, 4.0, 3.0]), np.array([0, 0, 1]), 5.0).tolist()
    [1.0, 0.0, 1.0]
    """
    if not len(effect):
        return np.zeros(0)
    gain, price = _scaled(effect), np.abs(cost).max() or 1.0
    one = (group[None, :] == np.unique(group)[:, None]).astype(np.float64)
    rows = csc_array(np.vstack([cost / price, one]))
    upper = np.r_[budget / price, np.ones(len(one))]
    whole = np.ones(len(gain), dtype=bool)
    found = solve(Program(gain, rows, np.full(len(upper), -np.inf), upper, np.zeros(len(gain)), whole * 1.0, whole))
    return found.values if found.found else np.zeros(len(gain))


def _scaled(effect: Floats) -> Floats:
    """In units of the largest: the solver's tolerances are absolute."""
    found: Floats = effect / (np.abs(effect).max() or 1.0)
    return found

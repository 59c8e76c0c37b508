"""Orders of units from comparisons of two at a time: no indicator makes up for another by its size.

A unit outranks another by the weight of the indicators on which it is better. Copeland counts
whom each unit beats. Kemeny takes the order of all units that agrees with the largest weight of
comparisons; finding it is hard in general, so the result says whether it is proved.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.screening import figures, refuse

Ints = NDArray[np.int64]
_EQUAL = 1e-9
_SUBSETS = 15


@dataclass(frozen=True)
class Kemeny:
    """The order of units that agrees with most comparisons."""

    order: Ints
    """(unit,): rows, the best first."""
    ranks: Ints
    """(unit,): 1 for the best."""
    support: float
    """Sum over pairs of the weight that puts the one before the other as the order does."""
    bound: float
    """No order has more support than this; equal to `support` up to rounding where the order is proved."""
    proved: bool
    tied: bool
    """Another order has the same support (only looked at in groups of up to 15 units that beat each other in
    circles or are tied; in larger ones it is True where any two of its units are tied)."""

    @property
    def gap(self) -> float:
        """How much support another order could have more, as a share of the bound."""
        return (self.bound - self.support) / self.bound if self.bound > 0 else 0.0


def outranking_matrix(values: Floats, weights: Floats | None = None) -> Floats:
    """Weight of the indicators on which one unit is better than another, halves for equal scores.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Scores, larger is better; only their order within an indicator counts. No gaps.
    weights : (..., indicator) floats
        Relative, 0 or more; equal if left out.

    Returns
    -------
    (..., unit, unit) floats
        [i, j]: share of weight on which i is better than j; [i, j] + [j, i] = 1. The diagonal is 0.

    References
    ----------
    Munda, Nardo (2009), Applied Economics 41(12), 1513-1523. OECD, JRC (2008), Handbook, step 7.

    Examples
    --------
    >>> outranking_matrix(np.array([[3.0, 1.0], [2.0, 1.0]]))
    array([[0.  , 0.75],
           [0.25, 0.  ]])
    """
    values = figures(values)
    refuse(np.isnan(values), "score-missing", "impute it")
    n = values.shape[-1]
    given = np.ones(n) if weights is None else np.asarray(weights, np.float64)
    if given.shape[-1:] != (n,):
        raise ValueError(f"one weight for each of {n} indicators, got {given.shape}")
    total = given.sum(axis=-1, keepdims=True)
    refuse(np.atleast_2d(~((given >= 0) & (total > 0))), "weight-negative", "put it right")
    share = given / total
    lead = np.broadcast_shapes(values.shape[:-2], share.shape[:-1])
    matrix = np.zeros((*lead, values.shape[-2], values.shape[-2]))
    for i in range(n):
        x = values[..., i]
        one, other = x[..., :, None], x[..., None, :]
        matrix += share[..., i, None, None] * ((one > other) + 0.5 * (one == other))
    diagonal = np.arange(matrix.shape[-1])
    matrix[..., diagonal, diagonal] = 0.0
    return matrix


def copeland(values: Floats, weights: Floats | None = None) -> Floats:
    """Units that a unit beats less units that beat it, by the outranking matrix.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Scores, larger is better.
    weights : (..., indicator) floats
        Relative; equal if left out.

    Returns
    -------
    (..., unit) floats
        -(n - 1), beaten by all, to n - 1.

    References
    ----------
    Copeland (1951), University of Michigan seminar notes. Saari, Merlin (1996), Economic Theory 8, 51-76.

    Examples
    --------
    >>> copeland(np.array([[3.0, 1.0, 2.0], [2.0, 0.0, 3.0], [1.0, 2.0, 1.0]]))
    array([ 2.,  0., -2.])
    """
    return copeland_scores(outranking_matrix(values, weights))


def copeland_scores(matrix: Floats) -> Floats:
    """Copeland scores (..., unit) of an outranking matrix (..., unit, unit); sums within 1e-9 of a half are ties.

    Examples
    --------
    >>> copeland_scores(np.array([[0.0, 0.5], [0.5, 0.0]]))
    array([0., 0.])
    """
    matrix = _square(matrix)
    margin = matrix - np.swapaxes(matrix, -1, -2)
    wins: Floats = np.sign(np.where(np.abs(margin) <= 2 * _EQUAL, 0.0, margin)).sum(axis=-1)
    return wins


def kemeny(matrix: Floats, seconds: float = 60.0) -> Kemeny:
    """The order of units with the largest support, exact or with the gap stated.

    Units are first parted into groups such that each unit of a group beats each unit of a later one: every
    best order keeps that sequence (the extended Condorcet criterion). A group of up to 15 is solved by
    dynamic programming over its subsets, a larger one as a mixed-integer program with a time limit.

    Ties: of orders with the same support the one that puts the earliest row first, then the next, and so
    on. In a group above 15 that is not searched for; the solver, which is deterministic, decides.

    Parameters
    ----------
    matrix : (unit, unit) floats
        Support of each ordered pair, as `outranking_matrix` gives it; the diagonal is not read.
    seconds : float
        Time for all mixed-integer programs.

    References
    ----------
    Kemeny (1959), Daedalus 88(4), 577-591. Young, Levenglick (1978), SIAM J. Appl. Math. 35(2), 285-300.
    Truchon (1998), Cahier 98-15, Université Laval. Grötschel, Jünger, Reinelt (1984), Operations Research 32(6).

    Examples
    --------
    Condorcet's circle: a before b (0.6), b before c (0.7), c before a (0.55): the weakest is given up.

    >>> found = kemeny(np.array([[0, 0.6, 0.45], [0.4, 0, 0.7], [0.55, 0.3, 0]]))
    >>> found.order, round(found.support, 2), found.proved, found.tied
    (array([0, 1, 2]), 1.75, True, False)
    """
    matrix = _square(matrix)
    if matrix.ndim != 2:
        raise ValueError(f"one matrix (unit, unit), got {matrix.shape}")
    order: list[int] = []
    lost, tied, left = 0.0, False, seconds
    for group in _groups(matrix):
        part = matrix[np.ix_(group, group)]
        if len(group) <= _SUBSETS:
            inside, other = _by_subsets(part)
        else:
            from qonys.wellbeing.kernels.linear_order import linear_order

            inside, missed, used = linear_order(part, left)
            left, lost = max(left - used, 1.0), lost + missed
            other = bool((np.abs(part - part.T)[np.triu_indices(len(part), 1)] <= 2 * _EQUAL).any())
        tied = tied or other
        order.extend(int(group[i]) for i in inside)
    found = np.array(order, np.int64)
    ranks = np.empty_like(found)
    ranks[found] = np.arange(1, len(found) + 1)
    total = support(matrix, found)
    return Kemeny(found, ranks, total, total + lost, lost <= _EQUAL * max(total, 1.0), tied)


def support(matrix: Floats, order: Ints) -> float:
    """Sum of the matrix over the pairs that an order puts that way.

    Examples
    --------
    >>> support(np.array([[0.0, 0.6], [0.4, 0.0]]), np.array([1, 0]))
    0.4
    """
    return float(np.triu(matrix[np.ix_(order, order)], 1).sum())


def _square(matrix: Floats) -> Floats:
    matrix = figures(matrix)
    if matrix.shape[-1] != matrix.shape[-2]:
        raise ValueError(f"a matrix of units by units, got {matrix.shape}")
    off = ~np.eye(matrix.shape[-1], dtype=bool)
    refuse((np.isnan(matrix) | (matrix < 0)) & off, "bad-figure", "outranking_matrix gives it", "matrix")
    return matrix


def _groups(matrix: Floats) -> list[Ints]:
    """Strongly connected groups of "not beaten by", the winning ones first; rows rise within a group."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    holds = matrix - matrix.T >= -2 * _EQUAL
    count, label = connected_components(csr_array(holds), directed=True, connection="strong")
    groups = [np.flatnonzero(label == i).astype(np.int64) for i in range(count)]
    # Between two groups all arrows run one way, so the one that holds against more units comes first.
    return sorted(groups, key=lambda group: (-int(holds[group[0]].sum()), int(group[0])))


def _by_subsets(matrix: Floats) -> tuple[list[int], bool]:
    """Best order by Held and Karp's recursion over sets of units still to be placed."""
    n = len(matrix)
    if n == 1:
        return [0], False
    sets = np.arange(1 << n)
    inside = ((sets[:, None] >> np.arange(n)) & 1).astype(bool)
    # ahead[s, i]: support for i before all others of s.
    ahead = inside.astype(np.float64) @ np.where(np.eye(n, dtype=bool), 0.0, matrix).T
    best = np.zeros(1 << n)
    for size in range(1, n + 1):
        at = sets[inside.sum(axis=1) == size]
        rest = at[:, None] ^ (1 << np.arange(n))
        worth = np.where(inside[at], ahead[at] + best[np.minimum(rest, (1 << n) - 1)], -np.inf)
        best[at] = worth.max(axis=1)
    order, tied, now = [], False, (1 << n) - 1
    while now:
        members = np.flatnonzero(inside[now])
        worth = np.array([ahead[now, i] + best[now ^ (1 << i)] for i in members])
        good = members[worth >= best[now] - _EQUAL]
        tied = tied or len(good) > 1
        order.append(int(good[0]))
        now ^= 1 << int(good[0])
    return order, tied

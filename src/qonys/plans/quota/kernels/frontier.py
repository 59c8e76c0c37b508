"""The frontier of two aims of a linear program: its ends, its corners, and points at even distances."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, vstack

from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, solve

CLOSE = 1e-7
"""Gains of a corner over a line, relative to the ends, that count as none."""


@dataclass(frozen=True)
class Frontier:
    """Points that are not dominated, from the best of the first aim to the best of the second."""

    corners: Floats
    """(corner, 2) values of both aims where the exchange between them changes."""
    points: Floats
    """(point, 2) at even distances of the second aim, the ends among them."""
    plans: Floats
    """(point, n) what gives them."""


def frontier(program: Program, first: Floats, second: Floats, count: int = 25) -> Frontier:
    """All that two aims can reach together.

    Parameters
    ----------
    program : Program
        Its limits; its gain is not read.
    first, second : (n,) floats
        Gains of the two aims.
    count : int
        Points, the ends among them.

    Returns
    -------
    Frontier
        With one point if both aims agree.

    Raises
    ------
    ValueError
        If the program has no solution, or no bound.

    References
    ----------
    Aneja, Nair (1979), Management Science 25, 73-78 (corners); Haimes, Lasdon, Wismer (1971), IEEE Trans. Syst. Man
    Cybern. 1, 296-297 (ε-constraint).

    Examples
    --------
    >>> one = Program(np.zeros(2), csr_array(np.array([[1.0, 1.0]])), np.array([-np.inf]), np.array([4.0]),
    ...               np.zeros(2), np.full(2, 3.0))
    >>> frontier(one, np.array([1.0, 0.0]), np.array([0.0, 1.0]), 3).points.tolist()
    [[3.0, 1.0], [2.0, 2.0], [1.0, 3.0]]
    """
    left, right = _end(program, first, second), _end(program, second, first)
    a, b = _values(left, first, second), _values(right, first, second)
    reach = np.array([a[0] - b[0], b[1] - a[1]])
    if reach[0] <= CLOSE * max(1.0, abs(a[0])) or reach[1] <= CLOSE * max(1.0, abs(b[1])):
        return Frontier(a[None], a[None], left[None])
    corners = [a, *_between(program, (first, second), (a, b), reach), b]
    points, plans = [a], [left]
    for level in np.linspace(a[1], b[1], count)[1:-1]:
        plan = _at_least(program, first, second, level)
        points.append(_values(plan, first, second))
        plans.append(plan)
    return Frontier(np.array(corners), np.array([*points, b]), np.array([*plans, right]))


def _values(plan: Floats, first: Floats, second: Floats) -> Floats:
    return np.array([float(first @ plan), float(second @ plan)])


def _end(program: Program, first: Floats, second: Floats) -> Floats:
    """The best of the first aim, and among its plans the best of the second."""
    from qonys.plans.quota.kernels.stages import face

    best = solve(replace(program, gain=first, integer=None))
    if not best.found:
        raise ValueError(f"a frontier of a program that is {best.outcome.value}")
    tied = solve(replace(face(replace(program, gain=first), best), gain=second, integer=None))
    return tied.values if tied.found else best.values


def _at_least(program: Program, first: Floats, second: Floats, level: float) -> Floats:
    """The best of the first aim where the second is at least so much."""
    rows = vstack([csr_array(program.matrix), csr_array(second[None, :])], format="csr")
    part = replace(
        program, gain=first, matrix=rows, row_lower=np.r_[program.row_lower, level],
        row_upper=np.r_[program.row_upper, np.inf], integer=None,
    )  # fmt: skip
    return solve(part).values


def _between(program: Program, aims: tuple[Floats, Floats], ends: tuple[Floats, Floats], reach: Floats) -> list[Floats]:
    """The corners between two points of the frontier: the farthest above their line, and those on either side."""
    a, b = ends
    weights = np.array([b[1] - a[1], a[0] - b[0]])
    if (weights <= 0).any():
        return []
    weights = weights / (weights @ np.abs(reach))
    found = solve(replace(program, gain=weights[0] * aims[0] + weights[1] * aims[1], integer=None))
    c = _values(found.values, *aims)
    if weights @ (c - a) <= CLOSE:
        return []
    return [*_between(program, aims, (a, c), reach), c, *_between(program, aims, (c, b), reach)]

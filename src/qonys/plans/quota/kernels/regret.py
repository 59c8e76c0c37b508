"""Minimax regret: the plan whose loss against the best plan of each draw is least in the worst draw."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, kron, vstack

from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, solve

PRECISION = 1e-6
"""A draw whose regret exceeds the bound by this part of the best value is taken in."""


@dataclass(frozen=True)
class Regret:
    """A plan and what it loses in each draw."""

    values: Floats
    """(n,) places."""
    worst: float
    """The largest regret."""
    regrets: Floats
    """(draw,)"""
    best: Floats
    """(draw,) what the best plan of each draw reaches."""
    taken: int
    """Draws that the program had to hold."""
    bound: float
    """No plan has a smaller worst regret."""


def draws_of(
    ends: Floats, groups: NDArray[np.intp], gain: Floats, doubt: Floats, rng: np.random.Generator, draws: int
) -> tuple[Floats, Floats]:
    """Draws of needs and of gains.

    Needs of one group move together: its employers overstate or understate alike, from low over central to high
    (triangular). The doubtful part of all gains is drawn at once, between none and twice the declared one. Gains below
    0 count as 0: such places are not given.

    Parameters
    ----------
    ends : (3, n) floats
        Needs, persons: low, central, high.
    groups : (n,) ints
    gain, doubt : (n,) floats
        Gain of a filled place with the declared cost in it, and that cost.
    rng : Generator
    draws : int

    Returns
    -------
    (draw, n) floats, (draw, n) floats

    Examples
    --------
    >>> needs, gains = draws_of(np.array([[1.0], [2.0], [3.0]]), np.array([0]), np.ones(1), np.zeros(1),
    ...                         np.random.default_rng(1), 4)
    >>> bool(((1 <= needs) & (needs <= 3)).all()), gains.ravel().tolist()
    (True, [1.0, 1.0, 1.0, 1.0])
    """
    low, central, high = ends
    u = rng.random((draws, int(groups.max()) + 1))[:, groups]
    width = np.maximum(high - low, 1e-12)
    rising = low + np.sqrt(u * width * np.maximum(central - low, 0))
    falling = high - np.sqrt((1 - u) * width * np.maximum(high - central, 0))
    needs = np.where(u < (central - low) / width, rising, falling)
    return needs, np.maximum(0.0, gain + doubt * (1 - 2 * rng.random((draws, 1))))


def filled_value(plan: Floats, needs: Floats, gains: Floats) -> Floats:
    """What a plan is worth in each draw: places beyond the need are worth nothing.

    Parameters
    ----------
    plan : (n,) floats
        Places.
    needs, gains : (draw, n) floats
        Persons needed; gain of a filled place, 0 or more.

    Returns
    -------
    (draw,) floats

    Examples
    --------
    >>> filled_value(np.array([3.0, 1.0]), np.array([[2.0, 5.0]]), np.ones((1, 2))).tolist()
    [3.0]
    """
    worth: Floats = (gains * np.minimum(plan, needs)).sum(axis=1)
    return worth


def minimax_regret(program: Program, needs: Floats, gains: Floats) -> Regret:
    """The least worst regret over draws of needs and gains.

    Parameters
    ----------
    program : Program
        Its limits on places, from 0 up; its gain is not read.
    needs, gains : (draw, n) floats
        Persons; gain of a filled place, 0 or more.

    Returns
    -------
    Regret

    Raises
    ------
    ValueError
        If the program has no solution, a lower bound or a gain is not 0 or more.

    Notes
    -----
    The program holds few draws: those in which its plan loses more than it knows of are added until there is none.

    References
    ----------
    Savage (1951), J. Am. Stat. Assoc. 46, 55-67; Aissi, Bazgan, Vanderpooten (2009), Eur. J. Oper. Res. 197, 427-438.

    Examples
    --------
    >>> one = Program(np.zeros(2), csr_array(np.array([[1.0, 1.0]])), np.array([-np.inf]), np.array([4.0]),
    ...               np.zeros(2), np.full(2, 4.0))
    >>> found = minimax_regret(one, np.array([[4.0, 0.0], [0.0, 4.0]]), np.ones((2, 2)))
    >>> found.values.tolist(), found.worst
    ([2.0, 2.0], 2.0)
    """
    if (gains < 0).any() or (program.lower != 0).any():
        raise ValueError("a gain of a filled place is below 0, or a lower bound is not 0")
    size = float(gains.max(initial=0.0)) or 1.0
    found = _least(program, needs, gains / size)
    return Regret(
        found.values, found.worst * size, found.regrets * size, found.best * size, found.taken, found.bound * size
    )


def _least(program: Program, needs: Floats, gains: Floats) -> Regret:
    """The same for gains of which the largest is 1: whatever unit they are in, tolerances mean as much."""
    best = np.array([_best(program, need, gain) for need, gain in zip(needs, gains, strict=True)])
    if np.isnan(best).any():
        raise ValueError("regret of a program without a solution")
    limit = PRECISION * max(1.0, float(np.abs(best).max()))
    start = solve(replace(program, gain=gains.mean(axis=0), integer=None)).values
    taken = [int(np.argmax(best - filled_value(start, needs, gains)))]
    while True:
        plan, bound = _master(program, needs[taken], gains[taken], best[taken])
        regrets = best - filled_value(plan, needs, gains)
        order = np.argsort(-regrets, kind="stable")
        fresh = [int(d) for d in order[:3] if regrets[d] > bound + limit and int(d) not in taken]
        if not fresh:
            return Regret(plan, float(regrets.max()), regrets, best, len(taken), bound)
        taken += fresh


def _best(program: Program, need: Floats, gain: Floats) -> float:
    """The most that a plan is worth in one draw; nan if there is none."""
    found = solve(replace(program, gain=gain, upper=np.minimum(program.upper, need), integer=None))
    if not np.isfinite(program.row_lower).any():
        return found.objective
    # Floors may ask for places beyond the need, which are worth nothing: are any worth their cost to the limits?
    if found.found and (csr_array(program.matrix).T @ found.row_duals >= -1e-9).all():
        return found.objective
    parts = _segments(program, need[None, :])
    return solve(replace(parts.program, gain=(gain[:, None] * parts.counts[0]).ravel())).objective


@dataclass(frozen=True)
class _Parts:
    """Places of each cell cut at the needs of some draws, so that each part counts in a draw or does not."""

    program: Program
    """Variables (cell, part), flat."""
    counts: Floats
    """(draw, cell, part) 1 where the part counts in the draw."""


def _segments(program: Program, needs: Floats) -> _Parts:
    """A program over parts.

    A lower part counts wherever a higher one does, and takes as much of the limits: a plan that fills parts in their
    order is never worse, so nothing has to force the order.
    """
    draws, n = needs.shape
    inside = np.clip(needs, 0, program.upper)
    cuts = np.vstack([np.zeros(n), np.sort(inside, axis=0), program.upper]).T
    width = np.diff(cuts, axis=1)
    counts = (inside[:, :, None] >= cuts[None, :, 1:]).astype(float)
    matrix = csr_array(csr_array(program.matrix) @ csr_array(kron(eye_array(n), np.ones((1, draws + 1)))))
    size = n * (draws + 1)
    parts = Program(np.zeros(size), matrix, program.row_lower, program.row_upper, np.zeros(size), width.ravel())
    return _Parts(parts, counts)


def _master(program: Program, needs: Floats, gains: Floats, best: Floats) -> tuple[Floats, float]:
    """The plan of least worst regret over some draws, and that regret."""
    parts = _segments(program, needs)
    size, draws = len(parts.program.gain), len(best)
    worth = csr_array((gains[:, :, None] * parts.counts).reshape(draws, size))
    ones = csr_array(np.ones((draws, 1)))
    none = csr_array((parts.program.matrix.shape[0], 1))
    p = parts.program
    stage = Program(
        np.r_[np.zeros(size), -1.0], vstack([hstack([p.matrix, none]), hstack([worth, ones])], format="csr"),
        np.r_[p.row_lower, best], np.r_[p.row_upper, np.full(draws, np.inf)], np.zeros(size + 1),
        np.r_[p.upper, np.inf],
    )  # fmt: skip
    found = solve(stage)
    if not found.found:
        raise ValueError("regret of a program without a solution")
    plan: Floats = found.values[:size].reshape(len(program.gain), -1).sum(axis=1)
    return plan, float(found.values[-1])

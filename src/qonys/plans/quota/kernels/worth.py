"""What limits and needs are worth to a program: duals with their reach, a need raised, limits loosened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, Solution, solve
from qonys.plans.quota.kernels.ranges import Reach, moved, reach_of

TIGHT = 1e-5
NOTHING = 1e-9
"""Of the largest gain: what adds less adds nothing."""
LOOSER = 0.01
"""By which part a limit is loosened."""
STEP = 1e-3
"""Places above a limit at which its dual is taken where the limit itself is a corner."""
MOST_WANTED = 60


@dataclass(frozen=True)
class Optimum:
    """A program with one optimum; each row has one finite limit."""

    program: Program
    best: Solution

    @property
    def floors(self) -> NDArray[np.bool_]:
        """(row,) whether a row holds from below."""
        return np.isfinite(self.program.row_lower)

    @property
    def amounts(self) -> Floats:
        """(row,) the limit."""
        return np.where(self.floors, self.program.row_lower, self.program.row_upper)


def near(amounts: Floats) -> Floats:
    """(row,) so far from a limit it still binds."""
    return TIGHT * np.maximum(1.0, np.abs(amounts))


def duals(at: Optimum) -> list[Reach]:
    """What one more place of each row's limit adds, and between which amounts it does; nan where it adds nothing.

    More of a floor may cost what less of it would not give back: then the dual of the optimum is 0 and above it is not.

    Parameters
    ----------
    at : Optimum

    Returns
    -------
    list of Reach, one a row
    """
    nothing, amounts = NOTHING * at.program.size, at.amounts
    taken = at.program.matrix @ at.best.values
    corner = at.floors & (taken <= amounts + near(amounts))
    found = []
    for row, amount in enumerate(amounts):
        reach = Reach(0.0, np.nan, np.nan)
        if corner[row] or abs(at.best.row_duals[row]) > nothing:
            held = _held(at, row, float(amount))
            if abs(held.dual) > nothing:
                reach = Reach(held.dual, max(0.0, held.low), held.high)
        found.append(reach)
    return found


def _held(at: Optimum, row: int, amount: float) -> Reach:
    """What raising a limit adds, and where that holds.

    Where several limits meet, a dual may be that of lowering it: then the dual just above is taken.
    """
    # One place more than all needs together: a dual that holds until they are met must not look endless.
    program, most = at.program, amount + float(at.program.upper.sum()) + 1.0
    held = reach_of(program, at.best, row, amount, most)
    if held.high - amount > TIGHT:
        return held
    above = moved(program, row, STEP)
    found = solve(above)
    return reach_of(above, found, row, amount + STEP, most) if found.found else held


def wanted(at: Optimum, most: int = MOST_WANTED) -> list[tuple[int, float]]:
    """Cells whose need holds the gain back, the most valuable first, each with what one more person needed adds.

    A dual is the most that this can add; of so many cells with the highest duals the addition itself is found, by
    solving anew.
    """
    program, gains, least = at.program, at.best.reduced_gains, TIGHT * min(1.0, at.program.size)
    found = []
    for i in np.argsort(-np.round(gains / program.size, 9), kind="stable")[:most]:
        if gains[i] <= least:
            break
        upper = program.upper.copy()
        upper[i] += 1.0
        more = solve(replace(program, upper=upper)).objective - at.best.objective
        if more > least:
            found.append((int(i), float(more)))
    return sorted(found, key=lambda w: (-round(w[1], 9), w[0]))


def loosened(at: Optimum, groups: Sequence[Sequence[int]]) -> Floats:
    """What is gained when the limits of some rows are one percent looser together, and without them.

    Parameters
    ----------
    at : Optimum
    groups : sequence of sequences of rows

    Returns
    -------
    (4, group) floats
        Gain where looser, gain without, places more where looser, places more without.
    """
    return np.array([[value for pair in zip(*_changed(at, rows), strict=True) for value in pair] for rows in groups]).T


def _changed(at: Optimum, rows: Sequence[int]) -> Iterator[tuple[float, float]]:
    """(gain, places) of looser limits, then of none."""
    program, base, amounts = at.program, float(at.best.values.sum()), at.amounts
    costly = any(abs(at.best.row_duals[row]) > NOTHING * program.size for row in rows)
    for without in (False, True):
        lower, upper = program.row_lower.copy(), program.row_upper.copy()
        for row in rows:
            sign, side = (-1, lower) if at.floors[row] else (1, upper)
            side[row] = sign * np.inf if without else amounts[row] + sign * LOOSER * abs(amounts[row])
        found = solve(replace(program, row_lower=lower, row_upper=upper)) if costly else at.best
        yield max(0.0, found.objective - at.best.objective), float(found.values.sum()) - base

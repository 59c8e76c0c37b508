"""Randomisation inference: what the estimate would be had areas swapped their whole paths of exposure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from math import factorial

import numpy as np

from qonys.effects.kernels.absorb import Absorbed
from qonys.effects.kernels.least_squares import Ints
from qonys.effects.kernels.wild import share_beyond
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

BLOCK = 500
"""So many assignments are worked on at a time."""


@dataclass(frozen=True, slots=True)
class Randomised:
    """Share of assignments whose |t| (or |coefficient|) is as large; `smallest` is the least p value possible."""

    estimate: float
    t: float
    p: float
    p_coefficient: float
    assignments: int
    exact: bool
    """Whether every assignment was gone through."""

    @property
    def smallest(self) -> float:
        """One in the number of assignments."""
        return 1 / self.assignments


def randomise(left: Absorbed, exposure: Floats, areas: Ints, draws: int, generator: np.random.Generator) -> Randomised:
    """Test that the exposure has no effect on any area by giving areas each other's paths.

    Right where areas could have had each other's paths: it keeps the dependence over time and across areas of both
    sides, but not a tie between the scatter of an area's errors and its exposure.

    Parameters
    ----------
    left : outcome and exposure without the nuisance part
    exposure : (n,) before anything was taken out; every area has the same periods, in one order
    areas : (n,) numbers of areas, each in one run of rows

    Raises
    ------
    CannotCompute
        If areas do not have the same number of rows.

    References
    ----------
    Fisher (1935). MacKinnon, Webb (2020), J. Econometrics 218(2), 435-450 (the t version).

    Examples
    --------
    >>> from qonys.effects.kernels.absorb import Specification, absorb
    >>> random = np.random.default_rng(1)
    >>> x, area = random.normal(size=100), np.repeat(np.arange(10), 10)
    >>> one = absorb(Specification(0, 2 * x + random.normal(size=100), x, area, np.ones((100, 1))))
    >>> randomise(one, x, area, 999, random).p
    0.001
    """
    _, sizes = np.unique(areas, return_counts=True)
    if len(set(sizes.tolist())) > 1:
        raise CannotCompute(
            "effect-unbalanced", "areas have different periods and cannot swap paths", where="sample",
            fix="years that all areas have", least=int(sizes.min()), most=int(sizes.max()),
        )  # fmt: skip
    groups = len(sizes)
    paths = exposure.reshape(groups, -1)
    exact = factorial(groups) <= draws
    orders = (
        np.array(list(permutations(range(groups))))
        if exact
        else np.array([np.arange(groups), *(generator.permutation(groups) for _ in range(draws))])
    )
    found = [_statistics(left, paths[block].reshape(len(block), -1).T) for block in _blocks(orders)]
    coefficients, t = (np.concatenate(part) for part in zip(*found, strict=True))
    p, p_coefficient = (share_beyond(abs(part[0]), np.abs(part)) for part in (t, coefficients))
    return Randomised(float(coefficients[0]), float(t[0]), p, p_coefficient, len(orders), exact)


def _blocks(orders: Ints) -> list[Ints]:
    return [orders[start : start + BLOCK] for start in range(0, len(orders), BLOCK)]


def _statistics(left: Absorbed, exposures: Floats) -> tuple[Floats, Floats]:
    """Coefficients and clustered t of exposures (n, draws), but for the small-sample factor."""
    x = exposures - left.basis @ (left.basis.T @ exposures)
    squares = np.maximum((x**2).sum(axis=0), 1e-300)
    coefficients = left.y @ x / squares
    scores = x * (left.y[:, None] - x * coefficients)
    order = np.argsort(left.codes, kind="stable")
    starts = np.searchsorted(left.codes[order], np.arange(len(left.numbers)))
    sums = np.add.reduceat(scores[order], starts, axis=0)
    length = np.maximum(np.sqrt((sums**2).sum(axis=0)), 1e-300)
    return coefficients, coefficients * squares / length

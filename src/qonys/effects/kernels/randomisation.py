"""Randomisation inference: what the estimate would be had areas swapped their whole paths of exposure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import factorial, prod

import numpy as np

from qonys.effects.kernels.absorb import Absorbed
from qonys.effects.kernels.least_squares import RANK_TOLERANCE, Ints, root_weights
from qonys.effects.kernels.wild import share_beyond
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

BLOCK = 500
"""So many assignments are worked on at a time."""


@dataclass(frozen=True, slots=True)
class Randomised:
    """Share of assignments whose |t| (or |coefficient|) is as large; the one that happened is among them."""

    estimate: float
    t: float  # clustered, times √((n-1)/(n-k) · G/(G-1)), all k parameters counted
    p: float
    p_coefficient: float
    assignments: int
    exact: bool
    """Whether every assignment was gone through."""
    paths: int
    """Different paths: areas with one path between them make no new assignment when they swap it."""

    @property
    def smallest(self) -> float:
        """The least p value possible: one in the number of assignments."""
        return 1 / self.assignments


def randomise(
    left: Absorbed, exposure: Floats, areas: Ints, draws: int, generator: np.random.Generator,
    weights: Floats | None = None,
) -> Randomised:  # fmt: skip
    """Test that the exposure has no effect on any area by giving areas each other's paths.

    Right where areas could have had each other's paths: it keeps the dependence over time and across areas of both
    sides, but not a tie between the scatter of an area's errors and its exposure; against that t is a better measure
    than the coefficient. Outcomes, controls and weights stay where they are. An assignment whose exposure the
    nuisance makes up has no estimate, and counts as extreme.

    Parameters
    ----------
    left : outcome and exposure without the nuisance part
    exposure : (n,) before anything was taken out or weighted; every area has the same periods, in one order of time
    areas : (n,) numbers of areas
    draws : assignments that are drawn; all different ones are gone through where they are no more than this
    weights : (n,), those that went into `left`

    Raises
    ------
    CannotCompute
        If areas do not have the same number of rows.

    References
    ----------
    Fisher (1935). MacKinnon, Webb (2020), J. Econometrics 218(2), 435-450 (RI-t, RI-β).

    Examples
    --------
    >>> from qonys.effects.kernels.absorb import Specification, absorb
    >>> random = np.random.default_rng(1)
    >>> x, area = random.normal(size=100), np.repeat(np.arange(10), 10)
    >>> one = absorb(Specification(0, 2 * x + random.normal(size=100), x, area, np.ones((100, 1))))
    >>> found = randomise(one, x, area, 999, random)
    >>> found.p, found.paths, found.exact
    (0.001, 10, False)
    """
    groups, order = _runs(areas)
    paths = exposure[order].reshape(groups, -1)
    different, kinds = np.unique(paths, axis=0, return_inverse=True)
    kinds = kinds.ravel()
    exact = arrangements(kinds) <= draws
    orders = (
        np.array([kinds, *(o for o in all_orders(kinds) if not np.array_equal(o, kinds))])
        if exact
        else np.vstack([kinds, generator.permuted(np.tile(kinds, (draws, 1)), axis=1)])
    )
    root = root_weights(weights, len(exposure))
    found = []
    for start in range(0, len(orders), BLOCK):
        block = orders[start : start + BLOCK]
        exposures = np.empty((len(exposure), len(block)))
        exposures[order] = different[block].reshape(len(block), -1).T
        found.append(_statistics(left, exposures * root[:, None]))
    coefficients, t = (np.concatenate(part) for part in zip(*found, strict=True))
    p, p_coefficient = (share_beyond(abs(part[0]), np.abs(part)) for part in (t, coefficients))
    factor = left.scale() * left.information
    return Randomised(
        float(coefficients[0]), float(t[0]) / factor, p, p_coefficient, len(orders), exact, len(different)
    )


def arrangements(kinds: Ints) -> int:
    """Different orders of things of which some are alike.

    Examples
    --------
    >>> arrangements(np.array([0, 0, 1, 1, 1]))
    10
    """
    _, counts = np.unique(kinds, return_counts=True)
    return factorial(len(kinds)) // prod(factorial(int(c)) for c in counts)


def all_orders(kinds: Ints) -> Iterator[Ints]:
    """Every different order of numbers, in rising order: each is the next after the one before.

    Examples
    --------
    >>> [o.tolist() for o in all_orders(np.array([1, 0, 1]))]
    [[0, 1, 1], [1, 0, 1], [1, 1, 0]]
    """
    now = np.sort(kinds)
    while True:
        yield now.copy()
        rises = np.flatnonzero(now[:-1] < now[1:])
        if not len(rises):
            return
        last = rises[-1]
        larger = np.flatnonzero(now > now[last])
        other = larger[larger > last][-1]
        now[[last, other]] = now[[other, last]]
        now[last + 1 :] = now[last + 1 :][::-1].copy()


def _runs(areas: Ints) -> tuple[int, Ints]:
    """Number of areas, and the rows area by area, in each as they stand."""
    _, sizes = np.unique(areas, return_counts=True)
    if len(set(sizes.tolist())) > 1:
        raise CannotCompute(
            "effect-unbalanced",
            where="sample",
            fix="years that all areas have",
            least=int(sizes.min()),
            most=int(sizes.max()),
        )
    return len(sizes), np.argsort(areas, kind="stable")


def _statistics(left: Absorbed, exposures: Floats) -> tuple[Floats, Floats]:
    """Coefficients and clustered t of exposures (n, draws), but for the small-sample factor."""
    x = exposures - left.basis @ (left.basis.T @ exposures)
    squares = (x**2).sum(axis=0)
    made_up = squares <= RANK_TOLERANCE**2 * (exposures**2).sum(axis=0)
    squares = np.maximum(squares, 1e-300)
    coefficients = left.y @ x / squares
    scores = x * (left.y[:, None] - x * coefficients)
    order = np.argsort(left.codes, kind="stable")
    starts = np.searchsorted(left.codes[order], np.arange(len(left.numbers)))
    sums = np.add.reduceat(scores[order], starts, axis=0)
    length = np.maximum(np.sqrt((sums**2).sum(axis=0)), 1e-300)
    t = coefficients * squares / length
    return np.where(made_up, np.inf, coefficients), np.where(made_up, np.inf, t)

"""Shift-share regressions seen from the shocks: the same coefficient from a regression of sectors.

How this works. Outcome and treatment of regions, free of controls, are averaged for each sector with the regions'
shares in it as weights. An instrumental-variable regression of these averages on the shocks, sectors weighted by
their mean share, gives the very coefficient of the regions; its errors are right where shocks are as good as random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.covariance import clustered, errors, robust
from qonys.effects.kernels.least_squares import Ints, fit_iv, outside
from qonys.effects.kernels.shift_share import ShiftShare
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


@dataclass(frozen=True, eq=False)
class ShockLevel:
    """Averages by sector (s,), and the weights of sectors (s,), which add up to 1."""

    outcome: Floats
    treatment: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Concentration:
    """How many shocks an estimate rests on: 1 over the sum of squared weights, and the largest of them."""

    effective: float
    largest: float


@dataclass(frozen=True, slots=True)
class ShockEstimate:
    """A coefficient from shocks, with errors robust to like shares; df for its t value."""

    estimate: float
    error: float
    df: int

    @property
    def p(self) -> float:
        """Of no effect, two-sided, by Student's t."""
        from scipy.stats import t as student

        return float(2 * student.sf(abs(self.estimate / self.error), self.df))


def shock_level(data: ShiftShare) -> ShockLevel:
    """Outcome and treatment of regions, without controls, averaged by sector with shares as weights.

    Examples
    --------
    >>> shares = np.array([[1.0, 0.0], [0.5, 0.5]])
    >>> data = ShiftShare(np.array([1.0, 3.0]), shares @ [1.0, 2.0], shares)
    >>> found = shock_level(data)
    >>> found.weights.tolist(), found.outcome.round(3).tolist()
    ([0.75, 0.25], [1.667, 3.0])
    """
    treatment = data.instrument if data.treatment is None else data.treatment
    n = len(data.outcome)
    importance = np.ones(n) if data.weights is None else np.asarray(data.weights, float)
    left, _ = outside(np.column_stack([data.outcome, treatment]), data.controls, data.weights)
    plain = left / np.sqrt(np.where(importance > 0, importance, 1.0))[:, None]
    exposure = data.shares * importance[:, None]
    total = exposure.sum(axis=0)
    if (total <= 0).any():
        raise CannotCompute(
            "effect-sector-empty", f"sector {int(np.argmin(total)) + 1} has no share in any region",
            where=f"sector {int(np.argmin(total)) + 1}", fix="leave the sector out", number=int(np.argmin(total)) + 1,
        )  # fmt: skip
    averages = exposure.T @ plain / total[:, None]
    return ShockLevel(averages[:, 0], averages[:, 1], total / total.sum())


def shock_estimate(
    data: ShiftShare, shocks: Floats, controls: Floats | None = None, sectors: Ints | None = None
) -> ShockEstimate:
    """The shift-share coefficient by the regression of sectors.

    Where shares do not add up to 1 in each region, their sum must be among the controls of the regions: it is what a
    constant is for the sectors. Controls of sectors (s, m) need shares @ controls among those of the regions.

    Parameters
    ----------
    shocks : (s,)
    controls : (s, m) of sectors; a constant if left out
    sectors : (s,) clusters of shocks; unequal variances alone if left out

    References
    ----------
    Borusyak, Hull, Jaravel (2022), Review of Economic Studies 89(1), 181-213, propositions 1 and 5.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> shares, shocks = random.dirichlet(np.ones(8), 60), random.normal(size=8)
    >>> x = shares @ shocks
    >>> data = ShiftShare(2 * x + random.normal(size=60), x, shares, controls=np.ones((60, 1)))
    >>> slope = np.polyfit(x, data.outcome, 1)[0]
    >>> bool(np.isclose(shock_estimate(data, shocks).estimate, slope))
    True
    """
    level = shock_level(data)
    beside = np.ones((len(shocks), 1)) if controls is None else controls
    one = fit_iv(level.outcome, level.treatment[:, None], shocks[:, None], beside, level.weights)
    if sectors is None:
        return ShockEstimate(float(one.coefficients[0]), float(errors(robust(one))[0]), len(shocks) - one.parameters)
    groups = len(np.unique(sectors))
    return ShockEstimate(float(one.coefficients[0]), float(errors(clustered(one, sectors))[0]), groups - 1)


def concentration(weights: Floats, sectors: Ints | None = None) -> Concentration:
    """Effective number of shocks, by sector or by cluster of sectors.

    Examples
    --------
    >>> concentration(np.array([0.5, 0.25, 0.25])).effective.__round__(3)
    2.667
    """
    shares = weights / weights.sum()
    if sectors is not None:
        shares = np.bincount(np.unique(sectors, return_inverse=True)[1].ravel(), weights=shares)
    return Concentration(float(1 / (shares**2).sum()), float(shares.max()))


def balance(
    data: ShiftShare, shocks: Floats, before: Floats, controls: Floats | None = None, sectors: Ints | None = None
) -> tuple[ShockEstimate, ...]:
    """What regions had before (n, b) regressed on the shift-share instrument: it should not follow the shocks.

    With an outcome of earlier years as a column of `before` this is a test of trends before. Errors are those of
    `shock_estimate`, so that regions with like shares count as one.
    """
    found = []
    for column in before.T:
        one = ShiftShare(column, data.instrument, data.shares, None, data.controls, data.weights)
        found.append(shock_estimate(one, shocks, controls, sectors))
    return tuple(found)


def leave_one_out(amounts: Floats, changes: Floats) -> Floats:
    """Shifts of sectors for each region without the region itself (n, s): growth of the rest of the country.

    Parameters
    ----------
    amounts : (n, s) of regions and sectors at the start
    changes : (n, s) since then

    References
    ----------
    Autor, Duggan (2003). Goldsmith-Pinkham, Sorkin, Swift (2020), section I.C.

    Examples
    --------
    >>> leave_one_out(np.array([[10.0], [20.0], [30.0]]), np.array([[1.0], [4.0], [6.0]])).ravel().tolist()
    [0.2, 0.175, 0.16666666666666666]
    """
    rest = amounts.sum(axis=0) - amounts
    found: Floats = np.divide(changes.sum(axis=0) - changes, rest, out=np.full(amounts.shape, np.nan), where=rest > 0)
    return found


def complete(shares: Floats, tolerance: float = 1e-9) -> bool:
    """Whether shares add up to 1 in every region; if not, their sum belongs among the controls.

    Examples
    --------
    >>> complete(np.array([[0.4, 0.6]])), complete(np.array([[0.4, 0.5]]))
    (True, False)
    """
    return bool(np.abs(shares.sum(axis=1) - 1).max() <= tolerance)

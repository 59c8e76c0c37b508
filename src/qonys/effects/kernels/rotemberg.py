"""Rotemberg weights: which sectors a shift-share estimate rests on, and what each says alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.least_squares import Ints, outside
from qonys.effects.kernels.shift_share import ShiftShare
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


@dataclass(frozen=True, eq=False)
class Rotemberg:
    """Sectors as instruments of their own, (s,); the estimate is the sum of weights times coefficients."""

    weights: Floats  # add up to 1; negative where a sector works against the others
    coefficients: Floats  # with the share of one sector as the only instrument; nan where it says nothing
    first_stage: Floats  # F of each sector's share, homoskedastic
    estimate: float

    @property
    def negative(self) -> float:
        """Share of the absolute weight that is negative, 0 to 1."""
        total = np.abs(self.weights).sum()
        return float(-self.weights[self.weights < 0].sum() / total)

    def top(self, count: int = 5) -> Ints:
        """Numbers of the sectors with the largest absolute weights."""
        return np.argsort(-np.abs(self.weights), kind="stable")[:count]

    def bias(self, violations: Floats) -> float:
        """Bias of the estimate where sector k's own coefficient is off by violations[k] (s,)."""
        return float(self.weights @ violations)


def rotemberg(data: ShiftShare, shocks: Floats) -> Rotemberg:
    """Weights and coefficients of the sectors.

    Parameters
    ----------
    data : regions; `treatment` is what the instrument stands for
    shocks : (s,)

    References
    ----------
    Goldsmith-Pinkham, Sorkin, Swift (2020), American Economic Review 110(8), 2586-2624, proposition 3.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> shares, shocks = random.dirichlet(np.ones(4), 50), np.array([1.0, 2, 3, 4])
    >>> d = shares @ shocks + random.normal(size=50)
    >>> found = rotemberg(ShiftShare(d + random.normal(size=50), shares @ shocks, shares, d, np.ones((50, 1))), shocks)
    >>> round(float(found.weights.sum()), 9), bool(np.isclose(found.weights @ found.coefficients, found.estimate))
    (1.0, True)
    """
    treatment = data.instrument if data.treatment is None else data.treatment
    columns = np.column_stack([data.outcome, treatment, data.shares])
    left, rank = outside(columns, data.controls, data.weights)
    y, d, z = left[:, 0], left[:, 1], left[:, 2:]
    with_y, with_d = z.T @ y, z.T @ d
    strength = float(shocks @ with_d)
    if abs(strength) <= 1e-12 * float(np.abs(shocks) @ np.abs(with_d)):
        raise CannotCompute(
            "effect-instruments-blind", "the instruments do not tell the endogenous regressors apart",
            where="instruments", fix="other instruments",
        )  # fmt: skip
    squares = (z**2).sum(axis=0)
    size = np.abs(with_d) > 1e-12 * np.sqrt(squares) * np.linalg.norm(d)
    coefficients = np.divide(with_y, with_d, out=np.full(len(shocks), np.nan), where=size)
    explained = np.divide(with_d**2, squares, out=np.zeros(len(shocks)), where=squares > 0)
    free = len(y) - rank - 1
    first_stage = explained / ((float(d @ d) - explained) / free)
    weights = shocks * with_d / strength
    return Rotemberg(weights, coefficients, first_stage, float(shocks @ with_y) / strength)

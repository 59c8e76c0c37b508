"""Rotemberg weights: which sectors a shift-share estimate rests on, and what each says alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import RANK_TOLERANCE, Ints, outside, root_weights
from qonys.effects.kernels.shift_share import ShiftShare, dense
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


@dataclass(frozen=True, eq=False)
class Rotemberg:
    """Sectors as instruments of their own, (s,); the estimate is the sum of weights times coefficients.

    A weight says by how much the estimate is off for each unit by which the sector's own coefficient is. The
    coefficient is nan where the sector's share says nothing of the treatment; its weight is then about 0.
    """

    weights: Floats  # add up to 1; negative where a sector works against the others
    coefficients: Floats  # with the share of one sector as the only instrument
    first_stage: Floats  # F of each sector's share, homoskedastic
    parts: Floats  # what each sector brings to the estimate: weight times coefficient
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

    def grouped(self, groups: NDArray[Any]) -> tuple[Floats, Floats]:
        """Weights and coefficients of groups of sectors (s,), such as a sector in all periods, by their labels.

        Coefficients are means by weight, and nan where the weights of a group cancel.
        """
        codes = np.unique(groups, return_inverse=True)[1].ravel()
        weights = np.bincount(codes, weights=self.weights).astype(float)
        parts = np.bincount(codes, weights=self.parts)
        some = np.abs(weights) > 1e-12 * np.abs(self.weights).sum()
        coefficients: Floats = np.divide(parts, weights, out=np.full(len(weights), np.nan), where=some)
        return weights, coefficients


def rotemberg(data: ShiftShare, shocks: Floats) -> Rotemberg:
    """Weights and coefficients of the sectors.

    Parameters
    ----------
    data : regions; `treatment` is what the instrument stands for. The instrument itself is not read: it is
        shares @ shocks
    shocks : (s,)

    Raises
    ------
    CannotCompute
        If the shares together say nothing of the treatment.

    References
    ----------
    Goldsmith-Pinkham, Sorkin, Swift (2020), American Economic Review 110(8), 2586-2624, propositions 3 and 4.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> shares, shocks = random.dirichlet(np.ones(4), 50), np.array([1.0, 2, 3, 4])
    >>> d = shares @ shocks + random.normal(size=50)
    >>> found = rotemberg(ShiftShare(d + random.normal(size=50), shares @ shocks, shares, d, np.ones((50, 1))), shocks)
    >>> round(float(found.weights.sum()), 9), bool(np.isclose(found.parts.sum(), found.estimate))
    (1.0, True)
    """
    shares = dense(data.shares)
    left, rank = outside(np.column_stack([data.outcome, data.moved, shares]), data.controls, data.weights)
    length = np.linalg.norm(shares * root_weights(data.weights, len(left))[:, None], axis=0)
    y, d, z = left[:, 0], left[:, 1], left[:, 2:]
    z = np.where(np.linalg.norm(z, axis=0) > RANK_TOLERANCE * length, z, 0.0)  # else the controls take it up
    squares = (z**2).sum(axis=0)
    with_y, with_d = z.T @ y, z.T @ d
    some = np.abs(with_d) > 1e-12 * np.sqrt(squares) * np.linalg.norm(d)
    strength = float(shocks @ with_d)
    if abs(strength) <= 1e-12 * float(np.abs(shocks) @ np.abs(with_d)):
        raise CannotCompute("effect-instruments-blind", where="instruments", fix="other instruments")
    coefficients = np.divide(with_y, with_d, out=np.full(len(shocks), np.nan), where=some)
    explained = np.divide(with_d**2, squares, out=np.zeros(len(shocks)), where=squares > 0)
    unexplained = np.maximum(float(d @ d) - explained, 0.0)
    f = np.divide(explained * (len(y) - rank - 1), unexplained, out=np.full(len(shocks), np.inf), where=unexplained > 0)
    parts = shocks * with_y / strength
    return Rotemberg(shocks * with_d / strength, coefficients, f, parts, float(parts.sum()))

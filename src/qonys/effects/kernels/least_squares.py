"""Least squares and two-stage least squares after fixed effects and other columns without interest are taken out.

How this works. Weights enter as their square roots; `nuisance` (dummies of fixed effects,
controls that nobody asks about) is projected out of all columns, which leaves the
coefficients and residuals of the full regression (Frisch, Waugh 1933; Lovell 1963).
What is left is small: every covariance and bootstrap is written once for a `Fit`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

Ints = NDArray[np.int64]

RANK_TOLERANCE = 1e-9
"""A column whose part outside the others is smaller than this share of its length is a mixture of them."""


@dataclass(frozen=True)
class Fit:
    """A linear regression, n observations, k coefficients; all columns weighted and without the nuisance part.

    For two-stage least squares `regressors` are their projections on the instruments, while the residuals are
    those of the structural equation: `bread @ regressors.T @ residuals` is the error of the coefficients in both.
    """

    coefficients: Floats  # (k,)
    residuals: Floats  # (n,), times the square root of the weights
    regressors: Floats  # (n, k), what multiplies the residuals in the moments
    bread: Floats  # (k, k), inverse of the moments' slope
    parameters: int  # k and the rank of the nuisance columns

    @property
    def observations(self) -> int:
        """Number of observations."""
        return len(self.residuals)

    @property
    def scores(self) -> Floats:
        """Moments of each observation (n, k)."""
        found: Floats = self.regressors * self.residuals[:, None]
        return found


def dummies(groups: NDArray[Any]) -> Floats:
    """One column of 0 and 1 for each group, in the order of their labels (n, groups).

    Examples
    --------
    >>> dummies(np.array([7, 9, 7])).tolist()
    [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]
    """
    labels, number = np.unique(groups, return_inverse=True)
    found: Floats = np.eye(len(labels))[number.ravel()]
    return found


def root_weights(weights: Floats | None, n: int) -> Floats:
    """Square roots of weights; ones where there are none.

    Raises
    ------
    CannotCompute
        If a weight is negative, missing or all are zero.
    """
    if weights is None:
        return np.ones(n)
    given = np.asarray(weights, float)
    if not (np.isfinite(given).all() and (given >= 0).all() and given.any()):
        raise CannotCompute("effect-weights", where="weights", fix="weights of 0 or more")
    root: Floats = np.sqrt(given)
    return root


def outside(columns: Floats, nuisance: Floats | None, weights: Floats | None = None) -> tuple[Floats, int]:
    """Columns times the root of the weights, less their projection on nuisance columns; and the rank of these.

    Parameters
    ----------
    columns : (n,) or (n, k) floats
    nuisance : (n, m) floats or None; may be collinear, as dummies of two ways are

    Examples
    --------
    >>> outside(np.array([1.0, 3.0, 8.0]), np.ones((3, 1)))[0].round(9).tolist()
    [-3.0, -1.0, 4.0]
    """
    root = root_weights(weights, len(columns))
    scaled = (columns.T * root).T
    if nuisance is None or nuisance.shape[1] == 0:
        return scaled, 0
    basis = orthonormal(nuisance * root[:, None])
    left = scaled - basis @ (basis.T @ scaled)
    return left - basis @ (basis.T @ left), basis.shape[1]  # twice: the second pass takes off what rounding left


def orthonormal(columns: Floats) -> Floats:
    """An orthonormal basis (n, rank) of the space of columns (n, m)."""
    length = np.linalg.norm(columns, axis=0)
    left, sizes, _ = np.linalg.svd(columns / np.where(length > 0, length, 1.0), full_matrices=False)
    basis: Floats = left[:, sizes > RANK_TOLERANCE * max(float(sizes.max(initial=0.0)), 1e-300)]
    return basis


def mixtures(columns: Floats, nuisance: Floats | None, weights: Floats | None = None) -> tuple[int, ...]:
    """Numbers of the columns that the nuisance and the columns before them make up: their coefficients do not exist."""
    left, _ = outside(columns, nuisance, weights)
    root = root_weights(weights, len(columns))
    size = np.linalg.norm(columns * root[:, None], axis=0)
    found, basis = [], np.empty((len(left), 0))
    for j in range(left.shape[1]):
        rest = left[:, j] - basis @ (basis.T @ left[:, j])
        norm = np.linalg.norm(rest)
        if norm <= RANK_TOLERANCE * max(float(size[j]), 1e-300):
            found.append(j)
        else:
            basis = np.column_stack([basis, rest / norm])
    return tuple(found)


def fit(y: Floats, x: Floats, nuisance: Floats | None = None, weights: Floats | None = None) -> Fit:
    """Least squares of y (n,) on x (n, k), with nuisance columns (n, m) and weights (n,).

    Raises
    ------
    CannotCompute
        If x is collinear, with itself or with the nuisance, or nothing is left to judge the errors by.

    Examples
    --------
    >>> found = fit(np.array([1.0, 3.0, 5.0, 8.0]), np.arange(4.0)[:, None], np.ones((4, 1)))
    >>> float(found.coefficients[0].round(9)), found.parameters
    (2.3, 2)
    """
    _refuse_mixtures(x, nuisance, weights, "regressor")
    columns, rank = outside(np.column_stack([y, x]), nuisance, weights)
    left, right = columns[:, 0], columns[:, 1:]
    _refuse_saturated(len(left), rank + right.shape[1])
    orthogonal, triangle = np.linalg.qr(right)
    coefficients = np.linalg.solve(triangle, orthogonal.T @ left)
    inverse = np.linalg.inv(triangle)
    return Fit(coefficients, left - right @ coefficients, right, inverse @ inverse.T, rank + right.shape[1])


def fit_iv(y: Floats, x: Floats, z: Floats, nuisance: Floats | None = None, weights: Floats | None = None) -> Fit:
    """Two-stage least squares of y (n,) on x (n, k) with instruments z (n, l), l ≥ k.

    Regressors that are their own instruments stand in both x and z, or in the nuisance.

    Raises
    ------
    CannotCompute
        If there are fewer instruments than regressors, or one of them says nothing that the others do not.
    """
    if z.shape[1] < x.shape[1]:
        raise CannotCompute(
            "effect-few-instruments",
            where="instruments",
            fix="one instrument at least for each endogenous regressor",
            instruments=z.shape[1],
            regressors=x.shape[1],
        )
    _refuse_mixtures(x, nuisance, weights, "regressor")
    _refuse_mixtures(z, nuisance, weights, "instrument")
    columns, rank = outside(np.column_stack([y, x, z]), nuisance, weights)
    k = x.shape[1]
    left, right, instruments = columns[:, 0], columns[:, 1 : 1 + k], columns[:, 1 + k :]
    _refuse_saturated(len(left), rank + k)
    basis, _ = np.linalg.qr(instruments)
    projected = basis @ (basis.T @ right)
    orthogonal, triangle = np.linalg.qr(projected)
    if np.abs(np.diag(triangle)).min() <= RANK_TOLERANCE * np.linalg.norm(right, axis=0).max():
        raise CannotCompute("effect-instruments-blind", where="instruments", fix="other instruments")
    coefficients = np.linalg.solve(triangle, orthogonal.T @ left)
    inverse = np.linalg.inv(triangle)
    return Fit(coefficients, left - right @ coefficients, projected, inverse @ inverse.T, rank + k)


def _refuse_mixtures(columns: Floats, nuisance: Floats | None, weights: Floats | None, what: str) -> None:
    wrong = mixtures(columns, nuisance, weights)
    if wrong:
        raise CannotCompute(
            "effect-collinear",
            where=f"{what} {wrong[0] + 1}",
            fix="leave it out, or leave out the fixed effect that takes it up",
            kind=what,
            number=wrong[0] + 1,
            columns=wrong,
        )


def _refuse_saturated(observations: int, parameters: int) -> None:
    if observations <= parameters:
        raise CannotCompute(
            "effect-no-freedom",
            where="sample",
            fix="fewer controls or fixed effects, or more observations",
            observations=observations,
            parameters=parameters,
        )

"""Covariances for errors that go together in space and time: Conley's, on a panel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import Fit, Ints
from qonys.effects.kernels.serial import closeness
from qonys.numerics.arrays import Floats
from qonys.numerics.sphere import great_circle

ROUNDING = 1e-10
"""An eigenvalue below zero by less than this share of the largest is zero."""


class Decline(Enum):
    """How dependence falls with distance, up to the cutoff."""

    BARTLETT = "in a line to zero"
    UNIFORM = "not at all"


@dataclass(frozen=True)
class Spatial:
    """A covariance (k, k), and whether it is one: no combination of coefficients has a negative variance, none is 0.

    Neither decline makes sure of that in two dimensions. Nothing is cut off: a matrix that is not positive is given
    as it came out, and says so.
    """

    covariance: Floats
    positive: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How far errors go together: kilometres within a period, periods within a unit.

    Raises
    ------
    ValueError
        If kilometres are not above 0, or lags negative.
    """

    kilometres: float
    lags: int = 0
    decline: Decline = Decline.BARTLETT

    def __post_init__(self) -> None:
        if not self.kilometres > 0 or self.lags < 0:
            raise ValueError(f"{self.kilometres} kilometres and {self.lags} lags: above 0, and 0 or more")


def conley(fit: Fit, points: Floats, units: NDArray[Any], periods: Ints, reach: Reach) -> Spatial:
    r"""Covariance that allows dependence between near units in the same period and within a unit over time.

    :math:`B \sum_{ij} w_{ij} h_i h_j' B`: in one period :math:`w = \max(0, 1 - d_{ij}/D)`, or 1 up to D kilometres; in
    one unit and two periods :math:`w = 1 - |s-t|/(L+1)` up to L lags; 0 between different units in different periods.

    Parameters
    ----------
    points : (n, 2) latitude and longitude, degrees
    units, periods : (n,) labels, and numbers; periods apart by their numbers, not by rows
    reach : cutoff in kilometres, lags, form of the decline

    References
    ----------
    Conley (1999), J. Econometrics 92(1), 1-45. Hsiang (2010), PNAS 107(35), supporting text (panel form).

    Examples
    --------
    Far apart and without lags it is the covariance for unequal variances:

    >>> from qonys.effects.kernels.least_squares import fit
    >>> from qonys.effects.kernels.covariance import Robust, robust
    >>> one = fit(np.array([1.0, 3, 5, 8]), np.array([[0.0], [1], [2], [3]]), np.ones((4, 1)))
    >>> at = np.array([[0.0, 0], [10, 0], [20, 0], [30, 0]])
    >>> found = conley(one, at, np.arange(4), np.zeros(4, int), Reach(500.0))
    >>> bool(np.allclose(found.covariance, robust(one, Robust.HC0)))
    True
    """
    scores = fit.scores
    meat = np.zeros((scores.shape[1], scores.shape[1]))
    for period in np.unique(periods):
        here = periods == period
        meat += scores[here].T @ _near(great_circle(points[here]), reach) @ scores[here]
    for unit in np.unique(units) if reach.lags else ():
        here = units == unit
        link = np.where(periods[here][:, None] != periods[here], closeness(periods[here], reach.lags), 0.0)
        meat += scores[here].T @ link @ scores[here]
    covariance: Floats = fit.bread @ meat @ fit.bread.T
    return Spatial(covariance, _positive(covariance))


def _near(distance: Floats, reach: Reach) -> Floats:
    if reach.decline is Decline.UNIFORM:
        return (distance <= reach.kilometres).astype(float)
    found: Floats = np.maximum(1 - distance / reach.kilometres, 0.0)
    return found


def _positive(covariance: Floats) -> bool:
    variances = np.diag(covariance)
    if not (variances > 0).all():  # also where a place is missing
        return False
    scale = np.sqrt(variances)
    sizes = np.linalg.eigvalsh(covariance / np.outer(scale, scale))
    return bool(sizes[0] >= -ROUNDING * sizes[-1])

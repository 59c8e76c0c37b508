"""Covariances for errors that go together in space and time: Conley's, on a panel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.effects.kernels.least_squares import Fit, Ints
from qonys.effects.kernels.serial import bartlett
from qonys.numerics.arrays import Floats
from qonys.numerics.sphere import great_circle


class Decline(Enum):
    """How dependence falls with distance, up to the cutoff."""

    BARTLETT = "in a line to zero"
    UNIFORM = "not at all; the covariance may fail to be positive"


@dataclass(frozen=True)
class Spatial:
    """A covariance (k, k), and whether all its variances are positive: if not, it says nothing."""

    covariance: Floats
    positive: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How far errors go together: kilometres within a period, periods within a unit."""

    kilometres: float
    lags: int = 0
    decline: Decline = Decline.BARTLETT


def conley(fit: Fit, points: Floats, units: Ints, periods: Ints, reach: Reach) -> Spatial:
    """Covariance that allows dependence between near units in the same period and within a unit over time.

    Parameters
    ----------
    points : (n, 2) latitude and longitude, degrees
    units, periods : (n,) numbers; periods apart by their numbers, not by rows
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
    weights = bartlett(reach.lags)
    for unit in np.unique(units) if reach.lags else ():
        here = units == unit
        apart = np.abs(periods[here][:, None] - periods[here])
        link = np.where((apart > 0) & (apart <= reach.lags), weights[np.minimum(apart, reach.lags)], 0.0)
        meat += scores[here].T @ link @ scores[here]
    covariance: Floats = fit.bread @ meat @ fit.bread.T
    return Spatial(covariance, bool((np.diag(covariance) > 0).all()))


def _near(distance: Floats, reach: Reach) -> Floats:
    if reach.decline is Decline.UNIFORM:
        return (distance <= reach.kilometres).astype(float)
    found: Floats = np.maximum(1 - distance / reach.kilometres, 0.0)
    return found

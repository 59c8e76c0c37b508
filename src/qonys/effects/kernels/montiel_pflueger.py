"""Critical values of the effective first-stage F: how strong instruments must be for a bias that can be borne.

How this works. The approximate (Nagar) bias of two-stage least squares is a share of its worst case that falls with
the strength of the instruments. Its largest value over all coefficients and all directions of the first stage is at
most 1, which is taken by the simplified test; the other finds it from the joint covariance of the reduced forms.
"""

from __future__ import annotations

import numpy as np

from qonys.numerics.arrays import Floats

ANGLES = 721
"""Coefficients that are tried, as angles of half a circle, before the best is climbed to."""


def critical_value(covariance: Floats, tau: float, worst: float = 1.0, size: float = 0.05) -> tuple[float, float]:
    """What the effective F must exceed, and the effective degrees of freedom, by Patnaik's approximation.

    Parameters
    ----------
    covariance : (l, l) of the first stage on orthonormal instruments
    tau : largest bias to be borne, as a share of the worst case
    worst : largest value of the bias at strength 1; 1 is the simplified, conservative test
    size : of the test

    References
    ----------
    Montiel Olea, Pflueger (2013), J. Business & Economic Statistics 31(3), 358-369, section 3.
    Patnaik (1949), Biometrika 36, 202-232.

    Examples
    --------
    >>> round(critical_value(np.eye(1), 0.10)[0], 2)  # as printed in table 1
    23.11
    """
    from scipy.stats import chi2, ncx2

    x = worst / tau
    trace, largest = float(np.trace(covariance)), float(np.linalg.eigvalsh(covariance)[-1])
    freedom = trace**2 * (1 + 2 * x) / (float((covariance**2).sum()) + 2 * x * trace * largest)
    if x * freedom < 1e-8:
        return float(chi2.ppf(1 - size, freedom)) / freedom, freedom
    return float(ncx2.ppf(1 - size, freedom, x * freedom)) / freedom, freedom


def worst_bias(moments: Floats) -> float:
    """The largest Nagar bias of two-stage least squares at strength 1, as a share of the worst case; 0 to 1.

    Parameters
    ----------
    moments : (2, 2, l, l), covariances of the slopes of y and x on orthonormal instruments

    References
    ----------
    Montiel Olea, Pflueger (2013), theorem 1.

    Examples
    --------
    With equal independent errors it is |l - 2| / l.

    >>> equal = np.einsum("ab,ij->abij", [[1.0, 0.5], [0.5, 1.0]], np.eye(3))
    >>> round(worst_bias(equal), 6)
    0.333333
    """
    from scipy.optimize import minimize_scalar

    if not all(np.trace(moments[j, j]) > 0 for j in (0, 1)):
        return 1.0  # the instruments fit one of the two exactly: no bias can be told

    def at(angle: float) -> float:
        return float(_bias(moments, np.array([angle]))[0])

    angles = np.linspace(-np.pi / 2, np.pi / 2, ANGLES)
    values = _bias(moments, angles)
    step, found = angles[1] - angles[0], float(values.max())
    for j in np.argsort(-values)[:3]:
        ends = (angles[j] - step, angles[j] + step)
        best = minimize_scalar(lambda angle: -at(angle), bounds=ends, method="bounded", options={"xatol": 1e-10})
        found = max(found, -float(best.fun))
    return min(found, 1.0)


def _bias(moments: Floats, angles: Floats) -> Floats:
    """Largest bias over directions of the first stage for coefficients tan(angle) in units of tr W1 / tr W2 (m,)."""
    of_y, of_x = (float(np.trace(moments[j, j])) for j in (0, 1))
    c, s = np.cos(angles) / np.sqrt(of_y), np.sin(angles) / np.sqrt(of_x)
    both = (moments[0, 1] + moments[0, 1].T) / 2
    crossed = c[:, None, None] * both - s[:, None, None] * moments[1, 1]
    structural = c**2 * of_y - 2 * c * s * float(np.trace(both)) + s**2 * of_x
    total = np.trace(crossed, axis1=1, axis2=2)
    roots = np.linalg.eigvalsh(crossed)
    widest = np.maximum(np.abs(total - 2 * roots[:, 0]), np.abs(total - 2 * roots[:, -1]))
    found: Floats = widest / np.sqrt(np.maximum(structural, 1e-12) * of_x)
    return found

"""How far figures may be off, where nobody says: from what they count, how they jump, how they are printed."""

from __future__ import annotations

import numpy as np

from qonys.numerics.arrays import Floats


def poisson_error(rate: Floats, base: Floats, per: float) -> Floats:
    """Standard deviation by chance of a rate of rare events.

    Parameters
    ----------
    rate : (...,) floats
        Events `per` so many of the base.
    base : (...,) floats
        Births, people.
    per : float
        100,000 for a rate per 100,000.

    Returns
    -------
    (...,) floats
        √(events) as a rate, with one event at least: none seen is not none possible.

    Examples
    --------
    Maternal mortality of 20 per 100,000 in a region with 10,000 births rests on two deaths:

    >>> poisson_error(np.array([20.0, 0.0]), np.array([10_000.0, 10_000.0]), 100_000).round(1)
    array([14.1, 10. ])
    """
    events = np.maximum(rate * base / per, 1.0)
    found: Floats = np.sqrt(events) * per / base
    return found


def irregular_error(panel: Floats) -> Floats:
    """Standard deviation of the irregular part of series: what does not lie on a line through three years.

    It holds errors of measurement and true shocks of one year alike, so it bounds the former from above.

    Parameters
    ----------
    panel : (period, unit, indicator) floats
        Figures of equal distances in time, nan where missing.

    Returns
    -------
    (indicator,) floats
        1.4826 times the median absolute second difference over √6, over all units; nan with fewer than ten.

    References
    ----------
    Allan (1966), Proc. IEEE 54(2), 221-230, on differences that drop a trend; Hampel (1974) on the median.

    Examples
    --------
    >>> line = np.arange(12.0)[:, None, None] * np.ones((1, 3, 1))
    >>> irregular_error(line)
    array([0.])
    """
    second = panel[2:] - 2 * panel[1:-1] + panel[:-2]
    flat = np.abs(second.reshape(-1, panel.shape[-1])) if len(second) else np.empty((0, panel.shape[-1]))
    found = np.full(panel.shape[-1], np.nan)
    for i, column in enumerate(flat.T):
        given = column[~np.isnan(column)]
        if len(given) >= 10:
            found[i] = 1.4826 * np.median(given) / np.sqrt(6)
    return found


def rounding_error(values: Floats) -> Floats:
    """Standard deviation of rounding to the last digit that an indicator is printed with, (indicator,).

    Yes or no, 1 or 0, is not rounded.

    Examples
    --------
    >>> rounding_error(np.array([[4.1], [4.65], [5.0]])).round(5)
    array([0.00289])
    """
    flat = values.reshape(-1, values.shape[-1])
    found = np.zeros(values.shape[-1])
    for i, column in enumerate(flat.T):
        given = column[~np.isnan(column)]
        if np.isin(given, (0.0, 1.0)).all():
            continue
        digits = next((d for d in range(10) if np.allclose(given.round(d), given, rtol=0, atol=1e-11)), None)
        found[i] = 0.0 if digits is None else 10.0**-digits / np.sqrt(12)
    return found

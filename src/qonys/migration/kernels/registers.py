"""Registers that publish now and then: stocks behind running totals, seasons of series with gaps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

Ints = NDArray[np.int64]


def implied_stock(cumulative: Floats, to_date: Floats) -> Floats:
    """The running total at the start of the year that a release implies: persons.

    Every release of one year must imply the same: what differs is a release that was
    copied from an earlier one, or a misprint.

    Parameters
    ----------
    cumulative : (...) floats
        Running total on the day of the release, persons.
    to_date : (...) floats
        Of which since 1 January of the year, persons.

    Examples
    --------
    >>> float(implied_stock(np.array(1159.1e3), np.array(11_012.0)))
    1148088.0
    """
    stock: Floats = cumulative - to_date
    return stock


class MonthFactors(NamedTuple):
    """Season of a series with gaps: factors around 1, by calendar month; nan where a month was never seen."""

    factors: Floats
    """(12,): month relative to the geometric mean of the months that were seen."""
    deviations: Floats
    """(12,): standard error of the logarithm of each factor; nan without degrees of freedom."""
    observations: Floats
    """(12,): how often each month was seen."""
    degrees: int
    """Residual degrees of freedom."""


def month_factors(years: Floats, months: Floats, values: Floats) -> MonthFactors:
    r"""Month factors of a positive series with gaps: :math:`\ln y_{tm} = a_t + b_m + e`, least squares.

    Level of the year and season are told apart where years share months: months that no
    chain of years connects to the others are left out (nan).

    Parameters
    ----------
    years, months : (observation,) floats
        Calendar year and month (1 to 12) of each value.
    values : (observation,) floats
        Positive values; nan and values that are not positive are left out.

    Raises
    ------
    CannotCompute
        If fewer than two months of one year are known: no season can be seen.

    References
    ----------
    Yates (1933), The analysis of replicated experiments when the field results are incomplete.

    Examples
    --------
    >>> y, m = np.array([1.0, 1, 2, 2]), np.array([1.0, 7, 1, 7])
    >>> month_factors(y, m, np.array([10.0, 40, 20, 80])).factors[[0, 6]].round(6)
    array([0.5, 2. ])
    """
    good = np.isfinite(values) & (np.nan_to_num(values) > 0)
    year, month, logs = years[good].astype(int), months[good].astype(int), np.log(values[good])
    linked = _linked(year, month)
    if linked.sum() < 2 or len(set(month[linked])) < 2:
        raise CannotCompute("no-season", where=f"{len(logs)} figures", fix="figures of more months", count=len(logs))
    year, month, logs = year[linked], month[linked], logs[linked]
    kept_years, kept_months = np.unique(year), np.unique(month)
    design = np.hstack([year[:, None] == kept_years, month[:, None] == kept_months[1:]]).astype(float)
    solution, *_ = np.linalg.lstsq(design, logs, rcond=None)
    degrees = len(logs) - design.shape[1]
    residual = float(((logs - design @ solution) ** 2).sum())
    count = len(kept_months)
    # From "against the first month" to "against the mean of the months", with the covariance on the way.
    centre = np.vstack([np.zeros(count - 1), np.eye(count - 1)]) - np.full((count, count - 1), 1 / count)
    effects = centre @ solution[len(kept_years) :]
    inverse = np.linalg.pinv(design.T @ design)[len(kept_years) :, len(kept_years) :]
    spread = residual / degrees * np.diag(centre @ inverse @ centre.T) if degrees > 0 else np.full(count, np.nan)
    factors, deviations = np.full(12, np.nan), np.full(12, np.nan)
    factors[kept_months - 1], deviations[kept_months - 1] = np.exp(effects), np.sqrt(spread)
    return MonthFactors(factors, deviations, np.bincount(month, minlength=13)[1:].astype(float), degrees)


def _linked(year: Ints, month: Ints) -> NDArray[np.bool_]:
    """Observations in the largest set that is connected through years and months."""
    label = np.arange(len(year))
    for _ in range(len(year)):
        before = label.copy()
        for group in (year, month):
            for code in np.unique(group):
                label[group == code] = label[group == code].min()
        if (label == before).all():
            break
    largest: NDArray[np.bool_] = label == (np.bincount(label).argmax() if len(label) else 0)
    return largest

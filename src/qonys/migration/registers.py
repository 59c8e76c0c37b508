"""Foreign workers and returnees as registers publish them: releases checked against each other, years, seasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qonys.migration import kernels
from qonys.model import Call
from qonys.model.result import Codes, Figures, Floats, Measures, Result, stack, worst_codes

ROUNDING = 150.0
"""Persons by which two releases may differ through rounding: both totals are printed to 0.1 thousand."""
FINE = 500.0
"""Half of the coarsest step of a total that a year is derived from."""


def printed_to(values: Floats) -> Floats:
    """Half of the step to which numbers seem to be printed: by the zeros they end with.

    Examples
    --------
    >>> printed_to(np.array([1_090_000.0, 1_107_000.0, 1_159_100.0]))
    array([5000.,  500.,   50.])
    """
    steps = 10.0 ** np.arange(1, 7)
    divides = np.mod(values[:, None], steps) == 0
    half: Floats = np.where(divides, steps, 1.0).max(axis=1) / 2
    return half


@dataclass(frozen=True)
class Releases:
    """Releases of a running total in order of their days, each (release,)."""

    days: tuple[str, ...]
    years: tuple[str, ...]
    """Year that each release counts from."""
    cumulative: Figures
    to_date: Figures
    earlier: Floats
    """The most that was stated since January at an earlier day of the year; nan if nothing was."""


def releases(call: Call, found: Releases) -> Result:
    """What each release of a running total implies, and whether it can be of its day.

    Measures, persons: cumulative, to_date, start (running total at the start of the year
    that follows), expected (the median start that all releases of the year imply),
    difference. `stale` is 1 where the release cannot be of its day: the count since January
    is below an earlier one of the same year, or what it implies is not what the others do.
    """
    start = kernels.implied_stock(found.cumulative.values, found.to_date.values)
    code = worst_codes(found.cumulative.status, found.to_date.status)
    years = np.array(found.years)
    expected = np.full(start.shape, np.nan)
    for year in set(found.years):
        expected[years == year] = np.nanmedian(start[years == year])
    odd = np.abs(start - expected) > 2 * ROUNDING + printed_to(found.cumulative.values)
    stale = ((found.to_date.values < found.earlier - ROUNDING) | odd).astype(float)
    measures: Measures = {
        "cumulative": (found.cumulative.values, found.cumulative.status, "persons"),
        "to_date": (found.to_date.values, found.to_date.status, "persons"),
        "start": (start, code, "persons"),
        "expected": (expected, code, "persons"),
        "difference": (start - expected, code, "persons"),
        "stale": (stale, code, "count"),
    }
    return stack(call, measures, {"period": found.days})


def register_years(call: Call, result: Result, found: Releases, printed: Figures, years: tuple[str, ...]) -> Result:
    """The year from running totals: what the start of two years differs by, beside the year as printed.

    Measures: start (persons on 1 January, median of the releases of the year that are not
    stale and print their total to a thousand or finer), releases (number), spread (persons
    between them), granted (start of the next year less start), error (half of both spreads,
    no less than rounding), printed, difference (printed less granted); granted is an
    estimate.
    """
    position = result.axes["measure"].index
    implied, stale = result.values[position("start")], result.values[position("stale")]
    of, fine = np.array(found.years), printed_to(found.cumulative.values) <= FINE
    starts, spread, count = (np.full(len(years) + 1, np.nan) for _ in range(3))
    for i, year in enumerate((*years, str(int(years[-1]) + 1))):
        known = implied[(of == year) & (stale == 0) & fine & np.isfinite(implied)]
        if len(known):
            starts[i], spread[i], count[i] = np.median(known), np.ptp(known), len(known)
        else:
            day = [k for k, d in enumerate(found.days) if d == f"{year}-01-01" and stale[k] == 0]
            if day:
                starts[i], spread[i], count[i] = found.cumulative.values[day[0]], 0.0, 1.0
    granted = np.diff(starts)
    error = np.maximum((spread[:-1] + spread[1:]) / 2, ROUNDING)
    estimated: Codes = np.full(len(years), "E")
    measures: Measures = {
        "start": (starts[:-1], estimated, "persons"),
        "releases": (count[:-1], estimated, "count"),
        "spread": (spread[:-1], estimated, "persons"),
        "granted": (granted, estimated, "persons"),
        "error": (np.where(np.isnan(granted), np.nan, error), estimated, "persons"),
        "printed": (printed.values, printed.status, "persons"),
        "difference": (printed.values - granted, worst_codes(estimated, printed.status), "persons"),
    }
    return stack(call, measures, {"period": years})


def season_apart(call: Call, days: tuple[str, ...], total: Figures, seasonal: Figures) -> Result:
    """A stock of workers with the seasonal part taken out, by day.

    Measures: total, seasonal, rest (persons), seasonal_share.
    """
    code = worst_codes(total.status, seasonal.status)
    measures: Measures = {
        "total": (total.values, total.status, "persons"),
        "seasonal": (seasonal.values, seasonal.status, "persons"),
        "rest": (total.values - seasonal.values, code, "persons"),
        "seasonal_share": (kernels.ratio(seasonal.values, total.values), code, "share"),
    }
    return stack(call, measures, {"period": days})


def season_of_stock(call: Call, days: tuple[str, ...], stock: Figures) -> Result:
    """Season of a stock with gaps: month factors around 1 with 95 % intervals, by calendar month.

    Measures: factor, low, high (ratio), observations (count). The interval is that of
    the month's mean; months that were never seen have none.
    """
    from scipy.stats import t as student

    years, months = (np.array([float(day[s]) for day in days]) for s in (slice(0, 4), slice(5, 7)))
    found = kernels.month_factors(years, months, stock.values)
    width = student.ppf(0.975, found.degrees) * found.deviations if found.degrees > 0 else np.full(12, np.nan)
    code: Codes = np.full(12, "E")
    measures: Measures = {
        "factor": (found.factors, code, "ratio"),
        "low": (found.factors * np.exp(-width), code, "ratio"),
        "high": (found.factors * np.exp(width), code, "ratio"),
        "observations": (found.observations, code, "count"),
    }
    return stack(call, measures, {"month": tuple(f"{m:02d}" for m in range(1, 13))})


def use_of_quota(call: Call, labels: tuple[str, ...], quota: Figures, taken: Figures) -> Result:
    """A quota beside the stock that it is to hold: measures quota, taken (persons), use (share).

    A share without the version of the quota is without meaning: `labels` name year and version.
    """
    measures: Measures = {
        "quota": (quota.values, quota.status, "persons"),
        "taken": (taken.values, taken.status, "persons"),
        "use": (kernels.ratio(taken.values, quota.values), worst_codes(quota.status, taken.status), "share"),
    }
    return stack(call, measures, {"period": labels})


def parts(call: Call, labels: tuple[str, ...], days: tuple[str, ...], total: Figures, numbers: Figures) -> Result:
    """Parts of a stock as shares of its stated total: measures number (persons), share; axes part, period.

    Parameters
    ----------
    total : (period,) figures
    numbers : (part, period) figures
    """
    code = worst_codes(numbers.status, np.broadcast_to(total.status, numbers.status.shape))
    measures: Measures = {
        "number": (numbers.values, numbers.status, "persons"),
        "share": (kernels.ratio(numbers.values, np.broadcast_to(total.values, numbers.values.shape)), code, "share"),
    }
    return stack(call, measures, {"part": labels, "period": days})


@dataclass(frozen=True)
class Steering:
    """A quota beside where people settle: figures by area, and the published total of the quota."""

    quota: Figures
    total: Figures
    """(1,): as published for the same group; nan if it is not."""
    moved: Figures
    free: Figures
    """Shares of all who settled, as published."""
    unlike: str = ""
    """Why people moved may not be divided by the quota: another group, another length of period."""


def steered(call: Call, areas: tuple[str, ...], found: Steering) -> Result:
    """Where a quota would have people settle beside where they do, by region.

    Measures: quota, moved (persons), fulfilment (share of the quota, missing where the two
    count different things), quota_share (of the published total), free_share (of all who
    settled, as published).
    """
    code = worst_codes(found.quota.status, found.moved.status)
    total = np.broadcast_to(found.total.values, found.quota.values.shape)
    of_total = worst_codes(found.quota.status, np.broadcast_to(found.total.status, total.shape))
    fulfilment = kernels.ratio(found.moved.values, found.quota.values)
    measures: Measures = {
        "quota": (found.quota.values, found.quota.status, "persons"),
        "moved": (found.moved.values, found.moved.status, "persons"),
        "fulfilment": (np.where(found.unlike != "", np.nan, fulfilment), code, "share"),
        "quota_share": (kernels.ratio(found.quota.values, total), of_total, "share"),
        "free_share": (found.free.values, found.free.status, "share"),
    }
    result = stack(call, measures, {"area": areas})
    reasons: dict[tuple[str, ...], str] = {("fulfilment", area): found.unlike for area in areas if found.unlike}
    if np.isnan(total).all():
        reasons |= {("quota_share", area): "total-unknown" for area in areas}
    return replace(result, reasons=reasons)

"""Season of monthly or quarterly series: decomposition, month factors, concentration, significance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.accounts import month_ratios, ratio
from qonys.numerics.arrays import Floats

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SeasonOptions:
    """Choices of a decomposition."""

    period: int = 12
    first: int = 0  # place in the year of the first value: 0 is January, or the first quarter
    robust: bool = True  # values far from the rest weigh less
    window: int | None = None  # years the season is smoothed over, odd; None: 7, and a fixed season below 7 years
    longest_stretch: bool = False  # gaps: refused, or the longest stretch without any is used (latest of equals)
    days: Floats | None = None  # (time,): lengths of months to correct for; None: not corrected


OPTIONS = SeasonOptions()


@dataclass(frozen=True)
class Season:
    """Parts of series (..., time), trend + seasonal + remainder; nan outside `used`, and where a comment says so."""

    trend: Floats
    seasonal: Floats
    remainder: Floats  # nan with one year
    adjusted: Floats  # series less seasonal; nan with one year
    ratios: Floats  # (..., period): month factors from the year's first month, mean 1; nan if a value is negative
    seasonal_strength: Floats  # (...): 0 to 1; nan with one year, as are the four that follow
    trend_strength: Floats  # (...): 0 to 1
    kruskal_p: Floats  # (...): that detrended months do not differ (Kruskal and Wallis)
    friedman_p: Floats  # (...): the same within full years (Friedman); at 5 % it rejects up to 14 % of random walks
    significant: Bools  # (...): Friedman's test at 5 %; False with one year: see `equal_rates`
    peak: Ints  # (...): place in the year with the largest seasonal, the earliest of equals
    trough: Ints
    used: Bools  # (time,)
    years: int  # full years used
    level_and_season_separable: bool  # False: one year, level and season cannot be told apart
    days_corrected: bool


def decompose(series: Floats, options: SeasonOptions = OPTIONS) -> Season:
    r"""Trend, season and remainder by STL with two full years or more; with one, ratios to its mean.

    STL: Cleveland et al. (1990), J. Official Stat. 6, 3-73. Strength (Wang, Smith, Hyndman 2006) of the season is
    :math:`\max(0, 1 - Var(R) / Var(S + R))`, of the trend with T for S; 0 where nothing varies. A factor is
    1 + season / mean trend. Give logarithms where the season is proportional to the level: then exp(seasonal) holds
    the factors. With one year the trend is its mean, and of 13 to 23 months the last 12 are used.

    Parameters
    ----------
    series : (..., time) floats
        Gaps are never filled but refused (BadInput) or, with `longest_stretch`, avoided; less than a year is refused.

    Examples
    --------
    >>> year = np.array([8.0, 9, 10, 11, 12, 13, 12, 11, 10, 9, 8, 8])
    >>> found = decompose(np.tile(year, 4) + np.arange(48))
    >>> int(found.peak), found.years, bool(found.significant), decompose(year).level_and_season_separable
    (5, 4, True, False)
    """
    period, n = options.period, series.shape[-1]
    if period < 3 or (options.days is not None and options.days.shape != (n,)):
        raise ValueError(f"a period of 3 or more, and {n} days if any, are needed, got {options}")
    used = _stretch(series, options)
    values, count = series[..., used], int(used.sum())
    if options.days is not None:
        values = values * options.days[used].mean() / options.days[used]
    place = (options.first + np.flatnonzero(used)) % period
    trend, seasonal, rest = _parts(values, place, options)
    season = _by_place(seasonal, place, period)
    tests = [_tests(row, place, period) for row in (seasonal + rest).reshape(-1, values.shape[-1])]
    kruskal, friedman = np.moveaxis(np.array(tests).reshape(*values.shape[:-1], 2), -1, 0)
    whole = np.full((4, *series.shape), np.nan)
    whole[..., used] = np.stack([trend, seasonal, rest, trend + rest])
    return Season(
        whole[0], whole[1], whole[2], whole[3],
        _ratios(values, trend, season, place), _strength(rest, seasonal), _strength(rest, trend),
        kruskal, friedman, friedman < 0.05, season.argmax(axis=-1), season.argmin(axis=-1),
        used, count // period, count >= 2 * period, options.days is not None,
    )  # fmt: skip


class EqualRates(NamedTuple):
    """Test that moves came at one daily rate all year."""

    statistic: Floats  # (...): Pearson's chi-square over the overdispersion
    degrees: int
    p_value: Floats  # (...)
    overdispersion: float  # as assumed: variance of a month over that of Poisson counts
    explained_by: Floats  # (...): overdispersion from which on the season is not significant at 5 %


def equal_rates(counts: Floats, exposure: Floats | None = None, overdispersion: float = 1.0) -> EqualRates:
    """Chi-square test of equal rates over the months of one year (Edwards 1961 asks the same of a cosine).

    One year cannot tell season from overdispersion (people who move in families, campaigns): it is
    assumed, and `explained_by` says how much of it would do in place of a season.

    Parameters
    ----------
    counts : (..., month) floats
        Moves, 0 or more, some in each year. Others are refused (BadInput), here and below.
    exposure : (month,) floats
        Days of each month; equal if left out.

    Examples
    --------
    >>> found = equal_rates(np.array([50.0, 30, 40, 40]))
    >>> float(found.statistic), found.degrees, round(float(found.p_value), 3)
    (5.0, 3, 0.172)
    """
    from scipy.stats import chi2

    share = _shares(counts, exposure, overdispersion)
    expected = counts.sum(axis=-1, keepdims=True) * share
    raw, degrees = ((counts - expected) ** 2 / expected).sum(axis=-1), counts.shape[-1] - 1
    value, most = raw / overdispersion, chi2.ppf(0.95, degrees)
    return EqualRates(value, degrees, np.asarray(chi2.sf(value, degrees)), overdispersion, raw / most)


class Factors(NamedTuple):
    """Month factors (..., month), and an interval for each by itself; 1 is a month's share of the days."""

    ratios: Floats
    low: Floats
    high: Floats


def factor_intervals(
    counts: Floats, exposure: Floats | None = None, overdispersion: float = 1.0, level: float = 0.95
) -> Factors:
    """Month factors of one year, intervals from Poisson counts: a month's share of the total is binomial.

    Exact (Clopper, Pearson 1934) but for overdispersion, by which counts are divided. Parameters as `equal_rates`.

    Examples
    --------
    >>> [part.round(3).tolist() for part in factor_intervals(np.array([50.0, 30, 40, 40]))]
    [[1.25, 0.75, 1.0, 1.0], [0.967, 0.521, 0.74, 0.74], [1.562, 1.027, 1.298, 1.298]]
    """
    share, total = _shares(counts, exposure, overdispersion), counts.sum(axis=-1, keepdims=True)
    hits, misses, tail = counts / overdispersion, (total - counts) / overdispersion, (1 - level) / 2
    low = np.where(hits > 0, _beta_quantile(tail, np.maximum(hits, 1e-9), misses + 1), 0.0)
    high = np.where(misses > 0, _beta_quantile(1 - tail, hits + 1, np.maximum(misses, 1e-9)), 1.0)
    return Factors(counts / total / share, low / share, high / share)


def bootstrap_factors(
    counts: Floats, generator: Generator, draws: int = 999, exposure: Floats | None = None, level: float = 0.95
) -> Factors:
    """Month factors of several years (..., year, month) of counts: percentiles over draws of whole years.

    They hold what differs from year to year, overdispersion too; with less than ten years they are too narrow.

    Examples
    --------
    >>> bootstrap_factors(np.array([[50.0, 30], [60, 20], [40, 40]]), np.random.default_rng(1)).ratios
    array([1.25, 0.75])
    """
    if counts.ndim < 2 or counts.shape[-2] < 2 or draws < 1:
        raise ValueError(f"counts of two years or more are needed, got {counts.shape}, {draws} draws")
    share, years = _shares(counts, exposure), counts.shape[-2]
    sums = generator.multinomial(years, np.full(years, 1 / years), draws) @ counts
    drawn, whole = (total / total.sum(axis=-1, keepdims=True) / share for total in (sums, counts.sum(axis=-2)))
    return Factors(whole, *np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=-2))


class Concentration(NamedTuple):
    """How far the moves of a year come at one time of it, each (...)."""

    markham: Floats  # percent: 0 evenly (or balanced) over the year, 100 all in one month
    mean_month: Floats  # 0.5 to 12.5, the middle of January is 1; nan where moves balance out
    p_value: Floats  # Rayleigh's test that there is no such time
    unevenness: Floats  # sum of distances from an even year over the total, 0 to 22/12 (Walsh, Lawler 1981)
    peak: Ints  # place of the largest daily rate, the earliest of equals
    trough: Ints


def concentration(counts: Floats, exposure: Floats | None = None, overdispersion: float = 1.0) -> Concentration:
    """Seasonality of Markham (1970): moves as vectors to the middle of their month on the circle of the year.

    Two seasons half a year apart cancel out in `markham`, not in `unevenness`. Parameters as in `equal_rates`.

    Examples
    --------
    >>> found = concentration(np.array([0.0, 0, 0, 30, 40, 30, 0, 0, 0, 0, 0, 0]))
    >>> round(float(found.markham), 2), round(float(found.mean_month), 6)
    (91.96, 5.0)
    """
    share, total = _shares(counts, exposure, overdispersion), counts.sum(axis=-1)
    mean = (counts * np.exp(2j * np.pi * (np.cumsum(share) - share / 2))).sum(axis=-1) / total
    length, rates = np.abs(mean), counts / share
    month = np.where(length > 1e-12, np.angle(mean) / (2 * np.pi) % 1 * counts.shape[-1] + 0.5, np.nan)
    p_value = np.exp(-total / overdispersion * length**2)
    uneven = np.abs(counts - total[..., None] * share).sum(axis=-1) / total
    return Concentration(100 * length, month, p_value, uneven, rates.argmax(axis=-1), rates.argmin(axis=-1))


def _stretch(series: Floats, options: SeasonOptions) -> Bools:
    missing = ~np.isfinite(series)
    if not options.longest_stretch:
        _refuse(missing, "series-gaps", "choose the longest stretch without gaps")
    n = series.shape[-1]
    stops = np.append(np.flatnonzero(missing.reshape(-1, n).any(axis=0)), n)
    lengths = np.diff(stops, prepend=-1) - 1
    length, stop = max(zip(lengths.tolist(), stops.tolist(), strict=True))
    if length < options.period:
        raise CannotCompute("no-full-year", where=f"{n} values", length=length, period=options.period)
    used = np.zeros(n, dtype=bool)
    used[stop - (length if length >= 2 * options.period else options.period) : stop] = True
    return used


def _parts(values: Floats, place: Ints, options: SeasonOptions) -> Floats:
    """Trend, season and remainder (3, ..., time)."""
    from statsmodels.tsa.seasonal import STL

    n, period = values.shape[-1], options.period
    trend, seasonal = values.mean(axis=-1, keepdims=True) + 0 * values, np.empty_like(values)
    if n < 2 * period:
        return np.stack([trend, values - trend, np.full_like(values, np.nan)])
    # A fixed ("periodic") season: a window far wider than the series, then one figure a month.
    fixed = options.window is None and n < 7 * period
    window = {"seasonal": 10 * n + 1, "seasonal_deg": 0} if fixed else {"seasonal": options.window or 7}
    for i in np.ndindex(values.shape[:-1]):
        found = STL(values[i], period=period, robust=options.robust, **window).fit()
        trend[i], seasonal[i] = found.trend, found.seasonal
    seasonal = _by_place(seasonal, place, period)[..., place] if fixed else seasonal
    parts = np.stack([trend, seasonal, values - trend - seasonal])
    return np.where(np.abs(parts) > 1e-12 * np.abs(values).max(axis=-1, keepdims=True), parts, 0.0)  # less is rounding


def _by_place(values: Floats, place: Ints, period: int) -> Floats:
    return np.asarray(np.stack([values[..., place == p].mean(axis=-1) for p in range(period)], axis=-1), float)


def _ratios(values: Floats, trend: Floats, season: Floats, place: Ints) -> Floats:
    if len(place) == season.shape[-1] == 12:
        ratios = month_ratios(_by_place(values, place, 12))
    else:
        ratios = 1 + ratio(season - season.mean(axis=-1, keepdims=True), trend.mean(axis=-1, keepdims=True))
    return np.where((values >= 0).all(axis=-1, keepdims=True), ratios, np.nan)


def _strength(rest: Floats, part: Floats) -> Floats:
    noise, both = rest.var(axis=-1), (part + rest).var(axis=-1)
    varies = both > 1e-24 * (part**2).max(axis=-1)  # less is rounding
    return np.asarray(np.where(varies, np.maximum(1 - noise / np.where(varies, both, 1), 0), 0 * noise), float)


def _tests(detrended: Floats, place: Ints, period: int) -> tuple[float, float]:
    """p-values of Kruskal and Wallis (all values), and of Friedman (full years, the latest)."""
    from scipy.stats import friedmanchisquare, kruskal

    if not (spread := float(np.ptp(detrended))) > 0:
        return 1 + spread, 1 + spread  # 1 where nothing varies, nan with one year
    years = detrended[len(detrended) % period :].reshape(-1, period)
    friedman = float(friedmanchisquare(*years.T).pvalue) if np.ptp(years, axis=1).any() else 1.0
    return float(kruskal(*[detrended[place == p] for p in range(period)]).pvalue), friedman


def _beta_quantile(p: float, a: Floats, b: Floats) -> Floats:
    from scipy.special import betainc  # its inverse is far off at single points, a = 1000 and b = 9090 for one

    x = np.zeros(a.shape)
    for step in 0.5 ** np.arange(1, 61):
        x = np.where(betainc(a, b, x + step) < p, x + step, x)
    return x


def _shares(counts: Floats, exposure: Floats | None, overdispersion: float = 1.0) -> Floats:
    weight = np.ones(counts.shape[-1:]) if exposure is None else exposure
    if weight.shape != counts.shape[-1:] or not (weight > 0).all() or not overdispersion > 0 or len(weight) < 2:
        raise ValueError(f"positive exposures and overdispersion are needed, got {weight} for {counts.shape}")
    _refuse(~(np.isfinite(counts) & (counts >= 0)), "series-no-counts", "give moves, not balances")
    _refuse(counts.sum(axis=-1) == 0, "series-no-moves", "leave them out")
    return np.asarray(weight / weight.sum(), float)


def _refuse(wrong: Bools, code: str, fix: str) -> None:
    if wrong.any():
        where = "positions " + ", ".join(str(tuple(place)) for place in np.argwhere(wrong)[:10].tolist())
        raise BadInput(code, where=where, fix=fix, count=int(wrong.sum()))

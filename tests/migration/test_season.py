"""Season: decomposition, factors, concentration; against definitions, other formulas and simulation."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.accounts import month_ratios
from qonys.migration.kernels.season import (
    SeasonOptions,
    bootstrap_factors,
    concentration,
    decompose,
    equal_rates,
    factor_intervals,
)
from reference import reference

DAYS = np.array([31.0, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
MOVES_2024 = np.array([139400.0, 114979, 98379, 114602, 110984, 110053, 124835, 119879, 146980, 163248, 145007, 121991])
"""Internal moves of Kazakhstan by month of 2024, persons."""
WAVE = np.cos(2 * np.pi * (np.arange(12) - 8) / 12)
COUNTS = arrays(np.float64, 12, elements=st.integers(0, 5000).map(float)).filter(lambda c: c.sum() > 0)


def test_known_trend_and_season_are_found_and_add_up():
    series = 1000 + 2 * np.arange(60) + np.tile(100 * WAVE, 5)
    found = decompose(series)
    assert_allclose(found.trend, 1000 + 2 * np.arange(60), atol=4)
    assert_allclose(found.seasonal, np.tile(100 * WAVE, 5), atol=4)
    assert_allclose(found.trend + found.seasonal + found.remainder, series, rtol=1e-12)
    assert_allclose(found.adjusted, series - found.seasonal, rtol=1e-12)
    assert_allclose(found.ratios, 1 + 100 * WAVE / found.trend.mean(), atol=2e-3)
    assert (int(found.peak), int(found.trough), found.years) == (8, 2, 5)
    assert found.seasonal_strength > 0.99 and found.trend_strength > 0.99
    assert found.significant and found.level_and_season_separable and not found.days_corrected


def test_a_smoothed_season_is_that_of_the_published_procedure():
    from statsmodels.tsa.seasonal import STL

    series = 50 + np.random.default_rng(1).normal(size=96).cumsum() + np.tile(5 * WAVE, 8)
    found, other = decompose(series), STL(series, period=12, robust=True).fit()
    assert_allclose(found.seasonal, other.seasonal, rtol=1e-9)
    assert_allclose(found.trend, other.trend, rtol=1e-12)
    rest, season = other.resid, other.seasonal
    assert_allclose(found.seasonal_strength, 1 - rest.var() / (season + rest).var(), rtol=1e-9)
    assert_allclose(found.trend_strength, 1 - rest.var() / (other.trend + rest).var(), rtol=1e-9)
    plain = decompose(series, SeasonOptions(robust=False, window=13))
    assert_allclose(plain.seasonal, STL(series, period=12, seasonal=13).fit().seasonal, rtol=1e-9)


def test_below_seven_years_the_season_is_one_figure_a_month():
    series = 200 + np.random.default_rng(2).normal(size=40) + np.tile(5 * WAVE, 4)[:40]
    seasonal = decompose(series, SeasonOptions(first=3)).seasonal
    assert_allclose(seasonal[:28], seasonal[12:], rtol=1e-12)


def test_areas_are_taken_one_by_one():
    series = 100 + np.random.default_rng(3).normal(size=(2, 3, 36)) + np.tile(5 * WAVE, 3)
    found, one = decompose(series), decompose(series[1, 2])
    assert found.ratios.shape == (2, 3, 12) and found.kruskal_p.shape == found.peak.shape == (2, 3)
    assert_array_equal(found.trend[1, 2], one.trend)
    assert_array_equal(found.friedman_p[1, 2], one.friedman_p)


def test_the_first_month_need_not_be_january():
    series = 1000 + np.tile(100 * WAVE, 4)
    shifted = decompose(series[5:], SeasonOptions(first=5))
    assert int(shifted.peak) == 8 and shifted.years == 3
    assert_allclose(shifted.ratios, decompose(series).ratios, atol=2e-3)


def test_quarters_and_balances():
    quarters = np.tile([-30.0, 10, 40, -20], 6) + np.random.default_rng(4).normal(size=24)
    found = decompose(quarters, SeasonOptions(period=4))
    assert (int(found.peak), int(found.trough)) == (2, 0)
    assert np.isnan(found.ratios).all(), "a factor of a balance means nothing"


def test_one_year_does_not_tell_level_from_season():
    found = decompose(MOVES_2024)
    assert not found.level_and_season_separable and found.years == 1
    assert_allclose(found.ratios, month_ratios(MOVES_2024), rtol=1e-15)
    assert_allclose(found.trend + found.seasonal, MOVES_2024, rtol=1e-15)
    for unknown in (found.remainder, found.adjusted, found.seasonal_strength, found.friedman_p, found.kruskal_p):
        assert np.isnan(unknown).all()
    assert not found.significant and int(found.peak) == 9
    assert_allclose(decompose(MOVES_2024[:4], SeasonOptions(period=4)).ratios.mean(), 1, rtol=1e-15)


def test_of_eighteen_months_the_last_twelve_are_used():
    series = np.concatenate([np.full(6, 7.0), np.roll(MOVES_2024, 6)])
    found = decompose(series)
    assert_array_equal(found.used, [False] * 6 + [True] * 12)
    assert np.isnan(found.trend[:6]).all()
    assert_allclose(found.ratios, month_ratios(MOVES_2024), rtol=1e-15)


def test_gaps_are_named_or_the_longest_stretch_is_used():
    series = np.tile(MOVES_2024, 6)
    series[[3, 30]] = np.nan
    with pytest.raises(BadInput) as error:
        decompose(series)
    assert "(3,)" in error.value.where and "(30,)" in error.value.where
    found = decompose(series, SeasonOptions(longest_stretch=True))
    assert_array_equal(np.flatnonzero(found.used), np.arange(31, 72))
    assert np.isnan(found.seasonal[:31]).all() and np.isfinite(found.seasonal[31:]).all()
    assert int(found.peak) == 9
    with pytest.raises(CannotCompute, match="11"):
        decompose(MOVES_2024[:11])


def test_a_gap_of_one_area_is_a_gap_of_all():
    series = np.tile(MOVES_2024, (2, 4))
    series[1, 10] = np.nan
    used = decompose(series, SeasonOptions(longest_stretch=True)).used
    assert_array_equal(np.flatnonzero(used), np.arange(11, 48))


def test_lengths_of_months_are_corrected_only_if_asked():
    daily = np.tile(100 * DAYS, 3)
    plain, corrected = decompose(daily), decompose(daily, SeasonOptions(days=np.tile(DAYS, 3)))
    assert plain.significant and not plain.days_corrected
    assert corrected.days_corrected and not corrected.significant
    assert_allclose(corrected.ratios, 1, atol=1e-12)


def test_a_constant_series_has_no_season():
    found = decompose(np.full(40, 123.4))
    assert_array_equal(found.seasonal, 0)
    assert found.seasonal_strength == found.trend_strength == 0 and found.friedman_p == found.kruskal_p == 1


def test_wrong_shapes_are_a_programmers_mistake():
    with pytest.raises(ValueError, match="days"):
        decompose(np.ones(24), SeasonOptions(days=np.ones(12)))
    with pytest.raises(ValueError, match="exposures"):
        equal_rates(np.ones(12), np.ones(11))
    with pytest.raises(ValueError, match="two years"):
        bootstrap_factors(np.ones((1, 12)), np.random.default_rng(1))


def test_equal_rates_is_the_chi_square_test():
    from scipy.stats import chisquare

    found = equal_rates(MOVES_2024, DAYS)
    other = chisquare(MOVES_2024, MOVES_2024.sum() * DAYS / DAYS.sum())
    assert_allclose([found.statistic, found.p_value], [other.statistic, other.pvalue], rtol=1e-12)
    # One year: an overdispersion of that size would explain it all, exactly at 5 %.
    at_limit = equal_rates(MOVES_2024, DAYS, float(found.explained_by))
    assert_allclose(at_limit.p_value, 0.05, rtol=1e-9)
    assert found.explained_by > 1000


def test_intervals_of_factors_are_those_of_binomial_shares():
    from scipy.stats import binomtest

    counts = np.array([0.0, 30, 12, 58])
    found = factor_intervals(counts, level=0.9)
    for i, count in enumerate(counts):
        ends = binomtest(int(count), 100).proportion_ci(0.9)
        assert_allclose([found.low[i], found.high[i]], [4 * ends.low, 4 * ends.high], rtol=1e-9)
    # Where the inverse of scipy's incomplete beta function goes wrong (1.17: 0.25 for 0.105).
    from scipy.special import betainc

    odd = factor_intervals(np.array([999.0, 9090])).high[0] / 2
    assert betainc(1000, 9090, odd) == pytest.approx(0.975)
    everyone = factor_intervals(np.array([0.0, 7]))
    assert everyone.high[1] == 2 and everyone.low[0] == 0


@given(COUNTS, st.floats(1, 50))
def test_an_interval_holds_its_factor_and_grows_with_overdispersion(counts, overdispersion):
    narrow, wide = factor_intervals(counts, DAYS), factor_intervals(counts, DAYS, overdispersion)
    assert (narrow.low <= narrow.ratios + 1e-12).all() and (narrow.ratios <= narrow.high + 1e-12).all()
    assert (wide.low <= narrow.low + 1e-9).all() and (wide.high >= narrow.high - 1e-9).all()
    assert_allclose((narrow.ratios * DAYS).sum(), 365, rtol=1e-12)


def test_intervals_cover_at_least_what_they_say():
    truth = (1 + 0.3 * WAVE) / 12
    draws = np.random.default_rng(5).multinomial(600, truth, size=2000).astype(float)
    found = factor_intervals(draws)
    covered = ((found.low <= 12 * truth) & (12 * truth <= found.high)).mean()
    assert 0.945 < covered < 0.98


def test_the_bootstrap_draws_whole_years():
    generator = np.random.default_rng(6)
    years = generator.poisson(500 * (1 + 0.3 * WAVE), size=(20, 12)).astype(float)
    found = bootstrap_factors(years, np.random.default_rng(7), draws=2000)
    assert_allclose(found.ratios, years.sum(axis=0) / years.sum() * 12, rtol=1e-12)
    # For Poisson years the width is that of the sum of all counts.
    exact = factor_intervals(years.sum(axis=0))
    assert_allclose((found.high - found.low).mean(), (exact.high - exact.low).mean(), rtol=0.2)
    same = bootstrap_factors(np.stack([years, years]), np.random.default_rng(7), draws=2000)
    assert_array_equal(same.low[1], found.low)
    alike = bootstrap_factors(np.tile(years[0], (3, 1)), np.random.default_rng(1), draws=20)
    assert_allclose(alike.low, alike.high, rtol=1e-12)


def test_markham_of_one_month_of_none_and_of_two_seasons():
    july = np.eye(12)[6]
    assert_allclose(concentration(july).markham, 100)
    assert_allclose(concentration(july).mean_month, 7)
    assert_allclose(concentration(july).unevenness, 22 / 12)
    even = concentration(np.ones(12))
    assert even.markham < 1e-10 and np.isnan(even.mean_month) and even.p_value == pytest.approx(1)
    two = concentration(np.eye(12)[0] + np.eye(12)[6])
    assert two.markham < 1e-10 and two.unevenness == pytest.approx(20 / 12)


def test_markham_by_hand_with_angles_of_15_45_degrees():
    angles = np.radians(15 + 30 * np.arange(12))
    x, y = (MOVES_2024 * np.cos(angles)).sum(), (MOVES_2024 * np.sin(angles)).sum()
    found = concentration(MOVES_2024)
    assert_allclose(found.markham, 100 * np.hypot(x, y) / MOVES_2024.sum(), rtol=1e-12)
    assert_allclose(found.mean_month, np.degrees(np.arctan2(y, x)) % 360 / 30 + 0.5, rtol=1e-12)
    assert (int(found.peak), int(found.trough)) == (9, 2)


def test_moves_at_one_daily_rate_have_no_concentration():
    found = concentration(DAYS * 10, DAYS)
    # Months are points at their middle: what is left is that, not season.
    assert found.markham < 0.1 and found.unevenness == pytest.approx(0)


@given(COUNTS, st.integers(0, 11))
def test_turning_the_year_turns_the_mean_month(counts, by):
    found, turned = concentration(counts), concentration(np.roll(counts, by))
    assert_allclose(turned.markham, found.markham, atol=1e-9)
    if found.markham > 1:
        assert (turned.mean_month - found.mean_month - by) % 12 == pytest.approx(0, abs=1e-6) or (
            turned.mean_month - found.mean_month - by
        ) % 12 == pytest.approx(12, abs=1e-6)


@pytest.mark.parametrize("call", [equal_rates, factor_intervals, concentration])
def test_balances_gaps_and_empty_years_are_refused(call):
    for bad in (-1.0, np.nan):
        counts = MOVES_2024.copy()
        counts[4] = bad
        with pytest.raises(BadInput) as error:
            call(counts)
        assert "(4,)" in error.value.where
    with pytest.raises(BadInput, match="without any move"):
        call(np.zeros((2, 12)))


def test_tests_keep_their_size_on_noise():
    noise = 100 + np.random.default_rng(8).normal(size=(300, 60))
    found = decompose(noise, SeasonOptions(robust=False))
    assert found.significant.mean() < 0.09
    poisson = np.random.default_rng(9).multinomial(3000, DAYS / 365, size=2000).astype(float)
    assert 0.035 < (equal_rates(poisson, DAYS).p_value < 0.05).mean() < 0.065
    even = np.random.default_rng(9).multinomial(3000, np.full(12, 1 / 12), size=2000).astype(float)
    assert 0.035 < (concentration(even).p_value < 0.05).mean() < 0.065


@settings(max_examples=15)
@given(arrays(np.float64, 30, elements=st.integers(1, 1000).map(float)), st.floats(0.5, 1000))
def test_the_unit_does_not_matter(series, unit):
    found, other = decompose(series), decompose(series * unit)
    assert_allclose(other.trend, found.trend * unit, rtol=1e-6)
    assert_allclose(other.ratios, found.ratios, rtol=1e-6, atol=1e-6)


def test_moves_inside_kazakhstan_peak_in_october():
    with reference("data/regions/internal_migration_monthly_2024.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    months = np.zeros(12)
    for row in rows:
        months[int(row["month"]) - 1] += float(row["arrivals"])
    assert_array_equal(months, MOVES_2024)
    found = concentration(months, np.where(DAYS == 28, 29, DAYS))
    assert int(found.peak) == 9 and 9 < found.mean_month < 12

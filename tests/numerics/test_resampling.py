"""Draws, intervals and dispersion: moments by simulation, intervals by hand, likelihood of another program."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput
from qonys.numerics.resampling import (
    Method,
    Source,
    basic_interval,
    bca_interval,
    estimate_dispersion,
    generator,
    lognormal_draws,
    negative_binomial_draws,
    normal_interval,
    percentile_interval,
    poisson_draws,
    summarise,
)

MEANS = np.array([0.0, 0.5, 30.0, 4000.0])


def rng() -> np.random.Generator:
    return np.random.default_rng(11)


def test_each_use_of_a_seed_has_a_stream_of_its_own():
    assert generator(1, "flows").random() == generator(1, "flows").random()
    firsts = {generator(seed, use).random() for seed in (1, 2) for use in ("flows", "margins", "weights")}
    assert len(firsts) == 6


@pytest.mark.parametrize("dispersion", [0.0, 0.05, 2.0])
def test_draws_of_counts_have_the_said_mean_and_variance(dispersion):
    draws = negative_binomial_draws(MEANS, dispersion, 40_000, rng())
    variance = MEANS + dispersion * MEANS**2
    assert draws.shape == (40_000, 4)
    assert_allclose(draws.mean(axis=0), MEANS, atol=5 * np.sqrt(variance.max() / 40_000), rtol=0.05)
    # The standard error of a variance of heavy-tailed counts is some 4 % here.
    assert_allclose(draws.var(axis=0), variance, rtol=0.15)
    assert_array_equal(draws, np.round(draws))


def test_poisson_draws_have_the_said_mean_and_variance():
    draws = poisson_draws(MEANS, 40_000, rng())
    assert_allclose(draws.mean(axis=0), MEANS, rtol=0.02)
    assert_allclose(draws.var(axis=0), MEANS, rtol=0.05)


def test_dispersion_may_be_one_a_flow():
    draws = negative_binomial_draws(np.array([100.0, 100.0]), np.array([0.0, 1.0]), 20_000, rng())
    assert_allclose(draws.var(axis=0), [100, 10_100], rtol=0.1)


def test_draws_of_declared_reliability():
    draws = lognormal_draws(np.array([0.0, 50.0, 50.0]), np.array([0.1, 0.02, 0.5]), 40_000, rng())
    assert_allclose(draws.mean(axis=0), [0, 50, 50], rtol=0.02)
    assert_allclose(draws.std(axis=0), [0, 1, 25], rtol=0.05)
    assert (draws >= 0).all()


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf])
def test_what_cannot_be_a_mean_is_named(wrong):
    figures = np.array([[1.0, 2.0], [wrong, 3.0]])
    for draw in (
        lambda: poisson_draws(figures, 2, rng()),
        lambda: negative_binomial_draws(figures, 0.1, 2, rng()),
        lambda: lognormal_draws(figures, 0.1, 2, rng()),
    ):
        with pytest.raises(BadInput, match=r"means, cell \[1, 0\]"):
            draw()
    with pytest.raises(BadInput, match="where: dispersion"):
        negative_binomial_draws(np.ones(2), wrong, 2, rng())


# --- dispersion ----------------------------------------------------------------------------------------


def test_moments_by_hand():
    # Pearson's statistic is 2 where 800/(100 + 10⁴ a) + 20000/(1000 + 10⁶ a) is 2, two means taken.
    counts = np.array([[80.0, 120.0], [900.0, 1100.0]])
    found = estimate_dispersion(counts)
    a = found.dispersion
    assert_allclose(800 / (100 + 1e4 * a) + 20000 / (1000 + 1e6 * a), 2)
    assert (found.free, found.pearson) == (2, 14.0)


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("dispersion", [0.02, 0.5])
def test_dispersion_is_found_again(source, dispersion):
    draw = rng()
    means = np.repeat(draw.uniform(20, 2000, (900, 1)), 12, axis=1)
    counts = negative_binomial_draws(means, dispersion, 1, draw)[0]
    # The standard error of moments is 2 % at the larger dispersion.
    assert_allclose(estimate_dispersion(counts, means, source=source).dispersion, dispersion, rtol=0.1)
    # About means of twelve repeats moments allow for what the means took; the likelihood does not.
    about = estimate_dispersion(counts, source=source).dispersion
    assert_allclose(about, dispersion * (1 if source is Source.MOMENTS else 11 / 12), rtol=0.1)


def test_likelihood_meets_another_program():
    statsmodels = pytest.importorskip("statsmodels.api")
    counts = negative_binomial_draws(np.full(400, 40.0), 0.2, 1, rng())[0]
    model = statsmodels.NegativeBinomial(counts, np.ones((400, 1))).fit(disp=0, gtol=1e-10, maxiter=500)
    found = estimate_dispersion(counts, np.full(400, counts.mean()), source=Source.LIKELIHOOD)
    assert_allclose(found.dispersion, model.params[-1], rtol=1e-4)


@pytest.mark.parametrize("source", list(Source))
def test_counts_that_scatter_less_than_poisson_have_no_dispersion(source):
    assert estimate_dispersion(np.array([[100.0, 101.0], [50.0, 49.0]]), source=source).dispersion == 0.0


def test_missing_counts_and_empty_series_are_left_out():
    counts = np.array([[80.0, 120.0, np.nan], [900.0, np.nan, 1100.0], [0, 0, 0], [np.nan, np.nan, np.nan]])
    assert estimate_dispersion(counts) == estimate_dispersion(np.array([[80.0, 120.0], [900.0, 1100.0]]))


def test_one_repeat_carries_no_dispersion():
    with pytest.raises(BadInput, match="too few observations") as caught:
        estimate_dispersion(np.array([[3.0], [4.0]]))
    assert caught.value.code == "no-freedom"


# --- intervals -----------------------------------------------------------------------------------------

HUNDRED = np.arange(101.0)


def test_intervals_by_hand():
    value = np.array(40.0)
    assert_allclose(percentile_interval(HUNDRED, 0.9), [5, 95])
    assert_allclose(basic_interval(HUNDRED, value, 0.9), [80 - 95, 80 - 5])
    half = 1.6448536269514722 * HUNDRED.std(ddof=1)
    assert_allclose(normal_interval(HUNDRED, value, 0.9), [30 - half, 30 + half])


def test_bca_by_hand():
    # 40 draws below and one equal of 101: the shift is Φ⁻¹(40.5/101), limits stand at Φ(2 · shift ∓ 1.645).
    normal = NormalDist()
    shift, z = normal.inv_cdf(40.5 / 101), normal.inv_cdf(0.95)
    shares = [normal.cdf(2 * shift - z), normal.cdf(2 * shift + z)]
    assert_allclose(bca_interval(HUNDRED, np.array(40.0), 0.9), [100 * p for p in shares])
    # Efron's acceleration bends the upper end further out than the lower one in.
    low, high = bca_interval(HUNDRED, np.array(50.0), 0.9, 0.1)
    assert low > 5
    assert high > 95
    assert_allclose(low, 100 * normal.cdf(-z / (1 + 0.1 * z)))


def test_bca_says_nothing_where_all_draws_lie_above():
    assert np.isnan(bca_interval(HUNDRED + 1, np.array(0.5), 0.9)).all()


@given(arrays(np.float64, (40, 3), elements=st.floats(-1e6, 1e6)), st.sampled_from(list(Method)))
def test_intervals_have_a_low_and_a_high_end(draws, method):
    found = summarise(draws, np.median(draws, axis=0), 0.9, method)
    known = ~np.isnan(found.low)
    assert (found.low[known] <= found.high[known] + 1e-6).all()
    assert_allclose(found.corrected, found.value - found.bias)


@given(arrays(np.float64, 30, elements=st.floats(-1e3, 1e3)))
def test_intervals_move_with_the_unit(draws):
    for method in Method:
        one = summarise(draws, np.array(1.0), 0.9, method)
        two = summarise(2 * draws + 7, np.array(9.0), 0.9, method)
        assert_allclose([two.low, two.high], [2 * one.low + 7, 2 * one.high + 7], atol=1e-8)


def test_draws_in_which_a_statistic_is_not_defined_are_left_out_and_counted():
    draws = np.column_stack([np.r_[HUNDRED, np.nan, np.nan], np.full(103, np.nan)])
    found = summarise(draws, np.array([40.0, 1.0]), 0.9, Method.PERCENTILE)
    assert_allclose([found.low[0], found.high[0]], [5, 95])
    assert_array_equal(found.draws, [101, 0])
    assert np.isnan([found.low[1], found.bias[1], found.standard_error[1]]).all()


def test_a_statistic_that_is_not_defined_has_no_interval():
    found = summarise(HUNDRED, np.array(np.nan), 0.9, Method.PERCENTILE)
    assert np.isnan([found.low, found.high, found.bias]).all()


@pytest.mark.parametrize("level", [0.0, 1.0, 95])
def test_a_level_is_a_share(level):
    with pytest.raises(BadInput) as caught:
        percentile_interval(HUNDRED, level)
    assert caught.value.code == "bad-level"

"""Shapley and Sobol' shares: functions whose shares are known in closed form, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.numerics.shapley import factorial_values, mixtures, shapley_weights, shares


def blocks(count: int, inputs: int, seed: int, low: float = -np.pi, high: float = np.pi):
    a, b = np.random.default_rng(seed).uniform(low, high, (2, count, inputs))
    return np.where(mixtures(inputs), b[:, None], a[:, None])


def test_ishigami():
    """First order, total and Shapley shares of the Ishigami function (a = 7, b = 0.1), Owen (2014), Iooss (2019)."""
    x = blocks(40_000, 3, 1)
    y = np.sin(x[..., 0]) + 7 * np.sin(x[..., 1]) ** 2 + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0])
    found = shares(y[..., None], np.random.default_rng(2))
    assert_allclose(found.first[:, 0], [0.3139, 0.4424, 0.0], atol=0.01)
    assert_allclose(found.total[:, 0], [0.5576, 0.4424, 0.2437], atol=0.01)
    assert_allclose(found.shapley[:, 0], [0.4358, 0.4424, 0.1218], atol=0.01)
    assert_allclose(found.variance, 13.845, rtol=0.01)


def test_intervals_hold_the_truth_as_often_as_they_say():
    truth, held = np.array([0.8, 0.2]), []
    for seed in range(200):
        x = blocks(300, 2, seed, -1, 1)
        found = shares((2 * x[..., 0] + x[..., 1])[..., None], np.random.default_rng(seed))
        held.append((found.low[:, 0] <= truth) & (truth <= found.high[:, 0]))
    assert 0.90 <= np.mean(held) <= 0.99


def test_interaction_is_shared_alike():
    """Y = x1 x2 with centred inputs has no first-order part; each gets half."""
    x = blocks(20_000, 2, 3, -1, 1)
    found = shares((x[..., 0] * x[..., 1])[..., None], np.random.default_rng(1))
    assert_allclose(found.first[:, 0], 0, atol=0.02)
    assert_allclose(found.shapley[:, 0], 0.5, atol=0.02)
    assert_allclose(found.total[:, 0], 1, atol=0.02)


def test_members_of_a_group_add_up_to_the_group():
    rng = np.random.default_rng(4)
    game = np.concatenate([[0.0], rng.random(15)])
    members = shapley_weights(4, [0, 1, 1, 1]) @ game
    coarse = shapley_weights(2) @ game[[0, 1, 14, 15]]
    assert_allclose([members[0], members[1:].sum()], coarse, rtol=1e-12)


@settings(max_examples=30)
@given(st.integers(1, 5), st.integers(0, 1000))
def test_values_add_up_to_the_whole(inputs, seed):
    game = np.concatenate([[0.0], np.random.default_rng(seed).random(2**inputs - 1)])
    assert_allclose((shapley_weights(inputs) @ game).sum(), game[-1], rtol=1e-12)


def test_a_full_factorial_is_exact():
    """Y = a + 2 b over {0, 1} x {0, 1, 2}: variances 1/4 and 8/3, no interaction."""
    y = np.array([[a + 2 * b for b in range(3)] for a in range(2)], float)[..., None]
    values = factorial_values(y, 2)
    assert_allclose(values.ravel(), [0, 1 / 4, 8 / 3, 1 / 4 + 8 / 3], rtol=1e-12)


def test_a_target_that_does_not_vary_has_no_shares():
    found = shares(np.ones((5, 4, 1)), np.random.default_rng(1))
    assert np.isnan(found.shapley).all()
    assert np.isnan(found.low).all()


def test_too_many_inputs():
    with pytest.raises(ValueError, match="1 to 12"):
        mixtures(13)

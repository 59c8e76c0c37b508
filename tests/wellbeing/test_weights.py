"""Weights for a given importance and drawn weights: identities, distributions by simulation, what is refused."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.aggregation import Method, Rule, aggregate
from qonys.wellbeing.kernels.correlation import Kind, correlations
from qonys.wellbeing.kernels.weights import (
    Bounds,
    Importance,
    noisy_weights,
    optimised_weights,
    simplex_draws,
)


def scores(seed: int, rows: int = 60, columns: int = 4) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return 50 + 10 * (rng.standard_normal((rows, columns)) + rng.standard_normal((rows, 1))) * rng.uniform(
        1, 2, columns
    )


@given(st.integers(0, 1000))
@settings(max_examples=25)
def test_equal_importance_is_met(seed):
    table = scores(seed)
    found = optimised_weights(table)
    assert_allclose(found.weights.sum(), 1)
    if found.error < 1e-9:
        assert np.ptp(found.correlations) < 1e-9
        # Units of indicators change weights, not importances.
        scaled = optimised_weights(table * [1, 10, 100, 1000])
        assert_allclose(scaled.correlations, found.correlations, rtol=1e-8)


def test_two_indicators_have_weights_of_one_over_their_deviation():
    table = scores(3, columns=2)
    sd = table.std(axis=0, ddof=1)
    assert_allclose(optimised_weights(table).weights, (1 / sd) / (1 / sd).sum())


def test_unequal_importances():
    found = optimised_weights(scores(4), np.array([2.0, 1.5, 1.5, 2.0]))
    assert_allclose(found.correlations / found.correlations.sum(), np.array([2, 1.5, 1.5, 2]) / 7, atol=1e-6)
    assert found.error < 1e-6


def test_information_is_largest():
    table = scores(5)
    found = optimised_weights(table, goal=Importance.INFORMATION)
    rng = np.random.default_rng(1)
    for other in rng.dirichlet(np.ones(4), 300):
        assert correlations(table, (table @ other)[:, None]).sum() <= found.correlations.sum() + 1e-12


def test_other_means_and_kinds_are_searched():
    table = np.clip(scores(6), 5, None)

    def geometric(values, weights):
        return aggregate(values, weights, Rule(Method.GEOMETRIC)).values

    found = optimised_weights(table, combine=geometric)
    assert found.error < 1e-5
    assert_allclose(correlations(table, geometric(table, found.weights)[:, None])[:, 0], found.correlations)
    assert optimised_weights(table, kind=Kind.SPEARMAN).error < 0.01
    # The search finds what the closed form says.
    searched = optimised_weights(table, combine=lambda values, weights: weights @ values.T)
    assert_allclose(searched.weights, optimised_weights(table).weights, atol=1e-4)


def test_importances_out_of_reach_are_said_and_come_nearest():
    # Equal importance of two unrelated indicators and their mean would need a negative weight of the mean.
    rng = np.random.default_rng(7)
    table = rng.standard_normal((80, 3))
    table[:, 2] = table[:, :2].mean(axis=1) + 0.05 * table[:, 2]
    found = optimised_weights(table)
    assert (found.weights >= 0).all()
    assert_allclose(found.weights.sum(), 1)
    assert found.error > 0.01

    def loss(weights):
        r = correlations(table, (table @ weights)[:, None])[:, 0]
        return ((r / r.sum() - 1 / 3) ** 2).sum()

    for other in rng.dirichlet(np.ones(3), 2000):
        assert loss(found.weights) <= loss(other) + 1e-9


def test_many_indicators_of_few_units_are_balanced_at_once():
    """49 indicators of 51 units, some against the others: the nearest weights of 0 or more, by a convex problem."""
    rng = np.random.default_rng(11)
    table = rng.standard_normal((51, 49)) + rng.standard_normal((51, 1)) * rng.uniform(-0.3, 1.2, 49)
    start = perf_counter()
    found = optimised_weights(table)
    assert perf_counter() - start < 2
    assert (found.weights >= 0).all() and (found.weights == 0).any()
    share = found.correlations / found.correlations.sum()

    def slope(weights):
        r = correlations(table, (table @ weights)[:, None])[:, 0]
        return ((r / r.sum() - 1 / 49) ** 2).sum()

    # No small change of weights comes nearer (the problem is convex in them).
    best = ((share - 1 / 49) ** 2).sum()
    for i in range(49):
        moved = found.weights + 0.01 * np.eye(49)[i]
        assert slope(moved / moved.sum()) >= best - 1e-12
    for other in rng.dirichlet(np.ones(49), 200):
        assert slope(0.9 * found.weights + 0.1 * other) >= best - 1e-12


def test_importances_that_cannot_be():
    with pytest.raises(BadInput):
        optimised_weights(scores(1), np.array([1.0, 0, 1, 1]))
    with pytest.raises(BadInput):
        optimised_weights(np.array([[1.0, np.nan], [2.0, 1.0], [3.0, 4.0]]))
    with pytest.raises(CannotCompute):
        optimised_weights(np.array([[1.0, 2.0], [1.0, 1.0], [1.0, 4.0]]))
    with pytest.raises(ValueError, match="one importance"):
        optimised_weights(scores(1), np.ones(3))


def test_draws_are_uniform_on_the_simplex():
    free = Bounds(np.zeros(3), np.ones(3))
    found = simplex_draws(4000, np.random.default_rng(1), free)
    assert_allclose(found.sum(axis=1), 1)
    assert_allclose(found.mean(axis=0), 1 / 3, atol=0.015)
    assert_allclose(found.var(axis=0), 1 / 18, rtol=0.08)  # Dirichlet(1, 1, 1)


def test_narrow_intervals_are_walked_in_to_the_same_distribution():
    bounds = Bounds(np.array([0.0, 0.0, 0.0, 0.3, 0.0]), np.array([0.05, 0.06, 0.3, 0.6, 0.9]))
    rng = np.random.default_rng(2)
    found = simplex_draws(4000, rng, bounds)
    assert ((found >= bounds.low - 1e-12) & (found <= bounds.high + 1e-12)).all()
    assert_allclose(found.sum(axis=1), 1)
    plain = bounds.low + 0.7 * rng.dirichlet(np.ones(5), 1_500_000)
    plain = plain[(plain <= bounds.high).all(axis=1)]
    assert len(plain) > 2000
    assert_allclose(found.mean(axis=0), plain.mean(axis=0), atol=0.012)
    assert_allclose(found.std(axis=0), plain.std(axis=0), rtol=0.08)


def test_a_known_weight_stays():
    found = simplex_draws(50, np.random.default_rng(3), Bounds(np.array([0.4, 0, 0]), np.array([0.4, 1, 1])))
    assert_allclose(found[:, 0], 0.4)
    again = simplex_draws(50, np.random.default_rng(3), Bounds(np.array([0.4, 0, 0]), np.array([0.4, 1, 1])))
    assert_array_equal(found, again)


@pytest.mark.parametrize(
    ("low", "high", "error"),
    [
        ([0.6, 0.6], [1, 1], CannotCompute),
        ([0, 0], [0.4, 0.4], CannotCompute),
        ([0.5, 0], [0.4, 1], BadInput),
        ([-0.1, 0], [1, 1], BadInput),
        ([np.nan, 0], [1, 1], BadInput),
    ],
)
def test_intervals_without_weights(low, high, error):
    with pytest.raises(error):
        simplex_draws(5, np.random.default_rng(1), Bounds(np.array(low), np.array(high)))


def test_noisy_weights_keep_their_sum():
    found = noisy_weights(np.array([1.0, 1.0, 2.0]), 0.25, 2000, np.random.default_rng(4))
    assert_allclose(found.sum(axis=1), 4)
    assert_allclose(found.mean(axis=0), [1, 1, 2], atol=0.02)
    assert (found[:, 0] / found[:, 1]).max() <= 1.25 / 0.75
    with pytest.raises(BadInput):
        noisy_weights(np.ones(2), 0.0, 5, np.random.default_rng(1))
    with pytest.raises(BadInput):
        noisy_weights(np.array([-1.0, 2]), 0.2, 5, np.random.default_rng(1))

"""Putting scores together: published examples, identities among means, penalties, trees."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from scipy import stats

from qonys.errors import BadInput
from qonys.wellbeing.kernels.aggregation import (
    Level,
    Method,
    Rule,
    aggregate,
    aggregate_tree,
)
from qonys.wellbeing.kernels.normalisation import mazziotta_scale
from qonys.wellbeing.kernels.screening import Spread
from reference import reference

SCORES = arrays(np.float64, (5, 4), elements=st.integers(1, 100).map(float))
WEIGHTS = arrays(np.float64, 4, elements=st.integers(1, 9).map(float))
MPI = Rule(Method.MAZZIOTTA_PARETO)


def power(p: float) -> Rule:
    return Rule(Method.POWER, power=p)


@given(SCORES, WEIGHTS, st.sampled_from([-3.0, -1.0, 0.0, 0.5, 1.0, 2.0]))
def test_means_are_the_textbook_ones(scores, weights, p):
    wanted = stats.pmean(scores, p, axis=1, weights=weights) if p else stats.gmean(scores, axis=1, weights=weights)
    assert_allclose(aggregate(scores, weights, power(p)).values, wanted, rtol=1e-12)


@given(SCORES, WEIGHTS)
def test_names_of_powers(scores, weights):
    for method, p in ((Method.ARITHMETIC, 1), (Method.GEOMETRIC, 0), (Method.HARMONIC, -1)):
        found = aggregate(scores, weights, Rule(method))
        assert_allclose(found.values, aggregate(scores, weights, power(p)).values, rtol=1e-12)
    by_power = [aggregate(scores, weights, power(p)).values for p in (-5, -1, 0, 1, 3)]
    assert (np.diff(by_power, axis=0) >= -1e-9).all()


@given(SCORES, WEIGHTS, st.sampled_from(list(Method)))
def test_equal_scores_are_their_own_mean_and_weights_are_relative(scores, weights, method):
    rule = Rule(method, power=-2, order=(1, 2, 3, 4))
    flat = np.repeat(scores[:, :1], 4, axis=1)
    assert_allclose(aggregate(flat, weights, rule).values, scores[:, 0], rtol=1e-9)
    found = aggregate(scores, weights, rule)
    assert_allclose(found.values, aggregate(scores, weights * 7, rule).values, rtol=1e-12)
    assert_allclose(found.penalty + found.values, aggregate(scores, weights).values, rtol=1e-9)


def test_mazziotta_pareto_by_hand():
    # De Muro, Mazziotta, Pareto (2011): M ∓ S cv with S over m; 120 and 80: M 100, S 20.
    scores = np.array([[120.0, 80.0], [100.0, 100.0]])
    assert_allclose(aggregate(scores, rule=MPI).values, [96, 100])
    assert_allclose(aggregate(scores, rule=Rule(Method.MAZZIOTTA_PARETO, rising=False)).values, [104, 100])
    sample = Rule(Method.MAZZIOTTA_PARETO, spread=Spread.SAMPLE)
    assert_allclose(aggregate(scores, rule=sample).values, [92, 100])


def test_weights_in_mazziotta_pareto_are_repeated_indicators():
    scores = np.array([[130.0, 90.0], [80.0, 140.0]])
    repeated = aggregate(scores[:, [0, 0, 1]], rule=MPI).values
    assert_allclose(aggregate(scores, np.array([2.0, 1.0]), MPI).values, repeated)


def test_the_adjusted_index_of_two_years_of_the_european_union():
    with reference("refdata/A_composite/ampi_EU_2020_long_input.csv").open() as file:
        table = [[float(row["employ"]), float(row["finalenergy"])] for row in csv.DictReader(file)]
    panel = np.array(table).reshape(2, 30, 2)
    scores = mazziotta_scale(panel, np.array([50.0, 100.0]))
    assert_allclose(scores.divisor, [79.4 - 57, 1159 - 0.4], atol=0.3)
    index = aggregate(scores.values, rule=MPI).values
    low, high = 50 - (79.4 - 57) / 2, 50 + (79.4 - 57) / 2
    first = 60 * (68.5 - low) / (high - low) + 70
    half = (1158.8 - 0.4) / 2
    second = 60 * (1158.8 - (100 - half)) / (2 * half) + 70
    mean, deviation = (first + second) / 2, abs(first - second) / 2
    assert_allclose(index[0, 0], mean - deviation**2 / mean, rtol=1e-12)


def test_mean_min_by_hand():
    # Casadio Tarabusi, Guarini (2013): α 0 is the mean, α 1 with β 0 the minimum.
    scores = np.array([[0.2, 0.8]])
    assert_allclose(aggregate(scores, rule=Rule(Method.MEAN_MIN, alpha=0)).values, [0.5])
    assert_allclose(aggregate(scores, rule=Rule(Method.MEAN_MIN, alpha=1)).values, [0.2])
    found = aggregate(scores, rule=Rule(Method.MEAN_MIN, alpha=0.5, beta=1)).values
    assert_allclose(found, [0.5 - 0.5 * (np.sqrt(0.3**2 + 1) - 1)])


def test_ordered_weights_hold_best_worst_and_middle():
    scores = np.array([[3.0, 9.0, 6.0]])
    for order, wanted in {(1, 0, 0): 9, (0, 0, 1): 3, (0, 1, 0): 6, (1, 1, 1): 6}.items():
        assert_allclose(aggregate(scores, rule=Rule(Method.ORDERED, order=order)).values, [wanted])


def test_a_gap_leaves_its_weight_to_the_others_only_where_that_is_allowed():
    scores = np.array([[1.0, np.nan, 4.0], [1.0, 2.0, 3.0]])
    strict = aggregate(scores)
    assert_array_equal(np.isnan(strict.values), [True, False])
    assert_allclose(strict.available, [2 / 3, 1])
    loose = Rule(available=0.5)
    assert_allclose(aggregate(scores, np.array([1.0, 1.0, 2.0]), loose).values, [3, 9 / 4])
    geometric = Rule(Method.GEOMETRIC, available=0.5)
    assert_allclose(aggregate(scores, rule=geometric).values, [2, 6 ** (1 / 3)])
    mpi = Rule(Method.MAZZIOTTA_PARETO, available=0.5)
    assert_allclose(aggregate(scores, rule=mpi).values[0], aggregate(scores[:1, [0, 2]], rule=mpi).values[0])
    assert np.isnan(aggregate(np.full((1, 2), np.nan), rule=Rule(available=0)).values).all()


def test_a_tree_is_its_levels_by_hand():
    scores = np.array([[1.0, 4.0, 10.0, 30.0], [2.0, 2.0, 5.0, np.nan]])
    rules = (Rule(Method.GEOMETRIC), MPI)
    tree = [Level((1, 1, 0, 0), np.array([1.0, 1, 1, 3]), rules[0]), Level((0, 0), np.array([1.0, 1]), rules[1])]
    middle, top = aggregate_tree(scores, tree)
    assert_allclose(middle[0], [(10 * 30**3) ** 0.25, 2])
    assert_array_equal(np.isnan(middle[1]), [True, False])
    assert_allclose(top[0, 0], aggregate(middle[:1], rule=MPI).values[0])
    own = Level((0, 0, 1, 1), np.ones(4), lambda values, weights: values.max(axis=-1) * weights.sum())
    assert_allclose(aggregate_tree(scores[:1], [own])[0], [[8, 60]])


def test_weights_may_be_draws():
    scores, weights = np.array([[1.0, 3.0], [2.0, 8.0]]), np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    assert_allclose(aggregate(scores, weights).values, [[2, 5], [1, 2], [3, 8]])
    (top,) = aggregate_tree(scores, [Level((0, 0), weights, Rule(Method.GEOMETRIC))])
    assert_allclose(top[..., 0], [[3**0.5, 4], [1, 2], [3, 8]])


@pytest.mark.parametrize(
    ("scores", "weights", "rule", "says"),
    [
        ([[1.0, 0.0]], [1.0, 1.0], Rule(Method.GEOMETRIC), "row 0, column 1"),
        ([[1.0, -2.0]], [1.0, 1.0], power(0.5), "row 0, column 1"),
        ([[1.0, -2.0]], [1.0, 1.0], MPI, "row 0, column 0"),
        ([[1.0, 2.0]], [0.0, 0.0], Rule(), "group 0"),
        ([[1.0, 2.0]], [-1.0, 3.0], Rule(Method.GEOMETRIC), "row 0, column 0"),
        ([[1.0, 2.0]], [np.nan, 3.0], Rule(), "weights, row 0, column 0"),
        ([[1.0, 2.0]], [1.0, 1.0], Rule(Method.MEAN_MIN, alpha=2), "rule, alpha"),
        ([[1.0, 2.0]], [1.0, 1.0], Rule(Method.ORDERED, order=(1.0,)), "rule, order"),
        ([[1.0, np.nan]], [1.0, 1.0], Rule(Method.ORDERED, order=(1.0, 1.0), available=0), "row 0, column 1"),
        ([[1.0, np.inf]], [1.0, 1.0], Rule(), "row 0, column 1"),
    ],
)
def test_what_cannot_be_put_together_is_named(scores, weights, rule, says):
    with pytest.raises(BadInput) as caught:
        aggregate(np.array(scores), np.array(weights), rule)
    assert caught.value.where == says


def test_wrong_shapes_are_a_programmers_mistake():
    with pytest.raises(ValueError, match="one weight"):
        aggregate(np.ones((2, 3)), np.ones(2))
    with pytest.raises(ValueError, match="parents"):
        aggregate_tree(np.ones((2, 3)), [Level((0, 0, 2), np.ones(3))])

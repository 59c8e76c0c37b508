"""Outranking: by hand, against trying all orders, the tie rule, large groups, draws, what is refused."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.linear_order import linear_order
from qonys.wellbeing.kernels.outranking import copeland, copeland_scores, kemeny, outranking_matrix, support

TABLES = arrays(np.float64, (6, 4), elements=st.integers(0, 4).map(float))
WEIGHTS = arrays(np.float64, 4, elements=st.integers(1, 5).map(float))


def test_the_matrix_by_hand():
    table = np.array([[3.0, 1.0, 5.0], [2.0, 1.0, 9.0]])
    assert_allclose(outranking_matrix(table, np.array([2.0, 1.0, 1.0])), [[0, 0.625], [0.375, 0]])


def test_the_technology_index_of_three_countries():
    # OECD, JRC (2008), Handbook, step 7: Finland, United States, Sweden on eight indicators of equal weight.
    table = np.array(
        [
            [187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4],
            [289, 130, 179.1, 66.2, 3, 4.07, 12, 13.9],
            [271, 156.6, 125.8, 59.7, 3.1, 4.14, 11.4, 15.3],
        ]
    )
    matrix = outranking_matrix(table)
    assert_allclose(matrix * 8, [[0, 4, 3], [4, 0, 4], [5, 4, 0]])
    assert_array_equal(copeland_scores(matrix), [-1, 0, 1])
    found = kemeny(matrix)
    # Sweden before Finland counts; United States is tied with both: the earlier row goes first where it can.
    assert_array_equal(found.order, [1, 2, 0])
    assert found.tied


@given(TABLES, WEIGHTS)
def test_comparisons_of_a_pair_sum_to_one_and_scales_do_not_matter(table, weights):
    matrix = outranking_matrix(table, weights)
    assert_allclose((matrix + matrix.T)[~np.eye(6, dtype=bool)], 1)
    assert_allclose(outranking_matrix(np.exp(table), weights * 3), matrix)
    scores = copeland(table, weights)
    assert scores.sum() == 0
    assert_array_equal(copeland(table[::-1], weights), scores[::-1])


@given(TABLES, WEIGHTS)
@settings(max_examples=15)
def test_kemeny_is_the_best_of_all_orders_and_the_first_of_the_best(table, weights):
    matrix = outranking_matrix(table, weights)
    every = [np.array(order) for order in permutations(range(6))]
    supports = np.array([support(matrix, order) for order in every])
    best = [tuple(order) for order, s in zip(every, supports, strict=True) if s >= supports.max() - 1e-9]
    found = kemeny(matrix)
    assert_allclose(found.support, supports.max())
    assert tuple(found.order) == min(best)
    assert found.tied == (len(best) > 1)
    assert found.proved
    assert found.gap == 0
    assert_array_equal(found.order[found.ranks - 1], np.arange(6))
    order, missed, _ = linear_order(matrix, 20.0)
    assert missed == 0
    assert_allclose(support(matrix, np.array(order)), supports.max())


def test_a_condorcet_winner_comes_first():
    table = np.random.default_rng(1).random((9, 5))
    table[4] += 0.4
    matrix = outranking_matrix(table)
    if copeland_scores(matrix)[4] == 8:
        assert kemeny(matrix).order[0] == 4


def test_two_ways_agree_on_a_group_that_both_can_solve():
    matrix = outranking_matrix(np.random.default_rng(2).random((14, 5)))
    order, missed, _ = linear_order(matrix, 20.0)
    assert missed == 0
    assert_allclose(support(matrix, np.array(order)), kemeny(matrix).support)


def test_fifty_units_are_solved_with_proof():
    matrix = outranking_matrix(np.random.default_rng(3).random((50, 7)))
    found = kemeny(matrix)
    assert found.proved
    assert sorted(found.order) == list(range(50))
    # No unit can be moved to another place with profit.
    for place in range(50):
        rest = np.delete(found.order, place)
        for other in range(50):
            assert support(matrix, np.insert(rest, other, found.order[place])) <= found.support + 1e-6


def test_no_time_is_no_order():
    with pytest.raises(CannotCompute):
        linear_order(outranking_matrix(np.random.default_rng(3).random((20, 7))), 0.0)


def test_draws_are_compared_one_by_one():
    rng = np.random.default_rng(4)
    tables, weights = rng.random((3, 7, 4)), rng.dirichlet(np.ones(4), 3)
    together = copeland(tables, weights)
    for i in range(3):
        assert_array_equal(together[i], copeland(tables[i], weights[i]))
    assert copeland(tables[0], weights).shape == (3, 7)


def test_rounding_makes_no_winner():
    # 0.1 + 0.2 against 0.3: a tie, whatever the sum of binary fractions says.
    table = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert_array_equal(copeland(table, np.array([0.1, 0.2, 0.3])), [0, 0])


def test_what_is_refused():
    with pytest.raises(BadInput) as caught:
        outranking_matrix(np.array([[1.0, np.nan], [1.0, 2.0]]))
    assert caught.value.where == "row 0, column 1"
    with pytest.raises(BadInput):
        outranking_matrix(np.ones((2, 2)), np.array([-1.0, 2.0]))
    with pytest.raises(BadInput):
        kemeny(np.array([[0.0, np.nan], [0.5, 0.0]]))
    with pytest.raises(ValueError, match="one weight"):
        outranking_matrix(np.ones((2, 2)), np.ones(3))
    with pytest.raises(ValueError, match="units by units"):
        kemeny(np.ones((2, 3)))
    with pytest.raises(ValueError, match="one matrix"):
        kemeny(np.ones((2, 3, 3)))

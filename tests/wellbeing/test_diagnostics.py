"""Diagnostics: published values, identities, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.aggregation import Level, aggregate_tree
from qonys.wellbeing.kernels.diagnostics import (
    cronbach_alpha,
    effective_weights,
    leave_one_out,
    level_correlations,
    nominal_weights,
    standing,
)
from wellbeing.technology import FIGURES

TREE = [Level((0, 0, 1, 1), np.array([1.0, 3.0, 1.0, 1.0])), Level((0, 0), np.array([2.0, 1.0]))]
TABLES = arrays(np.float64, (7, 4), elements=st.integers(-50, 50).map(float))


def test_cronbachs_alpha_of_the_technology_index():
    # OECD, JRC (2008), Handbook, step 4: 0.70 for 23 countries and 8 indicators.
    assert round(cronbach_alpha(FIGURES, standardised=True), 2) == 0.70


def test_alpha_at_its_ends():
    x = np.arange(6.0)[:, None]
    assert cronbach_alpha(np.hstack([x, x, x])) == pytest.approx(1)
    assert cronbach_alpha(np.hstack([x, 10 * x]), standardised=True) == pytest.approx(1)
    with pytest.raises(CannotCompute):
        cronbach_alpha(np.hstack([x, -x]))
    with pytest.raises(CannotCompute):
        cronbach_alpha(x)
    gaps = np.hstack([x, x**2])
    assert cronbach_alpha(np.vstack([gaps, [[np.nan, 1.0]]])) == pytest.approx(cronbach_alpha(gaps))


def test_weights_on_paper_multiply_up_the_tree():
    low, high = nominal_weights(TREE)
    assert_allclose(low, [2 / 12, 6 / 12, 1 / 6, 1 / 6])
    assert_allclose(high, [2 / 3, 1 / 3])
    with pytest.raises(ValueError, match="above"):
        nominal_weights(TREE[:1])


@given(TABLES)
def test_shares_of_the_variance_sum_to_one(table):
    index = aggregate_tree(table, TREE)[-1][:, 0]
    if np.ptp(index) < 1e-6:
        return
    found = effective_weights(table, TREE)
    assert_allclose(found.variance.sum(), 1)
    assert_allclose(found.nominal.sum(), 1)
    assert_allclose(index, table @ found.nominal, atol=1e-9)


def test_unrelated_indicators_share_the_variance_by_their_own():
    table = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1]]) * [3, 1]
    found = effective_weights(table, [Level((0, 0), np.ones(2))])
    assert_allclose(found.variance, [0.9, 0.1])
    assert_allclose(found.correlation, np.sqrt([0.9, 0.1]))
    with pytest.raises(CannotCompute):
        effective_weights(np.array([[1.0, -1.0], [-1.0, 1.0]]), [Level((0, 0), np.ones(2))])
    with pytest.raises(BadInput):
        effective_weights(np.array([[1.0, np.nan], [2, 1]]), [Level((0, 0), np.ones(2))])


def test_correlations_by_level():
    table = np.random.default_rng(1).normal(size=(20, 4))
    levels = [table, *aggregate_tree(table, TREE)]
    found = level_correlations(levels)
    assert [[part.shape for part in row] for row in found] == [[(4, 4), (4, 2), (4, 1)], [(2, 2), (2, 1)], [(1, 1)]]
    assert_allclose(found[0][2][1, 0], np.corrcoef(table[:, 1], levels[2][:, 0])[0, 1])
    assert_allclose(np.diag(found[0][0]), 1)


def test_an_indicator_that_says_what_the_others_say_can_be_left_out():
    x = np.array([3.0, 1.0, 2.0])
    table = np.column_stack([x, x, x[::-1] * 1.5])
    found = leave_one_out(table, lambda scores, kept: scores.mean(axis=1))
    assert found.scores.shape == (3, 3)
    assert_array_equal(found.scores[2], x)
    assert_array_equal(found.ranks[2], [1, 3, 2])
    with pytest.raises(BadInput):
        leave_one_out(table[:, :1], lambda scores, kept: scores[:, 0])
    weights = np.array([1.0, 1.0, 0.0])
    same = leave_one_out(table, lambda scores, kept: scores @ weights[kept])
    assert_array_equal(same.shift, [0, 0, 0])
    assert_array_equal(same.largest, [0, 0, 0])


def test_strengths_and_weaknesses():
    table = np.array([[9.0, 1.0, 5.0, np.nan], [1.0, 9.0, 6.0, 1.0], [5.0, 5.0, 7.0, 2.0]])
    found = standing(table, 2)
    assert_array_equal(found.strengths[0], [0, 1])
    assert_array_equal(found.weaknesses[0], [1, 2])
    assert_array_equal(found.strengths[2], [2, 3])
    assert_allclose(found.z[:, 0], [1, -1, 0])
    assert_array_equal(standing(table, 4).strengths[0], [0, 1, 2, -1])
    with pytest.raises(BadInput):
        standing(table, 5)

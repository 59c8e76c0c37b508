"""Benefit of the doubt: by hand, by duality, properties, bounds, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.doubt import ShareBounds, Whose, benefit_of_doubt

SCORES = arrays(np.float64, (6, 3), elements=st.integers(1, 50).map(float))
LOW, HIGH = np.array([0.2, 0.1, 0.0]), np.array([0.6, 0.7, 0.5])


def test_one_indicator_is_the_share_of_the_best():
    assert_allclose(benefit_of_doubt(np.array([[2.0], [8.0], [4.0]])).values, [0.25, 1, 0.5])


@given(SCORES)
@settings(max_examples=30)
def test_scores_know_no_units_and_the_best_in_something_scores_one(scores):
    found = benefit_of_doubt(scores)
    assert ((found.values > 0) & (found.values <= 1)).all()
    assert (found.values[scores.argmax(axis=0)] > 1 - 1e-9).all()
    assert_allclose(benefit_of_doubt(scores * [1, 100, 0.01]).values, found.values, rtol=1e-7)
    # Nobody scores above 1 under the weights of another, and weights give the score back.
    assert (scores @ found.weights.T <= 1 + 1e-7).all()
    assert_allclose((scores * found.weights).sum(axis=1), found.values, rtol=1e-7)
    # Duality: the mix of peers is at least as good in everything, and as large as the score.
    assert_allclose(found.peers.sum(axis=1), found.values, rtol=1e-7)
    assert (found.peers @ scores >= scores - 1e-6).all()


@given(SCORES)
@settings(max_examples=20)
def test_bounds_are_kept_and_cost(scores):
    free = benefit_of_doubt(scores).values
    own = benefit_of_doubt(scores, ShareBounds(LOW, HIGH))
    assert (own.values <= free + 1e-9).all()
    assert (own.shares >= LOW - 1e-7).all()
    assert (own.shares <= HIGH + 1e-7).all()
    mean = benefit_of_doubt(scores, ShareBounds(LOW, HIGH, Whose.MEAN))
    parts = mean.weights * scores.mean(axis=0)
    shares = parts / parts.sum(axis=1, keepdims=True)
    assert ((shares >= LOW - 1e-7) & (shares <= HIGH + 1e-7)).all()


def test_shares_of_all_units_are_the_strictest():
    scores = np.array([[4.0, 5.0], [5.0, 4.0], [4.5, 4.5]])
    low, high = np.full(2, 0.4), np.full(2, 0.6)
    own, every = (benefit_of_doubt(scores, ShareBounds(low, high, whose)) for whose in (Whose.OWN, Whose.ALL))
    assert (every.values <= own.values + 1e-9).all()
    for unit in range(3):
        parts = every.weights[unit] * scores
        assert (parts / parts.sum(axis=1, keepdims=True) >= 0.4 - 1e-7).all()


def test_an_order_of_importance():
    scores = np.array([[4.0, 1.0], [1.0, 4.0]])
    found = benefit_of_doubt(scores, ShareBounds(np.zeros(2), np.ones(2), order=((0, 1),)))
    assert (found.shares[:, 0] >= found.shares[:, 1] - 1e-9).all()
    assert_allclose(found.values, [1, 8 / 17], rtol=1e-9)


def test_bounds_by_hand():
    half = np.full(2, 0.5)
    found = benefit_of_doubt(np.array([[1.0, 4.0], [4.0, 1.0], [2.0, 2.0]]), ShareBounds(half, half))
    # Unit 0: w = s/2, s/8; unit 1 then has 2s + s/8 = 1.
    assert_allclose(found.values, [8 / 17, 8 / 17, 0.8])


def test_a_unit_with_nothing_scores_nothing():
    found = benefit_of_doubt(np.array([[0.0, 0.0], [1.0, 2.0]]))
    assert_allclose(found.values, [0, 1])
    assert np.isnan(found.shares[0]).all()


@pytest.mark.parametrize(
    ("scores", "bounds", "error"),
    [
        ([[1.0, np.nan], [1.0, 2.0]], None, BadInput),
        ([[1.0, -1.0], [1.0, 2.0]], None, BadInput),
        ([[1.0, 0.0], [1.0, 0.0]], None, CannotCompute),
        ([[1.0, 0.0], [1.0, 2.0]], ShareBounds(np.full(2, 0.1), np.ones(2)), BadInput),
        ([[1.0, 1.0], [1.0, 2.0]], ShareBounds(np.full(2, 0.6), np.ones(2)), BadInput),
        ([[1.0, 1.0], [1.0, 2.0]], ShareBounds(np.zeros(2), np.full(2, 0.4)), BadInput),
        ([[1.0, 1.0], [1.0, 2.0]], ShareBounds(np.full(2, 0.6), np.full(2, 0.5)), BadInput),
    ],
)
def test_what_is_refused(scores, bounds, error):
    with pytest.raises(error):
        benefit_of_doubt(np.array(scores), bounds)


def test_wrong_shapes_are_a_programmers_mistake():
    with pytest.raises(ValueError, match="unit, indicator"):
        benefit_of_doubt(np.ones((2, 2, 2)))
    with pytest.raises(ValueError, match="bounds for 2"):
        benefit_of_doubt(np.ones((2, 2)), ShareBounds(np.zeros(3), np.ones(3)))

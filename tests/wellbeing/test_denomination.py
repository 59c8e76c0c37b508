"""Denomination: rates by hand, gaps, draws, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput
from qonys.wellbeing.kernels.denomination import denominate

NAN = np.nan


def test_rates_and_what_each_was_divided_by():
    people = np.array([[2000.0, 5.0], [500.0, NAN]])
    found = denominate(np.array([[10.0, 3.0, 6.0], [5.0, 4.0, 7.0]]), people, (0, None, 1), np.array([1000.0, 1, 1]))
    assert_allclose(found.values, [[5, 3, 1.2], [10, 4, NAN]])
    assert_allclose(found.divisor, [[2, 1, 5], [0.5, 1, NAN]])
    assert_array_equal(found.lost, [[False, False, False], [False, False, True]])


def test_denominators_may_be_draws():
    found = denominate(np.array([[10.0], [9.0]]), np.array([[[1.0], [3.0]], [[2.0], [9.0]]]), (0,))
    assert_allclose(found.values[..., 0], [[10, 3], [5, 1]])


@pytest.mark.parametrize(
    ("denominators", "by", "scale"),
    [
        ([[0.0], [1.0]], (0,), None),
        ([[-2.0], [1.0]], (0,), None),
        ([[2.0], [1.0]], (None,), None),
        ([[2.0], [1.0]], (1,), None),
        ([[2.0], [1.0]], (0,), [0.0]),
    ],
)
def test_what_cannot_divide(denominators, by, scale):
    with pytest.raises(BadInput):
        denominate(np.array([[1.0], [2.0]]), np.array(denominators), by, None if scale is None else np.array(scale))


def test_a_denominator_that_is_not_used_may_be_zero():
    found = denominate(np.array([[1.0], [2.0]]), np.array([[0.0, 2.0], [0.0, 4.0]]), (1,))
    assert_allclose(found.values[:, 0], [0.5, 0.5])


def test_wrong_shapes_are_a_programmers_mistake():
    with pytest.raises(ValueError, match="entries of by"):
        denominate(np.ones((2, 2)), np.ones((2, 1)), (0,))
    with pytest.raises(ValueError, match="one scale"):
        denominate(np.ones((2, 1)), np.ones((2, 1)), (0,), np.ones(2))

"""Screening: limits by hand, forced rows, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.screening import Limits, Spread, figures, moments, places, screen

NAN = np.nan
TABLE = np.array([[1.0, 2, 3, 4], [1, NAN, NAN, 4], [0, 0, 0, 5], [1, 2, NAN, 4]])


def test_units_at_the_limit_stay():
    found = screen(TABLE, Limits(available=0.75, nonzero=0.25))
    assert_array_equal(found.units, [True, False, True, True])
    assert_array_equal(found.gaps, [False, True, False, False])
    assert_allclose(found.nonzero, [1, 1, 0.25, 1])
    assert_array_equal(found.values, TABLE[[0, 2, 3]])


def test_zeros_count_among_figures_only():
    found = screen(np.array([[0.0, NAN, NAN, 2.0], [1, 1, 1, 1]]), Limits(available=0, nonzero=0.6))
    assert_allclose(found.nonzero, [0.5, 1])
    assert_array_equal(found.zeros, [True, False])


def test_rows_forced_in_and_out():
    found = screen(TABLE, Limits(available=0.75, keep=(1,), drop=(0,)))
    assert_array_equal(found.units, [False, True, True, True])


def test_indicators_with_few_figures_go():
    found = screen(TABLE, Limits(available=0, indicator=0.6))
    assert_array_equal(found.indicators, [True, True, False, True])
    assert found.values.shape == (4, 3)
    assert_allclose(found.of_units, [1, 0.75, 0.5, 1])


def test_a_unit_without_figures():
    found = screen(np.array([[NAN, NAN], [1.0, 2.0]]))
    assert np.isnan(found.nonzero[0])
    assert_array_equal(found.units, [False, True])


@pytest.mark.parametrize(
    "limits", [Limits(available=1.5), Limits(nonzero=-1), Limits(keep=(9,)), Limits(keep=(0,), drop=(0,))]
)
def test_limits_that_mean_nothing(limits):
    with pytest.raises(BadInput):
        screen(TABLE, limits)


def test_nothing_left_is_no_result():
    with pytest.raises(CannotCompute, match="units 0"):
        screen(TABLE, Limits(drop=(0, 1, 2, 3)))


def test_infinite_figures_are_named_with_their_draw():
    with pytest.raises(BadInput) as caught:
        figures(np.array([[[1.0, np.inf]], [[1.0, 2.0]]]))
    assert caught.value.where == "draw [0], row 0, column 1"
    assert places(np.ones((3, 3), bool)).endswith("and 3 more")
    with pytest.raises(ValueError, match="shape"):
        figures(np.ones(3))


def test_mean_and_deviation_of_the_figures_there_are():
    mean, sd = moments(np.array([[1.0], [NAN], [4.0]]), Spread.SAMPLE)
    assert_allclose([mean[0], sd[0]], [2.5, 4.5**0.5])
    with pytest.raises(CannotCompute):
        moments(np.array([[1.0], [NAN]]))

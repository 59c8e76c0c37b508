"""Scales: formulas by hand, directions, goalposts, what is refused."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.normalisation import (
    Goalposts,
    goalposts,
    mazziotta_scale,
    min_max,
    share_of_maximum,
    share_of_total,
    to_target,
    z_score,
)
from qonys.wellbeing.kernels.screening import Spread

TABLES = arrays(np.float64, (8, 2), elements=st.integers(-1000, 1000).map(float)).filter(
    lambda t: bool((t.max(axis=0) > t.min(axis=0)).all())
)
LESS = np.array([-1.0])


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


# Technology achievement index, electricity (log kWh per head) of six countries: OECD, JRC (2008), Handbook.
ELECTRICITY = column(4.15, 4.07, 4.14, 3.86, 3.65, 3.77)


def test_min_max_of_the_handbook():
    scores = min_max(ELECTRICITY).values[:, 0]
    assert_allclose(scores, [1, 0.84, 0.98, 0.42, 0, 0.24], atol=1e-12)


@given(TABLES)
def test_min_max_runs_from_end_to_end_and_turns(table):
    scores = min_max(table, scale=(1, 100)).values
    assert_allclose(scores.min(axis=0), 1)
    assert_allclose(scores.max(axis=0), 100)
    assert_allclose(min_max(table, np.array([-1.0, -1.0]), scale=(1, 100)).values, 101 - scores, atol=1e-9)


@given(TABLES)
def test_z_scores_have_their_mean_and_deviation(table):
    scores = z_score(table, centre=100, deviation=10).values
    assert_allclose(scores.mean(axis=0), 100)
    assert_allclose(scores.std(axis=0, ddof=1), 10)
    assert_allclose(z_score(table, spread=Spread.POPULATION).values.std(axis=0), 1)
    assert_allclose(z_score(table, np.array([-1.0, 1.0])).values[:, 0], -z_score(table).values[:, 0], atol=1e-12)


def test_goalposts_hold_over_years_and_may_cap():
    panel = np.array([[[10.0], [20.0]], [[20.0], [40.0]]])
    scores = min_max(panel, posts=goalposts(panel), scale=(0, 100)).values
    assert_allclose(scores[..., 0], [[0, 100 / 3], [100 / 3, 100]])
    later = min_max(column(5, 25, 55), LESS, posts=goalposts(panel), cap=True)
    assert_allclose(later.values[:, 0], [1, 0.5, 0])
    assert_array_equal(later.capped[:, 0], [True, False, True])
    assert_allclose(min_max(column(5, 25, 55), posts=goalposts(panel)).values[:, 0], [-1 / 6, 0.5, 1.5])


def test_the_mazziotta_scale_and_its_complement():
    values = column(50, 60, 70, 90)
    up = mazziotta_scale(values, np.array([60.0])).values
    assert_allclose(up[:, 0], 60 * (values[:, 0] - 40) / 40 + 70)
    assert up[1, 0] == 100
    assert_allclose(mazziotta_scale(values, np.array([60.0]), LESS).values, 200 - up)


def test_distance_to_a_target_to_a_unit_and_to_the_best():
    values = column(2, 4, 8)
    assert_allclose(to_target(values, np.array([6.0])).values[:, 0], [0, 0.5, 1.5])
    assert_array_equal(to_target(values, np.array([6.0]), cap=True).capped[:, 0], [False, False, True])
    assert_allclose(to_target(values, values[1]).values[:, 0], [0, 1, 3])
    assert_allclose(to_target(values, values.max(axis=0)).values, min_max(values).values)
    assert_allclose(to_target(values, np.array([4.0]), LESS).values[:, 0], [1.5, 1, 0])
    assert_allclose(to_target(values, np.array([8.0]), low=np.array([0.0])).values[:, 0], [0.25, 0.5, 1])


def test_shares():
    assert_allclose(share_of_maximum(column(1, 2, np.nan, 4)).values[:, 0], [0.25, 0.5, np.nan, 1])
    assert_allclose(share_of_maximum(column(1, 2, 4), LESS).values[:, 0], [1, 0.5, 0.25])
    assert_allclose(share_of_total(column(1, 2, np.nan, 5)).values[:, 0], [0.125, 0.25, np.nan, 0.625])


def test_the_record_gives_the_figure_back():
    values = column(3, 5, 11)
    found = min_max(values, LESS, scale=(10, 20))
    assert_allclose((found.values - 10) / 10 * found.divisor + found.shift, -values)


def test_draws_are_scaled_one_by_one():
    draws = np.random.default_rng(1).normal(size=(4, 9, 3))
    for function in (min_max, z_score):
        together = function(draws).values
        for i, one in enumerate(draws):
            assert_allclose(together[i], function(one).values)


@pytest.mark.parametrize("values", [column(3, 3, 3), column(np.nan, np.nan), column(np.nan, 2)])
@pytest.mark.parametrize("function", [min_max, z_score])
def test_an_indicator_of_one_value_has_no_scale(values, function):
    with pytest.raises(CannotCompute) as caught:
        function(values)
    assert caught.value.where == "column 0"


def test_what_a_user_got_wrong_is_named():
    with pytest.raises(BadInput, match="direction, row 0, column 0"):
        min_max(column(1, 2), np.array([0.5]))
    with pytest.raises(CannotCompute, match="column 0") as turned:
        min_max(column(1, 2), posts=Goalposts(np.array([3.0]), np.array([3.0])))
    assert turned.value.code == "goalposts-turned"
    with pytest.raises(BadInput, match=r"value of scale: \(1, 1\)"):
        min_max(column(1, 2), scale=(1, 1))
    with pytest.raises(BadInput, match="value of deviation: 0"):
        z_score(column(1, 2), deviation=0)
    with pytest.raises(BadInput, match="reference, row 0, column 0"):
        mazziotta_scale(column(1, 2), np.array([np.nan]))
    with pytest.raises(CannotCompute, match="target"):
        to_target(column(5, 6), np.array([5.0]))
    with pytest.raises(BadInput) as caught:
        share_of_maximum(column(1, -2))
    assert caught.value.where == "row 1, column 0"
    with pytest.raises(BadInput):
        share_of_maximum(column(1, 0), LESS)
    with pytest.raises(CannotCompute):
        share_of_total(column(0, 0))
    with pytest.raises(BadInput):
        share_of_total(column(-1, 2))
    with pytest.raises(ValueError, match="one direction"):
        min_max(column(1, 2), np.ones(2))


def test_a_share_of_a_zero_maximum_side_warns_of_nothing():
    """A zero where more is better is the share 0: no division of the other direction is tried on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = share_of_maximum(np.array([[0.0, 4.0], [5.0, 8.0], [np.nan, 2.0]]), np.array([1.0, -1.0]))
    assert_allclose(found.values, [[0, 0.5], [1, 0.25], [np.nan, 1]])

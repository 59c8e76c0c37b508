"""Imputation by centres, neighbours and time: by hand, origins, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.imputation import (
    Between,
    Centre,
    Fallback,
    Origin,
    impute,
    impute_neighbours,
    impute_panel,
)

NAN = np.nan
TABLE = np.array([[1.0, 10.0], [NAN, 20.0], [5.0, NAN], [9.0, 60.0], [NAN, 80.0]])
GROUPS = np.array([0, 0, 0, 1, 1])


def test_means_and_medians():
    found = impute(TABLE)
    assert_allclose(found.values, np.where(np.isnan(TABLE), [5, 42.5], TABLE))
    assert_allclose(found.error[1, 0], np.std([1, 5, 9], ddof=1))
    assert_array_equal(found.origin == Origin.OVERALL, np.isnan(TABLE))
    assert_allclose(impute(TABLE, Centre.MEDIAN).values[2, 1], 40)
    odd = np.array([[1.0], [7.0], [100.0], [NAN]])
    assert impute(odd, Centre.MEDIAN).values[3, 0] == 7


def test_means_of_groups():
    found = impute(TABLE, groups=GROUPS)
    assert_allclose(found.values[[1, 2, 4], [0, 1, 0]], [3, 15, 9])
    assert (found.origin[np.isnan(TABLE)] == Origin.GROUP).all()
    # A single figure has no deviation.
    assert np.isnan(found.error[4, 0])


def test_a_group_without_a_figure_needs_a_declared_fallback():
    groups = np.array([0, 0, 0, 0, 1])
    with pytest.raises(CannotCompute) as caught:
        impute(TABLE, groups=groups)
    assert caught.value.where == "rows [4], columns [0]"
    found = impute(TABLE, groups=groups, fallback=Fallback.OVERALL)
    assert (found.values[4, 0], found.origin[4, 0]) == (5, Origin.OVERALL)
    assert impute(TABLE, groups=np.array([0, 0, 0, 0, -1]), fallback=Fallback.OVERALL).values[4, 0] == 5


def test_given_figures_stay_and_draws_are_filled_one_by_one():
    draws = np.stack([TABLE, TABLE * 2])
    found = impute(draws, Centre.MEDIAN, GROUPS)
    for i in range(2):
        assert_allclose(found.values[i], impute(draws[i], Centre.MEDIAN, GROUPS).values)
    full = np.arange(6.0).reshape(3, 2)
    assert_array_equal(impute(full).values, full)
    assert not impute(full).origin.any()


def test_an_indicator_without_figures_is_named():
    with pytest.raises(CannotCompute) as caught:
        impute(np.array([[1.0, NAN], [2.0, NAN]]))
    assert caught.value.where == "column 1"


def test_neighbours_are_near_in_the_indicators_both_have():
    table = np.array([[0.0, 0.0, 7.0], [0.1, NAN, NAN], [0.2, 0.0, 9.0], [5.0, 5.0, 50.0]])
    assert impute_neighbours(table, 1).values[1, 2] == 7
    found = impute_neighbours(table, 2)
    assert found.values[1, 2] == 8
    assert_allclose(found.error[1, 2], 2**0.5)
    assert found.origin[1, 1] == Origin.NEIGHBOURS
    assert_allclose(impute_neighbours(table, 99).values[1, 2], 22)


def test_of_neighbours_at_one_distance_the_first_is_taken():
    table = np.array([[1.0, 4.0], [2.0, NAN], [3.0, 8.0]])
    assert impute_neighbours(table).values[1, 1] == 4


def test_a_unit_that_shares_nothing_has_no_neighbour():
    with pytest.raises(CannotCompute) as caught:
        impute_neighbours(np.array([[1.0, NAN], [3.0, NAN], [NAN, 2.0], [NAN, 3.0]]))
    assert caught.value.where == "row 0, column 1"
    with pytest.raises(BadInput):
        impute_neighbours(TABLE, 0)


@pytest.mark.parametrize(
    ("how", "longest", "wanted"),
    [
        (Between.LINEAR, None, [NAN, 2, 4, 6, 8, NAN]),
        (Between.LAST, None, [NAN, 2, 2, 2, 8, 8]),
        (Between.LAST, 1, [NAN, 2, 2, NAN, 8, 8]),
        (Between.NEAREST, None, [2, 2, 2, 8, 8, 8]),
        (Between.LINEAR, 1, [NAN, 2, NAN, NAN, 8, NAN]),
    ],
)
def test_gaps_in_time(how, longest, wanted):
    series = np.array([NAN, 2, NAN, NAN, 8, NAN])[:, None, None]
    found = impute_panel(series, how, longest)
    assert_allclose(found.values.ravel(), wanted)
    assert_array_equal(found.origin.ravel() == Origin.MISSING, np.isnan(wanted))


def test_wrong_shapes_are_a_programmers_mistake():
    with pytest.raises(ValueError, match="one group"):
        impute(TABLE, groups=np.zeros(2, int))
    with pytest.raises(ValueError, match="unit, indicator"):
        impute_neighbours(np.ones((2, 2, 2)))
    with pytest.raises(ValueError, match="panel"):
        impute_panel(TABLE)

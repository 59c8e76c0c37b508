"""Treatment of outliers: points drawn in, logarithms, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from scipy import stats

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.outliers import Fate, Transform, Treatment, skew_kurtosis, transform, treat

TABLES = arrays(np.float64, (12, 3), elements=st.integers(-1000, 1000).map(float))


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


def varied(table: np.ndarray) -> bool:
    return bool((table.max(axis=-2) > table.min(axis=-2)).all())


@given(TABLES.filter(varied))
def test_skewness_and_kurtosis_are_the_textbook_ones(table):
    assert_allclose(skew_kurtosis(table)[0], stats.skew(table, bias=False), rtol=1e-9, atol=1e-9)
    assert_allclose(skew_kurtosis(table)[1], stats.kurtosis(table, bias=False), rtol=1e-9, atol=1e-9)


def test_missing_figures_count_for_nothing():
    full = column(1, 2, 3, 10, 50)
    gaps = column(1, np.nan, 2, 3, 10, np.nan, 50)
    assert_allclose(skew_kurtosis(gaps), skew_kurtosis(full), rtol=1e-14)
    assert_array_equal(np.isnan(treat(gaps).values), np.isnan(gaps))


def test_one_outlier_takes_the_value_of_the_next_point():
    found = treat(column(*range(1, 11), 100))
    assert_array_equal(found.values[:, 0], [*range(1, 11), 10])
    assert (found.points[0], found.fate[0], int(found.changed.sum())) == (1, Fate.WINSORISED, 1)


def test_a_low_outlier_is_drawn_up():
    found = treat(column(*range(1, 11), -100))
    assert found.values[-1, 0] == 1


def test_two_outliers_take_the_value_of_the_third():
    found = treat(column(*range(1, 21), 100, 200))
    assert_array_equal(found.values[-2:, 0], [20, 20])
    assert found.points[0] == 2


def test_where_points_do_not_suffice_the_original_values_are_transformed():
    values = column(*range(1, 21), 100, 200)
    found = treat(values, Treatment(points=1, transform=Transform.LOG))
    assert_allclose(found.values, np.log(values), rtol=1e-15)
    assert (found.points[0], found.fate[0]) == (1, Fate.TRANSFORMED)


def test_the_shifted_logarithm():
    values = column(*range(1, 21), 100, 200)
    found = treat(values, Treatment(points=0))
    assert_allclose(found.values, np.log(values - 1 + 1.99), rtol=1e-14)
    assert found.points[0] == 0
    combined = treat(values, Treatment(points=1, combined=True))
    drawn = np.minimum(values, 100)
    assert_allclose(combined.values, np.log(drawn - 1 + 0.99), rtol=1e-14)


def test_without_a_transform_the_record_says_that_it_still_fails():
    found = treat(column(*range(1, 21), 100, 200), Treatment(points=1, transform=Transform.NONE))
    assert found.fate[0] == Fate.FAILS


def test_indicators_within_limits_are_left_alone():
    table = np.column_stack([np.arange(20.0), np.r_[np.arange(19.0), 900]])
    found = treat(table)
    assert_array_equal(found.values[:, 0], table[:, 0])
    assert_array_equal(found.fate, [Fate.PASSED, Fate.WINSORISED])


@pytest.mark.parametrize(
    ("kind", "power", "wanted"),
    [
        (Transform.LOG, 0, np.log([2, 3, 6])),
        (Transform.LOG_SHIFTED, 0, np.log([0.04, 1.04, 4.04])),
        (Transform.LOG_SIGNED, 0, np.log([0.04, 1.04, 4.04])),
        (Transform.LOG_RANGE, 0, np.log([1, 5 / 4 + 1, 6])),
        (Transform.BOX_COX, 0, np.log([1, 2, 5])),
        (Transform.BOX_COX, 2, [0, 1.5, 12]),
    ],
)
def test_transforms(kind, power, wanted):
    assert_allclose(transform(column(2, 3, 6), kind, power)[:, 0], wanted, rtol=1e-14, atol=1e-15)


def test_the_signed_logarithm_mirrors_a_left_tail():
    right = column(0, 1, 2, 3, 50)
    assert_allclose(transform(-right, Transform.LOG_SIGNED), -transform(right, Transform.LOG_SIGNED), rtol=1e-14)


@given(TABLES.filter(varied), st.floats(0.1, 10), st.floats(-100, 100))
@settings(max_examples=30)
def test_winsorising_knows_no_unit(table, factor, shift):
    plain, moved = treat(table), treat(table * factor + shift)
    near = np.abs(np.abs(plain.before[0]) - 2).min() > 1e-6 and np.abs(plain.before[1] - 3.5).min() > 1e-6
    if near and (plain.fate == Fate.PASSED).all():
        assert_array_equal(moved.fate, plain.fate)


def test_draws_are_treated_one_by_one():
    rng = np.random.default_rng(7)
    draws = np.exp(1.5 * rng.standard_normal((6, 30, 4)))
    draws[0, 3, 1] = np.nan
    together = treat(draws)
    for i, single in enumerate(draws):
        alone = treat(single)
        assert_allclose(together.values[i], alone.values, rtol=1e-13)
        assert_array_equal(together.points[i], alone.points)
        assert_array_equal(together.fate[i], alone.fate)


@pytest.mark.parametrize(
    ("values", "error", "where"),
    [
        (column(1, 1, 1, 1, 1), CannotCompute, "column 0"),
        (column(np.nan, np.nan, np.nan, np.nan), CannotCompute, "column 0"),
        (column(1, 2, 3), CannotCompute, "column 0"),
        (column(1, 2, np.inf, 4), BadInput, "row 2, column 0"),
    ],
)
def test_what_cannot_be_treated_is_named(values, error, where):
    with pytest.raises(error) as caught:
        treat(values)
    assert caught.value.where == where


def test_a_logarithm_of_what_is_not_positive_names_the_cell():
    values = column(0, *range(1, 21), 100, 200)
    with pytest.raises(BadInput) as caught:
        treat(values, Treatment(points=1, transform=Transform.LOG))
    assert caught.value.where == "row 0, column 0"
    with pytest.raises(CannotCompute):
        transform(column(0.1, 0.2, 0.9), Transform.LOG_RANGE)


def test_a_treatment_of_nothing_is_refused():
    with pytest.raises(BadInput):
        treat(column(*range(9)), Treatment(points=0, transform=Transform.NONE))
    with pytest.raises(BadInput):
        transform(column(*range(9)), Transform.NONE)

"""Reconciliation: closed forms, what must hold, and the size of its test by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from scipy.sparse import csr_array

from qonys.errors import BadInput
from qonys.numerics.least_squares import Identities, reconcile


def identities(rows, totals=None) -> Identities:
    matrix = np.atleast_2d(np.array(rows, float))
    return Identities(csr_array(matrix), np.zeros(len(matrix)) if totals is None else np.array(totals, float),
                      tuple(f"row {i}" for i in range(len(matrix))))  # fmt: skip


# Regions a, b and the country c in two years: parts add up, and the years' changes are known terms.
TABLE = [
    [1, 1, -1, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 1, 1, -1, 0, 0, 0],
    [1, 0, 0, -1, 0, 0, 1, 0, 0],
    [0, 1, 0, 0, -1, 0, 0, 1, 0],
    [0, 0, 1, 0, 0, -1, 0, 0, 1],
]
VALUES = arrays(np.float64, 9, elements=st.integers(-1000, 1000).map(float))
DEVIATIONS = arrays(np.float64, 9, elements=st.integers(1, 30).map(float))


def closed_form(x, s, table, b):
    a, v = np.array(table, float), np.diag(s**2)
    return x + v @ a.T @ np.linalg.pinv(a @ v @ a.T) @ (b - a @ x), v - v @ a.T @ np.linalg.pinv(a @ v @ a.T) @ a @ v


@settings(max_examples=50)
@given(VALUES, DEVIATIONS)
def test_the_formula_of_stone_champernowne_and_meade(x, s):
    found = reconcile(x, s, identities(TABLE))
    wanted, covariance = closed_form(x, s, TABLE, np.zeros(5))
    assert_allclose(found.values, wanted, atol=1e-5)
    assert_allclose(found.deviations, np.sqrt(np.diag(covariance)), atol=1e-4, rtol=1e-4)
    assert_allclose(found.chi_square, (((wanted - x) / s) ** 2).sum(), rtol=1e-6, atol=1e-6)
    assert found.degrees == 5


@settings(max_examples=30)
@given(VALUES, DEVIATIONS)
def test_reconciled_figures_need_no_reconciling(x, s):
    once = reconcile(x, s, identities(TABLE))
    again = reconcile(once.values, s, identities(TABLE))
    assert_allclose(again.values, once.values, atol=1e-5)
    assert again.chi_square < 1e-8


def test_one_gap_is_shared_in_proportion_to_variances():
    found = reconcile(np.array([10.0, 20, 36]), np.array([1.0, 2, 1]), identities([1, 1, -1]))
    assert_allclose(found.moves, [1, 4, -1])
    assert_allclose(found.in_deviations, [1, 2, -1])
    assert_allclose(found.residuals, [-6])


def test_an_exact_figure_never_moves():
    found = reconcile(np.array([10.0, 20, 36]), np.array([1.0, 1, 0]), identities([1, 1, -1]))
    assert found.values[2] == 36 and found.deviations[2] == 0
    assert_allclose(found.values, [13, 23, 36])


def test_exact_figures_that_contradict_each_other_are_named():
    with pytest.raises(BadInput) as caught:
        reconcile(np.array([10.0, 20, 36]), np.zeros(3), identities([1, 1, -1]))
    assert "row 0 by -6" in caught.value.where


def test_a_missing_figure_is_what_the_others_make_of_it_with_its_error():
    found = reconcile(
        np.array([100.0, 30, 10, np.nan, 115]), np.array([3.0, 1, 1, 0, 3]), identities([1, 1, -1, 1, -1])
    )
    assert_allclose(found.values[3], 115 - 100 - 30 + 10, atol=1e-5)
    assert_allclose(found.deviations[3], np.sqrt(9 + 1 + 1 + 9), rtol=1e-4)
    assert found.chi_square < 1e-8 and found.degrees == 0 and np.isnan(found.p_value)
    assert np.isnan(found.moves[3]) and np.isnan(found.residuals[0])


def test_a_missing_figure_that_nothing_determines_stays_missing():
    found = reconcile(np.array([10.0, np.nan, np.nan]), np.array([1.0, 0, 0]), identities([1, 1, -1]))
    assert found.undetermined == (1, 2) and np.isnan(found.values[1:]).all()


def test_identities_said_twice_change_nothing():
    x, s = np.array([10.0, 20, 36]), np.array([1.0, 2, 1])
    one, two = reconcile(x, s, identities([1, 1, -1])), reconcile(x, s, identities([[1, 1, -1], [2, 2, -2]]))
    assert_allclose(one.values, two.values, atol=1e-6)
    assert one.degrees == two.degrees == 1


def test_shapes_that_do_not_fit():
    with pytest.raises(ValueError, match="values"):
        reconcile(np.ones(2), np.ones(2), identities([1, 1, -1]))


@pytest.mark.slow
def test_the_test_of_contradiction_has_its_size():
    random, rejected, errors = np.random.default_rng(8), 0, []
    truth = np.array([50.0, 70, 120, 40, 75, 115, -10, 5, -5])
    s = np.array([3.0, 2, 4, 3, 2, 4, 1, 1, 2])
    for _ in range(2000):
        found = reconcile(truth + s * random.standard_normal(9), s, identities(TABLE))
        rejected += found.p_value < 0.05
        errors.append((found.values - truth) / found.deviations)
    assert 0.04 <= rejected / 2000 <= 0.06
    assert_allclose(np.std(errors, axis=0), 1, atol=0.06)

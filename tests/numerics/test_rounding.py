"""Controlled rounding: totals kept, cells within 1, nothing biased."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from scipy.sparse import csr_array

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.random_rounding import round_randomly
from qonys.numerics.rounding import round_linear, round_table

TABLES = arrays(np.float64, (4, 5), elements=st.integers(-300, 300).map(lambda k: k / 40))


def check(found, table):
    whole = found.table
    assert (np.abs(whole - table) < 1).all()
    for axis in (0, 1, None):
        assert (np.abs(whole.sum(axis=axis) - table.sum(axis=axis)) < 1 - 1e-9).all()
    integral = np.isclose(table, np.round(table), atol=1e-9)
    assert (whole[integral] == np.round(table)[integral]).all()


@settings(max_examples=60)
@given(TABLES)
def test_cells_rows_columns_and_the_whole_go_to_their_neighbours(table):
    check(round_table(table), table)


@settings(max_examples=60)
@given(TABLES, st.integers(0, 1000))
def test_random_rounding_keeps_the_same(table, seed):
    check(round_randomly(table, np.random.default_rng(seed)), table)


@settings(max_examples=25)
@given(arrays(np.float64, (3, 3), elements=st.integers(0, 99).map(lambda k: k / 10)))
def test_no_rounding_is_nearer(table):
    from itertools import product

    best = np.inf
    for ups in product((0, 1), repeat=9):
        whole = np.floor(table) + np.reshape(ups, (3, 3)) * (table % 1 > 1e-9)
        fits = all((np.abs(whole.sum(axis=a) - table.sum(axis=a)) < 1 - 1e-9).all() for a in (0, 1, None))
        best = min(best, np.abs(whole - table).sum()) if fits else best
    assert_allclose(round_table(table).change, best, atol=1e-6)


def test_whole_margins_are_kept_exactly():
    random = np.random.default_rng(3)
    table = random.gamma(1, 5, (6, 7))
    table[:, -1] += np.ceil(table.sum(1)) - table.sum(1)
    table[-1] += np.ceil(table.sum(0)) - table.sum(0)
    table[-1, -1] += np.ceil(table[-1].sum()) - table[-1].sum()
    whole_columns = np.isclose(table.sum(0), np.round(table.sum(0)))
    for found in (round_table(table), round_randomly(table, random)):
        assert_allclose(found.table.sum(0)[whole_columns], table.sum(0)[whole_columns], atol=1e-6)
        assert_allclose(found.table.sum(1)[:-1], table.sum(1)[:-1], atol=1e-6)


def test_the_same_table_is_rounded_the_same_way():
    table = np.full((6, 6), 0.5)
    assert (round_table(table).table == round_table(table).table).all()


def test_zeros_stay_zero():
    table = np.where(np.eye(5, dtype=bool), 0.0, 0.4)
    assert (np.diag(round_table(table).table) == 0).all()


def test_on_average_a_cell_is_what_it_was():
    table = np.array([[0.2, 0.7, 1.1], [0.4, 0.4, 0.2], [2.3, 0.9, 0.1]])
    random, draws = np.random.default_rng(6), 4000
    mean = sum(round_randomly(table, random).table for _ in range(draws)) / draws
    error = np.sqrt((table % 1) * (1 - table % 1) / draws)
    assert (np.abs(mean - table) < 4 * error).all()


def test_linear_identities_are_met_exactly():
    # Two regions and the country in two sexes and both: sums in two ways.
    values = np.array([10.4, 20.3, 30.7, 5.3, 6.4, 11.7, 15.7, 26.7, 42.4])
    matrix = np.zeros((6, 9))
    for i in range(3):
        matrix[i, [3 * i, 3 * i + 1, 3 * i + 2]] = 1, 1, -1
        matrix[3 + i, [i, 3 + i, 6 + i]] = 1, 1, -1
    found = round_linear(values, csr_array(matrix), np.zeros(6))
    assert (matrix @ found.table == 0).all() and found.largest < 1


def test_identities_that_whole_numbers_cannot_meet():
    with pytest.raises(CannotCompute):
        round_linear(np.array([0.5]), csr_array([[2.0]]), np.array([1.0]))


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_missing_cells_are_named(bad):
    table = np.ones((2, 2))
    table[1, 0] = bad
    with pytest.raises(BadInput) as caught:
        round_table(table)
    assert caught.value.where == "(1, 0)"


def test_nothing_to_round():
    assert round_table(np.array([[1.0, 2], [3, 4]])).change == 0
    assert round_table(np.empty((0, 3))).table.shape == (0, 3)

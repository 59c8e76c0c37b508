"""Ranks: every rule for ties against an independent program, gaps, draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import rankdata

from qonys.errors import CannotCompute
from qonys.wellbeing.kernels.ranking import Ties, borda, percentile_ranks, rank, ranks

TABLES = arrays(np.float64, (3, 7, 2), elements=st.integers(0, 5).map(float))


@given(TABLES, st.sampled_from(Ties))
def test_ranks_are_the_usual_ones(tables, ties):
    assert_array_equal(rank(tables, ties), rankdata(tables, method=ties.value, axis=-2))
    assert_array_equal(rank(tables, ties, descending=True), rankdata(-tables, method=ties.value, axis=-2))


@given(TABLES)
def test_a_gap_has_no_rank_and_takes_none(tables):
    table = tables[0].copy()
    table[2, 0] = np.nan
    found = rank(table)
    assert np.isnan(found[2, 0])
    assert_array_equal(np.delete(found, 2, axis=0)[:, 0], rank(np.delete(table, 2, axis=0))[:, 0])


def test_ranks_as_scores():
    values, less = np.array([[4.0], [7.0], [7.0], [9.0]]), np.array([-1.0])
    assert_array_equal(ranks(values, less).values[:, 0], [4, 2, 2, 1])
    assert_array_equal(borda(values).values[:, 0], [0, 1, 1, 3])
    assert_allclose(percentile_ranks(values, ties=Ties.AVERAGE).values[:, 0], [0, 0.5, 0.5, 1])


def test_one_figure_has_no_percentile():
    with pytest.raises(CannotCompute):
        percentile_ranks(np.array([[1.0], [np.nan]]))

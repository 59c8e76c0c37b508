"""Three kinds of correlation against an independent program, with ties and gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from scipy import stats

from qonys.wellbeing.kernels.correlation import Kind, correlations

PAIRS = arrays(np.float64, (9, 2), elements=st.integers(0, 6).map(float)).filter(
    lambda t: bool((t.max(axis=0) > t.min(axis=0)).all())
)
OTHER = {
    Kind.PEARSON: lambda x, y: stats.pearsonr(x, y).statistic,
    Kind.SPEARMAN: lambda x, y: stats.spearmanr(x, y).statistic,
    Kind.KENDALL: lambda x, y: stats.kendalltau(x, y).statistic,
}


@given(PAIRS, st.sampled_from(Kind))
@settings(max_examples=60)
def test_correlations_are_the_textbook_ones(pair, kind):
    x, y = pair.T
    assert_allclose(correlations(pair, pair, kind)[0, 1], OTHER[kind](x, y), atol=1e-12)


@given(PAIRS, st.sampled_from(Kind))
@settings(max_examples=30)
def test_a_gap_takes_its_unit_out_of_the_pair(pair, kind):
    holed = np.vstack([pair, [[np.nan, 3.0], [5.0, np.nan]]])
    assert_allclose(correlations(holed, holed, kind)[0, 1], correlations(pair, pair, kind)[0, 1], atol=1e-12)


@pytest.mark.parametrize("kind", Kind)
def test_draws_are_correlated_one_by_one(kind):
    draws = np.random.default_rng(1).normal(size=(3, 12, 2))
    for table in (draws, np.where(draws > 1.2, np.nan, draws)):
        together = correlations(table, table[..., :1], kind)
        for i in range(3):
            assert_allclose(together[i], correlations(table[i], table[i][:, :1], kind), atol=1e-12)


def test_a_column_that_does_not_vary_has_no_correlation():
    table = np.column_stack([np.full(5, 0.1), np.arange(5.0)])
    for kind in Kind:
        assert np.isnan(correlations(table, table, kind)[0]).all()
    with pytest.raises(ValueError, match="same units"):
        correlations(np.ones((3, 2)), np.ones((4, 2)))

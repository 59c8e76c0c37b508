"""Imputation from a normal model: regression where that is the answer, coverage of draws, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.imputation import Origin
from qonys.wellbeing.kernels.normal_model import EmOptions, imputation_draws, impute_normal


def sample(seed: int, rows: int = 60) -> np.ndarray:
    rng = np.random.default_rng(seed)
    factor = rng.standard_normal(rows)
    return np.column_stack([10 + 3 * factor + rng.standard_normal(rows) for _ in range(3)])


def test_gaps_in_one_indicator_are_filled_by_its_regression_on_the_others():
    table = sample(1)
    table[[3, 20, 41], 2] = np.nan
    full = ~np.isnan(table[:, 2])
    design = np.column_stack([np.ones(60), table[:, :2]])
    fit, *_ = np.linalg.lstsq(design[full], table[full, 2], rcond=None)
    found = impute_normal(table, EmOptions(tolerance=1e-12))
    assert_allclose(found.values[~full, 2], design[~full] @ fit, rtol=1e-8)
    residual = table[full, 2] - design[full] @ fit
    assert_allclose(found.error[~full, 2], np.sqrt((residual**2).mean()), rtol=1e-6)
    assert_array_equal(found.values[full], table[full])
    assert_array_equal(found.origin == Origin.MODEL, np.isnan(table))


def test_no_gap_is_no_change():
    table = sample(2)
    assert_array_equal(impute_normal(table).values, table)


def test_a_unit_without_figures_gets_the_means():
    table = sample(3)
    table[5] = np.nan
    assert_allclose(impute_normal(table).values[5], np.nanmean(table, axis=0), rtol=1e-6)


def test_draws_spread_as_the_model_says():
    table = sample(4)
    table[[3, 20, 41], 2] = np.nan
    expected = impute_normal(table)
    draws = imputation_draws(table, 400, np.random.default_rng(5))
    at = np.isnan(table)
    assert_allclose(draws[:, at].mean(axis=0), expected.values[at], atol=0.3)
    ratio = draws[:, at].std(axis=0) / expected.error[at]
    assert ((ratio > 0.9) & (ratio < 1.3)).all()
    assert (draws[:, ~at] == table[~at]).all()
    again = imputation_draws(table, 400, np.random.default_rng(5))
    assert_array_equal(draws, again)


@pytest.mark.slow
def test_intervals_of_draws_hold_the_truth():
    inside = []
    for seed in range(40):
        truth = sample(seed, 40)
        table = truth.copy()
        table[:6, 0] = np.nan
        draws = imputation_draws(table, 60, np.random.default_rng(seed))[:, :6, 0]
        low, high = np.quantile(draws, [0.05, 0.95], axis=0)
        inside.append((low <= truth[:6, 0]) & (truth[:6, 0] <= high))
    assert 0.82 < np.mean(inside) < 0.96


def test_more_indicators_than_units_need_a_ridge():
    rng = np.random.default_rng(6)
    table = rng.standard_normal((6, 9))
    table[0, 0] = np.nan
    with pytest.raises(CannotCompute, match=r"follow|settle"):
        impute_normal(table)
    assert np.isfinite(impute_normal(table, EmOptions(ridge=3)).values).all()


def test_what_is_refused():
    with pytest.raises(BadInput):
        imputation_draws(sample(1), 0, np.random.default_rng(1))
    with pytest.raises(CannotCompute):
        impute_normal(np.array([[1.0, 2.0], [1.0, 3.0]]))
    with pytest.raises(CannotCompute, match="settle"):
        table = sample(1)
        table[3, 1] = np.nan
        impute_normal(table, EmOptions(most_steps=1))
    with pytest.raises(ValueError, match="normal model"):
        impute_normal(np.ones((2, 2, 2)))

"""The arithmetic of accounts and migration: published examples, edge cases, identities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.migration import kernels

PERSONS = arrays(np.float64, 6, elements=st.integers(-(10**7), 10**7).map(float))


@given(PERSONS, PERSONS, PERSONS, PERSONS, PERSONS, PERSONS)
def test_the_parts_of_an_account_add_up_to_the_change(start, births, deaths, net, end, boundary):
    parts = kernels.account(start, births, deaths, net, end, boundary)
    assert_array_equal(parts.change, parts.natural + parts.migration + parts.boundary + parts.statistical)


@given(PERSONS, PERSONS, PERSONS, PERSONS)
def test_implied_net_migration_closes_the_account(start, births, deaths, end):
    net = kernels.implied_net_migration(start, births, deaths, end)
    zero = np.zeros_like(start)
    assert_array_equal(kernels.account(start, births, deaths, net, end, zero).statistical, zero)


def test_a_rate_per_thousand_of_the_published_example():
    # Turkistan 2023 as printed in the statistics bureau's tables: −22,759 of 2,119,226 and 2,142,172 people.
    middle = kernels.mid_period(np.array(2_119_226.0), np.array(2_142_172.0))
    assert round(float(kernels.per_thousand(np.array(-22_759.0), middle)), 1) == -10.7


def test_a_rate_of_nobody_is_missing_and_warns_of_nothing():
    assert np.isnan(kernels.per_thousand(np.array([5.0]), np.array([0.0]))).all()
    assert np.isnan(kernels.per_thousand(np.array([5.0]), np.array([np.nan]))).all()


def test_month_ratios_average_one():
    flows = np.arange(24, dtype=float).reshape(2, 12) + 1
    assert_allclose(kernels.month_ratios(flows).mean(axis=-1), 1.0, rtol=1e-15)


def test_month_ratios_want_twelve_months():
    with pytest.raises(ValueError, match="twelve"):
        kernels.month_ratios(np.ones(11))


def test_equal_values_share_the_better_rank_and_missing_has_none():
    assert_array_equal(kernels.rank_descending(np.array([2.0, 7.0, 7.0, np.nan])), [3, 1, 1, np.nan])


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        ([-1, -2, 3, 4], [1, 2, 1, 2]),
        ([1, 0, 1], [1, 0, 1]),
        ([1, np.nan, 1], [1, 0, 1]),
        ([np.nan], [0]),
    ],
)
def test_a_run_ends_with_a_change_of_sign_a_zero_or_a_gap(values, runs):
    assert_array_equal(kernels.run_before(np.array(values, dtype=float)), runs)

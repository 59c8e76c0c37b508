"""Registers: releases tried against each other, years, seasons of series with gaps."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qonys import migration
from qonys.errors import CannotCompute
from qonys.migration import Releases
from qonys.migration.kernels import implied_stock, month_factors
from qonys.migration.registers import printed_to
from qonys.model import Call
from qonys.model.result import Figures

CALL = Call("test")


def figures(*values: float) -> Figures:
    array = np.array(values, float)
    return Figures(array, np.where(np.isnan(array), "", "A"))


def releases(totals, counts, days, earlier=None) -> Releases:
    years = tuple(str(int(d[:4]) - (d[5:] == "01-01")) for d in days)
    before = np.full(len(days), np.nan) if earlier is None else np.array(earlier, float)
    return Releases(tuple(days), years, figures(*totals), figures(*counts), before)


DAYS = ("2021-04-01", "2021-10-01", "2022-01-01", "2022-07-01")
GOOD = releases((1_004_100, 1_014_300, 1_017_600, 1_025_200), (4_100, 14_300, 17_600, 7_600), DAYS)


def test_every_release_of_a_year_implies_the_same_start():
    result = migration.releases(CALL, GOOD)
    assert result.series(measure="start") == dict(zip(DAYS, (1e6, 1e6, 1e6, 1_017_600), strict=True))
    assert set(result.series(measure="stale").values()) == {0}


def test_a_count_below_an_earlier_one_is_stale():
    found = releases((1_004_100, 1_012_500), (4_100, 12_500), DAYS[::2], earlier=(np.nan, 14_300))
    assert migration.releases(CALL, found).series(measure="stale") == {"2021-04-01": 0, "2022-01-01": 1}


def test_a_misprinted_total_is_found():
    found = releases((1_004_100, 1_014_300, 1_817_600), (4_100, 14_300, 17_600), DAYS[:3])
    assert migration.releases(CALL, found).series(measure="stale")["2022-01-01"] == 1


def test_a_year_is_the_difference_of_two_starts():
    result = migration.releases(CALL, GOOD)
    years = migration.register_years(CALL, result, GOOD, figures(12_500, np.nan), ("2021", "2022"))
    assert years.value(measure="granted", period="2021") == 17_600
    assert years.value(measure="difference", period="2021") == 12_500 - 17_600
    assert np.isnan(years.value(measure="granted", period="2022"))
    assert years.status[years.index({"measure": "granted", "period": "2021"})] == "E"


def test_the_step_a_number_is_printed_to():
    assert printed_to(np.array([1_090_000.0, 1_107_000, 1_159_100, 953_908])).tolist() == [5000, 500, 50, 0.5]


def test_what_was_there_before_the_year():
    assert implied_stock(np.array(1_162.9e3), np.array(14_828.0)) == 1_148_072


def test_month_factors_of_a_full_table_are_those_of_the_two_way_means():
    random = np.random.default_rng(3)
    logs = random.normal(size=(4, 12))
    years, months = (a.ravel().astype(float) for a in np.meshgrid(np.arange(4), np.arange(1, 13), indexing="ij"))
    found = month_factors(years, months, np.exp(logs).ravel())
    effects = logs.mean(axis=0) - logs.mean()
    assert_allclose(np.log(found.factors), effects)
    residual = logs - logs.mean(axis=0) - logs.mean(axis=1, keepdims=True) + logs.mean()
    assert found.degrees == 3 * 11
    assert_allclose(found.deviations, np.sqrt((residual**2).sum() / 33 * (1 / 4) * (11 / 12)))


def test_month_factors_with_gaps_find_what_made_the_series():
    level, season = {2020: 10.0, 2021: 40.0}, {1: 0.5, 7: 2.0, 12: 1.0}
    cells = [(2020, 1), (2020, 7), (2021, 7), (2021, 12)]
    values = np.array([level[y] * season[m] for y, m in cells])
    found = month_factors(*(np.array(c, float) for c in zip(*cells, strict=True)), values)
    assert_allclose(found.factors[[0, 6, 11]], [0.5, 2.0, 1.0])
    assert np.isnan(found.factors[[1, 2, 3]]).all() and found.degrees == 0 and np.isnan(found.deviations).all()


def test_months_that_nothing_connects_are_left_out():
    found = month_factors(np.array([1.0, 1, 2]), np.array([1.0, 2, 5]), np.array([1.0, 4, 9]))
    assert_allclose(found.factors[:2], [0.5, 2.0])
    assert np.isnan(found.factors[4])


def test_one_month_alone_has_no_season():
    with pytest.raises(CannotCompute, match="no year has two months"):
        month_factors(np.array([1.0, 2.0]), np.array([3.0, 3.0]), np.array([5.0, 6.0]))


def test_the_parts_of_a_stock_and_the_use_of_a_quota():
    apart = migration.season_apart(CALL, ("2025-12-01",), figures(14_103), figures(2_299))
    assert apart.value(measure="rest", period="2025-12-01") == 11_804
    use = migration.use_of_quota(CALL, ("2023 redistributed",), figures(18_000), figures(14_534))
    assert_allclose(use.value(measure="use", period="2023 redistributed"), 14_534 / 18_000)


def test_shares_of_a_quota_are_of_its_published_total():
    quota, moved, free = figures(30, 10, np.nan), figures(15, np.nan, 4), figures(0.1, 0.2, 0.7)
    found = migration.steered(CALL, ("A", "B", "C"), migration.Steering(quota, figures(120), moved, free))
    assert found.value(measure="quota_share", area="A") == 0.25  # not 30 of the 40 that happen to be known
    assert found.value(measure="fulfilment", area="A") == 0.5
    assert not found.has(measure="fulfilment", area="C")


def test_people_moved_are_not_divided_by_the_quota_of_another_group():
    quota, moved, free = figures(30, 10), figures(15, 4), figures(0.1, 0.2)
    found = migration.steered(
        CALL, ("A", "B"), migration.Steering(quota, figures(np.nan), moved, free, unlike="other-group")
    )
    assert not found.has(measure="fulfilment", area="A")
    assert found.reason(measure="fulfilment", area="A") == "other-group"
    assert found.reason(measure="quota_share", area="A") == "total-unknown"


def test_parts_of_a_stock_are_shares_of_its_stated_total():
    numbers = Figures(np.array([[5_604.0], [2_110.0]]), np.full((2, 1), "A"))
    found = migration.parts(CALL, ("CHN", "UZB"), ("2025-12-01",), figures(14_103), numbers)
    assert_allclose(found.value(measure="share", part="CHN", period="2025-12-01"), 5_604 / 14_103)

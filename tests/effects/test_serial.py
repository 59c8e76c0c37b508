"""Covariances over time and space against statsmodels and against sums over all pairs of rows."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose

from effects.grunfeld import both_ways, double_sum, panel
from qonys.effects.kernels.covariance import Robust, clustered, corrected, errors
from qonys.effects.kernels.covariance import SmallSample as Small
from qonys.effects.kernels.least_squares import Fit, dummies, fit
from qonys.effects.kernels.serial import bartlett, beck_katz, by_period, default_lags, driscoll_kraay, newey_west
from qonys.effects.kernels.spatial import Decline, Reach, conley
from qonys.numerics.sphere import great_circle


def near(periods, lags):
    return np.maximum(0, 1 - np.abs(periods[:, None] - periods) / (lags + 1))


def holed():
    """A panel with holes, in which moreover two whole periods are missing, rows shuffled."""
    area, year, y, x = panel()
    kept = np.random.default_rng(2).permutation(np.flatnonzero((year != 3) & (year != 6)))
    return area[kept], year[kept], y[kept], x[kept]


def test_driscoll_kraay_is_that_of_statsmodels():
    area, year, y, x = panel(gone=0)
    order = np.lexsort([area, year])
    area, year, y, x = area[order], year[order], y[order], x[order]
    one = fit(y, x, both_ways(area, year))
    columns = np.column_stack([x, dummies(area), dummies(year)[:, 1:]])
    kwds = {"time": year, "maxlags": 2, "use_correction": False}
    wanted = sm.OLS(y, columns).fit(cov_type="hac-groupsum", cov_kwds=kwds).bse[:2]
    assert_allclose(errors(driscoll_kraay(one, year, 2)), wanted, rtol=1e-9)


def test_newey_west_is_that_of_statsmodels():
    area, year, y, x = panel(gone=0)
    one = fit(y, x, dummies(area))
    kwds = {"groups": area, "maxlags": 3, "use_correction": False}
    wanted = sm.OLS(y, np.column_stack([x, dummies(area)])).fit(cov_type="hac-panel", cov_kwds=kwds).bse[:2]
    assert_allclose(errors(newey_west(one, area, year, 3)), wanted, rtol=1e-9)


@pytest.mark.parametrize("lags", [0, 1, 4, 30])
def test_over_gaps_they_are_the_sum_over_all_pairs(lags):
    area, year, y, x = holed()
    one = fit(y, x, dummies(area))
    weights = near(year, lags)
    assert_allclose(driscoll_kraay(one, year, lags), double_sum(one, weights), rtol=1e-10)
    same = area[:, None] == area
    assert_allclose(newey_west(one, area, year, lags), double_sum(one, weights * same), rtol=1e-10)


def test_without_lags_they_are_known_forms():
    area, year, y, x = holed()
    one = fit(y, x, dummies(area))
    assert_allclose(by_period(one, year), clustered(one, year, Small.NONE), rtol=1e-12)
    assert_allclose(newey_west(one, np.arange(len(y)), year, 5), double_sum(one, np.eye(len(y))), rtol=1e-10)


def test_years_twice_as_far_apart_do_not_touch():
    area, year, y, x = panel(gone=0)
    one = fit(y, x, dummies(area))
    assert_allclose(newey_west(one, area, 2 * year, 1), newey_west(one, area, year, 0))
    assert_allclose(driscoll_kraay(one, 2 * year, 1), by_period(one, year))


def test_a_corrected_fit_gives_the_form_of_that_type():
    area, year, y, x = holed()
    one = fit(y, x, dummies(area))
    n = len(y)
    scaled = driscoll_kraay(corrected(one, Robust.HC1, parameters=2), year, 2)
    assert_allclose(scaled, n / (n - 2) * driscoll_kraay(one, year, 2), rtol=1e-12)


@pytest.mark.parametrize("by", ["area", "year"])
@pytest.mark.parametrize("together", [True, False])
def test_beck_katz_is_the_sandwich_with_its_covariance_written_out(by, together):
    area, year, y, x = holed()
    one = fit(y, x, dummies(area))
    groups, others = (area, year) if by == "area" else (year, area)
    n = len(y)
    cell = {(groups[i], others[i]): one.residuals[i] for i in range(n)}

    def between(g, h):
        products = [cell[g, t] * cell[h, t] for t in np.unique(others) if (g, t) in cell and (h, t) in cell]
        return np.mean(products) if together or g == h else 0.0

    omega = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if others[i] == others[j]:
                omega[i, j] = between(groups[i], groups[j])
    wanted = one.bread @ one.regressors.T @ omega @ one.regressors @ one.bread
    assert_allclose(beck_katz(one, groups, others, together=together), wanted, rtol=1e-10)
    names = np.array([f"g{100 - g}" for g in groups])
    assert_allclose(beck_katz(one, names, others, together=together), wanted, rtol=1e-10)


def test_lags_by_rule_and_their_weights():
    # Newey and West's rule: 4 (T/100)^(2/9) is 2.40, 2.91, 3.43, 4.00
    assert [default_lags(t) for t in (10, 24, 50, 100)] == [2, 2, 3, 4]
    assert_allclose(bartlett(1), [1, 0.5])
    with pytest.raises(ValueError, match="lags"):
        bartlett(-1)


@pytest.mark.parametrize("decline", Decline)
@pytest.mark.parametrize("lags", [0, 2])
def test_conley_is_the_sum_over_all_pairs(decline, lags):
    area, year, y, x = holed()
    one = fit(y, x, dummies(area))
    points = np.random.default_rng(1).uniform([42, 50], [54, 85], size=(8, 2))[area]
    apart = great_circle(points)
    space = np.maximum(1 - apart / 900, 0) if decline is Decline.BARTLETT else (apart <= 900).astype(float)
    assert 0 < (space > 0).mean() < 0.9
    same_year, same_area = year[:, None] == year, area[:, None] == area
    weights = np.where(same_year, space, np.where(same_area, near(year, lags), 0.0))
    found = conley(one, points, area, year, Reach(900.0, lags, decline))
    wanted = double_sum(one, weights)
    assert_allclose(found.covariance, wanted, rtol=1e-10)
    assert found.positive == (np.linalg.eigvalsh(wanted).min() > 0)


def test_a_reach_round_the_earth_is_clustering_by_period():
    area, year, y, x = holed()
    one = fit(y, x, dummies(area))
    points = np.random.default_rng(1).uniform([-80, -180], [80, 180], size=(8, 2))[area]
    found = conley(one, points, area, year, Reach(20_100.0, decline=Decline.UNIFORM))
    assert_allclose(found.covariance, by_period(one, year), rtol=1e-9)


CHAIN = np.array([[0.0, 0], [1, 0], [2, 0]])  # 111 km from one to the next
UP, DOWN = np.array([1, 2**0.5, 1]) / 2, np.array([1, -(2**0.5), 1]) / 2  # eigenvectors: 1 + √2, 1 - √2


def chained(*columns):
    one = Fit(np.zeros(len(columns)), np.ones(3), np.column_stack(columns), np.eye(len(columns)), len(columns))
    return conley(one, CHAIN, np.arange(3), np.zeros(3, int), Reach(120.0, decline=Decline.UNIFORM))


def test_a_covariance_that_is_not_positive_is_given_as_it_is_and_says_so():
    good, negative, crossed = chained(UP), chained(DOWN), chained(UP + DOWN, UP - DOWN)
    assert_allclose(good.covariance, [[1 + 2**0.5]], rtol=1e-9)
    assert good.positive
    assert_allclose(negative.covariance, [[1 - 2**0.5]], rtol=1e-9)
    assert not negative.positive
    # variances of both are 2, of their difference below zero
    assert_allclose(crossed.covariance, [[2, 8**0.5], [8**0.5, 2]], rtol=1e-9)
    assert not crossed.positive


def test_a_missing_place_makes_no_covariance():
    area, year, y, x = holed()
    points = np.full((len(y), 2), 50.0)
    points[area == 3] = np.nan
    found = conley(fit(y, x, dummies(area)), points, area, year, Reach(900.0))
    assert not found.positive
    assert np.isnan(errors(found.covariance)).all()


@pytest.mark.parametrize(("kilometres", "lags"), [(0.0, 0), (-5.0, 0), (float("nan"), 0), (10.0, -1)])
def test_a_reach_that_makes_no_sense_is_refused(kilometres, lags):
    with pytest.raises(ValueError, match="kilometres"):
        Reach(kilometres, lags)

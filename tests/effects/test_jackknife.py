"""The jackknife against regressions that are run anew without each cluster; who drives a result; CRV2."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from effects.grunfeld import both_ways
from qonys.effects.kernels.bias_reduced import crv2
from qonys.effects.kernels.covariance import Robust, clustered, leverages, robust
from qonys.effects.kernels.influence import cluster_leverages, effective_clusters
from qonys.effects.kernels.jackknife import Centre, jackknife, jackknife_iv, partial_leverages
from qonys.effects.kernels.least_squares import dummies, fit, fit_iv
from qonys.errors import CannotCompute


def panel(seed=1, areas=9, years=8, gone=13):
    """An unbalanced panel: areas, years, outcome, two regressors, weights; two-way effects are not nested."""
    rng = np.random.default_rng(seed)
    area, year = np.repeat(np.arange(areas), years), np.tile(np.arange(years), areas)
    kept = np.sort(rng.permutation(areas * years)[gone:])
    area, year = area[kept], year[kept]
    x = rng.normal(size=(len(area), 2)) + 0.3 * year[:, None]
    y = x @ [1.0, -0.5] + area + rng.normal(size=len(area))
    return area, year, y, x, rng.uniform(0.5, 2, areas)[area]


def alone(label, columns, area, year, weights=None):
    """Coefficients without one area, with its rows and its effects really gone."""
    rows = area != label
    used = [column[rows] for column in columns]
    estimate = fit if len(columns) == 2 else fit_iv
    w = None if weights is None else weights[rows]
    return estimate(*used, both_ways(area[rows], year[rows]), w).coefficients


@pytest.mark.parametrize("weighted", [False, True])
def test_each_estimate_is_that_of_the_regression_without_the_cluster(weighted):
    area, year, y, x, w = panel()
    weights = w if weighted else None
    found = jackknife(y, x, area, both_ways(area, year), weights)
    wanted = [alone(label, (y, x), area, year, weights) for label in found.clusters]
    assert_allclose(found.without, wanted, rtol=1e-9)
    assert_allclose(found.estimate, fit(y, x, both_ways(area, year), weights).coefficients, rtol=1e-10)
    deviations = found.without - found.estimate
    assert_allclose(found.covariance(), 8 / 9 * deviations.T @ deviations, rtol=1e-12)
    around = found.without - np.mean(wanted, axis=0)
    assert_allclose(found.covariance(Centre.MEAN), 8 / 9 * around.T @ around, rtol=1e-9)
    assert np.linalg.eigvalsh(found.covariance() - found.covariance(Centre.MEAN)).min() >= -1e-15


@pytest.mark.parametrize("weighted", [False, True])
def test_of_two_stage_least_squares_likewise(weighted):
    area, year, y, x, w = panel(4)
    weights = w if weighted else None
    z = np.column_stack([x, x[:, 0] ** 2]) + np.random.default_rng(8).normal(size=(len(y), 3))
    found = jackknife_iv((y, x, z), area, both_ways(area, year), weights)
    wanted = [alone(label, (y, x, z), area, year, weights) for label in found.clusters]
    assert_allclose(found.without, wanted, rtol=1e-8)
    assert_allclose(found.estimate, fit_iv(y, x, z, both_ways(area, year), weights).coefficients, rtol=1e-10)


def test_a_year_that_one_area_alone_has_goes_with_it():
    area, year, y, x, _ = panel()
    year = np.where((area == 3) & (year == 7), 50, year)
    found = jackknife(y, x, area, both_ways(area, year))
    assert_allclose(found.without[3], alone(3, (y, x), area, year), rtol=1e-9)
    assert_allclose(found.without[5], alone(5, (y, x), area, year), rtol=1e-9)


def test_scale_and_names_of_clusters_do_not_matter():
    area, year, y, x, _ = panel()
    plain = jackknife(y, x, area, both_ways(area, year))
    names = np.array(list("abcdefghi"))[area]
    scaled = jackknife(1e6 * y, x * [1e-5, 1e7], names, both_ways(area, year))
    assert_allclose(scaled.without * [1e-5, 1e7], 1e6 * plain.without, rtol=1e-8)
    assert scaled.clusters.tolist() == list("abcdefghi")


def test_with_each_row_its_own_cluster_it_is_hc3():
    _, year, y, x, _ = panel()
    one = fit(y, x, dummies(year))
    rows = np.arange(len(y))
    hc3 = robust(one, Robust.HC3, leverages(one, dummies(year)))
    n = len(y)
    assert_allclose(jackknife(y, x, rows, dummies(year)).covariance(), (n - 1) / n * hc3, rtol=1e-8)


def test_without_nuisance_it_is_of_columns_as_they_are():
    area, _, y, x, _ = panel()
    found = jackknife(y, x, area)
    rows = area != 2
    assert_allclose(found.without[2], np.linalg.lstsq(x[rows], y[rows], rcond=None)[0], rtol=1e-10)


def test_a_coefficient_that_hangs_on_one_cluster_is_refused():
    area, year, y, x, _ = panel()
    # outside the years' effects it has figures everywhere, and still without area 4 there is nothing
    only = np.where(area == 4, x[:, 0], 0.0)[:, None]
    for attempt in (
        lambda: jackknife(y, only, area, both_ways(area, year)),
        lambda: jackknife(y, np.column_stack([x[:, 1], only]), area, both_ways(area, year)),
        lambda: jackknife_iv((y, only, x), area, both_ways(area, year)),
        lambda: jackknife_iv((y, x[:, :1], only), area, both_ways(area, year)),
        lambda: crv2(fit(y, only, both_ways(area, year)), area, both_ways(area, year)),
    ):
        with pytest.raises(CannotCompute) as caught:
            attempt()
        assert caught.value.code == "effect-hangs-on-cluster"
        assert caught.value.fields["cluster"] == 4
    control = np.column_stack([both_ways(area, year), only])
    assert np.isfinite(jackknife(y, x[:, 1:], area, control).without).all()


def test_one_cluster_and_mixtures_are_refused():
    area, year, y, x, _ = panel()
    one = np.zeros(len(y), int)
    for attempt in (
        lambda: jackknife(y, x, one, dummies(year)),
        lambda: jackknife_iv((y, x, x), one, dummies(year)),
        lambda: crv2(fit(y, x, dummies(year)), one, dummies(year)),
    ):
        with pytest.raises(CannotCompute) as caught:
            attempt()
        assert caught.value.code == "effect-one-cluster"
    with pytest.raises(CannotCompute) as caught:
        jackknife(y, np.column_stack([x, x[:, 0] + year]), area, both_ways(area, year))
    assert caught.value.code == "effect-collinear"


def test_a_cluster_that_drives_the_result_is_seen():
    area, year, y, x, _ = panel(gone=0)
    even = effective_clusters(fit(y, x[:, :1], both_ways(area, year)), area)
    x[area == 2] *= 20
    one = fit(y, x[:, :1], both_ways(area, year))
    shares = partial_leverages(one, area)
    assert_allclose(shares.sum(), 1)
    assert shares.argmax() == 2
    assert shares[2] > 0.8
    assert effective_clusters(one, area) < 1.6 < 5 < even <= 9
    assert_allclose(effective_clusters(one, area), 1 / (shares**2).sum(), rtol=1e-10)


def test_partial_leverages_of_one_of_two_regressors():
    area, year, y, x, w = panel()
    one = fit(y, x, both_ways(area, year), w)
    root = np.sqrt(w)[:, None]
    others = np.column_stack([both_ways(area, year), x[:, 0]]) * root
    column = x[:, 1:] * root
    left = (column - others @ np.linalg.lstsq(others, column, rcond=None)[0])[:, 0]
    wanted = np.array([(left[area == g] ** 2).sum() for g in range(9)]) / (left**2).sum()
    assert_allclose(partial_leverages(one, area, 1), wanted, rtol=1e-9)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 1.0])
def test_effective_clusters_with_errors_that_go_together(correlation):
    area, year, y, x, _ = panel()
    one = fit(y, x, dummies(year))
    influence = one.bread @ one.regressors.T
    added = []
    for g in range(9):
        a = influence[1, area == g]
        omega = np.full((len(a), len(a)), correlation)
        np.fill_diagonal(omega, 1.0)
        added.append(a @ omega @ a)
    wanted = 9 / (1 + np.var(added) / np.mean(added) ** 2)
    assert_allclose(effective_clusters(one, area, 1, correlation), wanted, rtol=1e-10)


def test_effective_clusters_have_bounds():
    area, year, y, x, _ = panel()
    assert np.isnan(effective_clusters(fit(y, x, both_ways(area, year)), area, correlation=1.0))
    with pytest.raises(ValueError, match="correlation"):
        effective_clusters(fit(y, x), area, correlation=1.5)
    alike = np.tile([[1.0], [-1.0]], (6, 1))
    assert effective_clusters(fit(np.arange(12.0), alike), np.repeat(np.arange(6), 2)) == pytest.approx(6)


def test_leverages_of_clusters_add_up_to_the_parameters():
    area, year, y, x, w = panel()
    effects = both_ways(area, year)
    one = fit(y, x, effects, w)
    found = cluster_leverages(one, area, effects, w)
    assert found.sum() == pytest.approx(one.parameters)
    columns = np.column_stack([x, effects]) * np.sqrt(w)[:, None]
    hat = columns @ np.linalg.pinv(columns)
    assert_allclose(found, [np.trace(hat[np.ix_(area == g, area == g)]) for g in range(9)], rtol=1e-8)


def written_out(one, columns, clusters, place):
    """CRV2 of one coefficient and its degrees of freedom from n by n matrices."""
    n = len(columns)
    rest = np.eye(n) - columns @ np.linalg.pinv(columns)
    influence = (one.regressors @ one.bread)[:, place]
    variance, vectors = 0.0, []
    for g in np.unique(clusters):
        rows = clusters == g
        sizes, axes = np.linalg.eigh(rest[np.ix_(rows, rows)])
        root = np.where(sizes > 1e-8, 1 / np.sqrt(np.maximum(sizes, 1e-8)), 0)
        adjusted = axes @ (root * (axes.T @ influence[rows]))
        variance += (one.residuals[rows] @ adjusted) ** 2
        vectors.append(rest[:, rows] @ adjusted)
    products = np.array(vectors) @ np.array(vectors).T
    return variance, np.trace(products) ** 2 / (products**2).sum()


@pytest.mark.parametrize("weighted", [False, True])
def test_crv2_is_as_written_out(weighted):
    area, year, y, x, w = panel()
    weights = w if weighted else None
    effects = both_ways(area, year)
    one = fit(y, x, effects, weights)
    found = crv2(one, area, effects, weights)
    columns = np.column_stack([x, effects]) * np.sqrt(w if weighted else np.ones(len(w)))[:, None]
    for place in range(2):
        variance, df = written_out(one, columns, area, place)
        assert found.covariance[place, place] == pytest.approx(variance, rel=1e-8)
        assert found.degrees_of_freedom[place] == pytest.approx(df, rel=1e-8)
    assert (found.degrees_of_freedom < 8).all()


def test_crv2_of_equal_errors_has_no_bias():
    # The covariance is quadratic in the errors: its mean under equal errors is the sum over single errors of 1.
    area, year, y, x, _ = panel(areas=5, years=6, gone=4)
    effects = dummies(year)
    total = sum(crv2(fit(unit, x, effects), area, effects).covariance for unit in np.eye(len(y)))
    assert_allclose(total, fit(y, x, effects).bread, rtol=1e-9)
    plain = sum(clustered(fit(unit, x, effects), area) for unit in np.eye(len(y)))
    assert np.abs(plain / total - 1).max() > 0.01


def test_crv2_of_single_rows_is_hc2():
    _, year, y, x, _ = panel()
    one = fit(y, x, dummies(year))
    found = crv2(one, np.arange(len(y)), dummies(year))
    assert_allclose(found.covariance, robust(one, Robust.HC2, leverages(one, dummies(year))), rtol=1e-9)


def test_degrees_of_freedom_of_two_means():
    few, many = 5, 12
    n = few + many
    treated = (np.arange(n) < few).astype(float)[:, None]
    y = np.random.default_rng(3).normal(size=n)
    found = crv2(fit(y, treated, np.ones((n, 1))), np.arange(n), np.ones((n, 1)))
    # Imbens and Kolesár (2016), of a dummy with each row its own cluster
    wanted = n**2 * (few - 1) * (many - 1) / (few**2 * (few - 1) + many**2 * (many - 1))
    assert found.degrees_of_freedom[0] == pytest.approx(wanted, rel=1e-10)
    # Welch's errors; and his degrees of freedom where both samples have the same variance
    y[:few] = stats.zscore(y[:few], ddof=1)
    y[few:] = stats.zscore(y[few:], ddof=1) + 1
    found = crv2(fit(y, treated, np.ones((n, 1))), np.arange(n), np.ones((n, 1)))
    welch = stats.ttest_ind(y[:few], y[few:], equal_var=False)
    t = -1.0 / np.sqrt(found.covariance[0, 0])
    assert t == pytest.approx(welch.statistic, rel=1e-10)
    assert found.degrees_of_freedom[0] == pytest.approx(welch.df, rel=1e-10)


def test_degrees_of_freedom_printed_in_the_vignette_of_dfadjust():
    # They hang on the design alone: 11 clusters, ten of 50 rows and one of 500 (dfadjust, sections 1 and 2).
    clusters = np.append(np.repeat(np.arange(10), 50), np.full(500, 10))
    y, ones = np.random.default_rng(7).normal(size=1000), np.ones(1000)
    rows = np.column_stack([ones, np.arange(1000) < 3])
    printed = crv2(fit(y, rows), np.arange(1000)).degrees_of_freedom
    assert printed.round(2).tolist() == [996.0, 2.01]
    groups = np.column_stack([ones, np.arange(1000) < 150])
    assert crv2(fit(y, groups), clusters).degrees_of_freedom.round(2).tolist() == [2.42, 2.70]


@pytest.mark.slow
def test_with_few_treated_clusters_crv2_is_near_its_size_and_crv1_is_not():
    rng = np.random.default_rng(20240801)
    area, year = np.repeat(np.arange(14), 6), np.tile(np.arange(6), 14)
    treated = ((area < 4) & (year > 2)).astype(float)[:, None]
    effects = both_ways(area, year)
    draws, bell, plain = 4000, 0, 0
    for _ in range(draws):
        one = fit(rng.normal(size=84), treated, effects)
        found = crv2(one, area, effects)
        slope = abs(one.coefficients[0])
        bell += 2 * stats.t.sf(slope / found.covariance[0, 0] ** 0.5, found.degrees_of_freedom[0]) < 0.05
        plain += 2 * stats.t.sf(slope / clustered(one, area, nested=13)[0, 0] ** 0.5, 13) < 0.05
    # Areas are alike, so changes of 4 and of 10 areas are compared with the error of Welch and the degrees of freedom
    # of equal variances: two million draws of those reject 4.33 %. Three simulation errors of 4000 draws are 1 point.
    wanted = 0.0433
    assert abs(bell / draws - wanted) < 3 * np.sqrt(wanted * (1 - wanted) / draws)
    assert plain / draws > 0.06

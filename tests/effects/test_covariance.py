"""Covariances and levels against values of other packages, statsmodels and sums written out."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose

from effects.grunfeld import both_ways, double_sum, firms, panel
from qonys.effects.kernels.covariance import (
    Robust,
    SmallSample,
    classical,
    cluster_sums,
    clustered,
    corrected,
    equal_within,
    errors,
    leverages,
    nested_parameters,
    robust,
    two_way,
)
from qonys.effects.kernels.least_squares import Fit, dummies, fit, fit_iv
from qonys.effects.kernels.levels import Origin, levels
from qonys.effects.kernels.serial import beck_katz, by_period, driscoll_kraay, newey_west
from qonys.errors import CannotCompute

FORMS = {
    "arellano_HC0": lambda f, firm, year: clustered(f, firm, SmallSample.NONE),
    "arellano_HC1": lambda f, firm, year: clustered(f, firm, SmallSample.SLOPES),
    "white1_HC0": lambda f, firm, year: robust(f, Robust.HC0),
    "white1_HC1": lambda f, firm, year: robust(f, Robust.HC1, parameters=2),
    "arellano_time_HC0": lambda f, firm, year: by_period(f, year),
    "driscoll_kraay_m3": lambda f, firm, year: driscoll_kraay(f, year, 3),
    "newey_west_m3": lambda f, firm, year: newey_west(f, firm, year, 3),
    "beck_katz": lambda f, firm, year: beck_katz(f, year, firm),
    "double_HC0": lambda f, firm, year: two_way(f, firm, year),
}


@pytest.mark.parametrize("form", FORMS)
def test_errors_of_grunfeld_are_those_of_plm(form):
    y, x, firm, year, expected = firms()
    found = errors(FORMS[form](fit(y, x, dummies(firm)), firm, year))
    assert_allclose(found, list(expected["vcov"][form]["se"].values()), rtol=1e-9)


@pytest.mark.parametrize("ways", ["within", "within_twoways"])
def test_coefficients_and_plain_errors_of_grunfeld_are_those_of_plm(ways):
    y, x, firm, year, expected = firms()
    effects = dummies(firm) if ways == "within" else both_ways(firm, year)
    found = fit(y, x, effects)
    assert_allclose(found.coefficients, list(expected[ways]["coef"].values()), rtol=1e-10)
    assert_allclose(errors(classical(found)), list(expected[ways]["se"].values()), rtol=1e-10)


def test_levels_of_grunfeld_are_those_of_plm():
    y, x, firm, _, expected = firms()
    found = levels(y, x @ fit(y, x, dummies(firm)).coefficients, (firm,))
    assert_allclose(found[0], [expected["fixef"][str(label)] for label in np.unique(firm)], rtol=1e-9)


def test_the_factor_of_clusters_with_effects_inside_them_is_that_of_stata():
    y, x, firm, year, _ = firms()
    one = fit(y, x[:, 1:], both_ways(firm, year))
    # Investment on capital with effects of firms and years: 0.06328129, printed in fixest's vignette on errors.
    found = errors(clustered(one, firm, SmallSample.FULL, nested_parameters(firm, firm)))
    assert_allclose(found, [0.06328129], rtol=1e-7)


def peer(area, year, y, x):
    """statsmodels on dummies; the first columns are x."""
    return sm.OLS(y, np.column_stack([x, dummies(area), dummies(year)[:, 1:]]))


@pytest.mark.parametrize("kind", [Robust.HC0, Robust.HC1, Robust.HC2, Robust.HC3])
def test_errors_for_unequal_variances_are_those_of_statsmodels(kind):
    area, year, y, x = panel()
    effects = both_ways(area, year)
    one = fit(y, x, effects)
    wanted = peer(area, year, y, x).fit(cov_type=kind.name).bse[:2]
    assert_allclose(errors(robust(one, kind, leverages(one, effects))), wanted, rtol=1e-9)


@pytest.mark.parametrize("kind", [Robust.HC0, Robust.HC1, Robust.HC2, Robust.HC3])
def test_with_weights_likewise(kind):
    area, _, y, x = panel()
    weights = np.random.default_rng(1).uniform(0.3, 3, len(y))
    one = fit(y, x, dummies(area), weights)
    theirs = sm.WLS(y, np.column_stack([x, dummies(area)]), weights=weights)
    found = robust(one, kind, leverages(one, dummies(area), weights))
    assert_allclose(errors(found), theirs.fit(cov_type=kind.name).bse[:2], rtol=1e-9)
    assert_allclose(errors(classical(one)), theirs.fit().bse[:2], rtol=1e-9)
    wanted = theirs.fit(cov_type="cluster", cov_kwds={"groups": area}).bse[:2]
    assert_allclose(errors(clustered(one, area)), wanted, rtol=1e-9)


@pytest.mark.parametrize(("kind", "power"), [(Robust.HC2, 1.0), (Robust.HC3, 2.0), (Robust.HC4, None)])
def test_corrections_by_leverage_pass_into_clusters(kind, power):
    area, _, y, x = panel()
    one = fit(y, x, dummies(area))
    left = x - dummies(area) @ np.linalg.lstsq(dummies(area), x, rcond=None)[0]
    h = np.diag(left @ np.linalg.inv(left.T @ left) @ left.T)
    exponent = np.minimum(4, len(h) * h / 2) if power is None else power
    residuals = one.residuals * np.sqrt(1 / (1 - h) ** exponent)
    sums = np.array([(left * residuals[:, None])[area == g].sum(axis=0) for g in np.unique(area)])
    wanted = one.bread @ sums.T @ sums @ one.bread
    assert_allclose(clustered(corrected(one, kind), area, SmallSample.NONE), wanted, rtol=1e-10)
    white = one.bread @ (left.T @ (left * residuals[:, None] ** 2)) @ one.bread
    assert_allclose(robust(one, kind), white, rtol=1e-10)


def test_a_row_with_an_effect_of_its_own_has_no_say():
    area, _, y, x = panel()
    area = area.copy()
    area[5] = 99
    one, rest = fit(y, x, dummies(area)), np.arange(len(y)) != 5
    other = fit(y[rest], x[rest], dummies(area[rest]))
    for kind in (Robust.HC2, Robust.HC3):  # HC4 looks at the mean leverage, which counts the row
        wanted = robust(other, kind, leverages(other, dummies(area[rest])))
        assert_allclose(robust(one, kind, leverages(one, dummies(area))), wanted, rtol=1e-8)


def test_where_a_slope_hangs_on_one_row_corrected_errors_do_not_exist():
    area, _, y, x = panel()
    one = fit(y, np.column_stack([x[:, 0], np.arange(len(y)) == 5]), dummies(area))
    for kind in (Robust.HC2, Robust.HC3, Robust.HC4):
        assert np.isnan(errors(robust(one, kind, leverages(one, dummies(area))))).all()
    assert np.isfinite(errors(robust(one, Robust.HC1))).all()


def test_leverages_add_up_to_the_parameters():
    area, year, y, x = panel()
    effects = both_ways(area, year)
    one = fit(y, x, effects)
    assert leverages(one, effects).sum() == pytest.approx(one.parameters)
    assert leverages(one).sum() == pytest.approx(2)


def test_variances_that_are_equal_within_groups():
    area, _, y, x = panel()
    one = fit(y, x, dummies(area))
    squares = np.array([(one.residuals[area == g] ** 2).mean() for g in area])
    wanted = one.bread @ (one.regressors.T @ (one.regressors * squares[:, None])) @ one.bread
    assert_allclose(equal_within(one, area), wanted, rtol=1e-12)


def test_clustered_errors_are_those_of_statsmodels():
    area, year, y, x = panel()
    one = fit(y, x, both_ways(area, year))
    wanted = peer(area, year, y, x).fit(cov_type="cluster", cov_kwds={"groups": area}).bse[:2]
    assert_allclose(errors(clustered(one, area)), wanted, rtol=1e-9)


def test_errors_of_two_stages_are_those_of_linearmodels():
    models = pytest.importorskip("linearmodels.iv")
    area, _, y, x = panel()
    z = x + np.random.default_rng(8).normal(size=x.shape)
    one = fit_iv(y, x, z, dummies(area))
    theirs = models.IV2SLS(y, dummies(area), x, z)
    for found, wanted in (
        (robust(one, Robust.HC0), theirs.fit(cov_type="robust", debiased=False)),
        (clustered(one, area, SmallSample.NONE), theirs.fit(cov_type="clustered", clusters=area, debiased=False)),
        (classical(one), theirs.fit(cov_type="unadjusted", debiased=True)),
    ):
        assert_allclose(errors(found), wanted.std_errors[-2:], rtol=1e-8)


def test_two_ways_are_the_sum_over_all_pairs_that_share_one():
    area, year, y, x = panel()
    one = fit(y, x, dummies(area))
    either = (area[:, None] == area) | (year[:, None] == year)
    assert_allclose(two_way(one, area, year), double_sum(one, either.astype(float)), rtol=1e-10)


def test_a_two_way_variance_below_zero_has_no_error():
    one = Fit(np.zeros(1), np.array([1.0, -1, -1, 1]), np.ones((4, 1)), np.ones((1, 1)), 1)
    found = two_way(one, np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))
    assert_allclose(found, [[-4.0]])
    assert np.isnan(errors(found)).all()


def test_each_factor_is_as_it_says():
    area, year, y, x = panel()
    one = fit(y, x, both_ways(area, year))
    plain = clustered(one, area, SmallSample.NONE)
    n, k = len(y), one.parameters
    wanted = {
        SmallSample.SLOPES: n / (n - 2),
        SmallSample.CLUSTERS: 8 / 7,
        SmallSample.CLUSTERS_SLOPES: 8 / 7 * (n - 1) / (n - 2),
        SmallSample.FULL: 8 / 7 * (n - 1) / (n - k),
    }
    for small, factor in wanted.items():
        assert_allclose(clustered(one, area, small), factor * plain, rtol=1e-12)
    assert_allclose(clustered(one, area, nested=7), 8 / 7 * (n - 1) / (n - k + 7) * plain, rtol=1e-12)


def test_effects_inside_clusters_are_counted_by_their_labels():
    area, year, _, _ = panel()
    assert nested_parameters(area, area) == 7
    assert nested_parameters(area, area // 2) == 7
    assert nested_parameters(year, area) == 0


def test_sums_do_not_care_for_the_order_of_rows():
    rng = np.random.default_rng(1)
    rows, clusters = rng.normal(size=(30, 2)), rng.integers(0, 5, 30)
    order = rng.permutation(30)
    wanted = np.array([rows[clusters == g].sum(axis=0) for g in range(5)])
    assert_allclose(cluster_sums(rows, clusters), wanted)
    assert_allclose(cluster_sums(rows[order], clusters[order]), wanted)


@pytest.mark.parametrize("small", [SmallSample.CLUSTERS, SmallSample.CLUSTERS_SLOPES, SmallSample.FULL])
def test_one_cluster_is_refused(small):
    area, _, y, x = panel()
    with pytest.raises(CannotCompute) as caught:
        clustered(fit(y, x, dummies(area)), np.zeros(len(y), int), small)
    assert caught.value.code == "effect-one-cluster"


@pytest.mark.parametrize("weighted", [False, True])
def test_levels_two_ways_are_coefficients_of_dummies(weighted):
    area, year, y, x = panel()
    weights = np.random.default_rng(2).uniform(0.5, 2, len(y)) if weighted else np.ones(len(y))
    theirs = sm.WLS(y, np.column_stack([x, dummies(area), dummies(year)[:, 1:]]), weights=weights).fit().params
    slopes = x @ fit(y, x, both_ways(area, year), weights).coefficients
    found = levels(y, slopes, (area, year), weights, Origin.FIRST)
    assert_allclose(found[0], theirs[2:10], rtol=1e-8)
    assert_allclose(found[1], np.append(0, theirs[10:]), rtol=1e-8, atol=1e-12)
    centred = levels(y, slopes, (area, year), weights)
    assert_allclose(centred[1].sum(), 0, atol=1e-10)
    assert_allclose(centred[0][area] + centred[1][year], found[0][area] + found[1][year], rtol=1e-9)


def test_levels_of_areas_that_no_period_joins_are_refused():
    area, year = np.repeat([0, 1, 2, 3], 2), np.array([0, 1, 0, 1, 5, 6, 5, 6])
    with pytest.raises(CannotCompute) as caught:
        levels(np.arange(8.0), np.zeros(8), (area, year))
    assert caught.value.code == "effect-levels-apart"
    assert_allclose(levels(np.arange(8.0), np.zeros(8), (area,))[0], [0.5, 2.5, 4.5, 6.5])

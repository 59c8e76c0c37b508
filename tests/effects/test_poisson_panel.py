"""Effects on counts: as published and as of a model with dummies, honest about zeros and about few clusters."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.effects.kernels.least_squares import dummies, fit
from qonys.effects.kernels.poisson_panel import Counts, count_effects, jackknife
from qonys.errors import BadInput, CannotCompute
from reference import reference


def panel(seed, areas=9, years=7, beta=0.4):
    random = np.random.default_rng(seed)
    area, year = (grid.ravel() for grid in np.meshgrid(np.arange(areas), np.arange(years), indexing="ij"))
    x, control = random.normal(size=(2, areas * years))
    mean = np.exp(1 + beta * x + 0.2 * control + 0.1 * area - 0.05 * year + 0.2 * random.normal(size=areas)[area] * x)
    return random.poisson(mean).astype(float), x[:, None], control[:, None], area, year, random


def by_statsmodels(y, columns, groups=None, **options):
    import statsmodels.api as sm

    model = sm.GLM(y, columns, family=sm.families.Poisson(), **options)
    kwds = {} if groups is None else {"cov_type": "cluster", "cov_kwds": {"groups": groups, "use_correction": False}}
    return model.fit(tol=1e-13, maxiter=200, tol_criterion="params", **kwds)


@pytest.fixture(scope="module")
def trade():
    """Trade among 15 countries by product and year: 38,325 rows."""
    with reference("refdata/C_panel/fixest_trade.csv").open() as file:
        rows = list(csv.DictReader(file))
    effects = tuple(np.array([r[k] for r in rows]) for k in ("Origin", "Destination", "Product", "Year"))
    return np.array([float(r["Euros"]) for r in rows]), np.log([[float(r["dist_km"])] for r in rows]), effects


def test_trade_and_distance_are_as_published(trade):
    """Printed in the documentation of the data set's package: -1.52787 (0.115678), clusters of origins.

    To all digits: pyfixest 0.60.0, fepois("Euros ~ log(dist_km) | Origin + Destination + Product + Year") with
    tolerances of 1e-12; clusters of origins, of origins and destinations, no clusters.
    """
    euros, distance, effects = trade
    model = Counts(euros, distance, effects)
    for ways, error in ((1, 0.11567816498569028), (2, 0.13073405495507795), (0, 0.02184732511470939)):
        found = count_effects(model, effects[:ways])
        assert_allclose(found.coefficients, [-1.5278743714863452], rtol=1e-8)
        assert_allclose(found.errors, [error], rtol=1e-7)
        assert (found.observations, found.clusters, found.separated) == (38325, 15 if ways else 0, ())
    assert round(float(count_effects(model, effects[:1]).errors[0]), 6) == 0.115678


def test_least_squares_of_the_same_model_are_as_published(trade):
    """Printed likewise: -2.16988; to all digits and with the error by pyfixest 0.60.0, feols of log(Euros)."""
    euros, distance, effects = trade
    found = fit(np.log(euros), distance, np.column_stack([dummies(e) for e in effects]))
    assert_allclose(found.coefficients, [-2.169875976217944], rtol=1e-10)
    scores = dummies(effects[0]).T @ found.scores
    n, outside_clusters = len(euros), found.parameters - 14  # effects of origins are nested in their clusters
    factor = 15 / 14 * (n - 1) / (n - outside_clusters)
    assert_allclose(np.sqrt(factor * (scores**2).sum()) * found.bread[0, 0], 0.15428344426709328, rtol=1e-8)


def test_as_a_model_with_dummies():
    y, x, control, area, year, random = panel(1)
    population = random.uniform(1, 9, len(y))
    columns = np.column_stack([x, control, dummies(area), dummies(year)[:, 1:]])
    theirs = by_statsmodels(y, columns, area, offset=np.log(population))
    found = count_effects(Counts(y, x, (area, year), control, offset=np.log(population)), (area,))
    assert_allclose(found.coefficients, theirs.params[:1], rtol=1e-8)
    # 2 coefficients, 7 years; areas are the clusters
    assert_allclose(found.errors, theirs.bse[:1] * np.sqrt(9 / 8 * 62 / (63 - 9)), rtol=1e-7)
    assert (found.df, found.clusters, found.observations, found.redundant) == (8, 9, 63, ())
    from scipy import stats

    t = theirs.params[0] / found.errors[0]
    assert_allclose([found.t[0], found.p[0]], [t, 2 * stats.t.sf(abs(t), 8)], rtol=1e-6)
    reach = stats.t.ppf(0.95, 8) * found.errors[0]
    assert_allclose(found.intervals(0.9), [[found.coefficients[0] - reach, found.coefficients[0] + reach]], rtol=1e-9)
    assert_allclose(found.relative, np.exp(theirs.params[:1]) - 1, rtol=1e-7)


def test_without_clusters_errors_are_robust_and_the_law_normal():
    y, x, _, area, year, _ = panel(2)
    columns = np.column_stack([x, dummies(area), dummies(year)[:, 1:]])
    import statsmodels.api as sm
    from scipy import stats

    theirs = sm.GLM(y, columns, family=sm.families.Poisson()).fit(cov_type="HC0", tol=1e-13, tol_criterion="params")
    found = count_effects(Counts(y, x, (area, year)))
    assert_allclose(found.errors, theirs.bse[:1] * np.sqrt(63 / (63 - 16)), rtol=1e-7)
    assert found.df == np.inf and found.clusters == 0
    assert_allclose(found.p, 2 * stats.norm.sf(abs(found.t)), rtol=1e-9)
    assert_allclose(found.intervals()[0], found.coefficients[0] + found.errors[0] * stats.norm.ppf([0.025, 0.975]))


def test_nuisance_that_effects_make_up_is_left_out_by_number():
    y, x, control, area, year, _ = panel(3)
    trends = dummies(area) * year[:, None]  # they add up to a trend of all, which years make up
    whole = count_effects(Counts(y, x, (area, year), np.column_stack([control, trends])), (area,))
    lean = count_effects(Counts(y, x, (area, year), np.column_stack([control, trends[:, :-1]])), (area,))
    assert whole.redundant == (9,) and lean.redundant == ()
    assert_allclose(whole.coefficients, lean.coefficients, rtol=1e-12)
    assert_allclose(whole.errors, lean.errors, rtol=1e-12)
    with pytest.raises(BadInput) as error:
        count_effects(Counts(y, (area == 2.0)[:, None], (area, year)))
    assert error.value.code == "poisson-collinear"


def test_zeros_are_welcome_and_those_that_say_nothing_are_listed():
    y, x, _, area, year, _ = panel(4)
    y = np.where(area == 5, 0.0, y)
    y[[3, 11]] = 0
    found = count_effects(Counts(y, x, (area, year)), (area,))
    rest = area != 5
    alone = count_effects(Counts(y[rest], x[rest], (area[rest], year[rest])), (area[rest],))
    assert found.separated == tuple(np.flatnonzero(~rest)) and alone.separated == ()
    assert_allclose([found.coefficients, found.errors], [alone.coefficients, alone.errors], rtol=1e-9)
    assert (found.observations, found.clusters, found.df) == (56, 8, 7)
    lone = count_effects(Counts(np.append(y, 7.0), np.append(x, [[2.0]], 0), (np.append(area, 99),)))
    assert lone.singletons == (63,)


def test_negative_or_missing_outcomes_are_refused():
    y, x, _, area, year, _ = panel(5)
    for wrong in (-1.0, np.nan):
        bad = y.copy()
        bad[[4, 9]] = wrong
        with pytest.raises(BadInput) as error:
            count_effects(Counts(bad, x, (area, year)))
        assert error.value.code == "effect-negative-outcome" and "rows 4, 9" in error.value.where
        assert error.value.fields["count"] == 2


def test_jackknife_leaves_one_cluster_out_at_a_time():
    y, x, control, area, year, _ = panel(6)
    columns = np.column_stack([x, control, dummies(year)])
    whole = by_statsmodels(y, columns).params[0]
    without = np.array([by_statsmodels(y[area != a], columns[area != a]).params[0] for a in range(9)])
    found = jackknife(Counts(y, x, (year,), control), area)
    assert_allclose(found.coefficients, [whole], rtol=1e-8)
    assert_allclose(found.errors, [np.sqrt(8 / 9 * ((without - whole) ** 2).sum())], rtol=1e-6)
    assert found.df == 8
    plain = count_effects(Counts(y, x, (year,), control), (area,))
    assert_allclose(found.coefficients, plain.coefficients, rtol=0)


def test_jackknife_says_when_an_estimate_hangs_on_a_cluster():
    y, _, _, area, year, random = panel(7)
    lone = ((area == 2) * random.normal(size=len(y)))[:, None]
    with pytest.raises(CannotCompute) as error:
        jackknife(Counts(y, lone, (area, year)), area)
    assert error.value.code == "effect-hangs-on-cluster" and error.value.where == "cluster 2"
    assert error.value.fields["cluster"] == "2"
    with pytest.raises(CannotCompute) as error:
        jackknife(Counts(y, random.normal(size=(63, 1)), (year,)), (area > 3).astype(int))
    assert error.value.code == "effect-few-clusters" and error.value.fields["clusters"] == 2


def test_jackknife_counts_only_clusters_that_say_something():
    y, x, _, area, year, _ = panel(8)
    y = np.where(area == 5, 0.0, y)
    found, rest = jackknife(Counts(y, x, (area, year)), area), area != 5
    alone = jackknife(Counts(y[rest], x[rest], (area[rest], year[rest])), area[rest])
    assert found.clusters == alone.clusters == 8
    assert_allclose(found.errors, alone.errors, rtol=1e-8)


@settings(max_examples=15)
@given(st.integers(0, 1000), st.floats(0.01, 1000), st.floats(0.1, 10))
def test_units_of_outcome_do_not_matter_and_those_of_exposure_do(seed, times, unit):
    y, x, _, area, year, _ = panel(seed)
    ours = count_effects(Counts(y, x, (area, year)), (area,))
    theirs = count_effects(Counts(y * times, x * unit, (area, year)), (area,))
    assert_allclose(theirs.coefficients * unit, ours.coefficients, rtol=1e-6, atol=1e-9)
    assert_allclose(theirs.t, ours.t, rtol=1e-6, atol=1e-8)


@pytest.mark.slow
def test_jackknife_intervals_hold_the_truth_more_often_than_plain_ones_with_few_clusters():
    held = np.zeros(2)
    for seed in range(200):
        y, x, _, area, year, _ = panel(seed, areas=8, years=6)
        model = Counts(y, x, (area, year))
        for k, found in enumerate((count_effects(model, (area,)), jackknife(model, area))):
            low, high = found.intervals()[0]
            held[k] += low <= 0.4 <= high
    plain, safe = held / 200
    assert plain < safe and safe > 0.9, (plain, safe)  # 0.95 less three errors of simulation of 0.0154

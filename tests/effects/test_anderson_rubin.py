"""Tests and sets that hold whatever the strength of instruments: against other programs, brute force, simulation."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import statsmodels.api as sm
from linearmodels.iv import IVLIML
from numpy.testing import assert_allclose
from scipy.stats import f as fisher

from qonys.effects.kernels.absorb import Multipliers
from qonys.effects.kernels.anderson_rubin import ar_homoskedastic, ar_set, ar_test, ar_wild
from qonys.effects.kernels.confidence_sets import SetKind
from qonys.effects.kernels.iv_data import IvData, reduced
from qonys.effects.kernels.least_squares import dummies, fit_iv
from qonys.effects.kernels.projection import ar_projection, least_statistic
from qonys.effects.kernels.weak import strength
from qonys.effects.kernels.wild import WildOptions
from qonys.errors import CannotCompute


def made(seed=1, instruments=1, endogenous=1, force=1.0, clusters=15, years=8):
    """Areas over years; errors of an area go together; instruments as strong as `force`, the effects all 1."""
    rng = np.random.default_rng(seed)
    n, area = clusters * years, np.repeat(np.arange(clusters), years)
    z = rng.normal(size=(n, instruments)) + rng.normal(size=(clusters, instruments))[area]
    u = rng.normal(size=n) + rng.normal(size=clusters)[area]
    slopes = force * (np.eye(instruments, endogenous) + 0.3 * rng.normal(size=(instruments, endogenous)))
    x = z @ slopes + 0.6 * u[:, None] + rng.normal(size=(n, endogenous))
    beside = np.column_stack([np.ones(n), rng.normal(size=n)])
    return IvData(x.sum(axis=1) + u, x, z, beside, rng.uniform(0.5, 2, n), area)


def joint_p(form, pairs):
    """p of the joint test of many vectors of coefficients (m, p)."""
    statistics = form.statistics(np.column_stack([np.ones(len(pairs)), -pairs]))
    return fisher.sf(statistics, form.instruments, form.df)


@pytest.mark.parametrize("instruments", [1, 3])
@pytest.mark.parametrize("clustered", [True, False])
@pytest.mark.parametrize("weighted", [True, False])
def test_the_statistic_is_a_wald_test_of_statsmodels(instruments, clustered, weighted):
    data = made(instruments=instruments)
    area, weights = data.clusters, data.weights if weighted else None
    data = replace(data, weights=weights, clusters=area if clustered else None)
    options = {"cov_type": "cluster", "cov_kwds": {"groups": area}} if clustered else {"cov_type": "HC1"}
    for b in (0.0, 0.8, 1.3):
        right = np.column_stack([data.z, data.nuisance])
        model = sm.WLS(data.y - b * data.x[:, 0], right, np.ones(len(area)) if weights is None else weights)
        theirs = model.fit(**options, use_t=True).f_test(np.eye(instruments, right.shape[1]))
        statistic, p, df = ar_test(data, np.array([b]))
        assert_allclose([statistic, p], [float(theirs.fvalue), float(theirs.pvalue)], rtol=1e-8)
        assert df == (14 if clustered else len(area) - right.shape[1])


def test_with_fixed_effects_inside_clusters_their_dummies_need_not_count():
    data = made(clusters=15)
    inside = replace(data, nuisance=dummies(data.clusters))
    n, k = len(data.y), 15 + 1
    ratio = ar_test(replace(inside, nested=15), np.ones(1))[0] / ar_test(inside, np.ones(1))[0]
    assert_allclose(ratio, (n - k + 15) / (n - k), rtol=1e-9)


@pytest.mark.parametrize("instruments", [1, 2, 4])
@pytest.mark.parametrize("force", [0.0, 0.08, 0.2, 0.5])
def test_the_set_is_what_the_test_does_not_reject(instruments, force):
    """Every shape of set, against a test at each of many values and at both sides of each end."""
    for seed in range(6):
        data = made(seed, instruments=instruments, force=force)
        found = ar_set(data)
        centre = fit_iv(data.y, data.x, data.z, data.nuisance, data.weights).coefficients[0]
        tried = centre + 2 * np.tan(np.linspace(-1.57, 1.57, 301))
        ends = [end for piece in found.pieces for end in piece if np.isfinite(end)]
        kept = joint_p(reduced(data), tried[:, None]) >= 0.05
        for b, keep in zip(tried, kept, strict=True):
            if all(abs(b - end) > 1e-6 * (1 + abs(end)) for end in ends):
                assert any(low <= b <= high for low, high in found.pieces) == keep
        for end in ends:
            assert ar_test(data, np.array([end]))[1] == pytest.approx(0.05, abs=1e-5)
        assert [low < high for low, high in found.pieces] == [True] * len(found.pieces)
        assert found.p == ar_test(data, np.zeros(1))[1]


def test_with_one_instrument_the_set_is_bounded_if_the_first_stage_is_significant():
    kinds = set()
    for seed in range(30):
        data = made(seed, force=0.15)
        found = ar_set(data)
        significant = strength(data).robust > fisher.ppf(0.95, 1, 14)
        assert (found.kind is SetKind.INTERVAL) == significant
        estimate = fit_iv(data.y, data.x, data.z, data.nuisance, data.weights).coefficients[0]
        assert any(low <= estimate <= high for low, high in found.pieces)
        kinds.add(found.kind)
    assert kinds == {SetKind.INTERVAL, SetKind.RAYS, SetKind.LINE}


def spoilt(data, by):
    """One instrument moves the outcome by itself."""
    return replace(data, y=data.y + by * data.z[:, -1])


def test_instruments_that_contradict_each_other_leave_nothing():
    data = spoilt(made(instruments=3, clusters=40), 3.0)
    assert ar_set(data).kind is SetKind.EMPTY and ar_set(data).pieces == ()
    assert ar_homoskedastic(data).kind is SetKind.EMPTY


@pytest.mark.parametrize("instruments", [1, 3])
def test_the_set_of_equal_errors_is_that_of_an_f_test(instruments):
    data = replace(made(2, instruments, clusters=120, years=1), clusters=None)
    found = ar_homoskedastic(data, level=0.9)
    assert found.kind is SetKind.INTERVAL
    right = np.column_stack([data.z, data.nuisance])
    for b in (found.low, found.high):
        theirs = sm.WLS(data.y - b * data.x[:, 0], right, data.weights).fit()
        assert float(theirs.f_test(np.eye(instruments, right.shape[1])).pvalue) == pytest.approx(0.1, abs=1e-9)


def test_the_set_of_equal_errors_is_empty_as_soon_as_the_eigenvalue_of_liml_is_too_large():
    kinds = set()
    for seed in range(20):
        data = replace(spoilt(made(seed, 3, force=0.5), 0.15), clusters=None, weights=None)
        kappa = IVLIML(data.y, data.nuisance, data.x, data.z).fit().kappa
        freedom = len(data.y) - 5
        least = (kappa - 1) * freedom / 3
        empty = ar_homoskedastic(data).kind is SetKind.EMPTY
        assert empty == (least > fisher.ppf(0.95, 3, freedom))
        kinds.add(empty)
    assert kinds == {True, False}


def test_the_set_moves_with_the_units():
    data = made(instruments=2, force=0.5)
    ((low, high),) = ar_set(data).pieces
    other = replace(data, y=1000 * data.y, x=data.x / 50, z=data.z @ [[3.0, 1.0], [0.0, 1e-4]])
    ((far_low, far_high),) = ar_set(other).pieces
    assert_allclose([far_low, far_high], [50_000 * low, 50_000 * high], rtol=1e-7)


def test_the_projection_of_one_regressor_is_its_set():
    for force in (0.05, 0.3, 1.0):
        data = made(instruments=3, force=force)
        alone, projected = ar_set(data), ar_projection(data)
        assert alone.kind is projected.kind and alone.statistic == pytest.approx(projected.statistic)
        assert_allclose(np.ravel(projected.pieces), np.ravel(alone.pieces), rtol=1e-6)


@pytest.mark.parametrize("component", [0, 1])
def test_the_projection_holds_each_value_that_some_pair_saves(component):
    data = made(instruments=3, endogenous=2, force=0.8, clusters=25)
    form, found = reduced(data), ar_projection(data, component)
    ((low, high),) = found.pieces
    centre = fit_iv(data.y, data.x, data.z, data.nuisance, data.weights).coefficients
    assert_allclose(joint_p(form, centre[None]), ar_test(data, centre)[1], rtol=1e-9)

    def best(value):
        pairs = np.full((20_001, 2), value)
        pairs[:, 1 - component] = centre[1 - component] + np.linspace(-5, 5, 20_001)
        return joint_p(form, pairs).max()

    for end, inward in ((low, 1), (high, -1)):
        assert best(end) == pytest.approx(0.05, abs=1e-5)
        assert best(end + 0.001 * inward) > 0.05 > best(end - 0.001 * inward)
    assert found.p == pytest.approx(best(0.0), abs=1e-5)


def test_the_least_statistic_over_three_regressors_is_below_all_that_chance_finds():
    data = made(instruments=4, endogenous=3, clusters=25)
    form, rng = reduced(data), np.random.default_rng(0)
    centre = fit_iv(data.y, data.x, data.z, data.nuisance, data.weights).coefficients
    for value in (-1.0, 0.5, 1.0, 3.0):
        spread = rng.standard_t(2, size=(200_000, 3)) * 0.4
        pairs = np.column_stack([centre[:2] + spread[:, :2], np.full(len(spread), value)])
        chance = form.statistics(np.column_stack([np.ones(len(pairs)), -pairs])).min()
        least = least_statistic(form, 2, value)
        assert least <= chance < 1.02 * least + 0.02
    found = ar_projection(data, 2)
    for end in np.ravel(found.pieces):
        least = least_statistic(form, 2, end)
        assert fisher.sf(least, 4, 24) == pytest.approx(0.05, abs=1e-5)


def test_the_projection_of_weak_instruments_has_no_ends():
    kinds = [ar_projection(made(seed, instruments=3, endogenous=2, force=0.0)).kind for seed in range(5)]
    assert sum(kind in (SetKind.LINE, SetKind.RAYS) for kind in kinds) >= 4


def naive_wild(data, b):
    """p of the restricted bootstrap of the reduced form, each draw by a regression of its own, all signs."""
    root = np.sqrt(data.weights)
    right = np.column_stack([data.z, data.nuisance]) * root[:, None]
    left = (data.y - b * data.x[:, 0]) * root
    null = right[:, 1:]
    fitted = null @ np.linalg.lstsq(null, left, rcond=None)[0]
    groups = np.unique(data.clusters)

    def square(outcome):
        coefficient = np.linalg.lstsq(right, outcome, rcond=None)[0]
        residuals = outcome - right @ coefficient
        free = right[:, 0] - null @ np.linalg.lstsq(null, right[:, 0], rcond=None)[0]
        scores = [free[data.clusters == g] @ residuals[data.clusters == g] for g in groups]
        return coefficient[0] ** 2 / np.sum(np.square(scores))

    seen = square(left)
    drawn = [
        square(fitted + (left - fitted) * np.array(signs)[np.searchsorted(groups, data.clusters)])
        for signs in product((-1.0, 1.0), repeat=len(groups))
    ]
    return np.mean(np.array(drawn) >= seen * (1 - 1e-9))


def test_the_bootstrap_is_that_of_regressions_one_by_one():
    data = made(clusters=7, years=12)
    options = WildOptions(law=Multipliers.RADEMACHER, draws=99, level=0.8)
    found = ar_wild(data, np.random.default_rng(1), options)
    assert found.p == pytest.approx(naive_wild(data, 0.0), abs=1e-12)
    for low, high in found.pieces:
        inside = [low + 1e-6, high - 1e-6] if np.isfinite([low, high]).all() else []
        outside = [end for end in (low - 1e-6, high + 1e-6) if np.isfinite(end)]
        assert all(naive_wild(data, b) > 0.2 for b in inside)
        assert all(naive_wild(data, b) <= 0.2 for b in outside)


def test_what_these_tests_do_not_do_is_said():
    two = made(instruments=2, endogenous=2)
    for wrong, code in (
        (lambda: ar_set(two), "effect-one-endogenous"),
        (lambda: ar_homoskedastic(two), "effect-one-endogenous"),
        (lambda: ar_wild(made(instruments=2), np.random.default_rng(1)), "effect-one-instrument"),
        (lambda: ar_set(made(instruments=5, clusters=5, years=30)), "effect-clusters-instruments"),
        (lambda: ar_projection(made(instruments=1, endogenous=2)), "effect-few-instruments"),
    ):
        with pytest.raises(CannotCompute) as caught:
            wrong()
        assert caught.value.code == code


@pytest.mark.slow
def test_the_test_keeps_its_size_without_strength():
    """No strength at all; the statistic at the truth does not know how strong instruments are."""
    few, blind, many = 0, 0, 0
    for seed in range(600):
        data = replace(made(seed, force=0.0, clusters=20), weights=None)
        few += ar_test(data, np.ones(1))[1] < 0.05
        blind += ar_test(replace(data, clusters=None), np.ones(1))[1] < 0.05
        many += ar_test(made(seed, 2, 2, force=0.0, clusters=120, years=3), np.ones(2))[1] < 0.05
    # 600 draws of 5 %: three standard errors are 2.7 points; with 20 clusters of whole areas CRV1 adds about 2 points
    assert few / 600 < 0.05 + 0.027 + 0.02
    assert blind / 600 > 0.2
    assert abs(many / 600 - 0.05) < 0.027

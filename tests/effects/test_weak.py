"""Strength of instruments and tests that hold whatever it is."""

from __future__ import annotations

import numpy as np
import pytest
from linearmodels.iv import IV2SLS
from numpy.testing import assert_allclose

from qonys.effects.kernels.absorb import Multipliers
from qonys.effects.kernels.anderson_rubin import ar_homoskedastic, ar_set, ar_test, ar_wild, kind_of, search
from qonys.effects.kernels.least_squares import dummies, fit_iv
from qonys.effects.kernels.shift_share import SetKind
from qonys.effects.kernels.weak import IvData, conditional_f, strength
from qonys.effects.kernels.wild import WildOptions
from qonys.errors import CannotCompute


def made(seed=1, instruments=1, endogenous=1, strength_=1.0, clusters=15, years=8):
    rng = np.random.default_rng(seed)
    n = clusters * years
    area = np.repeat(np.arange(clusters), years)
    z = rng.normal(size=(n, instruments))
    u = rng.normal(size=n) * (1 + area / clusters)
    slopes = np.full((instruments, endogenous), strength_) + 0.5 * strength_ * rng.normal(
        size=(instruments, endogenous)
    )
    x = z @ slopes + 0.6 * u[:, None] + rng.normal(size=(n, endogenous))
    return IvData(x.sum(axis=1) + u, x, z, dummies(area), None, area)


def test_two_stage_least_squares_is_that_of_linearmodels():
    data = made(instruments=3)
    model = IV2SLS(data.y, data.nuisance, data.x, data.z).fit(cov_type="unadjusted")
    found = fit_iv(data.y, data.x, data.z, data.nuisance)
    assert_allclose(found.coefficients[0], model.params.iloc[-1], rtol=1e-9)
    plain = found.bread[0, 0] * (found.residuals @ found.residuals) / len(data.y)
    assert_allclose(np.sqrt(plain), model.std_errors.iloc[-1], rtol=1e-9)


def test_the_homoskedastic_f_is_that_of_linearmodels():
    data = made(instruments=3)
    first = IV2SLS(data.y, data.nuisance, data.x, data.z).fit(cov_type="unadjusted").first_stage.diagnostics
    n, m = len(data.y), data.nuisance.shape[1]
    # theirs divides by n
    assert_allclose(strength(data).f, first["f.stat"].iloc[0] * (n - 3 - m) / n, rtol=1e-8)


def test_with_one_instrument_the_effective_f_is_the_robust_one():
    found = strength(made())
    assert_allclose(found.effective, found.robust, rtol=1e-10)


def test_critical_values_of_one_instrument_are_those_printed():
    """Montiel Olea and Pflueger (2013), table 1, one effective degree of freedom."""
    assert_allclose(strength(made()).critical, [37.42, 23.11, 15.06, 12.05], atol=0.006)


def test_the_effective_f_knows_no_order_and_no_mixing_of_instruments():
    data = made(instruments=3)
    mixed = IvData(data.y, data.x, data.z @ [[1.0, 2, 0], [0, 1, 3], [1, 0, 1]], data.nuisance, None, data.clusters)
    assert_allclose(strength(mixed).effective, strength(data).effective, rtol=1e-9)
    assert_allclose(strength(mixed).critical, strength(data).critical, rtol=1e-9)


def test_the_conditional_f_of_one_regressor_is_the_first_stage_f():
    data = made(instruments=2)
    assert_allclose(conditional_f(data), [strength(data).f], rtol=1e-9)


def test_two_regressors_that_lean_on_one_instrument_are_weak_together():
    rng = np.random.default_rng(2)
    z = rng.normal(size=(400, 2))
    x = z[:, :1] @ np.ones((1, 2)) + rng.normal(size=(400, 2))
    data = IvData(x.sum(axis=1), x, z, np.ones((400, 1)))
    assert (conditional_f(data) < 10).all()
    alone = IvData(data.y, x[:, :1], z, data.nuisance)
    assert strength(alone).f > 100


def test_the_set_holds_what_the_test_does_not_reject():
    data = made(instruments=2)
    found = ar_set(data)
    assert found.kind is SetKind.INTERVAL
    ((low, high),) = found.pieces
    for end in (low, high):
        assert ar_test(data, np.array([end]))[1] == pytest.approx(0.05, abs=1e-5)


def test_the_set_of_equal_errors_is_that_of_the_search():
    data = made()
    plain = IvData(data.y, data.x, data.z, data.nuisance)
    exact = ar_homoskedastic(plain)
    y, x, z = plain.outside()
    n, k = len(y), data.nuisance.shape[1] + 1

    def p(b):
        from scipy.stats import f as fisher

        left = y - b * x[:, 0]
        explained = (z[:, 0] @ left) ** 2 / (z[:, 0] @ z[:, 0])
        return float(fisher.sf(explained / ((left @ left - explained) / (n - k)), 1, n - k))

    ((low, high),) = search(p, 1.0, 0.2, 0.05)
    assert_allclose([low, high], [exact.low, exact.high], rtol=1e-6)


def test_without_strength_the_line_is_not_bounded():
    kinds = [ar_set(made(seed, strength_=0.0)).kind for seed in range(8)]
    assert set(kinds) <= {SetKind.LINE, SetKind.RAYS, SetKind.EMPTY, SetKind.INTERVAL}
    assert sum(kind in (SetKind.LINE, SetKind.RAYS) for kind in kinds) >= 6


def test_several_regressors_have_a_joint_test_and_no_set():
    data = made(instruments=3, endogenous=2)
    assert ar_test(data, np.ones(2))[1] > 0.01 > ar_test(data, np.array([3.0, -1.0]))[1]
    with pytest.raises(CannotCompute):
        ar_set(data)
    with pytest.raises(CannotCompute):
        strength(data)


def test_the_bootstrap_version_agrees_where_clusters_are_many():
    data = made(clusters=60, years=5, strength_=0.7)
    options = WildOptions(law=Multipliers.RADEMACHER, draws=4999)
    ((low, high),) = ar_wild(data, np.random.default_rng(1), options).pieces
    ((other_low, other_high),) = ar_set(data).pieces
    assert_allclose([low, high], [other_low, other_high], rtol=0.1)


@pytest.mark.slow
def test_the_bootstrap_version_keeps_its_size_with_few_clusters_and_no_strength():
    options = WildOptions(draws=199, level=0)
    rejected = 0
    for seed in range(400):
        data = made(seed, clusters=14, strength_=0.05)
        null = IvData(data.y - data.x[:, 0], data.x, data.z, data.nuisance, None, data.clusters)
        rejected += ar_wild(null, np.random.default_rng(seed), options).p <= 0.05
    # 400 draws of 5 %: three standard errors are 3.3 points
    assert abs(rejected / 400 - 0.05) < 0.033


def test_shapes_of_sets():
    assert kind_of(()) is SetKind.EMPTY
    assert kind_of(((-np.inf, np.inf),)) is SetKind.LINE
    assert kind_of(((-np.inf, 1.0), (3.0, np.inf))) is SetKind.RAYS
    assert kind_of(((0.0, 1.0),)) is SetKind.INTERVAL

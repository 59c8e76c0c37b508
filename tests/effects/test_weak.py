"""Strength of instruments and tests that hold whatever it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from linearmodels.iv import IV2SLS
from numpy.testing import assert_allclose
from scipy.optimize import minimize_scalar
from scipy.stats import chi2
from scipy.stats import f as fisher

from qonys.effects.kernels.absorb import Multipliers, Specification, absorb
from qonys.effects.kernels.anderson_rubin import Quadratics, ar_homoskedastic, ar_set, ar_test, ar_wild
from qonys.effects.kernels.confidence_sets import Line, SetKind, kind_of, search
from qonys.effects.kernels.covariance import clustered
from qonys.effects.kernels.iv_data import IvData, reduced
from qonys.effects.kernels.least_squares import dummies, fit, fit_iv
from qonys.effects.kernels.montiel_pflueger import critical_value, worst_bias
from qonys.effects.kernels.projection import ar_projection, least_statistic
from qonys.effects.kernels.weak import TAUS, conditional_f, cragg_donald, strength
from qonys.effects.kernels.wild import Residuals, WildOptions, response
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


# --- strength ----------------------------------------------------------------------------------------------------


def test_the_homoskedastic_f_is_that_of_linearmodels():
    data = made(instruments=3)
    first = IV2SLS(data.y, data.nuisance, data.x, data.z).fit(cov_type="unadjusted").first_stage.diagnostics
    n, m = len(data.y), data.nuisance.shape[1]
    # theirs divides by n
    assert_allclose(strength(data).f, first["f.stat"].iloc[0] * (n - 3 - m) / n, rtol=1e-8)


@pytest.mark.parametrize("weighted", [True, False])
def test_the_robust_f_is_that_of_statsmodels(weighted):
    data = made(instruments=3)
    weights = np.random.default_rng(5).uniform(0.5, 2, len(data.y)) if weighted else None
    data = replace(data, weights=weights)
    model = sm.WLS(data.x[:, 0], np.column_stack([data.z, data.nuisance]), 1.0 if weights is None else weights)
    for cluster, options in (
        (data.clusters, {"cov_type": "cluster", "cov_kwds": {"groups": data.clusters}}),
        (None, {"cov_type": "HC1"}),
    ):
        theirs = model.fit(**options).f_test(np.eye(3, 18))
        assert_allclose(strength(replace(data, clusters=cluster)).robust, float(theirs.fvalue), rtol=1e-7)


def test_with_one_instrument_the_effective_f_is_the_robust_one():
    found = strength(made())
    assert_allclose(found.effective, found.robust, rtol=1e-10)
    assert_allclose(found.worst, 1, rtol=1e-6)
    assert_allclose(found.exact, found.critical, rtol=1e-6)


def test_critical_values_of_one_instrument_are_those_printed():
    """Montiel Olea and Pflueger (2013), table 1, one effective degree of freedom."""
    assert_allclose(strength(made()).critical, [37.42, 23.11, 15.06, 12.05], atol=0.006)
    assert_allclose(strength(made()).freedom, 1)


def test_the_effective_f_knows_no_order_and_no_mixing_of_instruments():
    data = made(instruments=3)
    mixed = replace(data, z=data.z @ [[1.0, 2, 0], [0, 1, 3], [1, 0, 1]])
    one, other = strength(mixed), strength(data)
    assert_allclose(one.effective, other.effective, rtol=1e-9)
    assert_allclose(one.critical, other.critical, rtol=1e-9)
    assert_allclose(one.exact, other.exact, rtol=1e-6)
    assert other.worst < 1 and all(e < c for e, c in zip(other.exact, other.critical, strict=True))


def test_a_covariance_may_be_passed_in():
    data = made(instruments=3)
    first = fit(data.x[:, 0], data.z, data.nuisance)
    own = strength(data)
    given = strength(data, clustered(first, data.clusters))
    assert_allclose([given.robust, given.effective, *given.critical], [own.robust, own.effective, *own.critical])
    assert given.exact is None
    # four times the covariance, a quarter of the F
    assert_allclose(strength(data, 4 * clustered(first, data.clusters)).effective, own.effective / 4)


def test_more_instruments_than_clusters_have_an_effective_f_and_no_joint_one():
    data = made(instruments=4, clusters=4, years=20)
    found = strength(data)
    assert np.isnan(found.robust) and np.isfinite([found.effective, *found.exact]).all()
    for one in (lambda: ar_set(data), lambda: ar_test(data, np.zeros(1)), lambda: ar_projection(data)):
        with pytest.raises(CannotCompute) as caught:
            one()
        assert caught.value.code == "effect-clusters-instruments"


@pytest.mark.parametrize("instruments", [2, 3, 5, 8])
def test_the_worst_bias_under_equal_errors_is_known(instruments):
    moments = np.einsum("ab,ij->abij", [[2.0, -0.6], [-0.6, 1.0]], np.eye(instruments))
    assert_allclose(worst_bias(moments), (instruments - 2) / instruments, atol=1e-6)


def moments_of(seed, instruments=3):
    root = np.random.default_rng(seed).normal(size=(2 * instruments, 2 * instruments))
    whole = root @ root.T / (2 * instruments)
    return whole.reshape(2, instruments, 2, instruments).transpose(0, 2, 1, 3), whole


def test_the_worst_bias_is_the_largest_of_many_tried():
    for seed in range(5):
        moments, _ = moments_of(seed)
        rng = np.random.default_rng(seed)
        directions = rng.normal(size=(4000, 3))
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        tried = []
        for b in np.tan(np.linspace(-1.57, 1.57, 400)):
            s1 = moments[0, 0] - b * (moments[0, 1] + moments[1, 0]) + b * b * moments[1, 1]
            s12 = moments[0, 1] - b * moments[1, 1]
            bias = np.trace(s12) - 2 * np.einsum("mi,ij,mj->m", directions, s12, directions)
            tried.append(np.abs(bias).max() / np.sqrt(np.trace(s1) * np.trace(moments[1, 1])))
        assert max(tried) <= worst_bias(moments) * (1 + 1e-9) <= max(tried) * 1.01


def test_the_worst_bias_is_not_that_of_the_nearest_coefficient_tried():
    moments, _ = moments_of(1)
    b = np.tan(np.linspace(-1.57, 1.57, 200_001))[:, None, None]
    s1 = moments[0, 0] - b * (moments[0, 1] + moments[1, 0]) + b * b * moments[1, 1]
    s12 = (moments[0, 1] + moments[1, 0]) / 2 - b * moments[1, 1]
    roots, total = np.linalg.eigvalsh(s12), np.trace(s12, axis1=1, axis2=2)
    bias = np.abs(total[:, None] - 2 * roots).max(axis=1)
    largest = (bias / np.sqrt(np.trace(s1, axis1=1, axis2=2) * np.trace(moments[1, 1]))).max()
    assert_allclose(worst_bias(moments), largest, rtol=1e-8)


def test_the_bias_is_that_of_two_stage_least_squares():
    """Slopes drawn around a strong first stage: the mean error of the estimate is the share times the worst case."""
    moments, whole = moments_of(3)
    rng = np.random.default_rng(1)
    noise = rng.multivariate_normal(np.zeros(6), whole, 400_000)
    first = np.linalg.eigh((moments[0, 1] + moments[0, 1].T) / 2)[1][:, 0]  # coefficient 0: the reduced form is noise
    squares = 60 * np.trace(moments[1, 1])
    slopes = np.sqrt(squares) * first + noise[:, 3:]
    mean = ((slopes * noise[:, :3]).sum(axis=1) / (slopes**2).sum(axis=1)).mean()
    crossed = moments[0, 1]
    expected = (np.trace(crossed) - 2 * first @ crossed @ first) / squares
    assert_allclose(mean, expected, rtol=0.05)
    share = abs(expected) * 60 / np.sqrt(np.trace(moments[0, 0]) / np.trace(moments[1, 1]))
    assert share <= worst_bias(moments)


def test_the_critical_value_is_the_quantile_of_a_first_stage_that_is_just_too_weak():
    """Along the direction of the largest variance, where Patnaik's approximation is the upper bound."""
    w2 = np.diag([3.0, 1.0, 0.5])
    value, freedom = critical_value(w2, 0.1)
    rng = np.random.default_rng(1)
    slopes = rng.normal(size=(400_000, 3)) * np.sqrt(np.diag(w2))
    slopes[:, 0] += np.sqrt(10 * np.trace(w2))
    drawn = np.quantile((slopes**2).sum(axis=1) / np.trace(w2), 0.95)
    assert_allclose(value, drawn, rtol=0.01)
    assert 1 < freedom < 3


def test_a_bias_that_cannot_be_wants_little_strength():
    """Two instruments and equal errors: no bias of this order, only a test that there is a first stage at all."""
    assert_allclose(critical_value(np.eye(2), 0.1, worst=0.0)[0], chi2.ppf(0.95, 2) / 2)
    assert_allclose(critical_value(np.eye(2), 0.1, worst=1e-6)[0], chi2.ppf(0.95, 2) / 2, rtol=1e-4)


def test_the_conditional_f_of_one_regressor_is_the_first_stage_f():
    data = made(instruments=2)
    assert_allclose(conditional_f(data), [strength(data).f], rtol=1e-9)
    assert_allclose(cragg_donald(data), strength(data).f, rtol=1e-9)


def test_the_conditional_f_by_linearmodels_step_by_step():
    data = made(instruments=4, endogenous=2)
    n, m = data.nuisance.shape
    step = IV2SLS(data.x[:, 0], data.nuisance, data.x[:, 1], data.z).fit()
    target = data.x[:, 0] - data.x[:, 1] * step.params.iloc[-1]
    with_z = sm.OLS(target, np.column_stack([data.z, data.nuisance])).fit().ssr
    without = sm.OLS(target, data.nuisance).fit().ssr
    assert_allclose(conditional_f(data)[0], (without - with_z) / 3 / (with_z / (n - m - 4)), rtol=1e-8)


def test_cragg_donald_is_the_f_of_the_weakest_mixture():
    data = made(instruments=4, endogenous=2)

    def f(angle):
        return cragg_donald(replace(data, x=data.x @ [[np.cos(angle)], [np.sin(angle)]]))

    start = min(np.linspace(0, np.pi, 60), key=f)
    least = minimize_scalar(f, bounds=(start - 0.06, start + 0.06), method="bounded", options={"xatol": 1e-8}).fun
    assert_allclose(cragg_donald(data), least, rtol=1e-7)


def test_two_regressors_that_lean_on_one_instrument_are_weak_together():
    rng = np.random.default_rng(2)
    z = rng.normal(size=(400, 2))
    x = z[:, :1] @ np.ones((1, 2)) + rng.normal(size=(400, 2))
    data = IvData(x.sum(axis=1), x, z, np.ones((400, 1)))
    assert (conditional_f(data) < 10).all() and cragg_donald(data) < 10
    assert strength(replace(data, x=x[:, :1])).f > 100


@pytest.mark.parametrize("function", [conditional_f, cragg_donald, ar_projection])
def test_too_few_instruments_are_refused(function):
    with pytest.raises(CannotCompute) as caught:
        function(made(instruments=1, endogenous=2))
    assert caught.value.code == "effect-few-instruments"


# --- Anderson-Rubin ----------------------------------------------------------------------------------------------


def test_the_test_is_that_of_statsmodels_on_the_reduced_form():
    data = made(instruments=3)
    model = sm.OLS(data.y - 0.7 * data.x[:, 0], np.column_stack([data.z, data.nuisance]))
    theirs = model.fit(cov_type="cluster", cov_kwds={"groups": data.clusters}, use_t=True).f_test(np.eye(3, 18))
    statistic, p, df = ar_test(data, np.array([0.7]))
    assert_allclose([statistic, p], [float(theirs.fvalue), float(theirs.pvalue)], rtol=1e-7)
    assert df == 14
    plain = model.fit(cov_type="HC1", use_t=True).f_test(np.eye(3, 18))
    assert_allclose(ar_test(replace(data, clusters=None), np.array([0.7]))[1], float(plain.pvalue), rtol=1e-7)


@pytest.mark.parametrize("instruments", [1, 2, 4])
def test_the_set_holds_what_the_test_does_not_reject(instruments):
    data = made(instruments=instruments)
    found = ar_set(data)
    assert found.kind is SetKind.INTERVAL
    ((low, high),) = found.pieces
    for end in (low, high):
        assert ar_test(data, np.array([end]))[1] == pytest.approx(0.05, abs=1e-7)


@pytest.mark.parametrize("instruments", [1, 2])
def test_the_set_goes_on_for_ever_where_the_first_stage_is_not_seen(instruments):
    """At the far ends the statistic is the F of the first stage, whatever the outcome."""
    kinds = set()
    for seed in range(30):
        data = made(seed, instruments=instruments, strength_=0.3)
        found = ar_set(data)
        kinds.add(found.kind)
        unseen = strength(data).robust <= fisher.ppf(0.95, instruments, 14)
        assert unseen == (found.kind in (SetKind.RAYS, SetKind.LINE))
        for b in (-1e7, -3.0, 0.0, 0.5, 1.0, 4.0, 1e7):
            inside = any(low <= b <= high for low, high in found.pieces)
            assert inside == (ar_test(data, np.array([b]))[1] >= 0.05)
    assert kinds >= {SetKind.INTERVAL, SetKind.RAYS, SetKind.LINE}


def test_the_search_meets_the_quadratic():
    for seed in range(6):
        data = made(seed, strength_=0.3)
        form = reduced(data)
        exact = ar_set(data)
        found = search(
            lambda b, form=form: fisher.ppf(0.95, 1, 14) - form.statistics(np.column_stack([np.ones(len(b)), -b])),
            Line(1.0, 1.0), smooth=True,
        )  # fmt: skip
        assert len(found) == len(exact.pieces)
        assert_allclose(np.ravel(found), np.ravel(exact.pieces), rtol=1e-6)


def test_instruments_that_contradict_each_other_leave_nothing():
    rng = np.random.default_rng(1)
    z = rng.normal(size=(300, 2))
    x = z.sum(axis=1, keepdims=True) + 0.1 * rng.normal(size=(300, 1))
    data = IvData(z @ [1.0, -1.0] + 0.1 * rng.normal(size=300), x, z, np.ones((300, 1)))
    found = ar_set(data)
    assert found.kind is SetKind.EMPTY and found.pieces == ()


def test_narrow_pieces_and_gaps_are_seen():
    line = Line(0.0, 1.0)
    ((low, high),) = search(lambda b: 1e-10 - (b - 0.12345) ** 2, line, smooth=True)
    assert_allclose([low, high], [0.12344, 0.12346], atol=1e-9)
    left, right = search(lambda b: (b - 0.12345) ** 2 - 1e-10, line, smooth=True)
    assert_allclose([left[1], right[0]], [0.12344, 0.12346], atol=1e-9)
    assert left[0] == -np.inf and right[1] == np.inf
    ((low, high),) = search(lambda b: 1e5 - np.abs(b - 1e5), line)
    assert_allclose([low, high], [0, 2e5], atol=1e-4, rtol=1e-4)


def test_the_set_of_equal_errors_is_the_exact_test():
    for instruments in (1, 3):
        data = replace(made(instruments=instruments), clusters=None)
        exact = ar_homoskedastic(data)
        for end in (exact.low, exact.high):
            whole = sm.OLS(data.y - end * data.x[:, 0], np.column_stack([data.z, data.nuisance])).fit()
            f = whole.f_test(np.eye(instruments, instruments + 15))
            assert_allclose(float(f.pvalue), 0.05, rtol=1e-6)
            assert fisher.sf(float(f.fvalue), instruments, whole.df_resid) == pytest.approx(0.05)


def test_the_set_of_equal_errors_covers_without_any_strength():
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(600):
        z, u = rng.normal(size=(20, 2)), rng.normal(size=20)
        data = IvData(u + (x := 0.05 * z.sum(axis=1) + 0.9 * u), x[:, None], z, np.ones((20, 1)))
        held += ar_homoskedastic(data).holds(1.0)
    # 600 draws of 95 %: three standard errors are 2.7 points
    assert abs(held / 600 - 0.95) < 0.027


def test_several_regressors_have_a_joint_test_and_no_set():
    data = made(instruments=3, endogenous=2)
    assert ar_test(data, np.ones(2))[1] > 0.01 > ar_test(data, np.array([3.0, -1.0]))[1]
    for one in (ar_set, strength, ar_homoskedastic):
        with pytest.raises(CannotCompute) as caught:
            one(data)
        assert caught.value.code == "effect-one-endogenous"


# --- projection --------------------------------------------------------------------------------------------------


def test_with_one_regressor_the_projection_is_the_set():
    data = made(instruments=2)
    assert_allclose(ar_projection(data).pieces, ar_set(data).pieces, rtol=1e-7)


def test_the_least_statistic_of_two_regressors_is_that_of_many_tried():
    for seed in range(4):
        data = made(seed, instruments=3, endogenous=2, strength_=0.4)
        form = reduced(data)
        others = np.tan(np.linspace(-1.5707, 1.5707, 40_001))
        for value in (-1.0, 0.5, 1.0, 30.0):
            tried = form.statistics(np.column_stack([np.ones(len(others)), np.full(len(others), -value), -others]))
            found = least_statistic(form, 0, value)
            assert found <= tried.min() * (1 + 1e-7)
            assert_allclose(found, tried.min(), rtol=1e-3, atol=1e-6)


def test_the_least_statistic_of_three_regressors_is_that_of_many_tried():
    data = made(2, instruments=4, endogenous=3, strength_=0.5, clusters=30)
    form = reduced(data)
    rng = np.random.default_rng(1)
    for value in (0.0, 1.0, 2.5):
        directions = rng.normal(size=(200_000, 3))
        w = np.column_stack([directions[:, 0], -value * directions[:, 0], directions[:, 1:]])
        assert least_statistic(form, 0, value) <= form.statistics(w).min() * (1 + 1e-6)


@pytest.mark.parametrize("component", [0, 1])
def test_ends_of_a_projection_touch_the_joint_set(component):
    data = made(instruments=3, endogenous=2, strength_=1.5, clusters=40)
    found = ar_projection(data, component)
    ((low, high),) = found.pieces
    assert low < 1 < high
    one = fit_iv(data.y, data.x, data.z, data.nuisance)
    error = np.sqrt(clustered(one, data.clusters)[component, component])
    # wider than the interval by the normal law, and of its order
    assert 1 < (high - low) / (2 * 1.96 * error) < 3
    form = reduced(data)
    for end in (low, high):
        assert least_statistic(form, component, end) == pytest.approx(fisher.ppf(0.95, 3, 39), rel=1e-6)


def test_a_projection_is_conservative():
    held = 0
    for seed in range(150):
        data = made(seed, instruments=2, endogenous=2, strength_=0.3, clusters=40, years=4)
        form = reduced(data)
        held += least_statistic(form, 0, 1.0) <= fisher.ppf(0.95, 2, 39)
    # 150 draws of 95 %: three standard errors are 5.3 points
    assert held > (0.95 - 0.053) * 150


# --- bootstrap ---------------------------------------------------------------------------------------------------


def test_the_bootstrap_version_agrees_where_clusters_are_many():
    data = made(clusters=60, years=5, strength_=0.7)
    options = WildOptions(law=Multipliers.RADEMACHER, draws=4999)
    ((low, high),) = ar_wild(data, np.random.default_rng(1), options).pieces
    ((other_low, other_high),) = ar_set(data).pieces
    assert_allclose([low, high], [other_low, other_high], rtol=0.1)


@pytest.mark.parametrize("residuals", list(Residuals))
def test_draws_of_a_hypothesis_are_those_of_its_outcome(residuals):
    data = made(clusters=8)
    columns = (data.y, data.x[:, 0], data.y - 1.7 * data.x[:, 0])
    forms = [absorb(Specification(0, c, data.z[:, 0], data.clusters, data.nuisance)) for c in columns]
    values = np.random.default_rng(1).choice([-1.0, 1.0], (8, 50))
    slopes = []
    for form in forms:
        r = response(forms[0], form.y, residuals)
        slopes.append((r.slope @ values, r.scores @ values))
    slope, scores = slopes[2]
    assert_allclose(Quadratics.of(*slopes[:2]).statistics(1.7), slope**2 / (scores**2).sum(axis=0), rtol=1e-7)


def test_the_bootstrap_version_may_have_no_bounds():
    options = WildOptions(draws=199)
    kinds = {ar_wild(made(s, strength_=0.0), np.random.default_rng(s), options).kind for s in range(6)}
    assert kinds & {SetKind.RAYS, SetKind.LINE}
    with pytest.raises(CannotCompute) as caught:
        ar_wild(made(instruments=2), np.random.default_rng(1), options)
    assert caught.value.code == "effect-one-instrument"


@pytest.mark.slow
def test_the_bootstrap_version_keeps_its_size_with_few_clusters_and_no_strength():
    options = WildOptions(draws=199, level=0)
    rejected = 0
    for seed in range(400):
        data = made(seed, clusters=14, strength_=0.05)
        null = replace(data, y=data.y - data.x[:, 0])
        rejected += ar_wild(null, np.random.default_rng(seed), options).p <= 0.05
    # 400 draws of 5 %: three standard errors are 3.3 points
    assert abs(rejected / 400 - 0.05) < 0.033


def test_shapes_of_sets():
    assert kind_of(()) is SetKind.EMPTY
    assert kind_of(((-np.inf, np.inf),)) is SetKind.LINE
    assert kind_of(((-np.inf, 1.0), (3.0, np.inf))) is SetKind.RAYS
    assert kind_of(((1.0, np.inf),)) is SetKind.RAYS
    assert kind_of(((0.0, 1.0),)) is SetKind.INTERVAL
    assert kind_of(((0.0, 1.0), (2.0, 3.0))) is SetKind.PIECES
    assert len(TAUS) == len(strength(made()).critical)

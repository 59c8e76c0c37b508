"""The fit of model schedules: known parameters come back, errors cover, landmarks are where they should be."""

from __future__ import annotations

import csv
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.age import Form, Schedule, schedule, schedule_slopes
from qonys.migration.kernels.rogers_castro import Criterion, ScheduleOptions, bootstrap, choose, fit, landmarks
from reference import reference

FUNDAMENTAL = Schedule(a1=0.02, alpha1=0.1, a2=0.06, alpha2=0.1, mu2=20, lambda2=0.4, c=0.003)
RETIREMENT = {"a3": 0.006, "alpha3": 0.25, "mu3": 66.0, "lambda3": 0.25}
UPSLOPE = {"a4": 1.5e-4, "alpha4": 0.04}
SEVEN = {"a1": 0.02, "alpha1": 0.1, "a2": 0.06, "alpha2": 0.1, "mu2": 20.0, "lambda2": 0.4, "c": 0.003}
# United Nations (1992), Preparing Migration Data for Subnational Population Projections: a1, a2, mu2 of the six
# schedules of men (alpha1 0.105, alpha2 0.112, lambda2 0.391, c 0.0028).
UN_MEN = [
    (0.0215, 0.0694, 20.04), (0.0128, 0.0804, 20.04), (0.0303, 0.0582, 20.04), (0.0215, 0.0691, 16.09),
    (0.0215, 0.0691, 23.99), (0.0128, 0.08, 16.09),
]  # fmt: skip
SINGLE, FIVE = np.arange(100.0), np.arange(2.5, 90.0, 5.0)


def un_schedules() -> list[Schedule]:
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    with reference("refdata/B_migration/rc_model_un.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["schedule_abb"], row["sex"]][row["param"]] = float(row["value"])
    return [Schedule(**parameters) for parameters in found.values()]


@pytest.mark.parametrize("ages", [SINGLE, np.arange(15.0, 80.0), FIVE], ids=["single", "from 15", "five-year"])
@pytest.mark.parametrize("levels", UN_MEN)
def test_published_schedules_come_back(ages, levels):
    known = Schedule(levels[0], 0.105, levels[1], 0.112, levels[2], 0.391, 0.0028)
    found = fit(ages, schedule(ages, known))
    assert_allclose(found.parameters.array(), known.array(), rtol=1e-6)
    assert found.converged and found.identified and found.on_bound == ()
    assert found.r2 > 1 - 1e-12 and found.rmse < 1e-10 and found.mape < 1e-6


def test_all_schedules_of_the_reference_come_back():
    known = un_schedules()
    assert len(known) == 12
    for one in known:
        assert_allclose(fit(SINGLE, schedule(SINGLE, one)).parameters.array(), one.array(), rtol=1e-6)


@pytest.mark.parametrize("more", [{}, UPSLOPE, RETIREMENT, RETIREMENT | UPSLOPE], ids=["7", "9", "11", "13"])
def test_each_form_comes_back(more):
    known = Schedule(**SEVEN, **more)
    found = fit(SINGLE, schedule(SINGLE, known), form=known.form)
    assert_allclose(found.parameters.array(), known.array(), rtol=1e-5)
    assert found.identified and found.agreeing >= 2


@pytest.mark.slow
@pytest.mark.parametrize("form", Form)
def test_schedules_of_all_shapes_come_back(form):
    rng = np.random.default_rng(7)
    ages = np.arange(95.0)
    spans = {
        "a1": (0.005, 0.05), "alpha1": (0.03, 0.2), "a2": (0.02, 0.1), "alpha2": (0.06, 0.25), "mu2": (16, 27),
        "lambda2": (0.2, 0.9), "c": (0.001, 0.006), "a3": (0.003, 0.01), "alpha3": (0.1, 0.5), "mu3": (60, 72),
        "lambda3": (0.15, 0.4), "a4": (5e-5, 3e-4), "alpha4": (0.02, 0.06),
    }  # fmt: skip
    for _ in range(25):
        known = Schedule(**{name: float(rng.uniform(*spans[name])) for name in form.names})
        found = fit(ages, schedule(ages, known), form=form)
        assert_allclose(found.parameters.array(), known.array(), rtol=1e-3, err_msg=str(known))


@pytest.mark.parametrize("more", [{}, UPSLOPE, RETIREMENT, RETIREMENT | UPSLOPE], ids=["7", "9", "11", "13"])
def test_slopes_are_those_of_small_steps(more):
    known = Schedule(**SEVEN, **more)
    p, x = known.array(), np.array([0.0, 12.0, 21.0, 40.0, 66.0, 90.0])
    slopes = schedule_slopes(x, p, known.form)[1]
    for k in range(len(p)):
        step = np.zeros(len(p))
        step[k] = 1e-6 * p[k]
        up, down = (schedule_slopes(x, p + s, known.form)[0] for s in (step, -step))
        assert_allclose(slopes[:, k], (up - down) / (2 * step[k]), rtol=1e-6, atol=1e-9)


@settings(max_examples=10)
@given(st.floats(1e-6, 1e4))
def test_the_unit_of_rates_moves_levels_alone(factor):
    one = schedule(SINGLE, FUNDAMENTAL)
    rates = one * (1 + 0.1 * np.sin(SINGLE))
    a, b = fit(SINGLE, rates), fit(SINGLE, rates * factor)
    assert_allclose(b.parameters.array(), a.parameters.scaled(factor).array(), rtol=1e-6)
    assert_allclose((b.r2, b.mape), (a.r2, a.mape), rtol=1e-9)
    assert_allclose(b.errors[[1, 4]], a.errors[[1, 4]], rtol=1e-5)


def test_an_independent_optimiser_finds_no_better_and_the_same_errors():
    from scipy.optimize import curve_fit

    rng = np.random.default_rng(3)
    rates = schedule(SINGLE, FUNDAMENTAL) * np.exp(0.05 * rng.standard_normal(100))
    weights = np.linspace(1.0, 3.0, 100)
    found = fit(SINGLE, rates, weights)

    def curve(x, *p):
        a1, al1, a2, al2, mu, lam, c = p
        return a1 * np.exp(-al1 * x) + a2 * np.exp(-al2 * (x - mu) - np.exp(-lam * (x - mu))) + c

    p, cov = curve_fit(curve, SINGLE, rates, FUNDAMENTAL.array(), sigma=1 / np.sqrt(weights), xtol=1e-12, ftol=1e-12)
    assert_allclose(found.parameters.array(), p, rtol=1e-4)
    assert_allclose(found.errors, np.sqrt(np.diag(cov)), rtol=1e-3)
    miss = curve(SINGLE, *p) - rates
    centre = np.average(rates, weights=weights)
    assert_allclose(found.r2, 1 - (weights @ miss**2) / (weights @ (rates - centre) ** 2), rtol=1e-6)
    assert_allclose(found.error_share, 100 * np.abs(miss).sum() / rates.sum(), rtol=1e-3)


def test_measures_of_fit_by_hand():
    rng = np.random.default_rng(4)
    rates = schedule(SINGLE, FUNDAMENTAL) * np.exp(0.05 * rng.standard_normal(100))
    found = fit(SINGLE, rates)
    rss, n, k = ((found.fitted - rates) ** 2).sum(), 100, 8  # seven parameters and a variance
    assert_allclose(found.rmse, np.sqrt(rss / n))
    assert_allclose(found.mape, 100 * (np.abs(found.fitted - rates) / rates).mean())
    assert_allclose(found.r2_adjusted, 1 - (1 - found.r2) * 99 / 93)
    assert_allclose(found.aic, n * np.log(rss / n) + 2 * k)
    assert_allclose(found.aicc, found.aic + 2 * k * (k + 1) / (n - k - 1))
    assert_allclose(found.bic, n * np.log(rss / n) + k * np.log(n))


def test_ages_without_weight_have_no_say_and_are_fitted_all_the_same():
    rates = schedule(SINGLE, FUNDAMENTAL)
    rates[:5] = np.nan  # a question on residence five years ago
    found = fit(SINGLE, rates, (SINGLE >= 5).astype(float))
    assert_allclose(found.parameters.array(), FUNDAMENTAL.array(), rtol=1e-6)
    assert_allclose(found.fitted, schedule(SINGLE, FUNDAMENTAL), rtol=1e-6)


def test_a_part_that_is_not_there_is_flagged():
    without = Schedule(**(SEVEN | {"c": 0.0}))
    found = fit(SINGLE, schedule(SINGLE, without))
    assert found.on_bound == ("c",) and np.isnan(found.errors[6]) and np.isfinite(found.errors[:6]).all()
    found = fit(SINGLE, schedule(SINGLE, FUNDAMENTAL), options=ScheduleOptions(bounds={"mu2": (22.0, 40.0)}))
    assert "mu2" in found.on_bound
    none = fit(SINGLE, schedule(SINGLE, Schedule(**(SEVEN | {"a1": 0.0}))))
    assert "a1" in none.on_bound and not none.identified  # alpha1 of nothing


def test_few_ages_are_flagged_or_refused():
    x = np.array([2.0, 10.0, 17.0, 22.0, 30.0, 45.0, 60.0])
    found = fit(x, schedule(x, FUNDAMENTAL))
    assert not found.identified and np.isnan(found.errors).all() and np.isnan(found.r2_adjusted)
    assert found.aicc == np.inf
    with pytest.raises(CannotCompute, match="7 parameters need as many ages; ages that count: 6"):
        fit(x[:6], schedule(x[:6], FUNDAMENTAL))


def test_a_flat_profile_is_not_identified():
    assert not fit(SINGLE, np.full(100, 0.01)).identified


# Without noise all forms that hold the true one have equal R2 to rounding: that criterion is left out.
@pytest.mark.parametrize("criterion", [Criterion.AIC, Criterion.AICC, Criterion.BIC])
@pytest.mark.parametrize("more", [{}, UPSLOPE, RETIREMENT, RETIREMENT | UPSLOPE], ids=["7", "9", "11", "13"])
def test_the_form_that_made_the_rates_is_chosen(criterion, more):
    known = Schedule(**SEVEN, **more)
    best, fits = choose(SINGLE, schedule(SINGLE, known), criterion=criterion)
    assert best.parameters.form is known.form
    assert set(fits) == set(Form)


def test_larger_forms_fit_no_worse_and_noise_is_no_reason_for_one():
    rng = np.random.default_rng(5)
    exposure = np.full(100, 2e4)
    rates = rng.poisson(schedule(SINGLE, FUNDAMENTAL) * exposure) / exposure
    best, fits = choose(SINGLE, rates, criterion=Criterion.BIC)
    assert best.parameters.form is Form.SEVEN
    errors = [fits[form].rmse for form in (Form.SEVEN, Form.ELEVEN, Form.THIRTEEN)]
    assert errors == sorted(errors, reverse=True)
    assert choose(SINGLE, rates, criterion=Criterion.R2_ADJUSTED)[0].r2_adjusted >= best.r2_adjusted


def test_few_ages_leave_few_forms():
    x = FIVE[:10]
    assert set(choose(x, schedule(x, FUNDAMENTAL))[1]) == {Form.SEVEN, Form.NINE}


def test_the_same_seed_gives_the_same_intervals():
    found = fit(SINGLE, schedule(SINGLE, FUNDAMENTAL))
    one, two = (bootstrap(found, np.full(100, 5e4), np.random.default_rng(11), draws=15) for _ in range(2))
    assert_array_equal(one.draws, two.draws)
    assert one.failed == 0 and one.draws.shape == (15, 7)
    assert (one.low <= one.high).all() and (one.curve_low <= one.curve_high).all()


def test_draws_without_moves_are_counted():
    found = fit(SINGLE, schedule(SINGLE, FUNDAMENTAL))
    few = bootstrap(found, np.full(100, 0.5), np.random.default_rng(2), draws=20)
    assert 0 < few.failed < 20 and len(few.draws) == 20 - few.failed


@pytest.mark.slow
def test_intervals_cover_the_truth_and_errors_are_those_of_repetition():
    # 60 samples of Poisson counts: 95 % intervals of four parameters hold it in 240 of 240 less about 12.
    rng, exposure = np.random.default_rng(20), np.full(100, 1e5)
    true = schedule(SINGLE, FUNDAMENTAL)
    weights = exposure / true
    held, estimates, errors = [], [], []
    for _ in range(60):
        found = fit(SINGLE, rng.poisson(true * exposure) / exposure, weights)
        spread = bootstrap(found, exposure, rng, draws=60)
        inside = (spread.low <= FUNDAMENTAL.array()) & (FUNDAMENTAL.array() <= spread.high)
        held.append(inside[[2, 3, 4, 5]])
        estimates.append(found.parameters.array())
        errors.append(found.errors)
    assert 0.86 < np.mean(held) < 0.99
    assert_allclose(np.std(estimates, axis=0), np.median(errors, axis=0), rtol=0.35)


def test_landmarks_by_another_way():
    from scipy.optimize import brentq, minimize_scalar

    def at(x):
        return float(schedule(np.array(x), FUNDAMENTAL))

    low = minimize_scalar(at, bounds=(5, 20), method="bounded", options={"xatol": 1e-9}).x
    high = minimize_scalar(lambda x: -at(x), bounds=(18, 40), method="bounded", options={"xatol": 1e-9}).x
    found = landmarks(FUNDAMENTAL)
    assert_allclose((found.low_point, found.labour_peak), (low, high), atol=1e-3)
    assert_allclose(found.labour_shift, high - low, atol=1e-3)
    assert_allclose(found.jump, at(high) - at(low), rtol=1e-6)
    assert np.isnan(found.retirement_peak)
    # A parent has the rate of the child: the mean of the distances, one for each year of age.
    gaps = [brentq(lambda x, y=y: at(x) - at(y), high, 100) - y for y in range(int(low) + 1) if at(y) < at(high)]
    assert_allclose(found.parental_shift, np.mean(gaps), atol=1e-3)


def test_the_peak_of_the_labour_curve_alone_has_a_formula():
    alone = Schedule(0.0, 0.1, 0.06, 0.1, 20, 0.4)
    assert_allclose(landmarks(alone).labour_peak, 20 + np.log(4) / 0.4, atol=1e-3)
    assert np.isnan(landmarks(alone).low_point)
    retired = landmarks(Schedule(**SEVEN, **RETIREMENT))
    assert 62 < retired.retirement_peak < 68
    assert np.isnan(landmarks(Schedule(0.02, 0.1, 0.0, 0.1, 20, 0.4))).all()


def test_later_entry_moves_the_peak_by_as_much():
    early, late = (landmarks(Schedule(0.0, 0.1, 0.06, 0.112, mu, 0.391, 0.003)) for mu in (16.09, 23.99))
    assert_allclose(late.labour_peak - early.labour_peak, 23.99 - 16.09, atol=1e-3)


def test_brazil_and_france_are_fitted_closely():
    with reference("refdata/B_migration/ipumsi_age.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for sample, peak, least in (("BRA2000", 24, 0.995), ("FRA2006", 25, 0.98)):
        own = [row for row in rows if row["sample"] == sample]
        ages, moves, people = (np.array([float(r[c]) for r in own]) for c in ("age", "migrants", "population"))
        found = fit(ages, moves / people, np.where(ages >= 5, people, 0.0))
        assert found.r2 > least and found.identified and found.agreeing >= 4
        assert_allclose(landmarks(found.parameters).labour_peak, peak, atol=1)


@pytest.mark.parametrize("wrong", [-0.1, np.nan])
def test_faulty_rates_and_weights_are_named_by_age(wrong):
    rates, weights = schedule(SINGLE, FUNDAMENTAL), np.ones(100)
    rates[30] = weights[40] = wrong
    with pytest.raises(BadInput, match="negative: 1") as error:
        fit(SINGLE, rates)
    assert error.value.where == "rates, ages [30.0]"
    with pytest.raises(BadInput, match="negative: 1"):
        fit(SINGLE, schedule(SINGLE, FUNDAMENTAL), weights)


def test_nobody_moves_and_shapes_of_a_programmer():
    with pytest.raises(BadInput, match="no moves"):
        fit(SINGLE, np.zeros(100))
    with pytest.raises(ValueError, match="one shape"):
        fit(SINGLE, np.ones(99))
    found = fit(SINGLE, schedule(SINGLE, FUNDAMENTAL))
    with pytest.raises(ValueError, match="exposure above 0"):
        bootstrap(found, np.zeros(100), np.random.default_rng(1))

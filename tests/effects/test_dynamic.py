"""Bias-corrected fixed effects: Nickell's closed form, an independent solution, simulated bias and coverage."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qonys.effects.kernels.dynamic import (
    DynamicErrors,
    DynamicOptions,
    _correction,
    dynamic_effects,
)
from qonys.effects.kernels.least_squares import dummies
from qonys.effects.kernels.projections import LongPanel
from qonys.errors import BadInput, CannotCompute

PLAIN = DynamicOptions(period_effects=False)


def simulated(seed, n=14, t=24, rho=0.5, effect=0.5):
    """Units differ in level and in the size of their errors; years have effects; x follows its own past."""
    random = np.random.default_rng(seed)
    burn = 40
    x, y = np.zeros((2, n, t + burn + 1))
    unit, period, size = random.normal(size=n), random.normal(size=t + burn + 1), random.uniform(0.5, 1.5, n)
    for s in range(1, t + burn + 1):
        x[:, s] = 0.5 * x[:, s - 1] + random.normal(size=n) + 0.3 * unit
        y[:, s] = rho * y[:, s - 1] + effect * x[:, s] + unit + period[s] + size * random.normal(size=n)
    units, periods = np.repeat(np.arange(n), t + 1), np.tile(np.arange(t + 1), n)
    return LongPanel(y[:, burn:].ravel(), x[:, burn:].ravel(), units, periods)


def kept(panel, keep):
    return LongPanel(panel.outcome[keep], panel.exposure[keep], panel.units[keep], panel.periods[keep])


def nickell(rho, t):
    """Minus the covariance of lagged outcome and error within a unit, for error variance 1 (Nickell 1981)."""
    return (t - 1 - t * rho + rho**t) / (t * (1 - rho) ** 2)


@pytest.mark.parametrize("years", [False, True])
@pytest.mark.parametrize("rho", [-0.4, 0.0, 0.5, 0.9])
def test_correction_of_a_full_panel_is_the_closed_form(rho, years):
    n, t = 7, 9
    units, periods = np.repeat(np.arange(n), t), np.tile(np.arange(t), n)
    effects = [dummies(units), *([dummies(periods)] if years else [])]
    polynomial = _correction(np.column_stack(effects), units, periods)
    assert_allclose(polynomial @ rho ** np.arange(t), nickell(rho, t) / (t - 1), rtol=1e-10)


def test_a_panel_without_regressors_solves_the_equation_of_the_bias():
    """Least squares = persistence - variance * Nickell / sum of squares, solved here by repetition (Bun, Carree)."""
    panel = simulated(1, effect=0.0)
    y = panel.outcome.reshape(14, 25)
    left, lag = (part - part.mean(1, keepdims=True) for part in (y[:, 1:], y[:, :-1]))
    plain = rho = (left * lag).sum() / (lag**2).sum()
    for _ in range(200):
        variance = ((left - rho * lag) ** 2).sum() / (14 * 23)
        rho = plain + variance * 14 * nickell(rho, 24) / (lag**2).sum()
    found = dynamic_effects(LongPanel(panel.outcome, np.empty((350, 0)), panel.units, panel.periods), PLAIN)
    assert_allclose(found.coefficients, [rho], rtol=1e-9)
    assert_allclose(found.uncorrected, [plain], rtol=1e-10)
    assert found.parameters == 1 and found.freedom == 13 and rho - plain > 0.02


def test_moments_have_mean_zero_at_the_truth_in_a_panel_with_gaps():
    """2,000 panels of one design with holes, where the correction is exact: t of the moment's mean below 4."""
    random = np.random.default_rng(3)
    n, t, rho = 5, 8, 0.6
    hole = random.uniform(size=n * t) > 0.2
    units, periods = np.repeat(np.arange(n), t)[hole], np.tile(np.arange(t), n)[hole]
    x = random.normal(size=len(units))
    design = np.column_stack([dummies(units), dummies(periods), x])
    polynomial = _correction(design, units, periods)
    basis = np.linalg.svd(design, full_matrices=False)
    basis = basis[0][:, basis[1] > 1e-9]
    factor = dummies(units) @ (polynomial @ rho ** np.arange(polynomial.shape[1]))
    errors = random.normal(size=(2000, n, t))
    lag = np.zeros((2000, n, t))
    for s in range(1, t):
        lag[:, :, s] = rho * lag[:, :, s - 1] + errors[:, :, s - 1]
    e, past = (part.reshape(2000, n * t)[:, hole] for part in (errors, lag))
    e = e - e @ basis @ basis.T
    raw = (past * e).sum(1)
    moment = raw + (factor * e**2).sum(1)
    assert abs(moment.mean()) < 4 * moment.std() / np.sqrt(2000)
    assert raw.mean() < -20 * raw.std() / np.sqrt(2000)


def test_bread_is_the_slope_of_the_moments():
    panel = simulated(2, 6, 10)
    found = dynamic_effects(panel)
    assert_allclose(found.moments.sum(0), 0, atol=1e-9)
    n = 6 * 10
    y, x = panel.outcome.reshape(6, 11), panel.exposure.reshape(6, 11)[:, 1:].ravel()
    units, periods = np.repeat(np.arange(6), 10), np.tile(np.arange(10), 6)
    nuisance = np.column_stack([dummies(units), dummies(periods)])
    polynomial = _correction(np.column_stack([nuisance, x]), units, periods)
    out = np.eye(n) - nuisance @ np.linalg.pinv(nuisance)
    left, lag, right = out @ y[:, 1:].ravel(), out @ y[:, :-1].ravel(), out @ x

    def moments(theta):
        e = left - theta[0] * lag - theta[1] * right
        factor = dummies(units) @ (polynomial @ theta[0] ** np.arange(polynomial.shape[1]))
        return np.array([lag @ e + factor @ e**2, right @ e])

    steps = np.eye(2) * 1e-6
    slope = np.column_stack([moments(found.coefficients + s) - moments(found.coefficients - s) for s in steps]) / 2e-6
    assert_allclose(found.bread, -np.linalg.inv(slope), rtol=1e-6)
    # K: two coefficients and nine effects of years beside those of units, that the clusters hold
    scale = 6 / 5 * (n - 1) / (n - found.parameters)
    assert found.parameters == 11
    meat = found.moments.T @ found.moments
    assert_allclose(found.covariance, scale * found.bread @ meat @ found.bread.T, rtol=1e-10)


def test_a_long_panel_needs_no_correction():
    from statsmodels.regression.linear_model import OLS

    panel = simulated(4, 6, 500)
    found = dynamic_effects(panel, PLAIN)
    y, x = panel.outcome.reshape(6, 501), panel.exposure.reshape(6, 501)
    unit = np.repeat(np.arange(6), 500)
    design = np.column_stack([y[:, :-1].ravel(), x[:, 1:].ravel(), dummies(unit)])
    theirs = OLS(y[:, 1:].ravel(), design).fit(cov_type="cluster", cov_kwds={"groups": unit})
    assert_allclose(found.uncorrected, theirs.params[:2], rtol=1e-9)
    assert_allclose(found.coefficients, theirs.params[:2], atol=0.005)
    narrower = (3000 - 8) / (3000 - 2)  # theirs counts the effects of units as parameters
    assert_allclose(found.standard_errors, theirs.bse[:2] * np.sqrt(narrower), rtol=0.01)


def test_long_run_effect_and_its_error():
    found = dynamic_effects(simulated(5))
    rho, beta = found.coefficients
    v = found.covariance
    by_hand = (v[1, 1] + 2 * beta / (1 - rho) * v[0, 1] + (beta / (1 - rho)) ** 2 * v[0, 0]) / (1 - rho) ** 2
    assert_allclose(found.long_run, [beta / (1 - rho)])
    assert_allclose(found.long_run_errors, [np.sqrt(by_hand)])
    from scipy.stats import t as student

    half = student.ppf(0.975, 13) * found.standard_errors
    assert_allclose(found.intervals, np.column_stack([found.coefficients - half, found.coefficients + half]))
    assert not found.reaches_one and np.isfinite(found.long_run_intervals).all()


def test_a_persistence_that_may_be_one_has_no_bounded_long_run():
    found = dynamic_effects(simulated(6, 14, 24, rho=0.97, effect=1.0))
    assert found.reaches_one and np.isinf(found.long_run_intervals).all()


def test_what_must_not_matter():
    panel = simulated(7, 8, 12)
    found = dynamic_effects(panel)
    random = np.random.default_rng(0)
    order = random.permutation(len(panel.outcome))
    assert_allclose(dynamic_effects(kept(panel, order)).coefficients, found.coefficients, rtol=1e-9)
    years = LongPanel(panel.outcome, panel.exposure, panel.units, panel.periods + 2000)
    assert_allclose(dynamic_effects(years).coefficients, found.coefficients, rtol=1e-9)
    scaled = dynamic_effects(LongPanel(10 * panel.outcome + 3, panel.exposure / 2, panel.units, panel.periods))
    assert_allclose(scaled.coefficients, found.coefficients * [1, 20], rtol=1e-8)
    # A unit with a single usable row, and a unit without any, say nothing.
    lone = LongPanel(*(np.append(part, more) for part, more in zip(
        (panel.outcome, panel.exposure, panel.units, panel.periods),
        ([1.0, 2.0, 5.0], [0.0, 1.0, 1.0], [90, 90, 91], [3, 4, 5]), strict=True,
    )))  # fmt: skip
    assert_allclose(dynamic_effects(lone).coefficients, found.coefficients, rtol=1e-9)
    assert dynamic_effects(lone).units == 8


def test_jackknife_is_the_scatter_without_each_unit():
    panel = simulated(8, 6, 14)
    found = dynamic_effects(panel, DynamicOptions(errors=DynamicErrors.JACKKNIFE))
    parts = np.array([dynamic_effects(kept(panel, panel.units != u)).coefficients for u in range(6)])
    spread = parts - dynamic_effects(panel).coefficients
    assert_allclose(found.covariance, 5 / 6 * spread.T @ spread, rtol=1e-9)


def test_refusals():
    panel = simulated(9, 5, 10)
    with pytest.raises(BadInput) as refused:
        dynamic_effects(LongPanel(panel.outcome, panel.exposure, panel.units, panel.periods, weights=np.ones(55)))
    assert (refused.value.code, refused.value.fields["name"]) == ("effect-dynamic-unsupported", "weights")
    with pytest.raises(CannotCompute) as refused:
        dynamic_effects(kept(panel, panel.units == 0))
    assert refused.value.code == "effect-dynamic-units"
    steps = np.array([[0.0, 1, 3, 7], [0, -1, -3, -7], [0, 1, 2.5, 6]])  # each unit's steps double: an explosion
    short = LongPanel(steps.ravel(), np.empty((12, 0)), np.repeat(np.arange(3), 4), np.tile(np.arange(4), 3))
    with pytest.raises(CannotCompute) as refused:
        dynamic_effects(short, PLAIN)
    assert refused.value.code == "effect-dynamic-no-root"


def repeated(count, **how):
    fits = [dynamic_effects(simulated(1000 + seed, **how)) for seed in range(count)]
    truth = np.array([how.get("rho", 0.5), how.get("effect", 0.5)])
    inside = np.mean([(f.intervals[:, 0] < truth) & (truth < f.intervals[:, 1]) for f in fits], axis=0)
    corrected, plain = (np.array([getattr(f, name) for f in fits]) - truth for name in ("coefficients", "uncorrected"))
    return corrected, plain, np.array([f.standard_errors for f in fits]), inside


@pytest.mark.slow
@pytest.mark.parametrize("rho", [0.3, 0.6, 0.8])
def test_bias_of_fixed_effects_is_seen_and_taken_off(rho):
    """14 units, 24 years, 400 panels: what is left is of the order of 1/(NT), a fifth of the bias at most."""
    corrected, plain, errors, inside = repeated(400, rho=rho)
    noise = corrected.std(0) / 20
    assert plain[:, 0].mean() < -0.03 and noise.max() < 0.004
    assert (abs(corrected.mean(0)) < 3.5 * noise + 1.5 / (14 * 24)).all()
    assert abs(corrected[:, 0].mean()) < -plain[:, 0].mean() / 5
    assert_allclose(errors.mean(0), corrected.std(0), rtol=0.12)  # sandwich of 14 clusters: up to a tenth short
    assert (inside > 0.90).all() and (inside < 0.98).all()

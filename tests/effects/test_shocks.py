"""The view from the shocks: identities with the regions' regression, independent values, sizes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from linearmodels.iv import IV2SLS
from numpy.testing import assert_allclose
from scipy.sparse import csr_array
from scipy.stats import norm

from effects.adh import zones
from effects.test_shift_share import made
from qonys.effects.kernels.exposures import complete, concentration, heaviest, leave_one_out, shifted
from qonys.effects.kernels.least_squares import fit, fit_iv
from qonys.effects.kernels.rotemberg import rotemberg
from qonys.effects.kernels.shift_share import ShiftShare, shift_share
from qonys.effects.kernels.shocks import (
    balance,
    controlled,
    first_stage,
    shock_balance,
    shock_estimate,
    shock_level,
    shock_test,
)
from qonys.errors import CannotCompute

# --- equivalence -------------------------------------------------------------------------------------------------


def by_regions(data):
    one = fit_iv(data.outcome, data.treatment[:, None], data.instrument[:, None], data.controls, data.weights)
    return one.coefficients[0]


@pytest.mark.parametrize("weighted", [True, False])
def test_shocks_give_the_coefficient_of_regions(weighted):
    data, shocks = made()
    data = data if weighted else replace(data, weights=None)
    assert_allclose(shock_estimate(data, shocks).estimate, by_regions(data), rtol=1e-10)
    sparse = replace(data, shares=csr_array(data.shares))
    assert_allclose(shock_estimate(sparse, shocks).error, shock_estimate(data, shocks).error, rtol=1e-10)


def test_errors_are_those_of_linearmodels_on_averages():
    data, shocks = made(s=30)
    level, sectors = shock_level(data), np.arange(30) // 3
    model = IV2SLS(level.outcome, np.ones(30), level.treatment, shocks, weights=level.weights)
    plain, joined = shock_estimate(data, shocks), shock_estimate(data, shocks, sectors=sectors)
    robust = model.fit(cov_type="robust", debiased=True)
    clustered = model.fit(cov_type="clustered", clusters=sectors, debiased=True)
    assert_allclose([plain.error, joined.error], [robust.std_errors.iloc[-1], clustered.std_errors.iloc[-1]], rtol=1e-8)
    assert (plain.df, joined.df) == (28, 9)
    assert_allclose(plain.p, robust.pvalues.iloc[-1], rtol=1e-6)
    assert_allclose(plain.interval(), robust.conf_int().iloc[-1], rtol=1e-7)


def test_with_incomplete_shares_the_sum_is_a_control():
    data, shocks = made()
    shares = data.shares[:, :-2]
    assert complete(data.shares) and not complete(shares)
    lone = ShiftShare(data.outcome, shares @ shocks[:-2], shares, data.treatment, data.controls, data.weights)
    assert not controlled(lone)
    with pytest.raises(CannotCompute) as caught:
        shock_estimate(lone, shocks[:-2])
    assert caught.value.code == "effect-shares-uncontrolled"
    part = replace(lone, controls=np.column_stack([np.ones(120), shares.sum(axis=1)]))
    assert controlled(part)
    assert_allclose(shock_estimate(part, shocks[:-2]).estimate, by_regions(part), rtol=1e-10)


def test_controls_of_sectors_are_held_by_regions():
    data, shocks = made()
    beside = np.column_stack([np.ones(12), np.arange(12) % 2])
    with pytest.raises(CannotCompute):
        shock_estimate(data, shocks, beside)
    part = replace(data, controls=data.shares @ beside)
    assert_allclose(shock_estimate(part, shocks, beside).estimate, by_regions(part), rtol=1e-10)


def test_imports_from_china_seen_from_industries():
    """770 industry-periods: the shocks are those that lie behind the instrument of the regions."""
    regions, shares, sectors, controls = zones()
    instrument = regions["IV"].to_numpy()
    shocks = np.linalg.lstsq(shares, instrument, rcond=None)[0]
    controls = np.column_stack([controls, shares.sum(axis=1)])
    data = ShiftShare(
        regions["d_sh_empl"].to_numpy(), shares @ shocks, csr_array(shares), regions["shock"].to_numpy(), controls,
        regions["weights"].to_numpy(),
    )  # fmt: skip
    found = shock_estimate(data, shocks, sectors=sectors)
    assert_allclose(found.estimate, by_regions(data), rtol=1e-8)  # an instrument of many sizes: rounding
    one = rotemberg(data, shocks)
    assert_allclose([one.weights.sum(), one.parts.sum()], [1, by_regions(data)], rtol=1e-8)
    level = shock_level(data)
    many, joined = concentration(level.weights), concentration(level.weights, sectors)
    assert 1 < joined.effective < many.effective < 770
    assert level.weights[heaviest(level.weights, 1)[0]] == pytest.approx(many.largest)


def test_a_sector_without_shares_is_refused():
    data, shocks = made()
    with pytest.raises(CannotCompute) as caught:
        shock_estimate(replace(data, shares=np.column_stack([data.shares, np.zeros(120)])), np.r_[shocks, 1.0])
    assert caught.value.code == "effect-sector-empty" and caught.value.fields["number"] == 13


def test_the_test_under_the_null_is_its_formula():
    data, shocks = made(s=30, strength=2.0)
    sectors = np.arange(30) // 3
    level = shock_level(data)
    w = level.weights
    found = shock_test(data, shocks, None, sectors, (0.2, 0.95))
    left = level.outcome - 0.2 * level.treatment
    scores = w * (shocks - w @ shocks) * (left - w @ left)
    z = scores.sum() / np.sqrt((np.bincount(sectors, scores) ** 2).sum())
    assert_allclose(found.p, 2 * norm.sf(abs(z)), rtol=1e-8)
    for end in (found.set.low, found.set.high):
        assert shock_test(data, shocks, None, sectors, (end, 0.95)).p == pytest.approx(0.05)


@pytest.mark.parametrize(("n", "s", "strength"), [(200, 80, 1.0), (200, 80, 0.0), (20, 80, 1.0)])
def test_the_test_under_the_null_keeps_its_size(n, s, strength):
    """No effect, errors from sectors; also with fewer regions than sectors and without strength."""
    rejected = {"imposed": 0, "estimate": 0}
    for seed in range(300):
        data, shocks = made(seed, n=n, s=s, strength=strength)
        rejected["imposed"] += shock_test(data, shocks).p < 0.05
        rejected["estimate"] += shock_estimate(replace(data, treatment=None), shocks).p < 0.05
    # 300 draws of 5 %: three standard errors are 3.8 points
    assert abs(rejected["imposed"] / 300 - 0.05) < 0.038
    # the error of the estimate is known to be short with few shocks
    assert rejected["imposed"] < rejected["estimate"] < 0.15 * 300


def test_the_first_stage_by_shocks():
    data, shocks = made(s=40)
    found = first_stage(data, shocks)
    one = fit(data.treatment, data.instrument[:, None], data.controls, data.weights)
    assert_allclose(found.estimate, one.coefficients[0], rtol=1e-10)
    assert found.t == pytest.approx(found.estimate / found.error)


# --- what was before ---------------------------------------------------------------------------------------------


def test_what_was_before_the_shocks_does_not_follow_them():
    by_shocks, by_region = 0, 0
    for seed in range(200):
        data, shocks = made(seed, n=200, s=80)
        before = data.shares @ np.random.default_rng(900 + seed).normal(size=80)
        by_shocks += balance(data, shocks, before[:, None])[0].p < 0.05
        by_region += shift_share(replace(data, outcome=before, treatment=None)).robust.p < 0.05
    # 200 draws of 5 %: three standard errors are 4.6 points
    assert by_shocks <= 0.096 * 200 < by_region


def test_a_trend_before_is_seen():
    data, shocks = made(s=40)
    earlier = np.column_stack([data.instrument + 0.1 * data.outcome, data.outcome])
    follows, free = balance(data, shocks, earlier)
    assert follows.p < 1e-6 and follows.interval()[0] < 1.1 < follows.interval()[1] + 0.2
    assert free.estimate == pytest.approx(shock_estimate(replace(data, treatment=None), shocks).estimate)


def test_balance_of_sectors_is_weighted_least_squares():
    rng = np.random.default_rng(3)
    weights, shocks, before = rng.uniform(0.1, 1, 40), rng.normal(size=40), rng.normal(size=(40, 2))
    sectors = np.arange(40) // 4
    for found, column in zip(shock_balance(weights, shocks, before, sectors=sectors), before.T, strict=True):
        model = sm.WLS(column, sm.add_constant(shocks), weights)
        theirs = model.fit(cov_type="cluster", cov_kwds={"groups": sectors}, use_t=True)
        assert_allclose([found.estimate, found.error, found.p], [theirs.params[1], theirs.bse[1], theirs.pvalues[1]])
    plain = shock_balance(weights, shocks, before)[0]
    assert_allclose(plain.error, sm.WLS(before[:, 0], sm.add_constant(shocks), weights).fit(cov_type="HC1").bse[1])


def test_shifts_without_the_region_itself():
    amounts, changes = np.array([[1.0, 2], [3, 4], [5, 6]]), np.array([[1.0, 1], [1, 1], [2, 4]])
    shifts = leave_one_out(amounts, changes)
    assert_allclose(shifts[0], [3 / 8, 5 / 10])
    shares = amounts / amounts.sum(axis=1, keepdims=True)
    assert_allclose(shifted(shares, shifts)[0], 1 / 3 * 3 / 8 + 2 / 3 * 5 / 10)
    alone = leave_one_out(np.array([[0.1], [0.0], [0.0]]), np.ones((3, 1)))
    assert np.isnan(alone[0, 0]) and alone[1, 0] == pytest.approx(20)
    assert np.isnan(shifted(np.array([[1.0], [0.0], [0.0]]), alone)).tolist() == [True, False, False]


def test_concentration_by_cluster():
    weights = np.array([0.4, 0.1, 0.3, 0.2])
    assert concentration(weights).effective == pytest.approx(1 / 0.3)
    assert concentration(weights, np.array([0, 0, 1, 1])).effective == pytest.approx(2)
    assert concentration(weights).largest == pytest.approx(0.4)


# --- Rotemberg weights -------------------------------------------------------------------------------------------


def test_rotemberg_weights_add_up_to_the_estimate():
    data, shocks = made()
    found = rotemberg(data, shocks)
    assert_allclose(found.weights.sum(), 1)
    assert_allclose(found.weights @ found.coefficients, by_regions(data), rtol=1e-10)
    assert_allclose(found.parts, found.weights * found.coefficients, rtol=1e-10)
    k = int(found.top(1)[0])
    alone = fit_iv(data.outcome, data.treatment[:, None], data.shares[:, [k]], data.controls, data.weights)
    assert_allclose(found.coefficients[k], alone.coefficients[0], rtol=1e-10)
    first = fit(data.treatment, data.shares[:, [k]], data.controls, data.weights)
    variance = first.bread[0, 0] * (first.residuals @ first.residuals) / (120 - first.parameters)
    assert_allclose(found.first_stage[k], first.coefficients[0] ** 2 / variance, rtol=1e-10)
    assert_allclose(found.negative, -found.weights.clip(max=0).sum() / np.abs(found.weights).sum())
    assert found.bias(np.ones(12)) == pytest.approx(1)


def test_the_bias_is_that_of_an_outcome_which_sectors_reach_directly():
    """An outcome that also follows the share of one sector: the estimate moves as its weight says (proposition 4)."""
    data, shocks = made()
    found = rotemberg(data, shocks)
    direct = 0.7 * data.shares[:, 3]
    moved = rotemberg(replace(data, outcome=data.outcome + direct), shocks)
    assert_allclose(moved.estimate - found.estimate, found.bias(moved.coefficients - found.coefficients), rtol=1e-8)
    assert_allclose(moved.estimate - found.estimate, by_regions(replace(data, outcome=direct)), rtol=1e-8)


def test_sectors_that_say_nothing_have_no_coefficient():
    data, shocks = made()
    # shares that the controls take up, and none at all
    wider = np.column_stack([data.shares, np.full(120, 0.1), np.zeros(120)])
    found = rotemberg(replace(data, shares=csr_array(wider)), np.r_[shocks, 1.0, 2.0])
    assert np.isnan(found.coefficients[-2:]).all() and found.first_stage[-2:].tolist() == [0, 0]
    assert_allclose(found.weights[-2:], 0, atol=1e-12)
    assert_allclose([found.parts.sum(), found.estimate], by_regions(data), rtol=1e-9)


def test_periods_of_a_sector_are_joined():
    data, shocks = made()
    found = rotemberg(data, shocks)
    labels = np.array(list("abcabcabcabc"))
    weights, coefficients = found.grouped(labels)
    assert_allclose(weights, [found.weights[labels == g].sum() for g in "abc"])
    assert_allclose(weights @ coefficients, found.estimate, rtol=1e-10)


def test_shocks_that_cancel_are_refused():
    data, _ = made()
    with pytest.raises(CannotCompute) as caught:
        rotemberg(data, np.zeros(12))
    assert caught.value.code == "effect-instruments-blind"


# --- two literatures, one error ----------------------------------------------------------------------------------


def test_with_complete_shares_and_a_constant_the_error_is_that_of_akm():
    """Borusyak, Hull, Jaravel (2022), section 4.2: apart from controls they differ as HC1 and HC0 do."""
    data, shocks = made(s=30)
    by_shocks = shock_estimate(data, shocks).error * np.sqrt((30 - 2) / 30)
    assert_allclose(by_shocks, shift_share(data).akm.error, rtol=1e-9)


def test_regions_without_weight_change_nothing():
    data, shocks = made(s=30)
    some = np.arange(120) >= 20
    few = ShiftShare(*(getattr(data, name)[some] for name in data.__dataclass_fields__))
    weightless = replace(data, weights=np.where(some, data.weights, 0.0))
    assert_allclose(shock_estimate(weightless, shocks).error, shock_estimate(few, shocks).error, rtol=1e-9)
    assert_allclose(shift_share(weightless).akm.error, shift_share(few).akm.error, rtol=1e-9)

"""Shift-share inference against the values of another package, identities and simulated coverage."""

from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.testing import assert_allclose

from effects.adh import zones
from qonys.effects.kernels.covariance import clustered, errors
from qonys.effects.kernels.least_squares import fit, fit_iv
from qonys.effects.kernels.rotemberg import rotemberg
from qonys.effects.kernels.shift_share import (
    ConfidenceSet,
    SetKind,
    ShiftShare,
    shift_share,
    solve_quadratic,
    taken_apart,
)
from qonys.effects.kernels.shocks import balance, complete, concentration, leave_one_out, shock_estimate
from qonys.errors import CannotCompute
from reference import reference

NAMES = {"Homoscedastic": "homoskedastic", "EHW": "robust", "Reg. cluster": "cluster", "AKM": "akm", "AKM0": "akm0"}


@pytest.mark.parametrize("name", NAMES)
def test_imports_from_china_have_the_errors_of_shiftshare_se(name):
    regions, shares, sectors, controls = zones()
    expected = json.loads(reference("refdata/expected/shiftshare_adh_reduced_form.json").read_text())["reduced_form"]
    data = ShiftShare(
        regions["d_sh_empl"].to_numpy(), regions["IV"].to_numpy(), shares, None, controls,
        regions["weights"].to_numpy(),
    )  # fmt: skip
    found = shift_share(data, sectors, regions["statefip"].to_numpy())
    assert_allclose(found.estimate, expected["beta"], rtol=1e-10)
    test = getattr(found, NAMES[name])
    assert_allclose(test.error, expected["se"][name], rtol=1e-9)
    assert_allclose([test.set.low, test.set.high], [expected["ci_l"][name], expected["ci_r"][name]], rtol=1e-9)
    # their p is 1 less a number near 1 and keeps the digits that are left
    assert_allclose(test.p, expected["p"][name], rtol=1e-6, atol=2e-16)


def made(seed=1, n=120, s=12, strength=1.0):
    """Regions whose errors come from sectors: like shares, like errors."""
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet(np.full(s, 0.5), n)
    shocks, hidden = rng.normal(size=(2, s))
    errors_ = shares @ hidden + 0.3 * rng.normal(size=n)
    x = shares @ shocks
    d = strength * x + 0.5 * errors_ + 0.3 * rng.normal(size=n)
    weights = rng.uniform(0.5, 2, n)
    return ShiftShare(errors_, x, shares, d, np.ones((n, 1)), weights), shocks


def test_the_coefficient_is_that_of_two_stage_least_squares():
    data, _ = made()
    found = shift_share(data, regions=np.arange(120) // 4)
    one = fit_iv(data.outcome, data.treatment[:, None], data.instrument[:, None], data.controls, data.weights)
    assert_allclose(found.estimate, one.coefficients[0], rtol=1e-10)
    assert_allclose(found.cluster.error, errors(clustered(one, np.arange(120) // 4))[0], rtol=1e-10)


def test_without_controls_complete_shares_give_the_shocks_back():
    data, shocks = made()
    bare = ShiftShare(data.outcome, data.instrument, data.shares)
    assert_allclose(taken_apart(bare).shocks, shocks, rtol=1e-8)


def test_the_set_of_akm0_holds_what_its_test_does_not_reject():
    data, _ = made(strength=0.8)
    found = shift_share(data)
    ends = found.akm0.set
    assert ends.kind is SetKind.INTERVAL
    for end in (ends.low, ends.high):
        moved = ShiftShare(data.outcome - end * data.treatment, *_rest(data))
        assert shift_share(moved).akm0.p == pytest.approx(0.05, abs=1e-6)


def _rest(data):
    return data.instrument, data.shares, data.treatment, data.controls, data.weights


def test_an_instrument_that_says_little_leaves_the_set_open():
    kinds = {shift_share(made(seed, strength=0.0)[0]).akm0.set.kind for seed in range(12)}
    assert kinds & {SetKind.LINE, SetKind.RAYS}
    weak = next(f for seed in range(12) if (f := shift_share(made(seed, strength=0.0)[0])).akm0.set.kind is not
                SetKind.INTERVAL)  # fmt: skip
    assert weak.akm0.error == np.inf


@pytest.mark.slow
def test_akm_covers_where_errors_clustered_by_region_do_not():
    """Shocks and errors both come from sectors, no effect: the placebo of Adão, Kolesár and Morales."""
    hits = {"robust": 0, "akm": 0, "akm0": 0}
    for seed in range(400):
        data, _ = made(seed, n=300, s=60)
        found = shift_share(ShiftShare(data.outcome, data.instrument, data.shares, None, data.controls))
        for name in hits:
            hits[name] += getattr(found, name).set.holds(0.0)
    # 400 draws of 95 %: three standard errors are 3.3 points; AKM is known to be somewhat short with 60 sectors
    assert hits["robust"] < 0.85 * 400
    assert hits["akm"] > 0.917 * 400
    assert abs(hits["akm0"] / 400 - 0.95) < 0.033


def test_shocks_give_the_coefficient_of_regions():
    data, shocks = made()
    by_shocks = shock_estimate(data, shocks)
    assert_allclose(by_shocks.estimate, shift_share(data).estimate, rtol=1e-10)


def test_with_incomplete_shares_the_sum_is_a_control():
    data, shocks = made()
    shares = data.shares[:, :-2]
    assert complete(data.shares) and not complete(shares)
    controls = np.column_stack([np.ones(120), shares.sum(axis=1)])
    part = ShiftShare(data.outcome, shares @ shocks[:-2], shares, data.treatment, controls, data.weights)
    assert_allclose(shock_estimate(part, shocks[:-2]).estimate, shift_share(part).estimate, rtol=1e-9)


def test_rotemberg_weights_add_up_to_the_estimate():
    data, shocks = made()
    found = rotemberg(data, shocks)
    assert_allclose(found.weights.sum(), 1)
    assert_allclose(found.weights @ found.coefficients, shift_share(data).estimate, rtol=1e-10)
    k = int(found.top(1)[0])
    alone = fit_iv(data.outcome, data.treatment[:, None], data.shares[:, [k]], data.controls, data.weights)
    assert_allclose(found.coefficients[k], alone.coefficients[0], rtol=1e-10)
    first = fit(data.treatment, data.shares[:, [k]], data.controls, data.weights)
    variance = first.bread[0, 0] * (first.residuals @ first.residuals) / (120 - first.parameters)
    assert_allclose(found.first_stage[k], first.coefficients[0] ** 2 / variance, rtol=1e-10)
    assert 0 <= found.negative < 1
    assert found.bias(np.ones(12)) == pytest.approx(1)


def test_what_was_before_the_shocks_does_not_follow_them():
    by_shocks, by_regions = 0, 0
    for seed in range(200):
        data, shocks = made(seed, n=200, s=80)
        before = data.shares @ np.random.default_rng(900 + seed).normal(size=80)
        by_shocks += balance(data, shocks, before[:, None])[0].p < 0.05
        bare = ShiftShare(before, data.instrument, data.shares, None, data.controls, data.weights)
        by_regions += shift_share(bare).robust.p < 0.05
    # 200 draws of 5 %: three standard errors are 4.6 points
    assert by_shocks <= 0.096 * 200 < by_regions


def test_shifts_without_the_region_itself():
    amounts, changes = np.array([[1.0, 2], [3, 4], [5, 6]]), np.array([[1.0, 1], [1, 1], [2, 4]])
    assert_allclose(leave_one_out(amounts, changes)[0], [3 / 8, 5 / 10])
    assert np.isnan(leave_one_out(np.array([[1.0], [0.0]]), np.ones((2, 1)))[0, 0])


def test_concentration_by_cluster():
    weights = np.array([0.4, 0.1, 0.3, 0.2])
    assert concentration(weights).effective == pytest.approx(1 / 0.3)
    assert concentration(weights, np.array([0, 0, 1, 1])).effective == pytest.approx(2)


def test_doubled_sectors_are_refused():
    data, _ = made()
    doubled = np.column_stack([data.shares, data.shares[:, 0]])
    with pytest.raises(CannotCompute) as caught:
        shift_share(ShiftShare(data.outcome, data.instrument, doubled))
    assert caught.value.code == "effect-shares-collinear"


@pytest.mark.parametrize(
    ("coefficients", "kind"),
    [((1, 0, 1), SetKind.EMPTY), ((-1, 0, -1), SetKind.LINE), ((0, 0, -1), SetKind.LINE), ((0, 0, 1), SetKind.EMPTY),
     ((0, 2, -4), SetKind.INTERVAL), ((1, -3, 2), SetKind.INTERVAL), ((-1, 3, -2), SetKind.RAYS)],
)  # fmt: skip
def test_quadratic_sets(coefficients, kind):
    found = solve_quadratic(*map(float, coefficients))
    assert found.kind is kind
    a, b, c = coefficients
    for x in (-10.0, 0.0, 1.5, 10.0):
        assert found.holds(x) == (a * x * x + b * x + c <= 0)
    assert isinstance(found, ConfidenceSet)

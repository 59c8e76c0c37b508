"""Shift-share inference against the values of another package, closed forms and simulated size."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from linearmodels.iv import IV2SLS
from numpy.testing import assert_allclose
from scipy.sparse import block_diag, csr_array, lil_array
from scipy.stats import norm

from effects.adh import zones
from qonys.effects.kernels.confidence_sets import ConfidenceSet, SetKind, solve_quadratic
from qonys.effects.kernels.least_squares import fit_iv
from qonys.effects.kernels.shift_share import ShiftShare, shift_share, taken_apart
from qonys.errors import CannotCompute
from reference import reference

NAMES = {"Homoscedastic": "homoskedastic", "EHW": "robust", "Reg. cluster": "cluster", "AKM": "akm", "AKM0": "akm0"}


@pytest.fixture(scope="module")
def china():
    """What imports from China do to outcomes and to themselves: fits by name of the outcome."""
    regions, shares, sectors, controls = zones()

    def found(outcome):
        data = ShiftShare(
            regions[outcome].to_numpy(), regions["IV"].to_numpy(), shares, None, controls,
            regions["weights"].to_numpy(),
        )  # fmt: skip
        return shift_share(data, sectors, regions["statefip"].to_numpy())

    return found


@pytest.mark.parametrize("name", NAMES)
def test_imports_from_china_have_the_errors_of_shiftshare_se(china, name):
    expected = json.loads(reference("refdata/expected/shiftshare_adh_reduced_form.json").read_text())["reduced_form"]
    found = china("d_sh_empl")
    assert_allclose(found.estimate, expected["beta"], rtol=1e-10)
    test = getattr(found, NAMES[name])
    assert_allclose(test.error, expected["se"][name], rtol=1e-9)
    assert_allclose([test.set.low, test.set.high], [expected["ci_l"][name], expected["ci_r"][name]], rtol=1e-9)
    # their p is 1 less a number near 1 and keeps the digits that are left
    assert_allclose(test.p, expected["p"][name], rtol=1e-6, atol=2e-16)


@pytest.mark.parametrize(
    ("name", "error"),
    [("homoskedastic", 0.02732516), ("robust", 0.08700719), ("cluster", 0.09142372), ("akm", 0.05296055)],
)
def test_the_first_stage_is_that_printed_in_the_manual_of_shiftshare_se(china, name, error):
    """Vignette of ShiftShareSE, first-stage regression: 0.6310409 and these errors."""
    found = china("shock")
    assert_allclose(found.estimate, 0.6310409, atol=6e-8)
    assert_allclose(getattr(found, name).error, error, atol=6e-9)


def made(seed=1, n=120, s=12, strength=1.0):
    """Regions whose errors come from sectors: like shares, like errors."""
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet(np.full(s, 0.5), n)
    shocks, hidden = rng.normal(size=(2, s))
    errors = shares @ hidden + 0.3 * rng.normal(size=n)
    x = shares @ shocks
    d = strength * x + 0.5 * errors + 0.3 * rng.normal(size=n)
    weights = rng.uniform(0.5, 2, n)
    return ShiftShare(errors, x, shares, d, np.ones((n, 1)), weights), shocks


def test_the_usual_errors_are_those_of_linearmodels():
    data, _ = made()
    regions = np.arange(120) // 4
    found = shift_share(data, regions=regions)
    model = IV2SLS(data.outcome, data.controls, data.treatment, data.instrument, weights=data.weights)
    for test, options in (
        (found.homoskedastic, {"cov_type": "unadjusted"}),
        (found.robust, {"cov_type": "robust"}),
        (found.cluster, {"cov_type": "clustered", "clusters": regions}),
    ):
        theirs = model.fit(debiased=True, **options)
        assert_allclose(found.estimate, theirs.params.iloc[-1], rtol=1e-10)
        assert_allclose(test.error, theirs.std_errors.iloc[-1], rtol=1e-8)


def test_akm_is_its_formula():
    """The error written out with pseudo-inverses and without the shortcuts of the kernel."""
    data, _ = made()
    sectors = np.repeat(np.arange(4), 3)
    w = np.diag(data.weights)
    keep = np.eye(120) - data.controls @ np.linalg.inv(data.controls.T @ w @ data.controls) @ data.controls.T @ w
    y, d, x = keep @ data.outcome, keep @ data.treatment, keep @ data.instrument
    shocks = np.linalg.pinv(data.shares.T @ w @ data.shares) @ data.shares.T @ w @ x
    slope = (x @ w @ y) / (x @ w @ d)
    found = shift_share(data, sectors)
    for test, residuals in ((found.akm, y - slope * d), (None, y)):
        scores = shocks * (data.shares.T @ w @ residuals)
        error = np.sqrt((np.bincount(sectors, scores) ** 2).sum()) / abs(x @ w @ d)
        if test is not None:
            assert_allclose(test.error, error, rtol=1e-9)
            assert_allclose([test.set.low, test.set.high], slope + error * np.array([-1, 1]) * 1.959963984540054)
    assert_allclose(found.akm0.p, 2 * norm.sf(abs(slope) / error), rtol=1e-7)


def test_without_controls_complete_shares_give_the_shocks_back():
    data, shocks = made()
    bare = ShiftShare(data.outcome, data.instrument, data.shares)
    assert_allclose(taken_apart(bare).shocks, shocks, rtol=1e-8)


def test_the_set_of_akm0_holds_what_its_test_does_not_reject():
    data, _ = made(strength=0.8)
    ends = shift_share(data).akm0.set
    assert ends.kind is SetKind.INTERVAL
    for end in (ends.low, ends.high):
        assert shift_share(data, null=end).akm0.p == pytest.approx(0.05, abs=1e-9)
        moved = replace(data, outcome=data.outcome - end * data.treatment)
        assert shift_share(moved).akm0.p == pytest.approx(0.05, abs=1e-9)


def test_a_null_moves_p_and_nothing_else():
    data, _ = made()
    plain, other = shift_share(data), shift_share(data, null=0.3)
    assert other.estimate == plain.estimate and other.akm0.set == plain.akm0.set
    moved = shift_share(replace(data, outcome=data.outcome - 0.3 * data.treatment))
    for name in ("homoskedastic", "robust", "akm", "akm0"):
        assert getattr(other, name).p == pytest.approx(getattr(moved, name).p, rel=1e-7)
    narrow, wide = shift_share(data, level=0.9).akm0.set, plain.akm0.set
    assert wide.low < narrow.low < narrow.high < wide.high


def test_an_instrument_that_says_little_leaves_the_set_open():
    found = [shift_share(made(seed, strength=0.0)[0]).akm0 for seed in range(20)]
    kinds = {test.set.kind for test in found}
    assert kinds >= {SetKind.LINE, SetKind.RAYS}
    for test in found:
        assert (test.error == np.inf) == (test.set.kind is not SetKind.INTERVAL)
        assert test.set.holds(0.0) == (test.p >= 0.05)


def test_shares_may_be_sparse_and_periods_stacked():
    first, second = made(1)[0], made(2)[0]
    columns = [np.concatenate([getattr(first, c), getattr(second, c)]) for c in ("outcome", "instrument")]
    treatment = np.concatenate([first.treatment, second.treatment])
    controls = np.kron(np.eye(2), np.ones((120, 1)))
    sparse = block_diag([first.shares, second.shares], format="csr")
    sectors = np.tile(np.arange(12), 2)
    for given in (sparse, csr_array(sparse), lil_array(sparse)):
        one = shift_share(ShiftShare(*columns, given, treatment, controls, np.ones(240)), sectors)
        other = shift_share(ShiftShare(*columns, sparse.toarray(), treatment, controls), sectors)
        assert one.akm.error == pytest.approx(other.akm.error, rel=1e-9)
        assert one.akm0.set.high == pytest.approx(other.akm0.set.high, rel=1e-9)
    apart = shift_share(ShiftShare(*columns, sparse, treatment, controls))
    assert abs(apart.akm.error / one.akm.error - 1) > 0.01  # clusters join a sector's periods


def test_neither_the_unit_of_a_sector_nor_an_empty_one_matters():
    data, _ = made()
    plain = shift_share(data, np.arange(12) // 2)
    scaled = data.shares * np.r_[1e-7, np.ones(11)]
    assert shift_share(replace(data, shares=scaled), np.arange(12) // 2).akm.error == pytest.approx(plain.akm.error)
    wider = np.column_stack([data.shares, np.zeros(120)])
    found = shift_share(replace(data, shares=wider), np.r_[np.arange(12) // 2, 6])
    assert found.akm.error == pytest.approx(plain.akm.error) and found.akm0.p == pytest.approx(plain.akm0.p)


def test_an_exact_fit_has_no_error():
    shares = np.kron(np.ones((4, 1)), np.eye(8) / 2 + np.eye(8, k=1) / 2)
    x = shares @ np.arange(1.0, 9.0)
    found = shift_share(ShiftShare(2 * x, x, shares))
    assert found.estimate == 2
    assert found.akm.error == 0 and found.akm.p == 0 and found.akm.set.holds(2.0)
    assert found.akm0.set == ConfidenceSet(SetKind.INTERVAL, 2.0, 2.0)
    assert shift_share(ShiftShare(2 * x, x, shares), null=2.0).robust.p == 1


@pytest.mark.parametrize("strength", [0.0, 1.0])
def test_the_test_of_akm0_keeps_its_size_whatever_the_strength(strength):
    """Shocks are drawn anew, no effect: the error of the treatment comes from the same sectors."""
    rejected = {"robust": 0, "akm0": 0}
    for seed in range(300):
        data, _ = made(seed, n=150, s=60, strength=strength)
        found = shift_share(data)
        for name in rejected:
            rejected[name] += getattr(found, name).p < 0.05
    # 300 draws of 5 %: three standard errors are 3.8 points
    assert abs(rejected["akm0"] / 300 - 0.05) < 0.038
    assert strength == 0 or rejected["robust"] > 0.09 * 300


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


def refused(data, **options):
    with pytest.raises(CannotCompute) as caught:
        shift_share(data, **options)
    return caught.value.code


def test_what_cannot_be_computed_is_refused():
    data, _ = made()
    doubled = np.column_stack([data.shares, data.shares[:, 0]])
    assert refused(replace(data, shares=doubled)) == "effect-shares-collinear"
    few = ShiftShare(data.outcome[:8], data.instrument[:8], data.shares[:8])
    assert refused(few) == "effect-shares-collinear"
    assert refused(replace(data, instrument=np.ones(120))) == "effect-instruments-blind"
    assert refused(replace(data, treatment=np.ones(120))) == "effect-instruments-blind"
    assert refused(data, regions=np.zeros(120, int)) == "effect-one-cluster"
    assert refused(replace(data, weights=-data.weights)) == "effect-weights"
    saturated = ShiftShare(data.outcome[:3], data.instrument[:3], data.shares[:3, :2], None, np.eye(3)[:, :2])
    assert refused(saturated) == "effect-no-freedom"
    with pytest.raises(CannotCompute) as caught:
        replace(data, outcome=np.r_[np.nan, data.outcome[1:]])
    assert caught.value.code == "effect-figures-missing"
    with pytest.raises(ValueError, match="120 regions"):
        replace(data, treatment=np.ones(7))
    with pytest.raises(ValueError, match="one cluster for each"):
        shift_share(data, np.arange(5))


def test_the_coefficient_is_that_of_two_stage_least_squares():
    data, _ = made()
    one = fit_iv(data.outcome, data.treatment[:, None], data.instrument[:, None], data.controls, data.weights)
    assert_allclose(shift_share(data).estimate, one.coefficients[0], rtol=1e-10)


@pytest.mark.parametrize(
    ("coefficients", "kind"),
    [((1, 0, 1), SetKind.EMPTY), ((-1, 0, -1), SetKind.LINE), ((0, 0, -1), SetKind.LINE), ((0, 0, 1), SetKind.EMPTY),
     ((0, 2, -4), SetKind.INTERVAL), ((0, -2, 4), SetKind.INTERVAL), ((1, -3, 2), SetKind.INTERVAL),
     ((-1, 3, -2), SetKind.RAYS)],
)  # fmt: skip
def test_quadratic_sets(coefficients, kind):
    found = solve_quadratic(*map(float, coefficients))
    assert found.kind is kind
    a, b, c = coefficients
    for x in (-10.0, 0.0, 1.5, 10.0):
        assert found.holds(x) == (a * x * x + b * x + c <= 0)
    assert isinstance(found, ConfidenceSet)

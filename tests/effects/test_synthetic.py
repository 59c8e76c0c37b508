"""Synthetic difference-in-differences against the published case and closed forms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize

from qonys.effects.kernels.synthetic import Design, block, jackknife, placebo, synthetic
from qonys.effects.kernels.synthetic_weights import Solver, simplex, stepwise
from qonys.errors import BadInput, CannotCompute
from reference import reference


def smoking():
    """Cigarettes per head in 39 states 1970-2000, California last; its law dates from 1989."""
    frame = pd.read_csv(reference("refdata/C_panel/california_prop99.csv"), sep=None, engine="python")
    wide = frame.pivot(index="State", columns="Year", values="PacksPerCapita")
    order = [s for s in wide.index if s != "California"] + ["California"]
    return wide.loc[order].to_numpy(float)


@pytest.mark.parametrize(
    ("design", "published", "exact", "error"),
    [
        (Design.SYNTHETIC_DIFFERENCE, -15.60383, -15.60540, 8.4),
        (Design.SYNTHETIC_CONTROL, -19.61966, -19.51363, 9.9),
        (Design.DIFFERENCE, -27.34911, -27.34911, 17.7),
    ],
)
def test_california_has_the_published_effect(design, published, exact, error):
    """Arkhangelsky et al. (2021), table 1: -15.6, -19.6, -27.3; five digits from the documentation of their package.

    Its steps stop before the minimum: the same steps give its digits, the minimum itself differs by 0.1 for the
    synthetic control, whose weights nothing holds together. Minima are checked in the tests of weights.
    """
    panel = smoking()
    assert_allclose(synthetic(panel, 1, 19, design, Solver.PUBLISHED).effect, published, atol=6e-6)
    assert_allclose(synthetic(panel, 1, 19, design).effect, exact, atol=6e-6)
    # The printed errors are of random draws of placebos; ours takes every control once.
    doubt = placebo(panel, 1, 19, np.random.default_rng(1), design)
    assert doubt.error == pytest.approx(error, rel=0.12) and doubt.placebos == 38


def test_weights_meet_the_conditions_of_the_minimum():
    """At the minimum the slope is the same for all columns with weight, and not lower for the others."""
    panel = smoking()
    past = panel[:-1, :19]
    noise = np.diff(past, axis=1).std(ddof=1)
    for columns, target, ridge in (
        (past.T, panel[-1, :19], 12**0.25 * noise * np.sqrt(19)),
        (past, panel[:-1, 19:].mean(1), 1e-6 * noise * np.sqrt(38)),
    ):
        found = simplex(columns, target, ridge)
        centred = columns - columns.mean(0)
        slope = centred.T @ (centred @ found - target + target.mean()) + ridge**2 * found
        on = found > 1e-9
        assert_allclose(slope[on], slope[on].mean(), atol=1e-7 * abs(slope).max())
        assert slope[~on].min() >= slope[on].mean() - 1e-7 * abs(slope).max()
        near = stepwise(columns, target, ridge, 1e-9)
        assert abs(near - found).max() < 0.01


def test_the_plain_difference_is_four_means():
    panel = np.random.default_rng(1).normal(size=(8, 10))
    wanted = panel[-2:, 6:].mean() - panel[-2:, :6].mean() - panel[:-2, 6:].mean() + panel[:-2, :6].mean()
    assert_allclose(synthetic(panel, 2, 6, Design.DIFFERENCE).effect, wanted)


def test_weights_are_the_best_on_the_simplex():
    rng = np.random.default_rng(2)
    columns, target = rng.normal(size=(12, 6)), rng.normal(size=12)
    found = simplex(columns, target, 0.7)

    def loss(w):
        gaps = columns @ w - target
        return ((gaps - gaps.mean()) ** 2).sum() + 0.49 * (w**2).sum()

    limits = {"type": "eq", "fun": lambda w: w.sum() - 1}
    peer = minimize(loss, np.full(6, 1 / 6), bounds=[(0, 1)] * 6, constraints=limits, options={"ftol": 1e-14})
    assert loss(found) <= peer.fun + 1e-10
    assert_allclose(found, peer.x, atol=1e-5)
    assert found.min() >= 0 and found.sum() == pytest.approx(1)


def test_an_effect_on_units_that_others_mirror_is_found():
    rng = np.random.default_rng(3)
    factors = rng.normal(size=(2, 20)).cumsum(axis=1)
    panel = rng.dirichlet([1, 1], 16) @ factors + 0.01 * rng.normal(size=(16, 20))
    panel[-2:, 14:] += 2.5
    assert synthetic(panel, 2, 14).effect == pytest.approx(2.5, abs=0.05)


def test_placebos_of_no_effect_are_right():
    rejected = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        panel = rng.normal(size=(20, 10)).cumsum(axis=1)
        rejected += placebo(panel, 1, 7, rng).p <= 0.1
    # 100 draws of 10 %: three standard errors are 9 points
    assert abs(rejected - 10) <= 9


@pytest.mark.parametrize(
    ("treated", "before", "code"),
    [(4, 3, "effect-no-comparison"), (1, 6, "effect-no-event"), (1, 1, "effect-no-event")],
)
def test_what_has_no_answer_is_refused(treated, before, code):
    with pytest.raises(CannotCompute) as caught:
        synthetic(np.ones((4, 6)), treated, before)
    assert caught.value.code == code


def test_a_missing_figure_is_named():
    panel = np.ones((4, 6))
    panel[1, 2] = np.nan
    with pytest.raises(CannotCompute) as caught:
        synthetic(panel, 1, 4)
    assert caught.value.fields == {"unit": 2, "period": 3}


def test_too_few_controls_leave_no_placebo():
    with pytest.raises(CannotCompute) as caught:
        placebo(np.ones((4, 6)), 2, 4, np.random.default_rng(1))
    assert caught.value.code == "effect-no-placebo"


def test_a_synthetic_control_is_the_best_mixture_of_levels():
    rng = np.random.default_rng(4)
    panel = rng.normal(size=(9, 12)).cumsum(axis=1)
    found = synthetic(panel, 1, 8, Design.SYNTHETIC_CONTROL)
    limits = {"type": "eq", "fun": lambda w: w.sum() - 1}
    peer = minimize(
        lambda w: ((w @ panel[:-1, :8] - panel[-1, :8]) ** 2).sum(), np.full(8, 1 / 8), bounds=[(0, 1)] * 8,
        constraints=limits, options={"ftol": 1e-15, "maxiter": 500},
    )  # fmt: skip
    assert_allclose(found.units, peer.x, atol=1e-4)
    assert_allclose(found.effect, (panel[-1] - peer.x @ panel[:-1])[8:].mean(), atol=1e-4)
    assert found.periods.tolist() == [0] * 8


def test_the_effect_is_the_mean_of_the_later_path_and_knows_no_levels():
    rng = np.random.default_rng(5)
    panel = rng.normal(size=(10, 12)).cumsum(axis=1)
    found = synthetic(panel, 2, 8)
    assert_allclose(found.path[8:].mean(), found.effect)
    assert_allclose(found.periods @ found.path[:8], 0, atol=1e-12)
    moved = panel * 10 + rng.normal(size=(10, 1)) * 50 + np.arange(12) * 30
    assert_allclose(synthetic(moved, 2, 8).effect, 10 * found.effect, rtol=1e-6)
    order = np.append(rng.permutation(8), [9, 8])
    assert_allclose(synthetic(panel[order], 2, 8).units, found.units[order[:8]], atol=1e-8)


def test_placebo_of_a_plain_difference_is_the_closed_form():
    """With equal weights, control i against the others is (d_i - mean) n / (n - 1) of the changes d."""
    panel = np.random.default_rng(6).normal(size=(13, 9))
    change = panel[:, 5:].mean(1) - panel[:, :5].mean(1)
    others = (change[:12] - change[:12].mean()) * 12 / 11
    found = placebo(panel, 1, 5, np.random.default_rng(0), Design.DIFFERENCE)
    effect = change[12] - change[:12].mean()
    assert_allclose(found.error, others.std())
    assert_allclose(found.p, (1 + (abs(others) >= abs(effect)).sum()) / 13)
    assert_allclose([found.low, found.high], [effect - 1.959964 * others.std(), effect + 1.959964 * others.std()])


def test_several_treated_units_take_all_groups_or_draws_of_a_generator():
    panel = np.random.default_rng(7).normal(size=(9, 9)).cumsum(axis=1)
    every = placebo(panel, 2, 5, np.random.default_rng(1))
    assert every.placebos == 21 and every == placebo(panel, 2, 5, np.random.default_rng(2))
    few = [placebo(panel, 2, 5, np.random.default_rng(seed), draws=15) for seed in (1, 1, 2)]
    assert few[0].placebos == 15 and few[0] == few[1] != few[2]


def test_jackknife_of_a_plain_difference_is_that_of_two_means():
    panel = np.random.default_rng(8).normal(size=(11, 8))
    change = panel[:, 5:].mean(1) - panel[:, :5].mean(1)
    sides = (change[:-3], change[-3:])
    wanted = 10 / 11 * sum((((side - side.mean()) / (len(side) - 1)) ** 2).sum() for side in sides)
    found = jackknife(panel, 3, 5, Design.DIFFERENCE)
    assert_allclose(found.error, np.sqrt(wanted))
    assert_allclose((found.low + found.high) / 2, sides[1].mean() - sides[0].mean())
    with pytest.raises(CannotCompute) as caught:
        jackknife(panel, 1, 5)
    assert caught.value.code == "effect-no-jackknife"


def long(panel, events):
    n, t = panel.shape
    units, periods = np.repeat([f"u{i:02}" for i in range(n)], t), np.tile(np.arange(2000, 2000 + t), n)
    return panel.ravel(), units, periods, periods >= np.repeat(events, t)


def test_a_long_panel_becomes_a_block():
    panel = np.random.default_rng(9).normal(size=(5, 6))
    y, units, periods, treated = long(panel, [9999, 2004, 9999, 2004, 9999])
    order = np.random.default_rng(0).permutation(30)
    found = block(y[order], units[order], periods[order], treated[order])
    assert (found.treated, found.before, found.units.tolist()) == (2, 4, ["u00", "u02", "u04", "u01", "u03"])
    assert_allclose(found.outcome, panel[[0, 2, 4, 1, 3]])


def test_a_long_panel_that_is_no_block_is_refused():
    panel = np.ones((4, 6))
    y, units, periods, treated = long(panel, [9999, 2004, 9999, 9999])
    hole = np.arange(24) != 15
    with pytest.raises(CannotCompute) as caught:
        block(y[hole], units[hole], periods[hole], treated[hole])
    assert caught.value.fields == {"unit": "u02", "period": 2003}
    with pytest.raises(BadInput) as wrong:
        block(np.append(y, 1.0), np.append(units, "u01"), np.append(periods, 2002), np.append(treated, False))
    assert (wrong.value.code, wrong.value.fields) == ("effect-repeated-cell", {"unit": "u01", "period": 2002})
    for events, code in (
        ([9999, 2004, 2003, 9999], "effect-not-a-block"),
        ([9999] * 4, "effect-no-comparison"),
        ([2004] * 4, "effect-no-comparison"),
        ([2000, 9999, 9999, 9999], "effect-no-event"),
    ):
        with pytest.raises(CannotCompute) as caught:
            block(*long(panel, events))
        assert caught.value.code == code


def test_one_control_with_two_earlier_periods_has_no_noise():
    panel = np.arange(8.0).reshape(2, 4)
    with pytest.raises(CannotCompute) as caught:
        synthetic(panel, 1, 2)
    assert caught.value.code == "effect-no-noise"
    assert synthetic(panel, 1, 2, Design.DIFFERENCE).effect == 0

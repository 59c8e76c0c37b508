"""Synthetic difference-in-differences against the published case and closed forms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize

from qonys.effects.kernels.synthetic import Design, placebo, simplex, synthetic
from qonys.errors import CannotCompute
from reference import reference


def smoking():
    """Cigarettes per head in 39 states 1970-2000, California last; its law dates from 1989."""
    frame = pd.read_csv(reference("refdata/C_panel/california_prop99.csv"), sep=None, engine="python")
    wide = frame.pivot(index="State", columns="Year", values="PacksPerCapita")
    order = [s for s in wide.index if s != "California"] + ["California"]
    return wide.loc[order].to_numpy(float)


@pytest.mark.parametrize(
    ("design", "printed", "error", "near"),
    [
        (Design.SYNTHETIC_DIFFERENCE, -15.6, 8.4, 0.05),
        # weights there are found by steps that stop early; the exact ones are a tenth away
        (Design.SYNTHETIC_CONTROL, -19.6, 9.9, 0.12),
        (Design.DIFFERENCE, -27.3, 17.7, 0.05),
    ],
)
def test_california_has_the_published_effect(design, printed, error, near):
    """Arkhangelsky et al. (2021), table 1."""
    panel = smoking()
    found = synthetic(panel, 1, 19, design)
    assert found.effect == pytest.approx(printed, abs=near)
    doubt = placebo(panel, 1, 19, np.random.default_rng(1), design)
    # theirs are draws with repetition, ours every control once
    assert doubt.error == pytest.approx(error, rel=0.12)


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
    with pytest.raises(CannotCompute):
        placebo(np.ones((4, 6)), 2, 4, np.random.default_rng(1))

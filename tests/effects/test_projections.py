"""Local projections: h = 0 is the plain regression, simulated answers come back, a gap is a gap."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qonys.effects.kernels.least_squares import dummies, fit, fit_iv
from qonys.effects.kernels.projections import (
    Lagged,
    LongPanel,
    ProjectionOptions,
    Response,
    Target,
    places,
    project,
    shifted,
)
from qonys.errors import BadInput, CannotCompute

AUTOREGRESSION, EFFECT = 0.6, 1.5


def simulated(seed, n=15, t=60, persistence=0.0):
    """y follows its past and x, with effects of units and periods; x may follow its own past."""
    random = np.random.default_rng(seed)
    burn = 50
    x, y = np.zeros((n, t + burn)), np.zeros((n, t + burn))
    unit, period = random.normal(size=n), random.normal(size=t + burn)
    for s in range(1, t + burn):
        x[:, s] = persistence * x[:, s - 1] + random.normal(size=n)
        y[:, s] = AUTOREGRESSION * y[:, s - 1] + EFFECT * x[:, s] + unit + period[s] + random.normal(size=n)
    units, periods = np.repeat(np.arange(n), t), np.tile(np.arange(2000, 2000 + t), n)
    return LongPanel(y[:, burn:].ravel(), x[:, burn:].ravel(), units, periods)


def thinned(panel, keep):
    parts = (panel.outcome, panel.exposure, panel.units, panel.periods)
    return LongPanel(*(part[keep] for part in parts))


def test_horizon_zero_is_the_plain_regression_by_another_package():
    import statsmodels.api as sm

    panel = simulated(1, 8, 20)
    weights = np.random.default_rng(2).uniform(0.5, 2.0, 160)
    panel = LongPanel(panel.outcome, panel.exposure, panel.units, panel.periods, weights=weights)
    found = project(panel, ProjectionOptions(horizons=0)).horizons[0]
    y, x = panel.outcome.reshape(8, 20), panel.exposure.reshape(8, 20)
    w = weights.reshape(8, 20)[:, 1:].ravel()
    unit, period = panel.units.reshape(8, 20)[:, 1:].ravel(), panel.periods.reshape(8, 20)[:, 1:].ravel()
    columns = [x[:, 1:].ravel(), y[:, :-1].ravel(), x[:, :-1].ravel()]
    design = np.column_stack([*columns, dummies(unit), dummies(period)[:, 1:]])
    theirs = sm.WLS((y[:, 1:] - y[:, :-1]).ravel(), design, weights=w).fit()
    assert_allclose(found.fit.coefficients, theirs.params[:1], rtol=1e-10)
    assert_allclose(found.fit.residuals, theirs.wresid, atol=1e-10)
    assert found.fit.parameters == theirs.df_model + 1
    own = found.fit.residuals @ found.fit.residuals / (found.fit.observations - found.fit.parameters)
    assert_allclose(np.sqrt(own * found.fit.bread[0, 0]), theirs.bse[0], rtol=1e-9)


def test_the_kept_design_gives_the_fit_again():
    found = project(simulated(3, 6, 30), ProjectionOptions(horizons=3))
    for each in found.horizons:
        again = fit(each.y, each.x, each.nuisance, each.weights)
        assert_allclose(again.coefficients, each.fit.coefficients, rtol=1e-12)
        assert len(each.units) == len(each.periods) == len(each.rows) == each.fit.observations


def test_a_level_and_a_change_have_the_same_answer_when_a_lagged_level_is_held_fixed():
    panel = simulated(4)
    change = project(panel, ProjectionOptions(response=Response.CHANGE)).coefficients
    level = project(panel, ProjectionOptions(response=Response.LEVEL)).coefficients
    assert_allclose(change, level, rtol=1e-9)
    without = ProjectionOptions(outcome_lags=0, response=Response.CHANGE)
    assert abs(project(panel, without).coefficients - level).max() > 1e-3


def test_answers_of_a_simulated_autoregression_come_back():
    """Mean of 40 panels within 4 of its own standard errors of 1.5, 0.9, 0.54 ... (and the bias of 1/T)."""
    truth = EFFECT * AUTOREGRESSION ** np.arange(5)
    draws = np.array([project(simulated(100 + seed, 12, 60)).coefficients[:, 0] for seed in range(40)])
    error = draws.std(0, ddof=1) / np.sqrt(40)
    assert error.max() < 0.02
    assert (abs(draws.mean(0) - truth) < 4 * error + 1.5 / 60).all()
    assert (truth[:-1] - truth[1:] > 5 * error[1:]).all()  # horizons are told apart


def test_sum_of_answers_is_the_answer_of_the_sum_on_the_same_rows():
    panel = simulated(5)
    one = project(panel, ProjectionOptions(horizons=4, same_rows=True))
    total = project(panel, ProjectionOptions(horizons=4, same_rows=True, target=Target.CUMULATIVE))
    assert_allclose(total.coefficients, one.coefficients.cumsum(0), rtol=1e-9)
    assert len({each.fit.observations for each in one.horizons}) == 1
    free = project(panel, ProjectionOptions(horizons=4))
    assert [each.fit.observations for each in free.horizons] == [15 * (59 - h) for h in range(5)]


def test_multiplier_is_the_ratio_of_the_two_sums():
    """With one instrument, two-stage least squares is the ratio of the two reduced forms."""
    panel = simulated(6, persistence=0.5)
    chosen = {"horizons": 3, "same_rows": True}
    multiplier = project(panel, ProjectionOptions(target=Target.MULTIPLIER, **chosen))
    of_y = project(panel, ProjectionOptions(target=Target.CUMULATIVE, **chosen)).coefficients
    for h, each in enumerate(multiplier.horizons):
        first = fit(each.x[:, 0], each.instruments, each.nuisance).coefficients
        assert_allclose(each.fit.coefficients, of_y[h] / first, rtol=1e-9)
    assert_allclose(multiplier.coefficients[0], of_y[0], rtol=1e-9)  # at h = 0 the exposure is its own instrument


def test_endogenous_exposure_with_an_instrument():
    panel = simulated(7)
    random = np.random.default_rng(8)
    common = random.normal(size=len(panel.outcome))
    z = np.array(panel.exposure)
    told = LongPanel(panel.outcome + 2 * common, z + common, panel.units, panel.periods, instruments=z)
    each = project(told, ProjectionOptions(horizons=1)).horizons[0]
    assert_allclose(each.fit.coefficients, fit_iv(each.y, each.x, each.instruments, each.nuisance).coefficients)
    spread = np.sqrt(each.fit.residuals @ each.fit.residuals / 800 * each.fit.bread[0, 0])
    assert abs(each.fit.coefficients[0] - EFFECT) < 4 * spread < 0.6
    assert fit(each.y, each.x, each.nuisance).coefficients[0] > EFFECT + 0.15


def test_a_gap_is_left_out_and_counted():
    panel = simulated(9, 5, 20)
    keep = ~((panel.units == 2) & (panel.periods == 2010))
    found = project(thinned(panel, keep), ProjectionOptions(horizons=2))
    for h, each in enumerate(found.horizons):
        assert each.without_lag == 6  # five first rows and the one after the gap
        assert each.without_lead == 5 * h + (h > 0)  # h last rows of each unit, and the row h before the gap
        assert each.fit.observations == 99 - 6 - each.without_lead
    zero = found.horizons[0]
    assert not ((zero.units == 2) & np.isin(zero.periods, (2010, 2011))).any()


def test_order_of_rows_does_not_matter_and_a_missing_figure_is_as_a_missing_row():
    panel = simulated(10, 6, 25)
    order = np.random.default_rng(0).permutation(150)
    assert_allclose(project(thinned(panel, order)).coefficients, project(panel).coefficients, rtol=1e-9)
    hole = np.array(panel.outcome)
    hole[40] = np.nan
    told = LongPanel(hole, panel.exposure, panel.units, panel.periods)
    without = project(thinned(panel, np.arange(150) != 40), ProjectionOptions(exposure_lags=0))
    with_hole = project(told, ProjectionOptions(exposure_lags=0))
    assert_allclose(with_hole.coefficients, without.coefficients, rtol=1e-9)
    assert with_hole.horizons[0].without_figure == 1 and without.horizons[0].without_figure == 0


def test_lags_as_changes_controls_and_no_effects():
    panel = simulated(11, 5, 40)
    control = np.random.default_rng(1).normal(size=200)
    told = LongPanel(panel.outcome, panel.exposure, panel.units, panel.periods, controls=control)
    chosen = ProjectionOptions(0, 1, 0, lagged=Lagged.CHANGES, unit_effects=False, period_effects=False)
    each = project(told, chosen).horizons[0]
    y = panel.outcome.reshape(5, 40)
    past = (y[:, 1:-1] - y[:, :-2]).ravel()
    right = np.column_stack([panel.exposure.reshape(5, 40)[:, 2:].ravel(), past, control.reshape(5, 40)[:, 2:].ravel()])
    by_hand = np.linalg.lstsq(np.column_stack([right, np.ones(190)]), (y[:, 2:] - y[:, 1:-1]).ravel(), rcond=None)[0]
    assert_allclose(each.fit.coefficients, by_hand[:1], rtol=1e-10)


def test_shifts_by_number_of_the_period():
    units, periods = np.array([1, 2, 1, 1]), np.array([3, 3, 5, 4])
    assert places(units, periods, 1).tolist() == [3, -1, -1, 2]
    assert_allclose(shifted(np.array([1.0, 2, 3, 4]), units, periods, 1), [4, np.nan, np.nan, 3])


def test_refusals():
    panel = simulated(12, 3, 6)
    with pytest.raises(BadInput, match="two rows") as refused:
        project(thinned(panel, np.array([0, 1, 2, 2, 3])))
    assert (refused.value.code, refused.value.fields["period"]) == ("effect-repeated-cell", 2002)
    with pytest.raises(CannotCompute) as refused:
        project(panel, ProjectionOptions(horizons=0, outcome_lags=6))
    assert (refused.value.code, refused.value.fields["horizon"]) == ("effect-no-rows", 0)
    with pytest.raises(BadInput) as refused:
        ProjectionOptions(horizons=-1)
    assert refused.value.code == "effect-negative-lag"

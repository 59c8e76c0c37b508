"""Event studies against values of another package and made effects."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from qonys.effects.kernels.covariance import clustered, errors
from qonys.effects.kernels.event_study import NEVER, EventOptions, EventPanel, event_study
from qonys.effects.kernels.least_squares import dummies, fit
from qonys.errors import CannotCompute
from reference import reference


def test_a_common_event_has_the_values_of_fixest():
    """feols(y ~ x1 + i(period, treat, 5) | id + period, base_did), as printed in fixest's documentation."""
    frame = pd.read_csv(reference("refdata/C_panel/fixest_base_did.csv"))
    period, unit = frame["period"].to_numpy(), frame["id"].to_numpy()
    events = np.where(frame["treat"] == 1, 6, NEVER)
    x = np.column_stack([frame["x1"].to_numpy()])
    found = event_study(EventPanel(frame["y"].to_numpy(), unit, period, events, x))
    printed = [-1.403045, -1.247511, -0.273206, -1.795721, 0.784452, 3.598897, 3.811766, 4.731426, 6.606229]
    assert found.times.tolist() == [-5, -4, -3, -2, 0, 1, 2, 3, 4]
    assert_allclose(found.effects, printed, atol=6e-7)
    covariance = clustered(found.fit, unit, nested=found.nested)
    errors_ = [1.110267, 1.093140, 1.106935, 1.087974, 1.028388, 1.101563, 1.247502, 1.097113, 1.120494]
    assert_allclose(found.errors(covariance), errors_, rtol=2e-5)


def test_staggered_events_have_the_values_of_fixest():
    """feols(y ~ x1 + sunab(year_treated, year) | id + year, base_stagg), summary agg = "att", as printed there."""
    frame = pd.read_csv(reference("refdata/C_panel/fixest_base_stagg.csv"))
    unit, year = frame["id"].to_numpy(), frame["year"].to_numpy()
    events = np.where(frame["year_treated"] > 10, NEVER, frame["year_treated"])
    found = event_study(EventPanel(frame["y"].to_numpy(), unit, year, events, frame[["x1"]].to_numpy()))
    covariance = clustered(found.fit, unit, nested=found.nested)
    assert_allclose(found.att(covariance), [-1.133749, 0.205070], rtol=3e-6)


def made(seed=1, never=True, growing=0.5):
    rng = np.random.default_rng(seed)
    units, periods = np.repeat(np.arange(15), 12), np.tile(np.arange(12), 15)
    dates = np.repeat([3, 6, 9, NEVER if never else 11], [4, 4, 4, 3])[units]
    since = periods - np.where(dates == NEVER, 0, dates)
    effect = np.where(periods >= dates, 1 + growing * since, 0.0)
    y = rng.normal(size=15)[units] + 0.3 * periods + effect
    return y, units, periods, dates


def test_growing_effects_are_found_where_common_dummies_miss_them():
    y, units, periods, dates = made()
    found = event_study(EventPanel(y, units, periods, dates))
    after = found.times >= 0
    assert_allclose(found.effects[after], 1 + 0.5 * found.times[after], atol=1e-9)
    assert_allclose(found.effects[~after], 0, atol=1e-9)
    single = fit(y, (periods >= dates)[:, None].astype(float), np.column_stack([dummies(units), dummies(periods)]))
    truth = (found.overall @ found.fit.coefficients).item()
    assert abs(single.coefficients[0] - truth) > 0.2


def test_without_units_never_reached_the_last_cohort_is_compared_with():
    y, units, periods, dates = made(never=False)
    found = event_study(EventPanel(y, units, periods, dates))
    after = found.times >= 0
    assert_allclose(found.effects[after], 1 + 0.5 * found.times[after], atol=1e-9)
    assert found.times.max() == 10 - 3


def test_far_times_can_be_put_together():
    y, units, periods, dates = made(growing=0.0)
    found = event_study(EventPanel(y, units, periods, dates), EventOptions(first=-3, last=4))
    assert found.times.tolist() == [-3, -2, 0, 1, 2, 3, 4]
    assert_allclose(found.effects[found.times >= 0], 1, atol=1e-9)


def test_a_trend_before_the_event_is_seen():
    rng = np.random.default_rng(3)
    y, units, periods, dates = made()
    y = y + 0.2 * rng.normal(size=len(y))
    df = 14

    def p(outcome):
        found = event_study(EventPanel(outcome, units, periods, dates), EventOptions(first=-3, last=4))
        return found.trend_before(clustered(found.fit, units, nested=found.nested), df)[1]

    assert p(y) > 0.05
    assert p(y + np.where(dates == NEVER, 0, 0.5 * periods)) < 0.01


def test_one_set_of_dummies_is_the_plain_regression():
    y, units, periods, dates = made()
    found = event_study(EventPanel(y, units, periods, dates), EventOptions(by_cohort=False))
    assert found.weights.tolist() == np.eye(len(found.times)).tolist()
    assert len(errors(clustered(found.fit, units))) == len(found.times)


@pytest.mark.parametrize(("dates", "code"), [(np.full(24, 2), "effect-no-comparison"), (np.full(24, 0), None)])
def test_nobody_to_compare_with_is_refused(dates, code):
    units, periods = np.repeat(np.arange(4), 6), np.tile(np.arange(6), 4)
    with pytest.raises((CannotCompute, ValueError)) as caught:
        event_study(EventPanel(np.ones(24), units, periods, dates))
    assert code is None or caught.value.code == code

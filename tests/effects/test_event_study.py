"""Event studies against values of another package and made effects."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from qonys.effects.kernels.covariance import clustered, errors
from qonys.effects.kernels.event_study import NEVER, EventOptions, EventPanel, event_study
from qonys.effects.kernels.least_squares import dummies, fit
from qonys.errors import BadInput, CannotCompute
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


def test_common_event_to_twelve_digits():
    """Values of pyfixest 0.60.0: feols("y ~ x1 + i(period, treat, ref=5) | id + period", vcov={"CRV1": "id"})."""
    frame = pd.read_csv(reference("refdata/C_panel/fixest_base_did.csv"))
    unit = frame["id"].to_numpy()
    panel = EventPanel(
        frame["y"].to_numpy(), unit, frame["period"].to_numpy(), np.where(frame["treat"] == 1, 6, NEVER),
        frame[["x1"]].to_numpy(),
    )  # fmt: skip
    for chosen in (EventOptions(), EventOptions(by_cohort=False)):
        found = event_study(panel, chosen)
        spread = clustered(found.fit, unit, nested=found.nested)
        values = [
            -1.4030454862836068, -1.247510784443581, -0.2732059622446102, -1.795720563991752, 0.784452028314358,
            3.598897331598227, 3.8117662120162383, 4.731426200909767, 6.606228841916335,
        ]  # fmt: skip
        doubts = [
            1.1102666229053697, 1.0931445634177916, 1.106935057761067, 1.087973765366981, 1.0283880749032963,
            1.1015634144394502, 1.2475019657748736, 1.097112649347124, 1.120494299445651,
        ]  # fmt: skip
        assert_allclose(found.effects, values, rtol=1e-9)
        assert_allclose(found.errors(spread), doubts, rtol=1e-9)
        assert_allclose([found.fit.coefficients[-1], errors(spread)[-1]], [0.9734901512607413, 0.0456783117646607])


def test_staggered_events_to_twelve_digits():
    """Values of pyfixest 0.60.0 with a dummy for each cohort and time, then means by rows (clustered by id)."""
    frame = pd.read_csv(reference("refdata/C_panel/fixest_base_stagg.csv"))
    unit, year = frame["id"].to_numpy(), frame["year"].to_numpy()
    events = np.where(frame["year_treated"] > 10, NEVER, frame["year_treated"])
    found = event_study(EventPanel(frame["y"].to_numpy(), unit, year, events, frame[["x1"]].to_numpy()))
    spread = clustered(found.fit, unit, nested=found.nested)
    assert_allclose(found.att(spread), [-1.1337494487718491, 0.2050704937614513], rtol=1e-9)
    assert found.times.tolist() == [*range(-9, -1), *range(9)]
    values = [
        0.3517656209192827, -0.07900913501212936, 0.10104016419294945, -0.056402386563470866, -0.29530929242289694,
        -0.3037213292801597, -0.08837921288784335, 0.08466162330450351, -5.188206850033753, -3.540027892211727,
        -2.155485319176038, -0.7749537226384599, 1.0688565629064677, 2.117893080777879, 4.631474044745072,
        4.889787918504895, 6.24362605443856,
    ]  # fmt: skip
    doubts = [
        0.3590732265223998, 0.2974701357881093, 0.3669646397705725, 0.3089161040483759, 0.2939543148302125,
        0.2491128180215448, 0.2557911447848657, 0.24427663735211605, 0.2210680197190583, 0.21282165348710677,
        0.22577936944872093, 0.2771272646624254, 0.31035221643310823, 0.4481234826580018, 0.46044362615277407,
        0.33939890199464917, 0.2975572048603041,
    ]  # fmt: skip
    assert_allclose(found.effects, values, rtol=1e-9)
    assert_allclose(found.errors(spread), doubts, rtol=1e-9)
    assert_allclose([found.fit.coefficients[-1], errors(spread)[-1]], [0.9946783108567098, 0.0183781319459892])


def test_rows_left_out_are_counted_and_the_used_ones_named():
    y, units, periods, dates = made(never=False)
    y = y.copy()
    y[[5, 40]] = np.nan
    dates = np.where(units == 14, 0, dates)  # reached before its first period
    found = event_study(EventPanel(y, units, periods, dates))
    assert (found.missing, found.early) == (2, 12)
    assert found.late == 14 and found.fit.observations == len(found.rows) == 180 - 2 - 12 - found.late
    assert not np.isin(found.rows, [5, 40]).any() and (periods[found.rows] < 11).all()
    assert clustered(found.fit, units[found.rows], nested=found.nested).shape == (len(found.cells),) * 2
    assert_allclose(found.effects[found.times >= 0], 1 + 0.5 * np.arange(8), atol=1e-9)


def test_shares_are_of_rows_or_of_weights():
    y, units, periods, dates = made()
    weights = np.where(dates == 3, 3.0, 1.0)
    found = event_study(EventPanel(y, units, periods, dates, weights=weights))
    at_zero = found.weights[found.times == 0][0][: len(found.cells)]
    assert_allclose([at_zero[(found.cells == [c, 0]).all(1)].item() for c in (3, 6, 9)], [0.6, 0.2, 0.2])
    assert_allclose(found.weights.sum(1), 1)


def test_trend_before_is_the_wald_test_of_another_package():
    from statsmodels.regression.linear_model import OLS

    y, units, periods, dates = made()
    y = y + np.random.default_rng(5).normal(size=len(y))
    dates = np.where(dates == NEVER, NEVER, 6)
    found = event_study(EventPanel(y, units, periods, dates), EventOptions(first=-4, last=3))
    since = np.clip(periods - 6, -4, 3)
    columns = np.column_stack([(since == s) & (dates == 6) for s in found.times]).astype(float)
    design = np.column_stack([columns, dummies(units), dummies(periods)[:, 1:]])
    theirs = OLS(y, design).fit()
    wanted = theirs.f_test(np.eye(design.shape[1])[:3])
    residuals = found.fit.residuals
    plain = found.fit.bread * (residuals @ residuals) / theirs.df_resid
    assert_allclose(found.trend_before(plain, int(theirs.df_resid)), [wanted.fvalue, wanted.pvalue], rtol=1e-8)


def test_more_times_than_clusters_can_judge_are_refused():
    y, units, periods, dates = made()
    found = event_study(EventPanel(y + np.random.default_rng(5).normal(size=len(y)), units, periods, dates))
    few = clustered(found.fit, units // 4, nested=found.nested)
    with pytest.raises(CannotCompute) as caught:
        found.trend_before(few, 3)
    assert caught.value.code == "effect-trend-rank" and caught.value.fields["times"] == (found.times < 0).sum()


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ([2, 2, 2, 2], "effect-no-comparison"),
        ([0, 0, 0, 0], "effect-no-comparison"),
        ([NEVER] * 4, "effect-no-event"),
        ([0, NEVER, 9, NEVER], "effect-no-event"),
    ],
)
def test_nobody_to_compare_with_is_refused(dates, code):
    units, periods = np.repeat(np.arange(4), 6), np.tile(np.arange(6), 4)
    with pytest.raises(CannotCompute) as caught:
        event_study(EventPanel(np.ones(24), units, periods, np.repeat(dates, 6)))
    assert caught.value.code == code


def test_a_cohort_without_the_reference_and_a_unit_with_two_events_are_named():
    y, units, periods, dates = made()
    hole = ~((dates == 6) & (periods == 5))
    with pytest.raises(CannotCompute) as caught:
        event_study(EventPanel(y[hole], units[hole], periods[hole], dates[hole]))
    assert (caught.value.code, caught.value.fields["cohort"]) == ("effect-no-reference", 6)
    dates[30] = 7
    with pytest.raises(BadInput) as wrong:
        event_study(EventPanel(y, units, periods, dates))
    assert (wrong.value.code, wrong.value.fields["unit"]) == ("effect-event-varies", 2)

"""Poisson specifications: as models with dummies say, honest about zeros, few clusters and what they do not take."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose

from qonys.effects.counts import refuse_counts
from qonys.effects.curves import curve
from qonys.effects.detection import detection
from qonys.effects.estimate import estimate
from qonys.effects.inference import Options
from qonys.effects.kernels.absorb import Specification as Arrays
from qonys.effects.kernels.absorb import absorb
from qonys.effects.kernels.least_squares import dummies
from qonys.effects.kernels.poisson_scores import CountPanel, restricted, score_test
from qonys.effects.kernels.wild import WildOptions, bootstrapped
from qonys.effects.overview import overview
from qonys.effects.sample import regression
from qonys.effects.validity import Method
from qonys.errors import BadInput, CannotCompute
from qonys.model import Call
from qonys.model.grid import Grid
from qonys.model.specification import Choices, Estimator, Fixed, Specification, Transform, Variable

FEW = Options(draws=199)
CALL = Call("test")
POISSON = Specification("people", Variable("y"), Variable("x"), estimator=Estimator.POISSON)


def made(slope=0.3, areas=12, years=9, seed=3):
    rng = np.random.default_rng(seed)
    x, c = rng.normal(size=(2, areas, years))
    level = rng.normal(size=areas)[:, None] + 0.05 * np.arange(years)
    y = rng.poisson(np.exp(1 + slope * x + 0.1 * c + level)).astype(float)
    w = np.repeat(rng.integers(1, 4, areas)[:, None].astype(float), years, axis=1)
    names = tuple(f"A{i}" for i in range(areas))
    return Grid(names, tuple(str(2001 + t) for t in range(years)), {"y": y, "x": x, "c": c, "w": w})


def by_statsmodels(arrays):
    """Rows with a weight of two stand there twice."""
    times = np.ones(len(arrays.y), int) if arrays.weights is None else arrays.weights.astype(int)
    columns = np.column_stack([arrays.x, dummies(arrays.area), dummies(arrays.period)[:, 1:]])
    model = sm.GLM(np.repeat(arrays.y, times), np.repeat(columns, times, axis=0), family=sm.families.Poisson())
    groups = {"groups": np.repeat(arrays.cluster, times), "use_correction": False}
    return model.fit(tol=1e-13, maxiter=200, tol_criterion="params", cov_type="cluster", cov_kwds=groups)


@pytest.mark.parametrize("weights", ["", "w"])
def test_coefficients_and_clustered_errors_are_those_of_a_model_with_dummies(weights):
    s = replace(POISSON, controls=(Variable("c"),), weights=weights)
    found = estimate(made(), s, FEW)
    arrays = found.regression
    peer = by_statsmodels(arrays)
    assert_allclose([found.of(t, Method.CLUSTER).estimate for t in ("x", "c")], peer.params[:2], rtol=1e-7)
    n, groups, k = len(arrays.y), arrays.clusters, 2 + 1 + len(np.unique(arrays.period)) - 1  # areas lie in clusters
    factor = groups / (groups - 1) * (n - 1) / (n - k)
    errors = [found.of(t, Method.CLUSTER).se for t in ("x", "c")]
    assert_allclose(errors, peer.bse[:2] * np.sqrt(factor), rtol=1e-7)


def test_the_bootstrap_of_scores_leads_and_clustered_errors_are_said_not_to_hold():
    found = estimate(made(), POISSON, FEW)
    assert found.default is Method.SCORE
    assert {i.method for i in found.inferences} == {
        Method.ROBUST, Method.CLUSTER, Method.JACKKNIFE, Method.SCORE, Method.DRISCOLL_KRAAY,
    }  # fmt: skip
    assert found.of().low < 0.3 < found.of().high and found.of().p < 0.05
    assert not found.of(method=Method.CLUSTER).holds
    shares = overview(CALL, {"people": found})
    assert shares.value(measure="effect_share", effect="people") == pytest.approx(np.expm1(found.of().estimate))


def test_zeros_that_say_nothing_are_counted_out():
    grid = made()
    y = grid.series["y"].copy()
    y[4] = 0
    whole = estimate(replace(grid, series={**grid.series, "y": y}), POISSON, FEW)
    assert ("separated", 9) in whole.regression.dropped
    assert [n.fields["count"] for n in whole.notes if n.code == "effect-separated"] == [9]
    rest = Grid(
        tuple(a for a in grid.areas if a != "A4"), grid.periods,
        {k: np.delete(v, 4, axis=0) for k, v in grid.series.items()},
    )  # fmt: skip
    assert_allclose(whole.of().estimate, estimate(rest, POISSON, FEW).of().estimate, rtol=1e-10)
    assert whole.regression.clusters == 11


def test_ends_of_the_score_bootstrap_are_values_it_just_does_not_reject():
    arrays = regression(made(), POISSON)
    panel = CountPanel(arrays.y, arrays.x[:, 0], arrays.nuisance, arrays.cluster)
    options = WildOptions(draws=499)
    found = score_test(panel, (0.3, 0.05), np.random.default_rng(1), options)
    for end, way in ((found.low, -1), (found.high, 1)):
        inside, outside = (
            score_test(panel, (0.3, 0.05), np.random.default_rng(1), options, null=end + way * d).p
            for d in (-1e-3, 1e-3)
        )
        assert outside <= 0.05 < inside


def test_draws_of_the_score_bootstrap_are_steps_of_weighted_least_squares_taken_one_by_one():
    arrays = regression(made(areas=6), POISSON)
    panel = CountPanel(arrays.y, arrays.x[:, 0], arrays.nuisance[:, 1:], arrays.cluster)
    mean = np.exp(restricted(panel, 0.1, np.zeros(len(arrays.y))))
    peer = sm.GLM(arrays.y, panel.nuisance, family=sm.families.Poisson(), offset=0.1 * panel.x).fit(tol=1e-13)
    assert_allclose(mean, peer.mu, rtol=1e-7)
    v = np.array([1.0, -1, 1, 1, -1, -1])
    left = absorb(Arrays(0, (arrays.y - mean) / mean, panel.x, panel.clusters, panel.nuisance, mean))
    fast = bootstrapped(left, v[:, None]).statistics(0.0)[0]
    drawn = (arrays.y - mean) / mean * v[panel.clusters]
    step = sm.WLS(drawn, np.column_stack([panel.x, panel.nuisance]), weights=mean)
    slow = step.fit(cov_type="cluster", cov_kwds={"groups": panel.clusters, "use_correction": True})
    assert_allclose(fast, slow.tvalues[0], rtol=1e-7)


def test_with_a_trend_of_each_area():
    found = estimate(made(years=12), replace(POISSON, fixed=(Fixed.AREA, Fixed.PERIOD, Fixed.TREND)), FEW)
    arrays = found.regression
    trends = dummies(arrays.area) * (arrays.period - arrays.period.mean())[:, None]
    columns = np.column_stack([arrays.x, dummies(arrays.area), dummies(arrays.period)[:, 1:], trends[:, 1:]])
    peer = sm.GLM(arrays.y, columns, family=sm.families.Poisson()).fit(tol=1e-13, maxiter=200)
    assert_allclose(found.of().estimate, peer.params[0], rtol=1e-6)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"instruments": (Variable("c"),)}, "effect-poisson-iv"),
        ({"outcome": Variable("y", transform=Transform.LOG)}, "effect-poisson-transform"),
        ({"outcome": Variable("y", transform=Transform.CHANGE)}, "effect-poisson-transform"),
        ({"outcome": Variable("c")}, "effect-negative-outcome"),
    ],
)
def test_what_a_poisson_model_does_not_take_is_refused(change, code):
    with pytest.raises(BadInput) as refused:
        estimate(made(), replace(POISSON, **change), FEW)
    assert refused.value.code == code and refused.value.where and refused.value.fix


def test_curves_and_power_are_of_least_squares_alone():
    grid = made()
    with pytest.raises(CannotCompute, match="least squares alone"):
        curve(lambda s: grid, POISSON, Choices(lag=(0, 1)).of(POISSON), ("lag",), FEW)
    with pytest.raises(CannotCompute, match="least squares alone"):
        detection(CALL, regression(grid, POISSON))
    refuse_counts(replace(POISSON, estimator=Estimator.LEAST_SQUARES))


def test_zeros_that_leave_one_cluster_leave_nothing_to_judge_by():
    grid = made()
    y = np.zeros_like(grid.series["y"])
    y[0] = grid.series["y"][0] + 1
    with pytest.raises(BadInput, match="one cluster"):
        estimate(replace(grid, series={**grid.series, "y": y}), replace(POISSON, fixed=(Fixed.AREA,)), FEW)

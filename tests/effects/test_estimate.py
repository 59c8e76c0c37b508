"""One estimate from a grid: what it says, by which method, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from linearmodels.panel import PanelOLS
from numpy.testing import assert_allclose

from qonys.effects.curves import Numbers, curve, summary, unit_of
from qonys.effects.curves import table as curve_table
from qonys.effects.detection import detection
from qonys.effects.estimate import estimate, margin_of, table, told
from qonys.effects.inference import Options
from qonys.effects.kernels.equivalence import Verdict
from qonys.effects.overview import influence, needs, overview
from qonys.effects.paths import path
from qonys.effects.sample import regression
from qonys.effects.validity import Method
from qonys.errors import CannotCompute
from qonys.model import Call
from qonys.model.grid import Grid
from qonys.model.specification import Choices, Fixed, Sample, Specification, Transform, Variable

FEW = Options(draws=499)
CALL = Call("test")
PLAIN = Specification("plain", Variable("y"), Variable("x"), smallest=0.5)


def made(slope=1.0, areas=14, years=12, seed=5, noise=0.3):
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(areas, years))
    u = noise * rng.normal(size=(areas, years))
    x = z + rng.normal(size=(areas, years)) + u
    y = slope * x + rng.normal(size=areas)[:, None] + u
    names = tuple(f"A{i}" for i in range(areas))
    places = {name: (45.0 + i, 60.0 + i) for i, name in enumerate(names)}
    series = {"y": y, "x": x, "z": z, "money": np.exp(0.01 * y), "w": np.ones((areas, years))}
    return Grid(names, tuple(str(2001 + t) for t in range(years)), series, places=places)


def test_coefficients_and_clustered_errors_are_those_of_linearmodels():
    import pandas as pd

    grid = made()
    index = pd.MultiIndex.from_product([grid.areas, range(2001, 2013)])
    frame = pd.DataFrame({k: v.ravel() for k, v in grid.series.items()}, index=index)
    peer = PanelOLS(frame["y"], frame[["x"]], entity_effects=True, time_effects=True)
    fitted = peer.fit(cov_type="clustered", cluster_entity=True, group_debias=True)
    found = estimate(grid, PLAIN, FEW).of(method=Method.CLUSTER)
    assert_allclose(found.estimate, fitted.params["x"], rtol=1e-9)
    # theirs counts effects of areas, which lie inside the clusters
    n, k, inside = 14 * 12, 1 + 13 + 12, 13
    factor = (n - k) / (n - k + inside)
    assert_allclose(found.se, fitted.std_errors["x"] * np.sqrt(factor), rtol=1e-9)


def test_every_method_that_applies_is_there_and_the_default_holds():
    found = estimate(made(), PLAIN, FEW)
    methods = {i.method for i in found.inferences}
    assert methods == {
        Method.CLASSICAL, Method.ROBUST, Method.CLUSTER, Method.BIAS_REDUCED, Method.JACKKNIFE, Method.WILD,
        Method.SIGNS, Method.WILD_JACKKNIFE, Method.RANDOMISATION, Method.DRISCOLL_KRAAY, Method.CONLEY,
    }  # fmt: skip
    assert found.default is Method.WILD and found.of().holds
    assert not found.of(method=Method.CLUSTER).holds
    assert not found.of(method=Method.DRISCOLL_KRAAY).holds


def test_verdicts_follow_the_interval():
    assert estimate(made(1.0), PLAIN, FEW).verdict is Verdict.EFFECT
    null = made(0.0)
    flat = replace(null, series={**null.series, "y": np.random.default_rng(1).normal(size=(14, 12))})
    assert estimate(flat, replace(PLAIN, smallest=5.0), FEW).verdict is Verdict.TIGHT_NULL
    assert estimate(flat, replace(PLAIN, smallest=1e-4), FEW).verdict is Verdict.CANNOT_TELL
    assert estimate(flat, replace(PLAIN, smallest=None), FEW).verdict is Verdict.CANNOT_TELL


def test_with_an_instrument_the_efficient_bootstrap_leads_and_strength_is_told():
    found = estimate(made(), replace(PLAIN, instruments=(Variable("z"),)), FEW)
    assert found.default is Method.EFFICIENT
    assert {Method.EFFICIENT, Method.ANDERSON_RUBIN} <= {i.method for i in found.inferences}
    assert abs(found.of().estimate - 1) < 0.15
    assert any(note.code == "effect-strong" for note in found.notes)
    plain = estimate(made(), PLAIN, FEW)
    assert plain.of().estimate > found.of().estimate


def test_effects_are_told_for_a_step_and_as_shares_of_logarithms():
    logs = replace(PLAIN, outcome=Variable("money", transform=Transform.LOG), step=10.0, smallest=0.05)
    found = estimate(made(), logs, FEW)
    result = overview(CALL, {"logs": found})
    assert result.value(measure="effect_share", effect="logs") == pytest.approx(np.expm1(10 * found.of().estimate))
    assert np.isnan(result.value(measure="effect_level", effect="logs"))
    assert margin_of(logs) == pytest.approx(np.log(1.05) / 10)
    assert (unit_of(logs), unit_of(PLAIN)) == ("share", "outcome_units")
    assert told(PLAIN, np.array(2.0)) == 2.0


def test_a_result_holds_each_inference():
    found = estimate(made(), PLAIN, FEW)
    result = table(CALL, found)
    for one in found.inferences:
        assert result.value(measure="p", term=one.term, method=one.method.value) == one.p


def test_who_drives_a_result_is_seen():
    grid = made()
    x = grid.series["x"].copy()
    x[3] *= 30
    found = estimate(replace(grid, series={**grid.series, "x": x}), PLAIN, FEW)
    result = influence(CALL, found)
    shares = result.series(measure="leverage")
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=shares.get) == "A3" and shares["A3"] > 0.9
    alone = estimate(replace(grid, series={**grid.series, "x": x}), replace(PLAIN, sample=Sample(without=("A3",))), FEW)
    assert result.value(measure="without", area="A3") == pytest.approx(alone.of().estimate, rel=1e-8)


def test_figures_needed_fall_with_the_square_of_the_effect():
    result = needs(CALL, estimate(made(), PLAIN, FEW))
    one, five = (result.value(measure="needed", size=s) for s in ("0.01", "0.05"))
    # whole figures: one more at most
    assert one == pytest.approx(25 * five, abs=25)
    assert result.value(measure="periods", size="0.01") == np.ceil(one / 14)


def test_a_curve_goes_through_every_choice_and_agrees_with_single_estimates():
    grid = made()
    choices = Choices(lag=(0, 1), fixed=((Fixed.AREA, Fixed.PERIOD), (Fixed.AREA,)), weights=("", "w"))
    found = curve(lambda _: grid, PLAIN, choices.of(PLAIN), choices.open, FEW)
    assert len(found.specifications) == 8
    for i, s in enumerate(found.specifications):
        alone = estimate(grid, s, replace(FEW, methods=(Method.CLUSTER,))).of(method=Method.CLUSTER)
        assert_allclose(found.estimates.coefficients[i], alone.estimate, rtol=1e-8)
    whole = summary(CALL, found)
    assert whole.value(measure="specifications", about="all") in (4, 8)  # weights that are all 1 change nothing
    assert whole.value(measure="choice_share", about="lag") > 0.8
    labels = curve_table(CALL, found).axes["specification"]
    assert len(set(labels)) == 8


def test_clusters_are_numbered_alike_in_all_specifications():
    numbers = Numbers()
    first = numbers.of(("A+B", "C"))
    second = numbers.of(("A", "B", "C"))
    assert second["A"] == first["A+B"] and second["C"] == first["C"]
    assert len(set(second.values())) == 3


def test_the_path_begins_with_the_effect_at_once():
    result = path(CALL, made(slope=2.0, noise=0.01), replace(PLAIN, outcome=Variable("y")), 2, FEW)
    assert result.axes["horizon"] == ("0", "1", "2")
    assert result.value(measure="effect", horizon="0") == pytest.approx(2, abs=0.1)
    assert result.value(measure="low", horizon="0") < 2 < result.value(measure="high", horizon="0")


def test_what_could_have_been_seen_is_near_by_formula_and_by_simulation():
    arrays = regression(made(), PLAIN)
    result = detection(Call("power", seed=1), arrays, 0.8, 400)
    formula, up = (result.value(measure=m, effect="plain") for m in ("by_formula", "up"))
    assert 0.5 < up / formula < 2
    assert result.value(measure="size", effect="plain") < 0.1
    assert result.value(measure="power", effect="plain") > 0.95
    with pytest.raises(CannotCompute):
        detection(CALL, regression(made(), replace(PLAIN, instruments=(Variable("z"),))))


def test_where_few_areas_are_treated_only_swapped_paths_hold():
    grid = made()
    law = np.zeros((14, 12))
    law[:3, 6:] = 1.0
    found = estimate(replace(grid, series={**grid.series, "law": law}), replace(PLAIN, exposure=Variable("law")), FEW)
    holding = {i.method for i in found.inferences if i.holds}
    assert holding == {Method.RANDOMISATION}


def test_a_law_in_few_areas_among_controls_is_judged_by_itself():
    grid = made()
    law = np.zeros((14, 12))
    law[:3, 6:] = 1.0
    both = replace(PLAIN, controls=(Variable("law"),))
    found = estimate(replace(grid, series={**grid.series, "law": law}), both, FEW)
    holds = {i.term: i.holds for i in found.inferences if i.method is Method.JACKKNIFE}
    assert holds == {"x": True, "law": False}


def test_a_path_leaves_out_whom_the_sample_leaves_out():
    spoilt = made(slope=2.0, noise=0.01)
    spoilt.series["y"][0] = np.random.default_rng(1).normal(size=12) * 1e6
    without = replace(PLAIN, sample=Sample(without=("A0",), last=2011))
    result = path(CALL, spoilt, without, 2, FEW)
    assert result.value(measure="effect", horizon="0") == pytest.approx(2, abs=0.1)
    assert result.value(measure="observations", horizon="0") == 13 * 10  # eleven years, one for the lag


def test_several_instruments_have_a_set_by_bootstrap():
    grid = made()
    other = grid.series["z"] + np.random.default_rng(9).normal(size=(14, 12))
    many = replace(PLAIN, instruments=(Variable("z"), Variable("z2")))
    found = estimate(replace(grid, series={**grid.series, "z2": other}), many, FEW).of(method=Method.ANDERSON_RUBIN)
    assert found.holds and found.low < 1 < found.high


def test_a_covariance_that_is_not_positive_is_named_and_does_not_hold(monkeypatch):
    from qonys.effects import inference
    from qonys.effects.kernels.spatial import Spatial

    monkeypatch.setattr(inference, "conley", lambda *_: Spatial(np.array([[-1.0]]), positive=False))
    found = estimate(made(), PLAIN, replace(FEW, methods=(Method.CONLEY, Method.CLUSTER)))
    one = found.of(method=Method.CONLEY)
    assert (one.flag, one.holds, one.reason) == ("not-positive", False, "effect-not-positive")
    assert np.isnan([one.se, one.t, one.p, one.low]).all()
    assert [n.fields["name"] for n in found.notes if n.code == "effect-not-positive"] == ["conley"]


def test_bias_reduced_errors_have_freedom_of_their_own():
    found = estimate(made(), PLAIN, FEW)
    one = found.of(method=Method.BIAS_REDUCED)
    assert 2 < one.df < 13 and one.se > 0.9 * found.of(method=Method.CLUSTER).se

"""Size of inference with few clusters: how panels are made, and that tests which claim to hold do."""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from qonys.effects.kernels.simulation import Design, make

SCRIPT = Path(__file__).parents[2] / "scripts" / "inference_size.py"


@pytest.fixture(scope="module")
def study():
    spec = importlib.util.spec_from_file_location("inference_size", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["inference_size"] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    yield module
    del sys.modules["inference_size"]


def test_panels_are_as_the_design_says():
    panel = make(Design(clusters=17, weighted=True), np.random.default_rng(1))
    s = panel.specification
    assert np.sort(np.bincount(panel.area)).tolist() == [3, 3, 7] + [24] * 14
    assert s.weights.max() / s.weights.min() == pytest.approx(11)
    whole = make(Design(late=False), np.random.default_rng(1))
    assert len(whole.specification.y) == 17 * 24 and whole.specification.weights is None
    few = make(Design(treated=3, late=False), np.random.default_rng(1)).specification
    reached = few.x.reshape(17, 24)
    assert (reached.max(axis=1) == 1).sum() == 3 and np.all(np.diff(reached, axis=1) >= 0)


def test_errors_go_on_over_time_and_are_shared():
    design = Design(clusters=400, periods=40, late=False, common=0.0)
    alone = make(design, np.random.default_rng(2)).specification
    y, x = alone.y.reshape(400, 40), alone.x.reshape(400, 40)
    for column, rho in ((y, 0.6), (x, 0.7)):
        follows = (column[:, 1:] * column[:, :-1]).sum() / (column[:, :-1] ** 2).sum()
        assert follows == pytest.approx(rho, abs=0.03)
    assert abs(np.corrcoef(alone.x, alone.y)[0, 1]) < 0.03  # no effect
    shared = make(replace(design, common=2.0), np.random.default_rng(2)).specification.y.reshape(400, 40)
    assert shared.mean(axis=0).std() > 10 * y.mean(axis=0).std()


def test_an_instrument_moves_the_exposure_and_not_the_errors():
    for strength in (0.25, 1.0):
        panel = make(Design(clusters=300, instruments=1, strength=strength, late=False), np.random.default_rng(3))
        s, z = panel.specification, panel.instruments[:, 0]
        assert z @ s.x / (z @ z) == pytest.approx(strength, abs=0.05)
        assert abs(np.corrcoef(z, s.y)[0, 1]) < 0.05 < np.corrcoef(s.x, s.y)[0, 1]


def test_the_study_repeats_itself_and_leaves_out_what_has_no_answer(study):
    first, second = (study.sizes(Design(clusters=8, periods=9), 6, seed=3) for _ in range(2))
    assert first == second != study.sizes(Design(clusters=8, periods=9), 6, seed=4)
    assert {"hc1", "crv1", "crv3", "wild-webb", "wild-rademacher", "wild-jackknife", "driscoll-kraay"} <= set(first)
    assert {"homoskedastic", "crv2", "conley"} <= set(first)  # every inference that is offered
    assert "randomisation" not in first  # areas enter late
    assert "randomisation" in study.sizes(Design(clusters=8, periods=9, late=False), 2, seed=3)
    size = study.Size.of([0.01, 0.2, float("nan"), 0.05, 0.8], [True, False, False, False, True])
    assert (size.share, size.panels, size.holds, size.among) == (0.5, 4, 0.5, 0.5) and size.error == pytest.approx(0.25)


def test_the_command_prints_a_table_and_writes_figures(study, tmp_path, capsys, monkeypatch):
    out = tmp_path / "sizes.json"
    argv = ["x", "--simulations", "3", "--clusters", "8", "9", "--designs", "instrument", "--json", str(out)]
    monkeypatch.setattr(sys, "argv", argv)
    study.main()
    printed = capsys.readouterr().out
    assert "| one instrument | 8 clusters | 9 clusters |" in printed and "| wild-efficient | " in printed
    assert json.loads(out.read_text("utf-8"))["instrument"]["9"]["wild-efficient"]["panels"] == 3


def within(size, low, high):
    """Whether a share can come of a true size between low and high (one chance in 500 that it does not)."""
    return binom.ppf(0.001, size.panels, low) <= round(size.share * size.panels) <= binom.ppf(0.999, size.panels, high)


@pytest.mark.slow
@pytest.mark.parametrize("weighted", [False, True])
def test_the_bootstrap_keeps_its_size_with_17_clusters_and_conventional_errors_do_not(study, weighted):
    found = study.sizes(Design(weighted=weighted), 1000, seed=1)
    for name in ("wild-webb", "wild-rademacher", "wild-jackknife"):
        assert within(found[name], 0.035, 0.065), name
    for name in ("hc1", "driscoll-kraay"):
        assert found[name].share * 1000 > binom.ppf(0.999, 1000, 0.1), name
    assert found["crv1"].share > found["wild-webb"].share + 0.01


@pytest.mark.slow
def test_with_instruments_the_bootstraps_keep_their_size_and_f_and_t_do_not(study):
    found = study.sizes(Design(instruments=1), 800, seed=1)
    assert within(found["wild-efficient"], 0.035, 0.065) and within(found["anderson-rubin"], 0.035, 0.065)
    assert found["crv1"].share > found["wild-efficient"].share


@pytest.mark.slow
def test_with_three_treated_areas_randomisation_keeps_its_size_and_others_do_not(study):
    found = study.sizes(Design(treated=3, late=False), 400, seed=1)
    assert within(found["randomisation"], 0.035, 0.065)
    assert found["crv1"].share * 400 > binom.ppf(0.999, 400, 0.05)
    assert found["wild-webb"].share < found["randomisation"].share  # too careful: it cannot see the three areas


@pytest.mark.slow
def test_where_two_areas_carry_the_exposure_the_jackknife_is_said_to_fail(study):
    found = study.sizes(study.DESIGNS["two-carry"][1], 500, seed=1)
    assert found["crv3"].share > 0.05 and found["crv3"].holds < 0.05 and found["crv1"].holds == 0
    for name in ("wild-webb", "wild-rademacher", "wild-jackknife", "crv2"):
        assert found[name].share < 0.05 and found[name].holds == 1, name
    assert within(found["randomisation"], 0.035, 0.065)


@pytest.mark.slow
def test_with_weak_instruments_no_t_value_is_said_to_hold(study):
    found = study.sizes(study.DESIGNS["very-weak"][1], 300, seed=1)
    assert found["crv3"].share > 0.15 and found["crv3"].holds == found["crv1"].holds == 0
    assert within(found["anderson-rubin"], 0.035, 0.065) and within(found["wild-efficient"], 0.035, 0.065)

"""Joint Monte-Carlo: closed forms where there are some, the same on every run, findings and profiles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.model import Call
from qonys.wellbeing import doubts
from qonys.wellbeing.guards import Guard, warnings, without_each
from qonys.wellbeing.moved import answers
from qonys.wellbeing.pipeline import build
from qonys.wellbeing.profiles import peers, profile
from qonys.wellbeing.recipe import Doubt, doubt
from qonys.wellbeing.uncertainty import Input, _weights, above, choices_of, factorial, simulate
from wellbeing.tables import framework, table

RNG = np.random.default_rng(5)
PANEL = np.cumsum(RNG.normal(size=(6, 8, 4)), axis=0) + 10 * RNG.random((8, 4))
METHOD = {"normalise": {"how": "min max", "low": 1, "high": 100}}
ALL = {
    "weights": 0.3,
    "normalise": [{"how": "percentile rank", "low": 1, "high": 100}],
    "aggregate": ["geometric"],
    "treat": [{"points": 2, "transform": "none"}],
}


SCALES = ["min max", {"how": "min max", "fixed": False}, "z score", "percentile rank", "mazziotta pareto",
          {"how": "mazziotta pareto", "fixed": False}, "share of maximum", "none"]  # fmt: skip


@pytest.mark.parametrize("declared", [False, True])
@pytest.mark.parametrize("scale", SCALES, ids=str)
def test_without_errors_every_draw_is_the_index_itself(scale, declared):
    """In each period of a panel: goalposts and references of a draw are those of the index."""
    panel = RNG.uniform(1, 10, (3, 8, 3)) * np.array([1.0, 2, 3])[:, None, None]
    own = framework(method={"normalise": {"cap": True, **(scale if isinstance(scale, dict) else {"how": scale})}})
    if declared:
        own = replace(own, criteria=(replace(own.criteria[0], goalposts=(0.0, 40.0)), *own.criteria[1:]))
    built = build(table(panel, 1e-12), own)
    for period in range(3):
        assert_allclose(simulate(built, Doubt(weights=0.0), period, 8, 1).flat[0], built.index[period], atol=1e-6)
    single = build(table(panel[1]), own)
    if isinstance(scale, dict):
        assert_allclose(built.index[1], single.index[0])


def test_errors_of_figures_alone_have_the_variance_of_the_sum():
    """An arithmetic index is a sum: its standard deviation is that of weighted scores."""
    own = framework(4, method=METHOD)
    wide = np.concatenate([PANEL, [PANEL.min(axis=0) - 50, PANEL.max(axis=0) + 50]])
    built = build(table(wide, 0.3), own)
    found = simulate(built, Doubt(weights=0.0), 2, 60_000, 1)
    assert found.inputs == (Input.FIGURES,)
    spread = built.posts.high - built.posts.low
    weights = np.array([2 / 9, 2 / 9, 2 / 9, 1 / 3])
    truth = np.sqrt(((weights * 99 / spread * 0.3) ** 2).sum())
    assert_allclose(found.flat.std(axis=0), truth, rtol=0.02)
    assert_allclose(found.flat.mean(axis=0), built.index[2], atol=4 * truth / np.sqrt(60_000))


def test_the_same_seed_draws_the_same_and_another_does_not():
    built = build(table(PANEL, 0.3), framework(4, method=METHOD, doubt=ALL))
    varied = doubt(built.framework)
    first, again, other = (simulate(built, varied, 5, 9000, seed).scores for seed in (1, 1, 2))
    assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_more_draws_begin_with_the_same_ones():
    built = build(table(PANEL, 0.3), framework(4, method=METHOD, doubt=ALL))
    varied = doubt(built.framework)
    few, many = simulate(built, varied, 5, 4096, 1), simulate(built, varied, 5, 8192, 1)
    assert_array_equal(few.scores, many.scores[: len(few.scores)])


def test_all_groups_vary_and_their_shares_add_up():
    given = PANEL.copy()
    given[5, 2, 1] = np.nan
    own = framework(4, method={**METHOD, "impute": {"how": "time", "longest": 2}}, doubt=ALL)
    built = build(table(given, 0.3), own)
    found = simulate(built, doubt(own), 5, 20_000, 1)
    assert set(found.inputs) == set(Input)
    shares = doubts.sensitivity(Call("t"), built, found, 1)
    groups = ("figures", "gaps", "weights", "methods")
    values = [shares.value(measure="share", source=s, area=doubts.ALL) for s in groups]
    assert sum(values) == pytest.approx(1)
    members = [shares.value(measure="share", source=s, area=doubts.ALL) for s in ("treat", "normalise", "aggregate")]
    assert sum(members) == pytest.approx(values[3])


def test_the_index_itself_is_what_the_first_choices_make():
    built = build(table(PANEL, 0.0), framework(4, method=METHOD, doubt=ALL))
    found = simulate(built, Doubt(figures=0, gaps=0, weights=0.001), 5, 256, 1)
    assert_allclose(found.flat, np.broadcast_to(built.index[5], found.flat.shape), rtol=2e-3)


def test_intervals_hold_the_median_and_ranks_are_ranks():
    built = build(table(PANEL, 0.3), framework(4, method=METHOD, doubt=ALL))
    result = doubts.intervals(Call("t"), built, simulate(built, doubt(built.framework), 5, 8000, 1), 5)
    low, middle, high = (np.array(list(result.series(measure=f"rank_{m}").values())) for m in ("low", "median", "high"))
    assert ((low <= middle) & (middle <= high)).all()
    assert (low == low.round()).all()
    assert sum(result.series(measure="top_3").values()) == pytest.approx(3, abs=0.2)


def test_above_agrees_with_counting():
    scores = RNG.integers(0, 4, (500, 5)).astype(float)
    counted = (scores[:, :, None] > scores[:, None]).mean(0) + 0.5 * (scores[:, :, None] == scores[:, None]).mean(0)
    assert_allclose(above(scores), counted, atol=1e-12)


def test_mobility_of_a_shift_beyond_all_errors_is_certain():
    panel = np.tile(np.arange(8.0)[:, None] * 10, (3, 1, 4))
    panel[2, 0] = 100
    built = build(table(panel, 0.1), framework(4, method=METHOD))
    varied = Doubt(weights=0.2)
    moved = doubts.mobility(
        Call("t"), built, simulate(built, varied, 0, 2000, 1), simulate(built, varied, 2, 2000, 1), (0, 2)
    )
    assert moved.value(measure="up", area="u0") == 1
    assert moved.value(measure="change", area="u0") == 7
    assert moved.value(measure="down", area="u7") == 1


def test_an_alternative_that_is_the_index_itself_is_an_error():
    built = build(table(PANEL), framework(4, method=METHOD, doubt={"aggregate": ["arithmetic"]}))
    with pytest.raises(BadInput) as error:
        choices_of(built, doubt(built.framework))
    assert error.value.code == "same-alternative"


def test_every_combination_of_methods_once():
    built = build(table(PANEL, 0.3), framework(4, method=METHOD, doubt=ALL))
    methods, scores = factorial(built, doubt(built.framework), 5)
    assert scores.shape == (2, 2, 2, 8)
    assert_allclose(scores[0, 0, 0], built.index[5])
    geometric = build(table(PANEL, 0.3), framework(4, method={**METHOD, "aggregate": "geometric"}))
    assert_allclose(scores[0, 0, 1], geometric.index[5])
    result = doubts.factorial_result(Call("t"), built, methods, scores)
    shares = [result.value(measure="share", source=m.value, area=doubts.ALL) for m in methods]
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize("rule", ["copeland", "kemeny"])
def test_outranking_as_the_top_rule_puts_the_dominant_unit_first(rule):
    given = PANEL[5].copy()
    given[3] = given.max(axis=0) + 1
    built = build(table(given), framework(4, method={**METHOD, "aggregate": ["arithmetic", rule]}))
    assert built.ranks[0, 3] == 1


def test_elicited_weights_stay_in_their_intervals():
    own = framework(4, method=METHOD)
    criteria = (replace(own.criteria[0], interval=(0.6, 0.8)), *own.criteria[1:])
    built = build(table(PANEL[5], 0.0), replace(own, criteria=criteria))
    drawn = _weights(built, 0, 0.0, 500, np.random.default_rng(1))
    assert ((drawn[:, 0] >= 0.6) & (drawn[:, 0] <= 0.8)).all()
    assert_allclose(drawn[:, :3].sum(axis=1), 1)
    assert_array_equal(drawn[:, 3], 1)
    assert simulate(built, Doubt(figures=0, gaps=0, weights=0), 0, 64, 1).inputs == (Input.WEIGHTS,)


def test_bounds_of_shares_lower_scores():
    rule = {"method": "benefit of the doubt", "low": 0.3, "high": 0.7}
    free, bound = (
        build(table(PANEL[5]), framework(4, method={**METHOD, "aggregate": ["arithmetic", r]})).index
        for r in ("benefit of the doubt", rule)
    )
    assert (bound <= free + 1e-9).all()
    assert (bound < free - 1e-6).any()


def test_nobody_outdoes_its_own_best_weights():
    own = framework(4, method={**METHOD, "aggregate": ["arithmetic", "benefit of the doubt"]})
    built = build(table(PANEL[5]), own)
    assert built.index.max() == pytest.approx(1)
    assert (built.index > 0).all()


@pytest.mark.parametrize("periods", [1, 6])
def test_goalposts_of_a_criterion_hold_in_every_draw(periods):
    own = framework(4, method={**METHOD, "treat": {"points": 2}}, doubt={})
    own = replace(own, criteria=(replace(own.criteria[0], goalposts=(-100.0, 200.0)), *own.criteria[1:]))
    built = build(table(PANEL[:periods], 0.0), own)
    found = simulate(built, Doubt(figures=0, gaps=0, weights=0.0001), periods - 1, 64, 1)
    assert_allclose(found.flat, np.broadcast_to(built.index[periods - 1], found.flat.shape), rtol=1e-3)


def test_nothing_that_varies_is_an_error():
    built = build(table(PANEL, 0.0), framework(4, method=METHOD))
    with pytest.raises(BadInput) as error:
        simulate(built, Doubt(figures=0, gaps=0, weights=0), 5, 100, 1)
    assert error.value.code == "no-doubt"


def test_guards_see_what_is_wrong():
    given = RNG.normal(size=(12, 4)) * 5 + 50
    given[:, 1] = given[:, 0] * 2 + 0.01 * RNG.normal(size=12)
    given[:, 2] = 4.5 + 0.1 * RNG.random(12)
    error = np.array([0.1, 0.1, 0.2, 0.1])
    found = {(w.guard, w.about) for w in warnings(build(table(given, error), framework(4, method=METHOD)), 0)}
    assert (Guard.DOUBLE_COUNTED, ("c0", "c1")) in found
    assert (Guard.NEARLY_CONSTANT, ("c2",)) in found
    clean = RNG.normal(size=(12, 4)) * 5 + 50
    about = {w.guard for w in warnings(build(table(clean, 0.1), framework(4, method=METHOD)), 0)}
    assert not about & {Guard.NEARLY_CONSTANT, Guard.DOUBLE_COUNTED, Guard.FILLED_UNIT}


def test_the_index_without_a_criterion_is_that_of_the_smaller_tree():
    built = build(table(PANEL), framework(4, method=METHOD))
    left = without_each(built, 5)
    scores = built.scores.values[5]
    assert_allclose(left.scores[0], 2 / 3 * scores[:, 1:3].mean(axis=1) + scores[:, 3] / 3)
    assert_allclose(left.scores[3], scores[:, :3].mean(axis=1))


@pytest.mark.parametrize("rule", ["copeland", "kemeny", "benefit of the doubt"])
def test_a_rule_that_looks_at_all_regions_lets_no_figure_be_named(rule):
    """A rank by Copeland's rule hangs on all regions: no figure of one alone would gain a place for sure."""
    built = build(table(PANEL), framework(4, method={**METHOD, "aggregate": ["arithmetic", rule]}))
    assert profile(built, int(np.argmin(built.index[5])), 5).gains == ()
    assert not answers(built)


def test_the_change_that_gains_a_place_is_that_of_the_figure_as_given():
    """An outlier that was drawn in has farther to go than its drawn-in figure."""
    rng = np.random.default_rng(8)
    figures = rng.uniform(10, 11, (20, 3))
    figures[0] = [-60, 10.5, 10.6]
    own = framework(method={**METHOD, "treat": {"points": 2, "transform": "none"}})
    built = build(table(figures), own)
    gain = next(g for g in profile(built, 0, 0).gains if g.criterion == "c0")
    assert gain.now == -60 and gain.change == gain.needed + 60 > 70
    moved = figures.copy()
    moved[0, 0] = gain.needed
    after = build(table(moved), framework(method=METHOD))
    assert gain.needed > figures[1:, 0].min() and after.index[0, 0] > built.index[0, 0]


def test_what_gains_a_place_does_gain_it():
    built = build(table(PANEL), framework(4, method=METHOD))
    last = int(np.argmax(built.ranks[5]))
    own = profile(built, last, 5)
    assert own.gains
    for gain in own.gains:
        figures = PANEL.copy()
        i = int(gain.criterion[1:])
        figures[5, last, i] = gain.needed
        target = built.index[5, built.table.units.index(own.next_above)]
        assert build(table(figures), built.framework).index[5, last] == pytest.approx(target, rel=1e-9)
        assert gain.change > 0


def test_the_best_has_nobody_above():
    built = build(table(PANEL), framework(4, method=METHOD))
    own = profile(built, int(np.argmin(built.ranks[5])), 5)
    assert (own.next_above, own.gains) == ("", ())


def test_peers_are_the_nearest():
    assert peers(np.array([[0.0, 0.0], [10.0, 1.0], [1.0, 0.1], [9.0, np.nan]]), 0, 2) == (2, 3)
    assert peers(np.array([[0.0, np.nan], [10.0, np.nan], [1.0, np.nan]]), 0, 2) == (2, 1)


def test_findings_hold_where_a_rule_cannot_do_without_a_criterion():
    """Weights by order are for so many scores: without the only criterion of a node there is no index."""
    own = framework(4, method={"aggregate": ["arithmetic", {"method": "ordered", "order": [1, 2]}]})
    built = build(table(PANEL[0]), own)
    left = without_each(built, 0)
    assert np.isnan(left.scores[3]).all() and np.isnan(left.largest[3]) and np.isfinite(left.scores[:3]).all()
    assert isinstance(warnings(built, 0), tuple)


NEAR_ZERO = np.array([[0.0, 2, 5], [9, 1, 2], [4, 7, 1], [6, 3, 8], [2, 9, 4]])


@pytest.mark.parametrize(
    ("method", "shift"),
    [
        ({"normalise": "share of maximum"}, 0),
        ({"normalise": "none", "aggregate": "geometric"}, 1),
        ({"treat": {"transform": "log", "points": 0, "skew": -1, "kurtosis": -9}}, 1),
    ],
)
def test_drawn_figures_keep_the_bounds_of_the_steps(method, shift):
    built = build(table(NEAR_ZERO + shift, 1.0), framework(method=method))
    assert np.isfinite(simulate(built, Doubt(), 0, 2000, 1).flat).all()


def test_a_treatment_that_cannot_be_put_on_draws_of_a_panel_is_said():
    method = {"treat": {"transform": "log", "points": 0, "skew": -1, "kurtosis": -9}}
    built = build(table(np.stack([NEAR_ZERO + 1, NEAR_ZERO + 2]), 0.1), framework(method=method))
    with pytest.raises(CannotCompute) as error:
        simulate(built, Doubt(), 0, 100, 1)
    assert error.value.code == "treat-not-frozen"

"""Specification curves: the same as one regression at a time, draws as of refits, joint tests that keep their size."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qonys.effects.kernels.absorb import Multipliers, Specification, absorb, draw, multipliers
from qonys.effects.kernels.choices import share_out
from qonys.effects.kernels.curve import JointOptions, curve, joint, summarise, under_null
from qonys.effects.kernels.least_squares import dummies, fit, outside
from qonys.errors import CannotCompute


def panel(random, areas=12, years=10, controls=2, share=0.5):
    """Areas and years in random order, effects of both as nuisance, an exposure that clusters have in common."""
    area, year = (grid.ravel() for grid in np.meshgrid(np.arange(areas), np.arange(years), indexing="ij"))
    order = random.permutation(areas * years)
    area, year = area[order] * 3 + 5, year[order]
    x = share * random.normal(size=areas)[(area - 5) // 3] * year + random.normal(size=len(area))
    nuisance = np.column_stack([dummies(area), dummies(year), random.normal(size=(len(area), controls))])
    noise = random.normal(size=(areas, years))[(area - 5) // 3, year] + 0.5 * random.normal(size=len(area))
    return x, noise, area, nuisance


def by_refit(s, y):
    """Coefficient and t value of an outcome, the long way."""
    found = fit(y, s.x[:, None], s.nuisance, s.weights)
    groups = np.unique(s.clusters)
    scores = np.array([found.scores[s.clusters == g].sum() for g in groups])
    n, k, g = found.observations, found.parameters, len(groups)
    variance = g / (g - 1) * (n - 1) / (n - k) * (scores**2).sum() * found.bread[0, 0] ** 2
    return found.coefficients[0], found.coefficients[0] / np.sqrt(variance)


@pytest.mark.parametrize("weighted", [False, True])
def test_estimates_and_draws_are_those_of_refits(weighted):
    random = np.random.default_rng(3)
    x, noise, area, nuisance = panel(random)
    weights = random.uniform(0.2, 3, len(x)) if weighted else None
    s = Specification(1, 0.3 * x + noise, x, area, nuisance, weights)
    found = curve([s])
    b, t = by_refit(s, s.y)
    assert_allclose([found.coefficients[0], found.t[0]], [b, t], rtol=1e-10)
    assert found.observations[0] == 120 and found.clusters[0] == 12
    parts = under_null(absorb(s))
    values = np.column_stack([np.ones(12), multipliers(Multipliers.WEBB, 12, 6, random)])
    drawn = np.array(draw(parts, values))
    root = np.ones(len(x)) if weights is None else np.sqrt(weights)
    restricted = outside(s.y, nuisance, weights)[0] / root
    codes = np.searchsorted(parts.numbers, area)
    theirs = [by_refit(s, s.y - restricted + restricted * v[codes]) for v in values.T]
    assert_allclose(drawn.T, theirs, rtol=1e-9)
    assert_allclose(drawn[:, 0], [b, t], rtol=1e-10)  # multipliers of 1 give the figures back


@pytest.mark.parametrize(("apart", "rank"), [(1e-2, 24), (1e-4, 24), (1e-6, 24), (1e-12, 23), (0.0, 23)])
def test_nearly_collinear_nuisance_is_kept_or_left_as_by_singular_values(apart, rank):
    random = np.random.default_rng(4)
    x, noise, area, nuisance = panel(random)
    near = nuisance[:, [3]] - 2 * nuisance[:, [23]] + apart * random.normal(size=(120, 1))
    s = Specification(1, 0.3 * x + noise, x, area, np.column_stack([nuisance, near, np.zeros(120)]))
    left, theirs = absorb(s), fit(s.y, x[:, None], s.nuisance)
    assert left.basis.shape[1] == theirs.parameters - 1 == rank
    assert_allclose(left.coefficient, theirs.coefficients[0], rtol=1e-9)
    assert_allclose(left.residuals, theirs.residuals, rtol=0, atol=1e-9)
    assert_allclose(left.basis.T @ left.basis, np.eye(rank), atol=1e-13)
    assert np.abs(left.basis.T @ left.x).max() < 1e-13


def test_errors_are_those_of_an_independent_package():
    import statsmodels.api as sm

    x, noise, area, _ = panel(np.random.default_rng(5))
    s = Specification(1, 0.3 * x + noise, x, area, dummies(area))
    theirs = sm.OLS(s.y, np.column_stack([x, dummies(area)])).fit(cov_type="cluster", cov_kwds={"groups": area})
    found = curve([s])
    assert_allclose([found.coefficients[0], found.errors[0]], [theirs.params[0], theirs.bse[0]], rtol=1e-10)
    from scipy import stats

    assert_allclose(found.p, 2 * stats.t.sf(abs(theirs.params[0] / theirs.bse[0]), 11), rtol=1e-9)


def test_standardised_effects_do_not_know_units():
    random = np.random.default_rng(7)
    x, noise, area, nuisance = panel(random)
    y = 0.3 * x + noise
    units = [(1.0, 1.0), (1000.0, 1.0), (1.0, 0.01), (1.0, -1.0)]
    found = curve([Specification(i, a * y, b * x + 4, area, nuisance) for i, (a, b) in enumerate(units)])
    assert_allclose(np.abs(found.standardised), found.standardised[0], rtol=1e-9)
    assert_allclose(found.standardised[0], found.coefficients[0] * x.std() / y.std(), rtol=1e-12)
    assert found.standardised[3] < 0 and summarise(found).positive == 0.75
    plain = curve([Specification(0, y, x, area, np.ones((len(y), 1)), np.ones(len(y)))])
    assert_allclose(plain.standardised, np.corrcoef(x, y)[0, 1], rtol=1e-12)  # that of one variable is r


def test_what_repeats_counts_once():
    random = np.random.default_rng(9)
    x, noise, area, nuisance = panel(random)
    one = Specification(1, x + noise, x, area, nuisance)
    again = Specification(2, one.y.copy(), x.copy(), area.copy(), nuisance.copy())
    other = Specification(3, -x + noise, x, area, nuisance)
    lone, pair = curve([one, other]), curve([one, again, other, again])
    assert_array_equal(pair.first, [0, 0, 2, 0])
    assert summarise(pair) == summarise(lone) and summarise(pair).specifications == 2
    assert_allclose(pair.coefficients[[0, 1, 3]], lone.coefficients[0], rtol=0)
    tests = [joint(c, np.random.default_rng(1)) for c in (lone, pair)]
    assert_array_equal(tests[0].median.null, tests[1].median.null)
    assert_array_equal(tests[1].p, tests[0].p[[0, 0, 1, 0]])


def test_summary_and_statistics_by_hand():
    random = np.random.default_rng(11)
    x, noise, area, nuisance = panel(random)
    slopes = (-3.0, 0.0, 2.0, 2.5, 3.0)
    found = curve([Specification(i, b * x + noise, x, area, nuisance) for i, b in enumerate(slopes)])
    told = summarise(found)
    p, b = found.p, found.coefficients
    assert told.significant_positive == ((p <= 0.05) & (b > 0)).mean() >= 0.6
    assert told.significant_negative == ((p <= 0.05) & (b < 0)).mean() == 0.2
    assert told.positive + told.negative == 1 and told.median == np.median(b)
    tested = joint(found, random)
    from scipy.stats import norm

    assert tested.median.statistic == np.median(found.standardised)
    assert tested.share.statistic == told.significant_positive
    z = norm.isf(p / 2) * np.sign(b)
    assert_allclose(tested.stouffer.statistic, z.sum() / np.sqrt(5), rtol=1e-9)
    for test in (tested.median, tested.share, tested.stouffer):
        as_large = (np.abs(test.null) >= abs(test.statistic) - 1e-12).sum()
        assert test.p == (1 + as_large) / 1000 and test.null.shape == (999,)
    assert (tested.adjusted >= tested.p).all() and (tested.low <= tested.high).all()


def test_ties_count_as_large():
    """With ±1 and three clusters every fourth draw repeats the figures, up to sign."""
    random = np.random.default_rng(13)
    x, y = random.normal(size=(2, 60))
    one = curve([Specification(1, x * 5 + y, x, np.repeat(np.arange(3), 20), np.ones((60, 1)))])
    tested = joint(one, random, JointOptions(draws=4000, law=Multipliers.RADEMACHER))
    assert tested.median.p >= 0.22 and tested.p[0] >= 0.22
    assert len(np.unique(np.abs(tested.median.null).round(9))) <= 4


def test_clusters_keep_their_numbers_where_samples_differ():
    """The draws of a specification on some clusters are those that it has inside a wider curve."""
    random = np.random.default_rng(15)
    x, noise, area, nuisance = panel(random)
    some = area > 20
    whole = Specification(1, x + noise, x, area, nuisance)
    part = Specification(2, whole.y[some], x[some], area[some], nuisance[some])
    copy = Specification(3, whole.y[some], 2 * x[some], area[some], nuisance[some])
    found = curve([whole, part, copy])
    assert list(found.clusters) == [12, 6, 6]
    tested = joint(found, random)
    assert_allclose(tested.p[1], tested.p[2], rtol=0)
    values = multipliers(Multipliers.WEBB, 12, 50, random)
    wide = np.array(draw(found.wild[1], values[np.searchsorted(np.unique(area), found.wild[1].numbers)]))
    assert_allclose(wide, np.array(draw(under_null(absorb(part)), values[6:])), rtol=1e-12)


def test_what_has_no_estimate_is_refused_by_place():
    random = np.random.default_rng(17)
    x, noise, area, nuisance = panel(random)
    good = Specification(4, x + noise, x, area, nuisance)
    cases = {
        "effect-collinear": Specification(5, noise, (area > 20) * 1.0, area, nuisance),
        "effect-no-freedom": Specification(5, noise[:8], x[:8], area[:8], np.eye(8)[:, :7]),
        "effect-one-cluster": Specification(5, noise, x, np.zeros(len(x), int), nuisance),
        "effect-no-scatter": Specification(5, 3 * x, x, area, nuisance),
    }
    for code, wrong in cases.items():
        with pytest.raises(CannotCompute) as error:
            curve([good, wrong])
        assert error.value.code == code and error.value.where == "specification 5"
    lone = Specification(5, noise, (area == 5) * random.normal(size=len(x)), area, dummies(area))
    with pytest.raises(CannotCompute) as error:  # its score is 0 whatever the figures, and so would be its error
        curve([lone])
    assert error.value.code == "effect-lone-cluster"
    with pytest.raises(CannotCompute, match="no specification"):
        curve([])
    with pytest.raises(ValueError, match="missing"):
        curve([Specification(1, np.where(x > 1, np.nan, x), x, area)])
    with pytest.raises(ValueError, match="shapes"):
        curve([Specification(1, noise[:-1], x, area)])


def test_shares_of_choices_in_all_combinations_are_those_of_an_analysis_of_variance():
    levels = np.stack(np.meshgrid(*map(np.arange, (3, 2, 4)), indexing="ij"), axis=-1).reshape(-1, 3)
    random = np.random.default_rng(19)
    shifts = [random.normal(size=k) for k in (3, 2, 4)]
    estimates = sum(s[levels[:, c]] for c, s in enumerate(shifts)) + 0.1 * random.normal(size=24)
    found = share_out(estimates, levels)
    by_hand = [np.array([estimates[levels[:, c] == k].mean() for k in levels[:, c]]).var() for c in range(3)]
    assert_allclose(found.alone, np.array(by_hand) / estimates.var(), rtol=1e-10)
    assert_allclose(found.shapley, found.alone, rtol=1e-9)
    assert_allclose(found.last, found.alone, rtol=1e-9)
    assert_allclose(found.explained, found.alone.sum(), rtol=1e-10)


@given(st.integers(0, 10_000))
def test_shapley_shares_add_up_when_choices_overlap(seed):
    random = np.random.default_rng(seed)
    choices = random.integers(0, 3, (40, 4))
    choices[:, 1] = np.where(random.random(40) < 0.7, choices[:, 0], choices[:, 1])
    choices[:, 3] = 2  # a choice that nobody makes
    estimates = choices[:, 0] + random.normal(size=40)
    found = share_out(estimates, choices)
    design = np.column_stack([dummies(c) for c in choices.T])
    rest = estimates - design @ np.linalg.lstsq(design, estimates, rcond=None)[0]
    assert_allclose(found.explained, 1 - (rest**2).sum() / ((estimates - estimates.mean()) ** 2).sum(), rtol=1e-8)
    assert_allclose(found.shapley.sum(), found.explained, rtol=1e-8)
    assert found.alone[3] == found.shapley[3] == found.last[3] == 0
    assert (found.shapley >= -1e-12).all()
    assert_allclose(share_out(estimates * 5 - 3, choices[:, ::-1]).shapley[::-1], found.shapley, atol=1e-9)


def test_edges_of_shares_of_choices():
    assert np.isnan(share_out(np.full(4, 2.5), np.arange(4)[:, None]).shapley).all()
    with pytest.raises(CannotCompute) as error:
        share_out(np.arange(30.0), np.arange(30 * 13).reshape(30, 13))
    assert error.value.code == "effect-many-choices"
    twin = share_out(np.array([1.0, 2, 4]), np.array([[0, 0], [1, 1], [1, 1]]))
    assert_allclose(twin.shapley, twin.explained / 2)
    assert_allclose(twin.last, 0, atol=1e-12)


def many(random, specifications, effect=0.0, areas=20, years=25):
    """Specifications on one panel: outcomes with much in common, samples and controls that differ."""
    x, _, area, nuisance = panel(random, areas, years, controls=2)
    shared = random.normal(size=len(x))
    found = []
    for i in range(specifications):
        own = 0.6 * shared + 0.4 * random.normal(size=len(x))
        keep = nuisance[:, areas + i % 5] == 0
        control = random.normal(size=(len(x), 2))
        columns = np.column_stack([nuisance, control])[keep]
        found.append(Specification(i, (effect * x + own)[keep], (x + 0.3 * control[:, 0])[keep], area[keep], columns))
    return found


def test_an_effect_is_seen_and_null_draws_are_centred():
    random = np.random.default_rng(21)
    tested = joint(curve(many(random, 12, effect=0.3)), random)
    assert max(tested.median.p, tested.stouffer.p) <= 0.005
    assert tested.share.statistic == 1 and tested.share.p <= 0.15  # at its bound, which alike specifications reach
    assert (tested.adjusted <= 0.05).all()
    assert abs(tested.median.null.mean()) < 4 * tested.median.null.std() / np.sqrt(999)
    assert (tested.low < 0).any() and (tested.high > 0).any()
    assert_array_equal(joint(curve(many(np.random.default_rng(1), 3)), np.random.default_rng(2)).p,
                       joint(curve(many(np.random.default_rng(1), 3)), np.random.default_rng(2)).p)  # fmt: skip


@pytest.mark.slow
def test_joint_tests_keep_their_size_and_have_power():
    """400 panels without an effect: rejections at 5 % within four errors of simulation (0.0109 each)."""
    random = np.random.default_rng(23)
    options = JointOptions(draws=199)
    null, some = [], []
    for found, effect, times in ((null, 0.0, 400), (some, 0.15, 60)):
        for _ in range(times):
            tested = joint(curve(many(random, 6, effect, areas=14, years=8)), random, options)
            found.append([tested.median.p, tested.share.p, tested.stouffer.p, tested.adjusted.min()])
    size, power = (np.array(null) <= 0.05).mean(axis=0), (np.array(some) <= 0.05).mean(axis=0)
    assert (size < 0.05 + 4 * 0.0109).all(), size
    assert (size[[0, 2]] > 0.05 - 3 * 0.0109).all(), size  # the share is 0 in most draws: it may reject less
    assert (power[[0, 2]] > 0.5).all(), power


@pytest.mark.slow
def test_five_hundred_specifications_take_seconds():
    random = np.random.default_rng(25)
    specifications = many(random, 500)
    began = time.process_time()
    tested = joint(curve(specifications), random)
    assert time.process_time() - began < 30  # about 3 s; libraries that share busy cores take longer
    assert tested.median.null.shape == (999,)

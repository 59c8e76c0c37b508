"""The wild cluster bootstrap against regressions that are literally run on each made outcome."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.effects.kernels.absorb import Multipliers, Specification, absorb
from qonys.effects.kernels.covariance import SmallSample, clustered, nested_parameters
from qonys.effects.kernels.inversion import invert
from qonys.effects.kernels.least_squares import dummies, fit
from qonys.effects.kernels.wild import Residuals, WildOptions, auxiliary, bootstrapped, share_beyond, wild_test
from qonys.errors import BadInput

SIGNS = WildOptions(law=Multipliers.RADEMACHER)


def panel(seed=1, areas=7, years=6, gone=5, slope=0.3):
    """An unbalanced panel whose period effects are not nested in the clusters."""
    rng = np.random.default_rng(seed)
    area, year = np.repeat(np.arange(areas), years), np.tile(np.arange(years), areas)
    kept = np.sort(rng.permutation(areas * years)[gone:])
    area, year = area[kept], year[kept]
    x = rng.normal(size=len(area)) + rng.normal(size=areas)[area] * year
    y = slope * x + rng.normal(size=areas)[area] + rng.normal(size=len(area)) * (1 + area)
    control = rng.normal(size=(len(area), 1))
    nuisance = np.column_stack([dummies(area), dummies(year), control])
    return area, y, x, nuisance, rng.uniform(0.5, 3, areas)[area]


def by_hand(panel, null, values):
    """t of every made outcome: restricted residuals times the multiplier of the area, the regression run anew."""
    area, y, x, nuisance, weights = panel
    shifted = y - null * x
    root = np.ones(len(y)) if weights is None else np.sqrt(weights)
    gamma = np.linalg.lstsq(nuisance * root[:, None], shifted * root, rcond=None)[0]
    residual = shifted - nuisance @ gamma
    found = []
    for v in values.T:
        made = null * x + nuisance @ gamma + residual * v[area]
        one = fit(made, x[:, None], nuisance, weights)
        error = np.sqrt(clustered(one, area, SmallSample.FULL)[0, 0])
        found.append((one.coefficients[0] - null) / error)
    return np.array(found)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("null", [0.0, 0.4])
def test_it_is_what_running_every_regression_gives(weighted, null):
    area, y, x, nuisance, w = panel()
    weights = w if weighted else None
    values = np.array(list(product((-1.0, 1.0), repeat=7))).T
    drawn = by_hand((area, y, x, nuisance, weights), null, values)
    one = fit(y, x[:, None], nuisance, weights)
    t = (one.coefficients[0] - null) / np.sqrt(clustered(one, area)[0, 0])
    found = wild_test(absorb(Specification(0, y, x, area, nuisance, weights)), np.random.default_rng(1), SIGNS, null)
    assert found.enumerated and found.draws == 128
    assert_allclose(found.t, t, rtol=1e-10)
    assert found.p == pytest.approx(share_beyond(abs(t), np.abs(drawn)), abs=1e-12)
    assert found.p_tails == pytest.approx(min(1, 2 * min(share_beyond(t, drawn), share_beyond(-t, -drawn))), abs=1e-12)


@pytest.mark.parametrize("weighted", [False, True])
def test_every_draw_has_the_t_of_its_own_regression(weighted):
    area, y, x, nuisance, w = panel(3)
    weights = w if weighted else None
    values, enumerated = auxiliary(Multipliers.WEBB, 7, 60, np.random.default_rng(4))
    assert not enumerated
    made = bootstrapped(absorb(Specification(0, y, x, area, nuisance, weights)), values)
    for null in (-3.0, 0.25, 40.0):
        drawn = by_hand((area, y, x, nuisance, weights), null, values)
        assert_allclose(made.statistics(null), drawn, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("years", [6, 12])
@pytest.mark.parametrize("weighted", [False, True])
def test_jackknifed_residuals_are_those_of_fits_without_the_cluster(years, weighted):
    area, y, x, nuisance, w = panel(years=years, gone=0)
    weights = w if weighted else None
    shared = np.column_stack([nuisance[:, 7:], dummies(area)])
    residual = np.empty(len(y))
    for g in range(7):
        # the weight of an area is one number, so it does not enter the mean of its own residuals
        rows, root = area != g, np.sqrt(w[area != g] if weighted else np.ones((area != g).sum()))
        gamma = np.linalg.lstsq(shared[rows] * root[:, None], y[rows] * root, rcond=None)[0]
        own = y[~rows] - shared[~rows] @ gamma
        residual[~rows] = own - own.mean()  # effects inside the cluster vanish with it
    values, _ = auxiliary(Multipliers.WEBB, 7, 40, np.random.default_rng(4))
    drawn = []
    for v in values.T:
        one = fit(residual * v[area], x[:, None], nuisance, weights)
        drawn.append(one.coefficients[0] / np.sqrt(clustered(one, area)[0, 0]))
    left = absorb(Specification(0, y, x, area, nuisance, weights))
    assert_allclose(bootstrapped(left, values, Residuals.JACKKNIFE).statistics(0.0), drawn, rtol=1e-9, atol=1e-10)


def test_fisher_on_darwins_maize():
    """Pairs of plants as clusters of one row, and their mean as the only coefficient: the test of all signs.

    Fisher (1935), The Design of Experiments, section 21: 863 of 32,768 sums are as large as that of the figures.
    """
    eighths = np.array([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48], float)
    left = absorb(Specification(0, eighths, np.ones(15), np.arange(15)))
    options = WildOptions(draws=2**15, law=Multipliers.RADEMACHER)
    found = wild_test(left, np.random.default_rng(1), options)
    assert found.enumerated and found.draws == 32_768 and found.smallest == 2 / 32_768
    assert (found.p, found.p_tails) == (2 * 863 / 32_768, 2 * 863 / 32_768)
    # with one row a cluster the error is that of the mean: t is Student's 2.148, p 0.0497 with 14 degrees
    assert_allclose(found.t, eighths.mean() / (eighths.std(ddof=1) / np.sqrt(15)), rtol=1e-12)
    assert found.p_student == pytest.approx(0.0497, abs=5e-5)
    assert found.low < 0 < found.high  # as 0 is not rejected at 5 %


def test_the_interval_holds_what_is_not_rejected():
    area, y, x, nuisance, _ = panel()
    left = absorb(Specification(0, y, x, area, nuisance))
    found = wild_test(left, np.random.default_rng(1), SIGNS)
    width = found.high - found.low

    def p(b):
        return wild_test(left, np.random.default_rng(1), SIGNS, b).p

    assert found.low < found.estimate < found.high
    assert p(found.low + 1e-4 * width) > 0.05 >= p(found.low - 1e-4 * width)
    assert p(found.high - 1e-4 * width) > 0.05 >= p(found.high + 1e-4 * width)


def test_with_four_clusters_nothing_is_ever_rejected():
    area, y, x, nuisance, _ = panel(areas=4)
    found = wild_test(absorb(Specification(0, y, x, area, nuisance)), np.random.default_rng(1), SIGNS)
    # sixteen vectors of signs, two of which give the figures back: p is at least 1/8
    assert found.p >= found.smallest == 1 / 8
    assert (found.low, found.high) == (-np.inf, np.inf) and not found.bounded


def test_the_estimate_is_never_rejected_and_p_falls_away_from_it():
    area, y, x, nuisance, _ = panel()
    left = absorb(Specification(0, y, x, area, nuisance))
    found = wild_test(left, np.random.default_rng(1), SIGNS)
    at = np.array([0, 0.5, 1, 2, 4, 8, 100]) * found.error
    for way in (-1, 1):
        ps = [wild_test(left, np.random.default_rng(1), SIGNS, found.estimate + way * step).p for step in at]
        assert ps[0] == 1 and np.all(np.diff(ps) <= 0) and ps[-1] == found.smallest


def test_a_wider_set_holds_a_narrower_one():
    area, y, x, nuisance, _ = panel()
    left = absorb(Specification(0, y, x, area, nuisance))
    sets = [wild_test(left, np.random.default_rng(1), WildOptions(level=level)) for level in (0.5, 0.8, 0.9, 0.99)]
    assert np.all(np.diff([s.low for s in sets]) < 0) and np.all(np.diff([s.high for s in sets]) > 0)
    asked_for_none = wild_test(left, np.random.default_rng(1), WildOptions(level=0))
    assert asked_for_none.pieces == () and np.isnan(asked_for_none.low) and not asked_for_none.bounded


def test_a_strong_effect_keeps_its_digits():
    area, y, x, nuisance, _ = panel()
    sets = []
    for slope in (0.0, 1e7):
        found = wild_test(absorb(Specification(0, y + slope * x, x, area, nuisance)), np.random.default_rng(1), SIGNS)
        sets.append(np.array([found.low, found.high]) - slope)
    assert_allclose(sets[1], sets[0], atol=1e-5)
    assert found.p == found.smallest  # of all signs, only the two that give the figures back reach so far


@pytest.mark.parametrize("options", [{"draws": 0}, {"level": 1.0}, {"level": -0.1}, {"level": float("nan")}])
def test_options_without_sense_are_refused(options):
    with pytest.raises(BadInput) as caught:
        WildOptions(**options)
    assert caught.value.code == "effect-wild-options"


@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(0.01, 100))
@settings(max_examples=20)
def test_neither_units_nor_order_matter(seed, a, b):
    area, y, x, nuisance, _ = panel(seed)
    order = np.random.default_rng(seed).permutation(len(y))
    plain = wild_test(absorb(Specification(0, y, x, area, nuisance)), np.random.default_rng(1), SIGNS)
    other = Specification(0, a * y[order], b * x[order], area[order], nuisance[order])
    moved = wild_test(absorb(other), np.random.default_rng(1), SIGNS)
    assert moved.p == plain.p
    assert_allclose([moved.low, moved.high], np.array([plain.low, plain.high]) * a / b, rtol=1e-3)


def test_six_points_agree_with_signs_where_clusters_are_many():
    area, y, x, nuisance, _ = panel(areas=40, years=8, slope=0.8)
    left = absorb(Specification(0, y, x, area, nuisance))
    ps = [wild_test(left, np.random.default_rng(2), WildOptions(law=law)).p for law in Multipliers]
    assert abs(ps[0] - ps[1]) < 0.03


def test_the_same_seed_gives_the_same_test():
    area, y, x, nuisance, _ = panel()
    left = absorb(Specification(0, y, x, area, nuisance))
    assert wild_test(left, np.random.default_rng(5)) == wild_test(left, np.random.default_rng(5))


def test_the_error_counts_no_effects_inside_clusters():
    area, y, x, nuisance, _ = panel()
    nested = nested_parameters(area, area)
    one = fit(y, x[:, None], nuisance)
    found = wild_test(absorb(Specification(0, y, x, area, nuisance)), np.random.default_rng(1), SIGNS, nested=nested)
    assert_allclose(found.error, np.sqrt(clustered(one, area, SmallSample.FULL, nested)[0, 0]), rtol=1e-10)


def test_signs_are_enumerated_only_where_they_are_few():
    signs, enumerated = auxiliary(Multipliers.RADEMACHER, 14, 999, np.random.default_rng(1))
    assert enumerated and signs.shape == (14, 2**14) and set(signs.ravel().tolist()) == {-1.0, 1.0}
    assert len(np.unique(signs, axis=1).T) == 2**14
    assert auxiliary(Multipliers.RADEMACHER, 15, 999, np.random.default_rng(1))[0].shape == (15, 999)
    assert auxiliary(Multipliers.WEBB, 3, 99, np.random.default_rng(1))[0].shape == (3, 99)


def test_inversion_meets_a_closed_form_and_names_open_ends():
    ends = invert(lambda b: float(np.exp(-abs(b - 2.0))), 2.0, 0.1)
    assert_allclose(ends, 2 + np.log(20) * np.array([-1, 1]), rtol=1e-4)
    assert invert(lambda b: float(b < 1.0), 0.0, 1.0)[0] == -np.inf

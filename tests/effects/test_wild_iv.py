"""The restricted efficient bootstrap against two-stage regressions that are literally run on each made sample."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.effects.kernels.absorb import Multipliers, Specification, absorb
from qonys.effects.kernels.anderson_rubin import ar_wild
from qonys.effects.kernels.covariance import SmallSample, clustered
from qonys.effects.kernels.iv_data import IvData
from qonys.effects.kernels.least_squares import dummies, fit, fit_iv
from qonys.effects.kernels.wild import WildOptions, auxiliary, share_beyond, wild_test
from qonys.effects.kernels.wild_iv import drawn, instrumented, prepared, statistics, wild_ar_test, wild_iv_test
from qonys.errors import CannotCompute

SIGNS = WildOptions(law=Multipliers.RADEMACHER)


def panel(instruments, seed=2, areas=6, years=8, gone=5, strength=1.0):
    rng = np.random.default_rng(seed)
    area, year = np.repeat(np.arange(areas), years), np.tile(np.arange(years), areas)
    kept = np.sort(rng.permutation(areas * years)[gone:])
    area, year = area[kept], year[kept]
    z = rng.normal(size=(len(area), instruments))
    u = rng.normal(size=len(area)) * (1 + area / 3)
    x = strength * z.sum(axis=1) + 0.7 * u + rng.normal(size=len(area))
    y = 0.5 * x + u + area
    nuisance = np.column_stack([dummies(area), dummies(year), rng.normal(size=len(area))])
    return area, y, x, z, nuisance, rng.uniform(0.5, 2, areas)[area]


def residual(target, columns, w):
    root = np.sqrt(w)
    return target - columns @ np.linalg.lstsq(columns * root[:, None], target * root, rcond=None)[0]


def by_hand(figures, null, values):
    """t of every made sample: exposure and outcome made anew, both stages run."""
    area, y, x, z, nuisance, w = figures
    u = residual(y - null * x, nuisance, w)
    beside = np.column_stack([z, nuisance, u])
    root = np.sqrt(w)
    slopes = np.linalg.lstsq(beside * root[:, None], x * root, rcond=None)[0]
    fitted = beside[:, :-1] @ slopes[:-1]
    ts = []
    for v in values.T:
        made = fitted + (x - fitted) * v[area]
        outcome = null * made + u * v[area]
        one = fit_iv(outcome, made[:, None], z, nuisance, w)
        ts.append((one.coefficients[0] - null) / np.sqrt(clustered(one, area)[0, 0]))
    return np.array(ts)


@pytest.mark.parametrize("instruments", [1, 3])
@pytest.mark.parametrize("null", [0.0, 0.6])
def test_it_is_what_running_every_regression_gives(instruments, null):
    area, y, x, z, nuisance, w = figures = panel(instruments)
    ts = by_hand(figures, null, np.array(list(product((-1.0, 1.0), repeat=6))).T)
    one = fit_iv(y, x[:, None], z, nuisance, w)
    t = (one.coefficients[0] - null) / np.sqrt(clustered(one, area)[0, 0])
    found = wild_iv_test(instrumented((y, x, z), area, nuisance, w), np.random.default_rng(1), SIGNS, null)
    assert_allclose([found.estimate, found.t], [one.coefficients[0], t], rtol=1e-9)
    assert found.p == pytest.approx(share_beyond(abs(t), np.abs(ts)), abs=1e-12)
    # opposite signs do not mirror a first stage; the signs that give the figures back are one vector
    assert found.enumerated and found.p >= found.smallest == 1 / 64


@pytest.mark.parametrize("instruments", [1, 3])
def test_every_draw_has_the_t_of_its_own_two_stages(instruments):
    area, y, x, z, nuisance, w = figures = panel(instruments, seed=5)
    values, _ = auxiliary(Multipliers.WEBB, 6, 50, np.random.default_rng(4))
    left = instrumented((y, x, z), area, nuisance, w)
    estimate, sums = prepared(left)
    n, k = len(y), 1 + left.basis.shape[1]
    factor = np.sqrt(6 / 5 * (n - 1) / (n - k))
    for null in (-2.0, 0.5, 30.0):
        found = statistics(drawn(sums, values), null - estimate) / factor
        assert_allclose(found, by_hand(figures, null, values), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("instruments", [1, 3])
@pytest.mark.parametrize("null", [0.0, 0.6])
def test_anderson_rubin_is_what_running_every_reduced_form_gives(instruments, null):
    area, y, x, z, nuisance, w = panel(instruments, areas=7)
    u = residual(y - null * x, nuisance, w)

    def wald(outcome):
        one = fit(outcome, z, nuisance, w)
        covariance = clustered(one, area, SmallSample.NONE)
        return one.coefficients @ np.linalg.solve(covariance, one.coefficients) / instruments

    others = [wald(u * np.array(signs)[area]) for signs in product((-1.0, 1.0), repeat=7)]
    found = wild_ar_test(instrumented((y, x, z), area, nuisance, w), np.random.default_rng(1), SIGNS, null)
    assert_allclose(found.statistic, wald(y - null * x), rtol=1e-9)
    assert found.p == pytest.approx(share_beyond(found.statistic, np.array(others)), abs=1e-12)


def test_anderson_rubin_with_one_instrument_is_the_reduced_form():
    area, y, x, z, nuisance, w = panel(1, areas=7, strength=2.0)
    found = wild_ar_test(instrumented((y, x, z), area, nuisance, w), np.random.default_rng(1), SIGNS)
    left = absorb(Specification(0, y, z[:, 0], area, nuisance, w))
    assert found.p == wild_test(left, np.random.default_rng(1), SIGNS).p
    data = IvData(y, x[:, None], z, nuisance, w, area)
    assert_allclose(found.pieces, ar_wild(data, np.random.default_rng(1), SIGNS).pieces, rtol=1e-6)


def test_pieces_hold_what_is_not_rejected():
    """A weak instrument whose set has a gap: values far on both sides are kept, some between are not."""
    area, y, x, z, nuisance, _ = panel(1, seed=2, areas=12, strength=0.3)
    left = instrumented((y, x, z), area, nuisance)
    found = wild_iv_test(left, np.random.default_rng(1), SIGNS)
    assert len(found.pieces) == 2 and (found.low, found.high) == (-np.inf, np.inf) and not found.bounded
    (_, a), (b, _) = found.pieces

    def p(value):
        return wild_iv_test(left, np.random.default_rng(1), WildOptions(law=Multipliers.RADEMACHER, level=0), value).p

    gap = b - a
    assert min(p(a - 1e-3 * gap), p(b + 1e-3 * gap), p(-1e6), p(1e6)) > 0.05
    assert max(p(a + 1e-3 * gap), p((a + b) / 2), p(b - 1e-3 * gap)) <= 0.05


@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(0.01, 100))
@settings(max_examples=15)
def test_neither_units_nor_order_nor_the_basis_of_instruments_matter(seed, a, b):
    area, y, x, z, nuisance, w = panel(2, seed)
    options = WildOptions(law=Multipliers.RADEMACHER, level=0)
    order = np.random.default_rng(seed).permutation(len(y))
    mixed = z @ np.array([[2.0, 1.0], [0.5, -3.0]])
    plain = instrumented((y, x, z), area, nuisance, w)
    moved = instrumented((a * y[order], b * x[order], mixed[order]), area[order], nuisance[order], w[order])
    for test in (wild_iv_test, wild_ar_test):
        assert test(plain, np.random.default_rng(1), options).p == test(moved, np.random.default_rng(1), options).p


def test_the_interval_holds_what_is_not_rejected():
    area, y, x, z, nuisance, _ = panel(1, areas=10, strength=3.0)
    left = instrumented((y, x, z), area, nuisance)
    found = wild_iv_test(left, np.random.default_rng(1), SIGNS)
    width = found.high - found.low

    def p(b):
        return wild_iv_test(left, np.random.default_rng(1), SIGNS, b).p

    assert found.low < found.estimate < found.high < np.inf
    assert p(found.low + 1e-4 * width) > 0.05 >= p(found.low - 1e-4 * width)
    assert p(found.high - 1e-4 * width) > 0.05 >= p(found.high + 1e-4 * width)


def test_an_instrument_that_says_nothing_leaves_the_ends_open():
    ends = []
    for seed in range(6):
        area, y, x, z, nuisance, _ = panel(1, seed, areas=12, strength=0.0)
        left = instrumented((y, x, z), area, nuisance)
        found = wild_iv_test(left, np.random.default_rng(1), WildOptions(draws=999))
        ends += [found.low, found.high]
    assert np.isinf(ends).sum() >= 6


def test_an_exposure_that_is_its_own_instrument_gives_least_squares():
    area, y, x, _, nuisance, _ = panel(1)
    found = wild_iv_test(instrumented((y, x, x[:, None]), area, nuisance), np.random.default_rng(1), SIGNS)
    plain = wild_test(absorb(Specification(0, y, x, area, nuisance)), np.random.default_rng(1), SIGNS)
    assert_allclose([found.estimate, found.error, found.t], [plain.estimate, plain.error, plain.t], rtol=1e-10)


def test_more_instruments_than_clusters_can_judge_are_refused():
    area, y, x, z, nuisance, _ = panel(6, areas=6, years=12)
    with pytest.raises(CannotCompute) as caught:
        wild_ar_test(instrumented((y, x, z), area, nuisance), np.random.default_rng(1))
    assert caught.value.code == "effect-clusters-instruments"


def test_one_cluster_is_refused():
    _, y, x, z, nuisance, _ = panel(1)
    with pytest.raises(CannotCompute):
        instrumented((y, x, z), np.zeros(len(y), int), nuisance)

"""The restricted efficient bootstrap against two-stage regressions that are literally run on each made sample."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qonys.effects.kernels.absorb import Multipliers
from qonys.effects.kernels.covariance import clustered
from qonys.effects.kernels.least_squares import dummies, fit_iv
from qonys.effects.kernels.wild import WildOptions, share_beyond
from qonys.effects.kernels.wild_iv import instrumented, wild_iv_test
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


@pytest.mark.parametrize("instruments", [1, 3])
@pytest.mark.parametrize("null", [0.0, 0.6])
def test_it_is_what_running_every_regression_gives(instruments, null):
    area, y, x, z, nuisance, w = panel(instruments)
    u = residual(y - null * x, nuisance, w)
    beside = np.column_stack([z, nuisance, u])
    root = np.sqrt(w)
    slopes = np.linalg.lstsq(beside * root[:, None], x * root, rcond=None)[0]
    fitted = beside[:, :-1] @ slopes[:-1]
    v = x - fitted
    drawn = []
    for signs in product((-1.0, 1.0), repeat=6):
        multiplier = np.array(signs)[area]
        made = fitted + v * multiplier
        outcome = null * made + u * multiplier
        one = fit_iv(outcome, made[:, None], z, nuisance, w)
        drawn.append((one.coefficients[0] - null) / np.sqrt(clustered(one, area)[0, 0]))
    one = fit_iv(y, x[:, None], z, nuisance, w)
    t = (one.coefficients[0] - null) / np.sqrt(clustered(one, area)[0, 0])
    found = wild_iv_test(instrumented((y, x, z), area, nuisance, w), np.random.default_rng(1), SIGNS, null)
    assert_allclose([found.estimate, found.t], [one.coefficients[0], t], rtol=1e-9)
    assert found.p == pytest.approx(share_beyond(abs(t), np.abs(drawn)), abs=1e-12)


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
    one = fit_iv(y, x[:, None], x[:, None], nuisance)
    assert found.estimate == pytest.approx(one.coefficients[0])


def test_one_cluster_is_refused():
    _, y, x, z, nuisance, _ = panel(1)
    with pytest.raises(CannotCompute):
        instrumented((y, x, z), np.zeros(len(y), int), nuisance)

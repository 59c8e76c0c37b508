"""Speed of bootstraps, curves and shift-share errors, beside their limits in docs/reference/benchmarks.md."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from qonys.effects.kernels.absorb import Multipliers, Specification, absorb
from qonys.effects.kernels.covariance import clustered
from qonys.effects.kernels.curve import JointOptions, curve, joint
from qonys.effects.kernels.least_squares import fit, outside
from qonys.effects.kernels.poisson_panel import Counts, count_effects
from qonys.effects.kernels.poisson_scores import CountPanel, score_test
from qonys.effects.kernels.randomisation import randomise
from qonys.effects.kernels.shift_share import ShiftShare, shift_share
from qonys.effects.kernels.simulation import Design, Panel, make
from qonys.effects.kernels.wild import Residuals, WildOptions, auxiliary, bootstrapped, wild_test
from qonys.effects.kernels.wild_iv import instrumented, wild_ar_test, wild_iv_test

DESIGN = Design(clusters=20, periods=25, late=False)


def made(**changes: object) -> Panel:
    """20 areas in 25 years, two-way fixed effects."""
    return make(replace(DESIGN, **changes), np.random.default_rng(1))


@pytest.mark.parametrize("residuals", list(Residuals), ids=lambda r: r.name.lower())
def test_wild_bootstrap_20_areas_25_years_9_999_draws_with_interval(benchmark, residuals):
    panel = made()

    def all_of_it():
        options = WildOptions(residuals=residuals)
        return wild_test(absorb(panel.specification), np.random.default_rng(1), options)

    found = benchmark(all_of_it)
    assert found.bounded and found.draws == 9_999


@pytest.mark.parametrize("instruments", [1, 3])
@pytest.mark.parametrize("test", [wild_iv_test, wild_ar_test], ids=["two stages", "anderson-rubin"])
def test_wild_bootstrap_with_instruments_9_999_draws_with_interval(benchmark, test, instruments):
    panel = made(instruments=instruments)
    s = panel.specification

    def all_of_it():
        left = instrumented((s.y, s.x, panel.instruments), panel.area, s.nuisance)
        return test(left, np.random.default_rng(1))

    assert benchmark(all_of_it).pieces


def test_randomisation_20_areas_25_years_9_999_assignments(benchmark):
    panel = made()
    left = absorb(panel.specification)
    found = benchmark(randomise, left, panel.specification.x, panel.area, 9_999, np.random.default_rng(1))
    assert found.assignments == 10_000


def test_one_p_value_against_a_regression_for_each_draw(benchmark):
    """The ratio is kept as `times_as_fast`."""
    panel = made()
    left = absorb(panel.specification)
    values, _ = auxiliary(Multipliers.WEBB, 20, 999, np.random.default_rng(1))
    restricted, _ = outside(panel.specification.y, panel.specification.nuisance)

    def loop():
        found = []
        for v in values.T:
            one = fit(restricted * v[panel.area], left.x[:, None], left.basis)
            found.append(one.coefficients[0] / np.sqrt(clustered(one, panel.area)[0, 0]))
        return np.array(found)

    begun = perf_counter()
    by_loop = loop()
    slow = perf_counter() - begun
    fast = benchmark(lambda: bootstrapped(left, values).statistics(0.0))
    np.testing.assert_allclose(fast, by_loop, rtol=1e-8, atol=1e-10)
    if benchmark.stats:
        benchmark.extra_info["times_as_fast"] = round(slow / benchmark.stats.stats.median)


def test_score_bootstrap_of_counts_9_999_draws_with_interval(benchmark):
    panel = made(counts=True)
    s = panel.specification
    found = count_effects(Counts(s.y, s.x[:, None], (panel.area, panel.period)), (panel.area,))
    left = CountPanel(s.y, s.x, s.nuisance, panel.area)
    full = float(found.coefficients[0]), float(found.errors[0])
    assert benchmark(lambda: score_test(left, full, np.random.default_rng(1))).bounded


def test_curve_of_500_specifications_with_joint_tests(benchmark):
    panel = made()
    s, rng = panel.specification, np.random.default_rng(2)
    controls = rng.normal(size=(len(s.y), 8))

    def variant(i: int) -> Specification:
        kept = panel.period >= i % 5  # another first year
        beside = np.column_stack([s.nuisance, controls[:, rng.random(8) < 0.5]])
        return Specification(i, s.y[kept], s.x[kept] + 0.1 * controls[kept, i % 8], panel.area[kept], beside[kept])

    many = [variant(i) for i in range(500)]

    def all_of_it():
        return joint(curve(many), np.random.default_rng(1), JointOptions(draws=999))

    assert 0 < benchmark(all_of_it).median.p <= 1


def test_shift_share_of_1_444_regions_and_770_sectors(benchmark):
    rng = np.random.default_rng(3)
    shares = rng.dirichlet(np.full(770, 0.02), 1444)
    x = shares @ rng.normal(size=770)
    data = ShiftShare(x + rng.normal(size=1444), x, shares, None, np.ones((1444, 1)))
    assert benchmark(shift_share, data).akm0.error > 0

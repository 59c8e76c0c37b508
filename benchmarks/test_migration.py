"""Speed of the methods of migration, beside their limits in docs/reference/benchmarks.md."""

from __future__ import annotations

import numpy as np
import pytest

from qonys.numerics.fitting import Margin, fit


def table(*shape: int, seed: int = 1):
    random = np.random.default_rng(seed)
    return random.gamma(1, 1, shape) * np.exp(random.normal(0, 1, shape))


def margins(truth):
    return (Margin((0, 2, 3), truth.sum(1)), Margin((1, 2, 3), truth.sum(0)))


def test_fitting_20_20_18_2(benchmark):
    seed, wanted = table(20, 20, 18, 2), margins(table(20, 20, 18, 2, seed=2))
    assert benchmark(fit, seed, wanted).error <= 1e-6


def test_fitting_20_20_18_2_with_ipfn(benchmark):
    """The peer, where it is installed."""
    ipfn = pytest.importorskip("ipfn").ipfn
    seed, wanted = table(20, 20, 18, 2), margins(table(20, 20, 18, 2, seed=2))
    totals, axes = [m.totals for m in wanted], [list(m.axes) for m in wanted]
    benchmark.pedantic(lambda: ipfn(seed.copy(), totals, axes, convergence_rate=1e-6).iteration(), rounds=3)


def test_fitting_220_220_18_2(benchmark):
    seed, wanted = table(220, 220, 18, 2), margins(table(220, 220, 18, 2, seed=2))
    benchmark.pedantic(fit, (seed, wanted), rounds=3)


def test_certificate_220_220_18_2(benchmark):
    from qonys.errors import CannotCompute

    seed, wanted = table(220, 220, 18, 2), margins(table(220, 220, 18, 2, seed=2))
    seed[:3, 3:] = 0

    def blocked():
        with pytest.raises(CannotCompute):
            fit(seed, wanted)

    benchmark.pedantic(blocked, rounds=3)


def test_flows_from_net_totals_220(benchmark):
    from qonys.migration.kernels.net import flows_from_net

    truth = table(220, 220) * (1 - np.eye(220))
    benchmark.pedantic(flows_from_net, (truth.sum(0) - truth.sum(1), table(220, 220, seed=3)), rounds=5)


def test_rounding_220_220(benchmark):
    from qonys.numerics.rounding import round_table

    benchmark.pedantic(round_table, (100 * table(220, 220),), rounds=3)


def test_random_rounding_220_220(benchmark):
    from qonys.numerics.random_rounding import round_randomly

    benchmark.pedantic(lambda: round_randomly(100 * table(220, 220), np.random.default_rng(1)), rounds=3)


def test_flows_from_stocks_200(benchmark):
    from qonys.migration.kernels.stocks import demographic_accounting

    start = 1000 * table(200, 200) + 1e5 * np.eye(200)
    end = start * np.exp(np.random.default_rng(5).normal(0, 0.1, start.shape))
    end *= (start.sum(1) / end.sum(1))[:, None]
    benchmark.pedantic(demographic_accounting, (start, end), rounds=3)


def test_all_indices_10_000_draws(benchmark):
    from qonys.migration.kernels.indices import Draws, bootstrap_indices

    flows, people = np.round(500 * table(20, 20)), np.full(20, 1e6)
    random = np.random.default_rng(1)
    benchmark.pedantic(lambda: bootstrap_indices(flows, people, None, Draws(10_000), random), rounds=2)


def test_estimated_flows_of_twelve_months_400_draws(benchmark):
    from qonys.migration.kernels.estimation import DETERRENCE, seeds
    from qonys.migration.kernels.tables import Inside, draw_tables

    random = np.random.default_rng(1)
    places = random.uniform(0, 1000, (20, 2))
    distance = np.hypot(*(places[:, None] - places).transpose(2, 0, 1))
    out, into = 1e4 * table(12, 20), 1e4 * table(12, 20, seed=2)
    into *= (out.sum(1) / into.sum(1))[:, None]
    inside = Inside(np.full((12, 20), 0.3), np.full((12, 20), 0.6))
    benchmark.pedantic(
        lambda: draw_tables(seeds(distance, np.zeros((20, 20)), DETERRENCE, 400, random), out, into, inside, random),
        rounds=3,
    )

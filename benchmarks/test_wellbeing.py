"""Speed of composite indices, beside their limits in docs/reference/benchmarks.md."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qonys.model import Criterion, Direction, Framework, Node
from qonys.wellbeing.kernels.outranking import kemeny
from qonys.wellbeing.pipeline import Table, build
from qonys.wellbeing.recipe import doubt
from qonys.wellbeing.uncertainty import simulate

TREATMENTS = ["none", {"points": 1}, {"points": 3}, {"points": 5, "transform": "none"}]


def like_asem() -> tuple[Table, Framework]:
    """51 units, 49 indicators in 8 groups under 2 halves, as the ASEM example; figures are drawn."""
    random = np.random.default_rng(1)
    values = np.exp(random.normal(0, random.uniform(0.1, 1.2, 49), (1, 51, 49)))
    nodes = (Node("goal", ""), Node("a", "goal"), Node("b", "goal"), *(Node(f"n{i}", "ab"[i % 2]) for i in range(8)))
    criteria = tuple(Criterion(f"c{i}", f"n{i % 8}", f"c{i}", Direction.HIGHER) for i in range(49))
    method = {"treat": {"points": 5}, "normalise": {"how": "min max", "low": 1, "high": 100}}
    varied = {
        "figures": 0, "gaps": 0, "weights": 0.25, "treat": TREATMENTS, "aggregate": ["geometric"],
        "normalise": [{"how": "z score", "centre": 100, "deviation": 15}],
    }  # fmt: skip
    units = tuple(f"u{i}" for i in range(51))
    table = Table(
        units, ("",), values, np.full(values.shape, "A"), np.ones((1, 51, 1)), (None,) * 49, np.ones(49),
        error=np.zeros(values.shape),
    )  # fmt: skip
    return table, Framework("asem", nodes, criteria, method=method, doubt=varied)


def test_uncertainty_51_49_1000_draws(benchmark):
    table, framework = like_asem()
    built = build(table, framework)
    varied = doubt(framework)
    found = benchmark(simulate, built, varied, 0, 1000, 1)
    assert len(found.inputs) == 4


def test_uncertainty_kazakhstan_100_000_draws_with_shares(benchmark, tmp_path):
    from qonys.model import Call
    from qonys.packs import load_pack
    from qonys.store import open_store
    from qonys.studies.registry import start
    from qonys.studies.wellbeing.gather import built
    from qonys.wellbeing import doubts

    run = start(open_store(load_pack("kz"), Path(tmp_path)), seed=1)
    made = built(run, "kz-regional-wellbeing", "current")
    varied = doubt(made.framework)

    def all_of_it():
        found = simulate(made, varied, 1, 100_000, 1)
        return doubts.sensitivity(Call("benchmark"), made, found, 1)

    assert "methods" in benchmark.pedantic(all_of_it, rounds=3).axes["source"]


def test_index_of_a_panel(benchmark, tmp_path):
    from qonys.packs import load_pack
    from qonys.store import open_store
    from qonys.studies.registry import start
    from qonys.studies.wellbeing.gather import framework_of, span_of, table_of

    run = start(open_store(load_pack("kz"), Path(tmp_path)), seed=1)
    framework = framework_of(run, "kz-regional-wellbeing")
    table = table_of(run, framework, span_of(framework, "constant"))
    benchmark(build, table, framework)


@pytest.mark.parametrize("units", [20, 30])
def test_kemeny(benchmark, units):
    """Orders of 15 criteria that agree little: the hardest kind."""
    random = np.random.default_rng(units)
    scores = random.normal(size=(units, 15)) + 0.5 * random.normal(size=(units, 1))
    above = (scores[:, None] > scores[None]).mean(axis=-1)
    found = benchmark.pedantic(kemeny, (above,), rounds=1)
    assert found.gap >= 0

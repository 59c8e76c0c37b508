"""Speed of quota plans: 20 areas × 20 sectors × 4 categories, beside their limits in docs/reference/benchmarks.md."""

from __future__ import annotations

import numpy as np
import pytest

from qonys.model import Call
from qonys.model.quota import (
    AreaTerms,
    Category,
    Cell,
    Objective,
    QuotaProblem,
    QuotaTerms,
    Version,
    make_problem,
)
from qonys.plans.quota.plan import plan_quota
from qonys.plans.quota.results import frontier_result

AREAS, SECTORS = 20, 20
CATEGORIES = (
    Category("1", "12"),
    Category("2", "12", vulnerable=0.02),
    Category("3", "34", vulnerable=0.05, cap=9_000.0),
    Category("4", "34", vulnerable=0.3),
)


def made() -> QuotaProblem:
    """Needs of about 32,000 under a cap of 16,000 and limits of every kind."""
    make = np.random.default_rng(1)
    cells = []
    for a in range(AREAS):
        for s in range(SECTORS):
            for c in CATEGORIES:
                need, staff, before = make.gamma(1, 20), make.gamma(2, 150), make.gamma(1, 15)
                own = (f"A{a:02}", f"S{s:02}", c.id, 0.7 * need, need, 1.3 * need)
                cells.append(Cell(*own, staff=float(staff), last_year=float(before)))
    areas = {
        f"A{a:02}": AreaTerms(
            output=float(make.uniform(3, 20)), unemployment=float(make.uniform(0.7, 1.4)), capacity=1500.0
        )
        for a in range(AREAS)
    }
    terms = QuotaTerms(
        CATEGORIES, cap=16_000.0, local_shares={"12": 0.7, "34": 0.9}, change=0.5, floor_share=0.3, areas=areas,
        output=8.0,
    )  # fmt: skip
    return make_problem(cells, terms)


@pytest.mark.parametrize("version", [Version.BEST, Version.MAXMIN], ids=lambda v: v.value)
@pytest.mark.parametrize("objective", [Objective.FILLED, Objective.BALANCED], ids=lambda o: o.value)
def test_plan_20_areas_20_sectors_4_categories(benchmark, objective, version):
    problem = made()
    plan = benchmark(plan_quota, problem, objective, version)
    assert plan.places.sum() == pytest.approx(16_000, abs=1e-3)


def test_plan_in_whole_places(benchmark):
    problem = made()
    plan = benchmark.pedantic(lambda: plan_quota(problem, whole=True), rounds=1)
    assert plan.value <= plan.best.objective + 1e-6


def test_frontier_of_25_points(benchmark):
    plan = plan_quota(made())
    found = benchmark.pedantic(lambda: frontier_result(Call("quota.frontier"), plan, 25), rounds=1)
    assert sum(label.startswith("point") for label in found.axes["point"]) == 25


def test_minimax_regret_over_500_draws(benchmark):
    problem = made()
    plan = benchmark.pedantic(lambda: plan_quota(problem, version=Version.REGRET, draws=500), rounds=1)
    assert plan.regret is not None and plan.regret.worst == pytest.approx(plan.regret.bound, rel=1e-4)

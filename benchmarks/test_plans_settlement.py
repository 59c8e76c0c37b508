"""Speed of settlement, beside its limits: 5,000 households before 20 regions and before 200 districts in 60 seconds."""

from __future__ import annotations

import numpy as np
import pytest

from qonys.model.settlement import Household, Limit, Need, Place, Settlement
from qonys.plans.settlement.arriving import compare
from qonys.plans.settlement.offers import plan_settlement, without_place


def land(households, regions, districts, seed=1, room=1.05):
    """Households that wish for three regions each; quotas, jobs and school places of regions or their districts."""
    draw = np.random.default_rng(seed)
    likely = np.random.default_rng(7).dirichlet(np.full(regions, 2.0))
    people = []
    for i in range(households):
        size = int(min(10, 1 + draw.poisson(3.6)))
        workers = int(min(size, 1 + draw.poisson(0.8)))
        work = tuple(f"o{k}" for k in draw.integers(0, 8, workers))
        wished = tuple(f"R{k:02d}" for k in draw.choice(regions, 3, replace=False, p=likely))
        children = int(min(size - workers, draw.poisson(1.2)))
        people.append(Household(f"{seed}-{i:05d}", size, workers, work, children, wished, "", int(draw.integers(365))))
    number = districts or regions
    share = draw.dirichlet(np.full(number, 20.0))
    totals = {Need.PERSONS: sum(h.size for h in people), Need.WORKERS: sum(h.workers for h in people),
              Need.SCHOOL: sum(h.children for h in people)}  # fmt: skip
    places, limits = [], []
    for k in range(number):
        region = f"R{k * regions // number:02d}"
        name = f"{region}-{k:03d}" if districts else region
        jobs = {f"o{o}": float(int(totals[Need.WORKERS] * share[k] / 8)) for o in range(8)}
        places.append(Place(name, region if districts else "", jobs=jobs))
        limits += [Limit((name,), n, float(int(t * share[k] * room * draw.uniform(1, 1.2))), "", name)
                   for n, t in totals.items()]  # fmt: skip
    return Settlement(tuple(people), tuple(places), tuple(limits))


@pytest.mark.parametrize("districts", [0, 200])
def test_settlement_of_5_000_households(benchmark, districts):
    settlement = land(5_000, 20, districts)
    planned = benchmark.pedantic(plan_settlement, (settlement,), {"seconds": 40.0}, rounds=1)
    print(f"\nwithout a place {without_place(planned)}, at most placed {planned.most}, gap {planned.gap:.4%}, "
          f"matched {planned.matched:g} of at most {planned.matched_bound:g}, waste {planned.waste}")  # fmt: skip
    assert planned.waste == 0


def test_arrivals_of_1_000_households(benchmark):
    came, expected = land(1_000, 10, 0, seed=1), land(1_000, 10, 0, seed=2)
    settlement = Settlement(came.households, came.places, came.limits, {"place": 0.7, "size": 0.8})
    ways = benchmark.pedantic(compare, (settlement, expected.households), rounds=1)
    print("\n" + "\n".join(f"{w.name}: {w.share:.4f} of hindsight, floors {w.floors_kept}/{w.floors}" for w in ways))
    assert {w.name: w.share for w in ways}["prices"] >= 0.97

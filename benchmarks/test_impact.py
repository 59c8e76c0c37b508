"""Speed of the impact simulator, beside its limits in docs/reference/benchmarks.md."""

from __future__ import annotations

import numpy as np
import pytest

from qonys.impact import examine, results
from qonys.impact.groups import checked, parse_group
from qonys.impact.question import UNITS, Figure, Question
from qonys.impact.sensitivity import By, sensitivity
from qonys.model import Call
from qonys.model.parameters import Origin
from qonys.packs import load_pack
from qonys.packs.load import embedded
from qonys.packs.parameters import pack_parameters

FIGURES = {
    "population": 2.0e6, "labour_force": 0.9e6, "unemployment_rate": 0.05, "output_per_head": 2.0e6, "wage": 3.0e6,
    "housing_per_person": 20.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def question():
    """A region of two million people, with the ranges of the first embedded pack; 12,000 people arrive."""
    parameters = pack_parameters(load_pack(embedded()[0]))
    figures = {n: Figure(n, v, UNITS[n], Origin.USER, "") for n, v in FIGURES.items()}
    kinds = list(parameters.kinds)
    people = checked((parse_group(f"{kind}=4000") for kind in kinds[:3]), parameters)
    return Question("R", "2024", figures, parameters, people)


def test_simulation_of_10_000_draws(benchmark, question):
    def all_of_it():
        return results.region_result(Call("benchmark"), question, results.drawn_of(question, 10_000, 1))

    found = benchmark(all_of_it)
    assert np.isfinite(found.values).sum() > 60


def test_shares_of_variance_by_group(benchmark, question):
    found = benchmark(sensitivity, Call("benchmark"), question, "wage_local_low", By.GROUP, 400)
    assert len(found.axes["source"]) > 4


def test_stock_behind_a_fall_of_wages_10_000_draws(benchmark, question):
    drawn = results.drawn_of(question, 10_000, 1)
    assert benchmark(examine.wage_claim, Call("benchmark"), question, drawn, 0.02).axes["part"] == results.PARTS

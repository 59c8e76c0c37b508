"""Declared components for tests, and a copy of the invented country that declares some."""

from __future__ import annotations

import shutil
from pathlib import Path

from qonys.model.need import Component, Direction, NeedPlan
from toyland import TOY

NEED = """
[index]
concentration = 40
[people]
population = "population_start"
births = "births"
deaths = "deaths"

[[component]]
id = "income"
series = "income_per_capita"
direction = "higher"
weight = 2
error = 1
unit = "crown"

[[component]]
id = "growth"
series = "income_per_capita"
change = "growth"
years = 2
direction = "higher"
weight = 1
error = 0.001
unit = "share"

[[component]]
id = "births_rate"
series = "births"
per = "population_start"
factor = 1000
direction = "lower"
weight = 1
error = 0.1
unit = "per_1000"

[[component]]
id = "vacancies"
direction = "higher"
weight = 1
error = 1
unit = "ratio"
file = "observations/vacancies.csv"

[[capacity]]
id = "jobs"
series = "population_start"
kind = "stock"

[[capacity]]
id = "beds"
kind = "flow"
"""


def toy_with_need(folder: Path) -> Path:
    """A copy of the pack that declares components of need."""
    root = folder / "toy"
    shutil.copytree(TOY, root)
    (root / "plans").mkdir(exist_ok=True)
    (root / "plans" / "need.toml").write_text(NEED, "utf-8")
    return root


def plan_for(*components: Component, **changed: float) -> NeedPlan:
    """A plan of some components."""
    numbers = {"concentration": 40.0, "least_share": 0.5, "drift": 0.0, "doubt": 2.0, **changed}
    return NeedPlan({c.id: c for c in components}, {}, {}, "", "", "", **numbers)


def component(id: str, weight: float = 1.0, *, lower: bool = False, error: float = 0.0) -> Component:
    """A component without a series."""
    direction = Direction.LOWER if lower else Direction.HIGHER
    return Component(id, "", direction, weight, error, "number", 2000)

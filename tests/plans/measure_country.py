"""The invented country with labour figures and levers."""

from __future__ import annotations

from pathlib import Path

from impact.country import toy_with_labour

LEVERS = """
framework = "toy-wellbeing"
span = "current"
money = "crown"
caution = { kk = "Модель есебі.", ru = "Расчёт по модели.", en = "Computed by a model." }

[[moves]]
criterion = "income"
by = "income"

[[figure]]
id = "foreign"
series = "foreign_workers"
of = "country"
period = "2023-01-01"

[[figure]]
id = "money_income"
series = "income_per_capita"
factor = 12
lag = 1

[[parameter]]
id = "use"
low = 0.5
central = 0.7
high = 0.9
unit = "share"
source = "a survey"

[[parameter]]
id = "labour_income_share"
low = 0.6
central = 0.7
high = 0.8
unit = "share"
assumption = true
source = "assumption"

[[lever]]
id = "permits"
mechanism = "attract"
unit = "places"
sizes = [100, 400, 800]
maximum = 2000
gains = ["employers"]
names = { kk = "Рұқсаттар", ru = "Разрешения", en = "Permits" }
reason = { kk = "Себебі.", ru = "Причина.", en = "The reason." }

[[lever.flow]]
kind = "workers"
times = ["use"]

[[lever.cost]]
payer = "employers"
to = "local_budget"
low = 100
central = 100
high = 100
unit = "crown"
source = "the fee"
times = ["use"]

[[lever.cost]]
payer = "local_budget"
low = 10
central = 20
high = 30
unit = "crown"
assumption = true
source = "assumption"

[[lever]]
id = "homes"
mechanism = "attractiveness"
unit = "families"
sizes = [10, 50]
maximum = 100
everywhere = false
names = { kk = "Үйлер", ru = "Жильё", en = "Homes" }
reason = { kk = "Себебі.", ru = "Причина.", en = "The reason." }

[[lever.flow]]
kind = "families"
households = true

[[lever.cost]]
payer = "national_budget"
to = "arrivals"
low = 50
central = 60
high = 90
unit = "crown"
source = "the decree"
times = ["families.household_size"]

[[lever]]
id = "grants"
mechanism = "attractiveness"
unit = "percent"
sizes = [1, 2, 5]
maximum = 10
limit = { factor = 0.001, times = ["foreign"] }
names = { kk = "Гранттар", ru = "Гранты", en = "Grants" }
reason = { kk = "Себебі.", ru = "Причина.", en = "The reason." }

[[lever.shift]]
target = "income"
factor = 1000

[[lever.cost]]
payer = "national_budget"
low = 900
central = 1000
high = 1100
unit = "crown"
source = "the decree"

[[lever]]
id = "guard"
mechanism = "protect"
unit = "persons"
sizes = [5]
maximum = 10
names = { kk = "Қорғау", ru = "Защита", en = "Guard" }
reason = { kk = "Себебі.", ru = "Причина.", en = "The reason." }

[[lever.flow]]
kind = "workers"
factor = -1

[[lever.cost]]
payer = "employers"
low = 10
central = 20
high = 40
unit = "crown"
assumption = true
source = "assumption"
"""


def toy_with_measures(folder: Path, text: str = LEVERS) -> Path:
    """A copy of the pack with labour figures for 2021 and 2022, and levers."""
    root = toy_with_labour(folder)
    (root / "plans").mkdir(exist_ok=True)
    (root / "plans" / "measures.toml").write_text(text, encoding="utf-8")
    return root

"""The invented country with labour figures of its own, and questions that need no pack."""

from __future__ import annotations

import shutil
from pathlib import Path

from qonys.impact.groups import checked, parse_group
from qonys.impact.question import UNITS, Figure, Question
from qonys.model.parameters import Origin
from qonys.packs import load_pack
from qonys.packs.parameters import pack_parameters
from toyland import TOY, toy

FIGURES = {
    "population": 20_000.0, "labour_force": 10_000.0, "unemployment_rate": 0.06, "output_per_head": 9_000.0,
    "wage": 8_000.0, "housing_per_person": 21.0,
}  # fmt: skip

INDICATOR = """
[{id}]
unit = "{unit}"
kind = "{kind}"
at = "{at}"
minimum = 0
{additive}
group = "labour"
names = {{ kk = "{id}", ru = "{id}", en = "{id}" }}
definition = {{ kk = "{id}", ru = "{id}", en = "{id}" }}
"""


def question(*people: str, without: tuple[str, ...] = (), **changed: float) -> Question:
    """A town with figures of its own."""
    values = {**FIGURES, **changed}
    figures = {
        name: Figure(name, value, UNITS[name], Origin.USER, "my.csv:2")
        for name, value in values.items()
        if name not in without
    }
    parameters = pack_parameters(toy())
    groups = checked(map(parse_group, people), parameters) if people else ()
    return Question("Town", "2024", figures, parameters, groups)


def toy_with_labour(folder: Path) -> Path:
    """A copy of the pack in which regions have labour figures for 2021 and 2022, and the country no output."""
    root = folder / "toy"
    shutil.copytree(TOY, root)
    kinds = (
        ("labour_force", "persons", "stock", "mean", 'additive = ["area"]'),
        ("unemployment_rate", "percent", "rate", "year", "per = 100"),
        ("output_per_head", "crown", "rate", "year", ""),
    )
    with (root / "indicators.toml").open("a", encoding="utf-8") as file:
        for id, unit, kind, at, additive in kinds:
            file.write(INDICATOR.format(id=id, unit=unit, kind=kind, at=at, additive=additive))
    head = "indicator,area,borders,period,dimensions,value,unit,status,vintage,source,locator,note\n"
    rows = []
    for year in (2021, 2022):
        for i, area in enumerate(("TL-B", "TL-E", "TL-F", "TL-G", "TL-H", "TL-I", "TL-J")):
            figures = {"labour_force": (8000 + 100 * i, "persons"), "unemployment_rate": (5 + i / 10, "percent")}
            figures["output_per_head"] = (9000 + 500 * i, "crown")
            for name, (value, unit) in figures.items():
                rows.append(f"{name},{area},,{year},,{value},{unit},A,{year + 1}-04,bureau,table 9,\n")
        rows.append(f"unemployment_rate,TL,,{year},,5.4,percent,A,{year + 1}-04,bureau,table 9,\n")
    (root / "observations" / "work.csv").write_text(head + "".join(rows), encoding="utf-8")
    feeds = "".join(
        f'\n[[baseline]]\nquantity = "{name}"\nseries = "{name}"\n' + ("factor = 0.01\n" if "rate" in name else "")
        for name, *_ in kinds
    )
    with (root / "impact" / "baseline.toml").open("a", encoding="utf-8") as file:
        file.write(feeds)
    load_pack(root)
    return root

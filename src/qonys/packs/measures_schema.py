"""What the TOML files of measures and of packages may say, as models that refuse anything else."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from qonys.disk.strict import Strict
from qonys.numerics.seed import SEED
from qonys.packs.parameters_schema import Number, Stated
from qonys.packs.schema import Identifier, Labels, MaybePeriod, Names

LeverName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Text = Annotated[str, Field(min_length=1)]
Payer = Literal["employers", "local_budget", "national_budget", "households"]
Party = Literal[
    "employers", "local_budget", "national_budget", "households", "local_low", "local_high", "migrants", "arrivals",
    "owners",
]  # fmt: skip


Declared = Literal["employers", "local_budget", "national_budget", "households", "arrivals"]
"""Parties of whom a lever declares that they gain or lose; of all others the simulation says it."""


class MeasureFigureTable(Strict):
    """One [[figure]]"""

    id: Identifier
    series: Text
    of: Literal["area", "country"] = "area"
    period: MaybePeriod = ""
    factor: Number = 1
    lag: Annotated[int, Field(ge=0)] = 0


class MeasureRangeTable(Stated):
    """One [[parameter]]"""

    id: Identifier
    regional: bool = False
    """Whether it is 1 for the country as a whole."""
    note: Names | None = None


class MoveTable(Strict):
    """One [[moves]]: a criterion of the framework and what moves it"""

    criterion: str
    by: Literal["income", "output", "unemployment", "housing"]


class ProductTable(Strict):
    """The size times a factor and quantities"""

    factor: Number = 1
    times: list[str] = []
    over: list[str] = []


class FlowTable(ProductTable):
    """One [[lever.flow]]"""

    kind: str
    households: bool = False
    skills: dict[Literal["low", "high"], Number] = {}
    pay: Annotated[Number, Field(gt=0)] = 1


class ShiftTable(ProductTable):
    """One [[lever.shift]]"""

    target: Literal["housing", "income"]


class CostTable(ProductTable, Stated):
    """One [[lever.cost]]"""

    payer: Payer
    to: Party | None = None


class LeverTable(Strict):
    """One [[lever]]"""

    id: LeverName
    mechanism: Literal["attract", "attractiveness", "protect", "rational"]
    unit: Identifier
    sizes: Annotated[list[Annotated[Number, Field(gt=0)]], Field(min_length=1)]
    maximum: Annotated[Number, Field(gt=0)]
    everywhere: bool = True
    held: bool = True
    limit: ProductTable | None = None
    flow: list[FlowTable] = []
    shift: list[ShiftTable] = []
    cost: list[CostTable] = []
    gains: list[Declared] = []
    loses: list[Declared] = []
    names: Labels
    reason: Names


class MeasureFile(Strict):
    """The levers of a pack"""

    framework: str = ""
    span: str = ""
    money: str = ""
    """Unit of money of tables"""
    money_factor: Annotated[Number, Field(gt=0)] = 1
    caution: Names
    """Where effects come from, and what the country's own data say of them: a part of every output"""
    moves: list[MoveTable] = []
    figure: list[MeasureFigureTable] = []
    parameter: list[MeasureRangeTable] = []
    lever: Annotated[list[LeverTable], Field(min_length=1)]


class MeasureTable(Strict):
    """One [[measure]] of a package"""

    lever: str
    size: Number
    note: str = ""


class PackageHead(Strict):
    """[package]"""

    name: Text
    area: str = ""
    year: Annotated[str, Field(pattern=r"^([0-9]{4})?$")] = ""
    seed: Annotated[int, Field(ge=0)] = SEED
    draws: Annotated[int, Field(ge=100, le=1_000_000)] = 4000
    prepared_by: str = ""
    approved_by: str = ""
    approved_on: dt.date | None = None
    note: str = ""


class PackageFile(Strict):
    """Measures that are taken together"""

    package: PackageHead
    measure: Annotated[list[MeasureTable], Field(min_length=1)]

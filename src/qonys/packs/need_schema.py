"""What the TOML file of a plan of labour need may say, as models that refuse anything else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from qonys.disk.strict import Strict
from qonys.packs.schema import Identifier, Labels, Names

Number = Annotated[float | int, Field(allow_inf_nan=False)]
NotNegative = Annotated[float | int, Field(ge=0, allow_inf_nan=False)]
Positive = Annotated[float | int, Field(gt=0, allow_inf_nan=False)]
Year = Annotated[int, Field(ge=1900, le=2200)]


class IndexTable(Strict):
    """[index]"""

    concentration: Positive = 30
    least_share: Annotated[float | int, Field(ge=0, le=1)] = 0.5
    drift: NotNegative = 0.2
    doubt: Annotated[float | int, Field(ge=1, allow_inf_nan=False)] = 2


class PeopleTable(Strict):
    """[people]: the series of residents and of their own growth"""

    population: str = ""
    births: str = ""
    deaths: str = ""


class QuantityTable(Strict):
    """One [[quantity]]: a percentage of a stock, or what it leaves"""

    id: Identifier
    stock: str
    percent: str
    rest: bool = False


class ComponentTable(Strict):
    """One [[component]]"""

    id: Identifier
    series: str = ""
    per: str = ""
    change: Literal["level", "growth"] = "level"
    years: Annotated[int, Field(ge=1, le=30)] = 1
    direction: Literal["higher", "lower"]
    weight: NotNegative
    error: NotNegative
    unit: Identifier
    oldest: Year = 1900
    factor: Number = 1
    file: str = ""
    names: Labels | None = None
    note: Names | None = None


class CapacityTable(Strict):
    """One [[capacity]]"""

    id: Identifier
    series: str = ""
    kind: Literal["flow", "stock", "shortfall"]
    standard: str = ""
    oldest: Year = 1900
    factor: Positive = 1
    file: str = ""
    names: Labels | None = None
    note: Names | None = None


class PublishedTable(Strict):
    """One [[published]]: an indicator by sector or occupation"""

    indicator: Identifier
    dimension: Identifier


class NeedFile(Strict):
    """A file of labour need"""

    index: IndexTable = IndexTable()
    people: PeopleTable = PeopleTable()
    quantity: list[QuantityTable] = []
    component: Annotated[list[ComponentTable], Field(min_length=1)]
    capacity: list[CapacityTable] = []
    published: list[PublishedTable] = []

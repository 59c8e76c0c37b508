"""What the TOML files of an impact model may say, as models that refuse anything else."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from qonys.disk.strict import Strict
from qonys.packs.schema import Identifier, Labels, MaybePeriod, Names, PeriodText, Said

Number = Annotated[float | int, Field(allow_inf_nan=False)]


class Stated(Strict):
    """A range that somebody states: with a source, or as an assumption."""

    low: Number
    central: Number
    high: Number
    shape: Literal["uniform", "log-uniform", "triangular", "pert"] = "uniform"
    unit: Identifier
    source: Said
    assumption: bool = False
    """Whether no source was found."""
    dated: dt.date | None = None


class RangeTable(Stated):
    """One [[parameter]] or [[kind.parameter]]"""

    id: Identifier
    note: Names | None = None


class KindTable(Strict):
    """One [[kind]] of arrivals"""

    id: Identifier
    side: Literal["local", "migrant"]
    names: Labels
    parameter: list[RangeTable]


class GroupTable(Strict):
    """One [[scenario.group]], or [[group]] of a user's own file"""

    kind: str
    people: Number | None = None
    households: Number | None = None
    sector: str = ""
    skills: dict[str, Number] = {}
    composition: dict[str, Number] = {}
    pay: Number = 1
    side: Literal["local", "migrant"] | None = None


class ScenarioTable(Strict):
    """One [[scenario]]"""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    names: Labels
    group: Annotated[list[GroupTable], Field(min_length=1)]


class FeedTable(Strict):
    """One [[baseline]]: a series behind a quantity; several of one quantity stand in their order of preference"""

    quantity: Identifier
    series: str
    factor: Number = 1
    lag: Annotated[int, Field(ge=0)] = 0
    note: str = ""


class StockTable(Strict):
    """One [[stock]]: a published number of migrant workers"""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    series: str
    area: str
    period: PeriodText
    names: Labels


class ParameterFile(Strict):
    """A file of an impact model; a pack may spread it over several"""

    money: Identifier | None = None
    sector_codes: str | None = None
    """A codelist of the pack whose codes are the sectors."""
    sectors: list[str] = []
    parameter: list[RangeTable] = []
    kind: list[KindTable] = []
    scenario: list[ScenarioTable] = []
    baseline: list[FeedTable] = []
    stock: list[StockTable] = []


class OwnScenarioFile(Strict):
    """A scenario of a user"""

    area: str = ""
    period: MaybePeriod = ""
    group: Annotated[list[GroupTable], Field(min_length=1)]

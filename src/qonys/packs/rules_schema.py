"""What the TOML files of rules and of the procedure may say, as models that refuse anything else."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from qonys.disk.strict import Strict
from qonys.packs.schema import Identifier, Labels, Names

Number = Annotated[float | int, Field(allow_inf_nan=False)]


class RuleTable(Strict):
    """One [[rule]]"""

    id: Identifier
    topic: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]*$")]
    valid_from: dt.date
    valid_to: dt.date | None = None
    precision: Literal["day", "month", "year"] = "day"
    act: Names
    number: str = ""
    act_date: dt.date | None = None
    url: Annotated[str, Field(min_length=1)]
    trust: Literal["A", "B", "C"]
    kind: Literal["act", "draft", "report"] = "act"
    """A draft is not in force; a report says what an act says that was not read."""
    text: Names


class ValueTable(Strict):
    """One [[parameter]]"""

    model_config = ConfigDict(populate_by_name=True)

    id: Identifier
    value: Number
    unit: Identifier
    start: Annotated[dt.date, Field(alias="from")]
    until: dt.date | None = None
    precision: Literal["day", "month", "year"] = "day"
    reference: Identifier
    dimensions: dict[str, str] = {}


class RuleFile(Strict):
    """A file of `rules/`"""

    rule: list[RuleTable] = []
    parameter: list[ValueTable] = []


class MoneyTable(Strict):
    """[money]: the unit of amounts and what it is worth"""

    unit: Identifier
    index: Identifier
    currency: Identifier


class StatusTable(Strict):
    """One [[status]]"""

    id: Identifier
    names: Labels


class ListTable(Strict):
    """One [[area_list]]"""

    model_config = ConfigDict(populate_by_name=True)

    id: Identifier
    start: Annotated[dt.date, Field(alias="from")]
    until: dt.date | None = None
    precision: Literal["day", "month", "year"] = "day"
    statuses: Annotated[list[str], Field(min_length=1)]
    areas: Annotated[list[str], Field(min_length=1)]
    reference: Identifier


class ConditionTable(Strict):
    """One [[step.condition]]"""

    fact: Literal[
        "status", "region", "visa_region", "previous_region", "quota", "members", "working_age", "employed",
        "arrived", "years",
    ]  # fmt: skip
    operator: Literal["in", "at_least", "less_than", "listed", "known"]
    value: Number | str | list[str] = []


class AmountTable(Strict):
    """[step.amount]"""

    low: str = ""
    high: Identifier
    per: Literal["person", "household"]
    months: str = ""
    series_low: str = ""
    series_high: str = ""


class StepTable(Strict):
    """One [[step]]"""

    id: Identifier
    order: int
    names: Labels
    text: Names
    gap: Names | None = None
    basis: Literal["rule", "practice", "not_found"] = "rule"
    references: Annotated[list[str], Field(min_length=1)]
    condition: list[ConditionTable] = []
    amount: AmountTable | None = None
    lasts: str = ""


class ShownTable(Strict):
    """[shown]: what a report shows of the procedure"""

    status: str
    """Of the household that is shown."""
    members: Annotated[int, Field(ge=1)]
    since: Annotated[int, Field(ge=1900, le=2200)]
    """First year of the amounts."""
    basis: Names
    """What the list of steps rests on."""
    note: Names
    """On amounts in money."""


class ProcedureFile(Strict):
    """plans/procedure.toml"""

    money: MoneyTable
    shown: ShownTable | None = None
    status: Annotated[list[StatusTable], Field(min_length=1)]
    area_list: list[ListTable] = []
    step: Annotated[list[StepTable], Field(min_length=1)]

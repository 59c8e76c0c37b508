"""What the TOML files of a pack may say, as models that refuse anything else."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from qonys.disk.strict import Strict
from qonys.errors import BadInput
from qonys.model import Period
from qonys.packs.read import LONGEST, LONGEST_NAME

Words = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Label = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Year = Annotated[int, Field(ge=1, le=9999)]


def _period(text: str) -> str:
    """A text that is a period, or nothing."""
    try:
        return text and Period.parse(text).code
    except BadInput:
        raise ValueError("is no period") from None


PeriodText = Annotated[str, Field(min_length=1), AfterValidator(_period)]
MaybePeriod = Annotated[str, AfterValidator(_period)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]

SeriesName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\[[a-z0-9_]+=[^\]]+\])?$")]
"""An indicator, with dimensions in brackets if any."""


class Names(Strict):
    """One text in the three languages."""

    kk: Words
    ru: Words
    en: Words


class Labels(Names):
    """A name in the three languages: several of them have room in one sentence."""

    kk: Label
    ru: Label
    en: Label


Said = Words | Names
"""A text that is the same in each language, or one in each."""


def in_each(text: str | Names) -> dict[str, str]:
    """A text by language."""
    return dict.fromkeys(Names.model_fields, text) if isinstance(text, str) else text.model_dump()


class PackFile(Strict):
    """pack.toml"""

    id: Identifier
    version: str
    date: dt.date
    country: str
    code_systems: list[str] = []
    languages: list[str]
    names: Labels
    place_words: list[str] = []
    """Words that may be left out of a place name: region, city, in any language."""
    framework: str = ""
    """The framework of well-being that is meant where none is named."""


class IndicatorTable(Strict):
    """One table of indicators.toml"""

    unit: Identifier
    kind: Literal["stock", "flow", "rate", "index"]
    at: Literal["start", "end", "mean", "date", "year", "month"]
    additive: list[Identifier] = []
    numerator: SeriesName | None = None
    denominator: SeriesName | None = None
    per: float | int = 1
    direction: Literal["higher", "lower", "none"] = "none"
    minimum: float | int | None = None
    maximum: float | int | None = None
    dimensions: list[Identifier] = []
    group: Identifier
    names: Labels
    definition: Names


class UnitTable(Strict):
    """One table of units.toml"""

    base: Identifier
    factor: float | int


class CodelistTable(Strict):
    """One table of codelists.toml"""

    names: Labels
    codes: dict[str, Labels]
    totals: list[str] = []
    """Codes that stand for several others."""


class CheckTable(Strict):
    """One entry of checks.toml"""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    names: Labels
    equation: str
    each: Annotated[list[Identifier], Field(min_length=1)] | None = None
    over: Literal["area", "regions", "quarters", "months"]
    tolerance: Annotated[float | int, Field(ge=0, allow_inf_nan=False)] = 0
    relative: Annotated[float | int, Field(ge=0, allow_inf_nan=False)] = 0
    first: Year | None = None
    last: Year | None = None
    borders: Year | None = None


class ChecksFile(Strict):
    """checks.toml"""

    check: list[CheckTable] = []


class GoalTable(Strict):
    """[goal] of a framework"""

    id: Identifier
    name: str = ""
    names: Labels | None = None
    reason: Names | str = ""


class NodeTable(GoalTable):
    """One [[node]] of a framework"""

    parent: Identifier | None = None
    weight: Annotated[float | int, Field(gt=0, allow_inf_nan=False)] = 1
    interval: Annotated[list[Annotated[float | int, Field(ge=0, le=1)]], Field(min_length=2, max_length=2)] | None = (
        None
    )


class CriterionTable(NodeTable):
    """One [[indicator]] of a framework"""

    series: str | None = None
    direction: Literal["higher", "lower"]
    unit: str = ""
    relative: bool = False
    denominator: str = ""
    per: Annotated[float | int, Field(gt=0, allow_inf_nan=False)] = 1
    events: str = ""
    error: Annotated[float | int, Field(ge=0, allow_inf_nan=False)] | None = None
    goalposts: Annotated[list[float | int], Field(min_length=2, max_length=2)] | None = None
    strength: Names | None = None
    weakness: Names | None = None


class SpanTable(Strict):
    """One [[panel]] of a framework"""

    id: Identifier
    first: Year
    last: Year
    borders: Year


class ContextTable(Strict):
    """[context] of a framework"""

    series: list[str]


class FrameworkFile(Strict):
    """A framework"""

    goal: GoalTable
    node: list[NodeTable] = []
    indicator: Annotated[list[CriterionTable], Field(min_length=1)]
    panel: list[SpanTable] = []
    context: ContextTable | None = None
    method: dict[str, Any] = {}
    doubt: dict[str, Any] = {}


class MethodFile(Strict):
    """Steps and doubt of an index alone, beside a framework"""

    method: dict[str, Any] = {}
    doubt: dict[str, Any] = {}

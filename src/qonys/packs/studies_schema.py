"""What a file of effects may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from qonys.disk.strict import Strict
from qonys.model.specification import Estimator, Fixed, Transform

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Texts = dict[Literal["kk", "ru", "en"], str]


class VariableTable(Strict):
    """A series and what is done with it; a bare name stands for the series as it is."""

    series: str
    per: str = ""
    scale: Annotated[float | int, Field(gt=0, allow_inf_nan=False)] = 1
    transform: Annotated[Transform, Field(strict=False)] = Transform.LEVEL
    lag: Annotated[int, Field(ge=-20, le=20)] = 0


Written = str | VariableTable


class SampleTable(Strict):
    """Which area-periods take part."""

    first: Annotated[int, Field(ge=0, le=9999)] = 0
    last: Annotated[int, Field(ge=0, le=9999)] = 0
    borders: Annotated[int, Field(ge=1, le=9999)] | Literal["stable"] = "stable"
    without: list[str] = []
    skip: list[str | int] = []


class EffectTable(Strict):
    """One [[effect]], or the [defaults] of all."""

    outcome: Written | None = None
    exposure: Written | None = None
    controls: list[Written] = []
    endogenous: list[Written] = []
    instruments: list[Written] = []
    fixed: list[Annotated[Fixed, Field(strict=False)]] = [Fixed.AREA, Fixed.PERIOD]
    crossed: list[str] = []
    weights: str = ""
    clusters: str = ""
    sample: SampleTable = SampleTable()
    estimator: Annotated[Estimator, Field(strict=False)] = Estimator.LEAST_SQUARES
    step: Annotated[float | int, Field(gt=0, allow_inf_nan=False)] = 1
    smallest: Annotated[float | int, Field(gt=0, allow_inf_nan=False)] | None = None
    names: Texts = {}
    exposed: Texts = {}
    reason: Texts = {}


class NamedEffectTable(EffectTable):
    """One [[effect]]."""

    id: Identifier


class ChoicesTable(Strict):
    """[choices]: alternatives that the specification curve goes through."""

    transform: list[Annotated[Transform, Field(strict=False)]] = []
    lag: list[int] = []
    controls: list[list[Written]] = []
    fixed: list[list[Annotated[Fixed, Field(strict=False)]]] = []
    weights: list[str] = []
    first: list[int] = []
    borders: list[int | Literal["stable"]] = []
    without: list[list[str]] = []
    skip: list[list[str | int]] = []


class StudyFile(Strict):
    """A file of effects."""

    defaults: EffectTable = EffectTable()
    effect: Annotated[list[NamedEffectTable], Field(min_length=1)]
    choices: ChoicesTable = ChoicesTable()

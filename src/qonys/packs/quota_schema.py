"""What the TOML files on a quota may say, as models that refuse anything else."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from qonys.disk.strict import Strict
from qonys.packs.schema import Labels, Names

Positive = Annotated[float | int, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float | int, Field(ge=0, le=1, allow_inf_nan=False)]
Percent = Annotated[float | int, Field(ge=0, le=100, allow_inf_nan=False)]


class CapTable(Strict):
    """[cap]: places, or a percent of a labour force"""

    places: Positive | None = None
    rate: Percent | None = None
    labour_force: Positive | None = None
    act: str = ""


class CategoryTable(Strict):
    """One [[category]]"""

    id: Annotated[str, Field(min_length=1)]
    group: str = ""
    inside: bool = True
    duration: Share = 1
    vulnerable: Positive = 0
    cap: Positive | None = None
    act: str = ""
    sectors: list[str] = []
    names: Labels | None = None
    source: str = ""
    assumption: bool = False


class LocalTable(Strict):
    """One [[local_content]]: the least percent of local staff in a group; a number, or a dated parameter of the pack"""

    id: Annotated[str, Field(min_length=1)]
    percent: Percent | None = None
    parameter: str = ""
    act: str = ""


class ChangeTable(Strict):
    """[change]: the most change against last year"""

    share: Share
    act: str = ""


class AreaTable(Strict):
    """One [[area]]"""

    id: Annotated[str, Field(min_length=1)]
    floor: Positive | None = None
    ceiling: Positive | None = None
    capacity: Positive | None = None
    output: Positive | None = None
    unemployment: Positive | None = None


class SectorTable(Strict):
    """One [[sector]]; names if the pack's codelist has none"""

    id: Annotated[str, Field(min_length=1)]
    names: Labels | None = None
    rest: bool = False
    """Takes what the other sectors leave of the national figure."""


class ScenarioTable(Strict):
    """[scenario]: how national figures are spread where no need is stated"""

    output_weight: Share
    """Weight of gross product beside the labour force in the share of an area."""
    manager_share: Share
    """Share of the first group of categories in local staff."""
    first_group: str
    note: Names
    source: str


class WeightTable(Strict):
    """[weights]"""

    vulnerable: Positive
    source: str = ""


class QuotaFile(Strict):
    """A pack's plans/quota.toml, or a user's --limits"""

    year: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    versions: list[str] = []
    """Versions of a quota in the order in which they came."""
    output: Annotated[float | int, Field(gt=0, allow_inf_nan=False)] | None = None
    floor_share: Share | None = None
    cap: CapTable | None = None
    category: list[CategoryTable] = []
    local_content: list[LocalTable] = []
    change: ChangeTable | None = None
    area: list[AreaTable] = []
    sector: list[SectorTable] = []
    weights: WeightTable | None = None
    scenario: ScenarioTable | None = None

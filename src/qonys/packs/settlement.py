"""What a pack says of settlement: the series of quotas and moves, and what a scenario of households assumes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from qonys.disk.strict import Strict
from qonys.errors import CannotCompute
from qonys.packs.pack import Pack
from qonys.packs.read import Faults
from qonys.packs.schema import Identifier, Names
from qonys.packs.validate import valid_file

FILE = "plans/settlement.toml"


class ProgrammeTable(Strict):
    """One [[programme]] of the law with a quota of its own"""

    id: Identifier
    dimension: str
    names: Names


class RatioTable(Strict):
    """One figure over another, in a period"""

    period: str
    over: str
    under: str


class FamilyTable(Strict):
    """[family]: persons and families of one area"""

    area: str
    period: str
    persons: str
    families: str


class WorkingTable(Strict):
    """[working]: persons and those of working age"""

    period: str
    persons: str
    working: str


class AssumptionTable(Strict):
    """One [[assumption]] of the scenario"""

    id: Identifier
    value: str
    source: Annotated[str, Field(min_length=1)]


class SettlementFile(Strict):
    """plans/settlement.toml"""

    quota: Identifier
    quota_versions: list[str] = [""]
    moved: Identifier
    years: Annotated[list[str], Field(min_length=1)]
    people: str
    wishes: Annotated[list[str], Field(min_length=1)]
    programme: Annotated[list[ProgrammeTable], Field(min_length=1)]
    steered: list[RatioTable] = []
    returned: list[RatioTable] = []
    family: FamilyTable
    working: WorkingTable
    assumption: list[AssumptionTable] = []


@dataclass(frozen=True)
class SettlementData:
    """The file of a pack, checked."""

    table: SettlementFile
    programmes: Mapping[str, str]
    """Dimension of each programme."""


def has_settlement(pack: Pack) -> bool:
    """Whether a pack says anything of settlement."""
    return os.path.isfile(pack.root / FILE)


def settlement_data(pack: Pack) -> SettlementData:
    """What a pack says of settlement.

    Raises
    ------
    CannotCompute
        If it says nothing.
    BadInput
        With all faults of its file.
    """
    path = pack.root / FILE
    if not os.path.isfile(path):
        fix = "--households h.csv --places p.csv"
        raise CannotCompute("settle-no-pack", where=str(path), fix=fix)
    faults = Faults(pack.root)
    table = valid_file(SettlementFile, path, faults)
    if table is not None:
        names = [table.quota, table.moved, table.family.families, table.working.working]
        names += [x for r in (*table.steered, *table.returned) for x in (r.over, r.under)]
        for name in names:
            if (plain := name.partition("[")[0]) not in pack.indicators:
                faults.add("unknown-indicator", path, None, name, text=plain)
    faults.stop()
    assert table is not None
    return SettlementData(table, {p.id: p.dimension for p in table.programme})

"""What claims.json may say, as strict models: any other type in any field is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from qonys.disk.strict import Strict
from qonys.model import Status

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
Whole = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Number = Annotated[float, Field(allow_inf_nan=True)]
Plain = str | Whole | float | bool | None | list[str]


class CallRecord(Strict):
    """One call."""

    id: Id
    function: str
    parameters: dict[str, Plain]
    releases: list[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]]
    as_of: Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]
    seed: Whole | None


class ClaimRecord(Strict):
    """One claim as it was printed."""

    id: Id
    call: Id
    cell: dict[str, str]
    value: Number
    printed: Number
    unit: str
    decimals: Annotated[int, Field(ge=-15, le=15)]
    status: Literal[tuple(status.value for status in Status)]  # type: ignore[valid-type]


class ClaimsFile(Strict):
    """claims.json"""

    format: Literal[1]
    calls: list[CallRecord]
    claims: list[ClaimRecord]

"""Claims: printed numbers that can be computed again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from qonys.model.observation import Status

SHARE = "share"
"""Unit of fractions that are printed as percent."""

Parameter = str | int | float | bool | None | tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """A computation by name: what is needed to run it again."""

    function: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    releases: tuple[str, ...] = ()
    """Hashes of the releases whose figures it read."""
    as_of: str = ""
    seed: int | None = None

    @cached_property
    def id(self) -> str:
        """A short name that follows from the content."""
        return _digest(
            [self.function, sorted((k, v) for k, v in self.parameters.items()), self.releases, self.as_of, self.seed]
        )


@dataclass(frozen=True)
class Claim:
    """One number: a call, the cell of its result, the unit and the rounding it is printed with."""

    call: Call
    cell: Mapping[str, str]
    value: float
    unit: str
    decimals: int = 0
    status: Status = Status.NORMAL

    @cached_property
    def id(self) -> str:
        """A short name that follows from the call and the cell; the value has no part in it."""
        return _digest([self.call.id, sorted(self.cell.items()), self.decimals])

    @property
    def printed(self) -> float:
        """The number as printed: rounded, a share in percent."""
        return round(self.value * 100 if self.unit == SHARE else self.value, self.decimals)


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, default=list).encode()).hexdigest()[:12]

"""Claims: printed numbers that can be computed again."""

from __future__ import annotations

import hashlib
import json
import math
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
        return claim_id(self.call.id, self.cell, self.decimals)

    @property
    def printed(self) -> float:
        """The number as printed: rounded, a share in percent."""
        return round(self.value * 100 if self.unit == SHARE else self.value, self.decimals)


def claim_id(call_id: str, cell: Mapping[str, str], decimals: int) -> str:
    """The id of the claim of a cell of a call."""
    return _digest([call_id, sorted(cell.items()), decimals])


DIGITS = 10
"""Significant digits of a stored value."""
BEYOND = 6
"""Decimal places of a stored value beyond those that are printed."""


def meant(value: float, decimals: int, unit: str) -> float:
    """A value without the last digits, which depend on the machine and on the number of threads.

    Whole numbers stay as they are; others keep ten significant digits, and six places more than are printed.

    Examples
    --------
    >>> meant(0.22993418886279784, 1, "share"), meant(3e-17, 2, "persons"), meant(123456789012345.0, 0, "money")
    (0.229934189, 0.0, 123456789012345.0)
    """
    if value == 0 or not math.isfinite(value) or value.is_integer():
        return value
    digits = DIGITS - 1 - math.floor(math.log10(abs(value)))
    # Adding 0.0 makes -0.0, which rounding leaves of a small negative number, 0.0.
    return round(value, min(digits, _places(decimals, unit))) + 0.0


def resolution(claim: Claim) -> float:
    """The step between two stored values of a claim, in its unit."""
    return float(10.0 ** -_places(claim.decimals, claim.unit))


def _places(decimals: int, unit: str) -> int:
    return decimals + BEYOND + (2 if unit == SHARE else 0)


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, default=list).encode()).hexdigest()[:12]

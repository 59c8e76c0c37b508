"""Estimates: values that no source states, with their doubt and how they were made."""

from __future__ import annotations

from dataclasses import dataclass

from qonys.model.observation import Status


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with an interval; what one capability hands to another.

    `low` and `high` bound the value with probability `level`; `method` names how.
    """

    value: float
    low: float
    high: float
    level: float
    status: Status
    method: str

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"the value {self.value} is outside its interval {self.low} to {self.high}")
        if not 0 < self.level < 1:
            raise ValueError(f"the level of an interval is between 0 and 1, got {self.level}")

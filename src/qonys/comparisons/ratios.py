"""Ratios: which figures may be divided by each other, like by like, and why others may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qonys.comparisons.statements import Refusal, Why

if TYPE_CHECKING:
    from qonys.model import Period


@dataclass(frozen=True)
class Terms:
    """What a figure is: whom it counts, when, in which borders, of which version, where. Empty: not stated."""

    group: str = ""
    period: Period | None = None
    borders: int = 0
    version: str = ""
    area: str = ""

    @property
    def days(self) -> int:
        """Length of the period; a stock has one day."""
        return 0 if self.period is None else (self.period.last - self.period.first).days + 1


TOLERANCE = 3
"""Days by which two years, or two quarters, may differ."""


def unlike(over: Terms, under: Terms) -> Refusal | None:
    """Why two figures may not be divided by each other; none if they may.

    A ratio divides the same group over a period of the same length and the same time, in the
    same borders, of the same version.

    Examples
    --------
    >>> unlike(Terms(group="all"), Terms(group="returnees")).why.value
    'other-group'
    """
    pairs = (
        (Why.OTHER_GROUP, over.group, under.group),
        (Why.OTHER_VERSION, over.version, under.version),
        (Why.OTHER_BORDERS, over.borders, under.borders),
    )
    for why, one, other in pairs:
        if one != other and (why is not Why.OTHER_BORDERS or (one and other)):
            return Refusal(why, {"over": one, "under": other})
    if over.period is None or under.period is None:
        return None
    if abs(over.days - under.days) > TOLERANCE:
        return Refusal(Why.OTHER_LENGTH, {"over": over.period.code, "under": under.period.code})
    if over.period.last < under.period.first or under.period.last < over.period.first:
        return Refusal(Why.OTHER_PERIOD, {"over": over.period.code, "under": under.period.code})
    return None

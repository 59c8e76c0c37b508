"""Changes: one figure beside an earlier one of the same terms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import isnan
from typing import TYPE_CHECKING

from qonys.comparisons.statements import Refusal, Why

if TYPE_CHECKING:
    from qonys.comparisons.sets import Item


class Course(Enum):
    """Which way a figure went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True)
class Change:
    """What was, what is, and which way that is, as printed."""

    before: Item
    after: Item
    course: Course


def change(before: Item, after: Item, *, separate: bool = True) -> Change | Refusal:
    """One figure beside an earlier one.

    Parameters
    ----------
    before, after : Item
        Of one unit; their intervals, if they have any, have to be apart (`separate`).

    Returns
    -------
    Change or Refusal
        NO_FIGURES, OTHER_UNIT, NOT_SEPARABLE.

    Examples
    --------
    >>> from qonys.comparisons.sets import Item
    >>> change(Item("2016", 33_754.0), Item("2025", 16_805.0)).course.value
    'down'
    """
    if isnan(before.value) or isnan(after.value):
        return Refusal(Why.NO_FIGURES)
    units = {item.claim.unit for item in (before, after) if item.claim is not None}
    if len(units) > 1:
        return Refusal(Why.OTHER_UNIT, {"units": ", ".join(sorted(units))})
    if before.printed == after.printed:
        return Change(before, after, Course.SAME)
    (low, high), (least, most) = before.ends, after.ends
    if separate and not (low > most or least > high):
        return Refusal(Why.NOT_SEPARABLE, {"together": 2, "of": 2})
    return Change(before, after, Course.UP if after.value > before.value else Course.DOWN)

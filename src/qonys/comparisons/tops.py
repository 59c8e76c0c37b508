"""Tops: the first members of an order, and how many of them can be told from the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qonys.comparisons.ranks import in_order
from qonys.comparisons.statements import Refusal, Why
from qonys.comparisons.superlatives import End, disjoint

if TYPE_CHECKING:
    from qonys.comparisons.sets import Declared, Item


@dataclass(frozen=True)
class Top:
    """The first members of a declared set from one end on."""

    end: End
    declared: Declared
    shown: tuple[Item, ...]
    apart: int
    """How many of those shown can be told from the first."""


def top(
    declared: Declared, count: int, end: End = End.MOST, *, apart: Callable[[Item, Item], bool] | None = None
) -> Top | Refusal:
    """The first so many members, and how many of them the first is set apart from.

    Returns
    -------
    Top or Refusal
        NO_FIGURES, ONE_VALUE, OTHER_UNIT.

    Examples
    --------
    >>> from qonys.comparisons.sets import Declared, Item, Kind
    >>> large = Item("a", 9.0, low=6.0, high=12.0), Item("b", 8.0, low=5.0, high=11.0)
    >>> found = top(Declared(Kind.FLOWS, (*large, Item("c", 2.0, low=1.0, high=3.0))), 3)
    >>> [item.label for item in found.shown], found.apart
    (['a', 'b', 'c'], 1)
    """
    known = len(declared.known)
    if known < 2:
        return Refusal(Why.ONE_VALUE if known else Why.NO_FIGURES, {"of": declared.size})
    if len(declared.units) > 1:
        return Refusal(Why.OTHER_UNIT, {"units": ", ".join(sorted(declared.units))})
    shown = tuple(item for item in in_order(declared, end) if item.known)[:count]
    separate = apart or disjoint
    return Top(end, declared, shown, sum(separate(shown[0], item) for item in shown[1:]))

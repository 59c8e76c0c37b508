"""Superlatives: who has the most or the least of a declared set, and who cannot be told from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from qonys.comparisons.statements import Refusal, Why

if TYPE_CHECKING:
    from qonys.comparisons.sets import Aggregate, Declared, Item
    from qonys.model import Claim

MOST_NAMED = 3
"""So many are named together at most; of more the sentence says that they cannot be told apart."""


class End(Enum):
    """Which end of the order is meant."""

    MOST = "most"
    LEAST = "least"

    @property
    def sign(self) -> int:
        """1 where more is further, −1 where less is."""
        return 1 if self is End.MOST else -1


@dataclass(frozen=True)
class Superlative:
    """Who stands at one end of a declared set: one, those that tie, or those that intervals do not separate."""

    end: End
    declared: Declared
    leaders: tuple[Item, ...]
    tied: bool
    """Whether the leaders print alike."""
    counter: tuple[Aggregate, ...] = ()
    """Sums outside the figures that say that an unknown member goes further: the set is the known ones alone."""

    @property
    def first(self) -> Item:
        """The leader that stands for all; of several that cannot be told apart the one with the most extreme value."""
        return self.leaders[0]

    @property
    def alone(self) -> bool:
        """Whether there is one leader."""
        return len(self.leaders) == 1

    @property
    def claim(self) -> Claim | None:
        """The claim of the leader's value."""
        return self.first.claim


def superlative(
    declared: Declared,
    end: End = End.MOST,
    *,
    needs: int = 0,
    apart: Callable[[Item, Item], bool] | None = None,
    named: int = MOST_NAMED,
) -> Superlative | Refusal:
    """Who has the most, or the least, of a declared set.

    Values that print alike tie; a leader that its interval does not separate from others is
    named with them. Known sums are searched for a counter-example: where the mean of one is
    beyond the leader, a member without a figure goes further, and the statement holds of the
    known members only (`counter`).

    Parameters
    ----------
    declared : Declared
    end : End
    needs : int
        Sign that the words need: 1 “gains most”, −1 “loses most”, 0 none.
    apart : callable, optional
        Whether the leader (first) can be told from another: a probability, draws they share.
        Their intervals decide if left out.
    named : int
        How many are named together at most.

    Returns
    -------
    Superlative or Refusal
        NO_FIGURES, ONE_VALUE, ALL_EQUAL, OTHER_UNIT, WRONG_SIGN (with the value), NOT_SEPARABLE
        (with how many cannot be told from the first).

    Examples
    --------
    >>> from qonys.comparisons.sets import Declared, Item, Kind
    >>> years = Declared(Kind.YEARS, (Item("2023", 3.0), Item("2024", 5.0), Item("2025", 5.0)))
    >>> [item.label for item in superlative(years).leaders]
    ['2024', '2025']
    """
    known = declared.known
    if (refused := _refused(declared)) is not None:
        return refused
    ranked = sorted(known, key=lambda item: -end.sign * item.value)
    first = ranked[0]
    if needs and needs * first.value <= 0:
        return Refusal(Why.WRONG_SIGN, {"value": first.value, "of": len(known)})
    ties = [item for item in known if item.printed == first.printed]
    separate = apart or disjoint
    leaders = [item for item in ranked if item in ties or not separate(first, item)]
    if len(ties) == len(known):
        return Refusal(Why.ALL_EQUAL, {"value": first.value, "of": len(known)})
    if len(leaders) > named or len(leaders) == len(known):
        return Refusal(Why.NOT_SEPARABLE, {"together": len(leaders), "of": len(known)})
    counter = tuple(a for a in declared.aggregates if end.sign * (a.mean - first.value) > 0)
    return Superlative(end, declared, tuple(leaders), len(ties) == len(leaders), counter)


def _refused(declared: Declared) -> Refusal | None:
    known = len(declared.known)
    if known < 2:
        return Refusal(Why.ONE_VALUE if known else Why.NO_FIGURES, {"of": declared.size})
    if len(declared.units) > 1:
        return Refusal(Why.OTHER_UNIT, {"units": ", ".join(sorted(declared.units))})
    return None


def disjoint(one: Item, other: Item) -> bool:
    """Whether two intervals have nothing in common."""
    (low, high), (least, most) = one.ends, other.ends
    return low > most or least > high

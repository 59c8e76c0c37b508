"""Ranks: the place of one member in a declared set, of how many, with ties and the places that an interval allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qonys.comparisons.statements import Refusal, Why
from qonys.comparisons.superlatives import End

if TYPE_CHECKING:
    from qonys.comparisons.sets import Declared, Item
    from qonys.model import Claim


@dataclass(frozen=True)
class Rank:
    """A place: by what (the unit), from which end, of how many.

    `place` to `last` are the places of those that tie; `claim` is the rank as a number that
    can be computed again, if there is one.
    """

    item: Item
    end: End
    place: int
    last: int
    declared: Declared
    unit: str = ""
    claim: Claim | None = None

    @property
    def of(self) -> int:
        """Out of how many: members with a value."""
        return len(self.declared.known)

    @property
    def tied(self) -> int:
        """How many others share the place."""
        return self.last - self.place


def rank(
    declared: Declared, label: object, end: End = End.MOST, *, needs: int = 0, claim: Claim | None = None
) -> Rank | Refusal:
    """The place of a member in a declared set, 1 at the named end.

    Parameters
    ----------
    declared : Declared
        One unit: a rate and a count have no common order. With `needs` the set is narrowed to
        the members of that sign: “2nd of those that lose”.
    label : object
        The member.
    end : End
        Where 1 stands.
    needs : int
        1: among members above zero; −1: below zero; 0: all.
    claim : Claim, optional
        The same rank from a computation.

    Returns
    -------
    Rank or Refusal
        NO_FIGURES (the member has none), ONE_VALUE, OTHER_UNIT, WRONG_SIGN (it is not among
        the members of that sign).

    Raises
    ------
    ValueError
        If the rank of the computation is another: a mistake of the program.

    Examples
    --------
    >>> from qonys.comparisons.sets import Declared, Item, Kind
    >>> set = Declared(Kind.AREAS, (Item("a", -3.0), Item("b", -1.0), Item("c", 2.0)))
    >>> found = rank(set, "a", End.LEAST, needs=-1)
    >>> found.place, found.of
    (1, 2)
    """
    from dataclasses import replace

    own = declared.find(label)
    if own is None or not own.known:
        return Refusal(Why.NO_FIGURES, {"of": declared.size})
    if needs:
        kept = tuple(item for item in declared.known if needs * item.value > 0)
        if own not in kept:
            return Refusal(Why.WRONG_SIGN, {"value": own.value})
        declared = replace(declared, items=kept, all=len(kept))
    if len(declared.known) < 2:
        return Refusal(Why.ONE_VALUE, {"of": declared.size})
    if len(declared.units) > 1:
        return Refusal(Why.OTHER_UNIT, {"units": ", ".join(sorted(declared.units))})
    ahead = sum(end.sign * (item.printed - own.printed) > 0 for item in declared.known)
    level = sum(item.printed == own.printed for item in declared.known)
    place = ahead + 1
    if claim is not None and not place <= claim.printed <= ahead + level:
        raise ValueError(f"{label} ranks {place} of the set, the computation says {claim.printed}")
    return Rank(own, end, place, ahead + level, declared, next(iter(declared.units), ""), claim)


def in_order(declared: Declared, end: End = End.MOST) -> tuple[Item, ...]:
    """Members from one end on, those without a value last; equals stay in the order given."""
    rest = tuple(item for item in declared.items if not item.known)
    return (*sorted(declared.known, key=lambda item: -end.sign * item.value), *rest)

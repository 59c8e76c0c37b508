"""Ratios: like by like, a share of the published total, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from qonys.comparisons.statements import Refusal, Why

if TYPE_CHECKING:
    from qonys.model import Claim, Period


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


@dataclass(frozen=True)
class Quantity:
    """A figure with its terms."""

    value: float
    terms: Terms
    claim: Claim | None = None


@dataclass(frozen=True)
class Ratio:
    """One figure over another of the same terms; of a share, what it is a part of."""

    value: float
    over: Quantity
    under: Quantity
    summed: bool = False
    """Whether the denominator is the sum of all parts because no total is published."""


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


def ratio(over: Quantity, under: Quantity) -> Ratio | Refusal:
    """One figure over another, if they are alike.

    Returns
    -------
    Ratio or Refusal
        NO_FIGURES, ZERO, or what `unlike` says.
    """
    if isnan(over.value) or isnan(under.value):
        return Refusal(Why.NO_FIGURES)
    if (refused := unlike(over.terms, under.terms)) is not None:
        return refused
    if under.value == 0:
        return Refusal(Why.ZERO)
    return Ratio(over.value / under.value, over, under)


def share(
    part: Quantity, total: Quantity | None, parts: Sequence[Quantity] = (), *, whole: bool = False
) -> Ratio | Refusal:
    """A part of its total: of the published one where there is one, of the sum of all parts otherwise.

    Parameters
    ----------
    part : Quantity
    total : Quantity, optional
        As published.
    parts : sequence of Quantity
        The known parts.
    whole : bool
        Whether these are all parts: the sum of what happens to be known is no total.

    Returns
    -------
    Ratio or Refusal
        As `ratio`, and TOTAL_UNKNOWN.

    Examples
    --------
    >>> terms = Terms(group="all")
    >>> known = [Quantity(v, terms) for v in (30.0, 50.0)]
    >>> share(known[0], Quantity(100.0, terms), known).value, share(known[0], None, known).why.value
    (0.3, 'total-unknown')
    """
    if total is not None and not isnan(total.value):
        return ratio(part, total)
    if not whole or any(isnan(p.value) for p in parts):
        return Refusal(Why.TOTAL_UNKNOWN, {"known": sum(not isnan(p.value) for p in parts)})
    found = ratio(part, Quantity(sum(p.value for p in parts), part.terms))
    return found if isinstance(found, Refusal) else Ratio(found.value, part, found.under, summed=True)

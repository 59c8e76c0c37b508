"""Newest: the last period that serves, and why later ones do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qonys.comparisons.statements import Refusal, Why

if TYPE_CHECKING:
    from qonys.model import Period


@dataclass(frozen=True)
class Candidate:
    """A period that has figures; `lacks` says why they do not serve, empty if they do."""

    period: Period
    lacks: str = ""


@dataclass(frozen=True)
class Newest:
    """The period that is taken, and the later ones that were passed over with their reasons."""

    period: Period
    passed: tuple[Candidate, ...] = ()


def newest(candidates: Iterable[Candidate]) -> Newest | Refusal:
    """The last period that serves.

    Returns
    -------
    Newest or Refusal
        NO_FIGURES where none serves, with the reason of the last.

    Examples
    --------
    >>> from qonys.model import Period
    >>> found = newest([Candidate(Period.parse("2024")), Candidate(Period.parse("2025"), "one part of five")])
    >>> found.period.code, found.passed[0].lacks
    ('2024', 'one part of five')
    """
    ordered = sorted(candidates, key=lambda c: (c.period.last, c.period.first), reverse=True)
    for place, candidate in enumerate(ordered):
        if not candidate.lacks:
            return Newest(candidate.period, tuple(ordered[:place]))
    return Refusal(Why.NO_FIGURES, {"lacks": ordered[0].lacks} if ordered else {})

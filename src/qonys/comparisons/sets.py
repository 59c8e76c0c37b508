"""Declared sets: the members that a comparison is made over, those without a figure, and sums over some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import isnan, nan

from qonys.model import Claim


class Kind(Enum):
    """What the members of a set are; the words of a set depend on it."""

    AREAS = "areas"
    YEARS = "years"
    MONTHS = "months"
    CELLS = "cells"
    """Monthly figures of regions: areas by months."""
    PARTS = "parts"
    """Parts of a whole: countries of origin, sectors, categories."""
    FLOWS = "flows"
    CRITERIA = "criteria"
    PAYING = "paying"
    """Measures that give more than they cost in most draws."""
    SOURCES = "sources"
    """Sources of doubt: what a variance is shared among."""
    CHOICES = "choices"
    """Choices of method."""
    CAPACITIES = "capacities"


@dataclass(frozen=True)
class Item:
    """One member: what it is called, its value (nan: none), its interval if it has one, the claim of its value.

    Several versions of one figure that disagree are an interval: `low` and `high` are the
    smallest and the largest of them.
    """

    label: object
    value: float
    claim: Claim | None = None
    low: float = nan
    high: float = nan
    said: object = None
    """What a sentence prints for the value; the claim if left out."""

    @property
    def known(self) -> bool:
        """Whether it has a value."""
        return not isnan(self.value)

    @property
    def printed(self) -> float:
        """The value as a reader sees it: two that print alike are equal."""
        return self.value if self.claim is None else self.claim.printed

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of the interval; the value itself where there is none."""
        return (self.value if isnan(self.low) else self.low, self.value if isnan(self.high) else self.high)

    @classmethod
    def of_versions(cls, label: object, values: Sequence[float], claim: Claim | None = None) -> Item:
        """A member of which several versions are known; its value is that of the last."""
        known = [v for v in values if not isnan(v)]
        if not known:
            return cls(label, nan)
        return cls(label, known[-1], claim, min(known), max(known))


@dataclass(frozen=True)
class Aggregate:
    """A known sum over members that are not known one by one: years of a span, regions of a group."""

    label: object
    total: float
    members: int
    claim: Claim | None = None

    @property
    def mean(self) -> float:
        """What one of its members has on average: one at least has as much, and one at most as little."""
        return self.total / self.members


@dataclass(frozen=True)
class Declared:
    """The set that a comparison is made over.

    `all`: how many members the set has, those without a figure too; the number of items if
    left out. `aggregates`: sums over members of the set that have no figure of their own.
    """

    kind: Kind
    items: tuple[Item, ...]
    all: int = 0
    aggregates: tuple[Aggregate, ...] = ()
    detail: object = None
    """What the set is part of, where the words of the set name it: the year of months."""

    @property
    def known(self) -> tuple[Item, ...]:
        """Members with a value, in the order given."""
        return tuple(item for item in self.items if item.known)

    @property
    def size(self) -> int:
        """How many members the set has."""
        return max(self.all, len(self.items))

    @property
    def whole(self) -> bool:
        """Whether every member has a value."""
        return len(self.known) == self.size

    @property
    def units(self) -> frozenset[str]:
        """Units of its claims: one, or a comparison is not made."""
        return frozenset(item.claim.unit for item in self.known if item.claim is not None)

    def find(self, label: object) -> Item | None:
        """The member of this label."""
        return next((item for item in self.items if item.label == label), None)


def spans(years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Years as spans without gaps.

    Examples
    --------
    >>> spans([2016, 2020, 2021, 2022])
    ((2016, 2016), (2020, 2022))
    """
    found: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return tuple(found)

"""Refusals: why a comparison cannot be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Why(Enum):
    """Reasons for which a comparison stays away."""

    NO_FIGURES = "no-figures"
    ONE_VALUE = "one-value"
    """There is nothing to compare with."""
    ALL_EQUAL = "all-equal"
    NOT_SEPARABLE = "not-separable"
    """Intervals do not set a leader apart from so many others that naming them says nothing."""
    WRONG_SIGN = "wrong-sign"
    """The words need a gain where all lose, or a loss where all gain."""
    CONTRADICTED = "contradicted"
    """A known sum says that a member without a figure of its own goes further."""
    BREAK = "break"
    """The series breaks before the period: what is counted changed."""
    OTHER_UNIT = "other-unit"
    OTHER_GROUP = "other-group"
    OTHER_LENGTH = "other-length"
    """Periods of different length: a part of a year is not a year."""
    OTHER_PERIOD = "other-period"
    OTHER_BORDERS = "other-borders"
    OTHER_VERSION = "other-version"
    NOT_MET = "not-met"
    """The figures are there, and what the sentence would say does not hold."""
    NOT_COMPUTED = "not-computed"
    """A computation that the sentence rests on refused these figures."""


@dataclass(frozen=True)
class Refusal:
    """A comparison that is not made: why, and what a reader needs to see it."""

    why: Why
    fields: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """False: `if found := superlative(…)` goes on with statements alone."""
        return False

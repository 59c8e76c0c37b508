"""Rules of law as data: dated rules with the act behind each, and dated parameters that they set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum

from qonys.errors import CannotCompute, NotFound

Texts = Mapping[str, str]


class Precision(Enum):
    """How exactly the first day of a rule is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Trust(Enum):
    """What a rule was read from."""

    ACT = "A"
    """The text of the act."""
    REPORT = "B"
    """A release or a report on it."""
    DOUBTFUL = "C"
    """A source that may be mistaken."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A span of days; the first is known to the day, the month or the year."""

    start: dt.date
    until: dt.date | None = None
    """Last day; none: still in force, as far as is known."""
    precision: Precision = Precision.DAY

    @property
    def surely_from(self) -> dt.date:
        """The first day that is in the span whatever the day of its beginning.

        Examples
        --------
        >>> Dated(dt.date(2025, 1, 1), None, Precision.YEAR).surely_from
        datetime.date(2026, 1, 1)
        """
        if self.precision is Precision.DAY:
            return self.start
        if self.precision is Precision.YEAR or self.start.month == 12:
            return dt.date(self.start.year + 1, 1, 1)
        return dt.date(self.start.year, self.start.month + 1, 1)

    def holds(self, day: dt.date) -> bool:
        """Whether the day is in the span, taking its beginning as written."""
        return self.start <= day and (self.until is None or day <= self.until)

    def surely_holds(self, day: dt.date) -> bool:
        """Whether the day is in the span even if it began as late as its precision allows."""
        return self.holds(day) and self.surely_from <= day

    def overlaps(self, other: Dated) -> bool:
        """Whether the two have a day in common."""
        end, other_end = self.until or dt.date.max, other.until or dt.date.max
        return self.start <= other_end and other.start <= end


class Kind(Enum):
    """What the text of a rule was taken from."""

    ACT = "act"
    DRAFT = "draft"
    """Of an act that is not in force."""
    REPORT = "report"
    """Of an act that was not read: a release, the press, a note on practice."""


@dataclass(frozen=True)
class Rule:
    """One rule and the act that it stands in."""

    id: str
    topic: str
    span: Dated
    act: Texts
    text: Texts
    trust: Trust
    number: str = ""
    act_date: dt.date | None = None
    url: str = ""
    kind: Kind = Kind.ACT


@dataclass(frozen=True)
class DatedValue:
    """A parameter in one span of days."""

    id: str
    value: float
    unit: str
    span: Dated
    reference: str
    """Id of a rule, or of a source of the pack."""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    """Path in the pack."""
    number: int = 0
    """Which of the parameters of the file, from 0."""


@dataclass(frozen=True)
class RuleBook:
    """All rules and dated parameters of a pack."""

    rules: Mapping[str, Rule]
    values: Mapping[str, tuple[DatedValue, ...]]
    """By id, in the order of their dates."""
    where: str = ""

    def at(self, id: str, day: dt.date, **dimensions: str) -> DatedValue | None:
        """The parameter in force on a day; none if no value is known for the day.

        Raises
        ------
        NotFound
            If there is no parameter of this id.
        """
        if id not in self.values:
            raise _unknown("rule-parameter-not-found", id, self.values, self.where)
        return next((v for v in self.values[id] if v.span.holds(day) and v.dimensions == dimensions), None)

    def value_at(self, id: str, day: dt.date, **dimensions: str) -> float:
        """The value in force on a day, in the unit of the parameter.

        Raises
        ------
        NotFound
            If there is no parameter of this id.
        CannotCompute
            If no value is known for the day.
        """
        found = self.at(id, day, **dimensions)
        if found is None:
            known = ", ".join(f"{v.span.start}–{v.span.until or ''}" for v in self.values[id])
            raise CannotCompute("rule-no-value", where=self.where, fix=known, name=id, day=str(day))
        return found.value


def _unknown(code: str, id: str, known: Mapping[str, object], where: str) -> NotFound:
    near = ", ".join(get_close_matches(id, known, n=3) or list(known)[:5])
    return NotFound(code, where=where, fix=near, name=id)

"""The procedure that a household goes through: steps with conditions and amounts, as data; and households."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from qonys.model.rules import Dated, RuleBook, Texts


class Fact(Enum):
    """What is asked of a household; the value is the name of the column in files."""

    STATUS = "status"
    REGION = "region"
    """Where it settles."""
    VISA_REGION = "visa_region"
    """Named in the visa."""
    PREVIOUS_REGION = "previous_region"
    """Where it lived before; empty abroad."""
    QUOTA = "quota"
    """Whether the region's commission included it in the quota."""
    MEMBERS = "members"
    WORKING_AGE = "working_age"
    EMPLOYED = "employed"
    """Whether a member has a job in the region."""
    ARRIVED = "arrived"
    """Day of arrival in the region."""
    YEARS = "years"
    """Whole years since the arrival; follows from that."""


class Operator(Enum):
    """How a condition compares a fact with its value."""

    IN = "in"
    """One of the values."""
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    """Less than a number, or than a dated parameter."""
    LISTED = "listed"
    """An area in the list of this id on the day."""
    KNOWN = "known"
    """The fact is given."""


class Per(Enum):
    """What an amount is multiplied by."""

    PERSON = "person"
    HOUSEHOLD = "household"


class Basis(Enum):
    """What a step rests on."""

    RULE = "rule"
    PRACTICE = "practice"
    """Seen in practice; no act that says it was found."""
    NOT_FOUND = "not_found"
    """Named, but no text that says what it consists of was found."""


@dataclass(frozen=True)
class Condition:
    """One condition of a step; a step applies if all of its conditions hold."""

    fact: Fact
    operator: Operator
    values: tuple[str, ...] = ()
    """Statuses, `yes` or `no`, the id of a list, or of a dated parameter."""
    number: float | None = None


@dataclass(frozen=True)
class Amount:
    """An amount: a parameter × persons or 1 × months; `low` to `high`, or up to `high` where there is no `low`."""

    low: str
    high: str
    per: Per
    months: str = ""
    """Parameter with the number of months; empty: paid once."""
    series: tuple[str, str] = ("", "")
    """Series of the pack that hold the same two parameters."""


@dataclass(frozen=True)
class Step:
    """One step of the procedure."""

    id: str
    order: int
    names: Texts
    text: Texts
    """What happens in the step."""
    gap: Texts
    """What is not known of it; empty if nothing is known to be missing."""
    basis: Basis
    references: tuple[str, ...]
    """Ids of rules, the one that carries the step first."""
    conditions: tuple[Condition, ...] = ()
    amount: Amount | None = None
    lasts: str = ""
    """Parameter with the years since the arrival that a duty lasts."""


@dataclass(frozen=True)
class AreaList:
    """Areas that a rule names, in a span of days and for some statuses."""

    id: str
    span: Dated
    areas: frozenset[str]
    statuses: frozenset[str]
    reference: str


@dataclass(frozen=True)
class ShownCase:
    """What a report shows: a household of a status, amounts since a year, and what they rest on."""

    status: str
    members: int
    since: int
    basis: Texts
    note: Texts


@dataclass(frozen=True)
class Procedure:
    """The steps in their order, the statuses a household may have, lists of areas, the unit of amounts."""

    steps: tuple[Step, ...]
    statuses: Mapping[str, Texts]
    lists: Mapping[str, tuple[AreaList, ...]]
    index: str
    """Parameter with the value of the unit of amounts in national currency."""
    unit: str
    currency: str
    rules: RuleBook
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Status by its names in any language, lower case."""
    shown: ShownCase | None = None
    """None: a report leaves the procedure out."""


@dataclass(frozen=True, slots=True)
class Household:
    """A household as far as it is known; what is not known is none or empty. Nothing else is ever asked."""

    members: int
    status: str = ""
    region: str = ""
    quota: bool | None = None
    working_age: int | None = None
    employed: bool | None = None
    arrived: dt.date | None = None
    visa_region: str = ""
    previous_region: str = ""
    id: str = ""

    def text(self, fact: Fact) -> str:
        """A fact as a word, `yes` or `no`; empty if it is not known."""
        value = getattr(self, fact.value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "" if value is None else str(value)

    def number(self, fact: Fact, day: dt.date) -> float | None:
        """A fact as a number; none if it is not known. Years are whole years since the arrival."""
        if fact is not Fact.YEARS:
            value = getattr(self, fact.value)
            return None if value is None else float(value)
        if self.arrived is None:
            return None
        years = day.year - self.arrived.year
        return years - (day < years_later(self.arrived, years))


def years_later(day: dt.date, years: int) -> dt.date:
    """The same day of another year; 1 March for 29 February where there is none; the last day that a calendar has.

    Examples
    --------
    >>> years_later(dt.date(2024, 2, 29), 5)
    datetime.date(2029, 3, 1)
    """
    if day.year + years > dt.MAXYEAR:
        return dt.date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)

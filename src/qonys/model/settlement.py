"""Households that look for a place, places and their limits. No field says of what people, faith or state anyone is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Need(Enum):
    """What a place has so much of and no more."""

    PERSONS = "persons"
    """A quota of persons."""
    PROGRAMME = "programme"
    """A quota of persons of one programme of the law; the limit's `kind` names it."""
    WORKERS = "jobs"
    """Jobs, whatever the occupation: each worker of a household takes one."""
    HOMES = "homes"
    """Homes; `kind` says for how many persons, empty for any number."""
    SCHOOL = "school"
    """School places."""


@dataclass(frozen=True, slots=True)
class Household:
    """One application."""

    id: str
    size: int
    workers: int = 0
    occupations: tuple[str, ...] = ()
    """Of its workers, at most as many."""
    children: int = 0
    """Of school age."""
    wishes: tuple[str, ...] = ()
    """Places or areas, the dearest first."""
    programme: str = ""
    """Whose quota the law counts it in; a limit, never a part of what is sought."""
    day: int | None = None
    """Day of the year on which it applies."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So much of a need in some places together."""

    places: tuple[str, ...]
    need: Need
    amount: float
    kind: str = ""
    label: str = ""
    """The place or the area that it is a limit of."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a household can be offered to settle."""

    id: str
    within: str = ""
    """The area that a district lies in."""
    open: bool = True
    largest: int | None = None
    """The most persons of one household that it can hold."""
    jobs: Mapping[str, float] = field(default_factory=dict)
    """Jobs looked for by occupation: matched as far as they go, never a limit."""


@dataclass(frozen=True)
class Settlement:
    """Who looks for a place, and what there is."""

    households: tuple[Household, ...]
    places: tuple[Place, ...]
    limits: tuple[Limit, ...]
    floors: Mapping[str, float] = field(default_factory=dict)
    """Least part: `place` of each quota that is filled, `size` of the households of each class of size placed."""
    jobs: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Jobs looked for by area and occupation, where an area states them for all its districts together."""
    scenario: bool = False
    """Whether the households are a marked scenario and no applications."""

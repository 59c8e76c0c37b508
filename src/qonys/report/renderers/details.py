"""What a reader can ask about a printed number: how it was computed, and which figures of which sources it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qonys.model import Status
from qonys.packs.locators import Located
from qonys.report.blocks import Label

MOST_SOURCES = 12
"""So many figures behind a number are listed; of more the rest is counted."""


@dataclass(frozen=True)
class SourceDetail:
    """One figure behind a number, and where a source states it."""

    publisher: Mapping[str, str]
    """Name by language."""
    title: Mapping[str, str]
    """By language; empty where the publisher says it all."""
    element: str
    located: tuple[Located, ...]
    vintage: str
    value: float | None = None
    """As stated; none if it is not to be shown."""
    status: Status = Status.NORMAL


@dataclass(frozen=True)
class ClaimDetail:
    """How one printed number came to be."""

    id: str
    unit: str
    decimals: int
    status: Status
    function: str
    about: tuple[Label, ...] = ()
    """Areas and periods that the number is about."""
    sources: tuple[SourceDetail, ...] = field(default=())
    """The first figures that it rests on."""
    more: int = 0
    """How many more there are."""
    vintages: frozenset[str] = frozenset()
    """Days on which its figures became known, ISO dates."""

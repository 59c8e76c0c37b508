"""Observations: what a source states, with everything needed to find it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from qonys.errors import BadInput
from qonys.model.period import Frequency, Period


class Status(Enum):
    """SDMX observation status, from the soundest to the worst."""

    NORMAL = "A"
    BREAK = "B"
    PROVISIONAL = "P"
    FORECAST = "F"
    IMPUTED = "I"
    ESTIMATED = "E"
    LOW_RELIABILITY = "U"
    SUPPRESSED = "Q"
    MISSING = "M"

    @property
    def rank(self) -> int:
        """0 for the soundest; a combined figure takes the worst of its parts."""
        return STATUS_ORDER.index(self.value)


STATUS_ORDER = tuple(status.value for status in Status)


def worst(statuses: Iterable[Status]) -> Status:
    """The status of a figure made of figures of these statuses.

    Examples
    --------
    >>> worst([Status.NORMAL, Status.PROVISIONAL]).value
    'P'
    """
    return max(statuses, key=lambda s: s.rank, default=Status.NORMAL)


class SourceKind(Enum):
    """How a figure came to us."""

    OFFICIAL = "official"
    PRESS = "press"
    DERIVED = "derived"
    PRINTED = "printed"

    @property
    def mixes(self) -> bool:
        """Whether a panel takes its figures without being asked for the source by name."""
        return self is not SourceKind.PRINTED


@dataclass(frozen=True, slots=True)
class Source:
    """Who published figures, and which of two the panel prefers."""

    id: str
    kind: SourceKind
    rank: int
    publisher: Mapping[str, str]
    title: Mapping[str, str]
    """By language; empty where the publisher says it all."""
    element: str = ""
    url: str = ""


def dimensions_text(dimensions: Mapping[str, str]) -> str:
    """The one way to write dimensions: `name=code` sorted by name, joined by `;`.

    Examples
    --------
    >>> dimensions_text({"sex": "F", "locality": "urban"})
    'locality=urban;sex=F'
    """
    return ";".join(f"{name}={dimensions[name]}" for name in sorted(dimensions))


def parse_dimensions(text: str) -> dict[str, str]:
    """The inverse of `dimensions_text`.

    Raises
    ------
    BadInput
        If a part is not `name=code` or a name stands twice.
    """
    parts = [part.partition("=") for part in text.split(";")] if text else []
    dimensions = {name: code for name, _, code in parts}
    if len(dimensions) != len(parts) or not all(name and code for name, _, code in parts):
        raise BadInput("dimensions", fix="sex=F;locality=urban", text=text)
    return dimensions


def parse_vintage(text: str) -> dt.date:
    """The day on which a figure was known at the latest: a month means its last day.

    Raises
    ------
    BadInput
        If the text is neither a year, a month nor a date.
    """
    period = Period.parse(text)
    if period.frequency not in (Frequency.YEAR, Frequency.MONTH, Frequency.DATE):
        raise BadInput("period", fix="2026, 2026-08, 2026-08-15", text=text)
    return period.last


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one source; missing is a row with a status and a reason, never 0."""

    indicator: str
    area: str
    borders: int
    period: Period
    dimensions: Mapping[str, str]
    value: float | None
    unit: str
    status: Status
    vintage: dt.date
    source: str
    locator: str = ""
    note: str = ""
    definition: str = ""

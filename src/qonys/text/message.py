"""Messages: what is to be said, by catalogue id, with arguments that each language words its own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from qonys.comparisons import Statement
from qonys.model import Claim, Period


class Language(Enum):
    """The languages of a report; all are equal."""

    KK = "kk"
    RU = "ru"
    EN = "en"


class Sign(Enum):
    """How a number shows its sign."""

    PLAIN = "plain"
    """Only a minus."""
    ALWAYS = "always"
    """Plus or minus: changes, balances in tables."""
    NEVER = "never"
    """The magnitude: the sentence says which way."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim in a sentence with a sign rule; a bare claim is `Shown` plainly."""

    claim: Claim
    sign: Sign = Sign.PLAIN


@dataclass(frozen=True, slots=True)
class PlaceName:
    """An area by its code; a message may use each of its case forms (`$area_gen`, `$area_loc`, …)."""

    code: str


@dataclass(frozen=True, slots=True)
class Items:
    """Several arguments said as a list: `A, B and C`."""

    parts: tuple[Argument, ...]


@dataclass(frozen=True)
class Message:
    """One sentence or label: a catalogue id and its arguments, the same in each language."""

    id: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    compares: tuple[Statement, ...] = ()
    """The comparisons that it says."""


Argument = Claim | Shown | PlaceName | Period | Message | Items | str | int | float
"""A float is an amount, written with its decimals as the language writes them; an int stands as it is."""

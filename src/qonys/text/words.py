"""Saying messages: a language's words for messages, areas, units, periods and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qonys.model import Claim, Period
from qonys.model.claim import SHARE
from qonys.text.message import Argument, Items, Language, Message, PlaceName, Shown, Sign
from qonys.text.numbers import magnitude_text, number_text
from qonys.text.periods import FORMS as PERIOD_FORMS
from qonys.text.periods import period_parts

if TYPE_CHECKING:
    from qonys.text.catalogue import Catalogue

AREA_FORMS = ("gen", "dat", "acc", "loc", "abl", "into", "ins", "short")
"""Case forms of a place name; `loc`, `abl` and `into` carry their preposition."""

PERCENT = "percent"

Label = Message | PlaceName | Period | str
"""What stands alone: on an axis, in a legend, at the head of a row; a bare string is not translated."""


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A number in a message: its claim and the text that is printed for it."""

    claim: Claim
    text: str


Piece = str | ClaimText
"""A part of a message: plain text, which a renderer escapes, or a number that has a claim."""

# While Fluent puts a message together, private characters stand for what it must not see:
# OPEN number CLOSE for a claim, RAISE before a text that gets a capital at the start of a sentence.
OPEN, CLOSE, RAISE = "\ue000", "\ue001", "\ue002"
_CLAIM = re.compile(f"{OPEN}(\\d+){CLOSE}")
_PRIVATE = re.compile(f"[{OPEN}{CLOSE}{RAISE}]")
_LOWER_START = re.compile(r"[^\W\d_]+(?=$|[\s,:;.()-])")


class Words:
    """The words of one language."""

    def __init__(self, language: Language, catalogue: Catalogue) -> None:
        self.language = language
        self._catalogue = catalogue

    def pieces(self, message: Message) -> tuple[Piece, ...]:
        """A message as text and claims, in order; joined they are `plain`.

        Raises
        ------
        CatalogueError
            If a message, a form or an argument is missing.
        """
        claims: list[ClaimText] = []
        text = _opened(self._said(message, claims))
        parts = _CLAIM.split(text)  # text, number of a claim, text, …
        found = [claims[int(part)] if i % 2 else part for i, part in enumerate(parts)]
        return tuple(piece for piece in found if piece)

    def plain(self, message: Message) -> str:
        """A message as mere text."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces(message))

    def label(self, label: Label) -> str:
        """A label as it stands alone: a period in its short form, a place with a capital."""
        match label:
            case Message():
                return self.plain(label)
            case PlaceName():
                return _opened(RAISE + self.area(label.code))
            case Period():
                return self.period(label, "short")
            case str():
                return label

    def area(self, code: str, form: str = "") -> str:
        """The name of an area as inside a sentence, plain or in a case form."""
        return self._catalogue.said(f"area-{code}", form)

    def period(self, period: Period, form: str = "") -> str:
        """A period, plain or in a form: `in`, `gen`, `abl`, `short`."""
        id, parts = period_parts(period, self._catalogue.said)
        return self._catalogue.said(id, form, parts)

    def unit(self, unit: str) -> str:
        """A unit as it heads a column or an axis."""
        return self._catalogue.said(_unit_id(unit))

    def number(self, value: float, decimals: int = 0, sign: Sign = Sign.PLAIN) -> str:
        """A number without its unit."""
        return number_text(self.language, value, decimals, sign)

    def quantity(self, claim: Claim, sign: Sign = Sign.PLAIN) -> str:
        """A claim's number with its unit."""
        id, number = _unit_id(claim.unit), self._number(claim, sign)
        if self._catalogue.has(id, "count"):
            return self._catalogue.said(id, "count", {"n": number})
        return f"{number.text} {self._catalogue.said(id)}"

    def _number(self, claim: Claim, sign: Sign) -> Number:
        from qonys.text.catalogue import Number

        value = abs(claim.printed) if sign is Sign.NEVER else claim.printed
        digits = magnitude_text(claim.printed, claim.decimals)
        return Number(value, digits, self.number(claim.printed, claim.decimals, sign))

    def _said(self, message: Message, claims: list[ClaimText]) -> str:
        return self._catalogue.said(message.id, "", _Arguments(self, message.arguments, claims))

    def _value(self, argument: Argument, form: str, claims: list[ClaimText]) -> object:
        """What Fluent gets for an argument: a number or text."""
        match argument:
            case Claim():
                return self._claim(Shown(argument), claims)
            case Shown():
                return self._claim(argument, claims)
            case PlaceName():
                return RAISE + self.area(argument.code, form)
            case Period():
                return RAISE + self.period(argument, form)
            case Message():
                return RAISE + _PRIVATE_START.sub("", self._said(argument, claims))
            case Items():
                return self._list([str(self._text(part, form, claims)) for part in argument.parts])
            case int():
                return self._integer(argument)
            case str():
                return _PRIVATE.sub("", argument)

"""Saying messages: a language's words for messages, areas, units, periods and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qonys.model import Claim, Period
from qonys.model.claim import SHARE
from qonys.text import kazakh
from qonys.text.message import Argument, Items, Language, Message, PlaceName, Shown, Sign
from qonys.text.numbers import MINUS, amount_text, magnitude_text, number_text
from qonys.text.periods import FORMS as PERIOD_FORMS
from qonys.text.periods import period_parts

if TYPE_CHECKING:
    from qonys.text.catalogue import Catalogue, Number

AREA_FORMS = ("gen", "dat", "acc", "loc", "abl", "into", "ins", "short")
"""Case forms of a place name; `loc`, `abl` and `into` carry their preposition."""

INSIDE = "inside"
OTHER_FORMS = (INSIDE, *kazakh.FORMS)
"""A term inside a sentence, without its capital; endings of a number in digits."""

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
_FIRST_WORD = re.compile(r"[^\W\d_]+(?=$|[\s,:;()-])")
"""A plain word: neither an address nor an id."""
_CAPITAL = re.compile(r"^[^\W\d_](?=[^\W\d_]*[a-zа-яёәғқңөұүһі](?:[\s,:;()-]|$))")
"""The capital of a common word; abbreviations and addresses keep theirs."""


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

    def _number(self, claim: Claim, sign: Sign, text: str = "") -> Number:
        """A claim's number for Fluent; it prints `text`, or itself."""
        from qonys.text.catalogue import Number

        value = abs(claim.printed) if sign is Sign.NEVER else claim.printed
        digits = magnitude_text(claim.printed, claim.decimals)
        return Number(value, digits, text or self.number(claim.printed, claim.decimals, sign))

    def _said(self, message: Message, claims: list[ClaimText], form: str = "") -> str:
        arguments = _Arguments(self, message.arguments, claims)
        try:
            return self._catalogue.said(message.id, form, arguments)
        except KeyError as error:
            raise arguments.fault or error from None

    def _value(self, argument: Argument, form: str, claims: list[ClaimText]) -> object:
        """What Fluent gets for an argument: a number or text."""
        match argument:
            case PlaceName():
                return RAISE + self.area(argument.code, form.replace(INSIDE, ""))
            case Period():
                return RAISE + self.period(argument, form.replace(INSIDE, ""))
            case Items():
                return self._list([self._value(part, form, claims) for part in argument.parts])
        if form:
            return self._formed(argument, form, claims)
        match argument:
            case Claim():
                return self._claim(Shown(argument), claims)
            case Shown():
                return self._claim(argument, claims)
            case Message():
                return RAISE + self._said(argument, claims)
            case int() | float():
                return self._amount(argument)
            case str():
                return _PRIVATE.sub("", argument)

    def _amount(self, amount: float) -> object:
        """A number that is no claim: whole ones choose the words that follow them."""
        from qonys.text.catalogue import Number

        if isinstance(amount, int):
            return Number(amount, str(abs(amount)), f"{amount}".replace("-", MINUS))
        return amount_text(self.language, amount)

    def _formed(self, argument: Argument, form: str, claims: list[ClaimText]) -> object:
        """A term in one of its forms, plainly where it has none; the ending of a number, which only Kazakh writes."""
        if isinstance(argument, Message):
            text = self._said(argument, claims, form if self._catalogue.has(argument.id, form) else "")
            return RAISE + (_CAPITAL.sub(lambda found: found[0].lower(), text) if form == INSIDE else text)
        if form == INSIDE:
            return self._value(argument, "", claims)
        if form not in kazakh.FORMS or self.language is not Language.KK:
            raise KeyError(form)
        match argument.claim if isinstance(argument, Shown) else argument:
            case Claim(unit=unit) if unit in (SHARE, PERCENT):
                return kazakh.ending(kazakh.PERCENT_WORD, form)
            case Claim() as claim:
                digits = magnitude_text(claim.printed, claim.decimals)
            case int() as count:
                digits = str(abs(count))
            case _:
                raise KeyError(form)
        return kazakh.ending(kazakh.last_word(digits), form)

    def _claim(self, shown: Shown, claims: list[ClaimText]) -> Number:
        """A claim in a message: what has a percent sign carries it, other units are the message's affair."""
        claim = shown.claim
        number = self._number(claim, shown.sign)
        text = self.quantity(claim, shown.sign) if claim.unit in (SHARE, PERCENT) else number.text
        claims.append(ClaimText(claim, text))
        return self._number(claim, shown.sign, f"{OPEN}{len(claims) - 1}{CLOSE}")

    def _list(self, values: Sequence[object]) -> str:
        """`A, B and C`."""
        texts = [str(getattr(value, "text", value)) for value in values]
        if len(texts) < 2:
            return "".join(texts)
        return self._catalogue.said("list-last", "", {"first": ", ".join(texts[:-1]), "last": texts[-1]})


class _Arguments(Mapping[str, object]):
    """The arguments of a message for Fluent, each made when it is asked for: `$area_gen` is a form of `area`."""

    def __init__(self, words: Words, arguments: Mapping[str, Argument], claims: list[ClaimText]) -> None:
        self._words, self._arguments, self._claims = words, arguments, claims
        self.fault: Exception | None = None
        """What went wrong inside an argument; Fluent would only say that there is none."""

    def __getitem__(self, name: str) -> object:
        form = ""
        if name not in self._arguments:
            name, _, form = name.rpartition("_")
            if name not in self._arguments or form not in (*AREA_FORMS, *PERIOD_FORMS, *OTHER_FORMS):
                raise KeyError(name)
        try:
            return self._words._value(self._arguments[name], form, self._claims)
        except Exception as error:
            self.fault = error
            raise

    def __iter__(self) -> Iterator[str]:
        return iter(self._arguments)

    def __len__(self) -> int:
        return len(self._arguments)


def load_words(language: Language, extra: Sequence[str] = ()) -> Words:
    """The words of a language, with further Fluent texts: the names of a pack.

    Raises
    ------
    BadInput
        If a further text is not Fluent.
    """
    from qonys.text.catalogue import load_catalogue

    return Words(language, load_catalogue(language, extra))


def render_text(words: Words, message: Message) -> str:
    """A message as mere text, for a terminal."""
    return words.plain(message)


def _unit_id(unit: str) -> str:
    return f"unit-{unit.replace('_', '-')}"


def _opened(text: str) -> str:
    """The text without marks; a place, a period or a term that it begins with gets a capital."""
    bare = text.lstrip(RAISE)
    if bare != text and (word := _FIRST_WORD.match(bare)) and word[0].islower():
        bare = bare[0].upper() + bare[1:]
    return bare.replace(RAISE, "")

"""Words: messages of the catalogues in one language, with claims kept apart so that a page can mark them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.model import Claim, Period
from qonys.text import numbers
from qonys.text.message import Argument, Items, Language, Message, PlaceName, Shown, Sign
from qonys.text.periods import forms

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle, FluentResource

FORMS = ("short", "gen", "dat", "acc", "loc", "abl", "into", "ins")
"""Forms of a place that a message may use: `$area_gen`."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_LISTS = {Language.KK: " және ", Language.RU: " и ", Language.EN: " and "}


@dataclass(frozen=True, slots=True)
class ClaimPiece:
    """The printed text of a claim inside a sentence."""

    text: str
    claim: Claim


Piece = str | ClaimPiece


class MissingMessage(KeyError):
    """A catalogue lacks a message: a fault of ours, never shown as a text."""


@dataclass(frozen=True)
class Words:
    """Everything that is said in one language.

    A message may use of an argument `x`: a claim as `$x` (its text) and `$x_n` (its
    printed magnitude, for plurals); a place as `$x` and its forms `$x_gen`, `$x_loc`, …;
    a period as `$x`, `$x_in`, `$x_gen`, `$x_abl`, `$x_short`.
    """

    language: Language
    bundle: FluentBundle
    _said: dict[str, str] = field(default_factory=dict)

    def pieces(self, message: Message) -> tuple[Piece, ...]:
        """A message as plain text and claims, in order; the first letter is a capital."""
        claims: list[ClaimPiece] = []
        text = _capital(self._format(message, claims))
        found: list[Piece] = []
        for i, part in enumerate(_MARK.split(text)):
            if i % 2:
                found.append(claims[int(part)])
            elif part:
                found.append(part)
        return tuple(found)

    def plain(self, message: Message) -> str:
        """A message as plain text."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces(message))

    def label(self, label: Message | PlaceName | Period | str) -> str:
        """What stands on an axis, in a heading or in a cell."""
        match label:
            case str():
                return label
            case PlaceName(code):
                return _capital(self.area(code))
            case Period():
                return forms(label, self.language)["short" if len(label.code) == 4 else ""]
            case Message():
                return self.plain(label)

    def area(self, code: str, form: str = "") -> str:
        """The name of an area in one of its forms."""
        return self._named(f"area-{code}", form)

    def unit(self, unit: str) -> str:
        """The name of a unit."""
        return self._named(f"unit-{unit.replace('_', '-')}")

    def number(self, value: float, decimals: int = 0, sign: Sign = Sign.PLAIN) -> str:
        """A number as the language prints it."""
        return numbers.number(value, decimals, sign, self.language)

    def quantity(self, claim: Claim, sign: Sign = Sign.PLAIN) -> str:
        """A claim's number with a percent sign or its unit."""
        text = numbers.quantity(claim, sign, self.language)
        return (
            text if claim.unit in ("share", "percent", "count", "rank", "ratio") else f"{text} {self.unit(claim.unit)}"
        )

    def has(self, id: str) -> bool:
        """Whether the catalogues have a message of this id."""
        return bool(self.bundle.has_message(id))

    def _named(self, id: str, form: str = "") -> str:
        key = f"{id}.{form}"
        if key not in self._said:
            self._said[key] = self._pattern(id, form, {})
        return self._said[key]

    def _format(self, message: Message, claims: list[ClaimPiece]) -> str:
        arguments: dict[str, str | float] = {}
        for name, argument in message.arguments.items():
            arguments |= self._variables(name, argument, claims)
        return self._pattern(message.id, "", arguments)

    def _variables(self, name: str, argument: Argument, claims: list[ClaimPiece]) -> dict[str, str | float]:
        match argument:
            case Claim() | Shown():
                shown = argument if isinstance(argument, Shown) else Shown(argument)
                claims.append(ClaimPiece(numbers.quantity(shown.claim, shown.sign, self.language), shown.claim))
                return {name: f"{_OPEN}{len(claims) - 1}{_CLOSE}", f"{name}_n": abs(shown.claim.printed)}
            case PlaceName(code):
                return {name: self.area(code), **{f"{name}_{form}": self.area(code, form) for form in FORMS}}
            case Period():
                said = forms(argument, self.language)
                return {f"{name}_{form}" if form else name: text for form, text in said.items()}
            case Message():
                return {name: self._format(argument, claims)}
            case Items(parts):
                return {name: self._listed([str(self._variables("x", part, claims)["x"]) for part in parts])}
            case int():
                return {name: str(argument), f"{name}_n": argument}
            case str():
                return {name: argument}

    def _listed(self, parts: Sequence[str]) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return ", ".join(parts[:-1]) + _LISTS[self.language] + parts[-1]

    def _pattern(self, id: str, attribute: str, arguments: Mapping[str, str | float]) -> str:
        if not self.bundle.has_message(id):
            raise MissingMessage(f"{self.language.value}: {id}")
        message = self.bundle.get_message(id)
        pattern = message.attributes.get(attribute) if attribute else message.value
        if pattern is None:
            raise MissingMessage(f"{self.language.value}: {id}.{attribute}")
        text, errors = self.bundle.format_pattern(pattern, dict(arguments))
        if errors:
            raise MissingMessage(f"{self.language.value}: {id}: {errors[0]}")
        return str(text)


def load_words(language: Language, extra: Sequence[str] = ()) -> Words:
    """The words of a language; `extra` are Fluent texts of a pack, which may override ours."""
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language.value], use_isolating=False)
    for resource in _catalogues(language):
        bundle.add_resource(resource)
    for text in extra:
        bundle.add_resource(FluentResource(text), allow_overrides=True)
    return Words(language, bundle)


def catalogue_files(language: Language) -> tuple[Path, ...]:
    """The catalogues of a language."""
    return tuple(sorted(Path(str(files("qonys.text"))).joinpath("locales", language.value).glob("*.ftl")))


@cache
def _catalogues(language: Language) -> tuple[FluentResource, ...]:
    from fluent.runtime import FluentResource

    return tuple(FluentResource(path.read_text("utf-8")) for path in catalogue_files(language))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Where a source states a figure: the phrases of locators.csv, each in three languages.

A locator is a row of phrases with `; ` between them; an address stands as it is. A phrase may
have parts in braces: `row {label}, {period}`. A `{label}` is kept word for word, a `{period}` is
written as each language writes it, a part with the name of a codelist is one of its codes, and
`{rest}` is a phrase itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qonys.packs.read import Faults, read_csv

FILE = "locators.csv"
ADDRESS = ("http://", "https://")
LANGUAGES = ("kk", "ru", "en")
PERIOD, REST = "period", "rest"
_SHAPES = {
    PERIOD: r"\d{4}(?:-Q[1-4]|-\d{2}(?:-\d{2}|/\d{2})?)?",
    "number": r"\d[\d.a-z]*",
    "number2": r"\d[\d.a-z]*",
    "ages": r"\d+-\d+|\d+",
    "site": r"[\w-]+(?:\.[\w-]+)+",
    "label": ".+?",
    REST: ".+",
}
VERBATIM = frozenset(_SHAPES) - {PERIOD, REST}
"""Parts that are kept word for word."""
_CODE = "[A-Z][A-Z_]*"
_PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Phrase:
    """A phrase by language, with the names of its parts in the order of the locator."""

    text: str
    said: Mapping[str, str]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Located:
    """A phrase with what stands for its parts; without a phrase, an address or words of a user."""

    phrase: Phrase | None
    values: tuple[str | Located, ...] = ()


class Locators:
    """The phrases of a pack."""

    def __init__(self, phrases: Iterable[Phrase] = ()) -> None:
        self.phrases = tuple(phrases)
        self._plain = {p.text: p for p in self.phrases if not p.parts}
        # The phrase with the most words of its own comes first: `row {label}, rural` before `row {label}`.
        made = sorted((p for p in self.phrases if p.parts), key=lambda p: -len(_PART.sub("", p.text)))
        self._made = [(p, _pattern(p)) for p in made]
        self._phrase = lru_cache(maxsize=65536)(self._find)

    def read(self, locator: str) -> tuple[Located, ...]:
        """The phrases of a locator; what the pack has no words for stands as it is."""
        return tuple(self._phrase(text) or Located(None, (text,)) for text in locator.split("; ") if text)

    def unknown(self, locator: str) -> str:
        """The first phrase of a locator that the pack has no words for, or nothing."""
        return next((text for text in locator.split("; ") if text and self._phrase(text) is None), "")

    def _find(self, text: str) -> Located | None:
        if text.startswith(ADDRESS):
            return Located(None, (text,))
        if text in self._plain:
            return Located(self._plain[text])
        for phrase, pattern in self._made:
            found = pattern.fullmatch(text)
            if found is not None and (values := self._values(phrase, found)) is not None:
                return Located(phrase, values)
        return None

    def _values(self, phrase: Phrase, found: re.Match[str]) -> tuple[str | Located, ...] | None:
        values: list[str | Located] = []
        for part in phrase.parts:
            value: str | Located | None = self._phrase(found[part]) if part == REST else found[part]
            if value is None:
                return None
            values.append(value)
        return tuple(values)


def _pattern(phrase: Phrase) -> re.Pattern[str]:
    pieces = _PART.split(phrase.text)  # text, part, text, …
    shaped = (f"(?P<{p}>{_SHAPES.get(p, _CODE)})" if i % 2 else re.escape(p) for i, p in enumerate(pieces))
    return re.compile("".join(shaped))


def read_locators(root: Path, faults: Faults) -> Locators:
    """The phrases of a pack; a language that is missing, or has other parts, is a fault."""
    path = root / FILE
    phrases: list[Phrase] = []
    if not os.path.isfile(path):
        return Locators()
    for row in read_csv(path, ("locator", *LANGUAGES), faults):
        text = row.cells["locator"]
        said = {language: row.cells[language] for language in LANGUAGES}
        parts = tuple(_PART.findall(text))
        for language, words in said.items():
            if not words:
                row.fault("text-missing", language, text=text, lang=language)
            elif set(_PART.findall(words)) != set(parts):
                row.fault("parts-differ", language, text=text, other=words)
        phrases.append(Phrase(text, said, parts))
    return Locators(phrases)

"""What the page carries for its scripts: the claims with their sources, and the words of the popover."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from qonys.model import Period, Status
from qonys.packs.locators import ADDRESS, PERIOD, VERBATIM, Located
from qonys.report.blocks import Label
from qonys.report.renderers.details import ClaimDetail, SourceDetail
from qonys.report.renderers.interface import POPOVER, status, ui
from qonys.text import Language, Words, say


def claims_json(details: Iterable[ClaimDetail], words: Mapping[Language, Words]) -> str:
    """The claims as JSON: each source, phrase and term stands once, claims refer to them by number."""
    book = Book(words)
    claims = {d.id: book.claim(d) for d in details}
    units = sorted({claim[0] for claim in claims.values()})
    return embedded(
        {
            "claims": claims,
            "terms": book.terms,
            "phrases": book.phrases,
            "sources": book.sources,
            "units": {unit: {lang.value: said.unit(unit) for lang, said in words.items()} for unit in units},
            "words": {
                lang.value: {name: ui(said, name, count="#") for name in POPOVER} for lang, said in words.items()
            },
            "statuses": {lang.value: {s.value: status(said, s) for s in Status} for lang, said in words.items()},
        }
    )


class Book:
    """What claims refer to by number: sources, terms and phrases, each once and in all languages."""

    def __init__(self, words: Mapping[Language, Words]) -> None:
        self.words = words
        self.sources: list[dict[str, object]] = []
        self.terms: dict[str, list[str]] = {language.value: [] for language in words}
        self.phrases: dict[str, list[str]] = {language.value: [] for language in words}
        self._numbers: dict[object, int] = {}

    def claim(self, d: ClaimDetail) -> list[Any]:
        """Unit, status, how it was computed and what it is about, figures, how many more figures there are."""
        how = [self._term(say(f"how-{d.function.replace('.', '-').replace('_', '-')}")), *map(self._term, d.about)]
        figures = [self._figure(s) for s in d.sources]
        return [d.unit, d.status.value, how, figures, d.more]

    def _figure(self, source: SourceDetail) -> list[Any]:
        key = ("source", *sorted(source.publisher.items()), *sorted(source.title.items()), source.element)
        if key not in self._numbers:
            self._numbers[key] = len(self.sources)
            self.sources.append(
                {"publisher": dict(source.publisher), "title": dict(source.title), "element": source.element}
            )
        located = [self._located(each) for each in source.located if not _address(each)]
        vintage = self._term(Period.parse(source.vintage)) if source.vintage else None
        return [self._numbers[key], located, vintage, source.value, source.status.value]

    def _located(self, located: Located) -> Any:
        """A phrase with its parts: words as they stand, numbers of terms, or a phrase; other words as they stand."""
        phrase = located.phrase
        if phrase is None:
            return located.values[0]
        number = self._numbers.setdefault(("phrase", phrase.text), len(next(iter(self.phrases.values()))))
        if number == len(next(iter(self.phrases.values()))):
            for language, texts in self.phrases.items():
                text = phrase.said[language]
                for place, part in enumerate(phrase.parts):
                    text = text.replace(f"{{{part}}}", f"{{{place}}}")
                texts.append(text)
        return [number, *(self._part(*pair) for pair in zip(phrase.parts, located.values, strict=True))]

    def _part(self, part: str, value: str | Located) -> Any:
        if isinstance(value, Located):
            return self._located(value)
        if part == PERIOD:
            return self._term(Period.parse(value))
        return value if part in VERBATIM else self._term(say(f"code-{part}-{value}"))

    def _term(self, label: Label) -> int:
        """The number of a term: a period in full, all else as a label."""
        key = ("term", repr(label))
        if key not in self._numbers:
            self._numbers[key] = len(next(iter(self.terms.values())))
            for language, said in self.words.items():
                text = said.period(label) if isinstance(label, Period) else said.label(label)
                self.terms[language.value].append(text)
        return self._numbers[key]


def _address(located: Located) -> bool:
    return located.phrase is None and str(located.values[0]).startswith(ADDRESS)


def embedded(content: object) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

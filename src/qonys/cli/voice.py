"""Words of a printed table in the reader's language: heads, units, areas, periods, codes of results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from qonys.errors import QonysError
from qonys.text.visible import visible

if TYPE_CHECKING:
    from qonys.cli.audience import Audience
    from qonys.text import Language, Words
    from qonys.text.catalogue import Catalogue

_FILES = (
    "common", "shown", "page", "effects", "impact", "migration", "wellbeing", "plan_measures", "plan_procedure",
    "plan_quota", "plan_settlement",
)  # fmt: skip


class Voice:
    """Says what stands in a table; what it has no word for it says as it is written."""

    def __init__(self, now: Audience) -> None:
        self.language: Language = now.language
        self._pack, self._names, self._units, self._command = now.pack, now.names, now.units, now.command

    @cached_property
    def catalogue(self) -> Catalogue:
        """Words of the engine and of the pack."""
        from qonys.text.catalogue import load_catalogue

        extra = (self._pack.name_texts[self.language.value],) if self._pack is not None else ()
        return load_catalogue(self.language, extra, only=_FILES)

    @cached_property
    def _words(self) -> Words:
        from qonys.text.words import Words

        return Words(self.language, self.catalogue)

    def said(self, id: str, **arguments: object) -> str:
        """A message of the catalogues; a count may have forms."""
        from qonys.text.catalogue import Number
        from qonys.text.numbers import number_text

        given = {
            k: Number(v, str(v), number_text(self.language, v)) if isinstance(v, int) else v
            for k, v in arguments.items()
        }
        return self.catalogue.said(id, "", given)

    def head(self, command: Sequence[str], name: str) -> str:
        """The head of a column."""
        own = name.replace("_", "-")
        for id in (f"head-{'-'.join(command[:2])}-{own}", f"head-{own}"):
            if self._has(id):
                return self.catalogue.said(id)
        family, _, member = name.partition("_")
        if member in self._names and self._has(f"head-{family}"):
            return f"{self.catalogue.said(f'head-{family}')}: {self.element(member)}"
        return self.area(name) if self._is_area(name) else visible(name.replace("_", " "))

    def unit(self, unit: str) -> str:
        """A unit as it heads a column."""
        slug = unit.replace("_", "-")
        for id in (f"unit-{'-'.join(self._command[:2])}-{slug}", f"unit-{slug}"):
            if unit and self._has(id):
                return self.catalogue.said(id)
        return visible(unit.replace("_", " "))

    def scaled(self, unit: str, scale: str) -> str:
        """A unit of which a table counts millions."""
        return self.said(f"shown-{scale}", unit=self.unit(unit)) if scale else self.unit(unit)

    def unit_of(self, id: str) -> str:
        """The unit of an indicator, or of a part of a framework; nothing if it is not known."""
        name = id.partition("[")[0]
        if self._pack is not None and name in self._pack.indicators:
            return self._pack.indicators[name].unit
        return self._units.get(id, "")

    def word(self, beginnings: Iterable[str], value: str) -> str:
        """A code of a result in words."""
        slug = re.sub(r"[\s_]+", "-", value.lower())
        for beginning in beginnings:
            for id in (f"{beginning}-{slug}", f"{beginning}-{slug.replace('-', '_')}"):
                if self._has(id):
                    try:
                        return self.catalogue.said(id)
                    except KeyError:  # A sentence that needs more than the code.
                        continue
        return self.element(value)

    def area(self, text: str) -> str:
        """An area by its name; several that are joined, or listed, by theirs."""
        if self._is_area(text):
            assert self._pack is not None
            return visible(self._pack.areas[text].names[self.language.value])
        for mark, joint in (("+", " + "), (" ", ", ")):
            parts = text.split(mark)
            if len(parts) > 1 and all(map(self._is_area, parts)):
                return joint.join(map(self.area, parts))
        return visible(text)

    def _is_area(self, text: str) -> bool:
        return self._pack is not None and text in self._pack.areas

    def element(self, text: str) -> str:
        """A part of a framework, an indicator with its breakdown, a source, by its name."""
        own = self.language.value
        if text in self._names:
            return visible(self._names[text].get(own) or text)
        if self._pack is None:
            return visible(text)
        name, bracket, rest = text.partition("[")
        if name in self._pack.indicators:
            return visible(self._pack.indicators[name].names[own] + (f" [{rest}" if bracket else ""))
        if text in self._pack.sources:
            return self._source(text)
        return self.area(text)

    def coded(self, codelist: str, code: str) -> str:
        """A code of a codelist of the pack by its name; a number is its own."""
        codes = self._pack.codelists[codelist].codes if self._pack and codelist in self._pack.codelists else {}
        return visible(codes[code][self.language.value]) if code in codes and not code.isdigit() else visible(code)

    def parts(self, text: str) -> str:
        """`floor:North` or `silent: neet_rate` with words for both sides."""
        kind, colon, rest = text.partition(":")
        if not colon:
            return self.word(("shown",), text)
        listed = ", ".join(self.word(("quota",), part.strip()) for part in rest.split(","))
        return f"{self.word(('wel-guard', 'shown'), kind)}: {self.coded('category', listed)}"

    def source(self, text: str) -> str:
        """A source, or an indicator and a period, by name."""
        name, comma, rest = text.partition(",")
        return f"{self.element(name)}{comma}{visible(rest)}"

    def _source(self, id: str) -> str:
        assert self._pack is not None
        source = self._pack.sources[id]
        own = self.language.value
        return visible(source.title.get(own) or source.publisher[own] or source.publisher["en"])

    def period(self, text: str) -> str:
        """A period in its short form."""
        from qonys.model import Period

        try:
            return self._words.period(Period.parse(text), "short")
        except (QonysError, ValueError):
            return visible(text)

    def status(self, code: str) -> str:
        """What a letter of status means."""
        id = f"ui-status-{code.lower()}"
        return self.catalogue.said(id) if code and self._has(id) else code

    def _has(self, id: str) -> bool:
        return re.fullmatch(r"[a-zA-Z][\w-]*", id) is not None and self.catalogue.has(id)

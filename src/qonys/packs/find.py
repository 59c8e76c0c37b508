"""Finding an area by what a person types: a name in any language, short or in full, or a code."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from qonys.errors import NotFound
from qonys.model import Area, AreaCode


def normal(text: str) -> str:
    """A name without case, accents' variants, punctuation and double spaces.

    Examples
    --------
    >>> normal("  St.  Ives ")
    'st ives'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(re.sub(r"[^\w]+", " ", folded).split())


@dataclass(frozen=True)
class AreaFinder:
    """An index of names: exact ones first, then those without words like `region`."""

    exact: Mapping[str, AreaCode]
    loose: Mapping[str, AreaCode]
    names: Mapping[AreaCode, str]
    words: frozenset[str]
    where: str

    @classmethod
    def of(cls, areas: Iterable[Area], place_words: Iterable[str], *, where: str) -> AreaFinder:
        """The index of these areas; a loose name that two areas share names neither."""
        words = frozenset(normal(word) for word in place_words)
        exact: dict[str, AreaCode] = {}
        loose: dict[str, set[AreaCode]] = defaultdict(set)
        names: dict[AreaCode, str] = {}
        for area in areas:
            names[area.code] = " / ".join(dict.fromkeys(area.names.values()))
            own = [area.code, *area.names.values(), *area.aliases, *(c for cs in area.codes.values() for c in cs)]
            for name in own:
                exact.setdefault(normal(name), area.code)
                loose[_bare(normal(name), words)].add(area.code)
        return cls(exact, {k: min(v) for k, v in loose.items() if len(v) == 1 and k}, names, words, where)

    def find(self, text: str) -> AreaCode:
        """The code of the area that is meant.

        Raises
        ------
        NotFound
            With up to three nearest names.
        """
        name = normal(text)
        found = self.exact.get(name) or self.loose.get(name) or self.loose.get(_bare(name, self.words))
        if found is None:
            raise NotFound.area(text, where=self.where, near=self._near(name))
        return found

    def _near(self, name: str) -> tuple[str, ...]:
        known = {**self.loose, **self.exact}
        close = get_close_matches(name, known, n=8, cutoff=0.6) or get_close_matches(
            _bare(name, self.words), known, n=8, cutoff=0.5
        )
        codes = list(dict.fromkeys(known[c] for c in close))[:3]
        return tuple(f"{self.names[code]} ({code})" for code in codes)


def _bare(name: str, words: frozenset[str]) -> str:
    return " ".join(word for word in name.split() if word not in words)

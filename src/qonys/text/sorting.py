"""The order of the alphabet: Kazakh ә follows а, ё follows е; code points put both elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from qonys.text.message import Language

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

# Each language's own letters come first, then the other script; digits stand before letters.
_ORDER = {
    Language.KK: _KAZAKH + _LATIN,
    Language.RU: "".join(sorted(_KAZAKH, key=lambda c: (c not in _RUSSIAN, _RUSSIAN.find(c)))) + _LATIN,
    Language.EN: _LATIN + _KAZAKH,
}

SortKey = tuple[tuple[int, ...], str]


def sort_key(language: Language) -> Callable[[str], SortKey]:
    """A key for `sorted`: case does not count, a space or a mark stands before any letter.

    Examples
    --------
    >>> sorted(["Бурабай", "Әулиекөл", "Аягөз"], key=sort_key(Language.KK))
    ['Аягөз', 'Әулиекөл', 'Бурабай']
    """
    letters = {letter: 20 + place for place, letter in enumerate(_ORDER[language])}

    def rank(char: str) -> int:
        if char in letters:
            return letters[char]
        if char.isdecimal():
            return 1 + unicodedata.decimal(char)
        base = unicodedata.normalize("NFD", char)[0]
        if base in letters:
            return letters[base]
        return 20 + len(letters) + ord(char) if char.isalpha() else 0

    def key(text: str) -> SortKey:
        folded = " ".join(unicodedata.normalize("NFC", text).lower().split())
        return tuple(rank(char) for char in folded), text

    return key

"""Sorting names: the order of each alphabet, which code points do not keep."""

from __future__ import annotations

from collections.abc import Callable

from qonys.text.message import Language

_KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def sort_key(language: Language) -> Callable[[str], tuple[int, ...]]:
    """A key for `sorted` that follows the language's alphabet; other characters stand before it.

    Examples
    --------
    >>> sorted(["Бірлік", "Әйтеке", "Абай"], key=sort_key(Language.KK))
    ['Абай', 'Әйтеке', 'Бірлік']
    """
    alphabet = {Language.KK: _KAZAKH, Language.RU: _RUSSIAN, Language.EN: ""}[language]
    place = {letter: 0x10000 + i for i, letter in enumerate(alphabet)}

    def key(text: str) -> tuple[int, ...]:
        return tuple(place.get(letter, ord(letter)) for letter in text.casefold())

    return key

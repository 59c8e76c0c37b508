"""Labels of users' tables: cleaned in one place, and what no label is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

WHOLES = frozenset(
    "total totals all sum overall world everywhere grand_total sub_total subtotal all_areas all_regions all_countries "
    "whole_country country_total both both_sexes all_ages all_sectors "
    "всего итого итог сумма все весь_мир мир оба_пола все_возрасты всего_по_стране итого_по_стране всего_по_регионам "
    "барлығы барлыгы жиыны жиынтығы жалпы_жиыны қорытынды екі_жыныс".split()
)
"""Labels of sums, without their marks."""
_BEGINS_WHOLE = ("всего ", "итого ", "total ", "grand total", "барлығы ", "жиыны ")
_MARKS = re.compile(r"(?:\s*(?:[¹²³⁰⁴-⁹]+\)?|\*+|†+|‡+)|(?<=[^\W\d_])\s*\d{1,2}\)|(?<=[^\W\d_])\s+\d{1,2}\))+$")
_NOTE = re.compile(
    r"(?:[*†‡]|[¹²³⁰⁴-⁹]+\)?\s*\S|\d{1,2}\)\s|©)"
    r"|(?:notes?|sources?|footnotes?|примечани[ея]|источники?|сноск[аи]|ескерт(?:пе|у)(?:лер)?|дереккөз(?:і|дері)?)"
    r"\s*(?:[:.\d—–-]|$)",
    re.IGNORECASE,
)
_ERROR = re.compile(r"#(?:[^\W\d_]|/)[^\s]*[!?]|#N/?A|#Н/Д|#REF!|#NULL!", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
LONG = 120
"""A longer label is a sentence."""


def cleaned(text: str) -> str:
    """A label in one form: composed letters, single spaces, nothing invisible.

    Examples
    --------
    >>> cleaned(" West\\u00a0 Side\\u200b ")
    'West Side'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf" or c in "\u200c\u200d")
    return " ".join(text.split())


def without_marks(text: str) -> str:
    """A label without the footnote marks behind it.

    Examples
    --------
    >>> without_marks("North¹)"), without_marks("North 2)"), without_marks("North*"), without_marks("R-1 (old)")
    ('North', 'North', 'North', 'R-1 (old)')
    """
    return _MARKS.sub("", text) or text


def is_note(text: str) -> bool:
    """Whether a label is a note or a source below a table.

    Examples
    --------
    >>> is_note("* Note: preliminary"), is_note("Источник: бюро"), is_note("Notting Hill")
    (True, True, False)
    """
    return bool(_NOTE.match(text)) or len(text) > LONG


def is_error(text: str) -> bool:
    """Whether a cell shows an error of a spreadsheet program.

    Examples
    --------
    >>> is_error("#DIV/0!"), is_error("#ССЫЛКА!"), is_error("#5")
    (True, True, False)
    """
    return text.startswith("#") and bool(_ERROR.fullmatch(text))


def is_mixed(text: str) -> bool:
    """Whether a word has letters of two alphabets, which look alike and are not.

    Examples
    --------
    >>> is_mixed("A\\u043a\\u0442\\u0430\\u0443"), is_mixed("Aktau"), is_mixed("Ақтау (Aktau)")
    (True, False, False)
    """
    if text.isascii():
        return False
    for word in _WORD.findall(text):
        alphabets = {unicodedata.name(c, "").partition(" ")[0] for c in word}
        if len(alphabets & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return True
    return False


def has_control(text: str) -> bool:
    """Whether a label holds characters that are no text."""
    return not text.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") for c in text)


def is_whole(text: str) -> bool:
    """Whether a label names a sum over the others by its words.

    Examples
    --------
    >>> is_whole("Итого:"), is_whole("TOTAL"), is_whole("Tottenham"), is_whole("Всего по стране")
    (True, True, False, True)
    """
    plain = without_marks(text).casefold().strip(" :.,;()[]")
    return "_".join(plain.split()) in WHOLES or " ".join(plain.split()).startswith(_BEGINS_WHOLE)


def variants(labels: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of labels that differ by case, spaces, hyphens or `ё` alone.

    Examples
    --------
    >>> variants(["North-West", "north west", "South"])
    [('North-West', 'north west')]
    """
    seen, pairs = dict[str, str](), []
    for label in dict.fromkeys(labels):
        key = re.sub(r"[\s\-\u2010-\u2015._]+", "", label.casefold().replace("ё", "е"))
        if key in seen:
            pairs.append((seen[key], label))
        seen.setdefault(key, label)
    return pairs

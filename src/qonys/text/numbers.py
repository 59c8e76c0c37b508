"""Numbers as each language writes them: grouping, decimal mark, a real minus."""

from __future__ import annotations

import math

from qonys.text.message import Language, Sign

MINUS, NBSP = "\u2212", "\u00a0"

_MARKS = {Language.EN: (",", "."), Language.RU: (NBSP, ","), Language.KK: (NBSP, ",")}
"""Between thousands, before decimals."""


def number_text(language: Language, value: float, decimals: int = 0, sign: Sign = Sign.PLAIN) -> str:
    """A number rounded to so many decimals; zero has no sign.

    Raises
    ------
    ValueError
        If it is no finite number: what is missing is said with its reason.

    Examples
    --------
    >>> number_text(Language.EN, -22758.6)
    '−22,759'
    >>> number_text(Language.RU, 0.04, 1, Sign.ALWAYS)
    '0,0'
    """
    magnitude = magnitude_text(value, decimals)
    group, point = _MARKS[language]
    grouped = f"{int(magnitude.partition('.')[0]):,}".replace(",", group)
    fraction = magnitude.partition(".")[2]
    text = f"{grouped}{point}{fraction}" if fraction else grouped
    if sign is Sign.NEVER or not magnitude.strip("0."):
        return text
    if value < 0:
        return MINUS + text
    return "+" + text if sign is Sign.ALWAYS else text


def magnitude_text(value: float, decimals: int) -> str:
    """The magnitude as printed, plainly: digits and a point, nothing else.

    Raises
    ------
    ValueError
        If it is no finite number.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number to print")
    return f"{abs(round(value, decimals)):.{max(decimals, 0)}f}"

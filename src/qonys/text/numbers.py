"""Numbers as each language writes them: grouping, decimal mark, a real minus."""

from __future__ import annotations

import math

from qonys.text.message import Language, Sign

MINUS, NBSP = "\u2212", "\u00a0"

_MARKS = {Language.EN: (",", "."), Language.RU: (NBSP, ","), Language.KK: (NBSP, ",")}
"""Between thousands, before decimals."""
LARGEST = 1e15
"""From here on not every digit is known."""


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


def amount_text(language: Language, value: float, most: int = 4) -> str:
    """A number with the decimals that it has, but no more than `most`; one of more than 15 digits as a power of ten.

    Examples
    --------
    >>> amount_text(Language.RU, 3.50), amount_text(Language.EN, 24424.0), amount_text(Language.KK, 1 / 3)
    ('3,5', '24,424', '0,3333')
    """
    if not math.isfinite(value) or abs(value) >= LARGEST:
        return f"{value:.6g}"
    if value and abs(value) < 10.0**-most:
        return f"{value:.3g}".replace(".", _MARKS[language][1]).replace("-", MINUS)
    decimals = len(f"{abs(value):.{most}f}".rstrip("0").partition(".")[2])
    return number_text(language, value, decimals)


def set_text(language: Language, pieces: tuple[tuple[float, float], ...]) -> str:
    """A set of numbers as closed pieces; an end at infinity is open.

    Examples
    --------
    >>> inf = float("inf")
    >>> set_text(Language.EN, ((-inf, -1.5), (0.25, inf))), set_text(Language.RU, ((-0.5, 1.0),))
    ('(−∞, −1.5] ∪ [0.25, ∞)', '[−0,5; 1]')
    """
    apart = ", " if language is Language.EN else "; "

    def end(value: float) -> str:
        return amount_text(language, value) if math.isfinite(value) else (MINUS if value < 0 else "") + "∞"

    return " ∪ ".join(
        ("[" if math.isfinite(low) else "(") + end(low) + apart + end(high) + ("]" if math.isfinite(high) else ")")
        for low, high in pieces
    )


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

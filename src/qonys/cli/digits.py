"""Digits for people: as many decimals as a group of numbers needs to be told apart, the same for all of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qonys.text import Language
from qonys.text.numbers import LARGEST, MINUS, number_text

SIGNIFICANT = 3
"""So many digits of a number that is larger than most of its group are shown."""
MOST = 8
"""No number has more decimals."""
MILLION, BILLION = 1e6, 1e9


@dataclass(frozen=True)
class Format:
    """How the numbers of a group are written."""

    decimals: int = 0
    factor: float = 1.0
    scale: str = ""
    """`million` or `billion` where numbers are divided by it."""
    least: float = 0.0
    """Below it a number is said to be below it."""


def fit(kind: str, numbers: Sequence[float], unit: str = "", *, people: bool = False) -> Format:
    """The format of a group of numbers.

    Parameters
    ----------
    kind : str
        As in the declared table of columns.
    numbers : sequence of float
        Values and ends of intervals together.
    unit : str
    people : bool
        Whether the unit counts what cannot be divided.
    """
    sizes = sorted(abs(x) for x in numbers if math.isfinite(x) and x)
    if kind == "p":
        return Format(3, least=0.001)
    if kind == "share" or unit == "share":
        return Format(min(3, max(1, _needed([100 * x for x in sizes], 2, 0.5))) if _parts(sizes, 100) else 0, 100.0)
    if not sizes:
        return Format()
    if kind in ("count", "rank") or people:
        return _whole(sizes)
    if unit and sizes[len(sizes) // 2] >= MILLION:
        factor, scale = (BILLION, "billion") if sizes[len(sizes) // 2] >= BILLION else (MILLION, "million")
        return Format(min(2, _needed([x / factor for x in sizes], SIGNIFICANT)), 1 / factor, scale)
    return Format(_needed(sizes, SIGNIFICANT))


def _parts(sizes: Sequence[float], factor: float) -> bool:
    """Whether any of these has decimals once it is multiplied."""
    return any(abs(x * factor - round(x * factor)) > 1e-9 for x in sizes if x * factor < LARGEST)


def _whole(sizes: Sequence[float]) -> Format:
    """Whole numbers; decimals only where all are small and some are no whole numbers."""
    if not _parts(sizes, 1) or sizes[-1] >= 100:
        return Format(0, least=0.5)
    return Format(1 if sizes[-1] >= 10 else 2)


def _needed(sizes: Sequence[float], digits: int, at: float = 0.6) -> int:
    """Decimals for so many digits of the number at a part of the order, not more than the numbers have."""
    if not sizes:
        return 0
    wanted = digits - 1 - math.floor(math.log10(sizes[int(at * len(sizes)) if len(sizes) > 3 else len(sizes) // 2]))
    have = max(_decimals(x) for x in sizes[:: max(1, len(sizes) // 200)])
    return max(0, min(wanted, have, MOST))


def _decimals(x: float) -> int:
    """Decimals that a number has when it is written with ten digits."""
    text = f"{x:.10g}"
    if "e" in text:
        return MOST if "e-" in text else 0
    return len(text.partition(".")[2])


def write(number: float, form: Format, language: Language) -> str:
    """A number as a person reads it.

    Examples
    --------
    >>> from qonys.text import Language
    >>> write(1082800.4, Format(0), Language.EN), write(0.00002, Format(3, least=0.001), Language.RU)
    ('1,082,800', '<0,001')
    """
    if math.isnan(number):
        return "–"
    value = number * form.factor
    if abs(value) >= LARGEST:
        return _power(value, language)
    if form.least and abs(value) < form.least and (value or form.decimals):
        sign = MINUS if value < 0 else ""
        return f"{sign}<{number_text(language, form.least if form.decimals else 1, form.decimals)}"
    return number_text(language, value, form.decimals)


def _power(value: float, language: Language) -> str:
    """A number of more digits than are known, with its power of ten written out."""
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    mantissa, exponent = f"{value:.2e}".split("e")
    raised = str(int(exponent)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{number_text(language, float(mantissa), 2)} × 10{raised}"

"""Numbers as each language prints them: grouping, decimal mark, a real minus, percent."""

from __future__ import annotations

from qonys.model import Claim
from qonys.model.claim import SHARE
from qonys.text.message import Language, Sign

MINUS, NBSP = "\u2212", "\u00a0"
_MARKS = {Language.KK: (NBSP, ","), Language.RU: (NBSP, ","), Language.EN: (",", ".")}
_PERCENT = {Language.KK: "%", Language.RU: f"{NBSP}%", Language.EN: "%"}


def number(value: float, decimals: int, sign: Sign, language: Language) -> str:
    """A number with its digits grouped; what rounds to zero has no sign.

    Examples
    --------
    >>> number(-22759.0, 0, Sign.PLAIN, Language.EN)
    '−22,759'
    """
    grouping, mark = _MARKS[language]
    rounded = round(value, decimals) + 0.0
    text = f"{abs(rounded):,.{max(decimals, 0)}f}".replace(",", "\0").replace(".", mark).replace("\0", grouping)
    if sign is Sign.NEVER or rounded == 0:
        return text
    return MINUS + text if rounded < 0 else "+" + text if sign is Sign.ALWAYS else text


def quantity(claim: Claim, sign: Sign, language: Language) -> str:
    """A claim's number; shares and percentages with the percent sign."""
    text = number(claim.printed, claim.decimals, sign, language)
    return text + _PERCENT[language] if claim.unit in (SHARE, "percent") else text

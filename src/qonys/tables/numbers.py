"""Cells as numbers: which sign stands before decimals and which parts thousands is decided by all cells of a column.

A figure such as 2.155 is two thousand in one country and two in another. Where all cells that have the sign have three
digits behind it, neither the column nor, if need be, the rest of the file decides: that is told, never chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qonys.model.result import Floats
from qonys.tables.labels import is_error

if TYPE_CHECKING:
    import pandas as pd

NIL = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212")
"""The phenomenon did not occur, or was not counted."""
NO_DATA = (
    "", "…", "...", "..", ". .", ":", "na", "n/a", "n.a.", "nan", "null", "none", "<na>", "н/д", "н.д.", "нет данных",
    "деректер жоқ", "мәлімет жоқ",
)  # fmt: skip
WITHHELD = ("x", "х", "c", ":c", "құпия", "конфиденциально", "confidential")
"""Kept back for confidentiality: Latin and Cyrillic letters look alike."""
MISSING = (*NO_DATA, *NIL, *WITHHELD)
"""How bureaus print that there is no figure, without case."""
MOST = 1e18
"""No count and no amount of money of a country is larger."""


class Gap(Enum):
    """Why a cell has no number."""

    NONE = 0
    NIL = 1
    NO_DATA = 2
    WITHHELD = 3


class Wrong(Enum):
    """What is wrong with a cell."""

    TEXT = "not-a-number"
    UNDECIDED = "sign-undecided"
    OTHER_SIGN = "other-sign"
    ERROR = "cell-error"
    LARGE = "number-too-large"


@dataclass(frozen=True)
class Signs:
    """Which signs before decimals some cells prove."""

    point: bool = False
    comma: bool = False

    def __or__(self, other: Signs) -> Signs:
        return Signs(self.point or other.point, self.comma or other.comma)

    @property
    def decimal(self) -> str:
        """The sign, `.` or `,`; empty if nothing proves one, or both are proved."""
        return "" if self.point == self.comma else "." if self.point else ","


@dataclass(frozen=True)
class Numbers:
    """Numbers of a column, nan where there is none; why there is none, and which cells are wrong."""

    values: Floats
    gaps: NDArray[np.int8]
    wrong: dict[int, Wrong]


_UNSEEN = "[\u00ad\u200b-\u200f\u2060\ufeff]"
"""Characters that nobody sees; copied cells bring them along."""
_GROUP = "[ \u00a0\u2009\u202f']"
_SPACED = f"[0-9]{{1,3}}(?:{_GROUP}[0-9]{{3}})+"
# A group begins with 1-9: what begins with 0 is a decimal fraction.
_POINTS, _COMMAS = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})", r"[1-9][0-9]{0,2}(?:,[0-9]{3})"
_EXPONENT = r"[eE][-+]?[0-9]{1,3}"
_FORMS = {
    "whole": f"[0-9]+|{_SPACED}",
    "point_unsure": _POINTS,
    "comma_unsure": _COMMAS,
    "point": rf"[0-9]+\.[0-9]*(?:{_EXPONENT})?|\.[0-9]+(?:{_EXPONENT})?|[0-9]+{_EXPONENT}"
    rf"|{_SPACED}\.[0-9]+|{_COMMAS}+\.[0-9]+|{_COMMAS}{{2,}}",
    "comma": rf"[0-9]*,[0-9]+|{_SPACED},[0-9]+|{_POINTS}+,[0-9]+|{_POINTS}{{2,}}",
}
"""How a figure is written: `point` and `comma` prove the sign before decimals, a second group proves the other one."""


def numbers_of(cells: pd.Series, elsewhere: Callable[[], Signs] = Signs, *, small: bool = False) -> Numbers:
    """The numbers of a column of text.

    Parameters
    ----------
    cells : Series of str, (row,)
    elsewhere : callable
        Gives what the other columns of the file prove, for a column that does not decide by itself.
    small : bool
        No figure of the quantity reaches 1,000: a sign parts decimals.
    """
    import pandas as pd

    text = _plain(cells)
    gaps = _gaps(text)
    kinds = _kinds(text)
    unsure = kinds["point_unsure"] | kinds["comma_unsure"]
    own = Signs(bool(kinds["point"].any()), bool(kinds["comma"].any()))
    decimal = own.decimal
    if unsure.any() and own == Signs():
        point = "." if kinds["point_unsure"].any() else ","
        decimal = point if small else elsewhere().decimal
    bare = text.str.replace(_GROUP, "", regex=True) if _any_space(text) else text
    if decimal == ",":
        bare = bare.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    else:
        bare = bare.str.replace(",", "", regex=False)
    known = np.logical_or.reduce(list(kinds.values()))
    values = pd.to_numeric(bare.where(pd.Series(known, text.index)), errors="coerce").to_numpy(float, copy=True)
    wrong = {int(i): _text_fault(str(text.iloc[i])) for i in np.flatnonzero((gaps == 0) & ~known)}
    wrong |= {int(i): Wrong.LARGE for i in np.flatnonzero(known & ~(np.abs(values) <= MOST))}
    wrong |= dict.fromkeys(map(int, np.flatnonzero(_other_sign(kinds, decimal))), Wrong.OTHER_SIGN)
    if not decimal and not (own.point and own.comma):
        wrong |= dict.fromkeys(map(int, np.flatnonzero(unsure)), Wrong.UNDECIDED)
    values[list(wrong)] = np.nan
    return Numbers(values, gaps, wrong)


def signs_of(cells: pd.Series) -> Signs:
    """What a column proves; nothing where most of its cells are no numbers, or where it proves both."""
    kinds = _kinds(_plain(cells))
    own = Signs(bool(kinds["point"].any()), bool(kinds["comma"].any()))
    numeric = sum(int(mask.sum()) for mask in kinds.values())
    return own if numeric * 2 > len(cells) and own.decimal else Signs()


def _plain(cells: pd.Series) -> pd.Series:
    """Cells without spaces around them and what nobody sees; signs before the figure have the form `-`."""
    text = cells.str.replace(_UNSEEN, "", regex=True).str.strip()
    return text.str.replace("^[\u2212\u2013]([0-9.,])", r"-\1", regex=True)


def _any_space(text: pd.Series) -> bool:
    return bool(text.str.contains(_GROUP, regex=True).any())


def _gaps(text: pd.Series) -> NDArray[np.int8]:
    lower = text.str.lower()
    gaps = np.zeros(len(text), np.int8)
    for gap, words in ((Gap.NO_DATA, NO_DATA), (Gap.NIL, NIL), (Gap.WITHHELD, WITHHELD)):
        gaps[lower.isin(words).to_numpy(bool)] = gap.value
    return gaps


def _kinds(text: pd.Series) -> dict[str, NDArray[np.bool_]]:
    """Cells by how they are written; each cell is of one kind at most."""
    kinds: dict[str, NDArray[np.bool_]] = {}
    rest = np.ones(len(text), bool)
    for kind, form in _FORMS.items():
        found = np.zeros(len(text), bool)
        if rest.any():
            found[rest] = text[rest].str.fullmatch(f"[-+]?(?:{form})").to_numpy(bool, na_value=False)
        kinds[kind], rest = found, rest & ~found
    return kinds


def _other_sign(kinds: dict[str, NDArray[np.bool_]], decimal: str) -> NDArray[np.bool_]:
    """Cells of a column that write decimals with the sign that fewer cells have; with both, if they are as many."""
    point, comma = kinds["point"], kinds["comma"]
    if decimal or not (point.any() and comma.any()):
        return np.zeros(len(point), bool)
    fewer = int(point.sum()) - int(comma.sum())
    return (point & (fewer <= 0)) | (comma & (fewer >= 0))


def _text_fault(text: str) -> Wrong:
    return Wrong.ERROR if is_error(text) else Wrong.TEXT

"""Identities that figures must meet, as a pack writes them: sums of indicators on two sides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from qonys.errors import BadInput
from qonys.model import dimensions_text, parse_dimensions


class Over(Enum):
    """Where an identity holds."""

    AREA = "area"
    """In each area."""
    REGIONS = "regions"
    """The left side summed over the regions is the right side of the country."""
    MONTHS = "months"
    """The left side summed over the months of a year is the right side of the year."""


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of an identity: `sign × indicator[dimensions]`, `lead` periods later."""

    sign: int
    indicator: str
    dimensions: str = ""
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """Σ left = Σ right; a residual is left minus right."""

    id: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    over: Over
    tolerance: float
    names: Mapping[str, str]
    equation: str


_TERM = re.compile(r"\s*(?P<name>[a-z][a-z0-9_]*)\s*(?:\[(?P<dimensions>[^\]]*)\])?\s*(?:@\+(?P<lead>\d+))?\s*")


def parse_equation(text: str) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Both sides of an equation.

    Raises
    ------
    BadInput
        If the text is not two sums of terms with `=` between them.

    Examples
    --------
    >>> left, right = parse_equation("births - deaths[sex=F] = 0")
    >>> [(t.sign, t.indicator, t.dimensions) for t in left], right
    ([(1, 'births', ''), (-1, 'deaths', 'sex=F')], ())
    """
    sides = text.split("=") if "[" not in text else re.split(r"=(?![^\[]*\])", text)
    if len(sides) != 2:
        raise _no_equation(text)
    left, right = (_side(side, text) for side in sides)
    return left, right


def _side(side: str, text: str) -> tuple[Term, ...]:
    if side.strip() == "0":
        return ()
    terms = []
    for sign, body in re.findall(r"([+-]?)((?:[^+\-\[@]|@\+|\[[^\]]*\])+)", side):
        found = _TERM.fullmatch(body)
        if found is None:
            raise _no_equation(text)
        dimensions = dimensions_text(parse_dimensions((found["dimensions"] or "").replace(" ", "")))
        terms.append(Term(-1 if sign == "-" else 1, found["name"], dimensions, int(found["lead"] or 0)))
    if not terms:
        raise _no_equation(text)
    return tuple(terms)


def _no_equation(text: str) -> BadInput:
    fix = "births - deaths + net_migration = growth; indicator[dimension=code]@+1"
    return BadInput("equation", f"no equation {text!r}", fix=fix, text=text)

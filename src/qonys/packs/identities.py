"""Identities that figures must meet, as a pack writes them: sums of products of indicators, or a range."""

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
    """The left side summed over the regions is the right side of the country; a range is that of the regions."""
    QUARTERS = "quarters"
    """The left side summed over the quarters of a year is the right side of the year."""
    MONTHS = "months"
    """The left side summed over the months of a year is the right side of the year."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One figure of an identity: `indicator[dimensions]`, `lead` periods later."""

    indicator: str
    dimensions: str = ""
    lead: int = 0

    @property
    def series(self) -> str:
        """As a panel is asked for it."""
        return f"{self.indicator}[{self.dimensions}]" if self.dimensions else self.indicator


@dataclass(frozen=True, slots=True)
class Term:
    """A number × figures ÷ figures."""

    coefficient: float
    times: tuple[Factor, ...] = ()
    by: tuple[Factor, ...] = ()

    @property
    def factors(self) -> tuple[Factor, ...]:
        """All its figures."""
        return (*self.times, *self.by)


Side = tuple[Term, ...]
"""A sum of terms."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Left = right, or left between the least and the largest of several bounds."""

    left: Side
    right: Side = ()
    bounds: tuple[Side, ...] = ()

    @property
    def factors(self) -> tuple[Factor, ...]:
        """All its figures, in order."""
        return tuple(f for side in (self.left, self.right, *self.bounds) for term in side for f in term.factors)

    @property
    def linear(self) -> bool:
        """Whether it is an equation between sums of single figures."""
        return not self.bounds and all(len(t.times) == 1 and not t.by for t in (*self.left, *self.right))


@dataclass(frozen=True, slots=True)
class Identity:
    """What must hold; a residual is left minus right, or how far left lies outside its bounds."""

    id: str
    equation: Equation
    over: Over
    tolerance: float
    names: Mapping[str, str]
    relative: float = 0.0
    """Tolerance as a share of the right side; the larger of the two counts."""
    first: int | None = None
    last: int | None = None
    borders: int | None = None
    """The division in which it is tried; none: that of each period."""


_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,15})?)|(?P<name>[a-z][a-z0-9_]*)\s*(?:\[(?P<dimensions>[^\]]*)\])?\s*"
    r"(?:@(?P<lead>[+-]\d{1,2}))?|(?P<sign>[-+*/]))\s*"
)
_BETWEEN = re.compile(r"\sbetween\s")
_COMMA = re.compile(r",(?![^\[]*\])")
_EQUALS = re.compile(r"=(?![^\[]*\])")


def parse_equation(text: str) -> Equation:
    """An equation as a pack writes it.

    Raises
    ------
    BadInput
        If the text is not two sums with `=` between them, nor a sum `between` several.

    Examples
    --------
    >>> parse_equation("births - deaths[sex=F] = 0").left[1]
    Term(coefficient=-1.0, times=(Factor(indicator='deaths', dimensions='sex=F', lead=0),), by=())
    >>> [t.by[0].series for t in parse_equation("rate = 100 * idle / workers").right]
    ['workers']
    >>> len(parse_equation("rate between rate[sex=F], rate[sex=M]").bounds)
    2
    """
    parts = _BETWEEN.split(text)
    if len(parts) == 2:
        equation = Equation(_side(parts[0], text), bounds=tuple(_side(part, text) for part in _COMMA.split(parts[1])))
    else:
        sides = _EQUALS.split(text)
        if len(sides) != 2:
            raise _no_equation(text)
        equation = Equation(_side(sides[0], text), _side(sides[1], text))
    if not equation.left or not equation.left[0].times:
        raise _no_equation(text)
    return equation


def _side(side: str, text: str) -> Side:
    """A sum of products; 0 alone is an empty one."""
    if side.strip() == "0":
        return ()
    terms: list[Term] = []
    sign, at = "", 0
    for found in _TOKEN.finditer(side):
        joins = bool(found["sign"])
        expected = (at > 0 and not sign) if joins else (at == 0 or bool(sign))
        if found.start() != at or not (expected or (joins and at == 0 and found["sign"] in "+-")):
            raise _no_equation(text)
        if sign == "/" and found["number"] and not float(found["number"]):
            raise _no_equation(text)
        if not joins:
            _add(terms, sign or "+", found)
        sign, at = found["sign"] or "", found.end()
    if at != len(side) or sign or not terms:
        raise _no_equation(text)
    return tuple(terms)


def _add(terms: list[Term], sign: str, found: re.Match[str]) -> None:
    """A number or a figure, joined to the sum or to its last term."""
    number = float(found["number"]) if found["number"] else 1.0
    figure = () if found["number"] else (_factor(found),)
    if sign in "+-":
        terms.append(Term(-number if sign == "-" else number, figure))
        return
    last = terms.pop()
    if sign == "*":
        terms.append(Term(last.coefficient * number, last.times + figure, last.by))
    else:
        terms.append(Term(last.coefficient / number, last.times, last.by + figure))


def _factor(found: re.Match[str]) -> Factor:
    dimensions = dimensions_text(parse_dimensions((found["dimensions"] or "").replace(" ", "")))
    return Factor(found["name"], dimensions, int(found["lead"] or 0))


def _no_equation(text: str) -> BadInput:
    fix = "births - deaths + net_migration = growth; rate = 100 * part / whole; total between part, part"
    return BadInput("equation", fix=fix, text=text)

"""Indicators: what is measured, in which unit, and what may be done with its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """A stock is a state, a flow happens in a period, a rate is one figure per another."""

    STOCK = "stock"
    FLOW = "flow"
    RATE = "rate"
    INDEX = "index"


class At(Enum):
    """To which part of its period a figure belongs."""

    START = "start"
    """A stock on the first day: asked for a year, the panel takes 1 January."""
    END = "end"
    MEAN = "mean"
    DATE = "date"
    YEAR = "year"
    MONTH = "month"


class Direction(Enum):
    """Which way is better for well-being."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One definition; two definitions are two indicators."""

    id: str
    unit: str
    kind: Kind
    at: At
    additive: frozenset[str] = frozenset()
    """Over what it may be summed: `area`, `period` or a dimension."""
    numerator: str | None = None
    denominator: str | None = None
    per: float = 1.0
    """A rate is `per` times numerator over denominator."""
    direction: Direction = Direction.NONE
    minimum: float | None = None
    maximum: float | None = None
    dimensions: frozenset[str] = frozenset()
    group: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in which figures are printed, as a multiple of the one they are kept in."""

    id: str
    base: str
    factor: float

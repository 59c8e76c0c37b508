"""Directions: words that match the direction of a criterion."""

from __future__ import annotations

from enum import Enum


class Level(Enum):
    """How the figure of a criterion stands that is a strength or a weakness."""

    HIGH = "high"
    LOW = "low"


def level_of(direction: float, *, strength: bool) -> Level:
    """Whether a figure is high or low, by what the criterion counts as better.

    A strength in what is better low (failing housing, mortality) is a low figure, a weakness
    there a high one.

    Examples
    --------
    >>> level_of(-1, strength=True), level_of(-1, strength=False)
    (<Level.LOW: 'low'>, <Level.HIGH: 'high'>)
    """
    return Level.HIGH if (direction > 0) == strength else Level.LOW

"""Directions: words that match the sign of a figure and the direction of a criterion."""

from __future__ import annotations

from enum import Enum
from math import isnan

from qonys.comparisons.statements import Refusal, Why


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


class Movement(Enum):
    """What net migration and the change of the population say together."""

    GAINS_AND_GROWS = "gains-and-grows"
    """More come than leave, and the population grows."""
    GAINS_BUT_SHRINKS = "gains-but-shrinks"
    LOSES_BUT_GROWS = "loses-but-grows"
    """More leave than come, yet the population grows: it does not lose people."""
    LOSES_AND_SHRINKS = "loses-and-shrinks"
    EVEN = "even"
    """As many come as leave."""


def movement(net: float, change: float) -> Movement | Refusal:
    """Which words fit: “loses people” is said of the population, “more leave than come” of migration.

    Parameters
    ----------
    net : float
        Net migration, persons or a rate.
    change : float
        Change of the population in the same time.

    Examples
    --------
    >>> movement(-14.7, 5.5)
    <Movement.LOSES_BUT_GROWS: 'loses-but-grows'>
    """
    if isnan(net) or isnan(change):
        return Refusal(Why.NO_FIGURES)
    if net == 0:
        return Movement.EVEN
    if net > 0:
        return Movement.GAINS_AND_GROWS if change >= 0 else Movement.GAINS_BUT_SHRINKS
    return Movement.LOSES_BUT_GROWS if change >= 0 else Movement.LOSES_AND_SHRINKS

"""What a plan of labour need declares: indicators of shortage with their weights, and capacities to receive people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

Texts = Mapping[str, str]


class Direction(Enum):
    """Which way of a figure points to a shortage."""

    HIGHER = "higher"
    LOWER = "lower"


class Change(Enum):
    """What is taken of a series."""

    LEVEL = "level"
    GROWTH = "growth"
    """Mean yearly growth over `years`, as a fraction."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity made of a stock and a percentage of it, or of what is left beside that percentage."""

    id: str
    stock: str
    percent: str
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """One indicator of shortage.

    `weight` is its declared share of the index, `error` one standard deviation of its figure in the unit of that
    figure, `oldest` the first year that is still accepted. `file` names what would fill its gaps.
    """

    id: str
    series: str
    direction: Direction
    weight: float
    error: float
    unit: str
    oldest: int
    per: str = ""
    change: Change = Change.LEVEL
    years: int = 1
    factor: float = 1.0
    file: str = ""
    names: Texts = field(default_factory=dict)
    note: Texts = field(default_factory=dict)


class Kind(Enum):
    """How a capacity is counted."""

    FLOW = "flow"
    """What is added in a year."""
    STOCK = "stock"
    """What a stock grew by in a year."""
    SHORTFALL = "shortfall"
    """Places that lack already: where any lack, there is room for nobody."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """One thing that people who arrive need: what is added in a year, and how much of it a resident has today."""

    id: str
    series: str
    kind: Kind
    standard: str
    """Series of what one resident has; empty: the stock of `series` divided by the population."""
    oldest: int
    factor: float = 1.0
    file: str = ""
    names: Texts = field(default_factory=dict)
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NeedPlan:
    """All that is declared for an index of shortage and for capacities.

    Attributes
    ----------
    concentration : how close drawn weights stay to the declared ones (the sum of a Dirichlet's parameters)
    least_share : share of the areas that must have a component before areas are compared by it
    drift : standard deviations of a score that a figure may have moved by in a year since
    doubt : by how much an error grows where the source marks the figure as anything but normal
    """

    components: Mapping[str, Component]
    capacities: Mapping[str, Capacity]
    quantities: Mapping[str, Quantity]
    population: str
    births: str
    deaths: str
    concentration: float
    least_share: float
    drift: float
    doubt: float
    published: tuple[tuple[str, str], ...] = ()
    """Indicators that are published by a dimension: sector, occupation."""
    where: str = ""

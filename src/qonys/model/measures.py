"""Measures as data: levers on parameters of a model, what they cost and whom, and packages of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from qonys.model.parameters import Range, Texts


class Mechanism(Enum):
    """The four mechanisms of regulation."""

    ATTRACT = "attract"
    """Attract foreign labour."""
    ATTRACTIVENESS = "attractiveness"
    """Make a region attractive."""
    PROTECT = "protect"
    """Protect the domestic labour market."""
    RATIONAL = "rational"
    """Make rational use of foreign labour."""


class Party(Enum):
    """Who pays, gains or loses."""

    EMPLOYERS = "employers"
    LOCAL_BUDGET = "local_budget"
    NATIONAL_BUDGET = "national_budget"
    HOUSEHOLDS = "households"
    LOCAL_LOW = "local_low"
    """Local workers without higher education."""
    LOCAL_HIGH = "local_high"
    MIGRANTS = "migrants"
    """Migrant workers who were there before."""
    ARRIVALS = "arrivals"
    OWNERS = "owners"
    """Owners of capital."""


BUDGETS = (Party.LOCAL_BUDGET, Party.NATIONAL_BUDGET)


class Mover(Enum):
    """A part of a region's life that a measure moves."""

    INCOME = "income"
    """Money income, relative."""
    OUTPUT = "output"
    """Output per head, relative."""
    UNEMPLOYMENT = "unemployment"
    """The rate, percentage points."""
    HOUSING = "housing"
    """Homes per head, relative."""


class Target(Enum):
    """What a lever adds to directly, beside the people whom it moves."""

    HOUSING = "housing"
    """m²."""
    INCOME = "income"
    """Money a year to residents."""


@dataclass(frozen=True, slots=True)
class Product:
    """The size of a lever times a factor and named quantities, over others."""

    factor: float = 1.0
    times: tuple[str, ...] = ()
    over: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All quantities that it reads."""
        return (*self.times, *self.over)


@dataclass(frozen=True)
class Flow:
    """People whom a lever brings, or sends away where the factor is negative."""

    kind: str
    product: Product
    households: bool = False
    """Whether the product counts households."""
    skills: Mapping[str, float] = field(default_factory=dict)
    pay: float = 1.0


@dataclass(frozen=True, slots=True)
class Shift:
    """A direct effect."""

    target: Target
    product: Product


@dataclass(frozen=True, slots=True)
class Cost:
    """A yearly cost: who pays how much, and to whom where it is not used up."""

    payer: Party
    to: Party | None
    range: Range
    product: Product


@dataclass(frozen=True)
class Lever:
    """One measure of any size."""

    id: str
    mechanism: Mechanism
    unit: str
    sizes: tuple[float, ...]
    """Sizes to choose among, rising; the middle one is taken where none is asked for."""
    maximum: float
    everywhere: bool
    """Whether it says anything for the country as a whole: moves between regions do not."""
    flows: tuple[Flow, ...] = ()
    shifts: tuple[Shift, ...] = ()
    costs: tuple[Cost, ...] = ()
    limit: Product | None = None
    """A limit by figures, beside the maximum; its value is for a size of 1."""
    gains: tuple[Party, ...] = ()
    """Who gains, of those whom the simulation does not hold."""
    loses: tuple[Party, ...] = ()
    names: Texts = field(default_factory=dict)
    reason: Texts = field(default_factory=dict)
    """What it moves and by how much, and what limits it."""

    held: bool = True
    """Whether the index or incomes hold what it gives those who live there; otherwise it is not ranked by them."""

    @property
    def usual(self) -> float:
        """The size that is taken where none is asked for."""
        return self.sizes[len(self.sizes) // 2]

    @property
    def payers(self) -> tuple[Party, ...]:
        """Who pays."""
        return tuple(dict.fromkeys(c.payer for c in self.costs))


@dataclass(frozen=True, slots=True)
class MeasureFigure:
    """A figure of the pack that levers read: of the area, or of the whole country."""

    id: str
    series: str
    country: bool
    period: str
    """Empty: the year of the simulation."""
    factor: float = 1.0
    lag: int = 0


@dataclass(frozen=True)
class MeasureSet:
    """All levers of a pack, and what they read."""

    framework: str
    span: str
    moves: Mapping[str, Mover]
    """Criteria of the framework by what moves them."""
    figures: Mapping[str, MeasureFigure]
    parameters: Mapping[str, Range]
    regional: frozenset[str]
    """Parameters that are 1 for the country as a whole."""
    levers: Mapping[str, Lever]
    money: str = ""
    """Unit of money of tables; the simulator's own if empty."""
    money_factor: float = 1.0
    """What amounts are multiplied by for it."""
    caution: Texts = field(default_factory=dict)
    """What every output says of where effects come from."""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A lever and its size."""

    lever: str
    size: float
    note: str = ""


@dataclass(frozen=True)
class Package:
    """Measures that are taken together: what is signed off and run again."""

    name: str
    area: str
    year: str
    seed: int
    draws: int
    measures: tuple[Measure, ...]
    prepared_by: str = ""
    approved_by: str = ""
    approved_on: str = ""
    note: str = ""

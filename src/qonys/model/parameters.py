"""Declared parameters of a structural model: ranges with their sources, kinds of arrivals, scenarios of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

Texts = Mapping[str, str]


class Shape(Enum):
    """How a parameter is spread over its range."""

    UNIFORM = "uniform"
    LOG_UNIFORM = "log-uniform"
    TRIANGULAR = "triangular"
    PERT = "pert"


class Origin(Enum):
    """Where an input of a simulation comes from."""

    FIGURE = "figure"
    """An official figure."""
    RANGE = "range"
    """A declared range that rests on a source."""
    ASSUMPTION = "assumption"
    """A declared range for which no source was found."""
    USER = "user"
    """The user's own figure, range or scenario."""


class Side(Enum):
    """With whom arrivals compete as equals."""

    LOCAL = "local"
    MIGRANT = "migrant"


@dataclass(frozen=True, slots=True)
class Range:
    """One parameter with its range; `central` is the most likely value."""

    id: str
    low: float
    central: float
    high: float
    shape: Shape
    unit: str
    source: Texts
    """By language: author and year, publication, or what the assumption is."""
    origin: Origin = Origin.RANGE
    dated: dt.date | None = None
    """Day to which the range belongs."""
    note: Texts = field(default_factory=dict)

    @property
    def fixed(self) -> bool:
        """Whether the range is one value."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Known:
    """What the engine knows of a parameter: the group it is judged with, and the values that make sense."""

    group: str
    minimum: float = 0.0
    maximum: float = float("inf")
    open: bool = False
    """Whether the two ends themselves make no sense."""

    def admits(self, value: float) -> bool:
        """Whether a value makes sense."""
        if self.open:
            return self.minimum < value < self.maximum
        return self.minimum <= value <= self.maximum


GENERAL: Mapping[str, Known] = {
    "capital_share": Known("capital", 0, 1, open=True),
    "capital_adjustment": Known("capital", 0, 1),
    "sigma_skill": Known("substitution", 0, float("inf"), open=True),
    "sigma_origin": Known("substitution", 0, float("inf"), open=True),
    "high_skill_share": Known("skills", 0, 1, open=True),
    "skill_premium": Known("skills", 0, float("inf"), open=True),
    "migrant_stock_share": Known("migrants", 0, 1, open=True),
    "migrant_high_share": Known("migrants", 0, 1, open=True),
    "migrant_wage_ratio": Known("migrants", 0, float("inf"), open=True),
    "migrant_informal_share": Known("migrants", 0, 1),
    "covered_share": Known("migrants", 0, 1),
    "informal_wage_ratio": Known("migrants", 0, 2, open=True),
    "informal_rent_share": Known("migrants", 0, 1),
    "wage_curve": Known("unemployment", -2, 0, open=True),
    "housing_area": Known("norms", 0, 1000, open=True),
    "clinic_visits": Known("norms", 0, 1000),
    "hospital_beds": Known("norms", 0, 1000),
}
"""Parameters of the region; every set of parameters has all of them."""

COMPOSITION: Mapping[str, Known] = {
    "household_size": Known("people", 1, 30),
    "working_share": Known("people", 0, 1),
    "school_share": Known("people", 0, 1),
    "preschool_share": Known("people", 0, 1),
    "high_share": Known("people", 0, 1),
    "informal_share": Known("people", 0, 1),
    "remittance_share": Known("remittances", 0, 1),
}
"""Parameters of each kind of arrivals."""

SKILLS = ("low", "high")
"""Low: without higher education."""


@dataclass(frozen=True)
class Kind:
    """A kind of arrivals: who they compete with, and what a thousand of them consist of."""

    id: str
    side: Side
    ranges: Mapping[str, Range]
    """By name in `COMPOSITION`."""
    names: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """People of a scenario; what is not stated is drawn from the ranges of their kind."""

    kind: str
    people: float | None = None
    households: float | None = None
    sector: str = ""
    skills: Mapping[str, float] = field(default_factory=dict)
    """Shares of skills among workers; empty: the kind's."""
    stated: Mapping[str, float] = field(default_factory=dict)
    """Composition that the user states, by name in `COMPOSITION`."""
    pay: float = 1.0
    """Pay beside a migrant (or local) of the same skill: 1 is the same."""
    side: Side | None = None


@dataclass(frozen=True)
class Scenario:
    """Groups of people who arrive."""

    id: str
    groups: tuple[Group, ...]
    names: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feed:
    """A series of the pack behind a figure of the baseline."""

    series: str
    factor: float = 1.0
    """What a figure is multiplied by."""
    lag: int = 0
    """By how many years an earlier figure may stand in."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stock:
    """A published number of migrants that a claim is held against."""

    id: str
    series: str
    area: str
    period: str
    names: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class ParameterSet:
    """All declared parameters, the series of the baseline, kinds and scenarios of one pack or file."""

    ranges: Mapping[str, Range]
    kinds: Mapping[str, Kind]
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    baseline: Mapping[str, tuple[Feed, ...]] = field(default_factory=dict)
    """Series by quantity, the first that has a figure is taken."""
    stocks: tuple[Stock, ...] = ()
    sectors: tuple[str, ...] = ()
    """Sectors that a scenario may name."""
    money: str = "money"
    """Unit of money."""
    where: str = ""


QUANTITIES: tuple[str, ...] = (
    "population", "labour_force", "unemployment_rate", "output_per_head", "wage", "housing_per_person",
    "housing_commissioned", "school_places_free", "preschool_places_free", "clinic_visits_free", "hospital_beds_free",
)  # fmt: skip
"""What a baseline may hold: persons, fraction of the labour force, money a year, m² and places."""

POSITIVE: frozenset[str] = frozenset(
    {"population", "labour_force", "output_per_head", "wage", "housing_per_person", "housing_commissioned"}
)
"""Quantities that are not 0: a 0 there says that nothing is known."""

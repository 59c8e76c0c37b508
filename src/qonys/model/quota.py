"""A quota of foreign labour: needs by area, sector and category, and the limits that a plan must keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class CellOrigin(Enum):
    """Where the need of a cell comes from."""

    USER = "user"
    SCENARIO = "scenario"
    """Spread from national figures by declared assumptions: nobody has stated it."""


class NeedLevel(Enum):
    """Which of the three stated needs is planned for."""

    LOW = "low"
    CENTRAL = "central"
    HIGH = "high"


class LimitKind(Enum):
    """What a limit of a plan is about."""

    CAP = "cap"
    """National: share of the labour force times the labour force."""
    CATEGORY = "category"
    LOCAL_CONTENT = "local_content"
    """Share of foreign staff in a group of categories of an area's sector."""
    CAPACITY = "capacity"
    CEILING = "ceiling"
    CHANGE_UP = "change_up"
    """Against last year."""
    CHANGE_DOWN = "change_down"
    FLOOR = "floor"

    @property
    def lower(self) -> bool:
        """Whether the places must be at least so many."""
        return self in (LimitKind.FLOOR, LimitKind.CHANGE_DOWN)


@dataclass(frozen=True, slots=True)
class Category:
    """A category of permits."""

    id: str
    group: str = ""
    """Categories that a limit of local content takes together; empty: none applies."""
    inside: bool = True
    """Whether its places count against the national cap."""
    duration: float = 1.0
    """Part of the year that a place is worked."""
    vulnerable: float = 0.0
    """Vulnerable local workers that a place affects where unemployment is the country's."""
    cap: float | None = None
    """Places of the whole country, if the act sets them."""
    act: str = ""
    sectors: tuple[str, ...] = ()
    """Sectors in which it is used; all if empty."""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """Need of one category in a sector of an area; persons."""

    area: str
    sector: str
    category: str
    low: float
    need: float
    high: float
    staff: float | None = None
    """Local workers of the category; none: not stated."""
    used: float | None = None
    last_year: float | None = None
    origin: CellOrigin = CellOrigin.USER

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells a cell from all others."""
        return self.area, self.sector, self.category

    def wanted(self, level: NeedLevel) -> float:
        """The need of a level."""
        return {NeedLevel.LOW: self.low, NeedLevel.CENTRAL: self.need, NeedLevel.HIGH: self.high}[level]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the sum of some cells: at most, or at least, `amount` places."""

    kind: LimitKind
    amount: float
    members: tuple[int, ...]
    """Positions of the cells that count."""
    area: str = ""
    sector: str = ""
    category: str = ""
    """A category, or a group of categories for local content."""
    act: str = ""
    """The act that sets it; empty for a wish or an assumption."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells a limit from all others."""
        return self.kind.value, self.area, self.sector, self.category


@dataclass(frozen=True)
class AreaTerms:
    """What is stated of an area."""

    floor: float | None = None
    ceiling: float | None = None
    capacity: float | None = None
    output: float | None = None
    """Output of a person and year, money."""
    unemployment: float | None = None
    """Rate, relative to the country's."""


@dataclass(frozen=True)
class QuotaTerms:
    """Declared terms of a plan: legal parameters with their acts, and wishes."""

    categories: tuple[Category, ...]
    cap: float | None = None
    """Places of the whole country."""
    cap_act: str = ""
    local_shares: Mapping[str, float] = field(default_factory=dict)
    """Least share of local staff by group of categories."""
    local_acts: Mapping[str, str] = field(default_factory=dict)
    """By group of categories."""
    change: float | None = None
    """Most change of an area's sum against last year, as a part of it."""
    change_act: str = ""
    floor_share: float | None = None
    """Least part of its need that each area gets."""
    areas: Mapping[str, AreaTerms] = field(default_factory=dict)
    weight: float = 1.0
    """Places that one affected vulnerable local worker counts as."""
    output: float | None = None
    """Output of a person and year in the country, money; areas are measured by it."""


@dataclass(frozen=True)
class QuotaProblem:
    """Cells in the order of their keys, and limits in the order of theirs: the order of the input does not matter."""

    cells: tuple[Cell, ...]
    limits: tuple[Limit, ...]
    terms: QuotaTerms
    year: str = ""
    level: NeedLevel = NeedLevel.CENTRAL

    @property
    def scenario(self) -> bool:
        """Whether needs were spread from national figures."""
        return any(cell.origin is CellOrigin.SCENARIO for cell in self.cells)

    @property
    def areas(self) -> tuple[str, ...]:
        """Areas in order."""
        return tuple(dict.fromkeys(cell.area for cell in self.cells))

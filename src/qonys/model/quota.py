"""A quota of foreign labour: needs by area, sector and category, and the limits that a plan must keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from qonys.errors import CannotCompute


class Objective(Enum):
    """What a plan raises."""

    FILLED = "filled"
    """Places filled."""
    OUTPUT = "output"
    """Output of the places, money by the year."""
    BALANCED = "balanced"
    """Places, plus output relative to the country's mean, minus vulnerable local workers affected, by their weight."""


class Version(Enum):
    """Which of the plans that keep all limits."""

    BEST = "best"
    """The most of the objective."""
    MAXMIN = "maxmin"
    """The highest coverage of the area with the lowest, then of the next one, and so on."""
    REGRET = "regret"
    """The least loss, in the worst draw of needs and effects, against the best plan of that draw."""


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
    lawful: bool = False
    """Whether a pack declares them, with the acts in force."""


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


def make_problem(
    cells: Iterable[Cell], terms: QuotaTerms, year: str = "", level: NeedLevel = NeedLevel.CENTRAL
) -> QuotaProblem:
    """A problem whose cells and limits stand in a fixed order, so that the order of rows changes no answer.

    Raises
    ------
    CannotCompute
        If there is no cell.
    """
    ordered = tuple(sorted(cells, key=lambda cell: cell.key))
    if not ordered:
        raise CannotCompute("quota-no-needs", where="--needs", fix="--template needs.csv")
    limits = [limit for limit in _limits(ordered, terms, level) if limit.members]
    return QuotaProblem(ordered, tuple(sorted(limits, key=lambda limit: limit.key)), terms, year, level)


def _limits(cells: Sequence[Cell], terms: QuotaTerms, level: NeedLevel) -> Iterable[Limit]:
    inside = {c.id for c in terms.categories if c.inside}
    if terms.cap is not None:
        counted = tuple(i for i, cell in enumerate(cells) if cell.category in inside)
        yield Limit(LimitKind.CAP, terms.cap, counted, act=terms.cap_act)
    for category in terms.categories:
        if category.cap is not None:
            counted = tuple(i for i, cell in enumerate(cells) if cell.category == category.id)
            yield Limit(LimitKind.CATEGORY, category.cap, counted, category=category.id, act=category.act)
    yield from _local_content(cells, terms)
    for area in dict.fromkeys(cell.area for cell in cells):
        counted = tuple(i for i, cell in enumerate(cells) if cell.area == area)
        yield from _of_area(area, counted, cells, terms, level)


def _local_content(cells: Sequence[Cell], terms: QuotaTerms) -> Iterable[Limit]:
    """Foreign places of a group beside its local staff; none where staff is not stated: it cannot be checked."""
    groups = {c.id: c.group for c in terms.categories if c.group in terms.local_shares}
    found: dict[tuple[str, str, str], list[int]] = {}
    for i, cell in enumerate(cells):
        if cell.category in groups:
            found.setdefault((cell.area, cell.sector, groups[cell.category]), []).append(i)
    for (area, sector, group), counted in found.items():
        staff = [cells[i].staff for i in counted]
        share = terms.local_shares[group]
        if share > 0 and all(s is not None for s in staff):
            most = (1 - share) / share * sum(s for s in staff if s is not None)
            yield Limit(LimitKind.LOCAL_CONTENT, most, tuple(counted), area, sector, group,
                        terms.local_acts.get(group, ""))  # fmt: skip


def _of_area(
    area: str, counted: tuple[int, ...], cells: Sequence[Cell], terms: QuotaTerms, level: NeedLevel
) -> Iterable[Limit]:
    stated = terms.areas.get(area, AreaTerms())
    floor = stated.floor
    if floor is None and terms.floor_share is not None:
        floor = terms.floor_share * sum(cells[i].wanted(level) for i in counted)
    for kind, amount in (
        (LimitKind.FLOOR, floor), (LimitKind.CEILING, stated.ceiling), (LimitKind.CAPACITY, stated.capacity)
    ):  # fmt: skip
        if amount is not None:
            yield Limit(kind, amount, counted, area)
    before = [cells[i].last_year for i in counted]
    if terms.change is not None and all(b is not None for b in before):
        last = sum(b for b in before if b is not None)
        yield Limit(LimitKind.CHANGE_UP, last * (1 + terms.change), counted, area, act=terms.change_act)
        # A need that has gone is no reason to give places.
        least = min(last * (1 - terms.change), sum(cells[i].wanted(level) for i in counted))
        yield Limit(LimitKind.CHANGE_DOWN, least, counted, area, act=terms.change_act)


def with_floors(terms: QuotaTerms, floors: Mapping[str, float]) -> QuotaTerms:
    """Terms with floors of areas that somebody asks for."""
    areas = dict(terms.areas)
    for area, floor in floors.items():
        areas[area] = replace(areas.get(area, AreaTerms()), floor=floor)
    return replace(terms, areas=areas)

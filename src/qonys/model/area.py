"""Areas: a country and its regions, as codes that mean a territory only together with a division."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

AreaCode = str


class Level(Enum):
    """Where an area stands in the hierarchy."""

    COUNTRY = "country"
    REGION = "region"


class Place(Enum):
    """What kind of place it is called."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Area:
    """One area code: the same code may stand for different territories in different divisions."""

    code: AreaCode
    level: Level
    place: Place
    parent: AreaCode | None
    first: int | None = None
    """First borders year in which the code exists; none: from the beginning."""
    last: int | None = None
    """Last borders year in which the code exists; none: still in force."""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes in other systems, by system; former ones follow the present one."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Official name by language."""
    aliases: tuple[str, ...] = ()

    def exists(self, borders: int) -> bool:
        """Whether the code is in force in the division of that year."""
        return (self.first is None or self.first <= borders) and (self.last is None or borders <= self.last)

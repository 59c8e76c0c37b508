"""A pack: everything that the engine knows of a country."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from qonys.model import Area, AreaCode, Indicator, Level, Lineage, Source, Unit
from qonys.packs.find import AreaFinder
from qonys.packs.identities import Identity
from qonys.packs.locators import Locators


@dataclass(frozen=True, slots=True)
class Codelist:
    """The codes of one dimension, with names by language."""

    names: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    totals: tuple[str, ...] = ()
    """Codes that stand for several others."""


@dataclass(frozen=True, slots=True)
class KnownResidual:
    """A residual of an identity whose cause is known."""

    check: str
    area: AreaCode
    period: str
    residual: float
    cause: str
    note: str


@dataclass(frozen=True)
class Pack:
    """A country as data: areas, borders, indicators, sources, identities; figures are read apart."""

    id: str
    version: str
    date: dt.date
    country: AreaCode
    names: Mapping[str, str]
    root: Path
    digest: str
    """SHA-256 of all files."""
    areas: Mapping[AreaCode, Area]
    lineage: Lineage
    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    codelists: Mapping[str, Codelist]
    sources: Mapping[str, Source]
    identities: tuple[Identity, ...]
    residuals: tuple[KnownResidual, ...]
    locators: Locators
    name_texts: Mapping[str, str]
    """Catalogue of names by language, as Fluent text."""
    place_words: tuple[str, ...]
    framework: str = ""
    """The framework of well-being that is meant where none is named; empty: none."""

    def regions(self, borders: int) -> tuple[AreaCode, ...]:
        """The regions of the division of that year, in the order of the pack."""
        division = self.lineage.division(borders)
        return tuple(code for code, area in self.areas.items() if area.level is Level.REGION and code in division)

    def find_area(self, text: str) -> Area:
        """The area of this name or code, in any of the languages.

        Raises
        ------
        NotFound
            With the nearest names.
        """
        return self.areas[self.finder.find(text)]

    @cached_property
    def finder(self) -> AreaFinder:
        """Finds areas by name and code."""
        return AreaFinder.of(self.areas.values(), self.place_words, where=f"pack {self.id}")

    @property
    def boundaries(self) -> Path | None:
        """GeoJSON of the newest division, if the pack has one."""
        path = self.root / "boundaries.geojson"
        return path if os.path.lexists(path) else None

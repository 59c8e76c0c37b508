"""What every chapter is given: the runner, the area, and which years and borders the figures allow."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from qonys.errors import CannotCompute, NotFound
from qonys.model import Level
from qonys.model.claim import Parameter
from qonys.model.result import Result
from qonys.packs import Pack
from qonys.provenance.runner import Runner
from qonys.report.ledger import Ledger

LAST_BORDERS = 9999
"""A year after all changes of borders."""


@dataclass(frozen=True)
class Context:
    """One assessment: an area of a pack on a store."""

    run: Runner
    area: str
    ledger: Ledger = field(default_factory=Ledger, compare=False)
    """What stayed away, and why."""

    @property
    def pack(self) -> Pack:
        """The country's pack."""
        return self.run.store.pack

    @property
    def country(self) -> str:
        """Code of the whole."""
        return self.pack.country

    @property
    def is_country(self) -> bool:
        """Whether the whole country is assessed."""
        return self.area == self.country

    @cached_property
    def borders(self) -> int:
        """The borders year of the newest division that holds in the last year of figures."""
        return self.pack.lineage.era(int(self.year)) or int(self.year)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions of that division."""
        return self.pack.regions(int(self.year))

    @property
    def everywhere(self) -> tuple[str, ...]:
        """The regions and the country."""
        return (*self.regions, self.country)

    @cached_property
    def year(self) -> str:
        """The last year for which net migration of regions is published.

        Raises
        ------
        CannotCompute
            If there is none.
        """
        regions = [code for code, area in self.pack.areas.items() if area.level is Level.REGION]
        years = self.years("net_migration", tuple(regions))
        if not years:
            raise CannotCompute(
                "no-net-migration",
                where=f"pack {self.pack.id}",
                fix="add observations of net_migration, or an earlier --as-of",
            )
        return years[-1]

    def years(self, series: str, areas: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Years for which a series has a value in one of the areas; empty for an unknown indicator."""
        try:
            codes = self.run.store.periods(series, areas)
        except NotFound:
            return ()
        return tuple(sorted({c.removesuffix("-01-01") for c in codes if len(c.removesuffix("-01-01")) == 4}))

    def months(self, series: str) -> tuple[str, ...]:
        """Months for which a series has a value."""
        return tuple(c for c in self.run.store.periods(series) if len(c) == 7 and "Q" not in c)

    def figures(self, *series: str, areas: tuple[str, ...], periods: tuple[str, ...], **more: Parameter) -> Result:
        """Published figures in the borders of the assessment."""
        parameters: dict[str, Parameter] = {"borders": int(self.year), **more}
        return self.run("figures", series=series, areas=areas, periods=periods, **parameters)

    def has(self, indicator: str) -> bool:
        """Whether the pack knows an indicator of this id."""
        return indicator in self.pack.indicators


def span(first: str, last: str) -> tuple[str, ...]:
    """All years from one to another."""
    return tuple(str(year) for year in range(int(first), int(last) + 1))

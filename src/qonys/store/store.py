"""A store: the releases of a country, and what can be asked of them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qonys.model import Observation
from qonys.model.result import Figures
from qonys.packs import Pack
from qonys.packs.observations import pack_observations
from qonys.store import queries
from qonys.store.panel import Panel, PanelQuery, build_panel, labelled, split_series
from qonys.store.release import Draft, Origin, Release, parquet_of, releases_in, write_release

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Store:
    """Releases that one process reads; writers add others beside them."""

    pack: Pack
    folder: Path
    releases: tuple[Release, ...]
    as_of: dt.date | None = None
    """Only figures known on this day; none: all."""

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """An in-memory connection that reads the release files; no lock is taken."""
        files = [(parquet_of(self.folder, r), r.number) for r in self.releases]
        return queries.connect(files, sum(r.rows for r in self.releases), self.as_of)

    def panel(self, query: PanelQuery) -> Panel:
        """Figures in one set of borders as known on one day."""
        query = query if query.as_of else replace(query, as_of=self.as_of)
        panel = build_panel(self.pack, self.connection, query)
        if query.estimates:
            from qonys.store.estimate import fill_estimates

            panel = fill_estimates(self.pack, self.connection, panel)
        return panel

    def labelled(self, series: str, areas: Sequence[str], periods: Sequence[str]) -> Figures:
        """Figures under their labels as they stand, whatever borders they are stated in."""
        return labelled(self.pack, self.connection, series, areas, periods, self.as_of)

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Observations by row number."""
        return queries.rows(self.connection, numbers)

    def stated(self, indicator: str) -> list[tuple[str, str, str]]:
        """Dimensions, area and period of each value of an indicator, in order."""
        return queries.dimension_values(self.connection, indicator)

    def sources_of_rows(self, numbers: Sequence[int]) -> dict[int, str]:
        """The source of each observation by row number."""
        return queries.sources_of_rows(self.connection, numbers)

    def periods(self, series: str, areas: Sequence[str] = ()) -> list[str]:
        """Periods for which a series has a value in one of the areas."""
        return queries.periods(self.connection, *split_series(series), areas)

    @property
    def newest(self) -> dt.date:
        """Vintage of the newest observation."""
        return max(dt.date.fromisoformat(r.date) for r in self.releases)

    @property
    def hashes(self) -> tuple[str, ...]:
        """Ids of the releases."""
        return tuple(r.id for r in self.releases)


def default_root() -> Path:
    """Where releases are kept: `QONYS_STORE`, else the user's data folder."""
    if named := os.environ.get("QONYS_STORE"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("qonys", appauthor=False) / "store"


def open_store(pack: Pack, root: Path | None = None, *, as_of: dt.date | None = None) -> Store:
    """The store of a pack; the pack's own release is written when it is not there yet.

    Raises
    ------
    BadInput
        If the pack's figures are faulty.
    BrokenData
        If a release is damaged or the folder cannot be written.
    """
    folder = (root or default_root()) / pack.id
    known = releases_in(folder)
    own = [r for r in known if r.origin is Origin.PACK and r.pack_digest == pack.digest]
    if not own:
        own = [_add(folder, pack, pack_observations(pack), Origin.PACK, f"pack {pack.id} {pack.version}", known)]
    imports = [r for r in known if r.origin is Origin.IMPORT]
    return Store(pack, folder, (own[-1], *imports), as_of)


def import_release(store: Store, observations: Sequence[Observation], source: str) -> Release:
    """Add observations to a store as a release of their own; it stands whole or not at all."""
    return _add(store.folder, store.pack, observations, Origin.IMPORT, source, releases_in(store.folder))


def _add(
    folder: Path, pack: Pack, observations: Sequence[Observation], origin: Origin, source: str, known: Sequence[Release]
) -> Release:
    number = max((r.number for r in known), default=0) + 1
    draft = Draft(pack.id, pack.version, pack.digest, origin, source, number)
    return write_release(folder, observations, pack.sources, draft)

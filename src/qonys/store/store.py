"""A store: the releases of a country, and what can be asked of them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qonys.disk.plain import as_text
from qonys.errors import BrokenData
from qonys.model import Observation
from qonys.model.result import Figures
from qonys.packs import Pack
from qonys.packs.observations import pack_observations
from qonys.store import engine, queries
from qonys.store.manifest import releases_in
from qonys.store.panel import Panel, PanelQuery, build_panel, labelled, split_series
from qonys.store.release import LeftOut, Origin, Release
from qonys.store.write import Draft, sha256, write_release

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
    left_out: tuple[LeftOut, ...] = ()
    """Releases of the folder that cannot be read: whoever shows figures says so."""

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """An in-memory connection that reads the release files; no lock is taken.

        Rows are numbered by the place of their release in the order of arrival, not by the number in its manifest:
        older versions gave one number to two that arrived at once.
        """
        arrived = sorted(self.releases, key=lambda r: (r.number, r.id))
        files = [(data_of(self.folder, r), place) for place, r in enumerate(arrived, 1)]
        return engine.connect(files, sum(r.rows for r in self.releases), self.as_of)

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
        return labelled(self.pack, self.connection, series, areas, periods, self.as_of)[0]

    def labelled_rows(
        self, series: str, areas: Sequence[str], periods: Sequence[str]
    ) -> Iterator[tuple[int, str, str]]:
        """The row of each figure under its label, with its area and period."""
        _, rows = labelled(self.pack, self.connection, series, areas, periods, self.as_of)
        for i, t in np.argwhere(rows >= 0):
            yield int(rows[i, t]), areas[i], periods[t]

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Observations by row number."""
        return queries.rows(self.connection, numbers)

    def stated(self, indicator: str) -> list[tuple[str, str, str]]:
        """Dimensions, area and period of each value of an indicator, in order."""
        return queries.dimension_values(self.connection, indicator)

    def origins(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Source and vintage of observations by row number."""
        return queries.origins(self.connection, numbers)

    def periods(self, series: str, areas: Sequence[str] = ()) -> list[str]:
        """Periods for which a series has a value in one of the areas."""
        return queries.periods(self.connection, *split_series(series), areas)

    @property
    def newest(self) -> dt.date:
        """Vintage of the newest observation."""
        return max(dt.date.fromisoformat(r.date) for r in self.releases)

    @property
    def known(self) -> frozenset[str]:
        """Ids of all releases of the folder, earlier ones of the pack among them."""
        return frozenset(r.id for r in (*releases_in(self.folder).releases, *self.releases))

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
    """The store of a pack; the pack's own release is written when it is not there, or damaged.

    Imports that are damaged, or of a newer version, are left out and named in `left_out`; their files stay.

    Raises
    ------
    BadInput
        If the pack's figures are faulty.
    BrokenData
        If the folder cannot be written and the pack's release is not in it.
    """
    folder = (root or default_root()) / pack.id
    own = _own(pack, folder)
    if own is None:
        _add(folder, pack, pack_observations(pack), Origin.PACK, f"pack {pack.id} {pack.version}")
        own = _own(pack, folder)
        if own is None:
            raise BrokenData("store-unstable", where=str(folder), fix="another folder with --store")
    found = releases_in(folder)
    imports = [r for r in found.releases if r.origin is Origin.IMPORT]
    faults = _faults(folder, imports)
    sound = [r for r in imports if r not in faults]
    return Store(pack, folder, (own, *sound), as_of, (*found.left_out, *faults.values()))


def _own(pack: Pack, folder: Path) -> Release | None:
    """The pack's own release as it is now, if it is there and sound."""
    mine = [r for r in releases_in(folder).releases if r.origin is Origin.PACK and r.pack_digest == pack.digest]
    return next((r for r in reversed(mine) if not _faults(folder, [r])), None)


def import_release(store: Store, observations: Sequence[Observation], source: str) -> Release:
    """Add observations to a store as a release of their own; it stands whole or not at all."""
    return _add(store.folder, store.pack, observations, Origin.IMPORT, source)


def _add(folder: Path, pack: Pack, observations: Sequence[Observation], origin: Origin, source: str) -> Release:
    draft = Draft(pack.id, pack.version, pack.digest, origin, as_text(source))
    return write_release(folder, observations, pack.sources, draft)


def data_of(folder: Path, release: Release) -> Path:
    """The data file of a release."""
    return folder / f"{release.name}.parquet"


def _faults(folder: Path, releases: Sequence[Release]) -> dict[Release, LeftOut]:
    """The releases whose data is missing, changed, or not in the layout of this version."""
    found: dict[Release, LeftOut] = {}
    whole: dict[Path, Release] = {}
    for release in releases:
        path = data_of(folder, release)
        reason = _damage(path, release.sha256)
        if reason:
            found[release] = LeftOut(path.name, reason, "", release.source, release.number)
        else:
            whole[path] = release
    for path, detail in engine.misfits({path: release.rows for path, release in whole.items()}).items():
        release = whole[path]
        found[release] = LeftOut(path.name, "data-form", detail, release.source, release.number)
    return found


def _damage(path: Path, digest: str) -> str:
    """Whether a data file is missing or is not the one that its manifest knows; empty if it is."""
    if not os.path.isfile(path):
        return "data-missing"
    return "" if sha256(path) == digest else "data-changed"

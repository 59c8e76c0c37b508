"""Writing a release: the data, then the manifest that makes it visible, both in place under one lock."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qonys.disk.lock import locked
from qonys.disk.workshop import workshop
from qonys.disk.write import put, sync, writing
from qonys.model import Observation, Source, dimensions_text
from qonys.store.manifest import free_name, releases_in
from qonys.store.release import Origin, Release

if TYPE_CHECKING:
    import pyarrow as pa

LOCK = ".lock"
"""Name of the file whose lock a writer holds while it takes the next number."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a release is to say of itself."""

    pack: str
    pack_version: str
    pack_digest: str
    origin: Origin
    source: str


def write_release(
    folder: Path, observations: Sequence[Observation], sources: Mapping[str, Source], draft: Draft
) -> Release:
    """Write observations as a release with the next number of its folder.

    A process that is killed leaves data without a manifest, which no reader sees, or both. Two that write at once
    take their numbers one after the other. The same observations again are the same release, arrived later.

    Raises
    ------
    BrokenData
        If the folder cannot be written; nothing is left behind.
    """
    import pyarrow.parquet  # noqa: F401  (now: what is imported while files are made can leave them behind)

    columns = _columns(observations, sources)
    identity = hashlib.sha256(json.dumps(columns, ensure_ascii=False, default=str).encode()).hexdigest()
    newest = max((o.vintage for o in observations), default=dt.date.min).isoformat()
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with workshop(folder) as content:
            data = content / "data"
            _write_data(_table(columns), data)
            with locked(folder / LOCK):
                found, name = releases_in(folder), free_name(folder, identity)
                target = folder / f"{name}.parquet"
                kept = next((r.sha256 for r in found.releases if r.name == name and sha256(target) == r.sha256), "")
                release = Release(
                    id=identity, **asdict(draft), date=newest, rows=len(observations), sha256=kept or sha256(data),
                    number=found.next_number, name=name,
                )  # fmt: skip
                _write_manifest(release, content / "manifest")
                if not kept:
                    put(data, target)
                put(content / "manifest", folder / f"{name}.json")
            sync(folder)
    return release


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal; empty if there is no such file or it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _write_data(table: pa.Table, path: Path) -> None:
    import pyarrow.parquet as pq

    with path.open("wb") as file:  # not by name: a name need not be UTF-8
        pq.write_table(table, file, compression="zstd")
    sync(path)


def _write_manifest(release: Release, path: Path) -> None:
    said = {**asdict(release), "origin": release.origin.value}
    del said["name"]
    path.write_text(json.dumps(said, indent=1) + "\n", "utf-8")
    sync(path)


def _columns(observations: Sequence[Observation], sources: Mapping[str, Source]) -> dict[str, list[Any]]:
    ordered = sorted(
        observations,
        key=lambda o: (
            o.indicator, dimensions_text(o.dimensions), o.area, o.borders, o.period.code, o.source, o.vintage,
        ),
    )  # fmt: skip
    return {
        "indicator": [o.indicator for o in ordered],
        "dimensions": [dimensions_text(o.dimensions) for o in ordered],
        "area": [o.area for o in ordered],
        "borders": [o.borders for o in ordered],
        "period": [o.period.code for o in ordered],
        "value": [o.value for o in ordered],
        "unit": [o.unit for o in ordered],
        "status": [o.status.value for o in ordered],
        "vintage": [o.vintage for o in ordered],
        "source": [o.source for o in ordered],
        "source_rank": [sources[o.source].rank for o in ordered],
        "mixes": [sources[o.source].kind.mixes for o in ordered],
        "locator": [o.locator for o in ordered],
        "note": [o.note for o in ordered],
        "definition": [o.definition for o in ordered],
        "row": list(range(len(ordered))),
    }


def _table(columns: dict[str, list[Any]]) -> pa.Table:
    import pyarrow as pa

    kinds = {"borders": pa.int32(), "value": pa.float64(), "vintage": pa.date32(), "source_rank": pa.int32(),
             "mixes": pa.bool_(), "row": pa.int64()}  # fmt: skip
    return pa.table({name: pa.array(values, kinds.get(name, pa.string())) for name, values in columns.items()})

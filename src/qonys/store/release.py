"""Releases: immutable sets of observations on disk, written whole or not at all."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qonys.errors import BrokenData
from qonys.model import Observation, Source, dimensions_text

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1
"""Number of the layout of release files; a reader refuses others."""


class Origin(Enum):
    """Where the observations of a release came from."""

    PACK = "pack"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Release:
    """One immutable file of observations and what is known of it."""

    id: str
    """SHA-256 of the observations in canonical text."""
    pack: str
    pack_version: str
    pack_digest: str
    origin: Origin
    source: str
    """The file or pack that was read."""
    date: str
    """Vintage of the newest observation."""
    rows: int
    sha256: str
    """Of the Parquet file."""
    number: int
    """Order of arrival in its store."""
    format: int = FORMAT


def releases_in(folder: Path) -> tuple[Release, ...]:
    """The releases of a folder, in order of arrival."""
    found = [_read_manifest(path) for path in sorted(folder.glob("*.json"))]
    return tuple(sorted(found, key=lambda r: r.number))


def _read_manifest(path: Path) -> Release:
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["format"] != FORMAT:
            raise BrokenData(
                "store-format",
                f"written in format {data['format']}, this version reads {FORMAT}",
                where=str(path),
                fix="use the version that wrote it, or a new --store",
            )
        return Release(**{**data, "origin": Origin(data["origin"])})
    except (ValueError, KeyError, TypeError) as error:
        raise _truncated(path) from error


def parquet_of(folder: Path, release: Release) -> Path:
    """The checked data file of a release.

    Raises
    ------
    BrokenData
        If the file is missing, cut short or changed.
    """
    path = folder / f"{release.id[:16]}.parquet"
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != release.sha256:
        raise _truncated(path)
    return path


def _truncated(path: Path) -> BrokenData:
    fix = "delete it and the file of the same name beside it, then run the command again"
    return BrokenData("store-truncated", "a release is damaged or cut short", where=str(path), fix=fix, file=path.name)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a release is to say of itself."""

    pack: str
    pack_version: str
    pack_digest: str
    origin: Origin
    source: str
    number: int


def write_release(
    folder: Path, observations: Sequence[Observation], sources: Mapping[str, Source], draft: Draft
) -> Release:
    """Write observations as a release: the data first, then the manifest that makes it visible.

    A process that is killed leaves files without a manifest, which no reader sees.

    Raises
    ------
    BrokenData
        If the folder cannot be written; nothing is left behind.
    """
    import pyarrow.parquet as pq

    columns = _columns(observations, sources)
    identity = hashlib.sha256(json.dumps(columns, ensure_ascii=False, default=str).encode()).hexdigest()
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(folder / f"{identity[:16]}.parquet") as part:
            pq.write_table(_table(columns), part, compression="zstd")
            digest = hashlib.sha256(part.read_bytes()).hexdigest()
        release = Release(
            id=identity,
            **{**asdict(draft)},
            date=max((o.vintage for o in observations), default=dt.date.min).isoformat(),
            rows=len(observations),
            sha256=digest,
        )
        with replacing(folder / f"{identity[:16]}.json") as part:
            text = json.dumps({**asdict(release), "origin": release.origin.value}, indent=1)
            part.write_text(text + "\n", "utf-8")
    return release


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turns the system's refusals to write into one clear error."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.ENOTDIR, errno.EEXIST):
            raise
        full = error.errno == errno.ENOSPC
        raise BrokenData(
            "disk-full" if full else "unwritable",
            "the disk is full" if full else "the folder cannot be written",
            where=str(target),
            fix="free some space, or name another folder" if full else "name another folder, or put its rights right",
        ) from error


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside the path that takes its place when all is written, and vanishes otherwise."""
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        yield part
        with part.open("rb+") as handle:
            os.fsync(handle.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


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

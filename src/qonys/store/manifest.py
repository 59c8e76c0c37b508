"""What a release says of itself on disk, read strictly; what cannot be read is named and left out, never removed."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qonys.disk.plain import as_text
from qonys.disk.read import Unreadable, read_bytes, read_model
from qonys.disk.strict import Strict
from qonys.store.release import FORMAT, LeftOut, Origin, Release

MOST = 1_000_000
"""Bytes of a manifest."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ReleaseFile(Strict):
    """The manifest of a release."""

    id: Digest
    pack: str
    pack_version: str
    pack_digest: str
    origin: Literal["pack", "import"]
    source: str
    date: dt.date
    rows: Annotated[int, Field(ge=0, lt=10**9)]
    sha256: Digest
    number: Annotated[int, Field(ge=0, lt=2**31)]
    format: Literal[1]


class _Format(BaseModel):
    """What every version writes."""

    model_config = ConfigDict(extra="ignore", strict=True)

    format: int
    source: str = ""
    number: Annotated[int, Field(ge=0, lt=2**31)] = 0


@dataclass(frozen=True)
class Found:
    """The releases of a folder in order of arrival, and those that cannot be read."""

    releases: tuple[Release, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def next_number(self) -> int:
        """The number of the next to arrive."""
        taken = [r.number for r in self.releases] + [left.number for left in self.left_out]
        return max(taken, default=0) + 1


def releases_in(folder: Path) -> Found:
    """The releases of a folder by their manifests; the data is not looked at."""
    read = [_read(path) for path in _manifests(folder)]
    releases = [found for found in read if isinstance(found, Release)]
    ordered = sorted(releases, key=lambda r: (r.number, r.id, r.name))
    return Found(tuple(ordered), tuple(found for found in read if isinstance(found, LeftOut)))


def _manifests(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))


def _read(path: Path) -> Release | LeftOut:
    try:
        found = _of_older_names(path) or read_model(path, ReleaseFile, MOST)
    except Unreadable as error:
        head = _head(path)
        newer = error.reason == "newer" or (head is not None and head.format > FORMAT)
        reason = "newer" if newer else "manifest"
        return LeftOut(path.name, reason, error.detail, *((head.source, head.number) if head else ()))
    origin, date = Origin(found.origin), found.date.isoformat()
    return Release(**{**found.model_dump(), "origin": origin, "date": date, "name": path.stem})


def _of_older_names(path: Path) -> ReleaseFile | None:
    """A manifest whose source is a file with a name that is no text: older versions wrote it down as it was."""
    try:
        content = read_bytes(path, MOST)
        if b"\\ud" not in content:
            return None
        said = json.loads(content)
        return ReleaseFile.model_validate_json(json.dumps({**said, "source": as_text(said["source"])}))
    except (Unreadable, ValidationError, LookupError, TypeError, ValueError, RecursionError):
        return None


def _head(path: Path) -> _Format | None:
    try:
        return _Format.model_validate_json(read_bytes(path, MOST))
    except (Unreadable, ValidationError):
        return None


def free_name(folder: Path, identity: str) -> str:
    """A name for the files of a release that no manifest of a newer version has."""
    stem, number = identity[:16], 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        path = folder / f"{name}.json"
        found = _read(path) if os.path.exists(path) else None
        if not isinstance(found, LeftOut) or found.reason != "newer":
            return name
        number += 1

"""Releases: immutable sets of observations, and what is known of one whose files cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

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
    name: str = ""
    """Of its two files, without the ending; their manifest does not repeat it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A release that is there and cannot be read: its figures are left out, its files are not touched."""

    file: str
    """Of the two files the one that is at fault."""
    reason: str
    """manifest, newer, data-missing, data-changed, data-form."""
    detail: str
    source: str = ""
    """The file or pack that it was read from, if its manifest still says so."""
    number: int = 0
    """Its order of arrival, if its manifest still says so."""

"""manifest.json: what made a report, and the checksums by which its files are known again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from qonys.disk.read import Unreadable, read_bytes, read_model
from qonys.errors import BadInput
from qonys.store import Store

NAME = "manifest.json"
PACKAGES = ("qonys", "numpy", "pandas", "duckdb", "pyarrow", "altair", "vl-convert-python", "xlsxwriter")
MOST, LARGEST = 10_000_000, 2_000_000_000
"""Bytes of a manifest, and of a file of a report."""


def manifest_text(store: Store, files: Mapping[str, bytes], made: Mapping[str, object]) -> str:
    """What made a report: options, figures, versions, checksums; nothing that differs between two runs.

    Parameters
    ----------
    store : Store
        The figures it was made from.
    files : mapping of str to bytes
        Contents by name.
    made : mapping
        Area, seed and day of knowledge.
    """
    import platform

    pack = store.pack
    content: dict[str, Any] = {
        **made,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.digest},
        "releases": [
            {"id": r.id, "origin": r.origin.value, "source": r.source, "date": r.date, "rows": r.rows,
             "sha256": r.sha256}
            for r in store.releases
        ],
        "left_out": [{"file": left.file, "reason": left.reason} for left in store.left_out],
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def refuse_foreign(out: Path, names: Iterable[str]) -> None:
    """Stop at a file of the folder that stands where one of a report is to be and that no report has left there.

    Raises
    ------
    BadInput
        With the first that the manifest beside it does not know by its checksum.
    """
    present = [name for name in names if os.path.lexists(out / name)]
    known = _checksums(out / NAME) if present else {}
    for name in present:
        if not known or (name != NAME and _digest(out / name) != known.get(name)):
            fix = "name another folder with --out; --force writes over it"
            raise BadInput("output-foreign", where=str(out / name), fix=fix, name=name)


def _checksums(path: Path) -> Mapping[str, str]:
    """Checksums by name; none if there is no such manifest, or none that can be read."""
    from qonys.report.stored import ManifestFile

    try:
        return read_model(path, ManifestFile, MOST).files
    except Unreadable:
        return {}


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_bytes(path, LARGEST)).hexdigest()
    except Unreadable:
        return ""

"""A package of measures run: a record that can be kept, and what changed against an earlier one."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from qonys.disk.read import Unreadable, read_json
from qonys.errors import BadInput, NotFound
from qonys.model.measures import Package
from qonys.packs.measures import package_text
from qonys.plans.measures.ranking import PARTS, Outcome, Yardstick, drawn, spread
from qonys.provenance.runner import Runner
from qonys.studies.measures.gather import Setting

BASIS = "simulation, declared ranges"
"""Where effects come from: they are not estimated."""
DIGITS = 10
LARGEST = 64_000_000
"""Bytes of a record."""


def digest(package: Package) -> str:
    """SHA-256 of what the package says, whatever its file looks like."""
    return hashlib.sha256(package_text(package).encode()).hexdigest()


def record(
    run: Runner, setting: Setting, package: Package, outcomes: Sequence[Outcome], by: Yardstick
) -> dict[str, Any]:
    """All that a run of a package gave, and what made it: no clock time, so that the same run gives the same record."""
    pack = run.store.pack
    head = {
        "name": package.name, "area": setting.area, "year": setting.question.period, "seed": package.seed,
        "draws": package.draws, "prepared_by": package.prepared_by, "approved_by": package.approved_by,
        "approved_on": package.approved_on, "note": package.note, "sha256": digest(package),
    }  # fmt: skip
    return {
        "package": head,
        "measures": [{"lever": m.lever, "size": m.size, "note": m.note} for m in package.measures],
        "basis": BASIS,
        "caution": dict(setting.measures.caution),
        "yardstick": by.value,
        "money": setting.question.parameters.money,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.digest},
        "releases": list(run.store.hashes),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("qonys", "numpy", "scipy")},
        },
        "results": {outcome.id: results(outcome) for outcome in outcomes},
    }


def results(outcome: Outcome) -> dict[str, dict[str, float]]:
    """Low end, median and high end of everything an outcome tells."""
    told = {name: values for name, values in drawn(outcome).items() if not name.startswith("pays_") or values.any()}
    told |= dict(sorted(outcome.details.items()))
    return {
        name: {part: float(f"{v:.{DIGITS}g}") for part, v in zip(PARTS, spread(values), strict=True)}
        for name, values in told.items()
    }


def record_text(found: Mapping[str, Any]) -> str:
    """A record as JSON: the same record always gives the same text."""
    return json.dumps(found, ensure_ascii=False, indent=1)


def read_record(path: Path) -> dict[str, Any]:
    """A record of an earlier run.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        If it is no record of a package.
    """
    try:
        found = read_json(path, LARGEST)
    except Unreadable as error:
        if error.reason in ("missing", "folder", "too-long"):
            raise NotFound.file(path) from error
        found = None
    if not isinstance(found, dict) or not {"package", "measures", "results"} <= set(found):
        raise BadInput("plan-no-record", where=str(path), fix="--out result.json", name=path.name)
    return found


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, object]]:
    """What differs between two records, in the order of the newer one: place, before, now.

    Examples
    --------
    >>> changes({"a": 1, "b": {"c": 2}}, {"a": 1, "b": {"c": 3}})
    [{'place': 'b.c', 'before': 2, 'now': 3}]
    """
    before, now = _flat(old), _flat(new)
    names = [*now, *(name for name in before if name not in now)]
    return [
        {"place": name, "before": before.get(name), "now": now.get(name)}
        for name in names
        if before.get(name) != now.get(name)
    ]


def _flat(value: Any, place: str = "") -> dict[str, Any]:
    """Leaves by their path; measures by the name of their lever, so that their order is no difference."""
    if isinstance(value, Mapping):
        parts = [(str(k), v) for k, v in value.items()]
    elif isinstance(value, list):
        named = all(isinstance(v, Mapping) and "lever" in v for v in value)
        parts = [(str(v["lever"]) if named else str(i), v) for i, v in enumerate(value)]
    else:
        return {place: value}
    found: dict[str, Any] = {}
    for name, own in parts:
        found |= _flat(own, f"{place}.{name}" if place else name)
    return found

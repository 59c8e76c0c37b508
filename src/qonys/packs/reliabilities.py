"""How far figures may be off: reliabilities of a pack, declared by indicator."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from qonys.errors import CannotCompute
from qonys.packs.pack import Pack
from qonys.packs.read import Faults, read_toml


@dataclass(frozen=True, slots=True)
class Reliability:
    """Standard deviation of an indicator's figures: `relative` × figure, at least `least`; 0 is exact."""

    least: float
    relative: float
    reason: str

    def deviation(self, value: float) -> float:
        """Standard deviation of one figure, in its unit.

        Examples
        --------
        >>> Reliability(3, 0.001, "").deviation(10_000)
        10.0
        """
        return max(self.least, abs(value) * self.relative)


def read_reliabilities(pack: Pack) -> Mapping[str, Reliability]:
    """Reliabilities by indicator.

    Raises
    ------
    BadInput
        With all faults of reliabilities.toml.
    CannotCompute
        If the pack declares none.
    """
    path = pack.root / "reliabilities.toml"
    if not os.path.exists(path):
        raise CannotCompute("no-reliabilities", where=str(path), fix="docs/reference/pack.md")
    faults, found = Faults(pack.root), {}
    for name, table in read_toml(path, faults).items():
        if name not in pack.indicators:
            faults.add("unknown-indicator", path, None, name, text=name)
        if not isinstance(table, dict):
            faults.add("bad-value", path, None, name, text=name)
            continue
        numbers = [table.get(key, 0.0) for key in ("least", "relative")]
        if not all(isinstance(n, int | float) and n >= 0 for n in numbers) or set(table) - {
            "least",
            "relative",
            "reason",
        }:
            faults.add("bad-value", path, None, name, text=name)
            continue
        found[name] = Reliability(float(numbers[0]), float(numbers[1]), str(table.get("reason", "")))
    faults.stop()
    return found

"""What a file of quota terms must hold beside its form: no term in it may go without effect."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from enum import Enum
from pathlib import Path

from qonys.packs import quota_schema as schema
from qonys.packs.lines import line_at, line_of_id
from qonys.packs.read import Faults


class Use(Enum):
    """What a file of terms is for."""

    PACK = "pack"
    """With figures and rules beside it."""
    ALONE = "alone"
    """A user's, with needs of their own."""
    OVER = "over"
    """A user's, over what a pack declares: it may say as little as it likes."""


def check(table: schema.QuotaFile, path: Path, faults: Faults, use: Use) -> None:
    """Notes all faults of a file."""
    own = use is not Use.PACK
    _twice(table, path, faults)
    _percents(table, path, faults, own)
    if use is not Use.OVER:
        _groups(table, path, faults)
    _sectors(table, path, faults)
    _numbers(table, path, faults)
    if own:
        _of_packs(table, path, faults)


def _twice(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    for name, ids in (
        ("category", [c.id for c in table.category]), ("area", [a.id for a in table.area]),
        ("local_content", [g.id for g in table.local_content]), ("sector", [s.id for s in table.sector]),
    ):  # fmt: skip
        for id, count in Counter(ids).items():
            if count > 1:
                what = f"{name} {id!r} stands {count} times"
                faults.add("duplicate-key", what, path, line_of_id(path, id), "id", text=id)


def _groups(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    if not table.category:
        faults.add("quota-no-category", "the file declares no category", path)
    groups = {c.group for c in table.category}
    for i, g in enumerate(table.local_content):
        if g.id not in groups:
            what = f"no category is of group {g.id!r}"
            faults.add("quota-no-group", what, path, line_at(path, ("local_content", i, "id")), "id", text=g.id)


def _percents(table: schema.QuotaFile, path: Path, faults: Faults, own: bool) -> None:
    for i, g in enumerate(table.local_content):
        if (g.percent is None) == (not g.parameter) or (own and g.percent is None):
            what = f"group {g.id!r} has no percent, or a parameter beside it"
            line = line_at(path, ("local_content", i, "percent"))
            faults.add("quota-no-percent", what, path, line, "percent", text=g.id)


def _sectors(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    """Sectors of a category are among those that the file names, if it names any."""
    known = [s.id for s in table.sector]
    for i, c in enumerate(table.category):
        for sector in c.sectors if known else ():
            if sector not in known:
                near = ", ".join(get_close_matches(sector, known, n=3) or known[:6])
                what = f"no sector {sector!r}: {near}"
                line = line_at(path, ("category", i, "sectors"))
                faults.add("quota-unknown-sector", what, path, line, "sectors", text=sector, near=near)


def _numbers(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    cap = table.cap
    if cap is not None and _said(cap) not in ({"places"}, {"rate", "labour_force"}):
        faults.add("quota-cap", "a cap is places, or rate and labour_force", path, line_at(path, ("cap",)), "cap")
    for i, a in enumerate(table.area):
        high = [v for v in (a.ceiling, a.capacity) if v is not None]
        if a.floor is not None and high and a.floor > min(high):
            what = f"the floor {a.floor:g} is above {min(high):g}"
            faults.add(
                "quota-floor-above", what, path, line_at(path, ("area", i, "floor")), "floor", low=float(a.floor),
                high=float(min(high)),
            )  # fmt: skip
        if a.output is not None and not table.output:
            what = "output of an area is measured by that of the country"
            faults.add("quota-no-mean", what, path, line_at(path, ("area", i, "output")), "output", text=a.id)


def _said(cap: schema.CapTable) -> set[str]:
    return {name for name in ("places", "rate", "labour_force") if getattr(cap, name) is not None}


def _of_packs(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    """What only the file of a pack can say, because it is about figures that a pack holds."""
    said: list[tuple[str | int, ...]] = [(name,) for name in ("versions", "scenario") if getattr(table, name)]
    said += [("sector", i, "rest") for i, s in enumerate(table.sector) if s.rest]
    for steps in said:
        name = str(steps[-1])
        faults.add("quota-of-packs", f"{name} is for the file of a pack", path, line_at(path, steps), name, text=name)

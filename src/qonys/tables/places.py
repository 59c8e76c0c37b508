"""Areas under several names: names of the pack are aliases of one area, likely renamings are named."""

from __future__ import annotations

from collections.abc import Sequence

from qonys.model.period import Period
from qonys.tables.labels import variants
from qonys.tables.reading import reading
from qonys.tables.sheet import Sheet

MOST_ASKED = 3_000
"""A table with more areas than these is not one of a country's regions."""


def same_names(labels: Sequence[str], known: Sequence[str]) -> list[str]:
    """Labels with one name for each area: that of `known` if it has one, else the first in the file.

    Only labels that the pack resolves to one and the same area are joined; all others stay as they are.
    """
    names = list(dict.fromkeys((*known, *labels)))
    if len(names) > MOST_ASKED or (known and set(labels) <= set(known)):
        return list(labels)
    first: dict[str, str] = {}
    joined: dict[str, str] = {}
    for name in names:
        code = reading().code(name) if not name.isdecimal() else ""
        if code:
            joined[name] = first.setdefault(code, name)
    for name in dict.fromkeys(labels):
        if joined.get(name, name) != name:
            reading().note("one-area", text=name, other=joined[name])
    return [joined.get(label, label) for label in labels]


def refuse_variants(sheet: Sheet, labels: Sequence[str], column: str) -> None:
    """Two labels that differ by case, spaces or hyphens alone are a fault where the second stands first."""
    for one, other in variants(labels):
        sheet.fault("label-variant", list(labels).index(other), column, text=other, other=one)


def note_renamings(sheet: Sheet, areas: Sequence[str], periods: Sequence[Period | int]) -> None:
    """Name pairs of areas of which one ends where the other begins: it may be one under two names."""
    times = sorted(set(periods))
    place = {time: i for i, time in enumerate(times)}
    spans: dict[str, tuple[int, int]] = {}
    for area, time in zip(areas, periods, strict=True):
        low, high = spans.get(area, (place[time], place[time]))
        spans[area] = min(low, place[time]), max(high, place[time])
    ends = [(area, high) for area, (_, high) in spans.items() if high < len(times) - 1]
    begins = [(area, low) for area, (low, _) in spans.items() if low > 0]
    pairs = [f"{old} → {new}" for old, high in ends for new, low in begins if low == high + 1 and old != new]
    if pairs:
        text = "; ".join(pairs[:5])
        sheet.note("likely-renaming", text=text, count=len(pairs))

"""How many people a region can receive in a year at what its residents have today, and what binds first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from qonys.model import Call
from qonys.model.layout import Texts
from qonys.model.need import NeedPlan
from qonys.model.result import Floats, Measures, Result, stack

LAST = 3
"""So many last years of additions are looked at."""


@dataclass(frozen=True)
class Additions:
    """What is added of one capacity: people that each of the last years' additions would serve, (area, year).

    `reasons` say why an area has none. `years` are those of the additions.
    """

    served: Floats
    years: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)
    shortfall: bool = False
    """Whether places are lacking today: then there is room for nobody, however many leave."""


@dataclass(frozen=True)
class Room:
    """People a year, (area, capacity): `gross` whom the additions serve, `room` what own growth leaves of it.

    `low` and `high` are those of the poorest and the richest of the last years; one year alone has no spread.
    """

    areas: tuple[str, ...]
    capacities: tuple[str, ...]
    gross: Floats
    low: Floats
    high: Floats
    own: Floats
    """(area,): births less deaths a year."""
    reasons: Mapping[tuple[str, str], str]
    """By capacity and area."""
    shortfalls: tuple[str, ...] = ()
    """Capacities of which today's places are too few."""
    years: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By capacity and area: the year of the additions, or the first and the last, `2022-2024`."""

    @property
    def room(self) -> Floats:
        """What own growth leaves, at least 0: (area, capacity)."""
        return self.left(self.gross)

    def left(self, served: Floats) -> Floats:
        """What own growth leaves of those served, at least 0; 0 where places are lacking today."""
        lacking = np.array([c in self.shortfalls for c in self.capacities]) & (served == 0)
        beyond: Floats = np.where(lacking, 0.0 * self.own[:, None], np.maximum(served - self.own[:, None], 0.0))
        return beyond

    def binding(self, area: str) -> str:
        """The capacity that grows least beyond what own growth needs, among those known; empty if none is."""
        i = self.areas.index(area)
        beyond = self.gross[i] - self.own[i]
        return "" if np.isnan(beyond).all() else self.capacities[int(np.nanargmin(beyond))]


def room_of(areas: tuple[str, ...], additions: Mapping[str, Additions], own: Floats) -> Room:
    """Room by area and capacity.

    Parameters
    ----------
    areas : labels
    additions : by capacity
    own : (area,) floats
        Births less deaths a year; nan where not known: then room is not known either.

    Examples
    --------
    >>> found = room_of(("a",), {"homes": Additions(np.array([[80.0, 120.0]]), ("2021", "2022"))}, np.array([30.0]))
    >>> float(found.gross[0, 0]), float(found.room[0, 0]), found.binding("a")
    (100.0, 70.0, 'homes')
    """
    shape = (len(areas), len(additions))
    gross, low, high = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, np.nan)
    reasons: dict[tuple[str, str], str] = {}
    years: dict[tuple[str, str], str] = {}
    for j, (name, found) in enumerate(additions.items()):
        for i, area in enumerate(areas):
            at = np.flatnonzero(~np.isnan(found.served[i]))[-LAST:]
            known = found.served[i][at]
            if len(known):
                gross[i, j], low[i, j], high[i, j] = known.mean(), known.min(), known.max()
                if found.years:
                    years[name, area] = "-".join(dict.fromkeys((found.years[at[0]], found.years[at[-1]])))
            else:
                reasons[name, area] = found.reasons.get(area, "no-figure")
    lacking = tuple(name for name, found in additions.items() if found.shortfall)
    return Room(areas, tuple(additions), gross, low, high, own, reasons, lacking, years)


def room_result(call: Call, found: Room) -> Result:
    """People a year: measures gross, room (each with _low, _high), own; axes area, capacity; reasons where missing."""
    own = np.broadcast_to(found.own[:, None], found.gross.shape).copy()
    parts = {
        "gross": found.gross, "gross_low": found.low, "gross_high": found.high, "own": own, "room": found.room,
        "room_low": found.left(found.low), "room_high": found.left(found.high),
    }  # fmt: skip
    measures: Measures = {n: (v, np.full(v.shape, "E"), "persons") for n, v in parts.items()}
    result = stack(call, measures, {"area": found.areas, "capacity": found.capacities})
    missing: dict[tuple[str, ...], str] = {
        (n, area, capacity): found.reasons.get((capacity, area), "no-own-growth")
        for n, values in parts.items()
        for i, area in enumerate(found.areas)
        for j, capacity in enumerate(found.capacities)
        if np.isnan(values[i, j])
    }
    return Result(result.call, result.axes, result.values, result.status, result.units, missing)


def room_table(call: Call, plan: NeedPlan, found: Room, language: str) -> Result:
    """Room with the titles of capacities, the years of additions, what binds, and the file that would fill a gap."""
    made = room_result(call, found).beside(
        "capacity", title=tuple(plan.capacities[c].names.get(language, c) for c in found.capacities)
    )
    pairs = [[(area, c) for c in found.capacities] for area in found.areas]
    gaps = [[made.reason(measure="room", area=area, capacity=c) for area, c in row] for row in pairs]
    words = {
        "years": [[found.years.get((c, area), "") for area, c in row] for row in pairs],
        "binding": [["yes" if found.binding(area) == c else "" for area, c in row] for row in pairs],
        "file": [[plan.capacities[c].file if gap else "" for (_, c), gap in zip(row, why, strict=True)]
                 for row, why in zip(pairs, gaps, strict=True)],
    }  # fmt: skip
    beside = {name: Texts(("area", "capacity"), np.array(text, dtype=str).reshape(len(pairs), -1))
              for name, text in words.items()}  # fmt: skip
    return replace(made, texts={**made.texts, "unit": Texts((), np.array("persons")), **beside})

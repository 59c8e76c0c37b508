"""Floors of a settlement: a part of each quota is filled, a part of the households of each size is placed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qonys.errors import BadInput
from qonys.model.settlement import Household, Limit, Need, Settlement
from qonys.numerics.arrays import Floats
from qonys.plans.settlement.kernels.places import Floors, Whole, no_floors

CLASSES = ((1, 2), (3, 4), (5, 6), (7, 10_000))
"""Sizes of households that a floor tells apart."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What a floor is about."""

    about: str
    """size or place"""
    name: str
    """A class of sizes, or a place or area."""
    programme: str = ""
    """Whose quota is to be filled, if it is one of a programme."""


def class_of(size: int) -> str:
    """The class of a household's size, `3-4`."""
    low, high = next(c for c in CLASSES if c[0] <= size <= c[1])
    return f"{low}-{high}" if high < 100 else f"{low}+"


def floors_of(
    settlement: Settlement, kinds: Sequence[Household], count: Whole
) -> tuple[Floors, tuple[Floor, ...]]:  # fmt: skip
    """Floors as rows, and what each is about.

    Parameters
    ----------
    settlement : Settlement
    kinds : sequence of Household
        One of each kind.
    count : (kind,) whole numbers
        How many there are of it.

    Raises
    ------
    BadInput
        If quotas are to be filled and there is none.
    """
    sizes, number = np.array([h.size for h in kinds], dtype=float), len(settlement.places)
    weight: list[Floats] = []
    member, amount, names = [], [], []
    if share := settlement.floors.get("size", 0.0):
        for low, high in CLASSES:
            own = ((sizes >= low) & (sizes <= high)).astype(float)
            if own.any():
                weight.append(own)
                member.append(np.ones(number, dtype=bool))
                amount.append(np.floor(share * float(own @ count)))
                names.append(Floor("size", class_of(low)))
    if share := settlement.floors.get("place", 0.0):
        quotas = _quotas(settlement)
        if not quotas:
            raise BadInput("settle-floor-nothing", where=f"--floor place={share:g}", fix="persons")
        for need, programme in dict.fromkeys((x.need, x.kind) for x in quotas):
            of = np.array([need is Need.PERSONS or h.programme == programme for h in kinds], dtype=float) * sizes
            for limit, quota in _held(settlement, [x for x in quotas if (x.need, x.kind) == (need, programme)],
                                      float(of @ count)):  # fmt: skip
                weight.append(of)
                member.append(np.isin([p.id for p in settlement.places], limit.places))
                # A household is whole: the last one may not fit under the floor.
                amount.append(max(0.0, np.floor(share * quota)))
                names.append(Floor("place", limit.label or ", ".join(limit.places), programme))
    if not weight:
        return no_floors(len(kinds), number), ()
    return Floors(np.array(weight), np.array(member), np.array(amount)), tuple(names)


def _quotas(settlement: Settlement) -> list[Limit]:
    """Quotas of persons of places that are open; those of programmes where a place has no other."""
    is_open = {p.id for p in settlement.places if p.open}
    found = [x for x in settlement.limits if x.need in (Need.PERSONS, Need.PROGRAMME) and is_open & set(x.places)]
    plain = {(x.label, x.places) for x in found if x.need is Need.PERSONS}
    return [x for x in found if x.need is Need.PERSONS or (x.label, x.places) not in plain]


def _held(settlement: Settlement, quotas: Sequence[Limit], people: float) -> list[tuple[Limit, float]]:
    """What can be had of each quota: of an area what its districts can hold, of districts what their area lets them.

    All together are as much as there are people.
    """
    own = {x.label: x.amount for x in quotas}
    areas = {x.label for x in quotas if x.label and x.places != (x.label,)}
    inside: dict[str, list[str]] = defaultdict(list)
    for p in settlement.places:
        if p.open and p.within in areas:
            inside[p.within].append(p.id)
    for area, districts in inside.items():
        together = sum(own.get(name, np.inf) for name in districts)
        if np.isfinite(together) and together > own[area]:
            own |= {name: own[name] * own[area] / together for name in districts}
        own[area] = min(own[area], together)
    within = {name for districts in inside.values() for name in districts}
    outer = sum(own[x.label] for x in quotas if x.label not in within)
    scale = min(1.0, people / max(1.0, outer))
    return [(x, own[x.label] * scale) for x in quotas]

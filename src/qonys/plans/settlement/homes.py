"""Homes for so many persons: a larger one serves a smaller household too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from qonys.model.settlement import Limit, Need, Settlement
from qonys.numerics.arrays import Floats


def homes_of(limits: Iterable[Limit]) -> dict[tuple[str, tuple[str, ...]], list[Limit]]:
    """Limits of homes by whose they are: an area of one district holds the same places as it, not the same homes."""
    found: dict[tuple[str, tuple[str, ...]], list[Limit]] = defaultdict(list)
    for x in limits:
        if x.need is Need.HOMES:
            found[x.label, x.places].append(x)
    return found


def largest_of(settlement: Settlement) -> Floats:
    """(place,) the largest household that it can hold: stated, or that of the largest home, its own or its area's."""
    found = {p.id: np.inf if p.largest is None else float(p.largest) for p in settlement.places}
    for own in homes_of(settlement.limits).values():
        if all(x.kind for x in own):
            most = max((float(x.kind) for x in own if x.amount > 0), default=0.0)
            found.update({name: min(found[name], most) for name in own[0].places})
    return np.array([found[p.id] for p in settlement.places])


def with_all_sizes(limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Where homes are told apart by size, those of a size that only other places name are none here."""
    sizes = sorted({x.kind for x in limits if x.need is Need.HOMES and x.kind}, key=int)
    sized = homes_of(x for x in limits if x.kind)
    added = [
        replace(own[0], kind=size, amount=0.0)
        for own in sized.values() for size in sizes if size not in {x.kind for x in own}
    ]  # fmt: skip
    return (*limits, *added)


def enough(limits: Sequence[Limit]) -> list[Limit]:
    """Limits of which each has to be raised: one more home for the most persons adds to the homes for fewer as well."""
    largest = {key: max(own, key=lambda x: int(x.kind)) for key, own in homes_of(x for x in limits if x.kind).items()}
    return [x for x in limits if x.need is not Need.HOMES or not x.kind or x == largest[x.label, x.places]]


def homes_used(limits: Iterable[Limit], sizes: Mapping[str, Sequence[int]]) -> dict[Limit, float]:
    """Homes of each size that households take: the largest household first, each the smallest home that holds it.

    Parameters
    ----------
    limits : iterable of Limit
    sizes : mapping
        Sizes of the households in each place.
    """
    found: dict[Limit, float] = {}
    for (_, places), own in homes_of(x for x in limits if x.kind).items():
        homes = sorted(own, key=lambda x: int(x.kind))
        found.update(dict.fromkeys(homes, 0.0))
        for size in sorted((size for name in places for size in sizes.get(name, ())), reverse=True):
            taken = next((x for x in homes if int(x.kind) >= size and found[x] < x.amount), None)
            if taken is not None:
                found[taken] += 1.0
    return found

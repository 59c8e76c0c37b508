"""Where the areas of a pack lie: their centres, the distances between them, who borders on whom."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qonys.errors import CannotCompute
from qonys.model import AreaCode
from qonys.model.result import Floats
from qonys.numerics.sphere import great_circle
from qonys.packs.pack import Pack
from qonys.packs.read import Faults, finite, read_csv, year


@dataclass(frozen=True)
class Space:
    """Distances and borders between areas, both (area, area)."""

    areas: tuple[AreaCode, ...]
    distance: Floats
    """Kilometres along a great circle between the chief towns; 0 on the diagonal."""
    contiguous: Floats
    """1 where two areas share a border, else 0."""


def read_space(pack: Pack, areas: Sequence[AreaCode], borders: int) -> Space:
    """Distances between the centres of areas and their common borders.

    Raises
    ------
    CannotCompute
        If the pack has no centre for one of the areas.
    BadInput
        With all faults of centres.csv and contiguity.csv.
    """
    faults = Faults(pack.root)
    places = _centres(pack, faults)
    pairs = _neighbours(pack, borders, faults)
    faults.stop()
    lacking = [code for code in areas if code not in places]
    if lacking:
        raise CannotCompute(
            "no-centre",
            where=str(pack.root / "centres.csv"),
            fix="add a row code,place,latitude,longitude",
            names=", ".join(lacking),
        )
    points = np.array([places[code] for code in areas])
    touching = np.array([[float((min(a, b), max(a, b)) in pairs) for b in areas] for a in areas])
    return Space(tuple(areas), great_circle(points), touching)


def read_centres(pack: Pack) -> dict[AreaCode, tuple[float, float]]:
    """Latitude and longitude of the areas that have a centre, degrees.

    Raises
    ------
    BadInput
        With all faults of centres.csv.
    """
    faults = Faults(pack.root)
    places = _centres(pack, faults)
    faults.stop()
    return places


def _centres(pack: Pack, faults: Faults) -> dict[AreaCode, tuple[float, float]]:
    path = pack.root / "centres.csv"
    found: dict[AreaCode, tuple[float, float]] = {}
    for row in read_csv(path, ("code", "place", "latitude", "longitude"), faults) if os.path.exists(path) else ():
        latitude = row.take("latitude", finite, "not-a-number")
        longitude = row.take("longitude", finite, "not-a-number")
        if row.cells["code"] not in pack.areas:
            row.fault("unknown-area", "code", text=row.cells["code"])
        if latitude is not None and longitude is not None:
            found[row.cells["code"]] = (latitude, longitude)
    return found


def _neighbours(pack: Pack, borders: int, faults: Faults) -> set[tuple[AreaCode, AreaCode]]:
    """Pairs of areas that share a border, in the newest stated division that is not after `borders`."""
    path = pack.root / "contiguity.csv"
    if not os.path.exists(path):
        return set()
    rows = [
        (stated, row.cells["a"], row.cells["b"])
        for row in read_csv(path, ("borders", "a", "b"), faults, ("shared_border_km",))
        if (stated := row.take("borders", year, "bad-period")) is not None
    ]
    years = sorted({row[0] for row in rows})
    division = max((each for each in years if each <= borders), default=years[0] if years else 0)
    return {(min(a, b), max(a, b)) for stated, a, b in rows if stated == division}

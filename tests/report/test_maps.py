"""Geometry: earlier divisions by dissolving, an equal-area projection, small areas seen."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import box

from qonys.errors import BadInput
from qonys.model import Change, Lineage, LineageEvent
from qonys.report.maps import Boundaries, Conic
from report import sample


def test_the_newest_division_is_drawn_as_it_is() -> None:
    held = sample.boundaries()
    assert tuple(held.division()) == sample.REGIONS


def test_a_split_is_undone_and_a_transfer_and_a_merge_are_not() -> None:
    held = sample.boundaries()
    before = held.division(2012)
    # TL-G was cut out of TL-B; TL-C and TL-D have no line inside TL-H, which they became.
    assert tuple(before) == ("TL-A", "TL-B", "TL-E", "TL-F")
    assert before["TL-B"].equals(held.newest["TL-B"].union(held.newest["TL-G"]))
    assert before["TL-A"].equals(held.newest["TL-I"].union(held.newest["TL-J"]))
    assert before["TL-F"].equals(held.newest["TL-F"])
    assert tuple(held.division(2018)) == ("TL-A", "TL-B", "TL-E", "TL-F", "TL-G", "TL-H")


def test_boundaries_name_the_areas_in_force(tmp_path: Path) -> None:
    path = tmp_path / "boundaries.geojson"
    features = [
        {"type": "Feature", "properties": {"code": "TL-X"}, "geometry": {"type": "Point", "coordinates": [0, 0]}}
    ]
    path.write_text(json.dumps({"features": features}), "utf-8")
    with pytest.raises(BadInput, match="TL-X"):
        Boundaries.read(path, sample.toy().lineage)


@pytest.mark.parametrize("bounds", [(46.0, 40.0, 88.0, 56.0), (-75.0, -55.0, -50.0, -20.0), (10.0, -8.0, 30.0, 8.0)])
def test_the_projection_keeps_areas(bounds: tuple[float, float, float, float]) -> None:
    west, south, east, north = bounds
    conic = Conic.fitted(*bounds)

    def area(lon: float, lat: float, size: float = 0.5) -> float:
        ring = np.array([[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size]])
        x, y = conic.project(ring).T
        return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2)

    for lon, lat in ((west, south), ((west + east) / 2, (south + north) / 2), (east - 0.5, north - 0.5)):
        sphere = np.radians(0.5) * (np.sin(np.radians(lat + 0.5)) - np.sin(np.radians(lat)))
        assert area(lon, lat) == pytest.approx(sphere, rel=1e-4)  # straight edges instead of curved ones


def test_north_is_up_and_the_width_is_kept() -> None:
    drawing = sample.boundaries().drawing(None, 700)
    shapes = {shape.code: shape for shape in drawing.shapes}
    assert shapes["TL-E"].centre[1] < shapes["TL-I"].centre[1]
    xs = [x for shape in drawing.shapes for rings in shape.polygons for ring in rings for x, _ in ring]
    assert (min(xs), max(xs)) == (0, 700)
    assert sample.boundaries().drawing(2012, 700).height == drawing.height


def test_a_small_area_is_marked() -> None:
    lineage = Lineage(("L", "S"), (LineageEvent(dt.date(2010, 1, 1), Change.TRANSFER, ("L",), ("S",)),))
    land, town = box(0, 50, 10, 55), box(4.9, 52, 5.0, 52.1)
    drawing = Boundaries({"L": land.difference(town), "S": town}, lineage).drawing(None, 700)
    assert {shape.code: shape.small for shape in drawing.shapes} == {"L": False, "S": True}

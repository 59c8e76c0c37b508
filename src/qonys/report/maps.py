"""Geometry of a country in the borders of any year, projected for drawing.

How this works. The pack holds one polygon per area of the newest division. Going back
through the lineage, a split is undone by uniting its parts; a transfer has no line of
its own, so the moved piece is drawn with the unit that holds it now; units that a merge
ended have no line either and are not drawn. The result is projected by an equal-area
conic fitted to the extent and scaled to the width of a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qonys.disk.read import Unreadable, read_json
from qonys.errors import BadInput
from qonys.model import AreaCode, Change, Lineage

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LARGEST = 200_000_000
"""Bytes of a file of boundaries."""
SIMPLIFY = 0.5
"""Pixels: what is finer than this is not seen."""
SMALL = 130.0
"""Square pixels: an area that is drawn smaller also gets a dot."""
SPECK = 1.5
"""Square pixels: smaller islands are left out, unless they are all there is, and smaller holes are filled."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One area as drawn, in pixels, y downwards."""

    code: AreaCode
    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    """Polygons, each an outer ring and holes."""
    centre: tuple[float, float]
    """Centre of the largest circle that fits in it."""
    radius: float
    """Radius of that circle."""
    small: bool

    @property
    def geojson(self) -> dict[str, Any]:
        """The shape as a GeoJSON geometry."""
        return {"type": "MultiPolygon", "coordinates": [[list(ring) for ring in rings] for rings in self.polygons]}


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes of one division, scaled to a width."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def _polygons(path: Path) -> dict[str, BaseGeometry]:
    """Shapes of the features of a GeoJSON file, by their code."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        content: Any = read_json(path, LARGEST)
        return {str(f["properties"].get("code", "")): shape(f["geometry"]) for f in content["features"]}
    except (Unreadable, ShapelyError, LookupError, TypeError, ValueError, AttributeError) as error:
        fix = "a FeatureCollection whose features have the property code"
        raise BadInput("boundaries-form", where=str(path), fix=fix, name=path.name) from error


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Polygons of the newest division, and how to go back from it."""

    newest: Mapping[AreaCode, BaseGeometry]
    lineage: Lineage

    @classmethod
    def read(cls, path: Path, lineage: Lineage) -> Boundaries:
        """The boundaries of a pack: a GeoJSON file whose features carry `code`.

        Raises
        ------
        BadInput
            If it is no GeoJSON, a feature has no code, or its code is not in force in the newest division.
        """
        polygons = _polygons(path)
        wrong = sorted(set(polygons) ^ set(lineage.division(lineage.years[-1])))
        if wrong:
            raise BadInput("boundaries-codes", where=path.name, names=", ".join(wrong))
        return cls(polygons, lineage)

    def division(self, borders: int | None = None) -> dict[AreaCode, BaseGeometry]:
        """The polygons of the division of that year; units that cannot be drawn are left out."""
        from shapely import unary_union

        now = dict(self.newest)
        for event in sorted(self.lineage.events, key=lambda e: e.date, reverse=True):
            if borders is None or event.date.year <= borders:
                break
            if event.change is Change.SPLIT:
                parts = [now.pop(code) for code in event.new if code in now]
                if len(parts) == len(event.new):
                    now[event.old[0]] = unary_union(parts)
            elif event.change is Change.MERGE:
                now.pop(event.new[0], None)
        return dict(sorted(now.items()))

    def drawing(self, borders: int | None, width: float) -> Drawing:
        """The division of that year, projected and scaled to a width."""
        return _drawing(self, None if borders is None else self.lineage.era(borders), width)


@lru_cache(maxsize=16)
def _drawing(boundaries: Boundaries, era: int | None, width: float) -> Drawing:
    """Cached, because the same division is drawn in each language."""
    from shapely import coverage_simplify, total_bounds, transform

    polygons = boundaries.division(era)
    # The newest division has all the land: earlier ones are drawn in the same place.
    conic = Conic.fitted(*total_bounds(list(boundaries.newest.values())))
    everything = transform(list(boundaries.newest.values()), conic.project)
    left, bottom, right, top = total_bounds(everything)
    scale = width / (right - left)

    def to_pixels(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        plane = conic.project(points)
        return np.column_stack([(plane[:, 0] - left) * scale, (top - plane[:, 1]) * scale])

    flat = coverage_simplify([transform(p, to_pixels) for p in polygons.values()], SIMPLIFY)
    shapes = tuple(_shape(code, polygon) for code, polygon in zip(polygons, flat, strict=True))
    return Drawing(width, float((top - bottom) * scale), shapes)


def _shape(code: AreaCode, drawn: BaseGeometry) -> Shape:
    from shapely import get_parts, maximum_inscribed_circle

    parts = [p for p in get_parts(drawn) if not p.is_empty]
    largest = max(parts, key=lambda p: p.area)
    kept = [p for p in parts if p is largest or p.area >= SPECK]
    rings = tuple(tuple(_ring(r) for r in (p.exterior, *_holes(p))) for p in kept)
    middle = maximum_inscribed_circle(largest, tolerance=1.0)
    (x, y), _ = middle.coords
    return Shape(code, rings, (round(x, 1), round(y, 1)), float(middle.length), bool(drawn.area < SMALL))


def _holes(polygon: Any) -> list[Any]:
    from shapely import polygons

    return [ring for ring in polygon.interiors if polygons(ring).area >= SPECK]


def _ring(ring: Any) -> tuple[tuple[float, float], ...]:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in ring.coords)


@dataclass(frozen=True, slots=True)
class Conic:
    """Albers' equal-area conic; degrees in, a plane out in radii of the sphere.

    References
    ----------
    Snyder (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, 98-103.
    """

    middle: float
    """Central meridian, degrees."""
    parallels: tuple[float, float]
    """Standard parallels, degrees."""

    @classmethod
    def fitted(cls, west: float, south: float, east: float, north: float) -> Conic:
        """A sixth of the height lies outside the standard parallels on either side, as is usual."""
        sixth = (north - south) / 6
        return cls((west + east) / 2, (south + sixth, north - sixth))

    def project(self, points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Longitudes and latitudes as points of a plane."""
        lon, lat = np.radians(points[:, 0] - self.middle), np.radians(points[:, 1])
        first, second = np.radians(self.parallels)
        n = (np.sin(first) + np.sin(second)) / 2
        if abs(n) < 1e-6:  # as much north as south of the equator: the cone is a cylinder
            return np.column_stack([lon * np.cos(first), np.sin(lat) / np.cos(first)])
        c = np.cos(first) ** 2 + 2 * n * np.sin(first)
        rho = np.sqrt(c - 2 * n * np.sin(lat)) / n
        return np.column_stack([rho * np.sin(n * lon), -rho * np.cos(n * lon)])

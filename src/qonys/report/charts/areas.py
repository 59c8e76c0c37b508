"""Maps: areas coloured by class, with a dot on those that are too small to be seen."""

from __future__ import annotations

from typing import Any

import altair as alt

from qonys.report.charts.axes import layered
from qonys.report.charts.classes import Classes, classes
from qonys.report.charts.heat import NONE, class_colour, class_key
from qonys.report.charts.plot import Plot, Point
from qonys.report.charts.theme import INK, MISSING, SMALL_SIZE, WIDTH, ink_on, text_width
from qonys.report.maps import Boundaries, Shape
from qonys.text import PlaceName

DOT = 8.0
"""Radius in pixels of the dot on a small area."""


def areas(plot: Plot, boundaries: Boundaries) -> alt.LayerChart:
    """A map of the division that the chart names; values stand in the areas where they fit."""
    drawing = boundaries.drawing(plot.chart.borders, WIDTH - 6)
    found = classes(plot.values, plot.chart.diverging, plot.decimals)
    held = {p.code: p for p in plot.points}
    marks = [_mark(plot, shape, held.get(shape.code), found) for shape in drawing.shapes]
    missing = any(mark["class"] == NONE for mark in marks)
    colour = class_colour(plot, found, WIDTH, missing)
    polygons = [
        {**mark, "type": "Feature", "geometry": s.geojson} for mark, s in zip(marks, drawing.shapes, strict=True)
    ]
    land = alt.Chart(plot.data(polygons)).mark_geoshape(stroke="#ffffff", strokeWidth=0.9, strokeJoin="round")
    layers: list[alt.Chart] = [
        land.encode(color=colour, description=alt.Description("tip:N")).project(
            type="identity", scale=1, translate=[3, 3]
        )
    ]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-3, WIDTH - 3], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[drawing.height + 3, -3], nice=False, zero=False))
    small = [mark for mark in marks if mark["small"]]
    if small:
        dots = alt.Chart(plot.data(small)).mark_circle(size=DOT**2 * 3.14, opacity=1, strokeWidth=1.2)
        edge = alt.Stroke("edge:N", scale=None, legend=None)
        layers.append(dots.encode(x, y, color=colour, stroke=edge, description=alt.Description("tip:N")))
    for ink in (INK, "#ffffff"):
        texts = [m for m in marks if m["fits"] and m["edge"] == ink]
        if texts:
            text = alt.Chart(plot.data(texts)).mark_text(fontSize=SMALL_SIZE, color=ink, fontWeight=500)
            layers.append(text.encode(x, y, text=alt.Text("text:N")))
    return layered(*layers).properties(width=WIDTH, height=drawing.height + 6)


def _mark(plot: Plot, shape: Shape, point: Point | None, found: Classes) -> dict[str, Any]:
    key = class_key(point, found)
    edge = ink_on(MISSING if key == NONE else found.colours[int(key[1:])])
    tip = point.tip if point else f"{plot.words.label(PlaceName(shape.code))}: {plot.no_data}"
    text = point.text if point and point.value is not None else ""
    fits = bool(text) and not shape.small and text_width(text, SMALL_SIZE) / 2 < shape.radius - 1
    (x, y) = shape.centre
    return {"class": key, "edge": edge, "tip": tip, "text": text, "fits": fits, "small": shape.small, "x": x, "y": y}

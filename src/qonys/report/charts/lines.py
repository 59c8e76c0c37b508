"""Lines: several series over time in one frame, or one small frame for each with a common scale."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt

from qonys.report.charts.axes import layered, series_colour, value_y
from qonys.report.charts.plot import Plot, Point, Scale
from qonys.report.charts.theme import CATEGORIES, GRID, INK, MUTED, RULE, SIZE, SMALL_SIZE, WIDTH, text_width, wrap
from qonys.report.charts.timeaxis import positions, ticks

DIRECT = 6
"""So many series are named at their ends; more get a legend."""
END_LABELS = 170
"""Pixels for the names at the ends of lines."""
MANY = 600
"""Beyond so many points only the lines carry a tip."""
HEIGHT = 300


def lines(plot: Plot) -> alt.LayerChart:
    """Each series as a line that breaks where a value is missing, named at its end."""
    scale = plot.scale(zero=_near_zero(plot))
    left = scale.extent(plot.words)
    direct = len(plot.series) <= DIRECT
    ends = _end_labels(plot, scale) if direct else []
    right = max((text_width(line) for end in ends for line in end["text"]), default=0.0) + 14 if ends else 12.0
    room = WIDTH - left - right
    where = positions(plot)
    y = value_y(plot, scale, left)
    x = _x(plot, room)
    colour = series_colour(plot, room, legend=not direct)
    records = [p.record(x=where[p.label], value=p.value) for p in plot.points]
    base = alt.Chart(plot.data(records))
    line = base.mark_line(strokeWidth=2.2, strokeJoin="round", interpolate="linear").encode(x, y, color=colour)
    size = 26 if len(where) <= 24 else 10
    dots = base.transform_filter("isValid(datum.value)").mark_circle(size=size, opacity=1)
    layers: list[alt.Chart] = [line, dots.encode(x, y, color=colour, description=alt.Description("tip:N"))]
    if scale.low < 0 < scale.high:
        layers.insert(0, base.mark_rule(color=RULE).encode(alt.YDatum(0, type="quantitative")))
    if ends:
        text = alt.Chart(plot.data(ends)).mark_text(align="left", dx=8, fontSize=SIZE, lineHeight=14)
        layers.append(text.encode(alt.X("x:Q"), alt.Y("at:Q"), text=alt.Text("text:N"), color=colour))
    return layered(*layers).properties(width=room, height=HEIGHT)


def _near_zero(plot: Plot) -> bool:
    """Whether zero belongs on the scale: unless the values keep far away from it."""
    sizes = [abs(v) for v in plot.values] or [0.0]
    return min(plot.values, default=0.0) * max(plot.values, default=0.0) <= 0 or min(sizes) < 0.5 * max(sizes)


def _x(plot: Plot, room: float) -> alt.X:
    chosen = ticks(plot, room - 30)
    where = positions(plot)
    table = json.dumps({str(t.position): list(t.lines) for t in chosen}, ensure_ascii=False)
    axis = alt.Axis(
        title=None,
        grid=False,
        values=[t.position for t in chosen],
        labelExpr=f"{table}[toString(datum.value)]",
        ticks=True,
        tickColor=RULE,
        tickSize=4,
        domain=True,
        domainColor=RULE,
        labelFontSize=SMALL_SIZE,
        labelOverlap=False,
        labelFlush=False,
    )
    pad = (where[-1] - where[0]) * 0.015 if where else 0
    domain = [where[0] - pad, where[-1] + pad] if pad else [where[0] - 1, where[0] + 1]
    return alt.X("x:Q", axis=axis, scale=alt.Scale(domain=domain, nice=False, zero=False))


def _end_labels(plot: Plot, scale: Scale) -> list[dict[str, Any]]:
    """Names (or, of a single line, the last number) at the ends of the lines, moved apart where they would touch."""
    where = positions(plot)
    per_pixel = (scale.high - scale.low) / HEIGHT
    ends: list[dict[str, Any]] = []
    for i, name in enumerate(plot.series_texts):
        points = [p for p in plot.points if p.series == i and p.value is not None]
        if points:
            last = points[-1]
            text = wrap(name, END_LABELS) if name else [last.text]
            ends.append({"series": f"s{i}", "x": where[-1], "at": last.value, "text": text})
    ends.sort(key=lambda e: e["at"])
    for _ in range(40):
        for low, high in pairwise(ends):
            wanted = 7.5 * (len(low["text"]) + len(high["text"])) * per_pixel
            lack = wanted - (high["at"] - low["at"])
            if lack > 0:
                low["at"] -= lack / 2
                high["at"] += lack / 2
    return ends


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the small frames stand, in pixels."""

    columns: int
    rows: int
    left: float
    width: float
    height: float
    title: float
    step_x: float
    step_y: float

    def corner(self, number: int) -> tuple[float, float]:
        """Upper left corner of a frame."""
        return self.left + (number % self.columns) * self.step_x, (number // self.columns) * self.step_y + self.title

    @property
    def total(self) -> float:
        """Height of all."""
        return self.rows * self.step_y + 6


def panels(plot: Plot) -> alt.LayerChart:
    """One small frame per series on one common scale, laid out here: all are one drawing, so they line up."""
    scale = plot.scale(about=3)
    grid = _grid(plot, scale)
    frames: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    for i, name in enumerate(plot.series_texts):
        frames += _rules(grid, i, scale)
        texts += _panel_texts(plot, grid, i, scale)
        left, top = grid.corner(i)
        for j, line in enumerate(reversed(wrap(name, grid.width, SIZE)[:2])):
            texts.append(_text(left, top - 13 - 14 * j, line, bold=True))
    points = [_placed(plot, grid, scale, p) for p in plot.points]
    canvas = {"width": WIDTH - 4, "height": grid.total}
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, canvas["width"]], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[grid.total, 0], nice=False, zero=False))
    rule = (
        alt.Chart(plot.data(frames))
        .mark_rule()
        .encode(x, y, x2=alt.X2("x2:Q"), color=alt.Color("colour:N", scale=None))
    )
    line = alt.Chart(plot.data(points)).mark_line(strokeWidth=1.6, color=CATEGORIES[0], strokeJoin="round")
    layers: list[alt.Chart] = [rule, line.encode(x, y, detail=alt.Detail("series:N"))]
    if len(points) <= MANY:
        seen = [p for p in points if p["y"] is not None]
        layers.append(
            alt.Chart(plot.data(seen))
            .mark_circle(size=9, color=CATEGORIES[0], opacity=1)
            .encode(x, y, description=alt.Description("tip:N"))
        )
    for align in ("left", "right", "center"):
        for bold in (False, True):
            some = [t for t in texts if t["align"] == align and t["bold"] is bold]
            if some:
                layers.append(_text_layer(plot, some, x, y))
    return layered(*layers).properties(**canvas)


def _grid(plot: Plot, scale: Scale) -> Grid:
    count = max(len(plot.series), 1)
    columns = min(4, count) if count != 6 else 3
    left = scale.extent(plot.words, SMALL_SIZE)
    step = (WIDTH - 8 - left) / columns
    width = step - 18
    lines = 2 if any(len(wrap(name, width, SIZE)) > 1 for name in plot.series_texts) else 1
    title = 14.0 * lines + 8
    height = 80.0
    return Grid(columns, math.ceil(count / columns), left, width, height, title, step, title + height + 28)


def _rules(grid: Grid, number: int, scale: Scale) -> list[dict[str, Any]]:
    x, y = grid.corner(number)
    high, span = scale.high, scale.high - scale.low
    return [
        {
            "x": x,
            "x2": x + grid.width,
            "y": y + (high - value) / span * grid.height,
            "colour": RULE if value == 0 else GRID,
        }
        for value in scale.ticks
    ]


def _placed(plot: Plot, grid: Grid, scale: Scale, point: Point) -> dict[str, Any]:
    """A point in pixels."""
    where = positions(plot)
    x, y = grid.corner(point.series)
    span = max(where[-1] - where[0], 1)
    at = x + (where[point.label] - where[0]) / span * grid.width
    if point.value is None:
        return point.record(x=at, y=None)
    down = (scale.high - point.value) / (scale.high - scale.low) * grid.height
    return point.record(x=round(at, 2), y=round(y + down, 2))


def _panel_texts(plot: Plot, grid: Grid, number: int, scale: Scale) -> list[dict[str, Any]]:
    """Numbers of the scale at the first frame of a row, first and last period under each."""
    x, y = grid.corner(number)
    out = []
    if number % grid.columns == 0:
        for value, text in scale.texts(plot.words).items():
            down = (scale.high - value) / (scale.high - scale.low) * grid.height
            out.append(_text(x - 6, y + down, text, "right"))
    named = plot.label_texts
    if len(named) > 1:
        below = y + grid.height + 12
        out.append(_text(x, below, named[0], "left"))
        out.append(_text(x + grid.width, below, named[-1], "right"))
    return out


def _text(x: float, y: float, text: str, align: str = "left", bold: bool = False) -> dict[str, Any]:
    return {"x": x, "y": y, "text": text, "align": align, "bold": bold}


def _text_layer(plot: Plot, texts: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    first = texts[0]
    mark = alt.Chart(plot.data(texts)).mark_text(
        align=first["align"],
        baseline="middle",
        fontSize=SIZE if first["bold"] else SMALL_SIZE,
        fontWeight=600 if first["bold"] else "normal",
        color=INK if first["bold"] else MUTED,
    )
    layer: alt.Chart = mark.encode(x, y, text=alt.Text("text:N"))
    return layer

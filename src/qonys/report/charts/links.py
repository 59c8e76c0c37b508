"""Flows between places: a ring of places with ribbons, and arrows on a map; shapes are paths in pixels."""

from __future__ import annotations

import math
from typing import Any

import altair as alt

from qonys.report.blocks import Label
from qonys.report.charts.axes import layered
from qonys.report.charts.plot import Plot
from qonys.report.charts.theme import CATEGORIES, INK, SMALL_SIZE, WIDTH, text_width
from qonys.report.maps import Boundaries
from qonys.text import PlaceName

RADIUS = 205.0
"""Of the ring, in pixels."""
BAND = 12.0
"""Width of the ring."""
GAP = 0.02
"""Between two places, radians."""
LEAST = 0.004
"""Share of all moves below which a ribbon would be a hair: it is left out."""
NAMED = 4
"""Places with a colour of their own, the busiest; the others share one."""
OTHER = "#9aa5ae"
WIDEST = 11.0
"""Of an arrow, in pixels."""
MAP_LAND = "#eef1f4"


def chord(plot: Plot) -> alt.LayerChart:
    """Places on a ring, as long as the moves out of them; ribbons as wide at each end as what leaves there."""
    places = _places(plot)
    moves, tips = _moves(plot, places)
    count = len(places)
    out = [sum(moves.get((o, d), 0.0) for d in range(count)) for o in range(count)]
    total = sum(out) or 1.0
    into = [sum(moves.get((o, d), 0.0) for o in range(count)) for d in range(count)]
    colours = _colours([out[i] + into[i] for i in range(count)])
    centre = (WIDTH / 2, RADIUS + 105)
    turn = (2 * math.pi - GAP * count) / total
    starts = [sum(out[:i]) * turn + i * GAP for i in range(count)]
    ends, place = {}, list(starts)
    for o in range(count):
        for d in range(count):
            span = moves.get((o, d), 0.0) * turn
            ends[o, d] = (place[o], place[o] + span)
            place[o] += span
    ribbons = [
        _ribbon(centre, ends[o, d], ends[d, o], colours[o if moves.get((o, d), 0) >= moves.get((d, o), 0) else d],
                tips.get((o, d) if moves.get((o, d), 0) >= moves.get((d, o), 0) else (d, o), ""))
        for o in range(count)
        for d in range(o)
        if moves.get((o, d), 0.0) + moves.get((d, o), 0.0) >= LEAST * total
    ]  # fmt: skip
    arcs = [
        {
            "path": _arc(centre, starts[i], starts[i] + out[i] * turn),
            "colour": colours[i],
            "tip": _text(plot, places[i]),
        }
        for i in range(count)
    ]
    names = [_name(_short(plot, places[i]), centre, starts[i] + out[i] * turn / 2) for i in range(count)]
    layers = [_paths(plot, ribbons, 0.6), _paths(plot, arcs, 1.0), *_texts(plot, names)]
    return layered(*layers).properties(width=WIDTH, height=2 * centre[1])


def arrows(plot: Plot, boundaries: Boundaries) -> alt.LayerChart:
    """A map with an arrow for each flow: wider for more people, bent so that there and back do not cover each other."""
    drawing = boundaries.drawing(plot.chart.borders, WIDTH - 6)
    land = [
        {"type": "Feature", "geometry": s.geojson, "tip": plot.words.label(PlaceName(s.code))} for s in drawing.shapes
    ]
    at = {s.code: (s.centre[0] + 3, s.centre[1] + 3) for s in drawing.shapes}
    largest = max(plot.values, default=1.0)
    drawn = []
    for point in sorted(plot.points, key=lambda p: -(p.value or 0.0)):
        series = plot.series[point.series]
        origin = series.code if isinstance(series, PlaceName) else ""
        if point.value and point.value > 0 and origin in at and point.code in at:
            width = max(WIDEST * point.value / largest, 1.2)
            drawn.append({"path": _arrow(at[origin], at[point.code], width), "colour": CATEGORIES[0], "tip": point.tip})
    shapes = alt.Chart(plot.data(land)).mark_geoshape(stroke="#ffffff", strokeWidth=1.1, fill=MAP_LAND)
    base = shapes.encode(description=alt.Description("tip:N")).project(type="identity", scale=1, translate=[3, 3])
    used = {c for p in plot.points for c in (p.code, getattr(plot.series[p.series], "code", ""))}
    dots = [
        {"x": x, "y": y, "text": plot.words.area(code, "short"), "right": x < WIDTH - 90}
        for code, (x, y) in at.items()
        if code in used
    ]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[drawing.height + 6, 0], nice=False, zero=False))
    centres = alt.Chart(plot.data(dots)).mark_circle(size=22, color=INK, opacity=1).encode(x, y)
    names = [
        alt.Chart(plot.data([d for d in dots if d["right"] == right]))
        .mark_text(fontSize=SMALL_SIZE, align="left" if right else "right", dx=6 if right else -6, dy=-7, color=INK)
        .encode(x, y, text=alt.Text("text:N"))
        for right in (True, False)
    ]
    layers = layered(base, _paths(plot, drawn, 0.75), centres, *names)
    return layers.properties(width=WIDTH, height=drawing.height + 6)


def _places(plot: Plot) -> list[Label]:
    """Every place that people leave or come to, once."""
    both = [*(s for s in plot.series if s is not None), *plot.labels]
    return list({repr(place): place for place in both}.values())


def _moves(plot: Plot, places: list[Label]) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], str]]:
    """Moves and what is said of them, by number of origin and destination."""
    number = {repr(place): i for i, place in enumerate(places)}
    moves, tips = {}, {}
    for point in plot.points:
        origin = plot.series[point.series]
        if point.value and point.value > 0 and origin is not None:
            pair = (number[repr(origin)], number[repr(plot.labels[point.label])])
            moves[pair], tips[pair] = point.value, point.tip
    return moves, tips


def _colours(busy: list[float]) -> list[str]:
    """A colour for each of the busiest places."""
    ranked = sorted(range(len(busy)), key=lambda i: -busy[i])[:NAMED]
    return [CATEGORIES[ranked.index(i)] if i in ranked else OTHER for i in range(len(busy))]


def _paths(plot: Plot, records: list[dict[str, Any]], opacity: float) -> alt.Chart:
    """Filled paths in pixels: symbols at the corner whose size makes one unit one pixel."""
    chart = alt.Chart(plot.data(records)).mark_point(size=4, filled=True, opacity=opacity, strokeWidth=0)
    found: alt.Chart = chart.encode(
        x=alt.XValue(0), y=alt.YValue(0),  # type: ignore[no-untyped-call]
        shape=alt.Shape("path:N", scale=None, legend=None),
        color=alt.Color("colour:N", scale=None, legend=None), description=alt.Description("tip:N"),
    )  # fmt: skip
    return found


def _texts(plot: Plot, names: list[dict[str, Any]]) -> list[alt.Chart]:
    """Names around the ring, reading outwards on the right and inwards on the left."""
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[2 * (RADIUS + 105), 0], nice=False, zero=False))
    layers = []
    for right in (True, False):
        own = [n for n in names if n["right"] == right]
        text = alt.Chart(plot.data(own)).mark_text(fontSize=SMALL_SIZE, align="left" if right else "right", color=INK)
        layers.append(text.encode(x, y, text=alt.Text("text:N"), angle=alt.Angle("angle:Q", scale=None)))
    return layers


def _text(plot: Plot, place: Label) -> str:
    return plot.words.label(place)


def _short(plot: Plot, place: Label) -> str:
    """The short name of an area, else the name as it is."""
    return plot.words.area(place.code, "short") if isinstance(place, PlaceName) else _text(plot, place)


def _name(text: str, centre: tuple[float, float], angle: float) -> dict[str, Any]:
    shown = text
    while text_width(shown, SMALL_SIZE) > 118 and len(shown) > 4:
        shown = shown[:-2].rstrip() + "…"
    x, y = _at(centre, RADIUS + BAND + 5, angle)
    degrees = math.degrees(angle) - 90
    right = math.sin(angle) >= 0
    return {"text": shown, "x": x, "y": y, "right": right, "angle": degrees if right else degrees + 180}


def _at(centre: tuple[float, float], radius: float, angle: float) -> tuple[float, float]:
    """A point on a circle; angles go clockwise from the top."""
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def _sweep(centre: tuple[float, float], radius: float, first: float, last: float) -> list[tuple[float, float]]:
    steps = max(int(abs(last - first) / 0.05), 1)
    return [_at(centre, radius, first + (last - first) * i / steps) for i in range(steps + 1)]


def _line(points: list[tuple[float, float]]) -> str:
    return "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _arc(centre: tuple[float, float], first: float, last: float) -> str:
    outer, inner = _sweep(centre, RADIUS + BAND, first, last), _sweep(centre, RADIUS + 1, last, first)
    return f"M{_line(outer)}L{_line(inner)}Z"


def _ribbon(
    centre: tuple[float, float], one: tuple[float, float], two: tuple[float, float], colour: str, tip: str
) -> dict[str, Any]:
    first, second = (_sweep(centre, RADIUS, *ends) for ends in (one, two))
    middle = f"{centre[0]:.1f},{centre[1]:.1f}"
    back, again = (f"{x:.1f},{y:.1f}" for x, y in (second[0], first[0]))
    return {"path": f"M{_line(first)}Q{middle} {back}L{_line(second)}Q{middle} {again}Z", "colour": colour, "tip": tip}


def _arrow(start: tuple[float, float], end: tuple[float, float], width: float) -> str:
    """A bent arrow from one point to another: a band along a curve, and a head."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    head = min(6 + 1.2 * width, 0.45 * length)
    bend = 0.16 * length
    control = ((x0 + x1) / 2 - dy * bend, (y0 + y1) / 2 + dx * bend)
    tx, ty = x1 - control[0], y1 - control[1]
    toward = math.hypot(tx, ty) or 1.0
    tx, ty = tx / toward, ty / toward
    neck = (x1 - tx * head, y1 - ty * head)
    steps = [_bezier(start, control, neck, i / 16) for i in range(17)]
    half = [(0.35 + 0.65 * i / 16) * width / 2 for i in range(17)]
    sides: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    for i, (x, y) in enumerate(steps):
        px, py = steps[max(i - 1, 0)]
        qx, qy = steps[min(i + 1, 16)]
        size = math.hypot(qx - px, qy - py) or 1.0
        nx, ny = -(qy - py) / size * half[i], (qx - px) / size * half[i]
        sides[0].append((x + nx, y + ny))
        sides[1].append((x - nx, y - ny))
    wide = width / 2 + 3
    barbs = [(neck[0] - ty * wide, neck[1] + tx * wide), end, (neck[0] + ty * wide, neck[1] - tx * wide)]
    return f"M{_line(sides[0])}L{_line(barbs)}L{_line(sides[1][::-1])}Z"


def _bezier(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], t: float) -> tuple[float, float]:
    u = 1 - t
    return u * u * a[0] + 2 * u * t * b[0] + t * t * c[0], u * u * a[1] + 2 * u * t * b[1] + t * t * c[1]

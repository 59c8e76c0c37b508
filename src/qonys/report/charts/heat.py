"""Coloured cells: labels across, series down, values in classes."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import altair as alt

from qonys.report.charts.axes import LABELS, across, down, layered, left_extent, wide_legend
from qonys.report.charts.classes import Classes, classes
from qonys.report.charts.plot import Plot, Point
from qonys.report.charts.theme import MISSING, SMALL_SIZE, WIDTH, ink_on, text_width, wrap

TITLED = 26
"""Pixels that the name of the axis at the left takes."""
NONE = "none"
"""Key of the class of missing values."""


def heat(plot: Plot) -> alt.LayerChart:
    """One cell per label and series, with its number where there is room."""
    found = classes(plot.values, plot.chart.diverging, plot.decimals)
    lines = [wrap(text, LABELS) for text in plot.series_texts]
    origin = None if plot.chart.flows is None else plot.words.plain(plot.chart.flows[0])
    room = WIDTH - left_extent(lines) - (4 if origin is None else TITLED)
    cell = room / max(len(plot.labels), 1)
    numbers = all(text_width(p.text, SMALL_SIZE) <= cell - 2 for p in plot.points if p.value is not None)
    height = len(lines) * (22 if numbers or len(lines) < 12 else 19) + sum(10 for text in lines if len(text) > 1)
    base = alt.Chart(plot.data(_cells(plot, found)), width=room, height=height)
    x, y = across(plot, room, "top"), down("series", "s", lines, origin)
    rect = base.mark_rect(stroke="#ffffff", strokeWidth=1).encode(
        x, y, color=class_colour(plot, found, room), description=alt.Description("tip:N")
    )
    if not numbers:
        return layered(rect)
    text = base.mark_text(fontSize=SMALL_SIZE).encode(
        x, y, text=alt.Text("shown:N"), color=alt.Color("ink:N", scale=None, legend=None)
    )
    both: alt.LayerChart = layered(rect, text).resolve_scale(color="independent")
    return both


def class_key(point: Point | None, found: Classes) -> str:
    """The class of a value."""
    return NONE if point is None or point.value is None else f"c{found.of(point.value)}"


def class_colour(plot: Plot, found: Classes, room: float, missing: bool | None = None) -> alt.Color:
    """A legend of classes with their bounds; missing values have their own entry, if there are any."""
    gaps = len(plot.points) < len(plot.labels) * len(plot.series)
    none = gaps or any(p.value is None for p in plot.points) if missing is None else missing
    keys = [f"c{i}" for i in range(len(found.colours))] + ([NONE] if none else [])
    texts = class_texts(plot, found)
    table = {**{f"c{i}": text for i, text in enumerate(texts)}, NONE: plot.no_data}
    legend = wide_legend(f"{json.dumps(table, ensure_ascii=False)}[datum.value]", [table[key] for key in keys], room)
    colours = [*found.colours, *([MISSING] if none else [])]
    return alt.Color("class:N", scale=alt.Scale(domain=keys, range=colours), legend=legend)


def class_texts(plot: Plot, found: Classes) -> list[str]:
    """Bounds of each class: `< 10`, `10 … 20`, `≥ 20`."""
    decimals = next((d for d in range(7) if all(abs(b - round(b, d)) < 1e-9 for b in found.bounds)), 6)
    bounds = [plot.words.number(b, decimals if b else 0, plot.sign) for b in found.bounds]
    if not bounds:
        return [plot.unit]
    between = [f"{low} … {high}" for low, high in pairwise(bounds)]
    return [f"< {bounds[0]}", *between, f"≥ {bounds[-1]}"]


def _cells(plot: Plot, found: Classes) -> list[dict[str, Any]]:
    """Every cell of the rectangle; one that no row fills is missing too."""
    held = {(p.label, p.series): p for p in plot.points}
    records = []
    for s, series in enumerate(plot.series_texts):
        for i, label in enumerate(plot.label_texts):
            point = held.get((i, s)) or Point(i, s, None, "", f"{label}, {series}: {plot.no_data}")
            key = class_key(point, found)
            ink = ink_on(MISSING if key == NONE else found.colours[int(key[1:])])
            shown = "" if point.value is None else point.text
            records.append({**point.record(), "class": key, "ink": ink, "shown": shown})
    return records

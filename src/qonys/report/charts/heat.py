"""Coloured cells: labels across, series down, values in classes."""

from __future__ import annotations

from typing import Any

import altair as alt

from qonys.report.charts.classes import Classes, classes
from qonys.report.charts.plot import Plot, Point, names
from qonys.report.charts.theme import MISSING, SMALL_SIZE, WIDTH, ink_on, text_width, wrap
from qonys.report.charts.timeaxis import ticks

LABELS = 200
NONE = "none"
"""Key of the class of missing values."""


def heat(plot: Plot) -> alt.LayerChart:
    """One cell per label and series, with its number where there is room."""
    found = classes(plot.values, plot.chart.diverging, plot.decimals)
    lines = [wrap(text, LABELS) for text in plot.series_texts]
    left = max((text_width(line) for text in lines for line in text), default=0.0) + 10
    room = WIDTH - left - 4
    cell = room / max(len(plot.labels), 1)
    numbers = all(text_width(p.text, SMALL_SIZE) <= cell - 2 for p in plot.points if p.value is not None)
    height = len(lines) * (22 if numbers or len(lines) < 12 else 19) + sum(10 for text in lines if len(text) > 1)
    base = alt.Chart(alt.Data(values=_cells(plot, found)), width=room, height=height)
    x, y = _across(plot, room), _down(lines)
    rect = base.mark_rect(stroke="#ffffff", strokeWidth=1).encode(
        x, y, color=class_colour(plot, found), description="tip:N"
    )
    if not numbers:
        return alt.layer(rect)
    text = base.mark_text(fontSize=SMALL_SIZE).encode(
        x, y, text="shown:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    return alt.layer(rect, text).resolve_scale(color="independent")


def class_key(point: Point | None, found: Classes) -> str:
    """The class of a value."""
    return NONE if point is None or point.value is None else f"c{found.of(point.value)}"


def class_colour(plot: Plot, found: Classes, missing: bool | None = None) -> alt.Color:
    """A legend of classes with their bounds; missing values have their own entry, if there are any."""
    none = any(p.value is None for p in plot.points) or _gaps(plot) if missing is None else missing
    keys = [f"c{i}" for i in range(len(found.colours))] + ([NONE] if none else [])
    texts = class_texts(plot, found)
    import json

    table = {**{f"c{i}": text for i, text in enumerate(texts)}, NONE: plot.no_data}
    wide = sum(text_width(t) + 40 for t in [*texts, plot.no_data]) > WIDTH
    legend = alt.Legend(
        labelExpr=f"{json.dumps(table, ensure_ascii=False)}[datum.value]",
        symbolType="square",
        symbolOpacity=1,
        columns=4 if wide else 0,
    )
    colours = [*found.colours, *([MISSING] if none else [])]
    return alt.Color("class:N", scale=alt.Scale(domain=keys, range=colours), legend=legend)


def class_texts(plot: Plot, found: Classes) -> list[str]:
    """Bounds of each class: `< 10`, `10 … 20`, `≥ 20`."""
    bounds = [plot.words.number(b, _bound_decimals(found), plot.sign if b else _plain(plot)) for b in found.bounds]
    if not bounds:
        return [plot.unit]
    between = [f"{low} … {high}" for low, high in zip(bounds, bounds[1:], strict=False)]
    return [f"< {bounds[0]}", *between, f"≥ {bounds[-1]}"]


def _plain(plot: Plot) -> Any:
    from qonys.text.message import Sign

    return Sign.PLAIN


def _bound_decimals(found: Classes) -> int:
    return next((d for d in range(7) if all(abs(b - round(b, d)) < 1e-9 for b in found.bounds)), 6)


def _gaps(plot: Plot) -> bool:
    return len(plot.points) < len(plot.labels) * len(plot.series)


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


def _across(plot: Plot, room: float) -> alt.X:
    chosen = {t.index: t.lines for t in ticks(plot, room)}
    axis = alt.Axis(
        title=None,
        orient="top",
        values=[f"k{i}" for i in chosen],
        labelExpr=names("k", [chosen.get(i, "") for i in range(len(plot.labels))]),
        labelAngle=0,
        labelLimit=0,
        labelOverlap=False,
        labelFontSize=SMALL_SIZE,
        labelBaseline="bottom",
    )
    keys = [f"k{i}" for i in range(len(plot.labels))]
    return alt.X("label:N", sort=None, axis=axis, scale=alt.Scale(domain=keys, paddingInner=0, paddingOuter=0))


def _down(lines: list[list[str]]) -> alt.Y:
    keys = [f"s{i}" for i in range(len(lines))]
    axis = alt.Axis(title=None, labelExpr=names("s", lines), labelLimit=0, labelLineHeight=13)
    return alt.Y("series:N", sort=None, axis=axis, scale=alt.Scale(domain=keys, paddingInner=0, paddingOuter=0))

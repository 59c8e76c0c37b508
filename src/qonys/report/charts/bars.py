"""Bars: one value per label across, columns over time, series that add up, dots that compare."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt

from qonys.report.charts.axes import LABELS, across, down, layered, left_extent, series_colour, value_x, value_y
from qonys.report.charts.plot import Plot, Scale, scale_of
from qonys.report.charts.theme import INK, MINUS, MUTED, PLUS, RULE, SMALL_SIZE, WIDTH, text_width, wrap

BAND = 24
"""Pixels of one horizontal bar with its gap."""
GAP = 6
"""Pixels between a mark and its number."""
BESIDE: tuple[tuple[str, Literal["left", "right"], float, str], ...] = (
    ("plus", "left", GAP, INK),
    ("minus", "right", -GAP, INK),
    ("none", "left", GAP, MUTED),
)
"""Where the number of a bar stands: side of zero, alignment, distance, colour."""
EDGE: dict[str, Any] = {"stroke": "#ffffff", "strokeWidth": 0.6}


def bars(plot: Plot) -> alt.LayerChart:
    """One horizontal bar per label with its number at the end; no axis is needed."""
    lines = [wrap(text, LABELS) for text in plot.label_texts]
    room = WIDTH - left_extent(lines)
    grouped = len(plot.points) > len(plot.labels)
    base = _base(plot, _signed(plot), room, _height(plot, lines, grouped))
    y: dict[str, Any] = {"y": down("label", "k", lines)}
    if grouped:
        y["yOffset"] = _offset(plot, alt.YOffset)
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=_room_for_texts(plot, room), nice=False, zero=False))
    bar = base.mark_bar(height=alt.RelativeBandSize(0.8 if grouped else 0.68))
    marks = bar.encode(x, color=_sign_colour(plot, room), description=alt.Description("tip:N"), **y)
    texts = [
        _side(base, side).mark_text(align=align, dx=dx, color=ink).encode(x=alt.X("at:Q"), text=alt.Text("text:N"), **y)
        for side, align, dx, ink in BESIDE
    ]
    return layered(marks, _zero(base, "x"), *texts)


def columns(plot: Plot) -> alt.LayerChart:
    """One column per period; numbers on the columns if they fit, else an axis."""
    share = (WIDTH - 20) / max(len(plot.points), 1)
    direct = all(text_width(p.text, SMALL_SIZE) < share - 4 for p in plot.points)
    grouped = len(plot.points) > len(plot.labels)
    scale = plot.scale()
    left = 0.0 if direct else scale.extent(plot.words)
    room, height = WIDTH - left - 4, 250
    base = _base(plot, _signed(plot), room, height)
    x: dict[str, Any] = {"x": across(plot, room)}
    if grouped:
        x["xOffset"] = _offset(plot, alt.XOffset)
    if direct:
        domain = _padded(min(0.0, *plot.values, 0.0), max(0.0, *plot.values, 0.0), 18, height)
        y = alt.Y("value:Q", axis=None, scale=alt.Scale(domain=domain, nice=False, zero=False))
    else:
        y = value_y(plot, scale, left)
    bar = base.mark_bar(width=alt.RelativeBandSize(0.72))
    marks = bar.encode(y=y, color=_sign_colour(plot, room), description=alt.Description("tip:N"), **x)
    texts = [
        _side(base, side).mark_text(dy=dy, color=ink).encode(y=alt.Y("at:Q"), text=alt.Text("text:N"), **x)
        for side, dy, ink in (("plus", -8, INK), ("minus", 9, INK), ("none", -8, MUTED))
        if direct
    ]
    return layered(marks, _zero(base, "y"), *texts)


def stacked(plot: Plot) -> alt.LayerChart:
    """Columns of series that add up; what is below zero is stacked downwards."""
    scale = _stack_scale(plot)
    left = scale.extent(plot.words)
    room = WIDTH - left - 4
    base = _base(plot, _stack_records(plot), room, 280)
    bar = base.mark_bar(width=alt.RelativeBandSize(0.74), **EDGE)
    marks = bar.encode(
        across(plot, room),
        value_y(plot, scale, left),
        color=series_colour(plot, room),
        description=alt.Description("tip:N"),
        y2=alt.Y2("base:Q"),
    )
    return layered(marks, _zero(base, "y"))


def stacked_bars(plot: Plot) -> alt.LayerChart:
    """Horizontal bars of series that add up; what is below zero is stacked to the left."""
    lines = [wrap(text, LABELS) for text in plot.label_texts]
    room = WIDTH - left_extent(lines) - 14
    base = _base(plot, _stack_records(plot), room, _height(plot, lines))
    bar = base.mark_bar(height=alt.RelativeBandSize(0.7), **EDGE)
    marks = bar.encode(
        value_x(plot, _stack_scale(plot)),
        down("label", "k", lines),
        color=series_colour(plot, room),
        description=alt.Description("tip:N"),
        x2=alt.X2("base:Q"),
    )
    return layered(marks, _zero(base, "x"))


def dots(plot: Plot) -> alt.LayerChart:
    """Several series as dots on one line per label, so that the gap between them is seen."""
    lines = [wrap(text, LABELS) for text in plot.label_texts]
    scale = plot.scale(zero=False, about=6)
    records = [p.record(value=p.value) for p in plot.points if p.value is not None]
    ends = []
    for i in range(len(plot.labels)):
        values = [p.value for p in plot.points if p.label == i and p.value is not None]
        if values:
            ends.append({"label": f"k{i}", "value": min(values), "end": max(values)})
    x, y = value_x(plot, scale, padding=8), down("label", "k", lines)
    room = WIDTH - left_extent(lines) - 14
    base = _base(plot, records, room, _height(plot, lines))
    line = alt.Chart(plot.data(ends)).mark_rule(color="#c3cad1", strokeWidth=2).encode(x, y, x2=alt.X2("end:Q"))
    dot = base.mark_circle(size=90, opacity=1, stroke="#ffffff", strokeWidth=1)
    layers = [line, dot.encode(x, y, color=series_colour(plot, room), description=alt.Description("tip:N"))]
    if scale.low < 0 < scale.high:
        layers.insert(0, _zero(base, "x"))
    return layered(*layers)


def _base(plot: Plot, records: list[dict[str, Any]], width: float, height: float) -> alt.Chart:
    return alt.Chart(plot.data(records), width=width, height=height)


def _height(plot: Plot, lines: list[list[str]], grouped: bool = False) -> float:
    most = max(len(text) for text in lines)
    # Bands are alike: labels of three lines and more need them all to be as high.
    least = 13.5 * most if most > 2 else 0.0
    return sum(max(BAND * (0.8 * len(plot.series) if grouped else 1), 14 * len(text) + 8, least) for text in lines)


def _zero(base: alt.Chart, axis: Literal["x", "y"]) -> alt.Chart:
    # Channels by name: from a plain dictionary Altair guesses, and takes a hundred times as long.
    at = alt.XDatum(0, type="quantitative") if axis == "x" else alt.YDatum(0, type="quantitative")
    line: alt.Chart = base.mark_rule(color=RULE).encode(at)
    return line


def _side(base: alt.Chart, side: str) -> alt.Chart:
    chosen: alt.Chart = base.transform_filter(f"datum.side == '{side}'")
    return chosen


def _offset(plot: Plot, channel: type[alt.XOffset] | type[alt.YOffset]) -> alt.XOffset | alt.YOffset:
    keys = [f"s{i}" for i in range(len(plot.series))]
    return channel("series:N", sort=None, scale=alt.Scale(domain=keys, paddingOuter=0.15))


def _signed(plot: Plot) -> list[dict[str, Any]]:
    """Records that know on which side of zero their number stands."""
    return [
        p.record(
            value=p.value, side="none" if p.value is None else "minus" if p.value < 0 else "plus", at=p.value or 0.0
        )
        for p in plot.points
    ]


def _sign_colour(plot: Plot, room: float) -> alt.Color:
    """Two colours where zero divides; with several series one for each."""
    if len(plot.series) > 1:
        return series_colour(plot, room)
    colours = [PLUS, MINUS if plot.chart.diverging else PLUS, PLUS]
    return alt.Color("side:N", scale=alt.Scale(domain=["plus", "minus", "none"], range=colours), legend=None)


def _room_for_texts(plot: Plot, room: float) -> list[float]:
    """A domain that leaves room for the numbers at the ends of the bars."""
    low, high = min(0.0, *plot.values, 0.0), max(0.0, *plot.values, 0.0)
    left = max((text_width(p.text, SMALL_SIZE) for p in plot.points if (p.value or 0) < 0), default=0) + 2 * GAP
    right = max((text_width(p.text, SMALL_SIZE) for p in plot.points if (p.value or 0) >= 0), default=0) + GAP
    unit = (high - low or 1.0) / max(room - (left if low < 0 else 0) - right, 50)
    return [low - (left * unit if low < 0 else 0), high + right * unit]


def _padded(low: float, high: float, pixels: float, height: float) -> list[float]:
    unit = (high - low or 1.0) / (height - 2 * pixels)
    return [low - (pixels * unit if low < 0 else 0), high + pixels * unit]


def _stack_scale(plot: Plot) -> Scale:
    """A scale for the sums above and below zero."""
    sums = {i: [0.0, 0.0] for i in range(len(plot.labels))}
    for point in plot.points:
        value = point.value or 0.0
        sums[point.label][value < 0] += value
    return scale_of(min((s[1] for s in sums.values()), default=0.0), max((s[0] for s in sums.values()), default=1.0))


def _stack_records(plot: Plot) -> list[dict[str, Any]]:
    """Each value from where the one before it ended."""
    ends: dict[tuple[int, bool], float] = {}
    records = []
    for point in plot.points:
        if point.value is None:
            continue
        key = (point.label, point.value < 0)
        base = ends.get(key, 0.0)
        ends[key] = base + point.value
        records.append(point.record(value=ends[key], base=base))
    return records

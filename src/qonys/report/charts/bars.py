"""Bars: one value per label across, columns over time, series that add up, dots that compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from qonys.report.charts.plot import Plot, names, nice_ticks
from qonys.report.charts.theme import (
    CATEGORIES,
    GRID,
    INK,
    MINUS,
    MUTED,
    PLUS,
    RULE,
    SMALL_SIZE,
    WIDTH,
    text_width,
    wrap,
)
from qonys.report.charts.timeaxis import ticks

LABELS = 200
"""Pixels for the labels at the left."""
BAND = 24
"""Pixels of one horizontal bar with its gap."""
GAP = 6
"""Pixels between a mark and its number."""


def bars(plot: Plot) -> alt.LayerChart:
    """One horizontal bar per label with its number at the end; no axis is needed."""
    lines = [wrap(text, LABELS) for text in plot.label_texts]
    height = sum(max(BAND, 15 * len(text) + 6) for text in lines)
    room = WIDTH - _extent(lines)
    low, high = _domain_with_texts(plot, room)
    records = [_with_side(p.record(value=p.value), p.value) for p in plot.points]
    base = alt.Chart(alt.Data(values=records), width=room, height=height)
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[low, high], nice=False, zero=False))
    bar = base.mark_bar(height=alt.RelativeBandSize(0.68)).encode(
        x, _label_y(lines), color=_sign_colour(plot), description="tip:N"
    )
    zero = base.mark_rule(color=RULE).encode(x=alt.datum(0, type="quantitative"))
    return alt.layer(bar, zero, *_bar_texts(base, lines))


def columns(plot: Plot) -> alt.LayerChart:
    """One column per period; numbers on the columns if they fit, else an axis."""
    share = (WIDTH - 20) / max(len(plot.labels), 1)
    direct = all(text_width(p.text, SMALL_SIZE) < share - 4 for p in plot.points)
    scale = nice_ticks(min(0.0, *plot.values, 0.0), max(0.0, *plot.values, 0.0))
    left = 0.0 if direct else _axis_extent(plot, scale)
    room, height = WIDTH - left - 4, 250
    records = [_with_side(p.record(value=p.value), p.value) for p in plot.points]
    base = alt.Chart(alt.Data(values=records), width=room, height=height)
    low, high = min(0.0, *plot.values, 0.0), max(0.0, *plot.values, 0.0)
    domain = _padded(low, high, 18, height) if direct else [scale[0], scale[-1]]
    y = _value_y(plot, domain, None if direct else scale, left)
    bar = base.mark_bar(width=alt.RelativeBandSize(0.72)).encode(
        _label_x(plot, room), y, color=_sign_colour(plot), description="tip:N"
    )
    zero = base.mark_rule(color=RULE).encode(y=alt.datum(0, type="quantitative"))
    texts = _column_texts(base) if direct else []
    return alt.layer(bar, zero, *texts)


def stacked(plot: Plot) -> alt.LayerChart:
    """Columns of series that add up; what is below zero is stacked downwards."""
    scale = _stack_ticks(plot)
    left = _axis_extent(plot, scale)
    room = WIDTH - left - 4
    base = alt.Chart(alt.Data(values=_stack_records(plot)), width=room, height=280)
    y = _value_y(plot, [scale[0], scale[-1]], scale, left)
    bar = base.mark_bar(width=alt.RelativeBandSize(0.74), stroke="#ffffff", strokeWidth=0.6).encode(
        _label_x(plot, room), y, color=series_colour(plot), description="tip:N"
    )
    zero = base.mark_rule(color=RULE).encode(y=alt.datum(0, type="quantitative"))
    return alt.layer(bar.encode(y2="base:Q"), zero)


def stacked_bars(plot: Plot) -> alt.LayerChart:
    """Horizontal bars of series that add up; what is below zero is stacked to the left."""
    lines = [wrap(text, LABELS) for text in plot.label_texts]
    height = sum(max(BAND, 15 * len(text) + 6) for text in lines)
    scale = _stack_ticks(plot)
    room = WIDTH - _extent(lines) - 14
    base = alt.Chart(alt.Data(values=_stack_records(plot)), width=room, height=height)
    bar = base.mark_bar(height=alt.RelativeBandSize(0.7), stroke="#ffffff", strokeWidth=0.6).encode(
        _value_x(plot, scale), _label_y(lines), color=series_colour(plot), description="tip:N"
    )
    zero = base.mark_rule(color=RULE).encode(x=alt.datum(0, type="quantitative"))
    return alt.layer(bar.encode(x2="base:Q"), zero)


def dots(plot: Plot) -> alt.LayerChart:
    """Several series as dots on one line per label, so that the gap between them is seen."""
    lines = [wrap(text, LABELS) for text in plot.label_texts]
    height = sum(max(BAND, 15 * len(text) + 6) for text in lines)
    scale = nice_ticks(min(plot.values, default=0.0), max(plot.values, default=1.0), 6)
    room = WIDTH - _extent(lines) - 14
    records = [p.record(value=p.value) for p in plot.points if p.value is not None]
    ends = []
    for i in range(len(plot.labels)):
        values = [p.value for p in plot.points if p.label == i and p.value is not None]
        if values:
            ends.append({"label": f"k{i}", "value": min(values), "end": max(values)})
    x, y = _value_x(plot, scale), _label_y(lines)
    line = alt.Chart(alt.Data(values=ends)).mark_rule(color="#c3cad1", strokeWidth=2).encode(x, y, x2="end:Q")
    dot = alt.Chart(alt.Data(values=records)).mark_circle(size=90, opacity=1, stroke="#ffffff", strokeWidth=1)
    marks = dot.encode(x, y, color=series_colour(plot), description="tip:N")
    layers = [line, marks]
    if scale[0] < 0 < scale[-1]:
        layers.insert(0, alt.Chart(alt.Data(values=[{}])).mark_rule(color=RULE).encode(x=alt.datum(0)))
    return alt.layer(*layers).properties(width=room, height=height)


def series_colour(plot: Plot, legend: bool = True) -> alt.Color:
    """One colour per series; the legend stands above."""
    keys = [f"s{i}" for i in range(len(plot.series))]
    many = sum(text_width(text) + 40 for text in plot.series_texts) > WIDTH
    above = alt.Legend(
        labelExpr=names("s", plot.series_texts), columns=2 if many else 0, symbolType="square", symbolOpacity=1
    )
    return alt.Color(
        "series:N",
        scale=alt.Scale(domain=keys, range=[CATEGORIES[i % len(CATEGORIES)] for i in range(len(keys))]),
        legend=above if legend and len(keys) > 1 else None,
    )


def _with_side(record: dict[str, Any], value: float | None) -> dict[str, Any]:
    side = "none" if value is None else "minus" if value < 0 else "plus"
    return {**record, "side": side, "at": value or 0.0}


def _sign_colour(plot: Plot) -> alt.Color:
    """Two colours where zero divides; with several series one for each."""
    if len(plot.series) > 1:
        return series_colour(plot)
    colours = [PLUS, MINUS if plot.chart.diverging else PLUS, PLUS]
    return alt.Color("side:N", scale=alt.Scale(domain=["plus", "minus", "none"], range=colours), legend=None)


def _extent(lines: Sequence[Sequence[str]]) -> float:
    return max((text_width(line) for label in lines for line in label), default=0.0) + 10


def _label_y(lines: Sequence[Sequence[str]]) -> alt.Y:
    axis = alt.Axis(title=None, grid=False, labelExpr=names("k", lines), labelLimit=0, labelLineHeight=14)
    return alt.Y("label:N", sort=[f"k{i}" for i in range(len(lines))], axis=axis, scale=_all_keys(len(lines)))


def _all_keys(count: int) -> alt.Scale:
    return alt.Scale(domain=[f"k{i}" for i in range(count)], paddingInner=0, paddingOuter=0)


def _label_x(plot: Plot, room: float) -> alt.X:
    chosen = ticks(plot, room)
    expression = names("k", [next((t.lines for t in chosen if t.index == i), "") for i in range(len(plot.labels))])
    axis = alt.Axis(
        title=None,
        grid=False,
        values=[f"k{t.index}" for t in chosen],
        labelExpr=expression,
        labelAngle=0,
        labelLimit=0,
        labelOverlap=False,
        labelFontSize=SMALL_SIZE,
    )
    return alt.X("label:N", sort=None, axis=axis, scale=_all_keys(len(plot.labels)))


def _axis_extent(plot: Plot, scale: Sequence[float]) -> float:
    return max(text_width(plot.words.number(v, tick_decimals(scale))) for v in scale) + 10


def tick_decimals(scale: Sequence[float]) -> int:
    """The decimals that tell the ticks apart."""
    return next((d for d in range(6) if all(abs(v - round(v, d)) < 1e-9 for v in scale)), 6)


def tick_texts(plot: Plot, scale: Sequence[float]) -> str:
    """A Vega expression for the numbers of an axis, written as in the text."""
    import json

    decimals = tick_decimals(scale)
    table = {f"{v:.6f}": plot.words.number(v, decimals) for v in scale}
    return json.dumps(table, ensure_ascii=False) + "[replace(format(datum.value, '.6f'), '\u2212', '-')]"


def _value_y(plot: Plot, domain: Sequence[float], scale: Sequence[float] | None, left: float) -> alt.Y:
    axis = None
    if scale is not None:
        axis = alt.Axis(
            title=None,
            values=list(scale),
            labelExpr=tick_texts(plot, scale),
            labelColor=MUTED,
            minExtent=left,
            maxExtent=left,
        )
    return alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=list(domain), nice=False, zero=False), stack=None)


def _value_x(plot: Plot, scale: Sequence[float]) -> alt.X:
    axis = alt.Axis(
        title=None, values=list(scale), labelExpr=tick_texts(plot, scale), labelColor=MUTED, orient="top", gridColor=GRID
    )
    domain = [scale[0], scale[-1]]
    return alt.X("value:Q", axis=axis, scale=alt.Scale(domain=domain, nice=False, zero=False), stack=None)


def _domain_with_texts(plot: Plot, room: float) -> tuple[float, float]:
    """A domain that leaves room for the numbers at the ends of the bars."""
    low, high = min(0.0, *plot.values, 0.0), max(0.0, *plot.values, 0.0)
    left = max((text_width(p.text, SMALL_SIZE) for p in plot.points if (p.value or 0) < 0), default=0) + GAP
    right = max((text_width(p.text, SMALL_SIZE) for p in plot.points if (p.value or 0) >= 0), default=0) + GAP
    unit = (high - low or 1.0) / max(room - (left if low < 0 else 0) - right, 50)
    return low - (left * unit if low < 0 else 0), high + right * unit


def _padded(low: float, high: float, pixels: float, height: float) -> list[float]:
    unit = (high - low or 1.0) / (height - 2 * pixels)
    return [low - (pixels * unit if low < 0 else 0), high + pixels * unit]


def _bar_texts(base: alt.Chart, lines: Sequence[Sequence[str]]) -> list[alt.Chart]:
    y, out = _label_y(lines), []
    for side, align, dx, colour in (
        ("plus", "left", GAP, INK),
        ("minus", "right", -GAP, INK),
        ("none", "left", GAP, MUTED),
    ):
        mark = base.transform_filter(f"datum.side == '{side}'").mark_text(align=align, dx=dx, color=colour)  # type: ignore[arg-type]
        out.append(mark.encode(x="at:Q", y=y, text="text:N"))
    return out


def _column_texts(base: alt.Chart) -> list[alt.Chart]:
    out = []
    for side, dy, colour in (("plus", -8, INK), ("minus", 9, INK), ("none", -8, MUTED)):
        mark = base.transform_filter(f"datum.side == '{side}'").mark_text(dy=dy, color=colour)
        out.append(mark.encode(x="label:N", y="at:Q", text="text:N"))
    return out


def _stacks(plot: Plot) -> dict[int, list[float]]:
    """Sums above and below zero by label."""
    sums: dict[int, list[float]] = {i: [0.0, 0.0] for i in range(len(plot.labels))}
    for point in plot.points:
        value = point.value or 0.0
        sums[point.label][value < 0] += value
    return sums


def _stack_ticks(plot: Plot) -> list[float]:
    sums = _stacks(plot).values()
    return nice_ticks(min((s[1] for s in sums), default=0.0), max((s[0] for s in sums), default=1.0))


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

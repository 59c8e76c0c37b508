"""Axes and legends that the families of charts share, written in the language of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import altair as alt

from qonys.report.charts.plot import Plot, Scale, names
from qonys.report.charts.theme import CATEGORIES, MUTED, SMALL_SIZE, text_width
from qonys.report.charts.timeaxis import ticks

LABELS = 225
"""Pixels for the labels at the left, at most."""


def layered(*layers: alt.Chart) -> alt.LayerChart:
    """Layers on top of each other; Altair's own function may also give a chart of facets."""
    return cast("alt.LayerChart", alt.layer(*layers))


def left_extent(lines: Sequence[Sequence[str]]) -> float:
    """Pixels that the labels at the left need."""
    return max((text_width(line) for label in lines for line in label), default=0.0) + 10


def down(field: str, prefix: str, lines: Sequence[Sequence[str]], title: str | None = None) -> alt.Y:
    """Labels of one or more lines at the left of horizontal bands."""
    keys = [f"{prefix}{i}" for i in range(len(lines))]
    long = [key for key, text in zip(keys, lines, strict=True) if len(text) > 1]
    axis = alt.Axis(
        title=title,
        grid=False,
        labelExpr=names(prefix, lines),
        labelLimit=0,
        labelLineHeight=13,
        labelOverlap=False,
        # Vega starts a text of two lines where one line would stand.
        labelOffset={"condition": {"test": {"field": "value", "oneOf": long}, "value": -6}, "value": 0},
    )
    return alt.Y(f"{field}:N", sort=None, axis=axis, scale=_bands(keys))


def across(plot: Plot, room: float, orient: str = "bottom") -> alt.X:
    """Labels below or above vertical bands: some of many periods, all of other labels, aslant if they are long."""
    keys = [f"k{i}" for i in range(len(plot.labels))]
    chosen = {t.index: t.lines for t in ticks(plot, room)}
    slanted = not plot.periods and len(chosen) < len(keys)
    if slanted:
        chosen = {i: (text,) for i, text in enumerate(plot.label_texts)}
    deepest = max((len(lines) for lines in chosen.values()), default=1)
    if orient == "top":  # Vega lets a text of several lines grow downwards, into the cells
        chosen = {i: ("",) * (deepest - len(lines)) + lines for i, lines in chosen.items()}
    axis = alt.Axis(
        title=None if plot.chart.flows is None else plot.words.plain(plot.chart.flows[1]),
        grid=False,
        orient=orient,  # type: ignore[arg-type]
        values=[f"k{i}" for i in chosen],
        labelExpr=names("k", [chosen.get(i, "") for i in range(len(keys))]),
        labelAngle=-40 if slanted else 0,
        labelAlign=("left" if orient == "top" else "right") if slanted else "center",
        labelLimit=150,
        labelOverlap=False,
        labelFontSize=SMALL_SIZE,
        labelBaseline="bottom" if orient == "top" else "top",
        labelLineHeight=13,
        labelPadding=6 + 13 * (deepest - 1) if orient == "top" else 6,
    )
    return alt.X("label:N", sort=None, axis=axis, scale=_bands(keys))


def value_y(plot: Plot, scale: Scale, left: float) -> alt.Y:
    """Numbers at the left with lines across."""
    axis = alt.Axis(
        title=None,
        values=list(scale.ticks),
        labelExpr=scale.expression(plot.words),
        labelColor=MUTED,
        minExtent=left,
        maxExtent=left,
    )
    return alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=scale.domain, nice=False, zero=False), stack=None)


def value_x(plot: Plot, scale: Scale, padding: float = 0) -> alt.X:
    """Numbers above with lines down; `padding` in pixels at both ends."""
    axis = alt.Axis(
        title=None,
        values=list(scale.ticks),
        labelExpr=scale.expression(plot.words),
        labelColor=MUTED,
        orient="top",
        labelFlush=False,
    )
    span = alt.Scale(domain=scale.domain, nice=False, zero=False, padding=padding)
    return alt.X("value:Q", axis=axis, scale=span, stack=None)


def series_colour(plot: Plot, room: float, legend: bool = True) -> alt.Color:
    """One colour per series; the legend stands above."""
    keys = [f"s{i}" for i in range(len(plot.series))]
    above = wide_legend(names("s", plot.series_texts), plot.series_texts, room)
    return alt.Color(
        "series:N",
        scale=alt.Scale(domain=keys, range=[CATEGORIES[i % len(CATEGORIES)] for i in range(len(keys))]),
        legend=above if legend and len(keys) > 1 else None,
    )


def wide_legend(expression: str, texts: Sequence[str], room: float) -> alt.Legend:
    """Squares in a row, or in columns if a row is too short for them."""
    widest = max((text_width(text) for text in texts), default=0.0) + 36
    one_row = sum(text_width(text) + 36 for text in texts) <= room
    per_row = 0 if one_row else max(1, int(room / widest))
    return alt.Legend(labelExpr=expression, columns=per_row, symbolType="square", symbolOpacity=1)


def _bands(keys: list[str]) -> alt.Scale:
    return alt.Scale(domain=keys, paddingInner=0, paddingOuter=0)

"""From a chart to its drawing: which family draws which mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from qonys.report.blocks import Chart, Mark
from qonys.report.charts import areas, bars, heat, lines, links
from qonys.report.charts.plot import Plot
from qonys.report.charts.theme import config
from qonys.report.maps import Boundaries
from qonys.text import Words

FAMILIES: dict[Mark, Callable[[Plot], alt.LayerChart]] = {
    Mark.BARS: bars.bars,
    Mark.COLUMNS: bars.columns,
    Mark.STACKED: bars.stacked,
    Mark.STACKED_BARS: bars.stacked_bars,
    Mark.DOTS: bars.dots,
    Mark.LINES: lines.lines,
    Mark.PANELS: lines.panels,
    Mark.HEAT: heat.heat,
    Mark.CHORD: links.chord,
}
MAPS: dict[Mark, Callable[[Plot, Boundaries], alt.LayerChart]] = {Mark.MAP: areas.areas, Mark.ARROWS: links.arrows}


def draw(chart: Chart, words: Words, boundaries: Boundaries | None = None) -> alt.LayerChart:
    """The chart in a language, with its unit above; a map needs boundaries.

    Raises
    ------
    ValueError
        If a map is to be drawn without boundaries.
    """
    drawn, plot = _drawn(chart, words, boundaries)
    full: alt.LayerChart = drawn.properties(datasets=plot.datasets).configure(**config())
    return full


def specification(chart: Chart, words: Words, boundaries: Boundaries | None = None) -> dict[str, Any]:
    """What `draw` gives as plain data, without the checks against the schema, which take most of the time."""
    with debug_mode(False):
        drawn, plot = _drawn(chart, words, boundaries)
        return {**drawn.to_dict(validate=False), "datasets": plot.datasets, "config": config()}


def _drawn(chart: Chart, words: Words, boundaries: Boundaries | None) -> tuple[alt.LayerChart, Plot]:
    plot = Plot(chart, words)
    if chart.mark not in MAPS:
        drawn = FAMILIES[chart.mark](plot)
    elif boundaries is None:
        raise ValueError("a map needs boundaries")
    else:
        drawn = MAPS[chart.mark](plot, boundaries)
    return drawn.properties(title=alt.Title(plot.unit)), plot

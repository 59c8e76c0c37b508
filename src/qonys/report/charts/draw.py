"""From a chart to its drawing: which family draws which mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import altair as alt

from qonys.report.blocks import Chart, Mark
from qonys.report.charts import areas, bars, heat, lines
from qonys.report.charts.plot import Plot
from qonys.report.charts.theme import config

if TYPE_CHECKING:
    from qonys.report.maps import Boundaries
    from qonys.text.words import Words

FAMILIES: dict[Mark, Callable[[Plot], alt.LayerChart]] = {
    Mark.BARS: bars.bars,
    Mark.COLUMNS: bars.columns,
    Mark.STACKED: bars.stacked,
    Mark.STACKED_BARS: bars.stacked_bars,
    Mark.DOTS: bars.dots,
    Mark.LINES: lines.lines,
    Mark.PANELS: lines.panels,
    Mark.HEAT: heat.heat,
}


def draw(chart: Chart, words: Words, boundaries: Boundaries | None = None) -> alt.LayerChart:
    """The chart in a language, with its unit above; a map needs boundaries.

    Raises
    ------
    ValueError
        If a map is to be drawn without boundaries.
    """
    plot = Plot(chart, words)
    if chart.mark is Mark.MAP:
        if boundaries is None:
            raise ValueError("a map needs boundaries")
        drawn = areas.areas(plot, boundaries)
    else:
        drawn = FAMILIES[chart.mark](plot)
    return drawn.properties(title=alt.Title(plot.unit), datasets=plot.datasets).configure(**config())

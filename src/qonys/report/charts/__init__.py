"""Charts of a report: one module per family of marks, drawn with Altair, turned into SVG without a browser.

`draw` gives the drawing, `to_svg` the text for a page.
"""

from qonys.report.charts.draw import draw
from qonys.report.charts.svg import to_svg, warm_up

__all__ = ["draw", "to_svg", "warm_up"]

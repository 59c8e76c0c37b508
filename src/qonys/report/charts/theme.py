"""How charts look: colours that the colour-blind can tell apart, type, and how wide a text will be."""

from __future__ import annotations

from typing import Any

WIDTH = 720
"""Pixels of a figure; the page's column is a little wider."""
FONT = "Inter, 'DejaVu Sans', sans-serif"
SIZE = 12
SMALL_SIZE = 11

INK = "#1a2430"
MUTED = "#55606b"
RULE = "#8b959e"
GRID = "#e3e7eb"
MISSING = "#e9ecef"
"""Replaced by a hatching in the SVG."""

PLUS, MINUS = "#2166ac", "#c25400"
"""Above and below zero where zero divides; the first is also the colour of a single series."""
CATEGORIES = ("#2166ac", "#c25400", "#1b7f6b", "#8a4f9e", "#7a6a00", "#3d8fc4", "#b03060", "#5c6670")
SEQUENTIAL = ("#d9e8f5", "#a6cbe6", "#6aa7d4", "#3680bd", "#0f5197")
BELOW = ("#b35806", "#ee9a3f", "#fbd9ad")
"""From far below zero to just below."""
ABOVE = ("#cfe3f2", "#73afd6", "#2166ac")
"""From just above zero to far above."""
LIGHT = frozenset({*SEQUENTIAL[:3], *BELOW[1:], *ABOVE[:2], MISSING})
"""Fills on which text is dark."""
CLAIM = "\u2063"
"""Between the tip of a mark and the id of its claim, on the way through the drawing."""

# Widths of letters in parts of the type size, a little more than in Inter; 0.66 for all others.
_WIDTHS = {
    letter: width
    for width, letters in (
        (0.29, "ijlіIІ.,:;'| \u00a0\u202f"),
        (0.38, "frt()/!"),
        (0.52, "гғз1-–sxктхұүz"),
        (0.59, "ackvyJLавсучьэяГҒ7"),
        (0.76, "CDHЛНПСЧҺGNOQUДИОЦҢӨ"),
        (0.9, "mMщМwжшюыФЫ%…"),
        (1.02, "WЖШЩЮ@—"),
    )
    for letter in letters
}


def text_width(text: str, size: float = SIZE) -> float:
    """About how many pixels a text takes; a little more than it does, so that nothing is cut off."""
    return sum(_WIDTHS.get(letter, 0.66) for letter in text) * size


def wrap(text: str, width: float, size: float = SIZE) -> list[str]:
    """The text in lines no wider than this, broken at spaces."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def ink_on(fill: str) -> str:
    """The colour of text on this fill."""
    return INK if fill in LIGHT else "#ffffff"


def config() -> dict[str, Any]:
    """The Vega-Lite configuration of every chart."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "labelFontSize": SIZE, "titleColor": MUTED}
    axis = {"titleFontSize": SIZE, "titleFontWeight": "normal", "domain": False, "ticks": False, "gridColor": GRID}
    legend = {
        "orient": "top",
        "direction": "horizontal",
        "title": None,
        "labelLimit": 340,
        "symbolSize": 120,
        "symbolStrokeWidth": 0,
        "columnPadding": 16,
        "rowPadding": 4,
        "offset": 10,
    }
    return {
        "background": "#ffffff",
        "font": FONT,
        "padding": {"left": 2, "right": 2, "top": 4, "bottom": 4},
        "view": {"stroke": None},
        "axis": {**text, **axis, "labelPadding": 6},
        "legend": {**text, **legend},
        "text": {"font": FONT, "fontSize": SMALL_SIZE, "color": INK},
        "title": {
            "font": FONT,
            "fontSize": SIZE,
            "fontWeight": "normal",
            "color": MUTED,
            "anchor": "start",
            "frame": "bounds",
            "offset": 10,
        },
    }

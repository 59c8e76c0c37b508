"""From a chart to SVG text that can stand on a page beside others: own ids, no noise for screen readers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from qonys.report.blocks import Chart
from qonys.report.charts.draw import specification
from qonys.report.charts.theme import CLAIM, FONT, MISSING
from qonys.text import Words

if TYPE_CHECKING:
    from qonys.report.maps import Boundaries

SVG = "http://www.w3.org/2000/svg"
# The font is the same for all texts and stands at the root.
NOISE = (
    "aria-label",
    "aria-roledescription",
    "aria-hidden",
    "role",
    "pointer-events",
    "stroke-miterlimit",
    "font-family",
)
OPACITY = {"opacity", "fill-opacity", "stroke-opacity"}
MEASURES = {"d", "transform", "x", "y", "width", "height", "x1", "x2", "y1", "y2"}
INHERITED = ("fill", "stroke", "stroke-width", "font-size", "font-weight", "text-anchor", "stroke-linejoin")
HATCH = "hatch"
_NUMBER = re.compile(r"-?\d*\.\d{2,}(?:e-?\d+)?")
_URL = re.compile(r"url\(#([^)]+)\)")

ET.register_namespace("", SVG)


def to_svg(chart: Chart, words: Words, alt: str, name: str, boundaries: Boundaries | None = None) -> str:
    """The chart as SVG; `alt` describes it, `name` makes its ids its own.

    Marks carry `data-tip`, their label and value in the language, and `data-claim`, the id of their number.
    """
    return convert(specification(chart, words, boundaries), alt, name)


def convert(drawn: dict[str, Any], alt: str, name: str) -> str:
    """What `specification` gives as SVG."""
    import vl_convert

    return tidy(vl_convert.vegalite_to_svg(drawn, vl_version=_version()), alt, name)


def warm_up() -> None:
    """Start the drawing engine, which takes half a second; from a thread it costs nothing."""
    import vl_convert

    vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "bar"}, vl_version=_version())


@cache
def _version() -> str:
    """The newest Vega-Lite on board, named so that it does not change by default."""
    import vl_convert

    newest: str = max(vl_convert.get_vegalite_versions(), key=lambda v: [int(part) for part in v.split(".")])
    return newest


def tidy(svg: str, alt: str, name: str) -> str:
    """The SVG of Vega for a page: responsive, named, its marks with tips, its numbers no finer than can be seen."""
    root = ET.fromstring(svg)
    for key in ("width", "height", "class"):
        root.attrib.pop(key, None)
    hatched = False
    ids: dict[str, str] = {}
    for element in list(root.iter()):
        _clean(element, lambda own: ids.setdefault(own, f"{name}-{len(ids)}"))
        if element.get("fill") == MISSING:
            element.set("fill", f"url(#{name}-{HATCH})")
            hatched = True
    _prune(root)
    _hoist(root)
    if hatched:
        root.insert(0, _hatch(name))
    root.set("role", "img")
    root.set("aria-label", alt)
    root.set("font-family", FONT)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _clean(element: ET.Element, renamed: Callable[[str], str]) -> None:
    """Take out what says nothing; ids are counted anew, because Vega counts on from the drawing before."""
    held = element.attrib
    if held.get("role") == "graphics-symbol" and (tip := held.get("aria-label")):
        held["data-tip"], _, claim = tip.partition(CLAIM)
        if claim:
            held["data-claim"] = claim
    for key in NOISE & held.keys():
        del held[key]
    for key in OPACITY & held.keys():
        if held[key] == "1":
            del held[key]
    for key, value in held.items():
        if key == "id":
            held[key] = renamed(value)
        elif "url(#" in value:
            held[key] = _URL.sub(lambda own: f"url(#{renamed(own[1])})", value)
        elif key in MEASURES:
            held[key] = _NUMBER.sub(_short, value)


def _short(number: re.Match[str]) -> str:
    short = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def _prune(parent: ET.Element) -> None:
    """Take out frames that draw nothing and groups that hold nothing."""
    for child in list(parent):
        _prune(child)
        empty = child.tag == f"{{{SVG}}}g" and len(child) == 0
        idle = child.tag == f"{{{SVG}}}path" and not child.get("d")
        blank = "foreground" in child.get("class", "") and not child.get("stroke")
        if empty or idle or blank:
            parent.remove(child)
        child.attrib.pop("class", None)


def _hoist(parent: ET.Element) -> None:
    """Write once on a group what all its members say."""
    for child in parent:
        _hoist(child)
    for key in INHERITED:
        values = {child.get(key) for child in parent}
        if len(parent) and len(values) == 1 and (value := values.pop()) is not None and parent.get(key) is None:
            parent.set(key, value)
            for child in parent:
                del child.attrib[key]


def _hatch(name: str) -> ET.Element:
    """Grey with thin lines: there are no data here."""
    defs = ET.Element(f"{{{SVG}}}defs")
    pattern = ET.SubElement(
        defs,
        f"{{{SVG}}}pattern",
        {
            "id": f"{name}-{HATCH}",
            "width": "6",
            "height": "6",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )
    ET.SubElement(pattern, f"{{{SVG}}}rect", {"width": "6", "height": "6", "fill": "#f1f3f5"})
    ET.SubElement(pattern, f"{{{SVG}}}path", {"d": "M0 0V6", "stroke": "#b4bcc4", "stroke-width": "1.6"})
    return defs

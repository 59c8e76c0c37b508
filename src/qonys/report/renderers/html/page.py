"""The report as one HTML file: three languages, its styles, scripts, drawings and claims inside, nothing outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from qonys.report.blocks import Figure, Report
from qonys.report.charts.plot import Plot
from qonys.report.collect import blocks_of
from qonys.report.renderers.details import ClaimDetail
from qonys.report.renderers.html.drawings import Drawings
from qonys.report.renderers.html.edition import Edition
from qonys.report.renderers.html.payload import claims_json, embedded
from qonys.report.renderers.interface import ENDONYMS, heading
from qonys.text import Language, Words

if TYPE_CHECKING:
    from qonys.report.maps import Boundaries

SCRIPTS = ("language.js", "claims.js", "save.js")
STYLES = ("page.css", "print.css")


@dataclass(frozen=True)
class PageOptions:
    """What a page needs beside the report and its words."""

    first: Language = Language.EN
    """The language that is seen first, and without scripts."""
    boundaries: Boundaries | None = None
    """Needed if the report has maps."""


def render(
    report: Report,
    words: Mapping[Language, Words],
    details: Iterable[ClaimDetail],
    options: PageOptions | None = None,
    begun: Drawings | None = None,
) -> str:
    """The report as one HTML page without any reference to the outside; `begun` may hold drawings of it."""
    chosen = options or PageOptions()
    figures = [block for block in blocks_of(report.chapters) if isinstance(block, Figure)]
    # Drawings that were begun elsewhere are ended there.
    with nullcontext(begun) if begun else Drawings(words, chosen.boundaries) as drawings:
        drawings.add(figures)
        editions = [Edition(said, drawings.of(language)).view(report) for language, said in words.items()]
    first = words[chosen.first]
    return _template().render(
        first=chosen.first.value,
        title=first.label(report.title),
        editions=editions,
        endonyms={language.value: name for language, name in ENDONYMS.items()},
        style=Markup("\n".join(_static(name) for name in STYLES)),
        script=Markup("(() => {{\n'use strict';\n{}}})();").format(
            Markup("\n".join(_static(name) for name in SCRIPTS))
        ),
        claims=Markup(claims_json(details, words)),
        figures=Markup(figures_json(figures, words)),
    )


def figures_json(figures: Iterable[Figure], words: Mapping[Language, Words]) -> str:
    """The numbers of the figures, from which the page makes CSV files; labels stand once."""
    content = {}
    for figure in figures:
        plots = {language.value: Plot(figure.chart, said) for language, said in words.items()}
        plot = next(iter(plots.values()))
        if figure.chart.flows is not None:
            content[figure.id] = _flows(figure, plots, words)
            continue
        content[figure.id] = {
            "head": {
                language.value: [heading(said, plot.labels), heading(said, plot.series), said.unit(figure.chart.unit)]
                for language, said in words.items()
            },
            "labels": {lang: p.label_texts for lang, p in plots.items()},
            "series": {lang: p.series_texts for lang, p in plots.items()},
            "rows": [[p.label, p.series, p.value] for p in plot.points],
        }
    return embedded(content)


def _flows(figure: Figure, plots: Mapping[str, Plot], words: Mapping[Language, Words]) -> dict[str, object]:
    """The numbers of flows: from where first, then to where."""
    assert figure.chart.flows is not None
    heads = {
        language.value: [*(said.plain(head) for head in figure.chart.flows), said.unit(figure.chart.unit)]
        for language, said in words.items()
    }
    points = next(iter(plots.values())).points
    return {
        "head": heads,
        "labels": {lang: p.series_texts for lang, p in plots.items()},
        "series": {lang: p.label_texts for lang, p in plots.items()},
        "rows": [[p.series, p.label, p.value] for p in points if p.value is not None],
    }


@cache
def _static(name: str) -> str:
    return files("qonys.report.renderers.html").joinpath("static", name).read_text("utf-8")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_static("page.html.j2"))

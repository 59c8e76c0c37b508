"""Results as charts: the marks of the report, for a notebook and for files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from qonys.api.keywords import one_of, spelled
from qonys.errors import BadInput, QonysError
from qonys.model.period import Period
from qonys.model.result import Result
from qonys.report.blocks import Chart, Mark, Row

if TYPE_CHECKING:
    from qonys.text import Words

FORMS = (".svg", ".png", ".html", ".json")
ENDS = ("low", "high")
"""Measures that bound another."""
TIMES = ("period", "time", "horizon")


class ChartOptions(TypedDict, total=False):
    """What a chart shows."""

    measure: str
    """The first of the result if left out."""
    mark: str
    """bars, columns, stacked, lines, panels, heat, dots, chord; chosen by the axes if left out."""
    title: str
    lang: str
    """Language of units and numbers: kk, ru, en."""


@dataclass(frozen=True, repr=False)
class Drawing:
    """A chart: shown by a notebook, saved as SVG, PNG, HTML, or JSON for Vega-Lite."""

    chart: Chart
    title: str
    words: Words

    @cached_property
    def svg(self) -> str:
        """The drawing as SVG, without anything from outside."""
        from qonys.report.charts import to_svg

        return to_svg(self.chart, self.words, self.title, "chart")

    def to_dict(self) -> dict[str, Any]:
        """The chart as a Vega-Lite specification."""
        from qonys.report.charts.draw import specification

        return specification(self.chart, self.words)

    def save(self, path: str | Path, scale: float = 2.0) -> Path:
        """Write the chart by the ending of the file: .svg, .png, .html or .json; `scale` is that of a PNG.

        Raises
        ------
        BadInput
            For any other ending.
        """
        from qonys.disk.write import write_file

        out = Path(path)
        if out.suffix.lower() not in FORMS:
            raise BadInput("bad-form", where=str(out), fix=str(out.with_suffix(".svg")), text=out.suffix)
        write_file(out, self._bytes(out.suffix.lower(), scale))
        return out

    def _bytes(self, form: str, scale: float) -> bytes:
        import json

        if form == ".png":
            import vl_convert

            drawn: bytes = vl_convert.vegalite_to_png(self.to_dict(), scale=scale)
            return drawn
        page = f"<!DOCTYPE html>\n<meta charset='utf-8'>\n<title>{escape(self.title)}</title>\n{self._repr_html_()}\n"
        texts = {".svg": lambda: self.svg, ".html": lambda: page,
                 ".json": lambda: json.dumps(self.to_dict(), ensure_ascii=False)}  # fmt: skip
        return texts[form]().encode()

    def __repr__(self) -> str:
        return f"{self.title} ({self.chart.mark.value}, {len(self.chart.rows)} marks): .save('chart.svg')"

    def _repr_html_(self) -> str:
        return f"<figure><figcaption>{escape(self.title)}</figcaption>{self.svg}</figure>"


@spelled(ChartOptions)
def chart(result: Any, **options: Unpack[ChartOptions]) -> Drawing:
    """A result as a chart.

    Bars for one axis, lines where an axis is time, dots with their ends where there are `low` and `high`, a coloured
    table for origins and destinations.

    Parameters
    ----------
    result : a result, or anything with a `chart` of its own (an index, an effect)
    **options
        See `ChartOptions`.

    Raises
    ------
    NotFound
        For a measure or a mark that there is not.

    Examples
    --------
    >>> import pandas as pd, qonys
    >>> data = pd.DataFrame({"area": ["N", "S", "W"], "income": [1.0, 2.0, 5.0], "jobless": [4.0, 3.0, 2.0]})
    >>> qonys.chart(qonys.index(data, ["income", "-jobless"]))
    wellbeing.scores: score (bars, 3 marks): .save('chart.svg')
    """
    if not isinstance(result, Result):
        drawn: Drawing = result.chart(**options)
        return drawn
    from qonys.text import Language, load_words

    measures = result.axes["measure"]
    measure = one_of(options.get("measure", measures[0]), measures, "measure")
    made = _chart(result, measure, options.get("mark", ""))
    title = options.get("title", f"{result.call.function}: {measure}")
    return Drawing(made, title, load_words(Language(one_of(options.get("lang", "en"), ("kk", "ru", "en"), "lang"))))


def _chart(result: Result, measure: str, mark: str) -> Chart:
    axes = [axis for axis, labels in result.axes.items() if axis != "measure" and len(labels) > 1]
    axes = axes or [axis for axis in result.axes if axis != "measure"]
    time = next((axis for axis in axes if axis in TIMES), "")
    chosen = Mark(one_of(mark, [m.value for m in Mark], "mark")) if mark else _mark(result, measure, axes, time)
    across = time or axes[-1]
    names = (*_ends(result, measure), measure) if chosen is Mark.DOTS else (measure,)
    return Chart(chosen, tuple(_rows(result, names, axes, across)), result.units[measure])


def _mark(result: Result, measure: str, axes: list[str], time: str) -> Mark:
    if time:
        return Mark.LINES
    if {"origin", "destination"} <= set(axes):
        return Mark.HEAT
    return Mark.DOTS if len(axes) == 1 and _ends(result, measure) else Mark.BARS


def _ends(result: Result, measure: str) -> tuple[str, ...]:
    """The measures that bound another one: its own, or those of the whole result, which are of the first."""
    measures = result.axes["measure"]
    own = tuple(f"{measure}_{end}" for end in ENDS)
    if set(own) <= set(measures):
        return own
    return ENDS if measure == measures[0] and set(ENDS) <= set(measures) else ()


def _rows(result: Result, measures: tuple[str, ...], axes: list[str], across: str) -> list[Row]:
    """A row for each cell of the measures that has a value, or that is on a line which has a gap there."""
    beside = [axis for axis in axes if axis != across]
    made = []
    for cell, value, _ in result.rows():
        if cell["measure"] in measures:
            series = " · ".join([*(cell[axis] for axis in beside), *([cell["measure"]] if len(measures) > 1 else [])])
            made.append(Row(_label(cell[across], across), value if value == value else None, series or None))
    return made


def _label(label: str, axis: str) -> Period | str:
    try:
        return Period.parse(label) if axis in TIMES else label
    except QonysError:
        return label

"""A chart's rows in one language: keys, texts and numbers that the families of charts lay out."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qonys.model import Call, Claim, Period
from qonys.model.claim import SHARE, meant
from qonys.report.blocks import Chart, Label, Row
from qonys.report.charts.theme import CLAIM, SIZE, text_width
from qonys.text import PlaceName, Sign, Words, say

if TYPE_CHECKING:
    import altair as alt

FINEST = 6
"""Decimals that any value of a chart may be printed with."""


@dataclass(frozen=True, slots=True)
class Point:
    """One row as drawn: positions of its label and series, the value as printed, texts."""

    label: int
    series: int
    value: float | None
    """In percent if it is a share; none: missing."""
    text: str
    tip: str
    code: str = ""
    """The area, if the label is one."""

    def record(self, **more: Any) -> dict[str, Any]:
        """What the drawing reads of it."""
        return {"label": f"k{self.label}", "series": f"s{self.series}", "text": self.text, "tip": self.tip, **more}


@dataclass(frozen=True)
class Plot:
    """A chart and the words to draw it with."""

    chart: Chart
    words: Words
    datasets: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """What the layers draw, by name: kept apart from them, because Altair copies what is inside."""

    def data(self, records: list[dict[str, Any]]) -> alt.NamedData:
        """A reference to the records for a layer."""
        import altair as alt

        name = f"d{len(self.datasets)}"
        self.datasets[name] = records
        return alt.NamedData(name=name)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The labels, each once, in the order of the rows; periods in the order of time."""
        found = tuple({repr(row.label): row.label for row in self.chart.rows}.values())
        periods = [label for label in found if isinstance(label, Period)]
        return tuple(sorted(periods)) if len(periods) == len(found) else found

    @cached_property
    def series(self) -> tuple[Label | None, ...]:
        """The series, each once, in the order of the rows; one `None` if there are none."""
        return tuple({repr(row.series): row.series for row in self.chart.rows}.values())

    @cached_property
    def label_texts(self) -> tuple[str, ...]:
        """The labels in the language."""
        return tuple(self.words.label(label) for label in self.labels)

    @cached_property
    def series_texts(self) -> tuple[str, ...]:
        """The series in the language; empty for `None`."""
        return tuple("" if s is None else self.words.label(s) for s in self.series)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The labels as periods; empty if one is none."""
        found = tuple(label for label in self.labels if isinstance(label, Period))
        return found if len(found) == len(self.labels) else ()

    @cached_property
    def decimals(self) -> int:
        """As the claims are printed; without claims about three figures."""
        claimed = [row.claim.decimals for row in self.chart.rows if row.claim is not None]
        if claimed:
            return max(claimed)
        values = [abs(v) for row in self.chart.rows if (v := self._shown(row)) is not None]
        if all(v == round(v) for v in values):
            return 0
        return max(0, 2 - math.floor(math.log10(max(values))) if max(values) else 0)

    def scale(self, zero: bool = True, about: int = 5) -> Scale:
        """A scale for the values; with zero on it if asked."""
        low, high = min(self.values, default=0.0), max(self.values, default=1.0)
        return scale_of(min(low, 0.0), max(high, 0.0), about) if zero else scale_of(low, high, about)

    @property
    def unit(self) -> str:
        """The unit in the language."""
        return self.words.unit(self.chart.unit)

    @property
    def no_data(self) -> str:
        """What stands for a missing value."""
        return self.words.label(say("ui-no-data"))

    @property
    def sign(self) -> Sign:
        """Changes and balances carry their sign."""
        return Sign.ALWAYS if self.chart.diverging else Sign.PLAIN

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The rows, in the order of labels and series."""
        # A message holds a mapping and cannot be a key itself.
        labels = {repr(label): i for i, label in enumerate(self.labels)}
        series = {repr(name): i for i, name in enumerate(self.series)}
        found = [self._point(row, labels[repr(row.label)], series[repr(row.series)]) for row in self.chart.rows]
        return tuple(sorted(found, key=lambda p: (p.series, p.label)))

    @cached_property
    def values(self) -> tuple[float, ...]:
        """The values that are there."""
        return tuple(p.value for p in self.points if p.value is not None)

    def number(self, value: float) -> str:
        """A value as it stands beside a mark."""
        return self.words.number(value, self.decimals, self.sign)

    def _shown(self, row: Row) -> float | None:
        if row.value is None or math.isnan(row.value):
            return None
        value = self.stored(row.value)
        return value * 100 if self.chart.unit == SHARE else value

    def stored(self, value: float) -> float:
        """A value without the digits that differ between machines."""
        return meant(value, FINEST, self.chart.unit)

    def _name(self, label: int, series: int) -> str:
        """What a mark is of: its label and series; of a flow from where and to where."""
        if self.chart.flows is None:
            return ", ".join(filter(None, (self.label_texts[label], self.series_texts[series])))
        origin, destination = (self.words.plain(head) for head in self.chart.flows)
        return f"{origin}: {self.series_texts[series]}; {destination}: {self.label_texts[label]}"

    def _point(self, row: Row, label: int, series: int) -> Point:
        value = self._shown(row)
        name = self._name(label, series)
        if value is None:
            said = text = self.no_data
        else:
            text = self.number(value)
            claim = row.claim or Claim(Call(""), {}, row.value or 0.0, self.chart.unit, self.decimals)
            said = self.words.quantity(claim, self.sign)
        code = row.label.code if isinstance(row.label, PlaceName) else ""
        return Point(
            label, series, value, text, f"{name}: {said}" + (f"{CLAIM}{row.claim.id}" if row.claim else ""), code
        )


def names(prefix: str, texts: Iterable[str | Sequence[str]]) -> str:
    """A Vega expression that turns keys `k0`, `k1`, … into texts, which may have several lines."""
    table = {f"{prefix}{i}": text if isinstance(text, str) else list(text) for i, text in enumerate(texts)}
    return json.dumps(table, ensure_ascii=False) + "[datum.value]"


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the values of an axis begin and end, and the round numbers between."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def domain(self) -> list[float]:
        """Both ends."""
        return [self.low, self.high]

    @property
    def decimals(self) -> int:
        """The decimals that tell the ticks apart."""
        return next((d for d in range(6) if all(abs(v - round(v, d)) < 1e-9 for v in self.ticks)), 6)

    def texts(self, words: Words) -> dict[float, str]:
        """The ticks as they are written in the text."""
        return {v: words.number(v, self.decimals, Sign.PLAIN) for v in self.ticks}

    def extent(self, words: Words, size: float = SIZE) -> float:
        """Pixels that the numbers need at the left."""
        return max(text_width(text, size) for text in self.texts(words).values()) + 10

    def expression(self, words: Words) -> str:
        """A Vega expression for the numbers of the axis."""
        texts = {f"t{i}": text for i, text in enumerate(self.texts(words).values())}
        keys = json.dumps(list(self.ticks))
        return f"{json.dumps(texts, ensure_ascii=False)}['t' + indexof({keys}, datum.value)]"


def scale_of(low: float, high: float, about: int = 5) -> Scale:
    """A scale that ends a little beyond the values, with round numbers inside."""
    ticks = nice_ticks(low, high, about)
    margin = (high - low) * 0.04
    start, end = max(ticks[0], low - margin), min(ticks[-1], high + margin)
    inside = tuple(t for t in ticks if start <= t <= end)
    if len(inside) < 2:
        return Scale(ticks[0], ticks[-1], tuple(ticks))
    return Scale(start, end, inside)


def nice_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers from at most `low` to at least `high`, about so many steps apart.

    Examples
    --------
    >>> nice_ticks(-3, 17)
    [-5.0, 0.0, 5.0, 10.0, 15.0, 20.0]
    """
    if low == high:
        low, high = (min(low, 0.0), max(high, 0.0)) if low else (0.0, 1.0)
    rough = (high - low) / about
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 12) + 0.0 for i in range(first, last + 1)]

"""A chart's rows in one language: keys, texts and numbers that the families of charts lay out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qonys.model import Period
from qonys.model.claim import SHARE
from qonys.report.blocks import Chart, Label, Row
from qonys.text.message import PlaceName, Sign, say

if TYPE_CHECKING:
    from qonys.text.words import Words


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

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The labels, each once, in the order of the rows; periods in the order of time."""
        found = tuple(dict.fromkeys(row.label for row in self.chart.rows))
        periods = [label for label in found if isinstance(label, Period)]
        return tuple(sorted(periods)) if len(periods) == len(found) else found

    @cached_property
    def series(self) -> tuple[Label | None, ...]:
        """The series, each once, in the order of the rows; one `None` if there are none."""
        return tuple(dict.fromkeys(row.series for row in self.chart.rows))

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
        labels = {label: i for i, label in enumerate(self.labels)}
        series = {name: i for i, name in enumerate(self.series)}
        found = [self._point(row, labels[row.label], series[row.series]) for row in self.chart.rows]
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
        return row.value * 100 if self.chart.unit == SHARE else row.value

    def _point(self, row: Row, label: int, series: int) -> Point:
        value = self._shown(row)
        name = ", ".join(filter(None, (self.label_texts[label], self.series_texts[series])))
        if value is None:
            said = text = self.no_data
        else:
            text = self.number(value)
            said = self.words.quantity(row.claim, self.sign) if row.claim else f"{text} {self.unit}".strip()
        code = row.label.code if isinstance(row.label, PlaceName) else ""
        return Point(label, series, value, text, f"{name}: {said}", code)


def names(prefix: str, texts: Iterable[str | Sequence[str]]) -> str:
    """A Vega expression that turns keys `k0`, `k1`, … into texts, which may have several lines."""
    import json

    table = {f"{prefix}{i}": text if isinstance(text, str) else list(text) for i, text in enumerate(texts)}
    return json.dumps(table, ensure_ascii=False) + "[datum.value]"


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

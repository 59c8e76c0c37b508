"""Results as the door hands them out: they can be drawn too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from qonys.model import Call
from qonys.model.layout import Texts
from qonys.model.note import Note
from qonys.model.result import Result

if TYPE_CHECKING:
    from qonys.api.charts import Drawing


class Answer(Result):
    """A result: `summary()`, `table()` (long), `wide()`, `chart()`, `value(…)` and `claim(…)` of one cell, `notes`.

    Examples
    --------
    >>> import pandas as pd, qonys
    >>> data = pd.DataFrame({"area": ["N", "S", "W"], "income": [1.0, 2.0, 4.0]})
    >>> scores = qonys.index(data, ["income"]).scores
    >>> scores.value(measure="rank", element="index", area="W", period="")
    1.0
    >>> list(scores.wide().columns)
    ['element', 'area', 'period', 'score', 'rank', 'ranked', 'status']
    """

    def chart(self, **how: str) -> Drawing:
        """The result as a chart; see `qonys.chart` for what `how` may name."""
        from qonys.api.charts import chart

        return chart(self, **how)


def answer(result: Result, notes: Iterable[Note] = ()) -> Answer:
    """A result as the door hands it out, with further notes."""
    made = Answer(**{f.name: getattr(result, f.name) for f in fields(result)})
    return replace(made, notes=(*notes, *result.notes))


class Several:
    """Several tables of one computation; what is shown of it is the first of them, what is drawn is `_drawn`."""

    @property
    def _shown(self) -> Answer:
        first: Answer = getattr(self, fields(self)[0].name)  # type: ignore[arg-type]
        return first

    @property
    def _drawn(self) -> Answer:
        return self._shown

    def summary(self) -> str:
        """The first of its tables."""
        return self._shown.summary()

    def __repr__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        return self._shown._repr_html_()

    def chart(self, **how: str) -> Drawing:
        """What it says as a chart; see `qonys.chart` for what `how` may name."""
        return self._drawn.chart(**how)


def of_rows(call: Call, rows: Sequence[Mapping[str, Any]], axis: str, units: Mapping[str, str] | None = None) -> Answer:
    """Rows of numbers and words as a result along one axis, labelled by the column of its name, else by all words.

    Examples
    --------
    >>> of_rows(Call("x"), [{"time": "0", "effect": 2.0}, {"time": "1", "effect": None}], "row").values.tolist()
    [[2.0, nan]]
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    worded = [n for n in names if any(isinstance(row.get(n), str) for row in rows)]
    numbers = tuple(n for n in names if n not in worded)
    given = [[row.get(n) for row in rows] for n in numbers]
    values = np.array([[np.nan if cell is None else float(cell) for cell in cells] for cells in given])
    values = values.reshape(len(numbers), len(rows))
    own = [str(row.get(axis, "")) for row in rows]
    alone = axis in worded and len(set(own)) == len(own)
    labels = tuple(own) if alone else _labels([[str(row.get(n, "")) for n in worded] for row in rows])
    texts = {n: Texts((axis,), np.array([str(row.get(n, "")) for row in rows])) for n in worded if n != axis}
    status = np.where(np.isnan(values), "", "E")
    known = {n: (units or {}).get(n, "ratio") for n in numbers}
    return answer(Result(call, {"measure": numbers, axis: labels}, values, status, known, texts=texts))


def _labels(words: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A label for each row: its words, and its number where they do not tell it from the others."""
    joined = [" · ".join(filter(None, row)) for row in words]
    if len(set(joined)) == len(joined):
        return tuple(joined)
    return tuple(f"{i}" for i in range(1, len(joined) + 1))

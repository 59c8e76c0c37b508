"""Results as the door hands them out: they can be drawn too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING

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

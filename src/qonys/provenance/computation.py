"""A registered computation, and what it declares of the figures that its cells rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qonys.model import Call
from qonys.model.result import Cell, Result

if TYPE_CHECKING:
    from qonys.provenance.runner import Runner

AREA, PERIOD, SERIES, SOURCE = AXES = ("area", "period", "series", "source")
"""Choice of a read."""

Choice = Mapping[str, tuple[str, ...] | None]
"""The labels wanted on some axes; none: all."""
Place = tuple[str, str, str]
"""Where one figure stands: series, area, period."""
Narrow = Callable[["Runner", Call, Cell], Iterable[Choice]]
"""What a reader of one cell must see of all that its call has read: a choice of labels, or several of them."""


def one(place: Place) -> Choice:
    """The choice of one figure."""
    series, area, period = place
    return {SERIES: (series,), AREA: (area,), PERIOD: (period,)}


@dataclass(frozen=True)
class Computation:
    """A computation, and which labels of a cell say what of its reads it rests on."""

    compute: Callable[[Runner, Call], Result]
    over: tuple[str, ...] = ()
    """Axes on which a cell rests on all that was read, whatever its own label: ranks, goalposts, what is shared out."""
    ends: bool = False
    """Whether stocks at the end of the cell's year, which stand under the next one, count as its own."""
    narrow: Narrow | None = None
    """Choice of a cell by hand, where the rule is too wide for a reader."""
    counts: bool = False
    """Whether it counts figures and checks, and so rests on no figure more than on any other."""

    def __call__(self, run: Runner, call: Call) -> Result:
        """The result of a call."""
        return self.compute(run, call)


def declared(run: Runner, function: str) -> Computation:
    """A computation of a runner with what it declares; one that says nothing is traced by the rule alone."""
    found = run.table[function]
    return found if isinstance(found, Computation) else Computation(found)

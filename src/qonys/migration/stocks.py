"""Labelled flows from stocks of people by birthplace at two times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from qonys.errors import BadInput, QonysError
from qonys.migration.kernels import stocks as kernel
from qonys.migration.kernels.stocks import Closing, Negatives, StockFlows
from qonys.migration.tables import layers, of_pairs
from qonys.model import Call
from qonys.model.flows import FlowTable
from qonys.model.note import Note
from qonys.model.result import Floats, Result


class Way(Enum):
    """How flows are made out of stocks."""

    ACCOUNTING = "accounting"
    PSEUDO_BAYES = "pseudo-bayes"
    DROP = "differencing-drop"
    REVERSE = "differencing-reverse"
    RATES = "rates"

    @property
    def accounts(self) -> bool:
        """Whether births and deaths are taken out and the system is closed."""
        return self in (Way.ACCOUNTING, Way.PSEUDO_BAYES)


@dataclass(frozen=True)
class Stocks:
    """Persons by birthplace (origin) and residence (destination) at two times, of the same areas and breakdowns."""

    start: FlowTable
    end: FlowTable
    vital: Mapping[str, Floats] = field(default_factory=dict)
    """`births` and `deaths` between the two, (…, area) persons."""


def from_stocks(
    call: Call, stocks: Stocks, way: Way = Way.ACCOUNTING, *, opened: bool = False, moves: float | None = None
) -> Result:
    """Flows between areas from stocks at two times: measure flow, persons, by breakdown, origin and destination.

    By how much the counts differ beyond births and deaths is noted, and whose newborn are of all birthplaces.

    Parameters
    ----------
    opened : bool
        An outside world takes what does not agree; else stocks are rescaled until they agree.
    moves : float, optional
        All moves, persons: for rates.

    Raises
    ------
    BadInput
        For rates without all moves.

    Examples
    --------
    >>> counts = [[90.0, 10], [0, 80]], [[85.0, 15], [0, 80]]
    >>> start, end = (FlowTable(("N", "S"), {}, np.array(count), inside=True) for count in counts)
    >>> from_stocks(Call("migration.stocks"), Stocks(start, end)).value(measure="flow", origin="N", destination="S")
    5.0
    """
    first, last = stocks.start, stocks.end.values
    if not way.accounts:
        return of_pairs(call, first, {"flow": (_simple(way, first.values, last, moves), "persons")})
    flows, notes = np.empty_like(last), list[Note]()
    for at, key in layers(first):
        with _named(first.areas, key):
            closing = Closing.OPEN if opened else Closing.RESCALE
            account = kernel.demographic_accounting if way is Way.ACCOUNTING else kernel.pseudo_bayes
            vital = {name: values[at] for name, values in stocks.vital.items()}
            found = account(first.values[at], last[at], vital.get("births"), vital.get("deaths"), closing)
        notes += _notes(found, first.areas, key, opened)
        flows[at] = found.table
    return of_pairs(call, first, {"flow": (flows, "persons")}, notes)


def _simple(way: Way, start: Floats, end: Floats, moves: float | None) -> Floats:
    """Flows by rates or by differencing, (..., origin, destination); all moves are those of all parts together."""
    if way is not Way.RATES:
        return kernel.stock_differencing(start, end, Negatives(way.value.partition("-")[2]))
    if moves is None:
        raise BadInput("bad-option", where="--moves", fix="--moves 100000", text="rates")
    return kernel.migration_rates(end, moves)


def _notes(found: StockFlows, areas: tuple[str, ...], key: Mapping[str, str], opened: bool) -> Iterator[Note]:
    part = "".join(f"{label}: " for label in key.values())
    if found.moved >= 0.5:
        code = "stocks-open" if opened else "stocks-rescaled"
        said = {"excess": f"{found.excess:+,.0f}", "moved": f"{found.moved:,.0f}", "part": part}
        yield Note(code, said)
    if found.spread:
        names = ", ".join(areas[i] for i in found.spread)
        yield Note("births-spread", {"names": names, "part": part})


@contextmanager
def _named(areas: tuple[str, ...], key: Mapping[str, str]) -> Iterator[None]:
    """Errors of the kernel with the part and areas by name."""
    try:
        yield
    except QonysError as error:
        names = [areas[int(n)] for n in str(error.fields.get("areas", "")).split(", ") if n]
        error.fields["areas"] = ", ".join(names)
        error.where = ", ".join([error.where, *(f"{k} {v}" for k, v in key.items()), *names])
        raise

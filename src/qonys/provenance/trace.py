"""From a claim back to what it rests on: the reads of its call, narrowed by the labels that its cell shares with them.

One rule for all computations: of each series that a call has read, the figures of the cell's area and period count
where there are such, else those whose period meets the cell's, else all. A computation says where a cell rests on all
of them (`over`), or narrows further by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from qonys.errors import BadInput
from qonys.model import At, Call, Claim, Period
from qonys.model.result import Cell
from qonys.model.rules import DatedValue, Rule
from qonys.provenance.computation import AREA, PERIOD, SERIES, SOURCE, Choice, Computation, declared
from qonys.provenance.reads import Cells, Declared, Labelled, Rules, Statements
from qonys.provenance.runner import Runner
from qonys.store.panel import split_series

Ruled = tuple[DatedValue, Rule | None]
"""A value of a rule with the rule that sets it; none where it refers to a source."""


class Row(NamedTuple):
    """An observation under the labels that it was read for."""

    number: int
    area: str
    period: str
    series: str
    source: str


@dataclass(frozen=True)
class Trace:
    """What a claim rests on."""

    rows: tuple[int, ...] = ()
    """Row numbers of observations, those of the cell's own area and period first."""
    rules: tuple[Ruled, ...] = ()
    files: tuple[str, ...] = ()
    """Files of the pack in which the rest is declared."""


def trace(run: Runner, claim: Claim) -> Trace:
    """What a claim rests on; nothing if it counts figures or checks."""
    return run.once(("trace", claim.id), lambda: _trace(run, claim.call, claim.cell))


def rows_behind(run: Runner, claim: Claim) -> tuple[int, ...]:
    """Row numbers of all observations that a claim was computed from, each once."""
    return trace(run, claim).rows


def recorded(run: Runner, call: Call) -> frozenset[int]:
    """Row numbers of everything that a call has read: no claim of it rests on more."""
    return frozenset(row.number for row in _rows(run, call))


def _trace(run: Runner, call: Call, cell: Cell) -> Trace:
    computation = declared(run, call.function)
    if computation.counts:
        return Trace()
    chosen: dict[Row, None] = {}
    rules: list[Ruled] = []
    for by_hand in computation.narrow(run, call, cell) if computation.narrow is not None else ({},):
        wanted = {**_own(run, call, computation, cell), **by_hand}
        key = ("chosen", call.id, tuple(wanted.items()))
        found = run.once(key, lambda wanted=wanted: _chosen(run, call, wanted, ends=computation.ends))  # type: ignore[misc]
        chosen = {**chosen, **found} if chosen else found
        rules += (each for each in _ruled(run, call, wanted) if each not in rules)
    files = tuple(read.file for read in run.reads_of(call) if isinstance(read, Declared))
    return Trace(_ordered(chosen, cell), tuple(rules), files)


def _rows(run: Runner, call: Call) -> tuple[Row, ...]:
    """All rows that a call has read, in the order of reading."""

    def read_by_call() -> Iterator[Row]:
        for read in run.reads_of(call):
            if isinstance(read, Cells | Labelled | Statements):
                yield from run.once(("rows", read), lambda read=read: tuple(_found(run, read)))  # type: ignore[misc]

    return run.once(("rows", call.id), lambda: tuple(dict.fromkeys(read_by_call())))


def _found(run: Runner, read: Cells | Labelled | Statements) -> Iterator[Row]:
    match read:
        case Cells():
            found: Iterable[tuple[int, str, str]] = run.panel(read.query).all_rows(read.series)
        case Labelled():
            found = run.store.labelled_rows(read.series, read.areas, read.periods)
        case Statements():
            stated = run.statements(read.series, read.area)
            found = ((each["row"], read.area, each["period"]) for each in stated)
    yield from (Row(*each, read.series, read.source) for each in found)


def _own(run: Runner, call: Call, computation: Computation, cell: Cell) -> dict[str, tuple[str, ...] | None]:
    """The labels that a cell shares with what was read."""
    series = run.once(("series", call.id), lambda: frozenset(row.series for row in _rows(run, call)))
    own = {axis: (cell[axis],) for axis in (AREA, PERIOD) if axis in cell}
    own |= {SERIES: (cell["measure"],)} if cell["measure"] in series else {}
    return {axis: labels for axis, labels in own.items() if axis not in computation.over}


def _chosen(run: Runner, call: Call, wanted: Choice, *, ends: bool) -> dict[Row, None]:
    """The rows that labels leave."""
    series, sources, areas, periods = (wanted.get(axis) for axis in (SERIES, SOURCE, AREA, PERIOD))
    kept = [
        row for row in _rows(run, call)
        if (series is None or row.series in series) and (sources is None or row.source in sources)
    ]  # fmt: skip
    if areas is not None:
        kept = _sharing(kept, lambda row: row.area in areas)
    if periods is not None:
        after = {str(int(p) + 1) for p in periods if ends and len(p) == 4 and p.isdigit()}
        kept = _sharing(
            kept,
            lambda row: row.period in periods or (row.period in after and _is_stock(run, row.series)),
            lambda row: any(meet(row.period, period) for period in periods),
        )
    return dict.fromkeys(kept)


def _sharing(rows: list[Row], *choices: Callable[[Row], bool]) -> list[Row]:
    """Of each series of a source the rows of the first choice that has any; all where none has."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.series, row.source), []).append(row)
    found = (next(filter(None, ([r for r in own if fits(r)] for fits in choices)), own) for own in groups.values())
    return [row for own in found for row in own]


def _is_stock(run: Runner, series: str) -> bool:
    return run.pack.indicators[split_series(series)[0]].at is At.START


def _ordered(rows: Iterable[Row], cell: Cell) -> tuple[int, ...]:
    """Row numbers, each once: of the cell's own area first, and of these those of its own period."""
    area, period = cell.get(AREA), cell.get(PERIOD)
    ranked: tuple[list[int], ...] = ([], [], [], [])
    for row in rows:
        ranked[2 * (row.area != area) + (row.period != period)].append(row.number)
    return tuple(dict.fromkeys(number for numbers in ranked for number in numbers))


def _ruled(run: Runner, call: Call, wanted: Choice) -> Iterator[Ruled]:
    """Values of rules that stand under the labels: of a parameter as of a series, in force in the period."""
    names, days = wanted.get(SERIES), [span.first for one in wanted.get(PERIOD) or () if (span := parsed(one))]
    books = {id(read.book): read.book for read in run.reads_of(call) if isinstance(read, Rules)}
    for book in books.values():
        for name, values in book.values.items():
            if names is None or name in names:
                held = (v for v in values if not days or any(map(v.span.holds, days)))
                yield from ((v, book.rules.get(v.reference)) for v in held)


def meet(one: str, other: str) -> bool:
    """Whether two periods have a day in common; a label that is no period meets itself alone."""
    first, second = parsed(one), parsed(other)
    if first is None or second is None:
        return one == other
    return first.first <= second.last and second.first <= first.last


@lru_cache(maxsize=4096)
def parsed(label: str) -> Period | None:
    """A label as a period; none if it is no period."""
    try:
        return Period.parse(label)
    except BadInput:
        return None

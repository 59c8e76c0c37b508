"""From a claim back to what it rests on: the reads of its call, narrowed by the labels that its cell shares with them.

One rule for all computations: of each series that a call has read, the figures of the cell's area and period count
where there are such, else those whose period meets the cell's, else all. A computation says where a cell rests on all
of them (`over`), or narrows further by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.model import At, Call, Claim, Period
from qonys.model.result import Cell
from qonys.model.rules import DatedValue, Rule, RuleBook
from qonys.provenance.computation import AREA, AXES, PERIOD, SERIES, SOURCE, Choice, Computation, declared
from qonys.provenance.reads import Cells, Declared, Labelled, Rules, Statements
from qonys.provenance.runner import Runner
from qonys.store.panel import split_series

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Trace:
    """What a claim rests on."""

    rows: tuple[int, ...]
    """Row numbers of observations, those of the cell's own area and period first."""
    rules: tuple[tuple[DatedValue, Rule | None], ...]
    """Values of rules, each with the rule that sets it; none where it refers to a source."""
    files: tuple[str, ...]
    """Files of the pack in which the rest is declared."""


@dataclass(frozen=True)
class Column:
    """A label of each row of a record, as numbers of its different labels."""

    labels: tuple[str, ...]
    at: NDArray[np.int64]

    @classmethod
    def of(cls, texts: list[str]) -> Column:
        """The labels of rows."""
        place = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        return cls(tuple(place), np.array([place[text] for text in texts], np.int64))

    def where(self, fits: Iterable[bool]) -> Mask:
        """The rows whose label fits, (row,)."""
        found: Mask = np.fromiter(fits, bool, len(self.labels))[self.at]
        return found


@dataclass(frozen=True)
class Record:
    """All rows that a call has read, in the order of reading, with their labels."""

    numbers: NDArray[np.int64]
    columns: Mapping[str, Column]
    starts: frozenset[str]
    """Series that are stocks at the start of a period."""
    books: tuple[RuleBook, ...]
    files: tuple[str, ...]

    @cached_property
    def _stocks(self) -> Mask:
        series = self.columns[SERIES]
        return series.where(label in self.starts for label in series.labels)

    def chosen(self, labels: Choice, *, ends: bool) -> Mask:
        """The rows that labels leave, (row,)."""
        kept = np.ones(len(self.numbers), bool)
        for axis in (SERIES, SOURCE):
            if (wanted := labels.get(axis)) is not None:
                kept &= self._named(axis, wanted)
        if (areas := labels.get(AREA)) is not None:
            kept = self._sharing(kept, self._named(AREA, areas))
        if (periods := labels.get(PERIOD)) is not None:
            column = self.columns[PERIOD]
            own = self._named(PERIOD, periods)
            if ends:
                own |= self._stocks & self._named(PERIOD, tuple(str(int(p) + 1) for p in periods if _is_year(p)))
            meeting = column.where(any(meet(label, one) for one in periods) for label in column.labels)
            kept = self._sharing(kept, own, meeting)
        return kept

    def _named(self, axis: str, wanted: tuple[str, ...]) -> Mask:
        column = self.columns[axis]
        return column.where(label in wanted for label in column.labels)

    def _sharing(self, kept: Mask, *choices: Mask) -> Mask:
        """Of each series the rows of the first choice that has any; all where none has."""
        found, rest = np.zeros_like(kept), kept
        for choice in choices:
            shared = rest & choice
            known = np.bincount(self._groups[shared], minlength=self._groups.max(initial=0) + 1) > 0
            found, rest = found | shared, rest & ~known[self._groups]
        return found | rest

    @cached_property
    def _groups(self) -> NDArray[np.int64]:
        """A number for the series and source of each row: one source's figures do not stand for another's."""
        sources = self.columns[SOURCE]
        found: NDArray[np.int64] = self.columns[SERIES].at * max(len(sources.labels), 1) + sources.at
        return found


def trace(run: Runner, claim: Claim) -> Trace:
    """What a claim rests on; nothing if it counts figures or checks."""
    return run.once(("trace", claim.id), lambda: _narrowed(run, claim))


def _narrowed(run: Runner, claim: Claim) -> Trace:
    computation = declared(run, claim.call.function)
    by_hand = computation.narrow(run, claim.call, claim.cell) if computation.narrow is not None else ({},)
    return _traced(run, claim, computation, tuple(by_hand))


def recorded(run: Runner, call: Call) -> frozenset[int]:
    """Row numbers of everything that a call has read: no claim of it rests on more."""
    return frozenset(record_of(run, call).numbers.tolist())


def rows_behind(run: Runner, claim: Claim) -> tuple[int, ...]:
    """Row numbers of all observations that a claim was computed from, each once."""
    return trace(run, claim).rows


def record_of(run: Runner, call: Call) -> Record:
    """All that a call has read, laid out once."""
    return run.once(("record", call.id), lambda: _record(run, call))


def _record(run: Runner, call: Call) -> Record:
    reads = run.reads_of(call)
    rows: list[tuple[int, str, str, str, str]] = []
    for read in reads:
        if isinstance(read, Cells | Labelled | Statements):
            rows += ((row, area, period, read.series, read.source) for row, area, period in _rows(run, read))
    texts = list(zip(*rows, strict=True)) or [()] * 5
    columns = {axis: Column.of(list(texts[i])) for i, axis in enumerate(AXES, 1)}
    indicators = run.pack.indicators
    starts = frozenset(s for s in columns[SERIES].labels if indicators[split_series(s)[0]].at is At.START)
    books = tuple({id(read.book): read.book for read in reads if isinstance(read, Rules)}.values())
    files = tuple(read.file for read in reads if isinstance(read, Declared))
    return Record(np.array(texts[0], np.int64), columns, starts, books, files)


def _rows(run: Runner, read: Cells | Labelled | Statements) -> tuple[tuple[int, str, str], ...]:
    """The rows that were read, each with the area and the period that it was read for."""
    return run.once(("rows", read), lambda: tuple(_found(run, read)))


def _found(run: Runner, read: Cells | Labelled | Statements) -> Iterable[tuple[int, str, str]]:
    match read:
        case Cells():
            return run.panel(read.query).all_rows(read.series)
        case Labelled():
            return run.store.labelled_rows(read.series, read.areas, read.periods)
        case Statements():
            stated = run.statements(read.series, read.area)
            return ((each["row"], read.area, each["period"]) for each in stated)


def _traced(run: Runner, claim: Claim, computation: Computation, by_hand: tuple[Choice, ...]) -> Trace:
    if computation.counts:
        return Trace((), (), ())
    record, cell = record_of(run, claim.call), claim.cell
    kept = np.zeros(len(record.numbers), bool)
    rules: list[tuple[DatedValue, Rule | None]] = []
    for labels in by_hand:
        wanted = {**_own(record, computation, cell), **labels}
        kept |= record.chosen(wanted, ends=computation.ends)
        rules += (value for value in _values(record.books, wanted) if value not in rules)
    return Trace(_ordered(record, kept, cell), tuple(rules), record.files)


def _own(record: Record, computation: Computation, cell: Cell) -> dict[str, tuple[str, ...]]:
    """The labels that a cell shares with what was read."""
    own = {axis: (cell[axis],) for axis in (AREA, PERIOD) if axis in cell}
    if cell["measure"] in record.columns[SERIES].labels:
        own[SERIES] = (cell["measure"],)
    return {axis: labels for axis, labels in own.items() if axis not in computation.over}


def _ordered(record: Record, kept: Mask, cell: Cell) -> tuple[int, ...]:
    """Row numbers, each once: of the cell's own area first, and of these those of its own period."""
    at = np.flatnonzero(kept)
    rank = np.zeros(len(at), np.int64)
    for weight, axis in ((2, AREA), (1, PERIOD)):
        if axis in cell:
            rank += weight * (record.columns[axis].where(x == cell[axis] for x in record.columns[axis].labels)[at])
    return tuple(dict.fromkeys(record.numbers[at[np.argsort(-rank, kind="stable")]].tolist()))


def _values(books: Iterable[RuleBook], wanted: Choice) -> Iterator[tuple[DatedValue, Rule | None]]:
    """Values of rules that stand under the labels: of a parameter as of a series, in force in the period."""
    names, periods = wanted.get(SERIES), wanted.get(PERIOD)
    for book in books:
        for id, values in book.values.items():
            if names is None or id in names:
                held = (v for v in values if periods is None or any(_holds(v, one) for one in periods))
                yield from ((v, book.rules.get(v.reference)) for v in held)


def _holds(value: DatedValue, period: str) -> bool:
    span = parsed(period)
    return span is not None and value.span.holds(span.first)


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


def _is_year(label: str) -> bool:
    return len(label) == 4 and label.isdigit()

"""Tables and the numbers of figures as sheets: columns and rows in three languages, before any workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qonys.model import Claim, Status
from qonys.report.blocks import Figure, Label, Missing, Report, Row, Table, TableCell
from qonys.report.charts.plot import Plot
from qonys.report.collect import blocks_of
from qonys.report.renderers.interface import heading, source_line, status, ui
from qonys.text import Language, Message, Shown, Sign, Words

Said = tuple[str, ...]
"""One text in each language."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a workbook holds it; none: missing."""

    value: float | None
    decimals: int
    sign: Sign
    unit: str
    status: Status


@dataclass(frozen=True, slots=True)
class Column:
    """A column of texts or of numbers."""

    head: Said
    numeric: bool


@dataclass(frozen=True)
class Sheet:
    """One table, in all languages."""

    name: str
    label: Said
    title: Said
    units: Said
    columns: tuple[Column, ...]
    rows: tuple[tuple[Number | Said, ...], ...]
    foot: tuple[Said, ...]
    """Notes, meanings of statuses, why cells are empty, sources."""
    claims: tuple[Claim, ...]


def sheets_of(report: Report, words: Mapping[Language, Words]) -> list[Sheet]:
    """A sheet for each figure and table, in the order of the report."""
    said = Speakers(tuple(words.values()))
    sheets: list[Sheet] = []
    counts = {"figure": 0, "table": 0}
    for block in blocks_of(report.chapters):
        if not isinstance(block, Figure | Table):
            continue
        kind = "figure" if isinstance(block, Figure) else "table"
        counts[kind] += 1
        name = f"{kind[0].upper()}{counts[kind]} {block.id}"[:31].strip()
        label = said.ui(kind, counts[kind])
        sheets.append(
            _figure(said, block, name, label) if isinstance(block, Figure) else _table(said, block, name, label)
        )
    return sheets


@dataclass(frozen=True)
class Speakers:
    """The words of all languages, asked together."""

    words: tuple[Words, ...]

    def ui(self, name: str, number: int | None = None) -> Said:
        """A word of the interface."""
        arguments = {} if number is None else {"number": number}
        return tuple(ui(w, name, **arguments) for w in self.words)

    def plain(self, message: Message) -> Said:
        """A message."""
        return tuple(w.plain(message) for w in self.words)

    def label(self, label: Label) -> Said:
        """A label."""
        return tuple(w.label(label) for w in self.words)

    def foot(self, block: Figure | Table, numbers: Sequence[Number], reasons: Sequence[Said]) -> tuple[Said, ...]:
        """The lines under a table."""
        held = sorted({n.status for n in numbers} - {Status.NORMAL}, key=lambda s: s.rank)
        statuses = [tuple(f"{s.value}: {status(w, s)}" for w in self.words) for s in held]
        notes = [self.plain(note) for note in block.notes]
        source = tuple(f"{ui(w, 'source')}: {source_line(w, block.sources)}" for w in self.words)
        return (*notes, *statuses, *dict.fromkeys(reasons), *([source] if block.sources else []))


def _table(said: Speakers, table: Table, name: str, label: Said) -> Sheet:
    cells = [cell for row in table.rows for cell in row]
    rows = tuple(tuple(_cell(said, cell) for cell in row) for row in table.rows)
    numeric = [any(isinstance(row[i], Claim | Shown) for row in table.rows) for i in range(len(table.columns))]
    reasons = [tuple(f"M: {text}" for text in said.plain(c.reason)) for c in cells if isinstance(c, Missing)]
    return Sheet(
        name,
        label,
        said.plain(table.title),
        () if table.units is None else said.label(table.units),
        tuple(Column(said.label(c), n) for c, n in zip(table.columns, numeric, strict=True)),
        rows,
        said.foot(table, [c for row in rows for c in row if isinstance(c, Number) and c.value is not None], reasons),
        tuple(c.claim if isinstance(c, Shown) else c for c in cells if isinstance(c, Claim | Shown)),
    )


def _cell(said: Speakers, cell: TableCell) -> Number | Said:
    if isinstance(cell, Missing):
        return Number(None, 0, Sign.PLAIN, "", Status.MISSING)
    if isinstance(cell, Claim):
        cell = Shown(cell)
    if isinstance(cell, Shown):
        return _number(cell.claim, cell.sign)
    return said.label(cell)


def _number(claim: Claim, sign: Sign) -> Number:
    return Number(claim.value, claim.decimals, sign, claim.unit, claim.status)


def _figure(said: Speakers, figure: Figure, name: str, label: Said) -> Sheet:
    """The chart's numbers: labels down, series across."""
    plot = Plot(figure.chart, said.words[0])
    held = {(repr(row.label), repr(row.series)): row for row in figure.chart.rows}
    rows: tuple[tuple[Number | Said, ...], ...] = tuple(
        (said.label(label), *(_point(plot, held.get((repr(label), repr(series)))) for series in plot.series))
        for label in plot.labels
    )
    unit = tuple(w.unit(figure.chart.unit) for w in said.words)
    series = [Column(unit if s is None else said.label(s), True) for s in plot.series]
    columns = (Column(tuple(heading(w, plot.labels) for w in said.words), False), *series)
    if figure.chart.flows is not None:
        columns, rows = _flows(said, figure, plot)
    numbers = [cell for row in rows for cell in row if isinstance(cell, Number)]
    empty = any(n.value is None for n in numbers)
    reasons = [tuple(f"M: {text}" for text in said.ui("no-data"))] if empty else []
    claims = tuple(row.claim for row in figure.chart.rows if row.claim is not None)
    known = [n for n in numbers if n.value is not None]
    return Sheet(name, label, said.plain(figure.title), unit, columns, rows, said.foot(figure, known, reasons), claims)


def _flows(
    said: Speakers, figure: Figure, plot: Plot
) -> tuple[tuple[Column, ...], tuple[tuple[Number | Said, ...], ...]]:
    """Flows, one a row: from where, to where, how many."""
    assert figure.chart.flows is not None
    heads = tuple(Column(said.plain(head), False) for head in figure.chart.flows)
    unit = Column(tuple(w.unit(figure.chart.unit) for w in said.words), True)
    rows = tuple(
        (said.label(row.series), said.label(row.label), _point(plot, row))
        for row in figure.chart.rows
        if row.series is not None and row.value is not None
    )
    return (*heads, unit), rows


def _point(plot: Plot, row: Row | None) -> Number:
    if row is None or row.value is None:
        return Number(None, 0, Sign.PLAIN, "", Status.MISSING)
    if row.claim is not None:
        return _number(row.claim, plot.sign)
    return Number(plot.stored(row.value), plot.decimals, plot.sign, plot.chart.unit, Status.NORMAL)

"""Blocks: what a report is made of, before any language and any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from qonys.model import Claim, Period
from qonys.text.message import Message, PlaceName, Shown


class Severity(IntEnum):
    """How much a finding matters."""

    NOTE = 1
    NOTABLE = 2
    IMPORTANT = 3
    CRITICAL = 4


Label = Message | PlaceName | Period | str
"""What stands on an axis, in a legend or in the first column; a bare string is not translated (a year, a code)."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell without a value, and why."""

    reason: Message


TableCell = Claim | Shown | Missing | Label


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences whose numbers are claims."""

    message: Message


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement that stands out: it is what the reader takes home."""

    severity: Severity
    message: Message


class Mark(Enum):
    """How rows are drawn."""

    BARS = "bars"
    """One horizontal bar per label; negative values to the left."""
    COLUMNS = "columns"
    """One column per period."""
    STACKED = "stacked"
    """Columns of several series that add up, negative ones below zero."""
    STACKED_BARS = "stacked-bars"
    """Horizontal bars of several series that add up."""
    LINES = "lines"
    PANELS = "panels"
    """Small multiples: one small line chart per series, one common scale."""
    HEAT = "heat"
    """Coloured cells: label across, series down."""
    DOTS = "dots"
    """Several series as dots on one line per label: a comparison."""
    MAP = "map"
    """Areas coloured by value; the label is the area."""
    CHORD = "chord"
    """Places on a ring with ribbons between them: the series is the origin, the label the destination."""
    ARROWS = "arrows"
    """A map with an arrow for each row: from the series to the label, both areas."""


@dataclass(frozen=True, slots=True)
class Row:
    """One mark: a label, a value (none: missing), the series it belongs to; `claim` is its number, if it is one."""

    label: Label
    value: float | None
    series: Label | None = None
    claim: Claim | None = None


@dataclass(frozen=True)
class Chart:
    """Rows and how to draw them; no language and no colour."""

    mark: Mark
    rows: tuple[Row, ...]
    unit: str
    """Unit id of the values; a share is drawn in percent."""
    diverging: bool = False
    """Whether zero divides good and bad: two colours that meet at zero."""
    borders: int | None = None
    """Maps: the division in which the areas are drawn."""
    flows: tuple[Message, Message] | None = None
    """Flows: the names of origin (the series) and destination (the label), on axes, tips, sheets and files."""


@dataclass(frozen=True)
class Figure:
    """A chart whose title says what is to be seen in it."""

    id: str
    title: Message
    chart: Chart
    alt: Message
    sources: tuple[str, ...]
    """Source ids."""
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table of claims: the first column labels the rows."""

    id: str
    title: Message
    columns: tuple[Label, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    sources: tuple[str, ...]
    units: Label | None = None
    """The unit of the whole table, if it is one."""
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading with blocks under it."""

    id: str
    title: Message
    blocks: tuple[Block, ...]


Block = Paragraph | Finding | Figure | Table


@dataclass(frozen=True)
class Chapter:
    """One chapter: a heading, what matters first, then sections."""

    id: str
    number: int
    title: Message
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Report:
    """All that is printed, in order."""

    title: Message
    subtitle: Message
    area: str
    findings: tuple[Finding, ...]
    chapters: tuple[Chapter, ...]
    facts: Mapping[str, Message] = field(default_factory=dict)
    """Lines of the colophon: data date, release, version."""

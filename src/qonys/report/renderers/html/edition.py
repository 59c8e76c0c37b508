"""One language of the page: blocks as pieces of HTML that the template puts in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from markupsafe import Markup, escape

from qonys.model import Claim, Status
from qonys.model.claim import SHARE
from qonys.report.blocks import Block, Chapter, Figure, Finding, Missing, Paragraph, Report, Table, TableCell
from qonys.report.renderers.interface import SEVERITIES, source_line, status, ui
from qonys.text import Argument, Message, Shown, Words

PERCENT = (SHARE, "percent")
"""Units whose sign stands at the number, unless the table has one unit."""
View = dict[str, Any]

_ENDING = re.compile(r"-\w+")
"""What follows a number with a hyphen: no line breaks between them."""


@dataclass(frozen=True)
class Edition:
    """A report in one language; `drawings` are its charts as SVG, by id of the figure."""

    words: Words
    drawings: dict[str, str]
    _figures: Iterator[int] = field(default_factory=lambda: count(1))
    _tables: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def lang(self) -> str:
        """Code of the language."""
        return self.words.language.value

    def ui(self, name: str, **arguments: Argument) -> str:
        """A word of the page."""
        return ui(self.words, name, **arguments)

    def view(self, report: Report) -> View:
        """Everything that the template prints."""
        return {
            "lang": self.lang,
            "ui": self.ui,
            "title": self.say(report.title),
            "subtitle": self.say(report.subtitle),
            "findings": [self._finding(finding) for finding in report.findings],
            "chapters": [self._chapter(chapter) for chapter in report.chapters],
            "facts": [self.say(fact) for fact in report.facts.values()],
        }

    def say(self, message: Message) -> Markup:
        """A message whose numbers can be asked where they come from."""
        made = []
        for piece in self.words.pieces(message):
            if not isinstance(piece, str):
                made.append(self._claim(piece.claim, piece.text))
                continue
            ending = _ENDING.match(piece) if made else None
            if ending is not None:
                made[-1] = Markup('<span class="whole">{}{}</span>').format(made[-1], ending[0])
            made.append(escape(piece[ending.end() if ending else 0 :]))
        return Markup("").join(made)

    def plain(self, message: Message) -> str:
        """A message as mere text."""
        return self.words.plain(message)

    def _claim(self, claim: Claim, text: str, inside_table: bool = False) -> Markup:
        mark = "" if claim.status is Status.NORMAL else f" s-{claim.status.value}"
        # A span, because a button would let the line break before the full stop that follows it.
        return Markup('<span role="button" tabindex="{}" class="claim{}" data-claim="{}">{}</span>').format(
            -1 if inside_table else 0, mark, claim.id, text
        )

    def _chapter(self, chapter: Chapter) -> View:
        return {
            "id": f"{self.lang}-{chapter.id}",
            "number": chapter.number,
            "title": self.say(chapter.title),
            "name": self.plain(chapter.title),
            "lead": [self._block(block) for block in chapter.lead],
            "sections": [
                {
                    "id": f"{self.lang}-{section.id}",
                    "number": f"{chapter.number}.{i}",
                    "title": self.say(section.title),
                    "name": self.plain(section.title),
                    "blocks": [self._block(block) for block in section.blocks],
                }
                for i, section in enumerate(chapter.sections, 1)
            ],
        }

    def _block(self, block: Block) -> View:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "text": self.say(block.message)}
            case Finding():
                return {"kind": "finding", **self._finding(block)}
            case Figure():
                return {"kind": "figure", **self._figure(block)}
            case Table():
                return {"kind": "table", **self._table(block)}

    def _finding(self, finding: Finding) -> View:
        name = SEVERITIES[finding.severity]
        return {"severity": name.removeprefix("severity-"), "label": self.ui(name), "text": self.say(finding.message)}

    def _figure(self, figure: Figure) -> View:
        return {
            "id": f"{self.lang}-figure-{figure.id}",
            "file": figure.id,
            "label": self.ui("figure", number=next(self._figures)),
            "title": self.say(figure.title),
            "name": self.plain(figure.title),
            "svg": Markup(self.drawings[figure.id]),
            "source": source_line(self.words, figure.sources),
            "notes": [self.say(note) for note in figure.notes],
        }

    def _table(self, table: Table) -> View:
        return {
            "id": f"{self.lang}-table-{table.id}",
            "file": table.id,
            "label": self.ui("table", number=next(self._tables)),
            "title": self.say(table.title),
            "units": None if table.units is None else self.words.label(table.units),
            "columns": [
                {"text": self.words.label(column), "numeric": _numeric(table, i)}
                for i, column in enumerate(table.columns)
            ],
            "rows": [[self._cell(cell, table) for cell in row] for row in table.rows],
            "source": source_line(self.words, table.sources),
            "notes": [*(self.say(note) for note in table.notes), *self._legend(table)],
        }

    def _cell(self, cell: TableCell, table: Table) -> View:
        if isinstance(cell, Missing):
            reason = self.plain(cell.reason)
            return {"kind": "missing", "html": self._missing(reason), "value": ""}
        if isinstance(cell, Claim):
            cell = Shown(cell)
        if isinstance(cell, Shown):
            text = self.words.number(cell.claim.printed, cell.claim.decimals, cell.sign)
            if cell.claim.unit in PERCENT and table.units is None:
                text = self.words.quantity(cell.claim, cell.sign)
            return {"kind": "number", "html": self._claim(cell.claim, text, True), "value": repr(cell.claim.printed)}
        return {"kind": "text", "html": escape(self.words.label(cell)), "value": None}

    def _missing(self, reason: str) -> Markup:
        return Markup('<span class="missing" data-tip="{0}"><span aria-hidden="true">…</span>'
                      '<span class="unseen">{0}</span></span>').format(reason)  # fmt: skip

    def _legend(self, table: Table) -> list[Markup]:
        """What the marks in the table mean: statuses, and why cells are empty."""
        cells = [cell for row in table.rows for cell in row]
        claims = [c.claim if isinstance(c, Shown) else c for c in cells if isinstance(c, Claim | Shown)]
        statuses = sorted({c.status for c in claims} - {Status.NORMAL}, key=lambda s: s.rank)
        lines = [Markup('<span class="s-{}">{}</span>').format(s.value, status(self.words, s)) for s in statuses]
        reasons = dict.fromkeys(self.plain(cell.reason) for cell in cells if isinstance(cell, Missing))
        return [*lines, *(Markup("… {}").format(reason) for reason in reasons)]


def _numeric(table: Table, column: int) -> bool:
    """Whether a column holds numbers, which stand at the right."""
    return any(isinstance(row[column], Claim | Shown) for row in table.rows)

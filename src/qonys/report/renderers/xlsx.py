"""The report's tables as a workbook: a sheet for each table and figure, all three languages, numbers as numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from qonys.model import Status
from qonys.model.claim import SHARE
from qonys.report.blocks import Report
from qonys.report.renderers.details import ClaimDetail
from qonys.report.renderers.sheets import Number, Said, Sheet, Speakers, sheets_of
from qonys.text import Language, Sign, Words

FONT = {"font_name": "Arial", "font_size": 10}
MUTED, LINK = "#55606b", "#12528f"
WIDEST, NARROWEST = 44, 9
"""Characters of a column."""


def render(report: Report, words: Mapping[Language, Words], details: Iterable[ClaimDetail], date: dt.date) -> bytes:
    """The workbook as bytes; the same report gives the same bytes, `date` is the day that the file names."""
    import xlsxwriter

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    said = Speakers(tuple(words.values()))
    title = said.plain(report.title)
    created = dt.datetime.combine(date, dt.time())
    book.set_properties({"title": " / ".join(title), "author": "qonys", "created": created})
    maker = Maker(book, said, {d.id: d for d in details})
    sheets = sheets_of(report, words)
    maker.contents(report, sheets)
    for sheet in sheets:
        maker.sheet(sheet)
    book.close()
    return out.getvalue()


@dataclass(frozen=True)
class Maker:
    """Writes sheets into a workbook; formats are made once."""

    book: Any
    said: Speakers
    details: Mapping[str, ClaimDetail]
    formats: dict[Any, Any] = field(default_factory=dict)

    def contents(self, report: Report, sheets: Sequence[Sheet]) -> None:
        """The first sheet: what the workbook holds, with links."""
        page = self.book.add_worksheet(self.said.ui("contents")[-1][:31])
        page.hide_gridlines(2)
        row = 0
        for text in self.said.plain(report.title):
            page.write_string(row, 0, text, self._format(bold=True, font_size=13))
            row += 1
        for text in self.said.plain(report.subtitle):
            page.write_string(row, 0, text, self._format(font_color=MUTED))
            row += 1
        row += 1
        link = self._format(font_color=LINK, underline=1)
        for sheet in sheets:
            target = sheet.name.replace("'", "''")
            page.write_url(row, 0, f"internal:'{target}'!A1", link, sheet.name)
            for i, (label, title) in enumerate(zip(sheet.label, sheet.title, strict=True)):
                page.write_string(row, 1 + i, f"{label}. {title}", self._format(text_wrap=True, valign="top"))
            row += 1
        for fact in report.facts.values():
            row += 1
            page.write_string(row, 0, " / ".join(dict.fromkeys(self.said.plain(fact))), self._format(font_color=MUTED))
        page.set_column(0, 0, 28)
        page.set_column(1, len(self.said.words), 60)

    def sheet(self, sheet: Sheet) -> None:
        """One table: titles, unit, headings in each language, numbers, notes, sources."""
        page = self.book.add_worksheet(sheet.name)
        page.hide_gridlines(2)
        row = 0
        for label, title in zip(sheet.label, sheet.title, strict=True):
            page.write_string(row, 0, f"{label}. {title}", self._format(bold=True))
            row += 1
        if sheet.units:
            page.write_string(row, 0, " / ".join(dict.fromkeys(sheet.units)), self._format(font_color=MUTED))
            row += 1
        back = self.said.ui("contents")
        page.write_url(
            row, 0, f"internal:'{back[-1][:31]}'!A1", self._format(font_color=LINK, underline=1), " / ".join(back)
        )
        row += 2
        spread = [_spread(sheet, i) for i in range(len(sheet.columns))]
        first = self._heads(page, row, sheet, spread)
        for i, cells in enumerate(sheet.rows):
            self._row(page, first + i, cells, spread)
        labels = spread[0].width if spread else 0
        page.freeze_panes(first, labels)
        self._foot(page, first + len(sheet.rows) + 1, sheet)
        self._widths(page, sheet, spread)

    def _heads(self, page: Any, row: int, sheet: Sheet, spread: Sequence[Spread]) -> int:
        """Headings, a row for each language; the row under them."""
        status = self.said.ui("status")
        count = len(self.said.words)
        for line in range(count):
            border = {"bottom": 1} if line == count - 1 else {}
            column = 0
            for i, part in enumerate(spread):
                style = self._format(bold=True, text_wrap=True, valign="bottom", align=part.align, **border)
                for _ in range(part.texts):
                    page.write_string(row + line, column, sheet.columns[i].head[line], style)
                    column += 1
                if part.marked:
                    page.write_string(row + line, column, status[line], self._format(text_wrap=True, **border))
                    column += 1
        return row + count

    def _row(self, page: Any, row: int, cells: Sequence[Number | Said], spread: Sequence[Spread]) -> None:
        column = 0
        for cell, part in zip(cells, spread, strict=True):
            if isinstance(cell, Number):
                if cell.value is not None:
                    page.write_number(row, column, cell.value, self._format(num_format=number_format(cell)))
                if part.marked:
                    page.write_string(row, column + 1, cell.status.value, self._format(font_color=MUTED))
            elif part.texts == 1:
                page.write_string(row, column, " / ".join(dict.fromkeys(cell)), self._format())
            else:
                for i, text in enumerate(cell):
                    page.write_string(row, column + i, text, self._format())
            column += part.width

    def _foot(self, page: Any, row: int, sheet: Sheet) -> None:
        small = self._format(font_size=9, font_color=MUTED)
        vintages = {v for c in sheet.claims if (d := self.details.get(c.id)) for v in d.vintages}
        lines = list(sheet.foot)
        if vintages:
            span = " … ".join(dict.fromkeys((min(vintages), max(vintages))))
            lines.append(tuple(f"{word}: {span}" for word in self.said.ui("vintage")))
        for said in lines:
            for text in dict.fromkeys(said):
                page.write_string(row, 0, text, small)
                row += 1

    def _widths(self, page: Any, sheet: Sheet, spread: Sequence[Spread]) -> None:
        column = 0
        for i, part in enumerate(spread):
            for j in range(part.texts):
                texts = [_shown(row[i], j, part) for row in sheet.rows]
                longest = max((len(text) for text in texts), default=0)
                words = max((len(word) for head in sheet.columns[i].head for word in head.split()), default=0)
                width = min(WIDEST, max(NARROWEST, longest + 2, words + 2))
                page.set_column(column, column, width)
                column += 1
            if part.marked:
                page.set_column(column, column, 10)
                column += 1

    def _format(self, **style: Any) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**FONT, **style})
        return self.formats[key]


@dataclass(frozen=True, slots=True)
class Spread:
    """Over how many columns of the sheet one column of the table goes."""

    texts: int
    """One for numbers and texts that are alike in all languages, else one for each language."""
    marked: bool
    """Whether a column with the status follows."""
    align: str

    @property
    def width(self) -> int:
        """Columns in all."""
        return self.texts + self.marked


def _spread(sheet: Sheet, column: int) -> Spread:
    cells = [row[column] for row in sheet.rows]
    if sheet.columns[column].numeric:
        marked = any(isinstance(c, Number) and (c.value is None or c.status is not Status.NORMAL) for c in cells)
        return Spread(1, marked, "right")
    alike = all(isinstance(c, Number) or len(set(c)) == 1 for c in cells)
    return Spread(1 if alike else len(sheet.columns[column].head), False, "left")


def _shown(cell: Number | Said, language: int, part: Spread) -> str:
    if isinstance(cell, Number):
        return "" if cell.value is None else f"{cell.value:+,.{max(cell.decimals, 0)}f}"
    return " / ".join(dict.fromkeys(cell)) if part.texts == 1 else cell[language]


def number_format(number: Number) -> str:
    """Digits as in the report, a real minus, a plus where the report has one; shares in percent."""
    digits = (
        "#,##0" + ("." + "0" * number.decimals if number.decimals > 0 else "") + ("%" if number.unit == SHARE else "")
    )
    plus = "+" if number.sign is Sign.ALWAYS else ""
    return f"{plus}{digits};\u2212{digits};{digits}"

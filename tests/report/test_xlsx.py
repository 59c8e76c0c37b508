"""The workbook: numbers as numbers, three languages, links, the same bytes again."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from qonys.model import Status
from qonys.report.blocks import Chapter, Chart, Figure, Mark, Row, Section
from qonys.report.renderers import xlsx
from qonys.report.renderers.sheets import Number, sheets_of
from qonys.report.renderers.xlsx import number_format
from qonys.text import PlaceName, Sign, say
from report import sample

DATE = dt.date(2024, 6, 1)


def made() -> bytes:
    report = sample.report(("bars", "lines", "bars-share"))
    return xlsx.render(report, sample.words(), sample.details(report), DATE)


@pytest.fixture(scope="module")
def book() -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(made()))


def rows(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    found: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return found


def test_a_sheet_for_each_table_and_figure(book: CalamineWorkbook) -> None:
    assert book.sheet_names == ["Contents", "F1 f-bars", "F2 f-lines", "F3 f-bars-share", "T1 t-regions"]
    text = str(rows(book, "Contents"))
    assert all(name in text for name in book.sheet_names[1:])
    assert "Есеп" in text and "Отчёт" in text and "Report" in text


def test_a_table_in_three_languages(book: CalamineWorkbook) -> None:
    held = rows(book, "T1 t-regions")
    assert [row[0] for row in held[:3]] == ["1-кесте. Кесте", "Таблица 1. Таблица", "Table 1. A table"]
    head = next(i for i, row in enumerate(held) if "Net" in row)
    assert [row[3] for row in held[head - 2 : head + 1]] == ["Айырым", "Сальдо", "Net"]
    first, third = held[head + 1], held[head + 3]
    assert first[2] == "Dorva Region"
    assert first[3] == -1500.5
    # The column has an empty cell, so that a column with the status of each figure follows.
    assert (third[3], third[4]) == ("", "M")
    assert [row[6] for row in held[head + 1 : head + 4]] == ["A", "E", "A"]


def test_a_figure_has_its_series_across(book: CalamineWorkbook) -> None:
    held = rows(book, "F2 f-lines")
    head = next(i for i, row in enumerate(held) if "Born" in row or "born" in row)
    assert [str(cell).lower() for cell in held[head][1:3]] == ["born", "came"]
    assert isinstance(held[head + 1][1], float)


def test_flows_stand_one_a_row_from_where_to_where() -> None:
    """The sheet of a ring or a matrix cannot be read the wrong way round."""
    rows_ = tuple(Row(PlaceName(d), float(n), PlaceName(o)) for o, d, n in (("TL-B", "TL-E", 30), ("TL-E", "TL-B", 10)))
    chart = Chart(Mark.CHORD, rows_, "persons", flows=(say("mig-origin"), say("mig-destination")))
    figure = Figure("ring", say("smp-alt"), chart, say("smp-alt"), ())
    held = replace(sample.report(("bars",)), chapters=(_only(figure),))
    (sheet,) = sheets_of(held, sample.words())
    assert [c.head[-1] for c in sheet.columns[:2]] == ["From", "To"]
    read = [(str(row[0][-1]), str(row[1][-1]), row[2].value) for row in sheet.rows]  # type: ignore[union-attr, index]
    assert read == [("Dorva Region", "Orlin Region", 30.0), ("Orlin Region", "Dorva Region", 10.0)]


def _only(figure: Figure) -> Chapter:
    return Chapter("c", 1, figure.title, (), (Section("s", figure.title, (figure,)),))


def test_notes_sources_and_vintage_follow(book: CalamineWorkbook) -> None:
    text = str(rows(book, "T1 t-regions"))
    assert all(word in text for word in ("A note", "Bureau of Statistics of Toyland", "Registry Office", "2024-05-31"))


def test_shares_stay_fractions(book: CalamineWorkbook) -> None:
    values = [cell for row in rows(book, "F3 f-bars-share") for cell in row if isinstance(cell, float)]
    assert values == [0.125] * 3


def test_no_formulas_and_no_clock() -> None:
    first = made()
    assert first == made()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert "<f>" not in text
    assert "2024-06-01T00:00:00Z" in text


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Number(1.0, 0, Sign.PLAIN, "persons", Status.NORMAL), "#,##0;\u2212#,##0;#,##0"),
        (Number(1.0, 1, Sign.ALWAYS, "persons", Status.NORMAL), "+#,##0.0;\u2212#,##0.0;#,##0.0"),
        (Number(0.5, 1, Sign.PLAIN, "share", Status.NORMAL), "#,##0.0%;\u2212#,##0.0%;#,##0.0%"),
    ],
)
def test_formats(number: Number, expected: str) -> None:
    assert number_format(number) == expected

"""Workbooks of users: cells as text, days and numbers as they would be typed, and the same answers as from CSV."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from qonys.errors import BadInput, NotFound
from qonys.tables.tables import read_sheet
from qonys.tables.workbook import read_workbook


def book(path: Path, rows: list[list[object]], sheets: tuple[str, ...] = ("first",)) -> Path:
    """A workbook of the rows; each sheet but the first has a header alone."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"}) as written:
        for number, name in enumerate(sheets):
            sheet = written.add_worksheet(name)
            for r, row in enumerate(rows if number == 0 else [["other"], ["1"]]):
                for c, cell in enumerate(row):
                    sheet.write(r, c, cell)
    return path


def test_cells_are_read_as_they_would_be_typed(tmp_path):
    moment = dt.datetime(2026, 1, 15, 12, 30)
    rows = [
        ["id", "number", "share", "day", "open", "moment"],
        ["007", 5, 0.1, dt.date(2026, 1, 15), True, moment],
        [" a ", 1e6, 1 / 3, None, False, ""],
    ]
    frame = read_sheet(book(tmp_path / "my.xlsx", rows)).frame
    assert frame.iloc[0].tolist() == ["007", "5", "0.1", "2026-01-15", "true", "2026-01-15 12:30:00"]
    assert frame.iloc[1].tolist() == ["a", "1000000", "0.333333333333333", "", "false", ""]


def test_lines_are_those_of_the_sheet(tmp_path):
    sheet = read_sheet(book(tmp_path / "my.xlsx", [["a", "b"], ["1", 2], ["", ""], ["3", "y"], ["", ""], ["", ""]]))
    assert len(sheet.frame) == 2
    sheet.numbers("b")
    with pytest.raises(BadInput) as caught:
        sheet.stop()
    assert [fault.row for fault in caught.value.faults] == [4]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a,b\n1,n\n2,y\n", [2, 3]),
        ("\n\na,b\n1,n\n\n2,y\n", [4, 6]),
        ("a,b\n1,3\n,\n2,y\n", [4]),
        ('a,b\n1,3\n"1,\n2,y\n', None),
    ],
)
def test_lines_of_a_csv_count_blank_ones(tmp_path, text, lines):
    path = tmp_path / "my.csv"
    path.write_text(text, "utf-8")
    if lines is None:
        with pytest.raises(BadInput, match=r"my\.csv"):
            read_sheet(path)
        return
    sheet = read_sheet(path)
    sheet.numbers("b")
    assert [fault.row for fault in sheet.faults] == lines


@pytest.mark.parametrize(
    "text", ["a,b,,\n1,2,,\n3,4\n", "\ufeffa;b\n1;2\n\n3;4;\n", 'a\tb\n"1"\t2\n3\t4\n', 'a,b\n1,2\n3,"4"\n']
)
def test_dialects_of_spreadsheets_are_one_table(tmp_path, text):
    (tmp_path / "my.csv").write_text(text, "utf-8")
    frame = read_sheet(tmp_path / "my.csv").frame
    assert list(frame.columns) == ["a", "b"] and frame.to_numpy().tolist() == [["1", "2"], ["3", "4"]]


def test_the_sign_before_decimals_is_found_in_the_column(tmp_path):
    (tmp_path / "my.csv").write_text("a;b;c\n1,5;1 000,25;2.5\n2,5;-0,1;1,5\n", "utf-8")
    sheet = read_sheet(tmp_path / "my.csv")
    assert sheet.numbers("a").tolist() == [1.5, 2.5]
    assert sheet.numbers("b", negative=True).tolist() == [1000.25, -0.1] and not sheet.faults
    sheet.numbers("c")
    assert [(f.code, f.row) for f in sheet.faults] == [("other-sign", 2), ("other-sign", 3)]
    (tmp_path / "my.csv").write_text('a,b\n"1,5",2\n', "utf-8")
    assert read_sheet(tmp_path / "my.csv").numbers("a").tolist() == [1.5]


def test_a_cell_of_several_lines_moves_no_line_number(tmp_path):
    (tmp_path / "my.csv").write_text('a,b\n"1\n1",2\n\n3,n\n', "utf-8")
    sheet = read_sheet(tmp_path / "my.csv")
    sheet.numbers("b")
    assert [fault.row for fault in sheet.faults] == [5]


def test_a_short_row_lacks_its_last_cells(tmp_path):
    (tmp_path / "my.csv").write_text("a,b\n1\n2,3\n", "utf-8")
    assert read_sheet(tmp_path / "my.csv").labels("b") == ["", "3"]


def test_a_sheet_is_named_is_usual_or_is_the_first_that_holds_anything(tmp_path, told):
    path = book(tmp_path / "my.xlsx", [["a"], [1]], ("first", "Plan"))
    assert list(read_sheet(path, "plan").frame.columns) == ["other"]
    assert list(read_sheet(path, "none").frame.columns) == ["a"]
    assert list(read_sheet(tmp_path / "my.xlsx#PLAN").frame.columns) == ["other"]
    assert {n.code for n in told} == {"sheet-read"}
    with pytest.raises(NotFound) as caught:
        read_sheet(tmp_path / "my.xlsx#plans")
    assert caught.value.fix == "first, Plan"
    with pytest.raises(NotFound) as caught:
        read_sheet(path).column(("other",))
    assert (caught.value.code, caught.value.fix) == ("column-elsewhere", "my.xlsx#Plan")


@pytest.mark.parametrize(
    ("rows", "code"), [([], "file-empty"), ([["a", "b"]], "file-empty"), ([["a", "a"], [1, 2]], "column-twice")]
)
def test_what_is_no_table_is_refused(tmp_path, rows, code):
    with pytest.raises(BadInput) as caught:
        read_sheet(book(tmp_path / "my.xlsx", rows))
    assert caught.value.code == code


def test_errors_and_formulas_without_a_value_are_faults(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "my.xlsx") as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, ["area", "b", "c"])
        sheet.write_row(1, 0, ["N", 1, 2])
        sheet.write(2, 0, "S")
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 2, "=B2+1")
    with pytest.raises(BadInput) as caught:
        read_sheet(tmp_path / "my.xlsx").stop()
    assert [(f.code, f.row, f.column) for f in caught.value.faults] == [
        ("cell-error", 3, "b"),
        ("cell-formula", 3, "c"),
    ]


def test_a_raised_mark_is_cut_and_told(tmp_path, told):
    with xlsxwriter.Workbook(tmp_path / "my.xlsx") as written:
        sheet, up = written.add_worksheet(), written.add_format({"font_script": 1})
        sheet.write_row(0, 0, ["area", "b"])
        sheet.write_rich_string(1, 0, "North", up, "1")
        sheet.write_rich_string(1, 1, "80", up, "1")
    sheet = read_sheet(tmp_path / "my.xlsx")
    assert sheet.labels("area") == ["North"] and sheet.numbers("b").tolist() == [80]
    assert (told[0].code, told[0].fields["text"], told[0].fields["count"]) == ("raised-left-out", "A2", 2)


def test_merged_cells_and_headers_of_two_rows_are_faults(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "my.xlsx") as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, ["area", "year", "b"])
        sheet.merge_range(1, 0, 2, 0, "North")
        sheet.write_row(1, 1, [2020, 1])
        sheet.write_row(2, 1, [2021, 2])
    with xlsxwriter.Workbook(tmp_path / "two.xlsx") as written:
        sheet = written.add_worksheet()
        sheet.write(0, 0, "area")
        sheet.merge_range(0, 1, 0, 2, "moves")
        sheet.write_row(1, 1, ["in", "out"])
        sheet.write_row(2, 0, ["North", 2, 1])
    for name, code, row in (("my", "cells-merged", 2), ("two", "header-two-rows", 1)):
        with pytest.raises(BadInput) as caught:
            read_sheet(tmp_path / f"{name}.xlsx")
        assert [(f.code, f.row) for f in caught.value.faults] == [(code, row)]


@pytest.mark.parametrize("content", [b"", b"PK no workbook", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "my.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_workbook(path)
    assert caught.value.code == "no-table"
    with pytest.raises(NotFound):
        read_workbook(tmp_path / "none.xlsx")


def test_a_workbook_that_unfolds_without_end_is_not_unfolded(tmp_path, monkeypatch):
    from qonys.tables import workbook

    monkeypatch.setattr(workbook, "MOST_BYTES", 1000)
    with pytest.raises(BadInput, match=r"my\.xlsx has more than .* MB"):
        read_workbook(book(tmp_path / "my.xlsx", [["a"], [1]]))


HOUSEHOLDS = [["id", "size", "workers", "wishes"], ["h1", 3, 1, "North;South"], ["h2", 2, 2, "North"]]
PLACES = [["place", "persons"], ["North", 3], ["South", 5]]


def as_csv(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_a_settlement_from_workbooks_is_that_from_csv(tmp_path):
    from qonys.tables.settlement import read_settlement

    plain = read_settlement(as_csv(tmp_path / "h.csv", HOUSEHOLDS), as_csv(tmp_path / "p.csv", PLACES))
    assert plain == read_settlement(book(tmp_path / "h.xlsx", HOUSEHOLDS), book(tmp_path / "p.xlsx", PLACES))


def test_too_many_households_are_refused_from_a_workbook_too(tmp_path, monkeypatch):
    from qonys.tables import settlement

    monkeypatch.setattr(settlement, "MOST", 1)
    with pytest.raises(BadInput) as caught:
        settlement.read_settlement(book(tmp_path / "h.xlsx", HOUSEHOLDS), book(tmp_path / "p.xlsx", PLACES))
    assert caught.value.code == "settle-many"


def test_days_of_a_workbook_are_days_of_the_procedure(tmp_path):
    from qonys.packs import load_pack
    from qonys.packs.procedure import pack_procedure
    from qonys.tables.procedure import Facts, own_households

    pack = load_pack("kz")
    facts = Facts(pack, pack_procedure(pack), dt.date(2026, 5, 1))
    rows = [["id", "members", "arrived", "quota"], ["h1", 4, dt.date(2026, 1, 15), "yes"], ["", "", "", ""]]
    one = own_households(book(tmp_path / "h.xlsx", rows), facts)
    rows[1][2] = "2026-01-15"
    assert list(one) == list(own_households(as_csv(tmp_path / "h.csv", rows[:2]), facts))

"""One reader of users' tables: encodings, separators, titles, labels, periods, areas under two names."""

from __future__ import annotations

import pytest

from qonys.errors import BadInput, NotFound
from qonys.model.specification import Specification, Study, Variable
from qonys.tables.delimited import separator_of
from qonys.tables.encodings import text_of
from qonys.tables.panels import read_panel
from qonys.tables.periods import read_period
from qonys.tables.tables import read_sheet

RUSSIAN = "область;год;доход\nСеверная область;2020;1 500,5\nВосток – «А»;2021;2\n"
KAZAKH = "облыс;жыл\nҚызылорда облысы;2020\nӨскемен қаласы;2021\n"


@pytest.fixture
def write(tmp_path):
    def _write(text: str | bytes, name: str = "my.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return _write


def codes(error: BadInput) -> list[tuple[str, int | None]]:
    return [(f.code, f.row) for f in error.faults]


@pytest.mark.parametrize(
    ("text", "coding", "name"),
    [
        (RUSSIAN, "cp1251", "Windows-1251"), (KAZAKH, "kz1048", "RK1048"), (RUSSIAN, "utf-16", "UTF-16"),
        ("область;год\nСеверная область;2020\n", "cp866", "DOS-866"), (KAZAKH, "utf-8-sig", ""), (RUSSIAN, "utf-8", ""),
        ("Région;année\nÎle-de-France;2020\nCôte-d'Or;2021\n", "cp1252", "Windows-1252"),
        ("area,flow\nNorth,5\n", "utf-16-le", "UTF-16"),
    ],
)  # fmt: skip
def test_the_encoding_that_fits_is_read_and_told(write, told, text, coding, name):
    path = write(text.encode(coding))
    assert text_of(path.read_bytes(), path) == (text, name)
    read_sheet(path)
    assert [n.fields["text"] for n in told if n.code == "read-as"] == ([name] if name else [])


def test_damaged_text_is_refused_with_its_line(write):
    damaged = KAZAKH.encode().replace("ө".encode(), b"\xd3", 1).replace("Ө".encode(), b"\xd3", 1)
    with pytest.raises(BadInput) as caught:
        read_sheet(write(damaged))
    assert caught.value.code == "no-text" and caught.value.where.endswith(":3")
    with pytest.raises(BadInput):
        read_sheet(write(b"a,b\n1,\x00\n"))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("area\tpop\nN\t1000,5\nS\t7,5\n", "\t"), ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("a,b\n1,2\n", ","), ("a|b\n1|2\n", "|"),
        ('a,b\n"x;y",2\n"z;w",3\n', ","), ("Title, all years\na;b\n1;2\n3;4\n5;6\n7;8\n", ";"), ("a\n1\n", ","),
    ],
)  # fmt: skip
def test_what_parts_cells_is_found_from_the_lines(text, sign):
    assert separator_of(text) == sign


def test_a_declared_separator_holds(write):
    assert list(read_sheet(write("sep=;\na;b\n1;2,5\n")).frame.columns) == ["a", "b"]


def test_titles_above_the_header_are_left_out_and_told(write, told):
    sheet = read_sheet(write("Moves of people,,\nthousand persons,,\n,,\narea,year,flow\nN,2020,1\nS,2020,2\n"))
    assert list(sheet.frame.columns) == ["area", "year", "flow"] and sheet.line(0) == 5
    assert told[0].fields["text"] == "Moves of people; thousand persons"
    sheet = read_sheet(write("Moves of people,,persons\norigin,destination,flow\nN,S,1\nS,N,2\n"))
    assert list(sheet.frame.columns) == ["origin", "destination", "flow"]


def test_notes_errors_and_mixed_alphabets_are_no_labels(write):
    text = "area,flow\nN,1\n* preliminary,\nИсточник: бюро,2021\n#REF!,3\nAктау,4\n,5\nA\x07,6\n"
    sheet = read_sheet(write(text))
    sheet.labels("area")
    with pytest.raises(BadInput) as caught:
        sheet.stop()
    assert codes(caught.value) == [
        ("note-row", 3), ("note-row", 4), ("cell-error", 5), ("mixed-alphabets", 6),
        ("empty-cell", 7), ("control-character", 8),
    ]  # fmt: skip


def test_labels_have_one_form(write, told):
    sheet = read_sheet(write("area,flow\n Й1 ,1\nИ\u03061,2\nNew\u00a0 Town\u200b,3\nOld Town¹),4\nFar* ,5\n"))
    assert sheet.labels("area") == ["Й1", "Й1", "New Town", "Old Town", "Far"]
    assert [(n.code, n.fields["count"]) for n in told] == [("marks-left-out", 2)]


def test_columns_given_twice_differ_by_more_than_case(write):
    for head in ("area,flow,flow", "area,flow,Flow ", "area,my flow,my_flow"):
        with pytest.raises(BadInput) as caught:
            read_sheet(write(head + "\nN,1,2\n"))
        assert caught.value.code == "column-twice"


def test_a_row_that_numbers_the_columns_is_a_fault(write):
    with pytest.raises(BadInput) as caught:
        read_sheet(write("area,a,b,c\nА,1,2,3\nNorth,7,8,9\n"))
    assert codes(caught.value) == [("row-numbering", 2)]


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("2021-1", "2021-01", "01.2021", "1/2021", "2021M1", "2021-M01", "2021.01", "202101", "янв. 2021",
          "Январь 2021 г.", "2021 қаңтар", "қаңтар 2021 ж.", "Jan 2021", "January 2021", "2021-01"), "2021-01"),
        (("3 кв. 2021", "III кв. 2021", "Q3 2021", "2021-Q3", "2021Q3", "3 квартал 2021 года", "2021 ж. 3-тоқсан",
          "ІІІ квартал 2021 г.", "3-й квартал 2021", "3 тоқсан 2021"), "2021-Q3"),
        (("2021", "2021.0", "2021 г.", "2021 год", "2021 жыл", "2021 ж."), "2021"),
        (("01.03.2021", "2021-03-01", "2021-03-01 00:00:00", "20210301", "1.3.2021"), "2021-03-01"),
    ],
)  # fmt: skip
def test_periods_as_people_write_them(texts, code):
    assert {text: str(read_period(text)) for text in texts} == dict.fromkeys(texts, code)


@pytest.mark.parametrize(
    "text", ["2021-13", "2021-00", "2021-1x", "20231", "01/03/2021", "32.01.2021", "Q5 2021", "V кв. 2021", "March",
             "12",
             "Источник: бюро", "marmelade 2021", "2021-03-32", "0000", "3021"],
)  # fmt: skip
def test_what_is_no_period_or_cannot_be(text):
    assert read_period(text) is None


@pytest.mark.parametrize("label", ["2023-13", "20231", "soon", "2022-Q1"])
def test_a_period_that_cannot_be_is_a_fault_with_its_line(write, label):
    sheet = read_sheet(write(f"month,flow\n2022-01,1\n2022-02,2\n{label},3\n"))
    with pytest.raises(BadInput) as caught:
        sheet.periods("month")
    assert [f.row for f in caught.value.faults] == [4]


STUDY = Study("mine", (Specification("one", Variable("pay"), Variable("moves")),))


def panel(*rows: str) -> str:
    return "area,year,pay,moves\n" + "\n".join(rows) + "\n"


def test_names_of_the_pack_are_one_area(write, told):
    text = panel("Dorvinskaya,2019,1,2", "Dorva Region,2020,2,3", "Other,2019,3,4", "Other,2020,4,5")
    grid = read_panel(write(text), STUDY)
    assert grid.areas == ("Dorvinskaya", "Other") and grid.series["pay"].tolist() == [[1, 2], [3, 4]]
    assert [n.code for n in told] == ["one-area"]


def test_a_likely_renaming_is_named(write, told):
    text = panel("Old One,2019,1,2", "New One,2020,2,3", "Other,2019,3,4", "Other,2020,4,5")
    assert read_panel(write(text), STUDY).areas == ("Old One", "New One", "Other")
    assert [(n.code, n.fields["text"]) for n in told] == [("likely-renaming", "Old One → New One")]


def test_two_spellings_of_one_area_are_a_fault(write):
    with pytest.raises(BadInput) as caught:
        read_panel(write(panel("North-West,2019,1,2", "north west,2020,2,3")), STUDY)
    assert codes(caught.value) == [("label-variant", 3)]


def test_the_country_is_no_area(write, told):
    text = panel("Dorva Region,2019,1,2", "Republic of Toyland,2019,9,9", "Other,2019,3,4", "Total,2019,4,5")
    assert read_panel(write(text), STUDY).areas == ("Dorva Region", "Other")
    assert told[0].fields["text"] == "Republic of Toyland, Total"


def test_a_column_of_areas_is_chosen_by_what_it_holds(write, told):
    rows = ["West,A,2019,1,2", "West,B,2019,3,4", "East,C,2019,5,6"]
    grid = read_panel(write("region,state,year,pay,moves\n" + "\n".join(rows) + "\n"), STUDY)
    assert grid.areas == ("A", "B", "C") and told[0].fields["text"] == "state"


def test_a_missing_column_is_answered_with_those_that_are_there(write):
    with pytest.raises(NotFound) as caught:
        read_sheet(write("a,b\n1,2\n")).column(("area", "region"))
    assert "area" in caught.value.fix and "a, b" in caught.value.fix

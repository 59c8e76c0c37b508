"""Errors: what, where, what to do; all faults of a file at once."""

from __future__ import annotations

import pytest

from qonys.errors import BadInput, BrokenData, CannotCompute, Fault, NotFound, QonysError
from qonys.text import Language, error_lines


def test_an_error_says_what_where_and_what_to_do() -> None:
    error = BadInput("period", where="--period", fix="2023, 2023-Q1", text="x")
    assert str(error) == "no period “x”\n  where: --period\n  try:   2023, 2023-Q1"
    assert (error.code, error.what, error.where, error.fix) == ("period", "no period “x”", "--period", "2023, 2023-Q1")
    assert error.fields == {"text": "x"}


@pytest.mark.parametrize(
    ("where", "fix", "text"),
    [("", "", "code"), ("a.csv", "", "code\n  where: a.csv"), ("", "mend it", "code\n  try:   mend it")],
)
def test_an_empty_line_is_left_out(where: str, fix: str, text: str) -> None:
    assert str(QonysError("code", where=where, fix=fix)) == text


@pytest.mark.parametrize("kind", [BadInput, NotFound, BrokenData, CannotCompute])
def test_each_kind_is_caught_by_the_base_and_exits_with_2(kind: type[QonysError]) -> None:
    with pytest.raises(QonysError) as caught:
        raise kind("code")
    assert caught.value.exit_code == 2
    assert caught.value.args == ("code",)


@pytest.mark.parametrize(
    ("row", "column", "where"),
    [(None, "", "a.csv"), (3, "", "a.csv:3"), (3, "value", "a.csv:3 [value]"), (None, "value", "a.csv [value]")],
)
def test_a_fault_says_where_it_stands(row: int | None, column: str, where: str) -> None:
    assert Fault("code", "a.csv", row, column).where == where


def test_faults_stand_in_the_order_of_the_files() -> None:
    faults = [
        Fault("c-4", "b.csv", 1),
        Fault("c-3", "a.csv", 10, "value"),
        Fault("c-2", "a.csv", 10, "area"),
        Fault("c-1", "a.csv", 2),
        Fault("c-0", "a.csv"),
    ]
    error = BadInput.file(iter(faults))
    assert [fault.what for fault in error.faults] == ["c-0", "c-1", "c-2", "c-3", "c-4"]
    assert error.where == "a.csv: c-0; a.csv:2: c-1; a.csv:10 [area]: c-2; a.csv:10 [value]: c-3; b.csv:1: c-4"
    assert (error.code, error.what, error.fields) == ("faulty-file", "5 faults in the files", {"count": 5})


@pytest.mark.parametrize(("count", "more"), [(20, ""), (21, "; and 1 more"), (50, "; and 30 more")])
def test_twenty_faults_are_shown_and_all_are_kept(count: int, more: str) -> None:
    error = BadInput.file(Fault("c", "a.csv", row) for row in range(1, count + 1))
    assert len(error.faults) == count
    assert error.where.endswith("a.csv:20: c" + more)


def test_one_bad_input_has_no_faults_of_a_file() -> None:
    assert BadInput("period").faults == ()


def test_the_nearest_names_are_the_way_out() -> None:
    error = NotFound.area("Sillan", where="--area", near=("City of Silan (TL-F)", "Belen Region (TL-A)"))
    assert str(error) == "no area “Sillan”\n  where: --area\n  try:   City of Silan (TL-F), Belen Region (TL-A)"
    assert (error.code, error.fields) == ("area-not-found", {"name": "Sillan"})
    error = NotFound.indicator("birth", where="pack toy", near=("births",))
    assert (error.code, error.what, error.fix) == ("indicator-not-found", "no indicator “birth”", "births")


def test_advice_of_the_catalogue_goes_before_that_of_the_error() -> None:
    text = str(CannotCompute("no-months", where="a.csv", fix="another series"))
    assert text.splitlines()[2] == "  try:   2024-01, 2024-02, … or 2024-Q1"


@pytest.mark.parametrize(
    "error",
    [
        NotFound.area("Sillan", where="--area"),
        BadInput("net-not-zero", where="net", text="3"),
        CannotCompute("quota-parts", where="A", name="A", places=12345.5),
        BadInput("pairs-missing", where="a.csv", count=2018, first="A – B"),
        BadInput("areas-missing", column="flow", names="", where="−"),
    ],
)
def test_the_error_itself_says_what_the_command_line_says(error: QonysError) -> None:
    assert str(error).split() == " ".join(error_lines(error, Language.EN)).split()


def test_without_near_names_the_list_is_the_way_out() -> None:
    assert NotFound.area("?", where="").fix == "qonys areas"
    assert NotFound.indicator("?", where="").fix == "qonys data list"

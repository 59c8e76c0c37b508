"""Text of files and of the command line cannot act on a terminal, nor on the program that opens a CSV."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest

FORMULAS = ("=1+1", "+cmd", "-2+3", "@sum", "\tx", "'=1", "'tis", "-", "Ada")


def flows(path, names):
    rows = [[o, d, "5"] for o in names for d in names if o != d]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["origin", "destination", "flow"], *rows])
    return str(path)


def test_a_csv_holds_no_formulas_and_comes_back_as_it_was(qonys, tmp_path):
    names = ("=1+1", "+cmd", "@sum", "''=1", "'tis", "-2+3", "Ada")
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    assert (
        qonys("migration", "round", "--flows", flows(tmp_path / "in.csv", names), "--out", str(first), pack=False).code
        == 0
    )
    cells = [cell for row in csv.reader(first.read_text("utf-8").splitlines()) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert {"'=1+1", "''=1", "'tis", "5"} <= set(cells)
    assert qonys("migration", "round", "--flows", str(first), "--out", str(second), pack=False).code == 0
    assert second.read_bytes() == first.read_bytes()


@pytest.mark.parametrize("text", FORMULAS)
def test_guarding_can_be_undone(text):
    from qonys.tables.guard import guarded, unguarded

    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in "=+-@\t"


@pytest.mark.parametrize("number", ["-5", "+5.25", "-1e-07", "5"])
def test_numbers_are_no_formulas(number):
    from qonys.tables.guard import guarded

    assert guarded(number) == number


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", ["x\x1b[31m.csv", "x\u202egnp.csv", "x\x07.csv", "x\u2028y.csv", "x\x9b2J.csv"])
def test_errors_print_no_controls(qonys, monkeypatch, language, name):
    monkeypatch.setenv("QONYS_LANG", language)
    ran = qonys("migration", "round", "--flows", name, pack=False)
    assert ran.code == 2 and "\\" in ran.err
    assert all(char.isprintable() or char == "\n" for char in ran.err)


def test_faults_of_a_file_print_no_controls(qonys, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("origin,destination,flow\nA\x1b[2J,B,x\x1b[31my\nB,A\x1b[2J,5\n", "utf-8")
    ran = qonys("migration", "round", "--flows", str(path), pack=False)
    assert ran.code == 2 and "\x1b" not in ran.err and "\\x1b[31m" in ran.err


def test_markup_is_printed_as_it_is(qonys, tmp_path):
    path = flows(tmp_path / "in.csv", ("A[red]b", "C"))
    assert "A[red]b" in qonys("migration", "round", "--flows", path, pack=False).out
    ran = qonys("assess", "--area", "A[red]b", "--out", str(tmp_path / "report"))
    assert ran.code == 2 and "A[red]b" in ran.err


def test_paths_with_markup_are_printed_as_they_are(qonys, tmp_path):
    ran = qonys("assess", "--out", str(tmp_path / "a[red]b"))
    assert ran.code == 0, ran.err
    assert "a[red]b" in ran.out.replace("\n", "")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_file_that_cannot_be_read_is_said_to_be_so(qonys, monkeypatch, tmp_path, language):
    path = flows(tmp_path / "in.csv", ("A", "B"))
    real = os.access
    monkeypatch.setattr(os, "access", lambda p, mode, **k: str(p) != path and real(p, mode, **k))
    monkeypatch.setenv("QONYS_LANG", language)
    ran = qonys("migration", "round", "--flows", path, pack=False)
    said = {"kk": "оқуға құқық жоқ", "ru": "нет права чтения", "en": "no right to read it"}[language]
    assert ran.code == 2 and said in ran.err and "0.5, 1, 2.5" not in ran.err and "--flows" in ran.err


def test_what_the_system_refuses_to_read_is_no_traceback(qonys, monkeypatch, tmp_path):
    from pathlib import Path

    path = flows(tmp_path / "in.csv", ("A", "B"))

    def refused(self, *_):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refused)
    ran = qonys("migration", "round", "--flows", path, pack=False)
    assert ran.code == 2 and "no right to read it" in ran.err and path in ran.err


def test_a_name_too_long_for_the_system_is_no_traceback(qonys):
    ran = qonys("migration", "round", "--flows", "ә" * 200 + ".csv", pack=False)
    assert ran.code == 2 and ran.out == "" and len(ran.err.splitlines()) <= 3 and "Traceback" not in ran.err
    assert "ә" * 200 in ran.err


def test_json_is_left_alone(qonys, tmp_path):
    ran = qonys("migration", "round", "--flows", flows(tmp_path / "in.csv", ("=1+1", "B")), "--json", pack=False)
    assert {row["origin"] for row in json.loads(ran.out)} == {"=1+1", "B"}
    out = list(
        csv.reader(io.StringIO(qonys("migration", "round", "--flows", str(tmp_path / "in.csv"), pack=False).out))
    )
    assert out[1][0] == "'=1+1"

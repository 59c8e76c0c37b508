"""`qonys plan procedure` on the invented country: what is printed, what is refused and how."""

from __future__ import annotations

import csv
import io
import json

import pytest

GUEST = ("--members", "4", "--region", "Силан", "--status", "guest", "--quota", "yes", "--date", "2017-07-01")


def plan(qonys, *arguments):
    return qonys("plan", "procedure", *arguments)


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_steps(qonys):
    found = {row["step"]: row for row in rows(plan(qonys, *GUEST))}
    assert list(found) == ["greeting", "quay", "welcome", "lodging", "stay", "song"]
    assert (found["welcome"]["high"], found["welcome"]["money_high"], found["welcome"]["currency"]) == (
        "20", "240", "crown",
    )  # fmt: skip
    assert found["welcome"]["text"] == (
        "Welcome money: applies – the conditions are met. For each person. Amount: 20 tokens (240 crowns). "
        "Reference: Act of Welcome No. 7 of 1 March 2010; trust: the text of the act."
    )
    assert (found["lodging"]["verdict"], found["lodging"]["fact"]) == ("cannot-tell", "employed")
    assert (found["stay"]["fact"], found["quay"]["rule"]) == ("arrived", "quay_order")


@pytest.mark.parametrize(("lang", "said"), [("kk", "Қарсы алу ақысы: қолданылады"), ("ru", "Приёмные: применяется")])
def test_other_languages(qonys, lang, said):
    assert said in plan(qonys, *GUEST, "--lang", lang).out


def test_two_dates_side_by_side(qonys):
    found = rows(plan(qonys, *GUEST, "--show", "amounts", "--compare-date", "2017-06-30"))
    welcome = next(row for row in found if row["step"] == "welcome")
    assert (welcome["money_high"], welcome["money_high_compared"]) == ("240", "144")
    assert {row["step"] for row in found} == {"welcome", "lodging"}


def test_references(qonys):
    found = rows(plan(qonys, "--show", "references", "--date", "2015-03-01"))
    assert {(r["rule"], r["in_force"]) for r in found} == {("welcome_act", "yes"), ("quay_order", "unknown")}


def test_households_of_a_file(qonys, tmp_path):
    path, out = tmp_path / "my.csv", tmp_path / "out.json"
    path.write_text("id,members,status,quota\na,2,қонақ,да\nb,3,,\n", "utf-8")
    ran = plan(qonys, "--household", str(path), "--date", "2017-07-01")
    found = {(row["household"], row["step"]): row for row in rows(ran)}
    assert found["a", "welcome"]["high"] == "10"
    assert (found["b", "welcome"]["verdict"], found["b", "welcome"]["high"]) == ("cannot-tell", "15")
    toml = tmp_path / "my.toml"
    toml.write_text('[[household]]\nid = "a"\nmembers = 2\nstatus = "guest"\nquota = true\n', "utf-8")
    assert plan(qonys, "--household", str(toml), "--date", "2017-07-01", "--json", "--out", str(out)).code == 0
    again = {row["step"]: row for row in json.loads(out.read_text("utf-8"))}
    assert again["welcome"]["high"] == 10
    assert again["welcome"]["text"] == found["a", "welcome"]["text"]


def test_all_faults_of_a_file(qonys, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(
        "id,members,status,region,quota,arrived,working_age\n"
        "a,0,guest,Силан,yes,2016-01-01,\n"
        "a,x,gues,Nowhere,maybe,2016-13-01,\n"
        "b,2,,,,,3\n"
        "c,n\n",
        "utf-8",
    )
    ran = plan(qonys, "--household", str(path), "--date", "2017-07-01")
    assert (ran.code, ran.out) == (2, "")
    for place in (":2 [members]", ":3 [arrived]", ":3 [id]", ":3 [members]", ":3 [quota]", ":3 [region]",
                  ":3 [status]", ":4 [working_age]", ":5 [members]"):  # fmt: skip
        assert place in ran.err
    assert "guest" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--members", "4", "--region", "Силанн"), "Силан"),
        (("--members", "4", "--region", "TL"), "no region"),
        (("--members", "4", "--region", "TL-C"), "no region"),
        (("--members", "0"), "1 to 100"),
        (("--members", "-3"), "1 to 100"),
        (("--members", "1000000000"), "1 to 100"),
        (("--members", "4", "--status", "gest"), "guest"),
        (("--members", "4", "--working-age", "5"), "0 to 4"),
        (("--members", "4", "--arrived", "soon"), "--arrived"),
        ((), "--members 4"),
        (("--members", "4", "--household", "x.csv"), "--household"),
        (("--household", "no-such.csv"), "no-such.csv"),
        (("--members", "4", "--compare-date", "2009-01-01"), "2010-03-15"),
    ],
)
def test_mistakes(qonys, arguments, said):
    ran = plan(qonys, *arguments, "--date", "2017-07-01")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) <= 3


def test_a_day_before_any_rule(qonys):
    ran = plan(qonys, "--members", "4", "--date", "2010-03-14")
    assert (ran.code, ran.out) == (2, "")
    assert "2010-03-15" in ran.err


def test_the_ends_of_the_calendar(qonys):
    assert rows(plan(qonys, *GUEST, "--arrived", "9999-12-31"))
    assert rows(plan(qonys, *GUEST[:-1], "9999-12-31", "--arrived", "0001-01-01"))


def test_an_empty_file_and_no_text(qonys, tmp_path):
    (tmp_path / "empty.csv").write_text("members\n", "utf-8")
    (tmp_path / "bytes.csv").write_bytes(b"members\n\xff\xfe\n")
    for name in ("empty.csv", "bytes.csv"):
        assert plan(qonys, "--household", str(tmp_path / name), "--date", "2017-07-01").code == 2


def test_a_misspelt_table_of_households_is_a_fault(qonys, tmp_path):
    path = tmp_path / "my.toml"
    path.write_text('[[household]]\nmembers = 2\nstatus = "guest"\n\n[[houshold]]\nmembers = 4\n', "utf-8")
    ran = plan(qonys, "--household", str(path), "--date", "2017-07-01")
    assert ran.code == 2 and "my.toml:5" in ran.err and "houshold" in ran.err

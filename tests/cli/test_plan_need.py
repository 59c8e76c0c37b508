"""`qonys plan need` on the invented country and on a user's own files: what is printed, what is refused and how."""

from __future__ import annotations

import csv
import io
import json

import pytest

from plans.country import NEED, toy_with_need


@pytest.fixture
def toml(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text(NEED, "utf-8")
    return str(path)


def figures(tmp_path, text):
    path = tmp_path / "my.csv"
    path.write_text(text, "utf-8")
    return str(path)


OWN = "sector,income,growth,jobs,natural_increase\nfarms,3,-0.01,100,20\nmines,5,,40,5\nports,9,0.05,,5\n"


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_own_files_need_no_pack(qonys, toml, tmp_path):
    own = ("--components", toml, "--figures", figures(tmp_path, OWN), "--pack", "no-such-pack")
    found = rows(qonys("plan", "need", *own, pack=False))
    assert {row["area"] for row in found} == {"farms", "mines", "ports"}
    for row in found:
        assert float(row["low"]) < float(row["central"]) < float(row["high"])
    room = rows(qonys("plan", "need", *own, "--show", "capacity", "--area", "farms", pack=False))
    assert {r["capacity"]: r["room"] for r in room} == {"jobs": "80", "beds": ""}
    assert [r["reason"] for r in room] == ["", "no-figure"]
    only = rows(qonys("plan", "need", *own, "--show", "components", pack=False))
    gap = next(r for r in only if r["component"] == "growth" and r["area"] == "mines")
    assert (gap["value"], gap["reason"]) == ("", "no-figure")


def test_the_pack_gives_the_figures(qonys, toml):
    ran = qonys("plan", "need", "--components", toml, "--json")
    found = json.loads(ran.out)
    assert [r["central"] for r in found] == sorted((r["central"] for r in found), reverse=True)
    assert "vacancies" in ran.err
    again, other = (qonys("plan", "need", "--components", toml, "--json", "--seed", s).out for s in ("20240801", "1"))
    assert again == ran.out != other
    assert [r["area"] for r in rows(qonys("plan", "need", "--components", toml, "--area", "Силан"))] == ["TL-F"]


def test_a_column_of_ones_own_in_the_place_of_the_official_one(qonys, tmp_path):
    root = toy_with_need(tmp_path)
    mine = figures(
        tmp_path, "area,vacancies,beds\n" + "".join(f"TL-{c},{i},{10 * i}\n" for i, c in enumerate("BEFGHI"))
    )
    pack = ("--pack", str(root))
    before = rows(qonys("plan", "need", *pack, pack=False))
    after = rows(qonys("plan", "need", *pack, "--figures", mine, pack=False))
    assert {r["area"] for r in after} == {r["area"] for r in before}
    covered = {r["area"]: float(r["coverage"]) for r in after}
    assert covered["TL-B"] == pytest.approx({r["area"]: float(r["coverage"]) for r in before}["TL-B"] + 0.2)
    shown = rows(qonys("plan", "need", *pack, "--figures", mine, "--show", "components", pack=False))
    gap = next(r for r in shown if r["component"] == "vacancies" and r["area"] == "TL-J")
    assert (gap["value"], gap["file"]) == ("", "observations/vacancies.csv")
    room = rows(qonys("plan", "need", *pack, "--figures", mine, "--show", "capacity", "--area", "TL-I", pack=False))
    assert {r["capacity"]: r["gross"] for r in room}["beds"] == "50"
    assert rows(qonys("plan", "need", *pack, "--show", "sectors", pack=False)) == []


def test_a_slip_among_areas_is_said(qonys, tmp_path):
    pack = ("--pack", str(toy_with_need(tmp_path)))
    ran = qonys(
        "plan", "need", *pack, "--figures", figures(tmp_path, "area,income\nTL-B,1\nTL-E,2\nTL-QQ,3\n"), pack=False
    )
    assert ran.code == 2
    assert "TL-QQ" in ran.err


def test_a_million_rows_are_refused(qonys, toml, tmp_path):
    text = "area,income\n" + "\n".join(f"a{i},{i}" for i in range(6_000))
    ran = qonys("plan", "need", "--components", toml, "--figures", figures(tmp_path, text), pack=False)
    assert ran.code == 2
    assert "6,000" in ran.err or "6000" in ran.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("area,income\nA,abc\nB,-1\nA,2\n", ("no number", "negative", "stands on line 2 too")),
        ("area,incomes\nA,1\n", ("incomes", "income")),
        ("area,income\n,1\n", ("empty",)),
        ("income\n1\n", ("area",)),
        ("area,income\nA,1\nB,2\n", ("2 areas",)),
        ("", ("no figures",)),
    ],
)
def test_bad_figures(qonys, toml, tmp_path, text, said):
    ran = qonys("plan", "need", "--components", toml, "--figures", figures(tmp_path, text), pack=False)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    for word in said:
        assert word in ran.err, ran.err


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_bad_requests(qonys, toml, tmp_path, language):
    spoken = ("--lang", language)
    for arguments in (
        ("--components", toml, "--area", "Atlantis"),
        ("--components", str(tmp_path / "none.toml")),
        ("--components", toml, "--figures", str(tmp_path / "none.csv")),
        (),  # the invented country declares nothing
    ):
        ran = qonys("plan", "need", *arguments, *spoken)
        assert ran.code in (2, 3, 4), ran.err
        assert "Traceback" not in ran.err
        assert 1 <= len(ran.err.strip().splitlines()) <= 3


def test_nothing_is_left_half_written(qonys, toml, tmp_path):
    out = tmp_path / "out.csv"
    assert qonys("plan", "need", "--components", toml, "--out", str(out)).code == 0
    assert out.read_text("utf-8").startswith("area,name,low,central,high")
    assert qonys("plan", "need", "--components", toml, "--out", str(tmp_path / "no" / "x.csv")).code != 0


def test_an_area_given_twice_is_no_other_set_of_areas(qonys, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("area,unemployment\nАстана,5\nAstana,6\nАлматы,4\n", "utf-8")
    ran = qonys("plan", "need", "--figures", str(mine), pack=False)
    assert ran.code == 2 and "Astana" in ran.err and "KZ-71" in ran.err

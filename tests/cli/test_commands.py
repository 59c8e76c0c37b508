"""Every command on the invented country: what it prints, and that machines can read it."""

from __future__ import annotations

import csv
import io
import json

import pytest


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_version_and_help(qonys):
    assert qonys("--version", pack=False).out.startswith("qonys ")
    assert "assess" in qonys("--help", pack=False).out


def test_areas(qonys):
    assert "TL-E" in qonys("areas").out
    found = json.loads(qonys("areas", "--json", "--borders", "2012").out)
    assert {"TL-A", "TL-C"} <= {row["code"] for row in found} and not {"TL-H"} & {row["code"] for row in found}


def test_an_area_by_any_of_its_names(qonys):
    for name in ("TL-E", "930", "Орлинская", "орлинская область", "Orlinskaya"):
        assert "TL-E" in qonys("areas", name).out


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_lists_speak_the_language_asked_for(qonys, language):
    ran = qonys("data", "list", "--lang", language)
    assert ran.code == 0 and "births" in ran.out


def test_a_panel_is_csv_and_json(qonys):
    found = rows(qonys("data", "panel", "births", "--periods", "2012", "--borders", "2012").out)
    assert {r["area"] for r in found} >= {"TL-A", "TL-B"} and all(float(r["value"]) > 0 for r in found)
    plain = json.loads(qonys("data", "panel", "births", "--periods", "2012", "--borders", "2012", "--json").out)
    assert [float(r["value"]) for r in found] == [r["value"] for r in plain]


def test_a_check_says_what_closes(qonys):
    ran = qonys("data", "check", "--json")
    assert ran.code == 0
    assert all(
        row["unexplained"] == 0 and row["tried"] == row["held"] + row["explained"] for row in json.loads(ran.out)
    )


def test_conflicts_and_releases(qonys):
    assert json.loads(qonys("data", "conflicts", "--json").out)
    assert json.loads(qonys("data", "releases", "--json").out)[0]["origin"] == "pack"


def test_a_file_is_imported_whole_and_read(qonys, tmp_path, monkeypatch):
    monkeypatch.setenv("QONYS_STORE", str(tmp_path / "store"))
    path = tmp_path / "new.csv"
    head = "indicator,area,borders,period,dimensions,value,unit,status,vintage,source,locator,note\n"
    path.write_text(head + "births,TL-E,,2023,,777,persons,A,2024-05,bureau,by hand,\n", "utf-8")
    assert qonys("data", "import", str(path), "--check-only").code == 0
    assert "777" not in qonys("data", "panel", "births", "--periods", "2023", "--borders", "2023").out
    assert qonys("data", "import", str(path)).code == 0
    assert "777" in qonys("data", "panel", "births", "--periods", "2023", "--borders", "2023").out


def test_accounts_add_up(qonys):
    found = rows(qonys("migration", "accounts", "--area", "TL-E", "--periods", "2012:2015").out)
    assert [r["period"] for r in found] == ["2012", "2013", "2014", "2015"]
    for r in found:
        parts = sum(float(r[name]) for name in ("natural", "net_migration", "boundary", "statistical"))
        assert float(r["end"]) - float(r["start"]) == pytest.approx(parts)


def test_estimated_flows_meet_the_published_margins(qonys):
    found = rows(qonys("migration", "estimate", "--periods", "2021", "--draws", "20").out)
    published = rows(qonys("data", "panel", "arrivals_internal", "--periods", "2021", "--borders", "2021").out)
    for r in published:
        into = sum(float(f["moves"]) for f in found if f["destination"] == r["area"])
        assert into == pytest.approx(float(r["value"]), rel=1e-5)
    assert all(float(f["low"]) <= float(f["moves"]) <= float(f["high"]) and f["status"] == "E" for f in found)


def test_a_result_goes_to_a_file(qonys, tmp_path):
    path = tmp_path / "accounts.csv"
    ran = qonys("migration", "accounts", "--out", str(path))
    assert ran.code == 0 and ran.out == "" and path.read_text("utf-8").startswith("area,period,start")
    assert [p.name for p in tmp_path.iterdir()] == ["accounts.csv"]

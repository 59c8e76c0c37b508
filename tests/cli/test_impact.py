"""`qonys impact` on the invented country and on a user's own files: what is printed, what is refused and how."""

from __future__ import annotations

import csv
import io
import json

import pytest

from qonys.packs.parameters import pack_parameters
from toyland import TOY, toy

FIGURES = "area,population,labour_force,unemployment_rate,output_per_head,wage,housing_per_person,school_places_free\n"
NORTH = "North,20000,10000,0.06,9000,8000,21,10\n"


@pytest.fixture
def own(tmp_path):
    """Writes figures, and all parameters, of a user; gives the options that name them."""
    (tmp_path / "my.csv").write_text(FIGURES + NORTH, "utf-8")
    parts = [(TOY / "impact" / name).read_text("utf-8") for name in ("parameters.toml", "kinds.toml")]
    (tmp_path / "my.toml").write_text("\n".join(parts), "utf-8")
    return ["--figures", str(tmp_path / "my.csv"), "--parameters", str(tmp_path / "my.toml")]


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def simulate(qonys, own, *more):
    return qonys(
        "impact", "simulate", *own, "--people", "workers=500,sector=docks", "--draws", "500", *more, pack=False
    )


def test_own_files_need_no_pack(qonys, own):
    ran = simulate(qonys, own, "--pack", "no-such-pack")
    found = {row["measure"]: row for row in rows(ran)}
    for row in found.values():
        if not row["reason"]:
            assert float(row["low"]) <= float(row["value"]) <= float(row["high"])
    assert float(found["people"]["value"]) == 500
    assert float(found["school_places_lacking"]["value"]) == 0
    assert found["hospital_beds_lacking"]["reason"] == "no-hospital-beds-free"
    assert found["output_added"]["unit"] == "crown"
    assert "your own" in ran.err


def test_the_same_seed_prints_the_same(qonys, own):
    first, again, other = (simulate(qonys, own, "--json", "--seed", seed).out for seed in ("1", "1", "2"))
    assert first == again != other


@pytest.mark.parametrize("show", ["workers", "groups", "inputs", "sensitivity"])
def test_other_tables(qonys, own, show):
    found = rows(simulate(qonys, own, "--show", show))
    assert found
    if show == "inputs":
        origins = {row["input"]: row["origin"] for row in found}
        assert (origins["labour_force"], origins["workers.people"]) == ("user", "user")
    if show == "sensitivity":
        assert sum(float(row["share"]) for row in found) == pytest.approx(1, abs=1e-6)


def test_scenarios_from_files(qonys, own, tmp_path):
    (tmp_path / "s.toml").write_text(
        'area = "North"\n[[group]]\nkind = "workers"\npeople = 500\nsector = "docks"\n', "utf-8"
    )
    (tmp_path / "s.csv").write_text("kind,people,sector\nworkers,500,docks\n", "utf-8")
    said = simulate(qonys, own).out
    for name in ("s.toml", "s.csv"):
        command = ("impact", "simulate", *own, "--scenario", str(tmp_path / name), "--draws", "500")
        assert qonys(*command, pack=False).out == said


def test_the_pack_gives_what_it_has(qonys):
    found = {
        row["measure"]: row for row in rows(qonys("impact", "simulate", "--area", "Силан", "--scenario", "harbour"))
    }
    assert float(found["people"]["value"]) > 600
    assert found["wage_local"]["reason"] == "no-labour-force"


def test_own_figures_complete_those_of_the_pack(qonys, tmp_path):
    (tmp_path / "my.csv").write_text("area,labour_force,unemployment_rate\nTL-F,9000,0.05\n", "utf-8")
    options = ("--area", "TL-F", "--figures", str(tmp_path / "my.csv"), "--people", "workers=100", "--show", "inputs")
    origins = {row["input"]: row["origin"] for row in rows(qonys("impact", "simulate", *options))}
    assert (origins["labour_force"], origins["population"]) == ("user", "figure")


def test_claims(qonys, own):
    found = {row["measure"]: row for row in rows(qonys("impact", "examine", *own, "--share", "0.05", pack=False))}
    assert 0 < float(found["stock"]["low"]) < float(found["stock"]["high"])
    more = ("--wage-fall", "0.01", "--stock", "300", "--draws", "300")
    found = {row["measure"]: row for row in rows(qonys("impact", "examine", *own, *more, pack=False))}
    assert float(found["change"]["low"]) < 0 < float(found["possible"]["value"]) < 1


def test_parameters_are_listed_in_the_users_language(qonys):
    found = rows(qonys("impact", "parameters", "--lang", "ru"))
    declared = pack_parameters(toy())
    assert len(found) == len(declared.ranges) + sum(len(k.ranges) for k in declared.kinds.values())
    assert {row["origin"] for row in found} == {"range", "assumption"}
    assert json.loads(qonys("impact", "parameters", "--json").out)[0]["source"]


BAD = [
    ("negative people", ["--people", "workers=-5"], (), "workers"),
    ("no people", [], (), "--people"),
    ("kind", ["--people", "wrkers=5"], (), "wrkers"),
    ("sector", ["--people", "workers=5,sector=mines"], (), "workers"),
    ("skill", ["--people", "workers=5,medium=1"], (), "workers=5,medium=1"),
    ("shares", ["--people", "workers=5,low=0.5,high=0.4"], (), "workers"),
    ("composition", ["--people", "families=5,working_share=0.9"], (), "families"),
    ("target", ["--people", "workers=5", "--show", "sensitivity", "--target", "luck"], (), "North"),
    ("area", ["--people", "workers=5", "--area", "Nowhere"], (), "my.csv"),
    ("negative figure", ["--people", "workers=5"], [("my.csv", "20000", "-20000")], "my.csv:2 [population]"),
    ("percent", ["--people", "workers=5"], [("my.csv", "0.06", "6")], "my.csv:2 [unemployment_rate]"),
    ("range", ["--people", "workers=5"], [("my.toml", "low = 1.5", "low = 2.2")], "my.toml:"),
    ("sigma", ["--people", "workers=5"], [("my.toml", "low = 1.5", "low = -1")], "my.toml:"),
    ("lacking", ["--people", "workers=5", "--show", "workers"], [("my.csv", "10000", "")], "no-labour-force"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("case", BAD, ids=[b[0] for b in BAD])
def test_wrong_input_is_named_in_three_short_lines(qonys, own, tmp_path, monkeypatch, language, case):
    _, options, changes, where = case
    for name, old, new in changes:
        text = (tmp_path / name).read_text("utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new, 1), "utf-8")
    said = {}
    for spoken in ("en", language):
        monkeypatch.setenv("QONYS_LANG", spoken)
        ran = qonys("impact", "simulate", *own, *options, pack=False)
        assert (ran.code, ran.out) == (2, "")
        assert "Traceback" not in ran.err
        assert where in ran.err
        said[spoken] = ran.err.splitlines()
        assert 2 <= len(said[spoken]) <= 4
    assert language == "en" or said[language][0] != said["en"][0]


@pytest.mark.parametrize(
    "options",
    [
        ["simulate", "--area", "Nowhere", "--people", "workers=5"],
        ["simulate", "--scenario", "harbor"],
        ["simulate", "--scenario", "none.toml"],
        ["simulate", "--figures", "none.csv", "--people", "workers=5"],
        ["simulate", "--area", "TL-F", "--period", "soon", "--people", "workers=5"],
        ["examine"],
        ["examine", "--share", "0.08", "--wage-fall", "0.05"],
        ["examine", "--share", "8"],
        ["examine", "--share", "0.08"],
        ["parameters", "--parameters", "none.toml"],
    ],
)
def test_wrong_options_are_refused(qonys, options):
    ran = qonys("impact", *options)
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err

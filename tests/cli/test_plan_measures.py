"""`qonys plan measures` on the invented country: tables, budgets, packages run again, and what is refused."""

from __future__ import annotations

import csv
import io
import json

import pytest

from plans.measure_country import toy_with_measures
from toyland import TOY

PACKAGE = """[package]
name = "Two measures"
area = "TL-F"
year = "2022"
seed = 3
draws = 200
approved_by = "the head"
approved_on = 2026-02-03

[[measure]]
lever = "permits"
size = 400
note = "the usual"

[[measure]]
lever = "homes"
size = 50
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return str(toy_with_measures(tmp_path_factory.mktemp("pack")))


@pytest.fixture
def plan(qonys, pack):
    def run(*more: str):
        return qonys("plan", "measures", "--pack", pack, *more, pack=False)

    return run


def region(plan, *more):
    return plan("--area", "TL-F", "--year", "2022", "--draws", "200", *more)


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_a_ranking_says_what_it_rests_on(plan):
    ran = region(plan)
    found = rows(ran)
    assert {row["lever"] for row in found} == {"permits", "homes", "grants", "guard"}
    assert all(row["basis"] == "simulation, declared ranges" for row in found)
    assert [row["rank"] for row in found if row["rank"]] == [
        str(i + 1) for i in range(sum(bool(r["rank"]) for r in found))
    ]
    for row in found:
        if row["rank"]:
            assert float(row["effect_low"]) <= float(row["effect"]) <= float(row["effect_high"])
            assert row["effect_unit"] == "points"
    by_name = {row["lever"]: row for row in found}
    assert by_name["permits"]["pays"] == "employers, local budget"
    assert by_name["homes"]["public_cost"] == by_name["homes"]["cost"]
    assert "Computed by a model." in ran.err


@pytest.mark.parametrize(("lang", "words"), [("kk", "Модель есебі."), ("ru", "Расчёт по модели."), ("en", "Computed")])
def test_each_language(plan, lang, words):
    ran = region(plan, "--lang", lang)
    assert words in ran.err
    assert {"kk": "Рұқсаттар", "ru": "Разрешения", "en": "Permits"}[lang] in ran.out


def test_the_same_seed_prints_the_same(plan):
    one, again, other = (region(plan, "--json", "--seed", seed).out for seed in ("1", "1", "2"))
    assert one == again != other


@pytest.mark.parametrize("show", ["pairs", "levers", "package"])
def test_other_tables(plan, show):
    named = () if show == "levers" else ("--measure", "permits=100", "--measure", "homes=20")
    found = rows(region(plan, "--show", show, *named))
    if show == "pairs":
        assert len(found) == 1
        assert 0 <= float(found[0]["ahead"]) <= 1
    if show == "package":
        assert [row["lever"] for row in found] == ["together", "added-up", "permits", "homes"]
    if show == "levers":
        assert {"lever", "cost", "parameter", "figure"} == {row["kind"] for row in found}
        assert all(row["source"] for row in found if row["kind"] != "lever")


def test_a_budget_is_spent_and_saved_as_a_package(plan, tmp_path):
    path = tmp_path / "my.toml"
    ran = region(plan, "--budget", "100000", "--by", "money", "--cost", "public", "--save", str(path))
    found = rows(ran)
    text = path.read_bytes()
    assert text.decode().count("[[measure]]") == len(found) > 0
    region(plan, "--budget", "100000", "--by", "money", "--cost", "public", "--save", str(path))
    assert path.read_bytes() == text
    again = rows(plan("--package", str(path), "--by", "money"))
    assert {row["lever"] for row in again} == {"together", "added-up", *(row["lever"] for row in found)}
    careful = region(plan, "--budget", "100000", "--by", "money", "--careful")
    assert careful.code == 2
    assert "no measure does good" in careful.err, "low ends of effects are below 0 here"


def test_a_package_is_run_again_and_says_what_changed(plan, tmp_path):
    path, result = tmp_path / "p.toml", tmp_path / "result.json"
    path.write_text(PACKAGE, "utf-8")
    assert plan("--package", str(path), "--out", str(result)).code == 0
    first = result.read_bytes()
    assert plan("--package", str(path), "--out", str(result)).code == 0
    assert result.read_bytes() == first
    made = json.loads(first)
    assert made["package"]["approved_by"] == "the head"
    assert made["package"]["seed"] == 3
    assert made["caution"]["en"] == "Computed by a model."
    assert set(made["results"]) == {"together", "added-up", "permits", "homes"}
    same = plan("--package", str(path), "--against", str(result))
    assert (same.code, same.out.strip()) == (0, "")
    assert ": 0." in same.err
    path.write_text(PACKAGE.replace("size = 50", "size = 60"), "utf-8")
    differ = {row["place"]: row for row in rows(plan("--package", str(path), "--against", str(result)))}
    assert differ["measures.homes.size"]["now"] == "60"
    assert "measures.permits.size" not in differ


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--area", "Nowhere"), "Nowhere"),
        (("--area", "TL-F", "--year", "2015"), "labour_force"),
        (("--area", "TL-F", "--year", "twenty"), "twenty"),
        (("--area", "TL-H", "--year", "2012"), "TL-C, TL-D"),
        (("--area", "TL-F", "--measure", "permit=100"), "permits"),
        (("--area", "TL-F", "--measure", "permits=5000"), "2000"),
        (("--area", "TL-F", "--measure", "permits=-1"), "-1"),
        (("--area", "TL-F", "--measure", "permits=many"), "many"),
        (("--area", "TL-F", "--measure", "permits", "--measure", "permits=100"), "twice"),
        (("--area", "TL-F", "--budget", "-5"), "budget"),
        (("--area", "TL-F", "--budget", "inf"), "budget"),
        (("--area", "TL-F", "--careful"), "--careful"),
        (("--area", "TL-F", "--show", "levers", "--measure", "permits"), "--measure"),
        (("--area", "TL-F", "--show", "levers", "--budget", "5"), "--budget"),
        (("--area", "TL-F", "--show", "levers", "--save", "x.toml"), "--save"),
        (("--package", "none.toml", "--save", "x.toml"), "--save"),
        (("--package", "none.toml", "--show", "pairs"), "--show"),
        (("--package", "none.toml", "--out", "x.xlsx"), "x.json"),
        (("--area", "TL-F", "--budget", "5", "--measure", "permits"), "--budget"),
        (("--against", "result.json"), "--package"),
        (("--package", "none.toml"), "none.toml"),
        (("--area", "TL-F", "--lang", "fr"), "fr"),
        (("--area", "TL", "--year", "2022", "--by", "index"), "index"),
        (("--area", "TL", "--year", "2022", "--measure", "homes", "--show", "package"), "none of the measures"),
        (("--area", "TL", "--year", "2022", "--measure", "homes", "--save", "x.toml"), "no measure does good"),
    ],
)
def test_what_is_refused(plan, arguments, says):
    ran = plan(*arguments)
    assert ran.code == 2, ran.out
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_all_faults_of_a_package_with_their_lines(plan, tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(
        PACKAGE.replace('"homes"', '"permits"').replace("size = 50", "size = 9999")
        + '\n[[measure]]\nlever = "home"\nsize = 1\n',
        "utf-8",
    )
    ran = plan("--package", str(path))
    assert ran.code == 2
    for part in ("p.toml:16", "p.toml:20", "9999", "twice", "homes"):
        assert part in ran.err, ran.err


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}'])
def test_a_result_that_is_none(plan, tmp_path, text):
    (tmp_path / "p.toml").write_text(PACKAGE, "utf-8")
    (tmp_path / "old.json").write_text(text, "utf-8")
    ran = plan("--package", str(tmp_path / "p.toml"), "--against", str(tmp_path / "old.json"))
    assert ran.code == 2
    assert "no result of a package" in ran.err


def test_a_package_that_cannot_be_used_there(plan, tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(PACKAGE.replace('area = "TL-F"', 'area = "TL"'), "utf-8")
    ran = plan("--package", str(path), "--lang", "ru")
    assert ran.code != 0
    assert "регион" in ran.err


def test_a_measure_that_cannot_be_used_stays_in_the_list(plan):
    found = rows(plan("--area", "TL", "--year", "2022", "--measure", "homes", "--draws", "200"))
    assert [(row["rank"], row["lever"]) for row in found] == [("", "homes")]
    assert "between regions" in found[0]["reason"]


def test_a_pack_without_levers(qonys):
    ran = qonys("plan", "measures", "--pack", str(TOY), pack=False)
    assert ran.code != 0
    assert "no levers" in ran.err


def test_every_measure_of_the_country_has_someone_on_either_side(qonys):
    ran = qonys("plan", "measures", "--area", "KZ-61", "--draws", "200", pack=False)
    found = [row for row in rows(ran) if row["rank"]]
    assert len(found) > 8 and all(row["gains"] and row["loses"] for row in found)

"""`qonys plan quota` on a user's own files and on the country's scenario: what is printed, what is refused and how."""

from __future__ import annotations

import csv
import io
import json

import pytest
from python_calamine import CalamineWorkbook

from qonys.cli.plan.quota import COLUMNS
from qonys.tables.tables import read_sheet

LIMITS = """
year = "2026"
output = 10
[cap]
rate = 0.5
labour_force = 20000
act = "Order 1"
[[category]]
id = "3"
group = "34"
vulnerable = 0.1
[[category]]
id = "4"
group = "34"
cap = 70
act = "Order 2"
[[local_content]]
id = "34"
percent = 90
act = "Order 3"
[[sector]]
id = "F"
names = { kk = "құрылыс", ru = "строительство", en = "construction" }
[[area]]
id = "North"
output = 20
"""
HEAD = "area,sector,category,need_low,need,need_high,staff,used\n"
ROWS = (
    "North,F,3,10,60,90,900,20\nNorth,construction,4,0,40,60,900,0\nSouth,F,3,5,30,50,900,0\nSouth,F,4,5,50,60,900,0\n"
)


@pytest.fixture
def own(tmp_path):
    """Writes needs and limits; gives a runner of options."""

    def write(rows: str = ROWS, limits: str = LIMITS, head: str = HEAD) -> list[str]:
        (tmp_path / "my.csv").write_text(head + rows, "utf-8")
        (tmp_path / "my.toml").write_text(limits, "utf-8")
        return ["--needs", str(tmp_path / "my.csv"), "--limits", str(tmp_path / "my.toml")]

    return write


def quota(qonys, *arguments: str):
    return qonys("plan", "quota", *arguments, pack=False)


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_own_files_need_no_pack(qonys, own):
    found = rows(quota(qonys, *own(), "--pack", "no-such-pack"))
    assert {row["basis"] for row in found} == {"user"}
    assert sum(float(row["places"]) for row in found) == pytest.approx(100)
    assert sum(float(row["places"]) for row in found if row["category"] == "4") <= 70
    assert float(next(r for r in found if r["area"] == "North" and r["category"] == "3")["places"]) == 60
    again = quota(qonys, *own())
    assert again.out == quota(qonys, *own()).out
    turned = "".join(line + "\n" for line in reversed(ROWS.splitlines()))
    assert quota(qonys, *own(turned)).out == again.out


@pytest.mark.parametrize("show", ["areas", "limits", "duals", "floors", "frontier", "relax", "reallocate"])
@pytest.mark.parametrize("lang", ["kk", "en"])
def test_other_tables(qonys, own, show, lang):
    ran = quota(qonys, *own(), "--show", show, "--floor", "South=20", "--lang", lang, "--json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found and {row["basis"] for row in found} == {"user"}
    if show == "limits":
        acts = {row["kind"]: row["act"] for row in found}
        assert (acts["cap"], acts["category"]) == ("Order 1", "Order 2")
    if show == "duals" and lang == "en":
        assert "raises the score of the plan by" in found[0]["words"]


@pytest.mark.parametrize("version", ["maxmin", "regret"])
def test_versions_in_whole_places(qonys, own, version):
    ran = quota(qonys, *own(), "--version", version, "--whole", *(("--draws", "20") if version == "regret" else ()))
    found = rows(ran)
    assert all(float(row["places"]) == int(float(row["places"])) for row in found)
    assert sum(float(row["places"]) for row in found) <= 100
    assert "whole places" in ran.err


def test_all_faults_of_needs_at_once(qonys, own):
    wrong = (
        "North,F,3,1,-5,9,,\n,F,3,1,2,3,,\nNorth,farming,3,1,2,3,,\nNorth,F,9,1,2,3,,\nSouth,F,3,9,5,7,,\n"
        "South,F,3,1,2,3,,\nSouth,F,4,1,,3,,\nSouth,F,4,1,many,3,,\n"
    )
    ran = quota(qonys, *own(wrong))
    assert ran.code == 2 and "Traceback" not in ran.err
    for line, said in (
        (2, "negative"), (3, "empty"), (4, "no sector “farming”"), (5, "no category “9”"), (6, "do not rise"),
        (7, "given twice"), (8, "need is missing"), (9, "many"),
    ):  # fmt: skip
        assert any(f"my.csv:{line}" in text and said in text for text in ran.err.splitlines()), (line, ran.err)


@pytest.mark.parametrize(
    "change",
    [
        ('rate = 0.5', 'places = 3\nrate = 0.5'), ('percent = 90', 'percent = 190'), ('id = "4"', 'id = "3"'),
        ('cap = 70', 'cap = -1'), ('id = "34"', 'id = "35"'), ('[cap]', '[cup]'),
        ('output = 20', 'floor = 9\ncapacity = 5'),
        ('year = "2026"', 'year = '),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_faults_of_limits(qonys, own, change, lang):
    ran = quota(qonys, *own(limits=LIMITS.replace(*change)), "--lang", lang)
    assert ran.code == 2 and "my.toml" in ran.err and "Traceback" not in ran.err


def test_limits_that_clash_are_named(qonys, own):
    ran = quota(qonys, *own(), "--floor", "North=70", "--floor", "South=60")
    assert ran.code == 2
    assert "floor of North" in ran.err and "floor of South" in ran.err and "Order 1" in ran.err
    assert "category" not in ran.err
    assert "мест" in quota(qonys, *own(), "--floor", "North=101", "--lang", "ru").err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--floor", "North"], "no floor"), (["--floor", "North=-3"], "no floor"), (["--floor", "Nort=5"], "North"),
        (["--year", "26"], "2026"), (["--show", "official"], "official"),
        (["--needs", "no-such.csv"], "no-such.csv"), (["--limits", "no-such.toml"], "no-such.toml"),
        (["--out", "no/such/folder/plan.xlsx"], "folder is not there"),
    ],
)  # fmt: skip
def test_what_is_refused(qonys, own, options, said):
    ran = quota(qonys, *own(), *options)
    assert ran.code == 2 and said in ran.err and "Traceback" not in ran.err


def test_a_workbook_goes_out_and_comes_back(qonys, own, tmp_path):
    book = tmp_path / "plan.xlsx"
    options = own()
    assert quota(qonys, *options, "--whole", "--out", str(book)).code == 0
    frame = read_sheet(book, "plan").frame
    assert frame["area"].tolist() == ["North", "North", "South", "South"]
    back = ["--needs", str(book), *options[2:]]
    assert quota(qonys, *back, "--whole").out == quota(qonys, *options, "--whole").out
    moved = rows(quota(qonys, *back, "--show", "reallocate", "--reserve", "0"))
    assert sum(float(r["before"]) for r in moved) == sum(float(r["after"]) for r in moved)
    book.write_bytes(b"PK no workbook")
    ran = quota(qonys, *back)
    assert ran.code == 2 and "plan.xlsx" in ran.err


@pytest.mark.parametrize(("lang", "word"), [("kk", "қажеттілік"), ("ru", "потребност"), ("en", "need")])
def test_a_workbook_says_what_its_columns_hold(qonys, tmp_path, lang, word):
    template, plan = tmp_path / "needs.xlsx", tmp_path / "plan.xlsx"
    assert quota(qonys, "--template", str(template), "--lang", lang).code == 0
    assert quota(qonys, "--out", str(plan), "--lang", lang).code == 0
    columns = set()
    for path in (template, plan):
        book = CalamineWorkbook.from_path(str(path))
        head, (heads, *lines) = book.get_sheet_by_index(0).to_python()[0], book.get_sheet_by_index(1).to_python()
        assert [name for name, _ in lines] == head and len(heads) == 2
        assert all(said and not said.startswith("column-") for _, said in lines)
        assert word in dict(lines)["need_low"].lower()
        columns |= set(head)
    assert columns == set(COLUMNS)
    assert "basis" in rows(quota(qonys, "--needs", str(plan)))[0], "the second sheet is not read"


def test_a_pack_without_a_quota_says_so(qonys):
    ran = qonys("plan", "quota")
    assert ran.code == 2 and "no national quota" in ran.err


def test_the_scenario_of_the_country_is_marked(qonys, tmp_path):
    ran = quota(qonys, "--show", "areas", "--json")
    found = json.loads(ran.out)
    assert {row["basis"] for row in found} == {"scenario"} and "SCENARIO" in ran.err
    official = rows(quota(qonys, "--show", "official"))
    used = {(r["year"], r["version"]): r["use_of_this_version"] for r in official}
    assert float(used["2023", ""]) == pytest.approx(14_500 / 22_200)
    assert float(used["2023", "redistributed"]) == pytest.approx(14_500 / 18_000)
    template = tmp_path / "needs.csv"
    assert quota(qonys, "--template", str(template), "--lang", "ru").code == 0
    lines = template.read_text("utf-8").splitlines()
    assert lines[0].startswith("area,area_name,sector") and len(lines) > 400
    blank = quota(qonys, "--needs", str(template))
    assert blank.code == 2 and "need is missing" in blank.err
    mine = tmp_path / "mine.csv"
    mine.write_text("area,sector,category,need\nАтырау,строительство,3,100\nAtyrauu,F,3,5\n", "utf-8")
    ran = quota(qonys, "--needs", str(mine))
    assert ran.code == 2 and "Atyrauu" in ran.err and "mine.csv:3" in ran.err
    mine.write_text("area,sector,category,need\nАтырау,строительство,3,100\n", "utf-8")
    assert rows(quota(qonys, "--needs", str(mine)))[0]["area"] == "KZ-23"


def test_another_year_has_other_limits(qonys):
    caps = {}
    for year in ("2023", "2026"):
        found = rows(quota(qonys, "--show", "limits", "--year", year))
        cap = next(r for r in found if r["kind"] == "cap")
        caps[year] = (float(cap["amount"]), cap["act"])
    assert caps["2023"] != caps["2026"] and "12 Dec 2025" in caps["2026"][1]
    before = quota(qonys, "--show", "limits", "--year", "2022")
    assert "local staff are not applied" in before.err


def test_versions_of_one_year(qonys):
    every = rows(quota(qonys, "--show", "official"))
    one = rows(quota(qonys, "--show", "official", "--year", "2025"))
    assert one == [r for r in every if r["year"] == "2025"] != []
    ran = quota(qonys, "--show", "official", "--year", "1990", "--lang", "kk")
    assert ran.code == 2 and "1990 жылғы квота" in ran.err and "2026" in ran.err


def test_the_plan_stands_beside_the_official_quota_of_its_year(qonys):
    whole = rows(quota(qonys, "--show", "comparison", "--year", "2025"))
    assert [(r["version"], float(r["official"])) for r in whole] == [
        ("initial", 14_800), ("mar_2025", 16_500), ("aug_2025", 19_400)
    ]  # fmt: skip
    assert all(float(r["difference"]) == pytest.approx(float(r["plan"]) - float(r["official"])) for r in whole)
    parts = rows(quota(qonys, "--show", "comparison", "--year", "2026"))
    assert {r["category"]: float(r["official"]) for r in parts} == {
        "1": 726, "2": 3402, "3": 5893, "4": 3131, "seasonal": 4994
    }  # fmt: skip
    assert {r["basis"] for r in (*whole, *parts)} == {"scenario"}


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_scenario_that_comes_back_unchanged_is_the_same_plan(qonys, tmp_path, suffix):
    sheet = tmp_path / f"plan.{suffix}"
    assert quota(qonys, "--year", "2026", "--out", str(sheet)).code == 0
    here = rows(quota(qonys, "--year", "2026", "--show", "areas"))
    back = rows(quota(qonys, "--needs", str(sheet), "--year", "2026", "--show", "areas"))
    assert [r["area"] for r in here] == [r["area"] for r in back]
    for one, other in zip(here, back, strict=True):
        assert float(one["places"]) == pytest.approx(float(other["places"]), rel=1e-6)


def test_stated_needs_have_no_floors_that_nobody_asked_for(qonys, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("area,sector,category,need,staff\nАтырау,F,2,100,100\n", "utf-8")
    (row,) = rows(quota(qonys, "--needs", str(mine)))
    # Seventy of a hundred in the second category are local: 100 local staff allow 42.9 foreign.
    assert float(row["places"]) == pytest.approx(100 * 30 / 70)


def test_terms_without_weights_keep_those_of_the_pack():
    from qonys.model.quota import QuotaTerms
    from qonys.packs.quota import Declared
    from qonys.tables.quota import over

    terms, mine = QuotaTerms((), weight=3.0), QuotaTerms((), weight=1.0)
    assert over(terms, Declared(mine)).weight == 3.0
    assert over(terms, Declared(mine, weighs=True)).weight == 1.0


def test_a_percent_that_is_not_the_published_number_is_said(qonys):
    done = quota(qonys, "--year", "2025", "--show", "areas")
    assert "19,400" in done.err and "24,424" in done.err
    found = rows(quota(qonys, "--year", "2022", "--show", "comparison"))
    assert [r["version"] for r in found if r["category"] == "all"] == ["initial", "feb_2022", "later"]
    assert {r["category"] for r in found} == {"all", "1", "2", "3", "4", "seasonal"}


@pytest.mark.parametrize("need", ["1e9", "1e300", "100000001"])
def test_a_need_of_more_people_than_any_country_has_is_refused(qonys, tmp_path, need):
    needs, limits = tmp_path / "n.csv", tmp_path / "l.toml"
    needs.write_text(f"area,sector,category,need\nNorth,A,3,{need}\nSouth,A,3,5\n", "utf-8")
    limits.write_text('[cap]\nplaces = 50\n[[category]]\nid = "3"\n', "utf-8")
    ran = quota(qonys, "--needs", str(needs), "--limits", str(limits))
    said = "larger than any figure" if need == "1e300" else "100,000,000"
    assert ran.code == 2 and "n.csv:2" in ran.err and said in ran.err

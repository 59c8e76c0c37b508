"""Terms and options of `qonys plan quota`: what would count for nothing is refused or said."""

from __future__ import annotations

import csv
import io

import pytest

LIMITS = """
year = "2026"
output = 10
[cap]
places = 100
[[category]]
id = "3"
group = "34"
[[category]]
id = "s"
sectors = ["F"]
[[sector]]
id = "F"
[[sector]]
id = "G"
[[local_content]]
id = "34"
percent = 90
[change]
share = 0.5
[[area]]
id = "North"
output = 20
"""
NEEDS = "area,sector,category,need,staff,last_year\nNorth,F,3,60,900,50\nSouth,G,3,60,900,50\nSouth,F,s,20,,10\n"


@pytest.fixture
def own(tmp_path):
    def write(limits: str = LIMITS, needs: str = NEEDS) -> list[str]:
        (tmp_path / "n.csv").write_text(needs, "utf-8")
        (tmp_path / "l.toml").write_text(limits, "utf-8")
        return ["--needs", str(tmp_path / "n.csv"), "--limits", str(tmp_path / "l.toml")]

    return write


def quota(qonys, *arguments: str):
    return qonys("plan", "quota", *arguments, pack=False)


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (('id = "North"', 'id = "Nort"'), 22, "North"),
        (("output = 10\n", ""), 22, "output of the country"),
        (("places = 100", "places = 100\nrate = 1"), 4, "either places"),
        (("percent = 90", ""), 16, "needs percent"),
        (("percent = 90", 'parameter = "x"'), 16, "needs percent"),
        (('sectors = ["F"]', 'sectors = ["E"]'), 11, "“E”"),
        (('id = "G"', 'id = "G"\nrest = true'), 16, "rest is read in the file of a pack"),
        (("output = 10", 'output = 10\nversions = ["a"]'), 4, "versions is read in the file of a pack"),
    ],
)
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_no_term_counts_for_nothing(qonys, own, change, line, said, lang):
    ran = quota(qonys, *own(LIMITS.replace(*change)), "--lang", lang)
    assert ran.code == 2 and f"l.toml:{line} " in ran.err, ran.err
    assert said in ran.err or lang != "en"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("South,G,s,5,,5", "sector F alone"), ("all,F,3,5,5,5", "not the sum of its parts"),
        ("Всего,F,3,5,5,5", "not the sum of its parts"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused(qonys, own, more, said):
    ran = quota(qonys, *own(needs=f"{NEEDS}\n{more}\n"))
    assert ran.code == 2 and "n.csv:6" in ran.err and said in ran.err


def test_what_is_not_checked_is_said(qonys, own):
    assert "South" in quota(qonys, *own(needs=NEEDS.replace("900,50\nSouth,F,s", "900,\nSouth,F,s"))).err
    ran = quota(qonys, *own(LIMITS.replace('[[local_content]]\nid = "34"\npercent = 90\n', "")))
    assert "states no [[local_content]]" in ran.err and "rules" not in ran.err
    assert quota(qonys, *own()).err == "n.csv: cells without a figure: 1, the first on line 4 [staff]\n"


@pytest.mark.parametrize(
    "options",
    [
        ["--floor", "South=1", "--floor", "South=2"],
        ["--reserve", "0.5"],
        ["--draws", "20"],
        ["--show", "duals", "--whole"],
        ["--show", "floors", "--version", "maxmin"],
        ["--show", "frontier", "--objective", "filled"],
        ["--show", "official"],
        ["--version", "regret", "--level", "low"],
        ["--as-of", "2026-01-01"],
        ["--template", "t.csv"],
    ],
)
def test_no_option_counts_for_nothing(qonys, own, options):
    ran = quota(qonys, *own(), *options)
    assert ran.code == 2 and "Traceback" not in ran.err
    assert "changes nothing" in ran.err or "two floors" in ran.err


def test_a_table_without_rows_says_so(qonys, own):
    ran = quota(qonys, *own(LIMITS.replace("[change]\nshare = 0.5\n", "")), "--show", "floors")
    assert ran.code == 2 and "no limit to show" in ran.err and ran.out == ""


def test_over_the_scenario_a_file_changes_what_it_states(qonys, tmp_path):
    limits, base = tmp_path / "l.toml", {"3": 0.0}
    limits.write_text('[[category]]\nid = "3"\ncap = 1000\n[[area]]\nid = "Атырау"\nceiling = 5000\n', "utf-8")
    ran = quota(qonys, "--limits", str(limits), "--year", "2026")
    for row in rows(ran):
        base[row["category"]] = base.get(row["category"], 0) + float(row["places"])
    assert base["3"] <= 1000 + 1e-6
    assert sum(float(r["places"]) for r in rows(ran) if r["area"] == "KZ-23") <= 5000 + 1e-6
    kinds = {r["kind"] for r in rows(quota(qonys, "--limits", str(limits), "--year", "2026", "--show", "limits"))}
    assert "local_content" in kinds or "local staff" not in ran.err
    own = next(r for r in rows(quota(qonys, "--limits", str(limits), "--show", "limits")) if r["limit"] == "category:3")
    assert own["act"] == ""
    for text, said in (
        ('[[category]]\nid = "33"\n', "no category “33”"),
        ('[[area]]\nid = "KZ"\nceiling = 1\n', "no need is stated for “KZ”"),
        ('[[local_content]]\nid = "9"\npercent = 50\n', "no category is of group “9”"),
        ('[[category]]\nid = "3"\nsectors = ["F"]\n', "--needs"),
        ('[[area]]\nid = "Атыра"\nfloor = 3\n', "no area “Атыра”"),
        (
            '[[local_content]]\nid = "3_4"\npercent = 50\n[[area]]\nid = "Алматы"\nfloor = 3\n[[area]]\nid = "KZ-75"\n',
            "KZ-75",
        ),
    ):
        limits.write_text(text, "utf-8")
        ran = quota(qonys, "--limits", str(limits))
        assert ran.code == 2 and "l.toml" in ran.err and said in ran.err, ran.err


def test_the_country_is_no_area_beside_its_regions(qonys, tmp_path):
    needs = tmp_path / "n.csv"
    needs.write_text("area,sector,category,need\nKZ,F,3,100\nKZ-23,F,3,5\n", "utf-8")
    ran = quota(qonys, "--needs", str(needs))
    assert ran.code == 2 and "n.csv:3" in ran.err and "twice" in ran.err


def test_a_reallocation_needs_the_present_quota_alone(qonys, own):
    head = "area,sector,category,need,used,places\n"
    limits = '[cap]\nplaces = 30\n[[category]]\nid = "3"\n[[area]]\nid = "North"\nfloor = 25\n'
    needs = head + "North,F,3,5,2,25\nSouth,F,3,30,3,5\nWest,F,3,9,,0\n"
    ran = quota(qonys, *own(limits, needs), "--show", "reallocate")
    assert [float(r["moved"]) for r in rows(ran)] == [0, 0, 0], "no plan keeps the floor, the present quota does"
    assert "1 rows do not say" in ran.err
    free = limits.partition("[[area]]")[0]
    found = rows(quota(qonys, *own(free, needs), "--show", "reallocate", "--whole", "--reserve", "0.13"))
    assert [float(r["moved"]) for r in found] == [-20, 20, 0] and found[2]["used"] == ""
    assert quota(qonys, *own(free, needs.replace("2,25", "2,24.5")), "--show", "reallocate", "--whole").code == 2
    ran = quota(qonys, *own(free, needs.replace(",,0", ",,")), "--show", "reallocate")
    assert ran.code == 2 and "West F 3" in ran.err
    ran = quota(qonys, *own(free, needs), "--show", "reallocate", "--version", "maxmin")
    assert ran.code == 2 and "--version changes nothing" in ran.err


@pytest.mark.usefixtures("qonys")
def test_each_group_keeps_the_act_of_its_own_share(tmp_path):
    from qonys.packs import load_pack
    from qonys.store import open_store
    from qonys.studies.quota.compute import Own, asked_of
    from qonys.studies.registry import start

    limits = tmp_path / "l.toml"
    limits.write_text('[[local_content]]\nid = "1_2"\npercent = 80\nact = "mine"\n', "utf-8")
    asked = asked_of(Own(limits=limits), lambda: start(open_store(load_pack("kz"), None)), "2026")
    acts = {x.category: x.act for x in asked.problem.limits if x.kind.value == "local_content"}
    assert acts["1_2"] == "mine" and acts["3_4"].startswith("№ 279")


def test_a_blank_present_quota_is_no_plan(qonys, own):
    head = "area,sector,category,need,used,places\n"
    limits = '[[category]]\nid = "3"\n'
    ran = quota(qonys, *own(limits, f"{head}A,x,3,10,5,\nB,x,3,30,,\n"), "--show", "reallocate")
    assert ran.code == 2 and "A x 3" in ran.err
    needs = "area,sector,category,need,used\nA,x,3,10,5\nB,x,3,30,\n"
    ran = quota(qonys, *own(limits, needs), "--show", "reallocate")
    assert ran.code == 0 and "those of a plan" in ran.err and "do not say what they used" in ran.err


def test_lines_are_those_of_the_table_that_is_wrong(qonys, own):
    limits = 'year = "2026"\n[[category]]\nid = "3"\n[[sector]]\nid = "A"\n[[area]]\nid = "A"\nceiling = 5\nfloor = 9\n'
    ran = quota(qonys, *own(limits, "area,sector,category,need\nA,A,3,100\n"))
    assert ran.code == 2 and "l.toml:9 " in ran.err
    limits = 'year = "2026"\n[[category]]\nid = "3"\n[[area]]\nid = "3"\nceiling = 5\n'
    assert "l.toml:5 " in quota(qonys, *own(limits, "area,sector,category,need\nA,A,3,100\n")).err


def test_rows_are_counted_that_a_limit_of_local_staff_would_hold(qonys, own):
    needs = "area,sector,category,need,staff\nNorth,F,3,60,900\nSouth,F,3,60,\nSouth,F,s,20,\n"
    assert "not checked in 1 rows" in quota(qonys, *own(LIMITS.replace("[change]\nshare = 0.5\n", ""), needs)).err

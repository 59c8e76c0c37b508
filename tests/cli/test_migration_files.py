"""Commands on a user's own files: no pack, every mistake said with its place."""

from __future__ import annotations

import csv
import io
import json

import pytest

FLOWS = "origin,destination,flow\nA,B,30\nB,A,10\nA,C,5.5\nC,A,7\nB,C,12\nC,B,3\n"
PEOPLE = "area,population\nA,1000\nB,2000\nC,3000\n"
KM = "origin,destination,km\nA,B,100\nA,C,250\nB,C,180\n"
MARGINS = "area,departures,arrivals\nA,40,20\nB,20,35\nC,15,20\n"
NET = "area,net\nA,10\nB,-4\nC,-6\n"
START = "origin,destination,persons\nA,A,90\nA,B,10\nB,A,5\nB,B,95\n"
END = "origin,destination,persons\nA,A,80\nA,B,20\nB,A,5\nB,B,95\n"
AGES = "age,rate\n" + "".join(f"{x},{0.02 + 0.08 * max(0, 1 - abs(x - 24) / 25) ** 2:.5f}\n" for x in range(5, 70))
MONTHS = "month,moves\n" + "".join(
    f"202{y}-{m:02d},{100 + 10 * y + 20 * (m == 8)}\n" for y in (1, 2, 3) for m in range(1, 13)
)
JUMPS = "area,period,arrivals,departures\n" + "".join(
    f"R{i},{y},{(100 + i) * k},{(90 + i) * k}\n" for i in range(8) for y, k in ((2023, 1000), (2024, 1500))
)
PLACES = {"A": 0, "B": 110, "C": 250, "D": 420, "E": 700}
WIDE = "origin,destination,flow\n" + "".join(
    f"{o},{d},{round(9e4 / abs(x - y))}\n" for o, x in PLACES.items() for d, y in PLACES.items() if o != d
)
FAR = "origin,destination,km\n" + "".join(
    f"{o},{d},{abs(x - y)}\n" for o, x in PLACES.items() for d, y in PLACES.items()
)
TERMS = "term,value,deviation\na,10,1\nb,20,2\nc,36,1\nd,,\n"
SUMS = "identity,term,coefficient\nsum,a,1\nsum,b,1\nsum,c,-1\nrest,a,1\nrest,d,1\nrest,=,15\n"
VITAL = "area,pop_start,pop_end,births,deaths\nA,1000,1015,30,10\n"
COHORTS = "area,pop_start,pop_end,survival\n5-9,1000,1100,0.9\n"


@pytest.fixture
def files(tmp_path):
    texts = {"flows": FLOWS, "people": PEOPLE, "km": KM, "margins": MARGINS, "net": NET, "start": START, "end": END,
             "ages": AGES, "months": MONTHS, "jumps": JUMPS, "terms": TERMS, "sums": SUMS, "vital": VITAL,
             "cohorts": COHORTS, "wide": WIDE, "far": FAR}  # fmt: skip
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return lambda name: str(tmp_path / f"{name}.csv")


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


COMMANDS = {
    "indices": ("--flows flows --population people --distances km --draws 50", 21),
    "fit": ("--margins margins --seed-flows flows", 6),
    "net": ("--net net --seed-flows flows", 6),
    "stocks": ("--start start --end end", 2),
    "round": ("--flows flows", 6),
    "components": ("--flows flows", 6),
    "gravity": ("--flows wide --distances far", 1),
    "ages": ("--rates ages", 20),
    "season": ("--series months", 12),
    "breaks": ("--flows jumps", 1),
    "reconcile": ("--terms terms --identities sums", 4),
    "residual": ("--figures vital", 1),
}


def arguments(files, text):
    return [
        files(word) if word.isalpha() and word not in ("kl", "l1", "l2", "rates") else word for word in text.split()
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_works_without_a_pack(qonys, files, command):
    text, least = COMMANDS[command]
    found = rows(qonys("migration", command, *arguments(files, text), pack=False))
    assert len(found) >= least
    plain = json.loads(qonys("migration", command, *arguments(files, text), "--json", pack=False).out)
    assert len(plain) == len(found)


def test_indices_have_intervals_around_them(qonys, files):
    found = rows(qonys("migration", "indices", *arguments(files, COMMANDS["indices"][0]), pack=False))
    by_name = {r["index"]: r for r in found}
    assert float(by_name["cmi"]["value"]) == pytest.approx(100 * 67.5 / 6000)
    assert float(by_name["cmi"]["low"]) < float(by_name["cmi"]["value"]) < float(by_name["cmi"]["high"])
    assert by_name["mean_distance"]["unit"] == "km"


def test_merged_areas_show_the_effect_of_zoning(qonys, files, tmp_path):
    (tmp_path / "groups.csv").write_text("area,group\nA,X\nB,X\nC,C\n", "utf-8")
    given = arguments(files, "--flows flows --population people --draws 0 --groups groups")
    found = {r["index"]: r["value"] for r in rows(qonys("migration", "indices", *given, pack=False))}
    assert float(found["cmi"]) == pytest.approx(100 * (5.5 + 7 + 12 + 3) / 6000)


def test_fitted_flows_meet_margins_in_whole_persons(qonys, files):
    found = rows(qonys("migration", "fit", *arguments(files, COMMANDS["fit"][0]), "--integers", pack=False))
    assert sum(int(float(r["flow"])) for r in found if r["origin"] == "A") == 40
    assert all(float(r["flow"]) == round(float(r["flow"])) for r in found)


def test_random_rounding_is_the_same_for_one_seed(qonys, files):
    given = ("migration", "round", "--flows", files("flows"), "--random", "--seed", "3")
    assert qonys(*given, pack=False).out == qonys(*given, pack=False).out


@pytest.mark.parametrize("how", ["kl", "l1", "l2", "chi-square"])
def test_net_totals_are_met_in_each_measure(qonys, files, how):
    found = rows(qonys("migration", "net", *arguments(files, COMMANDS["net"][0]), "--closeness", how, pack=False))
    into, out = (sum(float(r["flow"]) for r in found if r[side] == "A") for side in ("destination", "origin"))
    assert into - out == pytest.approx(10, abs=1e-6)


@pytest.mark.parametrize("method", ["accounting", "pseudo-bayes", "differencing-drop", "differencing-reverse"])
def test_each_way_from_stocks(qonys, files, method):
    found = rows(qonys("migration", "stocks", *arguments(files, COMMANDS["stocks"][0]), "--method", method, pack=False))
    assert float(found[0]["flow"]) >= 10


def test_survival_of_cohorts(qonys, files):
    (found,) = rows(qonys("migration", "residual", "--figures", files("cohorts"), pack=False))
    assert float(found["forward"]) == pytest.approx(200)


def test_a_jump_of_all_areas_is_likely_registration(qonys, files):
    (found,) = rows(qonys("migration", "breaks", "--flows", files("jumps"), pack=False))
    assert found["verdict"] == "registration likely" and float(found["ratio"]) == pytest.approx(1.5)


def test_reconciling_a_packs_own_figures(qonys):
    found = rows(qonys("migration", "accounts", "--area", "TL"))
    assert found
    ran = qonys("migration", "reconcile", "--periods", "2012:2014")
    assert ran.code == 2 and "reliabilit" in ran.err


WRONG = {
    "negative flows": (
        "indices --flows bad --population people",
        "origin,destination,flow\nA,B,-3\nB,A,1\n",
        "bad.csv:2",
    ),
    "margins that differ": ("fit --margins bad", "area,departures,arrivals\nA,3,1\nB,1,1\n", "4"),
    "zeros that block": (
        "fit --margins bad --seed-flows flows",
        "area,departures,arrivals\nA,50,50\nB,1,1\nC,1,1\n",
        "A",
    ),
    "net totals that do not cancel": ("net --net bad", "area,net\nA,3\nB,1\n", "4"),
    "missing population": ("indices --flows flows --population bad", "area,population\nA,1000\n", "B"),
    "no people": ("indices --flows flows --population bad --draws 0", "area,population\nA,0\nB,5\nC,5\n", "A"),
    "unequal areas": ("components --flows bad", "origin,destination,flow\nA,B,3\nA,C,1\n", "B"),
    "a flow given twice": ("round --flows bad", "origin,destination,flow\nA,B,3\nA,B,4\nB,A,1\n", "bad.csv:3"),
    "no such column": ("gravity --flows flows --distances bad", "origin,destination\nA,B\n", "distance"),
    "ages that are none": ("ages --rates bad", "age,rate\nyoung,0.1\nold,0.2\n", "young"),
    "yearly figures": ("season --series bad", "period,moves\n2020,1\n2021,2\n", "bad.csv"),
    "exact figures in conflict": (
        "reconcile --terms bad --identities sums",
        "term,value,deviation\na,1,0\nb,2,0\nc,9,0\nd,1,0\n",
        "sum",
    ),
    "an unknown term": ("reconcile --terms bad --identities sums", "term,value,deviation\na,1,0\n", "sums.csv:3"),
    "terms alone": ("reconcile --terms bad", "term,value,deviation\na,1,0\n", "--identities"),
    "different areas": ("stocks --start start --end bad", "origin,destination,persons\nA,A,1\nA,C,1\nC,A,1\n", "B"),
    "nothing": ("components --flows bad", "", "bad.csv"),
}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_in_a_file_is_said(qonys, files, tmp_path, monkeypatch, case, language):
    monkeypatch.setenv("QONYS_LANG", language)
    command, text, named = WRONG[case]
    (tmp_path / "bad.csv").write_text(text, "utf-8")
    name, *rest = command.split()
    ran = qonys("migration", name, *arguments(files, " ".join(rest)), pack=False)
    assert ran.code == 2, ran.out
    assert named in ran.err and "Traceback" not in ran.err and ran.out == ""

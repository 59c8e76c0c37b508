"""`qonys migration stocks`: parts of a table, gaps, notes, births and deaths by part."""

from __future__ import annotations

import csv
import io

import pytest

HEAD = "origin,destination,persons\n"
START = {("A", "A"): 900, ("A", "B"): 90, ("B", "A"): 50, ("B", "B"): 500}
END = {("A", "A"): 880, ("A", "B"): 110, ("B", "A"): 70, ("B", "B"): 480}


def long(cells):
    return HEAD + "".join(f"{o},{d},{v}\n" for (o, d), v in cells.items())


def by_sex(cells, year=""):
    head = "origin,destination,sex,persons" + (",year" if year else "")
    rows = [f"{o},{d},{sex},{v * k}" + (f",{year}" if year else "") for sex, k in (("f", 1), ("m", 2))
            for (o, d), v in cells.items()]  # fmt: skip
    return "\n".join([head, *rows]) + "\n"


@pytest.fixture
def run(qonys, tmp_path):
    def call(start, end, *more, vital=""):
        for name, text in (("s1", start), ("s2", end), ("vital", vital)):
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        files = ["--start", str(tmp_path / "s1.csv"), "--end", str(tmp_path / "s2.csv")]
        files += ["--vital", str(tmp_path / "vital.csv")] if vital else []
        return qonys("migration", "stocks", *files, *more, pack=False)

    return call


def flows(ran):
    assert ran.code == 0, ran.err
    return [
        (row.get("sex"), row["origin"], row["destination"], float(row["flow"]))
        for row in csv.DictReader(io.StringIO(ran.out))
    ]


@pytest.mark.parametrize("method", ["accounting", "pseudo-bayes", "differencing-drop", "differencing-reverse"])
def test_each_part_of_the_tables_has_flows(run, method):
    found = flows(run(by_sex(START), by_sex(END), "--method", method))
    one = [row[3] for row in flows(run(long(START), long(END), "--method", method))]
    assert [row[3] for row in found if row[0] == "f"] == pytest.approx(one)
    assert [row[3] for row in found if row[0] == "m"] == pytest.approx([2 * moves for moves in one])


def test_all_moves_are_those_of_all_parts(run):
    found = flows(run(by_sex(START), by_sex(END), "--method", "rates", "--moves", "600"))
    assert sum(row[3] for row in found) == pytest.approx(600)
    assert sum(row[3] for row in found if row[0] == "m") == pytest.approx(400)


def test_counts_may_carry_their_years(run):
    assert flows(run(by_sex(START, "2010"), by_sex(END, "2020"))) == flows(run(by_sex(START), by_sex(END)))


def test_births_and_deaths_go_by_part(run):
    vital = "area,sex,births,deaths\nA,f,10,0\nB,f,0,5\nA,m,20,0\nB,m,0,10\n"
    found = flows(run(by_sex(START), by_sex(END), vital=vital))
    assert found[2][3] == pytest.approx(2 * found[0][3])
    ran = run(by_sex(START), by_sex(END), vital="area,births,deaths\nA,10,0\nB,0,5\n")
    assert ran.code == 2 and "sex" in ran.err


WRONG = {
    "a blank cell": (long(START).replace("B,A,50", "B,A,"), long(END), "s1.csv:4"),
    "a blank cell of a square": ("area,A,B\nA,900,90\nB,,500\n", long(END), "s1.csv:3"),
    "a pair that one count lacks": (long({k: v for k, v in START.items() if k != ("B", "A")}), long(END), "B – A"),
    "no natives": (HEAD + "A,B,90\nB,A,50\n", HEAD + "A,B,90\nB,A,70\n", "A – A"),
    "an empty end": (long(START), long(dict.fromkeys(END, 0)), "s2.csv"),
    "other parts": (by_sex(START), long(END), "sex"),
    "other areas": (long(START), long({**END, ("C", "C"): 5}), "C"),
}


@pytest.mark.parametrize("case", WRONG)
def test_gaps_and_tables_that_do_not_match_are_refused(run, case):
    start, end, named = WRONG[case]
    ran = run(start, end)
    assert ran.code == 2 and named in ran.err and "Traceback" not in ran.err, ran.err


def test_a_pair_that_no_count_states_is_nobody(run):
    start, end = ({k: v for k, v in cells.items() if k != ("A", "B")} for cells in (START, END))
    ran = run(long(start), long(end))
    assert ran.code == 0 and "1" in ran.err


def test_impossible_deaths_are_refused_with_the_area_and_the_part(run):
    vital = "area,sex,births,deaths\nA,f,0,0\nB,f,0,0\nA,m,0,0\nB,m,0,5000\n"
    ran = run(by_sex(START), by_sex(END), vital=vital)
    assert ran.code == 2 and "B" in ran.err and "sex m" in ran.err and "vital.csv" in ran.err
    assert "5,000" in ran.err and "1,180" in ran.err


def test_the_note_says_by_how_much_the_counts_differ(run):
    more = {**END, ("B", "B"): 880}
    ran = run(long(START), long(more))
    assert ran.code == 0 and "+400" in ran.err and "--open" in ran.err
    ran = run(long(START), long(more), "--open")
    assert ran.code == 0 and "+400" in ran.err and "--open" not in ran.err
    assert "people" not in run(long(START), long(END)).err


def test_births_beyond_natives_are_told(run):
    vital = "area,births,deaths\nA,0,0\nB,481,0\n"
    ran = run(long(START), long(END), vital=vital)
    assert ran.code == 0 and "natives" in ran.err and "B" in ran.err


def test_options_that_change_nothing_are_refused(run):
    ran = run(long(START), long(END), "--method", "differencing-drop", vital="area,births,deaths\nA,0,0\nB,1,0\n")
    assert ran.code == 2 and "--vital" in ran.err
    assert run(long(START), long(END), "--moves", "5").code == 2

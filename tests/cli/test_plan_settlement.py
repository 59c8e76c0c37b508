"""`qonys plan settlement` on a user's own files: what is printed, what is refused and how."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

PLACES = "place,open,largest,persons,jobs_driver,school\nNorth,1,5,9,2,\nSouth,1,,6,,2\nWest,0,,50,,\n"
HOUSEHOLDS = (
    "id,size,workers,occupations,children,wishes,day\n"
    "a,4,1,driver,1,North;South,1\nb,5,2,driver;driver,1,North,2\nc,3,0,,0,North,3\nd,2,1,,0,,4\n"
)


@pytest.fixture
def own(tmp_path):
    def write(households=HOUSEHOLDS, places=PLACES, groups="id,group\na,x\nb,y\nc,x\nd,y\n"):
        for name, text in (("h.csv", households), ("p.csv", places), ("g.csv", groups)):
            (tmp_path / name).write_text(text, "utf-8")
        return ["--households", str(tmp_path / "h.csv"), "--places", str(tmp_path / "p.csv")]

    return write


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_each_household_is_told_where_and_why(qonys, own, lang):
    found = {
        r["household"]: r
        for r in rows(qonys("plan", "settlement", *own(), "--show", "households", "--lang", lang, pack=False))
    }
    assert {found[h]["place"] for h in "abd"} <= {"North", "South"}
    assert all(r["place"] for r in found.values())
    assert sum(r["wish"] == "1" for r in found.values()) == 2
    assert found["c"]["why"]
    assert all(r["scenario"] == "0" for r in found.values())


def test_json_and_a_workbook(qonys, own, tmp_path):
    ran = qonys("plan", "settlement", *own(), "--json", pack=False)
    assert {row["limit"] for row in json.loads(ran.out)} == {"persons", "school"}
    out = tmp_path / "plan.xlsx"
    assert qonys("plan", "settlement", *own(), "--show", "households", "--out", str(out), pack=False).code == 0
    assert zipfile.is_zipfile(out)


def test_the_audit_says_too_few_and_changes_nothing(qonys, own, tmp_path):
    files = own()
    before = qonys("plan", "settlement", *files, "--show", "households", pack=False).out
    ran = qonys("plan", "settlement", *files, "--show", "audit", "--audit", str(tmp_path / "g.csv"), pack=False)
    assert {r["verdict"] for r in rows(ran)} == {"few"}
    assert qonys("plan", "settlement", *files, "--show", "households", pack=False).out == before


def test_all_faults_of_both_files_at_once(qonys, own):
    bad = (
        "id,size,workers,occupations,children,wishes\n"
        "a,4,5,driver,0,North\n"
        "a,2,1,drivr,0,North\n"
        "c,60,0,,0,Nort\n"
        "d,2,0,,0,West\n"
        "e,x,0,,0,\n"
    )
    twice = "place,open,largest,persons,jobs_driver\nNorth,1,5,-9,2\nNorth,1,5,9,2\nSouth,1,7,,\nWest,0,,5,\n"
    ran = qonys("plan", "settlement", *own(bad, twice), "--lang", "en", pack=False)
    assert ran.code == 2
    for told in ("h.csv:2", "h.csv:3", "h.csv:4", "h.csv:5", "h.csv:6", "p.csv:2", "p.csv:3", "p.csv:4", "driver",
                 "North", "closed", "largest place holds 7", "no limit"):  # fmt: skip
        assert told in ran.err, told
    assert "Traceback" not in ran.err


def test_an_origin_is_no_column_of_households(qonys, own):
    ran = qonys("plan", "settlement", *own("id,size,origin\na,2,X\n"), pack=False)
    assert ran.code == 2
    assert "origin" in ran.err


def test_a_million_households_are_refused_at_once(qonys, own, tmp_path):
    files = own()
    (tmp_path / "h.csv").write_text("id,size\n" + "".join(f"{i},2\n" for i in range(1_000_000)), "utf-8")
    ran = qonys("plan", "settlement", *files, "--lang", "en", pack=False)
    assert ran.code == 2
    assert "50000" in ran.err


@pytest.mark.parametrize(
    "options", [["--floor", "sex=1"], ["--show", "official"], ["--show", "audit"], ["--floor", "size=1.0"]]
)
def test_what_cannot_be_is_said_in_three_lines(qonys, own, options):
    ran = qonys("plan", "settlement", *own(), *options, pack=False)
    assert ran.code == 2 or options == ["--floor", "size=1.0"]
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "options",
    [
        ["--year", "2025"], ["--audit", "groups.csv"], ["--year", "20x"], ["--wishes", "profile", "--show", "dynamic"],
        ["--as-of", "2026-01-01"], ["--floor", "size=0", "--floor", "size=0"],
    ],
)  # fmt: skip
def test_options_that_would_change_nothing_are_refused(qonys, own, options, lang):
    ran = qonys("plan", "settlement", *own(), *options, "--lang", lang, pack=False)
    assert ran.code == 2 and ran.out == ""
    assert options[0] in ran.err and len(ran.err.splitlines()) == 3
    ran = qonys("plan", "settlement", "--show", "official", "--wishes", "points", "--lang", lang, pack=False)
    assert ran.code == 2 and "--wishes" in ran.err


def test_official_quotas_of_one_year(qonys):
    one = rows(qonys("plan", "settlement", "--show", "official", "--year", "2025", pack=False))
    every = rows(qonys("plan", "settlement", "--show", "official", pack=False))
    assert one == [r for r in every if r["period"].startswith("2025")] != []
    ran = qonys("plan", "settlement", "--show", "official", "--year", "1990", pack=False)
    assert ran.code == 2 and "2023, 2024, 2025, 2026" in ran.err


def test_templates_can_be_planned_as_they_are(qonys, tmp_path):
    folder = tmp_path / "t"
    assert qonys("plan", "settlement", "--template", str(folder), pack=False).code == 0
    ran = qonys(
        "plan", "settlement", "--households", str(folder / "households.csv"), "--places", str(folder / "places.csv"),
        "--districts", str(folder / "districts.csv"), "--show", "households", pack=False,
    )  # fmt: skip
    assert {r["place"] for r in rows(ran)} <= {"North-1", "North-2", "South"}
    assert qonys("plan", "settlement", "--template", str(folder), pack=False).code == 2


def test_a_pack_without_settlement_says_so(qonys):
    ran = qonys("plan", "settlement")
    assert ran.code == 2
    assert "--households" in ran.err


def test_a_header_may_be_in_capitals(qonys, tmp_path):
    people, places = tmp_path / "h.csv", tmp_path / "p.csv"
    people.write_text("id,size,Workers,wishes\na,2,1,A\n", "utf-8")
    places.write_text("place,Persons\nA,5\n", "utf-8")
    ran = qonys("plan", "settlement", "--households", str(people), "--places", str(places), pack=False)
    assert [(row["amount"], row["used"]) for row in rows(ran)] == [("5", "2")]


def test_three_levels_of_places_are_refused(qonys, tmp_path):
    people, places = tmp_path / "h.csv", tmp_path / "p.csv"
    people.write_text("id,size,wishes\na,2,V\n", "utf-8")
    places.write_text("place,within,persons\nR,,9\nD,R,9\nV,D,9\n", "utf-8")
    ran = qonys("plan", "settlement", "--households", str(people), "--places", str(places), pack=False)
    assert ran.code == 2 and "V" in ran.err and "p.csv" in ran.err


def test_the_comparison_says_that_it_is_a_scenario(qonys):
    ran = qonys("plan", "settlement", "--show", "comparison", "--lang", "ru", pack=False)
    assert ran.code == 0 and "СЦЕНАРИЙ" in ran.err
    assert {row["scenario"] for row in csv.DictReader(io.StringIO(ran.out))} == {"1"}


def planned(qonys, tmp_path, households, places, districts="", *options):
    files = []
    for name, text in (("households", households), ("places", places), ("districts", districts)):
        if text:
            (tmp_path / f"{name}.csv").write_text(text.replace(" / ", "\n") + "\n", "utf-8")
            files += [f"--{name}", str(tmp_path / f"{name}.csv")]
    return qonys("plan", "settlement", *files, *options, "--show", "households", pack=False)


def test_homes_of_an_area_and_of_its_only_district_are_the_same_homes(qonys, tmp_path):
    people = "id,size,wishes / H1,4,N1 / H2,4,N1 / H3,4,N1 / H4,4,N1"
    ran = planned(qonys, tmp_path, people, "place,homes_4 / North,2", "place,within,homes_4 / N1,North,2")
    assert sum(bool(r["place"]) for r in rows(ran)) == 2


def test_the_largest_household_of_an_area_holds_in_its_districts(qonys, tmp_path):
    districts = "place,within,persons / N1,North,50 / N2,North,50"
    ran = planned(qonys, tmp_path, "id,size,wishes / H1,5,North", "place,largest,persons / North,3,100", districts)
    assert ran.code == 2 and "5 persons" in ran.err


@pytest.mark.parametrize("said", ["0.0", "закрыто", "жабық", "closed", "maybe", "2"])
def test_a_place_that_is_not_said_to_be_open_takes_nobody(qonys, tmp_path, said):
    ran = planned(qonys, tmp_path, "id,size / H1,5", f"place,open,persons / North,{said},100 / South,1,100")
    if said in ("maybe", "2"):
        assert ran.code == 2 and said in ran.err
    else:
        assert [r["place"] for r in rows(ran)] == ["South"]


def test_rows_longer_than_the_header_are_refused(qonys, tmp_path):
    ran = planned(qonys, tmp_path, "id,size,workers / H1,5,2,9 / H2,6,3,", "place,persons / North,9")
    assert (
        ran.code == 2
        and "households.csv:2" in ran.err
        and "4 cells, the header 3" in ran.err
        and "households.csv:3" not in ran.err
    )
    assert planned(qonys, tmp_path, "id,size,workers / H1,5,2, / H2,6,3,", "place,persons / North,9").code == 0


def test_floors_that_nobody_can_meet_are_said(qonys, tmp_path):
    ran = planned(qonys, tmp_path, "id,size / H1,3", "place,persons / North,2", "", "--floor", "size=1")
    assert ran.code == 2 and "floors cannot be kept" in ran.err


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "quota is 3 persons"), ("ru", "квота — 3 чел."), ("kk", "квота — 3 адам")]
)
def test_floors_that_clash_are_named_in_the_language_of_the_reader(qonys, tmp_path, lang, said):
    people = "id,size / H1,3 / H2,3"
    ran = planned(qonys, tmp_path, people, "place,persons / North,3", "", "--floor", "size=1", "--lang", lang)
    assert ran.code == 2 and said in ran.err and "3-4:" in ran.err
    assert "persons North" not in ran.err


def test_places_show_the_homes_of_the_file(qonys, tmp_path):
    files = tmp_path / "h.csv", tmp_path / "p.csv"
    files[0].write_text("id,size,wishes\na,2,North\nb,6,North\nc,6,North\n", "utf-8")
    files[1].write_text("place,homes_3,homes_7,persons\nNorth,0,2,50\nSouth,,,5\n", "utf-8")
    options = ["--households", str(files[0]), "--places", str(files[1])]
    found = rows(qonys("plan", "settlement", *options, pack=False))
    homes = {(r["place"], r["kind"]): (r["amount"], r["used"], r["free"]) for r in found if r["limit"] == "homes"}
    assert homes == {("North", "3"): ("0", "0", "0"), ("North", "7"): ("2", "2", "0")}
    changes = rows(qonys("plan", "settlement", *options, "--show", "households", "--lang", "en", pack=False))
    assert [r["would_change"] for r in changes if r["place"] != "North"] == ["the homes for 3 persons of North: 1 more"]
    files[1].write_text("place,homes,homes_3,persons\nNorth,1,2,50\n", "utf-8")
    ran = qonys("plan", "settlement", *options, pack=False)
    assert ran.code == 2 and "p.csv:2" in ran.err


def test_jobs_of_an_area_and_of_its_district_do_not_add_up(qonys, tmp_path):
    people = "id,size,workers,occupations / H1,1,1,driver / H2,1,1,driver"
    places = "place,persons,jobs_driver / North,9,1"
    ran = planned(qonys, tmp_path, people, places, "place,within,persons / N1,North,5 / N2,North,5")
    assert ran.code == 0 and "at most 1 could" in ran.err
    both = "place,within,persons,jobs_driver / N1,North,5,1 / N2,North,5,"
    ran = planned(qonys, tmp_path, people, places, both)
    assert ran.code == 2 and "North states jobs of driver" in ran.err


def test_an_audit_needs_a_column_of_groups(qonys, own, tmp_path):
    files = [*own(groups="id\na\nb\n"), "--audit", str(tmp_path / "g.csv"), "--show", "audit"]
    ran = qonys("plan", "settlement", *files, pack=False)
    assert ran.code == 2 and "g.csv" in ran.err and "no column of groups" in ran.err


def test_more_pairs_than_can_be_planned_are_refused(qonys, own):
    places = "place,persons\n" + "".join(f"P{i},5\n" for i in range(3000))
    people = "id,size\n" + "".join(f"H{i},2\n" for i in range(4000))
    ran = qonys("plan", "settlement", *own(people, places), pack=False)
    assert ran.code == 2 and "4000 households before 3000 places" in ran.err and "3333" in ran.err


@pytest.mark.parametrize(
    "head",
    ["jobs_driver,jobs_driver,persons", "persons_,persons,school", "homes_3,homes_03,school", "homes_0,school,jobs"],
)
def test_columns_that_say_one_thing_twice_or_nothing_are_refused(qonys, tmp_path, head):
    ran = planned(qonys, tmp_path, "id,size / H1,1", f"place,{head} / North,1,2,3")
    assert ran.code == 2 and "places.csv" in ran.err and "Traceback" not in ran.err


def test_a_floor_of_places_that_holds_nothing_is_refused(qonys, tmp_path):
    ran = planned(qonys, tmp_path, "id,size / H1,2", "place,homes / X,1", "", "--floor", "place=0.5")
    assert ran.code == 2 and "nothing to hold" in ran.err
    people, places = "id,size,programme / H1,2,k / H2,3,k", "place,persons_k / X,10 / Y,10"
    ran = planned(qonys, tmp_path, people, places, "", "--floor", "place=0.6")
    # Of five people half are for each place: a floor of one person each.
    assert {r["place"] for r in rows(ran)} == {"X", "Y"}


def test_a_floor_by_size_says_who_fits_nowhere(qonys, tmp_path):
    ran = planned(qonys, tmp_path, "id,size / A,5 / B,2", "place,persons / X,4 / Y,3", "", "--floor", "size=1")
    assert ran.code == 2 and "fit in no place: 1; the largest has 5 persons" in ran.err


def test_cells_of_a_workbook_beyond_the_header_are_refused(qonys, own, tmp_path):
    import xlsxwriter

    path = tmp_path / "h.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate((["", ""], ["id", "size"], ["A", 2, "South"])):
            sheet.write_row(i, 0, row)
    ran = qonys("plan", "settlement", "--households", str(path), *own()[2:], pack=False)
    assert ran.code == 2 and "h.xlsx:3" in ran.err and "column 3" in ran.err

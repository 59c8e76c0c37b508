"""Columns of flows are named alike in every command that reads them; people at risk are those of the moves."""

from __future__ import annotations

import csv
import io

import pytest

PAIRS = [(o, d) for o in "ABCDE" for d in "ABCDE" if o != d]
FLOWS = "origin,destination,year,moved,other\n" + "".join(
    f"{o},{d},{year},{10 * (ord(o) - 60) + 3 * (ord(d) - 60) + n},1\n"
    for n, year in enumerate((2011, 2012))
    for o, d in PAIRS
)
ONE = "area,population\n" + "".join(f"{a},{1000 * (i + 1)}\n" for i, a in enumerate("ABCDE"))
YEARS = "area,year,population\n" + "".join(
    f"{a},{y},{1000 * (i + 1) * f}\n" for y, f in ((2011, 1), (2012, 2)) for i, a in enumerate("ABCDE")
)
KM = "origin,destination,road\n" + "".join(f"{o},{d},{100 * abs(ord(o) - ord(d))}\n" for o, d in PAIRS)
MARGINS = "area,departures,arrivals\n" + "".join(f"{a},40,40\n" for a in "ABCDE")
NET = "area,net\nA,10\nB,-4\nC,-6\nD,0\nE,0\n"


@pytest.fixture
def files(tmp_path):
    texts = {"flows": FLOWS, "one": ONE, "years": YEARS, "km": KM, "margins": MARGINS, "net": NET}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return lambda text: [str(tmp_path / f"{word}.csv") if word in texts else word for word in text.split()]


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


COMMANDS = {
    "round": "--flows flows",
    "components": "--flows flows",
    "gravity": "--flows flows --distances km --distance-column road",
    "indices": "--flows flows --population years --draws 0",
    "stocks": "--start flows --end flows --method rates --moves 100",
    "fit": "--margins margins --seed-flows flows",
    "net": "--net net --seed-flows flows",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_reads_flows_takes_the_names_of_its_columns(qonys, files, command):
    given = files(COMMANDS[command])
    found = rows(qonys("migration", command, *given, "--value", "moved", "--by", "year", pack=False))
    assert {row["year"] for row in found} == {"2011", "2012"}
    other = rows(qonys("migration", command, *given, "--value", "other", "--by", "year", pack=False))
    assert other != found


@pytest.mark.parametrize("command", COMMANDS)
def test_a_column_that_is_none_is_refused_by_each(qonys, files, command):
    ran = qonys("migration", command, *files(COMMANDS[command]), "--value", "mowed", pack=False)
    assert ran.code == 2 and "mowed" in ran.err and "moved" in ran.err


def test_each_table_of_a_seed_is_fitted_by_itself(qonys, files):
    given = ("--value", "moved", "--by", "year")
    found = rows(qonys("migration", "fit", *files(COMMANDS["fit"]), *given, pack=False))
    for year in ("2011", "2012"):
        assert sum(float(r["flow"]) for r in found if r["year"] == year) == pytest.approx(200)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_several_tables_that_were_not_named_are_no_seed(qonys, monkeypatch, files, language):
    monkeypatch.setenv("QONYS_LANG", language)
    ran = qonys("migration", "fit", *files(COMMANDS["fit"]), "--value", "moved", pack=False)
    assert ran.code == 2 and "--by year" in ran.err


def test_columns_of_a_seed_without_a_seed_are_refused(qonys, files):
    ran = qonys("migration", "fit", *files("--margins margins"), "--by", "year", pack=False)
    assert ran.code == 2 and "--seed-flows" in ran.err


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_one_population_for_several_years_is_refused(qonys, monkeypatch, files, language):
    monkeypatch.setenv("QONYS_LANG", language)
    given = files("--flows flows --population one --value moved --draws 0")
    ran = qonys("migration", "indices", *given, pack=False)
    assert ran.code == 2 and ran.out == ""
    assert "2011, 2012" in ran.err and "--same-population" in ran.err and "one.csv" in ran.err


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_one_population_that_is_meant_is_noted_with_the_years(qonys, monkeypatch, files, language):
    monkeypatch.setenv("QONYS_LANG", language)
    given = files("--flows flows --population one --value moved --draws 0 --same-population")
    ran = qonys("migration", "indices", *given, pack=False)
    assert "year 2011, 2012" in ran.err
    cmi = {r["year"]: float(r["value"]) for r in rows(ran) if r["index"] == "cmi"}
    own = {
        r["year"]: float(r["value"])
        for r in rows(
            qonys(
                "migration", "indices", *files("--flows flows --population years --value moved --draws 0"), pack=False
            )
        )
        if r["index"] == "cmi"
    }
    assert cmi["2011"] == pytest.approx(own["2011"]) and cmi["2012"] == pytest.approx(2 * own["2012"])


def test_flows_of_one_year_need_no_year_in_the_population(qonys, files, tmp_path):
    (tmp_path / "flows.csv").write_text("\n".join(line for line in FLOWS.splitlines() if ",2012," not in line), "utf-8")
    ran = qonys("migration", "indices", *files("--flows flows --population one --value moved --draws 0"), pack=False)
    assert ran.code == 0, ran.err

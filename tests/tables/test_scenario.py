"""A user's scenario and figures from CSV and TOML: the same people either way, faults by line."""

from __future__ import annotations

import pytest

from qonys.errors import BadInput, NotFound
from qonys.tables.scenario import read_figures, read_scenario

TOML = """area = "North"
period = "2024"
[[group]]
kind = "workers"
people = 500
sector = "docks"
skills = { low = 0.9, high = 0.1 }
[[group]]
kind = "families"
households = 40
composition = { school_share = 0.2 }
pay = 0.9
"""
CSV = "kind,people,households,sector,low,high,school_share,pay\nworkers,500,,docks,0.9,0.1,,\nfamilies,,40,,,,0.2,0.9\n"
FIGURES = "area,year,population,unemployment_rate\nNorth,2023,1000,0.05\nNorth,2024,1100,0.04\nSouth,2023,900,\n"


def put(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_both_forms_hold_the_same_people(tmp_path):
    first = read_scenario(put(tmp_path, "a.toml", TOML))
    assert first.groups == read_scenario(put(tmp_path, "a.csv", CSV)).groups
    assert (first.area, first.period) == ("North", "2024")
    assert first.groups[0].skills == {"low": 0.9, "high": 0.1}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.toml", TOML.replace("people = 500", 'people = "many"'), "toml-schema"),
        ("a.toml", TOML.replace("pay = 0.9", "wage = 0.9"), "toml-schema"),
        ("a.toml", TOML.replace("[[group]]", "[[group]", 1), "toml-syntax"),
        ("a.csv", CSV.replace("500", "many"), "not-a-number"),
        ("a.csv", CSV.replace("school_share", "schools"), "impact-unknown-column"),
        ("a.csv", "kind,people,side\nworkers,5,middle\n", "impact-unknown-side"),
        ("a.csv", "kind,people\n,5\n", "empty-cell"),
    ],
)
def test_faulty_scenarios(tmp_path, name, text, code):
    with pytest.raises(BadInput) as raised:
        read_scenario(put(tmp_path, name, text))
    assert code in {fault.code for fault in raised.value.faults}


def test_figures_of_a_year(tmp_path):
    path = put(tmp_path, "f.csv", FIGURES)
    assert read_figures(path).of("North") == {"population": 1100, "unemployment_rate": 0.04}
    assert read_figures(path, "2023").of("North")["population"] == 1000
    assert read_figures(path).of("South") == {"population": 900}
    assert read_figures(path).places["South"] == "f.csv:4"
    with pytest.raises(NotFound):
        read_figures(path).of("Nort")


def test_figures_from_toml(tmp_path):
    path = put(tmp_path, "f.toml", "[North]\npopulation = 1000\nwage = 12.5\n")
    assert read_figures(path).of("North") == {"population": 1000, "wage": 12.5}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("f.csv", FIGURES.replace("1100", "-1100"), "negative"),
        ("f.csv", FIGURES.replace("0.05", "5"), "impact-rate"),
        ("f.csv", FIGURES.replace("population", "people"), "impact-unknown-column"),
        ("f.csv", FIGURES.replace("2024", "2023"), "row-twice"),
        ("f.csv", FIGURES.replace("1100", "0"), "impact-zero"),
        ("f.toml", "[North]\npopulation = 0\n", "impact-zero"),
        ("f.toml", "[North]\npopulation = -1\n", "negative"),
        ("f.toml", "[North]\npopulation = true\n", "not-a-number"),
        ("f.toml", "[North]\nunemployment_rate = 5\n", "impact-rate"),
        ("f.toml", "[North]\npeople = 5\n", "impact-unknown-column"),
    ],
)
def test_faulty_figures(tmp_path, name, text, code):
    with pytest.raises(BadInput) as raised:
        read_figures(put(tmp_path, name, text))
    assert code in {fault.code for fault in raised.value.faults}


def test_files_that_are_not_there_or_empty(tmp_path):
    for read in (read_scenario, read_figures):
        for name in ("none.toml", "none.csv"):
            with pytest.raises(NotFound):
                read(tmp_path / name)
    with pytest.raises(BadInput):
        read_figures(put(tmp_path, "f.toml", ""))

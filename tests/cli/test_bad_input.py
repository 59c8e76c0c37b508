"""A user's mistake: three lines in the user's language, exit code 2, no traceback, nothing written."""

from __future__ import annotations

import json

import pytest

WRONG = {
    "an area": (("assess", "--area", "Nowhere"), "Nowhere"),
    "an ended area": (("assess", "--area", "TL-C"), "TL-C"),
    "a day": (("assess", "--as-of", "yesterday"), "yesterday"),
    "a day before any figure": (("assess", "--as-of", "1999-01-01"), ""),
    "a language": (("data", "list", "--lang", "de"), "de"),
    "a group": (("data", "list", "--group", "weather"), "weather"),
    "an indicator": (("data", "panel", "birth"), "birth"),
    "a span": (("data", "panel", "births", "--periods", "2015:2010"), "2015:2010"),
    "a period": (("data", "panel", "births", "--periods", "20x5"), "20x5"),
    "years without figures": (("data", "panel", "births", "--periods", "1950:1951"), "1950:1951"),
    "a source": (("data", "panel", "births", "--source", "rumour"), "rumour"),
    "a file": (("data", "import", "nowhere.csv"), "nowhere.csv"),
    "a claim": (("data", "trace", "abc", "--claims", "nowhere.json"), "nowhere.json"),
    "an account's area": (("migration", "accounts", "--area", "Nowhere"), "Nowhere"),
    "an account's years": (("migration", "accounts", "--periods", "1950:1951"), "1950:1951"),
    "margins": (("migration", "estimate", "--periods", "1950"), "1950"),
    "a register": (("migration", "registers", "ghosts", "births"), "ghosts"),
}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_said_in_three_lines(qonys, monkeypatch, tmp_path, case, language):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QONYS_LANG", language)
    arguments, named = WRONG[case]
    ran = qonys(*arguments)
    lines = ran.err.strip().splitlines()
    assert ran.code == 2 and 1 <= len(lines) <= 3, ran.err
    assert named in ran.err and "Traceback" not in ran.err and ran.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_is_none(qonys):
    for language, word in (("kk", "kz"), ("ru", "kz или папка"), ("en", "kz, or a folder")):
        ran = qonys("data", "check", "--pack", "nope", "--lang", language, pack=False)
        assert ran.code == 2 and word in ran.err


def test_all_faults_of_a_file_at_once(qonys, tmp_path):
    path = tmp_path / "bad.csv"
    head = "indicator,area,borders,period,dimensions,value,unit,status,vintage,source,locator,note\n"
    path.write_text(
        head
        + "births,TL-X,,2023,,7,persons,A,2024,bureau,,\n"
        + "birth,TL-E,,2023,,7,persons,A,2024,bureau,,\n"
        + "births,TL-E,,2023,,many,persons,A,2024,bureau,,\n",
        "utf-8",
    )
    ran = qonys("data", "import", str(path))
    assert ran.code == 2 and all(f":{row} " in ran.err for row in (2, 3, 4)), ran.err
    assert len(json.loads(qonys("data", "releases", "--json").out)) == 1


def test_a_place_that_cannot_be_written(qonys, tmp_path):
    (tmp_path / "report").write_text("in the way")
    ran = qonys("assess", "--out", str(tmp_path / "report"))
    assert ran.code == 2 and "report" in ran.err
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


def test_nonsense_options_are_usage_errors(qonys):
    for arguments in (("assess", "--nonsense"), ("migration", "estimate", "--draws", "-1"), ("migration",)):
        ran = qonys(*arguments, pack=False)
        assert ran.code == 2 and "Traceback" not in ran.err

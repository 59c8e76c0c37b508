"""What the parser of options refuses: in the user's language, with the place and what would be taken."""

from __future__ import annotations

import pytest

WRONG = [
    (("plan", "quota", "--draws", "x"), "“x”", "2 ≤ x ≤ 2000"),
    (("plan", "quota", "--draws=1"), "“1”", "2 ≤ x ≤ 2000"),
    (("effect", "estimate", "--level", "7"), "“7”", "0.5 ≤ x ≤ 0.999"),
    (("effect", "estimate", "--seed", "soon"), "“soon”", "0 ≤ x"),
    (("plan", "need", "--show", "all"), "“all”", "index, components, capacity, sectors"),
    (("plan", "need", "--shw", "index"), "--shw", "--show"),
    (("plan", "need", "-z"), "-z", "qonys plan need --help"),
    (("plann",), "“plann”", "plan"),
    (("plan", "quotas"), "“quotas”", "quota"),
    (("plan", "quota", "more"), "“more”", "qonys plan quota --help"),
    (("plan", "quota", "--year"), "--year needs a value", "qonys plan quota --help"),
    (("plan", "quota", "--whole=3"), "--whole takes no value", "qonys plan quota --help"),
    (("data", "trace"), "CLAIM is missing", "qonys data trace --help"),
]


@pytest.mark.parametrize(("asked", "what", "fix"), WRONG)
def test_a_refusal_says_what_where_and_what_to_do(qonys, asked, what, fix):
    done = qonys(*asked, pack=False)
    lines = done.err.splitlines()
    assert done.code == 2 and done.out == ""
    assert len(lines) == 3
    assert what in lines[0] and lines[1].startswith("  where:") and lines[2].endswith(fix)


@pytest.mark.parametrize("asked", [wrong[0] for wrong in WRONG])
@pytest.mark.parametrize(("language", "place"), [("kk", "қайда:"), ("ru", "где:")])
def test_refusals_are_in_the_users_language(qonys, monkeypatch, asked, language, place):
    monkeypatch.setenv("QONYS_LANG", language)
    lines = qonys(*asked, pack=False).err.splitlines()
    assert len(lines) == 3 and place in lines[1]
    assert any("а" <= letter <= "я" for letter in lines[0].lower())


def test_a_group_without_a_command_prints_its_help(qonys):
    done = qonys("plan", pack=False)
    assert done.code == 2 and "Usage: qonys plan" in done.err


def test_help_has_a_short_name_everywhere(qonys):
    for asked in (("-h",), ("plan", "-h"), ("plan", "quota", "-h")):
        done = qonys(*asked, pack=False)
        assert done.code == 0 and done.out.startswith("Usage: qonys")


def test_the_version_ends_well(qonys):
    done = qonys("--version", pack=False)
    assert done.code == 0 and done.out.startswith("qonys ")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x.pdf", ("жазылмайды", "не записывается", "no table is written as .pdf")),
        ("none/x.csv", ("қалта жоқ", "папки нет", "the folder is not there")),
        ("folder.csv", ("файлдың орнында қалта", "на месте файла", "folder")),
    ],
)
def test_where_a_table_cannot_go_is_said_in_three_languages(qonys, monkeypatch, tmp_path, name, words):
    (tmp_path / "folder.csv").mkdir()
    for language, said in zip(("kk", "ru", "en"), words, strict=True):
        monkeypatch.setenv("QONYS_LANG", language)
        done = qonys("migration", "accounts", "--out", str(tmp_path / name))
        assert done.code == 2 and said in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


def test_a_folder_is_not_taken_for_a_file(qonys, tmp_path):
    (tmp_path / "my.toml").write_text('[[category]]\nid = "1"\n', "utf-8")
    folder = str(tmp_path)
    for asked in (("--limits", folder), ("--needs", folder, "--limits", str(tmp_path / "my.toml"))):
        done = qonys("plan", "quota", *asked, pack=False)
        assert done.code == 2 and "is a folder, not a file" in done.err

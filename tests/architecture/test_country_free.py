"""The engine knows no country: what it says of one is data of a pack.

The Kazakh language is another matter: the engine speaks it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "qonys"

COUNTRY = re.compile(
    r"Kazakhstan|Казахстан|Қазақстан"
    r"|\bKZT?\b|\bKAZ\b|₸|\b[Tt]enge\b|\b[Тт]енге\b|\b[Тт]еңге"
    r"|\b[Oo]blasts?\b|\b[Оо]бласт|\b[Оо]блыс"
    r"|\b(?:Astana|Almaty|Shymkent|Turkistan|Астана|Алматы|Шымкент|Туркестан|Түркістан)"
    r"|\bKATO\b|\bkato\b|\b[Kk]andas|\b[Кк]андас|\b[Ққ]андас"
    r"|\bkz\b"
)
# The one pack that is taken when none is named.
DEFAULT_PACK = re.compile(r"[\"']kz[\"']")


def countries(root: Path) -> list[str]:
    found = []
    for path in sorted(root.rglob("*.py")):
        inside = path.relative_to(root)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            said = DEFAULT_PACK.sub("", line) if inside.parts[0] == "cli" else line
            if match := COUNTRY.search(said):
                found.append(f"{inside.as_posix()}:{number}: {match[0]}")
    return found


def test_the_engine_names_no_country() -> None:
    assert countries(SRC) == []


def test_the_default_pack_is_named_once() -> None:
    lines = [line for path in (SRC / "cli").rglob("*.py") for line in path.read_text("utf-8").splitlines()]
    assert sum(len(DEFAULT_PACK.findall(line)) for line in lines) <= 1


@pytest.mark.parametrize(
    "word", ["Kazakhstan", "KZ-61", "oblast", "tenge", "KZT", "₸", "'kz'", "--pack kz", "область", "Turkistan"]
)
def test_a_country_is_seen(tmp_path: Path, word: str) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "words.py").write_text(f"fine = 1\nx = {word}\n", encoding="utf-8")
    assert len(countries(tmp_path)) == 1


@pytest.mark.parametrize("word", ["Kazakh has no gender", '"kk"', "kilometres"])
def test_a_language_is_no_country(tmp_path: Path, word: str) -> None:
    (tmp_path / "words.py").write_text(word, encoding="utf-8")
    assert countries(tmp_path) == []

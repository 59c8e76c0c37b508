"""A whole report in Kazakh and Russian: nothing in English, no file, no call, no date of a machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qonys.assess import Options, Written, assess
from qonys.packs import load_pack
from qonys.packs.load import embedded
from qonys.report.blocks import Figure, Finding, Message, Paragraph, Table
from qonys.report.collect import blocks_of
from qonys.report.names import pack_catalogue
from qonys.studies.registry import REGISTRY
from qonys.text import Language, PlaceName, Words, load_words, say
from toyland import toy

LANGUAGES = (Language.KK, Language.RU)

ALLOWED = set(
    "CSV PNG SVG XLSX SDMX NEET CRV HC p I II III IV qonys "  # formats, methods, quarters, the program
    "Data Hub Open Trend AGC News BAL Berry Appleman Leiden KZ Kazinform Caravan Zakon Dalanews Tengrinews Arbat "
    "The Conway Bulletin Astana Times Kazakhstan Today Central Asia Monitor Esquire Deutsche Allgemeine Zeitung LS MK "
    "BAQ DKnews BaigeNews Egemen Qazaqstan Ortalyq Finprom Ranking Krisha Kapital Total Uchet Qazradio".split()
)
"""Latin words that may stand in a Kazakh or Russian report: abbreviations, and names of periodicals."""

_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(
    r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.(?:kz|com|info|net|news|asia|ru|org|eu|az|press|ir|one|media|world|uz)\b"
)
_FILE = re.compile(r"\w\.(?:csv|toml|ftl|json|py|geojson|parquet)\b")
_CALL = re.compile(r"\b[a-z_]+\.[a-z_]+\(|\b\w+\([a-z_]+ = ")
_DATE = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")


def english(text: str) -> set[str]:
    """Latin words of a text that are neither names nor addresses."""
    bare = _ADDRESS.sub(" ", text)
    return {word for word in _WORD.findall(bare) if word.isascii() and len(word) > 1 and word not in ALLOWED}


def of_a_machine(text: str) -> list[str]:
    """Names of files, calls and dates in the form of a machine."""
    return [found[0] for pattern in (_FILE, _CALL, _DATE) for found in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("данные, exact arithmetic", {"exact", "arithmetic"}),
        ("Доля молодёжи NEET; «Капитал» (kapital.kz), CRV3", set()),
        ("row г. Алматы, 2023", {"row"}),
    ],
)
def test_english_is_seen(text: str, words: set[str]) -> None:
    assert english(text) == words


@pytest.mark.parametrize(
    "text",
    ["observations/births.csv", "на 2026-08-31", "за 2026-08", "migration.balance(area = KZ)", "figures(measure = x)"],
)
def test_what_a_machine_writes_is_seen(text: str) -> None:
    assert of_a_machine(text)


@pytest.mark.parametrize("text", ["31.08.2026", "2010–2023", "январь-сентябрь 2025 года", "1,5 млн (2024)"])
def test_what_people_write_is_not(text: str) -> None:
    assert not of_a_machine(text)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder: Path = tmp_path_factory.mktemp("language")
    return assess(toy(), out=folder / "report", store=folder / "store", options=Options(seed=5))


def texts(made: Written, words: Words) -> Iterator[str]:
    """Every text of the report: titles, sentences, notes, heads, labels, cells, sources."""
    report = made.report
    yield from (words.plain(m) for m in (report.title, report.subtitle))
    for chapter in report.chapters:
        yield words.plain(chapter.title)
        yield from (words.plain(s.title) for s in chapter.sections)
    for block in (*report.findings, *blocks_of(report.chapters)):
        match block:
            case Paragraph(message=message) | Finding(message=message):
                yield words.plain(message)
            case Figure():
                yield from (words.plain(m) for m in (block.title, block.alt, *block.notes))
                yield from (words.label(row.label) for row in block.chart.rows)
                yield from sourced(words, block.sources)
            case Table():
                yield from (words.plain(m) for m in (block.title, *block.notes))
                yield from (words.label(c) for c in block.columns)
                cells = (cell for row in block.rows for cell in row)
                yield from (words.label(c) for c in cells if isinstance(c, Message | PlaceName | str))
                yield from sourced(words, block.sources)


def sourced(words: Words, ids: Iterable[str]) -> Iterator[str]:
    from qonys.report.renderers.interface import source_line

    yield source_line(words, tuple(ids))


def popovers(made: Written, language: Language) -> Iterator[str]:
    """What the page says of a number when it is asked: terms, phrases, sources, words."""
    page = (made.folder / "report.html").read_text("utf-8")
    book: dict[str, Any] = json.loads(re.search(r'id="claims">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    lang = language.value
    assert book["terms"][lang] and book["phrases"][lang]
    yield from (*book["terms"][lang], *(re.sub(r"\{\d\}", "", text) for text in book["phrases"][lang]))
    yield from (
        text for source in book["sources"] for text in (source["publisher"][lang], source["title"].get(lang, ""))
    )
    yield from book["words"][lang].values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_has_no_word_of_english(written: Written, language: Language) -> None:
    said = (*texts(written, written.words[language]), *popovers(written, language))
    assert len(said) > 500
    assert {text for text in said if english(text)} == set()


@pytest.mark.parametrize("language", list(Language))
def test_a_report_has_no_file_call_or_machine_date(written: Written, language: Language) -> None:
    said = (*texts(written, written.words[language]), *popovers(written, language))
    assert {text for text in said if of_a_machine(text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", embedded())
def test_texts_of_a_shipped_pack_are_in_its_languages(name: str, language: Language) -> None:
    pack = load_pack(name)
    named = re.findall(r"^[\w.-]+ = (.*)$", pack_catalogue(pack, language.value), re.M)
    located = [phrase.said[language.value] for phrase in pack.locators.phrases]
    said = (*(re.sub(r"\{[^}]*(?:\}|$)", "", text) for text in (*named, *located)), *pack.names[language.value].split())
    assert len(said) > 300
    assert {text for text in said if english(text) or of_a_machine(text)} == set()


@pytest.mark.parametrize("language", list(Language))
def test_each_computation_says_how_a_number_came_to_be(language: Language) -> None:
    words = load_words(language)
    said = {name: words.plain(say(f"how-{name.replace('.', '-').replace('_', '-')}")) for name in REGISTRY}
    assert all(said.values())

"""The catalogues: the same messages with the same arguments in three languages, each in its own words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import qonys
from qonys.text.periods import FORMS as PERIOD_FORMS
from qonys.text.words import AREA_FORMS, OTHER_FORMS

LOCALES = Path(qonys.__file__).parent / "text" / "locales"
LANGUAGES = ("kk", "ru", "en")
OTHERS = ("kk", "ru")
FILES = sorted(path.name for path in (LOCALES / "en").glob("*.ftl"))

SAME_AS_ENGLISH = {
    "unit-percent", "unit-percent.count", "unit-share", "unit-share.count",  # %
    "unit-index", "unit-index.count", "unit-ratio.count", "unit-count.count", "unit-sd.count",
    "head-iso", "head-t", "head-f", "shown-pert",  # symbols and names
}  # fmt: skip
"""Messages that may read as in English."""

LATIN = set(
    "CSV JSON GeoJSON FeatureCollection TOML UTF SVG PNG SDMX NEET Fluent code pack toml fix store out as of kz qonys "
    "country region split merge transfer method impute mean neighbours time normalise cap true false per I II III IV "
    "same population p F HC CRV household members yes no "
    "plan quota template needs csv limits my floor used output objective filled category places rate labour force "
    "area areas column "
    "year whole locators open share maximum low high rotated components weight benefit doubt the treat min max how "
    "normalise spread none direction higher Indicator Aggregate Group Denominator Other "
    "iMeta iCode uCode Level Parent Direction Weight Type ISO PERT AKM z t table xlsx".split()
)
"""Latin words that may stand in a Kazakh or Russian message: formats, options, codes of the file format, symbols."""

_WORD = re.compile(r"[^\W\d_]+")
_FORM = re.compile(rf"_(?:{'|'.join(sorted({*AREA_FORMS, *PERIOD_FORMS, *OTHER_FORMS}))})$")


class Pattern(Visitor):  # type: ignore[misc]
    """What a pattern holds: its words, its variables, its calls."""

    def __init__(self, pattern: ast.Pattern) -> None:
        self.text: list[str] = []
        self.variables: set[str] = set()
        self.calls: list[str] = []
        self.visit(pattern)

    def visit_TextElement(self, node: ast.TextElement) -> None:
        self.text.append(node.value)

    def visit_StringLiteral(self, node: ast.StringLiteral) -> None:
        self.text.append(str(node.parse()["value"]))

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variables.add(_FORM.sub("", node.id.name))

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:
        self.calls.append(node.id.name)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


@cache
def entries(language: str, file: str) -> tuple[ast.EntryType, ...]:
    return tuple(FluentParser(with_spans=False).parse((LOCALES / language / file).read_text("utf-8")).body)


@cache
def messages(language: str, file: str) -> dict[str, Pattern]:
    """Patterns by id, attributes as `id.attribute`."""
    found = {}
    for entry in entries(language, file):
        if isinstance(entry, ast.Message):
            if entry.value is not None:
                found[entry.id.name] = Pattern(entry.value)
            found |= {f"{entry.id.name}.{a.id.name}": Pattern(a.value) for a in entry.attributes}
    return found


def test_each_language_has_the_same_files() -> None:
    assert FILES
    for language in OTHERS:
        assert sorted(path.name for path in (LOCALES / language).glob("*")) == FILES
    assert {path.name for path in LOCALES.iterdir() if path.is_dir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_all_of_it_is_fluent(file: str, language: str) -> None:
    assert [entry.content for entry in entries(language, file) if isinstance(entry, ast.Junk)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_no_message_has_two_of_a_form(file: str, language: str) -> None:
    for entry in entries(language, file):
        if isinstance(entry, ast.Message):
            names = [a.id.name for a in entry.attributes]
            assert len(names) == len(set(names)), entry.id.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_stands_twice(language: str) -> None:
    ids = Counter(e.id.name for file in FILES for e in entries(language, file) if isinstance(e, ast.Message))
    assert [id for id, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("file", FILES)
def test_the_languages_have_the_same_messages(file: str, language: str) -> None:
    assert set(messages(language, file)) == set(messages("en", file))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("file", FILES)
def test_the_languages_take_the_same_arguments(file: str, language: str) -> None:
    own, english = arguments(language, file), arguments("en", file)
    differing = {id: (sorted(own[id]), sorted(english[id])) for id in own if own[id] != english.get(id, own[id])}
    assert differing == {}


def arguments(language: str, file: str) -> dict[str, set[str]]:
    """Variables by message; those of its forms are its own, because the same arguments are given to all."""
    found: dict[str, set[str]] = {}
    for id, pattern in messages(language, file).items():
        forms = id.split(".")[0] if id.startswith("period-") else id
        found.setdefault(forms, set()).update(pattern.variables)
    return found


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("file", FILES)
def test_nothing_is_left_in_english(file: str, language: str) -> None:
    english = messages("en", file)
    left = [
        f"{id}: {pattern.words}"
        for id, pattern in messages(language, file).items()
        if id not in SAME_AS_ENGLISH
        and pattern.words == english[id].words
        and set(_WORD.findall(pattern.words)) - LATIN
    ]
    assert left == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("file", FILES)
def test_latin_words_are_names_of_things(file: str, language: str) -> None:
    found = {
        f"{id}: {word}"
        for id, pattern in messages(language, file).items()
        for word in _WORD.findall(pattern.words)
        if word.isascii() and word not in LATIN
    }
    assert found == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_no_word_mixes_alphabets(file: str, language: str) -> None:
    assert [w for p in messages(language, file).values() for w in _WORD.findall(p.words) if mixed(w)] == []


def mixed(word: str) -> bool:
    latin = any("a" <= c.lower() <= "z" for c in word)
    return latin and any("\u0400" <= c <= "\u04ff" for c in word)


@pytest.mark.parametrize("file", FILES)
def test_english_has_no_cyrillic(file: str) -> None:
    assert [p.words for p in messages("en", file).values() if re.search("[\u0400-\u04ff]", p.words)] == []


@pytest.mark.parametrize("file", FILES)
def test_russian_has_no_kazakh_letters(file: str) -> None:
    assert [p.words for p in messages("ru", file).values() if re.search("[әғқңөұүһі]", p.words.lower())] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_numbers_are_formatted_in_one_place(file: str, language: str) -> None:
    """Fluent's own functions would forget the claim and its rounding."""
    assert [id for id, pattern in messages(language, file).items() if pattern.calls] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quantity_begins_with_its_number(language: str) -> None:
    """The page puts what follows the number behind numbers of its own."""
    source = (LOCALES / language / "common.ftl").read_text("utf-8")
    counts = re.findall(r"\.count = (.*)", source)
    assert counts
    assert [text for text in counts if not text.startswith("{ $n }")] == []


@pytest.mark.parametrize("word", ["Aктобе", "миграциa"])
def test_a_mixed_word_is_seen(word: str) -> None:
    assert mixed(word)


def test_forms_count_as_their_argument() -> None:
    pattern = next(e for e in FluentParser().parse("x = { $area_gen } { $year_in }: { $area }").body)
    assert isinstance(pattern, ast.Message) and pattern.value is not None
    assert Pattern(pattern.value).variables == {"area", "year"}

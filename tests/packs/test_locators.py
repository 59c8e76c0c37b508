"""Places in sources in three languages: how a locator is read, and what is a fault of a pack."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qonys.errors import BadInput
from qonys.packs import load_pack
from qonys.packs.load import embedded
from qonys.packs.locators import Locators, Phrase
from qonys.packs.observations import pack_observations
from toyland import TOY


def phrase(text: str, *parts: str) -> Phrase:
    return Phrase(text, dict.fromkeys(("kk", "ru", "en"), text), parts)


BOOK = Locators(
    [
        phrase("row {label}, {period}", "label", "period"),
        phrase("row {label}, rural, {period}", "label", "period"),
        phrase("row {label}, {period}, {rest}", "label", "period", "rest"),
        phrase("women"),
        phrase("Toyland, {partner}, {period}", "partner", "period"),
    ]
)


@pytest.mark.parametrize(
    ("locator", "text", "values"),
    [
        ("row South Region, 2023-Q2", "row {label}, {period}", ("South Region", "2023-Q2")),
        ("row South Region, rural, 2023", "row {label}, rural, {period}", ("South Region", "2023")),
        ("Toyland, ARM, 2020", "Toyland, {partner}, {period}", ("ARM", "2020")),
        ("women", "women", ()),
    ],
)
def test_the_phrase_with_most_words_of_its_own_is_taken(locator: str, text: str, values: tuple[str, ...]) -> None:
    (found,) = BOOK.read(locator)
    assert found.phrase is not None
    assert (found.phrase.text, found.values) == (text, values)


def test_a_part_may_be_a_phrase() -> None:
    (found,) = BOOK.read("row North, 2020, women")
    assert found.values[2].phrase.text == "women"  # type: ignore[union-attr]


def test_phrases_and_addresses_stand_beside_each_other() -> None:
    found = BOOK.read("women; https://example.org/a?b=1; row North, 2020")
    assert [each.phrase and each.phrase.text for each in found] == ["women", None, "row {label}, {period}"]
    assert found[1].values == ("https://example.org/a?b=1",)


@pytest.mark.parametrize("locator", ["men", "row North, 2020, men", "women; men"])
def test_what_has_no_words_stands_as_it_is(locator: str) -> None:
    assert BOOK.read(locator)[-1].values == (locator.rpartition("; ")[2],)
    assert BOOK.unknown(locator)


def test_no_locator_is_no_fault() -> None:
    assert BOOK.read("") == ()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TOY, tmp_path / "toy"))


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_place_without_words_is_a_fault(copy: Path) -> None:
    edited(copy / "observations" / "income.csv", "8 July 2021, page 4", "9 July 2021")
    with pytest.raises(BadInput) as caught:
        pack_observations(load_pack(copy))
    assert [(f.code, f.fields["text"]) for f in caught.value.faults] == [("locator-unsaid", "9 July 2021")]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("sources.csv", "Тойландия в цифрах", "", "text-missing"),
        ("sources.csv", "Тіркеу кеңсесі", "", None),
        ("sources.csv", "газета «Силанский вестник»", "", "text-missing"),
        ("locators.csv", "речь 19 октября 2023 года", "", "text-missing"),
        ("locators.csv", "страница {number}, таблица {number2}", "страница {number}", "parts-differ"),
    ],
)
def test_a_missing_language_is_a_fault(copy: Path, file: str, old: str, new: str, code: str | None) -> None:
    edited(copy / file, old, new)
    if code is None:
        assert load_pack(copy)
        return
    with pytest.raises(BadInput) as caught:
        load_pack(copy)
    assert [f.code for f in caught.value.faults] == [code]


@pytest.mark.parametrize("name", embedded())
def test_sources_of_shipped_packs_have_titles_in_each_language_or_none(name: str) -> None:
    for source in load_pack(name).sources.values():
        assert set(source.publisher) == {"kk", "ru", "en"}
        assert set(source.title) in ({"kk", "ru", "en"}, set())

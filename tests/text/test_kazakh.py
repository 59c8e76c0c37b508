"""Kazakh endings of numbers, and the forms that messages and numbers take in a sentence."""

from __future__ import annotations

import pytest

from qonys.model import Call, Claim
from qonys.text import Items, Language, PlaceName, load_words, say
from qonys.text.kazakh import FORMS, ending, last_word


@pytest.mark.parametrize(
    ("digits", "word"),
    [("0", "нөл"), ("10", "он"), ("11", "бір"), ("100", "жүз"), ("1500", "жүз"), ("12000", "мың"),
     ("3000000", "миллион"), ("5.5", "бес"), ("2.0", "екі"), ("0.70", "жетпіс")],
)  # fmt: skip
def test_the_last_word_is_the_one_that_is_read(digits: str, word: str) -> None:
    assert last_word(digits) == word


@pytest.mark.parametrize(
    ("digits", "form", "written"),
    [("10", "poss", "ы"), ("12", "poss", "сі"), ("6", "possacc", "сын"), ("15", "possloc", "інде"),
     ("1620", "poss", "сы"), ("22161", "possdat", "іне"), ("40", "dat", "қа"),
     ("30", "abl", "дан"), ("5.5", "dat", "ке")],
)  # fmt: skip
def test_endings_follow_the_sounds(digits: str, form: str, written: str) -> None:
    assert ending(last_word(digits), form) == written


def test_each_form_of_each_digit_has_an_ending() -> None:
    assert all(ending(last_word(str(n)), form) for n in range(101) for form in FORMS)


def claim(value: float, unit: str, decimals: int = 0) -> Claim:
    return Claim(Call("made.up", {}), {}, value, unit, decimals)


def test_a_percentage_takes_the_ending_of_its_word() -> None:
    text = "x = үлесі { $share }-{ $share_poss }, { $count }-{ $count_dat }\n"
    words = load_words(Language.KK, (text,))
    said = words.plain(say("x", share=claim(0.254, "share", 1), count=claim(31475, "persons")))
    assert said == "үлесі 25,4%-ы, 31\u00a0475-ке"


@pytest.mark.parametrize("language", [Language.RU, Language.EN])
def test_other_languages_write_no_ending(language: Language) -> None:
    words = load_words(language, ("x = { $n_dat }\n",))
    with pytest.raises(KeyError):
        words.plain(say("x", n=3))


def test_a_name_stands_in_its_form_or_plainly() -> None:
    text = "with = Узбекистан\n    .gen = Узбекистана\nwithout = Беларусь\nx = из { $name_gen }\n"
    words = load_words(Language.RU, (text,))
    assert words.plain(say("x", name=say("with"))) == "из Узбекистана"
    assert words.plain(say("x", name=say("without"))) == "из Беларусь"


def test_no_line_breaks_inside_a_number() -> None:
    words = load_words(Language.RU, ("x = на 1 000 человек, 90 %, 2 из 15\n",))
    assert words.plain(say("x")) == "на 1\u00a0000 человек, 90\u00a0%, 2 из 15"


def test_a_term_loses_its_capital_inside_a_sentence() -> None:
    text = "area-A = область Абай\none = Мощность поликлиник\ntwo = ВРП на душу\nx = нет данных: { $names_inside }\n"
    words = load_words(Language.RU, (text,))
    said = words.plain(say("x", names=Items((say("one"), say("two"), PlaceName("A")))))
    assert said == "нет данных: мощность поликлиник, ВРП на душу и область Абай"


def test_a_form_keeps_the_arguments_of_its_message() -> None:
    text = "both = { $n } вместе\n    .acc = { $n } сразу\nx = на { $both_acc }\n"
    words = load_words(Language.RU, (text,))
    assert words.plain(say("x", both=say("both", n=2))) == "на 2 сразу"

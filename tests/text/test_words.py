"""Messages: arguments that each language words its own way, claims that survive, faults that are loud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from qonys.comparisons import Aggregate, Declared, End, Item, Kind, Refusal, superlative
from qonys.errors import BadInput
from qonys.model import Call, Claim, Period
from qonys.text import ClaimText, Items, Language, Message, PlaceName, Shown, Sign, Words, load_words, render_text, say
from qonys.text.statements import arguments_of
from qonys.text.words import AREA_FORMS

EN, RU, KK = Language.EN, Language.RU, Language.KK

TRIAL = """
people = { $n } { $n ->
    [one] человек
    [few] человека
    [many] человек
   *[other] человека
 }
exact = { $n ->
    [1] first
    [one] one
   *[other] other
 }
which = { $kind ->
    [loss] less
   *[gain] more
 }
places = { $where_loc }: { $where_gen }, { $where_short }, { $where }
begins = { $what } begins
quoted = “{ $what }”
listed = of { $what }
nested = { $inner }; { $n }
forms = { $items_loc }
unit-made-up = made-ups
"""


def claim(value: float, unit: str = "persons", decimals: int = 0) -> Claim:
    return Claim(Call("f"), {"measure": "m"}, value, unit, decimals)


def trial(language: Language) -> Words:
    names = "area-A-1 = область Абай\n    .loc = в области Абай\n    .gen = области Абай\n    .short = Абай\n"
    return load_words(language, (TRIAL, names))


@pytest.mark.parametrize(
    ("value", "decimals", "sign", "text"),
    [
        (1, 0, Sign.PLAIN, "1 человек"),
        (-1, 0, Sign.PLAIN, "−1 человек"),
        (22, 0, Sign.ALWAYS, "+22 человека"),
        (-5, 0, Sign.NEVER, "5 человек"),
        (111, 0, Sign.PLAIN, "111 человек"),
        (1, 1, Sign.PLAIN, "1,0 человека"),
        (20.96, 0, Sign.PLAIN, "21 человек"),
        (1021, 0, Sign.PLAIN, "1\u00a0021 человек"),
    ],
)
def test_the_plural_follows_the_number_as_printed(value: float, decimals: int, sign: Sign, text: str) -> None:
    assert trial(RU).plain(say("people", n=Shown(claim(value, decimals=decimals), sign))) == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (Shown(claim(1)), "first"),
        (Shown(claim(-1), Sign.NEVER), "first"),
        (Shown(claim(-1)), "one"),
        (Shown(claim(1.4)), "first"),
        (Shown(claim(2)), "other"),
        (1, "first"),
        (7, "other"),
    ],
)
def test_an_exact_number_can_be_asked_for(shown: Shown | int, text: str) -> None:
    assert trial(EN).plain(say("exact", n=shown)) == text


def test_claims_are_pieces_of_their_own(said: Mapping[Language, Words]) -> None:
    low, last = claim(-12345), replace(claim(678), cell={"measure": "n"})
    known = (Item(Period.parse("2000"), -12345.0, low), Item(Period.parse("2024"), 678.0, last))
    years = Declared(Kind.YEARS, known)
    lowest = superlative(years, End.LEAST)
    assert not isinstance(lowest, Refusal)
    message = say(
        "mig-external-title",
        area=PlaceName("TL"),
        low=lowest,
        last=Shown(last, Sign.ALWAYS),
        last_year=Period.parse("2024"),
    )
    for language, words in said.items():
        pieces = words.pieces(message)
        claims = [piece for piece in pieces if isinstance(piece, ClaimText)]
        assert {piece.claim.id: piece.text for piece in claims} == {
            low.id: words.number(-12345),
            last.id: words.number(678, 0, Sign.ALWAYS),
        }
        assert words.plain(message) == "".join(p if isinstance(p, str) else p.text for p in pieces), language
        assert render_text(words, message) == words.plain(message)


@pytest.mark.parametrize("name", ["low_set", "rank_of"])
def test_a_set_is_not_written_by_hand(name: str) -> None:
    with pytest.raises(ValueError, match="statement of a comparison"):
        say("mig-external-title", **{name: "of 20 regions"})


def test_a_set_is_said_in_each_language(said: Mapping[Language, Words]) -> None:
    known = tuple(Item(Period.parse(str(y)), float(v)) for y, v in ((2016, 3), (2020, 2), (2021, 1)))
    found = superlative(Declared(Kind.YEARS, known, aggregates=(Aggregate("2004–2008", 30.0, 5),)))
    message = say("cmp-set-years-known", count=3, years="2016, 2020–2021")
    assert not isinstance(found, Refusal) and arguments_of("high", found)["high_set"] == message
    assert said[EN].plain(message) == "of the 3 years known (2016, 2020–2021)"
    assert said[RU].plain(message) == "из 3 известных лет (2016, 2020–2021)"
    assert said[KK].plain(message) == "белгілі 3 жылдың (2016, 2020–2021) ішінде"
    counter = arguments_of("high", found)["high_counter"]
    assert isinstance(counter, Message) and counter.id == "cmp-counter-most"


def test_a_claim_that_is_only_asked_for_its_plural_is_no_piece() -> None:
    assert trial(EN).pieces(say("exact", n=claim(3))) == ("other",)


def test_claims_survive_in_lists_and_messages(said: Mapping[Language, Words]) -> None:
    number, other = claim(5), claim(7)
    inner = say("tru-source-value", source=PlaceName("TL-A"), value=number)
    message = say("tru-list", items=Items((inner, other, "x")))
    pieces = said[EN].pieces(message)
    assert pieces == ("“Belen Region”: ", ClaimText(number, "5"), ", ", ClaimText(other, "7"), " and x")


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        (EN, 0, ""),
        (EN, 1, "Belen Region"),
        (EN, 2, "Belen Region and Dorva Region"),
        (EN, 3, "Belen Region, Dorva Region and Kesmi Region"),
        (RU, 3, "Беленская область, Дорвинская область и Кесминская область"),
        (KK, 3, "Белен облысы, Дорва облысы және Кесмі облысы"),
    ],
)
def test_lists(said: Mapping[Language, Words], language: Language, count: int, text: str) -> None:
    places = tuple(PlaceName(f"TL-{letter}") for letter in "ABC"[:count])
    assert said[language].plain(say("tru-list", items=Items(places))) == text


def test_each_form_of_a_place(said: Mapping[Language, Words]) -> None:
    for words in said.values():
        for form in ("", *AREA_FORMS):
            assert words.area("TL-A", form)
    assert [said[lang].area("TL-A", "loc") for lang in (EN, RU, KK)] == [
        "in Belen Region", "в Беленской области", "Белен облысында",
    ]  # fmt: skip
    words = trial(RU)
    message = say("places", where=PlaceName("A-1"))
    assert words.plain(message) == "В области Абай: области Абай, Абай, область Абай"
    assert words.plain(say("forms", items=Items((PlaceName("A-1"), PlaceName("A-1"))))).endswith("и в области Абай")


def test_a_capital_at_the_start_and_nowhere_else() -> None:
    words = trial(RU)
    place = PlaceName("A-1")
    assert words.plain(say("begins", what=place)) == "Область Абай begins"
    assert words.plain(say("begins", what=Items((place, place)))) == "Область Абай и область Абай begins"
    assert words.plain(say("begins", what=say("listed", what=place))) == "Of область Абай begins"
    assert words.plain(say("quoted", what=place)) == "“область Абай”"
    assert words.plain(say("listed", what=place)) == "of область Абай"
    assert words.label(place) == "Область Абай"
    assert words.area("A-1") == "область Абай"


@pytest.mark.parametrize("text", ["stat.example.org", "a word as it is", "net_migration"])
def test_what_is_given_as_text_stays(text: str) -> None:
    assert trial(EN).plain(say("begins", what=text)) == f"{text} begins"
    assert trial(EN).label(text) == text


def test_private_characters_in_text_do_no_harm() -> None:
    assert trial(EN).pieces(say("begins", what="a\ue0007\ue001b\ue002c")) == ("a7bc begins",)


@pytest.mark.parametrize("language", list(Language))
def test_years_and_counts_are_not_grouped(said: Mapping[Language, Words], language: Language) -> None:
    assert "2024" in said[language].plain(say("ui-borders", year=2024))
    assert "12345" in said[language].plain(say("ui-figure", number=12345))


@pytest.mark.parametrize(("language", "text"), [(EN, "0.5"), (RU, "0,5"), (KK, "0,5")])
def test_an_amount_has_its_decimals(language: Language, text: str) -> None:
    assert trial(language).plain(say("begins", what=0.5)) == f"{text} begins"


def test_a_word_can_choose() -> None:
    assert [trial(EN).plain(say("which", kind=kind)) for kind in ("loss", "gain")] == ["less", "more"]


@pytest.mark.parametrize(
    ("language", "text"), [(EN, "−10.7%"), (RU, "−10,7\u00a0%"), (KK, "−10,7%")], ids=["en", "ru", "kk"]
)
def test_shares_and_percent_carry_their_sign(said: Mapping[Language, Words], language: Language, text: str) -> None:
    for one in (claim(-0.1066, "share", 1), claim(-10.7, "percent", 1)):
        assert said[language].quantity(one) == text
        message = say("tru-source-value", source="x", value=one)
        assert said[language].pieces(message)[-1] == ClaimText(one, text)


@pytest.mark.parametrize(
    ("language", "value", "unit", "text"),
    [
        (EN, 1, "persons", "1 person"),
        (EN, 3473, "persons", "3,473 people"),
        (RU, 21, "persons", "21 человек"),
        (RU, 3473, "families", "3\u00a0473 семьи"),
        (KK, 3473, "persons", "3\u00a0473 адам"),
        (EN, 5, "crown_month", "5 crowns a month"),
        (EN, 2, "per_1000", "2 per 1,000 people"),
    ],
)
def test_quantities(said: Mapping[Language, Words], language: Language, value: float, unit: str, text: str) -> None:
    assert said[language].quantity(claim(value, unit)) == text


def test_units_alone(said: Mapping[Language, Words]) -> None:
    assert [said[lang].unit("per_1000") for lang in (EN, RU, KK)] == [
        "per 1,000 people", "на 1\u00a0000 человек", "1\u00a0000 адамға шаққанда",
    ]  # fmt: skip
    assert said[KK].unit("crown_month") == "айына крон"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "message",
    [
        say("no-such-message"),
        say("tru-list"),
        say("tru-list", items=say("no-such-message")),
        say("tru-list", items=PlaceName("TL-XX")),
        say("tru-list", items=Items((say("ui-year"), say("nowhere")))),
    ],
    ids=["message", "argument", "inner message", "area", "inner of a list"],
)
def test_what_is_not_there_is_never_printed(
    said: Mapping[Language, Words], language: Language, message: Message
) -> None:
    with pytest.raises(KeyError):
        said[language].plain(message)


def test_the_error_names_what_is_missing(said: Mapping[Language, Words]) -> None:
    with pytest.raises(KeyError, match=r"no message 'area-TL-XX' in en"):
        said[EN].plain(say("tru-list", items=PlaceName("TL-XX")))
    with pytest.raises(KeyError, match="items"):
        said[EN].plain(say("tru-list"))
    with pytest.raises(KeyError, match=r"no message 'unit-nothing'"):
        said[EN].unit("nothing")
    with pytest.raises(KeyError, match=r"area-TL-A\.voc"):
        said[EN].area("TL-A", "voc")


def test_only_places_and_periods_have_forms() -> None:
    with pytest.raises(KeyError):
        trial(EN).plain(say("places", where="text"))


def test_a_pack_may_word_a_unit_its_own_way() -> None:
    words = load_words(EN, ("unit-persons = souls\n",))
    assert words.unit("persons") == "souls"
    assert words.quantity(claim(5)) == "5 souls"
    assert load_words(EN).unit("persons") == "people"


def test_names_that_are_not_fluent_are_the_users_mistake() -> None:
    with pytest.raises(BadInput) as caught:
        load_words(RU, ("area-A = x\n\nthis is nothing\n",))
    assert caught.value.code == "ftl-syntax"
    assert caught.value.where == "names/ru.ftl:3"

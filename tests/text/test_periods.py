"""Periods in each language and form."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qonys.model import Period
from qonys.text import Language, PlaceName, Words, say
from qonys.text.periods import FORMS

EN, RU, KK = Language.EN, Language.RU, Language.KK

# code: plain, in, gen, abl, short
TEXTS = {
    KK: {
        "2023": ("2023 жыл", "2023 жылы", "2023 жылдың", "2023 жылдан", "2023"),
        "2023-08": ("2023 жылғы тамыз", "2023 жылғы тамызда", "2023 жылғы тамыздың", "2023 жылғы тамыздан", "08.2023"),
        "2023-01/09": (
            "2023 жылғы қаңтар-қыркүйек",
            "2023 жылғы қаңтар-қыркүйекте",
            "2023 жылғы қаңтар-қыркүйектің",
            "2023 жылғы қаңтар-қыркүйектен",
            "01–09.2023",
        ),
        "2023-Q1": (
            "2023 жылғы I тоқсан",
            "2023 жылғы I тоқсанда",
            "2023 жылғы I тоқсанның",
            "2023 жылғы I тоқсаннан",
            "2023 ж. I тоқс.",
        ),
        "2024-01-01": (
            "2024 жылғы 1 қаңтар",
            "2024 жылғы 1 қаңтарда",
            "2024 жылғы 1 қаңтардың",
            "2024 жылғы 1 қаңтардан",
            "01.01.2024",
        ),
    },
    RU: {
        "2023": ("2023 год", "в 2023 году", "2023 года", "с 2023 года", "2023"),
        "2023-08": ("август 2023 года", "в августе 2023 года", "августа 2023 года", "с августа 2023 года", "08.2023"),
        "2023-01/09": (
            "январь-сентябрь 2023 года",
            "в январе-сентябре 2023 года",
            "января-сентября 2023 года",
            "с января-сентября 2023 года",
            "01–09.2023",
        ),
        "2023-Q1": (
            "I квартал 2023 года",
            "в I квартале 2023 года",
            "I квартала 2023 года",
            "с I квартала 2023 года",
            "I кв. 2023",
        ),
        "2024-01-01": (
            "1 января 2024 года",
            "на 1 января 2024 года",
            "1 января 2024 года",
            "с 1 января 2024 года",
            "01.01.2024",
        ),
    },
    EN: {
        "2023": ("2023", "in 2023", "of 2023", "from 2023", "2023"),
        "2023-08": ("August 2023", "in August 2023", "of August 2023", "from August 2023", "Aug 2023"),
        "2023-01/09": (
            "January-September 2023",
            "in January-September 2023",
            "of January-September 2023",
            "from January-September 2023",
            "Jan–Sep 2023",
        ),
        "2023-Q1": ("Q1 2023", "in Q1 2023", "of Q1 2023", "from Q1 2023", "Q1 2023"),
        "2024-01-01": (
            "1 January 2024",
            "on 1 January 2024",
            "of 1 January 2024",
            "from 1 January 2024",
            "1 Jan 2024",
        ),
    },
}
CASES = [(language, code, texts) for language, codes in TEXTS.items() for code, texts in codes.items()]


@pytest.mark.parametrize(("language", "code", "texts"), CASES, ids=[f"{c[0].value} {c[1]}" for c in CASES])
def test_forms(said: Mapping[Language, Words], language: Language, code: str, texts: tuple[str, ...]) -> None:
    period = Period.parse(code)
    assert tuple(said[language].period(period, form) for form in ("", *FORMS)) == texts


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_own_words(said: Mapping[Language, Words], language: Language, month: int) -> None:
    other = Period.parse(f"2023-{month % 12 + 1:02d}")
    for form in ("", *FORMS):
        text = said[language].period(Period.parse(f"2023-{month:02d}"), form)
        assert text != said[language].period(other, form)


@pytest.mark.parametrize("language", list(Language))
def test_a_span_of_one_month_is_the_month(said: Mapping[Language, Words], language: Language) -> None:
    assert said[language].period(Period.parse("2023-01/01")) == said[language].period(Period.parse("2023-01"))


def test_a_label_is_short(said: Mapping[Language, Words]) -> None:
    assert [said[lang].label(Period.parse("2023-08")) for lang in (EN, RU, KK)] == ["Aug 2023", "08.2023", "08.2023"]


def test_forms_in_a_message(said: Mapping[Language, Words]) -> None:
    message = say("mig-ranking-alt", year=Period.parse("2023"))
    assert "in 2023" in said[EN].plain(message)
    assert "в 2023 году" in said[RU].plain(message)
    assert said[KK].plain(message).startswith("2023 жылы")


def test_an_early_year_keeps_its_digits(said: Mapping[Language, Words]) -> None:
    assert said[EN].period(Period.year_of(897)) == "0897"
    assert said[EN].plain(say("mig-beside-table", area=PlaceName("TL"), year=Period.year_of(1897))).endswith("1897")

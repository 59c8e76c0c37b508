"""Names stand in the order of each language's alphabet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qonys.text import Language, sort_key

EN, RU, KK = Language.EN, Language.RU, Language.KK

KAZAKH = "А Ә Б В Г Ғ Д Е Ё Ж З И Й К Қ Л М Н Ң О Ө П Р С Т У Ұ Ү Ф Х Һ Ц Ч Ш Щ Ъ Ы І Ь Э Ю Я".split()
RUSSIAN = "А Б В Г Д Е Ё Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ъ Ы Ь Э Ю Я".split()


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (KK, KAZAKH),
        (RU, RUSSIAN),
        (
            KK,
            "Аягөз Әулиекөл Бурабай Ғалия Дала Қарасу Лашын Өрлеу Петр Үлкен Ілия Яз".split(),
        ),
        (RU, ["Елец", "Ёлкино", "Жар"]),
        (RU, ["Белен-Тау", "Беленская область", "Беловская"]),
        (EN, ["Belen", "Éden", "Esk", "orlin", "Zorin", "Ақ"]),
        (RU, ["Дорва", "область Абай", "Zorin"]),
        (EN, ["12 Oaks", "7 Springs", "Oaks"]),
        (KK, ["Қала", "қала", "қалаа"]),
    ],
)
def test_order(language: Language, wanted: list[str]) -> None:
    assert sorted(reversed(wanted), key=sort_key(language)) == wanted


def test_code_points_would_not_do() -> None:
    assert sorted(KAZAKH) != KAZAKH


@given(st.lists(st.text(max_size=8), max_size=8), st.sampled_from(list(Language)))
def test_every_text_has_one_place(texts: list[str], language: Language) -> None:
    key = sort_key(language)
    assert sorted(texts, key=key) == sorted(reversed(texts), key=key)

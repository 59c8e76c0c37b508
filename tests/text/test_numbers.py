"""Numbers are written as each language writes them, rounded once, with a real minus and never as -0."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qonys.model import Call, Claim
from qonys.text import Language, Sign
from qonys.text.numbers import number_text

EN, RU, KK = Language.EN, Language.RU, Language.KK
numbers = st.floats(min_value=-1e12, max_value=1e12)


@pytest.mark.parametrize(
    ("language", "value", "decimals", "text"),
    [
        (EN, 22759, 0, "22,759"),
        (RU, 22759, 0, "22\u00a0759"),
        (KK, 22759, 0, "22\u00a0759"),
        (EN, 10.7, 1, "10.7"),
        (RU, 10.7, 1, "10,7"),
        (KK, 1234567.25, 2, "1\u00a0234\u00a0567,25"),
        (EN, 999.96, 1, "1,000.0"),
        (EN, 5, 0, "5"),
        (EN, 5, 2, "5.00"),
        (RU, -3473, 0, "\u22123\u00a0473"),
        (EN, 12345, -2, "12,300"),
    ],
)
def test_grouping_and_decimals(language: Language, value: float, decimals: int, text: str) -> None:
    assert number_text(language, value, decimals) == text


@pytest.mark.parametrize(
    ("sign", "texts"),
    [
        (Sign.PLAIN, ("\u22125", "0", "5")),
        (Sign.ALWAYS, ("\u22125", "0", "+5")),
        (Sign.NEVER, ("5", "0", "5")),
    ],
)
def test_signs(sign: Sign, texts: tuple[str, ...]) -> None:
    assert tuple(number_text(EN, value, 0, sign) for value in (-5, 0, 5)) == texts


@pytest.mark.parametrize("sign", list(Sign))
@pytest.mark.parametrize("value", [-0.0, -0.04, 0.04, 0])
def test_what_rounds_to_zero_has_no_sign(value: float, sign: Sign) -> None:
    assert number_text(EN, value, 1, sign) == "0.0"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_missing_is_no_number(value: float) -> None:
    with pytest.raises(ValueError, match="no number"):
        number_text(EN, value)


@given(numbers, st.integers(0, 4), st.sampled_from(list(Language)))
def test_the_text_reads_back_as_the_number_that_a_claim_prints(value: float, decimals: int, language: Language) -> None:
    claim = Claim(Call("f"), {}, value, "persons", decimals)
    text = number_text(language, value, decimals)
    marks = {"\u00a0": "", ",": ".", "\u2212": "-"} if language is not EN else {",": "", "\u2212": "-"}
    for mark, plain in marks.items():
        text = text.replace(mark, plain)
    assert float(text) == pytest.approx(claim.printed, abs=10**-decimals * 1e-6 + 1e-12 * abs(value))


@given(numbers, st.integers(0, 4))
def test_the_languages_differ_in_marks_only(value: float, decimals: int) -> None:
    digits = {"".join(c for c in number_text(language, value, decimals) if c.isdigit()) for language in Language}
    assert len(digits) == 1

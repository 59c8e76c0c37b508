"""Periods: what each form spans, what is no period, order, shifts."""

from __future__ import annotations

import datetime as dt

import pytest

from qonys.errors import BadInput
from qonys.model import Frequency, Period


@pytest.mark.parametrize(
    ("text", "first", "last", "frequency"),
    [
        ("2023", "2023-01-01", "2023-12-31", Frequency.YEAR),
        ("2023-Q1", "2023-01-01", "2023-03-31", Frequency.QUARTER),
        ("2023-Q4", "2023-10-01", "2023-12-31", Frequency.QUARTER),
        ("2023-08", "2023-08-01", "2023-08-31", Frequency.MONTH),
        ("2024-02", "2024-02-01", "2024-02-29", Frequency.MONTH),
        ("1900-02", "1900-02-01", "1900-02-28", Frequency.MONTH),
        ("2023-01/01", "2023-01-01", "2023-01-31", Frequency.CUMULATIVE),
        ("2023-01/09", "2023-01-01", "2023-09-30", Frequency.CUMULATIVE),
        ("2024-02-29", "2024-02-29", "2024-02-29", Frequency.DATE),
        ("0001", "0001-01-01", "0001-12-31", Frequency.YEAR),
    ],
)
def test_each_form_spans_its_days(text: str, first: str, last: str, frequency: Frequency) -> None:
    period = Period.parse(text)
    assert (period.first, period.last) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert period.frequency is frequency
    assert str(period) == text
    assert period.year == int(text[:4])


@pytest.mark.parametrize(
    "text",
    [
        "", "23", "02023", "2023 ", " 2023", "2023\n", "2023-Q0", "2023-Q5", "2023-q1", "2023-13", "2023-00", "2023-8",
        "2023-02/08", "2023-01/13", "2023-01/00", "2023-02-29", "2023-04-31", "2023/08", "0000", "-2023", "2023.0",
        "２０２３", "٢٠٢٣-01",
    ],
)  # fmt: skip
def test_other_text_is_no_period(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        Period.parse(text)
    assert caught.value.code == "period"
    assert caught.value.fields["text"] == text


@pytest.mark.parametrize(
    ("text", "steps", "shifted"),
    [
        ("2023", 1, "2024"),
        ("2023", -23, "2000"),
        ("2023-Q4", 1, "2024-Q1"),
        ("2023-Q1", -1, "2022-Q4"),
        ("2023-Q3", 9, "2025-Q4"),
        ("2023-12", 1, "2024-01"),
        ("2023-01", -1, "2022-12"),
        ("2023-06", 0, "2023-06"),
        ("2023-01/09", 1, "2024-01/09"),
        ("2023-01-01", 1, "2024-01-01"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2024-02-29", 1, "2025-02-28"),
        ("2024-02-29", -4, "2020-02-29"),
    ],
)
def test_a_shift_moves_by_own_lengths(text: str, steps: int, shifted: str) -> None:
    assert str(Period.parse(text).shift(steps)) == shifted


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("9999", 1),
        ("0001", -1),
        ("9999-12", 1),
        ("0001-Q1", -1),
        ("9999-01/05", 1),
        ("9999-12-31", 1),
        ("0001-01", -99),
    ],
)
def test_a_shift_out_of_the_calendar_is_refused(text: str, steps: int) -> None:
    with pytest.raises(BadInput):
        Period.parse(text).shift(steps)


def test_order_is_by_first_day_then_last() -> None:
    texts = ["2023-02", "2023", "2022-12-31", "2023-Q1", "2023-01-01", "2023-01/09", "2023-01"]
    ordered = [str(p) for p in sorted(map(Period.parse, texts))]
    assert ordered == ["2022-12-31", "2023-01-01", "2023-01", "2023-Q1", "2023-01/09", "2023", "2023-02"]


def test_a_year_is_the_parsed_year() -> None:
    year = Period.year_of(987)
    assert year == Period.parse("0987")
    assert (str(year), year.frequency) == ("0987", Frequency.YEAR)


def test_the_same_days_under_two_names_are_one_span() -> None:
    year, months = Period.parse("2023"), Period.parse("2023-01/12")
    assert year == months
    assert hash(year) == hash(months)
    assert (year.frequency, year.code) != (months.frequency, months.code)

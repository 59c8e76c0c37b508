"""Round trips and laws of the small parts: dimensions, periods, vintages, statuses, claims."""

from __future__ import annotations

import datetime as dt
import string

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qonys.errors import BadInput
from qonys.model import Call, Claim, Frequency, Period, Status, dimensions_text, parse_dimensions, parse_vintage, worst
from qonys.model.result import worst_codes

words = st.text(string.ascii_letters + string.digits + "_-.әқЖй ", min_size=1, max_size=8)
dimensions = st.dictionaries(words, words, max_size=5)

years = st.integers(1000, 8999)
periods = st.one_of(
    years.map(lambda y: f"{y}"),
    st.builds(lambda y, q: f"{y}-Q{q}", years, st.integers(1, 4)),
    st.builds(lambda y, m: f"{y}-{m:02d}", years, st.integers(1, 12)),
    st.builds(lambda y, m: f"{y}-01/{m:02d}", years, st.integers(1, 12)),
    st.dates(dt.date(1000, 1, 1), dt.date(8999, 12, 31)).map(dt.date.isoformat),
).map(Period.parse)
statuses = st.sampled_from(Status)


# --- dimensions ------------------------------------------------------------------------------------


@given(dimensions)
def test_dimensions_come_back_from_their_text(written: dict[str, str]) -> None:
    assert parse_dimensions(dimensions_text(written)) == written


@given(dimensions)
def test_one_set_of_dimensions_has_one_text(written: dict[str, str]) -> None:
    turned = dict(reversed(written.items()))
    assert dimensions_text(turned) == dimensions_text(written)


@given(dimensions, st.data())
def test_any_order_of_parts_is_read_alike(written: dict[str, str], data: st.DataObject) -> None:
    parts = data.draw(st.permutations([f"{name}={code}" for name, code in written.items()]))
    assert dimensions_text(parse_dimensions(";".join(parts))) == dimensions_text(written)


@given(st.text(alphabet="ab=;", max_size=12))
def test_text_is_read_whole_or_refused(text: str) -> None:
    try:
        found = parse_dimensions(text)
    except BadInput:
        return
    assert sorted(text.split(";")) == sorted(dimensions_text(found).split(";"))


@given(dimensions, words, words)
def test_a_name_that_stands_twice_is_refused(written: dict[str, str], name: str, code: str) -> None:
    text = dimensions_text({**written, name: code})
    with pytest.raises(BadInput):
        parse_dimensions(f"{text};{name}={code}")


# --- periods ---------------------------------------------------------------------------------------


@given(periods)
def test_a_period_comes_back_from_its_text(period: Period) -> None:
    again = Period.parse(str(period))
    assert again == period
    assert (again.frequency, again.code) == (period.frequency, period.code)
    assert period.first <= period.last
    assert period.year == period.first.year == period.last.year


@given(periods, st.integers(-300, 300))
def test_a_shift_there_and_back_leads_home(period: Period, steps: int) -> None:
    assume(not period.code.endswith("-02-29"))
    there = period.shift(steps)
    assert there.frequency is period.frequency
    assert str(there.shift(-steps)) == str(period)


@given(periods, st.integers(-100, 100), st.integers(-100, 100))
def test_two_shifts_are_one(period: Period, one: int, two: int) -> None:
    assume(not period.code.endswith("-02-29"))
    assert str(period.shift(one).shift(two)) == str(period.shift(one + two))


@given(periods)
def test_years_quarters_and_months_follow_without_a_gap(period: Period) -> None:
    assume(period.frequency in (Frequency.YEAR, Frequency.QUARTER, Frequency.MONTH))
    assert period.shift(1).first - period.last == dt.timedelta(days=1)


@given(st.text(alphabet="0129-Q/", max_size=10))
def test_text_is_a_period_as_it_stands_or_none(text: str) -> None:
    try:
        period = Period.parse(text)
    except BadInput:
        return
    assert str(period) == text
    assert str(Period.parse(text).shift(0)) == text


@given(st.dates())
def test_a_date_is_its_own_vintage_and_a_month_is_known_at_its_end(day: dt.date) -> None:
    assert parse_vintage(day.isoformat()) == day
    end = parse_vintage(day.isoformat()[:7])
    assert (end.year, end.month) == (day.year, day.month)
    assert day <= end
    if day < dt.date(9999, 12, 1):
        assert (end + dt.timedelta(days=1)).day == 1


# --- statuses --------------------------------------------------------------------------------------


@given(st.lists(statuses), st.lists(statuses))
def test_the_worst_of_all_is_the_worst_of_the_parts(some: list[Status], others: list[Status]) -> None:
    assert worst([*some, *others]) is worst([worst(some), worst(others)]) is worst([*others, *some])
    assert all(worst(some).rank >= status.rank for status in some)
    assert worst(some) in (some or [Status.NORMAL])


@given(st.lists(st.tuples(statuses, statuses), min_size=1, max_size=12))
def test_arrays_of_codes_say_what_single_statuses_say(pairs: list[tuple[Status, Status]]) -> None:
    left, right = (np.array([pair[side].value for pair in pairs]) for side in (0, 1))
    assert worst_codes(left, right).tolist() == [worst(pair).value for pair in pairs]


# --- claims ----------------------------------------------------------------------------------------

values = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), words)
parameters = st.dictionaries(words, st.one_of(values, st.lists(words).map(tuple)), max_size=4)


@given(parameters, st.dictionaries(words, words, max_size=3))
def test_an_id_knows_no_order_of_names(given_: dict[str, object], cell: dict[str, str]) -> None:
    call, turned = (Call("f", dict(items)) for items in (given_.items(), reversed(given_.items())))  # type: ignore[arg-type]
    assert call.id == turned.id
    one, other = Claim(call, cell, 1.0, "persons"), Claim(turned, dict(reversed(cell.items())), 2.0, "persons")
    assert one.id == other.id


@given(parameters, parameters)
def test_other_parameters_have_another_id(one: dict[str, object], other: dict[str, object]) -> None:
    same = Call("f", one).id == Call("f", other).id  # type: ignore[arg-type]
    assert same is (repr(sorted(one.items(), key=str)) == repr(sorted(other.items(), key=str)))


@given(st.floats(-1e9, 1e9), st.integers(0, 4), st.sampled_from(["persons", "share"]))
def test_a_printed_number_is_within_half_a_unit_of_the_last_place(value: float, decimals: int, unit: str) -> None:
    shown = value * 100 if unit == "share" else value
    printed = Claim(Call("f"), {}, value, unit, decimals).printed
    dust = 1e-12 * abs(shown)
    assert abs(printed - shown) <= 0.5 * 10.0**-decimals + dust

"""Lineage: divisions, what a label means, what adds up exactly, what stays comparable."""

from __future__ import annotations

import datetime as dt

import pytest

from qonys.errors import QonysError
from qonys.model import Change, Lineage, LineageEvent


def event(
    year: int, change: Change, old: str, new: str, continues: str | None = None, *, month: int = 1
) -> LineageEvent:
    return LineageEvent(dt.date(year, month, 1), change, tuple(old.split()), tuple(new.split()), continues=continues)


def split(year: int, old: str, new: str, continues: str | None = None) -> LineageEvent:
    return event(year, Change.SPLIT, old, new, continues)


def merge(year: int, old: str, new: str, continues: str | None = None) -> LineageEvent:
    return event(year, Change.MERGE, old, new, continues)


def transfer(year: int, old: str, new: str) -> LineageEvent:
    return event(year, Change.TRANSFER, old, new)


HISTORY = Lineage(
    ("A", "B", "C", "D", "E", "F"),
    (
        split(2014, "B", "B G", "B"),
        merge(2017, "C D", "H"),
        transfer(2019, "E", "F"),
        split(2020, "A", "I J", "I"),
    ),
)


def compose(target: str, of: int, within: int, history: Lineage = HISTORY) -> tuple[tuple[str, ...], str]:
    territory = history.territory(target, of)
    assert territory is not None
    found = history.compose(territory, within)
    return found.units, found.reason


# --- events ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Change.SPLIT, "A B", "C D"),
        (Change.SPLIT, "", "C"),
        (Change.SPLIT, "A", ""),
        (Change.MERGE, "A B", "C D"),
        (Change.MERGE, "", "C"),
        (Change.TRANSFER, "A B", "C"),
        (Change.TRANSFER, "A", "B C"),
        (Change.TRANSFER, "A", "A"),
        (Change.SPLIT, "A", "B B"),
        (Change.MERGE, "A A", "C"),
    ],
)
def test_an_event_of_a_wrong_shape_is_refused(change: Change, old: str, new: str) -> None:
    with pytest.raises(QonysError) as caught:
        event(2020, change, old, new)
    twice = (old, new) in (("A", "A"), ("A", "B B"), ("A A", "C"))
    assert caught.value.code == ("lineage-twice" if twice else "lineage-count")
    assert "2020-01-01" in caught.value.where


def test_only_a_new_unit_carries_on_a_label() -> None:
    with pytest.raises(QonysError) as caught:
        split(2020, "A", "B C", "A")
    assert caught.value.code == "lineage-continues" and "B, C" in caught.value.what


@pytest.mark.parametrize(("change", "exact"), [(Change.SPLIT, True), (Change.MERGE, True), (Change.TRANSFER, False)])
def test_only_a_transfer_is_inexact(change: Change, exact: bool) -> None:
    assert event(2020, change, "A", "B").exact is exact


# --- divisions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "era", "units"),
    [
        (-5, 0, "ABCDEF"),
        (0, 0, "ABCDEF"),
        (2013, 0, "ABCDEF"),
        (2014, 2014, "ABCDEFG"),
        (2016, 2014, "ABCDEFG"),
        (2017, 2017, "ABEFGH"),
        (2019, 2019, "ABEFGH"),
        (2020, 2020, "BEFGHIJ"),
        (2999, 2020, "BEFGHIJ"),
    ],
)
def test_a_year_has_the_division_in_force(year: int, era: int, units: str) -> None:
    assert HISTORY.era(year) == era
    assert sorted(HISTORY.division(year)) == list(units)


def test_without_events_there_is_one_division() -> None:
    lineage = Lineage(("A", "B"), ())
    assert lineage.years == (0,)
    assert lineage.division(2020) == {"A": frozenset({"A"}), "B": frozenset({"B"})}
    assert lineage.stable_units(1990, 2020) == (("A",), ("B",))


def test_a_code_alone_does_not_tell_the_territory() -> None:
    before, after = HISTORY.territory("B", 2013), HISTORY.territory("B", 2014)
    assert before is not None and after is not None
    assert after < before
    assert before - after == HISTORY.territory("G", 2014)


def test_a_transfer_moves_a_part_and_no_more() -> None:
    e, f = HISTORY.territory("E", 2018), HISTORY.territory("F", 2018)
    e_after, f_after = HISTORY.territory("E", 2019), HISTORY.territory("F", 2019)
    assert e is not None and f is not None and e_after is not None and f_after is not None
    assert e_after and e_after < e
    assert f < f_after
    assert e | f == e_after | f_after


def test_several_events_of_one_year_make_one_division() -> None:
    lineage = Lineage(("A",), (split(2010, "A", "A B"), event(2010, Change.SPLIT, "B", "B C", month=7)))
    assert lineage.years == (0, 2010)
    assert sorted(lineage.division(2010)) == ["A", "B", "C"]


def test_events_are_taken_by_date_whatever_their_order() -> None:
    lineage = Lineage(HISTORY.first_units, tuple(reversed(HISTORY.events)))
    for year in HISTORY.years:
        assert lineage.division(year) == HISTORY.division(year)
        for label in "ABCDEFGHIJ":
            assert lineage.meaning(label, year) == HISTORY.meaning(label, year)


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ((split(2010, "X", "X Y"),), "lineage-not-in-force"),
        ((merge(2010, "A X", "Y"),), "lineage-not-in-force"),
        ((transfer(2010, "X", "A"),), "lineage-not-in-force"),
        ((transfer(2010, "A", "X"),), "lineage-not-in-force"),
        ((split(2010, "A", "C D"), split(2011, "A", "E F")), "lineage-not-in-force"),
        ((split(2010, "A", "C B"),), "lineage-in-force"),
        ((merge(2010, "A", "B"),), "lineage-in-force"),
    ],
)
def test_a_history_that_cannot_be_is_refused(events: tuple[LineageEvent, ...], code: str) -> None:
    with pytest.raises(QonysError) as caught:
        Lineage(("A", "B"), events).division(2020)
    assert caught.value.code == code
    assert "201" in caught.value.where


# --- labels ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "year", "unit"),
    [
        ("A", 2019, "A"),
        ("A", 2020, "I"),
        ("A", 2099, "I"),
        ("B", 2013, "B"),
        ("B", 2020, "B"),
        ("G", 2013, None),
        ("G", 2014, "G"),
        ("C", 2016, "C"),
        ("C", 2017, None),
        ("E", 2020, "E"),
        ("I", 2019, None),
        ("X", 2020, None),
    ],
)
def test_a_label_means_its_unit_or_the_one_that_carries_it_on(label: str, year: int, unit: str | None) -> None:
    assert HISTORY.meaning(label, year) == unit
    assert HISTORY.territory(label, year) == (None if unit is None else HISTORY.division(year)[unit])


def test_a_label_is_carried_on_through_several_events() -> None:
    lineage = Lineage(
        ("A", "Z"), (split(2005, "A", "B C", "B"), merge(2010, "B Z", "D", "D"), split(2015, "D", "E F", "F"))
    )
    assert [lineage.meaning("A", y) for y in (2004, 2005, 2010, 2015)] == ["A", "B", "D", "F"]
    assert [lineage.meaning("Z", y) for y in (2005, 2010, 2015)] == ["Z", "D", "F"]


def test_a_label_given_anew_means_the_new_unit() -> None:
    lineage = Lineage(
        ("A", "Z"),
        (split(2005, "A", "B C", "B"), split(2010, "Z", "A Y"), merge(2015, "A Y", "W")),
    )
    assert [lineage.meaning("A", y) for y in (2005, 2010, 2015)] == ["B", "A", None]


def test_an_heir_that_ended_before_is_not_followed() -> None:
    # B ended in 2001 in favour of K; the B of 2005 is another one and ends without an heir
    lineage = Lineage(
        ("A", "B"),
        (split(2001, "B", "K L", "K"), split(2005, "A", "B C", "B"), merge(2010, "B C", "D")),
    )
    assert [lineage.meaning("A", y) for y in (2001, 2005, 2010)] == ["A", "B", None]


# --- sums ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "of", "within", "units", "reason"),
    [
        ("B", 2013, 2014, ("B", "G"), ""),
        ("B", 2014, 2013, (), "B"),
        ("G", 2014, 2013, (), "B"),
        ("H", 2017, 2016, ("C", "D"), ""),
        ("C", 2016, 2017, (), "H"),
        ("A", 2010, 2020, ("I", "J"), ""),
        ("J", 2020, 2019, (), "A"),
        ("E", 2018, 2019, (), "F"),
        ("F", 2019, 2018, (), "E"),
        ("E", 2019, 2018, (), "E"),
        ("F", 2018, 2018, ("F",), ""),
    ],
)
def test_a_target_is_a_sum_or_says_what_cuts_it(
    target: str, of: int, within: int, units: tuple[str, ...], reason: str
) -> None:
    assert compose(target, of, within) == (units, reason)


def test_two_units_of_a_transfer_add_up_together() -> None:
    together = HISTORY.division(2018)["E"] | HISTORY.division(2018)["F"]
    assert HISTORY.compose(together, 2020).units == ("E", "F")


def test_all_that_cuts_a_target_is_named() -> None:
    lineage = Lineage(("A", "B", "C"), (transfer(2010, "A", "B"), transfer(2011, "A", "C")))
    assert compose("A", 2000, 2011, lineage) == ((), "B,C")


def test_a_merge_undoes_a_split() -> None:
    lineage = Lineage(("A",), (split(2005, "A", "B C"), merge(2010, "B C", "D")))
    assert lineage.territory("D", 2010) == lineage.territory("A", 2000)


def test_a_split_does_not_undo_a_merge() -> None:
    # the new C and D carry the old names, but where the line runs is not on record
    lineage = Lineage(("C", "D"), (merge(2005, "C D", "H"), split(2010, "H", "C D")))
    assert compose("C", 2010, 2000, lineage) == ((), "C,D")


# --- stable units ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "groups"),
    [
        (2010, 2023, "BG EF H IJ"),
        (2014, 2023, "B EF G H IJ"),
        (2019, 2023, "B E F G H IJ"),
        (2020, 2023, "B E F G H I J"),
        (2010, 2013, "A B C D E F"),
        (2010, 2018, "A BG E F H"),
        (2015, 2017, "A B E F G H"),
        (2019, 2019, "A B E F G H"),
    ],
)
def test_stable_units_are_the_smallest_comparable_groups(first: int, last: int, groups: str) -> None:
    assert ["".join(group) for group in HISTORY.stable_units(first, last)] == groups.split()


def test_groups_join_through_a_chain_of_changes() -> None:
    lineage = Lineage(("A", "B", "C"), (transfer(2010, "A", "B"), transfer(2012, "B", "C")))
    assert lineage.stable_units(2000, 2020) == (("A", "B", "C"),)
    assert lineage.stable_units(2010, 2020) == (("A",), ("B", "C"))

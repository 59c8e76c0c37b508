"""Comparisons: what is said whatever the figures are, and when nothing is."""

from __future__ import annotations

from itertools import pairwise
from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qonys.comparisons import (
    Aggregate,
    Candidate,
    Course,
    Declared,
    End,
    Item,
    Kind,
    Level,
    Rank,
    Refusal,
    Superlative,
    Terms,
    Top,
    Why,
    against,
    change,
    half_unit,
    holm,
    in_order,
    level_of,
    newest,
    rank,
    several,
    superlative,
    top,
    unlike,
)
from qonys.comparisons.sets import spans
from qonys.model import Call, Claim, Period

VALUES = st.lists(st.one_of(st.integers(-1000, 1000).map(float), st.just(nan)), min_size=0, max_size=12)


def of(*values: float, kind: Kind = Kind.AREAS, **more: object) -> Declared:
    return Declared(kind, tuple(Item(str(i), v) for i, v in enumerate(values)), **more)  # type: ignore[arg-type]


def claimed(label: str, value: float, unit: str = "persons", decimals: int = 0) -> Item:
    return Item(label, value, Claim(Call("f"), {"area": label}, value, unit, decimals))


# --- superlatives ---------------------------------------------------------------------------------


@given(VALUES, st.sampled_from(End))
def test_a_leader_is_never_behind_a_member_of_its_set(values, end):
    found = superlative(of(*values), end)
    known = [v for v in values if not isnan(v)]
    if isinstance(found, Superlative):
        assert all(end.sign * (item.value - v) >= 0 for item in found.leaders for v in known)
        assert len(found.leaders) < len(known)
    else:
        assert len(known) < 2 or len(set(known)) == 1 or found.why is Why.NOT_SEPARABLE


@given(VALUES)
def test_the_most_of_the_negatives_is_the_least(values):
    most, least = superlative(of(*values)), superlative(of(*(-v for v in values)), End.LEAST)
    if isinstance(most, Superlative):
        assert isinstance(least, Superlative)
        assert [i.label for i in most.leaders] == [i.label for i in least.leaders]
    else:
        assert isinstance(least, Refusal) and least.why is most.why


@given(VALUES.filter(lambda v: sum(not isnan(x) for x in v) > 1))
def test_words_of_gain_need_a_gain(values):
    found = superlative(of(*values), needs=1)
    if max(v for v in values if not isnan(v)) <= 0:
        assert isinstance(found, Refusal) and found.why is Why.WRONG_SIGN
    elif isinstance(found, Superlative):
        assert found.first.value > 0


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ((), Why.NO_FIGURES),
        ((nan, nan), Why.NO_FIGURES),
        ((5.0,), Why.ONE_VALUE),
        ((5.0, nan), Why.ONE_VALUE),
        ((5.0, 5.0), Why.ALL_EQUAL),
        ((5.0, 5.0, 5.0, 5.0, 1.0), Why.NOT_SEPARABLE),
    ],
)
def test_what_cannot_be_said_is_refused_with_its_reason(values, why):
    found = superlative(of(*values))
    assert isinstance(found, Refusal) and found.why is why and not found


def test_two_areas_have_a_leader():
    found = superlative(of(3.0, 4.0))
    assert isinstance(found, Superlative) and found.first.label == "1" and found.alone


def test_members_that_print_alike_tie():
    near = (claimed("a", 10.04, decimals=1), claimed("b", 10.0, decimals=1), claimed("c", 3.0, decimals=1))
    found = superlative(Declared(Kind.AREAS, near))
    assert isinstance(found, Superlative) and found.tied and [i.label for i in found.leaders] == ["a", "b"]


def test_leaders_that_intervals_do_not_separate_are_named_together():
    items = (Item("a", 9.0, low=6.0, high=12.0), Item("b", 8.0, low=5.0, high=11.0), Item("c", 2.0, low=1.0, high=3.0))
    found = superlative(Declared(Kind.FLOWS, items))
    assert isinstance(found, Superlative) and [i.label for i in found.leaders] == ["a", "b"] and not found.tied
    alone = superlative(Declared(Kind.FLOWS, items), named=1)
    assert isinstance(alone, Refusal) and alone.why is Why.NOT_SEPARABLE and alone.fields["together"] == 2


def test_a_pairwise_judgement_takes_the_place_of_intervals():
    items = (Item("a", 9.0, low=6.0, high=12.0), Item("b", 8.0, low=5.0, high=11.0))
    found = superlative(Declared(Kind.AREAS, items), apart=lambda one, other: True)
    assert isinstance(found, Superlative) and found.alone


def test_a_known_sum_is_a_counter_example():
    years = (Item("2016", 33_754.0), Item("2020", 13_000.0), Item("2025", 16_805.0))
    sum_ = Aggregate("2004–2008", 439_430.0, 5)
    found = superlative(Declared(Kind.YEARS, years, aggregates=(sum_,)))
    assert isinstance(found, Superlative) and found.counter == (sum_,)
    small = superlative(Declared(Kind.YEARS, years, aggregates=(Aggregate("2004–2008", 100_000.0, 5),)))
    assert isinstance(small, Superlative) and small.counter == ()
    least = superlative(Declared(Kind.YEARS, years, aggregates=(Aggregate("2004–2008", 10.0, 5),)), End.LEAST)
    assert isinstance(least, Superlative) and len(least.counter) == 1


def test_versions_that_disagree_are_an_interval():
    years = (Item.of_versions("2022", [28_352.0, 21_097.0]), Item("2021", 29_292.0), Item("2024", 22_000.0))
    assert years[0].value == 21_097 and years[0].ends == (21_097.0, 28_352.0)
    over = Item.of_versions("2022", [30_000.0, 21_097.0])
    found = superlative(Declared(Kind.YEARS, (over, *years[1:])))
    assert isinstance(found, Superlative) and [i.label for i in found.leaders] == ["2021", "2022"]
    assert Item.of_versions("2022", [nan]).known is False


def test_units_are_not_mixed():
    mixed = Declared(Kind.AREAS, (claimed("a", 3.0), claimed("b", 14.7, "per_1000")))
    for found in (superlative(mixed), rank(mixed, "a"), top(mixed, 2), change(*mixed.items)):
        assert isinstance(found, Refusal) and found.why is Why.OTHER_UNIT


# --- ranks ----------------------------------------------------------------------------------------


@given(VALUES.filter(lambda v: sum(not isnan(x) for x in v) > 1), st.sampled_from(End))
def test_ranks_fill_the_places(values, end):
    declared = of(*values)
    found = [rank(declared, item.label, end) for item in declared.known]
    assert all(isinstance(r, Rank) and 1 <= r.place <= r.last <= r.of == len(declared.known) for r in found)
    places = sorted(r.place for r in found if isinstance(r, Rank))
    assert places[0] == 1 and all(place <= i + 1 for i, place in enumerate(places))


def test_a_rank_says_of_what_and_out_of_how_many():
    declared = of(-3.0, -1.0, 2.0, nan, -1.0)
    found = rank(declared, "1", End.LEAST, needs=-1)
    assert isinstance(found, Rank) and (found.place, found.last, found.of, found.tied) == (2, 3, 3, 1)
    for label, why in (("2", Why.WRONG_SIGN), ("3", Why.NO_FIGURES), ("9", Why.NO_FIGURES)):
        refused = rank(declared, label, End.LEAST, needs=-1)
        assert isinstance(refused, Refusal) and refused.why is why


def test_a_rank_of_a_computation_has_to_be_the_same():
    declared = Declared(Kind.AREAS, (claimed("a", -3.0), claimed("b", -9.0)))
    right, wrong = (Claim(Call("f"), {"measure": "rank"}, place, "rank") for place in (1.0, 2.0))
    assert isinstance(rank(declared, "b", End.LEAST, claim=right), Rank)
    with pytest.raises(ValueError, match="computation says 2"):
        rank(declared, "b", End.LEAST, claim=wrong)


@given(VALUES)
def test_an_order_keeps_all_and_puts_the_unknown_last(values):
    declared = of(*values)
    ordered = in_order(declared)
    assert {i.label for i in ordered} == {i.label for i in declared.items}
    known = [i.value for i in ordered if i.known]
    assert known == sorted(known, reverse=True) and all(i.known for i in ordered[: len(known)])


def test_a_top_says_how_many_can_be_told_from_the_first():
    items = tuple(Item(str(i), 10.0 - i, low=10.0 - i - 2.5, high=10.0 - i + 2.5) for i in range(8))
    found = top(Declared(Kind.FLOWS, items), 7)
    assert isinstance(found, Top) and len(found.shown) == 7 and found.apart == 1


# --- ratios ---------------------------------------------------------------------------------------

YEAR, PART, OTHER = (Period.parse(code) for code in ("2025", "2025-01/09", "2023"))


@pytest.mark.parametrize(
    ("over", "under", "why"),
    [
        (Terms(), Terms(group="group=kandas"), Why.OTHER_GROUP),
        (Terms(period=PART), Terms(period=YEAR), Why.OTHER_LENGTH),
        (Terms(period=OTHER), Terms(period=YEAR), Why.OTHER_PERIOD),
        (Terms(borders=2018), Terms(borders=2022), Why.OTHER_BORDERS),
        (Terms(version="initial"), Terms(version="august"), Why.OTHER_VERSION),
    ],
)
def test_like_is_divided_by_like(over, under, why):
    found = unlike(over, under)
    assert found is not None and found.why is why
    assert unlike(over, over) is None and unlike(under, under) is None


# --- changes, directions, newest, several, evidence -----------------------------------------------


def test_a_change_goes_the_way_of_its_figures():
    assert [getattr(change(Item("a", x), Item("b", y)), "course", None) for x, y in ((1, 2), (2, 1), (2, 2))] == [
        Course.UP, Course.DOWN, Course.SAME,
    ]  # fmt: skip
    open_ = change(Item("a", 1.0, low=0.0, high=3.0), Item("b", 2.0, low=1.0, high=4.0))
    assert isinstance(open_, Refusal) and open_.why is Why.NOT_SEPARABLE


def test_words_match_the_direction_of_a_criterion():
    assert level_of(-1, strength=True) is Level.LOW and level_of(-1, strength=False) is Level.HIGH
    assert level_of(1, strength=True) is Level.HIGH and level_of(1, strength=False) is Level.LOW


def test_the_newest_figure_wins_or_says_why_not():
    found = newest([Candidate(YEAR), Candidate(Period.parse("2026-05-01"), "parts"), Candidate(OTHER)])
    assert not isinstance(found, Refusal) and found.period == YEAR and found.passed[0].lacks == "parts"
    assert isinstance(newest([]), Refusal) and isinstance(newest([Candidate(YEAR, "parts")]), Refusal)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_adjusted_p_values_keep_order_and_never_fall(p):
    adjusted = holm(p)
    assert all(a >= q for a, q in zip(adjusted, p, strict=True))
    order = sorted(range(len(p)), key=p.__getitem__)
    assert all(adjusted[i] <= adjusted[j] for i, j in pairwise(order))


def test_one_of_seven_at_four_percent_is_no_effect():
    found = several(list("abcdefg"), [0.039, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9])
    assert not isinstance(found, Refusal) and found.kept == () and [t.label for t in found.lost] == ["a"]
    assert isinstance(several(["a"], [nan]), Refusal)
    alone = several(["a", "b"], [0.039, nan])
    assert not isinstance(alone, Refusal) and [t.label for t in alone.kept] == ["a"]


def test_print_is_held_against_an_estimate_within_its_rounding():
    assert against(14_500, 14_540, 20_000).agrees and not against(14_501, 14_540, 20_000).agrees
    assert against(9_950, 4_000, 7_000).gap == pytest.approx(2_945)
    assert [half_unit(v) for v in (14_500, 8_601, 14.5, 0)] == [50.0, 0.5, 0.05, 0.5]


def test_years_are_written_as_spans():
    assert spans([2025, 2016, 2020, 2021]) == ((2016, 2016), (2020, 2021), (2025, 2025))

"""The procedure: amounts by hand, verdicts at the days of changes, what is missing, what holds for any household."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qonys.errors import CannotCompute
from qonys.model.procedure import Fact, Household
from qonys.packs import load_pack
from qonys.packs.procedure import pack_procedure
from qonys.plans.procedure.steps import Reason, Verdict, evaluate, prepare
from toyland import toy


@cache
def procedure(name):
    return pack_procedure(toy() if name == "toy" else load_pack(name))


@cache
def on(name, day):
    return prepare(procedure(name), dt.date.fromisoformat(day))


def lines(name, day, household):
    return {line.step.id: line for line in evaluate(on(name, day), household)}


FAMILY = Household(5, "kandas", "KZ-39", True)


@pytest.mark.parametrize(
    ("day", "indices", "money"),
    [
        ("2025-06-01", 350, 1_376_200),  # 70 × 5 × 3932
        ("2026-01-01", 350, 1_513_750),  # 70 × 5 × 4325
        ("2020-12-31", 175, 486_150),  # 35 × 5 × 2778
        ("2020-04-01", 175, 486_150),
        ("2020-03-31", 175, 463_925),  # 35 × 5 × 2651
        ("2021-01-01", 350, 1_020_950),  # 70 × 5 × 2917
        ("2022-06-01", 350, None),
        ("2019-06-01", 175, None),
        ("2016-06-01", 175, None),
    ],
)
def test_relocation_of_five(day, indices, money):
    amount = lines("kz", day, FAMILY)["relocation"].amount
    assert (amount.low, amount.high, amount.money_low, amount.money_high) == (indices, indices, money, money)


def test_rent_and_certificate():
    now, before = lines("kz", "2026-03-01", FAMILY), lines("kz", "2025-12-31", FAMILY)
    rent = now["rent"].amount
    assert (rent.low, rent.high) == (15 * 12, 30 * 12)
    assert (rent.money_low, rent.money_high) == (180 * 4325, 360 * 4325)
    assert (now["mobility"].amount.low, now["mobility"].amount.money_high) == (None, 7_028_125)
    assert before["mobility"].amount.money_high == 1160 * 3932
    assert lines("kz", "2024-12-31", FAMILY)["mobility"].reason is Reason.NO_AMOUNT


def test_a_step_is_carried_by_its_first_rule():
    newcomer = Household(2, "none")
    assert lines("kz", "2015-12-31", newcomer)["status"].reason is Reason.NO_RULE
    assert lines("kz", "2016-06-01", newcomer)["status"].reason is Reason.RULE_DAY
    assert lines("kz", "2017-01-01", newcomer)["status"].verdict is Verdict.APPLIES
    assert lines("kz", "2016-01-14", FAMILY)["quota"].reason is Reason.NO_RULE
    assert lines("kz", "2016-01-15", FAMILY)["quota"].reason is Reason.NO_LIST
    assert lines("kz", "2016-02-18", FAMILY)["quota"].verdict is Verdict.APPLIES


def test_the_step_cites_its_own_rule():
    found = lines("kz", "2026-03-01", FAMILY)
    assert {name: line.rule.id for name, line in found.items()} == {
        "status": "status_any_region", "visa_region": "algorithm_2022", "place": "regions_2025",
        "quota": "quota_inclusion", "adaptation": "returnees_law", "relocation": "support", "rent": "support",
        "mobility": "support", "residence_duty": "support",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "area", "status", "verdict", "reason"),
    [
        ("2017-01-01", "KZ-39", "kandas", Verdict.UNKNOWN, Reason.NO_LIST),
        ("2016-12-31", "KZ-11", "kandas", Verdict.UNKNOWN, Reason.RULE_DAY),  # the status is of 2016, day unknown
        ("2020-01-01", "KZ-39", "kandas", Verdict.UNKNOWN, Reason.NO_LIST),
        ("2023-06-01", "KZ-39", "kandas", Verdict.UNKNOWN, Reason.LIST_DAY),
        ("2024-01-01", "KZ-39", "kandas", Verdict.APPLIES, Reason.MEETS),
        ("2024-12-31", "KZ-23", "kandas", Verdict.NOT, Reason.NOT_LISTED),
        ("2025-01-01", "KZ-23", "kandas", Verdict.UNKNOWN, Reason.LIST_DAY),
        ("2025-01-01", "KZ-39", "kandas", Verdict.APPLIES, Reason.MEETS),
        ("2025-12-31", "KZ-75", "settler", Verdict.NOT, Reason.NOT_LISTED),
        ("2026-01-01", "KZ-23", "settler", Verdict.APPLIES, Reason.MEETS),
        ("2027-01-01", "KZ-23", "settler", Verdict.UNKNOWN, Reason.NO_LIST),
    ],
)
def test_regions_of_settlement_by_day(day, area, status, verdict, reason):
    line = lines("kz", day, Household(3, status, area))["place"]
    assert (line.verdict, line.reason) == (verdict, reason)


def test_what_is_missing_is_named():
    bare = lines("kz", "2026-03-01", Household(3))
    assert (bare["place"].reason, bare["place"].fact) == (Reason.MISSING, Fact.REGION)
    assert (bare["relocation"].fact, bare["residence_duty"].fact) == (Fact.STATUS, Fact.STATUS)
    assert bare["relocation"].amount.high == 210
    quota = lines("kz", "2026-03-01", replace(FAMILY, quota=None))["relocation"]
    assert (quota.verdict, quota.fact) == (Verdict.UNKNOWN, Fact.QUOTA)
    assert lines("kz", "2026-03-01", replace(FAMILY, quota=False))["relocation"].amount is None
    assert lines("kz", "2026-03-01", FAMILY)["adaptation"].reason is Reason.NOT_FOUND
    assert lines("kz", "2026-03-01", FAMILY)["visa_region"].reason is Reason.PRACTICE


@pytest.mark.parametrize(("day", "verdict"), [("2026-03-09", Verdict.APPLIES), ("2026-03-10", Verdict.NOT)])
def test_the_duty_ends_after_five_years(day, verdict):
    line = lines("kz", day, replace(FAMILY, arrived=dt.date(2021, 3, 10)))["residence_duty"]
    assert line.verdict is verdict
    assert (line.start, line.until) == (dt.date(2021, 3, 10), dt.date(2026, 3, 9))


def test_a_leap_day():
    line = lines("kz", "2029-02-28", replace(FAMILY, arrived=dt.date(2024, 2, 29)))["residence_duty"]
    assert (line.verdict, line.until) == (Verdict.APPLIES, dt.date(2029, 2, 28))


def test_an_arrival_after_the_day_is_not_known_on_it():
    line = lines("kz", "2026-01-01", replace(FAMILY, arrived=dt.date(2027, 1, 1)))["residence_duty"]
    assert (line.verdict, line.fact) == (Verdict.UNKNOWN, Fact.ARRIVED)


def test_the_toy_by_hand():
    guest = Household(4, "guest", "TL-F", True, employed=False, arrived=dt.date(2016, 2, 1))
    found = lines("toy", "2017-06-30", guest)
    assert found["welcome"].amount.money_high == 3 * 4 * 12
    assert lines("toy", "2017-07-01", guest)["welcome"].amount.money_high == 5 * 4 * 12
    assert lines("toy", "2015-07-01", guest)["welcome"].amount.money_high is None
    lodging = found["lodging"].amount
    assert (lodging.low, lodging.high, lodging.money_low, lodging.money_high) == (12, 24, 144, 288)
    assert lines("toy", "2012-05-01", guest)["lodging"].reason is Reason.RULE_DAY
    assert lines("toy", "2011-12-31", guest)["lodging"].reason is Reason.NO_AMOUNT
    assert lines("toy", "2017-06-30", replace(guest, members=2))["lodging"].verdict is Verdict.NOT
    assert found["stay"].verdict is Verdict.APPLIES
    assert lines("toy", "2018-02-01", guest)["stay"].reason is Reason.OVER
    assert found["song"].reason is Reason.NOT_FOUND
    assert lines("toy", "2015-02-01", guest)["quay"].verdict is Verdict.APPLIES  # in both lists
    assert lines("toy", "2015-02-01", replace(guest, region="TL-E"))["quay"].reason is Reason.LIST_DAY
    assert lines("toy", "2016-02-01", replace(guest, region="TL-B"))["quay"].reason is Reason.NOT_LISTED


def test_before_any_rule():
    with pytest.raises(CannotCompute) as raised:
        on("toy", "2010-03-14")
    assert raised.value.code == "procedure-before-rules"
    assert on("toy", "2010-03-15")


statuses = st.sampled_from(["", "none", "kandas", "settler"])
regions = st.sampled_from(["", "KZ-39", "KZ-23", "KZ-75"])
flags = st.sampled_from([None, True, False])
days = st.dates(dt.date(2011, 7, 22), dt.date(2030, 1, 1))
households = st.builds(
    Household, st.integers(1, 99), statuses, regions, flags, arrived=st.none() | days, visa_region=regions
)


@settings(max_examples=150)
@given(households, days)
def test_of_any_household(household, day):
    prepared = prepare(procedure("kz"), day)
    more = evaluate(prepared, replace(household, members=household.members + 1))
    for line, larger in zip(evaluate(prepared, household), more, strict=True):
        assert line.rule.id in procedure("kz").rules.rules
        assert (line.verdict, line.reason) == (larger.verdict, larger.reason)
        assert (line.verdict is Verdict.NOT) <= (line.amount is None)
        assert (line.reason is Reason.MISSING) <= (line.fact is not None)
        if line.amount is not None:
            assert line.amount.low is None or line.amount.low <= line.amount.high <= larger.amount.high
            if line.amount.money_high is not None:
                index = procedure("kz").rules.value_at("monthly_calculation_index", day)
                assert line.amount.money_high == line.amount.high * index


@settings(max_examples=100)
@given(households, days, flags)
def test_a_fact_more_never_undoes_an_answer(household, day, quota):
    """What could be told without a fact stays told whatever the fact is."""
    prepared = prepare(procedure("kz"), day)
    known = evaluate(prepared, replace(household, quota=quota))
    for blind, seen in zip(evaluate(prepared, replace(household, quota=None)), known, strict=True):
        assert blind.verdict in (Verdict.UNKNOWN, seen.verdict)


def test_a_duty_without_a_rule_on_the_day_has_no_dates():
    line = lines("kz", "2016-06-01", replace(FAMILY, arrived=dt.date(1, 1, 1)))["residence_duty"]
    assert (line.verdict, line.start, line.until) == (Verdict.UNKNOWN, None, None)

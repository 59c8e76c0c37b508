"""Net migration as a residual: tables of the manuals, and the identities behind them."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput
from qonys.migration.kernels.residual import (
    Mothers,
    by_cohort,
    census_survival,
    life_table_survival,
    net_by_birthplace,
    net_by_survival,
    net_by_vital_statistics,
    net_from_lifetime,
    net_of_children,
    net_with_children,
)
from reference import reference

PEOPLE = arrays(np.float64, 6, elements=st.integers(1, 10**6).map(float))
RATIOS = arrays(np.float64, 6, elements=st.floats(0.05, 1.2))

# Males of Greater Bombay: 1941, 1951, ratio (United Nations 1970, Manual VI). The estimates are those that the
# reference of an independent package prints in whole persons, and says to be the manual's.
BOMBAY = np.array(
    [
        (77135, 132870, 0.9087), (85434, 170227, 0.9573), (79185, 263971, 0.9471), (82603, 253964, 0.9308),
        (126247, 195373, 0.9223), (155344, 151259, 0.9161), (138843, 118383, 0.9047), (109356, 76421, 0.8850),
        (81626, 65897, 0.8548), (47062, 32265, 0.8122), (36908, 22248, 0.7535), (15134, 9655, 0.6726),
        (25094, 10100, 0.3866),
    ]
)  # fmt: skip
BOMBAY_NET = {
    "forward": [62777, 88441, 188975, 177077, 78935, 8948, -7228, -20359, -3877, -5959, -5562, -524, 399],
    "reverse": [69085, 92386, 199530, 190242, 85585, 9768, -7990, -23005, -4535, -7337, -7382, -779, 1031],
    "average": [65931, 90413, 194252, 183659, 82260, 9358, -7609, -21682, -4206, -6648, -6472, -652, 715],
    "expected_end": [70093, 81786, 74996, 76887, 116438, 142311, 125611, 96780, 69774, 38224, 27810, 10179, 9701],
}

# Women of Manila, 1960 and 1970 (United Nations 1992, Preparing Migration Data for Subnational Population
# Projections, table 6); estimates as above. The package notes that the published numbers of children may
# hold a small error.
MANILA = np.array(
    [
        (np.nan, 85870, np.nan), (np.nan, 83054, np.nan), (80275, 79489, 1.11722489), (70875, 101410, 0.991546373),
        (63250, 90410, 0.972851893), (85618, 56055, 0.889259325), (75793, 44648, 0.841306949),
        (60037, 36963, 0.95707411), (34813, 28873, 0.951292085), (31927, 23678, 0.904155634),
        (24297, 19063, 0.929513107), (20207, 14484, 0.796608568), (13714, 10205, 0.876984438),
        (9366, 6405, 0.83518443), (7921, 3746, 0.711583081), (11114, 4779, 0.562446761),
    ]
)  # fmt: skip
MANILA_NET = {
    "forward": [-235, -8935, -10196, 31134, 28877, -20082, -19117, -20497, -4244, -5189, -3521],
    "reverse": [-605, -10486, -9126, 31400, 29683, -22582, -22723, -21416, -4462, -5739, -3788],
    "average": [-420, -9710, -9661, 31267, 29280, -21332, -20920, -20957, -4353, -5464, -3655],
}


def table(name: str) -> list[dict[str, str]]:
    with reference(f"refdata/{name}").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("method", BOMBAY_NET)
def test_greater_bombay_as_printed(method):
    got = getattr(net_by_survival(*BOMBAY.T), method)
    assert_allclose(got, BOMBAY_NET[method], atol=0.51)  # printed in whole persons


@pytest.mark.parametrize("method", MANILA_NET)
def test_manila_with_children_as_printed(method):
    got = getattr(net_with_children(tuple(MANILA.T)), method)
    assert_allclose(got[:11], MANILA_NET[method], atol=0.51)


def test_the_tables_are_those_of_the_reference_files():
    rows = table("B_migration/bombay_1951.csv")
    assert_array_equal([[float(r[c]) for c in ("pop_1941", "pop_1951", "sr")] for r in rows], BOMBAY)
    rows = table("B_migration/manila_1970.csv")
    columns = ("pop_1960", "pop_1970", "phl_census_sr")
    assert_array_equal([[float(r[c] or "nan") for c in columns] for r in rows], MANILA)


def test_alabama_by_vital_statistics_and_by_survival():
    rows = table("B_migration/alabama_1970.csv")
    for want in table("expected/net_vs_alabama.csv"):
        own = [r for r in rows if (r["race"], r["sex"]) == (want["race"], want["sex"])]
        start, end = (np.array([float(r[c]) for r in own]) for c in ("pop_1960", "pop_1970"))
        # The first two rows of the first census hold the births of the interval.
        got = net_by_vital_statistics(start[2:].sum(), end.sum(), start[:2].sum(), float(want["deaths"]))
        printed = [float(want[c]) for c in ("pop_change", "natural_inc", "net")]
        assert_allclose(got, printed, rtol=0, atol=1e-9)
    white = [r for r in rows if (r["race"], r["sex"]) == ("white", "male")]
    cohorts = np.array([[float(r[c]) for c in ("pop_1960", "pop_1970", "us_census_sr")] for r in white]).T
    found = net_by_survival(*cohorts)
    # Bogue, Hinze, White (1982), as printed by an independent program: births times survival from birth.
    assert_allclose(found.forward[[0, 4, 16]], [57.0, -13900, 860], rtol=5e-3)
    assert_allclose(found.expected_end[:3], [105446, 119403, 126593], atol=0.51)
    assert_allclose(found.expected_start[:3], [110425, 127680, 128405], atol=0.51)


def test_new_england_by_birthplace():
    usa = [r for r in table("B_migration/usa_1960.csv") if (r["race"], r["sex"]) == ("white", "male")]
    here = table("B_migration/new_england_1960.csv")
    places = list(dict.fromkeys(r["birthplace"] for r in here))
    ages = list(dict.fromkeys(r["age_1960"] for r in here))

    def square(rows, column):
        cells = {(r["birthplace"], r["age_1960"]): float(r[column]) for r in rows}
        return np.array([[cells[place, age] for age in ages] for place in places])

    national = square(usa, "pop_1950"), square(usa, "pop_1960")
    found = net_by_birthplace(square(here, "pop_1950"), square(here, "pop_1960"), national)
    # By hand: natives of New England of 10-14, 442,577 in 1950 and 417,069 in 1960, with 467,291 of 465,097 alive.
    assert_allclose(found.forward[0, 0], 417069 - 442577 * 467291 / 465097)
    assert (found.forward[0] < 0).all()  # natives left at every age
    assert found.forward[1:, 1].sum() > 0  # people born elsewhere came at 15-19
    # Over all areas together each birthplace neither gains nor loses: the ratio is its own.
    assert_allclose(net_by_birthplace(*national, national).forward, 0, atol=1e-6)


@given(PEOPLE, PEOPLE, RATIOS)
def test_all_methods_agree_in_sign_and_stand_in_order(start, end, survival):
    found = net_by_survival(start, end, survival)
    assert_allclose(found.reverse * survival, found.forward, rtol=1e-9, atol=1e-6)
    assert_allclose(found.even, found.forward * 2 / (1 + survival), rtol=1e-12)
    inner = np.stack([np.abs(found.even), np.abs(found.midway), np.abs(found.average)])
    outer = np.abs(found.forward), np.abs(found.reverse)
    slack = 1e-9 * (start + end)
    assert (inner <= np.maximum(*outer) + slack).all() and (inner >= np.minimum(*outer) - slack).all()


@given(PEOPLE, RATIOS, arrays(np.float64, 6, elements=st.integers(-1000, 1000).map(float)))
def test_migrants_of_the_last_and_of_the_first_day_come_back(start, survival, moves):
    start = start + 1000
    assert_allclose(net_by_survival(start, start * survival + moves + 1000, survival).forward, moves + 1000, atol=1e-6)
    assert_allclose(net_by_survival(start, (start + moves) * survival, survival).reverse, moves, atol=1e-6)


def test_children_move_with_women_of_the_ages_of_their_mothers():
    women, net = np.arange(1.0, 13.0) * 1000, np.arange(12.0) * 10
    got = net_of_children(np.array([600.0, 500.0]), women, net)
    want = [
        0.25 * 600 * net[3:9].sum() / women[3:9].sum(),
        0.75 * 500 * net[4:10].sum() / women[4:10].sum(),
    ]
    assert_allclose(got, want)


def test_boys_take_the_women_of_another_table():
    girls = net_with_children(tuple(MANILA.T))
    boys = net_with_children((MANILA[:, 0], MANILA[:, 1] * 2, MANILA[:, 2]), women=(MANILA[:, 1], girls))
    assert_allclose(boys.average[:2], 2 * girls.average[:2])
    assert np.isnan(boys.expected_end[:2]).all()


def test_one_interval_of_one_group():
    one = Mothers(first=2, count=2, exposure=(0.5,))
    cohorts = np.array([np.nan, 100, 100, 100]), np.array([40.0, 100, 120, 100]), np.array([np.nan, 1, 1, 1])
    assert_allclose(net_with_children(cohorts, one).forward, [0.5 * 40 * 20 / 220, 0, 20, 0])


def test_the_open_group_takes_all_who_reach_it():
    people = np.arange(1.0, 18.0)
    placed = by_cohort(people, 2, births=np.array([7.0, 8.0]))
    assert_array_equal(placed[:3], [7, 8, 1])
    assert placed[-1] == 15 + 16 + 17  # 70-74, 75-79 and 80+ are 80+ ten years on
    assert_allclose(placed.sum(), people.sum() + 15)


def test_survival_of_a_stationary_population_brings_it_back():
    lived = np.array([480.0, 460, 440, 400, 350, 300, 280])
    survival = life_table_survival(lived, 2, births=500.0)
    births = np.array([500.0, 500.0])
    found = net_by_survival(by_cohort(lived, 2, births), lived, survival)
    assert_allclose(found.average, 0, atol=1e-9)
    assert_allclose(survival[-1], 280 / (350 + 300 + 280))


def test_migrants_of_two_lifetimes():
    # By hand: 259,836 in-migrants lose 30 % in ten years and are 250,000 then.
    found = net_from_lifetime((259836.0, 250000.0), (878864.0, 800000.0), (0.7, 0.8))
    assert_allclose(
        found, [250000 - 0.7 * 259836, 800000 - 0.8 * 878864, 250000 - 800000 - 0.7 * 259836 + 0.8 * 878864]
    )


def test_missing_terms_stay_missing_and_others_do_not():
    found = net_by_vital_statistics(np.array([100.0, 100.0]), np.array([110.0, 110.0]), np.array([np.nan, 20.0]), 5.0)
    assert_array_equal(np.isnan(found.net), [True, False])
    assert_array_equal(found.change, [10, 10])
    nothing = net_by_survival(np.array([np.nan]), np.array([100.0]), np.array([0.9]))
    assert np.isnan(nothing.forward).all()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: net_by_vital_statistics(np.array([1.0]), np.array([-1.0]), np.zeros(1), np.zeros(1)), "pop_end"),
        (lambda: net_by_survival(np.ones(2), np.ones(2), np.array([1.0, 0.0])), "survival, (1,)"),
        (lambda: net_by_survival(-np.ones(2), np.ones(2), np.ones(2)), "pop_start, (0,), (1,)"),
        (lambda: census_survival(np.array([0.0]), np.ones(1)), "national_start"),
        (lambda: net_of_children(np.ones(2), np.zeros(12), np.zeros(12)), "women at the ages of mothers of group 0"),
    ],
)
def test_a_faulty_figure_is_named_by_its_place(call, name):
    with pytest.raises(BadInput) as error:
        call()
    assert error.value.where.startswith(name)


def test_shapes_of_a_programmer():
    with pytest.raises(ValueError, match=r"children \(..., 2\)"):
        net_of_children(np.ones(3), np.ones(12), np.ones(12))
    with pytest.raises(ValueError, match="10 or more"):
        net_of_children(np.ones(2), np.ones(9), np.ones(9))
    with pytest.raises(ValueError, match="more ages than groups"):
        by_cohort(np.ones(3), 3)

"""Flows from stocks: the reference package's closed example, margins, what each variant promises."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.stocks import (
    Closing,
    Negatives,
    demographic_accounting,
    migration_rates,
    pseudo_bayes,
    stock_differencing,
)
from reference import reference

# Abel (2013), the example of the paper: four areas, people by birthplace (rows) and residence.
START = np.array([[1000.0, 100, 10, 0], [55, 555, 50, 5], [80, 40, 800, 40], [20, 25, 20, 200]])
END = np.array([[950.0, 100, 60, 0], [80, 505, 75, 5], [90, 30, 800, 40], [40, 45, 0, 180]])
BIRTHS, DEATHS = np.array([80.0, 20, 40, 60]), np.array([70.0, 30, 50, 10])

STOCKS = arrays(np.float64, (4, 4), elements=st.integers(1, 900).map(float))
HOLES = arrays(np.float64, (4, 4), elements=st.integers(0, 900).map(float))


def test_the_closed_example_of_abel():
    found = demographic_accounting(START, END)
    assert_allclose(found.table, [[0, 0, 50, 0], [35, 0, 25, 0], [10, 10, 0, 0], [10, 10, 0, 0]], atol=0.02)
    assert found.moved == 0


def test_the_reference_package_agrees_birthplace_by_birthplace():
    case = json.loads(reference("refdata/expected/ffs_demo_dr_2013_closed.json").read_text("utf-8"))["dr_2013_closed"]
    found = demographic_accounting(np.array(case["stock_start"], float), np.array(case["stock_end"], float))
    for k, flows in enumerate(case["flows_by_birthplace"].values()):
        assert_allclose(found.flows[k], flows, atol=0.02)
    assert_allclose(found.table, np.array(case["od"])[:-1, :-1], atol=0.02)


@settings(max_examples=40)
@given(STOCKS, STOCKS, st.sampled_from(Closing))
def test_flows_make_one_stock_out_of_the_other(start, end, closing):
    start, end = start + np.eye(4), end + np.eye(4)
    found = demographic_accounting(start, end, closing=closing)
    assert_allclose(found.flows.sum(axis=2), found.start, atol=1e-6)
    assert_allclose(found.flows.sum(axis=1), found.end, atol=1e-4)
    assert (found.flows >= 0).all()
    if closing is Closing.OPEN:
        assert_allclose(found.start + found.left, start, atol=1e-9)
        assert_allclose(found.end + found.arrived, end, atol=1e-9)


@settings(max_examples=40)
@given(HOLES, HOLES)
def test_as_many_as_possible_stay(start, end):
    start[0, 0], end[0, 0] = start[0, 0] + 1, end[0, 0] + 1
    found = demographic_accounting(start, end, closing=Closing.OPEN)
    stay = np.diagonal(found.flows, axis1=1, axis2=2)
    assert_allclose(stay, np.minimum(found.start, found.end), atol=1e-9)


@given(HOLES)
def test_nobody_moves_where_nothing_changed(stocks):
    assert demographic_accounting(stocks, stocks).table.sum() == 0


def test_births_and_deaths_are_no_migration():
    stocks = np.diag([1000.0, 800, 600, 400])
    grown = stocks + np.diag(BIRTHS)
    assert demographic_accounting(stocks, grown, births=BIRTHS).table.sum() == pytest.approx(0, abs=1e-6)
    shrunk = stocks - np.diag(DEATHS)
    assert demographic_accounting(stocks, shrunk, deaths=DEATHS).table.sum() == pytest.approx(0, abs=1e-6)


def test_with_births_and_deaths_net_migration_is_what_populations_say():
    """The aim of the rescaled method: net flows are those implied by populations, births and deaths."""
    end = END * ((START.sum() + BIRTHS.sum() - DEATHS.sum()) / END.sum())
    found = demographic_accounting(START, end, BIRTHS, DEATHS)
    net = found.table.sum(0) - found.table.sum(1)
    implied = end.sum(0) - START.sum(0) - BIRTHS + DEATHS
    assert_allclose(net, implied, atol=1e-3)


# Births of the first area exceed its natives at the end: an area with many who were born elsewhere.
GULF_START = np.array([[40.0, 10, 0], [60, 300, 20], [50, 10, 400]])
GULF_END = np.array([[45.0, 10, 0], [75, 295, 20], [80, 10, 400]])
GULF_BIRTHS = np.array([50.0, 30, 40])


@pytest.mark.parametrize("closing", Closing)
@pytest.mark.parametrize("method", [demographic_accounting, pseudo_bayes])
def test_births_beyond_the_natives_at_the_end_are_of_all_birthplaces(method, closing):
    """Abel (2013): such births are spread over the end stocks of the area by their shares, natives as the others."""
    newborn = np.diag(GULF_BIRTHS)
    newborn[:, 0] = 50 * GULF_END[:, 0] / 200
    by_hand = method(GULF_START, GULF_END - newborn, closing=closing)
    found = method(GULF_START, GULF_END, births=GULF_BIRTHS, closing=closing)
    assert_allclose(found.flows, by_hand.flows, atol=1e-6)
    assert found.spread == (0,) and found.excess == pytest.approx((GULF_END - newborn).sum() - GULF_START.sum())
    # Natives who were there before still are: 45 - 50 * 45 / 200 of them.
    assert found.end[0, 0] > 30


def test_nobody_moves_where_newborn_are_as_those_around_them():
    """Stocks that grew by births alone, of all birthplaces alike, hold no movers."""
    start = np.array([[40.0, 0], [360, 100]])
    end = start * [[1.5, 1.0]]
    assert demographic_accounting(start, end, births=np.array([200.0, 0])).table.sum() == pytest.approx(0, abs=1e-6)


def test_more_deaths_or_births_than_people_are_refused():
    with pytest.raises(BadInput) as caught:
        demographic_accounting(START, END, deaths=np.array([5000.0, 0, 0, 0]))
    assert caught.value.code == "deaths-over-people" and caught.value.fields["areas"] == "0"
    with pytest.raises(BadInput) as caught:
        demographic_accounting(START, END, births=np.array([0.0, 0, 9000, 0]))
    assert caught.value.code == "births-over-people" and caught.value.fields["areas"] == "2"
    # Deaths beyond the people of the start are of newborn: all who lived there and 100 of 300 newborn.
    people = START[:, 3].sum()
    end = END.copy()
    end[:, 3] = [0, 0, 0, 200]
    found = demographic_accounting(
        START, end, np.array([0.0, 0, 0, 300]), np.array([0, 0, 0, people + 100]), Closing.OPEN
    )
    assert_allclose(found.start[:, 3] + found.left[:, 3], 0)
    assert_allclose(found.end[:, 3] + found.arrived[:, 3], 0)


@pytest.mark.parametrize(("start", "end", "empty"), [(START, 0 * END, "end"), (0 * START, END, "start")])
def test_a_table_of_nobody_is_said_as_such(start, end, empty):
    for closing in Closing:
        with pytest.raises(BadInput) as caught:
            demographic_accounting(start, end, closing=closing)
        assert caught.value.code == "stocks-empty" and caught.value.where == empty


def test_the_people_that_births_and_deaths_do_not_explain():
    end = END + np.diag([0.0, 0, 400, 0])
    assert demographic_accounting(START, end).excess == pytest.approx(400)
    assert demographic_accounting(START, END - np.diag([50.0, 0, 0, 0])).excess == pytest.approx(-50)


def test_a_seed_leads_movers_to_near_areas():
    start = np.array([[100.0, 0, 0], [0, 100, 0], [0, 0, 100]])
    end = np.array([[80.0, 10, 10], [0, 100, 0], [0, 0, 100]])
    near = np.array([[0, 9.0, 1], [9, 0, 1], [1, 1, 0]])
    assert_allclose(demographic_accounting(start, end, seed=near).table, [[0, 10, 10], [0, 0, 0], [0, 0, 0]], atol=1e-6)


@settings(max_examples=30)
@given(STOCKS, STOCKS, st.floats(0, 1))
def test_pseudo_bayes_lies_between_its_parts(start, end, weight):
    start, end = start + np.eye(4), end + np.eye(4)
    least, free = (pseudo_bayes(start, end, weight=w).flows for w in (1.0, 0.0))
    assert_allclose(pseudo_bayes(start, end, weight=weight).flows, weight * least + (1 - weight) * free, atol=1e-6)
    assert_allclose(free.sum(axis=2), least.sum(axis=2), atol=1e-4)


@settings(max_examples=30)
@given(STOCKS, STOCKS, st.permutations(range(4)))
def test_the_order_of_areas_does_not_matter(start, end, order):
    start, end = start + np.eye(4), end + np.eye(4)
    mixed = np.ix_(order, order)
    one, two = demographic_accounting(start, end).table, demographic_accounting(start[mixed], end[mixed]).table
    assert_allclose(two, one[mixed], atol=1e-3)


def test_differencing_and_rates():
    drop, back = (stock_differencing(START, END, n) for n in Negatives)
    assert_allclose(drop[1], [25, 0, 25, 0])
    assert_allclose(back - drop, np.maximum(START - END, 0).T * (1 - np.eye(4)))
    rates = migration_rates(START, 100)
    assert rates.sum() == pytest.approx(100) and rates[0, 1] / rates[1, 0] == pytest.approx(100 / 55)


def test_mistakes_are_named():
    with pytest.raises(BadInput) as caught:
        demographic_accounting(-START, END)
    assert caught.value.where.startswith("start (0, 0)")
    with pytest.raises(BadInput):
        demographic_accounting(START, END, births=np.array([1.0, -1, 0, 0]))
    with pytest.raises(ValueError, match="square"):
        demographic_accounting(START[:2], END)
    with pytest.raises(ValueError, match="weight"):
        pseudo_bayes(START, END, weight=2)


def test_zeros_that_keep_a_system_from_closing_are_said():
    start, end = np.diag([10.0, 10]), np.array([[5.0, 0], [0, 20]])
    with pytest.raises(CannotCompute, match="cannot be made to agree"):
        demographic_accounting(start, end)
    assert demographic_accounting(start, end, closing=Closing.OPEN).table.sum() == 0

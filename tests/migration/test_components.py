"""Multiplicative components: printed tables, exact reassembly, and predictions that meet their margins."""

from __future__ import annotations

import csv
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.components import Coding, Components, components, described, predict, quasi_components
from reference import reference

COUNTS = array_shapes(min_dims=1, max_dims=4, max_side=4).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 50).map(float))
)
POSITIVE = array_shapes(min_dims=1, max_dims=4, max_side=4).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(1, 50).map(float))
)
# Printed with their components in the reference of an independent package.
FOUR = np.array([[0, 100, 30, 70], [50, 0, 45, 5], [60, 35, 0, 40], [20, 25, 20, 0]], float)
ILL_AND_HEALTHY = np.array([[[5, 4], [2, 5]], [[1, 2], [7, 9]]], float)  # origin, destination, health


def test_a_table_of_four_as_printed():
    found = components(FOUR)
    assert found.part() == 500
    assert_allclose(found.part(0), [0.40, 0.20, 0.27, 0.13], rtol=1e-12)
    assert_allclose(found.part(1), [0.26, 0.32, 0.19, 0.23], rtol=1e-12)
    printed = [
        [0.0, 1.5625, 0.7894737, 1.5217391], [1.9230769, 0.0, 2.3684211, 0.2173913],
        [1.7094017, 0.8101852, 0.0, 1.2882448], [1.1834320, 1.2019231, 1.6194332, 0.0],
    ]  # fmt: skip
    assert_allclose(found.part(0, 1), printed, atol=5e-8)
    assert_allclose(described(FOUR).against_independence, printed, atol=5e-8)


def test_slices_apart_as_printed():
    ill, healthy = (components(ILL_AND_HEALTHY[..., health]) for health in (0, 1))
    assert_allclose(ill.part(0, 1), [[1.7857143, 0.4761905], [0.3125, 1.4583333]], atol=5e-8)
    assert_allclose(healthy.part(0, 1), [[1.4814815, 0.7936508], [0.6060606, 1.1688312]], atol=5e-8)


def test_italy_against_independence_as_printed():
    with reference("refdata/B_migration/italy_area.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2000"]
    places = ["Center", "Islands", "North-East", "North-West", "South"]
    ages = list(dict.fromkeys(row["age_grp"] for row in rows))
    cells = {(r["orig"], r["dest"], r["age_grp"]): float(r["flow"]) for r in rows}
    table = np.array([[[cells[i, j, a] for a in ages] for j in places] for i in places])
    found = described(table)
    assert found.total == 277436
    youngest = [
        [0.000, 1.401, 0.859, 0.909, 2.370], [0.970, 0.000, 1.181, 1.513, 0.681], [1.053, 1.916, 0.000, 1.179, 2.501],
        [0.877, 2.490, 0.887, 0.000, 2.023], [1.409, 0.531, 1.184, 1.102, 0.000],
    ]  # fmt: skip
    assert_allclose(found.against_independence[..., 0], youngest, atol=5.1e-4)
    assert_allclose(found.shares[0,], [0.148, 0.166, 0.125, 0.202, 0.360], atol=5.1e-4)
    assert_allclose(found.shares[1,], [0.233, 0.084, 0.253, 0.263, 0.168], atol=5.1e-4)
    assert_allclose(found.shares[0, 1][4], [0.120, 0.013, 0.111, 0.115, 0.000], atol=5.1e-4)
    assert_allclose(found.shares[0, 2][:, 0], [0.010, 0.012, 0.010, 0.014, 0.025], atol=5.1e-4)
    assert_allclose(components(table).table(), table, rtol=1e-12)


def test_three_axes_by_hand():
    found = components(ILL_AND_HEALTHY)
    total = 35.0
    origin, destination, health = np.array([16, 19]) / total, np.array([12, 23]) / total, np.array([15, 20]) / total
    assert_allclose((found.part(0), found.part(1), found.part(2)), (origin, destination, health))
    assert_allclose(found.part(0, 1)[0, 1], 7 / (total * origin[0] * destination[1]))
    assert_allclose(found.part(0, 2)[1, 0], 8 / (total * origin[1] * health[0]))
    last = 2 / (total * origin[0] * destination[1] * health[0])
    last /= found.part(0, 1)[0, 1] * found.part(0, 2)[0, 0] * found.part(1, 2)[1, 0]
    assert_allclose(found.part(0, 1, 2)[0, 1, 0], last)


@given(COUNTS.filter(np.any))
def test_components_by_totals_multiply_to_the_table(table):
    found = components(table)
    assert_allclose(found.table(), table, rtol=1e-10, atol=1e-10)
    assert len(found.parts) == 2**table.ndim
    assert all(np.isfinite(part).all() for part in found.parts.values())
    for axis in range(table.ndim):
        assert_allclose(found.part(axis).sum(), 1.0)


@given(POSITIVE)
def test_components_by_geometric_means_multiply_to_the_table_and_to_one(table):
    found = components(table, Coding.GEOMETRIC)
    assert_allclose(found.table(), table, rtol=1e-9)
    assert_allclose(found.part(), np.exp(np.log(table).mean()))
    for axes, part in found.parts.items():
        for axis in axes:
            assert_allclose(np.log(part).sum(axis=axis), 0.0, atol=1e-9)


@given(arrays(np.float64, (4, 4), elements=st.integers(1, 50).map(float)), st.permutations(range(4)))
def test_order_and_unit_change_no_association(flows, order):
    one, other = components(flows), components(flows[np.ix_(order, order)] / 1000)
    assert_allclose(other.part(0, 1), one.part(0, 1)[np.ix_(order, order)], rtol=1e-9)


def test_a_product_has_no_association():
    table = np.einsum("i,j,k->ijk", [1.0, 2.0], [3.0, 1.0, 2.0], [5.0, 1.0])
    for coding in Coding:
        found = components(table, coding)
        for axes in (*combinations(range(3), 2), (0, 1, 2)):
            assert_allclose(found.part(*axes), 1.0, err_msg=f"{coding} {axes}")


def test_an_area_without_departures_has_no_say():
    found = components(np.array([[0.0, 0.0], [10.0, 30.0]]))
    assert_array_equal(found.part(0, 1)[0], [1.0, 1.0])
    assert_array_equal(found.table()[0], [0.0, 0.0])
    assert np.isnan(described(np.array([[0.0, 0.0], [10.0, 30.0]])).against_independence[0]).all()


def test_quasi_independence_leaves_the_diagonal_out():
    push, pull = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.2, 0.6])
    flows = 1000 * np.outer(push, pull) * (1 - np.eye(3))
    found = quasi_components(flows + 77 * np.eye(3))
    assert_allclose(found.part(0), push, rtol=1e-6)
    assert_allclose(found.part(1), pull, rtol=1e-6)
    assert_allclose(found.part(0, 1), 1 - np.eye(3), rtol=1e-6)
    assert_allclose(found.table(), flows, rtol=1e-12)
    # With the diagonal counted as cells the same table seems to attract itself away from home.
    assert (components(flows).part(0, 1)[flows > 0] > 1).any()


@settings(max_examples=30)
@given(arrays(np.float64, (4, 4), elements=st.integers(1, 50).map(float)))
def test_quasi_components_give_the_flows_and_the_margins(flows):
    off = 1 - np.eye(4)
    found = quasi_components(flows)
    assert_allclose(found.table(), flows * off, rtol=1e-9)
    expected = found.part() * np.outer(found.part(0), found.part(1)) * off
    assert_allclose(expected.sum(axis=0), (flows * off).sum(axis=0), rtol=1e-6)
    assert_allclose(expected.sum(axis=1), (flows * off).sum(axis=1), rtol=1e-6)
    assert_allclose((found.part(0).sum(), found.part(1).sum()), 1.0)


def test_quasi_components_of_an_area_nobody_leaves():
    flows = np.array([[0.0, 0.0, 0.0, 0.0], [3.0, 0.0, 4.0, 2.0], [2.0, 1.0, 0.0, 5.0], [6.0, 2.0, 1.0, 0.0]])
    found = quasi_components(flows)
    assert found.part(0)[0] == 0
    assert_allclose(found.table(), flows, atol=1e-9)


@given(arrays(np.float64, (3, 3), elements=st.integers(1, 50).map(float)))
def test_old_margins_predict_the_old_table(flows):
    same = {(0,): flows.sum(axis=1), (1,): flows.sum(axis=0)}
    for meet in (True, False):
        assert_allclose(predict(components(flows), same, meet=meet), flows, rtol=1e-9)


def test_a_prediction_keeps_odds_ratios_and_meets_margins():
    earlier = np.array([[10.0, 30.0, 5.0], [20.0, 40.0, 8.0], [7.0, 9.0, 50.0]])
    new = {(0,): np.array([60.0, 140.0, 100.0]), (1,): np.array([70.0, 130.0, 100.0])}
    got = predict(components(earlier), new)
    assert_allclose((got.sum(axis=1), got.sum(axis=0)), (new[0,], new[1,]), rtol=1e-8)

    def odds(t):
        return t[0, 0] * t[1, 1] / (t[0, 1] * t[1, 0]), t[1, 1] * t[2, 2] / (t[1, 2] * t[2, 1])

    assert_allclose(odds(got), odds(earlier), rtol=1e-9)
    bare = predict(components(earlier), new, meet=False)
    old = components(earlier)
    assert_allclose(bare, 300 * np.outer(new[0,] / 300, new[1,] / 300) * old.part(0, 1))


def test_departures_by_age_replace_what_they_know():
    base = components(ILL_AND_HEALTHY)
    new = np.array([[10.0, 20.0], [30.0, 5.0]])  # origin, health
    got = predict(base, {(0, 2): new})
    assert_allclose(got.sum(axis=1), new, rtol=1e-9)
    assert_allclose(predict(base, {(): np.array(70.0)}), 2 * ILL_AND_HEALTHY, rtol=1e-9)
    assert_allclose(predict(base, {}), ILL_AND_HEALTHY, rtol=1e-12)


def test_margins_that_differ_and_zeros_that_block_are_named():
    base = components(np.array([[0.0, 30.0], [20.0, 0.0]]))
    for meet in (True, False):
        with pytest.raises(BadInput, match="100 and 120"):
            predict(base, {(0,): np.array([60.0, 60.0]), (1,): np.array([50.0, 50.0])}, meet=meet)
    with pytest.raises(CannotCompute):
        predict(base, {(0,): np.array([60.0, 60.0]), (1,): np.array([100.0, 20.0])})


def test_faulty_cells_are_named_by_their_place():
    for wrong in (-1.0, np.nan):
        table = np.ones((2, 2))
        table[1, 0] = wrong
        with pytest.raises(BadInput) as error:
            components(table)
        assert error.value.where == "(1, 0)"
    with pytest.raises(BadInput) as error:
        components(FOUR, Coding.GEOMETRIC)
    assert error.value.where == "(0, 0), (1, 1), (2, 2)"
    with pytest.raises(BadInput, match="no moves"):
        components(np.zeros((2, 2)))


def test_shapes_of_a_programmer():
    with pytest.raises(ValueError, match="number"):
        components(np.float64(3))
    with pytest.raises(ValueError, match="3 or more"):
        quasi_components(np.ones((2, 2)))
    with pytest.raises(ValueError, match="parts run along"):
        components(FOUR).part(2)
    with pytest.raises(ValueError, match="totals are needed"):
        predict(Components(Coding.GEOMETRIC, components(FOUR).parts), {})
    with pytest.raises(ValueError, match=r"\(4,\)"):
        predict(components(FOUR), {(0,): np.ones(3)})

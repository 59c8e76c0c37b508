"""Conditional maximisation and its kin: published examples, the reference package's results, what must hold."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.conditional import (
    block_labels,
    block_matrix,
    block_sums,
    conditional_maximisation,
    fit_blocks,
    quasi_independence,
    stripe_matrix,
)
from qonys.numerics.fitting import FitOptions, Margin, fit
from reference import reference


def cases(name: str):
    return json.loads(reference(f"refdata/expected/{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["willekens", "independence", "four"])
def test_conditional_maximisation_meets_the_reference(name):
    case = cases("cm2")[name]
    auxiliary = np.array(case["m"], float) if "m" in case else None
    found = conditional_maximisation(np.array(case["row_tot"], float), np.array(case["col_tot"], float), auxiliary)
    assert_allclose(found.table, case["out"]["n"], rtol=1e-5, atol=1e-5)
    assert_allclose(np.concatenate([found.origins, found.destinations]), case["out"]["theta"], rtol=1e-5)


@pytest.mark.parametrize("name", ["willekens", "none", "three"])
def test_two_way_fitting_meets_the_reference(name):
    case, common = cases("ipf2")[name], cases("cm2")["willekens"]
    given_ = {**common, **case}
    seed = np.array(given_["m"], float) if name != "none" else np.ones((2, 2))
    margins = (Margin((0,), np.array(given_["row_tot"], float)), Margin((1,), np.array(given_["col_tot"], float)))
    assert_allclose(fit(seed, margins, FitOptions(tolerance=1e-9)).table, case["mu"], rtol=1e-5, atol=1e-5)


def test_one_margin_alone():
    case = cases("ipf2")["row_only"]
    table = fit(np.array([[5.0, 2], [1, 7]]), (Margin((0,), np.array([18.0, 20])),)).table
    assert_allclose(table, case["mu"], rtol=1e-9)


@pytest.mark.parametrize("seed", ["", "dis_"])
def test_three_way_fitting_and_quasi_independence_meet_the_reference(seed):
    case = cases("ipf3")
    start, end = np.array(case["P1"], float), np.array(case["P2"], float)
    auxiliary = np.array(case["dis"], float) if seed else np.ones((4, 4))
    margins = (Margin((0, 2), start.T), Margin((1, 2), end.T))
    table = fit(np.repeat(auxiliary[:, :, None], 4, axis=2), margins, FitOptions(tolerance=1e-9)).table
    assert_allclose(np.moveaxis(table, 2, 0), case[f"ipf3_{seed}slices"], atol=1e-5)
    flows = quasi_independence(start, end, auxiliary)
    assert_allclose(flows, case[f"ipf3_qi_{seed}slices"], atol=1e-5)


MARGINS = arrays(np.float64, (4, 4), elements=st.integers(0, 500).map(float))


@given(MARGINS)
def test_as_many_stay_as_the_margins_allow(table):
    rows, columns = table.sum(1), table.sum(0)
    flows = quasi_independence(rows, columns)
    assert_allclose(np.diag(flows), np.minimum(rows, columns))
    assert_allclose(flows.sum(1), rows, atol=1e-5)
    assert_allclose(flows.sum(0), columns, atol=1e-5)


@given(arrays(np.float64, (3, 3), elements=st.integers(1, 99).map(float)), st.permutations(range(3)))
def test_conditional_maximisation_knows_no_order(auxiliary, order):
    rows, columns = np.array([10.0, 20, 30]), np.array([25.0, 25, 10])
    found = conditional_maximisation(rows, columns, auxiliary).table
    turned = conditional_maximisation(rows[list(order)], columns[list(order)], auxiliary[np.ix_(order, order)]).table
    assert_allclose(turned, found[np.ix_(order, order)], rtol=1e-6)


def test_strata_are_fitted_apart():
    rows, columns = np.array([[10.0, 20], [1, 3]]), np.array([[15.0, 15], [2, 2]])
    auxiliary = np.array([[1.0, 2], [3, 4]])
    both = conditional_maximisation(rows, columns, auxiliary).table
    for k in range(2):
        assert_allclose(both[k], conditional_maximisation(rows[k], columns[k], auxiliary).table)


def test_blocks_are_met_beside_the_margins():
    truth = np.arange(1.0, 26).reshape(5, 5)
    labels = block_labels((2, 3))
    found = fit_blocks(np.ones((5, 5)), truth.sum(1), truth.sum(0), labels, block_sums(truth, (2, 3)).ravel())
    assert_allclose(found.sum(1), truth.sum(1), rtol=1e-7)
    assert_allclose(block_sums(found, (2, 3)), block_sums(truth, (2, 3)), rtol=1e-7)


def test_blocks_and_stripes_are_built_as_they_read():
    assert block_matrix(np.array([[1.0, 2], [3, 4]]), (1, 2)).shape == (3, 3)
    assert_allclose(block_sums(block_matrix(np.ones((2, 2)), (2, 3)), (2, 3)), [[4, 6], [6, 9]])
    assert stripe_matrix(np.array([[1.0, 2], [3, 4]]), (2, 2)).tolist() == [[1, 2], [1, 2], [3, 4], [3, 4]]


def test_mistakes_are_named():
    with pytest.raises(BadInput, match="3 and 4"):
        conditional_maximisation(np.array([1.0, 2]), np.array([2.0, 2]))
    with pytest.raises(BadInput, match="negative"):
        conditional_maximisation(np.array([1.0, -2]), np.array([2.0, 2]))
    with pytest.raises(CannotCompute, match="rows 0 need 2"):
        conditional_maximisation(np.array([3.0, 1]), np.array([1.0, 3]), np.eye(2))

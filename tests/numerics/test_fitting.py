"""Proportional fitting and its certificate: what must hold whatever the figures are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from scipy.optimize import linprog

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.feasibility import blocked_rows, conflict
from qonys.numerics.fitting import FitOptions, Groups, Margin, fit

SMALL = arrays(np.float64, (3, 4, 2), elements=st.integers(1, 200).map(float))
MARGINS = ((0, 1), (2, 0), (1,))


def margins_of(table, axes=MARGINS):
    found = []
    for kept in axes:
        sums = table.sum(axis=tuple(a for a in range(table.ndim) if a not in kept))
        found.append(Margin(kept, np.transpose(sums, np.argsort(np.argsort(kept)))))
    return found


@given(SMALL, SMALL)
def test_all_margins_are_met_in_any_order_of_axes(seed, truth):
    found = fit(seed, margins_of(truth), FitOptions(tolerance=1e-9))
    for margin, wanted in zip(margins_of(found.table), margins_of(truth), strict=True):
        assert_allclose(margin.totals, wanted.totals, rtol=1e-7)


@given(SMALL)
def test_a_table_that_fits_comes_back(truth):
    assert_allclose(fit(truth, margins_of(truth)).table, truth, rtol=1e-9)


@given(SMALL, SMALL)
def test_interactions_of_the_seed_that_no_margin_fixes_are_kept(seed, truth):
    found = fit(seed, margins_of(truth, ((0,), (1,), (2,))), FitOptions(tolerance=1e-10)).table
    odds = [(t[0, 0, 0] * t[1, 1, 0]) / (t[0, 1, 0] * t[1, 0, 0]) for t in (seed, found)]
    assert_allclose(*odds, rtol=1e-6)


def test_the_fit_is_the_table_of_least_divergence():
    random = np.random.default_rng(2)
    seed, truth = random.gamma(2, 1, (2, 3, 4, 4))[0, :2]
    found = fit(seed, margins_of(truth, ((0,), (1,))), FitOptions(tolerance=1e-12)).table

    def divergence(table):
        return float((table * np.log(table / seed) - table + seed).sum())

    for _ in range(20):
        step = random.normal(size=seed.shape)
        step -= step.mean(0) + step.mean(1, keepdims=True) - step.mean()
        other = found + 1e-3 * step * found.min()
        assert divergence(other) >= divergence(found) - 1e-9


def test_structural_zeros_stay_and_zero_margins_empty_their_cells():
    seed = np.array([[0.0, 1, 1], [1, 0, 1], [1, 1, 0]])
    found = fit(seed, (Margin((0,), np.array([4.0, 2, 0])), Margin((1,), np.array([2.0, 2, 2])))).table
    assert (found[seed == 0] == 0).all() and (found[2] == 0).all()


def test_groups_of_cells_have_totals_too():
    truth = np.arange(1.0, 10).reshape(3, 3)
    labels = np.where(np.eye(3, dtype=bool), 0, -1)
    found = fit(np.ones((3, 3)), (*margins_of(truth, ((0,), (1,))), Groups(labels, np.array([np.trace(truth)])))).table
    assert_allclose(np.trace(found), np.trace(truth), rtol=1e-5)


def test_margins_that_differ_are_named_with_the_slice():
    one, two = np.array([[3.0, 1], [2, 2]]), np.array([[3.0, 1], [4, 2]])
    with pytest.raises(BadInput, match=r"5 and 7, apart by 2\n.*margins 0 and 1 at \(0,\) of axes \(2,\)"):
        fit(np.ones((2, 2, 2)), (Margin((0, 2), one), Margin((1, 2), two)))


@pytest.mark.parametrize("bad", [-1.0, np.nan, np.inf])
def test_cells_that_are_no_moves_are_refused(bad):
    seed = np.ones((2, 2))
    seed[1, 0] = bad
    with pytest.raises(BadInput, match=r"cells of the table are .*: 1") as caught:
        fit(seed, ())
    assert caught.value.where == "(1, 0)"


def test_shapes_that_do_not_fit_are_a_programmers_mistake():
    with pytest.raises(ValueError, match="margin 0 needs"):
        fit(np.ones((2, 2)), (Margin((0,), np.ones(3)),))


def test_nothing_to_meet_gives_the_seed():
    assert fit(np.ones((2, 2)), ()).table.tolist() == [[1, 1], [1, 1]]


def test_a_slice_that_zeros_block_is_found():
    seed = np.ones((3, 3, 2))
    seed[:2, 1:, 1] = 0
    rows, columns = np.full((3, 2), 10.0), np.full((3, 2), 10.0)
    with pytest.raises(CannotCompute) as caught:
        fit(seed, (Margin((0, 2), rows), Margin((1, 2), columns)))
    assert caught.value.fields["rows"] == "0, 1" and caught.value.fields["columns"] == "0"
    assert caught.value.fields["short"] == "10" and "slice (1,)" in caught.value.where


ALLOWED = arrays(np.bool_, (4, 4))
TOTALS = arrays(np.int64, 4, elements=st.integers(0, 20))


@settings(max_examples=60)
@given(ALLOWED, TOTALS, TOTALS)
def test_a_certificate_exists_exactly_where_a_linear_program_has_no_answer(allowed, rows, columns):
    rows, columns = rows.astype(float), columns.astype(float)
    columns[0] += max(rows.sum() - columns.sum(), 0)
    rows[0] += max(columns.sum() - rows.sum(), 0)
    found = blocked_rows(allowed, rows, columns)
    equal = np.vstack([np.kron(np.eye(4), np.ones(4)), np.kron(np.ones(4), np.eye(4))])
    bounds = [(0, None if cell else 0) for cell in allowed.ravel()]
    program = linprog(np.zeros(16), A_eq=equal, b_eq=np.concatenate([rows, columns]), bounds=bounds)
    assert (found is None) == program.success
    if found is not None:
        inside = list(found.rows)
        assert set(np.flatnonzero(allowed[inside].any(axis=0))) == set(found.columns)
        assert_allclose(rows[inside].sum() - columns[list(found.columns)].sum(), found.short)
        assert found.short > 0


def test_totals_of_three_ways_in_conflict_are_found():
    seed = np.ones((2, 2, 2))
    parity = np.indices((2, 2)).sum(0) % 2
    margins = [Margin((0, 1), 1.0 - parity), Margin((1, 2), 1.0 - parity), Margin((0, 2), 1.0 * parity)]
    assert conflict(seed, margins) is not None
    truth = np.random.default_rng(1).integers(1, 9, (2, 2, 2)).astype(float)
    assert conflict(seed, margins_of(truth, ((0, 1), (1, 2), (0, 2)))) is None

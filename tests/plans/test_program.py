"""Programs: duals against differences, whole numbers against enumeration, smallest sets of limits that clash."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_array

from qonys.numerics.program import Outcome, Program, conflict, is_feasible, solve

NONE = np.inf


def random_program(seed: int, *, whole: bool) -> Program:
    """Four variables of 0 to 4 under three limits from above and one from below."""
    make = np.random.default_rng(seed)
    matrix = np.round(make.uniform(-1, 5, (4, 4)), 2)
    upper, lower = np.round(make.uniform(4, 15, 4), 2), np.array([-NONE, -NONE, -NONE, 1.0])
    gain = np.round(make.uniform(-1, 5, 4), 2)
    return Program(
        gain, csc_array(matrix), lower, upper, np.zeros(4), np.full(4, 4.0), np.full(4, True) if whole else None
    )


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_whole_numbers_are_the_best_of_all(seed: int) -> None:
    program = random_program(seed, whole=True)
    dense = program.matrix.toarray()
    every = np.array(list(product(range(5), repeat=4)), dtype=float)
    sums = every @ dense.T
    kept = ((sums <= program.row_upper + 1e-9) & (sums >= program.row_lower - 1e-9)).all(axis=1)
    found = solve(program)
    assert found.found == kept.any()
    if found.found:
        assert found.objective == pytest.approx((every[kept] @ program.gain).max(), abs=1e-9)
        assert found.gap <= 1e-6


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_duals_are_what_a_limit_gives(seed: int) -> None:
    program = random_program(seed, whole=False)
    found = solve(program)
    if not found.found:
        return
    step = 1e-6
    for row in range(4):
        changes = []
        for sign in (1, -1):
            moved = {"row_upper": program.row_upper.copy(), "row_lower": program.row_lower.copy()}
            moved["row_upper" if np.isinf(program.row_lower[row]) or found.row_duals[row] > 0 else "row_lower"][
                row
            ] += sign * step
            changed = solve(Program(**{**vars(program), **moved}))
            if not changed.found:
                return
            changes.append(sign * (changed.objective - found.objective) / step)
        # At a corner where more limits meet than variables the two sides differ; a dual lies between them.
        assert min(changes) - 1e-3 <= found.row_duals[row] <= max(changes) + 1e-3
    strong = found.row_duals @ np.where(
        found.row_duals > 0, program.row_upper, np.where(np.isinf(program.row_lower), 0, program.row_lower)
    )
    strong += np.maximum(found.reduced_gains, 0) @ program.upper
    assert strong == pytest.approx(found.objective, abs=1e-7)


def test_equalities_have_duals() -> None:
    program = Program(
        np.array([1.0, 3.0]),
        csc_array(np.ones((1, 2))),
        np.array([2.0]),
        np.array([2.0]),
        np.zeros(2),
        np.full(2, NONE),
    )
    found = solve(program)
    assert found.values.tolist() == [0.0, 2.0]
    assert found.row_duals.tolist() == [3.0]


def test_what_has_no_limit_or_no_solution_says_so() -> None:
    free = Program(np.ones(1), csc_array((0, 1)), np.empty(0), np.empty(0), np.zeros(1), np.full(1, NONE))
    assert solve(free).outcome is Outcome.UNBOUNDED
    clash = Program(
        np.ones(1), csc_array(np.ones((1, 1))), np.array([3.0]), np.array([NONE]), np.zeros(1), np.full(1, 2.0)
    )
    assert solve(clash).outcome is Outcome.INFEASIBLE
    assert not is_feasible(clash)
    assert conflict(clash) == (0,)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.booleans())
def test_a_conflict_is_smallest(seed: int, whole: bool) -> None:
    make = np.random.default_rng(seed)
    matrix = make.integers(-3, 4, (7, 3)).astype(float)
    lower = np.where(make.random(7) < 0.6, make.integers(-2, 9, 7), -NONE)
    upper = np.where(np.isfinite(lower), NONE, make.integers(-4, 5, 7))
    program = Program(np.zeros(3), csc_array(matrix), lower, upper, np.zeros(3), np.full(3, 5.0), np.full(3, whole))
    rows = conflict(program)
    if solve(program).found:
        assert rows == ()
        return

    def holds(some: list[int]) -> bool:
        part = Program(
            np.zeros(3),
            csc_array(matrix[some]),
            lower[some],
            upper[some],
            np.zeros(3),
            np.full(3, 5.0),
            program.integer,
        )
        return solve(part).found

    assert rows
    assert not holds(list(rows))
    assert all(holds([r for r in rows if r != row]) for row in rows)

"""Stages, frontier, regret and ranges of duals, each against its definition."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from qonys.numerics.program import Program, solve
from qonys.plans.quota.kernels.frontier import frontier
from qonys.plans.quota.kernels.ranges import moved, reach_of
from qonys.plans.quota.kernels.regret import filled_value, minimax_regret
from qonys.plans.quota.kernels.stages import even, face, leximin

SEEDS = st.integers(0, 10_000)


def random_program(seed: int, n: int = 4, rows: int = 3) -> Program:
    """Sums of some variables with whole limits; always feasible."""
    make = np.random.default_rng(seed)
    matrix = csr_array(make.integers(0, 2, (rows, n)).astype(float))
    upper = make.integers(1, 8, rows).astype(float)
    gain = make.integers(1, 4, n).astype(float)
    return Program(gain, matrix, np.full(rows, -np.inf), upper, np.zeros(n), make.integers(1, 6, n).astype(float))


def every(program: Program) -> np.ndarray:
    """All whole plans that keep the limits."""
    ranges = [range(int(u) + 1) for u in program.upper]
    plans = np.array(list(product(*ranges)), dtype=float)
    sums = plans @ program.matrix.toarray().T
    return plans[((sums <= program.row_upper + 1e-9) & (sums >= program.row_lower - 1e-9)).all(axis=1)]


@settings(max_examples=40)
@given(SEEDS)
def test_the_face_holds_all_best_plans_and_no_other(seed: int) -> None:
    program = random_program(seed)
    best = solve(program)
    side = face(program, best)
    again = solve(replace(side, gain=np.random.default_rng(seed).normal(size=4)))
    assert program.gain @ again.values == pytest.approx(best.objective, abs=1e-6)
    plans = every(program)
    for plan in plans[plans @ program.gain >= best.objective - 1e-9]:
        sums = side.matrix @ plan
        assert (plan >= side.lower - 1e-6).all() and (plan <= side.upper + 1e-6).all()
        assert (sums >= side.row_lower - 1e-6).all() and (sums <= side.row_upper + 1e-6).all()


@settings(max_examples=30)
@given(SEEDS)
def test_leximin_is_not_beaten(seed: int) -> None:
    program = random_program(seed)
    levels = np.sort(leximin(program, csr_array(np.eye(4))).levels)
    for plan in every(program):
        other = np.sort(plan)
        at = np.flatnonzero(np.abs(levels - other) > 1e-6)
        assert not at.size or levels[at[0]] > other[at[0]]


def test_leximin_levels_have_a_plan_and_even_finds_one() -> None:
    program = random_program(3)
    fair = leximin(program, csr_array(np.eye(4)))
    plan = even(fair.program, program.upper)
    assert plan == pytest.approx(fair.levels, abs=1e-5)


def test_even_fills_in_proportion() -> None:
    one = Program(
        np.zeros(2), csr_array(np.ones((1, 2))), np.array([20.0]), np.array([20.0]), np.zeros(2), np.array([30.0, 10.0])
    )
    assert even(one, one.upper).tolist() == pytest.approx([15.0, 5.0])


@settings(max_examples=30)
@given(SEEDS)
def test_no_plan_lies_beyond_the_frontier(seed: int) -> None:
    program = random_program(seed, n=5)
    make = np.random.default_rng(seed + 1)
    first, second = make.integers(0, 4, 5).astype(float), -make.integers(0, 4, 5).astype(float)
    found = frontier(program, first, second, 7)
    points = found.points
    assert points[0, 0] == pytest.approx(solve(replace(program, gain=first)).objective, abs=1e-6)
    assert points[-1, 1] == pytest.approx(solve(replace(program, gain=second)).objective, abs=1e-6)
    plans = every(program)
    values = np.c_[plans @ first, plans @ second]
    for point in points:
        better = (values >= point - 1e-6).all(axis=1) & (values > point + 1e-5).any(axis=1)
        assert not better.any()
    # The points lie on the line through the corners, which bend downwards.
    if len(found.corners) > 1:
        order = np.argsort(found.corners[:, 1])
        onto = np.interp(points[:, 1], found.corners[order, 1], found.corners[order, 0])
        assert points[:, 0] == pytest.approx(onto, abs=1e-5)


@settings(max_examples=25)
@given(SEEDS)
def test_regret_is_that_of_one_large_program(seed: int) -> None:
    make = np.random.default_rng(seed)
    program = random_program(seed)
    needs = make.uniform(0, 6, (6, 4)).round(2)
    gains = make.uniform(0, 3, (6, 4)).round(2)
    found = minimax_regret(program, needs, gains)
    assert found.regrets == pytest.approx(found.best - filled_value(found.values, needs, gains))
    assert found.worst == pytest.approx(plain_regret(program, needs, gains, found.best), abs=1e-5)


def plain_regret(program: Program, needs: np.ndarray, gains: np.ndarray, best: np.ndarray) -> float:
    """All draws at once, with a variable for each filled place: another formulation, another call."""
    from scipy.optimize import linprog

    draws, n = needs.shape
    size = n + draws * n + 1
    rows, right = [], []
    for row, limit in zip(program.matrix.toarray(), program.row_upper, strict=True):
        rows.append(np.r_[row, np.zeros(draws * n + 1)])
        right.append(limit)
    for d in range(draws):
        at = n + d * n
        for i in range(n):
            line = np.zeros(size)
            line[at + i], line[i] = 1, -1
            rows.append(line)
            right.append(0.0)
        line = np.zeros(size)
        line[at : at + n], line[-1] = -gains[d], -1
        rows.append(line)
        right.append(-best[d])
    upper = np.r_[program.upper, needs.ravel(), np.inf]
    aim = np.r_[np.zeros(size - 1), 1.0]
    return float(linprog(aim, np.array(rows), right, bounds=np.c_[np.zeros(size), upper]).fun)


def test_best_of_a_draw_counts_places_that_floors_force() -> None:
    program = Program(
        np.ones(2), csr_array(np.array([[1.0, 0.0], [1.0, 1.0]])), np.array([4.0, -np.inf]), np.array([np.inf, 6.0]),
        np.zeros(2), np.array([5.0, 5.0]),
    )  # fmt: skip
    found = minimax_regret(program, np.array([[1.0, 5.0]]), np.ones((1, 2)))
    assert found.best.tolist() == pytest.approx([3.0])
    assert found.worst == pytest.approx(0.0)


@settings(max_examples=40)
@given(SEEDS, st.integers(0, 2))
def test_a_dual_holds_as_far_as_it_says(seed: int, row: int) -> None:
    program = random_program(seed)
    best = solve(program)
    amount = float(program.row_upper[row])
    found = reach_of(program, best, row, amount, 50.0)
    assert found.low <= amount <= found.high

    def value(at: float) -> float:
        return solve(moved(program, row, at - amount)).objective

    for end in (max(found.low, 0.0), min(found.high, amount + 40)):
        assert value(end) == pytest.approx(best.objective + found.dual * (end - amount), abs=1e-5)
    if np.isfinite(found.high) and found.high > amount:
        beyond = found.high + 0.5
        assert value(beyond) < best.objective + found.dual * (beyond - amount) - 1e-7

"""Randomisation of whole paths: Fisher's own example, every regression run by hand, what holds for any figures."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.effects.kernels.absorb import Specification, absorb
from qonys.effects.kernels.covariance import clustered
from qonys.effects.kernels.least_squares import dummies, fit
from qonys.effects.kernels.randomisation import arrangements, randomise
from qonys.errors import CannotCompute

RNG = np.random.default_rng


def panel(seed=1, areas=5, years=6):
    rng = RNG(seed)
    area, year = np.repeat(np.arange(areas), years), np.tile(np.arange(years), areas)
    x = rng.normal(size=areas * years) + rng.normal(size=areas)[area] * year
    y = 0.4 * x + rng.normal(size=areas)[area] + rng.normal(size=areas * years) * (1 + area)
    nuisance = np.column_stack([dummies(area), dummies(year), rng.normal(size=areas * years)])
    return area, y, x, nuisance, rng.uniform(0.5, 3, areas)[area]


def test_the_lady_tasting_tea():
    """Eight cups, four with the milk first; three of the four are named right: 17 of 70 ways do as well.

    Fisher (1935), The Design of Experiments, chapter 2: one way of 70 names all, 16 name three.
    """
    milk, said = np.repeat([1.0, 0.0], 4), np.array([1.0, 1, 1, 0, 1, 0, 0, 0])
    cups = np.arange(8)
    found = randomise(absorb(Specification(0, said, milk, cups, np.ones((8, 1)))), milk, cups, 999, RNG(1))
    assert found.exact and (found.assignments, found.paths, found.smallest) == (70, 2, 1 / 70)
    assert_allclose([found.p_coefficient, found.p], 34 / 70)  # either way round


@pytest.mark.parametrize("weighted", [False, True])
def test_it_is_what_running_every_regression_gives(weighted):
    area, y, x, nuisance, w = panel()
    weights = w if weighted else None
    coefficients, ts = [], []
    for order in permutations(range(5)):
        one = fit(y, x.reshape(5, 6)[list(order)].reshape(-1, 1), nuisance, weights)
        coefficients.append(one.coefficients[0])
        ts.append(one.coefficients[0] / np.sqrt(clustered(one, area)[0, 0]))
    found = randomise(absorb(Specification(0, y, x, area, nuisance, weights)), x, area, 999, RNG(1), weights)
    assert found.exact and (found.assignments, found.paths) == (120, 5)
    assert_allclose([found.estimate, found.t], [coefficients[0], ts[0]], rtol=1e-10)
    for p, drawn in ((found.p, np.abs(ts)), (found.p_coefficient, np.abs(coefficients))):
        assert p == pytest.approx((drawn >= drawn[0] * (1 - 1e-9)).mean(), abs=1e-12)


def test_areas_with_one_path_between_them_make_no_new_assignment():
    area, y, _, nuisance, _ = panel(areas=9)
    reached = np.isin(area, [2, 5, 7]) & (np.tile(np.arange(6), 9) >= 3)
    x = reached.astype(float)
    left = absorb(Specification(0, y, x, area, nuisance))
    found = randomise(left, x, area, 100, RNG(1))
    assert found.exact and (found.assignments, found.paths) == (84, 2)  # 9 over 3
    drawn = randomise(left, x, area, 83, RNG(1))
    assert not drawn.exact and drawn.assignments == 84 and drawn.smallest == 1 / 84


def test_drawn_assignments_agree_with_all_of_them():
    area, y, x, nuisance, _ = panel(2, areas=7)
    left = absorb(Specification(0, y, x, area, nuisance))
    whole, drawn = randomise(left, x, area, 5040, RNG(1)), randomise(left, x, area, 4000, RNG(1))
    assert whole.exact and not drawn.exact
    error = np.sqrt(whole.p * (1 - whole.p) / 4000)
    assert abs(drawn.p - whole.p) < 4 * error


@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(0.01, 100))
@settings(max_examples=15)
def test_neither_units_nor_order_of_rows_matter(seed, a, b):
    area, y, x, nuisance, _ = panel(seed)
    plain = randomise(absorb(Specification(0, y, x, area, nuisance)), x, area, 120, RNG(1))
    order = np.argsort(np.tile(np.arange(6), 5), kind="stable")  # by year: areas are no longer runs of rows
    moved = Specification(0, a * y[order], b * x[order], area[order], nuisance[order])
    other = randomise(absorb(moved), b * x[order], area[order], 120, RNG(1))
    assert (other.p, other.p_coefficient) == (plain.p, plain.p_coefficient)
    assert plain.smallest <= plain.p <= 1


def test_p_is_uniform_on_its_steps_where_nothing_works():
    """All assignments of five areas that are alike: the share of panels with p of at most k/120 is at most k/120."""
    rng, ps = RNG(5), []
    area = np.repeat(np.arange(5), 4)
    for _ in range(400):
        x, y = rng.normal(size=(2, 20))
        left = absorb(Specification(0, y, x, area, np.column_stack([dummies(area), dummies(np.tile(np.arange(4), 5))])))
        ps.append(randomise(left, x, area, 120, rng).p)
    for level in (0.05, 0.1, 0.25, 0.5):
        assert abs((np.array(ps) <= level + 1e-9).mean() - level) < 3.5 * np.sqrt(level * (1 - level) / 400)


def test_an_assignment_that_the_nuisance_makes_up_counts_as_extreme():
    area, y, x, nuisance, _ = panel()
    moved = x.reshape(5, 6)[[1, 0, 2, 3, 4]].ravel()  # a control that is the exposure, two areas swapped
    beside = np.column_stack([nuisance, moved])
    found = randomise(absorb(Specification(0, y, x, area, beside)), x, area, 120, RNG(1))
    assert found.p >= 2 / 120 and np.isfinite([found.estimate, found.t]).all()


def test_areas_with_different_periods_are_refused():
    area, y, x, nuisance, _ = panel()
    left = absorb(Specification(0, y[1:], x[1:], area[1:], nuisance[1:]))
    with pytest.raises(CannotCompute) as caught:
        randomise(left, x[1:], area[1:], 99, RNG(1))
    assert caught.value.code == "effect-unbalanced"


def test_arrangements_are_counted_with_repeats():
    assert [arrangements(np.array(kinds)) for kinds in ([0, 1, 2], [0, 0, 0], [0, 0, 1, 1, 2])] == [6, 1, 30]

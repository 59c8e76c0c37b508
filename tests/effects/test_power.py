"""Power: by closed forms and an independent package, on a design as by refits, and what intervals can tell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.effects.kernels.absorb import Multipliers, Specification, absorb, multipliers
from qonys.effects.kernels.equivalence import Verdict, judge, negligible, tost
from qonys.effects.kernels.least_squares import dummies, fit, outside
from qonys.effects.kernels.power import (
    Noise,
    PowerOptions,
    pieces,
    power_by_formula,
    simulate,
    smallest_by_formula,
    smallest_exact,
    smallest_simulated,
)
from qonys.errors import BadInput, CannotCompute


def design(random, areas=10, years=8, spread=1.0):
    """A panel with effects of areas and years, no effect of the exposure."""
    area, year = (grid.ravel() for grid in np.meshgrid(np.arange(areas), np.arange(years), indexing="ij"))
    x = random.normal(size=areas * years) + spread * random.normal(size=areas)[area] * year / years
    noise = 0.5 * random.normal(size=areas)[area] * x + random.normal(size=len(x))
    return Specification(1, noise, x, area, np.column_stack([dummies(area), dummies(year)]))


def test_smallest_effect_by_formula_is_the_published_one():
    """Bloom (1995): multipliers of the standard error 2.80 (two-sided 5 %, power 80 %) and 3.24 (power 90 %)."""
    assert_allclose(smallest_by_formula(2.0), 2 * 2.801585, rtol=1e-6)
    assert_allclose(smallest_by_formula(1.0, power=0.9), 3.241516, rtol=1e-6)
    assert_allclose(smallest_by_formula(1.0, 1e7), smallest_by_formula(1.0), rtol=1e-6)
    # t of 0.975 and 0.8 with 16 degrees of freedom, as tables print them
    assert_allclose(smallest_by_formula(1.0, 16), 2.120 + 0.865, atol=1e-3)
    found = smallest_by_formula(np.array([[1.0], [3.0]]), np.array([5.0, 16, np.inf]))
    assert found.shape == (2, 3) and (np.diff(found) < 0).all()


@pytest.mark.parametrize("df", [3, 13, 19, 200])
@pytest.mark.parametrize("level", [0.05, 0.1])
def test_exact_power_is_that_of_an_independent_package(df, level):
    from statsmodels.stats.power import NormalIndPower, TTestPower

    shifts = np.array([0.0, 0.5, 1.5, 2.8, 4.0])
    root = np.sqrt(df + 1)  # theirs is of one mean: shift = effect size · √n
    theirs = [TTestPower().power(s / root, df + 1, level, df) for s in shifts]
    assert_allclose(power_by_formula(3 * shifts, 3.0, df, level), theirs, atol=1e-9)
    assert_allclose(power_by_formula(-shifts, 1.0, df, level), theirs, atol=1e-9)
    found = smallest_exact(3.0, df, 0.8, level)
    assert_allclose(found / 3 / root, TTestPower().solve_power(nobs=df + 1, alpha=level, power=0.8), rtol=1e-5)
    normal = [NormalIndPower(ddof=0).power(s, 1, level, ratio=0) for s in shifts]
    assert_allclose(power_by_formula(shifts, 1.0, level=level), normal, atol=1e-12)


def test_exact_power_is_an_integral_over_the_error():
    """Another way: the chance, given the error, averaged over the law of the error."""
    from scipy import integrate, stats

    df, shift = 11, 2.4
    bound = stats.t.ppf(0.975, df)

    def given_error(s):
        reach = bound * np.sqrt(s / df)
        return (stats.norm.sf(reach - shift) + stats.norm.cdf(-reach - shift)) * stats.chi2.pdf(s, df)

    assert_allclose(power_by_formula(shift, 1.0, df), integrate.quad(given_error, 0, 200)[0], atol=1e-8)


@given(st.floats(1, 200), st.floats(0.2, 0.99), st.floats(0.01, 0.15), st.floats(1e-3, 1e3))
def test_smallest_effect_has_the_power_it_was_asked_for(df, power, level, error):
    effect = smallest_exact(error, df, power, level)
    assert_allclose(power_by_formula(effect, error, df, level), power, atol=1e-6)


@pytest.mark.parametrize("noise", list(Noise))
def test_made_outcomes_and_their_tests_are_those_of_refits(noise):
    random = np.random.default_rng(3)
    one = design(random)
    weights = random.uniform(0.3, 2, len(one.y))
    one = Specification(1, one.y + 0.7 * one.x, one.x, one.clusters, one.nuisance, weights)
    made = multipliers(Multipliers.WEBB, 10, 3, random).T
    tests = np.concatenate([np.ones((3, 10, 1)), random.normal(size=(3, 10, 4))], axis=2)
    parts = pieces(absorb(one), noise, made, tests)
    root = np.sqrt(weights)
    u = outside(one.y, one.nuisance, weights)[0]
    u = (u if noise is Noise.RESTRICTED else fit(one.y, one.x[:, None], one.nuisance, weights).residuals) / root
    for effect in (0.0, 0.4, -2.0):
        theirs = np.empty((3, 5))
        for r in range(3):
            y = effect * one.x + u * made[r][one.clusters] + one.nuisance[:, 0] * 5
            restricted = outside(y, one.nuisance, weights)[0] / root
            for d in range(5):
                again = fit(restricted * tests[r, :, d][one.clusters], one.x[:, None], one.nuisance, weights)
                scores = np.array([again.scores[one.clusters == g].sum() for g in range(10)])
                theirs[r, d] = (again.coefficients[0] / again.bread[0, 0]) ** 2 / (scores**2).sum()
        ours = parts.squares(effect)
        assert_allclose(ours / ours[0, 0], theirs / theirs[0, 0], rtol=1e-8)


def test_size_power_and_the_effect_between():
    random = np.random.default_rng(5)
    found = simulate(design(random), random, PowerOptions(replications=600, draws=199))
    assert 0.015 < found.rejections(0.0) < 0.09  # 5 %, four errors of simulation either way
    effect = smallest_simulated(found)
    assert_allclose(found.rejections(effect), 0.8, atol=0.01)
    assert found.rejections(0.99 * effect) <= found.rejections(effect) <= found.rejections(2 * effect)
    assert found.rejections(100 * effect) == 1
    other = smallest_simulated(found, direction=-1)
    assert -1.3 * effect < other < -0.7 * effect
    assert smallest_simulated(found, power=0.5) < effect < smallest_simulated(found, power=0.95)


def test_simulated_effect_agrees_with_the_formula_where_that_is_right():
    """Many like clusters and even noise: the bootstrap test is then the t test."""
    random = np.random.default_rng(7)
    n = 40 * 6
    x = random.normal(size=n)
    one = Specification(1, random.normal(size=n), x, np.repeat(np.arange(40), 6), np.ones((n, 1)))
    found = simulate(one, random, PowerOptions(800, 199))
    assert_allclose(smallest_simulated(found), smallest_by_formula(found.error, 39), rtol=0.12)
    shifts = np.array([1.0, 2.0, 3.0]) * found.error
    by_formula = power_by_formula(shifts, found.error, 39)
    assert_allclose([found.rejections(s) for s in shifts], by_formula, atol=0.08)


def test_units_move_the_effect_as_they_should():
    one = design(np.random.default_rng(9))
    other = Specification(1, 100 * one.y + 3, one.x / 10, one.clusters, one.nuisance)
    options = PowerOptions(replications=150, draws=99)
    ours, theirs = (smallest_simulated(simulate(s, np.random.default_rng(1), options)) for s in (one, other))
    assert_allclose(theirs, 1000 * ours, rtol=1e-3)


def test_too_few_clusters_never_find_an_effect():
    """With ±1 and four clusters each |t| repeats in an eighth of draws: p cannot reach 5 %."""
    random = np.random.default_rng(11)
    found = simulate(design(random, areas=4), random, PowerOptions(100, 399, law=Multipliers.RADEMACHER))
    with pytest.raises(CannotCompute) as error:
        smallest_simulated(found)
    assert error.value.code == "effect-out-of-reach"


def test_full_residuals_are_narrower_where_there_is_an_effect():
    random = np.random.default_rng(13)
    one = design(random)
    strong = Specification(1, one.y + 3 * one.x, one.x, one.clusters, one.nuisance)
    sizes = [smallest_simulated(simulate(strong, np.random.default_rng(1), PowerOptions(200, 199, noise=noise)))
             for noise in (Noise.RESTRICTED, Noise.FULL)]  # fmt: skip
    none = smallest_simulated(simulate(one, np.random.default_rng(1), PowerOptions(200, 199, noise=Noise.FULL)))
    assert sizes[0] > 1.5 * sizes[1]
    assert_allclose(sizes[1], none, rtol=1e-3)  # full residuals do not know the effect


@pytest.mark.slow
def test_power_on_a_design_is_that_of_new_samples():
    """Simulated from the residuals of one sample as against fresh normal noise on the same design."""
    from qonys.effects.kernels.curve import JointOptions, curve, joint

    random = np.random.default_rng(15)
    base = design(random, areas=20, years=10)
    effects = np.array([0.1, 0.2])
    seen, made = np.zeros(2), np.zeros(2)
    for _ in range(40):
        y = random.normal(size=200)
        one = simulate(Specification(1, y, base.x, base.clusters, base.nuisance), random, PowerOptions(100, 199))
        made += [one.rejections(e) / 40 for e in effects]
    for i, effect in enumerate(effects):
        ys = effect * base.x + random.normal(size=(600, 200))
        tested = joint(
            curve([Specification(k, y, base.x, base.clusters, base.nuisance) for k, y in enumerate(ys)]),
            random, JointOptions(draws=199),
        )  # fmt: skip
        seen[i] = (tested.p <= 0.05).mean()
    assert_allclose(made, seen, atol=0.1)


def test_two_one_sided_tests_as_of_an_independent_package():
    from statsmodels.stats.weightstats import DescrStatsW

    sample = np.random.default_rng(17).normal(0.1, 1, 40)
    theirs = DescrStatsW(sample).ttost_mean(-0.4, 0.4)
    found = tost(sample.mean(), sample.std(ddof=1) / np.sqrt(40), 0.4, 39)
    assert_allclose([found.p, found.below, found.above], [theirs[0], theirs[1][1], theirs[2][1]], rtol=1e-9)


@given(st.floats(-3, 3), st.floats(0.05, 2), st.floats(0.1, 3), st.sampled_from([2.0, 13.0, np.inf]))
def test_tests_and_intervals_say_the_same(estimate, error, margin, df):
    from scipy.stats import norm, t

    reach = (t(df) if np.isfinite(df) else norm).ppf(0.975) * error
    low, high = estimate - reach, estimate + reach
    assert (tost(estimate, error, margin, df).p < 0.025) == negligible(low, high, margin)
    verdict = judge(low, high, margin)
    assert (verdict is Verdict.EFFECT) == (abs(estimate) > reach)
    assert (verdict is Verdict.TIGHT_NULL) == (abs(estimate) <= reach and negligible(low, high, margin))
    assert judge(-high, -low, margin) is verdict


def test_edges_of_verdicts():
    assert judge(0.0, 0.5, 1.0) is Verdict.TIGHT_NULL
    assert judge(-1.0, 0.5, 1.0) is Verdict.CANNOT_TELL  # the margin itself is not ruled out
    assert judge(-np.inf, np.inf, 1.0) is judge(np.nan, np.nan, 1.0) is Verdict.CANNOT_TELL
    assert judge(0.2, np.inf, 1.0) is Verdict.EFFECT
    assert judge(0.2, 0.4, 1.0) is Verdict.EFFECT and negligible(0.2, 0.4, 1.0)
    for margin in (0.0, -1.0, np.nan, np.inf):
        with pytest.raises(BadInput) as error:
            judge(0.0, 1.0, margin)
        assert error.value.code == "effect-margin"
    for wrong in (lambda: judge(1.0, 0.0, 1.0), lambda: tost(0.0, 0.0, 1.0), lambda: smallest_exact(1.0, 5, 0.01),
                  lambda: smallest_by_formula(1.0, 0.0), lambda: power_by_formula(1.0, 1.0, level=1.0)):  # fmt: skip
        with pytest.raises(ValueError):
            wrong()

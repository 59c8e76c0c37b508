"""Poisson pseudo-maximum likelihood: the same as with dummies, as published, and honest about what has no estimate."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.poisson import Covariance, PoissonOptions, SmallSample, ppml
from reference import reference


def sample(seed, n=240, zeros=0.0, levels=(8, 5)):
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, 2))
    effects = tuple(random.integers(0, k, n) for k in levels)
    mean = np.exp(0.5 * x[:, 0] - 0.3 * x[:, 1] + sum(0.2 * e for e in effects))
    y = random.poisson(mean).astype(float) * (random.uniform(size=n) >= zeros)
    return y, x, effects, random


def dummies(effects):
    columns = [np.ones(len(effects[0]))]
    for e in effects:
        columns += [(e == level).astype(float) for level in np.unique(e)[1:]]
    return np.column_stack(columns)


def by_statsmodels(y, x, effects, **options):
    import statsmodels.api as sm

    fit = {key: options.pop(key) for key in ("cov_type", "cov_kwds") if key in options}
    model = sm.GLM(y, np.column_stack([x, dummies(effects)]), family=sm.families.Poisson(), **options)
    return model.fit(tol=1e-14, maxiter=200, tol_criterion="params", **fit)


@pytest.mark.parametrize("levels", [(8,), (8, 5), (6, 5, 4)])
def test_as_a_generalised_linear_model_with_dummies(levels):
    y, x, effects, random = sample(1, levels=levels)
    weights, offset = random.uniform(0.5, 2, len(y)), random.normal(size=len(y)) / 5
    for given_weights, given_offset in ((None, None), (weights, None), (weights, offset)):
        theirs = by_statsmodels(y, x, effects, var_weights=given_weights, offset=given_offset)
        fit = ppml(y, x, effects, given_weights, given_offset, PoissonOptions(covariance=Covariance.POISSON))
        assert_allclose(fit.coefficients, theirs.params[:2], rtol=1e-9)
        assert_allclose(fit.standard_errors, theirs.bse[:2], rtol=1e-8)
        assert_allclose(fit.fitted, theirs.mu, rtol=1e-8)
        assert_allclose([fit.deviance, fit.log_likelihood], [theirs.deviance, theirs.llf], rtol=1e-9)
        assert fit.parameters == len(theirs.params) and fit.used == len(y)


def test_robust_and_clustered_errors_as_of_a_model_with_dummies():
    y, x, effects, random = sample(2)
    cluster = random.integers(0, 20, len(y))
    n, parameters = len(y), 2 + 8 + 5 - 1
    plain = by_statsmodels(y, x, effects, cov_type="HC0").bse[:2]
    for how, scale in ((SmallSample.NONE, 1.0), (SmallSample.FACTOR, n / (n - parameters))):
        fit = ppml(y, x, effects, options=PoissonOptions(small_sample=how))
        assert_allclose(fit.standard_errors, plain * np.sqrt(scale), rtol=1e-8)
    kwds = {"groups": cluster, "use_correction": False}
    plain = by_statsmodels(y, x, effects, cov_type="cluster", cov_kwds=kwds).bse[:2]
    for how, scale in ((SmallSample.NONE, 1.0), (SmallSample.FACTOR, 20 / 19 * (n - 1) / (n - parameters))):
        options = PoissonOptions(Covariance.CLUSTERED, (cluster,), how)
        assert_allclose(ppml(y, x, effects, options=options).standard_errors, plain * np.sqrt(scale), rtol=1e-8)
    quasi = ppml(y, x, effects, options=PoissonOptions(Covariance.QUASI))
    theirs = by_statsmodels(y, x, effects)
    assert_allclose(quasi.dispersion, theirs.pearson_chi2 / theirs.df_resid, rtol=1e-8)
    assert_allclose(quasi.standard_errors, theirs.bse[:2] * np.sqrt(quasi.dispersion), rtol=1e-8)


def test_leverage_is_that_of_the_model_with_dummies():
    y, x, effects, random = sample(9)
    weights = random.uniform(0.5, 2, len(y))
    fit = ppml(y, x, effects, weights, options=PoissonOptions(small_sample=SmallSample.LEVERAGE))
    z = np.column_stack([x, dummies(effects)])
    w = weights * fit.fitted
    inverse = np.linalg.inv(z.T @ (z * w[:, None]))
    leverage = w * np.einsum("ij,jk,ik->i", z, inverse, z)
    residual = weights * (y - fit.fitted) / (1 - leverage)
    expected = inverse @ (z.T @ (z * residual[:, None] ** 2)) @ inverse
    assert_allclose(fit.covariance, expected[:2, :2], rtol=1e-7)


def test_two_ways_of_clusters_are_both_less_their_crossing():
    y, x, effects, random = sample(3, n=800)
    one, two = random.integers(0, 15, len(y)), random.integers(0, 12, len(y))

    def covariance(*clusters):
        return ppml(y, x, effects, options=PoissonOptions(Covariance.CLUSTERED, clusters, SmallSample.NONE)).covariance

    both = ppml(y, x, effects, options=PoissonOptions(Covariance.CLUSTERED, (one, two), SmallSample.NONE))
    expected = covariance(one) + covariance(two) - covariance(one * 100 + two)
    values, vectors = np.linalg.eigh(expected)
    assert_allclose(both.covariance, vectors * values.clip(0) @ vectors.T, rtol=1e-8, atol=1e-15)
    assert values[0] < 0  # what the clip is for; the trade example has the plain case
    assert both.groups == 12
    low, high = both.intervals().T
    assert_allclose((high - low) / 2 / both.standard_errors, 2.200985, rtol=1e-6)  # Student's t, 11 degrees


@pytest.mark.parametrize(
    ("clusters", "error"),
    [(("Origin",), 0.115678), (("Origin", "Destination"), 0.130734), (("Product",), 0.098294)],
)
def test_published_trade_example(clusters, error):
    """EU15 trade: fixest's walkthrough prints -1.52787, these clustered errors, squared correlation 0.612021."""
    with reference("refdata/C_panel/fixest_trade.csv").open() as file:
        rows = list(csv.DictReader(file))
    column = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    y, x = column["Euros"].astype(float), np.log(column["dist_km"].astype(float))[:, None]
    options = PoissonOptions(Covariance.CLUSTERED, tuple(column[c] for c in clusters))
    fit = ppml(y, x, tuple(column[c] for c in ("Origin", "Destination", "Product", "Year")), options=options)
    assert_allclose(fit.coefficients, -1.52787, atol=5e-6)
    assert_allclose(fit.standard_errors, error, atol=6e-7)
    assert_allclose(fit.log_likelihood, -7.025e11, rtol=5e-5)
    assert_allclose(fit.pseudo_r2, 0.764032, atol=6e-7)
    assert_allclose(np.corrcoef(y, fit.fitted)[0, 1] ** 2, 0.612021, atol=6e-7)
    assert (fit.used, fit.parameters, fit.separated) == (38_325, 58, ())


def test_weakly_joined_effects_are_as_exact():
    """A chain: each level of one effect meets two of the other, so that the projection has far to go."""
    random = np.random.default_rng(4)
    links = np.arange(60)
    effects = (np.concatenate([links, links]).repeat(3), np.concatenate([links, links + 1]).repeat(3))
    x = random.normal(size=(360, 2))
    y = (
        random.poisson(np.exp(2 + 0.5 * x[:, 0] - 0.3 * x[:, 1] + np.cumsum(random.normal(size=61))[effects[1]] / 4))
        * 1.0
    )
    fit = ppml(y, x, effects, options=PoissonOptions(Covariance.POISSON))
    theirs = by_statsmodels(y, x, effects)
    assert_allclose(fit.coefficients, theirs.params[:2], rtol=1e-8)
    assert_allclose(fit.standard_errors, theirs.bse[:2], rtol=1e-8)
    assert fit.parameters == 2 + 60 + 61 - 1


def test_the_mean_of_two_groups_in_closed_form():
    y, x = np.array([1.0, 3, 2, 10]), np.array([[0.0], [1], [0], [1]])
    fit = ppml(y, x, weights=np.array([1.0, 1, 3, 2]))
    assert_allclose(np.exp(fit.coefficients), 23 / 3 / (7 / 4), rtol=1e-12)
    assert_allclose(fit.absorbed, np.log(7 / 4), rtol=1e-12)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.floats(0.01, 1000))
def test_scores_vanish_and_units_do_not_matter(seed, unit):
    y, x, effects, _ = sample(seed, n=80, zeros=0.3, levels=(6, 4))
    fit = ppml(y, x, effects)
    gap = y - fit.fitted
    assert_allclose(x.T @ gap, 0, atol=1e-7 * y.sum())
    for e in effects:
        assert_allclose(np.bincount(e, gap), 0, atol=1e-7 * y.sum())
    scaled = ppml(unit * y, x, effects)
    assert_allclose(scaled.coefficients, fit.coefficients, rtol=1e-7, atol=1e-9)
    assert_allclose(scaled.covariance, fit.covariance, rtol=1e-6)
    assert (scaled.separated, scaled.singletons) == (fit.separated, fit.singletons)


def separated_by_definition(y, x, effects):
    """Zeros that some combination sets apart, one linear program for each zero."""
    from scipy.optimize import linprog

    z = np.column_stack([x, dummies(effects)])
    found = []
    for i in np.flatnonzero(y == 0):
        program = linprog(-z[i], A_ub=-z[y == 0], b_ub=np.zeros((y == 0).sum()), A_eq=z[y > 0],
                          b_eq=np.zeros((y > 0).sum()), bounds=[(-1, 1)] * z.shape[1])  # fmt: skip
        if -program.fun > 1e-7:
            found.append(int(i))
    return tuple(found)


@settings(max_examples=40)
@given(st.integers(0, 100_000), st.sampled_from([1200, 1]))
def test_separated_zeros_are_those_of_the_definition(seed, direct):
    with pytest.MonkeyPatch.context() as patch:  # 1: as for thousands of levels
        patch.setattr("qonys.numerics.poisson.DIRECT", direct)
        compare_with_definition(np.random.default_rng(seed))


def compare_with_definition(random):
    n = 18
    x = random.integers(-1, 2, (n, 2)).astype(float)
    effects = (random.integers(0, 3, n), random.integers(0, 3, n))
    y = random.poisson(0.7, n).astype(float)
    options = PoissonOptions(covariance=Covariance.POISSON, drop_singletons=False)
    try:
        fit = ppml(y, x, effects, options=options)
    except (BadInput, CannotCompute) as error:
        assert error.code in ("poisson-collinear", "poisson-nothing-left")
        return
    assert fit.separated == separated_by_definition(y, x, effects)
    assert fit.iterations < 60


def test_a_regressor_that_sets_zeros_apart_is_seen():
    """The outcome is positive only where x is 0: as x's coefficient falls, the likelihood rises for ever."""
    y = np.array([0.0, 0, 1, 2, 3, 4, 2, 1])
    x = np.array([[2.0, 1], [1, 3], [0, 2], [0, 5], [0, 4], [0, 1], [0, 1], [0, 2]])
    with pytest.raises(BadInput, match="each other: rain"):  # nothing is left of the first regressor without them
        ppml(y, x, options=PoissonOptions(names=("rain", "sun")))
    fit = ppml(np.append(y, 3.0), np.vstack([x, [-1.0, 2.0]]))
    assert fit.separated == ()  # a positive outcome with the regressor at work holds the coefficient
    levels = np.array([0, 0, 1, 1, 2, 2, 2, 2])
    fit = ppml(np.array([0.0, 0, 1, 2, 3, 0, 2, 1]), x[:, 1:], (levels,))
    assert fit.separated == (0, 1) and (fit.fitted[:2] == 0).all() and np.isnan(fit.absorbed[:2]).all()
    assert fit.used == 6


def test_singletons_are_left_out_and_change_no_coefficient():
    y, x, effects, _ = sample(5, n=60, levels=(5,))
    alone = (np.append(effects[0], 99),)
    more = ppml(np.append(y, 7.0), np.vstack([x, [1.0, 1.0]]), alone)
    assert more.singletons == (60,) and more.fitted[60] == 7.0 and more.used == 60
    assert_allclose(more.coefficients, ppml(y, x, effects).coefficients, rtol=1e-10)
    kept = ppml(np.append(y, 7.0), np.vstack([x, [1.0, 1.0]]), alone, options=PoissonOptions(drop_singletons=False))
    assert kept.singletons == () and kept.used == 61
    assert_allclose(kept.coefficients, more.coefficients, rtol=1e-9)


def test_what_effects_make_up_is_named():
    y, x, effects, _ = sample(6)
    columns = np.column_stack([x, effects[0] * 2.0 + effects[1], x[:, 0] - x[:, 1], np.ones(len(y))])
    with pytest.raises(BadInput, match="regressor 2, regressor 3, regressor 4"):
        ppml(y, columns, effects)


def test_faulty_figures_are_named_and_misuse_is_refused():
    y, x, effects, _ = sample(7)
    with pytest.raises(BadInput, match="no numbers: 1") as caught:
        ppml(np.where(np.arange(len(y)) == 3, np.nan, y), x, effects)
    assert caught.value.where == "outcome, rows 3"
    with pytest.raises(BadInput, match="weights"):
        ppml(y, x, effects, np.zeros(len(y)))
    with pytest.raises(CannotCompute, match="no observation is left"):
        ppml(np.zeros(len(y)), x, effects)
    with pytest.raises(BadInput, match="one cluster"):
        ppml(y, x, effects, options=PoissonOptions(Covariance.CLUSTERED, (np.zeros(len(y)),)))
    with pytest.raises(ValueError, match="0 sets of clusters"):
        ppml(y, x, effects, options=PoissonOptions(Covariance.CLUSTERED))
    with pytest.raises(ValueError, match="need"):
        ppml(y, x[:-1], effects)


@pytest.mark.slow
def test_intervals_cover_what_they_say():
    """Scatter four times that of Poisson: robust intervals hold 95 %, those for Poisson counts do not."""
    random = np.random.default_rng(8)
    held = {Covariance.ROBUST: 0, Covariance.POISSON: 0}
    for _ in range(300):
        x, effect = random.uniform(-1, 1, (300, 1)), random.integers(0, 10, 300)
        y = random.negative_binomial(8 / 3, 1 / 4, 300) * np.exp(0.4 * x[:, 0] + 0.1 * effect)
        for covariance in held:
            low, high = ppml(y, x, (effect,), options=PoissonOptions(covariance)).intervals()[0]
            held[covariance] += low <= 0.4 <= high
    assert 0.91 <= held[Covariance.ROBUST] / 300 <= 0.98
    assert held[Covariance.POISSON] / 300 < 0.9

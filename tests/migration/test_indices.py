"""Indices of migration: hand-computed and published tables, identities, edge cases, the 17 regions of Korea."""

from __future__ import annotations

import csv
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput
from qonys.migration.kernels import focus
from qonys.migration.kernels.connectivity import (
    connectivity,
    inequality_equal,
    inequality_population,
    inequality_size,
)
from qonys.migration.kernels.distance import Median, distance_decay, mean_distance, median_distance
from qonys.migration.kernels.focus import Comparisons, Variation, Weights
from qonys.migration.kernels.impact import (
    Expected,
    aggregate_net_rate,
    area_effectiveness,
    churn_rates,
    effectiveness,
    preference,
    preference_index,
    turnover_rates,
    velocity,
    velocity_index,
)
from qonys.migration.kernels.indices import MIGEST, Draws, all_indices, bootstrap_indices
from qonys.migration.kernels.intensity import (
    all_moves_line,
    area_rates,
    courgeau_k,
    courgeau_line,
    crude_intensity,
    migration_totals,
    moves_between,
)
from qonys.migration.kernels.margins import margins_fit
from qonys.migration.kernels.zoning import merge_distances, merge_flows, merge_population, zoning
from qonys.numerics.intervals import Method
from qonys.numerics.resampling import negative_binomial_draws
from reference import reference

# Plane, Mulligan (1997), Measuring spatial focusing in a migration system, Demography 34, p. 253; the
# second is of Rogers, Sweeney (1998), Professional Geographer 50, 232-242.
PLANE = np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]])
ROGERS = np.array([[0.0, 20, 20], [30, 0, 50], [20, 20, 0]])
PEOPLE = np.array([1000.0, 2000.0, 3000.0])
APART = np.array([[0.0, 10, 50], [10, 0, 40], [50, 40, 0]])

TABLES = arrays(np.float64, (5, 5), elements=st.integers(0, 10_000).map(float))
POSITIVE = arrays(np.float64, (5, 5), elements=st.integers(1, 10_000).map(float))
PERSONS = arrays(np.float64, 5, elements=st.integers(1, 10**7).map(float))
FIVE = np.array([0.0, 1, 3, 7, 12])
ROADS = np.abs(FIVE[:, None] - FIVE)


# --- small tables by hand and from the literature ------------------------------------------------------


def test_totals_by_hand():
    totals = migration_totals(PLANE)
    assert_array_equal(totals.arrivals, [50, 40, 30])
    assert_array_equal(totals.departures, [20, 40, 60])
    assert_array_equal(totals.net, [30, 0, -30])
    assert_array_equal(totals.turnover, [70, 80, 90])


def test_rates_by_hand():
    rates = area_rates(PLANE, PEOPLE)
    assert_allclose(rates.arrivals, [50, 20, 10])
    assert_allclose(rates.departures, [20, 20, 20])
    assert_allclose(rates.net, [30, 0, -10])
    assert_allclose(rates.gross, [70, 40, 30])
    assert_allclose(turnover_rates(PLANE, PEOPLE), [70, 40, 30])
    assert_allclose(churn_rates(PLANE + np.diag([5.0, 10, 15]), PEOPLE), [75, 45, 35])


HAND = {
    "cmi": 2.0,  # 120 of 6,000
    "courgeau_k": 2 / math.log(9),
    "effectiveness": 25.0,  # 60 of 240
    "anmr": 0.5,  # 30 of 6,000
    # observed / (120 P_i P_j / 36e6): 10/(20/3) + 10/10 + 20/(20/3) + 20/20 + 30/10 + 30/20
    "preference": 1.5 + 1 + 3 + 1 + 3 + 1.5,
    # that times 120 / 6,000
    "velocity": 11 * 0.02,
    "connectivity": 1.0,
    "inequality_equal": 1 / 6,  # 10 + 10 below and 10 + 10 above 20, of 2 × 120
    "gini_total": 4 / 15,  # 320 of 2 × 5 × 120
    "gini_orig": 0.0,
    "gini_dest": 0.25,  # 25 % in the paper
    "gini_exchange": 0.25,
    "mwg_orig": 0.0,
    "mwg_dest": (0.2 * 50 + 0.5 * 40 + 30 / 3) / 120 / 3,
    "cv": math.sqrt(2 / 3) / 2,  # of 10, 10, 20, 20, 30, 30
    "acv": 1 / 3,
    "mean_distance": (30 * 10 + 40 * 50 + 50 * 40) / 120,
    "median_distance": 40.0,
}


def test_all_indices_by_hand():
    found = all_indices(PLANE, PEOPLE, APART)
    for name, value in HAND.items():
        assert_allclose(found[name], value, rtol=1e-12, atol=1e-15, err_msg=name)
    # Three areas and distances without direction: origins and destinations take up all of it.
    assert np.isnan(found["decay"])


@pytest.mark.parametrize(
    ("table", "comparisons", "total", "in_fields", "out_fields"),
    [
        (PLANE, Comparisons.OTHERS, 0.2666667, [0.2, 0.5, 0.3333333], [0, 0, 0]),
        (PLANE, Comparisons.ALL, 0.2222222, [0.1, 0.25, 0.1666667], [0, 0, 0]),
        (ROGERS, Comparisons.OTHERS, 0.225, [0.2, 0.0, 0.4285714], [0, 0.25, 0]),
        (ROGERS, Comparisons.ALL, 0.1875, [0.1, 0.0, 0.2142857], [0, 0.125, 0]),
    ],
)
def test_published_gini_indices(table, comparisons, total, in_fields, out_fields):
    # Values as printed in the manual of the R package migration.indices 0.3.1 for these two tables.
    assert_allclose(focus.gini_parts(table, comparisons).total, total, atol=5e-8)
    fields = focus.gini_fields(table, comparisons)
    assert_allclose(fields.destinations, in_fields, atol=5e-8)
    assert_allclose(fields.origins, out_fields, atol=5e-8)


def test_published_shares_of_the_gini_index():
    plane, rogers = focus.gini_standardised(PLANE), focus.gini_standardised(ROGERS)
    assert_allclose(100 * np.array(plane[1:]), [0, 25, 25], atol=1e-12)
    assert_allclose(100 * np.array(rogers[1:]), [11.11111, 22.22222, 22.22222], atol=5e-6)


@pytest.mark.parametrize(
    ("table", "out", "into", "mean"),
    [(PLANE, 0.0, 0.1222222, 0.06111111), (ROGERS, 0.02083333, 0.05238095, 0.03660714)],
)
def test_weighted_gini_as_software_has_it(table, out, into, mean):
    # Printed in the manual of migration.indices 0.3.1; fields are weighted by the other end's shares.
    found = focus.weighted_gini(table, Weights.CROSSED)
    assert_allclose([found.origins, found.destinations, found.both], [out, into, mean], atol=5e-8)


def test_weighted_gini_as_the_source_has_it():
    found = focus.weighted_gini(ROGERS)
    assert_allclose(found.origins, 0.25 * 80 / 160 / 3)
    assert_allclose(found.destinations, (0.2 * 50 + 30 / 70 * 70) / 160 / 3)
    assert_allclose(found.both, (found.origins + found.destinations) / 2)


@pytest.mark.parametrize(("table", "values"), [(PLANE, [0, 1 / 3, 1 / 3]), (ROGERS, [0.125, 0.25, 0.375])])
def test_published_aggregate_variation(table, values):
    # Rogers, Sweeney (1998), values as printed in the manual of migration.indices 0.3.1.
    assert_allclose(focus.aggregate_variation(table), values, atol=1e-12)
    fields = focus.variation_fields(PLANE)
    assert_allclose(fields.destinations, [0.2, 0.5, 1 / 3])


def test_quasi_independence_by_hand():
    # A ring: sizes say 5 each, so half of the moves are elsewhere.
    ring = np.array([[0.0, 10, 0], [0, 0, 10], [10, 0, 0]])
    fit = margins_fit(ring)
    assert_allclose(fit.fitted, 5 * (1 - np.eye(3)), rtol=1e-9)
    assert_allclose(inequality_size(ring), 0.5)
    assert_allclose(inequality_equal(ring), 0.5)
    assert_allclose(inequality_population(ring, np.ones(3)), 0.5)


def test_preference_of_pairs():
    even = preference(PLANE, PEOPLE, Expected.BETWEEN)
    expected = PLANE / (120 * np.outer(PEOPLE, PEOPLE) / (36e6 - 14e6))
    assert_allclose(even[~np.eye(3, dtype=bool)], expected[~np.eye(3, dtype=bool)])
    assert np.isnan(np.diag(even)).all()
    assert_allclose(velocity(PLANE, PEOPLE)[0, 1], (10 / 1000) / (2000 / 6000))
    assert_allclose(area_effectiveness(PLANE), [300 / 7, 0, -100 / 3])


def test_the_median_stands_between_two_distances_when_half_of_moves_lie_within():
    flows = np.array([[0.0, 3, 2], [2, 0, 3], [0, 0, 0]])  # 5 at 10, 3 at 40, 2 at 50
    assert float(median_distance(flows, APART)) == 25.0
    assert float(median_distance(flows + np.array([[0, 0.1, 0], [0, 0, 0], [0, 0, 0]]), APART)) == 10.0


def test_the_midpoint_median_by_hand():
    # In order: 10 (3, 2), 40 (3), 50 (2); middles at .15, .40, .65, .90: .5 is 0.4 of the way from 10 to 40.
    flows = np.array([[0.0, 3, 2], [2, 0, 3], [0, 0, 0]])
    assert_allclose(median_distance(flows, APART, Median.MIDPOINT), 22.0)


def test_decay_meets_a_model_of_another_program():
    statsmodels = pytest.importorskip("statsmodels.api")
    flows = np.round(1e4 * np.random.default_rng(3).random((5, 5)))
    off = ~np.eye(5, dtype=bool)
    i, j = np.nonzero(off)
    design = np.column_stack([np.eye(5)[i], np.eye(5)[j][:, 1:], np.log(ROADS[off])])
    model = statsmodels.GLM(flows[off], design, family=statsmodels.families.Poisson()).fit(tol=1e-14)
    found = distance_decay(flows, ROADS)
    assert_allclose(found.slope, model.params[-1], rtol=1e-8)
    assert_allclose(found.slope_error, model.bse[-1], rtol=1e-6)
    assert_allclose(found.fitted[off], model.fittedvalues, rtol=1e-8)


def test_decay_of_a_sparse_table_meets_another_program():
    statsmodels = pytest.importorskip("statsmodels.api")
    flows = np.array([[0, 3, 0, 1, 0], [2, 0, 1, 0, 1], [0, 4, 0, 2, 0], [1, 0, 2, 0, 1], [0.0, 0, 0, 0, 0]])
    off = ~np.eye(5, dtype=bool) & (np.arange(5)[:, None] < 4)
    i, j = np.nonzero(off)
    design = np.column_stack([np.eye(5)[i][:, :4], np.eye(5)[j][:, 1:], np.log(ROADS[off])])
    model = statsmodels.GLM(flows[off], design, family=statsmodels.families.Poisson()).fit(tol=1e-14)
    assert_allclose(distance_decay(flows, ROADS).slope, model.params[-1], rtol=1e-7)


# --- zonings ---------------------------------------------------------------------------------------


def test_merging_keeps_all_moves():
    merged = merge_flows(PLANE + np.diag([1.0, 2, 3]), ["a", "b", "a"])
    assert_array_equal(merged, [[44, 40], [40, 2]])
    assert_array_equal(merge_population(PEOPLE, ["a", "b", "a"]), [4000, 2000])
    assert zoning(["a", "b", "a"]).names == ("a", "b")


def test_a_missing_flow_spoils_its_own_merged_flow_only():
    flows = PLANE.copy()
    flows[0, 1] = np.nan
    assert_array_equal(merge_flows(flows, ["a", "b", "a"]), [[40, np.nan], [40, 0]])


def test_merged_distances_are_means_over_pairs_of_people():
    merged = merge_distances(APART, PEOPLE, ["a", "b", "a"])
    assert_allclose(merged, [[0, (1000 * 10 + 3000 * 40) / 4000], [(1000 * 10 + 3000 * 40) / 4000, 0]])


@given(TABLES, st.lists(st.integers(0, 2), min_size=5, max_size=5))
def test_merging_never_lifts_intensity(flows, labels):
    people, merged = np.full(5, 1e4), merge_flows(flows, labels)
    assert merged.sum() == flows.sum()
    coarse = crude_intensity(merged, merge_population(people, labels))
    assert float(coarse) <= float(crude_intensity(flows, people)) + 1e-9


def test_an_area_without_label_is_named():
    with pytest.raises(BadInput, match=r"no label\n.*labels\[1\]"):
        zoning(["a", None])
    with pytest.raises(ValueError, match="labels 2"):
        merge_flows(PLANE, ["a", "b"])


# --- Courgeau's k over several zonings -----------------------------------------------------------------


def test_courgeau_line_gives_back_an_exact_law():
    areas = np.array([5.0, 20, 200])
    fit = courgeau_line(0.7 * np.log(areas**2), areas)
    assert_allclose([fit.slope, fit.determination], [0.7, 1.0])
    assert_allclose(fit.slope_error, 0.0, atol=1e-12)


def test_courgeau_line_by_hand():
    # One zoning: k itself. Two: least squares through the origin.
    assert_allclose(courgeau_line(np.array([2.0]), np.array([3.0])).slope, 2 / math.log(9))
    x = 2 * np.log([3.0, 9.0])  # 2.197, 4.394
    fit = courgeau_line(np.array([2.0, 5.0]), np.array([3.0, 9.0]))
    assert_allclose(fit.slope, (2 + 2 * 5) / (5 * x[0]))
    assert_allclose(fit.slope_error, math.sqrt(((2 - 2.4) ** 2 + (5 - 4.8) ** 2) / (5 * x[0] ** 2)))


def test_all_moves_are_the_intensity_of_one_household_an_area():
    areas, households = np.array([10.0, 100, 1000]), 4e6
    fit = all_moves_line(np.array([[15 - 0.8 * math.log(households / n) for n in areas]]), areas, households)
    assert_allclose([fit.intercept[0], fit.slope[0], fit.determination[0]], [15, -0.8, 1])


def test_zonings_that_carry_no_line_are_refused():
    with pytest.raises(BadInput, match="do not differ"):
        all_moves_line(np.array([1.0, 2.0]), np.array([5.0, 5.0]), 1e6)
    with pytest.raises(BadInput, match="zoning 1"):
        courgeau_line(np.array([1.0, 2.0]), np.array([5.0, 1.0]))
    with pytest.raises(BadInput, match="zoning 0"):
        courgeau_line(np.array([np.nan, 2.0]), np.array([5.0, 3.0]))


# --- properties --------------------------------------------------------------------------------------


@given(TABLES, PERSONS)
def test_anmr_is_intensity_times_effectiveness(flows, population):
    product = crude_intensity(flows, population) * effectiveness(flows) / 100
    if (moves_between(flows) > 0).any():
        assert_allclose(aggregate_net_rate(flows, population), product, rtol=1e-12)


@settings(max_examples=30)
@given(POSITIVE, PERSONS, st.permutations(range(5)))
def test_no_index_knows_the_order_of_areas(flows, population, order):
    turned = all_indices(flows[np.ix_(order, order)], population[order], ROADS[np.ix_(order, order)])
    for name, value in all_indices(flows, population, ROADS).items():
        assert_allclose(turned[name], value, rtol=1e-7, atol=1e-9, err_msg=name)


@settings(max_examples=30)
@given(POSITIVE, PERSONS)
def test_shares_do_not_know_the_unit_of_flows(flows, population):
    tens, ones = all_indices(flows * 10, population, ROADS), all_indices(flows, population, ROADS)
    for name, value in ones.items():
        factor = 10 if name in ("cmi", "courgeau_k", "anmr", "velocity") else 1
        assert_allclose(tens[name], factor * value, rtol=1e-7, atol=1e-9, err_msg=name)


@given(TABLES)
def test_indices_keep_to_their_range(flows):
    found = all_indices(flows, np.full(5, 1e5))
    ranges = {"effectiveness": 100, "mwg_mean": 0.2} | dict.fromkeys(
        ("connectivity", "inequality_equal", "inequality_size", "gini_total", "gini_orig", "gini_dest"), 1
    )
    for name, top in ranges.items():
        assert np.isnan(found[name]) or -1e-9 <= found[name] <= top + 1e-9, name


@given(TABLES)
def test_the_rank_formula_is_the_sum_over_pairs(flows):
    cells = flows[~np.eye(5, dtype=bool)]
    assert_allclose(focus.differences(cells), np.abs(cells[:, None] - cells).sum(), rtol=1e-12)


@given(TABLES)
def test_effectiveness_is_zero_when_each_flow_has_its_counterflow(flows):
    value = effectiveness(flows + flows.T)
    assert np.isnan(value) or value == pytest.approx(0)


@settings(max_examples=50)
@given(arrays(np.float64, (4, 5, 5), elements=st.sampled_from([0.0, 0, 1, 2, 30])))
def test_fits_meet_the_margins_of_any_table(flows):
    moves = moves_between(flows)
    fit = margins_fit(moves)
    total = np.maximum(moves.sum(axis=(-2, -1), keepdims=True)[..., 0], 1)
    assert fit.converged.all()
    assert (np.abs(fit.fitted.sum(-1) - moves.sum(-1)) <= 1e-9 * total).all()
    assert (np.abs(fit.fitted.sum(-2) - moves.sum(-2)) <= 1e-9 * total).all()


@settings(max_examples=10)
@given(arrays(np.float64, (3, 4, 5, 5), elements=st.integers(0, 50).map(float)), PERSONS)
def test_a_batch_is_its_tables(flows, population):
    batch = all_indices(flows, population, ROADS, MIGEST)
    one = all_indices(flows[2, 1], population, ROADS, MIGEST)
    for name, value in batch.items():
        assert value.shape == (3, 4)
        # A run-away slope ends at one rounding or another: it is nan in both or the fit is good in both.
        assert_allclose(value[2, 1], one[name], rtol=1e-6, atol=1e-9, err_msg=name)


# --- edges ---------------------------------------------------------------------------------------------


def test_one_area_has_no_system():
    found = all_indices(np.array([[7.0]]), np.array([100.0]), np.array([[0.0]]))
    assert {name for name, value in found.items() if not np.isnan(value)} == {"cmi", "anmr"}
    assert found["cmi"] == found["anmr"] == 0


def test_where_nobody_moved():
    found = all_indices(np.zeros((4, 4)), np.full(4, 100.0), 1 - np.eye(4))
    zero = {"cmi", "courgeau_k", "anmr", "velocity", "connectivity"}
    assert {name for name, value in found.items() if not np.isnan(value)} == zero
    assert all(found[name] == 0 for name in zero)


def test_two_areas_have_fields_of_one_flow():
    found = all_indices(np.array([[0.0, 30], [10, 0]]), np.array([100.0, 100]), 1 - np.eye(2))
    assert np.isnan([found["mwg_orig"], found["mwg_dest"], found["decay"]]).all()
    assert_allclose([found["gini_total"], found["inequality_size"]], [0.5, 0.0], atol=1e-12)


def test_an_area_without_people():
    empty = np.array([0.0, 10, 10])
    assert np.isnan(velocity(PLANE, empty)[0]).all()
    assert np.isnan(velocity_index(PLANE, empty))
    assert np.isnan(preference_index(PLANE, empty))
    assert np.isnan(area_rates(PLANE, empty).net[0])
    assert_allclose(crude_intensity(PLANE, empty), 600)
    assert np.isnan(crude_intensity(PLANE, np.zeros(3)))
    assert np.isnan(courgeau_k(PLANE, np.zeros(3)))


@pytest.mark.parametrize("function", [migration_totals, effectiveness, connectivity, inequality_size, focus.gini_parts])
def test_wrong_flows_are_named(function):
    negative, missing = PLANE.copy(), PLANE.copy()
    negative[1, 2], missing[2, 0] = -4, np.nan
    with pytest.raises(BadInput, match=r"flows below 0: 1\n.*\[1, 2\]"):
        function(negative)
    with pytest.raises(BadInput, match=r"without a figure: 1\n.*\[2, 0\]"):
        function(missing)
    with pytest.raises(ValueError, match=r"square in the last two axes, got \(2, 3\)"):
        function(np.ones((2, 3)))


def test_the_diagonal_is_not_read():
    strange = PLANE + np.diag([np.nan, -5, np.inf])
    for name, value in all_indices(strange, PEOPLE, APART + np.diag([np.nan] * 3)).items():
        assert_array_equal(value, all_indices(PLANE, PEOPLE, APART)[name], err_msg=name)


def test_wrong_populations_are_named():
    with pytest.raises(BadInput, match=r"without a figure: 1\n.*\[1\]"):
        crude_intensity(PLANE, np.array([1.0, np.nan, 1]))
    with pytest.raises(BadInput, match=r"below 0: 1\n.*\[2\]"):
        velocity(PLANE, np.array([1.0, 1, -1]))
    with pytest.raises(ValueError, match=r"population is \(2,\), flows are \(3, 3\)"):
        crude_intensity(PLANE, np.ones(2))


def test_wrong_distances_are_named():
    with pytest.raises(BadInput, match=r"distances\[0, 1\]"):
        mean_distance(PLANE, np.where(APART == 10, np.nan, APART))
    with pytest.raises(BadInput, match=r"distances\[0, 1\]"):
        distance_decay(PLANE, np.where(APART == 10, 0, APART))
    with pytest.raises(ValueError, match="distances are"):
        median_distance(PLANE, np.ones((2, 2)))


def test_a_decay_that_runs_off_is_missing():
    chain = np.diag(np.full(4, 50.0), 1) + np.diag(np.full(4, 50.0), -1)  # neighbours alone: no finite slope
    assert np.isnan(distance_decay(chain, np.abs(np.arange(5)[:, None] - np.arange(5)) + np.eye(5)).slope)


# --- draws ---------------------------------------------------------------------------------------------


def test_bootstrap_says_how_far_noise_lifts_an_index():
    found = bootstrap_indices(PLANE, PEOPLE, APART, Draws(count=2000), np.random.default_rng(5))
    gini = found["gini_total"]
    assert gini.bias > 0
    assert_allclose(gini.corrected, gini.value - gini.bias)
    assert gini.low < gini.corrected < gini.high
    # Moves are a Poisson count of mean 120: 2 % give or take 1.96 √120 / 60.
    assert_allclose(
        [found["cmi"].low, found["cmi"].high], 2 + np.array([-1, 1]) * 1.96 * math.sqrt(120) / 60, rtol=0.03
    )
    assert found["decay"].draws == 0
    assert np.isnan(found["decay"].low)


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("noise", [{}, {"dispersion": 0.1}, {"relative_error": 0.1}])
def test_bootstrap_repeats_itself(method, noise):
    options = Draws(count=150, method=method, **noise)
    one, two = (bootstrap_indices(PLANE * 9, PEOPLE, APART, options, np.random.default_rng(5)) for _ in range(2))
    for name, found in one.items():
        assert_array_equal(found.low, two[name].low, err_msg=name)
        assert np.isnan(found.low) or found.low <= found.high


def test_bootstrap_of_a_batch():
    flows = np.stack([PLANE, ROGERS])
    found = bootstrap_indices(flows, PEOPLE, None, Draws(count=100), np.random.default_rng(5))
    assert found["cmi"].low.shape == (2,)


def test_more_scatter_gives_wider_intervals():
    widths = []
    for options in (Draws(count=500), Draws(count=500, dispersion=0.1), Draws(count=500, dispersion=0.5)):
        found = bootstrap_indices(PLANE * 10, PEOPLE, None, options, np.random.default_rng(5))["effectiveness"]
        widths.append(float(found.high - found.low))
    assert widths[0] < widths[1] < widths[2]


def test_noise_is_of_one_kind():
    with pytest.raises(ValueError, match="not both"):
        Draws(dispersion=0.1, relative_error=0.1)
    with pytest.raises(ValueError, match="two draws"):
        Draws(count=1)


def gravity_table(mean: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean flows between 20 areas and their population; decay 0.9, attraction and scatter of a real country."""
    draw = np.random.default_rng(5)
    place, people = draw.random((20, 2)), np.round(draw.lognormal(13.3, 0.7, 20))
    apart = np.hypot(*(place[:, None] - place).transpose(2, 0, 1)) + np.eye(20)
    table = np.outer(people, people * np.exp(draw.normal(0, 0.25, 20))) / apart**0.9
    table *= np.exp(draw.normal(0, 0.5, (20, 20))) * (1 - np.eye(20))
    return table * mean * 380 / table.sum(), people


@pytest.mark.slow
@pytest.mark.parametrize(("mean", "dispersion"), [(50, 0.0), (50, 0.02), (1000, 0.0), (1000, 0.02)])
def test_the_default_interval_covers_as_said(mean, dispersion):
    table, people = gravity_table(mean)
    truth = all_indices(table, people)
    draw, options = np.random.default_rng(17), Draws(count=399, dispersion=dispersion)
    hits = dict.fromkeys(("cmi", "anmr", "effectiveness", "gini_total"), 0)
    repeats = 300
    for observed in negative_binomial_draws(table, dispersion, repeats, draw):
        found = bootstrap_indices(observed, people, None, options, draw)
        for name in hits:
            hits[name] += bool(found[name].low <= truth[name] <= found[name].high)
    # 95 % with a binomial error of 1.3 points, and up to 2 points lost to curvature.
    for name, count in hits.items():
        assert 0.90 <= count / repeats <= 0.985, (name, count / repeats)


# --- the 17 regions of Korea ---------------------------------------------------------------------------

KOREA = {
    "effectivness": "effectiveness",
    "inequality_sim": "inequality_size",
    "gini_orig_standardized": "gini_orig",
    "gini_dest_standardized": "gini_dest",
    "cmp": "cmi",
    "mean": "mean_distance",
    "median": "median_distance",
}
"""Names of the other program where they are not ours."""


def korea() -> tuple[list[str], dict[int, np.ndarray], dict[int, np.ndarray], np.ndarray]:
    """Regions in the order of the file, flows and population by year, distances between centres."""
    with reference("refdata/B_migration/korea_gravity.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    regions = list(dict.fromkeys(row["orig"] for row in rows))
    at = {region: i for i, region in enumerate(regions)}
    flows = {int(row["year"]): np.zeros((17, 17)) for row in rows}
    people = {year: np.zeros(17) for year in flows}
    apart = np.zeros((17, 17))
    for row in rows:
        i, j, year = at[row["orig"]], at[row["dest"]], int(row["year"])
        flows[year][i, j] = float(row["flow"])
        people[year][i] = float(row["orig_pop"]) * 1e6
        apart[i, j] = float(row["dist_cent"])
    return regions, flows, people, apart


def test_korea_2012_2015():
    expected = reference("refdata/expected/index_korea_2012_2015.csv")
    _, flows, people, apart = korea()
    years = (2012, 2013, 2014, 2015)
    found = all_indices(np.stack([flows[y] for y in years]), np.stack([people[y] for y in years]), apart, MIGEST)
    with expected.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = KOREA.get(row["measure"], row["measure"])
            # The other program had population in millions there.
            value = float(row["value"]) / (1e6 if name in ("anmr", "velocity") else 1)
            got = found[name][years.index(int(row["year"]))]
            assert_allclose(got, value, rtol=1e-9, err_msg=f"{name} {row['year']}: migest 2.0.5")


def test_korea_totals_2020():
    expected = reference("refdata/expected/sum_region_korea_2020.csv")
    regions, flows, _, _ = korea()
    totals = migration_totals(flows[2020])
    with expected.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            i = regions.index(row["region"])
            got = [totals.departures[i], totals.arrivals[i], totals.turnover[i], totals.net[i]]
            assert_array_equal(got, [float(row[k]) for k in ("out_mig", "in_mig", "turn", "net")])


def test_definitions_differ_where_said_and_nowhere_else():
    table, people = (1.0 + np.arange(25.0).reshape(5, 5) ** 2) * (1 - np.eye(5)), np.full(5, 1e4)
    ours, theirs = all_indices(table, people, ROADS), all_indices(table, people, ROADS, MIGEST)
    changed = {name for name in ours if not np.allclose(ours[name], theirs[name], equal_nan=True)}
    assert changed == {"mwg_orig", "mwg_dest", "mwg_mean", "cv", "median_distance"}
    assert_allclose(theirs["cv"], table.std(ddof=1) / math.sqrt(table.sum()))
    assert_allclose(focus.coefficient_of_variation(table, Variation.ROOT_TOTAL), theirs["cv"])

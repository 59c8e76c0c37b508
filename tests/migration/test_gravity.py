"""Gravity models: published decay, recovered parameters, flows from totals and a mean distance."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.gravity import (
    Decay,
    Deterrence,
    GravityEffects,
    GravityOptions,
    entropy_flows,
    gravity,
    gravity_seed,
)
from qonys.numerics.fitting import Margin, fit
from qonys.numerics.poisson import SmallSample
from reference import reference


def korea():
    """Flows (year, area, area), distances between centres, neighbours, populations: 17 regions, 2012-2020."""
    with reference("refdata/B_migration/korea_gravity.csv").open() as file:
        rows = list(csv.DictReader(file))
    areas, years = sorted({r["orig"] for r in rows}), sorted({int(r["year"]) for r in rows})
    shape = (len(years), len(areas), len(areas))
    flows, far, near, people = np.zeros(shape), np.zeros(shape[1:]), np.zeros(shape[1:]), np.zeros(shape[:2])
    for r in rows:
        t, i, j = years.index(int(r["year"])), areas.index(r["orig"]), areas.index(r["dest"])
        flows[t, i, j], far[i, j], near[i, j] = float(r["flow"]), float(r["dist_cent"]), r["contig"] == "TRUE"
        people[t, i] = float(r["orig_pop"])
    return years, flows, far, near, people


def places(seed, n=8):
    random = np.random.default_rng(seed)
    x = random.uniform(0, 100, (n, 2))
    far = np.hypot(*(x[:, None] - x).transpose(2, 0, 1))
    return far, random.lognormal(5, 1, n), random.lognormal(0, 1, n), random


def test_decay_is_the_published_one_for_korea():
    years, flows, far, _, _ = korea()
    with reference("refdata/expected/index_korea_2012_2015.csv").open() as file:
        expected = {int(r["year"]): float(r["value"]) for r in csv.DictReader(file) if r["measure"] == "decay"}
    assert len(expected) == 4
    for year, value in expected.items():
        assert_allclose(-gravity(flows[years.index(year)], far).decay, value, rtol=1e-9)


def test_korea_by_year_and_as_a_panel():
    """What stands for a country without published flows; all years give nearly the same."""
    _, flows, far, near, people = korea()
    options = GravityOptions(names=("neighbours",))
    fits = [gravity(f, far, near[..., None], options=options) for f in flows]
    found = np.array([f.estimate.coefficients for f in fits])
    assert_allclose(found[0], [-0.530519, 0.665380], atol=1e-6)
    assert_allclose(fits[0].estimate.standard_errors, [0.1629, 0.1823], atol=1e-4)
    usual = GravityOptions(small_sample=SmallSample.FACTOR)
    assert_allclose(gravity(flows[0], far, near[..., None], options=usual).estimate.standard_errors, [0.0670, 0.1315],
                    atol=1e-4)  # fmt: skip
    assert np.ptp(found, axis=0).max() < 0.09
    panel = gravity(flows, far, near[..., None], GravityEffects.ORIGIN_YEAR_DESTINATION_YEAR, options=options)
    assert panel.names == ("log distance", "neighbours")
    assert panel.estimate.groups == 17 * 16
    assert_allclose(panel.estimate.coefficients, found.mean(axis=0), atol=0.005)
    assert (panel.intervals[:, 0] < found.mean(axis=0)).all() and (panel.intervals[:, 1] > found.mean(axis=0)).all()
    assert_allclose(panel.fitted.sum(axis=-1), (flows * (1 - np.eye(17))).sum(axis=-1), rtol=1e-8)
    assert 0.8 < panel.common_part < 0.9 and panel.overdispersion[0] > 0 and panel.overdispersion[1] > 1.96
    plain = gravity(flows, far, near[..., None], GravityEffects.NONE, people, options)
    assert plain.names[2:] == ("log population of the origin", "log population of the destination")
    assert ((plain.estimate.coefficients[2:] > 0.6) & (plain.estimate.coefficients[2:] < 0.9)).all()
    assert plain.estimate.pseudo_r2 < panel.estimate.pseudo_r2


def test_five_areas_of_italy_do_not_tell_what_distance_does():
    """Moves from south to north outweigh distance (km between centres, rounded): the interval says that it is open."""
    with reference("refdata/B_migration/italy_area.csv").open() as file:
        rows = [r for r in csv.DictReader(file) if r["year"] == "2000"]
    areas = ["North-West", "North-East", "Center", "South", "Islands"]
    flows = np.zeros((5, 5))
    for r in rows:
        flows[areas.index(r["orig"]), areas.index(r["dest"])] += float(r["flow"])
    far = np.array([[0, 270, 440, 770, 840], [270, 0, 300, 640, 860], [440, 300, 0, 360, 570],
                    [770, 640, 360, 0, 380], [840, 860, 570, 380, 0.0]])  # fmt: skip
    found = gravity(flows, far)
    assert found.intervals[0, 0] < 0 < found.intervals[0, 1]
    assert_allclose(found.fitted.sum(axis=0), flows.sum(axis=0) - np.diag(flows), rtol=1e-9)


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.floats(-1, 3), st.sampled_from(Decay), st.sampled_from(GravityEffects))
def test_exact_flows_give_their_parameters_back(seed, beta, decay, effects):
    far, origin, destination, random = places(seed)
    beta = beta / 30 if decay is Decay.EXPONENTIAL else beta
    near = (random.uniform(size=(8, 8)) < 0.4).astype(float)
    masses = (origin, destination) if effects is not GravityEffects.NONE else (origin**0.7, origin**0.4)
    flows = gravity_seed(far, Deterrence(beta, 0.5, decay), masses, near)
    people = origin if effects is GravityEffects.NONE else None
    found = gravity(flows, far, near[..., None], effects, people, GravityOptions(decay=decay))
    expected = [-beta, 0.5, 0.7, 0.4] if people is not None else [-beta, 0.5]
    assert_allclose(found.estimate.coefficients, expected, rtol=1e-6, atol=1e-8)
    assert_allclose(found.fitted, flows, rtol=1e-6)
    assert_allclose(found.common_part, 1, rtol=1e-7)


def test_missing_and_separated_cells_are_seen():
    far, origin, destination, random = places(3)
    flows = random.poisson(gravity_seed(far, Deterrence(1.0), (origin, destination * 20))).astype(float)
    flows[2, 5] = np.nan
    flows[:, 4] = 0
    np.fill_diagonal(flows, np.nan)
    found = gravity(flows, far)
    assert found.missing == 1
    assert set(found.separated) == {(i, 4) for i in range(8) if i != 4}
    assert (found.fitted[:, 4] == 0).all() and np.isnan(found.absorbed[:, 4]).all()
    assert found.estimate.used == 56 - 1 - 7
    assert_allclose(found.decay, 1, atol=0.1)


def test_moves_inside_areas_count_only_if_asked():
    far, origin, destination, _ = places(4)
    whole = np.where(np.eye(8) > 0, 10.0, far)
    flows = origin[:, None] * destination / whole
    assert_allclose(gravity(flows + 50 * np.eye(8), whole).decay, 1, rtol=1e-8)
    inside = gravity(flows, whole, options=GravityOptions(diagonal=True))
    assert_allclose(inside.decay, 1, rtol=1e-8)
    assert (np.diag(inside.fitted) > 0).all() and inside.estimate.used == 64


def test_faulty_figures_are_named():
    far, origin, destination, _ = places(5)
    flows = gravity_seed(far, Deterrence(1.0), (origin, destination))
    with pytest.raises(BadInput, match="distances: 2") as caught:
        gravity(flows, np.where(far == far[1, 2], 0.0, far))
    assert caught.value.where == "distances at (1, 2), (2, 1)"
    with pytest.raises(BadInput, match="flows: 1"):
        gravity(flows - 1e6 * (flows == flows[0, 1]), far)
    with pytest.raises(BadInput, match="populations: 1"):
        gravity(flows, far, None, GravityEffects.NONE, np.where(origin == origin[2], 0, origin))
    with pytest.raises(BadInput, match="each other: log population of the origin, log population of the destination"):
        gravity(flows, far, populations=origin)
    with pytest.raises(BadInput, match="each other: log distance"):
        gravity(flows, np.ones_like(far))
    with pytest.raises(BadInput, match="masses of destinations"):
        gravity_seed(far, Deterrence(1.0), (origin, -origin))
    with pytest.raises(ValueError, match="square"):
        gravity(flows[:3], far)
    with pytest.raises(ValueError, match="1 covariates have names"):
        gravity(flows, far, far[..., None] > 30, options=GravityOptions(names=("near", "far")))
    with pytest.raises(BadInput, match="log distance"):  # three areas: effects fit whatever there is
        gravity(flows[:3, :3], far[:3, :3])


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.floats(0.2, 2.5), st.sampled_from(Decay))
def test_totals_and_mean_distance_give_the_decay_back(seed, beta, decay):
    far, origin, destination, _ = places(seed)
    beta = beta / 40 if decay is Decay.EXPONENTIAL else beta
    flows = gravity_seed(far, Deterrence(beta, decay=decay), (origin, destination))
    found = entropy_flows(flows.sum(1), flows.sum(0), far, (flows * far).sum() / flows.sum(), decay=decay)
    assert_allclose(found.beta, beta, rtol=1e-6)
    assert_allclose(found.flows, flows, rtol=1e-6)


def test_the_entropy_model_is_the_poisson_model_with_exponential_decay():
    """Both have the same sufficient statistics: totals and the sum of distances."""
    _, flows, far, _, _ = korea()
    moves = flows[0] * (1 - np.eye(17))
    found = entropy_flows(moves.sum(1), moves.sum(0), far, (moves * far).sum() / moves.sum())
    model = gravity(moves, far, options=GravityOptions(decay=Decay.EXPONENTIAL))
    assert_allclose(found.beta, model.decay, rtol=1e-8)
    assert_allclose(found.flows, model.fitted, rtol=1e-7)


def test_people_may_prefer_the_far():
    far, origin, destination, _ = places(6)
    flows = gravity_seed(far, Deterrence(-0.8), (origin, destination))
    mean = (flows * far).sum() / flows.sum()
    assert_allclose(entropy_flows(flows.sum(1), flows.sum(0), far, mean, decay=Decay.POWER).beta, -0.8, rtol=1e-6)


def test_a_mean_distance_without_decay_gives_beta_0():
    far, origin, destination, _ = places(7)
    totals = gravity_seed(far, Deterrence(0.0), (origin, destination))
    flat = fit(1 - np.eye(8), (Margin((0,), totals.sum(1)), Margin((1,), totals.sum(0)))).table
    found = entropy_flows(totals.sum(1), totals.sum(0), far, (flat * far).sum() / flat.sum())
    assert abs(found.beta) < 1e-6


def test_a_mean_distance_out_of_reach_is_refused_with_what_is_possible():
    far, origin, destination, _ = places(8)
    flows = gravity_seed(far, Deterrence(1.0), (origin, destination))
    for wanted in (0.01, 1e6):
        with pytest.raises(CannotCompute, match="it lies between") as caught:
            entropy_flows(flows.sum(1), flows.sum(0), far, wanted)
        low, high = float(caught.value.fields["low"]), float(caught.value.fields["high"])
        assert 0 < low < (flows * far).sum() / flows.sum() < high < far.max()
    near = low + (high - low) * 0.02
    assert_allclose(entropy_flows(flows.sum(1), flows.sum(0), far, near).mean_distance, near, rtol=1e-9)


def test_a_seed_fitted_to_totals_recovers_flows_of_the_same_deterrence():
    _, flows, far, near, _ = korea()
    moves = flows[-1] * (1 - np.eye(17))
    earlier = gravity(flows[0], far, near[..., None]).estimate.coefficients
    seed = gravity_seed(far, Deterrence(-earlier[0], earlier[1]), contiguity=near)
    margins = (Margin((0,), moves.sum(1)), Margin((1,), moves.sum(0)))
    with_distance, without = fit(seed, margins).table, fit(1 - np.eye(17), margins).table
    assert np.abs(with_distance - moves).sum() < 0.6 * np.abs(without - moves).sum()


@pytest.mark.slow
def test_intervals_of_the_decay_cover_what_they_say():
    """Gamma scatter around the model: with the leverage of flows 95 % hold it, with the usual factor far fewer."""
    far, _, _, random = places(9, n=20)
    mean = 1e4 * gravity_seed(far, Deterrence(1.2), (random.uniform(1, 3, 20), random.uniform(1, 3, 20)))
    held = {how: 0 for how in SmallSample}
    for _ in range(150):
        flows = mean * random.gamma(8, 1 / 8, mean.shape)
        for how in held:
            low, high = -gravity(flows, far, options=GravityOptions(small_sample=how)).intervals[0][::-1]
            held[how] += low <= 1.2 <= high
    assert held[SmallSample.LEVERAGE] / 150 > 0.9
    assert held[SmallSample.NONE] <= held[SmallSample.FACTOR] < 0.85 * 150

"""Flows from net totals: what is closest, what cannot be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.net import Closeness, flows_from_net

SEEDS = arrays(np.float64, (5, 5), elements=st.integers(1, 300).map(float))
OFF = 1 - np.eye(5)


def net_of(flows):
    return flows.sum(0) - flows.sum(1)


@settings(max_examples=25)
@given(SEEDS, SEEDS, st.sampled_from(Closeness))
def test_net_totals_are_met(seed, truth, closeness):
    net = net_of(truth * OFF)
    found = flows_from_net(net, seed, closeness=closeness)
    assert_allclose(net_of(found.flows), net, atol=1e-5)
    assert (found.flows >= -1e-9).all() and (np.diag(found.flows) == 0).all()


@settings(max_examples=25)
@given(SEEDS, st.sampled_from(Closeness))
def test_a_seed_that_fits_comes_back(seed, closeness):
    seed = seed * OFF
    assert_allclose(flows_from_net(net_of(seed), seed, closeness=closeness).flows, seed, atol=1e-6)


@settings(max_examples=25)
@given(SEEDS, SEEDS)
def test_flow_times_counterflow_is_that_of_the_seed(seed, truth):
    seed = seed * OFF
    found = flows_from_net(net_of(truth * OFF), seed).flows
    assert_allclose(found * found.T, seed * seed.T, rtol=1e-5)


@settings(max_examples=25)
@given(SEEDS, SEEDS)
def test_each_way_is_best_in_its_own_measure(seed, truth):
    seed, net = seed * OFF, net_of(truth * OFF)
    found = {c: flows_from_net(net, seed, closeness=c).flows for c in Closeness}
    cells = seed > 0

    def cost(flows, closeness):
        m, s = np.maximum(flows[cells], 1e-12), seed[cells]
        match closeness:
            case Closeness.DIVERGENCE:
                return (m * np.log(m / s) - m + s).sum()
            case Closeness.ABSOLUTE:
                return np.abs(m - s).sum()
            case _:
                return ((m - s) ** 2 / s).sum()

    for own in Closeness:
        assert all(cost(found[own], own) <= cost(other, own) * (1 + 1e-6) + 1e-6 for other in found.values())


def test_a_known_total_is_kept_too():
    seed, net = 100 * OFF, np.array([50.0, -20, -10, -30, 10])
    found = flows_from_net(net, seed, total=5000.0).flows
    assert_allclose([found.sum(), *net_of(found)], [5000, *net], atol=1e-5)


def test_an_area_that_nobody_can_reach_is_named():
    seed = np.array([[0.0, 1, 0], [1, 0, 0], [1, 1, 0]])
    with pytest.raises(CannotCompute, match="areas 0 lose 5 more"):
        flows_from_net(np.array([-5.0, 0, 5]), seed)


def test_people_may_pass_through():
    seed = np.array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]])
    found = flows_from_net(np.array([-5.0, 0, 5]), seed).flows
    assert_allclose(net_of(found), [-5, 0, 5], atol=1e-7)


def test_net_totals_that_do_not_cancel_are_refused_by_how_much():
    with pytest.raises(BadInput, match="sum to 3, not to 0"):
        flows_from_net(np.array([5.0, -2]), np.ones((2, 2)))
    with pytest.raises(BadInput, match="negative"):
        flows_from_net(np.array([1.0, -1]), np.array([[0, -1.0], [1, 0]]))


def test_large_and_sparse_seeds():
    random = np.random.default_rng(4)
    seed = random.gamma(0.5, 100, (120, 120)) * (random.uniform(size=(120, 120)) < 0.3) + np.roll(
        np.eye(120), 1, axis=1
    )
    truth = seed * np.exp(random.normal(0, 1, seed.shape)) * (1 - np.eye(120))
    found = flows_from_net(net_of(truth), seed)
    assert_allclose(net_of(found.flows), net_of(truth), atol=1e-4)
    assert found.iterations < 60

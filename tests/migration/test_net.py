"""Flows from net totals: what is closest, what cannot be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from scipy.optimize import nnls

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
            case Closeness.SQUARED:
                return ((m - s) ** 2).sum()
            case Closeness.RELATIVE:
                return ((m - s) ** 2 / s).sum()

    for own in Closeness:
        assert all(cost(found[own], own) <= cost(other, own) * (1 + 1e-6) + 1e-6 for other in found.values())


def by_active_sets(net, seed, weight):
    """The same least squares by a solver of its own kind: non-negative least squares, balances as heavy rows."""
    origin, destination = np.nonzero(seed)
    have, root = seed[origin, destination], np.sqrt(weight[origin, destination])
    balance = np.zeros((len(net), len(have)))
    balance[destination, np.arange(len(have))] += 1
    balance[origin, np.arange(len(have))] -= 1
    heavy = 1e5
    found, _ = nnls(np.vstack([np.diag(1 / root), heavy * balance]), np.concatenate([have / root, heavy * net]))
    return (((found - have) / root) ** 2).sum()


EXAMPLE = np.array([[0.0, 100, 30, 70], [50, 0, 45, 5], [60, 35, 0, 40], [20, 25, 20, 0]])
EXAMPLE_NET = np.array([30.0, 40, -15, -55])


def test_squared_changes_are_those_of_flows_and_not_of_their_shares():
    plain = flows_from_net(EXAMPLE_NET, EXAMPLE, closeness=Closeness.SQUARED).flows
    assert ((plain - EXAMPLE) ** 2).sum() == pytest.approx(2798.4375, abs=1e-6)
    relative = flows_from_net(EXAMPLE_NET, EXAMPLE, closeness=Closeness.RELATIVE).flows
    assert ((relative - EXAMPLE) ** 2).sum() > 3000


@pytest.mark.parametrize("closeness", [Closeness.SQUARED, Closeness.RELATIVE])
@pytest.mark.parametrize("number", range(6))
def test_least_squares_agree_with_a_general_solver(closeness, number):
    random = np.random.default_rng(number)
    seed = random.integers(0, 60, (5, 5)) * OFF + np.roll(np.eye(5), 1, axis=1)
    net = random.integers(-80, 80, 5).astype(float)
    net[0] -= net.sum()
    weight = seed if closeness is Closeness.RELATIVE else np.ones((5, 5))
    found = flows_from_net(net, seed, closeness=closeness).flows
    assert (found[seed == 0] == 0).all()
    cost = ((found - seed) ** 2 / np.where(seed > 0, weight, 1)).sum()
    assert cost == pytest.approx(by_active_sets(net, seed, weight), rel=1e-5)


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

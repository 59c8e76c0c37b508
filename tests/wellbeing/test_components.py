"""Principal components: the technology achievement index of the Handbook, eigenvectors, rotation, weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.errors import BadInput, CannotCompute
from qonys.wellbeing.kernels.components import FromComponents, component_weights, components, rotated
from wellbeing.technology import FIGURES


def test_eigenvalues_and_rotated_loadings_of_the_handbook():
    # OECD, JRC (2008), Handbook, step 4 and 6, to the digits printed there.
    found = components(FIGURES)
    assert_allclose(found.values[:4], [3.3, 1.7, 1.0, 0.9], atol=0.06)
    turned = np.abs(rotated(found.loadings[:, :4]))
    order = np.argsort([-3, -2, -1, 0])  # as printed: internet to schooling, patents, university, royalties
    printed = [
        [0.07, 0.97, 0.06, 0.06],
        [0.13, 0.07, 0.07, 0.93],
        [0.79, 0.21, 0.21, 0.42],
        [0.64, 0.56, 0.04, 0.36],
        [0.37, 0.17, 0.38, 0.68],
        [0.82, 0.04, 0.25, 0.35],
        [0.88, 0.23, 0.09, 0.09],
        [0.08, 0.04, 0.96, 0.04],
    ]
    assert_allclose(turned[:, order], printed, atol=0.025)
    assert_allclose((turned**2).sum(axis=0), [2.64, 1.39, 1.19, 1.76], atol=0.03)


def test_components_are_what_they_are_called():
    found = components(FIGURES)
    correlation = np.corrcoef(FIGURES.T)
    assert_allclose(found.vectors @ np.diag(found.values) @ found.vectors.T, correlation, atol=1e-12)
    assert_allclose(found.share.sum(), 1)
    z = (FIGURES - FIGURES.mean(axis=0)) / FIGURES.std(axis=0, ddof=1)
    assert_allclose(np.cov(found.scores(z).T), np.diag(found.values), atol=1e-12)
    for j in range(8):
        assert_allclose(np.corrcoef(z[:, j], found.scores(z)[:, 0])[0, 1], found.loadings[j, 0], atol=1e-12)
    raw = components(FIGURES, standardised=False)
    assert_allclose(raw.values.sum(), FIGURES.var(axis=0, ddof=1).sum())


@given(st.integers(0, 10_000))
@settings(max_examples=25)
def test_a_rotation_keeps_what_is_common_and_is_no_worse_than_any_angle(seed):
    loadings = np.random.default_rng(seed).normal(size=(6, 2))
    turned = rotated(loadings)
    assert_allclose((turned**2).sum(axis=1), (loadings**2).sum(axis=1), rtol=1e-9)
    assert_allclose(turned @ turned.T, loadings @ loadings.T, atol=1e-9)

    def simple(table):
        squares = table**2 / (table**2).sum(axis=1, keepdims=True)
        return squares.var(axis=0).sum()

    for angle in np.linspace(0, np.pi, 40):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        assert simple(turned) >= simple(loadings @ turn) - 1e-9


def test_three_ways_to_weights():
    first = component_weights(FIGURES)
    assert_allclose((first**2).sum(), 1)
    assert first.sum() > 0
    assert first[3] < 0  # technology exports run against the others
    assert_allclose(component_weights(FIGURES, FromComponents.FIRST_SQUARED), first**2)
    # Handbook, step 6, factor analysis by principal components, as printed. Exports load most on the first
    # component, but have a larger share of the second: 0.23 of its squared loadings against 0.16.
    weights = component_weights(FIGURES, FromComponents.ROTATED, 4)
    assert_allclose(weights, [0.17, 0.15, 0.11, 0.06, 0.08, 0.12, 0.14, 0.16], atol=0.0065)
    assert_allclose(component_weights(FIGURES, FromComponents.ROTATED).sum(), 1)


@given(st.integers(0, 10_000), st.integers(2, 4))
@settings(max_examples=20)
def test_rotated_weights_by_intermediate_composites(seed, kept):
    """The Handbook's way in two steps: composites of each component, then composites by explained variance."""
    table = np.random.default_rng(seed).normal(size=(30, 6)) @ np.random.default_rng(seed + 1).normal(size=(6, 6))
    squares = rotated(components(table).loadings[:, :kept]) ** 2
    explained = squares.sum(axis=0)
    within = squares / explained
    members = within.argmax(axis=1)
    by_hand = np.array([within[i, f] * explained[f] / explained.sum() for i, f in enumerate(members)])
    assert_allclose(component_weights(table, FromComponents.ROTATED, kept), by_hand / by_hand.sum(), rtol=1e-9)


def test_indicators_without_correlation_keep_one_component():
    table = np.array([[1.0, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
    assert_allclose(component_weights(table, FromComponents.ROTATED).sum(), 1)


def test_units_with_gaps_are_left_out():
    gaps = np.vstack([FIGURES, np.full(8, np.nan)])
    assert_allclose(components(gaps).values, components(FIGURES).values)
    with pytest.raises(CannotCompute, match="all figures: 2"):
        components(FIGURES[:2])
    with pytest.raises(CannotCompute):
        components(np.column_stack([FIGURES, np.ones(23)]))
    with pytest.raises(BadInput):
        component_weights(FIGURES, FromComponents.ROTATED, 9)
    with pytest.raises(ValueError, match="unit, indicator"):
        components(np.ones((2, 3, 4)))

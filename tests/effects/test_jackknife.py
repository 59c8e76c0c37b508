"""The jackknife against regressions that are run anew without each cluster."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qonys.effects.kernels.covariance import Robust, leverages, robust
from qonys.effects.kernels.jackknife import Centre, jackknife, jackknife_iv, partial_leverages
from qonys.effects.kernels.least_squares import dummies, fit, fit_iv
from qonys.errors import CannotCompute


def panel(seed=1, areas=9, years=8, gone=13):
    """An unbalanced panel: areas, years, outcome, two regressors, weights; two-way effects are not nested."""
    rng = np.random.default_rng(seed)
    area, year = np.repeat(np.arange(areas), years), np.tile(np.arange(years), areas)
    kept = np.sort(rng.permutation(areas * years)[gone:])
    area, year = area[kept], year[kept]
    x = rng.normal(size=(len(area), 2)) + 0.3 * year[:, None]
    y = x @ [1.0, -0.5] + area + rng.normal(size=len(area))
    return area, year, y, x, rng.uniform(0.5, 2, areas)[area]


def effects(area, year):
    return np.column_stack([dummies(area), dummies(year)])


@pytest.mark.parametrize("weighted", [False, True])
def test_each_estimate_is_that_of_the_regression_without_the_cluster(weighted):
    area, year, y, x, w = panel()
    weights = w if weighted else None
    found = jackknife(y, x, area, effects(area, year), weights)
    for g, label in enumerate(found.clusters):
        rows = area != label
        alone = fit(y[rows], x[rows], effects(area[rows], year[rows]), None if weights is None else weights[rows])
        assert_allclose(found.without[g], alone.coefficients, rtol=1e-9)
    assert_allclose(found.estimate, fit(y, x, effects(area, year), weights).coefficients, rtol=1e-10)
    deviations = found.without - found.estimate
    assert_allclose(found.covariance(), 8 / 9 * deviations.T @ deviations, rtol=1e-12)
    assert np.diag(found.covariance(Centre.MEAN) - found.covariance()).max() <= 0


def test_with_each_row_its_own_cluster_it_is_hc3():
    _, year, y, x, _ = panel()
    one = fit(y, x, dummies(year))
    rows = np.arange(len(y))
    hc3 = robust(one, Robust.HC3, leverages(one, dummies(year)))
    n = len(y)
    assert_allclose(jackknife(y, x, rows, dummies(year)).covariance(), (n - 1) / n * hc3, rtol=1e-8)


def test_of_two_stage_least_squares_likewise():
    area, year, y, x, w = panel(4)
    z = x + np.random.default_rng(8).normal(size=x.shape)
    found = jackknife_iv((y, x, z), area, effects(area, year), w)
    rows = area != found.clusters[3]
    alone = fit_iv(y[rows], x[rows], z[rows], effects(area[rows], year[rows]), w[rows])
    assert_allclose(found.without[3], alone.coefficients, rtol=1e-10)


def test_a_coefficient_that_hangs_on_one_cluster_is_refused():
    area, year, y, x, _ = panel()
    only = np.where(area == 4, x[:, 0], 0.0)[:, None]
    with pytest.raises(CannotCompute) as caught:
        jackknife(y, only, area, effects(area, year))
    assert caught.value.code == "effect-hangs-on-cluster"
    assert caught.value.fields["cluster"] == 4


def test_one_cluster_is_refused():
    _, year, y, x, _ = panel()
    with pytest.raises(CannotCompute):
        jackknife(y, x, np.zeros(len(y), int), dummies(year))


def test_a_cluster_that_drives_the_result_is_seen():
    area, year, y, x, _ = panel(gone=0)
    x[area == 2] *= 20
    one = fit(y, x[:, :1], effects(area, year))
    shares = partial_leverages(one, area)
    assert_allclose(shares.sum(), 1)
    assert shares.argmax() == 2 and shares[2] > 0.8

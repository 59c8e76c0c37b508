"""Covariances against values of another package and against statsmodels."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose

from qonys.effects.kernels.covariance import (
    Robust,
    SmallSample,
    classical,
    clustered,
    errors,
    leverages,
    nested_parameters,
    robust,
    two_way,
)
from qonys.effects.kernels.least_squares import dummies, fit
from qonys.effects.kernels.serial import bartlett, beck_katz, by_period, default_lags, driscoll_kraay, newey_west
from qonys.effects.kernels.spatial import Decline, Reach, conley
from qonys.errors import CannotCompute
from qonys.numerics.sphere import great_circle
from reference import reference


def firms():
    """Grunfeld's ten firms over twenty years with the effects of firms, and the values of plm 2.6-2."""
    frame = pd.read_csv(reference("refdata/C_panel/grunfeld.csv"))
    expected = json.loads(reference("refdata/expected/grunfeld_fixed_effects.json").read_text())
    firm, year = frame["firm"].to_numpy(), frame["year"].to_numpy()
    x = frame[["value", "capital"]].to_numpy(float)
    return frame["inv"].to_numpy(float), x, firm, year, expected


FORMS = {
    "arellano_HC0": lambda f, firm, year: clustered(f, firm, SmallSample.NONE),
    "arellano_HC1": lambda f, firm, year: clustered(f, firm, SmallSample.SLOPES),
    "white1_HC0": lambda f, firm, year: robust(f, Robust.HC0),
    "white1_HC1": lambda f, firm, year: robust(f, Robust.HC1, parameters=2),
    "arellano_time_HC0": lambda f, firm, year: by_period(f, year),
    "driscoll_kraay_m3": lambda f, firm, year: driscoll_kraay(f, year, 3),
    "newey_west_m3": lambda f, firm, year: newey_west(f, firm, year, 3),
    "beck_katz": lambda f, firm, year: beck_katz(f, year, firm),
    "double_HC0": lambda f, firm, year: two_way(f, firm, year),
}


@pytest.mark.parametrize("form", FORMS)
def test_errors_of_grunfeld_are_those_of_plm(form):
    y, x, firm, year, expected = firms()
    found = errors(FORMS[form](fit(y, x, dummies(firm)), firm, year))
    assert_allclose(found, list(expected["vcov"][form]["se"].values()), rtol=1e-9)


@pytest.mark.parametrize("ways", ["within", "within_twoways"])
def test_coefficients_and_plain_errors_of_grunfeld_are_those_of_plm(ways):
    y, x, firm, year, expected = firms()
    effects = dummies(firm) if ways == "within" else np.column_stack([dummies(firm), dummies(year)])
    found = fit(y, x, effects)
    assert_allclose(found.coefficients, list(expected[ways]["coef"].values()), rtol=1e-10)
    assert_allclose(errors(classical(found)), list(expected[ways]["se"].values()), rtol=1e-10)


def made(seed=4, gone=9):
    rng = np.random.default_rng(seed)
    area, year = np.repeat(np.arange(8), 10), np.tile(np.arange(10), 8)
    kept = np.sort(rng.permutation(80)[gone:])
    area, year = area[kept], year[kept]
    x = rng.normal(size=(len(area), 2))
    y = x @ [1.0, 2.0] + rng.normal(size=8)[area] + rng.normal(size=len(area)) * (1 + np.abs(x[:, 0]))
    return area, year, y, x


def peer(area, year, y, x):
    """statsmodels on dummies; the first columns are x."""
    return sm.OLS(y, np.column_stack([x, dummies(area), dummies(year)[:, 1:]]))


@pytest.mark.parametrize("kind", [Robust.HC0, Robust.HC1, Robust.HC2, Robust.HC3])
def test_errors_for_unequal_variances_are_those_of_statsmodels(kind):
    area, year, y, x = made()
    effects = np.column_stack([dummies(area), dummies(year)])
    one = fit(y, x, effects)
    wanted = peer(area, year, y, x).fit(cov_type=kind.name).bse[:2]
    assert_allclose(errors(robust(one, kind, leverages(one, effects))), wanted, rtol=1e-9)


def test_leverages_add_up_to_the_parameters():
    area, year, y, x = made()
    effects = np.column_stack([dummies(area), dummies(year)])
    one = fit(y, x, effects)
    assert leverages(one, effects).sum() == pytest.approx(one.parameters)
    assert leverages(one).sum() == pytest.approx(2)


def test_clustered_errors_are_those_of_statsmodels():
    area, year, y, x = made()
    one = fit(y, x, np.column_stack([dummies(area), dummies(year)]))
    wanted = peer(area, year, y, x).fit(cov_type="cluster", cov_kwds={"groups": area}).bse[:2]
    assert_allclose(errors(clustered(one, area)), wanted, rtol=1e-9)


def test_driscoll_kraay_is_that_of_statsmodels():
    area, year, y, x = made(gone=0)
    order = np.lexsort([area, year])
    area, year, y, x = area[order], year[order], y[order], x[order]
    one = fit(y, x, np.column_stack([dummies(area), dummies(year)]))
    kwds = {"time": year, "maxlags": 2, "use_correction": False}
    wanted = peer(area, year, y, x).fit(cov_type="hac-groupsum", cov_kwds=kwds).bse[:2]
    assert_allclose(errors(driscoll_kraay(one, year, 2)), wanted, rtol=1e-9)


def test_over_a_gap_in_time_nothing_is_multiplied():
    area, year, y, x = made(gone=0)
    one = fit(y, x, dummies(area))
    # years twice as far apart: with one lag no two of them touch
    assert_allclose(newey_west(one, area, 2 * year, 1), newey_west(one, area, year, 0))
    assert_allclose(driscoll_kraay(one, 2 * year, 1), by_period(one, year))


def test_conley_is_the_double_sum():
    area, year, y, x = made()
    one = fit(y, x, dummies(area))
    points = np.random.default_rng(1).uniform([42, 50], [54, 85], size=(8, 2))[area]
    reach = Reach(900.0, 2)
    apart = great_circle(points)
    meat = np.zeros((2, 2))
    for i in range(len(y)):
        for j in range(len(y)):
            weight = 0.0
            if year[i] == year[j]:
                weight = max(1 - apart[i, j] / 900, 0)
            elif area[i] == area[j] and abs(year[i] - year[j]) <= 2:
                weight = 1 - abs(year[i] - year[j]) / 3
            meat += weight * np.outer(one.scores[i], one.scores[j])
    found = conley(one, points, area, year, reach)
    assert_allclose(found.covariance, one.bread @ meat @ one.bread, rtol=1e-10)
    assert found.positive


def test_a_covariance_that_is_not_positive_says_so():
    points = np.array([[0.0, 0], [0, 1], [0, 2]])
    one = fit(np.array([1.0, -1.0, 1.0]), np.array([[1.0], [1.4], [1.0]]))
    found = conley(one, points, np.arange(3), np.zeros(3, int), Reach(120.0, decline=Decline.UNIFORM))
    middle = one.scores[:, 0]
    total = sum(middle[i] * middle[j] for i in range(3) for j in range(3) if abs(i - j) < 2)
    assert (total > 0) == found.positive


def test_effects_inside_clusters_are_not_counted():
    area, year, y, x = made()
    one = fit(y, x, np.column_stack([dummies(area), dummies(year)]))
    nested = nested_parameters(area, area)
    n, k = len(y), one.parameters
    ratio = errors(clustered(one, area)) / errors(clustered(one, area, SmallSample.FULL, nested))
    assert_allclose(ratio, np.sqrt((n - k + 7) / (n - k)), rtol=1e-12)
    assert nested_parameters(year, area) == 0


def test_one_cluster_is_refused():
    area, _, y, x = made()
    with pytest.raises(CannotCompute):
        clustered(fit(y, x, dummies(area)), np.zeros(len(y), int))


def test_lags_by_rule_and_their_weights():
    assert [default_lags(t) for t in (10, 24, 100)] == [2, 2, 4]
    assert_allclose(bartlett(1), [1, 0.5])

"""Random effects, Hausman's test, Pesaran's CD and serial correlation: other programs' values, panels with holes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from linearmodels.panel import RandomEffects
from numpy.testing import assert_allclose

from effects.grunfeld import firms, panel
from qonys.effects.diagnostics import diagnostics
from qonys.effects.kernels.panel_tests import pesaran_cd, serial_correlation
from qonys.effects.kernels.random_effects import hausman, mundlak, random_effects
from qonys.effects.sample import regression
from qonys.errors import CannotCompute
from qonys.model.grid import Grid
from qonys.model.specification import Fixed, Specification, Variable


def ones(y):
    return np.ones((len(y), 1))


def test_random_effects_and_hausman_are_those_of_plm():
    """plm(inv ~ value + capital, Grunfeld, model = "random") and phtest, as printed in plm's documentation."""
    y, x, firm, _, _ = firms()
    found = random_effects(y, x, firm, ones(y))
    assert_allclose(found.random.coefficients, [0.109781, 0.308113], atol=5e-7)
    assert_allclose(np.sqrt(np.diag(found.covariance)), [0.010493, 0.017180], atol=5e-7)
    assert_allclose(found.theta, 0.8612, atol=5e-5)
    tested = hausman(found)
    assert_allclose([tested.statistic, tested.df, tested.p], [2.3304, 2, 0.3119], atol=5e-5)


def test_errors_of_firms_are_judged_as_plm_and_stata_do():
    """pcdtest(…, model = "within") of plm: z = 4.6612; xtserial of Stata: F(1, 9) = 263.592."""
    y, x, firm, year, _ = firms()
    found = random_effects(y, x, firm, ones(y))
    assert_allclose(pesaran_cd(found.fixed.residuals, firm, year).statistic, 4.6612, atol=5e-5)
    tested = serial_correlation(y, x, firm, year, firm)
    assert_allclose([tested.statistic, tested.df, tested.df2], [263.592, 1, 9], atol=5e-4)


def test_panels_with_holes_are_those_of_linearmodels():
    area, year, y, x = panel(areas=12)
    frame = pd.DataFrame({"y": y, "c": 1.0, "a": x[:, 0], "b": x[:, 1]}, index=pd.MultiIndex.from_arrays([area, year]))
    peer = RandomEffects(frame["y"], frame[["c", "a", "b"]]).fit(small_sample=True)
    found = random_effects(y, x, area, ones(y))
    assert_allclose(found.random.coefficients, peer.params[["a", "b"]], rtol=1e-9)
    assert_allclose(found.between, peer.variance_decomposition["Effects"], rtol=1e-9)


def test_effects_that_go_with_the_regressor_are_found_by_both_tests():
    rng = np.random.default_rng(2)
    area = np.repeat(np.arange(40), 8)
    level = rng.normal(size=40)[area]
    x = (level + rng.normal(size=320))[:, None]
    y = x[:, 0] + 0.4 * level + rng.normal(size=320)
    found = random_effects(y, x, area, ones(y))
    assert hausman(found).p < 0.01 and mundlak(y, x, area, ones(y), found.theta, area).p < 0.01
    free = y - 0.4 * level + rng.normal(size=40)[area]
    found = random_effects(free, x, area, ones(y))
    assert mundlak(free, x, area, ones(y), found.theta, area).p > 0.01


def test_errors_that_go_together_or_on_are_found():
    rng = np.random.default_rng(3)
    area, year = np.repeat(np.arange(20), 12), np.tile(np.arange(12), 20)
    noise, shared = rng.normal(size=240), rng.normal(size=12)[year]
    assert pesaran_cd(noise + shared, area, year).p < 1e-6 < 0.01 < pesaran_cd(noise, area, year).p
    x = rng.normal(size=(240, 1))
    lasting = np.array([noise[area == a].cumsum() for a in range(20)]).ravel()
    assert serial_correlation(x[:, 0] + lasting, x, area, year, area).p < 1e-6
    assert serial_correlation(x[:, 0] + noise, x, area, year, area).p > 0.01


def test_what_has_no_answer_says_why():
    grid = Grid(("A", "B", "C"), tuple(map(str, range(2000, 2003))), {
        "y": np.random.default_rng(1).normal(size=(3, 3)), "x": np.random.default_rng(2).normal(size=(3, 3)),
        "z": np.random.default_rng(5).uniform(1, 2, (3, 3)),
    })  # fmt: skip
    one = Specification("one", Variable("y"), Variable("x"), controls=(Variable("z"),), fixed=(Fixed.AREA,))
    rows, notes = diagnostics(regression(grid, one))
    reasons = {row.test: row.reason for row in rows}
    assert reasons["random-effects"] == "effect-few-areas" and any(n.code == "effect-few-areas" for n in notes)
    with pytest.raises(CannotCompute):
        diagnostics(regression(grid, Specification("w", Variable("y"), Variable("x"), weights="z", fixed=())))

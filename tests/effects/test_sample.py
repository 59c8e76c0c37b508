"""From a specification to arrays: lags over gaps, what is left out, what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qonys.effects.kernels.least_squares import fit
from qonys.effects.sample import regression
from qonys.errors import BadInput, CannotCompute
from qonys.model.grid import Grid
from qonys.model.specification import Fixed, Sample, Specification, Transform, Variable

AREAS, YEARS = tuple("ABCDE"), tuple(str(y) for y in range(2001, 2009))


def made(**series):
    rng = np.random.default_rng(3)
    x = rng.normal(size=(5, 8))
    base = {"x": x, "y": 2 * x + rng.normal(size=(5, 8)), "w": np.arange(1.0, 41).reshape(5, 8)}
    return Grid(AREAS, YEARS, base | series, groups={"half": tuple("aabbb")})


PLAIN = Specification("plain", Variable("y"), Variable("x"))


def test_the_coefficient_is_that_of_least_squares_with_dummies():
    grid = made()
    arrays = regression(grid, PLAIN)
    area, year = np.repeat(np.arange(5), 8), np.tile(np.arange(8), 5)
    design = np.column_stack([grid.series["x"].ravel(), np.eye(5)[area], np.eye(8)[year][:, 1:]])
    wanted = np.linalg.lstsq(design, grid.series["y"].ravel(), rcond=None)[0][0]
    assert_allclose(fit(arrays.y, arrays.x, arrays.nuisance).coefficients[0], wanted, rtol=1e-10)
    assert (len(arrays.y), arrays.clusters, arrays.dropped, arrays.notes) == (40, 5, (), ())


def test_a_lag_looks_at_the_year_before_and_never_over_a_gap():
    x = made().series["x"].copy()
    x[0, 3] = np.nan
    arrays = regression(made(x=x), replace(PLAIN, exposure=Variable("x", lag=1)))
    # five areas lose the first year, area A the year after its gap as well
    assert dict(arrays.dropped) == {"no-exposure": 6}
    cells = set(zip(arrays.area.tolist(), arrays.period.tolist(), strict=True))
    assert (0, 4) not in cells and (0, 5) in cells
    row = next(i for i in range(len(arrays.y)) if (arrays.area[i], arrays.period[i]) == (2, 5))
    assert arrays.x[row, 0] == x[2, 4]
    assert arrays.notes == ("gaps:1",)


def test_what_is_left_out_is_counted_by_reason():
    y = made().series["y"].copy()
    y[1, :2] = np.nan
    s = replace(PLAIN, sample=Sample(2002, 2007, without=("C",), skip=("2005",)))
    arrays = regression(made(y=y), s)
    assert dict(arrays.dropped) == {"left-out-area": 6, "left-out-period": 4, "no-outcome": 1}
    assert len(arrays.y) == 5 * 6 - 11
    assert 2 not in arrays.area


def test_a_group_of_areas_is_left_out_by_any_of_its_codes():
    grid = replace(made(), areas=("A+Z", "B", "C", "D", "E"))
    arrays = regression(grid, replace(PLAIN, sample=Sample(without=("Z",))))
    assert 0 not in arrays.area


def test_weights_are_the_mean_over_the_sample():
    arrays = regression(made(), replace(PLAIN, weights="w"))
    assert_allclose(np.unique(arrays.weights), np.arange(1.0, 41).reshape(5, 8).mean(axis=1))


def test_a_control_that_fixed_effects_take_up_is_left_out_aloud():
    constant = np.repeat(np.arange(5.0)[:, None], 8, axis=1)
    s = replace(PLAIN, controls=(Variable("size"), Variable("w", transform=Transform.LOG)))
    arrays = regression(made(size=constant), s)
    assert arrays.terms == ("x", "log(w)")
    assert arrays.notes == ("taken-up:size",)


def test_clusters_follow_a_grouping():
    assert regression(made(), replace(PLAIN, clusters="half")).clusters == 2


def test_trends_take_up_a_line_of_each_area():
    line = np.arange(1.0, 6)[:, None] * np.arange(8.0)
    s = replace(PLAIN, fixed=(Fixed.AREA, Fixed.PERIOD, Fixed.TREND))
    with pytest.raises(CannotCompute) as caught:
        regression(made(x=line), s)
    assert caught.value.code == "effect-constant"


@pytest.mark.parametrize(
    ("series", "change", "error", "code"),
    [
        ({"x": np.repeat(np.arange(5.0)[:, None], 8, axis=1)}, {}, CannotCompute, "effect-constant"),
        ({"y": np.zeros((5, 8))}, {"outcome": Variable("y", transform=Transform.LOG)}, BadInput, "effect-log"),
        ({}, {"sample": Sample(without=("Q",))}, BadInput, "effect-left-out"),
        ({}, {"sample": Sample(without=("A", "B", "C", "D"))}, CannotCompute, "effect-one-cluster"),
        ({}, {"sample": Sample(first=2030)}, CannotCompute, "effect-nothing-left"),
        ({"w": -np.ones((5, 8))}, {"weights": "w"}, BadInput, "effect-weights"),
        ({}, {"clusters": "third"}, BadInput, "effect-clusters"),
        ({"e": made().series["x"]}, {"endogenous": (Variable("e"),), "instruments": (Variable("w"), Variable("y"))},
         CannotCompute, "effect-collinear"),
    ],
)  # fmt: skip
def test_what_cannot_be_estimated_says_why(series, change, error, code):
    with pytest.raises(error) as caught:
        regression(made(**series), replace(PLAIN, **change))
    assert caught.value.code == code


@pytest.mark.parametrize("scale", [1e200, 1e-200])
@pytest.mark.parametrize("name", ["y", "x", "w"])
def test_figures_whose_squares_are_no_numbers_are_refused(scale, name):
    grid = made()
    with pytest.raises(BadInput) as caught:
        regression(replace(grid, series={**grid.series, name: grid.series[name] * scale}), replace(PLAIN, weights="w"))
    assert caught.value.code == "effect-extreme" and caught.value.fields["name"] == name

"""The labelled pipeline: the ASEM example from CSV to index, each step explained, steps that cannot be taken."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from qonys.cli.wellbeing.inputs import table_of
from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.packs.frameworks import load_framework
from qonys.sources.criteria import read_criteria
from qonys.wellbeing.pipeline import build
from qonys.wellbeing.recipe import recipe
from qonys.wellbeing.results import explain
from reference import reference
from wellbeing.tables import framework, table

FIGURES = [[1.0, 10.0, 5.0], [2.0, 30.0, 4.0], [4.0, 20.0, 9.0], [3.0, 40.0, 7.0]]


def asem_framework(folder):
    """The framework of the ASEM example, written from its table of indicators."""
    with reference("refdata/A_composite/asem_imeta.csv").open(encoding="utf-8") as file:
        meta = list(csv.DictReader(file))
    level = {row["iCode"]: int(row["Level"] or 0) for row in meta}
    top = next(row["iCode"] for row in meta if row["Level"] == "4")
    lines = ["[goal]", f'id = "{top.lower()}"']
    for row in sorted(meta, key=lambda r: -level[r["iCode"]]):
        name, parent = row["iCode"].lower(), row["Parent"].lower()
        if level[row["iCode"]] in (2, 3):
            lines += ["[[node]]", f'id = "{name}"', f'parent = "{parent}"', f"weight = {row['Weight']}"]
        elif level[row["iCode"]] == 1 and row["Type"] == "Indicator":
            way = "higher" if row["Direction"] == "1" else "lower"
            lines += ["[[indicator]]", f'id = "{name}"', f'series = "{row["iCode"]}"', f'parent = "{parent}"']
            lines += [f'direction = "{way}"', f"weight = {row['Weight']}"]
            lines += [f'denominator = "{row["Denominator"]}"'] if row["Denominator"] else []
    lines += ["[method]", 'impute = "group mean"', "screen = { available = 0.66 }"]
    lines += [
        'treat = { points = 5, transform = "log shifted" }',
        'normalise = { how = "min max", low = 0, high = 100 }',
    ]
    path = folder / "asem.toml"
    path.write_text("\n".join(lines), "utf-8")
    return load_framework(path)


def test_asem_from_two_files(tmp_path):
    own = asem_framework(tmp_path)
    read = read_criteria(reference("refdata/A_composite/asem_idata.csv"), own, "EurAsia_group")
    built = build(table_of(own, read), own)
    with reference("refdata/expected/asem_03_results.csv").open(encoding="utf-8") as file:
        expected = {row["uCode"]: row for row in csv.DictReader(file)}
    with reference("refdata/expected/asem_01_aggregated.csv").open(encoding="utf-8") as file:
        index = {row["uCode"]: float(row["Index"]) for row in csv.DictReader(file)}
    assert_allclose(built.index[0], [index[u] for u in built.table.units], rtol=1e-9)
    assert_array_equal(built.ranks[0], [float(expected[u]["Rank"]) for u in built.table.units])


def test_each_step_of_a_figure_is_told():
    own = framework(method={"impute": "mean", "treat": {"points": 1}, "aggregate": ["arithmetic", "geometric"],
                            "normalise": {"how": "min max", "low": 1, "high": 100}})  # fmt: skip
    given = np.array([*FIGURES, [5.0, np.nan, 6.0]])
    built = build(table(given), own)
    steps = explain(built, "u4", "2000", "c1")
    assert [step for step, _, _ in steps] == ["given", "impute", "treat", "normalise", "weight", "first", "goal"]
    values = dict((step, value) for step, value, _ in steps)
    assert np.isnan(values["given"])
    assert values["impute"] == 25.0
    assert values["normalise"] == pytest.approx(1 + 99 * 15 / 30)
    assert values["weight"] == pytest.approx(1 / 3)
    assert values["goal"] == pytest.approx(built.index[0, 4])


def test_goalposts_are_those_of_all_years():
    own = framework()
    panel = np.stack([np.array(FIGURES), np.array(FIGURES) * 2])
    built = build(table(panel), own)
    assert_allclose(built.scores.values[0].max(axis=0), 100 * (np.array([4, 40, 9]) - [1, 10, 4]) / [7, 70, 14])
    by_year = build(table(panel), framework(method={"normalise": {"how": "min max", "fixed": False}}))
    assert_allclose(by_year.index[0], by_year.index[1])


def test_equal_scores_share_the_lower_rank():
    built = build(table([[1.0, 2.0, 2.0], [3.0, 5.0, 9.0], [3.0, 5.0, 9.0], [2.0, 3.0, 4.0]]), framework())
    assert_array_equal(built.ranks[0], [4, 1, 1, 3])


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ({"impute": "mean"}, "step-does-nothing"),
        ({"screen": {"available": 0.0, "nonzero": 0.0}}, "step-does-nothing"),
        ({"treat": {"points": 0, "transform": "none"}}, "bad-parameter"),
        ({"normalize": "min max"}, "framework-option"),
        ({"normalise": "minmax"}, "framework-option"),
        ({"normalise": {"how": "min max", "low": "one"}}, "framework-option"),
        ({"aggregate": ["arithmetic"]}, "framework-option"),
        ({"treat": {"transform": "log", "points": 0, "skew": -1, "kurtosis": -9}}, "bad-figure"),
        ({"weight": "expert"}, "framework-option"),
    ],
)
def test_a_step_that_cannot_be_taken_is_an_error(method, code):
    given = np.array([*FIGURES, [5.0, 0.0, 6.0]])
    with pytest.raises(BadInput) as error:
        build(table(given), framework(method=method))
    assert error.value.code == code


def test_a_wrong_word_is_met_with_the_nearest():
    with pytest.raises(BadInput) as error:
        recipe(framework(method={"aggregate": "geometrical"}))
    assert "geometric" in error.value.fix


def test_unusable_figures_are_named_with_unit_and_criterion():
    given = np.array(FIGURES)
    given[1, 0], given[:, 2] = np.inf, 3.0
    with pytest.raises(BadInput) as error:
        build(table(given), framework())
    assert {(f.code, f.column) for f in error.value.faults} == {("infinite", "c0"), ("criterion-constant", "c2")}
    assert "u1" in error.value.where


def test_a_gap_that_no_step_fills_is_named():
    given = np.array(FIGURES)
    given[2, 1] = np.nan
    with pytest.raises(CannotCompute) as error:
        build(table(given), framework())
    assert error.value.where == "c1, u2, 2000"


def test_goalposts_must_hold_the_figures():
    own = framework()
    from dataclasses import replace

    tight = replace(own, criteria=(replace(own.criteria[0], goalposts=(1.5, 9.0)), *own.criteria[1:]))
    with pytest.raises(BadInput) as error:
        build(table(FIGURES), tight)
    assert error.value.code == "goalposts-exclude"
    capped = replace(tight, method={"normalise": {"how": "min max", "low": 0, "high": 100, "cap": True}})
    assert build(table(FIGURES), capped).scores.values[0, 0, 0] == 0


def test_units_with_too_few_figures_are_left_out_and_named():
    given = np.array([*FIGURES, [np.nan, np.nan, 1.0]])
    built = build(table(given), framework(method={"screen": {"available": 0.5}}))
    assert built.dropped == ("u4",)
    with pytest.raises(NotFound):
        explain(built, "u4", "2000", "c0")

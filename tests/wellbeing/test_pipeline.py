"""The labelled pipeline: the ASEM example from CSV to index, each step explained, steps that cannot be taken."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.model import Criterion, Direction, Framework, Node
from qonys.packs.frameworks import load_framework
from qonys.studies.wellbeing.own import table_of
from qonys.tables.criteria import CriteriaTable, read_criteria
from qonys.text import Language, error_lines
from qonys.wellbeing.guards import Guard, warnings
from qonys.wellbeing.kernels.components import FromComponents, component_weights
from qonys.wellbeing.kernels.correlation import correlations
from qonys.wellbeing.kernels.diagnostics import nominal_weights
from qonys.wellbeing.kernels.weights import optimised_weights
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
        ({"treat": {"transform": "log", "points": 0, "skew": -1, "kurtosis": -9}}, "log-not-positive"),
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


def tree(method, counts=(3, 2, 3), node_weights=(2.0, 1.0, 1.0)):
    """A framework of several nodes with so many criteria each."""
    nodes = (Node("goal", ""), *(Node(f"n{k}", "goal", w) for k, w in enumerate(node_weights)))
    criteria = tuple(
        Criterion(f"c{k}{i}", f"n{k}", f"c{k}{i}", Direction.HIGHER) for k, n in enumerate(counts) for i in range(n)
    )
    return Framework("test", nodes, criteria, method=method, where="test.toml")


def related(seed, units=60, columns=8):
    rng = np.random.default_rng(seed)
    return 50 + 10 * (rng.standard_normal((units, columns)) + 0.5 * rng.standard_normal((units, 1)))


RULES = ["arithmetic", ["arithmetic", "geometric"], ["geometric", "harmonic"], {"method": "power", "power": 0.5},
         ["arithmetic", "mazziotta pareto"], "mean min"]  # fmt: skip


@pytest.mark.parametrize("rules", RULES, ids=str)
def test_optimised_weights_balance_the_index_as_it_is_computed(rules):
    scale = {"how": "min max", "low": 1, "high": 100}
    own = tree({"weight": "optimised", "aggregate": rules, "normalise": scale}, node_weights=(3.1, 2.0, 2.9))
    built = build(table(related(1)), own)
    found = correlations(built.scores.values[0], built.index[0][:, None])[:, 0]
    meant = np.array([3.1 / 3] * 3 + [1] * 2 + [2.9 / 3] * 3) / 8
    assert_allclose(found / found.sum(), meant, atol=1e-6)
    assert not [w for w in warnings(built, 0) if w.guard is Guard.UNBALANCED]


def test_optimised_weights_of_a_tree_are_those_of_the_flat_index_where_means_are_plain():
    built = build(table(related(2)), tree({"weight": "optimised"}, node_weights=(3.0, 2.0, 3.0)))
    flat = optimised_weights(built.scores.values[0]).weights
    assert_allclose(built.index[0], built.scores.values[0] @ flat, rtol=1e-9)
    # A node without weight: its criteria are means of all others and too important without any.
    figures = related(3)
    others = figures[:, [0, 1, 2, 5, 6, 7]].mean(axis=1, keepdims=True)
    figures[:, 3:5] = others + np.random.default_rng(4).normal(size=(60, 2))
    built = build(table(figures), tree({"weight": "optimised"}))
    assert np.isfinite(built.index).all()
    assert_allclose(nominal_weights(list(built.levels))[0][3:5], 0, atol=1e-9)
    (found,) = (w for w in warnings(built, 0) if w.guard is Guard.UNBALANCED)
    assert {"c10", "c11"} <= set(found.about) and found.value > 0.1


@pytest.mark.parametrize("rule", ["copeland", "kemeny", "benefit of the doubt"])
def test_weights_are_not_optimised_for_a_rule_that_jumps(rule):
    with pytest.raises(BadInput) as error:
        build(table(related(1)), tree({"weight": "optimised", "aggregate": ["arithmetic", rule]}))
    assert (error.value.code, error.value.fields["name"]) == ("weights-not-optimised", rule)


@pytest.mark.parametrize(
    ("weight", "how"), [("components", FromComponents.FIRST), ("rotated components", FromComponents.ROTATED)]
)
def test_weights_from_components_are_those_of_each_group(weight, how):
    built = build(table(related(5)), tree({"weight": weight}))
    for at in (slice(0, 3), slice(3, 5), slice(5, 8)):
        own = component_weights(built.scores.values[0][:, at], how)
        assert_allclose(built.weights[0][at], own)
    assert_array_equal(built.weights[1], [2, 1, 1])


def test_negative_loadings_are_said_as_such():
    figures = related(6)
    figures[:, 1] = 100 - figures[:, 1]
    with pytest.raises(CannotCompute) as error:
        build(table(figures), tree({"weight": "components"}))
    assert error.value.code == "components-negative"
    assert (error.value.fields["name"], error.value.fields["names"]) == ("n0", "c01")


@pytest.mark.parametrize(
    ("rules", "where"),
    [
        (["geometric", "arithmetic"], "2000, u0, c0"),
        (["arithmetic", "geometric"], "2000, u0, first"),
        (["arithmetic", "harmonic"], "2000, u0, first"),
    ],
)
def test_means_that_need_scores_above_0_say_so_and_where(rules, where):
    figures = np.array([[1.0, 10.0, 5.0], [2.0, 30.0, 4.0], [4.0, 20.0, 9.0], [3.0, 40.0, 7.0]])
    with pytest.raises(BadInput) as error:
        build(table(figures), framework(method={"aggregate": rules}))
    assert error.value.code == "scores-not-positive" and error.value.where.startswith(where)
    said = error_lines(error.value, Language.EN)
    assert "above 0" in said[0] and "low = 1, high = 100" in said[-1]


def test_weights_that_sum_to_nothing_name_their_node():
    own = framework()
    zero = replace(own, criteria=(*own.criteria[:2], replace(own.criteria[2], weight=0.0)))
    with pytest.raises(BadInput) as error:
        build(table(FIGURES), zero)
    assert (error.value.code, error.value.fields["name"]) == ("bad-weights", "second")


def test_errors_are_in_the_unit_of_the_figures_that_enter():
    """Rounding to whole events, divided by people in thousands: what the rate may be off by."""
    own = framework()
    figures = np.array([[120.0, 10.5, 0.0], [80.0, 11.0, 1.0], [45.0, 9.5, 1.0], [60.0, 10.0, 0.0]])
    people = np.array([200.0, 100.0, 50.0, 150.0])
    base = replace(
        table(figures),
        denominators=people[None, :, None], by=(0, None, None), per=np.array([1000.0, 1.0, 1.0]),
    )  # fmt: skip
    built = build(base, own)
    rounding = np.array([1, 0.1, 0]) / np.sqrt(12)
    share = figures[:, 0] / people
    assert_allclose(built.deviation[0, :, 0], 1000 / people * rounding[0] * np.sqrt(1 + share**2))
    assert_allclose(built.deviation[0, :, 1], rounding[1])
    assert_array_equal(built.deviation[0, :, 2], 0)  # yes or no is not rounded
    assert not [w for w in warnings(built, 0) if w.guard is Guard.NEARLY_CONSTANT]


def test_a_declared_error_is_divided_as_the_figure_is():
    own = framework()
    given = replace(own, criteria=(replace(own.criteria[0], denominator="people", error=2.0), *own.criteria[1:]))
    series = {"c0": [[120.0, 80.0, 45.0]], "c1": [[1.0, 2.0, 3.0]], "c2": [[3.0, 2.0, 5.0]], "people": [[10.0, 5, 20]]}
    read = CriteriaTable(("u0", "u1", "u2"), ("",), {name: np.array(v) for name, v in series.items()})
    assert_allclose(build(table_of(given, read), given).deviation[0, :, 0], [0.2, 0.4, 0.1])

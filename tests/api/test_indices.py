"""An index from a frame equals that of the command; what can be asked of it; mistakes in three short lines."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import qonys

FIGURES = pd.DataFrame({
    "area": list("ABCDEFGH"),
    "income": [310.0, 250.5, 420.125, 275, 390, 333.333, 301, 288],
    "jobless": [4.1, 6.0, 5.2, 4.9, 5.5, 6.2, 4.4, 5.0],
    "crime": [12.0, 9, 20, 15, 11, 13, 17, 10],
})  # fmt: skip
TREE = {"money": ["income", "-jobless"], "safety": ["-crime"]}
TOML = """
[goal]
id = "index"
name = "index"
reason = "-"
[[node]]
id = "money"
name = "money"
reason = "-"
weight = 1
[[node]]
id = "safety"
name = "safety"
reason = "-"
weight = 1
[[indicator]]
id = "income"
parent = "money"
direction = "higher"
weight = 1
name = "income"
reason = "-"
[[indicator]]
id = "jobless"
parent = "money"
direction = "lower"
weight = 1
name = "jobless"
reason = "-"
[[indicator]]
id = "crime"
parent = "safety"
direction = "lower"
weight = 1
name = "crime"
reason = "-"
[method]
normalise = { how = "min max", low = 1, high = 100 }
aggregate = ["arithmetic", "geometric"]
[doubt]
weights = 0.3
normalise = [{ how = "min max", low = 10, high = 90 }]
"""
STEPS = {
    "normalise": {"how": "min max", "low": 1, "high": 100}, "aggregate": ["arithmetic", "geometric"],
    "doubt": {"weights": 0.3, "normalise": [{"how": "min max", "low": 10, "high": 90}]},
}  # fmt: skip


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    """The same framework as a file."""
    path = tmp_path / "own.toml"
    path.write_text(TOML, "utf-8")
    return path


def same(found: pd.DataFrame, printed: pd.DataFrame, keys: list[str]) -> None:
    """Columns of both tables are equal to the digits that are printed."""
    shared = [name for name in printed.columns if name in found.columns]
    assert len(shared) > len(keys)
    one, other = (f[shared].sort_values(keys).reset_index(drop=True) for f in (found, printed))
    pd.testing.assert_frame_equal(one, other, check_dtype=False, rtol=1e-9)


def test_scores_are_those_of_the_command(command, toml: Path) -> None:
    printed = command("wellbeing", "index", "--framework", toml, "--data", FIGURES)
    for framework, steps in ((TREE, STEPS), (toml, {})):
        found = qonys.index(FIGURES, framework, **steps).scores.wide()
        same(found.drop(columns="period"), printed.drop(columns="period"), ["element", "area"])


@pytest.mark.parametrize("show", ["intervals", "factorial", "without"])
def test_doubt_is_that_of_the_command(command, toml: Path, show: str) -> None:
    printed = command("wellbeing", "uncertainty", "--framework", toml, "--data", FIGURES, "--show", show,
                      "--draws", 400)  # fmt: skip
    found = qonys.index(FIGURES, TREE, **STEPS).uncertainty(show, draws=400).wide()
    keys = [name for name in ("source", "criterion", "area") if name in printed.columns]
    same(found, printed, keys)


def test_sensitivity_is_that_of_the_command(command, toml: Path) -> None:
    printed = command("wellbeing", "uncertainty", "--framework", toml, "--data", FIGURES, "--show", "sensitivity",
                      "--draws", 400)  # fmt: skip
    same(qonys.index(FIGURES, TREE, **STEPS).sensitivity(draws=400).wide(), printed, ["source", "area"])


@pytest.mark.parametrize(
    ("ask", "show", "keys"),
    [
        (lambda i: i.correlations(), "correlations", ["element", "other"]),
        (lambda i: i.alpha(), "alpha", ["node", "parts_of_level"]),
        (lambda i: i.components(), "components", ["node", "element", "component"]),
        (lambda i: i.effective_weights(), "weights", ["criterion"]),
    ],
    ids=["correlations", "alpha", "components", "weights"],
)
def test_what_holds_it_together_is_that_of_the_command(command, toml: Path, ask, show: str, keys: list[str]) -> None:
    printed = command("wellbeing", "diagnose", "--framework", toml, "--data", FIGURES, "--show", show)
    found = ask(qonys.index(FIGURES, TREE, **STEPS)).wide()
    if "under" in printed:
        printed["under"] = printed["under"].astype(str).eq("True") | printed["under"].astype(str).eq("1")
        found["under"] = found["under"].astype(bool)
    same(found, printed, keys)


def test_the_way_of_a_figure_and_what_if(command, toml: Path) -> None:
    made = qonys.index(FIGURES, TREE)
    way = made.explain("B", "income").wide()
    assert way["step"].tolist()[:2] == ["given", "impute"]
    assert way["value"].iloc[0] == 250.5
    other = made.what_if("B", income=300.0)
    changed = FIGURES.assign(income=FIGURES.income.where(FIGURES.area != "B", 300.0))
    low, high = FIGURES.income.min(), FIGURES.income.max()
    posts = {"income": {"goalposts": (low, high)}}
    again = qonys.index(changed, TREE, criteria=posts).scores
    wanted = again.value(measure="score", element="index", area="B", period="")
    assert other.value(measure="score_if", area="B") == pytest.approx(wanted)
    wanted = again.value(measure="rank", element="index", area="B", period="")
    assert other.value(measure="rank_if", area="B") == wanted


def test_a_rule_of_ones_own_is_the_named_one_if_it_does_the_same() -> None:
    def mean(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
        return (values * weights[..., None, :]).sum(-1) / weights[..., None, :].sum(-1)

    own, named = (qonys.index(FIGURES, TREE, aggregate=rule).scores.values for rule in (mean, "arithmetic"))
    np.testing.assert_allclose(own, named, rtol=1e-12)
    doubted = qonys.index(FIGURES, TREE, aggregate=mean).uncertainty(draws=200)
    assert doubted.value(measure="rank_low", area="A") >= 1


def test_weights_and_flat_lists() -> None:
    plain = qonys.index(FIGURES, ["income", "-crime"], weights={"income": 3})
    one = plain.steps().series(measure="weight", area="A", period="")
    assert one == {"income": 0.75, "crime": 0.25}


def test_periods_are_asked_for_by_name() -> None:
    two = pd.concat([FIGURES.assign(year=2020), FIGURES.assign(year=2021, income=FIGURES.income * ([1, 2] * 4))])
    made = qonys.index(two, TREE)
    assert made.periods == ("2020", "2021")
    assert made.profile("A", "2020").value(measure="rank", criterion="income") == 4
    assert set(made.uncertainty("mobility", draws=200).axes["measure"]) >= {"rank_first", "rank_last", "up"}
    assert made.chart().chart.rows[0].label in FIGURES.area.tolist()


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: qonys.index(FIGURES, {"money": ["incme"]}), "column"),
        (lambda: qonys.index(FIGURES, TREE, agregate="geometric"), "option-unknown"),
        (lambda: qonys.index(FIGURES, TREE, aggregate="geometrc"), "framework-option"),
        (lambda: qonys.index(FIGURES, TREE, weights={"incom": 2}), "tree-name"),
        (lambda: qonys.index(FIGURES, TREE, criteria={"income": {"goalpost": (1, 2)}}), "option-unknown"),
        (lambda: qonys.index(FIGURES, {"a": ["income"], "b": {"c": ["crime"]}}), "faulty-file"),
        (lambda: qonys.index(FIGURES, ["income", "-income"]), "faulty-file"),
        (lambda: qonys.index(FIGURES, []), "tree-empty"),
        (lambda: qonys.index(FIGURES, {"a": 3}), "tree-part"),
        (lambda: qonys.index(FIGURES.drop(columns="area"), TREE), "column-of"),
        (lambda: qonys.index(FIGURES.set_index("area"), TREE), "frame-index"),
        (lambda: qonys.index(FIGURES.iloc[:0], TREE), "file-empty"),
        (lambda: qonys.index(FIGURES.assign(income=list("abcdefgh")), TREE), "faulty-file"),
        (lambda: qonys.index(pd.concat([FIGURES, FIGURES[:1]]), TREE), "faulty-file"),
        (lambda: qonys.index(FIGURES.assign(income=np.nan), TREE), None),
        (lambda: qonys.index(FIGURES, TREE).profile("Z"), "label"),
        (lambda: qonys.index(FIGURES, TREE).what_if("A"), "what-if-nothing"),
        (lambda: qonys.index(FIGURES, TREE).what_if("A", incme=1.0), "label"),
        (lambda: qonys.index(FIGURES, TREE).uncertainty("interval"), "label"),
        (lambda: qonys.index(FIGURES, "nowhere.toml"), None),
    ],
)
def test_mistakes_are_told_in_short_lines(ask, code: str | None) -> None:
    before = FIGURES.copy(deep=True)
    with pytest.raises(qonys.QonysError) as error:
        ask()
    assert code in (None, error.value.code)
    assert 1 <= len(str(error.value).splitlines()) <= 3
    pd.testing.assert_frame_equal(FIGURES, before)


def test_totals_among_the_areas_are_left_out_and_told() -> None:
    whole = pd.concat([FIGURES, pd.DataFrame({"area": ["Total"], "income": [9.0], "jobless": [5.0], "crime": [9.0]})])
    made = qonys.index(whole, TREE)
    assert "Total" not in made.units
    assert len(made.notes) == 1
    assert "Total" in made.notes[0].what
    assert "Total" in repr(made)

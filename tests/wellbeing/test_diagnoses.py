"""Diagnoses by name: what the tables say beside independent formulas, and on a geometric index."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from statsmodels.multivariate.pca import PCA

from qonys.wellbeing import diagnoses
from qonys.wellbeing.guards import Guard, warnings
from qonys.wellbeing.kernels.correlation import Kind
from qonys.wellbeing.pipeline import build
from wellbeing.tables import framework, table


@pytest.fixture
def built():
    rng = np.random.default_rng(3)
    figures = rng.normal(size=(25, 4)) + rng.normal(size=(25, 1))
    return build(table(figures), framework(4, method={"aggregate": ["arithmetic", "geometric"],
                       "normalise": {"how": "min max", "low": 1, "high": 100}}))  # fmt: skip


def test_correlations_of_every_level(built):
    rows = diagnoses.correlation_rows(built, 0)
    # 6 pairs of criteria, 4 x 2 with nodes, 4 with the goal, 1 pair of nodes, 2 with the goal.
    assert len(rows) == 6 + 8 + 4 + 1 + 2
    scores, nodes = built.scores.values[0], built.nodes
    tables = {0: scores, 1: nodes[0][0], 2: nodes[1][0]}
    names = {0: ["c0", "c1", "c2", "c3"], 1: ["first", "second"], 2: ["goal"]}
    for row in rows:
        low, up = row["level"], row["other_level"]
        x, y = tables[low][:, names[low].index(row["element"])], tables[up][:, names[up].index(row["other"])]
        assert row["correlation"] == pytest.approx(np.corrcoef(x, y)[0, 1])
    under = {(r["element"], r["other"]) for r in rows if r["under"]}
    assert under == {("c0", "first"), ("c1", "first"), ("c2", "first"), ("c3", "second"), *(
        (name, "goal") for name in ("c0", "c1", "c2", "c3", "first", "second"))}  # fmt: skip
    assert diagnoses.correlation_rows(built, 0, Kind.SPEARMAN) != rows


def test_alpha_of_each_node_by_its_mean_correlation(built):
    rows = {(r["node"], r["parts_of_level"]): r for r in diagnoses.alpha_rows(built, 0)}
    assert set(rows) == {("goal", 0), ("first", 0), ("second", 0), ("goal", 1)}
    r = np.corrcoef(built.scores.values[0][:, :3].T)[np.triu_indices(3, 1)].mean()
    assert rows["first", 0]["standardised"] == pytest.approx(3 * r / (1 + 2 * r))
    assert rows["second", 0]["alpha"] is None
    # In two halves alpha is twice one less the variances of the halves over that of their sum (Guttman).
    halves = built.nodes[0][0]
    wanted = 2 * (1 - halves.var(axis=0, ddof=1).sum() / halves.sum(axis=1).var(ddof=1))
    assert rows["goal", 1]["alpha"] == pytest.approx(wanted)


def test_components_are_those_of_another_package(built):
    rows = [r for r in diagnoses.component_rows(built, 0) if r["node"] == "goal" and r["parts_of_level"] == 0]
    other = PCA(built.scores.values[0], standardize=True, method="eig")
    assert_allclose([r["variance"] for r in rows][::4], other.eigenvals / 25)
    assert_allclose([r["cumulative"] for r in rows][-1], 1)
    first = np.array([r["loading"] for r in rows[:4]])
    assert_allclose(np.abs(first), np.abs(other.eigenvecs[:, 0]) * np.sqrt(other.eigenvals[0] / 25))


def test_weights_at_work_look_at_the_index_as_it_is(built):
    rows = diagnoses.weight_rows(built, 0)
    assert_allclose(sum(r["nominal"] for r in rows), 1)
    assert_allclose(sum(r["variance"] for r in rows), 1)
    wanted = [np.corrcoef(built.scores.values[0][:, i], built.index[0])[0, 1] for i in range(4)]
    assert_allclose([r["correlation"] for r in rows], wanted)


def test_findings_look_at_the_index_as_it_is_computed():
    """A criterion that hardly counts in a mean decides a harmonic mean of its node with others."""
    rng = np.random.default_rng(1)
    figures = rng.uniform(50, 100, size=(30, 3))
    figures[:, 2] = 1.01 + 0.01 * rng.permutation(30)
    own = framework(method={"aggregate": "harmonic", "normalise": "none"})
    built = build(table(figures), own)
    assert np.corrcoef(figures[:, 2], built.index[0])[0, 1] > 0.99
    found = {w.guard for w in warnings(built, 0) if w.about == ("c2",)}
    assert Guard.DOMINANT in found and Guard.SILENT not in found


def test_all_steps_of_all_units(built):
    sheets = diagnoses.step_sheets(built)
    assert list(sheets) == ["given", "comparable", "filled", "error", "treated", "scores", "nodes", "index", "weights"]
    assert len(sheets["scores"]) == 25 and list(sheets["nodes"][0]) == ["area", "period", "goal", "first", "second"]
    assert sheets["nodes"][7]["goal"] == pytest.approx(float(built.index[0, 7]))
    assert sheets["index"][7]["score"] == sheets["nodes"][7]["goal"]
    assert [r["weight"] for r in sheets["weights"]] == [1, 1, 1, 1, 2, 1]

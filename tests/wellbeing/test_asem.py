"""The whole way from figures to an index on 51 countries and 49 indicators, against an independent package."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels import aggregation, denomination, imputation, normalisation, outliers, screening
from qonys.wellbeing.kernels.aggregation import Level, Method, Rule
from qonys.wellbeing.kernels.outranking import copeland
from qonys.wellbeing.kernels.ranking import rank
from reference import reference

CLOSE = {"rtol": 1e-9, "atol": 1e-12}
MEAN, GEOMETRIC, HARMONIC = Rule(), Rule(Method.GEOMETRIC), Rule(Method.HARMONIC)


def rows(path: str) -> list[dict[str, str]]:
    with reference(f"refdata/{path}").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    return float(text) if text not in ("", "NA") else np.nan


@dataclass(frozen=True)
class Asem:
    units: list[str]
    indicators: list[str]
    figures: Floats
    denominators: Floats
    by: tuple[int | None, ...]
    groups: np.ndarray[Any, np.dtype[np.int64]]
    direction: Floats
    names: list[list[str]]
    parents: list[tuple[int, ...]]
    weights: list[Floats]

    def tree(self, *rules: Any) -> list[Level]:
        return [Level(*step) for step in zip(self.parents, self.weights, rules, strict=True)]


@cache
def asem() -> Asem:
    meta, data = rows("A_composite/asem_imeta.csv"), rows("A_composite/asem_idata.csv")
    data.sort(key=lambda row: row["uCode"])
    levels = [[m for m in meta if m["Level"] == str(level)] for level in range(1, 5)]
    names = [[m["iCode"] for m in level] for level in levels]
    divisors = [m["iCode"] for m in meta if m["Type"] == "Denominator"]
    return Asem(
        units=[row["uCode"] for row in data],
        indicators=names[0],
        figures=np.array([[number(row[c]) for c in names[0]] for row in data]),
        denominators=np.array([[number(row[c]) for c in divisors] for row in data]),
        by=tuple(divisors.index(m["Denominator"]) if m["Denominator"] else None for m in levels[0]),
        groups=np.array([("Asia", "Europe").index(row["EurAsia_group"]) for row in data]),
        direction=np.array([float(m["Direction"]) for m in levels[0]]),
        names=names,
        parents=[tuple(names[i + 1].index(m["Parent"]) for m in levels[i]) for i in range(3)],
        weights=[np.array([float(m["Weight"]) for m in levels[i]]) for i in range(3)],
    )


def expected(name: str, columns: list[str]) -> Floats:
    table = rows(f"expected/{name}.csv")
    assert [row["uCode"] for row in table] == asem().units
    return np.array([[number(row[c]) for c in columns] for row in table])


def test_each_step_of_the_default_way():
    a = asem()
    divided = denomination.denominate(a.figures, a.denominators, a.by).values
    assert_allclose(divided, expected("asem_01_denominated", a.indicators), **CLOSE)
    filled = imputation.impute(divided, groups=a.groups).values
    assert_allclose(filled, expected("asem_01_imputed", a.indicators), **CLOSE)
    kept = screening.screen(filled)
    assert kept.units.all()
    assert_allclose(kept.values, expected("asem_01_screened", a.indicators), **CLOSE)
    treated = outliers.treat(kept.values)
    assert_allclose(treated.values, expected("asem_01_treated", a.indicators), **CLOSE)
    scores = normalisation.min_max(treated.values, a.direction, scale=(0, 100)).values
    assert_allclose(scores, expected("asem_01_normalised", a.indicators), **CLOSE)
    found = aggregation.aggregate_tree(scores, a.tree(MEAN, MEAN, MEAN))
    for values, names in zip(found, a.names[1:], strict=True):
        assert_allclose(values, expected("asem_01_aggregated", names), **CLOSE)
    results = {row["uCode"]: (float(row["Index"]), int(row["Rank"])) for row in rows("expected/asem_03_results.csv")}
    assert_allclose(found[-1][:, 0], [results[unit][0] for unit in a.units], **CLOSE)
    assert_array_equal(rank(found[-1], descending=True)[:, 0], [results[unit][1] for unit in a.units])


def test_what_the_treatment_did():
    a = asem()
    details = rows("expected/asem_02_treatment_details.csv")
    assert [row["iCode"] for row in details] == a.indicators
    found = outliers.treat(expected("asem_01_screened", a.indicators))
    assert_array_equal(found.points, [int(row["winsorise.nwin"] or 0) for row in details])
    before = [[number(row[f"check_SkewKurt0.{name}"]) for row in details] for name in ("Skew", "Kurt")]
    after = [[number(row[f"check_SkewKurt1.{name}"]) for row in details] for name in ("Skew", "Kurt")]
    assert_allclose(found.before, before, **CLOSE)
    assert_allclose(found.winsorised, after, **CLOSE)
    assert_array_equal(found.fate > 0, [row["check_SkewKurt0.Pass"] == "FALSE" for row in details])


def test_skewness_and_kurtosis_of_figures_with_gaps():
    table = rows("expected/asem_skew_kurt_raw.csv")
    wanted = [[number(row[name]) for row in table] for name in ("skew", "kurt")]
    assert_allclose(outliers.skew_kurtosis(asem().figures), wanted, **CLOSE)


def test_two_ways_to_normalise():
    a = asem()
    treated = expected("asem_01_treated", a.indicators)
    hundred = normalisation.min_max(treated, a.direction, scale=(0, 100)).values
    assert_allclose(hundred, expected("asem_norm_minmax_0_100", a.indicators), **CLOSE)
    standard = normalisation.z_score(treated, a.direction).values
    assert_allclose(standard, expected("asem_norm_zscore_0_1", a.indicators), **CLOSE)


@pytest.mark.parametrize(
    ("column", "rules"),
    [
        ("amean", (MEAN, MEAN, MEAN)),
        ("gmean", (GEOMETRIC, GEOMETRIC, GEOMETRIC)),
        ("hmean", (HARMONIC, HARMONIC, HARMONIC)),
        ("genmean_p-2", (Rule(Method.POWER, power=-2),) * 3),
        ("genmean_p0.5", (Rule(Method.POWER, power=0.5),) * 3),
        ("genmean_p2", (Rule(Method.POWER, power=2),) * 3),
        ("amean_gmean_amean", (MEAN, GEOMETRIC, MEAN)),
        ("copeland", (copeland, copeland, copeland)),
    ],
)
def test_ways_to_put_scores_together(column, rules):
    a = asem()
    scores = normalisation.min_max(expected("asem_01_treated", a.indicators), a.direction, scale=(1, 100)).values
    index = aggregation.aggregate_tree(scores, a.tree(*rules))[-1]
    wanted = expected("asem_index_by_aggregation", [column])
    assert_allclose(index, wanted, **CLOSE)
    # Written to 15 digits: equal scores may differ in the last one.
    assert_array_equal(rank(index.round(9), descending=True), rank(wanted.round(9), descending=True))


def test_draws_of_figures_and_weights_are_what_single_runs_give():
    a = asem()
    rng = np.random.default_rng(20240801)
    noisy = a.figures * np.exp(0.05 * rng.standard_normal((3, *a.figures.shape)))
    weights = rng.dirichlet(np.ones(49), 3)

    def whole(figures: Floats, drawn: Floats) -> Floats:
        divided = denomination.denominate(figures, a.denominators, a.by).values
        treated = outliers.treat(imputation.impute(divided, groups=a.groups).values).values
        scores = normalisation.min_max(treated, a.direction, scale=(1, 100)).values
        levels = [Level(a.parents[0], drawn, GEOMETRIC), *a.tree(MEAN, MEAN, MEAN)[1:]]
        return aggregation.aggregate_tree(scores, levels)[-1]

    together = whole(noisy, weights)
    assert together.shape == (3, 51, 1)
    for draw in range(3):
        assert_allclose(together[draw], whole(noisy[draw], weights[draw]), rtol=1e-12)

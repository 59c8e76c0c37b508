"""Effects by formula equal the command's and published ones; mistakes of a formula in three short lines."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.datasets import grunfeld

import qonys

FEW = 99


def made() -> pd.DataFrame:
    """Twelve areas over eight years; shares of a region are alike within groups of areas."""
    rng = np.random.default_rng(1)
    data = pd.DataFrame([(a, t) for a in "abcdefghijkl" for t in range(2010, 2018)], columns=["area", "year"])
    data["group"] = np.where(data.area < "g", "north", "south")
    data["pair"] = data.area.map(dict(zip("abcdefghijkl", "AABBCCDDEEFF", strict=True)))
    data["z"] = rng.normal(size=96)
    data["x"] = data.z + rng.normal(size=96)
    data["c"] = rng.normal(size=96)
    data["people"] = rng.uniform(100, 200, size=96)
    data["pay"] = np.exp(3 + 0.2 * data.x + 0.1 * data.c + 0.1 * rng.normal(size=96))
    return data


DATA = made()


@pytest.mark.parametrize(
    ("formula", "options", "written"),
    [
        ("log(pay) ~ x + c | area + year", {}, ["--outcome", "log(pay)", "--exposure", "x", "--controls", "c"]),
        ("pay ~ x | area", {}, ["--outcome", "pay", "--exposure", "x", "--fixed", "area"]),
        ("pay ~ x", {}, ["--outcome", "pay", "--exposure", "x", "--fixed", "none"]),
        ("d(pay) ~ x | area + year", {}, ["--outcome", "change(pay)", "--exposure", "x"]),
        ("log(pay) ~ c | area + year | x ~ z", {},
         ["--outcome", "log(pay)", "--exposure", "x", "--controls", "c", "--instruments", "z"]),
        ("log(pay) ~ x | area + group^year", {"clusters": "pair", "weights": "people"},
         ["--outcome", "log(pay)", "--exposure", "x", "--fixed", "area", "--crossed", "group", "--clusters", "pair",
          "--weights", "people"]),
        ("log(pay) ~ x | area[year] + year", {"clusters": "area"},
         ["--outcome", "log(pay)", "--exposure", "x", "--fixed", "area,period,trend"]),
    ],
)  # fmt: skip
def test_an_effect_is_that_of_the_command(command, formula: str, options: dict, written: list[str]) -> None:
    printed = command("effect", "estimate", "--data", DATA, *written, "--draws", FEW)
    found = qonys.effect(DATA, formula, draws=FEW, **options).wide()
    keys = ["term", "method"]
    shared = [*keys, "estimate", "se", "t", "df", "p", "holds"]
    one, other = (f[shared].sort_values(keys).reset_index(drop=True) for f in (found, printed))
    pd.testing.assert_frame_equal(one, other, check_dtype=False, rtol=1e-8)


def test_grunfeld_has_its_published_coefficients() -> None:
    """Baltagi (2005), Econometric Analysis of Panel Data, tables 2.1 and 3.1: ten firms, twenty years."""
    data = grunfeld.load_pandas().data.query("firm != 'American Steel'")
    one_way = qonys.effect(data, "invest ~ value + capital | firm", draws=FEW, period="year")
    assert [round(one_way.value(term=t), 3) for t in ("value", "capital")] == [0.110, 0.310]
    assert round(one_way.value("se", "value", "homoskedastic"), 3) == 0.012
    assert round(one_way.value("se", "capital", "homoskedastic"), 3) == 0.017
    two_way = qonys.effect(data, "invest ~ value + capital | firm + year", draws=FEW)
    assert [round(two_way.value(term=t), 3) for t in ("value", "capital")] == [0.118, 0.358]


def test_events_are_those_of_the_command(command) -> None:
    printed = command("effect", "events", "--data", DATA, "--outcome", "pay", "--event", "2014", "--treated",
                      "a,b,c,d,e,f", "--log", "--draws", FEW)  # fmt: skip
    found = qonys.events(DATA, "log(pay)", event=2014, treated=list("abcdef"), draws=FEW).wide()
    assert found["time"].tolist() == printed["time"].astype(str).tolist()
    for name in ("effect", "se", "low", "high", "p", "p_swapped"):
        np.testing.assert_allclose(found[name], printed[name], rtol=1e-8)


def test_a_synthetic_comparison_is_that_of_the_command(command) -> None:
    given = ("effect", "synthetic", "--data", DATA, "--outcome", "pay", "--event", "2014", "--treated", "a,b")
    found = qonys.synthetic(DATA, "pay", event=2014, treated="a,b", draws=50)
    for show, answer in (("effect", found.effects), ("weights", found.weights), ("path", found.path)):
        printed = command(*given, "--draws", 50, "--show", show)
        table = answer.wide()
        name = {"effect": "effect", "weights": "weight", "path": "gap"}[show]
        np.testing.assert_allclose(np.sort(table[name][table[name] != 0]), np.sort(printed[name]), rtol=1e-8)


def test_curves_and_power() -> None:
    choices = {"lag": [0, 1], "transform": ["level", "log"], "controls": [[], ["c"]], "fixed": [["area", "period"]]}
    found = qonys.curve(DATA, "pay ~ x | area + year", choices, draws=FEW)
    assert len(found.table.axes["specification"]) == 8
    assert found.joint.value(measure="specifications", about="all") == 8
    seen = qonys.power(DATA, "log(pay) ~ x | area + year", draws=100)
    assert 0 < seen.value(measure="by_formula", effect="log(pay) ~ x | area + year") < 0.2


def test_a_result_says_itself() -> None:
    fit = qonys.effect(DATA, "log(pay) ~ x + c | area + year", draws=FEW)
    assert "96 observations, 12 areas, 8 periods, 12 clusters" in repr(fit)
    assert fit.coefficients()["term"].tolist() == ["x", "c"]
    assert fit.claim().value == pytest.approx(fit.value(), rel=1e-6)
    assert "<table" in fit._repr_html_()
    assert 0 < fit.within < 1
    assert "hausman" in fit.tests().axes["row"]
    assert fit.method in fit.chart().svg


def test_a_frame_in_another_order_gives_the_same() -> None:
    mixed = DATA.sample(frac=1, random_state=3)
    one, other = (qonys.effect(d, "pay ~ x | area + year", draws=FEW).value() for d in (DATA, mixed))
    assert one == pytest.approx(other, rel=1e-12)


FORMULA = "pay ~ x | area + year"


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: qonys.effect(DATA, "pay ~ w | area + year"), "column"),
        (lambda: qonys.effect(DATA, "pay x"), "formula"),
        (lambda: qonys.effect(DATA, "pay ~ | area"), "formula"),
        (lambda: qonys.effect(DATA, "pay ~ x | area | year | z"), "formula"),
        (lambda: qonys.effect(DATA, "pay ~ x:z | area"), "formula-term"),
        (lambda: qonys.effect(DATA, "pay ~ exp(x)"), "formula-term"),
        (lambda: qonys.effect(DATA, "pay ~ log(x | area"), "formula-term"),
        (lambda: qonys.effect(DATA, "pay ~ x | area + group + year"), "formula-fixed"),
        (lambda: qonys.effect(DATA, "log(x) ~ pay | area"), "effect-log"),
        (lambda: qonys.effect(DATA, FORMULA, cluster="pair"), "option-unknown"),
        (lambda: qonys.effect(DATA, FORMULA, estimator="ols"), "label"),
        (lambda: qonys.effect(DATA.drop(columns="area"), FORMULA), "column"),
        (lambda: qonys.effect(DATA.set_index(["area", "year"]), FORMULA), "frame-index"),
        (lambda: qonys.effect(DATA.iloc[:0], FORMULA), "file-empty"),
        (lambda: qonys.effect(pd.concat([DATA, DATA[:1]]), FORMULA), "faulty-file"),
        (lambda: qonys.effect(pd.concat([DATA, DATA[["x"]]], axis=1), FORMULA), "column-twice"),
        (lambda: qonys.effect(DATA.assign(x=list("abcdefgh") * 12), FORMULA), "faulty-file"),
        (lambda: qonys.effect(DATA.assign(x=1.0), FORMULA), "effect-constant"),
        (lambda: qonys.events(DATA, "pay"), "effect-which-event"),
        (lambda: qonys.events(DATA, "pay", event=2014, treated="z"), None),
        (lambda: qonys.events(DATA, "pay", event=2014, treated="a", errors="hc3"), "label"),
        (lambda: qonys.synthetic(DATA, "pay", event=2014, treated="a", design="x"), "label"),
        (lambda: qonys.curve(DATA, FORMULA, {"lags": [1]}), "label"),
        (lambda: qonys.curve(DATA, FORMULA, {"transform": ["exp"]}), "label"),
    ],
)
def test_mistakes_are_told_in_short_lines(ask, code: str | None) -> None:
    before = DATA.copy(deep=True)
    with pytest.raises(qonys.QonysError) as error:
        ask()
    assert code in (None, error.value.code)
    assert len(str(error.value).splitlines()) <= 3
    pd.testing.assert_frame_equal(DATA, before)

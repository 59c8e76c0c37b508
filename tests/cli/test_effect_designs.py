"""Designs in which an error, an interval or a test has no meaning: empty with a reason, or refused in words."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from qonys.cli.main import app
from qonys.errors import QonysError
from qonys.tables.reading import surroundings
from qonys.text import Language
from qonys.text.errors import error_lines, said_note

COLUMNS = ["--outcome", "pay", "--exposure", "arrivals"]


def run(*arguments):
    return CliRunner().invoke(app, ["effect", *arguments])


def rows(*arguments):
    done = run(*arguments, "--json")
    assert done.exception is None, done.exception
    assert "NaN" not in done.stdout and "Infinity" not in done.stdout
    return json.loads(done.stdout)


def refused(*arguments):
    found = run(*arguments).exception
    assert isinstance(found, QonysError), found
    for language in Language:
        lines = error_lines(found, language)
        assert len(lines) >= 2 and (language is Language.EN or lines[0] != found.what)
    return found


def write(path, y, x, more=None):
    """A panel of arrays (areas, years) from 2010 on; nan is no row."""
    extra = more or {}
    lines = [",".join(["area", "year", "pay", "arrivals", *extra])]
    for (i, t), value in np.ndenumerate(y):
        if not np.isnan(value):
            cells = [f"R{i:02d}", str(2010 + t), repr(float(value)), repr(float(x[i, t]))]
            lines.append(",".join([*cells, *(str(column[i][t]) for column in extra.values())]))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def drawn(areas=12, years=8, seed=1, slope=1.0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(areas, years))
    return slope * x + rng.normal(size=(areas, years)), x


def by_method(found, term="arrivals"):
    return {row["method"]: row for row in found if row["term"] == term}


def test_an_error_that_is_0_by_algebra_is_empty_and_no_sentence_has_an_interval(tmp_path):
    data = write(tmp_path / "two.csv", *drawn(areas=2))
    one = by_method(rows("estimate", "--data", data, *COLUMNS, "--draws", "99"))["crv1"]
    assert one["reason"] == "no-error" and one["estimate"] is not None
    assert [one[name] for name in ("se", "t", "p", "low", "high")] == [None] * 5
    for language, word in (("en", "interval from"), ("ru", "процентный интервал"), ("kk", "пайыздық аралық")):
        said = run("estimate", "--data", data, *COLUMNS, "--draws", "99", "--lang", language).stderr
        assert word not in said and "crv1:" in said


def test_an_exact_fit_has_no_error_either(tmp_path):
    _, x = drawn()
    found = rows("estimate", "--data", write(tmp_path / "exact.csv", 2 * x, x), *COLUMNS, "--draws", "99")
    assert {row["reason"] for row in found} == {"no-scatter"}
    assert all(row["se"] is None and row["estimate"] == pytest.approx(2) for row in found)


def test_an_exposure_in_one_area_alone_has_no_clustered_error(tmp_path):
    y, x = drawn()
    x[1:] = 0.0
    found = by_method(rows("estimate", "--data", write(tmp_path / "one.csv", y, x), *COLUMNS, "--fixed", "area",
                           "--draws", "99"))  # fmt: skip
    assert found["crv1"]["reason"] == "no-error" and found["crv3"]["reason"] == "hangs-on-cluster"
    assert found["wild-webb"]["p"] is None and found["hc1"]["p"] is not None


def test_two_areas_that_carry_the_exposure_are_named_and_the_jackknife_does_not_hold(tmp_path):
    y, x = drawn(areas=14)
    x[7] = x[3][::-1]
    x[[3, 7]] *= 12
    data = write(tmp_path / "carry.csv", y, x)
    found = by_method(rows("estimate", "--data", data, *COLUMNS, "--draws", "99"))
    assert found["crv3"]["holds"] == found["crv1"]["holds"] == 0 and found["wild-webb"]["holds"] == 1
    for language in ("en", "ru", "kk"):
        assert "R03, R07" in run("estimate", "--data", data, *COLUMNS, "--draws", "99", "--lang", language).stderr
    alike = by_method(rows("estimate", "--data", write(tmp_path / "a.csv", *drawn(14)), *COLUMNS, "--draws", "99"))
    assert alike["crv3"]["holds"] == 1


def instrumented(tmp_path, strength, seed=4):
    rng = np.random.default_rng(seed)
    z, u = rng.normal(size=(2, 14, 8))
    x = strength * z + u + rng.normal(size=z.shape)
    return write(tmp_path / "iv.csv", x + 2 * u, x, {"z": z.tolist()})


def test_a_set_of_two_rays_is_printed_as_the_set(tmp_path):
    asked = ("estimate", "--instruments", "z", *COLUMNS, "--draws", "999")
    for seed in range(40):
        data = instrumented(tmp_path, 0.3, seed)
        one = by_method(rows(*asked, "--data", data))["anderson-rubin"]
        if one["set"].count("U") == 1:
            break
    assert one["set"].startswith("(-inf, ") and one["set"].endswith(", inf)")
    assert (one["low"], one["high"]) == (None, None)
    for language, mark in (("en", "(−∞, "), ("ru", "(−∞; "), ("kk", "(−∞; ")):
        said = run(*asked, "--data", data, "--lang", language).stderr
        assert mark in said and "∪" in said


def test_weak_instruments_leave_the_bootstraps_alone(tmp_path):
    asked = ("estimate", "--instruments", "z", *COLUMNS, "--draws", "99")
    weak = by_method(rows(*asked, "--data", instrumented(tmp_path, 0.2)))
    assert {m for m, row in weak.items() if row["holds"]} == {"wild-efficient", "anderson-rubin"}
    strong = by_method(rows(*asked, "--data", instrumented(tmp_path, 4.0)))
    assert strong["crv3"]["holds"] == 1 and strong["crv1"]["holds"] == 0


def test_the_level_of_a_set_is_the_one_asked_for(tmp_path):
    data = instrumented(tmp_path, 4.0)
    wide, narrow = (
        by_method(rows("estimate", "--data", data, "--instruments", "z", *COLUMNS, "--level", level))["anderson-rubin"]
        for level in ("0.99", "0.8")
    )
    assert wide["high"] - wide["low"] > narrow["high"] - narrow["low"]
    said = run("estimate", "--data", data, "--instruments", "z", *COLUMNS, "--level", "0.8").stderr
    assert "80% interval" in said


def test_areas_with_one_figure_are_no_clusters(tmp_path):
    y, x = drawn(areas=13)
    whole = write(tmp_path / "whole.csv", y[:12], x[:12])
    y[12, 1:] = np.nan
    single = write(tmp_path / "single.csv", y, x)
    asked = ("estimate", *COLUMNS, "--draws", "99")
    one, other = (by_method(rows(*asked, "--data", data)) for data in (whole, single))
    assert one["crv1"] == other["crv1"] and other["crv1"]["df"] == 11
    said = run(*asked, "--data", single).stderr
    assert "absorb whole" in said and "12 areas, 12 clusters" in said


def test_areas_that_trends_absorb_whole_are_no_clusters(tmp_path):
    y, x = drawn(areas=13)
    y[12, 2:] = np.nan
    asked = ("estimate", *COLUMNS, "--fixed", "area,period,trend", "--draws", "99")
    single, whole = write(tmp_path / "s.csv", y, x), write(tmp_path / "w.csv", y[:12], x[:12])
    assert by_method(rows(*asked, "--data", single))["crv1"] == by_method(rows(*asked, "--data", whole))["crv1"]


def test_areas_without_weight_are_left_out(tmp_path):
    y, x = drawn(areas=13)
    weights = [[float(i < 12)] * 8 for i in range(13)]
    data = write(tmp_path / "w.csv", y, x, {"people": weights})
    found = by_method(rows("estimate", "--data", data, *COLUMNS, "--weights", "people", "--draws", "99"))
    plain = by_method(rows("estimate", "--data", write(tmp_path / "p.csv", y[:12], x[:12]), *COLUMNS, "--draws", "99"))
    assert found["crv1"]["df"] == 11 and found["crv1"]["se"] == pytest.approx(plain["crv1"]["se"])


def test_a_bootstrap_p_is_never_0(tmp_path):
    data = write(tmp_path / "s.csv", *drawn(areas=16, years=12, slope=10.0))
    found = by_method(rows("estimate", "--data", data, *COLUMNS, "--draws", "199"))
    for method in ("wild-webb", "wild-jackknife"):
        assert found[method]["p"] == pytest.approx(1 / 200)
    assert found["wild-rademacher"]["p"] > 0


@pytest.mark.parametrize("scale", [1e308, 1e300, 1e-300])
@pytest.mark.parametrize("column", [0, 1])
def test_figures_that_cannot_be_squared_are_refused(tmp_path, scale, column):
    given = list(drawn())
    given[column] = np.abs(given[column]) / 4 * scale
    data = write(tmp_path / "huge.csv", *given)
    for command in ("estimate", "curve", "power", "path"):
        assert refused(command, "--data", data, *COLUMNS).code in ("effect-extreme", "faulty-file")
    if column == 0:
        for command in ("events", "synthetic"):
            assert refused(command, "--data", data, "--outcome", "pay", "--event", "2014", "--treated", "R01").code in (
                "effect-extreme", "faulty-file",
            )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda y, x: (np.full_like(y, 5.0), x), "effect-flat-outcome"),
        (lambda y, x: (y, np.full_like(x, 5.0)), "effect-constant"),
        (lambda y, x: (y[:, :1], x[:, :1]), "effect-all-absorbed"),
        (lambda y, x: (y[:1], x[:1]), "effect-one-cluster"),
        (lambda y, x: (y, np.repeat(x[:, :1], 8, axis=1)), "effect-constant"),
    ],
)
def test_what_carries_no_estimate_is_refused(tmp_path, change, code):
    data = write(tmp_path / "d.csv", *change(*drawn()))
    for command in ("estimate", "power"):
        assert refused(command, "--data", data, *COLUMNS).code == code


def test_elasticities_are_told_per_percent_and_clusters_are_called_clusters(tmp_path):
    y, x = drawn(areas=12, years=10)
    zones = [[f"Z{i // 2}"] * 10 for i in range(12)]
    data = write(tmp_path / "e.csv", np.exp(0.5 * x + 0.01 * y), np.exp(x), {"zone": zones})
    asked = ("estimate", "--data", data, "--outcome", "log(pay)", "--exposure", "log(arrivals)", "--clusters", "zone")
    one = by_method(rows(*asked, "--draws", "99"), "log(arrivals)")["wild-webb"]
    texts = {
        "en": ("higher by 1%", "+0.51%", "6 clusters"), "ru": ("большем на 1 %", "+0,51", "кластеров: 6"),
        "kk": ("1%-ға жоғары", "+0,51%", "кластерлер: 6"),
    }  # fmt: skip
    assert one["estimate"] == pytest.approx(0.51, abs=0.005)
    for language, words in texts.items():
        said = run(*asked, "--draws", "99", "--lang", language).stderr.replace("\u00a0", " ")
        assert all(word in said for word in words), said
    level = run("estimate", "--data", data, "--outcome", "log(pay)", "--exposure", "arrivals", "--draws", "99").stderr
    assert "“pay” changes by +" in level and "is higher by 1, " in level


def test_one_set_of_options_serves_all_commands(tmp_path):
    data = write(tmp_path / "d.csv", *drawn())
    for command in ("estimate", "curve", "power", "path"):
        assert rows(command, "--data", data, *COLUMNS)
        assert refused(command, "--data", data, "--outcome", "pay").code == "effect-which-series"
        assert refused(command, "--study", "all-migration", "--data", data, *COLUMNS).code == "effect-series-alone"
    assert refused("path", "--data", data, *COLUMNS, "--fixed", "area").code == "unread-option"
    assert refused("synthetic", "--data", data, "--outcome", "pay", "--controls", "arrivals").code == "unread-option"
    assert refused("events", "--data", data, "--event", "2014", "--treated", "R01").code == "effect-which-outcome"
    assert refused("estimate", "--data", data, *COLUMNS, "--fixed", "aera").code == "bad-option"


def test_groups_of_areas_may_have_periods_of_their_own(tmp_path):
    y, x = drawn()
    shock = np.random.default_rng(9).normal(size=(2, 8)) * 50
    zones = [[f"Z{i % 2}"] * 8 for i in range(12)]
    data = write(tmp_path / "z.csv", y + shock[np.arange(12) % 2], x, {"zone": zones})
    one = by_method(rows("estimate", "--data", data, *COLUMNS, "--crossed", "zone", "--draws", "99"))["crv1"]
    plain = by_method(rows("estimate", "--data", data, *COLUMNS, "--draws", "99"))["crv1"]
    assert one["estimate"] == pytest.approx(1, abs=0.3) and one["se"] < plain["se"] / 5
    assert refused("estimate", "--data", data, *COLUMNS, "--crossed", "zoen").code == "column"


@pytest.mark.parametrize("head", ["geo", "NUTS1", "iso", "country", "region", "state"])
def test_areas_have_their_usual_names(tmp_path, head):
    data = write(tmp_path / "d.csv", *drawn())
    renamed = tmp_path / "r.csv"
    renamed.write_text((tmp_path / "d.csv").read_text("utf-8").replace("area,", f"{head},", 1), "utf-8")
    assert rows("power", "--data", str(renamed), *COLUMNS) == rows("power", "--data", data, *COLUMNS)


def test_of_several_columns_of_areas_the_one_with_a_row_a_period_is_taken_and_named(tmp_path):
    y, x = drawn()
    data = write(tmp_path / "d.csv", y, x, {"region": [[f"G{i % 3}"] * 8 for i in range(12)]})
    text = (tmp_path / "d.csv").read_text("utf-8").replace("area,", "state,", 1)
    (tmp_path / "d.csv").write_text(text, "utf-8")
    told = []
    with surroundings(told.append):
        assert run("estimate", "--data", data, *COLUMNS, "--draws", "99").exception is None
    for language in Language:
        said = said_note(told[0], language)
        assert "state" in said and "region" in said and "--area-column" in said
    named = refused("estimate", "--data", data, *COLUMNS, "--area-column", "region")
    assert {fault.code for fault in named.faults} == {"row-twice"}
    assert refused("estimate", "--data", data, "--outcome", "pay", "--exposure", "state").code != "column"


def test_columns_that_no_rule_finds_are_answered_with_the_option(tmp_path):
    data = write(tmp_path / "d.csv", *drawn())
    text = (tmp_path / "d.csv").read_text("utf-8")
    (tmp_path / "d.csv").write_text(text.replace("area,year", "who,year", 1), "utf-8")
    assert "--area-column" in refused("estimate", "--data", data, *COLUMNS).fix
    assert rows("estimate", "--data", data, *COLUMNS, "--area-column", "who", "--draws", "99")
    (tmp_path / "d.csv").write_text(text.replace("area,year", "area,when", 1), "utf-8")
    assert "--period-column" in refused("estimate", "--data", data, *COLUMNS).fix
    lines = text.replace("area,year", "region,state", 1).splitlines()
    twice = [lines[0] + ",year", *(line + ",2010" for line in lines[1:])]
    (tmp_path / "d.csv").write_text("\n".join(twice), "utf-8")
    unclear = refused("estimate", "--data", data, *COLUMNS)
    assert unclear.code == "area-column-unclear" and "--area-column" in unclear.fix

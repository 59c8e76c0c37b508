"""`qonys effect path`, `events`, `synthetic`: published figures, users' files, wrong input in three languages."""

from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.testing import assert_allclose
from typer.testing import CliRunner

from qonys.cli.main import app
from qonys.effects.events import EventAsked, events
from qonys.effects.kernels.event_study import EventOptions
from qonys.errors import BadInput, QonysError
from qonys.model.grid import Grid
from qonys.model.specification import Variable
from qonys.text import Language
from qonys.text.errors import error_lines
from reference import reference


def run(*arguments):
    return CliRunner().invoke(app, ["effect", *arguments])


def rows(*arguments):
    done = run(*arguments, "--json")
    assert done.exception is None, done.exception
    return json.loads(done.stdout)


def refused(*arguments):
    found = run(*arguments).exception
    assert isinstance(found, QonysError), found
    for language in Language:  # said in each language, in words of that language
        lines = error_lines(found, language)
        assert len(lines) >= 2 and (language is Language.EN or lines[0] != found.what)
    return found


@pytest.fixture
def panel(tmp_path):
    """16 areas, 12 years; eight reached in 2016, effect 2."""
    rng = np.random.default_rng(4)
    lines = ["area,year,pay,arrivals,reached,date,flag"]
    for area in range(16):
        level = rng.normal()
        for year in range(2010, 2022):
            on = area < 8 and year >= 2016
            x = rng.normal()
            pay = 10 + level + 0.1 * year + 2 * on + 0.3 * x + 0.1 * rng.normal()
            date = 2016 if area < 8 else ""
            lines.append(f"R{area},{year},{pay},{x},{int(area < 8)},{date},{int(on)}")
    path = tmp_path / "my.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def changed(panel, old, new, count=1):
    text = panel.read_text("utf-8")
    assert old in text
    panel.write_text(text.replace(old, new, count), "utf-8")
    return str(panel)


WAYS = [
    ["--event", "date"], ["--event", "2016", "--treated", "reached"], ["--treated", "flag"],
    ["--event", "2016-03-01", "--treated", ",".join(f"R{i}" for i in range(8))],
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_dates_may_be_said_in_any_way(panel, way):
    found = {
        row["time"]: row for row in rows("events", "--data", str(panel), "--outcome", "pay", *way, "--draws", "99")
    }
    assert found["after"]["effect"] == pytest.approx(2, abs=0.3) and found["after"]["holds"] == 1
    assert found["after"]["p_swapped"] == 0.01 and found["before"]["p"] > 0.01
    assert abs(found["-3"]["effect"]) < 0.6
    whole = rows("synthetic", "--data", str(panel), "--outcome", "pay", *way, "--draws", "20")
    assert {row["method"] for row in whole} == {"none", "jackknife"}  # as many controls as reached: no placebo
    assert whole[0]["effect"] == pytest.approx(2, abs=0.3)


def test_an_event_study_has_the_values_of_fixest():
    """feols(y ~ x1 + i(period, treat, 5) | id + period, base_did), as printed in fixest's documentation."""
    data = str(reference("refdata/C_panel/fixest_base_did.csv"))
    asked = ["--outcome", "y", "--event", "6", "--treated", "treat", "--controls", "x1", "--common", "--draws", "0"]
    found = [row["effect"] for row in rows("events", "--data", data, *asked) if row["time"].lstrip("-").isdigit()]
    printed = [-1.403045, -1.247511, -0.273206, -1.795721, 0.784452, 3.598897, 3.811766, 4.731426, 6.606229]
    assert_allclose(found, printed, atol=6e-7)


def test_staggered_events_have_the_values_of_fixest():
    data = str(reference("refdata/C_panel/fixest_base_stagg.csv"))
    asked = ["--outcome", "y", "--event", "year_treated", "--controls", "x1", "--draws", "0"]
    after = next(row for row in rows("events", "--data", data, *asked) if row["time"] == "after")
    assert_allclose(after["effect"], -1.133749, rtol=3e-6)


@pytest.mark.parametrize(("design", "published"), [("sdid", -15.60383), ("sc", -19.61966), ("did", -27.34911)])
def test_californias_law_has_the_published_effect(design, published):
    data = str(reference("refdata/C_panel/california_prop99.csv"))
    asked = ["--outcome", "PacksPerCapita", "--treated", "treated", "--published", "--design", design]
    found = rows("synthetic", "--data", data, *asked)
    assert_allclose(found[0]["effect"], published, atol=6e-6)
    assert (found[0]["method"], found[0]["count"]) == ("placebo", 38)


def test_weights_add_up_and_the_gap_has_a_row_for_each_year(panel):
    asked = ["--data", str(panel), "--outcome", "pay", "--event", "2016", "--treated", "R0"]
    weights = rows("synthetic", *asked, "--show", "weights")
    assert sum(r["weight"] for r in weights if r["kind"] == "area") == pytest.approx(1)
    path = rows("synthetic", *asked, "--show", "path")
    effect = rows("synthetic", *asked)[0]["effect"]
    assert np.mean([r["gap"] for r in path if r["after"]]) == pytest.approx(effect)


def test_swaps_are_those_of_the_whole_regression_and_few_treated_are_warned_of():
    rng = np.random.default_rng(2)
    y = rng.normal(size=(8, 10))
    grid = Grid(tuple("abcdefgh"), tuple(str(t) for t in range(10)), {"y": y})
    dates = {"c": 5}
    asked = EventAsked(Variable("y"), dates, options=EventOptions(first=-3), draws=400, seed=1)
    found = events(grid, asked)
    # one area reached: each of eight has the date once; the share of areas whose effect is as large
    effects = [events(grid, EventAsked(Variable("y"), {a: 5}, options=asked.options, draws=0)) for a in grid.areas]
    means = np.abs([next(r.effect for r in one.rows if r.time == "after") for one in effects])
    after = next(r for r in found.rows if r.time == "after")
    assert after.p_swapped == (means >= means[2] - 1e-12).mean()  # all eight are gone through
    drawn = events(grid, EventAsked(Variable("y"), dates, options=asked.options, draws=7, seed=1)).rows[-1]
    assert drawn.p_swapped in [k / 8 for k in range(1, 9)]  # seven draws, with repeats
    assert {"effect-few-treated", "effect-event-hangs"} <= {n.code for n in found.notes} and not after.holds


@pytest.mark.parametrize("event", ["--5", "²", "2018-13-01", "soon", "-"])
def test_what_is_no_date_is_refused_in_words(panel, event):
    found = run("events", "--data", str(panel), "--outcome", "pay", f"--event={event}", "--treated", "R1")
    assert isinstance(found.exception, BadInput) and "no year, no date" in str(found.exception)


@pytest.mark.parametrize(("language", "word"), [("kk", "қамтылған"), ("ru", "затронуто"), ("en", "reached")])
def test_notes_are_said_in_the_users_language(panel, language, word):
    asked = ["--data", str(panel), "--outcome", "pay", "--event", "2016", "--treated", "R1,R2", "--draws", "9"]
    assert word in run("events", *asked, "--lang", language).stderr


BASE = ["--outcome", "pay", "--event", "date"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--outcome", "pey", "--event", "date"], "column"),
        (["--outcome", "pay"], "effect-which-event"),
        (["--outcome", "pay", "--event", "2016"], "effect-which-event"),
        (["--outcome", "pay", "--event", "soon", "--treated", "R1"], "effect-event-date"),
        (["--outcome", "pay", "--event", "2016", "--treated", "R99"], "effect-no-unit"),
        (["--outcome", "pay", "--event", "2010", "--treated", "R1"], "effect-no-event"),
        (["--outcome", "pay", "--event", "2030", "--treated", "R1"], "effect-no-event"),
        (["--outcome", "pay", "--event", "2016", "--treated", ",".join(f"R{i}" for i in range(16))], ""),
    ],
)
@pytest.mark.parametrize("command", ["events", "synthetic"])
def test_wrong_arguments_are_said(panel, command, arguments, code):
    found = refused(command, "--data", str(panel), *arguments)
    assert found.code == (code or "effect-no-comparison") or (command, code) == ("synthetic", "effect-no-event")
    assert found.where


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("R3,2012,", "R2,2012,", "row-twice"),
        ("R3,2012,", "R3,soon,", "period"),
        (",1,2016,1\n", ",1,2017,1\n", "effect-event-varies"),
        (",1,2016,1\n", ",1,never-ever,1\n", "period"),
    ],
)
def test_faults_of_the_file_are_named_with_their_lines(panel, old, new, fault):
    found = refused("events", "--data", changed(panel, old, new), *BASE)
    assert isinstance(found, BadInput)
    assert fault in {f.code for f in found.faults} and all(f.row for f in found.faults)


def test_an_event_that_is_taken_back_and_a_word_for_a_flag_are_faults(panel):
    text = panel.read_text("utf-8").splitlines()
    text[12] = text[12][:-1] + "0"  # R0 in 2021
    panel.write_text("\n".join(text) + "\n", "utf-8")
    found = refused("events", "--data", str(panel), "--outcome", "pay", "--treated", "flag")
    assert {f.code for f in found.faults} == {"effect-taken-back"}
    text[12] = text[12][:-1] + "perhaps"
    panel.write_text("\n".join(text) + "\n", "utf-8")
    found = refused("events", "--data", str(panel), "--outcome", "pay", "--treated", "flag")
    assert {f.code for f in found.faults} == {"effect-flag"}


def test_a_gap_is_named_by_synthetic_and_counted_by_events(panel):
    lines = panel.read_text("utf-8").splitlines()
    cells = lines[20].split(",")
    cells[2] = ".."
    lines[20] = ",".join(cells)
    panel.write_text("\n".join(lines) + "\n", "utf-8")
    found = refused("synthetic", "--data", str(panel), *BASE)
    assert found.code == "effect-cell-missing" and cells[0] in found.where
    assert run("events", "--data", str(panel), *BASE, "--draws", "9").exception is None


def test_logarithms_of_nothing_are_refused(panel):
    found = refused("events", "--data", str(panel), "--outcome", "arrivals", "--event", "date", "--log")
    assert found.code == "effect-log"


def test_a_path_of_ones_own_columns(panel):
    asked = ["--data", str(panel), "--outcome", "pay", "--exposure", "arrivals"]
    found = rows("path", *asked, "--horizons", "2")
    assert [row["horizon"] for row in found] == ["0", "1", "2"]
    assert found[0]["effect"] == pytest.approx(0.3, abs=0.1) and found[0]["holds"] == 1
    sums = rows("path", *asked, "--horizons", "2", "--cumulative")
    assert sums[0]["effect"] == pytest.approx(found[0]["effect"]) and sums[2]["effect"] != found[2]["effect"]


def test_a_lagged_outcome_has_its_bias_taken_off(tmp_path):
    rng = np.random.default_rng(8)
    lines = ["area,year,pay,arrivals"]
    for area in range(18):
        y = rng.normal()
        for year in range(2000, 2016):
            x = rng.normal()
            y = 0.5 * y + x + 0.5 * rng.normal() + 0.1 * area
            lines.append(f"R{area},{year},{y},{x}")
    (tmp_path / "my.csv").write_text("\n".join(lines), "utf-8")
    asked = ["--data", str(tmp_path / "my.csv"), "--outcome", "pay", "--exposure", "arrivals", "--lagged"]
    (found,) = rows("path", *asked)
    assert found["persistence_low"] < 0.5 < found["persistence_high"]
    assert found["persistence"] > found["persistence_uncorrected"]
    assert found["long_run"] == pytest.approx(found["effect"] / (1 - found["persistence"]))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--outcome", "pay"], "effect-which-series"),
        (["--outcome", "pay", "--exposure", "arivals"], "column"),
        (["--outcome", "pay", "--exposure", "reached"], "effect-constant"),
        (["--outcome", "pay", "--exposure", "arrivals", "--horizons", "30"], "effect-no-rows"),
        ([], "effect-two-files"),
    ],
)
def test_wrong_arguments_of_a_path_are_said(panel, arguments, code):
    assert refused("path", "--data", str(panel), *arguments).code == code


def test_one_area_is_no_panel(tmp_path):
    (tmp_path / "one.csv").write_text(
        "area,year,pay,x\n" + "\n".join(f"A,{y},{y % 3},{y % 5}" for y in range(9)), "utf-8"
    )
    data = str(tmp_path / "one.csv")
    assert refused("path", "--data", data, "--outcome", "pay", "--exposure", "x").code in (
        "effect-one-cluster", "effect-constant",
    )  # fmt: skip
    assert refused("events", "--data", data, "--outcome", "pay", "--event", "4", "--treated", "A").code == (
        "effect-no-comparison"
    )


def test_years_of_a_users_panel_can_be_cut(panel):
    whole = rows("synthetic", "--data", str(panel), "--outcome", "pay", "--event", "2016", "--treated", "reached")
    asked = ("synthetic", "--data", str(panel), "--outcome", "pay", "--event", "2016", "--treated", "reached")
    path = rows(*asked, "--start", "2013", "--end", "2018", "--show", "path")
    assert [row["period"] for row in path] == list(map(str, range(2013, 2019)))
    assert rows(*asked, "--start", "2013", "--end", "2018")[0]["effect"] != whole[0]["effect"]
    assert refused(*asked, "--start", "2030").code == "effect-no-periods"


def test_the_joint_test_of_earlier_times_is_not_said_to_hold(panel):
    found = rows("events", "--data", str(panel), "--outcome", "pay", "--event", "date")
    joint = next(row for row in found if row["time"] == "before")
    assert joint["p"] > 0 and joint["holds"] == 0


def test_gaps_of_an_outcome_in_logarithms_are_shares(panel):
    asked = ("synthetic", "--data", str(panel), "--outcome", "pay", "--event", "2016", "--treated", "reached", "--log")
    path = rows(*asked, "--show", "path")
    after = [row["gap"] for row in path if row["after"]]
    assert {row["unit"] for row in path} == {"share"}
    assert np.log1p(after).mean() == pytest.approx(np.log1p(rows(*asked)[0]["effect"]), abs=0.02)


def test_columns_without_figures_of_ones_own_are_refused():
    assert refused("path", "--outcome", "pay", "--exposure", "arrivals").code == "effect-series-alone"
    assert refused("events", "--outcome", "unemployment_rate").code == "effect-which-event"


def test_areas_beside_a_column_of_dates_are_refused(panel):
    asked = ("events", "--data", str(panel), "--outcome", "pay", "--event", "date", "--treated", "R1")
    assert refused(*asked).code == "effect-treated-twice"


@pytest.mark.parametrize("command", ["events", "synthetic"])
def test_figures_of_the_pack_as_they_were_known_on_a_day(command):
    asked = (command, "--outcome", "unemployment_rate", "--event", "2018", "--treated", "Turkistan")
    assert rows(*asked) == rows(*asked, "--as-of", "2026-11-26")
    assert refused(*asked, "--as-of", "1999-01-01").code != "effect-which-event"
    assert refused(*asked, "--as-of", "tomorrow").code == "bad-option"

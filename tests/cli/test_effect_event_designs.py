"""Dated events: dates of 0, covariances to choose from, designs without chance, names that are wrong."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from qonys.cli.main import app
from qonys.tables.events import without_zeros

ASKED = ("--outcome", "pay", "--event", "reformed")


def run(*arguments):
    return CliRunner().invoke(app, ["effect", *arguments])


def rows(*arguments):
    done = run(*arguments, "--json")
    assert done.exception is None, done.exception
    assert "NaN" not in done.stdout and "Infinity" not in done.stdout
    return json.loads(done.stdout)


def write(path, y, dates, first=2010):
    lines = ["area,year,pay,reformed"]
    lines += [f"R{i:02d},{first + t},{float(v)!r},{dates[i]}" for (i, t), v in np.ndenumerate(y)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def made(areas=14, years=10, effect=3.0, seed=2):
    """Areas 0 to 5 are reached in 2014, 6 and 7 in 2016, the rest never."""
    rng = np.random.default_rng(seed)
    dates = [2014] * 6 + [2016] * 2 + [""] * (areas - 8)
    y = rng.normal(size=(areas, 1)) + rng.normal(size=(areas, years)) * 0.3
    for i, date in enumerate(dates):
        if date:
            y[i, date - 2010 :] += effect
    return y, dates


def test_a_date_of_0_is_never(tmp_path):
    y, dates = made()
    blank = write(tmp_path / "blank.csv", y, dates)
    zero = write(tmp_path / "zero.csv", y, [d or 0 for d in dates])
    assert rows("events", "--data", zero, *ASKED) == rows("events", "--data", blank, *ASKED)
    for language in ("en", "ru", "kk"):
        assert "6" in run("events", "--data", zero, *ASKED, "--lang", language).stderr.splitlines()[0]
    alone = write(tmp_path / "alone.csv", y[[0, 1, 8, 9]], [2014, 2014, 0, 0])
    assert rows("events", "--data", alone, *ASKED)


def test_periods_numbered_through_0_have_a_date_of_0():
    assert without_zeros({"A": 0, "B": None}, range(-4, 6)) == ({"A": 0, "B": None}, 0)
    assert without_zeros({"A": 0, "B": 3}, range(1, 6)) == ({"A": None, "B": 3}, 1)


@pytest.mark.parametrize("errors", ["crv1", "crv3", "wild"])
def test_errors_can_be_chosen(tmp_path, errors):
    data = write(tmp_path / "d.csv", *made())
    found = rows("events", "--data", data, *ASKED, "--errors", errors)
    after = next(r for r in found if r["time"] == "after")
    name = {"wild": "wild-webb"}.get(errors, errors)
    assert after["method"] == name and after["low"] < 3 < after["high"] and 0 < after["p"] < 0.05
    assert after["holds"] == int(errors != "crv1")


def test_the_wild_bootstrap_of_a_single_time_is_that_of_its_regression(tmp_path):
    from qonys.effects.event_errors import EventErrors
    from qonys.effects.events import EventAsked, events
    from qonys.effects.kernels.event_study import EventOptions
    from qonys.model.grid import Grid
    from qonys.model.specification import Variable

    y, dates = made()
    names = tuple(f"A{i}" for i in range(len(y)))
    grid = Grid(names, tuple(str(2010 + t) for t in range(10)), {"pay": y})
    when = {n: d or None for n, d in zip(names, dates, strict=True)}
    options = EventOptions(first=-1, last=0, by_cohort=False)
    found = {kind: events(grid, EventAsked(Variable("pay"), when, (), options, 0, errors=kind)) for kind in EventErrors}
    plain, wild = (found[kind].rows[-1] for kind in (EventErrors.CLUSTER, EventErrors.WILD))
    assert wild.effect == pytest.approx(plain.effect) and wild.se == pytest.approx(plain.se)  # one coefficient alone
    assert wild.p != plain.p


def test_each_cohort_at_each_time_adds_up_to_the_rows(tmp_path):
    data = write(tmp_path / "d.csv", *made())
    pairs = rows("events", "--data", data, *ASKED, "--show", "pairs")
    assert {r["cohort"] for r in pairs} == {"2014", "2016"}
    times = {r["time"]: r.get("effect") for r in rows("events", "--data", data, *ASKED)}
    of_0 = [r["effect"] for r in pairs if r["time"] == "0"]
    assert times["0"] == pytest.approx((6 * of_0[0] + 2 * of_0[1]) / 8)


def test_times_that_are_put_together_are_told(tmp_path):
    data = write(tmp_path / "d.csv", *made())
    said = run("events", "--data", data, *ASKED, "--before", "-2", "--after", "3").stderr
    assert "before -2" in said and "after 3" in said


def test_two_areas_give_no_error(tmp_path):
    y, _ = made()
    found = rows("events", "--data", write(tmp_path / "two.csv", y[[0, 9]], [2014, ""]), *ASKED, "--before", "-2",
                 "--after", "1")  # fmt: skip
    after = next(r for r in found if r["time"] == "after")
    assert after["reason"] == "no-error"
    assert after["se"] is None and after["low"] is None and after["p"] is None


def test_controls_that_never_move_give_no_placebo_error(tmp_path):
    y = np.ones((8, 10)) * np.arange(8)[:, None]
    y[0] += np.random.default_rng(1).normal(size=10)
    data = write(tmp_path / "flat.csv", y, [2014] + [""] * 7)
    for design in ("did", "sdid"):
        one = rows("synthetic", "--data", data, *ASKED, "--design", design)[0]
        assert one["reason"] == "placebos-alike" and one["effect"] is not None
        assert [one[name] for name in ("se", "low", "high", "p")] == [None] * 4
    for language, word in (("en", "alike"), ("ru", "одинаковы"), ("kk", "бірдей")):
        assert word in run("synthetic", "--data", data, *ASKED, "--lang", language).stderr


def test_an_unknown_area_gets_each_near_name_once(tmp_path):
    data = write(tmp_path / "d.csv", *made())
    found = run("events", "--data", data, "--outcome", "pay", "--event", "2014", "--treated", "R99").exception
    assert found.code == "effect-no-unit"
    assert found.fix == "R09"


def test_areas_with_one_figure_take_no_part(tmp_path):
    y, dates = made(areas=15)
    whole = write(tmp_path / "whole.csv", y[:14], dates[:14])
    single = tmp_path / "single.csv"
    single.write_text((tmp_path / "whole.csv").read_text("utf-8") + "R14,2012,5.0,\n", "utf-8")
    asked = (*ASKED, "--draws", "0", "--errors", "crv1")
    assert rows("events", "--data", str(single), *asked) == rows("events", "--data", whole, *asked)
    assert "alone" in run("events", "--data", str(single), *asked).stderr

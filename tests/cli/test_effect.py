"""`qonys effect` on a user's own files and on a pack: results, words, wrong input in three languages."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from qonys.cli.main import app
from qonys.errors import BadInput, QonysError

STUDY = """
[[effect]]
id = "pay"
outcome = "pay"
exposure = { series = "arrivals", lag = 0 }
smallest = 0.5
[choices]
lag = [0, 1]
"""


@pytest.fixture
def files(tmp_path):
    rng = np.random.default_rng(3)
    rows = ["area,year,pay,arrivals"]
    for area in range(12):
        for year in range(2010, 2018):
            x = rng.normal()
            rows.append(f"R{area},{year},{2 * x + rng.normal() * 0.1 + area},{x}")
    (tmp_path / "my.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (tmp_path / "my.toml").write_text(STUDY, "utf-8")
    return ["--study", str(tmp_path / "my.toml"), "--data", str(tmp_path / "my.csv")]


def run(*arguments):
    return CliRunner().invoke(app, ["effect", *arguments])


def test_an_estimate_of_ones_own_figures(files):
    done = run("estimate", *files, "--json", "--draws", "199")
    rows = json.loads(done.stdout)
    by_method = {row["method"]: row for row in rows}
    assert by_method["wild-webb"]["estimate"] == pytest.approx(2, abs=0.1)
    assert by_method["wild-webb"]["holds"] == 1 and by_method["crv1"]["holds"] == 0
    assert "changes by" in done.stderr


@pytest.mark.parametrize(("language", "word"), [("kk", "өзгереді"), ("ru", "изменяется")])
def test_it_speaks_the_users_language(files, language, word):
    assert word in run("estimate", *files, "--draws", "199", "--lang", language).stderr


def test_a_curve_and_what_could_have_been_seen(files):
    summary = json.loads(run("curve", *files, "--summary", "--json", "--draws", "199").stdout)
    assert summary[0]["about"] == "all" and summary[0]["specifications"] == 2
    power = json.loads(run("power", *files, "--json", "--replications", "100").stdout)
    assert 0 < power[0]["up"] < 1


def test_the_studies_of_a_pack_are_listed():
    rows = json.loads(run("studies", "--json", "--lang", "ru").stdout)
    assert {row["study"] for row in rows} == {"all-migration", "external-migration", "internal-migration"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("R3,2012,", "R3,soon,"), "period"),
        (("R3,2012,", "R2,2012,"), "row-twice"),
    ],
)
def test_faults_of_the_figures_are_named(files, tmp_path, change, code):
    text = (tmp_path / "my.csv").read_text("utf-8")
    (tmp_path / "my.csv").write_text(text.replace(*change), "utf-8")
    found = run("estimate", *files).exception
    assert isinstance(found, BadInput)
    assert code in {fault.code for fault in found.faults}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--effect", "joy"], "effect-not-found"),
        (["--study", "all-migratoin"], "study-not-found"),
    ],
)
def test_misspelt_names_get_the_nearest(arguments, code):
    found = run("estimate", *arguments).exception
    assert isinstance(found, QonysError)
    assert found.code == code and found.fix


def test_figures_without_a_study_are_refused(files):
    found = run("estimate", *files[2:]).exception
    assert isinstance(found, BadInput) and found.code == "effect-two-files"

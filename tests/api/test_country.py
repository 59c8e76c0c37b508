"""A country from Python: its figures, and results that are those of the commands; claims are traced to sources."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import qonys
from toyland import TOY


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> qonys.Country:
    """The invented country."""
    return qonys.country(TOY, store=tmp_path_factory.mktemp("store"))


def test_figures_are_those_of_the_command(toy: qonys.Country, command) -> None:
    found = toy.panel("population_start", areas="regions")
    assert list(found.columns) == ["series", "area", "name", "period", "value", "status", "reason", "unit"]
    assert set(found["area"]) <= set(toy.areas()["area"])
    printed = command("data", "panel", "population_start", pack=True).astype({"period": str})
    both = found.merge(printed, on=["area", "period"], suffixes=("", "_printed"))
    assert 0 < len(both) <= len(printed)
    np.testing.assert_allclose(both["value"], both["value_printed"])
    assert both["status"].tolist() == both["status_printed"].fillna("").tolist()


def test_a_panel_is_asked_for_by_names_and_years(toy: qonys.Country) -> None:
    areas = toy.areas()
    region = areas[areas["level"] == "region"]["en"].iloc[0]
    every = toy.panel("population_start", areas=region)
    one = toy.panel("population_start", areas=[region], years=int(every["period"].iloc[-1][:4]))
    assert len(one) == 1
    assert one["name"].iloc[0] == region
    assert one["value"].iloc[0] == every["value"].iloc[-1]


def test_lists_have_a_row_each(toy: qonys.Country) -> None:
    assert toy.indicators()["indicator"].tolist() == list(toy.pack.indicators)
    assert toy.areas()["area"].is_unique
    assert f"{len(toy.pack.areas)} areas" in repr(toy)


def test_an_index_of_the_pack_and_its_claims(toy: qonys.Country) -> None:
    made = toy.index()
    goal = made.built.framework.goal.id
    claim = made.scores.claim(decimals=1, measure="score", element=goal, area=made.units[0], period=made.periods[-1])
    rows = toy.trace(claim)
    assert len(rows)
    assert {"value", "source", "locator"} <= set(rows.columns)


def test_studies_are_asked_for_by_name(toy: qonys.Country) -> None:
    fit = toy.effect(draws=99)
    assert np.isfinite(fit.value())
    with pytest.raises(qonys.NotFound, match="no computation"):
        toy.ask("migration.balnce")


def test_a_report_is_written(toy: qonys.Country, tmp_path: Path) -> None:
    written = toy.assess(out=tmp_path / "report", lang="ru")
    assert {path.name for path in (tmp_path / "report").iterdir()} >= {"report.html", "claims.json"}
    assert written.claims


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda c: c.panel("populatoin_start"), "indicator-not-found"),
        (lambda c: c.panel("population_start", areas="Nowhere"), "area-not-found"),
        (lambda c: c.panel("population_start", lang="de"), "label"),
        (lambda c: c.impact(c.pack.country, {"workers": 1}, "simulat"), "label"),
        (lambda c: c.quota("pln"), "label"),
        (lambda c: c.quota(objektive="x"), "label"),
        (lambda c: c.settlement("total"), "label"),
        (lambda c: qonys.country("nowhere"), "pack-not-found"),
        (lambda c: qonys.country(TOY, as_of="yesterday"), "bad-option"),
    ],
)
def test_mistakes_are_told_in_short_lines(toy: qonys.Country, ask, code: str) -> None:
    with pytest.raises(qonys.QonysError) as error:
        ask(toy)
    assert error.value.code == code
    assert len(str(error.value).splitlines()) <= 3


def test_only_what_was_known_on_a_day(tmp_path: Path) -> None:
    early = qonys.country(TOY, store=tmp_path, as_of=dt.date(1990, 1, 1))
    assert early.panel("population_start", years=[2020])["value"].isna().all()
    assert isinstance(early.areas(), pd.DataFrame)

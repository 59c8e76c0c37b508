"""Figures that repeat what rules set: `data check` finds where the two differ, and names the rule's line."""

from __future__ import annotations

import shutil

import pytest

from qonys.packs import load_pack
from qonys.store import check_rules, open_store
from toyland import TOY

INDICATOR = """
[token_value]
unit = "crown_month"
kind = "index"
additive = []
at = "year"
group = "income"
names = { kk = "Белгі құны", ru = "Цена жетона", en = "Value of a token" }
definition = { kk = "Белгі құны.", ru = "Цена жетона.", en = "Value of a token." }
"""
ROW = 'token_value,TL,,{period},,{value},crown_month,A,2020-01,bureau,"table 6, row Toyland, 2018",\n'


def checked(folder, **figures):
    pack = folder / "pack"
    shutil.copytree(TOY, pack)
    with (pack / "indicators.toml").open("a", encoding="utf-8") as file:
        file.write(INDICATOR)
    with (pack / "observations" / "income.csv").open("a", encoding="utf-8") as file:
        file.writelines(ROW.format(period=period.strip("y"), value=value) for period, value in figures.items())
    return check_rules(open_store(load_pack(pack), folder / "store"))


def test_figures_that_repeat_the_rules_are_tried(tmp_path):
    (outcome,) = checked(tmp_path, y2012=10, y2018=12)
    assert (outcome.tried, outcome.residuals) == (2, ())


def test_a_figure_that_differs_is_a_residual_and_the_rule_is_named(tmp_path):
    (outcome,) = checked(tmp_path, y2012=10, y2018=13)
    (residual,) = outcome.unexplained
    assert (residual.period, residual.residual, residual.unit) == ("2018", -1, "crown")
    name, _, place = residual.note.partition(", ")
    file, _, line = place.partition(":")
    assert name == "token_value" and (TOY / file).read_text("utf-8").splitlines()[int(line) - 1] == "value = 12"


def test_years_without_a_rule_are_not_tried(tmp_path):
    (outcome,) = checked(tmp_path, y2009=7, y2015=11)
    assert outcome.tried == 0


@pytest.mark.parametrize("period", ["2016", "2018"])
def test_any_value_that_was_in_force_in_the_period_will_do(tmp_path, period):
    (outcome,) = checked(tmp_path, **{f"y{period}": 12})
    assert outcome.tried == 1 and not outcome.residuals

"""Results as tables: long and wide say the same values, words stand beside their labels, reasons are kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qonys.model import Call
from qonys.model.layout import Texts
from qonys.model.result import Result


@pytest.fixture
def made() -> Result:
    values = np.array([[[1.0, 2.0], [3.0, 4.0], [np.nan, np.nan]], [[5.0, np.nan], [7.0, 8.0], [np.nan, np.nan]]])
    status = np.where(np.isnan(values), "", "A")
    status[0, 1, 0] = "E"
    axes = {"measure": ("need", "places"), "area": ("N", "S", "W"), "year": ("2023", "2024")}
    found = Result(
        Call("x"), axes, values, status, {"need": "persons", "places": "moves"}, {("places", "N", "2024"): "no-figure"}
    )
    return found.beside("area", name={"N": "North", "S": "South"})


def test_wide_and_long_say_the_same(made):
    long, wide = made.table(), made.wide()
    back = wide.melt(["area", "name", "year"], ["need", "places"], "measure").set_index(["measure", "area", "year"])
    for cell, value, _ in made.rows():
        key = tuple(cell.values())
        assert np.isclose(back.loc[key, "value"], value, equal_nan=True)
    assert np.allclose(long["value"], made.values.ravel(), equal_nan=True)
    assert long.loc[long["area"] == "S", "name"].eq("South").all()


def test_the_status_of_a_row_is_the_worst(made):
    wide = made.wide()
    assert wide.loc[(wide["area"] == "S") & (wide["year"] == "2023"), "status"].item() == "E"
    assert wide.loc[wide["area"] == "W", "status"].eq("").all()


def test_the_reason_of_a_gap_stands_in_its_row(made):
    wide = made.wide()
    assert wide.loc[(wide["area"] == "N") & (wide["year"] == "2024"), "reason"].item() == "no-figure"


def test_rows_without_a_value_can_be_left_out(made):
    assert list(made.wide(full=False)["area"]) == ["N", "N", "S", "S"]


def test_years_across_keep_the_unit_of_each_measure(made):
    wide = made.wide("year")
    assert list(wide.columns) == ["measure", "area", "name", "unit", "2023", "2024", "status", "reason"]
    assert dict(zip(wide["measure"], wide["unit"], strict=True)) == {"need": "persons", "places": "moves"}


def test_words_along_two_axes(made):
    words = np.array([["a", "b"], ["c", "d"], ["e", "f"]])
    wide = replace(made, texts={"act": Texts(("area", "year"), words)}).wide()
    assert list(wide["act"]) == list("abcdef")


def test_words_of_another_shape_are_refused(made):
    with pytest.raises(ValueError, match="words of name"):
        made.beside("area", name=("North",))


def test_a_summary_is_short(made):
    assert made.summary().splitlines()[0] == "x: 2 measure × 3 area × 2 year; 5 without a value"
    assert len(repr(made).splitlines()) <= 12
    assert "<table" in made._repr_html_()

"""Results: cells by label, gaps with reasons, tables, the worst of several statuses."""

from __future__ import annotations

import math

import numpy as np
import pytest

from qonys.errors import CannotCompute, NotFound
from qonys.model import Call, Status
from qonys.model.result import Result, stack, worst_codes

CALL = Call("balance", {"borders": 2023})
AXES = {"measure": ("net", "rate"), "area": ("TL-A", "TL-B"), "period": ("2022", "2023")}
WHY = ("rate", "TL-B", "2023")


def result() -> Result:
    values = np.array([[[1.0, -2.0], [0.0, 4.0]], [[0.5, math.nan], [0.25, math.nan]]])
    status = np.array([[["A", "P"], ["A", "E"]], [["A", ""], ["B", ""]]])
    return Result(CALL, AXES, values, status, {"net": "persons", "rate": "share"}, {WHY: "no-figure"})


def test_a_cell_is_found_by_its_labels() -> None:
    assert result().index({"period": "2023", "measure": "net", "area": "TL-A"}) == (0, 0, 1)
    assert result().value(measure="net", area="TL-A", period="2023") == -2.0
    assert result().value(measure="net", area="TL-B", period="2022") == 0.0
    assert math.isnan(result().value(measure="rate", area="TL-B", period="2023"))


def test_a_wrong_label_names_the_nearest() -> None:
    with pytest.raises(NotFound) as caught:
        result().value(measure="net", area="TL-X", period="2023")
    assert (caught.value.code, caught.value.where) == ("label", "area")
    assert set(caught.value.fix.split(", ")) == {"TL-A", "TL-B"}


def test_a_label_like_no_other_gets_the_first_ones() -> None:
    with pytest.raises(NotFound) as caught:
        result().value(measure="???", area="TL-A", period="2023")
    assert caught.value.fix == "net, rate"


@pytest.mark.parametrize(
    "cell",
    [
        {"measure": "net", "area": "TL-A"},
        {"measure": "net", "area": "TL-A", "period": "2023", "sex": "F"},
        {},
    ],
)
def test_a_cell_names_each_axis_once(cell: dict[str, str]) -> None:
    with pytest.raises(NotFound) as caught:
        result().index(cell)
    assert caught.value.code == "cell"
    assert "measure, area, period" in caught.value.what


def test_a_series_leaves_out_what_has_no_value_and_keeps_zero() -> None:
    assert result().series(measure="net", period="2022") == {"TL-A": 1.0, "TL-B": 0.0}
    assert result().series(measure="rate", area="TL-A") == {"2022": 0.5}
    assert result().series(area="TL-B", period="2023") == {"net": 4.0}


@pytest.mark.parametrize("fixed", [{"measure": "net"}, {"measure": "net", "area": "TL-A", "period": "2022"}])
def test_a_series_has_one_free_axis(fixed: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="all axes but one"):
        result().series(**fixed)


def test_a_gap_has_its_reason_and_a_value_has_none() -> None:
    assert result().reason(measure="rate", area="TL-B", period="2023") == "no-figure"
    assert result().reason(measure="net", area="TL-B", period="2023") == ""
    with pytest.raises(NotFound):
        result().reason(measure="net", area="TL-Z", period="2023")


def test_a_claim_has_all_that_is_printed() -> None:
    claim = result().claim(measure="net", area="TL-B", period="2023", decimals=1)
    assert (claim.call, claim.value, claim.unit, claim.decimals) == (CALL, 4.0, "persons", 1)
    assert claim.status is Status.ESTIMATED
    assert claim.cell == {"measure": "net", "area": "TL-B", "period": "2023"}
    assert result().claim(measure="rate", area="TL-A", period="2022").printed == 50.0


def test_a_gap_is_no_claim() -> None:
    with pytest.raises(CannotCompute) as caught:
        result().claim(measure="rate", area="TL-B", period="2023")
    assert (caught.value.code, caught.value.fix) == ("no-value", "no-figure")


@pytest.mark.parametrize(
    ("measure", "area", "period", "there"),
    [
        ("net", "TL-B", "2022", True),
        ("rate", "TL-B", "2023", False),
        ("net", "TL-Z", "2022", False),
        ("loss", "TL-A", "2022", False),
    ],
)
def test_has_tells_a_value_from_a_gap_and_a_stranger(measure: str, area: str, period: str, there: bool) -> None:
    assert result().has(measure=measure, area=area, period=period) is there


def test_rows_stand_in_the_order_of_the_axes() -> None:
    rows = list(result().rows())
    assert len(rows) == 8
    assert rows[1] == ({"measure": "net", "area": "TL-A", "period": "2023"}, -2.0, "P")
    assert rows[-2] == ({"measure": "rate", "area": "TL-B", "period": "2022"}, 0.25, "B")


def test_a_table_has_unit_status_and_reason() -> None:
    table = result().table()
    assert list(table.columns) == ["measure", "area", "period", "value", "status", "unit", "reason"]
    assert list(table["unit"]) == ["persons"] * 4 + ["share"] * 4
    assert list(table["reason"]) == [""] * 7 + ["no-figure"]
    assert int(table["value"].isna().sum()) == 2


def test_arrays_of_another_shape_are_refused() -> None:
    whole = result()
    with pytest.raises(ValueError, match="axes say"):
        Result(CALL, AXES, whole.values[:, :, :1], whole.status, whole.units)
    with pytest.raises(ValueError, match="axes say"):
        Result(CALL, AXES, whole.values, whole.status[:1], whole.units)


@pytest.mark.parametrize("units", [{"net": "persons"}, {"net": "persons", "rate": "share", "loss": "persons"}, {}])
def test_each_measure_has_a_unit(units: dict[str, str]) -> None:
    whole = result()
    with pytest.raises(ValueError, match="each measure has a unit"):
        Result(CALL, AXES, whole.values, whole.status, units)


def test_the_first_axis_is_the_measure() -> None:
    with pytest.raises(ValueError, match="first axis"):
        Result(
            CALL, {"area": ("net",), "measure": ("net",)}, np.zeros((1, 1)), np.full((1, 1), "A"), {"net": "persons"}
        )


def test_stacked_measures_keep_their_order_and_lose_the_status_of_gaps() -> None:
    codes = np.array(["P", "P"])
    stacked = stack(
        CALL,
        {"net": (np.array([1.0, math.nan]), codes, "persons"), "rate": (np.array([0.0, 2.0]), codes, "per_1000")},
        {"area": ("A", "B")},
    )
    assert stacked.axes == {"measure": ("net", "rate"), "area": ("A", "B")}
    assert stacked.status.tolist() == [["P", ""], ["P", "P"]]
    assert stacked.units == {"net": "persons", "rate": "per_1000"}


@pytest.mark.parametrize(
    ("one", "other", "worse"),
    [("A", "P", "P"), ("P", "A", "P"), ("E", "B", "E"), ("U", "M", "M"), ("", "A", "A"), ("Q", "", "Q"), ("", "", "")],
)
def test_cell_by_cell_the_worst_code_stands(one: str, other: str, worse: str) -> None:
    assert worst_codes(np.array([one, "A"]), np.array([other, "A"])).tolist() == [worse, "A"]


def test_the_worst_of_three_has_their_shape() -> None:
    codes = [np.full((2, 3), code) for code in "APB"]
    codes[2][1, 2] = "M"
    assert worst_codes(*codes).tolist() == [["P", "P", "P"], ["P", "P", "M"]]

"""Claims: ids that follow from the content, numbers as printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qonys.model import Call, Claim, Status

CALL = Call("balance", {"areas": ("A", "B"), "borders": 2023}, ("r1", "r2"), "2024-06-01", 7)
CLAIM = Claim(CALL, {"measure": "net", "area": "A", "period": "2023"}, -12.0, "persons")


def test_an_id_is_short_and_stays() -> None:
    assert CALL.id == replace(CALL).id
    assert len(CALL.id) == len(CLAIM.id) == 12
    assert CALL.id != CLAIM.id


def test_an_id_is_the_same_in_the_next_run() -> None:
    # ids stand in written files: a change of the digest breaks them
    assert Call("balance", {"area": "A"}).id == "20cb3f8e4ca8"


@pytest.mark.parametrize(
    "change",
    [
        {"function": "accounts"},
        {"parameters": {"areas": ("A", "B"), "borders": 2022}},
        {"parameters": {"areas": ("B", "A"), "borders": 2023}},
        {"parameters": {"areas": ("A", "B"), "borders": "2023"}},
        {"parameters": {"areas": "AB", "borders": 2023}},
        {"parameters": {}},
        {"releases": ("r2", "r1")},
        {"releases": ()},
        {"as_of": ""},
        {"seed": None},
        {"seed": 0},
    ],
)
def test_each_part_of_a_call_counts(change: dict[str, Any]) -> None:
    assert replace(CALL, **change).id != CALL.id


def test_the_order_of_names_does_not_count() -> None:
    turned = Call("balance", {"borders": 2023, "areas": ("A", "B")}, ("r1", "r2"), "2024-06-01", 7)
    assert turned.id == CALL.id
    cell = {"period": "2023", "area": "A", "measure": "net"}
    assert replace(CLAIM, call=turned, cell=cell).id == CLAIM.id


@pytest.mark.parametrize(
    "change",
    [{"cell": {"measure": "net", "area": "B", "period": "2023"}}, {"decimals": 1}, {"call": replace(CALL, seed=8)}],
)
def test_call_cell_and_rounding_make_a_claim(change: dict[str, Any]) -> None:
    assert replace(CLAIM, **change).id != CLAIM.id


def test_the_value_has_no_part_in_the_id() -> None:
    assert replace(CLAIM, value=99.0, status=Status.PROVISIONAL).id == CLAIM.id


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "printed"),
    [
        (-22759.0, "persons", 0, -22759.0),
        (10.7449, "per_1000", 1, 10.7),
        (10.75001, "per_1000", 1, 10.8),
        (0.1234, "share", 0, 12.0),
        (0.1234, "share", 1, 12.3),
        (1.0, "share", 0, 100.0),
        (-0.0049, "share", 1, -0.5),
        (0.1234, "percent", 1, 0.1),
        (14883625.5, "persons", 1, 14883625.5),
        (123456.0, "persons", -3, 123000.0),
        (0.0, "persons", 0, 0.0),
    ],
)
def test_a_number_is_printed_rounded_and_a_share_in_percent(
    value: float, unit: str, decimals: int, printed: float
) -> None:
    assert Claim(CALL, {}, value, unit, decimals).printed == printed

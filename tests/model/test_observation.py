"""Observations: order of statuses, dimensions as text, vintages, kinds of source."""

from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError

import pytest

from qonys.errors import BadInput
from qonys.model import (
    Observation,
    Period,
    SourceKind,
    Status,
    dimensions_text,
    parse_dimensions,
    parse_vintage,
    worst,
)
from qonys.model.observation import STATUS_ORDER


def test_statuses_stand_from_the_soundest_to_the_worst() -> None:
    assert STATUS_ORDER == ("A", "B", "P", "F", "I", "E", "U", "Q", "M")
    assert [status.rank for status in Status] == list(range(9))


@pytest.mark.parametrize(
    ("codes", "code"),
    [("", "A"), ("A", "A"), ("AP", "P"), ("PA", "P"), ("BP", "P"), ("PE", "E"), ("EUA", "U"), ("QM", "M"), ("UQ", "Q")],
)
def test_a_combined_figure_has_the_worst_status(codes: str, code: str) -> None:
    assert worst(Status(c) for c in codes) is Status(code)


def test_only_printed_figures_are_not_mixed() -> None:
    assert [kind for kind in SourceKind if not kind.mixes] == [SourceKind.PRINTED]


@pytest.mark.parametrize(
    ("dimensions", "text"),
    [
        ({}, ""),
        ({"sex": "F"}, "sex=F"),
        ({"sex": "F", "locality": "urban"}, "locality=urban;sex=F"),
        ({"category": "1", "a": "2", "b": "3"}, "a=2;b=3;category=1"),
    ],
)
def test_dimensions_have_one_spelling(dimensions: dict[str, str], text: str) -> None:
    assert dimensions_text(dimensions) == text
    assert parse_dimensions(text) == dimensions


def test_dimensions_are_read_in_any_order() -> None:
    assert parse_dimensions("sex=F;locality=urban") == {"locality": "urban", "sex": "F"}


@pytest.mark.parametrize(
    "text", ["sex", "sex=", "=F", ";", "sex=F;", ";sex=F", "sex=F;sex=M", "sex=F;sex=F", "sex=F;;a=b"]
)
def test_other_text_is_no_dimensions(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_dimensions(text)
    assert caught.value.code == "dimensions"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026", "2026-12-31"),
        ("2026-08", "2026-08-31"),
        ("2024-02", "2024-02-29"),
        ("2026-08-15", "2026-08-15"),
    ],
)
def test_a_vintage_is_the_last_day_it_may_mean(text: str, day: str) -> None:
    assert parse_vintage(text) == dt.date.fromisoformat(day)


@pytest.mark.parametrize("text", ["", "2026-Q1", "2026-01/08", "2026-13", "2026-02-30", "August 2026"])
def test_other_text_is_no_vintage(text: str) -> None:
    with pytest.raises(BadInput):
        parse_vintage(text)


def test_an_observation_is_not_changed_in_place() -> None:
    row = Observation(
        "births", "A", 2020, Period.parse("2020"), {}, None, "persons", Status.MISSING, dt.date(2021, 1, 31), "bureau",
        note="the registers burnt",
    )  # fmt: skip
    with pytest.raises(FrozenInstanceError):
        row.value = 0.0  # type: ignore[misc]
    assert (row.value, row.locator, row.definition) == (None, "", "")

"""Estimates: an interval holds its value and has a level."""

from __future__ import annotations

import math

import pytest

from qonys.model import Estimate, Status


def estimate(value: float, low: float, high: float, level: float = 0.95) -> Estimate:
    return Estimate(value, low, high, level, Status.ESTIMATED, "population-weighted")


@pytest.mark.parametrize(
    ("value", "low", "high"), [(1, 0, 2), (0, 0, 0), (-3, -4, -3), (1, 1, 5), (0, -math.inf, math.inf)]
)
def test_a_value_inside_its_interval_stands(value: float, low: float, high: float) -> None:
    made = estimate(value, low, high)
    assert (made.low, made.value, made.high) == (low, value, high)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [(3, 0, 2), (-1, 0, 2), (1, 2, 0), (math.nan, 0, 2), (1, math.nan, 2), (1, 0, math.nan)],
)
def test_a_value_outside_its_interval_is_refused(value: float, low: float, high: float) -> None:
    with pytest.raises(ValueError, match="outside its interval"):
        estimate(value, low, high)


@pytest.mark.parametrize("level", [0, 1, -0.5, 95, math.nan])
def test_a_level_is_between_0_and_1(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        estimate(1, 0, 2, level)

"""Warnings: each is given where it is due and nowhere else."""

from __future__ import annotations

import numpy as np

from qonys.wellbeing.kernels.aggregation import Level
from qonys.wellbeing.kernels.findings import Concern, Thresholds, findings, nearly_constant


def flat(count: int) -> list[Level]:
    return [Level((0,) * count, np.ones(count))]


def concerns(table: np.ndarray, levels: list[Level], thresholds: Thresholds | None = None) -> set[tuple]:
    return {(found.concern, found.indicators) for found in findings(table, levels, thresholds)}


def noise(columns: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((200, columns))


def test_indicators_of_one_parent_that_say_the_same():
    x = noise(4)
    x[:, 1] = x[:, 0] + 0.1 * x[:, 1]
    assert (Concern.DOUBLE_COUNTED, (0, 1)) in concerns(x, flat(4))
    apart = [Level((0, 1, 0, 1), np.ones(4)), Level((0, 0), np.ones(2))]
    assert not any(concern is Concern.DOUBLE_COUNTED for concern, _ in concerns(x, apart))


def test_one_that_runs_against_the_index_and_one_that_is_silent():
    x = noise(5)
    common = x[:, :1]
    table = np.hstack([common + 0.5 * x[:, 1:4], -common + 0.5 * x[:, 4:]])
    assert (Concern.AGAINST, (3,)) in concerns(table, flat(4))
    table = np.hstack([x[:, :3] * 10, x[:, 3:4]])
    assert (Concern.SILENT, (3,)) in concerns(table, flat(4))


def test_one_that_dominates():
    x = noise(3)
    assert concerns(x * [10, 1, 1], flat(3)) >= {(Concern.DOMINANT, (0,))}
    moved = findings(x * [1.7, 1, 1], flat(3), Thresholds(dominant=0.99))
    assert [f.indicators for f in moved if f.concern is Concern.DOMINANT] == [(0,)]
    assert moved[0].value > moved[0].limit == 0.5


def test_balanced_indicators_raise_no_warning():
    x = noise(4) + 0.7 * noise(1, 2)
    assert concerns(x, flat(4)) == set()


def test_an_indicator_whose_range_is_its_own_error():
    table = np.array([[4.1, 10.0], [4.6, np.nan], [5.0, 30.0]])
    found = nearly_constant(table, np.array([1.0, 1.0]))
    assert [(f.concern, f.indicators, round(f.value, 9), f.limit) for f in found] == [
        (Concern.NEARLY_CONSTANT, (0,), 0.9, 1.0)
    ]

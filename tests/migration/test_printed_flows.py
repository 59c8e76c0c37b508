"""Printed flows: those of the period stand in the estimate, what margins cannot hold is named, others stand beside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qonys import migration
from qonys.migration import FlowMargins, Inside
from qonys.migration.kernels.estimation import DETERRENCE, Printed, draw_tables, held_tables, meetable, seeds
from qonys.model import Call
from qonys.model.result import Figures

CALL = Call("migration.flows")
AREAS = ("A", "B", "C", "D", "E")
OUT, IN = np.array([100.0, 60, 40, 80, 70]), np.array([50.0, 90, 60, 70, 80])
PLACES = np.array([0.0, 100, 300, 450, 700])
DISTANCE = np.abs(PLACES[:, None] - PLACES)
NONE = np.zeros((5, 5))


def cells(**known: float) -> Printed:
    """Printed cells by name, `AB` from A to B, within half a person."""
    low = np.full((5, 5), np.nan)
    for name, value in known.items():
        low[AREAS.index(name[0]), AREAS.index(name[1])] = value - 0.5
    return Printed(low, low + 1.0)


def drawn(printed: Printed | None) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(1)
    none = np.zeros(5)
    made = seeds(DISTANCE, NONE, DETERRENCE, 50, generator)
    return held_tables(made, OUT, IN, Inside(none, none), generator, printed)


def test_a_printed_flow_stands_in_every_table_within_its_rounding():
    tables, used = drawn(cells(AB=30))
    assert used.sum() == 1 and tables[0, 0, 1] == 30
    assert (np.abs(tables[:, 0, 1] - 30) <= 0.5).all() and np.ptp(tables[:, 0, 1]) > 0
    assert_allclose(tables[0].sum(1), OUT, rtol=1e-5)
    assert_allclose(tables[0].sum(0), IN, rtol=1e-5)
    without, _ = drawn(None)
    assert abs(without[0, 0, 1] - 30) > 1


def test_nothing_printed_changes_no_draw():
    generator = np.random.default_rng(1)
    made = seeds(DISTANCE, NONE, DETERRENCE, 50, generator)
    none = np.zeros(5)
    plain = draw_tables(made, OUT, IN, Inside(none, none), generator)
    assert_allclose(drawn(None)[0], plain, rtol=0)
    assert_allclose(drawn(cells())[0], plain, rtol=0)


def test_a_flow_above_its_margin_is_left_out_and_the_others_stay():
    _, used = drawn(cells(AB=150, BC=20))
    assert np.argwhere(used).tolist() == [[1, 2]]
    assert not meetable(cells(AB=60, CB=40), OUT, IN).any()  # 100 into B, which received 90


def test_flows_that_block_each_other_are_all_left_out():
    # B could still send 50, but all others who may receive them are full.
    tables, used = drawn(cells(AC=59, AE=40, DE=39, EA=40, ED=29, DA=9, CD=39))
    assert not used.any()
    assert_allclose(tables[0].sum(0), IN, rtol=1e-5)


def margins(printed: Printed | None) -> FlowMargins:
    def one(values: np.ndarray) -> Figures:
        return Figures(values[:, None], np.full((5, 1), "A"))

    none = np.zeros((5, 1))
    wide = None if printed is None else Printed(printed.low[..., None], printed.high[..., None])
    return FlowMargins(
        AREAS, ("2024",), one(IN), one(OUT), Inside(none, none), DISTANCE, NONE, wide,
    )  # fmt: skip


def test_the_result_says_what_was_printed_and_what_contradicts():
    found = migration.estimated_flows(CALL, margins(cells(AB=150, BC=20)), 20, np.random.default_rng(1))
    at = {"origin": "B", "destination": "C", "period": "2024"}
    assert found.value(measure="moves", **at) == found.value(measure="printed", **at) == 20
    assert found.reason(measure="printed", origin="A", destination="B", period="2024") == "contradicts-margins"
    assert "printed" not in migration.estimated_flows(CALL, margins(None), 20, np.random.default_rng(1)).axes["measure"]


@pytest.mark.parametrize(("half_year", "agrees"), [(20.0, 1.0), (300.0, 0.0)])
def test_a_flow_of_another_period_stands_beside_the_estimate(half_year, agrees):
    flows = migration.estimated_flows(CALL, margins(None), 50, np.random.default_rng(1))
    found = migration.flow_evidence(
        replace(CALL, function="migration.flow_evidence"), flows, [("A", "B", "2025-01/06")], np.array([half_year]),
        np.array([0.5]),
    )  # fmt: skip
    at = {"pair": "A>B", "printed": "2025-01/06"}
    assert found.value(measure="pace", **at) == half_year / 0.5
    assert found.value(measure="within", **at) == agrees

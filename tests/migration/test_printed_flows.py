"""Printed flows: those of the period stand in the estimate, what margins cannot hold is named, others stand beside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qonys import migration
from qonys.migration import FlowMargins, Inside
from qonys.migration.kernels.estimation import DETERRENCE, seeds
from qonys.migration.kernels.held import Of, Printed, meetable
from qonys.migration.kernels.tables import Tables, draw_tables, held_tables
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


def shares(of: Of, half: float = 0.0005, **known: float) -> Printed:
    """Printed shares by name, within half a tenth of a percent."""
    found = cells(**known)
    middle = found.low + 0.5
    return Printed(middle - half, middle + half, of)


def drawn(*printed: Printed) -> Tables:
    generator = np.random.default_rng(1)
    none = np.zeros(5)
    made = seeds(DISTANCE, NONE, DETERRENCE, 50, generator)
    return held_tables(made, OUT, IN, Inside(none, none), generator, printed)


def test_a_printed_flow_stands_in_every_table_within_its_rounding():
    found = drawn(cells(AB=30))
    tables = found.values
    assert found.used[0].sum() == 1 and tables[0, 0, 1] == 30
    assert (np.abs(tables[:, 0, 1] - 30) <= 0.5).all() and np.ptp(tables[:, 0, 1]) > 0
    assert_allclose(tables[0].sum(1), OUT, rtol=1e-5)
    assert_allclose(tables[0].sum(0), IN, rtol=1e-5)
    assert abs(drawn().values[0, 0, 1] - 30) > 1


def test_nothing_printed_changes_no_draw():
    generator = np.random.default_rng(1)
    made = seeds(DISTANCE, NONE, DETERRENCE, 50, generator)
    none = np.zeros(5)
    plain = draw_tables(made, OUT, IN, Inside(none, none), generator)
    assert_allclose(drawn().values, plain, rtol=0)
    assert_allclose(drawn(cells()).values, plain, rtol=0)


def test_a_flow_above_its_margin_is_left_out_and_the_others_stay():
    assert np.argwhere(drawn(cells(AB=150, BC=20)).used[0]).tolist() == [[1, 2]]
    assert not meetable([cells(AB=60, CB=40)], OUT, IN).any()  # 100 into B, which received 90


def test_flows_that_block_each_other_are_all_left_out():
    # B could still send 50, but all others who may receive them are full.
    found = drawn(cells(AC=59, AE=40, DE=39, EA=40, ED=29, DA=9, CD=39))
    assert not found.used[0].any()
    assert_allclose(found.values[0].sum(0), IN, rtol=1e-5)


@pytest.mark.parametrize(
    ("of", "name", "value", "at"),
    [(Of.ARRIVALS, "AB", 0.5, (0, 1)), (Of.DEPARTURES, "AB", 0.79, (0, 1)), (Of.ARRIVALS, "EA", 0.08, (4, 0))],
)
def test_a_printed_share_holds_in_every_table_of_that_table(of, name, value, at):
    found = drawn(shares(of, **{name: value}))
    tables = found.values
    whole = tables.sum(-2 if of is Of.ARRIVALS else -1)[:, at[1] if of is Of.ARRIVALS else at[0]]
    part = tables[:, at[0], at[1]] / whole
    assert found.used[0].sum() == 1
    assert part[0] == pytest.approx(value, rel=1e-5)
    # Totals of a draw differ: those who came are scaled to those who left, by what chance sets them apart.
    assert np.abs(part - value).max() < 0.15 * value
    assert_allclose(tables[0].sum(1), OUT, rtol=1e-5)
    assert_allclose(tables[0].sum(0), IN, rtol=1e-5)
    assert abs(drawn().values[0, at[0], at[1]] / whole[0] - value) > 0.01


def test_a_share_that_contradicts_a_flow_gives_way_to_it_and_one_that_agrees_narrows_it():
    agreeing = drawn(cells(AB=45), shares(Of.ARRIVALS, AB=0.503))
    assert agreeing.used[0].sum() == agreeing.used[1].sum() == 1
    assert 45.22 <= agreeing.values[0, 0, 1] <= 45.32  # 50.25 to 50.35 % of 90
    against = drawn(cells(AB=45), shares(Of.ARRIVALS, AB=0.7))
    assert against.values[0, 0, 1] == 45
    assert not against.used[1].any() and np.argwhere(against.apart[1]).tolist() == [[0, 1]]


def test_shares_that_are_more_than_the_whole_are_left_out_and_flows_stay():
    found = drawn(cells(DE=20), shares(Of.ARRIVALS, AB=0.6, CB=0.5))
    assert found.used[0].sum() == 1 and not found.used[1].any()
    assert found.values[0, 3, 4] == 20


def test_shares_that_block_the_fit_go_before_flows():
    # All of A's and of B's movers into C: more than C received.
    found = drawn(cells(AC=30), shares(Of.DEPARTURES, AC=0.3, BC=0.9))
    assert found.used[0].sum() == 1
    assert found.values[0, 0, 2] == 30
    assert_allclose(found.values[0].sum(0), IN, rtol=1e-5)


def test_a_printed_flow_that_only_its_lower_end_fits_keeps_the_margins():
    low = np.full((5, 5), np.nan)
    low[0, 1] = 85.0
    found = drawn(Printed(low, low + 40))  # the middle, 105, is more than the 90 who came to B
    assert found.used[0].sum() == 1
    assert 85 <= found.values[0, 0, 1] <= 90
    assert_allclose(found.values[0].sum(0), IN, rtol=1e-5)
    assert_allclose(found.values[0].sum(1), OUT, rtol=1e-5)


def test_a_table_printed_whole_and_rounded_is_held_whole():
    plain = drawn().values[0]
    rounded = np.where(np.eye(5) > 0, np.nan, np.round(plain))
    found = drawn(Printed(rounded - 0.5, rounded + 0.5))
    assert found.used[0].sum() == 20
    assert (np.abs(found.values[0] - rounded)[~np.eye(5, dtype=bool)] <= 0.5 + 1e-9).all()
    assert_allclose(found.values[0].sum(1), OUT, rtol=1e-5)
    assert_allclose(found.values[0].sum(0), IN, rtol=1e-5)


def test_what_one_period_contradicts_stays_in_another():
    printed = cells(AB=30)
    two = Printed(np.stack([printed.low, printed.low + 70]), np.stack([printed.high, printed.high + 70]))
    none = np.zeros((2, 5))
    generator = np.random.default_rng(1)
    made = seeds(DISTANCE, NONE, DETERRENCE, 10, generator)
    found = held_tables(made, np.stack([OUT, OUT]), np.stack([IN, IN]), Inside(none, none), generator, [two])
    assert found.used[0].sum(axis=(1, 2)).tolist() == [1, 0]


def margins(*printed: Printed) -> FlowMargins:
    def one(values: np.ndarray) -> Figures:
        return Figures(values[:, None], np.full((5, 1), "A"))

    none = np.zeros((5, 1))
    wide = tuple(Printed(one.low[..., None], one.high[..., None], one.of) for one in printed)
    return FlowMargins(
        AREAS, ("2024",), one(IN), one(OUT), Inside(none, none), DISTANCE, NONE, wide,
    )  # fmt: skip


def test_the_result_says_what_was_printed_and_what_contradicts():
    found = migration.estimated_flows(CALL, margins(cells(AB=150, BC=20)), 20, np.random.default_rng(1))
    at = {"origin": "B", "destination": "C", "period": "2024"}
    assert found.value(measure="moves", **at) == found.value(measure="printed", **at) == 20
    assert found.reason(measure="printed", origin="A", destination="B", period="2024") == "contradicts-margins"
    assert found.axes["measure"] == ("moves", "low", "high", "printed")
    assert "printed" not in migration.estimated_flows(CALL, margins(), 20, np.random.default_rng(1)).axes["measure"]


def test_the_result_has_printed_shares_as_shares_and_says_what_contradicts_another_print():
    given = margins(cells(AB=45), shares(Of.ARRIVALS, AB=0.7, CB=0.1), shares(Of.DEPARTURES, ED=0.4))
    found = migration.estimated_flows(CALL, given, 20, np.random.default_rng(1))
    at = {"origin": "E", "destination": "D", "period": "2024"}
    assert found.value(measure="printed_departures", **at) == pytest.approx(0.4)
    assert found.value(measure="moves", **at) == pytest.approx(28)
    assert found.units["printed_departures"] == "share" and not found.reason(measure="printed_departures", **at)
    against = {"origin": "A", "destination": "B", "period": "2024"}
    assert found.reason(measure="printed_arrivals", **against) == "contradicts-print"
    assert not found.reason(measure="printed_arrivals", origin="C", destination="B", period="2024")


@pytest.mark.parametrize(("half_year", "agrees"), [(20.0, 1.0), (300.0, 0.0)])
def test_a_flow_of_another_period_stands_beside_the_estimate(half_year, agrees):
    flows = migration.estimated_flows(CALL, margins(), 50, np.random.default_rng(1))
    found = migration.flow_evidence(
        replace(CALL, function="migration.flow_evidence"), flows, [("A", "B", "2025-01/06")], np.array([half_year]),
        np.array([0.5]),
    )  # fmt: skip
    at = {"pair": "A>B", "printed": "2025-01/06"}
    assert found.value(measure="pace", **at) == half_year / 0.5
    assert found.value(measure="within", **at) == agrees

"""The index of shortage and room for people: hand-computed values, properties, simulated intervals, files, claims."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from plans.country import NEED, component, plan_for, toy_with_need
from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.model import Call
from qonys.packs import load_pack
from qonys.packs.need import load_need
from qonys.plans.need.index import compared, components_result, evidence_of, shortage, unknown_result, weight_ranges
from qonys.plans.need.kernels.shortage import (
    centre_and_scale,
    drawn_index,
    drawn_weights,
    growth,
    normal_scores,
    ranks,
    robust_scores,
)
from qonys.plans.need.own import evidence_over, room_alone, room_over
from qonys.plans.need.room import Additions, room_of
from qonys.provenance.trace import rows_behind
from qonys.store import open_store
from qonys.studies.need import compute as plan_need
from qonys.studies.registry import start
from toyland import toy

AREAS = ("a", "b", "c", "d", "e")


def rows_of(values, name="x"):
    return {a: {name: float(v)} for a, v in zip(AREAS, values, strict=False) if v is not None}


def test_scores_by_hand():
    values = np.array([[1.0, 7.0, 1.0], [2.0, 7.0, 1.0], [3.0, 7.0, 1.0], [4.0, 7.0, np.nan], [100.0, 7.0, 9.0]])
    centre, scale = centre_and_scale(values)
    assert centre.tolist() == [3.0, 7.0, 1.0]
    assert scale[:2].tolist() == [pytest.approx(1.4826), 0.0]
    assert scale[2] == pytest.approx(np.std([1, 1, 1, 9]))  # more than half have one value
    scores = robust_scores(values, centre, scale)
    assert scores[:, 0].tolist() == pytest.approx([-2 / 1.4826, -1 / 1.4826, 0, 1 / 1.4826, 3.0])
    assert scores[:, 1].tolist() == [0.0] * 5
    assert np.isnan(scores[3, 2])


def test_normal_scores_are_quantiles_of_ranks():
    found = normal_scores(np.array([[5.0], [1.0], [np.nan], [5.0]])).ravel()
    quantile = NormalDist().inv_cdf
    assert found[[0, 1, 3]].tolist() == pytest.approx([quantile(2.5 / 4), quantile(1 / 4), quantile(2.5 / 4)])
    assert np.isnan(found[2])


def test_growth_by_hand():
    found = growth(np.array([100.0, 0.0, np.nan]), np.array([133.1, 5.0, 1.0]), 3)
    assert found[0] == pytest.approx(0.1)
    assert np.isnan(found[1:]).all()


@settings(max_examples=50)
@given(
    arrays(float, (6, 2), elements=st.integers(-50, 50).map(float)),
    st.floats(0.1, 20),
    st.floats(-100, 100),
)
def test_units_do_not_matter(values, factor, shift):
    scored = robust_scores(values, *centre_and_scale(values))
    moved = values * factor + shift
    assert np.allclose(scored, robust_scores(moved, *centre_and_scale(moved)), atol=1e-6)


def test_weights_are_spread_around_the_declared_ones():
    declared = np.array([0.5, 0.3, 0.2, 0.0])
    drawn = drawn_weights(declared, 30.0, 20_000, np.random.default_rng(1))
    assert np.allclose(drawn.sum(axis=1), 1)
    assert np.allclose(drawn.mean(axis=0), declared, atol=0.005)
    sd = np.sqrt(declared * (1 - declared) / 31)
    assert np.allclose(drawn.std(axis=0), sd, atol=0.003)
    ranges = weight_ranges({n: component(n, w) for n, w in zip("abc", declared[:3], strict=True)}, 30.0)
    assert ranges["a"] == pytest.approx(tuple(np.quantile(drawn[:, 0], [0.05, 0.95])), abs=0.01)


def test_without_doubt_the_index_is_the_weighted_mean():
    """Exact figures and one component: draws are the score, by robust scores or by ranks."""
    values = np.array([[1.0], [2.0], [3.0], [4.0], [5.0]])
    index = drawn_index(values, np.zeros((5, 1)), np.array([-1.0]), np.ones((4, 1)), np.random.default_rng(0))
    assert np.allclose(index[0], -(values[:, 0] - 3) / 1.4826)
    assert np.allclose(index[-1], [-NormalDist().inv_cdf(k / 6) for k in range(1, 6)])
    assert ranks(index)[0].tolist() == [1, 2, 3, 4, 5]


def test_a_gap_widens_the_interval_and_is_not_filled():
    """A missing score is any: with weights near 1/2 its share of the spread is that of a normal of half the size."""
    plan = plan_for(component("x"), component("y"), concentration=1e6)
    full = {a: {"x": float(i), "y": float(i)} for i, a in enumerate(AREAS)}
    holed = {**full, "e": {"x": 4.0}}
    whole = shortage(plan, evidence_of(plan, AREAS, full), draws=20_000)
    part = shortage(plan, evidence_of(plan, AREAS, holed), draws=20_000)
    width = {name: found.of("e")[2] - found.of("e")[0] for name, found in (("whole", whole), ("part", part))}
    assert part.coverage[4] == pytest.approx(0.5)
    assert width["part"] > width["whole"] + 0.8
    scores = [robust_scores(np.arange(5.0)[:, None], np.array([2.0]), np.array([1.4826]))[4, 0]]
    scores.append(NormalDist().inv_cdf(5 / 6))
    random = np.random.default_rng(9)
    expected = 0.5 * np.repeat(scores, 50_000) + 0.5 * np.clip(random.standard_normal(100_000), -3, 3)
    assert part.of("e")[0] == pytest.approx(np.quantile(expected, 0.05), abs=0.02)
    assert part.of("e")[2] == pytest.approx(np.quantile(expected, 0.95), abs=0.02)


def test_a_component_of_few_areas_is_known_of_none():
    plan = plan_for(component("x"), component("y"))
    rows = {a: {"x": float(i)} for i, a in enumerate(AREAS)}
    rows["a"]["y"] = 1000.0
    evidence = evidence_of(plan, AREAS, rows)
    assert compared(plan, evidence) == ("x",)
    found = shortage(plan, evidence)
    del rows["a"]["y"]
    assert found.central.tolist() == shortage(plan, evidence_of(plan, AREAS, rows)).central.tolist()
    assert unknown_result(Call("u"), plan, evidence).value(measure="unknown", about="all") == 0.5


@pytest.mark.parametrize("lower", [False, True])
def test_more_of_a_component_is_more_of_a_shortage(lower):
    plan = plan_for(component("x", lower=lower, error=0.5), component("y", error=0.5))
    rows = {a: {"x": float(i), "y": float(-i % 3)} for i, a in enumerate(AREAS)}
    before = shortage(plan, evidence_of(plan, AREAS, rows)).of("b")[1]
    rows["b"]["x"] += 1.4
    after = shortage(plan, evidence_of(plan, AREAS, rows)).of("b")[1]
    assert (after < before) if lower else (after > before)


def test_intervals_hold_the_truth():
    """Areas with a true index, observed with the declared error: nine intervals of ten hold it."""
    random, held = np.random.default_rng(3), []
    plan = plan_for(component("x", error=0.6), concentration=1e6)
    areas = tuple(f"r{i}" for i in range(40))
    for seed in range(25):
        truth = random.standard_normal(40)
        seen = truth + 0.6 * random.standard_normal(40)
        rows = {a: {"x": float(v)} for a, v in zip(areas, seen, strict=True)}
        found = shortage(plan, evidence_of(plan, areas, rows), draws=400, seed=seed)
        scaled = (truth - np.median(seen)) / centre_and_scale(seen[:, None])[1]
        held.append((found.low <= scaled) & (scaled <= found.high))
    assert 0.84 < np.mean(held) < 0.98


def test_age_is_doubt():
    plan = plan_for(component("x"), component("y"), drift=0.5)
    rows = {a: {"x": float(i), "y": float(i)} for i, a in enumerate(AREAS)}
    fresh = shortage(plan, evidence_of(plan, AREAS, rows, {"x": 2024, "y": 2024}))
    old = shortage(plan, evidence_of(plan, AREAS, rows, {"x": 2024, "y": 2014}))
    assert (old.high - old.low).mean() > (fresh.high - fresh.low).mean() + 0.1


def test_same_seed_same_index_and_order_of_areas_does_not_decide():
    plan = plan_for(component("x", error=0.3))
    rows = rows_of([5, 1, 4, 2, 3])
    one, again = (shortage(plan, evidence_of(plan, AREAS, rows), seed=s) for s in (1, 1))
    assert one.central.tolist() == again.central.tolist()
    turned = shortage(plan, evidence_of(plan, AREAS[::-1], rows), draws=20_000)
    straight = shortage(plan, evidence_of(plan, AREAS, rows), draws=20_000)
    assert np.allclose(turned.central[::-1], straight.central, atol=0.03)


def test_nothing_to_compare():
    plan = plan_for(component("x"))
    for areas, rows in ((AREAS[:2], rows_of([1, 2])), (AREAS, {})):
        with pytest.raises(CannotCompute) as error:
            shortage(plan, evidence_of(plan, areas, rows))
        assert error.value.code == "need-nothing-to-compare"


def test_room_by_hand():
    additions = {
        "homes": Additions(
            np.array([[90.0, 100.0, 110.0, 120.0], [np.nan] * 4]), ("1", "2", "3", "4"), {"b": "borders"}
        ),
        "jobs": Additions(np.array([[20.0], [-5.0]]), ("4",)),
    }
    found = room_of(("a", "b"), additions, np.array([30.0, 10.0]))
    assert (found.gross[0, 0], found.low[0, 0], found.high[0, 0]) == (110.0, 100.0, 120.0)
    assert found.room[0].tolist() == [80.0, 0.0]
    assert found.binding("a") == "jobs"
    assert found.reasons == {("homes", "b"): "borders"}
    assert found.binding("b") == "jobs"


def test_own_figures_take_the_place_of_a_whole_column():
    plan = plan_for(component("x"), component("y"))
    official = evidence_of(plan, AREAS, {a: {"x": 1.0, "y": 2.0} for a in AREAS}, {"x": 2024, "y": 2024})
    found = evidence_over(plan, official, {"b": {"x": 9.0}})
    assert found.values[1].tolist() == [9.0, 2.0]
    assert np.isnan(found.values[[0, 2, 3, 4], 0]).all()
    assert found.reasons["x", "a"] == "no-figure"
    assert "x" not in found.years
    room = room_alone(plan_for(component("x")), ("a",), {"a": {"own": 3.0}}, "own")
    assert room.own.tolist() == [3.0]
    assert room_over(room, {"a": {"own": 5.0}}, "own").own.tolist() == [5.0]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    root = toy_with_need(tmp_path_factory.mktemp("pack"))
    return start(open_store(load_pack(root), tmp_path_factory.mktemp("store")), seed=1)


def test_figures_of_a_pack(run):
    _, evidence = plan_need.declared_evidence(run)
    figures = run("plan.need_components")
    year = str(evidence.years["growth"])
    published = run("figures", series=("income_per_capita",), areas=("TL-B",), periods=(year,), borders=int(year))
    then = str(int(year) - 2)
    before = run("figures", series=("income_per_capita",), areas=("TL-B",), periods=(then,), borders=int(year))
    ratio = published.values[0, 0, 0] / before.values[0, 0, 0]
    assert figures.value(measure="growth", area="TL-B") == pytest.approx(ratio**0.5 - 1)
    assert figures.reason(measure="vacancies", area="TL-B") == "no-figure"


def test_claims_are_made_again_and_rest_on_rows(run):
    for function, cell in (
        ("plan.need", {"measure": "central", "area": "TL-B"}),
        ("plan.need_components", {"measure": "births_rate", "area": "TL-B"}),
        ("plan.need_coverage", {"measure": "areas", "component": "income"}),
        ("plan.need_room", {"measure": "room", "area": "TL-B", "capacity": "jobs"}),
    ):
        claim = run(function).claim(**cell)
        assert run.run(claim.call).value(**cell) == pytest.approx(claim.value, rel=1e-4)  # stored to what is printed
        assert rows_behind(run, claim), function
    assert run("plan.need_room").reason(measure="room", area="TL-B", capacity="beds") == "no-series"


def test_faults_of_a_file_are_told_at_once(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text(
        NEED.replace('series = "income_per_capita"\ndirection', 'series = "incomes"\ndirection').replace(
            'id = "growth"', 'id = "income"'
        ),
        "utf-8",
    )
    with pytest.raises(BadInput) as error:
        load_need(path, toy())
    assert {f.code for f in error.value.faults} == {"unknown-indicator", "duplicate-key"}
    path.write_text(NEED.replace("weight = 2", "weight = -1").replace("error = 0.1", "error = nan"), "utf-8")
    with pytest.raises(BadInput) as error:
        load_need(path)
    assert len(error.value.faults) == 2
    path.write_text('[[component]]\nid="x"\ndirection="higher"\nweight=0\nerror=0\nunit="ratio"\n', "utf-8")
    with pytest.raises(BadInput) as error:
        load_need(path)
    assert [f.code for f in error.value.faults] == ["need-no-weight"]
    with pytest.raises(NotFound):
        load_need(tmp_path / "none.toml")


def test_lacking_places_leave_room_for_nobody_however_many_leave():
    lacking = {"school": Additions(np.array([[0.0], [np.nan]]), ("2025",), shortfall=True)}
    found = room_of(("a", "b"), lacking, np.array([-972.0, -972.0]))
    assert found.room[0, 0] == 0.0 and np.isnan(found.room[1, 0])
    assert room_of(("a",), {"homes": Additions(np.array([[0.0]]), ("2025",))}, np.array([-972.0])).room[0, 0] == 972.0


def test_figures_keep_their_status():
    plan = plan_for(component("x"), component("y"))
    official = evidence_of(plan, AREAS, {a: {"x": 1.0, "y": 2.0} for a in AREAS})
    doubtful = replace(official, status=np.where(official.status == "A", "F", ""))
    told = components_result(Call("plan.need", {}), plan, evidence_over(plan, doubtful, {"b": {"x": 9.0}}))
    at = told.axes["area"].index("b")
    assert told.status[:, at].tolist() == ["A", "F"]


def test_a_column_of_room_takes_the_place_of_the_whole_official_one():
    names = ("a", "b", "all")
    official = room_of(
        names, {"homes": Additions(np.array([[10.0], [20.0], [30.0]]), (), {}),
                "jobs": Additions(np.array([[1.0], [2.0], [3.0]]), (), {})},
        np.array([1.0, 2.0, 3.0]),
    )  # fmt: skip
    mixed = room_over(official, {"b": {"homes": 7.0}}, "own")
    assert_allclose(mixed.gross[:, 0], [np.nan, 7.0, np.nan])
    assert mixed.reasons["homes", "a"] == mixed.reasons["homes", "all"] == "no-figure"
    assert_allclose(mixed.gross[:, 1], official.gross[:, 1])
    assert mixed.own.tolist() == [1.0, 2.0, 3.0]

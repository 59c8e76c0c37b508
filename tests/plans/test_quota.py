"""Plans of a quota: against enumeration and another formulation, fair, the same on every run and in any order."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qonys.errors import BadInput, CannotCompute
from qonys.model import Call
from qonys.model.quota import (
    AreaTerms,
    Category,
    Cell,
    LimitKind,
    NeedLevel,
    Objective,
    QuotaTerms,
    Version,
    make_problem,
)
from qonys.numerics.program import is_feasible, solve
from qonys.plans.quota import results
from qonys.plans.quota.kernels.worth import Optimum, wanted
from qonys.plans.quota.plan import gain_of, gains_of, plan_quota, program_of, reallocate

CATEGORIES = (
    Category("1", "12", vulnerable=0.0),
    Category("3", "34", vulnerable=0.2, cap=9.0, act="Order 7"),
    Category("ict", inside=False),
)
NEAR = 1e-5
"""Moved places are given to six digits, and sums add up many of them."""
SEEDS = st.integers(0, 5_000)


def bounds(plan):
    """Limits beside what a plan takes of them, as the table of limits has them."""
    found = results.limits_result(Call(""), plan)
    limits = {results.label_of((limit,)): limit for limit in plan.problem.limits}
    for label in found.axes["limit"]:
        dual, low, high = (found.value(measure=m, limit=label) for m in ("dual", "dual_from", "dual_to"))
        high = np.inf if dual and np.isnan(high) else high
        yield SimpleNamespace(limit=limits[label], dual=dual, low=low, high=high)


def of(label, limit):
    """Whether a limit is one of those of a label."""
    kind, _, rest = label.partition(":")
    several = kind == limit.kind.value == "local_content" and limit.category == rest
    every = label == "floor:all" and limit.kind.lower
    return several or every or label == results.label_of((limit,))


def coverage(plan):
    """The part of its need that each area gets."""
    found = results.area_result(Call(""), plan).series(measure="coverage")
    return [value for area, value in found.items() if area != results.ALL]


def made(seed: int, areas: int = 2, sectors: int = 1, most: int = 4):
    """Needs with a spread, staff, use and limits of every kind."""
    make = np.random.default_rng(seed)
    cells = []
    for a, s, c in product(range(areas), range(sectors), CATEGORIES):
        need = int(make.integers(0, most + 1))
        cells.append(
            Cell(
                f"A{a}", f"S{s}", c.id, max(0, need - 1), need, need + 1, float(make.integers(2, 30)),
                float(make.integers(0, need + 1)), float(need),
            )
        )  # fmt: skip
    stated = {
        f"A{a}": AreaTerms(
            capacity=float(make.integers(most, 3 * most)), output=float(make.uniform(1, 4)),
            unemployment=float(make.uniform(0.5, 2)),
        )
        for a in range(areas)
    }  # fmt: skip
    terms = QuotaTerms(
        CATEGORIES, cap=float(make.integers(1, areas * sectors * most)), cap_act="Order 1",
        local_shares={"12": 0.7, "34": 0.9}, local_acts={"12": "Order 2", "34": "Order 2"}, floor_share=0.2,
        areas=stated, output=2.0,
    )  # fmt: skip
    return cells, terms


@settings(max_examples=25)
@given(SEEDS)
def test_whole_places_are_the_best_of_all(seed: int) -> None:
    cells, terms = made(seed)
    problem = make_problem(cells, replace(terms, floor_share=None))
    plan = plan_quota(problem, whole=True)
    program = plan.program
    every = np.array(list(product(*(range(int(c.need) + 1) for c in problem.cells))), dtype=float)
    kept = (every @ program.matrix.toarray().T <= program.row_upper + 1e-9).all(axis=1)
    assert plan.value == pytest.approx((every[kept] @ program.gain).max(), abs=1e-4)
    assert (plan.places == np.round(plan.places)).all()
    assert plan.value <= plan.best.objective + 1e-6


def test_a_larger_plan_is_a_flow() -> None:
    """Caps by category and ceilings by area alone are a transport problem: the most that can flow."""
    from scipy.sparse import csr_array as graph
    from scipy.sparse.csgraph import maximum_flow

    make = np.random.default_rng(5)
    areas, categories = 12, 4
    needs = make.integers(0, 50, (areas, categories))
    rows, columns = make.integers(20, 120, areas), make.integers(100, 300, categories)
    cells = [
        Cell(f"A{a:02}", "F", str(c), 0, float(needs[a, c]), float(needs[a, c]))
        for a in range(areas)
        for c in range(categories)
    ]
    terms = QuotaTerms(
        tuple(Category(str(c), cap=float(columns[c])) for c in range(categories)),
        areas={f"A{a:02}": AreaTerms(ceiling=float(rows[a])) for a in range(areas)},
    )
    size = areas + categories + 2
    capacity = np.zeros((size, size), dtype=np.int32)
    capacity[0, 1 : areas + 1] = rows
    capacity[1 : areas + 1, areas + 1 : size - 1] = needs
    capacity[areas + 1 : size - 1, size - 1] = columns
    flow = maximum_flow(graph(capacity), 0, size - 1).flow_value
    plan = plan_quota(make_problem(cells, terms), Objective.FILLED)
    assert plan.value == pytest.approx(flow, abs=1e-6)
    assert plan_quota(make_problem(cells, terms), Objective.FILLED, whole=True).value == flow


@settings(max_examples=15)
@given(SEEDS, st.sampled_from(list(Version)))
def test_the_order_of_rows_changes_nothing(seed: int, version: Version) -> None:
    cells, terms = made(seed, areas=3)
    problem = make_problem(cells, terms)
    shuffled = list(cells)
    random.Random(seed).shuffle(shuffled)
    turned = replace(terms, areas=dict(reversed(terms.areas.items())), categories=terms.categories[::-1])
    try:
        plan = plan_quota(problem, version=version, draws=20)
    except BadInput:
        return
    again = plan_quota(make_problem(shuffled, turned), version=version, draws=20)
    assert plan.places.tolist() == again.places.tolist()
    assert plan_quota(problem, version=version, draws=20).places.tolist() == plan.places.tolist()


def test_ties_are_shared_by_need() -> None:
    cells = [Cell(a, s, "3", 0, n, n) for a, s, n in (("B", "F", 30), ("A", "F", 20), ("A", "G", 10), ("C", "F", 0))]
    plan = plan_quota(make_problem(cells, QuotaTerms((Category("3"),), cap=30)), Objective.FILLED)
    assert plan.places.tolist() == pytest.approx([10, 5, 15, 0])
    assert np.isnan(plan.coverage["C"])


@settings(max_examples=15)
@given(SEEDS)
def test_maxmin_is_leximin_of_coverage(seed: int) -> None:
    cells, terms = made(seed, most=3)
    problem = make_problem(cells, replace(terms, floor_share=None))
    fair = plan_quota(problem, version=Version.MAXMIN)
    program = fair.program
    every = np.array(list(product(*(range(int(c.need) + 1) for c in problem.cells))), dtype=float)
    kept = every[(every @ program.matrix.toarray().T <= program.row_upper + 1e-9).all(axis=1)]
    mine = np.sort(coverage(fair))
    for places in kept:
        theirs = np.sort(coverage(replace(fair, places=places)))
        apart = np.flatnonzero(np.abs(mine - theirs) > 1e-5)
        assert not apart.size or mine[apart[0]] > theirs[apart[0]]


@settings(max_examples=15)
@given(SEEDS)
def test_duals_are_differences(seed: int) -> None:
    cells, terms = made(seed, areas=3, sectors=2)
    problem = make_problem(cells, replace(terms, floor_share=None))
    plan = plan_quota(problem)
    for bound in bounds(plan):
        if not bound.dual or bound.high <= bound.limit.amount + 0.002:
            continue
        step = min(0.5, bound.high - bound.limit.amount)
        limits = tuple(replace(x, amount=x.amount + step) if x == bound.limit else x for x in problem.limits)
        more = solve(program_of(replace(problem, limits=limits), plan.program.gain)).objective
        assert more - plan.best.objective == pytest.approx(bound.dual * step, abs=4e-3)


@settings(max_examples=15)
@given(SEEDS)
def test_the_price_of_a_floor_is_what_its_absence_gains(seed: int) -> None:
    cells, terms = made(seed, areas=3)
    problem = make_problem(cells, replace(terms, floor_share=0.6))
    program = program_of(problem, gain_of(problem, Objective.BALANCED))
    if not is_feasible(program):
        return
    plan = plan_quota(problem)
    floors = results.floors_result(Call(""), plan)
    relaxed = results.relax_result(Call(""), plan)
    for label, gone, found in [*((x, "price", floors) for x in floors.axes["limit"]),
                               *((x, "without", relaxed) for x in relaxed.axes["limit"])]:  # fmt: skip
        kept = tuple(x for x in problem.limits if not of(label, x))
        without = solve(program_of(replace(problem, limits=kept), program.gain)).objective
        gained = found.value(measure=gone, limit=label)
        assert gained == pytest.approx(without - plan.best.objective, abs=1e-6)
        assert -1e-9 <= found.value(measure="looser_1_percent", limit=label) <= gained + 1e-6


@settings(max_examples=25)
@given(SEEDS)
def test_clashing_limits_are_a_smallest_set(seed: int) -> None:
    cells, terms = made(seed, areas=3)
    floors = {a: replace(t, floor=4.0) for a, t in terms.areas.items()}
    problem = make_problem(cells, replace(terms, areas=floors))
    program = program_of(problem, gain_of(problem, Objective.FILLED))
    if is_feasible(program):
        return
    with pytest.raises(BadInput) as raised:
        plan_quota(problem, Objective.FILLED)
    named = {(f.code.removeprefix("quota-limit-").replace("-", "_"), f.fields["area"]) for f in raised.value.faults}
    rows = [x for x in problem.limits if (x.kind.value, x.area) in named]
    assert not is_feasible(program_of(replace(problem, limits=tuple(rows)), program.gain))
    if len(rows) == len(raised.value.faults):
        for some in combinations(rows, len(rows) - 1):
            assert is_feasible(program_of(replace(problem, limits=some), program.gain))


@settings(max_examples=30)
@given(SEEDS)
def test_moving_unused_places_never_loses_any(seed: int) -> None:
    cells, terms = made(seed, areas=3, sectors=2)
    problem = make_problem(cells, replace(terms, floor_share=None), level=NeedLevel.HIGH)
    make = np.random.default_rng(seed)
    quota = np.array([(c.used or 0) + make.integers(0, 4) for c in problem.cells], dtype=float)
    moves = reallocate(problem, quota, 0.25)
    filled = [np.minimum(places, moves.needs).sum() for places in (moves.before, moves.after)]
    assert filled[1] >= filled[0] - NEAR
    assert (moves.after >= moves.used + 0.25 * (quota - moves.used) - NEAR).all()
    for category in CATEGORIES:
        at = [i for i, c in enumerate(problem.cells) if c.category == category.id]
        assert moves.after[at].sum() == pytest.approx(quota[at].sum(), abs=NEAR)
    limits = program_of(problem, np.zeros(len(quota)))
    most = np.maximum(limits.row_upper, limits.matrix @ quota)
    assert (limits.matrix @ moves.after <= most + NEAR).all()


def test_moves_go_where_need_is() -> None:
    cells = [Cell("North", "F", "3", 0, 10, 10, used=10), Cell("South", "F", "3", 0, 5, 5, used=2)]
    moves = reallocate(make_problem(cells, QuotaTerms((Category("3"),))), np.array([10.0, 5.0]), 0.0)
    assert moves.after.tolist() == [10.0, 5.0]
    short = [replace(cells[0], need=14.0, high=14.0), replace(cells[1], need=3.0, high=3.0, low=0.0)]
    moves = reallocate(make_problem(short, QuotaTerms((Category("3"),))), np.array([10.0, 5.0]), 0.1)
    assert moves.after.tolist() == pytest.approx([12.0, 3.0])
    with pytest.raises(BadInput, match="fault"):
        reallocate(make_problem(cells, QuotaTerms((Category("3"),))), np.array([9.0, 5.0]))
    unknown = [replace(c, used=None) for c in cells]
    with pytest.raises(CannotCompute, match="used"):
        reallocate(make_problem(unknown, QuotaTerms((Category("3"),))), np.array([9.0, 5.0]))


def test_limits_say_what_they_rest_on() -> None:
    cells, terms = made(1)
    problem = make_problem(cells, replace(terms, change=0.3, change_act="Order 3"))
    acts = {limit.kind: limit.act for limit in problem.limits}
    assert acts[LimitKind.CAP] == "Order 1" and acts[LimitKind.CATEGORY] == "Order 7"
    assert acts[LimitKind.LOCAL_CONTENT] == "Order 2" and acts[LimitKind.CHANGE_UP] == "Order 3"
    cap = next(x for x in problem.limits if x.kind is LimitKind.CAP)
    assert "ict" not in {problem.cells[i].category for i in cap.members}
    local = next(x for x in problem.limits if x.kind is LimitKind.LOCAL_CONTENT and x.category == "34")
    staff = sum(problem.cells[i].staff for i in local.members)
    assert local.amount == pytest.approx(staff / 9)


def test_staff_that_is_not_stated_sets_no_limit() -> None:
    cells, terms = made(1)
    blank = [replace(c, staff=None) for c in cells]
    assert all(x.kind is not LimitKind.LOCAL_CONTENT for x in make_problem(blank, terms).limits)


def test_gains_by_hand() -> None:
    cell = Cell("North", "F", "4", 0, 10, 10)
    kind = Category("4", duration=0.5, vulnerable=0.2)
    terms = QuotaTerms((kind,), areas={"North": AreaTerms(output=6.0, unemployment=1.5)}, output=4.0, weight=2.0)
    gains = gains_of(make_problem([cell], terms))
    assert (gains.output[0], gains.affected[0]) == pytest.approx((3.0, 0.3))
    assert gains.balanced[0] == pytest.approx(1 + 3.0 / 4.0 - 2 * 0.3)
    with pytest.raises(CannotCompute, match="output"):
        plan_quota(make_problem([cell], QuotaTerms((kind,))), Objective.OUTPUT)
    with pytest.raises(CannotCompute, match="need"):
        make_problem([], terms)


def test_regret_gives_less_than_its_worst_draw_says() -> None:
    cells, terms = made(4, areas=3)
    plan = plan_quota(make_problem(cells, replace(terms, floor_share=None)), version=Version.REGRET, draws=40)
    best = plan_quota(make_problem(cells, replace(terms, floor_share=None)))
    assert plan.regret is not None and plan.regret.worst >= -1e-9
    assert plan.regret.worst == pytest.approx(plan.regret.bound, abs=1e-4)
    assert (plan.places <= [c.high for c in plan.problem.cells]).all()
    assert best.regret is None


def test_a_dual_ends_where_all_needs_are_met() -> None:
    """No foreign staff at all are let in: the first 14 places are worth one each, more are worth nothing."""
    cell = Cell("North", "F", "1", 14, 14, 14, staff=79)
    plan = plan_quota(make_problem([cell], QuotaTerms((Category("1", group="a"),), local_shares={"a": 1.0})))
    (found,) = bounds(plan)
    assert (found.limit.amount, found.dual, found.low, found.high) == pytest.approx((0, 1, 0, 14))


def test_frontier_and_wanted_cells() -> None:
    cells, terms = made(8, areas=4, sectors=2)
    problem = make_problem(cells, replace(terms, floor_share=None))
    plan = plan_quota(problem)
    shown = results.frontier_result(Call(""), plan, 9)
    points = shown.values[:, [x.startswith("point") for x in shown.axes["point"]]]
    assert points.shape == (2, 9) and (np.diff(points) <= 1e-6).all()
    for cell, dual in wanted(Optimum(plan.program, plan.best))[:5]:
        upper = plan.program.upper.copy()
        upper[cell] += 1
        more = solve(replace(plan.program, upper=upper)).objective - plan.best.objective
        assert more == pytest.approx(dual, abs=1e-7)
        assert more <= plan.best.reduced_gains[cell] + 1e-7


def test_floors_of_least_regret_are_those_of_the_need_it_plans_for() -> None:
    cells = [Cell("North", "F", "3", 10, 20, 40), Cell("South", "F", "3", 10, 20, 40)]
    problem = make_problem(cells, QuotaTerms((Category("3"),), cap=60, floor_share=0.6))
    plan = plan_quota(problem, Objective.FILLED, Version.REGRET, draws=20)
    assert {limit.amount for limit in plan.problem.limits if limit.kind is LimitKind.FLOOR} == {24.0}
    assert min(coverage(plan)) >= 0.6 - 1e-9


def test_a_floor_at_a_corner_has_the_price_of_raising_it() -> None:
    cells = [Cell("North", "F", "3", 0, 40, 40), Cell("South", "F", "3", 0, 40, 40)]
    stated = {"North": AreaTerms(output=12.0), "South": AreaTerms(output=10.0, floor=10.0)}
    problem = make_problem(cells, QuotaTerms((Category("3"),), cap=50, areas=stated, output=10.0))
    plan = plan_quota(problem)
    floor = next(b for b in bounds(plan) if b.limit.kind is LimitKind.FLOOR)
    # North takes all that it needs and leaves ten: one more for South is one less for North.
    assert floor.dual == pytest.approx(-0.2) and floor.low == pytest.approx(10, abs=0.01)
    assert floor.high == pytest.approx(40)
    more = replace(stated["South"], floor=11.0)
    above = plan_quota(make_problem(cells, replace(problem.terms, areas={**stated, "South": more})))
    assert above.value - plan.value == pytest.approx(floor.dual)


@pytest.mark.parametrize("scale", [1e-8, 1e-4, 1.0, 1e7])
def test_the_unit_of_output_changes_no_place(scale: float) -> None:
    cells, terms = made(11, areas=3)
    stated = {a: replace(t, output=(t.output or 0) * scale) for a, t in terms.areas.items()}
    one = plan_quota(make_problem(cells, terms), Objective.OUTPUT)
    other = plan_quota(make_problem(cells, replace(terms, areas=stated, output=2.0 * scale)), Objective.OUTPUT)
    assert other.places == pytest.approx(one.places, abs=1e-9)
    assert other.value == pytest.approx(one.value * scale, rel=1e-9)
    assert [b.dual / scale for b in bounds(other)] == pytest.approx([b.dual for b in bounds(one)], rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("areas", [2, 3, 4, 7])
@pytest.mark.parametrize("version", [Version.BEST, Version.MAXMIN])
def test_equal_areas_get_equal_places_to_the_last_digit(areas: int, version: Version) -> None:
    cells = [Cell(f"A{i}", s, "3", 0, 50, 50) for i in range(areas) for s in ("F", "G")]
    plan = plan_quota(make_problem(cells, QuotaTerms((Category("3"),), cap=50.0 * areas)), Objective.FILLED, version)
    assert plan.places == pytest.approx(np.full(2 * areas, 25.0), abs=1e-9)


@pytest.mark.parametrize("scale", [1e-7, 1.0, 1e7])
@pytest.mark.parametrize("version", list(Version))
def test_the_unit_of_output_changes_no_whole_place_and_no_regret(scale: float, version: Version) -> None:
    cells = [Cell("A1", "x", "1", 0, 5.3, 30), Cell("A2", "x", "1", 5, 19.3, 25), Cell("A3", "x", "1", 0, 7, 9)]
    outputs = {"A1": 3.0, "A2": 0.5, "A3": 1.0}

    def planned(unit: float):
        stated = {a: AreaTerms(output=o * unit, floor=2.0) for a, o in outputs.items()}
        terms = QuotaTerms((Category("1"),), cap=20, areas=stated, output=unit)
        return plan_quota(make_problem(cells, terms), Objective.OUTPUT, version, whole=True, draws=12)

    one, other = planned(1.0), planned(scale)
    assert other.places == pytest.approx(one.places, abs=1e-6) and other.places.sum() == pytest.approx(20)
    assert other.value == pytest.approx(one.value * scale, rel=1e-6)
    if version is Version.REGRET:
        assert one.regret is not None and other.regret is not None
        assert other.regret.worst == pytest.approx(one.regret.worst * scale, rel=1e-5) and one.regret.worst > 0

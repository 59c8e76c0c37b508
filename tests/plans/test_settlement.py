"""Settlement: the best by brute force, by other formulations, in any order of rows; floors, waste, audit, arrivals."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from qonys.errors import BadInput
from qonys.model.settlement import Household, Limit, Need, Place, Settlement
from qonys.plans.settlement.arrays import draw
from qonys.plans.settlement.arriving import compare
from qonys.plans.settlement.audit import Verdict, audit, wilson
from qonys.plans.settlement.homes import homes_used
from qonys.plans.settlement.kernels.places import Demand, Goal, Supply, certified
from qonys.plans.settlement.kernels.slack import reached
from qonys.plans.settlement.offers import Why, Wishes, plan_settlement, points, without_place

NAMES = ("A", "B", "C")
wishes = st.lists(st.sampled_from(NAMES), unique=True, max_size=3).map(tuple)
rows = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2), wishes), min_size=1, max_size=6)
amounts = st.lists(st.integers(0, 8), min_size=3, max_size=3)


def town(people, amounts, jobs=(), floors=None):
    households = tuple(Household(f"H{i}", s, min(w, s), (), 0, wish) for i, (s, w, wish) in enumerate(people))
    limits = [Limit((n,), Need.PERSONS, float(a), label=n) for n, a in zip(NAMES, amounts, strict=True)]
    limits += [Limit((n,), Need.WORKERS, float(a), label=n) for n, a in zip(NAMES, jobs, strict=False)]
    return Settlement(households, tuple(map(Place, NAMES)), tuple(limits), floors or {})


def brute(settlement):
    """The most placed and, among these, the most points."""
    best, ranks = (0, 0.0), max((len(h.wishes) for h in settlement.households), default=0)
    worth = points(ranks)
    for choice in itertools.product((None, *NAMES), repeat=len(settlement.households)):
        pairs = list(zip(settlement.households, choice, strict=True))
        if all(sum((h.size if x.need is Need.PERSONS else h.workers) for h, p in pairs if p in x.places) <= x.amount
               for x in settlement.limits):  # fmt: skip
            placed = [(h, p) for h, p in pairs if p]
            got = sum(worth[h.wishes.index(p) if p in h.wishes else ranks] for h, p in placed)
            best = max(best, (len(placed), float(got)))
    return best


def value(planned):
    ranks = max((len(o.household.wishes) for o in planned.offers), default=0)
    got = sum(points(ranks)[o.rank - 1 if o.rank else ranks] for o in planned.offers if o.place)
    return sum(bool(o.place) for o in planned.offers), float(got)


@settings(max_examples=25)
@given(rows, amounts, amounts)
def test_best_by_brute_force_without_waste_and_within_limits(people, amounts, jobs):
    settlement = town(people, amounts, jobs)
    planned = plan_settlement(settlement, seconds=20)
    assert value(planned) == brute(settlement)
    assert planned.most == value(planned)[0]
    assert planned.gap == pytest.approx(0, abs=1e-9)
    assert planned.waste == 0
    for limit in settlement.limits:
        own = [o.household for o in planned.offers if o.place in limit.places]
        assert sum(h.size if limit.need is Need.PERSONS else h.workers for h in own) <= limit.amount


@settings(max_examples=15)
@given(rows, amounts, st.randoms(use_true_random=False))
def test_the_order_of_applications_does_not_matter(people, amounts, random):
    settlement = town(people, amounts)
    mixed = list(settlement.households)
    random.shuffle(mixed)
    places = list(settlement.places)
    one, two = plan_settlement(settlement), plan_settlement(replace(settlement, households=tuple(mixed)))
    assert places == list(settlement.places)
    assert [(o.household.id, o.place, o.why) for o in one.offers] == [
        (o.household.id, o.place, o.why) for o in two.offers
    ]


@settings(max_examples=20)
@given(st.lists(wishes, min_size=1, max_size=12), amounts)
def test_single_persons_against_an_assignment_and_a_flow(wished, amounts):
    planned = plan_settlement(town([(1, 0, w) for w in wished], amounts))
    ranks = max(map(len, wished), default=0)
    seats = [n for n, a in zip(NAMES, amounts, strict=True) for _ in range(a)]
    gain = np.array([[1000 + points(ranks)[w.index(s) if s in w else ranks] for s in seats] for w in wished])
    best = 0.0
    if gain.size:
        best = gain[linear_sum_assignment(gain, maximize=True)].sum()
    placed, got = value(planned)
    assert 1000 * placed + got == pytest.approx(best)
    n = len(wished)
    flow = np.zeros((n + 5, n + 5), dtype=np.int32)
    flow[n + 3, :n] = 1
    flow[:n, n : n + 3] = 1
    flow[n : n + 3, n + 4] = amounts
    assert placed == maximum_flow(csr_array(flow), n + 3, n + 4).flow_value


def test_most_first_wishes_come_before_points():
    people = [(1, 0, ("A", "B")), (1, 0, ("A", "C")), (1, 0, ("A",)), (2, 0, ("B",))]
    planned = plan_settlement(town(people, (1, 2, 2)), wishes=Wishes.PROFILE)
    assert sum(o.rank == 1 for o in planned.offers) == 2
    assert without_place(planned) == 0


def test_reasons_name_the_limit_and_the_amount():
    planned = plan_settlement(town([(3, 0, ("A", "B")), (3, 0, ("A", "B")), (9, 0, ("A",))], (4, 3, 0)))
    by_id = {o.household.id: o for o in planned.offers}
    second = next(o for o in planned.offers if o.place == "B")
    assert second.why is Why.FULL
    assert [(x.limit.label, x.amount) for x in second.lacks] == [("A", 2.0)]
    assert by_id["H2"].why is Why.NONE
    raised = plan_settlement(town([(3, 0, ("A", "B")), (3, 0, ("A", "B"))], (6, 3, 0)))
    assert all(o.rank == 1 for o in raised.offers)


def test_closed_and_small_places_are_said_so():
    settlement = Settlement(
        (Household("a", 5, wishes=("A", "C")), Household("b", 2, wishes=("B", "C"))),
        (Place("A", largest=4), Place("B", open=False), Place("C")), (Limit(("C",), Need.PERSONS, 9, label="C"),),
    )  # fmt: skip
    whys = {o.household.id: (o.place, o.why) for o in plan_settlement(settlement).offers}
    assert whys == {"a": ("C", Why.LARGE), "b": ("C", Why.CLOSED)}


def test_larger_homes_serve_smaller_households_and_districts_share_the_quota():
    limits = (
        Limit(("d1",), Need.HOMES, 1, "2", "d1"), Limit(("d1",), Need.HOMES, 1, "5", "d1"),
        Limit(("d2",), Need.HOMES, 2, "2", "d2"), Limit(("d2",), Need.HOMES, 0, "5", "d2"),
        Limit(("d1", "d2"), Need.PERSONS, 6, label="R"),
    )  # fmt: skip
    places = (Place("d1", "R"), Place("d2", "R"))
    people = tuple(Household(f"{i}", s, wishes=("R",)) for i, s in enumerate((2, 2, 2, 2)))
    planned = plan_settlement(Settlement(people, places, limits))
    assert without_place(planned) == 1
    assert all(o.rank == 1 for o in planned.offers if o.place)
    big = plan_settlement(Settlement((Household("x", 4, wishes=("d2",)),), places, limits))
    assert big.offers[0].place == "d1"
    assert big.offers[0].why is Why.LARGE


def test_of_two_alike_the_lottery_decides():
    people = [(2, 0, ("A", "B")), (2, 0, ("A", "B"))]
    seen = set()
    for seed in range(8):
        offers = plan_settlement(town(people, (2, 2, 0)), seed=seed).offers
        seen.add(next(o.household.id for o in offers if o.place == "A"))
    assert seen == {"H0", "H1"}


def test_floors_are_kept_or_refused():
    people = [(1, 0, ("A",))] * 4 + [(4, 0, ("A",))] * 2
    plain = plan_settlement(town(people, (6, 0, 0)))
    assert sum(o.household.size == 4 for o in plain.offers if o.place) == 0
    kept = plan_settlement(town(people, (6, 0, 0), floors={"size": 0.5}))
    assert (reached(kept.arrays.problem, kept.plan) >= kept.arrays.problem.floors.amount - 1e-9).all()
    assert sum(o.household.size == 4 for o in kept.offers if o.place) == 1
    with pytest.raises(BadInput):
        plan_settlement(town(people, (6, 0, 0), floors={"size": 1.0}))


def test_the_bound_needs_no_solver():
    planned = plan_settlement(town([(2, 0, ("A",))] * 5, (5, 1, 0)))
    problem = planned.arrays.problem
    assert planned.most == 2
    assert {limit.label for limit, _ in planned.binding} == {"A"}
    goal = Goal(np.ones(problem.demand.ranks + 1))
    from qonys.plans.settlement.kernels.places import Prices

    zero = np.zeros
    some = Prices(zero(1), np.array([0.5, 0.5, 0.5]), zero(0), zero(0), zero(problem.supply.jobs.shape))
    assert certified(problem, goal, some) >= 2


GROUPS = ("group", "origin", "ethnicity", "citizenship", "religion", "language", "country")


@pytest.mark.parametrize("kind", [Household, Place, Limit, Settlement, Demand, Supply])
def test_no_type_of_the_plan_can_hold_a_group(kind):
    assert not {f.name for f in fields(kind)} & set(GROUPS)


def test_an_audit_leaves_the_plan_alone_and_says_too_few():
    rng = np.random.default_rng(3)
    people = [(int(rng.integers(1, 5)), 0, tuple(rng.permutation(NAMES))) for _ in range(40)]
    planned = plan_settlement(town(people, (30, 20, 20)))
    before = [(o.household.id, o.place) for o in planned.offers]
    ids = [o.household.id for o in planned.offers]
    found = audit(planned.offers, {"g": {i: "x" if k < 5 else "y" for k, i in enumerate(ids)}}, seed=1)
    assert before == [(o.household.id, o.place) for o in planned.offers]
    assert {row.verdict for row in found} == {Verdict.FEW}
    firsts = {i: "won" if o.rank == 1 else "lost" for i, o in zip(ids, planned.offers, strict=True)}
    told = audit(planned.offers, {"g": firsts}, seed=1)
    assert {row.verdict for row in told} == {Verdict.DIFFERS}
    for row in told:
        assert row.first_difference[0] <= row.first_difference[1] <= row.first_difference[2]


def test_wilson_by_hand():
    low, high = wilson(0, 10)
    assert low == pytest.approx(0, abs=1e-12)
    assert high == pytest.approx(1.96**2 / (10 + 1.96**2), rel=1e-4)


@pytest.mark.parametrize("floors", [{}, {"place": 0.7, "size": 0.7}])
def test_arrivals_by_prices_beat_first_come_and_stay_below_hindsight(floors):
    def people(seed):
        rng = np.random.default_rng(seed)
        likely = (0.5, 0.3, 0.2)
        return tuple(
            Household(f"{seed}-{i:03d}", int(1 + rng.integers(5)), wishes=tuple(rng.choice(NAMES, 2, False, likely)),
                      day=int(rng.integers(365)))
            for i in range(150)
        )  # fmt: skip

    came = people(1)
    total = sum(h.size for h in came)
    limits = tuple(Limit((n,), Need.PERSONS, float(int(total * 0.36)), label=n) for n in NAMES)
    settlement = Settlement(came, tuple(map(Place, NAMES)), limits, floors)
    ways = {w.name: w for w in compare(settlement, people(2), seconds=20)}
    assert ways["first_come"].points <= ways["prices"].points <= ways["hindsight"].points / ways["hindsight"].share
    assert ways["prices"].share >= 0.98
    assert ways["prices"].floors_kept == ways["prices"].floors == (0 if not floors else 6)


def test_floors_that_cannot_hold_name_the_smallest_set():
    households = tuple(Household(f"h{i}", 4, wishes=("b",)) for i in range(10))
    limits = (
        Limit(("a",), Need.PERSONS, 40, label="a"),
        Limit(("a",), Need.HOMES, 5, label="a"),
        Limit(("b",), Need.PERSONS, 8, label="b"),
    )
    with pytest.raises(BadInput) as caught:
        plan_settlement(Settlement(households, (Place("a"), Place("b")), limits, {"size": 1.0}))
    # The quota of a has room for all: only its five homes and the quota of b stand in the way.
    told = [(fault.code, fault.file, fault.fields["amount"]) for fault in caught.value.faults]
    assert told == [("settle-clash-homes", "a", 5.0), ("settle-clash-persons", "b", 8.0),
                    ("settle-clash-floor-size", "3-4", 10.0)]  # fmt: skip


def test_homes_of_other_places_change_nothing():
    people = tuple(Household(f"h{i}", 4, wishes=("A",)) for i in range(3))
    own = (Limit(("A",), Need.HOMES, 5, "3", "A"), Limit(("A",), Need.HOMES, 1, "7", "A"))
    alone = plan_settlement(Settlement(people, (Place("A"),), own))
    other = Limit(("B",), Need.HOMES, 0, "4", "B")
    beside = plan_settlement(Settlement(people, (Place("A"), Place("B")), (*own, other)))
    # One home holds more than three persons, wherever else homes for four are told apart.
    assert without_place(alone) == without_place(beside) == 2


def test_each_household_shows_its_own_number():
    planned = plan_settlement(town([(2, 0, ("A", "B"))] * 4, (4, 4, 0)), seed=3)
    assert {o.household.id: o.lottery for o in planned.offers} == {f"H{i}": draw(3, f"H{i}") for i in range(4)}
    luck = {o.household.id: (o.rank, -o.lottery) for o in planned.offers}
    assert sorted(luck.values()) == sorted(luck.values(), key=lambda pair: pair[1])


def test_a_large_kind_has_no_better_lottery():
    wins = 0
    for seed in range(40):
        people = [(2, 0, ("A", "B"))] * 20 + [(2, 0, ("A", "B", "C"))] * 2
        offers = plan_settlement(town(people, (4, 60, 4)), seed=seed).offers
        first = [o.household.id for o in offers if o.rank == 1]
        wins += sum(name in ("H20", "H21") for name in first)
    # Two places in A: the kind of two has both in half of the draws, whatever the size of the other.
    assert 20 <= wins <= 60


def homes_town(people, **homes):
    limits = tuple(
        Limit((name,), Need.HOMES, float(n), str(size), name) for name, own in homes.items() for size, n in own.items()
    )
    households = tuple(Household(f"h{i}", size, wishes=("A",)) for i, size in enumerate(people))
    return Settlement(households, tuple(map(Place, homes)), limits)


def test_one_home_of_the_size_that_lacks_is_enough():
    planned = plan_settlement(homes_town([5, 5, 2], A={3: 0, 7: 1}))
    lacks = {o.household.size: [(x.limit.kind, x.amount) for x in o.lacks] for o in planned.offers if not o.place}
    # A household of five needs a home for seven; one of two would do with a home for three.
    assert len(lacks) and lacks == {size: [("7" if size == 5 else "3", 1.0)] for size in lacks}
    for size, own in ((5, {3: 0, 7: 2}), (2, {3: 1, 7: 1})):
        raised = plan_settlement(homes_town([5, size], A=own))
        assert without_place(raised) == 0


@settings(max_examples=30)
@given(st.lists(st.integers(1, 8), min_size=1, max_size=8), st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_homes_used_hold_all_who_have_a_place(people, homes):
    planned = plan_settlement(homes_town(people, A=dict(zip((2, 4, 7), homes, strict=True))))
    placed = [o.household.size for o in planned.offers if o.place]
    used = homes_used(planned.settlement.limits, {"A": placed})
    assert sum(used.values()) == len(placed)
    assert all(n <= limit.amount for limit, n in used.items())
    # By enumeration: the most households that the homes can hold, each in one that is large enough.
    seats = [size for size, n in zip((2, 4, 7), homes, strict=True) for _ in range(n)]
    fit = np.array([[size >= h for size in seats] for h in people], dtype=float).reshape(len(people), len(seats))
    rows, columns = linear_sum_assignment(fit, maximize=True)
    assert len(placed) == int(fit[rows, columns].sum())


def test_no_household_is_larger_than_the_largest_home_of_the_area():
    places = (Place("N1", "N"), Place("N2", "N"))
    limits = (Limit(("N1", "N2"), Need.HOMES, 3, "4", "N"), Limit(("N1",), Need.PERSONS, 9, label="N1"))
    planned = plan_settlement(Settlement((Household("a", 5), Household("b", 4)), places, limits))
    assert {o.household.id: o.why for o in planned.offers}["a"] is Why.NONE
    assert planned.arrays.largest.tolist() == [4, 4]


def test_a_floor_counts_an_area_and_its_districts_once_and_no_closed_place():
    places = (Place("N1", "N"), Place("N2", "N"), Place("S"), Place("W", open=False))
    limits = (
        Limit(("N1", "N2"), Need.PERSONS, 40, label="N"), Limit(("N1",), Need.PERSONS, 40, label="N1"),
        Limit(("N2",), Need.PERSONS, 40, label="N2"), Limit(("S",), Need.PERSONS, 40, label="S"),
        Limit(("W",), Need.PERSONS, 40, label="W"),
    )  # fmt: skip
    people = tuple(Household(f"h{i}", 1) for i in range(80))
    planned = plan_settlement(Settlement(people, places, limits, {"place": 1.0}))
    amounts = dict(zip((f.name for f in planned.arrays.floors), planned.arrays.problem.floors.amount, strict=True))
    assert amounts == {"N": 40, "N1": 20, "N2": 20, "S": 40}


def test_jobs_of_an_area_are_for_all_its_districts():
    places = (Place("N1", "N"), Place("N2", "N", jobs={"cook": 1.0}), Place("S", jobs={"driver": 1.0}))
    limits = tuple(Limit((n,), Need.PERSONS, 2, label=n) for n in ("N1", "N2", "S"))
    people = [Household(f"d{i}", 1, 1, ("driver",)) for i in range(4)] + [Household("c", 1, 1, ("cook",))]
    planned = plan_settlement(Settlement(tuple(people), places, limits, jobs={"N": {"driver": 2.0}}))
    # Two drivers in either district of N, one in S, the cook in N2.
    assert (planned.matched, planned.matched_bound) == (4, 4)
    assert {o.household.id: o.place for o in planned.offers}["c"] == "N2"


def test_nobody_without_wishes_has_a_first_wish():
    people = tuple(Household(f"h{i}", 1, day=i) for i in range(5))
    ways = compare(Settlement(people, (Place("A"),), (Limit(("A",), Need.PERSONS, 3, label="A"),)))
    assert [w.firsts for w in ways] == [0, 0, 0] and [w.placed for w in ways] == [3, 3, 3]


def test_a_floor_keeps_a_household_where_it_is_and_that_is_said():
    people = (Household("a", 1, wishes=("B", "A")), Household("b", 1, wishes=("B",)), Household("c", 1, wishes=("B",)))
    limits = (Limit(("A",), Need.PERSONS, 2, label="A"), Limit(("B",), Need.PERSONS, 3, label="B"))
    planned = plan_settlement(Settlement(people, (Place("A"), Place("B")), limits, {"place": 1.0}))
    (held,) = (o for o in planned.offers if o.place == "A")
    # B has room, but then the floor of A would break: no next best, and no limit of B to be raised.
    assert held.why is Why.TRADE and held.wanted == "B" and held.lacks == () and held.next_best == ""


def test_floors_that_too_few_households_can_meet_say_how_many_there_are():
    limits = tuple(Limit((n,), Need.PERSONS, 1, label=n) for n in "AB")
    people = tuple(Household(f"h{i}", size) for i, size in enumerate((1, 2, 3)))
    with pytest.raises(BadInput) as caught:
        plan_settlement(Settlement(people, (Place("A"), Place("B")), limits, {"place": 1.0}))
    # One place each, and one household that is small enough for either.
    assert [fault.code.rpartition("-")[2] for fault in caught.value.faults] == ["place", "place", "households"]
    assert caught.value.faults[-1].fields == {"households": 3.0, "persons": 6.0}


def test_a_floor_of_an_area_is_of_what_its_districts_can_hold():
    places = (Place("X1", "X"), Place("X2", "X"), Place("Y"))
    limits = (
        Limit(("X1", "X2"), Need.PERSONS, 100, label="X"), Limit(("X1",), Need.PERSONS, 2, label="X1"),
        Limit(("X2",), Need.PERSONS, 2, label="X2"), Limit(("Y",), Need.PERSONS, 10, label="Y"),
    )  # fmt: skip
    people = tuple(Household(f"h{i}", 2) for i in range(40))
    planned = plan_settlement(Settlement(people, places, limits, {"place": 0.5}))
    amounts = {
        f.name: float(a) for f, a in zip(planned.arrays.floors, planned.arrays.problem.floors.amount, strict=True)
    }
    assert amounts == {"X": 2, "X1": 1, "X2": 1, "Y": 5}


def test_floors_hold_whatever_sizes_were_expected():
    settlement = Settlement(
        tuple(Household(f"h{i}", 1, wishes=("A",), day=i) for i in range(6)), (Place("A"), Place("B")),
        (Limit(("A",), Need.PERSONS, 6, label="A"), Limit(("B",), Need.PERSONS, 6, label="B")),
        {"size": 1.0, "place": 0.5},
    )  # fmt: skip
    ways = compare(settlement, (Household("f", 7, wishes=("A",)),))
    # Persons 1-2, A and B: the class of the household that was expected and did not come is none of them.
    assert {w.floors for w in ways} == {3} and ways[0].floors_kept == 3

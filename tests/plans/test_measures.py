"""Measures: order by hand, pairs, groups of equals, the best choice in a budget, packages, the simulator between."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from impact.country import question
from plans.measure_country import LEVERS, toy_with_measures
from qonys.errors import BadInput, CannotCompute
from qonys.impact.incumbents import incumbents
from qonys.impact.results import drawn_of
from qonys.impact.simulator import LOCAL, output, state
from qonys.model.measures import Cost, Lever, Measure, Mechanism, Package, Party, Product
from qonys.model.parameters import Range, Shape
from qonys.packs import load_pack
from qonys.packs.measures import PACKAGES, pack_measures, package_text, read_measures, read_package
from qonys.packs.parameters import pack_parameters
from qonys.packs.rules import pack_rules
from qonys.plans.measures.kernels.knapsack import choose
from qonys.plans.measures.kernels.ranking import (
    Standing,
    ahead,
    alike,
    first,
    letters,
    order,
    ratio_quantiles,
    standings,
    worth,
)
from qonys.plans.measures.levers import Known, borne, infeasible, outlays, public
from qonys.plans.measures.ranking import Outcome, View, Yardstick, added_up, ranked, sides
from qonys.provenance.trace import rows_behind
from qonys.store import open_store
from qonys.studies.measures.compute import affordable, parse, together, yardstick_of
from qonys.studies.measures.gather import outcome_of, setting_of
from qonys.studies.measures.package import changes, record, record_text
from qonys.studies.registry import start
from qonys.studies.wellbeing.gather import built, framework_of, span_of, table_of
from qonys.wellbeing.moved import moved
from qonys.wellbeing.pipeline import build


def outcome(id: str, money: list[float], cost: list[float]) -> Outcome:
    paid = {party: np.zeros(len(money)) for party in Party}
    return Outcome(id, 1.0, None, np.array(money), paid | {Party.LOCAL_BUDGET: np.array(cost)})


def test_the_order_by_hand():
    # Ratios: good 2, 3, 1, 2 (median 2); dear 1 each time, though its effect is ten times as large.
    good = outcome("good", [2.0, 3.0, 1.0, 2.0], [1.0, 1.0, 1.0, 1.0])
    dear = outcome("dear", [20.0, 20.0, 20.0, 20.0], [20.0, 20.0, 20.0, 20.0])
    free = outcome("free", [0.1, 0.1, 0.1, 0.1], [0.0, 0.0, 0.0, 0.0])
    saves = outcome("saves", [-1.0, -1.0, -1.0, -1.0], [-5.0, -5.0, -5.0, -5.0])
    wastes = outcome("wastes", [-1.0, -1.0, -1.0, -1.0], [5.0, 5.0, 5.0, 5.0])
    found = ranked((wastes, dear, saves, good, free), (), Yardstick.MONEY, View.PUBLIC)
    assert [o.id for o in found.outcomes] == ["free", "good", "dear", "saves", "wastes"]
    assert [s.name for s in found.standings] == ["FREE", "BUYS", "BUYS", "SAVES", "WASTES"]
    # good is ahead in three draws of four and level in one.
    assert found.pairs[1, 2] == pytest.approx(0.875)
    assert found.letters == ("a", "b", "b", "c", "d")
    assert found.first.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]
    assert found.contenders == ("free",)


def test_a_measure_that_saves_now_and_then_keeps_its_place():
    effect, cost = np.tile([10.0, 1.0], (10, 1)), np.ones((10, 2))
    cost[0, 0] = -1.0
    assert ahead(effect, cost)[0, 1] == 1.0 and order(effect, cost) == (0, 1)


def test_a_cheap_harm_is_no_worse_than_a_dear_one():
    effect, cost = np.array([[-1.0, -1.0]]), np.array([[1.0, 100.0]])
    assert ahead(effect, cost)[0, 1] == 0.5


def test_paired_draws_tell_what_intervals_do_not():
    shock = np.linspace(-10, 10, 101)
    effect = np.stack([shock + 0.1, shock], axis=1)
    assert ahead(effect + 50, np.ones_like(effect))[0, 1] == 1.0
    unpaired = np.stack([shock + 0.1, shock[::-1]], axis=1) + 50
    assert 0.4 < ahead(unpaired, np.ones_like(effect))[0, 1] < 0.6


numbers = st.floats(-5, 5).map(lambda x: round(x, 1))
draws = arrays(np.float64, (7, 4), elements=numbers)


@settings(max_examples=60)
@given(draws, draws)
def test_each_pair_shares_one_and_one_is_first(effect, cost):
    pairs = ahead(effect, cost)
    assert_allclose(pairs + pairs.T, 1.0, atol=1e-12)
    assert first(effect, cost).sum() == pytest.approx(1.0)
    assert sorted(order(effect, cost)) == [0, 1, 2, 3]
    at, value = standings(effect, cost), worth(effect, cost)
    for d, i, j in product(range(7), range(4), range(4)):
        if effect[d, i] > effect[d, j] and cost[d, i] <= cost[d, j] and cost[d, i] > 0:
            assert (at[d, i], value[d, i]) > (at[d, j], value[d, j]), "more for less is better"


def test_a_ratio_needs_a_cost_in_every_draw():
    effect, cost = np.array([[4.0, 1.0], [6.0, 1.0]]), np.array([[2.0, 0.0], [2.0, 1.0]])
    assert ratio_quantiles(effect, cost, (0.5,))[0, 0] == 2.5
    assert np.isnan(ratio_quantiles(effect, cost, (0.5,))[0, 1])


@settings(max_examples=80)
@given(arrays(np.bool_, (5, 5)))
def test_letters_are_shared_exactly_by_those_alike(raw):
    same = raw | raw.T | np.eye(5, dtype=bool)
    found = letters(same)
    for i, j in product(range(5), range(5)):
        assert bool(set(found[i]) & set(found[j])) == same[i, j]


def test_level_of_doubt():
    pairs = np.array([[0.5, 0.9, 0.89], [0.1, 0.5, 0.5], [0.11, 0.5, 0.5]])
    assert alike(pairs, 0.9).tolist() == [[True, False, True], [False, True, True], [True, True, True]]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(-3, 9), st.integers(-2, 9), st.integers(0, 2)), min_size=1, max_size=7),
       st.integers(0, 15))  # fmt: skip
def test_the_choice_is_the_best_of_all(options, budget):
    effect, cost, group = (np.array(column) for column in zip(*options, strict=True))
    best = -np.inf
    for take in product((0, 1), repeat=len(options)):
        picked = np.array(take, dtype=bool)
        if cost[picked].sum() <= budget and len(set(group[picked])) == picked.sum():
            best = max(best, effect[picked].sum())
    taken = choose(effect.astype(float), cost.astype(float), group, float(budget)).astype(bool)
    assert cost[taken].sum() <= budget
    assert len(set(group[taken])) == taken.sum()
    assert effect[taken].sum() == best


def fee(low: float = 2.0) -> Lever:
    ranges = Range("fee", low, low, low, Shape.UNIFORM, "crown", "the decree")
    paid = Cost(Party.EMPLOYERS, Party.LOCAL_BUDGET, ranges, Product(1.0, ("n",)))
    help_ = Cost(Party.NATIONAL_BUDGET, Party.ARRIVALS, ranges, Product())
    limit = Product(0.5, ("n",))
    return Lever("fee", Mechanism.ATTRACT, "places", (1.0,), 9.0, everywhere=False, costs=(paid, help_), limit=limit)


def test_who_pays_whom():
    known = Known(2, {"n": np.array([3.0, 4.0])}, {("fee", 0): np.full(2, 2.0), ("fee", 1): np.full(2, 7.0)})
    paid = outlays(fee(), 10.0, known)
    assert paid[Party.EMPLOYERS].tolist() == [60.0, 80.0]
    assert paid[Party.LOCAL_BUDGET].tolist() == [-60.0, -80.0]
    assert paid[Party.NATIONAL_BUDGET].tolist() == [70.0, 70.0] == (-paid[Party.ARRIVALS]).tolist()
    assert public(paid).tolist() == [10.0, -10.0]
    assert borne(paid).tolist() == [70.0, 70.0], "a fee between those who were there cancels out, help does not"


def test_sides_are_declared_or_found_where_the_interval_does_not_hold_zero():
    draws = np.linspace(-0.02, 0.98, 101)
    details = {
        "wage_local_low": -1e-6 * (draws + 0.1), "wage_local_high": draws - 0.5, "wage_migrant": draws + 0.03,
        "capital_return_change": np.zeros(101),
    }  # fmt: skip
    one = replace(outcome("fee", [1.0] * 101, [1.0] * 101), details=details)
    lever = replace(fee(), gains=(Party.EMPLOYERS,), loses=(Party.LOCAL_BUDGET,))
    assert sides(one, lever) == ((Party.EMPLOYERS, Party.MIGRANTS), (Party.LOCAL_BUDGET, Party.LOCAL_LOW))
    nearly = replace(one, details={"wage_migrant": draws - 0.04})  # 6 draws of 101 are not above zero
    assert sides(nearly, lever) == ((Party.EMPLOYERS,), (Party.LOCAL_BUDGET,))


def test_no_lever_declares_what_the_simulation_says(tmp_path):
    text = tmp_path / "m.toml"
    text.write_text(LEVERS.replace('gains = ["employers"]', 'gains = ["employers", "local_low"]', 1), "utf-8")
    with pytest.raises(BadInput) as raised:
        read_measures(text, pack_parameters(load_pack("kz")))
    assert any("gains" in f.what for f in raised.value.faults)


def test_what_is_not_feasible_says_why():
    known = Known(1, {"n": np.array([3.0])}, {})
    assert infeasible(fee(), 1.0, known, country=True) == "regions-only"
    assert infeasible(fee(), 1.0, Known(1, {}, {}), country=False) == "no-figure"
    assert infeasible(fee(), 1.6, known, country=False) == "over-limit"
    assert infeasible(fee(), 1.5, known, country=False) == ""


def test_gains_of_those_there_before_add_up_with_those_of_the_arrivals():
    """Another way: what each earns after, from wages, jobs and the return to capital, less what was earned before."""
    asked = question("workers=800,informal_share=0")
    drawn = drawn_of(asked, 200, 1)
    at = state(asked, drawn)
    made, capital_share, rate = at.settled.production, drawn["capital_share"], asked.value("unemployment_rate")
    kept = (1 - at.settled.unemployment) / (1 - rate)
    labour = (at.base.shares * made.wages * kept).sum(axis=(1, 2))
    before = (1 - capital_share) * labour + capital_share * made.output / made.capital
    found = incumbents(asked, at)
    assert_allclose(found["surplus"], before - 1, atol=1e-12)
    new = output(asked, at)["arrivals_share"] * made.output
    added = capital_share * made.output * (1 - 1 / made.capital)
    assert_allclose(before + new + added, made.output, rtol=1e-9)
    pay = (at.base.persons * at.base.pay * made.wages * kept)[:, :, LOCAL].sum(axis=1)
    assert_allclose(found["earnings_local"], pay / (at.base.persons * at.base.pay)[:, :, LOCAL].sum(axis=1) - 1)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    root = toy_with_measures(tmp_path_factory.mktemp("pack"))
    return start(open_store(load_pack(root), tmp_path_factory.mktemp("store")), seed=1)


@pytest.fixture(scope="module")
def setting(run):
    return setting_of(run, "TL-F", "2022", 400, 1)


def test_the_index_moves_as_if_it_were_made_again(run):
    """A region in the middle of the scale, whose figure is no goalpost: the index built anew says the same."""
    own = built(run, "toy-wellbeing", "current")
    framework = framework_of(run, "toy-wellbeing")
    table = table_of(run, framework, span_of(framework, "current"))
    i = [c.id for c in framework.criteria].index("income")
    values = own.comparable[..., i]
    unit = int(np.argsort(values[2])[len(values[2]) // 2])
    divisor = table.denominators[2, unit, table.by[i]]
    raw = table.values.copy()
    raw[2, unit, i] *= 1.001
    again = build(replace(table, values=raw), framework)
    change = moved(own, unit, 2, {"income": np.array([raw[2, unit, i] / divisor])})
    assert_allclose(change[0], again.index[2, unit] - own.index[2, unit], rtol=1e-6)
    assert change[0] > 0


def test_all_measures_share_the_draws(run, setting):
    """A measure does the same beside others as by itself."""
    alone = run("plan.measures", area="TL-F", period="2022", draws=400, measures=("permits=400",))
    beside = run("plan.measures", area="TL-F", period="2022", draws=400)
    at = {"measure": "money", "lever": "permits", "part": "value"}
    assert alone.value(**at) == beside.value(**at)


def test_together_is_not_the_sum(setting):
    parts = (Measure("permits", 800.0), Measure("homes", 50.0))
    whole, total, *alone = together(setting, parts)
    assert_allclose(total.money, alone[0].money + alone[1].money)
    assert np.abs(np.median(whole.money) / np.median(total.money) - 1) > 1e-4
    assert_allclose(public(whole.paid), public(total.paid))
    assert_allclose(whole.details["people"], total.details["people"])
    assert added_up(alone, "x").index is not None


def test_refused_measures_keep_their_reason(run):
    found = run("plan.measures", area="TL-F", period="2022", draws=400, measures=("grants=10", "guard=5"))
    assert found.reason(measure="money", lever="grants", part="value") == "over-limit"
    assert found.value(measure="rank", lever="guard", part="value") == 1
    assert found.value(measure="people", lever="guard", part="value") == -5
    claim = found.claim(decimals=0, measure="money", lever="guard", part="value")
    assert rows_behind(run, claim)


def test_an_area_without_figures_says_which(run):
    with pytest.raises(CannotCompute) as caught:
        run("plan.measures", area="TL-F", period="2015", draws=400)
    assert "labour_force" in str(caught.value.fields["names"])


def test_a_budget_is_kept_and_more_money_does_no_less(setting):
    by = yardstick_of(setting, "money")
    done = []
    for budget in (0.0, 1500.0, 6000.0):
        taken = affordable(setting, budget, by)
        outcomes = [outcome_of(setting, (m,), m.lever) for m in taken]
        assert sum(public(o.paid).mean() for o in outcomes) <= budget + 1e-6
        assert len({m.lever for m in taken}) == len(taken)
        done.append(sum(o.money.mean() for o in outcomes))
    assert done == sorted(done)
    with pytest.raises(BadInput):
        affordable(setting, -1.0, by)


def test_lines_are_refused_all_at_once(setting):
    levers = setting.measures
    assert parse(("permits", "homes=20"), levers) == (Measure("permits", 400.0), Measure("homes", 20.0))
    with pytest.raises(BadInput) as caught:
        parse(("permit=100", "homes=1000", "guard=5", "guard=6", "grants=x", "homes=nan"), levers)
    codes = [fault.code for fault in caught.value.faults]
    assert sorted(codes) == ["not-a-number", "plan-lever-size", "plan-lever-size", "plan-lever-twice",
                             "plan-lever-twice", "plan-unknown-lever"]  # fmt: skip


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


@settings(max_examples=50)
@given(texts, texts, st.lists(st.sampled_from(["permits", "homes", "guard"]), unique=True, min_size=1),
       st.floats(0.01, 9.99))  # fmt: skip
def test_a_package_reads_as_it_was_written(setting, tmp_path_factory, name, note, levers, size):
    made = Package(f"n{name}", "TL-F", "2022", 7, 200, tuple(Measure(lever, size, note) for lever in levers),
                   approved_on="2026-02-03")  # fmt: skip
    path = tmp_path_factory.mktemp("package") / "p.toml"
    path.write_bytes(package_text(made).encode())
    assert read_package(path, setting.measures) == made
    assert package_text(read_package(path, setting.measures)) == package_text(made)


def test_a_record_is_the_same_on_every_run_and_says_what_changed(run, setting):
    package = Package("two", "TL-F", "2022", 1, 400, (Measure("permits", 400.0), Measure("homes", 50.0)))

    def ran(of: Package) -> dict[str, object]:
        return record(run, setting, of, together(setting, of.measures), Yardstick.MONEY)

    assert record_text(ran(package)) == record_text(ran(package))
    turned = replace(package, measures=package.measures[::-1])
    same = [row["place"] for row in changes(ran(package), ran(turned))]
    assert all(place == "package.sha256" for place in same), "the order of measures is no difference but of the text"
    larger = replace(package, measures=(Measure("permits", 800.0), package.measures[1]))
    found = {row["place"]: row for row in changes(ran(package), ran(larger))}
    assert found["measures.permits.size"] == {"place": "measures.permits.size", "before": 400.0, "now": 800.0}
    assert "results.together.money.value" in found
    assert not any(place.startswith("results.homes") for place in found)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('times = ["use"]', 'times = ["usage"]', "plan-lever-quantity"),
        ('kind = "families"', 'kind = "family"', "plan-lever-kind"),
        ("sizes = [10, 50]", "sizes = [50, 10]", "plan-lever-sizes"),
        ("central = 0.7\nhigh = 0.9", "central = 0.95\nhigh = 0.9", "impact-range-turned"),
        ('id = "guard"', 'id = "homes"', "duplicate-key"),
        ('criterion = "income"', 'criterion = "incomes"', "plan-lever-criterion"),
        ('framework = "toy-wellbeing"', 'framework = "toy"', "plan-lever-framework"),
        ('payer = "employers"\nlow = 10\n', 'payer = "nobody"\nlow = 10\n', "toml-schema"),
        ('series = "foreign_workers"', 'series = "foreigners"', "unknown-indicator"),
        ("maximum = 2000", "maximum = -1", "toml-schema"),
    ],
)
def test_faults_of_the_levers_are_named(tmp_path, old, new, code):
    assert old in LEVERS
    root = toy_with_measures(tmp_path, LEVERS.replace(old, new))
    broken = start(open_store(load_pack(root), tmp_path / "store"), seed=1)
    with pytest.raises(BadInput) as caught:
        broken("plan.measures", area="TL-F", period="2022", draws=400)
    assert code in {fault.code for fault in caught.value.faults}


def test_the_packages_of_the_embedded_pack_are_as_they_would_be_written():
    pack = load_pack("kz")
    levers = pack_measures(pack, pack_parameters(pack))
    paths = sorted((pack.root / PACKAGES).glob("*.toml"))
    assert len(paths) == 2
    for path in paths:
        assert package_text(read_package(path, levers)) == path.read_text("utf-8")
    assert {lever.mechanism for lever in levers.levers.values()} == set(Mechanism)
    assert all(lever.costs and (lever.gains or lever.loses) for lever in levers.levers.values())


def test_standings_have_names():
    assert Standing(int(standings(np.array(1.0), np.array(-1.0)))) is Standing.FREE


@pytest.mark.parametrize("lever", ["places-returnees", "places-settlers"])
def test_support_of_families_costs_what_the_rules_say(lever):
    pack = load_pack("kz")
    book = pack_rules(pack)
    found = pack_measures(pack, pack_parameters(pack)).levers[lever]
    by_head, rent, certificate = (c for c in found.costs if c.to is Party.ARRIVALS)
    day = by_head.range.dated
    assert by_head.range.low == by_head.range.high == book.value_at("relocation_per_family_member", day)
    assert (rent.range.low, rent.range.high) == (
        book.value_at("rent_month_lower", day), book.value_at("rent_month_upper", day)
    )  # fmt: skip
    assert rent.product.factor == book.value_at("rent_months", day)
    assert (certificate.range.low, certificate.range.high) == (0, book.value_at("mobility_certificate_limit", day))


def test_a_range_that_leans_is_drawn_as_it_leans():
    """A uniform draw would not know of the central value that is printed beside it."""
    pack = load_pack("kz")
    found = pack_measures(pack, pack_parameters(pack))
    ranges = [*found.parameters.values(), *(c.range for lever in found.levers.values() for c in lever.costs)]
    for r in ranges:
        assert r.shape is not Shape.UNIFORM or r.central == pytest.approx((r.low + r.high) / 2), r.id

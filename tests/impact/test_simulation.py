"""Simulations of an invented town: what adds up, what is missing and why, and what the answers depend on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from impact.country import FIGURES, question
from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.impact import examine, results
from qonys.impact.question import columns_of, inputs_of, quantiles
from qonys.impact.sensitivity import By, sensitivity
from qonys.impact.simulator import draw, regional, state
from qonys.model import Call
from qonys.model.parameters import Origin, Range, Shape

CALL = Call("test")


def simulated(asked, draws=2000, seed=1):
    drawn = results.drawn_of(asked, draws, seed)
    return drawn, regional(asked, drawn)


def fixed(asked, **values):
    """The question with all ranges narrowed to their central values, or to these."""
    ranges = {
        name: replace(r, low=values.get(name, r.central), central=values.get(name, r.central),
                      high=values.get(name, r.central))
        for name, r in asked.parameters.ranges.items()
    }  # fmt: skip
    kinds = {
        name: replace(k, ranges={n: replace(r, low=r.central, high=r.central) for n, r in k.ranges.items()})
        for name, k in asked.parameters.kinds.items()
    }
    return replace(asked, parameters=replace(asked.parameters, ranges=ranges, kinds=kinds))


def test_nobody_changes_nothing():
    _, found = simulated(question("workers=0"))
    for name in (
        "wage_local",
        "wage_migrant",
        "output_change",
        "unemployment_change",
        "employment_local",
        "remittances",
    ):
        assert_allclose(found[name], 0, atol=1e-9)
    assert_allclose(found["migrant_share_after"], found["migrant_share_before"])
    assert_allclose(found["unemployment_after"], 0.06)


def test_arrivals_are_paid_what_they_make():
    """Without informal work the arrivals' part of output is their earnings over output, with the model's own wage."""
    asked = fixed(question("workers=500,informal_share=0"), migrant_informal_share=0.0)
    at = state(asked, draw(asked, np.full((1, len(columns_of(asked))), 0.5)))
    base, made = at.base, at.settled.production
    share = regional(asked, at.drawn)["arrivals_share"][0]
    rate = at.settled.unemployment[0, :, 1]
    working = at.arrivals[0].workers[0] * (1 - rate)
    paid = (working * base.product[0, :, 1] * made.wages[0, :, 1]).sum()
    everybody = (base.persons[0] * base.product[0] * made.wages[0] * at.settled.employment[0]).sum()
    assert share == pytest.approx(0.65 * paid / everybody, rel=1e-9)


def test_earnings_follow_the_official_wage():
    """One worker hardly moves wages: earns the local wage times the ratios, if there is work."""
    asked = fixed(question("workers=0.001,low=1,informal_share=0"))
    _, found = simulated(asked, 100)
    low = FIGURES["wage"] / (0.7 + 0.3 * 1.5)
    assert_allclose(found["earnings"], 0.001 * low * 0.8 * 0.94, rtol=1e-6)
    assert_allclose(found["remittances"], 0.4 * found["earnings"])


def test_locals_of_the_same_kind_as_arrivals_lose_most():
    _, found = simulated(question("workers=800,low=1"))
    assert (found["wage_local_low"] < found["wage_local_high"]).all()
    assert (found["wage_migrant"] < found["wage_local_low"]).all()


def test_kinds_that_count_as_locals_spare_migrants():
    _, found = simulated(question("families=1000"))
    _, other = simulated(question("families=1000,side=migrant"))
    assert np.median(found["wage_migrant"]) > np.median(other["wage_migrant"])


def test_people_are_counted_by_their_composition():
    asked = question("families,households=100,household_size=4,working_share=0.5,school_share=0.2,preschool_share=0.1")
    _, found = simulated(asked, 100)
    assert_allclose(found["people"], 400)
    assert_allclose(found["households"], 100)
    assert_allclose(found["workers"], 200)
    assert_allclose(found["school_places"], 80)
    assert_allclose(found["preschool_places"], 40)
    assert_allclose(found["housing_kept"], 400 * 21)


def test_what_is_lacking_is_the_need_less_what_is_free():
    asked = question("families,households=100", school_places_free=50.0, clinic_visits_free=1e9)
    _, found = simulated(asked)
    assert_allclose(found["school_places_lacking"], np.maximum(found["school_places"] - 50, 0))
    assert_allclose(found["clinic_visits_lacking"], 0)


def test_more_of_a_scenario_is_more():
    _, few = simulated(question("workers=100"))
    _, many = simulated(question("workers=1000"))
    assert (many["output_change"] > few["output_change"]).all()
    assert (many["arrivals_share"] > few["arrivals_share"]).all()
    # Output grows by less than the workers.
    assert (many["output_change"] < 1000 / 9400).all()


def test_ranges_are_kept_and_central_values_are_inside():
    asked = question("workers=100", "families=100")
    columns = columns_of(asked)
    drawn = results.drawn_of(asked, 500, 1)
    for column in columns:
        values = drawn[column.id]
        assert column.range.low <= values.min() <= values.max() <= column.range.high
        assert column.range.fixed or np.ptp(values) > 0.9 * (column.range.high - column.range.low) * 0.7


def test_shapes_have_their_means():
    """Means in closed form; a Latin hypercube meets them to a few parts in a thousand."""
    at = ((np.arange(4000) + 0.5) / 4000)[:, None]
    means = {Shape.UNIFORM: 3.0, Shape.LOG_UNIFORM: 4 / np.log(5), Shape.TRIANGULAR: 8 / 3, Shape.PERT: 14 / 6}
    for shape, mean in means.items():
        from qonys.impact.question import Column

        column = Column("x", "g", Range("x", 1.0, 2.0, 5.0, shape, "u", "s"))
        assert quantiles((column,), at).mean() == pytest.approx(mean, rel=2e-4)


def test_region_result_says_what_is_missing_and_why():
    asked = question("workers=100", without=("wage", "housing_per_person"))
    found = results.region_result(CALL, asked, results.drawn_of(asked, 200, 1))
    assert found.reason(measure="remittances", part="value") == "no-wage"
    assert found.reason(measure="housing_kept", part="low") == "no-housing-per-person"
    assert found.reason(measure="school_places_lacking", part="low") == "no-school-places-free"
    assert found.has(measure="output_added", part="value")
    nothing = question("workers=100", without=("labour_force",))
    found = results.region_result(CALL, nothing, results.drawn_of(nothing, 200, 1))
    assert found.reason(measure="wage_local_low", part="value") == "no-labour-force"
    assert found.has(measure="people", part="value")


def test_ends_stand_around_the_median_and_hold_ninety_of_a_hundred():
    asked = question("workers=800", "families=500")
    drawn, found = simulated(asked, 5000)
    result = results.region_result(CALL, asked, drawn)
    for name, values in found.items():
        low, middle, high = (result.value(measure=name, part=part) for part in results.PARTS)
        assert low <= middle <= high
        if np.ptp(values) > 0:
            assert 0.88 < np.mean((values >= low) & (values <= high)) <= 1
    assert result.status[0, 0] == "E"


def test_the_same_seed_gives_the_same_and_another_nearly():
    asked = question("workers=800")
    one, same, other = (results.region_result(CALL, asked, results.drawn_of(asked, 4000, s)) for s in (1, 1, 2))
    assert np.array_equal(one.values, same.values, equal_nan=True)
    assert not np.array_equal(one.values, other.values, equal_nan=True)
    a, b = (r.value(measure="wage_local_low", part="value") for r in (one, other))
    assert a == pytest.approx(b, rel=0.03)


def test_workers_agree_with_the_region():
    asked = question("workers=800")
    drawn = results.drawn_of(asked, 1000, 1)
    region, workers = results.region_result(CALL, asked, drawn), results.workers_result(CALL, asked, drawn)
    for worker in ("local", "local_low", "local_high", "migrant"):
        name = f"wage_{worker}"
        assert workers.value(measure="wage_change", worker=worker, part="value") == region.value(
            measure=name, part="value"
        )
    assert workers.value(measure="employment_change", worker="local", part="low") == pytest.approx(
        region.value(measure="employment_local", part="low")
    )


def test_groups_add_up_to_the_region():
    asked = fixed(question("workers=800,sector=docks", "families=500"))
    drawn = results.drawn_of(asked, 100, 1)
    groups, region = results.groups_result(CALL, asked, drawn), results.region_result(CALL, asked, drawn)
    assert groups.axes["group"] == ("1 workers.docks", "2 families")
    for name in ("people", "workers", "earnings", "remittances", "school_places"):
        parts = sum(groups.value(measure=name, group=g, part="value") for g in groups.axes["group"])
        assert parts == pytest.approx(region.value(measure=name, part="value"))


def test_inputs_say_where_they_come_from():
    found = {i.id: i for i in inputs_of(question("workers=100,school_share=0"))}
    assert found["labour_force"].origin is Origin.USER
    assert found["sigma_skill"].origin is Origin.RANGE
    assert found["covered_share"].origin is Origin.ASSUMPTION
    assert found["workers.people"].origin is Origin.USER
    assert found["workers.school_share"].low == 0
    counted = results.origins_result(CALL, question("workers=100"))
    total = counted.values.sum()
    assert total == len(inputs_of(question("workers=100")))


def test_shares_of_variance_add_up_and_find_the_one_that_varies():
    asked = fixed(question("workers=800"))
    ranges = {**asked.parameters.ranges, "sigma_origin": question().parameters.ranges["sigma_origin"]}
    alone = replace(asked, parameters=replace(asked.parameters, ranges=ranges))
    found = sensitivity(CALL, alone, "wage_migrant", By.PARAMETER, 40)
    assert found.axes["source"] == ("sigma_origin",)
    assert found.value(measure="share", source="sigma_origin") == pytest.approx(1)
    whole = sensitivity(CALL, question("workers=800"), "wage_local_low", By.GROUP, 60)
    assert whole.values[0].sum() == pytest.approx(1)
    # Remittances hang on nothing but the part that is sent, where the rest is fixed.
    assert "norms" not in whole.axes["source"]


def test_a_product_has_the_variance_shares_of_its_factors():
    """Remittances of workers whose pay hardly varies: the share sent is all of the variance (closed form: 1)."""
    asked = fixed(question("workers=0.001,low=1,informal_share=0"))
    kinds = {**asked.parameters.kinds, "workers": question().parameters.kinds["workers"]}
    found = sensitivity(CALL, replace(asked, parameters=replace(asked.parameters, kinds=kinds)), "remittances")
    assert found.value(measure="share", source="remittances") == pytest.approx(1, abs=1e-6)


def test_by_parameter_the_rest_stands_together():
    found = sensitivity(CALL, question("workers=800"), "wage_local_low", By.PARAMETER, 20)
    assert len(found.axes["source"]) == 8
    assert found.axes["source"].count("others") == 1
    assert found.values[0].sum() == pytest.approx(1)


@pytest.mark.parametrize(("target", "error"), [("wages", NotFound), ("people", CannotCompute)])
def test_sensitivity_of_nothing(target, error):
    with pytest.raises(error):
        sensitivity(CALL, question("workers=800"), target, blocks=20)


def test_claimed_share_by_hand():
    """Everything fixed: X = S E / ((1 - a) p - S (p - c))."""
    asked = fixed(question(), migrant_informal_share=0.0, covered_share=0.0, migrant_high_share=0.3)
    found = examine.share_claim(CALL, asked, results.drawn_of(asked, 100, 1), 0.08)
    # Skills of both are alike, so that the product beside locals is the pay ratio 0.8.
    expected = 0.08 * 9400 / (0.65 * 0.8 - 0.08 * 0.8)
    assert found.value(measure="product", part="value") == pytest.approx(0.8)
    assert found.value(measure="stock", part="value") == pytest.approx(expected)
    assert found.value(measure="of_employed", part="high") == pytest.approx(expected / 9400)


def test_a_share_that_no_number_of_workers_makes():
    asked = question()
    found = examine.share_claim(CALL, asked, results.drawn_of(asked, 500, 1), 0.5)
    assert found.value(measure="possible", part="value") == 0
    assert found.reason(measure="stock", part="value") == "beyond-any-stock"


def test_published_stocks_turn_the_claim_round():
    asked = question()
    drawn = results.drawn_of(asked, 1000, 1)
    claim = examine.share_claim(CALL, asked, drawn, 0.08)
    stock = claim.value(measure="stock", part="value")
    found = examine.stocks(CALL, asked, drawn, (examine.Published("a", stock), examine.Published("b", 100.0)))
    assert (
        found.value(measure="share", stock="a", part="low")
        < 0.08
        < found.value(measure="share", stock="a", part="high")
    )
    assert found.value(measure="persons", stock="b", part="value") == 100
    # With capital half elastic and others to take their place, output loses about what they make.
    loss, share = (found.value(measure=m, stock="b", part="value") for m in ("loss", "share"))
    assert 0.8 < loss / share < 1.6


def test_claimed_fall_is_met_at_the_stock_found():
    asked = fixed(question(), capital_adjustment=0.0)
    drawn = results.drawn_of(asked, 100, 1)
    found = examine.wage_claim(CALL, asked, drawn, 0.03, 500.0)
    stock = found.value(measure="stock", part="value")
    again = examine.wage_claim(CALL, asked, drawn, 0.03, stock)
    assert again.value(measure="change", part="value") == pytest.approx(-0.03, rel=1e-5)
    assert -0.03 < found.value(measure="change", part="value") < 0


def test_the_fall_agrees_with_a_simulation_of_the_same_people():
    """Informal migrants at work as a claim, and as arrivals who look for work: the same labour, the same wages."""
    asked = fixed(question("workers=500,informal_share=1,high_share=0.2"))
    drawn = results.drawn_of(asked, 100, 1)
    change = examine.wage_claim(CALL, asked, drawn, 0.03, 500 * 0.94).value(measure="change", part="value")
    assert change == pytest.approx(np.median(regional(asked, drawn)["wage_local_low"]), rel=1e-9)


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1, float("nan")])
def test_claims_that_are_none(share):
    asked = question()
    drawn = results.drawn_of(asked, 100, 1)
    with pytest.raises(BadInput):
        examine.share_claim(CALL, asked, drawn, share)
    with pytest.raises(BadInput):
        examine.wage_claim(CALL, asked, drawn, share)


def test_claims_need_official_employment():
    asked = question(without=("unemployment_rate",))
    with pytest.raises(CannotCompute) as raised:
        examine.share_claim(CALL, asked, results.drawn_of(asked, 100, 1), 0.08)
    assert raised.value.code == "impact-no-figure"


@pytest.mark.parametrize("rate", [0.0, 0.001, 0.3, 0.9])
def test_the_largest_shock_still_settles(rate):
    _, found = simulated(question("workers=19999", unemployment_rate=rate), 500)
    assert all(np.isfinite(values).all() for values in found.values())
    assert (found["unemployment_after"] < 1).all()
    assert (found["unemployment_after"] >= rate).all()


def test_more_than_the_model_can_tell_of():
    with pytest.raises(CannotCompute) as raised:
        simulated(question("workers=20001"), 100)
    assert raised.value.code == "impact-too-many"

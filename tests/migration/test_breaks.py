"""Jumps of level: one series, and all areas at once; real jumps, ordinary years, simulated behaviour."""

from __future__ import annotations

import csv
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.breaks import Answer, JumpOptions, Verdict, common_jump, level_shift
from reference import reference

# Internal moves of the 20 regions of Kazakhstan, persons: arrivals, departures (Bureau of National Statistics).
KZ_2022 = np.array(
    """15905 29926 30092 80064 18662 23808 32067 19131 31132 24901 21141 29071 20431 13471 63838 6014 18700 143183
    129864 51632 22308 30862 31760 79166 20653 25622 42387 28003 34207 27891 26957 29724 23279 16931 81904 7921 20635
    109385 94562 48876""".split(),
    float,
).reshape(2, 20)
KZ_2023 = np.array(
    """19797 34938 36707 96340 28350 29923 41804 27532 39338 28872 25397 38013 24392 15489 84829 7740 22197 182998
    160529 78388 26545 38264 38908 96542 30906 31949 55485 36713 43784 32533 32551 39205 27929 18962 107940 9967 25082
    132920 122416 74972""".split(),
    float,
).reshape(2, 20)
KZ_2024 = np.array(
    """29377 50167 59078 148059 38811 47398 58655 40702 51293 37999 36591 54908 33382 21871 126222 10556 31612 271695
    232306 129655 37729 54318 61671 145419 44176 50550 75331 51618 56989 43676 46489 56038 38548 27125 158189 13072
    34407 198455 196244 120293""".split(),
    float,
).reshape(2, 20)


def jump(before, after, **more):
    return common_jump(before[0], after[0], (before[1], after[1]), **more)


def margins(flows, generator):
    moves = generator.poisson(flows).astype(float)
    return np.stack([moves.sum(axis=0), moves.sum(axis=1)])


def system(generator, areas=20):
    """True flows between areas with net redistribution: some draw people, some lose them."""
    size, pull = np.exp(generator.normal(5, 0.8, areas)), np.exp(generator.normal(0, 0.2, areas))
    flows = np.outer(size / pull, size * pull) / 20 * np.exp(generator.normal(0, 0.4, (areas, areas)))
    np.fill_diagonal(flows, 0)
    return flows


def ordinary(flows, generator):
    """Another year: each area's pull and push a little different."""
    push, pull = np.exp(generator.normal(0, 0.03, (2, len(flows))))
    return flows * push[:, None] * pull


def verdicts(behaviour, times=40):
    generator, found = np.random.default_rng(1), []
    for _ in range(times):
        flows = system(generator)
        later = ordinary(behaviour(flows), generator)
        found.append(jump(margins(flows, generator), margins(later, generator)).verdict)
    return found


def test_the_tables_are_those_of_the_bureau():
    with reference("data/regions/internal_migration_annual_2022_2024.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for year, table in (("2022", KZ_2022), ("2023", KZ_2023), ("2024", KZ_2024)):
        mine = [r for r in rows if r["year"] == year]
        assert_array_equal(table, [[float(r[part]) for r in mine] for part in ("arrivals", "departures")])


def test_the_jump_of_2024_is_most_likely_one_of_registration():
    found = jump(KZ_2023, KZ_2024, earlier=np.array([KZ_2022[0].sum(), KZ_2023[0].sum()]))
    assert found.verdict is Verdict.REGISTRATION_LIKELY
    assert found.arrivals.pooled == pytest.approx(1510337 / 1023573, rel=1e-12)
    assert found.arrivals.median == pytest.approx(1.4426, abs=1e-4)
    assert found.departures.median == pytest.approx(1.4288, abs=1e-4)
    assert found.arrivals.same_way == found.departures.same_way == 1
    assert found.arrivals.ratios.min() > 1.3 and found.arrivals.ratios.max() < 1.66
    assert found.arrivals.scatter < 0.07 and found.arrivals.apart == ()
    # Not one ratio for all in the sense of Poisson counts, but scattered about as areas are in any year.
    assert found.arrivals.overdispersion > 50 and found.arrivals.poisson_p < 1e-10
    assert found.arrivals.homogeneity_p > 0.05 > found.departures.homogeneity_p > 0.01
    # Net flows did grow, by less than the moves: effectiveness is inside the band.
    assert found.net.band[0] < found.net.effectiveness_after < found.net.effectiveness_before
    assert 1 < found.net.slope < found.arrivals.pooled
    assert found.net.agreement > 0.98
    # Three years do not tell what change is usual: nothing is claimed from them.
    assert found.history.answer is Answer.CANNOT_BE_TESTED and found.findings.beyond_earlier is None
    assert found.history.poisson_z > 300


def test_the_year_before_jumped_too_less_evenly():
    found = jump(KZ_2022, KZ_2023)
    assert found.verdict is Verdict.REGISTRATION_LIKELY
    assert found.arrivals.pooled == pytest.approx(1.2746, abs=1e-4)
    assert found.arrivals.apart == found.departures.apart == (4, 19)  # Atyrau and Shymkent, by a half
    assert found.findings.single_areas and found.arrivals.homogeneity_p < 0.001
    assert found.arrivals.scatter / np.log(found.arrivals.median) > 0.25


def test_areas_without_figures_are_left_out_and_named():
    before, after = KZ_2023.copy(), KZ_2024.copy()
    before[0, 3], after[1, 7], after[0, 9] = np.nan, 0, np.nan
    found = jump(before, after)
    assert found.left_out == (3, 7, 9) and np.isnan(found.arrivals.ratios[[3, 7, 9]]).all()
    assert found.verdict is Verdict.REGISTRATION_LIKELY


def test_what_cannot_be_told():
    assert common_jump(KZ_2023[0], KZ_2024[0]).verdict is Verdict.CANNOT_TELL, "nothing known of departures"
    assert jump(KZ_2023[:, :5], KZ_2024[:, :5]).verdict is Verdict.CANNOT_TELL, "too few areas"
    few = np.full((2, 10), 40.0)
    assert jump(few, few).verdict is Verdict.CANNOT_TELL, "too small counts"
    balanced = np.full((2, 10), 40_000.0)
    assert jump(balanced, 1.5 * balanced).verdict is Verdict.CANNOT_TELL, "no net flows to be kept"


def test_a_history_as_wild_as_the_jump_makes_it_none():
    calm = np.array([1.0, 1.02, 0.99, 1.01, 1.0, 1.03]) * KZ_2023[0].sum()
    found = jump(KZ_2023, KZ_2024, earlier=calm)
    assert found.findings.beyond_earlier and found.verdict is Verdict.REGISTRATION_LIKELY
    wild = np.array([1.0, 1.5, 1.0, 1.6, 1.1, 1.0]) * KZ_2023[0].sum()
    found = jump(KZ_2023, KZ_2024, earlier=wild)
    assert found.findings.beyond_earlier is False and found.verdict is Verdict.NO_JUMP


def test_noise_is_no_jump():
    found = verdicts(lambda flows: flows)
    assert found.count(Verdict.NO_JUMP) >= 38


@pytest.mark.parametrize("factor", [0.7, 1.4, 2.0])
def test_one_factor_for_all_moves_is_registration(factor):
    found = verdicts(lambda flows: factor * flows)
    assert found.count(Verdict.REGISTRATION_LIKELY) >= 38


def test_moves_there_and_back_that_come_on_record_are_registration():
    # Pairs of moves that cancel out: net flows stay to the person.
    generator = np.random.default_rng(2)
    flows = system(generator)
    there_and_back = 0.3 * np.minimum(flows, flows.T)
    before = margins(flows, generator)
    found = jump(before, before + generator.poisson(there_and_back).sum(axis=0) * np.ones((2, 1)))
    assert found.net.slope == pytest.approx(1, rel=1e-12)
    assert found.net.effectiveness_after == pytest.approx(found.net.effectiveness_before / found.arrivals.pooled)
    assert found.verdict is Verdict.REGISTRATION_LIKELY


def one_region_doubles(flows):
    flows = flows.copy()
    flows[:, np.argsort(flows.sum(axis=0))[-2]] *= 2
    return flows


def pull_moves_west(flows):
    return flows * np.exp(np.linspace(-0.5, 0.5, len(flows)))


def all_move_more_and_elsewhere(flows):
    change = np.exp(np.random.default_rng(3).normal(0, 0.25, len(flows)))
    return 1.5 * flows * change / change[:, None]


@pytest.mark.parametrize("behaviour", [one_region_doubles, pull_moves_west, all_move_more_and_elsewhere])
def test_behaviour_is_not_taken_for_registration(behaviour):
    found = verdicts(behaviour)
    assert found.count(Verdict.BEHAVIOUR_POSSIBLE) >= 38


def test_ordinary_years_of_korea_are_none_of_registration():
    with reference("refdata/B_migration/korea_gravity.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["orig"] != r["dest"]]
    names, years = sorted({r["orig"] for r in rows}), sorted({r["year"] for r in rows})
    table = np.zeros((len(years), 2, len(names)))
    for r in rows:
        t = years.index(r["year"])
        table[t, 0, names.index(r["dest"])] += float(r["flow"])
        table[t, 1, names.index(r["orig"])] += float(r["flow"])
    found = [jump(before, after) for before, after in pairwise(table)]
    assert not any(f.findings.large for f in found)
    assert {f.verdict for f in found[4:]} == {Verdict.NO_JUMP}
    # A new capital, Sejong, grew on its own until 2016.
    assert {names[i] for f in found for i in f.arrivals.apart + f.departures.apart} == {"Sejong"}


@settings(max_examples=25)
@given(st.permutations(range(20)))
def test_order_of_areas_does_not_matter(order):
    found, other = jump(KZ_2023, KZ_2024), jump(KZ_2023[:, order], KZ_2024[:, order])
    assert other.verdict is found.verdict
    assert_allclose(other.arrivals.pooled_interval, found.arrivals.pooled_interval, rtol=1e-12)
    assert_array_equal(other.arrivals.ratios, found.arrivals.ratios[order])


def test_a_jump_back_has_the_inverse_ratio_and_the_same_verdict():
    up, down = jump(KZ_2023, KZ_2024), jump(KZ_2024, KZ_2023)
    assert down.verdict is up.verdict
    assert_allclose(down.arrivals.pooled_interval, 1 / np.array(up.arrivals.pooled_interval[::-1]), rtol=1e-12)
    assert_allclose(down.arrivals.overdispersion, up.arrivals.overdispersion, rtol=1e-12)


def test_intervals_hold_the_ratio_as_often_as_they_say():
    generator, held = np.random.default_rng(4), []
    rates = np.exp(generator.normal(8, 1, 15))
    for _ in range(600):
        b, a = generator.poisson(rates), generator.poisson(1.2 * rates)
        shift = common_jump(b.astype(float), a.astype(float)).arrivals
        held.append(
            [ends[0] <= 1.2 <= ends[1] for ends in (shift.median_interval, shift.pooled_interval)]
            + [shift.poisson_p > 0.05]
        )
    shares = np.mean(held, axis=0)
    assert (shares > 0.93).all() and shares[2] < 0.97
    assert shares[0] < 0.98  # order statistics of 15 give 96.5 %


def test_chi_square_is_that_of_the_table():
    from scipy.stats import chi2_contingency

    shift = common_jump(KZ_2023[0], KZ_2024[0]).arrivals
    other = chi2_contingency(np.stack([KZ_2023[0], KZ_2024[0]]), correction=False)
    assert_allclose(shift.overdispersion, other.statistic / other.dof, rtol=1e-10)


def test_one_series_jumps_or_does_not():
    calm = np.array([1000.0, 1020, 990, 1010, 1005, 995, 1015]) * 100
    found = level_shift(np.append(calm, 150_000))
    assert found.answer is Answer.SHIFT and found.position == 7 and found.earlier == 6
    assert found.jump == pytest.approx(np.log(150_000 / 101_500))
    assert level_shift(np.append(calm, 102_500)).answer is Answer.NO_SHIFT
    assert level_shift(np.append(calm, [150_000, 151_000]), at=7) == found, "later values are not read"
    # The scale is the median absolute deviation of earlier changes about their median.
    changes = np.diff(np.log(calm))
    scale = 1.4826 * np.median(np.abs(changes - np.median(changes)))
    assert found.z == pytest.approx((found.jump - np.median(changes)) / scale)


def test_an_earlier_break_does_not_hide_the_next():
    series = np.array([100.0, 101, 99, 100, 160, 161, 159, 162, 160, 158, 161, 250]) * 1000
    assert level_shift(series).answer is Answer.SHIFT
    assert level_shift(series[:-1]).answer is Answer.NO_SHIFT


def test_short_or_still_series_cannot_be_tested():
    for short in ([1.0, 9.0], [1.0, 2, 9], [5.0, 5, 5, 5, 9]):
        found = level_shift(np.array(short))
        assert found.answer is Answer.CANNOT_BE_TESTED and np.isnan(found.p_value)
    assert level_shift(np.array([0.0, 0, 0, 0, 0, 0, 9]), counts=False).answer is Answer.CANNOT_BE_TESTED
    # Counts that happen to be equal still have Poisson errors.
    assert level_shift(np.array([100.0] * 6 + [110])).answer is Answer.NO_SHIFT
    assert level_shift(np.array([100.0] * 9 + [200])).answer is Answer.SHIFT


@pytest.mark.parametrize("steps", [4, 7, 12, 28])
def test_level_shift_keeps_its_size(steps):
    walks = np.random.default_rng(5).normal(size=(2000, steps + 2)).cumsum(axis=1)
    share = np.mean([level_shift(walk, counts=False).answer is Answer.SHIFT for walk in walks])
    assert 0.03 < share < 0.065


def test_net_migration_of_the_country_since_1991():
    with reference("data/national/international_migration_1991_2025.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    net = np.array([float(r["net_from_flows"]) for r in rows])
    left = np.array([float(r["emigrants"]) for r in rows])
    answers = {int(r["year"]): level_shift(left, at=t).answer for t, r in enumerate(rows) if t > 0}
    assert answers[1994] is Answer.CANNOT_BE_TESTED
    assert answers[2023] is Answer.NO_SHIFT, "a fall by a third is not rare since 1991"
    assert level_shift(net, at=len(net) - 2, counts=False).answer is Answer.NO_SHIFT


def test_what_is_refused():
    with pytest.raises(BadInput) as error:
        level_shift(np.array([5.0, 0, 3]))
    assert "(1,)" in error.value.where
    with pytest.raises(BadInput):
        level_shift(np.array([5.0, np.nan, 3]), counts=False)
    with pytest.raises(BadInput) as error:
        jump(-KZ_2023, KZ_2024)
    assert "(0, 0)" in error.value.where
    with pytest.raises(CannotCompute):
        jump(np.full((2, 3), np.nan), KZ_2024[:, :3])
    for at in (0, 3, -4):
        with pytest.raises(ValueError, match="position"):
            level_shift(np.array([5.0, 4, 3]), at=at)
    with pytest.raises(ValueError, match="same areas"):
        common_jump(KZ_2023[0], KZ_2024[0, :5])


def test_thresholds_are_options():
    strict = JumpOptions(usual_change=0.6)
    assert jump(KZ_2023, KZ_2024, options=strict).verdict is Verdict.NO_JUMP
    assert jump(KZ_2023, KZ_2024, options=JumpOptions(net_tolerance=1, net_agreement=0.99)).findings.net_kept is False

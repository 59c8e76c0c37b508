"""Turning points and breaks of level: by hand, against published figures of the Nile, by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.turning import (
    MONTHLY,
    QUARTERLY,
    Dating,
    Turn,
    level_breaks,
    month_turns,
    turning_points,
)

# Flow of the Nile at Aswan, 1871-1970, 10^8 cubic metres (Cobb 1978; Durbin and Koopman 2001).
NILE = np.array(
    """1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958 1140 1100 1210 1150 1250
    1260 1220 1030 1100 774 840 874 694 940 833 701 916 692 1020 1050 969 831 726 456 824 702 1120 1100 832 764 821 768
    845 864 862 698 845 744 796 1040 759 781 865 845 944 984 897 822 1010 771 676 649 846 812 742 801 1040 860 874 848
    890 744 749 838 1050 918 986 797 923 975 815 1020 906 901 1170 912 746 919 718 714 740""".split(),
    dtype=float,
)
WALKS = arrays(np.float64, 80, elements=st.integers(-5, 5).map(float)).map(np.cumsum)


def test_a_wave_turns_where_it_should():
    wave = np.cos(2 * np.pi * np.arange(100) / 40)
    found = turning_points(wave)
    assert found.positions == (20, 40, 60, 80)
    assert found.kinds == (Turn.TROUGH, Turn.PEAK, Turn.TROUGH, Turn.PEAK)
    assert_allclose(found.sizes, [2, 2, 2, np.cos(2 * np.pi * 80 / 40) - np.cos(2 * np.pi * 99 / 40)], rtol=1e-12)
    assert found.exceeds_noise is None


def test_no_turning_point_is_a_result():
    for series in (np.arange(50.0), np.full(50, 3.0), np.ones(3), np.ones(1)):
        assert turning_points(series).positions == ()
        assert turning_points(series).sizes.shape == (0,)


def test_of_equal_values_the_last_one_turns():
    rise = np.arange(12.0)
    assert turning_points(np.concatenate([rise, [12, 12, 12], rise[::-1]])).positions == (14,)
    flat_end = np.concatenate([rise, np.full(20, 12.0), 12 + rise])
    assert turning_points(flat_end).positions == ()


def test_short_phases_and_cycles_go():
    series = np.concatenate([np.arange(20.0), 19 - np.arange(1.0, 4), 16 + np.arange(1.0, 4), 19 - np.arange(1.0, 21)])
    loose = turning_points(series, Dating(window=2, phase=1, cycle=1, ends=2))
    assert loose.positions == (19, 22, 25)
    assert turning_points(series, Dating(window=2, phase=1, cycle=10, ends=2)).positions == (25,)
    assert turning_points(series).positions == (25,)


def test_a_peak_that_the_end_exceeds_goes():
    series = np.concatenate([np.arange(15.0), 14 - np.arange(1.0, 6), 9 + np.arange(1.0, 20)])
    assert turning_points(series, Dating(cycle=5, phase=5)).positions == (14, 19)
    # The trough stays, but not the peak at 15 of a series that began higher.
    begun = np.concatenate([[30.0], 10 + np.arange(15.0), 24 - np.arange(1.0, 20), 5 + np.arange(1.0, 20)])
    assert turning_points(begun).positions == (34,)


@given(WALKS, st.sampled_from([MONTHLY, QUARTERLY]))
def test_kinds_alternate_and_distances_are_kept(series, rules):
    found = turning_points(series, rules)
    at = np.array(found.positions)
    assert all(a is not b for a, b in zip(found.kinds, found.kinds[1:], strict=False))
    assert (np.diff(at) >= rules.phase).all()
    assert (at[2:] - at[:-2] >= rules.cycle).all()
    assert ((at >= rules.ends) & (at < len(series) - rules.ends)).all()
    assert (found.sizes >= 0).all()


@given(WALKS.map(lambda walk: walk + np.linspace(0, 0.5, 80)))
def test_the_mirror_image_turns_at_the_same_places(series):
    found, mirrored = turning_points(series), turning_points(-series)
    assert found.positions == mirrored.positions
    assert all(a is not b for a, b in zip(found.kinds, mirrored.kinds, strict=True))


def test_errors_say_which_turns_exceed_the_noise():
    wave = np.cos(2 * np.pi * np.arange(100) / 40)
    assert turning_points(wave, errors=np.full(100, 0.1)).exceeds_noise.all()
    assert not turning_points(wave, errors=np.full(100, 1.0)).exceeds_noise.any()


def test_month_by_month_by_hand():
    found = month_turns(np.array([400.0, 400, 500, 500, 400, 404, 399]))
    assert found.positions == (3, 4, 5)
    assert found.kinds == (Turn.PEAK, Turn.TROUGH, Turn.PEAK)
    assert_array_equal(found.sizes, [100, 4, 4])
    assert_array_equal(found.exceeds_noise, [True, False, False])
    assert month_turns(np.array([5.0, 6, 7])).positions == month_turns(np.array([5.0])).positions == ()
    assert month_turns(np.full(12, 5.0)).positions == ()


def test_the_noise_of_a_balance_is_that_of_both_flows():
    net, gross = np.array([0.0, 300, 0, -50, 0]), np.full(5, 5000.0)
    assert_array_equal(month_turns(net, gross).exceeds_noise, [True, False])
    assert not month_turns(net, 9 * gross).exceeds_noise.any()
    with pytest.raises(BadInput) as error:
        month_turns(net)
    assert error.value.where == "positions 3"


def test_months_of_pure_noise_seldom_turn():
    draws = np.random.default_rng(1).poisson(300, (2000, 12)).astype(float)
    share = np.mean([month_turns(draw).exceeds_noise.any() for draw in draws])
    assert 0.04 < share < 0.11  # 10 places, two kinds, each about 0.4 %


def test_moves_inside_kazakhstan_in_2024():
    moves = [139400.0, 114979, 98379, 114602, 110984, 110053, 124835, 119879, 146980, 163248, 145007, 121991]
    found = month_turns(np.array(moves))
    assert [t + 1 for t, kind in zip(found.positions, found.kinds, strict=True) if kind is Turn.PEAK] == [4, 7, 10]
    # The June trough is 931 below May: 2.0 standard errors of Poisson counts.
    assert_array_equal(found.exceeds_noise, [True] * 6)
    assert not month_turns(np.array(moves), 20 * np.array(moves)).exceeds_noise[2]


def test_breaks_of_the_nile_are_those_published():
    # strucchange (Zeileis et al. 2003), breakpoints(Nile ~ 1): RSS and BIC as printed, break after 1898.
    found = level_breaks(NILE, np.random.default_rng(1))
    assert found.positions == (28,) and 1871 + found.positions[0] == 1899
    assert_array_equal(found.rss.round(), [2835157, 1597457, 1552924, 1538097, 1507888, 1659994])
    assert_array_equal(found.bic.round(), [1318, 1270, 1276, 1285, 1292, 1311])
    assert found.candidates[2:] == ((28, 83), (28, 68, 83), (28, 45, 68, 83), (15, 30, 45, 68, 83))
    assert_allclose(found.levels, [NILE[:28].mean(), NILE[28:].mean()], rtol=1e-15)
    assert_allclose(found.sup_f[0], (2835157 - 1597457) / (1597457 / 98), rtol=1e-5)  # by hand from the above
    assert found.p_value == found.p_values[0] == 0.001


def test_positions_are_the_best_of_all():
    series = np.random.default_rng(2).normal(size=20)
    found = level_breaks(series, np.random.default_rng(1), most=2, draws=1)
    pairs = [(a, b) for a in range(3, 15) for b in range(a + 3, 18)]
    rss = {p: sum(((q - q.mean()) ** 2).sum() for q in np.split(series, p)) for p in pairs}
    assert found.candidates[2] == min(rss, key=rss.__getitem__)
    assert_allclose(found.rss[2], min(rss.values()), rtol=1e-10)


def test_a_change_there_and_back_is_two_breaks():
    series = np.repeat([10.0, 14, 10], 8) + np.random.default_rng(3).normal(0, 0.5, 24)
    found = level_breaks(series, np.random.default_rng(4))
    assert found.positions == (8, 16) and found.p_value < 0.01
    exact = level_breaks(np.repeat([1.0, 2], 10), np.random.default_rng(4))
    assert exact.positions == (10,) and np.isnan(exact.autocorrelation)


def test_the_unit_of_a_series_does_not_matter():
    found = level_breaks(NILE[:40], np.random.default_rng(5))
    other = level_breaks(NILE[:40] * 1000 + 1e6, np.random.default_rng(5))
    assert found.positions == other.positions
    assert_allclose(other.sup_f, found.sup_f, rtol=1e-8)
    assert_array_equal(other.p_values, found.p_values)


def test_what_carries_no_break_is_refused():
    generator = np.random.default_rng(1)
    for series in (NILE[:14], np.ones(30)):
        with pytest.raises(CannotCompute, match="15 values"):
            level_breaks(series, generator)
    with pytest.raises(BadInput):
        level_breaks(np.append(NILE, np.nan), generator)
    with pytest.raises(ValueError, match="no break fits"):
        level_breaks(NILE, generator, trim=0.6)
    with pytest.raises(ValueError, match="distances"):
        Dating(window=0)
    with pytest.raises(ValueError, match="shape"):
        turning_points(NILE, errors=NILE[:3])


@pytest.mark.slow
def test_sup_f_of_noise_meets_the_published_critical_values():
    # Bai and Perron (1998), table I, one mean, trimming 0.15: 5 % critical values of sup-F with 1, 2, 3 breaks.
    # Those are limits for long series: 100 values and 1500 draws are some per cent off.
    noise = np.random.default_rng(6).normal(size=(1500, 100))
    draws = [level_breaks(x, np.random.default_rng(0), most=3, draws=1) for x in noise]
    f = np.array([found.sup_f for found in draws])
    assert_allclose(np.quantile(f[:, :3], 0.95, axis=0), [8.58, 7.22, 5.96], rtol=0.08)


@pytest.mark.slow
@pytest.mark.parametrize("length", [16, 40])
def test_sup_f_keeps_its_size(length):
    noise = np.random.default_rng(7).normal(size=(500, length))
    found = [level_breaks(x, np.random.default_rng(i), draws=199) for i, x in enumerate(noise)]
    assert 0.025 < np.mean([b.p_value <= 0.05 for b in found]) < 0.08
    assert 0.025 < np.mean([b.p_values[0] <= 0.05 for b in found]) < 0.08

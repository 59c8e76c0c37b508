"""Age profiles: published indices of Brazil and France, and what holds for any profile."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from qonys.errors import BadInput
from qonys.migration.kernels.age import AgeOptions, Form, Schedule, age_indices, normalised, schedule
from reference import reference

PROFILE = arrays(np.float64, (3, 70), elements=st.integers(1, 10_000).map(lambda n: n / 1e5))
AGES = np.arange(70.0)
FUNDAMENTAL = Schedule(a1=0.02, alpha1=0.1, a2=0.06, alpha2=0.1, mu2=20, lambda2=0.4, c=0.003)


def ipums(sample: str) -> np.ndarray:
    with reference("refdata/B_migration/ipumsi_age.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["sample"] == sample]
    assert [float(row["age"]) for row in rows] == list(range(101))
    return np.array([float(row["migrants"]) / float(row["population"]) for row in rows])


# Printed to three digits in the reference of an independent package; its window around the peak
# counts ages from 1, so that it lies from 6 below to 4 above.
@pytest.mark.parametrize(
    ("sample", "printed"),
    [
        ("BRA2000", (7.82, 0.143, 24, 1.47, 18.8, 19, 32, 0.594)),
        ("FRA2006", (9.55, 0.295, 26, 2.95, 30.8, 18, 30, 0.600)),
    ],
)
def test_indices_as_printed(sample, printed):
    found = age_indices(ipums(sample), np.arange(101.0), options=AgeOptions(below=6, above=4))
    got = (
        found.gross, found.peak_rate, found.peak_age, found.peak_breadth, found.peak_share,
        found.rise_age, found.fall_age, found.age_asymmetry,
    )  # fmt: skip
    assert_allclose(got, printed, rtol=4e-3)  # half a unit of the third digit


def test_indices_of_a_profile_by_hand():
    rates = np.array([0.05, 0.03, 0.02, 0.08, 0.10, 0.06, 0.04, 0.04])
    found = age_indices(rates, np.arange(5.0, 13.0), options=AgeOptions(below=1, above=1))
    assert_allclose(found.gross, 0.42)
    assert_allclose(found.mean_age, (rates * np.arange(5.5, 13.0)).sum() / 0.42)
    assert (found.peak_age, found.peak_rate) == (9, 0.10)
    assert_allclose(found.peak_intensity, 0.10 / 0.42)
    assert_allclose(found.peak_breadth, 0.24)
    assert_allclose(found.peak_share, 100 * 0.24 / 0.42)
    assert_allclose((found.rise, found.rise_age, found.fall, found.fall_age), (0.06, 8, 0.04, 10))
    assert_allclose((found.asymmetry, found.age_asymmetry), (1.5, 0.8))


def test_the_fall_of_childhood_is_not_the_fall_after_the_peak():
    rates = np.array([0.50, 0.10, 0.60, 0.52, 0.50])
    found = age_indices(rates, np.arange(5.0, 10.0))
    assert (found.fall_age, found.rise_age) == (8, 7)


def test_wide_groups_count_by_their_years():
    single = np.repeat([0.02, 0.06, 0.03], 5)
    one = age_indices(single, np.arange(10.0, 25.0), options=AgeOptions(below=0, above=4))
    five = age_indices(np.array([0.02, 0.06, 0.03]), np.array([10.0, 15.0, 20.0]), options=AgeOptions(below=0, above=0))
    for name in ("gross", "mean_age", "peak_age", "peak_rate", "peak_intensity", "peak_breadth", "peak_share"):
        assert_allclose(getattr(five, name), getattr(one, name), err_msg=name)
    assert_allclose(five.rise, 0.04 / 5)
    uneven = age_indices(np.array([0.02, 0.06]), np.array([10.0, 15.0]), np.array([5.0, 10.0]))
    assert_allclose((uneven.gross, uneven.rise), (0.7, 0.04 / 7.5))


@given(PROFILE, st.floats(0.01, 100))
def test_level_moves_rates_and_leaves_ages_and_shares(rates, factor):
    one, other = age_indices(rates, AGES), age_indices(rates * factor, AGES)
    for name in ("mean_age", "peak_intensity", "peak_share", "asymmetry"):
        assert_allclose(getattr(other, name), getattr(one, name), rtol=1e-6, atol=1e-9, err_msg=name)
    assert_array_equal(other.peak_age, one.peak_age)
    assert_allclose(other.gross, one.gross * factor, rtol=1e-9)


@given(PROFILE)
def test_a_batch_is_its_profiles_one_by_one(rates):
    batch = age_indices(rates, AGES)
    for row in range(len(rates)):
        assert_array_equal([values[row] for values in batch], list(age_indices(rates[row], AGES)))


@given(PROFILE)
def test_a_normalised_profile_has_area_one_and_the_intensity_as_its_peak(rates):
    unit = normalised(rates, AGES)
    assert_allclose(age_indices(unit, AGES).gross, 1.0)
    assert_allclose(age_indices(unit, AGES).peak_rate, age_indices(rates, AGES).peak_intensity)


def test_equal_peaks_give_the_youngest_and_an_edge_has_no_slope_beyond_it():
    found = age_indices(np.array([0.2, 0.1, 0.2]), np.array([5.0, 6.0, 7.0]))
    assert found.peak_age == 5 and np.isnan(found.rise) and np.isnan(found.rise_age) and np.isnan(found.asymmetry)
    last = age_indices(np.array([0.1, 0.2]), np.array([5.0, 6.0]))
    assert np.isnan(last.fall) and np.isnan(last.age_asymmetry) and last.rise_age == 6


def test_nobody_moves_leaves_a_rate_of_zero_and_nothing_else():
    found = age_indices(np.zeros((2, 5)), np.arange(5.0, 10.0))
    assert_array_equal(found.gross, [0.0, 0.0])
    assert all(np.isnan(values).all() for values in found[1:])
    assert np.isnan(normalised(np.zeros(3), np.arange(3.0))).all()


@pytest.mark.parametrize(
    ("ages", "widths"), [([5, 10, 20], [5, 5, 5]), ([5, 10, 8], None), ([5, 10, 15], [5, 5, 0]), ([5, 5, 6], None)]
)
def test_gaps_and_overlaps_of_ages_are_refused(ages, widths):
    with pytest.raises(BadInput) as error:
        age_indices(np.ones(3), np.array(ages, float), widths and np.array(widths, float))
    assert error.value.code == "ages-not-adjoining"


@pytest.mark.parametrize("wrong", [-0.1, np.nan, np.inf])
def test_a_faulty_rate_is_named_by_its_place(wrong):
    rates = np.ones((2, 3))
    rates[1, 2] = wrong
    with pytest.raises(BadInput, match="no rates: 1") as error:
        age_indices(rates, np.array([5.0, 6.0, 7.0]))
    assert error.value.where == "rates, (1, 2)"


def test_shapes_and_options_of_a_programmer():
    with pytest.raises(ValueError, match=r"\(4,\) and \(3,\)"):
        age_indices(np.ones(4), np.arange(3.0))
    with pytest.raises(ValueError, match="widths"):
        age_indices(np.ones(3), np.arange(3.0), np.ones(2))
    with pytest.raises(ValueError, match="two or more ages"):
        age_indices(np.ones(3), np.arange(70.0, 73.0))
    with pytest.raises(ValueError, match="lowest"):
        AgeOptions(lowest=70)


def test_ratios_of_the_fundamental_schedule_as_printed():
    found = FUNDAMENTAL.ratios
    assert_allclose((found.delta12, found.delta21, found.sigma2, found.beta12), (1 / 3, 3, 4, 1))
    assert_allclose(found.delta1c, 20 / 3)
    assert np.isnan((found.delta32, found.beta32, found.sigma3)).all()


def test_a_schedule_is_the_sum_of_its_parts():
    x = np.array([0.0, 10.0, 23.5, 65.0, 90.0])
    whole = Schedule(0.02, 0.1, 0.06, 0.12, 20, 0.4, 0.003, 0.005, 0.3, 65, 0.2, 1e-4, 0.03)
    want = (
        0.02 * np.exp(-0.1 * x) + 0.06 * np.exp(-0.12 * (x - 20) - np.exp(-0.4 * (x - 20))) + 0.003
        + 0.005 * np.exp(-0.3 * (x - 65) - np.exp(-0.2 * (x - 65))) + 1e-4 * np.exp(0.03 * x)
    )  # fmt: skip
    assert_allclose(schedule(x, whole), want, rtol=1e-13)
    assert whole.form is Form.THIRTEEN and len(whole.array()) == 13
    assert_allclose(schedule(x, whole.scaled(10)), 10 * want, rtol=1e-13)


def test_forms_go_by_what_is_given():
    assert [len(form.names) for form in Form] == [7, 9, 11, 13]
    assert FUNDAMENTAL.form is Form.SEVEN
    with pytest.raises(ValueError, match="whole parts"):
        Schedule(0.02, 0.1, 0.06, 0.1, 20, 0.4, 0.003, a3=0.1)
    with pytest.raises(ValueError, match="finite"):
        Schedule(0.02, np.nan, 0.06, 0.1, 20, 0.4)


def test_far_ages_overflow_nothing():
    values = schedule(np.array([-1000.0, 0.0, 1000.0]), Schedule(0.0, 0.0, 0.06, 3.0, 60, 5.0, 0.003))
    assert np.isfinite(values).all()

"""Cells as numbers: signs by column, groups of three digits, codes of missing figures, no sign chosen by chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qonys.tables.numbers import Gap, Signs, Wrong, numbers_of


def read(*cells: str, elsewhere: Signs | None = None):
    found = numbers_of(pd.Series(list(cells), dtype="str"), lambda: elsewhere or Signs())
    return [None if np.isnan(v) else v for v in found.values], found


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1 234", "12\u00a0345", "1\u202f234\u202f567", "987"], [1234, 12345, 1234567, 987]),
        (["1'234.5", "987.25"], [1234.5, 987.25]),
        (["1.234,5", "987"], [1234.5, 987]),
        (["1,234.5", "987"], [1234.5, 987]),
        (["1.234.567", "2.155"], [1234567, 2155]),
        (["1,234,567", "2,155"], [1234567, 2155]),
        (["2.155", "19.47"], [2.155, 19.47]),
        (["2,155", "19,47"], [2.155, 19.47]),
        (["0.435", "2.155"], [0.435, 2.155]),
        (["1 234,500", "2,155"], [1234.5, 2.155]),
        (["1234.567", "2.155"], [1234.567, 2.155]),
        (["\u22125", "-5.5", "\u20135", "+3"], [-5, -5.5, -5, 3]),
        (["1e3", "1.5E-2", ".5", "5."], [1000, 0.015, 0.5, 5]),
    ],
)
def test_what_is_written_is_read(cells, values):
    got, found = read(*cells)
    assert got == values and not found.wrong


@pytest.mark.parametrize(
    "cell", ["40 1", "80 95", "1 2345", "12 34", "40 1)", "40¹", "5%", "1,2,3", "٣", "1.2.3", "5 чел", "(5)", "--5"]
)
def test_what_is_no_number_is_none(cell):
    got, found = read("7", cell)
    assert got == [7, None] and found.wrong == {1: Wrong.TEXT}


@pytest.mark.parametrize("cells", [["2.155", "987", "12.300"], ["12,345", "500,000"], ["98.765", "99.001"]])
def test_three_digits_behind_every_sign_decide_nothing(cells):
    _, found = read(*cells)
    assert set(found.wrong.values()) == {Wrong.UNDECIDED}


@pytest.mark.parametrize(
    ("cells", "elsewhere", "values"),
    [
        (["2.155", "987"], Signs(comma=True), [2155, 987]), (["2.155", "987"], Signs(point=True), [2.155, 987]),
        (["2,155", "987"], Signs(comma=True), [2.155, 987]), (["2,155", "987"], Signs(point=True), [2155, 987]),
    ],
)  # fmt: skip
def test_other_columns_decide_where_the_column_does_not(cells, elsewhere, values):
    assert read(*cells, elsewhere=elsewhere)[0] == values
    assert read("2.5", *cells[1:], elsewhere=elsewhere)[0] == [2.5, 987]


def test_a_quantity_below_a_thousand_has_no_thousands():
    cells = pd.Series(["43.238", "76.945"], dtype="str")
    assert numbers_of(cells, small=True).values.tolist() == [43.238, 76.945]
    assert numbers_of(cells.str.replace(".", ","), small=True).values.tolist() == [43.238, 76.945]


def test_two_signs_in_one_column_are_faults_of_the_rarer():
    assert read("1.5", "2.5", "3,5")[1].wrong == {2: Wrong.OTHER_SIGN}
    assert read("1.5", "3,5")[1].wrong == {0: Wrong.OTHER_SIGN, 1: Wrong.OTHER_SIGN}


def test_codes_of_missing_figures_stay_apart():
    cells = ["-", "–", "—", "…", "...", "..", ":", "", "н/д", "x", "Х", "x "]
    got, found = read(*cells)
    assert got == [None] * len(cells) and not found.wrong
    assert [Gap(g) for g in found.gaps] == [Gap.NIL] * 3 + [Gap.NO_DATA] * 6 + [Gap.WITHHELD] * 3


def test_errors_and_what_no_country_has():
    assert read("#DIV/0!", "1e19", "1e400")[1].wrong == {0: Wrong.ERROR, 1: Wrong.LARGE, 2: Wrong.LARGE}


def written(value: float, decimals: int, style: tuple[str, str]) -> str:
    point, group = style
    return f"{value:,.{decimals}f}".replace(",", "_").replace(".", point).replace("_", group)


STYLES = [(".", ","), (",", "."), (",", " "), (".", " "), (",", "\u00a0"), (".", "'"), (".", ""), (",", "")]


@given(
    st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(0, 4)), min_size=1, max_size=8),
    st.sampled_from(STYLES),
)
def test_a_column_written_in_one_style_is_read_right_or_told_undecided(figures, style):
    values = [number / 10**decimals for number, decimals in figures]
    got, found = read(*(written(v, d, style) for v, (_, d) in zip(values, figures, strict=True)))
    assert set(found.wrong.values()) <= {Wrong.UNDECIDED}
    for i, value in enumerate(values):
        assert i in found.wrong or got[i] == pytest.approx(value)

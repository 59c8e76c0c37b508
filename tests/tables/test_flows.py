"""Users' tables: what is read, what is treated and said, what is refused with its place."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from qonys.errors import BadInput, NotFound
from qonys.tables.flows import FlowColumns, read_flows, read_pairs, refuse_more_moves
from qonys.tables.series import read_by_area, read_by_period

E = ("N", "S", "E")


@pytest.fixture
def write(tmp_path):
    def _write(text: str, name: str = "flows.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return _write


def faults(error: BadInput) -> list[tuple[str, int | None]]:
    return [(f.code, f.row) for f in error.faults]


def test_a_long_table(write):
    table = read_flows(write("origin,destination,flow\nA,B,3\nB,A,5\nA,A,7\n"))
    assert table.areas == ("A", "B") and table.inside
    assert_array_equal(table.values, [[7, 3], [5, 0]])


def test_usual_names_dimensions_and_separators(write, told):
    text = "year;orig;dest;persons\n2020;А;Б;1 500\n2021;А;Б;2\u00a0000\n2020;Б;А;-\n2021;Б;А;4\n"
    table = read_flows(write(text))
    assert table.axes == {"year": ("2020", "2021")}
    assert table.values[0].tolist() == [[0, 1500], [0, 0]] and table.values[1, 0, 1] == 2000
    assert [n.code for n in told] == ["blank-as-zero", "no-moves-inside"]


def test_a_square_table_with_and_without_names(write):
    for text in ("x,A,B\nA,1,2\nB,3,4\n", "A,B\n1,2\n3,4\n", "x,A,B\nB,3,4\nA,1,2\n"):
        table = read_flows(write(text))
        assert table.areas == ("A", "B")
        assert_array_equal(table.values, [[1, 2], [3, 4]])


def test_totals_that_agree_are_left_out_and_told(write, told):
    table = read_flows(write("orig,dest,flow\nA,B,3\nB,A,5\nTotal,B,3\nTotal,A,5\n"))
    assert table.values.sum() == 8
    assert (told[0].code, told[0].fields["count"], told[0].fields["text"]) == ("totals-left-out", 2, "Total")


def test_totals_that_disagree_are_refused_by_how_much(write):
    with pytest.raises(BadInput) as caught:
        read_flows(write("orig,dest,flow\nA,B,3\nB,A,5\nTotal,B,9\n"))
    assert faults(caught.value) == [("total-differs", 4)]
    assert "9 is not the sum of its parts, 3" in caught.value.faults[0].what


def test_all_faults_at_once_with_their_lines(write):
    with pytest.raises(BadInput) as caught:
        read_flows(write("orig,dest,flow\nA,B,-3\nB,A,many\nA,B,4\n"))
    assert faults(caught.value) == [("negative", 2), ("not-a-number", 3), ("flow-twice", 4)]


def test_a_flow_given_twice_is_told_apart_by_a_column(write):
    path = write("orig,dest,flow,kind\nA,B,3,x\nB,A,1,x\nA,B,4,y\nB,A,2,y\n")
    with pytest.raises(BadInput):
        read_flows(path)
    assert read_flows(path, FlowColumns(by=("kind",))).axes == {"kind": ("x", "y")}


def test_unequal_sets_of_areas(write):
    with pytest.raises(BadInput, match="C \\(destination only\\)"):
        read_flows(write("orig,dest,flow\nA,B,3\nB,A,5\nA,C,1\n"))


def test_no_flows_at_all(write, tmp_path):
    with pytest.raises(BadInput, match="neither columns"):
        read_flows(write("a,b,c\n1,2,3\n"))
    with pytest.raises(NotFound):
        read_flows(tmp_path / "nothing.csv")
    with pytest.raises(BadInput):
        read_flows(write(""))
    with pytest.raises(BadInput, match="no figures"):
        read_flows(write("orig,dest,flow\n"))


def test_one_region_is_a_table_of_one(write):
    assert read_flows(write("orig,dest,flow\nA,A,3\n")).values.tolist() == [[3.0]]


def test_merged_areas_keep_the_total(write):
    table = read_flows(write("orig,dest,flow\nA,B,3\nB,A,5\nA,C,7\nC,B,1\n" + "B,C,2\nC,A,9\n"))
    merged = table.merged({"A": "X", "B": "X", "C": "C"})
    assert merged.areas == ("X", "C")
    assert merged.values.tolist() == [[8, 9], [10, 0]]
    with pytest.raises(NotFound):
        table.merged({"A": "X"})


def test_distances_stated_one_way_are_symmetric(write):
    path = write("orig,dest,km\nA,B,10\nA,C,20\nB,C,30\n")
    assert_array_equal(read_pairs(path, "", ("A", "B", "C")), [[0, 10, 20], [10, 0, 30], [20, 30, 0]])
    with pytest.raises(BadInput, match="A – D"):
        read_pairs(path, "", ("A", "B", "D"))


def test_figures_by_area(write):
    path = write("area,arrivals,departures\nA,1,2\nB,3,4\n")
    found = read_by_area(path, ("arrivals", "departures"))
    assert found.of(("B", "A"), "arrivals", path).tolist() == [3, 1]
    with pytest.raises(BadInput, match="C"):
        found.of(("A", "C"), "arrivals", path)
    with pytest.raises(NotFound):
        read_by_area(path, ("births",))
    with pytest.raises(BadInput, match="1 fault"):
        read_by_area(write("area,net\nA,1\nA,2\n"), ("net",))


def test_figures_under_the_words_of_an_office(write):
    found = read_by_area(write("область;Прибыло;Выбыло\nА;1 234;987\nБ;2 345;1 876\n"), ("arrivals", "departures"))
    assert found.values["arrivals"].tolist() == [1234, 2345] and found.values["departures"].tolist() == [987, 1876]


def test_series_by_period_wide_and_long(write):
    found = read_by_period(write("month,north,south\n2024-02,5,-\n2024-01,3,1\n"))
    assert [str(p) for p in found.periods] == ["2024-01", "2024-02"]
    assert found.values["north"].tolist() == [3, 5] and np.isnan(found.values["south"][1])
    found = read_by_period(write("area,period,value\nA,2020,1\nB,2020,2\nA,2021,-3\n"))
    assert [str(p) for p in found.periods] == ["2020", "2021"]
    assert found.values["A"].tolist() == [1, -3] and np.isnan(found.values["B"][1])


def test_an_absent_row_is_the_same_gap_as_an_empty_cell(write):
    absent = read_by_period(write("month,n\n2024-01,3\n2024-03,5\n"))
    empty = read_by_period(write("month,n\n2024-01,3\n2024-02,\n2024-03,5\n"))
    assert absent.periods == empty.periods
    assert_array_equal(absent.values["n"], [3, np.nan, 5])
    assert_array_equal(empty.values["n"], [3, np.nan, 5])


SQUARE = "x,N,S,E,{0}\nN,0,40,20,60\nS,31,0,9,40\nE,19,11,0,30\n{0},50,51,29,{1}\n"


@pytest.mark.parametrize("name", ["Total", "Итого:", "Барлығы", "WORLD", "Everything together", "Σ"])
def test_a_row_and_column_of_sums_are_totals_whatever_they_are_called(write, told, name):
    table = read_flows(write(SQUARE.format(name, 130)))
    assert table.areas == E and table.values.sum() == 130
    assert [n.fields["text"] for n in told if n.code == "totals-left-out"] == [
        name.rstrip(":") if ":" in name else name
    ] or ":" in name
    long = "origin,destination,flow\n" + "".join(
        f"{o},{d},{v}\n" for o, d, v in zip("NNSSEE", "SENENS", (40, 20, 31, 9, 19, 11), strict=True)
    )
    long += "".join(
        f"{o},{name},{v}\n{name},{o},{w}\n" for o, v, w in zip("NSE", (60, 40, 30), (50, 51, 29), strict=True)
    )
    assert read_flows(write(long)).areas == E


def test_a_named_total_that_is_not_the_sum_is_a_fault_in_any_shape(write):
    with pytest.raises(BadInput) as caught:
        read_flows(write(SQUARE.format("Total", 131)))
    assert faults(caught.value) == [("total-differs", 5)]


def test_equal_flows_hide_no_area(write):
    text = "x,A,B,C,D\n" + "".join(f"{a},10,10,10,10\n" for a in "ABCD")
    assert read_flows(write(text)).areas == ("A", "B", "C", "D")


def test_a_row_of_totals_among_areas_is_left_out_in_every_table(write, told):
    found = read_by_area(
        write("area,departures,arrivals\nN,60,50\nS,40,50\nE,30,30\nTotal,130,130\n"), ("departures", "arrivals")
    )
    assert found.labels == E
    with pytest.raises(BadInput) as caught:
        read_by_area(write("area,departures\nN,60\nS,40\nE,30\nTotal,131.9\n"), ("departures",))
    assert faults(caught.value) == [("total-differs", 5)]
    assert [n.code for n in told] == ["totals-left-out"]


def test_a_withheld_flow_is_no_zero(write):
    for sign in ("x", "X", "х"):
        with pytest.raises(BadInput) as caught:
            read_flows(write(f"orig,dest,flow\nA,B,{sign}\nB,A,5\n"))
        assert faults(caught.value) == [("flow-withheld", 2)]
    for sign in ("…", "...", "-", "–", ""):
        assert read_flows(write(f"orig,dest,flow\nA,B,{sign}\nB,A,5\n")).values.tolist() == [[0, 0], [5, 0]]


@pytest.mark.parametrize(
    ("column", "code"),
    [("status", "Q"), ("OBS_STATUS", "Q"), ("OBS_STATUS", "M"), ("CONF_STATUS", "C"), ("CONF_STATUS", "N"),
     ("flag", ":c"), ("статус", "х")],
)  # fmt: skip
@pytest.mark.parametrize("figure", ["", "…", "0"])
def test_a_flow_whose_status_says_that_it_is_kept_back_is_no_zero(write, column, code, figure):
    with pytest.raises(BadInput) as caught:
        read_flows(write(f"orig,dest,flow,{column}\nA,B,{figure},{code}\nB,A,5,A\n"))
    assert faults(caught.value) == [("flow-withheld", 2)]


@pytest.mark.parametrize(("status", "figure"), [("A", ""), ("E", "0"), ("married", "0"), ("S", "0"), ("Q", "7")])
def test_other_statuses_say_nothing_of_a_gap(write, status, figure):
    found = read_flows(write(f"orig,dest,flow,status\nA,B,{figure},{status}\nB,A,5,A\n"))
    assert found.values[0, 1] == float(figure or 0)


def test_labels_are_cleaned_once_for_all_columns(write):
    table = read_flows(
        write("origin , destination,year,flow\nN,S,2020 ,40\n N,S,2021,1\nS,N\u00a0,2020,31\nS,N,2021,2\n")
    )
    assert table.areas == ("N", "S") and table.axes == {"year": ("2020", "2021")}


def test_natural_bounds(write, tmp_path, told):
    with pytest.raises(BadInput) as caught:
        read_by_area(
            write("area,pop_start,pop_end,survival\nN,1000,1010,98.5\n"),
            ("pop_start", "pop_end"),
            optional=("survival",),
        )
    assert faults(caught.value) == [("above-most", 2)]
    with pytest.raises(BadInput) as caught:
        read_by_area(write("area,pop_start,births,deaths\nN,100,5,106\n"), ("pop_start", "births", "deaths"))
    assert faults(caught.value) == [("above-most", 2)]
    table = read_flows(write("orig,dest,flow\nA,B,3\nB,A,5\n"))
    with pytest.raises(BadInput) as caught:
        refuse_more_moves(table, np.array([1.0, 2.0]), tmp_path)
    assert "8" in caught.value.what.split()
    refuse_more_moves(table, np.array([4.0, 100.0]), tmp_path)
    assert told[-1].code == "many-moves" and told[-1].fields["text"] == "A"

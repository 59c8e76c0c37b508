"""Frames are read by the rules of files; rows are counted from 0, as in the frame itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from qonys.errors import BadInput, QonysError
from qonys.tables.flows import read_flows
from qonys.tables.frames import Given, named
from qonys.tables.series import read_by_area
from qonys.tables.tables import read_sheet

FLOWS = pd.DataFrame({
    "origin": ["N", "N", "S", "S", "W", "W"],
    "destination": ["S", "W", "N", "W", "N", "S"],
    "flow": [10.125, 20.0, 5.0, 1234.567, 2.0, 4.0],
})  # fmt: skip


def test_a_frame_reads_as_its_file(tmp_path: Path) -> None:
    FLOWS.to_csv(tmp_path / "flows.csv", index=False)
    one, other = read_flows(Given(FLOWS)), read_flows(tmp_path / "flows.csv")
    assert one.areas == other.areas
    assert one.values.tolist() == other.values.tolist()


def test_an_arrow_table_is_a_frame() -> None:
    assert read_flows(Given(pa.Table.from_pandas(FLOWS))).values.tolist() == read_flows(Given(FLOWS)).values.tolist()


def test_all_digits_are_kept() -> None:
    figures = [1 / 3, 0.1 + 0.2, 1e-7, 123456.789, 1.234, -2.5]
    frame = pd.DataFrame({"area": list("abcdef"), "net": figures})
    assert read_by_area(Given(frame), ("net",)).values["net"].tolist() == figures


def test_cells_of_every_kind_are_text() -> None:
    frame = pd.DataFrame({
        "day": [pd.Timestamp(2021, 3, 1), pd.NaT], "month": pd.PeriodIndex(["2021-03", "2021-04"], freq="M"),
        "date": [dt.date(2021, 3, 1), None], "flag": [True, False], "kind": pd.Categorical(["a", "b"]),
        "count": pd.array([3, None], dtype="Int64"), "code": [1.0, 2.0], "object": [np.int64(4), np.float64("nan")],
    })  # fmt: skip
    cells = read_sheet(Given(frame)).frame
    assert cells.iloc[0].tolist() == ["2021-03-01", "2021-03", "2021-03-01", "1", "a", "3", "1", "4"]
    assert cells.iloc[1].tolist() == ["", "2021-04", "", "0", "b", "", "2", ""]


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (lambda f: f.set_index("origin"), "frame-index", "DataFrame [index]"),
        (lambda f: f.set_index(pd.Index(list("abcdef"))), "frame-index", "DataFrame [index]"),
        (lambda f: f.iloc[:0], "file-empty", "DataFrame"),
        (lambda f: pd.DataFrame(), "file-empty", "DataFrame"),
        (lambda f: f.drop(columns="flow"), "column-of", "DataFrame"),
        (lambda f: pd.concat([f, f.flow], axis=1), "column-twice", "DataFrame"),
        (lambda f: pd.concat({"a": f}, axis=1), "frame-levels", "DataFrame [columns]"),
        (lambda f: f.to_numpy(), "no-frame", "DataFrame"),
        (lambda f: f.to_dict("list"), "no-frame", "DataFrame"),
    ],
)
def test_what_is_no_table_is_refused(change, code: str, where: str) -> None:
    with pytest.raises(QonysError) as error:
        read_flows(Given(change(FLOWS)))
    assert (error.value.code, error.value.where) == (code, where)


@pytest.mark.parametrize(
    ("row", "column", "cell", "code"),
    [
        (3, "flow", -4.0, "negative"), (3, "flow", "many", "not-a-number"), (3, "flow", float("inf"), "not-a-number"),
        (3, "flow", [1, 2], "not-a-number"), (2, "origin", None, "empty-cell"),
    ],
)  # fmt: skip
def test_a_fault_names_row_and_column(row: int, column: str, cell: object, code: str) -> None:
    frame = FLOWS.astype(object)
    frame.at[row, column] = cell
    before = frame.copy(deep=True)
    with pytest.raises(BadInput) as error:
        read_flows(Given(frame))
    assert [(f.code, f.where) for f in error.value.faults] == [(code, f"DataFrame:{row} [{column}]")]
    pd.testing.assert_frame_equal(frame, before)


def test_rows_keep_their_place_where_some_are_left_out() -> None:
    frame = pd.concat([FLOWS[FLOWS.origin != "W"], FLOWS.iloc[:1]])
    with pytest.raises(BadInput) as error:
        read_flows(Given(frame))
    assert [f.row for f in error.value.faults] == [4]


def test_the_first_frame_is_called_data_frame() -> None:
    made = named(flows="flows.csv", population=FLOWS, nothing=None, distances=FLOWS)
    assert {name: str(one) for name, one in made.items()} == {
        "flows": "flows.csv", "population": "DataFrame", "distances": "distances",
    }  # fmt: skip

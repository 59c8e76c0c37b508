"""A user's panel: columns found, gaps kept, all faults at once."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from qonys.errors import BadInput, NotFound
from qonys.model.specification import Specification, Study, Variable
from qonys.tables.panels import read_panel

STUDY = Study("mine", (Specification("one", Variable("income"), Variable("moves", "people"), clusters="zone"),))
ROWS = """region,year,income,moves,people,zone
North,2001,10,1,100,a
North,2003,12,…,100,a
South,2001,-5,2,50,b
South,2002,7,3,50,b
"""


def written(tmp_path, text):
    path = tmp_path / "panel.csv"
    path.write_text(text, "utf-8")
    return path


def test_periods_without_a_row_stay_missing(tmp_path):
    grid = read_panel(written(tmp_path, ROWS), STUDY)
    assert (grid.areas, grid.periods) == (("North", "South"), ("2001", "2002", "2003"))
    assert_array_equal(grid.series["income"], [[10, np.nan, 12], [-5, 7, np.nan]])
    assert_array_equal(grid.series["moves"], [[1, np.nan, np.nan], [2, 3, np.nan]])
    assert grid.groups == {"zone": ("a", "b")}
    assert grid.places == {}


def test_places_are_taken_where_they_stand(tmp_path):
    text = "id,period,income,moves,people,zone,lat,lon\nA,1,1,1,1,a,50.5,70\nB,1,1,1,1,a,43,77\n"
    assert read_panel(written(tmp_path, text), STUDY).places == {"A": (50.5, 70.0), "B": (43.0, 77.0)}


def test_columns_can_be_named(tmp_path):
    text = ROWS.replace("region", "wo").replace("year", "wann")
    assert read_panel(written(tmp_path, text), STUDY, "wo", "wann").areas == ("North", "South")
    with pytest.raises(NotFound):
        read_panel(written(tmp_path, text), STUDY)


def test_a_missing_series_gets_the_nearest(tmp_path):
    with pytest.raises(NotFound) as caught:
        read_panel(written(tmp_path, ROWS.replace("income", "incomes")), STUDY)
    assert caught.value.fix == "incomes"


def test_all_faults_come_at_once(tmp_path):
    text = ROWS.replace("10,1", "ten,1").replace("South,2002,7,3,50,b", "South,2002,7,x7,50,a")
    with pytest.raises(BadInput) as caught:
        read_panel(written(tmp_path, text), STUDY)
    assert [(f.code, f.row) for f in caught.value.faults] == [
        ("not-a-number", 2), ("not-a-number", 5), ("effect-nesting", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"), [(("South,2001", "North,2001"), "row-twice"), (("North,2003", "North,soon"), "period")]
)
def test_wrong_rows_are_named(tmp_path, change, code):
    with pytest.raises(BadInput) as caught:
        read_panel(written(tmp_path, ROWS.replace(*change)), STUDY)
    assert [f.code for f in caught.value.faults] == [code]

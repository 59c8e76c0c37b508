"""Frameworks as COINr's iMeta: the tree, directions, denominators, faults on their line and column."""

from __future__ import annotations

import pytest

from qonys.errors import BadInput, NotFound
from qonys.model import Direction
from qonys.tables.imeta import read_imeta

META = """iCode,iName,Level,Parent,Direction,Weight,Type,Denominator
income,Income,1,Money,1,2,Indicator,people
jobless,Jobless,1,Money,-1,1,Indicator,
crime,Crime,1,Safety,-1,1,Indicator,
Money,Money,2,Index,1,2,Aggregate,
Safety,Safety,2,Index,1,1,Aggregate,
Index,Where life is good,3,NA,1,NA,Aggregate,
people,People,NA,NA,NA,NA,Denominator,
bloc,Bloc,,,,,Group,
"""


@pytest.fixture
def written(tmp_path):
    def write(*changes):
        text = META
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "imeta.csv"
        path.write_text(text, "utf-8")
        return path

    return write


def test_the_tree_of_an_imeta(written):
    own = read_imeta(written())
    assert own.goal.id == "Index" and own.goal.names["kk"] == "Where life is good"
    assert [[n.id for n in level] for level in own.levels] == [["Money", "Safety"], ["Index"]]
    assert own.weights == ((2, 1, 1), (2, 1)) and own.parents == ((0, 0, 1), (0, 0))
    assert [c.direction for c in own.criteria] == [Direction.HIGHER, Direction.LOWER, Direction.LOWER]
    assert [c.denominator for c in own.criteria] == ["people", "", ""]


FAULTS = {
    "type": (("Safety,-1,1,Indicator", "Safety,-1,1,Indicatr"), "imeta-type", 4, "Type"),
    "level of an indicator": (("Crime,1,", "Crime,2,"), "imeta-level", 4, "Level"),
    "level of an aggregate": (("Safety,2,", "Safety,x,"), "imeta-level", 6, "Level"),
    "parent that is not there": (("Crime,1,Safety", "Crime,1,Safty"), "imeta-parent", 4, "Parent"),
    "parent two levels up": (("Crime,1,Safety", "Crime,1,Index"), "imeta-level-above", 4, "Parent"),
    "direction": (("Safety,-1", "Safety,0"), "imeta-direction", 4, "Direction"),
    "direction of an aggregate": (
        ("Safety,2,Index,1", "Safety,2,Index,-1"),
        "imeta-aggregate-direction",
        6,
        "Direction",
    ),
    "weight": (("Money,1,2", "Money,1,NA"), "imeta-weight", 2, "Weight"),
    "twice": (("jobless,", "income,"), "row-twice", 3, "iCode"),
    "nothing under it": (("crime,Crime,1,Safety", "crime,Crime,1,Money"), "node-empty", 6, "iCode"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_with_its_line_and_column(written, case):
    change, code, line, column = FAULTS[case]
    with pytest.raises(BadInput) as error:
        read_imeta(written(change))
    assert (code, line, column) in {(f.code, f.row, f.column) for f in error.value.faults}


def test_two_elements_at_the_top_and_columns_that_are_missing(written):
    with pytest.raises(BadInput) as error:
        read_imeta(written(("Safety,2,Index", "Safety,2,")))
    assert error.value.code == "imeta-top" and error.value.fields["names"] == "Safety, Index"
    with pytest.raises(NotFound) as missing:
        read_imeta(written(("Direction", "Way")))
    assert missing.value.fields["name"] == "direction"


def test_without_types_level_1_are_indicators(written):
    own = read_imeta(written(("Weight,Type", "Weight,Kind")))
    assert len(own.criteria) == 3 and own.goal.id == "Index"

"""The workbook of the COIN Tool gives the index of the same tables as iMeta and iData."""

from __future__ import annotations

import csv
import json

import pytest
import xlsxwriter
from typer.testing import CliRunner

from qonys.cli.main import app
from qonys.errors import BadInput
from qonys.tables.imeta import read_imeta

INDICATORS = {  # code: name, weight, direction, pillar, sub-index
    "Ind.01": ("Income", 2, 1, "p.01", "si.01"),
    "Ind.02": ("Jobless", 1, -1, "p.01", "si.01"),
    "Ind.03": ("Crime", 1, -1, "p.02", "si.01"),
}
NODES = {"p.01": ("Money", 2), "p.02": ("Safety", 1), "Index": ("Where life is good", 1)}
FIGURES = {"AA": (10.5, 4, 30), "BB": (20, 8, 10), "CC": (15, 6, "n/a"), "DD": (12, 3, 22)}


def write_book(path, direction=-1):
    """A workbook laid out as the COIN Tool lays it out, with one sub-index and no sub-pillars."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Instructions").write(0, 0, "Read me")
    base, tree = book.add_worksheet("Database"), book.add_worksheet("Framework")
    for j, (code, (name, weight, way, pillar, sub)) in enumerate(INDICATORS.items(), 4):
        column = {7: weight, 8: way if j != 6 else direction, 9: 0, 10: 100, 11: "Index", 12: sub, 13: pillar,
                  14: "sp.01", 15: name, 16: code}  # fmt: skip
        for row, cell in column.items():
            base.write(row - 1, j, cell)
    base.write(15, 7, "Ind.04")  # A column that is not in use.
    for i, (unit, figures) in enumerate(FIGURES.items(), 16):
        base.write_row(i, 1, [f"Unit {unit}", unit])
        base.write_row(i, 4, figures)
    tree.write_row(3, 2, ["Code", "x", "Weight", "x", "x", "Dimension/indicator"])
    for i, (code, (name, weight)) in enumerate(NODES.items(), 4):
        tree.write_row(i, 2, [code, "", weight, "", "", name])
    book.close()
    return path


def test_the_tree(tmp_path, told):
    own = read_imeta(write_book(tmp_path / "tool.xlsx"))
    assert own.goal.id == "Index" and own.goal.names["en"] == "Where life is good"
    assert [[n.id for n in level] for level in own.levels] == [["p.01", "p.02"], ["Index"]]
    assert own.weights == ((2, 1, 1), (2, 1))
    assert [c.sign for c in own.criteria] == [1, -1, -1]
    assert [note.code for note in told] == ["coin-tool-goalposts"]


def test_the_index_is_that_of_the_two_tables(tmp_path):
    book = write_book(tmp_path / "tool.xlsx")
    meta, data = tmp_path / "imeta.csv", tmp_path / "idata.csv"
    rows = [(c, n, 1, p, d, w, "Indicator") for c, (n, w, d, p, _) in INDICATORS.items()]
    rows += [
        (c, n, 3 if c == "Index" else 2, "" if c == "Index" else "Index", 1, w, "Aggregate")
        for c, (n, w) in NODES.items()
    ]
    with meta.open("w") as file:
        csv.writer(file).writerows([("iCode", "iName", "Level", "Parent", "Direction", "Weight", "Type"), *rows])
    with data.open("w") as file:
        csv.writer(file).writerows([("uCode", *INDICATORS), *((unit, *cells) for unit, cells in FIGURES.items())])
    run = CliRunner()
    ours = run.invoke(app, ["wellbeing", "index", "--framework", str(book), "--json"])
    theirs = run.invoke(app, ["wellbeing", "index", "--framework", str(meta), "--data", str(data), "--json"])
    assert ours.exit_code == 0, ours.output
    assert json.loads(ours.stdout) == json.loads(theirs.stdout)
    assert len(json.loads(ours.stdout)) == 4 * 3


def test_a_direction_that_is_none_is_refused(tmp_path):
    with pytest.raises(BadInput) as error:
        read_imeta(write_book(tmp_path / "tool.xlsx", direction=0))
    assert [fault.code for fault in error.value.faults] == ["imeta-direction"]

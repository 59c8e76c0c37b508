"""A framework as a table of indicators: the iMeta of the R package COINr, a row an indicator or aggregate.

Columns, of any case: iCode, Level (1: indicators), Parent, Direction (1, -1), Weight, Type (Indicator, Aggregate,
Group, Denominator, Other); iName, Unit, Denominator if there are any; others are not read. Its figures are the
iData: a row a unit with uCode (and Time), a column an iCode.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qonys.errors import BadInput, NotFound
from qonys.model import Criterion, Direction, Framework, Node
from qonys.tables.header import fold
from qonys.tables.numbers import MISSING
from qonys.tables.sheet import Sheet
from qonys.tables.tables import read_sheet
from qonys.tables.workbook import is_workbook

SHEETS = ("iMeta", "iData")
"""Sheets of a workbook that holds both tables."""
REQUIRED = ("icode", "level", "parent", "direction", "weight")
COUNTED = ("indicator", "aggregate")
OTHER = ("group", "denominator", "other")
WAYS = {"1": Direction.HIGHER, "+1": Direction.HIGHER, "-1": Direction.LOWER, "\N{MINUS SIGN}1": Direction.LOWER}


@dataclass(frozen=True)
class _Row:
    """One element of the tree."""

    code: str
    level: int
    parent: str
    weight: float
    row: int


def read_imeta(path: Path) -> Framework:
    """The framework of an iMeta: min-max from 0 to 100 and arithmetic means, as its tree says.

    Raises
    ------
    NotFound
        If a column is missing.
    BadInput
        With all faults of the table: codes given twice, parents that are not there or not one level up,
        directions other than 1 and -1, weights that are missing or not above 0, not one element at the top.
    """
    sheet = _sheet(path)
    columns = {fold(name): name for name in sheet.frame.columns}
    if is_workbook(path) and "icode" not in columns:
        raise BadInput("imeta-no-sheet", where=str(path), fix="", names=", ".join(SHEETS))
    for name in REQUIRED:
        if name not in columns:
            near = ", ".join(sheet.frame.columns[:8])
            raise NotFound("column", where=str(path), fix=near, name=name)
    cells = {
        name: [text if text.lower() not in MISSING else "" for text in map(str.strip, sheet.frame[column])]
        for name, column in columns.items()
    }
    kinds = _kinds(sheet, cells, columns)
    rows = _rows(sheet, cells, columns, kinds)
    goal = _check_tree(sheet, rows, columns)
    criteria = tuple(_criterion(sheet, cells, columns, r) for r in rows.values() if kinds[r.row] == "indicator")
    sheet.stop()
    nodes = [r for r in rows.values() if kinds[r.row] == "aggregate"]
    nodes.sort(key=lambda r: (r is not goal, -r.level))
    names = [_names(cells, r.row) for r in nodes]
    tree = tuple(Node(r.code, r.parent, r.weight, names=n) for r, n in zip(nodes, names, strict=True))
    return Framework(id=path.stem, nodes=tree, criteria=criteria, where=str(path))


def _sheet(path: Path) -> Sheet:
    return read_sheet(path, SHEETS[0])


def _kinds(sheet: Sheet, cells: Mapping[str, list[str]], columns: Mapping[str, str]) -> list[str]:
    """The type of each row; where no column says it, level 1 are indicators, what has none is left out."""
    if "type" not in cells:
        return ["indicator" if level == "1" else "aggregate" if level else "other" for level in cells["level"]]
    kinds = [text.lower() for text in cells["type"]]
    for i, kind in enumerate(kinds):
        if kind not in (*COUNTED, *OTHER):
            sheet.fault("imeta-type", i, columns["type"], text=cells["type"][i])
    return kinds


def _rows(
    sheet: Sheet, cells: Mapping[str, list[str]], columns: Mapping[str, str], kinds: list[str]
) -> dict[str, _Row]:
    """Elements of the tree by code."""
    found: dict[str, _Row] = {}
    for i, code in enumerate(cells["icode"]):
        if not code:
            sheet.fault("empty-cell", i, columns["icode"])
        if kinds[i] not in COUNTED or not code:
            continue
        if code in found:
            line = sheet.line(found[code].row)
            sheet.fault("row-twice", i, columns["icode"], name=code, line=line)
            continue
        level = cells["level"][i]
        wanted = level == "1" if kinds[i] == "indicator" else level.isdigit() and int(level) > 1
        if not wanted:
            sheet.fault("imeta-level", i, columns["level"], text=level, name=code)
        if kinds[i] == "aggregate" and WAYS.get(cells["direction"][i]) is Direction.LOWER:
            sheet.fault("imeta-aggregate-direction", i, columns["direction"], name=code)
        parent = cells["parent"][i]
        found[code] = _Row(
            code, int(level) if level.isdigit() else 0, parent, _weight(sheet, cells, columns, i, bool(parent)), i
        )
    return found


def _weight(sheet: Sheet, cells: Mapping[str, list[str]], columns: Mapping[str, str], i: int, counts: bool) -> float:
    text = cells["weight"][i]
    weight = float(sheet.figures(columns["weight"])[i])
    if not counts:
        return 1.0
    if not 0 < weight < float("inf"):
        sheet.fault("imeta-weight", i, columns["weight"], text=text)
    return weight


def _check_tree(sheet: Sheet, rows: Mapping[str, _Row], columns: Mapping[str, str]) -> _Row | None:
    """The element at the top; parents must be there and one level up, and each aggregate have something under it."""
    tops = [r for r in rows.values() if not r.parent]
    for r in rows.values():
        above = rows.get(r.parent)
        if r.parent and above is None:
            sheet.fault("imeta-parent", r.row, columns["parent"], name=r.code, text=r.parent)
        elif above is not None and above.level != r.level + 1:
            fields = {"name": r.code, "text": r.parent, "level": r.level, "above": above.level}
            sheet.fault("imeta-level-above", r.row, columns["parent"], **fields)
        if r.level > 1 and not any(other.parent == r.code for other in rows.values()):
            sheet.fault("node-empty", r.row, columns["icode"], name=r.code)
    if len(tops) != 1 or tops[0].level == 1:
        names = ", ".join(r.code for r in tops[:6]) or "-"
        sheet.stop()
        raise BadInput("imeta-top", where=str(sheet.path), fix="", names=names)
    return tops[0]


def _criterion(sheet: Sheet, cells: Mapping[str, list[str]], columns: Mapping[str, str], r: _Row) -> Criterion:
    way = cells["direction"][r.row]
    if way not in WAYS:
        sheet.fault("imeta-direction", r.row, columns["direction"], name=r.code, text=way)
    unit, divisor = (cells[name][r.row] if name in cells else "" for name in ("unit", "denominator"))
    direction = WAYS.get(way, Direction.HIGHER)
    names = _names(cells, r.row)
    return Criterion(r.code, r.parent, r.code, direction, r.weight, unit=unit, denominator=divisor, names=names)


def _names(cells: Mapping[str, list[str]], row: int) -> dict[str, str]:
    name = cells["iname"][row] if "iname" in cells else ""
    return dict.fromkeys(("kk", "ru", "en"), name) if name else {}

"""The workbook of the COIN Tool (JRC 2019) as the two tables that COINr calls iMeta and iData.

Sheet Database: indicators are columns from E on. Row 7 holds weights, 8 directions, 9 and 10 goalposts, 11 to 14 the
index, sub-index, pillar and sub-pillar of each, 15 names, 16 codes; units are the rows from 17 on, with the name in
column B and the code in C. Sheet Framework: code in C, weight in E, name in H. A level that has one element alone
stands for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qonys.tables.numbers import MISSING
from qonys.tables.sheet import Sheet
from qonys.tables.workbook import read_workbook, sheet_names

SHEETS = ("Database", "Framework")
META = "iMeta"
FIRST, NAME, CODE = 4, 1, 2
"""Columns of the first indicator, of the name and of the code of a unit, counted from 0."""
WEIGHT, DIRECTION, GOALPOSTS, LEVELS, TITLE, CODES = 7, 8, (9, 10), (14, 13, 12, 11), 15, 16
"""Rows, counted from 1; levels from the lowest up."""
NODE = (2, 4, 7)
"""Columns of code, weight and name on the sheet of the tree."""

Grid = Mapping[int, list[str]]


def is_coin_tool(path: Path) -> bool:
    """Whether a workbook has the two sheets of the COIN Tool."""
    return set(SHEETS) <= set(sheet_names(path))


def coin_tool_sheet(path: Path, usual: str) -> Sheet:
    """The table of indicators and aggregates (`usual` is iMeta), or the figures of units.

    Raises
    ------
    BadInput
        If the workbook cannot be read.
    """
    grid: Grid = dict(read_workbook(path, SHEETS[0]).rows)
    columns = [j for j, code in enumerate(_row(grid, CODES)) if j >= FIRST and _said(code) and _has_figures(grid, j)]
    return _meta(path, grid, columns) if usual == META else _data(path, grid, columns)


def _data(path: Path, grid: Grid, columns: list[int]) -> Sheet:
    lines = [line for line in grid if line > CODES and _said(_cell(grid, line, CODE))]
    table = {"uCode": [_cell(grid, line, CODE) for line in lines]}
    table |= {_cell(grid, CODES, j): [_cell(grid, line, j) for line in lines] for j in columns}
    return _sheet(path, table, lines)


def _meta(path: Path, grid: Grid, columns: list[int]) -> Sheet:
    """A row for each indicator, then for each aggregate of the levels that are used."""
    nodes = {row[NODE[0]]: row for row in dict(read_workbook(path, SHEETS[1]).rows).values() if len(row) > NODE[2]}
    used = [r for r in LEVELS if r == LEVELS[-1] or len({_cell(grid, r, j) for j in columns}) > 1]
    rows = [
        (_cell(grid, CODES, j), _cell(grid, TITLE, j), "1", _cell(grid, used[0], j), _cell(grid, DIRECTION, j),
         _cell(grid, WEIGHT, j), "Indicator")
        for j in columns
    ]  # fmt: skip
    for level, (here, above) in enumerate(zip(used, [*used[1:], 0], strict=True), 2):
        for code, parent in dict.fromkeys(
            (_cell(grid, here, j), _cell(grid, above, j) if above else "") for j in columns
        ):
            weight, name = (nodes[code][place] if code in nodes else "" for place in NODE[1:])
            rows.append((code, name, str(level), parent, "1", weight, "Aggregate"))
    heads = ("iCode", "iName", "Level", "Parent", "Direction", "Weight", "Type")
    made = _sheet(path, dict(zip(heads, map(list, zip(*rows, strict=True)), strict=True)), [CODES] * len(rows))
    if any(_said(_cell(grid, row, j)) for row in GOALPOSTS for j in columns):
        made.note("coin-tool-goalposts")
    return made


def _sheet(path: Path, table: Mapping[str, list[str]], lines: list[int]) -> Sheet:
    import pandas as pd

    return Sheet(
        path, pd.DataFrame({name: pd.Series(cells, lines, dtype="str") for name, cells in table.items()}, lines)
    )


def _has_figures(grid: Grid, column: int) -> bool:
    return any(line > CODES and _said(_cell(grid, line, column)) for line in grid)


def _row(grid: Grid, row: int) -> list[str]:
    return grid.get(row, [])


def _cell(grid: Grid, row: int, column: int) -> str:
    cells = _row(grid, row)
    return cells[column].strip() if column < len(cells) else ""


def _said(text: str) -> bool:
    """Whether a cell holds something that is no sign of a missing figure."""
    return bool(text.strip()) and text.strip().lower() not in MISSING

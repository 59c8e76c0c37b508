"""Tables in memory: a frame of pandas, polars, pyarrow or anything that narwhals understands, as text cells.

A frame then goes the way of every file: the same names of columns, the same faults. It is never changed.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qonys.errors import BadInput
from qonys.tables.header import MOST_CELLS, Body, fold
from qonys.tables.labels import cleaned
from qonys.tables.workbook import typed

NAME = "DataFrame"


@dataclass(frozen=True, eq=False)
class Given:
    """A frame that a user hands in; errors call it by its name, and its rows by their place, counted from 0."""

    data: Any
    name: str = NAME

    def __str__(self) -> str:
        return self.name


Source = Path | Given
"""Where a table of a user is."""


def lay_out_frame(given: Given) -> Body:
    """The table of a frame, by the form of files.

    Raises
    ------
    BadInput
        If it is no frame, is empty or too large, holds labels in its index, or has columns twice or without a name.
    """
    names, columns = _columns(given)
    names = [cleaned(name) for name in names]
    rows = max(map(len, columns), default=0)
    if not rows or not names:
        raise BadInput("file-empty", where=str(given), fix="", name=given.name)
    if rows * len(names) > MOST_CELLS:
        millions = MOST_CELLS // 1_000_000
        raise BadInput("table-too-large", where=str(given), fix="", name=given.name, most=millions)
    folded = Counter(map(fold, names))
    if twice := sorted(name for name in names if folded[fold(name)] > 1):
        raise BadInput("column-twice", where=str(given), fix="", name=twice[0])
    return Body(-1, list(range(rows)), names, [[_text(cell) for cell in column] for column in columns],
                list(range(len(names))))  # fmt: skip


def _columns(given: Given) -> tuple[list[str], list[list[object]]]:
    pandas = sys.modules.get("pandas")  # A user who has none of its frames may not have loaded it.
    if pandas is not None and isinstance(given.data, pandas.DataFrame):
        _refuse_labels_outside(given)
        frame = given.data
        return list(map(str, frame.columns)), [frame.iloc[:, j].tolist() for j in range(frame.shape[1])]
    import narwhals as nw

    try:
        read = nw.from_native(given.data, eager_only=True)
    except TypeError:
        kind = type(given.data).__name__
        raise BadInput("no-frame", where=given.name, fix="pandas.DataFrame(…)", text=kind) from None
    return list(read.columns), [column.to_list() for column in read.iter_columns()]


def _refuse_labels_outside(given: Given) -> None:
    """Stop at labels in an index, and at names of columns in several levels: they are no cells of a table."""
    index, columns = given.data.index, given.data.columns
    if columns.nlevels > 1:
        raise BadInput("frame-levels", where=f"{given.name} [columns]", fix="data.columns.map('_'.join)")
    named = [str(name) for name in index.names if name is not None]
    if named or index.nlevels > 1 or index.dtype.kind not in "iu":
        text = ", ".join(named) or ", ".join(map(str, index[:2]))
        raise BadInput("frame-index", where=f"{given.name} [index]", fix="data.reset_index()", text=text)


def _text(cell: Any) -> str:
    """A cell as it would be typed in a file: a number with all its digits, a flag as 1 or 0, nothing for no figure."""
    if type(cell).__name__ in ("bool", "bool_"):
        return str(int(cell))
    if isinstance(cell, float):
        return "" if math.isnan(cell) else typed(cell, repr(cell).removesuffix(".0"))
    if cell is None or _is_missing(cell):
        return ""
    return typed(cell)


def _is_missing(cell: Any) -> bool:
    """NA and NaT of pandas, which differ from themselves or from everything."""
    return type(cell).__name__ in ("NAType", "NaTType")


def named(**tables: Any) -> dict[str, Source]:
    """Tables that are given as sources, by argument: the first frame is called DataFrame; a text is a path.

    Examples
    --------
    >>> {name: str(source) for name, source in named(flows={"a": [1]}, distances=None, people={"b": [2]}).items()}
    {'flows': 'DataFrame', 'people': 'people'}
    """
    made: dict[str, Source] = {}
    for name, table in tables.items():
        first = not any(isinstance(source, Given) for source in made.values())
        if table is not None:
            made[name] = Path(table) if isinstance(table, str | Path) else Given(table, NAME if first else name)
    return made

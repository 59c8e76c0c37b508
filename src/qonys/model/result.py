"""Results: labelled values, their status, and the call that made them. No chart, no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np

from qonys.errors import CannotCompute, NotFound
from qonys.model.claim import Call, Claim, meant
from qonys.model.layout import Texts, long_columns, reasons_of, wide_columns
from qonys.model.note import Note
from qonys.model.observation import STATUS_ORDER, Status

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

Floats = np.ndarray[Any, np.dtype[np.float64]]
Codes = np.ndarray[Any, np.dtype[np.str_]]
Cell = Mapping[str, str]
SHOWN = 10
"""Rows that a summary shows."""


@dataclass(frozen=True)
class Figures:
    """Values and their status, arrays of one shape: what a capability is given."""

    values: Floats
    status: Codes


Measures = dict[str, tuple[Floats, Codes, str]]
"""Values, status and unit by measure; arrays of one shape."""


@dataclass(frozen=True)
class Result:
    """Values over named axes, the first of which is `measure`.

    `values` and `status` have one axis for each entry of `axes`, in that order; nan
    stands for a value that cannot be had, and `reasons` says why, by cell.
    """

    call: Call
    axes: Mapping[str, tuple[str, ...]]
    values: Floats
    status: Codes
    units: Mapping[str, str]
    """Unit of each measure."""
    reasons: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    texts: Mapping[str, Texts] = field(default_factory=dict)
    """Columns of words beside the values, by name."""
    notes: tuple[Note, ...] = ()
    """What was done to the figures, and what a reader must know of them."""

    def __post_init__(self) -> None:
        shape = tuple(len(labels) for labels in self.axes.values())
        if self.values.shape != shape or self.status.shape != shape:
            raise ValueError(f"axes say {shape}, values are {self.values.shape}, status is {self.status.shape}")
        if next(iter(self.axes)) != "measure" or set(self.units) != set(self.axes["measure"]):
            raise ValueError("the first axis is `measure`, and each measure has a unit")
        for name, text in self.texts.items():
            if text.words.shape != tuple(len(self.axes[axis]) for axis in text.axes):
                raise ValueError(f"words of {name} have the shape {text.words.shape} along {text.axes}")

    def beside(self, axis: str, **words: Mapping[str, str] | tuple[str, ...]) -> Result:
        """The result with columns of words beside one axis: a text for each label, in order or by label.

        Examples
        --------
        >>> import numpy as np
        >>> made = Result(Call("x"), {"measure": ("a",), "area": ("N", "S")}, np.ones((1, 2)),
        ...               np.full((1, 2), "A"), {"a": "persons"})
        >>> made.beside("area", name={"N": "North"}).columns()["name"].tolist()
        ['North', '']
        """
        labels = self.axes[axis]
        made = {
            name: Texts((axis,), np.array([given.get(x, "") for x in labels] if isinstance(given, Mapping) else given))
            for name, given in words.items()
        }
        return replace(self, texts={**self.texts, **made})

    def only(self, axis: str, *labels: str) -> Result:
        """The result for some labels of one axis.

        Examples
        --------
        >>> import numpy as np
        >>> made = Result(Call("x"), {"measure": ("a",), "area": ("N", "S")}, np.array([[1.0, 2.0]]),
        ...               np.full((1, 2), "A"), {"a": "persons"})
        >>> made.only("area", "S").values.tolist()
        [[2.0]]
        """
        names, kept = tuple(self.axes), [self.axes[axis].index(label) for label in labels]
        at = names.index(axis)
        words = {
            name: replace(t, words=np.take(t.words, kept, t.axes.index(axis)) if axis in t.axes else t.words)
            for name, t in self.texts.items()
        }
        return replace(
            self, axes={**self.axes, axis: labels}, values=np.take(self.values, kept, at),
            status=np.take(self.status, kept, at), texts=words,
            reasons={cell: why for cell, why in self.reasons.items() if cell[at] in labels},
        )  # fmt: skip

    def known(self, measure: str) -> Result:
        """The result without the cells whose `measure` has no value."""
        there = ~np.isnan(self.values[self.axes["measure"].index(measure)])
        return replace(self, values=np.where(there, self.values, np.nan), status=np.where(there, self.status, ""))

    def index(self, cell: Cell) -> tuple[int, ...]:
        """Position of a cell; a wrong label is an error that names the nearest."""
        if set(cell) != set(self.axes):
            raise NotFound("cell", where=str(dict(cell)), names=", ".join(self.axes))
        return tuple(_position(axis, cell[axis], labels) for axis, labels in self.axes.items())

    def value(self, **cell: str) -> float:
        """The value of one cell; nan if it cannot be had."""
        return float(self.values[self.index(cell)])

    def series(self, **fixed: str) -> dict[str, float]:
        """The values along the one axis that is not fixed, by label; cells without a value left out."""
        free = [axis for axis in self.axes if axis not in fixed]
        if len(free) != 1:
            raise ValueError(f"fix all axes but one; free are {free}")
        labels = self.axes[free[0]]
        values = {label: self.value(**fixed, **{free[0]: label}) for label in labels}
        return {label: value for label, value in values.items() if not np.isnan(value)}

    def reason(self, **cell: str) -> str:
        """Why a cell has no value; empty if it has one."""
        self.index(cell)
        return self.reasons.get(tuple(cell[axis] for axis in self.axes), "")

    def claim(self, *, decimals: int = 0, **cell: str) -> Claim:
        """The number of one cell, with what is needed to compute it again.

        Raises
        ------
        CannotCompute
            If the cell has no value: a missing figure is no claim.
        """
        position = self.index(cell)
        value = float(self.values[position])
        if np.isnan(value):
            raise CannotCompute("no-value", where=str(cell), fix=self.reason(**cell))
        unit = self.units[cell["measure"]]
        return Claim(
            self.call, dict(cell), meant(value, decimals, unit), unit, decimals, Status(str(self.status[position]))
        )

    def has(self, **cell: str) -> bool:
        """Whether all labels are known and the cell has a value."""
        return all(label in self.axes.get(axis, ()) for axis, label in cell.items()) and not np.isnan(
            self.value(**cell)
        )

    def rows(self) -> Iterator[tuple[dict[str, str], float, str]]:
        """Each cell with its value and status, in the order of the axes."""
        names = tuple(self.axes)
        for position in np.ndindex(self.values.shape):
            cell = {name: self.axes[name][i] for name, i in zip(names, position, strict=True)}
            yield cell, float(self.values[position]), str(self.status[position])

    def columns(self, over: str = "measure", *, full: bool = True) -> dict[str, NDArray[Any]]:
        """Wide table by columns: the axes, words beside them, a column for each label of `over`; status; reason.

        The status of a row is the worst of its values. Where rows are of several measures they say the unit of each.

        Parameters
        ----------
        over
            The axis that lies across.
        full
            Whether rows without any value are kept.
        """
        return wide_columns(self, over, full=full)

    def wide(self, over: str = "measure", *, full: bool = True) -> pd.DataFrame:
        """The wide table of `columns` as a DataFrame."""
        import pandas as pd  # only here and in `table`

        return pd.DataFrame({name: pd.Series(list(cells)) for name, cells in self.columns(over, full=full).items()})

    def table(self) -> pd.DataFrame:
        """Long table: a column for each axis and for words beside it, then value, status, unit and reason."""
        import pandas as pd

        return pd.DataFrame(long_columns(self))

    def reason_table(self) -> NDArray[Any]:
        """Why cells have no value, in the shape of the values."""
        return reasons_of(self)

    def summary(self) -> str:
        """What it is, on how much data, its first rows as text, and its notes."""
        size = " × ".join(f"{len(labels)} {axis}" for axis, labels in self.axes.items())
        missing = int(np.isnan(self.values).sum())
        rows = self.wide()
        return "\n".join(
            [
                f"{self.call.function}: {size}" + (f"; {missing} without a value" if missing else ""),
                rows.head(SHOWN).to_string(index=False, na_rep="–", float_format=lambda x: f"{x:.6g}"),
                *([f"… {len(rows) - SHOWN} more rows: .wide(), .table()"] if len(rows) > SHOWN else []),
                *(f"note: {note.what}" for note in self.notes),
            ]
        )

    __repr__ = summary

    def _repr_html_(self) -> str:
        from html import escape

        head, *_ = self.summary().split("\n", 1)
        return f"<p>{escape(head)}</p>{self.wide().head(20).to_html(index=False, na_rep='–')}"


def stack(call: Call, measures: Measures, axes: Mapping[str, tuple[str, ...]]) -> Result:
    """Measures of one shape as one result; a cell without a value has no status."""
    values = np.stack([value for value, _, _ in measures.values()])
    status = np.where(np.isnan(values), "", np.stack([codes for _, codes, _ in measures.values()]))
    units = {name: unit for name, (_, _, unit) in measures.items()}
    return Result(call, {"measure": tuple(measures), **axes}, values, status, units)


def worst_codes(*statuses: NDArray[Any]) -> Codes:
    """Cell by cell the worst of several status arrays of one shape; an empty code is no figure and no worse."""
    order = np.array(["", *STATUS_ORDER])
    by_name = np.argsort(order)
    ranks = [by_name[np.searchsorted(order, codes, sorter=by_name)] for codes in statuses]
    codes: Codes = order[np.maximum.reduce(ranks)]
    return codes


def _position(axis: str, label: str, labels: tuple[str, ...]) -> int:
    if label not in labels:
        near = tuple(get_close_matches(label, labels, n=3))
        raise NotFound("label", where=axis, fix=", ".join(near or labels[:5]), label=label)
    return labels.index(label)

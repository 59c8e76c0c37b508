"""Results of one axis: values that are no figures but estimates, one record a label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from qonys.model import Call
from qonys.model.layout import Texts
from qonys.model.note import Note
from qonys.model.result import Floats, Result, stack

ESTIMATE = "E"

Given = Mapping[str, tuple[Floats | Sequence[float | None], str]]
"""Values and unit by measure; None stands for nan."""


def records(
    call: Call,
    axis: tuple[str, Iterable[str]],
    measures: Given,
    texts: Mapping[str, Iterable[str] | str] | None = None,
    notes: Iterable[Note] = (),
) -> Result:
    """Estimates of one axis.

    Parameters
    ----------
    call : Call
    axis : (str, iterable of str)
        Its name and its labels.
    measures : mapping
        Values and unit by measure.
    texts : mapping, optional
        Words beside the axis; a word alone stands beside all labels.
    notes : iterable of Note

    Returns
    -------
    Result

    Examples
    --------
    >>> records(Call("x"), ("area", ["N"]), {"need": ([2], "persons")}, {"basis": "user"}).columns()["basis"].tolist()
    ['user']
    """
    name, labels = axis[0], tuple(axis[1])
    made_of = {m: (np.array(values, dtype=float), unit) for m, (values, unit) in measures.items()}
    made = stack(call, {m: (v, np.full(v.shape, ESTIMATE), unit) for m, (v, unit) in made_of.items()}, {name: labels})
    beside = {
        column: Texts((), np.array(words)) if isinstance(words, str) else Texts((name,), np.array([*words], dtype=str))
        for column, words in (texts or {}).items()
    }
    return replace(made, texts=beside, notes=tuple(notes))


def of_rows(call: Call, rows: Sequence[Mapping[str, Any]], axis: str, units: Mapping[str, str] | None = None) -> Result:
    """Estimates of one axis from rows of numbers and words, labelled by the column of its name, else by all words.

    A word in any row makes a column one of words; a number that is missing or infinite is no value. Units are `ratio`
    where none is named.

    Examples
    --------
    >>> of_rows(Call("x"), [{"time": "0", "effect": 2.0}, {"time": "1", "effect": None}], "row").values.tolist()
    [[2.0, nan]]
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    worded = [n for n in names if any(isinstance(row.get(n), str) for row in rows)]
    numbers = tuple(n for n in names if n not in worded)
    given = [[row.get(n) for row in rows] for n in numbers]
    values = np.array([[np.nan if cell is None else float(cell) for cell in cells] for cells in given])
    values = values.reshape(len(numbers), len(rows))
    values[np.isinf(values)] = np.nan
    own = [str(row.get(axis, "")) for row in rows]
    alone = axis in worded and len(set(own)) == len(own)
    labels = tuple(own) if alone else _labels([[str(row.get(n, "")) for n in worded] for row in rows])
    texts = {n: Texts((axis,), np.array([str(row.get(n, "")) for row in rows])) for n in worded if n != axis}
    status = np.where(np.isnan(values), "", ESTIMATE)
    known = {n: (units or {}).get(n, "ratio") for n in numbers}
    return Result(call, {"measure": numbers, axis: labels}, values, status, known, texts=texts)


def _labels(words: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A label for each row: its words, and its number where they do not tell it from the others."""
    joined = [" · ".join(filter(None, row)) for row in words]
    if len(set(joined)) == len(joined):
        return tuple(joined)
    return tuple(f"{i}" for i in range(1, len(joined) + 1))

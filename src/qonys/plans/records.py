"""Plans as results: values that are no figures but estimates, one record a label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

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

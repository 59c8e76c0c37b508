"""An index of a user's own figures and framework."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from qonys.model import Framework
from qonys.model.note import Note
from qonys.model.result import Floats
from qonys.packs.frameworks import load_framework
from qonys.tables.criteria import CriteriaTable
from qonys.tables.imeta import read_imeta
from qonys.wellbeing.kernels.errors import poisson_error
from qonys.wellbeing.pipeline import Built, Table, build, comparable, divisors


@dataclass(frozen=True)
class OwnIndex:
    """An index, and what was done with its figures."""

    built: Built
    notes: tuple[Note, ...] = ()


def own_index(read: CriteriaTable, framework: Framework, *, fill: bool = False) -> OwnIndex:
    """The index of figures that were read for a framework.

    `fill` is for a framework that says nothing of steps: gaps take the mean of the units, and a note tells it.

    Raises
    ------
    BadInput, CannotCompute
        As `pipeline.build`.
    """
    table = table_of(framework, read)
    count = int(np.isnan(comparable(table)).sum()) if fill else 0
    if not count:
        return OwnIndex(build(table, framework))
    note = Note("gaps-mean", {"count": count})
    return OwnIndex(build(table, replace(framework, method={**framework.method, "impute": "mean"})), (note,))


def framework_of_file(path: Path) -> Framework:
    """A framework of a user: a TOML file, or a table with the columns of COINr's iMeta."""
    return load_framework(path) if path.suffix.lower() == ".toml" or not os.path.isfile(path) else read_imeta(path)


def table_of(framework: Framework, read: CriteriaTable) -> Table:
    """A user's figures as the table of an index; a relative criterion is divided by the mean of the units."""
    values = np.stack([read.series[c.series] for c in framework.criteria], axis=-1)
    columns: list[Floats] = []
    by: list[int | None] = []
    for c in framework.criteria:
        if not (c.relative or c.denominator):
            by.append(None)
            continue
        by.append(len(columns))
        own = read.series[c.series]
        mean = np.broadcast_to(np.nanmean(own, axis=1, keepdims=True), own.shape)
        columns.append(mean if c.relative else read.series[c.denominator])
    names = sorted(set(read.groups))
    table = Table(
        units=read.units,
        periods=read.periods,
        values=values,
        status=np.where(np.isnan(values), "", "A"),
        denominators=np.stack(columns, axis=-1) if columns else np.ones((*values.shape[:2], 1)),
        by=tuple(by),
        per=np.array([1.0 if c.events else c.per for c in framework.criteria]),
        groups=np.array([names.index(g) for g in read.groups]) if names else None,
        places={
            (t, u, c.id): read.places.get((t, u, c.series), "")
            for t in read.periods for u in read.units for c in framework.criteria
        },
    )  # fmt: skip
    if not any(c.error is not None or c.events for c in framework.criteria):
        return table
    error = np.full(values.shape, np.nan)
    for i, c in enumerate(framework.criteria):
        if c.error is not None:
            error[..., i] = c.error
        elif c.events:
            error[..., i] = poisson_error(values[..., i], read.series[c.events], c.per)
    return replace(table, error=error / divisors(table))

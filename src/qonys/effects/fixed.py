"""Fixed effects of a specification: their dummies, and the rows that they fit exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import dummies
from qonys.effects.kernels.singletons import informative_rows
from qonys.errors import BadInput, CannotCompute
from qonys.model.grid import Grid
from qonys.model.result import Floats
from qonys.model.specification import Fixed, Specification

Ints = NDArray[np.int64]
Rows = NDArray[np.bool_]


def nuisance_of(grid: Grid, s: Specification, area: Ints, period: Ints) -> Floats:
    """Dummies of fixed effects; a constant where there are none."""
    parts = [dummies(area) if Fixed.AREA in s.fixed else np.ones((len(area), 1))] if len(area) else [np.ones((0, 1))]
    if Fixed.PERIOD in s.fixed:
        parts.append(dummies(period))
    if Fixed.TREND in s.fixed:
        parts.append(dummies(area) * (period - period.mean())[:, None])
    parts += [dummies(cells) for cells in cells_of(grid, s, area, period)]
    return np.column_stack(parts)


def cells_of(grid: Grid, s: Specification, area: Ints, period: Ints) -> list[Ints]:
    """Number of the group and period of each row, for every grouping that is crossed with periods."""
    found = []
    for name in s.crossed:
        group = np.unique(grouping(grid, name, s.id), return_inverse=True)[1].ravel()
        found.append(np.asarray(group[area] * len(grid.periods) + period, np.int64))
    return found


def grouping(grid: Grid, name: str, where: str) -> NDArray[np.str_]:
    """The label of each area in a grouping.

    Raises
    ------
    BadInput
        If there is none of this name.
    """
    if name not in grid.groups:
        known = ", ".join(grid.groups) or "-"
        raise BadInput("effect-clusters", where=where, fix=known, name=name)
    return np.array(grid.groups[name])


def informative(
    grid: Grid, s: Specification, use: Rows, weights: Floats | None
) -> tuple[Rows, tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Rows that inform an estimate: not those without weight, nor those that fixed effects fit exactly.

    `weights` are of areas (areas,). Also how many rows are left out, by reason, and a note of areas that vanish whole.
    """
    before = use.any(axis=1)
    weighed = use if weights is None else use & (weights > 0)[:, None]
    area, period = np.nonzero(weighed)
    trend = 3 if Fixed.TREND in s.fixed else 2
    effects = ((Fixed.AREA in s.fixed or trend == 3, area, trend), (Fixed.PERIOD in s.fixed, period, 2))
    ways = [(labels, least) for there, labels, least in effects if there]
    ways += [(cells, 2) for cells in cells_of(grid, s, *(np.asarray(at, np.int64) for at in (area, period)))]
    keep = informative_rows([w for w, _ in ways], [n for _, n in ways]) if ways else np.ones(len(area), bool)
    if len(np.unique(area)) == 1:
        raise one_cluster(s)
    if len(area) and not keep.any():
        raise CannotCompute("effect-all-absorbed", where=s.id, fix="more periods, or fewer fixed effects")
    found = np.zeros_like(use)
    found[area[keep], period[keep]] = True
    counts = (("no-weight", int((use & ~weighed).sum())), ("alone", int((~keep).sum())))
    gone = int((before & ~found.any(axis=1)).sum())
    return found, tuple(c for c in counts if c[1]), (f"absorbed-whole:{gone}",) if gone else ()


def one_cluster(specification: Specification) -> CannotCompute:
    """The error of a sample in one cluster."""
    return CannotCompute(
        "effect-one-cluster", where=specification.id, fix="more areas, or a finer grouping", name=specification.id
    )

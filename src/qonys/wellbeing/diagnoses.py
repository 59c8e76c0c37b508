"""What holds an index together and what drives it, by name: correlations, reliability, components, weights at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from qonys.errors import CannotCompute
from qonys.model import Criterion, Node
from qonys.model.result import Floats
from qonys.wellbeing.kernels.components import components
from qonys.wellbeing.kernels.correlation import Kind as Kind
from qonys.wellbeing.kernels.diagnostics import cronbach_alpha, effective_weights, level_correlations
from qonys.wellbeing.pipeline import Built

Row = dict[str, object]
LEAST_UNITS = 3
"""So many units components need."""


def correlation_rows(built: Built, period: int, kind: Kind = Kind.PEARSON) -> list[Row]:
    """Correlation of each element with each of its own level, once a pair, and with each of every higher level.

    `under` says whether the first stands under the second: an element that runs against its own dimension.
    Levels count from 0, the criteria.
    """
    names, scores = _levels(built, period)
    rows: list[Row] = []
    for low, table in enumerate(level_correlations(scores, kind)):
        for up, matrix in enumerate(table):
            for i, one in enumerate(names[low]):
                for j, other in enumerate(names[low + up]):
                    if up or i < j:
                        under = bool(up) and _ancestor(built, low, i, up) == j
                        rows.append({
                            "level": low, "element": one, "other_level": low + up, "other": other, "under": under,
                            "correlation": float(matrix[i, j]),
                        })  # fmt: skip
    return rows


def alpha_rows(built: Built, period: int) -> list[Row]:
    """Cronbach's alpha of the parts of each node, and of all criteria under the goal at once (level 0).

    `standardised` is that of the mean correlation. A node with one part has none.
    """
    names, scores = _levels(built, period)
    every = [(built.framework.goal.id, 0, scores[0])] if len(scores) > 2 else []
    parts = [(name, level, scores[level][:, at]) for name, level, at in _groups(built, names)]
    rows: list[Row] = []
    for name, level, values in [*every, *parts]:
        row: Row = {
            "node": name,
            "parts_of_level": level,
            "parts": values.shape[1],
            "alpha": None,
            "standardised": None,
        }
        if values.shape[1] > 1 and _usable(values):
            row |= {"alpha": cronbach_alpha(values), "standardised": cronbach_alpha(values, standardised=True)}
        rows.append(row)
    return rows


def component_rows(built: Built, period: int) -> list[Row]:
    """Principal components of the parts of each node, and of all criteria: variance, share, loading of each part."""
    names, scores = _levels(built, period)
    every = [(built.framework.goal.id, 0, np.arange(len(names[0])))] if len(scores) > 2 else []
    rows: list[Row] = []
    for name, level, at in [*every, *_groups(built, names)]:
        values = scores[level][:, at]
        if len(at) < 2 or not _usable(values):
            continue
        found = components(values)
        shares = np.cumsum(found.share)
        for k, loadings in enumerate(found.loadings.T):
            for i, loading in zip(at, loadings, strict=True):
                rows.append({
                    "node": name, "parts_of_level": level, "component": k + 1, "variance": float(found.values[k]),
                    "share": float(found.share[k]), "cumulative": float(shares[k]), "element": names[level][i],
                    "loading": float(loading),
                })  # fmt: skip
    if not rows:
        raise CannotCompute("no-components", where=built.framework.where)
    return rows


def weight_rows(built: Built, period: int) -> list[Row]:
    """Weight of each criterion in the whole, on paper and at work.

    `nominal`: product of weights up the tree; `variance`: share of the variance of the index of arithmetic
    means; `correlation`: with the index as it is computed.
    """
    _, scores = _levels(built, period)
    found = effective_weights(scores[0], built.levels, built.index[period])
    return [
        {
            "criterion": c.id, "parent": c.parent, "nominal": float(found.nominal[i]),
            "variance": float(found.variance[i]), "correlation": float(found.correlation[i]),
        }
        for i, c in enumerate(built.framework.criteria)
    ]  # fmt: skip


def step_sheets(built: Built) -> Mapping[str, list[Row]]:
    """Every step of all units and periods, a table each: figures by criterion, then scores and ranks by node."""
    criteria = [c.id for c in built.framework.criteria]
    shape = built.filled.values.shape
    treated = built.filled.values if built.treated is None else built.treated.values.reshape(shape)
    names = [[node.id for node in level] for level in built.framework.levels]
    elements = [name for level in reversed(names) for name in level]
    nodes = np.concatenate(list(reversed(built.nodes)), axis=-1)
    tables: dict[str, tuple[Sequence[str], Floats]] = {
        "given": (criteria, built.table.values),
        "comparable": (criteria, built.comparable),
        "filled": (criteria, built.filled.values),
        "error": (criteria, built.deviation),
        "treated": (criteria, treated),
        "scores": (criteria, built.scores.values),
        "nodes": (elements, nodes),
    }
    sheets = {name: _by_unit(built, columns, values) for name, (columns, values) in tables.items()}
    sheets["index"] = [
        {**key, "score": float(built.index[at]), "rank": float(built.ranks[at])} for at, key in _keys(built)
    ]
    levels: list[tuple[Node | Criterion, ...]] = [built.framework.criteria, *built.framework.levels[:-1]]
    sheets["weights"] = [
        {"element": each.id, "parent": each.parent, "level": number, "weight": float(weight)}
        for number, (level, weights) in enumerate(zip(levels, built.weights, strict=True))
        for each, weight in zip(level, weights, strict=True)
    ]
    return sheets


def _by_unit(built: Built, columns: Sequence[str], values: Floats) -> list[Row]:
    return [
        {**key, **{name: _cell(value) for name, value in zip(columns, values[at], strict=True)}}
        for at, key in _keys(built)
    ]


def _keys(built: Built) -> Iterator[tuple[tuple[int, int], Row]]:
    """Places in arrays (period, unit) with their labels."""
    for u, unit in enumerate(built.table.units):
        for t, period in enumerate(built.table.periods):
            yield (t, u), {"area": unit, "period": period}


def _cell(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _levels(built: Built, period: int) -> tuple[list[list[str]], list[Floats]]:
    """Names and scores (unit, element) of every level, the criteria first."""
    names = [[c.id for c in built.framework.criteria], *([n.id for n in level] for level in built.framework.levels)]
    return names, [built.scores.values[period], *(level[period] for level in built.nodes)]


def _groups(built: Built, names: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, np.ndarray]]:
    """Each node with the level of its parts and their places, from the lowest level up."""
    for level, parents in enumerate(built.framework.parents):
        for node, name in enumerate(names[level + 1]):
            yield name, level, np.flatnonzero(np.array(parents) == node)


def _ancestor(built: Built, level: int, place: int, up: int) -> int:
    for parents in built.framework.parents[level : level + up]:
        place = parents[place]
    return place


def _usable(values: Floats) -> bool:
    """Whether each part differs over enough units."""
    return len(values) >= LEAST_UNITS and bool((np.ptp(values, axis=0) > 0).all())

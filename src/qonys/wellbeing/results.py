"""Labelled results of an index: scores and ranks of each node, and what each step did to each figure."""

from __future__ import annotations

from typing import Any

import numpy as np

from qonys.errors import NotFound
from qonys.model import Call
from qonys.model.result import Codes, Measures, Result, stack, worst_codes
from qonys.wellbeing.kernels.diagnostics import nominal_weights
from qonys.wellbeing.kernels.imputation import Origin
from qonys.wellbeing.kernels.ranking import rank
from qonys.wellbeing.pipeline import Built


def scores(call: Call, built: Built) -> Result:
    """Scores and ranks of the goal and all nodes: measures score, rank, ranked; axes element, area, period.

    `ranked` says how many units are ranked. A score that rests on an estimate or a filled gap has status E.
    """
    names = tuple(node.id for level in reversed(built.framework.levels) for node in level)
    values = np.concatenate([level for level in reversed(built.nodes)], axis=-1)
    order = rank(values, descending=True)
    ranked = np.where(np.isnan(order), np.nan, np.sum(~np.isnan(order), axis=1, keepdims=True))
    status = np.broadcast_to(element_status(built)[..., None], values.shape)
    measures: Measures = {
        "score": (_axes(values), _axes(status), "index"),
        "rank": (_axes(order), _axes(status), "rank"),
        "ranked": (_axes(ranked), _axes(status), "count"),
    }
    return stack(call, measures, {"element": names, "area": built.table.units, "period": built.table.periods})


def steps(call: Call, built: Built) -> Result:
    """What became of each figure: given, comparable, filled, treated, score, weight, points; error beside them.

    Axes criterion, area, period. `weight` is the product of the weights up the tree; `points` is what the
    criterion adds to an arithmetic index: weight x score. A missing figure is nan in `given` and `comparable`.
    """
    weight = np.broadcast_to(nominal_weights(list(built.levels))[0], built.scores.values.shape)
    given = built.table.status
    done = np.where(built.filled.origin == Origin.GIVEN, given, "E")
    treated = built.filled.values if built.treated is None else built.treated.values.reshape(given.shape)
    measures: Measures = {
        "given": (_axes(built.table.values), _axes(given), "index"),
        "comparable": (_axes(built.comparable), _axes(given), "index"),
        "filled": (_axes(built.filled.values), _axes(done), "index"),
        "error": (_axes(built.deviation), _axes(done), "index"),
        "treated": (_axes(treated), _axes(done), "index"),
        "score": (_axes(built.scores.values), _axes(done), "index"),
        "weight": (_axes(weight), _axes(done), "share"),
        "points": (_axes(weight * built.scores.values), _axes(done), "index"),
        "origin": (_axes(built.filled.origin.astype(np.float64)), _axes(done), "count"),
    }
    names = tuple(c.id for c in built.framework.criteria)
    return stack(call, measures, {"criterion": names, "area": built.table.units, "period": built.table.periods})


def explain(built: Built, unit: str, period: str, criterion: str) -> tuple[tuple[str, float, str], ...]:
    """The way of one figure: each step's name, the value after it, and what the step was.

    Raises
    ------
    NotFound
        For a unit, period or criterion that the index does not have.

    The words are those of a framework file: `time`, `winsorised`, `min max`.
    """
    at = tuple(
        _place(label, labels, axis)
        for label, labels, axis in (
            (period, built.table.periods, "period"),
            (unit, built.table.units, "unit"),
            (criterion, tuple(c.id for c in built.framework.criteria), "criterion"),
        )
    )
    i = at[2]
    own, column = built.framework.criteria[i], built.table.by[i]
    lines = [("given", float(built.table.values[at]), own.series)]
    if column is not None:
        divisor = float(built.table.denominators[at[0], at[1], column])
        lines.append(("divide", float(built.comparable[at]), f"/ {divisor:.10g} × {built.table.per[i]:g}"))
    lines.append(("impute", float(built.filled.values[at]), Origin(int(built.filled.origin[at])).name.lower()))
    if built.treated is not None:
        from qonys.wellbeing.kernels.outliers import Fate

        value = float(built.treated.values.reshape(built.filled.values.shape)[at])
        lines.append(("treat", value, Fate(int(built.treated.fate[i])).name.lower()))
    sign = "+" if own.sign > 0 else "−"
    lines.append(("normalise", float(built.scores.values[at]), f"{built.recipe.scale.how.value} {sign}"))
    weight = float(nominal_weights(list(built.levels))[0][i])
    lines.append(("weight", weight, built.recipe.weigh.value))
    place = i
    for level, parents, nodes, rule in zip(
        built.framework.levels, built.framework.parents, built.nodes, built.recipe.rule_names, strict=True
    ):
        place = parents[place]
        lines.append((level[place].id, float(nodes[at[0], at[1], place]), rule))
    return tuple(lines)


def element_status(built: Built) -> Codes:
    """Worst status of a unit's figures in a period, (period, unit); a filled gap counts as an estimate."""
    codes = np.where(built.filled.origin == Origin.GIVEN, built.table.status, "E")
    return worst_codes(*np.moveaxis(codes, -1, 0))


def _axes(values: Any) -> Any:
    """(period, unit, element) to (element, unit, period)."""
    return np.moveaxis(values, (0, 1, 2), (2, 1, 0))


def _place(label: str, labels: tuple[str, ...], axis: str) -> int:
    from difflib import get_close_matches

    if label not in labels:
        near = ", ".join(get_close_matches(label, labels, n=3) or labels[:5])
        raise NotFound("label", where=axis, fix=near, label=label)
    return labels.index(label)

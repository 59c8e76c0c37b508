"""Honesty guards: what in the figures or in the tree could mislead a reader of the index, each as a finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.errors import QonysError
from qonys.model import Call
from qonys.model.result import Floats, Measures, Result, stack
from qonys.wellbeing.kernels.correlation import correlations
from qonys.wellbeing.kernels.diagnostics import LeftOut, leave_one_out
from qonys.wellbeing.kernels.findings import Concern, findings
from qonys.wellbeing.kernels.imputation import Origin
from qonys.wellbeing.kernels.variants import index
from qonys.wellbeing.pipeline import Built
from qonys.wellbeing.recipe import Weighting
from qonys.wellbeing.weighting import importances

MISSING = 0.2
"""Share of filled figures above which a unit or a criterion is named."""
BALANCE = 0.1
"""How far the importance of a criterion may be off what it is meant to be, as a part of that."""
ERRORS_WIDE = 4.0
"""A range of so many standard deviations is nothing but noise: two figures 95 % of the time this close."""


class Guard(Enum):
    """What may mislead."""

    NEARLY_CONSTANT = "nearly constant"
    NOISY = "noisy"
    """The error of a criterion exceeds its spread."""
    DOUBLE_COUNTED = "double counted"
    AGAINST = "against"
    SILENT = "silent"
    DOMINANT = "dominant"
    UNBALANCED = "unbalanced"
    """Weights were to make it as important as it is meant to be, and none of 0 or more do."""
    DECIDES = "decides"
    """Without it, some area changes more places than a quarter of all areas."""
    FILLED_CRITERION = "filled criterion"
    FILLED_UNIT = "filled unit"
    CHANGED_UNIT = "changed unit"
    """Its borders changed: figures are estimates for the borders asked for."""
    DROPPED_UNIT = "dropped unit"


@dataclass(frozen=True)
class Warned:
    """One finding: criteria or units it is about, its number and the limit that this passes."""

    guard: Guard
    about: tuple[str, ...]
    value: float
    limit: float


def warnings(built: Built, period: int) -> tuple[Warned, ...]:
    """All findings about an index of one period, in the order of `Guard`."""
    names = tuple(c.id for c in built.framework.criteria)
    found = [*_spreads(built, period, names), *_tree(built, period, names), *_filled(built, period, names)]
    found += [Warned(Guard.DROPPED_UNIT, (unit,), np.nan, np.nan) for unit in built.dropped]
    order = list(Guard)
    return tuple(sorted(found, key=lambda w: (order.index(w.guard), w.about)))


def findings_result(call: Call, built: Built, period: int) -> Result:
    """All findings: measures value, limit; axis finding, `guard: criteria or units`."""
    found = warnings(built, period)
    labels = tuple(f"{w.guard.value}: {', '.join(w.about)}" for w in found) or ("none",)
    columns = np.array([[w.value, w.limit] for w in found] or [[np.nan, np.nan]])
    status = np.where(np.isnan(columns), "", "E")
    measures: Measures = {
        "value": (columns[:, 0], status[:, 0], "ratio"),
        "limit": (columns[:, 1], status[:, 1], "ratio"),
    }
    return stack(call, measures, {"finding": labels})


def without_result(call: Call, built: Built, period: int) -> Result:
    """Ranks if one criterion after the other were left out: measures rank, moved; axes criterion, area.

    `moved` is the number of places that the area would gain.
    """
    left = without_each(built, period)
    moved = built.ranks[period] - left.ranks
    status = np.where(np.isnan(moved), "", "E")
    measures: Measures = {"rank": (left.ranks, status, "rank"), "moved": (moved, status, "rank")}
    return stack(
        call, measures, {"criterion": tuple(c.id for c in built.framework.criteria), "area": built.table.units}
    )


def without_each(built: Built, period: int) -> LeftOut:
    """The index without each criterion in turn; nan where the rules cannot do without it."""
    parents, weights, rules = built.framework.parents, built.weights, built.recipe.rules

    def of(scores: Floats, kept: np.ndarray) -> Floats:
        present = sorted({parents[0][i] for i in kept})
        place = {old: new for new, old in enumerate(present)}
        first = tuple(place[parents[0][i]] for i in kept)
        below, shares = [first], [weights[0][kept]]
        for level, own in zip(parents[1:], weights[1:], strict=True):
            above = [level[i] for i in present]
            shares.append(own[present])
            present = sorted(set(above))
            below.append(tuple(present.index(p) for p in above))
        try:
            return index(scores, tuple(below), rules, tuple(shares))
        except QonysError:
            # Weights by order for one score fewer, siblings without weight, a mean of 0: there is no such index.
            return np.full(len(scores), np.nan)

    return leave_one_out(built.scores.values[period], of)


def _spreads(built: Built, period: int, names: tuple[str, ...]) -> list[Warned]:
    values, off = built.filled.values[period], built.deviation[period]
    spread, error = values.max(axis=0) - values.min(axis=0), np.median(off, axis=0)
    sd = values.std(axis=0, ddof=1)
    found = []
    for i, name in enumerate(names):
        if spread[i] <= ERRORS_WIDE * error[i]:
            found.append(Warned(Guard.NEARLY_CONSTANT, (name,), float(spread[i]), float(ERRORS_WIDE * error[i])))
        elif error[i] > sd[i]:
            found.append(Warned(Guard.NOISY, (name,), float(error[i]), float(sd[i])))
    return found


def _tree(built: Built, period: int, names: tuple[str, ...]) -> list[Warned]:
    guards = {
        Concern.DOUBLE_COUNTED: Guard.DOUBLE_COUNTED,
        Concern.AGAINST: Guard.AGAINST,
        Concern.SILENT: Guard.SILENT,
        Concern.DOMINANT: Guard.DOMINANT,
    }
    scores = built.scores.values[period]
    if scores.shape[1] < 2 or (np.ptp(scores, axis=0) == 0).any():
        return []
    found = [
        Warned(guards[f.concern], tuple(names[i] for i in f.indicators), f.value, f.limit)
        for f in findings(scores, built.levels, top=built.index[period])
    ]
    found += _unbalanced(built, names)
    left = without_each(built, period)
    limit = scores.shape[0] / 4
    found += [
        Warned(Guard.DECIDES, (names[i],), float(left.largest[i]), limit) for i in np.flatnonzero(left.largest > limit)
    ]
    return found


def _unbalanced(built: Built, names: tuple[str, ...]) -> list[Warned]:
    """Criteria whose correlation with the index, as a share of all, is not what optimised weights were to give it."""
    if built.recipe.weigh is not Weighting.OPTIMISED:
        return []
    meant = importances(built.framework)
    r = correlations(built.scores.values.reshape(-1, len(meant)), built.index.reshape(-1, 1))[:, 0]
    share = r / r.sum()
    off = np.abs(share / meant - 1)
    wrong = tuple(names[i] for i in np.flatnonzero(off > BALANCE))
    return [Warned(Guard.UNBALANCED, wrong, float(off.max()), BALANCE)] if wrong else []


def _filled(built: Built, period: int, names: tuple[str, ...]) -> list[Warned]:
    gaps = built.filled.origin[period] != Origin.GIVEN
    by_name, by_unit = gaps.mean(axis=0), gaps.mean(axis=1)
    restated = (built.table.status[period] == "E").mean(axis=1)
    return [
        Warned(guard, (labels[i],), float(share[i]), MISSING)
        for guard, labels, share in (
            (Guard.FILLED_CRITERION, names, by_name),
            (Guard.FILLED_UNIT, built.table.units, by_unit),
            (Guard.CHANGED_UNIT, built.table.units, restated),
        )
        for i in np.flatnonzero(share > MISSING)
    ]

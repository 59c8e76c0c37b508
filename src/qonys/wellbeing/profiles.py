"""One region: where it stands, who is like it, and what it would take to gain a place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.errors import CannotCompute
from qonys.model import Call
from qonys.model.result import Floats, Measures, Result, stack
from qonys.wellbeing.kernels.diagnostics import standing
from qonys.wellbeing.kernels.scaling import Scaling, scaled
from qonys.wellbeing.kernels.variants import index
from qonys.wellbeing.pipeline import Built

PEERS = 3
STEPS = 60
"""Halvings of an interval: to the last digit."""


@dataclass(frozen=True)
class Gain:
    """What one criterion would have to be for the region to gain a place, all else as it is."""

    criterion: str
    now: float
    """The figure as given or filled, before an outlier is drawn in."""
    needed: float
    """Figure with which the region draws level with the one above; nan if even the best is not enough."""
    change: float
    """needed - now."""
    error: float
    """Standard deviation of the figure."""

    @property
    def within_doubt(self) -> bool:
        """Whether the change is smaller than what the figure may be off by (two standard deviations)."""
        return bool(abs(self.change) <= 2 * self.error)


@dataclass(frozen=True)
class Profile:
    """A region in one period."""

    unit: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    z: Floats
    """(criterion,): standard deviations above the mean of all units."""
    ranks: Floats
    """(criterion,): 1 for the best."""
    next_above: str
    """The region one place up; empty for the first."""
    gap: float
    """Its lead in the index; nan for the first."""
    gains: tuple[Gain, ...]
    """The smallest change in errors or spreads first; empty for the first region."""


def profile(built: Built, unit: int, period: int, count: int = 3) -> Profile:
    """Strengths, weaknesses and what would gain a place.

    Strengths are the criteria with the best ranks, weaknesses those with the worst.
    """
    names = tuple(c.id for c in built.framework.criteria)
    stands = standing(built.scores.values[period], min(count, len(names)))
    scores = built.index[period]
    better = np.flatnonzero(scores > scores[unit])
    target = int(better[np.argmin(scores[better])]) if len(better) else -1
    return Profile(
        built.table.units[unit],
        tuple(names[i] for i in stands.strengths[unit] if i >= 0),
        tuple(names[i] for i in stands.weaknesses[unit] if i >= 0),
        stands.z[unit],
        stands.ranks[unit],
        "" if target < 0 else built.table.units[target],
        np.nan if target < 0 else float(scores[target] - scores[unit]),
        () if target < 0 else _gains(built, unit, period, float(scores[target])),
    )


def gains_result(call: Call, built: Built, found: Profile, period: int) -> Result:
    """A profile as a result: measures z, rank, now, needed, change, error; axis criterion."""
    names = tuple(c.id for c in built.framework.criteria)
    gains = {g.criterion: g for g in found.gains}
    status = np.where(built.filled.origin[period, built.table.units.index(found.unit)] == 0, "A", "E")
    columns = {"z": (found.z, "sd"), "rank": (found.ranks, "rank")}
    for part in ("now", "needed", "change", "error"):
        values = np.array([getattr(gains[n], part) if n in gains else np.nan for n in names])
        columns[part] = (values, "index")
    measures: Measures = {n: (v, np.where(np.isnan(v), "", status), unit) for n, (v, unit) in columns.items()}
    return stack(call, measures, {"criterion": names})


def peers(features: Floats, unit: int, count: int = PEERS) -> tuple[int, ...]:
    """The units most like one: nearest in standardised features, the earlier one of equals.

    Parameters
    ----------
    features : (unit, feature) floats
        Size, towns, age: what a region cannot change soon; nan where missing.

    Raises
    ------
    CannotCompute
        If the unit has no feature.

    Examples
    --------
    >>> peers(np.array([[1.0], [5.0], [1.5], [9.0]]), 0, 2)
    (2, 1)
    """
    features = features[:, ~np.isnan(features).all(axis=0)]
    spread = np.nanstd(features, axis=0)
    z = features / np.where(spread > 0, spread, np.inf)
    apart = z - z[unit]
    shared = (~np.isnan(apart)).sum(axis=1)
    if not shared[unit]:
        raise CannotCompute("no-context", where="[context]")
    distance = np.sqrt(np.nansum(apart**2, axis=1) / np.maximum(shared, 1))
    distance[(shared == 0) | (np.arange(len(z)) == unit)] = np.inf
    order = np.argsort(distance.round(12), kind="stable")
    return tuple(int(i) for i in order[:count] if np.isfinite(distance[i]))


def _gains(built: Built, unit: int, period: int, target: float) -> tuple[Gain, ...]:
    """By halving the way from the figure to the best end of the scale, all criteria at once.

    None where the index of a region hangs on all others: without goalposts that stay, or by a rule that looks
    at all regions at once.
    """
    if built.recipe.scale.how is not Scaling.MIN_MAX or built.posts is None or not built.recipe.by_unit:
        return ()
    now = _entered(built)[period, unit]
    sign = np.array([c.sign for c in built.framework.criteria])
    best = np.where(sign > 0, built.posts.high, built.posts.low)
    if (_with(built, unit, period, best) < target - 1e-12).all():
        return ()
    low, high = now.copy(), best.copy()
    for _ in range(STEPS):
        middle = (low + high) / 2
        enough = _with(built, unit, period, middle) >= target
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    reached = _with(built, unit, period, best) >= target
    needed = np.where(reached, high, np.nan)
    given = built.filled.values[period, unit]
    error, spread = built.deviation[period, unit], built.filled.values[period].std(axis=0)
    found = [
        Gain(c.id, float(given[i]), float(needed[i]), float(needed[i] - given[i]), float(error[i]))
        for i, c in enumerate(built.framework.criteria)
        if reached[i] and not _bent(built, i)
    ]
    by_name = {c.id: spread[i] for i, c in enumerate(built.framework.criteria)}
    return tuple(sorted(found, key=lambda g: abs(g.change) / by_name[g.criterion]))


def _with(built: Built, unit: int, period: int, figures: Floats) -> Floats:
    """The unit's index if one criterion after the other had the figure given, (criterion,)."""
    n = len(figures)
    values = np.tile(_entered(built)[period, unit], (n, 1))
    values[np.arange(n), np.arange(n)] = figures
    sign = np.array([c.sign for c in built.framework.criteria])
    scores = scaled(values, sign, built.recipe.scale, built.posts).values
    return index(scores, built.framework.parents, built.recipe.rules, built.weights)


def _entered(built: Built) -> Floats:
    """Figures as they enter the scale: treated, (period, unit, criterion)."""
    return built.filled.values if built.treated is None else built.treated.values.reshape(built.filled.values.shape)


def _bent(built: Built, i: int) -> bool:
    """Whether the criterion is on a logarithmic scale: its figures are not those of the source."""
    from qonys.wellbeing.kernels.outliers import Fate

    return built.treated is not None and built.treated.fate[i] >= Fate.TRANSFORMED

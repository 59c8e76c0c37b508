"""From figures to an index, step by step, each step kept: given, comparable, filled, treated, scored, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.model import Framework
from qonys.model.result import Codes, Floats
from qonys.wellbeing.filling import does_nothing, fill_gaps
from qonys.wellbeing.kernels.aggregation import Level, aggregate_tree
from qonys.wellbeing.kernels.denomination import denominate
from qonys.wellbeing.kernels.errors import irregular_error, rounding_error
from qonys.wellbeing.kernels.imputation import Imputed, Origin
from qonys.wellbeing.kernels.normalisation import Goalposts, Normalised
from qonys.wellbeing.kernels.outliers import Treated, treat
from qonys.wellbeing.kernels.ranking import rank
from qonys.wellbeing.kernels.scaling import Scaling, scaled
from qonys.wellbeing.kernels.screening import screen
from qonys.wellbeing.kernels.variants import given_posts, own_posts
from qonys.wellbeing.named import check_figures, named
from qonys.wellbeing.recipe import Recipe, recipe
from qonys.wellbeing.weighting import tree_weights

Ints = NDArray[np.int64]
POSTED = (Scaling.MIN_MAX, Scaling.MAZZIOTTA)
"""Scales between goalposts."""


@dataclass(frozen=True)
class Table:
    """Figures of criteria, arrays (period, unit, criterion), and what they are divided by."""

    units: tuple[str, ...]
    periods: tuple[str, ...]
    values: Floats
    """nan where there is none."""
    status: Codes
    denominators: Floats
    """(period, unit, divisor)."""
    by: tuple[int | None, ...]
    """Which divisor each criterion has."""
    per: Floats
    """(criterion,): what a quotient is multiplied by."""
    groups: Ints | None = None
    """(unit,): for filling gaps by groups."""
    error: Floats | None = None
    """(period, unit, criterion): standard deviation of the comparable figures; where nan, judged from them."""
    change: Floats | None = None
    """(criterion,): usual change of a comparable figure from one period to the next; none: that of these periods."""
    places: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """Where a figure stands, by period, unit and criterion, for messages: file, row, column."""


@dataclass(frozen=True)
class Built:
    """An index and every step on the way; arrays (period, unit, criterion) unless said otherwise."""

    framework: Framework
    recipe: Recipe
    table: Table
    """Without the units that were left out."""
    dropped: tuple[str, ...]
    comparable: Floats
    """After division."""
    filled: Imputed
    treated: Treated | None
    scores: Normalised
    posts: Goalposts | None
    """Of all periods; none where each period is scaled by itself."""
    weights: tuple[Floats, ...]
    """For the criteria and each level of nodes but the last."""
    nodes: tuple[Floats, ...]
    """(period, unit, node) for each level of nodes, the goal last."""
    deviation: Floats
    """Standard deviation of each figure, by its error or by the gap that it fills."""

    @property
    def index(self) -> Floats:
        """(period, unit)."""
        top: Floats = self.nodes[-1][..., 0]
        return top

    @property
    def ranks(self) -> Floats:
        """(period, unit), 1 for the best; equal scores share the lower number."""
        found: Floats = rank(self.index[..., None], descending=True)[..., 0]
        return found

    @property
    def levels(self) -> tuple[Level, ...]:
        """The tree as the kernels take it."""
        parts = zip(self.framework.parents, self.weights, self.recipe.rules, strict=True)
        return tuple(Level(p, w, r) for p, w, r in parts)


def build(table: Table, framework: Framework, chosen: Recipe | None = None) -> Built:
    """The index of a framework.

    Parameters
    ----------
    table : Table
        Figures.
    framework : Framework
        The tree.
    chosen : Recipe
        The steps; those of the framework if left out.

    Raises
    ------
    BadInput
        For figures and options that no step can take, and for a step that would do nothing.
    CannotCompute
        For a criterion without two different figures, gaps that are left over, weights that cannot be had.
    """
    steps = chosen or recipe(framework)
    check_figures(table.values, table.units, table.periods, framework.criteria, table.places)
    with named(framework, table.units, table.periods):
        kept, table = _screened(table, steps)
        divided = comparable(table)
        # A framework of several panels names steps for all of them: one without gaps needs no filling.
        idle = bool(framework.spans) and not np.isnan(divided).any()
        filled = fill_gaps(divided, table.groups, () if idle else steps.fill, table.change)
        _refuse_gaps(filled, table, framework)
        values, treated, posts = _treated(filled.values, framework, steps)
        sign = np.array([c.sign for c in framework.criteria])
        based = steps.scale.how is Scaling.MAZZIOTTA and steps.scale.fixed
        ends = own_posts(values, declared_posts(framework)) if posts is None and steps.scale.how in POSTED else posts
        scores = scaled(values, sign, steps.scale, ends, values[0].mean(axis=0) if based else None)
        weights = tree_weights(scores.values, framework, steps)
        tree = [Level(p, w, r) for p, w, r in zip(framework.parents, weights, steps.rules, strict=True)]
        nodes = aggregate_tree(scores.values, tree)
    deviation = _deviation(table, divided, filled)
    dropped = tuple(u for u, stays in zip(kept.names, kept.stays, strict=True) if not stays)
    return Built(framework, steps, table, dropped, divided, filled, treated, scores, posts, weights, nodes, deviation)


@dataclass(frozen=True)
class _Kept:
    names: tuple[str, ...]
    stays: NDArray[np.bool_]


def _screened(table: Table, steps: Recipe) -> tuple[_Kept, Table]:
    """Units with too few figures over all periods are left out."""
    everyone = _Kept(table.units, np.ones(len(table.units), np.bool_))
    if steps.screen is None:
        return everyone, table
    limits = steps.screen
    if limits.available == 0 and limits.nonzero == 0 and not limits.drop:
        raise does_nothing("screen", "available = 0.66")
    by_unit = table.values.transpose(1, 0, 2).reshape(len(table.units), -1)
    stays = screen(by_unit, replace(limits, indicator=0.0)).units
    at = np.flatnonzero(stays)
    return _Kept(table.units, stays), replace(
        table,
        units=tuple(table.units[i] for i in at),
        values=table.values[:, at],
        status=table.status[:, at],
        denominators=table.denominators[:, at],
        groups=None if table.groups is None else table.groups[at],
        error=None if table.error is None else table.error[:, at],
    )


def comparable(table: Table) -> Floats:
    """Figures after division, (period, unit, criterion)."""
    if not any(column is not None for column in table.by):
        return table.values
    return denominate(table.values, table.denominators, table.by, table.per).values


def divisors(table: Table) -> Floats:
    """What each figure is divided by, (period, unit, criterion): denominator over `per`, 1 where there is none."""
    if not any(column is not None for column in table.by):
        return np.ones(table.values.shape)
    return denominate(table.values, table.denominators, table.by, table.per).divisor


def _refuse_gaps(filled: Imputed, table: Table, framework: Framework) -> None:
    left = np.argwhere(np.isnan(filled.values))
    if len(left):
        t, u, i = left[0]
        first = f"{framework.criteria[i].id}, {table.units[u]}, {table.periods[t]}"
        raise CannotCompute(
            "gaps-left", where=first, fix="impute in [method]: mean, neighbours, time", count=len(left), first=first
        )


def declared_posts(framework: Framework) -> Goalposts | None:
    """Goalposts that criteria have of their own, nan for the others; none if no criterion has any."""
    each = [c.goalposts or (np.nan, np.nan) for c in framework.criteria]
    if all(c.goalposts is None for c in framework.criteria):
        return None
    return Goalposts(np.array([low for low, _ in each]), np.array([high for _, high in each]))


def _treated(values: Floats, framework: Framework, steps: Recipe) -> tuple[Floats, Treated | None, Goalposts | None]:
    """Outliers over all periods together, and the goalposts after it.

    A criterion with goalposts of its own is not treated: they say what is extreme.
    """
    flat, done, declared = values.reshape(-1, values.shape[-1]), None, declared_posts(framework)
    if steps.treat is not None:
        done = treat(flat, steps.treat)
        if declared is not None:
            done = replace(done, values=np.where(np.isnan(declared.low), done.values, flat))
        flat = done.values
    out = flat.reshape(values.shape)
    if steps.scale.how not in POSTED:
        return out, done, None
    low, high = np.fmin.reduce(flat), np.fmax.reduce(flat)
    for i, criterion in enumerate(framework.criteria):
        if criterion.goalposts is not None:
            _check_posts(framework, i, criterion.goalposts, (float(low[i]), float(high[i])), capped=steps.scale.cap)
    return out, done, given_posts(Goalposts(low, high), declared) if steps.scale.fixed else None


def _check_posts(
    framework: Framework, i: int, posts: tuple[float, float], found: tuple[float, float], *, capped: bool
) -> None:
    if not capped and (found[0] < posts[0] or found[1] > posts[1]):
        name = framework.criteria[i].id
        raise BadInput(
            "goalposts-exclude",
            where=f"{framework.where} [{name}.goalposts]",
            fix="wider goalposts, or normalise = { cap = true }",
            name=name,
            low=f"{found[0]:g}",
            high=f"{found[1]:g}",
        )


def _deviation(table: Table, divided: Floats, filled: Imputed) -> Floats:
    """Errors of figures and of fillings; where a way of filling knows none, the spread of units."""
    judged = irregular_error(divided)
    own = np.where(np.isnan(judged), _rounding(table, divided), judged)
    if table.error is not None:
        own = np.where(np.isnan(table.error), own, table.error)
    spread = np.broadcast_to(np.nanstd(divided, axis=(0, 1)), divided.shape)
    gap = np.where(np.isnan(filled.error), spread, filled.error)
    return np.where(filled.origin == Origin.GIVEN, np.nan_to_num(own), gap)


def _rounding(table: Table, divided: Floats) -> Floats:
    """Error by rounding of comparable figures: that of the figure over its divisor, and of the divisor's share."""
    own = rounding_error(table.values) / divisors(table)
    below = rounding_error(table.denominators) / table.denominators
    share = np.stack([np.zeros(own.shape[:-1]) if c is None else below[..., c] for c in table.by], axis=-1)
    found: Floats = np.hypot(own, share * divided)
    return found

"""Many indices at once: the same tree with other figures, treatments, scales, rules and weights in each draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.aggregation import Combine, Level, Rule, aggregate_tree
from qonys.wellbeing.kernels.normalisation import Goalposts
from qonys.wellbeing.kernels.outliers import Fate, Transform, Treatment, treat
from qonys.wellbeing.kernels.scaling import Scale, Scaling, scaled
from qonys.wellbeing.kernels.screening import Mask

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Frozen:
    """A treatment as it was found once, put on other figures alike; each (indicator,)."""

    low: Floats
    """Figures below are drawn in to it."""
    high: Floats
    bent: Mask
    """Put on a logarithmic scale."""
    least: Floats
    room: Floats


@dataclass(frozen=True)
class Posted:
    """A treatment frozen on a panel (none: figures as they are) with the goalposts of the panel after it."""

    frozen: Frozen | None
    posts: Goalposts
    reference: Floats
    """(indicator,): means of the first period after it, which score 100 on the scale of Mazziotta and Pareto."""


@dataclass(frozen=True)
class Choices:
    """What each step may be; the first of each is the one of the index itself."""

    treatments: tuple[Treatment | None, ...]
    scales: tuple[Scale, ...]
    rules: tuple[tuple[Rule | Combine, ...], ...]
    """For each alternative one rule a level, from the lowest up."""
    posted: tuple[Posted, ...] = ()
    """For a panel: one for each treatment. Without, each draw is treated and scaled by itself."""
    declared: Goalposts | None = None
    """(indicator,): goalposts that are given, nan where none are. Such an indicator is not treated."""


@dataclass(frozen=True)
class Draws:
    """Inputs of many indices; the first axis of each array is the draw."""

    figures: Floats
    """(draw, unit, indicator), or (unit, indicator) where they are the same in all draws."""
    treatment: Ints
    scale: Ints
    rule: Ints
    weights: tuple[Floats, ...]
    """(draw, element) for the indicators and each level of nodes but the last."""


def freeze(panel: Floats, treatment: Treatment | None, declared: Goalposts | None = None) -> Posted:
    """What a treatment does to a panel (period, unit, indicator), and the goalposts after it.

    An indicator with goalposts of its own is not treated and keeps them.

    Raises
    ------
    CannotCompute
        For a transform other than the shifted logarithm.

    Examples
    --------
    >>> freeze(np.array([[[1.0], [4.0]], [[2.0], [9.0]]]), None).posts.high
    array([9.])
    """
    flat = panel.reshape(-1, panel.shape[-1])
    if treatment is None:
        found = Goalposts(np.fmin.reduce(flat), np.fmax.reduce(flat))
        return Posted(None, given_posts(found, declared), panel[0].mean(axis=0))
    if treatment.transform not in (Transform.NONE, Transform.LOG_SHIFTED):
        kind = treatment.transform.value
        raise CannotCompute("treat-not-frozen", where="[method.treat]", fix='transform = "log shifted"', name=kind)
    done = treat(flat, treatment)
    least: Floats = np.fmin.reduce(flat)
    most: Floats = np.fmax.reduce(flat)
    bent = (done.fate == Fate.TRANSFORMED) | ((done.fate == Fate.FAILS) & _is_bent(done.values, flat))
    kept = np.where(bent, flat, done.values)
    low: Floats = np.fmin.reduce(kept)
    high: Floats = np.fmax.reduce(kept)
    own = given(declared, len(least))
    low, high, bent = np.where(own, -np.inf, low), np.where(own, np.inf, high), bent & ~own
    frozen = Frozen(low, high, bent, least, 0.01 * (most - least))
    after = thawed(flat, frozen)
    posts = given_posts(Goalposts(np.fmin.reduce(after), np.fmax.reduce(after)), declared)
    return Posted(frozen, posts, thawed(panel[0], frozen).mean(axis=0))


def given(declared: Goalposts | None, count: int) -> Mask:
    """Indicators that have goalposts of their own, (indicator,).

    Examples
    --------
    >>> given(Goalposts(np.array([0.0, np.nan]), np.array([1.0, np.nan])), 2)
    array([ True, False])
    """
    found: Mask = np.zeros(count, np.bool_) if declared is None else ~np.isnan(declared.low)
    return found


def given_posts(posts: Goalposts, declared: Goalposts | None) -> Goalposts:
    """Goalposts (..., indicator) with those that are declared in the place of those that were found.

    Examples
    --------
    >>> found = Goalposts(np.array([2.0, 3.0]), np.array([4.0, 5.0]))
    >>> given_posts(found, Goalposts(np.array([0.0, np.nan]), np.array([9.0, np.nan]))).high
    array([9., 5.])
    """
    if declared is None:
        return posts
    own = ~np.isnan(declared.low)
    return Goalposts(np.where(own, declared.low, posts.low), np.where(own, declared.high, posts.high))


def own_posts(values: Floats, declared: Goalposts | None) -> Goalposts | None:
    """Goalposts of each draw or period by itself where some are declared; none where none are.

    Examples
    --------
    >>> declared = Goalposts(np.array([0.0, np.nan]), np.array([9.0, np.nan]))
    >>> own_posts(np.array([[[2.0, 3.0], [4.0, 5.0]]]), declared).high
    array([[9., 5.]])
    """
    if declared is None:
        return None
    return given_posts(Goalposts(np.fmin.reduce(values, axis=-2), np.fmax.reduce(values, axis=-2)), declared)


def thawed(values: Floats, frozen: Frozen) -> Floats:
    """Figures (..., indicator) treated as those that the treatment was found on.

    Examples
    --------
    >>> one = np.array([1.0])
    >>> thawed(np.array([[0.0], [7.0]]), Frozen(one, 5 * one, one > 2, one, one)).ravel()
    array([1., 5.])
    """
    drawn = np.clip(values, frozen.low, frozen.high)
    if not frozen.bent.any():
        return drawn
    out: Floats = drawn.copy()
    at = frozen.bent
    out[..., at] = np.log(drawn[..., at] - frozen.least[at] + frozen.room[at])
    return out


def evaluate(draws: Draws, sign: Floats, parents: tuple[tuple[int, ...], ...], choices: Choices) -> Floats:
    """The index of each unit in each draw, (draw, unit).

    Parameters
    ----------
    draws : Draws
        Figures, choices and weights of each draw.
    sign : (indicator,) floats
        1 where more is better, -1 where less is.
    parents : one tuple a level
        For the indicators and each level of nodes but the last: the place of the parent of each.
    choices : Choices
        What the numbers of treatments, scales and rules mean.

    Examples
    --------
    >>> two = np.zeros(2, int)
    >>> draws = Draws(np.array([[1.0, 9.0], [3.0, 5.0]]), two, two, two, (np.array([[1.0, 1.0], [1.0, 0.0]]),))
    >>> evaluate(draws, np.ones(2), ((0, 0),), Choices((None,), (Scale(),), ((Rule(),),)))
    array([[ 50.,  50.],
           [  0., 100.]])
    """
    count = len(draws.treatment)
    out = np.empty((count, draws.figures.shape[-2]))
    same = draws.figures.ndim == 2
    for (t, s), at in _together(draws.treatment, draws.scale):
        scores = _scores(draws.figures if same else draws.figures[at], sign, choices, int(t), int(s))
        rules = draws.rule[at]
        for r in np.unique(rules):
            inside = np.flatnonzero(rules == r)
            own = scores if same else scores[inside]
            out[at[inside]] = index(own, parents, choices.rules[int(r)], tuple(w[at[inside]] for w in draws.weights))
    return out


def index(
    scores: Floats, parents: tuple[tuple[int, ...], ...], rules: tuple[Rule | Combine, ...], weights: tuple[Floats, ...]
) -> Floats:
    """The top of the tree: (..., unit) from scores (..., unit, indicator).

    Examples
    --------
    >>> index(np.array([[1.0, 3.0]]), ((0, 0),), (Rule(),), (np.array([3.0, 1.0]),))
    array([1.5])
    """
    levels = [Level(p, w, r) for p, w, r in zip(parents, weights, rules, strict=True)]
    top: Floats = aggregate_tree(scores, levels)[-1][..., 0]
    return top


def _scores(figures: Floats, sign: Floats, choices: Choices, treatment: int, scale: int) -> Floats:
    chosen, how = choices.scales[scale], choices.treatments[treatment]
    posted = choices.posted[treatment] if choices.posted else None
    if posted is not None:
        values = figures if posted.frozen is None else thawed(figures, posted.frozen)
    else:
        values = figures if how is None else treat(figures, how).values
        values = np.where(given(choices.declared, len(sign)), figures, values)
    if chosen.how not in (Scaling.MIN_MAX, Scaling.MAZZIOTTA):
        return scaled(values, sign, chosen).values
    if posted is not None and chosen.fixed:
        return scaled(values, sign, chosen, posted.posts, posted.reference).values
    return scaled(values, sign, chosen, own_posts(values, choices.declared)).values


def _together(first: Ints, second: Ints) -> Iterator[tuple[tuple[np.int64, np.int64], Ints]]:
    """Positions of each pair of numbers."""
    for a in np.unique(first):
        for b in np.unique(second[first == a]):
            yield (a, b), np.flatnonzero((first == a) & (second == b))


def _is_bent(treated: Floats, figures: Floats) -> Mask:
    """Whether a column was transformed rather than drawn in: its largest and smallest are both new."""
    same: Mask = (treated == figures).any(axis=0)
    return ~same

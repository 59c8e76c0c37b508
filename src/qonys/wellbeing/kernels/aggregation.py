"""Scores of indicators put together into one, at one level or up a tree of levels.

What a rule does with a unit that is good at one thing and bad at another:

- arithmetic: full compensation; geometric, harmonic, power below 1: the less the lower the power;
- Mazziotta-Pareto and mean-min: the mean, less a penalty for being unbalanced;
- ordered: weights belong to the best, the second best, ... score and not to an indicator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, QonysError
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.screening import Mask, Spread, columns_of, figures, refuse

ABOVE_ZERO = 'normalise = { how = "min max", low = 1, high = 100 }'
"""What to write in a framework for scores above 0."""
Ints = NDArray[np.int64]
Combine = Callable[[Floats, Floats], Floats]
"""Scores (..., unit, indicator) and weights (..., indicator) to scores (..., unit)."""


class Method(Enum):
    """How scores are put together."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    POWER = "power"
    """(Σ w x^p)^(1/p), the generalised mean; p = 0 is the geometric one."""
    MAZZIOTTA_PARETO = "mazziotta pareto"
    """M ∓ S²/M, mean and standard deviation over the indicators of a unit."""
    MEAN_MIN = "mean min"
    """M - α(√((M - min)² + β²) - β)."""
    ORDERED = "ordered"
    """Σ v_k x_(k), x_(1) the best score of the unit."""


@dataclass(frozen=True)
class Rule:
    """A method with its parameters; those of other methods are not read."""

    method: Method = Method.ARITHMETIC
    power: float = 1.0
    """p of the generalised mean."""
    rising: bool = True
    """Mazziotta-Pareto: more is better, the penalty is taken off; False adds it (poverty)."""
    spread: Spread = Spread.POPULATION
    """Mazziotta-Pareto: divide squares by m as the authors do, or by m - 1."""
    alpha: float = 0.5
    """Mean-min: 0 (the mean) to 1 (towards the minimum)."""
    beta: float = 0.0
    """Mean-min: 0 penalises each imbalance alike, larger ones forgive small imbalances."""
    order: tuple[float, ...] = ()
    """Ordered: weights of the best, second best, ... score."""
    available: float = 1.0
    """Least share of its indicators that a unit needs; with less its score is nan. Weights of missing ones go
    to the others."""


@dataclass(frozen=True)
class Level:
    """One step up a tree."""

    parents: tuple[int, ...]
    """Which element of the level above each element belongs to, from 0."""
    weights: Floats
    """(..., element), relative within a parent; draws of weights have leading axes."""
    rule: Rule | Combine = Rule()
    """A rule, or a function such as `outranking.copeland`."""


@dataclass(frozen=True)
class Aggregated:
    """Scores (..., unit) and what they rest on."""

    values: Floats
    """nan where a unit has too few scores."""
    available: Floats
    """(..., unit): share of indicators that have a score."""
    penalty: Floats
    """(..., unit): the weighted arithmetic mean less the score, what imbalance costs."""


def aggregate(values: Floats, weights: Floats | None = None, rule: Rule | None = None) -> Aggregated:
    """Put the scores of each unit together.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Scores, larger is better, nan where missing.
    weights : (..., indicator) floats
        Relative; equal if left out. Leading axes are draws and broadcast against those of `values`.
    rule : Rule
        The arithmetic mean if left out.

    Raises
    ------
    BadInput
        For scores of 0 or below where the method needs them above (geometric, harmonic, powers below 0;
        the mean for Mazziotta-Pareto), negative ones for powers, weights that are missing or do not sum to more
        than 0, negative weights other than in an arithmetic mean, parameters outside their range.

    References
    ----------
    OECD, JRC (2008), Handbook on Constructing Composite Indicators, step 7.
    De Muro, Mazziotta, Pareto (2011), Social Indicators Research 104(1), 1-18.
    Mazziotta, Pareto (2020), Rivista Italiana di Economia, Demografia e Statistica 74(2), on weights in it.
    Casadio Tarabusi, Guarini (2013), Social Indicators Research 112(1), 19-45, mean-min.
    Yager (1988), IEEE Transactions on Systems, Man, and Cybernetics 18(1), 183-190, ordered weights.

    Examples
    --------
    A unit with 21, 1, 1, 1 and one with 6, 6, 6, 6 (Handbook, p. 33): the arithmetic mean sees no difference.

    >>> units = np.array([[21.0, 1, 1, 1], [6.0, 6, 6, 6]])
    >>> aggregate(units).values
    array([6., 6.])
    >>> aggregate(units, rule=Rule(Method.GEOMETRIC)).values.round(2)
    array([2.14, 6.  ])
    """
    values, rule = figures(values), rule or Rule()
    n = values.shape[-1]
    given = np.ones(n) if weights is None else np.asarray(weights, np.float64)
    if given.shape[-1:] != (n,):
        raise ValueError(f"one weight for each of {n} indicators, got {given.shape}")
    _check_rule(rule, n)
    matrix = _share(given[..., None], rule)
    missing = np.isnan(values)
    scores, mean = _combined(values, matrix, rule)
    available = 1.0 - missing.mean(axis=-1)
    scores, mean = np.where(available >= rule.available, scores[..., 0], np.nan), mean[..., 0]
    return Aggregated(scores, available, mean - scores)


def aggregate_tree(values: Floats, levels: Sequence[Level]) -> tuple[Floats, ...]:
    """Scores of every level of a tree, from those of indicators up to the index.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Scores of the lowest level.
    levels : sequence of Level
        Each says how the level below it is put together; the last one usually has the one parent 0.

    Returns
    -------
    tuple of (..., unit, element) floats
        One array for each level above the lowest.

    Raises
    ------
    BadInput
        As `aggregate`; the field `level` counts the levels below, columns and groups are those of it.

    Examples
    --------
    >>> tree = [Level((0, 0, 1), np.ones(3)), Level((0, 0), np.array([3.0, 1.0]), Rule(Method.GEOMETRIC))]
    >>> dimensions, index = aggregate_tree(np.array([[1.0, 3.0, 32.0]]), tree)
    >>> dimensions, index
    (array([[ 2., 32.]]), array([[4.]]))
    """
    below = figures(values)
    found = []
    for number, level in enumerate(levels):
        try:
            below = _up(below, level)
        except QonysError as error:
            error.fields["level"] = number
            raise
        found.append(below)
    return tuple(found)


def _up(values: Floats, level: Level) -> Floats:
    parents, weights, n = np.array(level.parents), np.asarray(level.weights, np.float64), values.shape[-1]
    groups = int(parents.max()) + 1
    if len(parents) != n or weights.shape[-1:] != (n,) or set(level.parents) != set(range(groups)):
        raise ValueError(f"{n} elements, {weights.shape} weights and {len(parents)} parents that number 0 to k")
    rule = level.rule
    if isinstance(rule, Rule) and _is_power(rule):
        _check_rule(rule, n)
        member = parents[:, None] == np.arange(groups)
        scores, _ = _combined(values, _share(np.where(member, weights[..., None], 0.0), rule), rule)
        missing = np.isnan(values)
        if missing.any():
            share = 1.0 - missing @ member / member.sum(axis=0)
            scores = np.where(share >= rule.available, scores, np.nan)
        return scores
    columns = [np.flatnonzero(parents == group) for group in range(groups)]
    return np.stack([_part(values, weights, rule, at) for at in columns], axis=-1)


def _part(values: Floats, weights: Floats, rule: Rule | Combine, at: Ints) -> Floats:
    """The element above the columns `at`; errors name these columns and not their numbers within the part."""
    try:
        if isinstance(rule, Rule):
            return aggregate(values[..., at], weights[..., at], rule).values
        return rule(values[..., at], weights[..., at])
    except QonysError as error:
        error.where = columns_of(error.where, at)
        raise


def _is_power(rule: Rule) -> bool:
    return rule.method in (Method.ARITHMETIC, Method.GEOMETRIC, Method.HARMONIC, Method.POWER)


def _exponent(rule: Rule) -> float:
    return {Method.GEOMETRIC: 0.0, Method.HARMONIC: -1.0, Method.POWER: rule.power}.get(rule.method, 1.0)


def _combined(values: Floats, matrix: Floats, rule: Rule) -> tuple[Floats, Floats]:
    """(..., unit, element) and weights (..., element, group) to scores and means (..., unit, group)."""
    missing = np.isnan(values)
    gaps = missing if missing.any() else None
    if _is_power(rule):
        exponent = _exponent(rule)
        mean = scores = _power_mean(values, matrix, gaps, exponent)
        if exponent != 1 and matrix.shape[-1] == 1:
            mean = _power_mean(values, matrix, gaps, 1.0)
        return scores, mean
    mean = _power_mean(values, matrix, gaps, 1.0)
    if rule.method is Method.MAZZIOTTA_PARETO:
        return _mazziotta_pareto(values, matrix, mean, rule), mean
    if rule.method is Method.MEAN_MIN:
        worst = np.fmin.reduce(values, axis=-1)[..., None]
        return mean - rule.alpha * (np.sqrt((mean - worst) ** 2 + rule.beta**2) - rule.beta), mean
    refuse(missing, "score-missing", "impute it")
    order = np.array(rule.order)
    ordered: Floats = np.sort(values, axis=-1)[..., ::-1] @ (order / order.sum())
    return ordered[..., None], mean


def _power_mean(values: Floats, matrix: Floats, gaps: Mask | None, exponent: float) -> Floats:
    if exponent <= 0:
        refuse(values <= 0, "scores-not-positive", ABOVE_ZERO)
    elif exponent != 1:
        refuse(values < 0, "scores-negative", ABOVE_ZERO)
    bent = np.log(values) if exponent == 0 else values if exponent == 1 else values**exponent
    if gaps is None:
        mean: Floats = bent @ matrix
    else:
        held = (~gaps).astype(np.float64) @ matrix
        total = np.where(gaps, 0.0, bent) @ matrix
        mean = np.divide(total, held, out=np.full_like(total, np.nan), where=held > 0)
    if exponent == 1:
        return mean
    straight: Floats = np.exp(mean) if exponent == 0 else mean ** (1 / exponent)
    return straight


def _mazziotta_pareto(values: Floats, matrix: Floats, mean: Floats, rule: Rule) -> Floats:
    refuse(mean <= 0, "mean-not-positive", 'normalise = "mazziotta pareto"')
    missing = np.isnan(values)
    variance = _power_mean((values - mean) ** 2, matrix, missing if missing.any() else None, 1.0)
    if rule.spread is Spread.SAMPLE:
        count = (~missing).sum(axis=-1)[..., None]
        refuse(count < 2, "one-score", 'spread = "population"')
        variance = variance * count / (count - 1)
    return mean - variance / mean if rule.rising else mean + variance / mean


def _share(weights: Floats, rule: Rule) -> Floats:
    """(..., element, group) weights that sum to 1 over elements."""
    refuse(~np.isfinite(weights), "bad-figure", "give one for each indicator", "weights")
    if rule.method is not Method.ARITHMETIC:
        refuse(weights < 0, "weight-negative", "weights of 0 or more, or the arithmetic mean")
    total = weights.sum(axis=-2)
    if (total <= 0).any():
        group = int(np.argwhere(total <= 0)[0][-1])
        raise BadInput("bad-weights", where=f"group {group}", fix="give weights above 0", name=str(group))
    share: Floats = weights / total[..., None, :]
    return share


def _check_rule(rule: Rule, count: int) -> None:
    wrong = {
        "available": not 0 <= rule.available <= 1,
        "alpha": not 0 <= rule.alpha <= 1,
        "beta": not 0 <= rule.beta < np.inf,
        "power": not np.isfinite(rule.power),
    }
    if rule.method is Method.ORDERED:
        wrong["order"] = len(rule.order) != count or min(rule.order) < 0 or sum(rule.order) <= 0
    for name, bad in wrong.items():
        if bad:
            raise BadInput(
                "bad-parameter", where=f"rule, {name}", fix="see the rule", name=name, text=str(getattr(rule, name))
            )

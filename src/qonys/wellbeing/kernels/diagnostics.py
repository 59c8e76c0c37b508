"""What holds an index together and what drives it: correlations, reliability, weights as they work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.aggregation import Level
from qonys.wellbeing.kernels.correlation import Kind, correlations
from qonys.wellbeing.kernels.ranking import rank
from qonys.wellbeing.kernels.screening import figures, moments, refuse

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Effects:
    """How much each indicator counts in an index; each (..., indicator), weights sum to 1."""

    nominal: Floats
    """Product of the weights up the tree."""
    variance: Floats
    """Share of the variance of the index of arithmetic means: w_i cov(x_i, index) / var(index); sums to 1, may be
    negative."""
    correlation: Floats
    """With the index as it is computed."""


@dataclass(frozen=True)
class LeftOut:
    """The index without one indicator after the other."""

    scores: Floats
    """(indicator, unit): the index without the indicator."""
    ranks: Floats
    """(indicator, unit), 1 for the best."""
    shift: Floats
    """(indicator,): mean absolute change of rank, over units."""
    largest: Floats
    """(indicator,): largest absolute change of rank of a unit."""


@dataclass(frozen=True)
class Standing:
    """How a unit stands in each indicator; each (unit, indicator), nan where it has no score."""

    z: Floats
    """Standard deviations above the mean of all units."""
    ranks: Floats
    """1 for the best."""
    strengths: Ints
    """(unit, count): its indicators with the best ranks, the best first; of equals those furthest above the mean."""
    weaknesses: Ints
    """(unit, count): those with the worst ranks, the worst first."""


def level_correlations(levels: Sequence[Floats], kind: Kind = Kind.PEARSON) -> tuple[tuple[Floats, ...], ...]:
    """Correlations of the elements of every level with those of the same and of each higher one.

    Parameters
    ----------
    levels : sequence of (unit, element) floats
        Scores of indicators first, then what `aggregate_tree` gives.
    kind : Kind
        Kind of correlation.

    Returns
    -------
    tuple of tuples of (element, element) floats
        [i][k]: of level i with level i + k.

    Examples
    --------
    >>> x = np.array([[1.0, 3.0], [2.0, 1.0], [4.0, 2.0]])
    >>> level_correlations([x, x.mean(axis=1, keepdims=True)])[0][1].round(3).ravel()
    array([0.786, 0.327])
    """
    return tuple(tuple(correlations(low, high, kind) for high in levels[i:]) for i, low in enumerate(levels))


def cronbach_alpha(values: Floats, *, standardised: bool = False) -> float:
    r"""Cronbach's alpha: how far indicators measure one thing, over units with all figures.

    :math:`\frac{k}{k-1} (1 - \sum_j s_j^2 / s_{sum}^2)`; 1 if they agree, 0 if they have nothing in common,
    negative if they run against each other. From 0.7 on it is called acceptable.

    Parameters
    ----------
    values : (unit, indicator) floats
        Scores of indicators that point one way; units with gaps are left out.
    standardised : bool
        Of z-scores, which is what the mean correlation gives.

    References
    ----------
    Cronbach (1951), Psychometrika 16(3), 297-334. OECD, JRC (2008), Handbook, step 4.

    Examples
    --------
    >>> round(cronbach_alpha(np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 5.0], [4.0, 4.0]])), 4)
    0.8889
    """
    values = figures(values)
    whole = values[~np.isnan(values).any(axis=1)]
    k = values.shape[1]
    if k < 2 or len(whole) < 2:
        raise CannotCompute("too-few-units", where="values", fix="impute first", count=len(whole))
    _, sd = moments(whole)
    if standardised:
        refuse((sd <= 0)[None], "no-two-figures", "leave the indicator out")
        whole = whole / sd
        sd = np.ones(k)
    total = whole.sum(axis=1).var(ddof=1)
    if total <= 0:
        raise CannotCompute("indicator-not-usable", where="values", count=k)
    return float(k / (k - 1) * (1 - (sd**2).sum() / total))


def effective_weights(values: Floats, levels: Sequence[Level], top: Floats | None = None) -> Effects:
    """What each indicator counts at the top of a tree, on paper and at work.

    Parameters
    ----------
    values : (unit, indicator) floats
        Scores without gaps.
    levels : sequence of Level
        The tree; the last level has one parent. For the shares of variance rules are read as arithmetic.
    top : (unit,) floats
        The index as it is computed, for the correlations; that of arithmetic means if left out.

    References
    ----------
    Paruolo, Saisana, Saltelli (2013), J. R. Stat. Soc. A 176(3), 609-634.

    Examples
    --------
    >>> tree = [Level((0, 0, 1), np.ones(3)), Level((0, 0), np.ones(2))]
    >>> x = np.array([[1.0, 0.0, 5.0], [2.0, 2.0, 0.0], [3.0, 1.0, 1.0]])
    >>> effective_weights(x, tree).nominal
    array([0.25, 0.25, 0.5 ])
    """
    values = figures(values)
    refuse(np.isnan(values), "score-missing", "impute it first")
    nominal = nominal_weights(levels)[0]
    if nominal.shape != values.shape[-1:]:
        raise ValueError(f"{nominal.shape} weights for {values.shape[-1]} indicators")
    index = values @ nominal
    centred = values - values.mean(axis=0)
    spread = float(((index - index.mean()) ** 2).sum())
    if spread <= 0:
        raise CannotCompute("indicator-not-usable", where="values", count=len(nominal))
    variance = nominal * (centred.T @ (index - index.mean())) / spread
    with_top = correlations(values, (index if top is None else top)[:, None])[:, 0]
    return Effects(nominal, variance, with_top)


def nominal_weights(levels: Sequence[Level]) -> tuple[Floats, ...]:
    """Weight of each element of each level in the index, indicators first; each level sums to 1.

    Examples
    --------
    >>> nominal_weights([Level((0, 0, 1), np.array([1.0, 3.0, 1.0])), Level((0, 0), np.ones(2))])[0]
    array([0.125, 0.375, 0.5  ])
    """
    above = np.ones(1)
    found = []
    for level in reversed(levels):
        parents, weights = np.array(level.parents), np.asarray(level.weights, np.float64)
        if len(above) != parents.max() + 1:
            raise ValueError(f"{len(above)} elements above, parents number 0 to {parents.max()}")
        total = np.bincount(parents, weights, len(above))
        above = weights / total[parents] * above[parents]
        found.append(above)
    return tuple(reversed(found))


def leave_one_out(values: Floats, index: Callable[[Floats, Ints], Floats]) -> LeftOut:
    """The index without each indicator in turn: which one do ranks hang on?

    Parameters
    ----------
    values : (unit, indicator) floats
        Scores.
    index : function
        Of scores (unit, kept) and the columns kept (kept,) to the index (unit,); nan where there is none.

    Examples
    --------
    >>> found = leave_one_out(np.array([[3.0, 0.0], [1.0, 1.0]]), lambda scores, kept: scores.mean(axis=1))
    >>> found.shift
    array([1., 0.])
    """
    values = figures(values)
    n = values.shape[1]
    if n < 2:
        raise BadInput("bad-parameter", where="values", fix="two or more", name="values", text=n)
    every = np.arange(n)
    before = rank(index(values, every)[:, None], descending=True)[:, 0]
    scores = np.stack([index(values[:, every != i], every[every != i]) for i in every])
    ranks = rank(scores.T, descending=True).T
    change = np.abs(ranks - before)
    count = (~np.isnan(change)).sum(axis=1)
    nothing = np.full(n, np.nan)
    shift = np.divide(np.nansum(change, axis=1), count, out=nothing, where=count > 0)
    return LeftOut(scores, ranks, shift, np.fmax.reduce(change, axis=1))


def standing(values: Floats, count: int = 3) -> Standing:
    """Strengths and weaknesses of each unit.

    Parameters
    ----------
    values : (unit, indicator) floats
        Scores, larger is better.
    count : int
        How many of each to name; indicators without a score are named last, as -1.

    Examples
    --------
    >>> found = standing(np.array([[3.0, 1.0], [2.0, 5.0], [1.0, 2.0]]), 1)
    >>> found.strengths.ravel(), found.weaknesses.ravel()
    (array([0, 1, 1]), array([1, 0, 0]))
    """
    values = figures(values)
    if not 1 <= count <= values.shape[1]:
        raise BadInput("bad-parameter", where="count", fix="fewer", name="count", text=count)
    mean, sd = moments(values)
    z = np.divide(values - mean, sd, out=np.zeros_like(values), where=sd > 0)
    z[np.isnan(values)] = np.nan
    ranks = rank(values, descending=True)
    return Standing(z, ranks, _named(ranks, -z, count), _named(-ranks, z, count))


def _named(first: Floats, then: Floats, count: int) -> Ints:
    """Columns in rising order of `first`, then of `then`, then of their number; -1 where there is no score."""
    order = np.lexsort((np.nan_to_num(then, nan=np.inf), np.where(np.isnan(first), np.inf, first)), axis=-1)
    lacking = np.take_along_axis(np.isnan(first), order, axis=-1)
    return np.where(lacking, -1, order)[:, :count].astype(np.int64)

"""Shapley and Sobol' shares of a variance among independent inputs, from all mixtures of pairs of draws.

How it works: for each block two draws A and B of all inputs are made, and the model is run on each of the
2^p mixtures that take every input from A or from B. Two mixtures that agree in exactly the inputs S have the
covariance Var(E[Y | S]): each mixture has one such partner, so that every run serves every subset.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

from qonys.numerics.arrays import Floats

MOST = 12
"""Most inputs: 4,096 mixtures."""


@dataclass(frozen=True)
class Shares:
    """Shares of the variance, each (input, target); `low` and `high` bound the Shapley share.

    Groups of several inputs have rows of their own after the inputs.
    """

    shapley: Floats
    low: Floats
    high: Floats
    first: Floats
    """First-order Sobol' index: what knowing the input alone would take away."""
    total: Floats
    """Total Sobol' index: what would be left if all others were known."""
    variance: Floats
    """(target,): of the target itself."""


def mixtures(inputs: int) -> NDArray[np.bool_]:
    """All mixtures of two draws, (2^p, p): true where an input is taken from the second draw.

    Examples
    --------
    >>> mixtures(2).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    if not 1 <= inputs <= MOST:
        raise ValueError(f"1 to {MOST} inputs, got {inputs}")
    found: NDArray[np.bool_] = (np.arange(2**inputs)[:, None] >> np.arange(inputs)) & 1 == 1
    return found


def subset_variances(outputs: Floats) -> Floats:
    """Var(E[Y | S]) of each subset S of inputs, by block.

    Parameters
    ----------
    outputs : (block, 2^p, target) floats
        The model on all mixtures, in the order of `mixtures`.

    Returns
    -------
    (block, 2^p, target) floats
        Their mean over blocks estimates the variance; subset S has the number Σ 2^i over its inputs.

    References
    ----------
    Saltelli (2002), Computer Physics Communications 145(2), 280-297, on pick-freeze pairs.
    """
    runs = outputs.shape[1]
    centred: Floats = outputs - outputs.mean(axis=(0, 1))
    at = np.arange(runs)
    found: Floats = np.empty_like(centred)
    for subset in range(runs):
        partner = at ^ (runs - 1 - subset)
        found[:, subset] = np.einsum("bvt,bvt->bt", centred, centred[:, partner]) / runs
    # Nothing known explains nothing: what is left there is chance alone.
    found[:, 0] = 0.0
    return found


def shapley_weights(inputs: int, groups: Sequence[int] | None = None) -> Floats:
    """The matrix that turns values of subsets into the value of each input, (p, 2^p).

    With `groups` (one number an input) inputs of a group stand together: their values add up to what the
    group would have as one input (Owen's value).

    References
    ----------
    Shapley (1953). Owen (1977), Values of games with a priori unions.

    Examples
    --------
    >>> shapley_weights(2).tolist()
    [[-0.5, 0.5, -0.5, 0.5], [-0.5, -0.5, 0.5, 0.5]]
    """
    names = list(range(inputs)) if groups is None else list(groups)
    unions = {g: sum(1 << i for i, own in enumerate(names) if own == g) for g in dict.fromkeys(names)}
    weights = np.zeros((inputs, 2**inputs))
    for i in range(inputs):
        others = [mask for g, mask in unions.items() if g != names[i]]
        mates = [j for j, own in enumerate(names) if own == names[i] and j != i]
        for outer, share in _coalitions(others):
            for inner, part in _coalitions([1 << j for j in mates]):
                without = outer | inner
                weights[i, without | (1 << i)] += share * part
                weights[i, without] -= share * part
    return weights


def shares(
    outputs: Floats,
    generator: np.random.Generator,
    groups: Sequence[int] | None = None,
    *,
    level: float = 0.95,
    pooled: bool = False,
) -> Shares:
    """Shares of the variance of targets among inputs, with intervals from resampled blocks.

    Parameters
    ----------
    outputs : (block, 2^p, target) floats
        The model on all mixtures of each block.
    generator : numpy.random.Generator
        Resamples blocks for the intervals.
    groups : sequence of int
        Inputs that stand together; each by itself if left out.
    level : float
        Probability of the intervals.
    pooled : bool
        Add one more target: the variances of all targets together.

    Returns
    -------
    Shares
        nan for a target that does not vary.

    References
    ----------
    Owen (2014), SIAM/ASA J. Uncertainty Quantification 2(1), 245-251.
    Song, Nelson, Staum (2016), SIAM/ASA J. Uncertainty Quantification 4(1), 1060-1083.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> a, b = rng.normal(size=(2, 4000, 2))
    >>> mixed = np.where(mixtures(2), b[:, None], a[:, None])
    >>> found = shares((2 * mixed[..., 0] + mixed[..., 1])[..., None], rng)
    >>> found.shapley.ravel().round(1)
    array([0.8, 0.2])
    """
    inputs = int(outputs.shape[1]).bit_length() - 1
    names = list(range(inputs)) if groups is None else list(groups)
    unions = [[i for i, own in enumerate(names) if own == g] for g in dict.fromkeys(names) if names.count(g) > 1]
    masks = [1 << i for i in range(inputs)] + [sum(1 << i for i in union) for union in unions]
    weights = shapley_weights(inputs, groups)
    weights = np.vstack([weights, *(weights[union].sum(axis=0) for union in unions)])
    values = subset_variances(outputs)
    if pooled:
        values = np.concatenate([values, values.sum(axis=-1, keepdims=True)], axis=-1)
    parts = np.einsum("ps,bst->bpt", weights, values, optimize=True)
    low, high = _resampled(parts, values[:, -1], generator, level)
    mean = values.mean(axis=0)
    variance = mean[-1]
    lacking = [2**inputs - 1 - mask for mask in masks]
    return Shares(
        _over(parts.mean(axis=0), variance), low, high,
        _over(mean[masks], variance), 1 - _over(mean[lacking], variance), variance,
    )  # fmt: skip


def factorial_values(outputs: Floats, factors: int) -> Floats:
    """Var(E[Y | S]) of each subset of factors from a full factorial, exactly: (2^p, target).

    Parameters
    ----------
    outputs : (choice of factor 1, ..., choice of factor p, target) floats
        Every combination once, all equally likely.
    factors : int
        p.

    Examples
    --------
    >>> factorial_values(np.array([[0.0, 0.0], [1.0, 1.0]])[..., None], 2).ravel()
    array([0.  , 0.25, 0.  , 0.25])
    """
    found = []
    for subset in range(2**factors):
        others = tuple(i for i in range(factors) if not subset >> i & 1)
        mean = outputs.mean(axis=others) if others else outputs
        found.append(mean.reshape(-1, outputs.shape[-1]).var(axis=0))
    return np.stack(found)


def _coalitions(members: Sequence[int]) -> list[tuple[int, float]]:
    """All unions of members (as bits) with the probability that they come before one more in a random order."""
    n = len(members)
    found = []
    for bits in range(2**n):
        chosen = [members[i] for i in range(n) if bits >> i & 1]
        size = len(chosen)
        found.append((sum(chosen), factorial(size) * factorial(n - size) / factorial(n + 1)))
    return found


def _over(parts: Floats, variance: Floats) -> Floats:
    out = np.full(parts.shape, np.nan)
    found: Floats = np.divide(parts, variance, out=out, where=variance > 0)
    return found


def _resampled(
    parts: Floats, whole: Floats, generator: np.random.Generator, level: float, draws: int = 400
) -> tuple[Floats, Floats]:
    """Bounds of the ratio of mean parts to the mean whole over resampled blocks."""
    blocks = len(parts)
    counts = generator.multinomial(blocks, np.full(blocks, 1 / blocks), size=draws) / blocks
    shape = parts.shape[1:]
    tops = (counts @ parts.reshape(blocks, -1)).reshape(draws, *shape)
    ratios = _over(tops, np.broadcast_to((counts @ whole)[:, None], tops.shape))
    tail = (1 - level) / 2
    if np.isnan(ratios).all():
        return np.full(shape, np.nan), np.full(shape, np.nan)
    low, high = np.quantile(ratios, [tail, 1 - tail], axis=0)
    return low, high

"""Effects beside costs: an order that holds for both signs of either, pairs on common draws, and groups of equals."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from qonys.numerics.arrays import Floats


class Standing(IntEnum):
    """What an effect and a cost amount to, the better the higher."""

    WASTES = 0
    """It does harm or nothing, and saves nothing."""
    SAVES = 1
    """It saves, and does harm or nothing."""
    BUYS = 2
    """It costs, and does good: effect per unit of cost means something."""
    FREE = 3
    """It does good and costs nothing or saves."""


def standings(effect: Floats, cost: Floats) -> Floats:
    """The standing of each effect at its cost, as numbers of the same shape.

    Examples
    --------
    >>> standings(np.array([1.0, 1.0, -1.0, -1.0]), np.array([0.0, 2.0, -1.0, 0.0])).tolist()
    [3.0, 2.0, 1.0, 0.0]
    """
    found: Floats = np.where(effect > 0, 2.0 + (cost <= 0), 1.0 * (cost < 0))
    return found


def worth(effect: Floats, cost: Floats) -> Floats:
    """What counts within a standing, the more the better, of the same shape.

    Where a measure does good for money: effect per unit of cost. Where it saves and does harm: minus the harm per
    unit saved. Otherwise the effect: per unit of cost a dear harm would look better than a cheap one.

    Examples
    --------
    >>> worth(np.array([1.0, 3.0, -1.0, -1.0]), np.array([-1.0, 2.0, -4.0, 2.0])).tolist()
    [1.0, 1.5, -0.25, -1.0]
    """
    at = standings(effect, cost)
    ratio = np.divide(effect, np.abs(cost), out=np.zeros_like(effect), where=cost != 0)
    found: Floats = np.where((at == Standing.BUYS) | (at == Standing.SAVES), ratio, effect)
    return found


def ahead(effect: Floats, cost: Floats) -> Floats:
    """Share of draws in which one measure is better than another, (measure, measure); equals count half.

    Parameters
    ----------
    effect, cost : (draw, measure) floats
        Of the same draws for all measures, so that what they share does not set them apart.

    Examples
    --------
    >>> ahead(np.array([[2.0, 1.0], [1.0, 3.0], [2.0, 1.0], [4.0, 4.0]]), np.ones((4, 2)))
    array([[0.5  , 0.625],
           [0.375, 0.5  ]])
    """
    at, value = standings(effect, cost), worth(effect, cost)
    better = (at[:, :, None] > at[:, None, :]) | (
        (at[:, :, None] == at[:, None, :]) & (value[:, :, None] > value[:, None, :])
    )
    wins = better.mean(axis=0)
    found: Floats = wins + (1 - wins - wins.T) / 2
    return found


def first(effect: Floats, cost: Floats) -> Floats:
    """Share of draws in which a measure is the best of all, (measure,); equals share.

    Examples
    --------
    >>> first(np.array([[2.0, 1.0], [1.0, 1.0]]), np.ones((2, 2))).tolist()
    [0.75, 0.25]
    """
    at, value = standings(effect, cost), worth(effect, cost)
    top = at == at.max(axis=1, keepdims=True)
    own = np.where(top, value, -np.inf)
    best = top & (own == own.max(axis=1, keepdims=True))
    found: Floats = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    return found


def order(effect: Floats, cost: Floats) -> tuple[int, ...]:
    """Measures from the best to the worst: by the standing of their medians, then by the median of what counts there.

    Examples
    --------
    >>> order(np.array([[1.0, 2.0, -1.0]]), np.array([[4.0, 2.0, 1.0]]))
    (1, 0, 2)
    """
    middle, price = np.median(effect, axis=0), np.median(cost, axis=0)
    at = standings(middle, price)
    ratio = ratio_quantiles(effect, cost, (0.5,))[0]
    # What costs nothing in some draws has no ratio in them: that of the medians stands for it.
    value = np.where((at == Standing.BUYS) & ~np.isnan(ratio), ratio, worth(middle, price))
    return tuple(int(i) for i in np.lexsort((np.arange(len(at)), -value, -at)))


def ratio_quantiles(effect: Floats, cost: Floats, levels: tuple[float, ...]) -> Floats:
    """Quantiles of effect per unit of cost, (level, measure); nan where the cost is not above 0 in every draw.

    Examples
    --------
    >>> ratio_quantiles(np.array([[1.0, 1.0], [3.0, 1.0]]), np.array([[1.0, 1.0], [1.0, -1.0]]), (0.5,)).tolist()
    [[2.0, nan]]
    """
    whole = (cost > 0).all(axis=0)
    ratio = np.divide(effect, cost, out=np.zeros_like(effect), where=cost > 0)
    found: Floats = np.where(whole, np.quantile(ratio, levels, axis=0), np.nan)
    return found


def alike(pairs: Floats, level: float = 0.9) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Whether neither of two is ahead of the other in `level` of the draws or more, (measure, measure).

    Examples
    --------
    >>> alike(np.array([[0.5, 0.95], [0.05, 0.5]])).tolist()
    [[True, False], [False, True]]
    """
    return np.maximum(pairs, pairs.T) < level


def letters(same: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[str, ...]:
    """Letters such that two measures share one exactly if they are alike; in the order given.

    References
    ----------
    Piepho (2004), J. Comput. Graph. Stat. 13(2), 456-466: insert and absorb.

    Examples
    --------
    >>> letters(np.array([[True, True, False], [True, True, True], [False, True, True]]))
    ('a', 'ab', 'b')
    """
    n = len(same)
    columns = [frozenset(range(n))]
    for i in range(n):
        for j in range(i + 1, n):
            if same[i, j]:
                continue
            split: list[frozenset[int]] = []
            for column in columns:
                split += [column - {i}, column - {j}] if {i, j} <= column else [column]
            columns = [c for k, c in enumerate(split) if not any(c < o or (c == o and m < k)
                       for m, o in enumerate(split))]  # fmt: skip
    ranked = sorted(columns, key=sorted)
    names = [_letter(k) for k in range(len(ranked))]
    return tuple("".join(name for name, c in zip(names, ranked, strict=True) if i in c) for i in range(n))


def _letter(k: int) -> str:
    return chr(97 + k) if k < 26 else f"{chr(97 + k % 26)}{k // 26}"

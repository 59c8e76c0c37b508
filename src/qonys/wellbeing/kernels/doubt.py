"""Benefit of the doubt: each unit is judged with the weights that show it in its best light."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.screening import figures, refuse, refuse_columns


class Whose(Enum):
    """In whose score the shares of indicators are bounded."""

    OWN = "own"
    """In that of the unit under judgement: the usual bounds on importance."""
    ALL = "all"
    """In that of every unit, under the weights of the unit under judgement: the strictest."""
    MEAN = "mean"
    """In that of a unit with mean figures."""


@dataclass(frozen=True)
class ShareBounds:
    """Least and largest share of each indicator in a score, (indicator,) each, 0 to 1."""

    low: Floats
    high: Floats
    whose: Whose = Whose.OWN
    order: tuple[tuple[int, int], ...] = ()
    """Pairs of indicators of which the first has no smaller share than the second."""


@dataclass(frozen=True)
class Doubt:
    """Scores and the weights they rest on."""

    values: Floats
    """(unit,): 0 to 1; 1 for a unit that no other outdoes under its own best weights."""
    weights: Floats
    """(unit, indicator): raw weights, in one over the units of the scores; not unique for units that score 1."""
    shares: Floats
    """(unit, indicator): weight times score over their sum; nan for a unit that scores 0."""
    peers: Floats
    """(unit, unit): multipliers of the units that hold a unit's score down (its benchmarks), 0 for others."""


def benefit_of_doubt(values: Floats, bounds: ShareBounds | None = None) -> Doubt:
    r"""Scores under each unit's best weights, which no unit may use to score above 1.

    For unit c the linear program :math:`\max_w \sum_j w_j x_{cj}` with :math:`\sum_j w_j x_{ij} \le 1` for
    every unit i, :math:`w \ge 0`, and shares :math:`w_j x_{cj} / \sum_k w_k x_{ck}` between bounds. Scores do
    not change with the units of indicators.

    Parameters
    ----------
    values : (unit, indicator) floats
        Scores of 0 or more, larger is better, without gaps.
    bounds : ShareBounds
        Bounds on the shares of indicators in a score; none if left out.

    Raises
    ------
    BadInput
        For gaps, negative scores, shares that cannot sum to 1, a least share of an indicator of which the
        unit has nothing.
    CannotCompute
        For an indicator of which no unit has anything, bounds that no weights meet.

    References
    ----------
    Melyn, Moesen (1991), Public Economic Research Paper 17, KU Leuven.
    Cherchye, Moesen, Rogge, Van Puyenbroeck (2007), Social Indicators Research 82(1), 111-145.
    Wong, Beasley (1990), J. Operational Research Society 41(9), 829-835, on bounds of shares.

    Examples
    --------
    >>> found = benefit_of_doubt(np.array([[1.0, 4.0], [4.0, 1.0], [2.0, 2.0], [1.0, 1.0]]))
    >>> found.values
    array([1. , 1. , 0.8, 0.4])
    >>> half = ShareBounds(np.full(2, 0.5), np.full(2, 0.5))
    >>> benefit_of_doubt(np.array([[1.0, 4.0], [4.0, 1.0], [2.0, 2.0]]), half).values
    array([0.47058824, 0.47058824, 0.8       ])
    """
    values = figures(values)
    if values.ndim != 2:
        raise ValueError(f"benefit of the doubt needs (unit, indicator), got {values.shape}")
    refuse(
        ~(values >= 0),
        "doubt-negative",
        'normalise = { how = "min max", low = 0, high = 100 }',
    )
    best = values.max(axis=0)
    refuse_columns(best <= 0, "share-nothing", "leave the indicator out")
    scaled = values / best  # the solver likes numbers near 1
    if bounds is not None:
        _check(bounds, values)
    rows, n = values.shape
    weights, peers = np.empty((rows, n)), np.empty((rows, rows))
    for unit in range(rows):
        weights[unit], peers[unit] = _solve(scaled, unit, bounds)
    scores = (weights * scaled).sum(axis=1)
    total = scores[:, None]
    shares = np.divide(weights * scaled, total, out=np.full(values.shape, np.nan), where=total > 0)
    return Doubt(np.minimum(scores, 1.0), weights / best, shares, peers)


def _solve(scaled: Floats, unit: int, bounds: ShareBounds | None) -> tuple[Floats, Floats]:
    from scipy.optimize import linprog

    more = np.empty((0, scaled.shape[1])) if bounds is None else _share_rows(scaled, unit, bounds)
    matrix = np.vstack([scaled, more])
    limit = np.r_[np.ones(len(scaled)), np.zeros(len(more))]
    solved = linprog(-scaled[unit], A_ub=matrix, b_ub=limit, bounds=(0, None), method="highs")
    if solved.status != 0:
        raise CannotCompute("no-weights", where=f"row {unit}")
    return np.maximum(solved.x, 0.0), np.maximum(-solved.ineqlin.marginals[: len(scaled)], 0.0)


def _share_rows(scaled: Floats, unit: int, bounds: ShareBounds) -> Floats:
    """Rows r with r w <= 0: low_j sum <= part_j, part_j <= high_j sum, part_b <= part_a."""
    whose = {Whose.OWN: scaled[[unit]], Whose.ALL: scaled, Whose.MEAN: scaled.mean(axis=0, keepdims=True)}
    n = scaled.shape[1]
    rows = []
    for one in whose[bounds.whose]:
        parts = np.diag(one)
        bound = np.asarray(bounds.low)[:, None] * one - parts, parts - np.asarray(bounds.high)[:, None] * one
        rows += [bound[0][np.asarray(bounds.low) > 0], bound[1][np.asarray(bounds.high) < 1]]
        rows += [(parts[second] - parts[first])[None] for first, second in bounds.order]
    found: Floats = np.vstack([np.empty((0, n)), *rows])
    return found


def _check(bounds: ShareBounds, values: Floats) -> None:
    low, high = np.asarray(bounds.low, np.float64), np.asarray(bounds.high, np.float64)
    n = values.shape[1]
    if low.shape != (n,) or high.shape != (n,) or any(not 0 <= k < n for pair in bounds.order for k in pair):
        raise ValueError(f"bounds for {n} indicators, got {low.shape}, {high.shape} and {bounds.order}")
    refuse(~((low >= 0) & (low <= high) & (high <= 1))[None], "bad-figure", "", "bounds")
    if not low.sum() <= 1 + 1e-12 or not high.sum() >= 1 - 1e-12:
        raise BadInput(
            "bad-parameter", where="bounds", fix="wider bounds", name="bounds", text=f"{low.sum():g} … {high.sum():g}"
        )
    if bounds.whose is not Whose.MEAN:
        empty: NDArray[np.bool_] = (values <= 0) & (low > 0)
        refuse(empty, "doubt-zero-share", "Whose.MEAN, or no least share")

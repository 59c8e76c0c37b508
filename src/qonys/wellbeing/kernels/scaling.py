"""One scale for all indicators, chosen by name: what a recipe and its variants call."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.errors import BadInput
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels import normalisation, ranking
from qonys.wellbeing.kernels.normalisation import Goalposts, Normalised
from qonys.wellbeing.kernels.screening import refuse_columns, refuse_flat


class Scaling(Enum):
    """How figures become scores."""

    MIN_MAX = "min max"
    Z_SCORE = "z score"
    RANK = "rank"
    PERCENTILE = "percentile rank"
    BORDA = "borda"
    MAZZIOTTA = "mazziotta pareto"
    """70 to 130 around a reference."""
    SHARE_OF_MAXIMUM = "share of maximum"
    NONE = "none"
    """Figures are scores already, on one scale, more is better."""


@dataclass(frozen=True)
class Scale:
    """A scaling with its parameters; those of others are not read."""

    how: Scaling = Scaling.MIN_MAX
    low: float = 0.0
    """Score of the worst figure: min max, percentile rank."""
    high: float = 100.0
    centre: float = 0.0
    """z score: mean and standard deviation of the scores."""
    deviation: float = 1.0
    cap: bool = False
    """Min max: scores beyond the ends are set to the ends."""
    fixed: bool = True
    """Min max, Mazziotta-Pareto: goalposts (and the reference, the mean of the first period) are those of all periods;
    else of each period by itself."""


def scaled(
    values: Floats, sign: Floats, scale: Scale, posts: Goalposts | None = None, reference: Floats | None = None
) -> Normalised:
    """Figures on a scale.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Figures.
    sign : (indicator,) floats
        1 where more is better, -1 where less is.
    scale : Scale
        Which one.
    posts : Goalposts
        Worst and best figures, for min max and Mazziotta-Pareto; those over units of each draw or period if left out.
    reference : (indicator,) floats
        Mazziotta-Pareto: the figure that scores 100; the mean over units if left out.

    Examples
    --------
    >>> scaled(np.array([[1.0], [2.0], [5.0]]), np.ones(1), Scale(Scaling.PERCENTILE)).values.ravel()
    array([  0.,  50., 100.])
    """
    if scale.how is Scaling.MIN_MAX:
        return normalisation.min_max(values, sign, scale=(scale.low, scale.high), posts=posts, cap=scale.cap)
    if scale.how is Scaling.Z_SCORE:
        return normalisation.z_score(values, sign, centre=scale.centre, deviation=scale.deviation)
    if scale.how is Scaling.MAZZIOTTA:
        middle = np.nanmean(values, axis=-2) if reference is None else reference
        return normalisation.mazziotta_scale(values, middle, sign, posts or Goalposts(*refuse_flat(values)))
    if scale.how is Scaling.NONE:
        return _given(values, sign)
    if scale.how is Scaling.SHARE_OF_MAXIMUM:
        return normalisation.share_of_maximum(values, sign)
    if scale.how is Scaling.PERCENTILE:
        if not scale.low < scale.high:
            raise BadInput(
                "bad-parameter", where="scale", fix="low, high", name="scale", text=f"{scale.low:g}, {scale.high:g}"
            )
        found = ranking.percentile_ranks(values, sign)
        spread = scale.low + (scale.high - scale.low) * found.values
        return Normalised(spread, found.direction, found.shift, found.divisor, found.capped)
    return (ranking.ranks if scale.how is Scaling.RANK else ranking.borda)(values, sign)


def _given(values: Floats, sign: Floats) -> Normalised:
    """Scores as they are; where less is better nobody knows what to take them from."""
    refuse_columns(sign < 0, "scores-of-less", "higher")
    shape = (*values.shape[:-2], values.shape[-1])
    return Normalised(values, sign, np.zeros(shape), np.ones(shape), np.zeros(values.shape, np.bool_))

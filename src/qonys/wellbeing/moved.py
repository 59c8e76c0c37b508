"""The index of one region if some of its figures were others, all else as it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qonys.errors import CannotCompute
from qonys.model.result import Floats
from qonys.wellbeing.kernels.outliers import Fate
from qonys.wellbeing.kernels.scaling import Scaling, scaled
from qonys.wellbeing.kernels.variants import freeze, index
from qonys.wellbeing.pipeline import Built, declared_posts


def figures_now(built: Built, unit: int, period: int) -> Mapping[str, float]:
    """The comparable figures of a region by criterion, filled where it has none."""
    row = built.filled.values[period, unit]
    return {c.id: float(row[i]) for i, c in enumerate(built.framework.criteria)}


def drawn_in(built: Built, unit: int, period: int) -> frozenset[str]:
    """Criteria of which the region's figure is an outlier that was drawn in: a change of it does not show."""
    if built.treated is None:
        return frozenset()
    given, entered = built.filled.values[period, unit], _entered(built)[period, unit]
    winsorised = (built.treated.fate < Fate.TRANSFORMED) & ~np.isclose(given, entered, rtol=1e-12, atol=0)
    return frozenset(c.id for i, c in enumerate(built.framework.criteria) if winsorised[i])


def answers(built: Built) -> bool:
    """Whether the index can say what other figures of one region would make of it: its goalposts stay, and its
    index is made of its own scores alone."""
    return built.recipe.scale.how is Scaling.MIN_MAX and built.posts is not None and built.recipe.by_unit


def moved(built: Built, unit: int, period: int, figures: Mapping[str, Floats]) -> Floats:
    """Change of a region's index, in points, if criteria had other figures.

    The other regions, the goalposts and the weights stay as they are; a figure beyond a goalpost scores beyond the
    end of the scale, so that gains and losses count alike.

    Parameters
    ----------
    built : Built
        An index with goalposts of all periods.
    unit, period : int
        The region and the period.
    figures : mapping of str to (draw,) floats
        Comparable figures by criterion.

    Returns
    -------
    (draw,) floats

    Raises
    ------
    CannotCompute
        If the scale has no goalposts that stay, or a rule looks at all regions at once: the index then depends on
        all of them.
    """
    if not answers(built) or built.posts is None:
        raise CannotCompute("plan-index-scale", where=built.framework.where, fix="normalise = min max, fixed")
    names = [c.id for c in built.framework.criteria]
    draws = len(next(iter(figures.values())))
    values = np.tile(_entered(built)[period, unit], (draws, 1))
    shut = drawn_in(built, unit, period)
    for name, own in figures.items():
        if name not in shut:
            i = names.index(name)
            values[:, i] = _entering(built, i, own, float(built.filled.values[period, unit, i]), values[:, i])
    sign = np.array([c.sign for c in built.framework.criteria])
    scores = scaled(values, sign, built.recipe.scale, built.posts).values
    after = index(scores, built.framework.parents, built.recipe.rules, built.weights)
    change: Floats = after - built.index[period, unit]
    return change


def _entering(built: Built, i: int, figures: Floats, given: float, entered: Floats) -> Floats:
    """Figures as they enter the scale: moved by as much, or on the logarithmic scale of the criterion."""
    if built.treated is None or built.treated.fate[i] < Fate.TRANSFORMED:
        return entered + (figures - given)
    frozen = freeze(built.filled.values, built.recipe.treat, declared_posts(built.framework)).frozen
    if frozen is None or not frozen.bent[i]:
        return entered + (figures - given)
    room = frozen.room[i]
    bent: Floats = np.log(np.maximum(figures - frozen.least[i] + room, room / 100))
    return bent


def _entered(built: Built) -> Floats:
    return built.filled.values if built.treated is None else built.treated.values.reshape(built.filled.values.shape)

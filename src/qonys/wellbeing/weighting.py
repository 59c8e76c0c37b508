"""Weights of a tree: as given, equal, from principal components of each group, or for a given importance."""

from __future__ import annotations

import numpy as np

from qonys.errors import BadInput, CannotCompute
from qonys.model import Framework
from qonys.model.result import Floats
from qonys.wellbeing.kernels.aggregation import Level, Method, Rule, aggregate_tree
from qonys.wellbeing.kernels.components import FromComponents, component_weights
from qonys.wellbeing.kernels.diagnostics import nominal_weights
from qonys.wellbeing.kernels.screening import refuse_flat
from qonys.wellbeing.kernels.weights import optimised_weights
from qonys.wellbeing.recipe import Recipe, Weighting

Weights = tuple[Floats, ...]
SMOOTH = (
    Method.ARITHMETIC, Method.GEOMETRIC, Method.HARMONIC, Method.POWER, Method.MAZZIOTTA_PARETO, Method.MEAN_MIN
)  # fmt: skip
"""Rules in which every weight counts, a little more for a little more weight."""


def tree_weights(scores: Floats, framework: Framework, steps: Recipe) -> Weights:
    """Weights of the criteria and of each level of nodes but the last, relative among siblings.

    Parameters
    ----------
    scores : (period, unit, criterion) floats
        Without gaps; all periods count together.
    framework : Framework
        The tree and its own weights.
    steps : Recipe
        Where weights come from, and the rules that they enter.

    Raises
    ------
    BadInput
        If weights are to be optimised for a rule in which they do not count smoothly.
    CannotCompute
        If a criterion runs against the first component of its group.
    """
    given = tuple(np.array(w, np.float64) for w in framework.weights)
    flat = scores.reshape(-1, scores.shape[-1])
    match steps.weigh:
        case Weighting.GIVEN:
            return given
        case Weighting.EQUAL:
            return tuple(np.ones_like(w) for w in given)
        case Weighting.COMPONENTS | Weighting.ROTATED:
            how = FromComponents.FIRST if steps.weigh is Weighting.COMPONENTS else FromComponents.ROTATED
            return (_of_components(flat, framework, how), *given[1:])
        case _:
            return _optimised(flat, framework, steps, given)


def importances(framework: Framework) -> Floats:
    """Share of each criterion in the whole by the weights of the framework, (criterion,)."""
    levels = [Level(p, np.array(w)) for p, w in zip(framework.parents, framework.weights, strict=True)]
    return nominal_weights(levels)[0]


def _of_components(flat: Floats, framework: Framework, how: FromComponents) -> Floats:
    """Weights of the criteria of each node from the components of its own criteria alone."""
    refuse_flat(flat)
    parents, found = np.array(framework.parents[0]), np.ones(flat.shape[1])
    for node in np.unique(parents):
        at = np.flatnonzero(parents == node)
        if len(at) == 1:
            continue
        found[at] = component_weights(flat[:, at], how)
        against = [framework.criteria[i].id for i in at if found[i] < 0]
        if against:
            names, group = ", ".join(against), framework.levels[0][node].id
            raise CannotCompute(
                "components-negative",
                where=f"{framework.where} [method.weight]",
                fix="rotated components",
                names=names,
                name=group,
            )
    return found


def _optimised(flat: Floats, framework: Framework, steps: Recipe, given: Weights) -> Weights:
    """Weights with which correlations with the index, as it is computed, are in proportion to the given weights.

    A share of the whole for each criterion says all weights: a node has the sum of those under it. With
    arithmetic means the index of the tree is that of the shares at once.
    """
    for name, rule in zip(steps.rule_names, steps.rules, strict=True):
        if not isinstance(rule, Rule) or rule.method not in SMOOTH:
            raise BadInput(
                "weights-not-optimised", where=f"{framework.where} [method.weight]", fix='weight = "given"', name=name
            )
    plain = all(isinstance(rule, Rule) and rule.method is Method.ARITHMETIC for rule in steps.rules)

    def index(values: Floats, shares: Floats) -> Floats:
        weights = _up(shares, framework)
        levels = [Level(p, w, r) for p, w, r in zip(framework.parents, weights, steps.rules, strict=True)]
        top: Floats = aggregate_tree(values, levels)[-1][..., 0]
        return top

    found = optimised_weights(flat, importances(framework), combine=None if plain else index)
    return _up(found.weights, framework)


def _up(shares: Floats, framework: Framework) -> Weights:
    """Weights (..., element) of every level from the shares (..., criterion) of the criteria in the whole."""
    weights = []
    for parents in framework.parents:
        at = np.array(parents)
        above = shares @ (at[:, None] == np.arange(at.max() + 1)).astype(np.float64)
        # Under a node without weight siblings are alike: what they are does not matter.
        weights.append(np.where(above[..., at] > 0, shares, 1.0))
        shares = above
    return tuple(weights)

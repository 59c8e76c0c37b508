"""How sure a ranking is: one Monte-Carlo run over errors of figures, gaps, methods and weights, and who is to blame."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.model.result import Floats
from qonys.numerics.generators import generator
from qonys.numerics.shapley import mixtures
from qonys.wellbeing.kernels.aggregation import Method, Rule
from qonys.wellbeing.kernels.imputation import Origin
from qonys.wellbeing.kernels.outliers import Transform
from qonys.wellbeing.kernels.ranking import rank
from qonys.wellbeing.kernels.scaling import Scaling
from qonys.wellbeing.kernels.variants import Choices, Draws, evaluate, freeze
from qonys.wellbeing.kernels.weights import Bounds, noisy_weights, simplex_draws
from qonys.wellbeing.pipeline import Built, declared_posts
from qonys.wellbeing.recipe import Doubt

CHUNK = 2048
"""Most indices made at once."""
CELLS = 1_000_000
"""Most figures held at once, whatever the size of the table: the arrays stay in the cache."""


class Input(Enum):
    """What may be otherwise; the last three are the choices of method."""

    FIGURES = "figures"
    GAPS = "gaps"
    WEIGHTS = "weights"
    TREATMENT = "treat"
    SCALE = "normalise"
    RULE = "aggregate"


METHODS = (Input.TREATMENT, Input.SCALE, Input.RULE)


@dataclass(frozen=True)
class Simulated:
    """Indices of all mixtures of pairs of draws."""

    inputs: tuple[Input, ...]
    """Those that vary, in the order of the bits of a mixture."""
    scores: Floats
    """(block, mixture, unit)."""
    own_scale: NDArray[np.bool_]
    """(draw,): made on the scale of the index itself; scores of other scales are no scores of the index."""

    @property
    def flat(self) -> Floats:
        """(draw, unit)."""
        return self.scores.reshape(-1, self.scores.shape[-1])

    @property
    def ranks(self) -> Floats:
        """(draw, unit), 1 for the best."""
        found: Floats = rank(self.flat[..., None], descending=True)[..., 0]
        return found


def simulate(built: Built, doubt: Doubt, period: int, draws: int, seed: int) -> Simulated:
    """Indices of one period under doubt.

    Parameters
    ----------
    built : Built
        The index.
    doubt : Doubt
        What varies.
    period : int
        Number of the period.
    draws : int
        Indices to make; rounded up to whole blocks of mixtures.
    seed : int
        Seed. Methods and weights are drawn alike for all periods, so that two periods can be compared draw
        by draw.

    Raises
    ------
    BadInput
        If nothing varies, or there are fewer draws than two blocks.
    """
    choices = choices_of(built, doubt)
    inputs = _varying(built, doubt, choices, period)
    if not inputs:
        raise BadInput("no-doubt", where="[doubt]", fix="weights = 0.25")
    mixed = mixtures(len(inputs))
    blocks = -(-draws // len(mixed))
    if blocks < 2:
        least = 2 * len(mixed)
        raise BadInput("too-few-draws", where="--draws", fix=str(least), least=str(least))
    size = max(min(CHUNK, CELLS // built.filled.values[period].size) // len(mixed), 1)
    starts = range(0, blocks, size)

    def run(start: int) -> tuple[Floats, NDArray[np.bool_]]:
        count = min(size, blocks - start)
        made = _draws(built, doubt, choices, (inputs, mixed, period, start, count, seed))
        sign = np.array([c.sign for c in built.framework.criteria])
        scores = evaluate(made, sign, built.framework.parents, choices)
        return scores.reshape(count, len(mixed), -1), made.scale == 0

    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        parts = list(pool.map(run, starts))
    return Simulated(inputs, np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts]))


def choices_of(built: Built, doubt: Doubt) -> Choices:
    """The methods of the index first, then the alternatives; one that is the same as another is an error."""
    own = built.recipe
    panel = built.filled.values
    declared = declared_posts(built.framework)
    scales, treatments = (own.scale, *doubt.scales), (own.treat, *doubt.treatments)
    if len(panel) > 1 or declared is not None:
        # A figure that errs beyond goalposts scores what they score.
        scales = tuple(replace(s, cap=True) for s in scales)
    posted = tuple(freeze(panel, t, declared) for t in treatments) if len(panel) > 1 else ()
    choices = Choices(treatments, scales, (own.rules, *doubt.rules), posted, declared)
    for name, each in (("treat", choices.treatments), ("normalise", choices.scales), ("aggregate", choices.rules)):
        if len(set(each)) < len(each):
            raise BadInput("same-alternative", where=f"[doubt.{name}]", fix="leave it out", name=name)
    return choices


def _varying(built: Built, doubt: Doubt, choices: Choices, period: int) -> tuple[Input, ...]:
    given = built.filled.origin[period] == Origin.GIVEN
    off = built.deviation[period]
    varies = {
        Input.FIGURES: doubt.figures > 0 and bool((off[given] > 0).any()),
        Input.GAPS: doubt.gaps > 0 and bool((off[~given] > 0).any()),
        Input.WEIGHTS: (doubt.weights > 0 or _elicited(built)) and any(len(w) > 1 for w in built.weights),
        Input.TREATMENT: len(choices.treatments) > 1,
        Input.SCALE: len(choices.scales) > 1,
        Input.RULE: len(choices.rules) > 1,
    }
    return tuple(each for each in Input if varies[each])


def _elicited(built: Built) -> bool:
    return any(each is not None for level in built.framework.intervals for each in level)


Plan = tuple[tuple[Input, ...], np.ndarray[tuple[int, ...], np.dtype[np.bool_]], int, int, int, int]
"""Inputs, mixtures, period, first block, number of blocks, seed."""


def _draws(built: Built, doubt: Doubt, choices: Choices, plan: Plan) -> Draws:
    """Two draws of each input for every block, and their mixtures; an input that does not vary stays as it is."""
    inputs, mixed, period, start, count, seed = plan
    common = generator(seed, f"wellbeing.methods.{start}")
    own = generator(seed, f"wellbeing.figures.{built.table.periods[period]}.{start}")
    total = count * len(mixed)

    def pick(each: Input, pairs: Floats) -> Floats:
        """(2, block, ...) to (block x mixture, ...)."""
        second = mixed[:, inputs.index(each)]
        taken: Floats = pairs[second.astype(np.int64)].swapaxes(0, 1)
        return taken.reshape(total, *pairs.shape[2:])

    weights = []
    for i, w in enumerate(built.weights):
        if Input.WEIGHTS in inputs and len(w) > 1:
            weights.append(
                pick(Input.WEIGHTS, _weights(built, i, doubt.weights, 2 * count, common).reshape(2, count, -1))
            )
        else:
            weights.append(np.broadcast_to(w, (total, len(w))))
    numbers = []
    for each, among in zip(METHODS, (choices.treatments, choices.scales, choices.rules), strict=True):
        drawn = common.integers(len(among), size=(2, count)).astype(np.float64)
        numbers.append((pick(each, drawn) if each in inputs else np.zeros(total)).astype(np.int64))
    figures = built.filled.values[period]
    noise = own.standard_normal((2, count, *figures.shape))
    given = built.filled.origin[period] == Origin.GIVEN
    for each, at, width in ((Input.FIGURES, given, doubt.figures), (Input.GAPS, ~given, doubt.gaps)):
        if each in inputs:
            figures = figures + pick(each, noise) * (built.deviation[period] * at * width)
    figures = np.maximum(figures, _floor(built, choices))
    return Draws(figures, numbers[0], numbers[1], numbers[2], tuple(weights))


def _floor(built: Built, choices: Choices) -> Floats:
    """What no drawn figure falls below, (criterion,): where a step takes no figures of 0 or below, half of the least
    given one, 0 if that is 0; else nothing."""
    least = built.filled.values.min(axis=(0, 1))
    shares = any(scale.how is Scaling.SHARE_OF_MAXIMUM for scale in choices.scales)
    logs = any(t is not None and t.transform is Transform.LOG for t in choices.treatments)
    plain = any(scale.how is Scaling.NONE for scale in choices.scales)
    means = plain and any(not isinstance(r, Rule) or r.method is not Method.ARITHMETIC for r in sum(choices.rules, ()))
    if not (shares or logs or means):
        return np.full(least.shape, -np.inf)
    return np.where(least >= 0, least / 2, -np.inf)


def _weights(built: Built, level: int, share: float, draws: int, random: np.random.Generator) -> Floats:
    """Weights of one level: within elicited intervals where siblings have any, else each off by a share of its own."""
    given, intervals = built.weights[level], built.framework.intervals[level]
    found = noisy_weights(given, share, draws, random) if share > 0 else np.tile(given, (draws, 1))
    parents = np.array(built.framework.parents[level])
    for parent in np.unique(parents):
        at = np.flatnonzero(parents == parent)
        own = [intervals[i] for i in at]
        if any(each is not None for each in own):
            low = np.array([0.0 if each is None else each[0] for each in own])
            high = np.array([1.0 if each is None else each[1] for each in own])
            found[:, at] = simplex_draws(draws, random, Bounds(low, high))
    return found


def factorial(built: Built, doubt: Doubt, period: int) -> tuple[tuple[Input, ...], Floats]:
    """Every combination of methods once, on the figures as they are and the weights as given.

    Returns
    -------
    (methods, scores)
        Methods that have alternatives, and scores with an axis for each of them, in that order, then the unit.
        The first entry of every axis is the index itself.

    Raises
    ------
    BadInput
        If no method has an alternative.
    """
    choices = choices_of(built, doubt)
    counts = tuple(len(each) for each in (choices.treatments, choices.scales, choices.rules))
    if max(counts) == 1:
        raise BadInput("no-doubt", where="[doubt]", fix="normalise, aggregate, treat")
    numbers = np.indices(counts).reshape(3, -1)
    total = numbers.shape[1]
    weights = tuple(np.broadcast_to(w, (total, len(w))) for w in built.weights)
    draws = Draws(built.filled.values[period], numbers[0], numbers[1], numbers[2], weights)
    sign = np.array([c.sign for c in built.framework.criteria])
    scores = evaluate(draws, sign, built.framework.parents, choices)
    kept = tuple(n for n in counts if n > 1)
    return tuple(m for m, n in zip(METHODS, counts, strict=True) if n > 1), scores.reshape(*kept, -1)


def above(scores: Floats) -> Floats:
    """Probability that each unit scores above each other one, (unit, unit) from (draw, unit); ties count half.

    Examples
    --------
    >>> above(np.array([[2.0, 1.0], [3.0, 1.0], [1.0, 1.0]])).round(2)
    array([[0.5 , 0.83],
           [0.17, 0.5 ]])
    """
    n = scores.shape[1]
    found = np.full((n, n), 0.5)
    for i in range(n):
        apart = scores[:, [i]] - scores[:, i + 1 :]
        found[i, i + 1 :] = (apart > 0).mean(axis=0) + 0.5 * (apart == 0).mean(axis=0)
        found[i + 1 :, i] = 1 - found[i, i + 1 :]
    return found


def quantiles(values: Floats, levels: Sequence[float]) -> Floats:
    """Quantiles over draws, (level, unit); of ranks by the lower of two neighbours, so that they are ranks."""
    found: Floats = np.quantile(values, levels, axis=0, method="inverted_cdf")
    return found

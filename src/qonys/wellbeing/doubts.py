"""Labelled results of a simulation: intervals of scores and ranks, moves, and what the doubt is due to."""

from __future__ import annotations

import numpy as np

from qonys.model import Call
from qonys.model.result import Codes, Floats, Measures, Result, stack
from qonys.numerics.generators import generator
from qonys.numerics.shapley import factorial_values, shapley_weights, shares
from qonys.wellbeing.kernels.ranking import rank
from qonys.wellbeing.pipeline import Built
from qonys.wellbeing.results import element_status
from qonys.wellbeing.uncertainty import METHODS, Input, Simulated, above, quantiles

LEVEL = 0.90
TOPS = (1, 3, 5, 10)
ALL = "all"
"""The target `all`: the variances of all units together."""


def intervals(call: Call, built: Built, simulated: Simulated, period: int) -> Result:
    """Scores and ranks with 90 % intervals: axis area.

    Measures score, score_low, score_median, score_high; rank, ranked (how many), rank_low, rank_median, rank_high;
    top_1, top_3, ...: the probability of being among the best so many. Scores are drawn on its scale alone.
    """
    status = element_status(built)[period]
    tail = (1 - LEVEL) / 2
    ranks = simulated.ranks
    of_scores = quantiles(simulated.flat[simulated.own_scale], (tail, 0.5, 1 - tail))
    of_ranks = quantiles(ranks, (tail, 0.5, 1 - tail))
    n = ranks.shape[1]
    rows: list[tuple[str, Floats, str]] = [("score", built.index[period], "index")]
    rows += [(f"score_{name}", row, "index") for name, row in zip(("low", "median", "high"), of_scores, strict=True)]
    rows += [("rank", built.ranks[period], "rank"), ("ranked", np.full(n, float(n)), "count")]
    rows += [(f"rank_{name}", row, "rank") for name, row in zip(("low", "median", "high"), of_ranks, strict=True)]
    rows += [(f"top_{k}", (ranks <= k).mean(axis=0), "share") for k in TOPS if k < n]
    measures: Measures = {name: (values, _estimate(values, status, name), unit) for name, values, unit in rows}
    return stack(call, measures, {"area": built.table.units})


def order(call: Call, built: Built, simulated: Simulated) -> Result:
    """Probability that an area is above another one: measure probability; axes area, other."""
    values = above(simulated.flat)
    measures: Measures = {"probability": (values, np.full(values.shape, "E"), "share")}
    return stack(call, measures, {"area": built.table.units, "other": built.table.units})


def mobility(call: Call, built: Built, first: Simulated, last: Simulated, periods: tuple[int, int]) -> Result:
    """Moves between two periods: axis area.

    Measures rank_first, rank_last, change (places gained), change_low, change_high, up, down: probabilities of
    a better and of a worse rank. Methods and weights are alike in both periods of a draw.
    """
    gained = first.ranks - last.ranks
    tail = (1 - LEVEL) / 2
    low, high = quantiles(gained, (tail, 1 - tail))
    before, after = built.ranks[periods[0]], built.ranks[periods[1]]
    rows = {
        "rank_first": (before, "rank"),
        "rank_last": (after, "rank"),
        "change": (before - after, "rank"),
        "change_low": (low, "rank"),
        "change_high": (high, "rank"),
        "up": ((gained > 0).mean(axis=0), "share"),
        "down": ((gained < 0).mean(axis=0), "share"),
    }
    measures: Measures = {name: (values, np.full(values.shape, "E"), unit) for name, (values, unit) in rows.items()}
    return stack(call, measures, {"area": built.table.units})


def sensitivity(call: Call, built: Built, simulated: Simulated, seed: int) -> Result:
    """What the doubt about ranks is due to: measures share, low, high, first, total; axes source, area.

    Sources are the inputs that vary and `methods`, the choices of method together; `all` as an area is the sum
    of the variances of all areas. Shares are Shapley's: those of the groups add up to 1.
    """
    ranks = simulated.ranks.reshape(simulated.scores.shape)
    members = [each in METHODS for each in simulated.inputs]
    groups = [len(members) if method else i for i, method in enumerate(members)]
    found = shares(ranks, generator(seed, "wellbeing.sensitivity"), groups, pooled=True)
    names = [each.value for each in simulated.inputs] + (["methods"] if sum(members) > 1 else [])
    parts = {"share": found.shapley, "low": found.low, "high": found.high, "first": found.first, "total": found.total}
    measures: Measures = {name: (v, np.where(np.isnan(v), "", "E"), "share") for name, v in parts.items()}
    return stack(call, measures, {"source": tuple(names), "area": (*built.table.units, ALL)})


def factorial_result(call: Call, built: Built, methods: tuple[Input, ...], scores: Floats) -> Result:
    """What each choice of method does to ranks, exactly: measures share, first, total, shift; axes source, area.

    Shares of the variance of ranks over all combinations, each equally likely; `shift` is the mean absolute
    change of rank against the index itself when this choice alone is changed. `all` pools all areas.
    """
    ranks = rank(scores[..., None], descending=True)[..., 0]
    values = factorial_values(ranks, len(methods))
    values = np.column_stack([values, values.sum(axis=1)])
    variance = values[-1]
    weights = shapley_weights(len(methods))
    single = [1 << i for i in range(len(methods))]
    lacking = [len(values) - 1 - one for one in single]
    base = ranks[(0,) * len(methods)]
    moved = []
    for i in range(len(methods)):
        along = ranks[tuple(slice(1, None) if j == i else 0 for j in range(len(methods)))]
        change = np.abs(along - base).mean(axis=0)
        moved.append(np.append(change, change.mean()))
    with np.errstate(invalid="ignore"):
        parts = {
            "share": (weights @ values / variance, "share"),
            "first": (values[single] / variance, "share"),
            "total": (1 - values[lacking] / variance, "share"),
            "shift": (np.array(moved), "rank"),
        }
    measures: Measures = {n: (v, np.where(np.isnan(v), "", "E"), unit) for n, (v, unit) in parts.items()}
    return stack(call, measures, {"source": tuple(m.value for m in methods), "area": (*built.table.units, ALL)})


def _estimate(values: Floats, status: Codes, name: str) -> Codes:
    """Scores and ranks have the status of their figures, what is drawn is an estimate."""
    return status if name in ("score", "rank") else np.full(values.shape, "E")

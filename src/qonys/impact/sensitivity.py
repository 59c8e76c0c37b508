"""What a result depends on most: Shapley shares of its variance among parameters or groups of them."""

from __future__ import annotations

from difflib import get_close_matches
from enum import Enum

import numpy as np

from qonys.errors import CannotCompute, NotFound
from qonys.impact.kernels.draws import stratified
from qonys.impact.question import Column, Question, columns_of
from qonys.impact.results import LEVEL
from qonys.impact.simulator import draw, regional
from qonys.model import Call
from qonys.model.result import Floats, Measures, Result, stack
from qonys.numerics.generators import generator
from qonys.numerics.shapley import mixtures, shares

MOST_PARTS = 7
"""So many parameters stand alone; the others together are one more."""
CHUNK = 20_000
"""Runs of the model at once."""
REST = "others"


class By(Enum):
    """What the variance is shared among."""

    GROUP = "group"
    PARAMETER = "parameter"


def sensitivity(
    call: Call, question: Question, target: str, by: By = By.GROUP, blocks: int = 400, *, seed: int = 1
) -> Result:
    """Shares of the variance of one measure of the region: axes measure, source.

    Measures: share (Shapley), low, high (its interval of 90 %), first (alone), total (with all interplay).
    By parameter, the seven that move the target most stand alone and the rest stand together as `others`.

    Parameters
    ----------
    call : Call
    question : Question
    target : str
        A measure of `region_result`.
    by : By
    blocks : int
        Pairs of draws; each costs 2^p runs of the model, p the number of sources.
    seed : int

    Raises
    ------
    NotFound
        If there is no such measure, or the figures do not carry it.
    CannotCompute
        If the measure does not depend on any parameter.

    References
    ----------
    Song, Nelson, Staum (2016), SIAM/ASA J. Uncertainty Quantification 4(1), 1060-1083.
    """
    random = generator(seed, "impact.sensitivity")
    columns = columns_of(question)
    # Two halves of one stratified draw: blocks differ by less than independent ones would, so that the intervals,
    # which take them for independent, are wide rather than narrow.
    pair = stratified(2 * blocks, len(columns), random).reshape(2, blocks, len(columns))
    sources = _sources(question, columns, target, by, pair)
    names = tuple(dict.fromkeys(sources.values()))
    owner = np.array([names.index(sources[c.id]) if c.id in sources else 0 for c in columns])
    mixed = mixtures(len(names))[:, owner]
    # A column that moves nothing may be taken from either draw.
    outputs = np.empty((blocks, len(mixed)))
    step = max(1, CHUNK // len(mixed))
    for start in range(0, blocks, step):
        first, second = pair[:, start : start + step, None, :]
        at = np.where(mixed, second, first)
        outputs[start : start + step] = _target(question, at.reshape(-1, len(columns)), target).reshape(at.shape[:2])
    found = shares(outputs[..., None], random, level=LEVEL)
    status, order = np.full(len(names), "E"), np.argsort(-found.shapley[:, 0], kind="stable")
    measures: Measures = {
        name: (values[order, 0], status, "share")
        for name, values in (
            ("share", found.shapley), ("low", found.low), ("high", found.high), ("first", found.first),
            ("total", found.total),
        )
    }  # fmt: skip
    return stack(call, measures, {"source": tuple(names[i] for i in order)})


def _sources(question: Question, columns: tuple[Column, ...], target: str, by: By, pair: Floats) -> dict[str, str]:
    """The source that each parameter belongs to; a parameter that does not move the target has none."""
    few = pair[:, : min(100, pair.shape[1])]
    before = _target(question, few[0], target)
    moved = {}
    for i, column in enumerate(columns):
        at = few[0].copy()
        at[:, i] = few[1, :, i]
        moved[column.id] = float(np.mean((_target(question, at, target) - before) ** 2))
    least = 1e-20 * float(np.mean(before**2))
    acting = [c for c in columns if moved[c.id] > least]
    if not acting:
        raise CannotCompute("impact-nothing-varies", where=target, fix="", name=target)
    if by is By.GROUP:
        return {c.id: c.group for c in acting}
    first = sorted(acting, key=lambda c: -moved[c.id])
    alone = MOST_PARTS if len(first) > MOST_PARTS + 1 else MOST_PARTS + 1
    return {c.id: c.id if place < alone else REST for place, c in enumerate(first)}


def _target(question: Question, at: Floats, target: str) -> Floats:
    found = regional(question, draw(question, at))
    if target not in found:
        near = ", ".join(get_close_matches(target, found, n=3) or tuple(found)[:5])
        raise NotFound("impact-unknown-target", where=question.area, fix=near, name=target)
    return found[target]

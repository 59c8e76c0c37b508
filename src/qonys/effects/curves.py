"""The specification curve of an effect: every defensible combination of choices, and joint tests of them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qonys.effects.counts import refuse_counts
from qonys.effects.estimate import told
from qonys.effects.judged import Options
from qonys.effects.kernels.absorb import Specification as Arrays
from qonys.effects.kernels.choices import ChoiceShares, share_out
from qonys.effects.kernels.curve import Curve as Estimates
from qonys.effects.kernels.curve import Joint, JointOptions, Summary, joint, summarise
from qonys.effects.kernels.curve import curve as estimated
from qonys.effects.sample import Regression, regression
from qonys.errors import CannotCompute
from qonys.model import Call
from qonys.model.grid import Grid
from qonys.model.result import Result
from qonys.model.specification import Specification
from qonys.numerics.generators import generator

Made = tuple[tuple[Specification, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Curve:
    """Estimates of all specifications that the figures carry, with what they say together."""

    base: Specification
    specifications: tuple[Specification, ...]
    choices: tuple[str, ...]
    """Choices that were varied."""
    taken: np.ndarray
    """(specification, choice): number of the alternative."""
    estimates: Estimates
    summary: Summary
    joint: Joint
    shares: ChoiceShares
    failed: tuple[tuple[str, str], ...]
    """Specifications that could not be estimated, and the code of the reason."""


def curve(
    figures: Callable[[Specification], Grid],
    base: Specification,
    made: Made,
    choices: tuple[str, ...],
    options: Options | None = None,
) -> Curve:
    """Estimate every specification and test them together.

    Parameters
    ----------
    figures : gives the figures that a specification needs
    base : the specification that the others vary
    made : specifications, each with the number of the alternative that it takes in each choice
    choices : names of the choices
    options : draws and seed of the joint tests

    Raises
    ------
    CannotCompute
        If none of them can be estimated, or the study asks for Poisson.
    """
    refuse_counts(base)
    chosen = options or Options()
    numbers = Numbers()
    arrays: list[Arrays] = []
    kept: list[int] = []
    failed = []
    for i, (specification, _) in enumerate(made):
        try:
            one = regression(figures(specification), specification)
        except CannotCompute as error:
            failed.append((str(i), error.code))
            continue
        arrays.append(arrays_of(one, i, numbers))
        kept.append(i)
    found = estimated(arrays)
    tested = joint(found, generator(chosen.seed, "effects.curve"), JointOptions(draws=chosen.draws))
    taken = np.array([made[i][1] for i in kept], dtype=np.int64).reshape(len(kept), len(choices))
    use = found.counted
    shares = share_out(found.standardised[use], taken[use])
    specifications = tuple(made[i][0] for i in kept)
    return Curve(base, specifications, choices, taken, found, summarise(found), tested, shares, tuple(failed))


class Numbers:
    """One numbering of clusters for all specifications: units with a common code share a number, one in each."""

    def __init__(self) -> None:
        self._codes: list[set[str]] = []

    def of(self, labels: Sequence[str]) -> dict[str, int]:
        """A number for each label of one specification."""
        given: dict[str, int] = {}
        for label in labels:
            codes = set(label.split("+"))
            free = [n for n, known in enumerate(self._codes) if known & codes and n not in given.values()]
            if not free:
                self._codes.append(set())
                free = [len(self._codes) - 1]
            self._codes[free[0]] |= codes
            given[label] = free[0]
        return given


def arrays_of(one: Regression, label: int, numbers: Numbers) -> Arrays:
    """The kernel's arrays: controls join the fixed effects, clusters are numbered alike everywhere."""
    groups = one.specification.clusters
    names = [one.areas[a] for a in one.area] if not groups else [str(c) for c in one.cluster]
    given = numbers.of(tuple(dict.fromkeys(names)))
    codes = np.array([given[name] for name in names], dtype=np.int64)
    nuisance = np.column_stack([one.nuisance, one.x[:, 1:]])
    return Arrays(label, one.y, one.x[:, 0], codes, nuisance, one.weights)


MEASURES = ("estimate", "low", "high", "p", "p_wild", "standardised", "observations", "clusters")


def table(call: Call, found: Curve) -> Result:
    """Each specification in the order of its effect; measures of the effect of one step, p by t and by bootstrap.

    Axis specification: what it takes in each choice, `lag=1 weights= …`.
    """
    from scipy.special import stdtrit

    e = found.estimates
    order = np.argsort(e.coefficients, kind="stable")
    reach = stdtrit(e.clusters - 1, 0.975) * e.errors
    ends = [told(found.base, e.coefficients + sign * reach) for sign in (0, -1, 1)]
    values = np.stack([*ends, e.p, found.joint.p, e.standardised, e.observations, e.clusters])[:, order]
    labels = tuple(_label(found, int(i)) for i in order)
    units = dict.fromkeys(MEASURES, "ratio") | {"observations": "count", "clusters": "count"}
    effect = unit_of(found.base)
    units |= {"estimate": effect, "low": effect, "high": effect}
    return Result(call, {"measure": MEASURES, "specification": labels}, values, np.full(values.shape, "E"), units)


def unit_of(specification: Specification) -> str:
    """The unit of an effect: a share of the outcome, or the outcome's own."""
    return "share" if specification.relative else "outcome_units"


def _label(found: Curve, i: int) -> str:
    parts = []
    for name, number in zip(found.choices, found.taken[i], strict=True):
        parts.append(f"{name}={_written(found.specifications[i], name)}#{number}")
    return " ".join(parts) or found.base.id


def _written(s: Specification, choice: str) -> str:
    """What a specification takes in one choice, in few letters."""
    sample = s.sample
    shown: dict[str, object] = {
        "transform": s.outcome.transform.value, "lag": s.exposure.lag,
        "controls": "+".join(v.series for v in s.controls), "fixed": "+".join(f.value for f in s.fixed),
        "weights": s.weights, "first": sample.first, "borders": sample.borders or "stable",
        "without": "+".join(sample.without), "skip": "+".join(sample.skip),
    }  # fmt: skip
    return str(shown[choice]) or "none"


SUMMARY = (
    "specifications", "failed", "positive", "negative", "significant_positive", "significant_negative", "median",
    "median_standardised", "p_median", "p_share", "p_stouffer",
)  # fmt: skip


def summary(call: Call, found: Curve) -> Result:
    """What all specifications say together: shares of signs, the median effect, p of the joint tests.

    Axis `about`: all, and one entry for each choice, with its Shapley share of the variance of the estimates.
    """
    s, j = found.summary, found.joint
    whole = [
        s.specifications, len(found.failed), s.positive, s.negative, s.significant_positive, s.significant_negative,
        float(told(found.base, np.array(s.median))), s.median_standardised, j.median.p, j.share.p, j.stouffer.p,
    ]  # fmt: skip
    measures = (*SUMMARY, "choice_share")
    values = np.full((len(measures), 1 + len(found.choices)), np.nan)
    values[: len(SUMMARY), 0] = whole
    values[-1, 1:] = found.shares.shapley
    shares = ("positive", "negative", "significant_positive", "significant_negative", "choice_share")
    units = {m: "share" if m in shares else "ratio" for m in measures}
    units |= {"specifications": "count", "failed": "count", "median": unit_of(found.base)}
    status = np.where(np.isnan(values), "", "E")
    return Result(call, {"measure": measures, "about": ("all", *found.choices)}, values, status, units)

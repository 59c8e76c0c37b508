"""Estimates of an outcome of 0 or more: Poisson pseudo-maximum likelihood of a specification, and its inferences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qonys.effects.fixed import one_cluster
from qonys.effects.kernels.least_squares import Fit
from qonys.effects.kernels.poisson_panel import CountFit, Counts, count_effects, jackknife
from qonys.effects.kernels.poisson_scores import CountPanel, linearised, score_test
from qonys.effects.kernels.wild import WildOptions, WildTest
from qonys.effects.sample import Regression
from qonys.errors import BadInput, CannotCompute
from qonys.model.result import Floats
from qonys.model.specification import Estimator, Fixed, Specification, Transform
from qonys.numerics.generators import generator


def is_count(specification: Specification) -> bool:
    """Whether coefficients are found by Poisson pseudo-maximum likelihood."""
    return specification.estimator is Estimator.POISSON


def refuse_counts(specification: Specification) -> None:
    """Stop where a step is made for least squares alone.

    Raises
    ------
    CannotCompute
        For a Poisson specification.
    """
    if is_count(specification):
        raise CannotCompute(
            "effect-poisson-only",
            where=specification.id,
            fix='transform = "log" of the outcome, without estimator = "poisson"',
            name=specification.id,
        )


def refuse_unfit(specification: Specification) -> None:
    """Stop where a Poisson model does not take what it is given.

    Raises
    ------
    BadInput
        With instruments, or an outcome that is transformed: logarithms and changes may be negative.
    """
    if specification.instruments:
        raise BadInput(
            "effect-poisson-iv",
            where=specification.id,
            fix="leave the instruments out, or take least squares of the logarithm",
            name=specification.id,
        )
    if specification.outcome.transform is not Transform.LEVEL:
        raise BadInput(
            "effect-poisson-transform",
            where=specification.outcome.name,
            fix='transform = "level": effects are relative without a logarithm',
            name=specification.outcome.name,
        )


def informative(arrays: Regression) -> tuple[Regression, CountFit]:
    """The rows that inform a Poisson estimate, and the estimate; separated zeros and lone rows are counted out.

    A zero is separated where any small enough mean fits it, such as in an area with zeros alone: it says nothing, and
    an estimate with it would run off to infinity (Correia, Guimarães, Zylkin 2019).

    Raises
    ------
    BadInput
        If an outcome is negative, or a weight is 0.
    CannotCompute
        If nothing or one cluster is left, or the steps do not settle.
    """
    _refuse_negative(arrays)
    found = count_effects(_model(arrays), (arrays.cluster,))
    out = [*found.separated, *found.singletons]
    if not out:
        return arrays, found
    keep = np.delete(np.arange(len(arrays.y)), out)
    cluster = np.unique(arrays.cluster[keep], return_inverse=True)[1].ravel()
    if not cluster.any():
        raise one_cluster(arrays.specification)
    counted = (("separated", len(found.separated)), ("alone", len(found.singletons)))
    nuisance = arrays.nuisance[keep]
    return replace(
        arrays, y=arrays.y[keep], x=arrays.x[keep], z=arrays.z[keep], nuisance=nuisance[:, nuisance.any(axis=0)],
        weights=None if arrays.weights is None else arrays.weights[keep], area=arrays.area[keep],
        period=arrays.period[keep], cluster=cluster, dropped=(*arrays.dropped, *(c for c in counted if c[1])),
        points=None if arrays.points is None else arrays.points[keep],
        named=tuple(arrays.named[g] for g in np.unique(arrays.cluster[keep])) if arrays.named else (),
    ), replace(found, whole=replace(found.whole, fitted=found.whole.fitted[keep]))  # fmt: skip


def fit_counts(arrays: Regression, found: CountFit) -> Fit:
    """A Poisson estimate as the weighted regression of its last step, which covariances are taken of."""
    return linearised(arrays.y, arrays.x, arrays.nuisance, found.whole.fitted, arrays.weights, found.coefficients)


def leave_out(arrays: Regression) -> Floats:
    """The covariance (k, k) from leaving out each cluster in turn (CRV3), every time with a new fit.

    Raises
    ------
    CannotCompute
        If there are fewer than three clusters, or no estimate without one of them.
    """
    return jackknife(_model(arrays), arrays.cluster).covariance


def tested(arrays: Regression, fitted: Fit, error: float, nested: int, options: WildOptions, seed: int) -> WildTest:
    """The score bootstrap of the exposure."""
    beside = np.column_stack([arrays.nuisance, arrays.x[:, 1:]])
    panel = CountPanel(arrays.y, arrays.x[:, 0], beside, arrays.cluster, arrays.weights)
    random = generator(seed, "effects.wild-score")
    return score_test(panel, (float(fitted.coefficients[0]), error), random, options, nested=nested)


def _model(arrays: Regression) -> Counts:
    fixed = arrays.specification.fixed
    effects = ((Fixed.AREA, arrays.area), (Fixed.PERIOD, arrays.period))
    taken = tuple(labels for which, labels in effects if which in fixed)
    trends = arrays.nuisance if Fixed.TREND in fixed or arrays.specification.crossed else None
    return Counts(arrays.y, arrays.x, taken, trends, arrays.weights)


def _refuse_negative(arrays: Regression) -> None:
    wrong = np.flatnonzero(arrays.y < 0)
    if len(wrong):
        cells = [f"{arrays.areas[arrays.area[i]]} {arrays.periods[arrays.period[i]]}" for i in wrong[:5]]
        raise BadInput(
            "effect-negative-outcome",
            where=f"{arrays.specification.outcome.name}: {', '.join(cells)}",
            fix="an outcome of 0 or more, or least squares",
            count=len(wrong),
        )

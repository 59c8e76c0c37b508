"""Every inference that applies to a regression, and which of them keeps its size with few clusters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from qonys.effects.counts import is_count, leave_out
from qonys.effects.judged import Inference, Options, empty, iv_data, nested
from qonys.effects.kernels.bias_reduced import crv2
from qonys.effects.kernels.covariance import classical, clustered, robust, vanishes
from qonys.effects.kernels.jackknife import jackknife, jackknife_iv
from qonys.effects.kernels.least_squares import RANK_TOLERANCE, Fit, root_weights
from qonys.effects.kernels.serial import default_lags, driscoll_kraay
from qonys.effects.kernels.spatial import Reach, conley
from qonys.effects.kernels.weak import conditional_f, strength
from qonys.effects.resampled import RESAMPLED
from qonys.effects.sample import Regression
from qonys.effects.validity import Method, design_of, keeps_size
from qonys.errors import CannotCompute
from qonys.model.result import Floats


def inferences(arrays: Regression, fitted: Fit, options: Options) -> tuple[Inference, ...]:
    """Each term by each method that applies to it; the resampling ones to the exposure alone.

    A method that has no answer for these figures is there without error, p and interval, and says why: a coefficient
    that hangs on one cluster has no jackknife.
    """
    found = []
    apply = methods_for(arrays)
    for method in (m for m in options.methods or apply if m in apply):
        terms = range(len(arrays.terms)) if method in _MATRICES else range(1)
        for number in terms:
            try:
                found.append(infer(method, arrays, fitted, number, options))
            except CannotCompute as error:
                found.append(empty(method, arrays, number, float(fitted.coefficients[number]), error.code))
    return tuple(found)


def methods_for(arrays: Regression) -> tuple[Method, ...]:
    """Methods that apply to a regression."""
    names = [Method.CLASSICAL, Method.ROBUST, Method.CLUSTER, Method.JACKKNIFE]
    if is_count(arrays.specification):
        names = [*names[1:], Method.SCORE]
    elif arrays.instrumented:
        if arrays.estimated == 1:
            names += [Method.EFFICIENT, Method.ANDERSON_RUBIN]
    else:
        names += [Method.BIAS_REDUCED, Method.WILD, Method.SIGNS, Method.WILD_JACKKNIFE]
        if _balanced(arrays):
            names.append(Method.RANDOMISATION)
    if len(np.unique(arrays.period)) > 2:
        names.append(Method.DRISCOLL_KRAAY)
        if arrays.points is not None:
            names.append(Method.CONLEY)
    return tuple(names)


def infer(method: Method, arrays: Regression, fitted: Fit, number: int, options: Options) -> Inference:
    """One term by one method.

    Raises
    ------
    CannotCompute
        If the method has no answer for these figures.
    """
    if method in _MATRICES:
        made = _by_matrix(method, arrays, fitted, number, options)
    else:
        made = RESAMPLED[method](arrays, fitted, options)
    if made.flag or made.reason:
        return made
    return replace(made, holds=keeps_size(method, design_of(arrays, fitted, number, strength_of(arrays))))


def strength_of(arrays: Regression) -> float | None:
    """Effective F of the instruments, the smallest conditional F of several regressors; none without instruments."""
    if not arrays.instrumented:
        return None
    data = iv_data(arrays)
    return float(conditional_f(data).min()) if arrays.estimated > 1 else strength(data).effective


def _by_matrix(method: Method, arrays: Regression, fitted: Fit, number: int, options: Options) -> Inference:
    found = _MATRICES[method](arrays, fitted, options)
    estimate, variance = float(fitted.coefficients[number]), float(found.covariance[number, number])
    if not found.positive or not variance >= 0:
        return replace(empty(method, arrays, number, estimate, "effect-not-positive"), flag="not-positive")
    spread = Spread(estimate, float(np.sqrt(variance)), float(np.broadcast_to(found.df, len(arrays.terms))[number]))
    reason = _nothing(arrays, fitted, number, spread.se)
    if reason:
        return empty(method, arrays, number, estimate, reason)
    return _by_t(method, arrays, number, spread, options.level)


def _nothing(arrays: Regression, fitted: Fit, number: int, error: float) -> str:
    """Why an error is nothing: the figures are fitted exactly, or it is 0 by algebra, whatever they are."""
    if is_exact(arrays, fitted):
        return "effect-no-scatter"
    return "effect-no-error" if vanishes(error, fitted.regressors @ fitted.bread[:, number], fitted.residuals) else ""


def is_exact(arrays: Regression, fitted: Fit) -> bool:
    """Whether a regression fits the outcome up to rounding: nothing is left to judge errors by."""
    size = float(np.linalg.norm(arrays.y * root_weights(arrays.weights, len(arrays.y))))
    return float(np.linalg.norm(fitted.residuals)) <= RANK_TOLERANCE * size


class Matrix(NamedTuple):
    """A covariance (k, k) of coefficients, degrees of freedom of all or of each (k,), whether it is a covariance."""

    covariance: Floats
    df: float | Floats
    positive: bool = True


class Spread(NamedTuple):
    """An estimate, its standard error, and the degrees of freedom of its t value."""

    estimate: float
    se: float
    df: float


def _by_t(method: Method, arrays: Regression, number: int, spread: Spread, level: float) -> Inference:
    from scipy.stats import t as student

    estimate, se, df = spread
    reach = float(student.ppf((1 + level) / 2, df)) * se
    p = float(2 * student.sf(abs(estimate / se), df))
    ends = (estimate - reach, estimate + reach)
    return Inference(arrays.terms[number], method, estimate, se, estimate / se, df, p, *ends, holds=False)


def _clustered(arrays: Regression, fitted: Fit, options: Options) -> Matrix:
    return Matrix(clustered(fitted, arrays.cluster, nested=nested(arrays)), arrays.clusters - 1)


def _equal(arrays: Regression, fitted: Fit, options: Options) -> Matrix:
    return Matrix(classical(fitted), fitted.observations - fitted.parameters)


def _unequal(arrays: Regression, fitted: Fit, options: Options) -> Matrix:
    return Matrix(robust(fitted), fitted.observations - fitted.parameters)


def _over_time(arrays: Regression, fitted: Fit, options: Options) -> Matrix:
    periods = len(np.unique(arrays.period))
    return Matrix(driscoll_kraay(fitted, arrays.period, _lags(arrays, options)), periods - 1)


def _over_space(arrays: Regression, fitted: Fit, options: Options) -> Matrix:
    assert arrays.points is not None
    reach = Reach(options.cutoff, _lags(arrays, options))
    found = conley(fitted, arrays.points, arrays.area, arrays.period, reach)
    return Matrix(found.covariance, fitted.observations - fitted.parameters, found.positive)


def _jackknife(arrays: Regression, fitted: Fit, options: Options) -> Matrix:
    if is_count(arrays.specification):
        return Matrix(leave_out(arrays), arrays.clusters - 1)
    if arrays.instrumented:
        z = np.column_stack([arrays.z, arrays.x[:, arrays.estimated :]])
        found = jackknife_iv((arrays.y, arrays.x, z), arrays.cluster, arrays.nuisance, arrays.weights)
    else:
        found = jackknife(arrays.y, arrays.x, arrays.cluster, arrays.nuisance, arrays.weights)
    return Matrix(found.covariance(), arrays.clusters - 1)


def _bias_reduced(arrays: Regression, fitted: Fit, options: Options) -> Matrix:
    found = crv2(fitted, arrays.cluster, arrays.nuisance, arrays.weights)
    return Matrix(found.covariance, found.degrees_of_freedom)


_MATRICES: Mapping[Method, Callable[[Regression, Fit, Options], Matrix]] = {
    Method.CLASSICAL: _equal,
    Method.ROBUST: _unequal,
    Method.CLUSTER: _clustered,
    Method.DRISCOLL_KRAAY: _over_time,
    Method.CONLEY: _over_space,
    Method.BIAS_REDUCED: _bias_reduced,
    Method.JACKKNIFE: _jackknife,
}


def _lags(arrays: Regression, options: Options) -> int:
    return default_lags(len(np.unique(arrays.period))) if options.lags is None else options.lags


def _balanced(arrays: Regression) -> bool:
    """Whether every area has the same periods: whole paths can then change places."""
    areas, periods = len(np.unique(arrays.area)), len(np.unique(arrays.period))
    return areas * periods == len(arrays.y) and arrays.weights is None and arrays.x.shape[1] == 1

"""Every inference that applies to a regression, and which of them keeps its size with few clusters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from qonys.effects.counts import is_count, leave_out, tested
from qonys.effects.kernels.absorb import Absorbed, Multipliers, Specification, absorb
from qonys.effects.kernels.bias_reduced import crv2
from qonys.effects.kernels.covariance import classical, clustered, errors, nested_parameters, robust
from qonys.effects.kernels.iv_data import IvData
from qonys.effects.kernels.jackknife import jackknife, jackknife_iv
from qonys.effects.kernels.least_squares import Fit
from qonys.effects.kernels.randomisation import randomise
from qonys.effects.kernels.serial import default_lags, driscoll_kraay
from qonys.effects.kernels.spatial import Reach, conley
from qonys.effects.kernels.wild import Residuals, WildOptions, WildTest, wild_test
from qonys.effects.kernels.wild_iv import Instrumented, instrumented, wild_ar_test, wild_iv_test
from qonys.effects.sample import Regression
from qonys.effects.validity import Method, keeps_size
from qonys.errors import CannotCompute
from qonys.model.result import Floats
from qonys.model.specification import Fixed
from qonys.numerics.generators import generator


@dataclass(frozen=True, slots=True)
class Options:
    """How inference is made."""

    draws: int = 9_999
    seed: int = 20240801
    level: float = 0.95
    lags: int | None = None
    """Of serial dependence; none: by the rule of Newey and West."""
    cutoff: float = 700.0
    """Kilometres that spatial dependence reaches."""
    methods: tuple[Method, ...] = ()
    """None named: all that apply."""


@dataclass(frozen=True, slots=True)
class Inference:
    """One term by one method. Ends may be infinite: no value was rejected on that side."""

    term: str
    method: Method
    estimate: float
    se: float
    t: float
    df: float
    p: float
    low: float
    high: float
    holds: bool
    """Whether the test keeps its size with so few clusters."""
    flag: str = ""
    """What is wrong with it: `not-positive`, a covariance that gives some combination a negative variance."""


def inferences(arrays: Regression, fitted: Fit, options: Options) -> tuple[Inference, ...]:
    """Each term by each method that applies to it; the resampling ones to the exposure alone."""
    found = []
    apply = methods_for(arrays)
    for method in (m for m in options.methods or apply if m in apply):
        terms = range(len(arrays.terms)) if method in _MATRICES else range(1)
        for number in terms:
            try:
                found.append(infer(method, arrays, fitted, number, options))
            except CannotCompute:
                continue  # e.g. a coefficient that hangs on one cluster has no jackknife
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
        found = _MATRICES[method](arrays, fitted, options)
        df = float(np.broadcast_to(found.df, len(arrays.terms))[number])
        variance = max(float(found.covariance[number, number]), 0.0)
        spread = Spread(float(fitted.coefficients[number]), float(np.sqrt(variance)), df)
        made = _by_t(method, arrays, number, spread, options.level)
        return made if found.positive else replace(made, holds=False, flag="not-positive")
    return _RESAMPLED[method](arrays, fitted, options)


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
    t = estimate / se if se > 0 else np.nan
    reach = float(student.ppf((1 + level) / 2, df)) * se
    p = float(2 * student.sf(abs(t), df))
    holds = keeps_size(method, arrays, number)
    return Inference(arrays.terms[number], method, estimate, se, t, df, p, estimate - reach, estimate + reach, holds)


def nested(arrays: Regression) -> int:
    """Parameters of fixed effects that lie inside clusters."""
    fixed = arrays.specification.fixed
    inside = nested_parameters(arrays.area, arrays.cluster)
    return inside * ((Fixed.AREA in fixed) + (Fixed.TREND in fixed))


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


def absorbed(arrays: Regression) -> Absorbed:
    """Outcome and exposure with controls and fixed effects taken out."""
    beside = np.column_stack([arrays.nuisance, arrays.x[:, 1:]])
    return absorb(Specification(0, arrays.y, arrays.x[:, 0], arrays.cluster, beside, arrays.weights))


def _wild(method: Method, law: Multipliers, residuals: Residuals) -> Callable[[Regression, Fit, Options], Inference]:
    def run(arrays: Regression, fitted: Fit, options: Options) -> Inference:
        chosen = WildOptions(options.draws, law, residuals, options.level)
        random = generator(options.seed, f"effects.{method.value}")
        return _tested(method, arrays, wild_test(absorbed(arrays), random, chosen, nested=nested(arrays)))

    return run


def _score(arrays: Regression, fitted: Fit, options: Options) -> Inference:
    error = float(errors(_clustered(arrays, fitted, options).covariance)[0])
    chosen = WildOptions(draws=options.draws, level=options.level)
    return _tested(Method.SCORE, arrays, tested(arrays, fitted, error, nested(arrays), chosen, options.seed))


def _efficient(arrays: Regression, fitted: Fit, options: Options) -> Inference:
    left = _instruments(arrays)
    random = generator(options.seed, "effects.wild-efficient")
    chosen = WildOptions(draws=options.draws, level=options.level)
    return _tested(Method.EFFICIENT, arrays, wild_iv_test(left, random, chosen, nested=nested(arrays)))


def _instruments(arrays: Regression) -> Instrumented:
    """Outcome, exposure and instruments with controls and fixed effects taken out."""
    beside = np.column_stack([arrays.nuisance, arrays.x[:, 1:]])
    return instrumented((arrays.y, arrays.x[:, 0], arrays.z), arrays.cluster, beside, arrays.weights)


def iv_data(arrays: Regression) -> IvData:
    """The regression as outcome, endogenous regressors and instruments; controls join the fixed effects."""
    many = arrays.estimated
    beside = np.column_stack([arrays.nuisance, arrays.x[:, many:]])
    return IvData(arrays.y, arrays.x[:, :many], arrays.z, beside, arrays.weights, arrays.cluster, nested(arrays))


def _anderson_rubin(arrays: Regression, fitted: Fit, options: Options) -> Inference:
    """By bootstrap, however weak and however many the instruments are; the ends are those of the outermost pieces.

    Two rays have no ends and print as the whole line; an empty set has none at all.
    """
    random = generator(options.seed, "effects.anderson-rubin")
    found = wild_ar_test(_instruments(arrays), random, WildOptions(draws=options.draws, level=options.level))
    ends = (found.pieces[0][0], found.pieces[-1][1]) if found.pieces else (np.nan, np.nan)
    return Inference(
        arrays.terms[0], Method.ANDERSON_RUBIN, float(fitted.coefficients[0]), np.nan, np.nan, arrays.clusters - 1,
        found.p, *ends, keeps_size(Method.ANDERSON_RUBIN, arrays),
    )  # fmt: skip


def _tested(method: Method, arrays: Regression, test: WildTest) -> Inference:
    return Inference(
        arrays.terms[0], method, test.estimate, test.error, test.t, arrays.clusters - 1, test.p, test.low, test.high,
        keeps_size(method, arrays),
    )  # fmt: skip


def _randomised(arrays: Regression, fitted: Fit, options: Options) -> Inference:
    """Has a p value and no interval: values other than no effect would need effects that are alike everywhere."""
    random = generator(options.seed, "effects.randomisation")
    found = randomise(absorbed(arrays), arrays.x[:, 0], arrays.area, options.draws, random)
    ends = (np.nan, np.nan)
    return Inference(
        arrays.terms[0], Method.RANDOMISATION, found.estimate, np.nan, found.t, np.nan, found.p, *ends,
        keeps_size(Method.RANDOMISATION, arrays),
    )  # fmt: skip


def _balanced(arrays: Regression) -> bool:
    """Whether every area has the same periods: whole paths can then change places."""
    areas, periods = len(np.unique(arrays.area)), len(np.unique(arrays.period))
    return areas * periods == len(arrays.y) and arrays.weights is None and arrays.x.shape[1] == 1


_RESAMPLED: dict[Method, Callable[[Regression, Fit, Options], Inference]] = {
    Method.WILD: _wild(Method.WILD, Multipliers.WEBB, Residuals.PLAIN),
    Method.SIGNS: _wild(Method.SIGNS, Multipliers.RADEMACHER, Residuals.PLAIN),
    Method.WILD_JACKKNIFE: _wild(Method.WILD_JACKKNIFE, Multipliers.WEBB, Residuals.JACKKNIFE),
    Method.SCORE: _score,
    Method.EFFICIENT: _efficient,
    Method.RANDOMISATION: _randomised,
    Method.ANDERSON_RUBIN: _anderson_rubin,
}

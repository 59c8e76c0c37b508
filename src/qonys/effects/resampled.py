"""Inferences by resampling: wild bootstraps, randomisation of paths, the Anderson-Rubin set; of the exposure alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qonys.effects.counts import tested
from qonys.effects.judged import NAN, Inference, Options, ends, nested
from qonys.effects.kernels.absorb import Absorbed, Multipliers, Specification, absorb
from qonys.effects.kernels.confidence_sets import Piece
from qonys.effects.kernels.covariance import clustered, errors
from qonys.effects.kernels.least_squares import Fit
from qonys.effects.kernels.randomisation import randomise
from qonys.effects.kernels.wild import Residuals, WildOptions, WildTest, wild_test
from qonys.effects.kernels.wild_iv import Instrumented, instrumented, wild_ar_test, wild_iv_test
from qonys.effects.sample import Regression
from qonys.effects.validity import Method
from qonys.numerics.generators import generator

Run = Callable[[Regression, Fit, Options], Inference]


def absorbed(arrays: Regression) -> Absorbed:
    """Outcome and exposure with controls and fixed effects taken out."""
    beside = np.column_stack([arrays.nuisance, arrays.x[:, 1:]])
    return absorb(Specification(0, arrays.y, arrays.x[:, 0], arrays.cluster, beside, arrays.weights))


def _wild(method: Method, law: Multipliers, residuals: Residuals) -> Run:
    def run(arrays: Regression, fitted: Fit, options: Options) -> Inference:
        chosen = WildOptions(options.draws, law, residuals, options.level)
        random = generator(options.seed, f"effects.{method.value}")
        return _tested(method, arrays, wild_test(absorbed(arrays), random, chosen, nested=nested(arrays)))

    return run


def _score(arrays: Regression, fitted: Fit, options: Options) -> Inference:
    error = float(errors(clustered(fitted, arrays.cluster, nested=nested(arrays)))[0])
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


def _anderson_rubin(arrays: Regression, fitted: Fit, options: Options) -> Inference:
    """By bootstrap, however weak and however many the instruments are."""
    random = generator(options.seed, "effects.anderson-rubin")
    chosen = WildOptions(draws=options.draws, level=options.level)
    found = wild_ar_test(_instruments(arrays), random, chosen)
    df, several = float(arrays.clusters - 1), _several(found.pieces)
    reason = "" if found.pieces or not options.level else "effect-empty-set"
    return Inference(
        arrays.terms[0], Method.ANDERSON_RUBIN, float(fitted.coefficients[0]), NAN, NAN, df, found.p,
        *ends(found.pieces), holds=False, pieces=several, reason=reason,
    )  # fmt: skip


def _several(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces where they are no single interval."""
    return pieces if len(pieces) > 1 else ()


def _tested(method: Method, arrays: Regression, test: WildTest) -> Inference:
    return Inference(
        arrays.terms[0], method, test.estimate, test.error, test.t, arrays.clusters - 1, test.p, *ends(test.pieces),
        holds=False, pieces=_several(test.pieces),
    )  # fmt: skip


def _randomised(arrays: Regression, fitted: Fit, options: Options) -> Inference:
    """Has a p value and no interval: values other than no effect would need effects that are alike everywhere."""
    random = generator(options.seed, "effects.randomisation")
    found = randomise(absorbed(arrays), arrays.x[:, 0], arrays.area, options.draws, random)
    return Inference(
        arrays.terms[0], Method.RANDOMISATION, found.estimate, NAN, found.t, NAN, found.p, NAN, NAN, holds=False
    )  # fmt: skip


RESAMPLED: dict[Method, Run] = {
    Method.WILD: _wild(Method.WILD, Multipliers.WEBB, Residuals.PLAIN),
    Method.SIGNS: _wild(Method.SIGNS, Multipliers.RADEMACHER, Residuals.PLAIN),
    Method.WILD_JACKKNIFE: _wild(Method.WILD_JACKKNIFE, Multipliers.WEBB, Residuals.JACKKNIFE),
    Method.SCORE: _score,
    Method.EFFICIENT: _efficient,
    Method.RANDOMISATION: _randomised,
    Method.ANDERSON_RUBIN: _anderson_rubin,
}

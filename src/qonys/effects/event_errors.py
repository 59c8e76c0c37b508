"""Errors of effects by time since an event: jackknife, clustered, wild bootstrap; whether a test keeps its size."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.effects.judged import NAN
from qonys.effects.kernels.absorb import Specification, absorb
from qonys.effects.kernels.covariance import cluster_sums, clustered, vanishes
from qonys.effects.kernels.event_study import EventStudy
from qonys.effects.kernels.jackknife import jackknife
from qonys.effects.kernels.least_squares import RANK_TOLERANCE, Ints, dummies
from qonys.effects.kernels.wild import WildOptions, wild_test
from qonys.effects.validity import Design, Method, keeps_size
from qonys.errors import CannotCompute
from qonys.model.result import Floats
from qonys.numerics.generators import generator
from qonys.numerics.seed import SEED


class EventErrors(Enum):
    """What errors and intervals of an event study are made by."""

    JACKKNIFE = "crv3"
    CLUSTER = "crv1"
    WILD = "wild"


@dataclass(frozen=True, slots=True)
class Judged:
    """One effect: error, interval, p, whether the test keeps its size, and why these are missing if they are."""

    effect: float
    se: float = NAN
    low: float = NAN
    high: float = NAN
    p: float = NAN
    holds: bool = False
    reason: str = ""


@dataclass(frozen=True)
class EventInference:
    """The errors of one event study; `few` says that few areas are reached, or few left."""

    found: EventStudy
    y: Floats
    units: Ints
    periods: Ints
    method: Method
    covariance: Floats
    few: bool
    level: float = 0.95
    draws: int = 9_999
    seed: int = SEED

    @property
    def df(self) -> int:
        """Clusters less one."""
        return len(np.unique(self.units)) - 1

    def of(self, weights: Floats, name: str) -> Judged:
        """The combination of coefficients with these weights (k,); `name` tells the draws of one from another's."""
        fit = self.found.fit
        effect = float(weights @ fit.coefficients)
        influence = fit.regressors @ (fit.bread @ weights)
        se = float(np.sqrt(max(float(weights @ self.covariance @ weights), 0.0)))
        reason = self._nothing(se, influence)
        if reason:
            return Judged(effect, reason=reason)
        if self.method is Method.WILD:
            try:
                made = self._wild(weights, name)
            except CannotCompute as error:
                return Judged(effect, reason=error.code)
        else:
            made = self._by_t(effect, se)
        shares = cluster_sums((influence**2)[:, None], self.units)[:, 0]
        design = Design(self.df + 1, tuple((shares / shares.sum()).tolist()), self.few)
        return Judged(*made, keeps_size(self.method, design))

    def _nothing(self, se: float, influence: Floats) -> str:
        residuals = self.found.fit.residuals
        if np.linalg.norm(residuals) <= RANK_TOLERANCE * np.linalg.norm(self.y):
            return "effect-no-scatter"
        return "effect-no-error" if vanishes(se, influence, residuals) else ""

    def _by_t(self, effect: float, se: float) -> tuple[float, float, float, float, float]:
        from scipy.stats import t as student

        reach = float(student.ppf((1 + self.level) / 2, self.df)) * se
        return effect, se, effect - reach, effect + reach, float(2 * student.sf(abs(effect) / se, self.df))

    def _wild(self, weights: Floats, name: str) -> tuple[float, float, float, float, float]:
        """The regression turned so that the combination is one coefficient; the rest of it joins the fixed effects."""
        fit = self.found.fit
        along = weights / (weights @ weights)
        across = np.linalg.svd(weights[None])[2][1:].T
        y = fit.residuals + fit.regressors @ fit.coefficients
        beside = np.column_stack([dummies(self.units), dummies(self.periods), fit.regressors @ across])
        one = Specification(0, y, fit.regressors @ along, self.units, beside)
        options = WildOptions(draws=self.draws, level=self.level)
        random = generator(self.seed, f"effects.events.{name}")
        test = wild_test(absorb(one), random, options, nested=self.found.nested)
        return test.estimate, test.error, test.low, test.high, test.p


def covariance_of(found: EventStudy, units: Ints, nuisance: Floats, asked: EventErrors) -> tuple[Method, Floats]:
    """The covariance asked for; a clustered one where an effect hangs on one area and has no jackknife.

    Raises
    ------
    CannotCompute
        With a single cluster.
    """
    one = found.fit
    if asked is not EventErrors.JACKKNIFE:
        method = Method.CLUSTER if asked is EventErrors.CLUSTER else Method.WILD
        return method, clustered(one, units, nested=found.nested)
    try:
        y = one.residuals + one.regressors @ one.coefficients
        return Method.JACKKNIFE, jackknife(y, one.regressors, units, nuisance).covariance()
    except CannotCompute:
        if len(np.unique(units)) < 2:
            raise
        return Method.CLUSTER, clustered(one, units, nested=found.nested)

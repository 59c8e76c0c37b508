"""Tests of one coefficient of a Poisson panel with few clusters, by bootstrapping the scores under the hypothesis.

How this works. Under a hypothesis the model is fitted without the exposure. One step of weighted least squares from
there leads to the estimate; its clusters' scores are multiplied by one random number each, and the step is taken
again: no draw asks for a new fit. With the mean equal to the weights this is the restricted wild cluster bootstrap of
a linear regression, so that the same products of small matrices serve both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qonys.effects.kernels.absorb import Specification, absorb
from qonys.effects.kernels.inversion import invert
from qonys.effects.kernels.least_squares import Fit, Ints, orthonormal, outside, root_weights
from qonys.effects.kernels.wild import (
    WildOptions,
    WildTest,
    auxiliary,
    bootstrapped,
    equal_tails,
    least_p,
    share_beyond,
)
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

STEPS = 100
"""More steps than any fit that exists has taken."""
SETTLED = 1e-9
"""A step that moves no log mean by more than this is the last."""


@dataclass(frozen=True, slots=True, eq=False)
class CountPanel:
    """n outcomes of 0 or more, all of which inform the estimate: separated zeros and lone rows are out already."""

    y: Floats  # (n,)
    x: Floats  # (n,), the exposure
    nuisance: Floats  # (n, m): fixed effects with the constant, controls; may be collinear
    clusters: Ints  # (n,)
    weights: Floats | None = None  # (n,), above 0


def linearised(y: Floats, x: Floats, nuisance: Floats, mean: Floats, weights: Floats | None, b: Floats) -> Fit:
    """The last step of a Poisson fit as a weighted regression: coefficients b (k,) of x (n, k) at fitted means (n,).

    Its scores are those of the model, its bread the inverse information: robust and clustered covariances apply.
    """
    scale = mean if weights is None else mean * weights
    left, rank = outside(x, nuisance, scale)
    residuals = (y - mean) / mean * root_weights(scale, len(y))
    bread = np.asarray(np.linalg.inv(left.T @ left), np.float64)
    return Fit(b, residuals, left, bread, rank + x.shape[1])


def score_test(
    panel: CountPanel, full: tuple[float, float], generator: np.random.Generator, options: WildOptions | None = None,
    null: float = 0.0, nested: int = 0,
) -> WildTest:  # fmt: skip
    """Test that the coefficient of the exposure is `null`, and the values around the estimate that are not rejected.

    Parameters
    ----------
    full : the estimate of the full fit, and its CRV1 error, by which ends are searched
    nested : parameters inside clusters that small-sample factors do not count

    Raises
    ------
    CannotCompute
        If a restricted fit does not settle.

    References
    ----------
    Kline, Santos (2012), J. Econometric Methods 1(1), 23-41: scores. Cameron, Gelbach, Miller (2008): restricted,
    studentised, by cluster.

    Examples
    --------
    >>> random = np.random.default_rng(5)
    >>> x, area = random.normal(size=120), np.repeat(np.arange(12), 10)
    >>> y = random.poisson(np.exp(1 + 0.5 * x)).astype(float)
    >>> found = score_test(CountPanel(y, x, np.ones((120, 1)), area), (0.5, 0.05), random, WildOptions(draws=999))
    >>> found.p < 0.01, found.low < 0.5 < found.high
    (True, True)
    """
    chosen, (estimate, error) = options or WildOptions(), full
    panel = replace(panel, nuisance=orthonormal(panel.nuisance))
    groups = len(np.unique(panel.clusters))
    values, enumerated = auxiliary(chosen.law, groups, chosen.draws, generator)
    warm = np.log(np.maximum(panel.y, 0.1))

    def statistics(b: float) -> tuple[float, Floats]:
        nonlocal warm
        warm = restricted(panel, b, warm)
        left = absorb(_step(panel, warm))
        seen = left.coefficient / (left.error * left.scale(nested) / left.scale())
        return seen, bootstrapped(left, values, chosen.residuals, nested).statistics(0.0)

    def p(b: float) -> float:
        seen, drawn = statistics(b)
        return share_beyond(abs(seen), np.abs(drawn), enumerated)

    seen, drawn = statistics(null)
    pieces = (invert(p, estimate, error, chosen.level),) if chosen.level else ()
    return WildTest(
        estimate, error, seen, share_beyond(abs(seen), np.abs(drawn), enumerated), equal_tails(seen, drawn, enumerated),
        pieces, values.shape[1], enumerated, groups, least_p(values.shape[1], enumerated),
    )  # fmt: skip


def _step(panel: CountPanel, log_mean: Floats) -> Specification:
    """The step from a restricted fit as a regression of relative residuals, weighted by the means."""
    mean = np.exp(log_mean)
    scale = mean if panel.weights is None else mean * panel.weights
    return Specification(0, (panel.y - mean) / mean, panel.x, panel.clusters, panel.nuisance, scale)


def restricted(panel: CountPanel, b: float, start: Floats) -> Floats:
    """Log means (n,) of the fit whose coefficient of the exposure is held at b.

    `panel.nuisance` has no column that others make up.

    Examples
    --------
    >>> panel = CountPanel(np.array([1.0, 3, 2, 10]), np.array([0.0, 1, 0, 1]), np.ones((4, 1)), np.arange(4))
    >>> np.exp(restricted(panel, 0.0, np.zeros(4))).round(6).tolist()
    [4.0, 4.0, 4.0, 4.0]
    """
    fixed, basis, eta = b * panel.x, panel.nuisance, start
    for _ in range(STEPS):
        mean = np.exp(np.clip(eta, -50, 50))
        root = np.sqrt(mean if panel.weights is None else mean * panel.weights)
        working = eta - fixed + (panel.y - mean) / mean
        columns = basis * root[:, None]
        try:
            found = np.linalg.solve(columns.T @ columns, columns.T @ (working * root))
        except np.linalg.LinAlgError:
            break  # means so far apart that some no longer count
        move = basis @ found + fixed - eta
        eta = eta + move * min(1.0, 5.0 / max(float(np.abs(move).max()), 1e-300))
        if np.abs(move).max() < SETTLED:
            return eta
    raise CannotCompute("poisson-slow", where="outcome")

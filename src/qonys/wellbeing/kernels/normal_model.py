"""Missing figures filled in from a multivariate normal model, as expectations or as random draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.imputation import Imputed, Origin
from qonys.wellbeing.kernels.screening import Mask, figures, moments, refuse_flat

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class EmOptions:
    """How the multivariate normal is estimated."""

    tolerance: float = 1e-8
    """Largest change of a standardised parameter between steps at which it stops."""
    most_steps: int = 2000
    ridge: float = 0.0
    """Weight of the prior that indicators are uncorrelated, in units (rows); needed with few units."""


def impute_normal(values: Floats, options: EmOptions | None = None) -> Imputed:
    """Fill gaps with what a multivariate normal expects given the unit's other figures (EM algorithm).

    Every indicator is regressed on all others at once, with the figures there are; missing at random
    is assumed.

    Parameters
    ----------
    values : (unit, indicator) floats
        Figures, nan where missing.
    options : EmOptions
        When to stop, and the ridge that few units need.

    Returns
    -------
    Imputed
        `error` is the conditional standard deviation, without the doubt about the parameters.

    Raises
    ------
    CannotCompute
        If the covariance is singular (more indicators than units): ask for a ridge; if EM does not settle.

    References
    ----------
    Dempster, Laird, Rubin (1977), J. R. Stat. Soc. B 39(1), 1-38. Schafer (1997), chapter 5, on the ridge.

    Examples
    --------
    >>> x = np.arange(8.0)
    >>> table = np.column_stack([x, 2 * x + np.array([0.1, -0.1] * 4)])
    >>> table[7, 1] = np.nan
    >>> round(float(impute_normal(table).values[7, 1]), 2)
    14.01
    """
    z, mean, sd = _standardised(values)
    chosen = options or EmOptions()
    missing = np.isnan(z)
    centre, covariance = _em(z, chosen)
    filled, deviation, _ = _conditional(z, centre, covariance)
    origin = np.where(missing, Origin.MODEL, Origin.GIVEN).astype(np.int64)
    return Imputed(np.where(missing, filled * sd + mean, values), origin, deviation * sd)


def imputation_draws(
    values: Floats, draws: int, generator: np.random.Generator, options: EmOptions | None = None
) -> Floats:
    """Tables with gaps filled at random, regressions drawn by bootstrapping units (EMB).

    What is left around a regression is drawn from the fit to all units, its variance over the degrees of
    freedom: the maximum likelihood one of a small sample is too small.

    Parameters
    ----------
    values : (unit, indicator) floats
        Figures, nan where missing.
    draws : int
        Tables to make.
    generator : numpy.random.Generator
        The only source of randomness.
    options : EmOptions
        As for `impute_normal`; resampled units need some ridge where there are few.

    Returns
    -------
    (draw, unit, indicator) floats
        Given figures are the same in all draws.

    References
    ----------
    Honaker, King (2010), American Journal of Political Science 54(2), 561-581. Rubin (1987).

    Examples
    --------
    >>> x = np.arange(12.0)
    >>> table = np.column_stack([x, x % 5])
    >>> table[3, 1] = np.nan
    >>> imputation_draws(table, 4, np.random.default_rng(1)).shape
    (4, 12, 2)
    """
    if draws < 1:
        raise BadInput("bad-parameter", where="draws", fix="1 or more", name="draws", text=draws)
    z, mean, sd = _standardised(values)
    chosen = options or EmOptions()
    missing, rows = np.isnan(z), len(z)
    start = _em(z, chosen)
    factors = _conditional(z, *start)[2]
    out = np.broadcast_to(z, (draws, *z.shape)).copy()
    for draw in range(draws):
        sample = z[generator.integers(rows, size=rows)]
        # A sample in which an indicator has one value only says nothing about it: draw again.
        while ((~np.isnan(sample)).sum(axis=0) < 2).any() or (np.nanmax(sample, 0) == np.nanmin(sample, 0)).any():
            sample = z[generator.integers(rows, size=rows)]
        filled = _conditional(z, *_em(sample, chosen, start))[0]
        for row, factor in factors.items():
            filled[row, missing[row]] += factor @ generator.standard_normal(len(factor))
        out[draw][missing] = filled[missing]
    return np.where(missing, out * sd + mean, values)


def _standardised(values: Floats) -> tuple[Floats, Floats, Floats]:
    values = figures(values)
    if values.ndim != 2:
        raise ValueError(f"a normal model needs (unit, indicator), got {values.shape}")
    refuse_flat(values)
    mean, sd = moments(values)
    return (values - mean) / sd, mean, sd


def _patterns(z: Floats) -> list[tuple[Mask, Ints]]:
    """Each set of missing indicators and the rows that have it."""
    kinds, which = np.unique(np.isnan(z), axis=0, return_inverse=True)
    return [(kind, np.flatnonzero(which.ravel() == i)) for i, kind in enumerate(kinds)]


def _em(z: Floats, options: EmOptions, start: tuple[Floats, Floats] | None = None) -> tuple[Floats, Floats]:
    n, k = z.shape
    mean, covariance = start or (np.zeros(k), np.eye(k))
    new_covariance: Floats
    patterns = _patterns(z)
    for _ in range(options.most_steps):
        filled, extra = z.copy(), np.zeros((k, k))
        for kind, rows in patterns:
            if kind.any():
                fit, left = _regress(mean, covariance, kind)
                filled[np.ix_(rows, kind)] = mean[kind] + (z[np.ix_(rows, ~kind)] - mean[~kind]) @ fit
                extra[np.ix_(kind, kind)] += len(rows) * left
        new_mean = filled.sum(axis=0) / n
        centred = filled - new_mean
        scatter = centred.T @ centred + extra
        prior = np.diag(np.diag(scatter) / n)
        new_covariance = (scatter + options.ridge * prior) / (n + options.ridge)
        change = max(np.abs(new_mean - mean).max(), np.abs(new_covariance - covariance).max())
        mean, covariance = new_mean, new_covariance
        if change < options.tolerance:
            return mean, covariance
    raise CannotCompute("em-unsettled", where="values", fix="a ridge of a few units", text=f"{change:.2g}")


def _regress(mean: Floats, covariance: Floats, kind: Mask) -> tuple[Floats, Floats]:
    """Coefficients of missing on given indicators and the covariance that is left."""
    given, across = covariance[np.ix_(~kind, ~kind)], covariance[np.ix_(~kind, kind)]
    if not len(given):
        return across, covariance
    if np.linalg.eigvalsh(given)[0] < 1e-10:
        columns = np.flatnonzero(~kind).tolist()
        raise CannotCompute("em-singular", where=f"columns {columns}", fix="a ridge, or fewer indicators")
    fit = np.asarray(np.linalg.solve(given, across), np.float64)
    return fit, np.asarray(covariance[np.ix_(kind, kind)] - across.T @ fit, np.float64)


def _conditional(z: Floats, mean: Floats, covariance: Floats) -> tuple[Floats, Floats, dict[int, Floats]]:
    """Expected figures, their standard deviations, and a square root of the covariance by row."""
    filled, deviation = z.copy(), np.zeros(z.shape)
    factors: dict[int, Floats] = {}
    for kind, rows in _patterns(z):
        if kind.any():
            fit, left = _regress(mean, covariance, kind)
            filled[np.ix_(rows, kind)] = mean[kind] + (z[np.ix_(rows, ~kind)] - mean[~kind]) @ fit
            deviation[np.ix_(rows, kind)] = np.sqrt(np.maximum(np.diag(left), 0.0))
            sizes, axes = np.linalg.eigh(left)
            freedom = (~np.isnan(z[:, kind])).sum(axis=0).min()
            inflation = freedom / max(freedom - (~kind).sum() - 1, 1)
            root = axes * np.sqrt(np.maximum(sizes, 0.0) * inflation)
            factors |= {int(row): root for row in rows}
    return filled, deviation, factors

"""Fixed effects with the outcome of a year ago, in panels of few units: the bias of Nickell (1981) taken off.

How this works. After effects of units are taken out, the lagged outcome and the error are correlated,
because both hold the same errors of other years; the covariance is a known polynomial of the persistence
times the error variance. The moments of least squares less that covariance have mean zero at the truth and
are solved for the persistence (Dhaene, Jochmans 2016; Breitung, Kripfganz, Hayakawa 2022). Here the
covariance is a trace with the residual maker of the whole design, so that it is exact with effects of
periods, with exogenous regressors and with gaps, however few the units.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from qonys.effects.kernels.least_squares import Ints, dummies, fit, orthonormal
from qonys.effects.kernels.projections import LongPanel, shifted
from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats

PERSISTENCE_LIMITS = (-1.0, 1.2)
"""Where the persistence is looked for; beyond 1 the outcome explodes, which a short panel may still suggest."""

GRID_STEP = 1e-3


class DynamicErrors(Enum):
    """Standard errors; both are robust to any heteroskedasticity between units."""

    CLUSTERED = "sandwich of the units' moments times G/(G-1) and (n-1)/(n-K)"
    JACKKNIFE = "scatter of the estimates without each unit in turn: safer with few units"


@dataclass(frozen=True)
class DynamicOptions:
    """Effects of periods beside those of units, the standard errors and the level of intervals."""

    period_effects: bool = True
    errors: DynamicErrors = DynamicErrors.CLUSTERED
    level: float = 0.95


@dataclass(frozen=True)
class DynamicFit:
    """A dynamic panel with fixed effects; coefficients are the persistence, then the k regressors."""

    coefficients: Floats  # (1 + k,) corrected
    uncorrected: Floats  # (1 + k,) least squares, biased
    covariance: Floats  # (1 + k, 1 + k)
    moments: Floats  # (units, 1 + k), of each unit at the estimate; they sum to zero
    bread: Floats  # (1 + k, 1 + k): bread @ moments is what each unit adds to the error
    rows: Ints  # (n,) rows of the panel that are used
    units: int
    parameters: int  # coefficients and effects of periods, without those of units
    level: float

    @property
    def standard_errors(self) -> Floats:
        """Of the coefficients (1 + k,)."""
        found: Floats = np.sqrt(np.diag(self.covariance))
        return found

    @property
    def freedom(self) -> int:
        """Degrees of freedom of t: units less one."""
        return self.units - 1

    @property
    def intervals(self) -> Floats:
        """Low and high ends of the coefficients (1 + k, 2)."""
        return _interval(self.coefficients, self.standard_errors, self.freedom, self.level)

    @property
    def reaches_one(self) -> bool:
        """Whether the interval of the persistence holds 1: then a long-run effect need not exist."""
        return bool(self.intervals[0, 1] >= 1)

    @property
    def long_run(self) -> Floats:
        """Effects of a lasting change (k,): coefficient / (1 - persistence); nan if the persistence is 1 or more."""
        rho = self.coefficients[0]
        return np.where(rho < 1, self.coefficients[1:] / (1 - rho if rho < 1 else 1.0), np.nan)

    @property
    def long_run_errors(self) -> Floats:
        """Standard errors of `long_run` (k,) by the delta method: not to be relied on where `reaches_one`."""
        left, effects = 1 - self.coefficients[0], self.long_run
        slopes = np.column_stack([effects / left, np.eye(len(effects)) / left])
        found: Floats = np.sqrt(np.einsum("ij,jk,ik->i", slopes, self.covariance, slopes))
        return found

    @property
    def long_run_intervals(self) -> Floats:
        """Low and high ends of `long_run` (k, 2); -inf and inf where the persistence may be 1."""
        if self.reaches_one:
            return np.tile([-np.inf, np.inf], (len(self.long_run), 1))
        return _interval(self.long_run, self.long_run_errors, self.freedom, self.level)


def _interval(values: Floats, errors: Floats, freedom: int, level: float) -> Floats:
    from scipy.special import stdtrit

    half = stdtrit(freedom, (1 + level) / 2) * errors
    return np.column_stack([values - half, values + half])


def dynamic_effects(panel: LongPanel, options: DynamicOptions | None = None) -> DynamicFit:
    """Bias-corrected fixed effects of y on its lag and on exogenous regressors.

    Errors must not follow each other in time and their variance must not drift over the years; it may differ
    by unit, and the first outcome may be anything. Regressors are strictly exogenous: past outcomes do not move
    them. Units may start late, end early and have gaps: a row needs the figure of the period before it. What bias
    remains is of the order of one by the number of rows: for 14 units of 24 years a tenth of that of least squares.

    Parameters
    ----------
    panel : LongPanel
        `exposure` and `controls` are the regressors, in this order. Weights and instruments are refused.

    Raises
    ------
    BadInput
        If a unit has two rows in one period, or weights or instruments are given.
    CannotCompute
        If fewer than two units have two usable rows, columns are mixtures of each other, or the corrected
        moments have no root below 1.2: the persistence is too close to 1 for the panel's length.

    References
    ----------
    Nickell (1981), Econometrica 49(6), 1417-1426.
    Dhaene, Jochmans (2016), Econometric Theory 32(5), 1178-1215.
    Breitung, Kripfganz, Hayakawa (2022), Econometrics and Statistics 24, 116-132.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> x, y = random.normal(size=(2, 16, 25))
    >>> for t in range(1, 25):
    ...     y[:, t] += 0.6 * y[:, t - 1] + x[:, t]
    >>> units, periods = np.repeat(np.arange(16), 25), np.tile(np.arange(25), 16)
    >>> found = dynamic_effects(LongPanel(y.ravel(), x.ravel(), units, periods))
    >>> bool(found.uncorrected[0] < found.coefficients[0]), found.reaches_one
    (True, False)
    """
    chosen = options or DynamicOptions()
    _refuse_unsupported(panel)
    design = _design(panel, chosen)
    found = _solve(design, chosen.level)
    if chosen.errors is DynamicErrors.CLUSTERED:
        return found
    parts = [_design(_without(panel, unit), chosen) for unit in np.unique(design.units)]
    spread = np.array([_solve(part, chosen.level).coefficients for part in parts]) - found.coefficients
    return replace(found, covariance=(found.units - 1) / found.units * spread.T @ spread)


@dataclass(frozen=True)
class _Design:
    """Rows used; columns y, lagged y and regressors outside the effects; corrections by unit and power."""

    columns: Floats  # (n, 2 + k)
    units: Ints  # (n,)
    rows: Ints
    correction: Floats  # (units, powers): - trace of shifts with the residual maker, over the unit's own trace
    parameters: int
    uncorrected: Floats


def _refuse_unsupported(panel: LongPanel) -> None:
    for given, name in ((panel.weights, "weights"), (panel.instruments, "instruments")):
        if given is not None:
            raise BadInput(
                "effect-dynamic-unsupported", where=name, fix="leave them out, or use local projections", name=name
            )


def _without(panel: LongPanel, unit: int) -> LongPanel:
    keep = panel.units != unit
    controls = None if panel.controls is None else panel.controls[keep]
    return LongPanel(panel.outcome[keep], panel.exposure[keep], panel.units[keep], panel.periods[keep], controls)


def _design(panel: LongPanel, options: DynamicOptions) -> _Design:
    lag = shifted(np.asarray(panel.outcome, float), panel.units, panel.periods, -1)
    given = [part for part in (panel.exposure, panel.controls) if part is not None]
    columns = np.column_stack([panel.outcome, lag, *given])
    rows = np.flatnonzero(np.isfinite(columns).all(axis=1))
    _, own, counts = np.unique(panel.units[rows], return_inverse=True, return_counts=True)
    rows = rows[counts[own] > 1]  # a single row is taken up by its unit's effect
    units, periods, used = panel.units[rows], panel.periods[rows], columns[rows]
    if len(np.unique(units)) < 2:
        raise CannotCompute("effect-dynamic-units", where="sample", fix="more units or longer series")
    effects = [dummies(units), *([dummies(periods)] if options.period_effects else [])]
    nuisance = np.column_stack(effects)
    plain = fit(used[:, 0], used[:, 1:], nuisance)
    basis = orthonormal(nuisance)
    within = used - basis @ (basis.T @ used)
    parameters = plain.parameters - len(np.unique(units))
    correction = _correction(np.column_stack([nuisance, used[:, 2:]]), units, periods)
    return _Design(within, units, rows, correction, parameters, plain.coefficients)


def _correction(exogenous: Floats, units: Ints, periods: Ints) -> Floats:
    """For each unit the coefficients of a polynomial of the persistence (units, powers).

    Its value times the unit's sum of squared residuals has the mean of the lagged outcome times the residual,
    with the sign turned.
    """
    basis = orthonormal(exogenous)
    labels = np.unique(units)
    found = np.zeros((len(labels), int(np.ptp(periods)) + 1))
    for i, unit in enumerate(labels):
        own = units == unit
        maker = np.eye(int(own.sum())) - basis[own] @ basis[own].T
        power = periods[own][:, None] - periods[own][None, :] - 1  # how long ago the error of the column's year was
        later = power >= 0
        np.add.at(found[i], power[later], -maker[later])
        found[i] /= np.trace(maker)
    return found


def _solve(design: _Design, level: float) -> DynamicFit:
    y, lag, x = design.columns[:, 0], design.columns[:, 1], design.columns[:, 2:]
    labels = np.unique(design.units)
    member = dummies(design.units)
    rho = _root(design, member)
    beta = np.linalg.lstsq(x, y - rho * lag, rcond=None)[0]
    residuals = y - rho * lag - x @ beta
    powers = np.arange(design.correction.shape[1])
    factor = design.correction @ rho**powers  # (units,)
    slope = design.correction[:, 1:] @ (powers[1:] * rho ** powers[:-1])
    squares = member.T @ residuals**2
    first = member.T @ (lag * residuals) + factor * squares
    moments = np.column_stack([first, member.T @ (x * residuals[:, None])])
    spread = residuals * (member @ factor)
    jacobian = np.block([
        [-lag @ lag + slope @ squares - 2 * spread @ lag, -(lag @ x) - 2 * spread @ x],
        [-(x.T @ lag)[:, None], -x.T @ x],
    ])  # fmt: skip
    bread = -np.linalg.inv(jacobian)
    n, g, k = len(y), len(labels), design.parameters
    scale = g / (g - 1) * (n - 1) / (n - k)
    covariance = scale * bread @ (moments.T @ moments) @ bread.T
    estimate = np.concatenate([[rho], beta])
    return DynamicFit(estimate, design.uncorrected, covariance, moments, bread, design.rows, g, k, level)


def _root(design: _Design, member: Floats) -> float:
    """The first zero of the corrected moment on the way up from least squares, which lies below the truth."""
    from scipy.optimize import brentq

    basis = orthonormal(design.columns[:, 2:]) if design.columns.shape[1] > 2 else np.empty((len(member), 0))
    y, lag = (column - basis @ (basis.T @ column) for column in design.columns[:, :2].T)
    sums = np.column_stack([member.T @ (y * y), member.T @ (y * lag), member.T @ (lag * lag)])  # (units, 3)
    powers = np.arange(design.correction.shape[1])

    def moment(rho: float) -> float:
        squares = sums @ np.array([1.0, -2 * rho, rho * rho])
        return float(sums[:, 1].sum() - rho * sums[:, 2].sum() + design.correction @ rho**powers @ squares)

    low = float(sums[:, 1].sum() / sums[:, 2].sum())
    upward = moment(low) > 0
    end = PERSISTENCE_LIMITS[1] if upward else PERSISTENCE_LIMITS[0]
    grid = np.arange(low, end, GRID_STEP if upward else -GRID_STEP)
    signs = np.array([moment(rho) > 0 for rho in grid])
    crossing = np.flatnonzero(signs != upward)
    if not len(crossing):
        raise CannotCompute(
            "effect-dynamic-no-root",
            where="lagged outcome",
            fix="explain changes instead of levels, or use local projections",
            limit=end,
        )
    here = int(crossing[0])
    return float(brentq(moment, grid[here - 1], grid[here], xtol=1e-14)) if here else low

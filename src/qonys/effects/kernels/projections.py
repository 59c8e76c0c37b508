"""Panel local projections: how an outcome answers, year by year, to an exposure of today.

How this works. For each horizon h the outcome at t + h is regressed on the exposure at t, with lags,
controls and effects of units and periods (Jordà 2005). Lags and leads are looked up by the period's
number within a unit, so a gap in a panel is a gap and not a shorter lag. Each horizon keeps its design,
so that any covariance or bootstrap can be put on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import Fit, Ints, dummies, fit, fit_iv
from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats

Masks = tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]


class Response(Enum):
    """What stands on the left at horizon h."""

    CHANGE = "outcome at t + h less that at t - 1"
    LEVEL = "outcome at t + h"


class Target(Enum):
    """Which coefficient is asked for."""

    RESPONSE = "answer at t + h to one unit of exposure at t"
    CUMULATIVE = "sum of the answers from t to t + h"
    MULTIPLIER = "sum of the answers for each unit of the exposure's own sum from t to t + h"


class Lagged(Enum):
    """Form of the outcome's lags."""

    LEVELS = "outcome at t - 1, t - 2 and so on"
    CHANGES = "its changes from t - 2 to t - 1, from t - 3 to t - 2 and so on: for outcomes that wander"


@dataclass(frozen=True)
class LongPanel:
    """A panel in long form, one row for each unit and period; nan where a figure is missing."""

    outcome: Floats  # (n,)
    exposure: Floats  # (n, k) or (n,)
    units: Ints  # (n,) numbers of units
    periods: Ints  # (n,) consecutive numbers, such as years
    controls: Floats | None = None  # (n, c), as they stand at t
    instruments: Floats | None = None  # (n, m) or (n,), at t; with them the exposure is endogenous
    weights: Floats | None = None  # (n,), as they stand at t


@dataclass(frozen=True)
class ProjectionOptions:
    """Horizons 0 to `horizons`; lags of outcome and exposure; effects; what is asked for.

    With `same_rows` each horizon uses the rows of the longest one, so that the answers differ by
    horizon and not by sample.
    """

    horizons: int = 4
    outcome_lags: int = 1
    exposure_lags: int = 1
    response: Response = Response.CHANGE
    target: Target = Target.RESPONSE
    lagged: Lagged = Lagged.LEVELS
    unit_effects: bool = True
    period_effects: bool = True
    same_rows: bool = False

    def __post_init__(self) -> None:
        if min(self.horizons, self.outcome_lags, self.exposure_lags) < 0:
            raise BadInput("effect-negative-lag", where="projection options", fix="0 or more")


@dataclass(frozen=True)
class Horizon:
    """One regression: its fit and its design, before weighting and projection; r rows of the panel are used.

    Rows left out are counted once, by the first reason that holds: an own figure is missing, then a lag, then a lead.
    """

    horizon: int
    fit: Fit  # coefficients of the k exposures
    y: Floats  # (r,)
    x: Floats  # (r, k)
    nuisance: Floats  # (r, m): lags, controls, dummies of units and of periods
    instruments: Floats | None  # (r, l), where two-stage least squares is used
    weights: Floats | None  # (r,)
    rows: Ints  # (r,) their places in the panel
    units: Ints  # (r,)
    periods: Ints  # (r,)
    without_figure: int
    without_lag: int
    without_lead: int


@dataclass(frozen=True)
class Projections:
    """Local projections at horizons 0, 1, ... in their order."""

    horizons: tuple[Horizon, ...]
    options: ProjectionOptions = field(default_factory=ProjectionOptions)

    @property
    def coefficients(self) -> Floats:
        """Answers (horizons, k): units of the outcome for one unit of each exposure."""
        return np.array([each.fit.coefficients for each in self.horizons])


def places(units: Ints, periods: Ints, by: int) -> Ints:
    """Row of the same unit `by` periods later (n,), -1 where there is none.

    Raises
    ------
    BadInput
        If a unit has two rows in one period.

    Examples
    --------
    >>> places(np.array([1, 1, 1, 2]), np.array([2001, 2002, 2004, 2002]), 1).tolist()
    [1, -1, -1, -1]
    """
    where = {cell: row for row, cell in enumerate(zip(units.tolist(), periods.tolist(), strict=True))}
    if len(where) < len(units):
        _refuse_repeated(units, periods)
    return np.array([where.get((u, t + by), -1) for u, t in zip(units.tolist(), periods.tolist(), strict=True)], int)


def _refuse_repeated(units: Ints, periods: Ints) -> None:
    cells, counts = np.unique(np.column_stack([units, periods]), axis=0, return_counts=True)
    unit, period = cells[counts > 1][0].tolist()
    raise BadInput(
        "effect-repeated-cell",
        where=f"unit {unit}, period {period}",
        fix="one row for each unit and period",
        unit=unit,
        period=period,
    )


def shifted(values: Floats, units: Ints, periods: Ints, by: int) -> Floats:
    """Values of the same unit `by` periods later (before, if negative), nan where there is no such row.

    Examples
    --------
    >>> shifted(np.array([5.0, 6.0, 8.0]), np.array([1, 1, 1]), np.array([1, 2, 4]), -1).tolist()
    [nan, 5.0, nan]
    """
    row = places(units, periods, by)
    found = np.array(values[row], float)
    found[row < 0] = np.nan
    return found


def project(panel: LongPanel, options: ProjectionOptions | None = None) -> Projections:
    """Local projections of an outcome on an exposure, one regression for each horizon.

    With effects of units and lags of the outcome the estimates carry a bias of the order of one by the number of
    periods, as every dynamic panel with fixed effects does.

    Parameters
    ----------
    panel : LongPanel
        Rows in any order; units may have gaps.
    options : ProjectionOptions, optional
        The multiplier is estimated by two-stage least squares: sums of the outcome on sums of the exposure,
        with the exposure of period t (or the instruments) as instrument.

    Returns
    -------
    Projections
        Fits with their designs: clusters are `units`, errors of neighbouring horizons overlap in time.

    Raises
    ------
    BadInput
        If a unit has two rows in one period, or a number of lags is negative.
    CannotCompute
        If no row has all lags and leads of a horizon, or its regressors are mixtures of each other.

    References
    ----------
    Jordà (2005), American Economic Review 95(1), 161-182.
    Ramey, Zubairy (2018), Journal of Political Economy 126(2), 850-901 (multiplier in one step).

    Examples
    --------
    Each unit of exposure lifts the outcome by 2 at once and by 1 a year later:

    >>> x = np.array([0.0, 1, 0, 3, 1, 0, 2, 0, 1, 5])
    >>> y = 2 * x + np.append(0, x[:-1])
    >>> panel = LongPanel(y, x, np.zeros(10, int), np.arange(10))
    >>> plain = ProjectionOptions(horizons=0, outcome_lags=0, response=Response.LEVEL, period_effects=False)
    >>> project(panel, plain).coefficients.round(9).tolist()
    [[2.0]]
    """
    chosen = options or ProjectionOptions()
    lags = _lags(panel, chosen)
    sides = [_sides(panel, chosen, h) for h in range(chosen.horizons + 1)]
    own, past = _complete(_own(panel)), _has_past(panel, chosen, lags)
    ahead = [_complete(np.column_stack(pair)) for pair in sides]
    masks = [(own, past, ahead[-1 if chosen.same_rows else h]) for h in range(chosen.horizons + 1)]
    found = (_horizon(panel, chosen, h, sides[h], lags, masks[h]) for h in range(chosen.horizons + 1))
    return Projections(tuple(found), chosen)


def _complete(columns: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(columns).all(axis=1), bool)


def _matrix(values: Floats) -> Floats:
    return values[:, None] if values.ndim == 1 else values


def _own(panel: LongPanel) -> Floats:
    given = (panel.outcome, panel.exposure, panel.controls, panel.instruments, panel.weights)
    return np.column_stack([_matrix(np.asarray(part, float)) for part in given if part is not None])


def _lags(panel: LongPanel, options: ProjectionOptions) -> Floats:
    """Columns of the past that a row needs: lags of outcome and exposure."""

    def past(values: Floats, by: int) -> Floats:
        return shifted(_matrix(values), panel.units, panel.periods, -by)

    y = np.asarray(panel.outcome, float)
    columns = [past(panel.exposure, lag) for lag in range(1, options.exposure_lags + 1)]
    for lag in range(1, options.outcome_lags + 1):
        before = past(y, lag + 1) if options.lagged is Lagged.CHANGES else 0.0
        columns.append(past(y, lag) - before)
    return np.column_stack([*columns, np.empty((len(y), 0))])


def _sides(panel: LongPanel, options: ProjectionOptions, horizon: int) -> tuple[Floats, Floats]:
    """Left side (n,) and regressors of interest (n, k) at a horizon, nan where a lead or the base is missing."""

    def ahead(values: Floats, by: int) -> Floats:
        return shifted(values, panel.units, panel.periods, by)

    y, x = np.asarray(panel.outcome, float), _matrix(np.asarray(panel.exposure, float))
    first = horizon if options.target is Target.RESPONSE else 0
    base = ahead(y, -1) if options.response is Response.CHANGE else np.zeros(len(y))
    left = np.sum([ahead(y, by) - base for by in range(first, horizon + 1)], axis=0)
    if options.target is Target.MULTIPLIER:
        x = np.sum([ahead(x, by) for by in range(horizon + 1)], axis=0)
    return left, x


def _has_past(panel: LongPanel, options: ProjectionOptions, lags: Floats) -> NDArray[np.bool_]:
    base = shifted(np.asarray(panel.outcome, float), panel.units, panel.periods, -1)
    return _complete(lags) if options.response is Response.LEVEL else _complete(np.column_stack([lags, base]))


def _horizon(
    panel: LongPanel, options: ProjectionOptions, h: int, sides: tuple[Floats, Floats], lags: Floats, masks: Masks
) -> Horizon:
    own, past, ahead = masks
    rows = np.flatnonzero(own & past & ahead)
    if not len(rows):
        raise CannotCompute("effect-no-rows", where=f"horizon {h}", fix="fewer lags or a shorter horizon", horizon=h)
    nuisance, instruments = _nuisance(panel, options, rows, lags), _instruments(panel, options, rows)
    weights = None if panel.weights is None else panel.weights[rows]
    y, x = sides[0][rows], sides[1][rows]
    found = fit(y, x, nuisance, weights) if instruments is None else fit_iv(y, x, instruments, nuisance, weights)
    counts = [int(part.sum()) for part in (~own, own & ~past, own & past & ~ahead)]
    units, periods = panel.units[rows], panel.periods[rows]
    return Horizon(h, found, y, x, nuisance, instruments, weights, rows, units, periods, *counts)


def _nuisance(panel: LongPanel, options: ProjectionOptions, rows: Ints, lags: Floats) -> Floats:
    columns = [lags[rows]]
    if panel.controls is not None:
        columns.append(_matrix(panel.controls)[rows])
    if options.unit_effects:
        columns.append(dummies(panel.units[rows]))
    if options.period_effects:
        columns.append(dummies(panel.periods[rows]))
    if not (options.unit_effects or options.period_effects):
        columns.append(np.ones((len(rows), 1)))
    return np.column_stack(columns)


def _instruments(panel: LongPanel, options: ProjectionOptions, rows: Ints) -> Floats | None:
    if panel.instruments is not None:
        return _matrix(np.asarray(panel.instruments, float))[rows]
    if options.target is Target.MULTIPLIER:
        return _matrix(np.asarray(panel.exposure, float))[rows]
    return None

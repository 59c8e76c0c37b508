"""Event studies of dated reforms: effects by time since the event, right where areas are reached at different times.

How this works. Where effects grow or differ between cohorts, dummies of the time since the event mix them with
weights that may be negative. Each cohort gets dummies of its own (Sun, Abraham 2021); what is reported is their mean
with the cohorts' shares as weights. It is a linear combination of one regression's coefficients, so that every
covariance of a fit applies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import Fit, Ints, dummies, fit
from qonys.effects.kernels.singletons import informative_rows
from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats

NEVER = np.iinfo(np.int64).max
"""Period of the event of a unit that it never reaches."""


@dataclass(frozen=True, eq=False)
class EventPanel:
    """A panel in long form; n rows; rows without a figure are left out."""

    y: Floats  # (n,)
    units: Ints  # (n,)
    periods: Ints  # (n,)
    events: Ints  # (n,) period in which the unit's event falls; NEVER without one
    controls: Floats | None = None  # (n, c)
    weights: Floats | None = None  # (n,)


@dataclass(frozen=True, slots=True)
class EventOptions:
    """The period before the event that others are compared with, and ends beyond which times are put together."""

    reference: int = -1
    first: int | None = None
    last: int | None = None
    by_cohort: bool = True  # Sun and Abraham; else one set of dummies for all, right only if cohorts do not differ


@dataclass(frozen=True, eq=False)
class EventStudy:
    """Effects by time since the event, linear combinations `weights @ fit.coefficients`."""

    times: Ints  # (L,) rising, without the reference
    weights: Floats  # (L, k)
    overall: Floats  # (k,), the mean effect over all treated rows from the event on
    fit: Fit
    nested: int  # parameters of unit effects inside units
    rows: Ints  # (n,) rows of the panel that are used: clusters and times of a covariance are taken by them
    cells: Ints  # (cells, 2), cohort and time of the fit's first coefficients; controls follow
    missing: int  # rows without a figure
    early: int  # rows of units that were reached in their first period or before
    late: int  # rows from the last cohort's event on, where that is the comparison
    alone: int = 0  # rows alone in a unit or period, which fixed effects fit exactly

    @property
    def effects(self) -> Floats:
        """By time (L,)."""
        found: Floats = self.weights @ self.fit.coefficients
        return found

    def errors(self, covariance: Floats) -> Floats:
        """Standard errors of the effects (L,) by a covariance of the fit's coefficients (k, k)."""
        found: Floats = np.sqrt(np.einsum("lk,km,lm->l", self.weights, covariance, self.weights))
        return found

    def att(self, covariance: Floats) -> tuple[float, float]:
        """The mean effect on treated rows and its standard error."""
        error = float(np.sqrt(self.overall @ covariance @ self.overall))
        return float(self.overall @ self.fit.coefficients), error

    def trend_before(self, covariance: Floats, df: int) -> tuple[float, float]:
        """Wald F and p of no effects before the event, jointly; nan where there are no earlier times.

        Raises
        ------
        CannotCompute
            If the covariance has too low a rank to judge so many times together, as with few clusters.
        """
        from scipy.stats import f as fisher

        early = self.weights[self.times < 0]
        if not len(early):
            return float("nan"), float("nan")
        effects, spread = early @ self.fit.coefficients, early @ covariance @ early.T
        scale = np.sqrt(np.diag(spread))
        scale = np.where(scale > 0, scale, 1.0)
        rank = int(np.linalg.matrix_rank(spread / np.outer(scale, scale), tol=1e-9, hermitian=True))
        if rank < len(early):
            raise CannotCompute(
                "effect-trend-rank",
                where="times before the event",
                fix="put far times together",
                rank=rank,
                times=len(early),
            )
        f = float(effects @ np.linalg.solve(spread, effects)) / len(early)
        return f, float(fisher.sf(f, len(early), df))


def event_study(panel: EventPanel, options: EventOptions | None = None) -> EventStudy:
    """Effects by time since the event, with effects of units and periods taken out.

    Units that are reached in their first period or before it have no time before and are left out; without units that
    are never reached the last cohort is the comparison and all rows from its event on are left out. Shares of
    cohorts are those of their rows (of their weights) and are taken as given in the errors.

    With `by_cohort` off all cohorts have the same dummies: the plain two-way regression.

    Raises
    ------
    BadInput
        If the event's period differs between rows of a unit.
    CannotCompute
        If no unit has its event inside the panel, nobody is left to compare with, or a cohort has no row at the
        reference.

    References
    ----------
    Sun, Abraham (2021), J. Econometrics 225(2), 175-199.

    Examples
    --------
    >>> units, periods = np.repeat(np.arange(6), 8), np.tile(np.arange(8), 6)
    >>> events = np.where(units < 3, 3 + units, NEVER)
    >>> y = units + 0.1 * periods + np.where(periods >= events, 2.0, 0.0)
    >>> found = event_study(EventPanel(y, units, periods, events))
    >>> found.effects[found.times >= 0].round(6).tolist()
    [2.0, 2.0, 2.0, 2.0, 2.0]
    """
    chosen = options or EventOptions()
    rows, compared, lost = _informative(panel, *_usable(panel))
    y, units, periods, events = panel.y[rows], panel.units[rows], panel.periods[rows], panel.events[rows]
    treated = ~compared
    since = np.where(treated, _since(periods, np.where(treated, events, 0), chosen), NEVER)
    cohorts = np.where(treated, events if chosen.by_cohort else 0, NEVER)
    kept = treated & (since != chosen.reference)
    _refuse_unreferenced(cohorts[treated], since[treated], chosen.reference)
    cells = np.unique(np.column_stack([cohorts[kept], since[kept]]), axis=0)
    if not (cells[:, 1] >= 0).any():
        raise CannotCompute("effect-no-event", where="events", fix="later periods, or dates")
    columns = np.column_stack([(cohorts == c) & (since == s) for c, s in cells]).astype(float)
    controls = np.empty((len(y), 0)) if panel.controls is None else np.asarray(panel.controls, float)[rows]
    weights = None if panel.weights is None else panel.weights[rows]
    one = fit(y, np.column_stack([columns, controls]), np.column_stack([dummies(units), dummies(periods)]), weights)
    counts = np.concatenate(
        [columns.sum(axis=0) if weights is None else weights @ columns, np.zeros(controls.shape[1])]
    )
    of_cells = np.concatenate([cells[:, 1], np.full(controls.shape[1], NEVER)])
    times = np.unique(cells[:, 1])
    shares = np.array([np.where(of_cells == t, counts, 0.0) for t in times])
    after = np.where(of_cells >= 0, counts, 0.0)
    shares, after = shares / shares.sum(axis=1, keepdims=True), after / after.sum()
    return EventStudy(times, shares, after, one, len(np.unique(units)) - 1, rows, cells, *lost)


def _since(periods: Ints, events: Ints, options: EventOptions) -> Ints:
    """Times since the event, far ones put together."""
    since = periods - events
    if options.first is not None:
        since = np.maximum(since, options.first)
    if options.last is not None:
        since = np.minimum(since, options.last)
    return since


def _refuse_unreferenced(cohorts: Ints, since: Ints, reference: int) -> None:
    for cohort in np.unique(cohorts).tolist():
        if not (since[cohorts == cohort] == reference).any():
            raise CannotCompute(
                "effect-no-reference",
                where=f"cohort {cohort}",
                fix="another reference period, or leave the cohort out",
                cohort=cohort,
            )


def _informative(
    panel: EventPanel, rows: Ints, compared: NDArray[np.bool_], lost: tuple[int, int, int]
) -> tuple[Ints, NDArray[np.bool_], tuple[int, int, int, int]]:  # fmt: skip
    """The same without rows alone in a unit or a period."""
    keep = informative_rows((panel.units[rows], panel.periods[rows]))
    if not keep.any() or compared[keep].all() or not compared[keep].any():
        keep = np.ones(len(rows), bool)  # the errors that follow say what is lacking
    return rows[keep], compared[keep], (*lost, int((~keep).sum()))


def _usable(panel: EventPanel) -> tuple[Ints, NDArray[np.bool_], tuple[int, int, int]]:
    """Rows that take part (r,), which of them are of units that others are compared with, and rows left out."""
    parts = [part for part in (panel.y, panel.controls, panel.weights) if part is not None]
    given = np.asarray(np.isfinite(np.column_stack(parts)).all(axis=1), bool)
    entry = np.zeros(len(panel.y), np.int64)
    for unit in np.unique(panel.units):
        own = panel.units == unit
        if len(np.unique(panel.events[own])) > 1:
            raise BadInput(
                "effect-event-varies", where=f"unit {unit}", fix="one event for each unit, the first", unit=unit
            )
        entry[own] = panel.periods[own & given].min(initial=NEVER)
    never = panel.events > panel.periods.max()
    use = given & (never | (panel.events > entry))
    compared, late = never, np.zeros(len(use), bool)
    if not (never & use).any():
        final = panel.events[use].max(initial=np.iinfo(np.int64).min)
        compared, late = panel.events == final, use & (panel.periods >= final)
    rows = np.flatnonzero(use & ~late)
    if (never & use).any() and compared[rows].all():
        raise CannotCompute("effect-no-event", where="events", fix="later periods, or dates")
    if compared[rows].all() or not compared[rows].any():
        raise CannotCompute("effect-no-comparison", where="events", fix="units without the event, or with a later one")
    return rows, compared[rows], (int((~given).sum()), int((given & ~use).sum()), int(late.sum()))

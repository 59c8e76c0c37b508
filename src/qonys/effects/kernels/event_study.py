"""Event studies of dated reforms: effects by time since the event, right where areas are reached at different times.

How this works. Where effects grow or differ between cohorts, dummies of the time since the event mix them with
weights that may be negative. Each cohort gets dummies of its own (Sun, Abraham 2021); what is reported is their mean
with the cohorts' shares as weights. It is a linear combination of one regression's coefficients, so that every
covariance of a fit applies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.least_squares import Fit, Ints, dummies, fit
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

NEVER = np.iinfo(np.int64).max
"""Period of the event of a unit that it never reaches."""


@dataclass(frozen=True, eq=False)
class EventPanel:
    """A panel in long form; n rows."""

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
        """Wald F and p of no effects before the event, jointly; nan where there are no earlier times."""
        from scipy.stats import f as fisher

        early = self.weights[self.times < 0]
        if not len(early):
            return float("nan"), float("nan")
        effects = early @ self.fit.coefficients
        spread = early @ covariance @ early.T
        f = float(effects @ np.linalg.pinv(spread, hermitian=True) @ effects) / len(early)
        return f, float(fisher.sf(f, len(early), df))


def event_study(panel: EventPanel, options: EventOptions | None = None) -> EventStudy:
    """Effects by time since the event, with effects of units and periods taken out.

    Units that are reached in their first period or before it have no time before and are left out; without units that
    are never reached the last cohort is the comparison and its own rows from its event on are left out.

    Raises
    ------
    CannotCompute
        If no unit has its event inside the panel, or nobody is left to compare with.

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
    use, compared = _usable(panel)
    y, units, periods, events = (column[use] for column in (panel.y, panel.units, panel.periods, panel.events))
    treated = ~compared[use]
    since = np.where(treated, periods - np.where(treated, events, 0), NEVER)
    if chosen.first is not None:
        since = np.where(treated, np.maximum(since, chosen.first), since)
    if chosen.last is not None:
        since = np.where(treated, np.minimum(since, chosen.last), since)
    cohorts = np.where(treated, events if chosen.by_cohort else 0, NEVER)
    kept = treated & (since != chosen.reference)
    cells = np.unique(np.column_stack([cohorts[kept], since[kept]]), axis=0)
    columns = np.column_stack([(cohorts == c) & (since == s) for c, s in cells]).astype(float)
    parts = [dummies(units), dummies(periods)] + ([panel.controls[use]] if panel.controls is not None else [])
    weights = None if panel.weights is None else panel.weights[use]
    one = fit(y, columns, np.column_stack(parts), weights)
    counts = columns.sum(axis=0) if weights is None else weights @ columns
    times = np.unique(cells[:, 1])
    shares = np.array([np.where(cells[:, 1] == t, counts, 0.0) for t in times])
    after = np.where(cells[:, 1] >= 0, counts, 0.0)
    if not after.any():
        raise CannotCompute(
            "effect-no-event", "no unit has its event inside the panel", where="events", fix="later periods, or dates",
        )  # fmt: skip
    nested = len(np.unique(units)) - 1
    return EventStudy(times, shares / shares.sum(axis=1, keepdims=True), after / after.sum(), one, nested)


def _usable(panel: EventPanel) -> tuple[Floats, Floats]:
    """Rows that take part, and rows of units that others are compared with."""
    first = np.array([panel.periods[panel.units == u].min() for u in np.unique(panel.units)])
    entry = first[np.unique(panel.units, return_inverse=True)[1].ravel()]
    last = panel.periods.max()
    never = panel.events > last
    use = never | (panel.events > entry)
    if never.any():
        return use, never
    final = panel.events[use].max(initial=np.iinfo(np.int64).min)
    compared = panel.events == final
    use = use & (panel.periods < final)
    if not (use & ~compared).any():
        raise CannotCompute(
            "effect-no-comparison", "all units are reached at once: there is nobody to compare with", where="events",
            fix="units without the event, or with a later one",
        )  # fmt: skip
    return use, compared

"""Event studies and synthetic controls of dated events on a grid of figures, with inference for few treated areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qonys.effects.event_errors import EventErrors, EventInference, covariance_of
from qonys.effects.judged import NAN
from qonys.effects.kernels.event_study import NEVER, EventPanel, EventStudy, event_study
from qonys.effects.kernels.event_study import EventOptions as EventOptions
from qonys.effects.kernels.least_squares import Ints, dummies, orthonormal
from qonys.effects.kernels.randomisation import all_orders, arrangements
from qonys.effects.kernels.wild import share_beyond
from qonys.effects.sample import taken
from qonys.effects.validity import FEW_TREATED, Method
from qonys.errors import CannotCompute
from qonys.model.grid import Grid
from qonys.model.note import Note
from qonys.model.result import Floats
from qonys.model.specification import Variable
from qonys.numerics.generators import generator
from qonys.numerics.seed import SEED

Dates = Mapping[str, int | None]
"""Period in which the event of an area falls; none where it never does."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An effect at a time since the event, or the mean of all from the event on (`time` is `after`)."""

    time: str
    effect: float
    se: float
    low: float
    high: float
    p: float
    p_swapped: float
    """By giving the dates to other areas; nan where areas do not have the same periods."""
    method: str
    holds: bool
    reason: str = ""
    """Code of why error, p and interval cannot be computed."""
    cohort: int | None = None
    """Date of the areas whose effect it is; none: of all."""


@dataclass(frozen=True)
class EventFound:
    """Rows by time, the joint test of no effects before the event, and notes."""

    rows: tuple[EventRow, ...]
    trend: tuple[float, float]
    """F and p; nan where there is nothing to test or too few clusters to test it."""
    notes: tuple[Note, ...]
    cells: tuple[EventRow, ...] = ()
    """Each cohort at each time, if asked for: what the rows are means of."""


@dataclass(frozen=True)
class EventAsked:
    """What is explained, by which dates; draws and seed of the swaps."""

    outcome: Variable
    dates: Dates
    controls: tuple[Variable, ...] = ()
    options: EventOptions = field(default_factory=EventOptions)
    draws: int = 999
    seed: int = SEED
    level: float = 0.95
    errors: EventErrors = EventErrors.JACKKNIFE
    resamples: int = 9_999
    """Draws of the wild bootstrap."""
    pairs: bool = False
    """Whether each cohort at each time is wanted too."""


def events(grid: Grid, asked: EventAsked) -> EventFound:
    """Effects by time since a dated event, each cohort against areas that are not reached.

    Errors are those of the delete-one-area jackknife, clustered, or of the wild bootstrap; where an effect hangs on
    one area and has no jackknife they are clustered ones, that do not keep their size. Where fewer than six areas are
    reached, or left, only the swap of dates keeps it.

    Raises
    ------
    BadInput, CannotCompute
        As `event_study`: no event inside the panel, nobody to compare with, no figure at the reference.
    """
    panel = panel_of(grid, asked)
    found = event_study(panel, asked.options)
    units, periods = panel.units[found.rows], panel.periods[found.rows]
    nuisance = np.column_stack([dummies(units), dummies(periods)])
    method, covariance = covariance_of(found, units, nuisance, asked.errors)
    reached = len(np.unique(units[panel.events[found.rows] <= periods.max()]))
    few = min(reached, len(np.unique(units)) - reached) < FEW_TREATED
    judged = EventInference(
        found, panel.y[found.rows], units, periods, method, covariance, few, asked.level, asked.resamples, asked.seed
    )  # fmt: skip
    swapped = _swapped(found, panel, asked)
    rows = tuple(_row(found, i, judged, float(swapped[i])) for i in range(len(found.times) + 1))
    cells = tuple(_pair(found, i, judged) for i in range(len(found.cells))) if asked.pairs else ()
    notes = [
        *_left_out(found),
        *_warned(reached, asked.errors, judged, bool(np.isnan(swapped).all())),
        *_lumped(asked.options),
    ]
    reasons = dict.fromkeys(row.reason for row in rows if row.reason)
    notes += [Note(f"effect-empty-{r.removeprefix('effect-')}", {"name": method.value}) for r in reasons]
    trend = (NAN, NAN)
    if not any(row.reason for row in rows):
        try:
            trend = found.trend_before(judged.covariance, judged.df)
        except CannotCompute as error:
            notes.append(Note("effect-trend-untested", dict(error.fields)))
    return EventFound(rows, trend, tuple(notes), cells)


def panel_of(grid: Grid, asked: EventAsked) -> EventPanel:
    """The grid in long form: a row for each area and period with a figure of the outcome."""
    y = taken(grid, asked.outcome)
    area, period = (np.asarray(at, np.int64) for at in np.nonzero(np.isfinite(y)))
    if not len(area):
        raise CannotCompute(
            "effect-nothing-left", where=asked.outcome.name, fix="other years or series", name=asked.outcome.name
        )
    years = np.array([int(p) for p in grid.periods], np.int64)
    dates = np.array([NEVER if asked.dates.get(a) is None else int(asked.dates[a] or 0) for a in grid.areas], np.int64)
    controls = [taken(grid, v)[area, period] for v in asked.controls]
    return EventPanel(
        y[area, period], area, years[period], dates[area], np.column_stack(controls) if controls else None
    )


def _row(found: EventStudy, i: int, judged: EventInference, swapped: float) -> EventRow:
    last = i == len(found.times)
    name = "after" if last else str(int(found.times[i]))
    one = judged.of(found.overall if last else found.weights[i], name)
    return EventRow(
        name, one.effect, one.se, one.low, one.high, one.p, swapped, judged.method.value, one.holds, one.reason
    )  # fmt: skip


def _pair(found: EventStudy, i: int, judged: EventInference) -> EventRow:
    """One cohort at one time since its event."""
    weights = np.zeros(len(found.fit.coefficients))
    weights[i] = 1.0
    cohort, time = (int(v) for v in found.cells[i])
    one = judged.of(weights, f"{cohort} {time}")
    return EventRow(
        str(time), one.effect, one.se, one.low, one.high, one.p, NAN, judged.method.value, one.holds, one.reason, cohort
    )  # fmt: skip


def _lumped(options: EventOptions) -> list[Note]:
    """Times that are put together: their row is the mean of all that lie beyond."""
    ends = (("before", options.first), ("after", options.last))
    return [Note(f"effect-event-lumped-{way}", {"time": t}) for way, t in ends if t is not None]


def _swapped(found: EventStudy, panel: EventPanel, asked: EventAsked) -> Floats:
    """p of each effect and of their mean by giving areas each other's dates; nan where areas' periods differ.

    Every order of the dates is gone through where there are no more than the draws asked for.
    Dates that leave an effect without a row count as extreme: the p value is then too large, never too small.
    """
    rows = found.rows
    units, periods, dates = panel.units[rows], panel.periods[rows], panel.events[rows]
    names, at = np.unique(units, return_inverse=True)
    unknown: Floats = np.full(len(found.times) + 1, np.nan)
    if len(rows) != len(names) * len(np.unique(periods)) or not asked.draws:
        return unknown
    basis = orthonormal(np.column_stack([dummies(units), dummies(periods), *_controls(panel, rows)]))
    y = panel.y[rows] - basis @ (basis.T @ panel.y[rows])
    own = np.array([dates[at.ravel() == g][0] for g in range(len(names))])
    if arrangements(own) <= asked.draws:
        orders = [order for order in all_orders(own) if not np.array_equal(order, own)]
    else:
        random = generator(asked.seed, "effects.events")
        orders = [random.permutation(own) for _ in range(asked.draws)]
    seen, *drawn = (
        np.abs(_effects(y, basis, periods, order[at.ravel()], found.times, asked.options)) for order in (own, *orders)
    )
    others = np.nan_to_num(np.array([seen, *drawn]), nan=np.inf)
    return np.array([share_beyond(float(s), others[:, j]) if np.isfinite(s) else np.nan for j, s in enumerate(seen)])


def _controls(panel: EventPanel, rows: Ints) -> list[Floats]:
    return [] if panel.controls is None else [np.asarray(panel.controls, float)[rows]]


def _effects(
    y: Floats, basis: Floats, periods: Ints, dates: Ints, times: Ints, options: EventOptions
) -> Floats:  # fmt: skip
    """Effects by time and their mean from the event on, for dates (n,): as `event_study`, on the same rows."""
    reached = dates <= periods.max()
    since = periods - np.where(reached, dates, 0)
    since = np.clip(since, options.first, options.last) if (options.first, options.last) != (None, None) else since
    cohorts = np.where(reached, dates if options.by_cohort else 0, NEVER)
    kept = reached & (since != options.reference)
    cells = np.unique(np.column_stack([cohorts[kept], since[kept]]), axis=0)
    columns = np.column_stack([reached & (cohorts == c) & (since == s) for c, s in cells]).astype(float)
    counts = columns.sum(axis=0)
    left = columns - basis @ (basis.T @ columns)
    coefficients = np.linalg.lstsq(left, y, rcond=1e-9)[0]

    def mean(chosen: NDArray[np.bool_]) -> float:
        return float(counts[chosen] @ coefficients[chosen] / counts[chosen].sum()) if chosen.any() else float("nan")

    return np.array([*(mean(cells[:, 1] == t) for t in times), mean(cells[:, 1] >= 0)])


def _left_out(found: EventStudy) -> list[Note]:
    counted = (
        ("event-missing", found.missing),
        ("event-early", found.early),
        ("event-late", found.late),
        ("alone", found.alone),
    )
    return [Note(f"effect-{code}", {"count": count}) for code, count in counted if count]


def _warned(reached: int, asked: EventErrors, judged: EventInference, unswapped: bool) -> list[Note]:
    notes = []
    if judged.few:
        notes.append(Note("effect-few-treated", {"count": reached}))
    if judged.method is Method.CLUSTER and asked is EventErrors.JACKKNIFE:
        notes.append(Note("effect-event-hangs"))
    if unswapped:
        notes.append(Note("effect-event-unbalanced"))
    return notes

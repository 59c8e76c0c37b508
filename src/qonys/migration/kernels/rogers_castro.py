"""Fitting the model schedule of Rogers and Castro to observed rates, choosing its form, its intervals and landmarks.

How the fit works: given the shape, the levels follow by linear least squares, so a grid of shapes is cheap to
rank. Its best start a bounded Gauss-Newton search over all parameters; the lowest end counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute, QonysError
from qonys.migration.kernels.age import Form, Schedule, schedule, schedule_slopes
from qonys.numerics.arrays import Floats

_LEVELS = {"a1", "a2", "a3", "a4", "c"}
_BOUNDS = {"alpha1": (0.0, 3.0), "alpha2": (0.0, 3.0), "mu2": (5.0, 60.0), "lambda2": (0.01, 5.0),
           "alpha3": (0.0, 3.0), "mu3": (45.0, 110.0), "lambda3": (0.01, 3.0), "alpha4": (1e-4, 0.3)}  # fmt: skip
_Data = tuple[Floats, Floats, Floats]  # ages, rates over their mean, roots of weights


@dataclass(frozen=True)
class ScheduleOptions:
    """How the fit searches."""

    starts: int = 8  # best shapes of the grid
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)  # by parameter; levels: 0 and up
    start: Schedule | None = None  # one start of the same form in place of the grid


@dataclass(frozen=True)
class ScheduleFit:
    """A fitted schedule and how far it can be trusted."""

    parameters: Schedule
    errors: Floats  # (parameter,) standard errors; nan on a bound and where not identified
    ages: Floats
    weights: Floats  # with mean 1 over the ages that have any
    fitted: Floats  # (age,) rates at all ages, those without weight too
    r2: float
    r2_adjusted: float  # nan without ages beyond parameters
    rmse: float  # root of the weighted mean squared error, in the unit of the rates
    mape: float  # mean of |error| / rate over ages with moves, percent: small rates weigh much
    error_share: float  # sum of |error| over sum of rates, percent: the index E of Rogers and Castro
    aic: float
    aicc: float  # with the correction for few ages; inf where there are too few for it
    bic: float
    converged: bool
    identified: bool  # False: too few ages, or other parameters do as well; read the curve, not the parameters
    on_bound: tuple[str, ...]  # parameters that the search would have taken further
    agreeing: int  # starts that ended at the same error
    options: ScheduleOptions


def fit(ages: Floats, rates: Floats, weights: Floats | None = None, form: Form = Form.SEVEN,
        options: ScheduleOptions | None = None) -> ScheduleFit:  # fmt: skip
    """Fit a model schedule by weighted nonlinear least squares (Rogers, Little, Raymer 2010, chapter 2).

    All (age,) floats: years, rates per person, and weights, which are inverse variances up to a
    factor: population over rate for counts of moves, or population; 1 without them. A weight of 0
    leaves an age out. Rates or weights that are negative or missing and rates without any move
    raise BadInput, fewer ages of weight than parameters CannotCompute.

    Examples
    --------
    >>> ages, known = np.arange(80.0), Schedule(0.02, 0.1, 0.06, 0.1, mu2=20, lambda2=0.4, c=0.003)
    >>> [round(x, 6) for x in fit(ages, schedule(ages, known)).parameters.array().tolist()]
    [0.02, 0.1, 0.06, 0.1, 20.0, 0.4, 0.003]
    """
    from scipy.optimize import least_squares

    chosen = options or ScheduleOptions()
    x, y, w = _checked(ages, rates, weights, len(form.names))
    use = w > 0
    scale, root = float(np.average(y[use], weights=w[use])), np.sqrt(w[use])
    data = (x[use], y[use] / scale, root)
    levels = np.array([name in _LEVELS for name in form.names])
    unit = np.where(levels, scale, 1.0)
    low, high = np.array([chosen.bounds.get(n, _BOUNDS.get(n, (0.0, np.inf))) for n in form.names]).T / unit
    curve = partial(schedule_slopes, data[0], form=form)
    how = {"bounds": (low, high), "x_scale": "jac", "ftol": 1e-12, "xtol": 1e-12, "gtol": 1e-12, "max_nfev": 500}
    starts = [chosen.start.array() / unit] if chosen.start else _starts(data, form, (low, high))[: chosen.starts]
    ends = [
        least_squares(lambda p: root * (curve(p)[0] - data[1]), start, lambda p: root[:, None] * curve(p)[1], **how)
        for start in np.clip(starts, low, high)
    ]
    best = min(ends, key=lambda end: float(end.cost))
    # A level is at its bound where what is left of it moves no rate by a millionth of the mean.
    width = np.where(levels | ~np.isfinite(high - low), 1.0, high - low)
    reach = np.where(levels, np.abs(best.jac).max(axis=0), 1 / width)
    on_bound = np.minimum(best.x - low, high - best.x) * reach < 1e-6
    errors, identified = _errors(np.asarray(best.jac), 2 * float(best.cost), on_bound)
    found = Schedule(**dict(zip(form.names, (best.x * unit).tolist(), strict=True)))
    return ScheduleFit(
        parameters=found, errors=errors * unit, ages=x, weights=w, fitted=(fitted := schedule(x, found)),
        **_quality(y[use], fitted[use], w[use], len(unit)), converged=bool(best.status > 0), identified=identified,
        on_bound=tuple(name for name, on in zip(form.names, on_bound, strict=True) if on),
        agreeing=sum(bool(end.cost <= 1.001 * best.cost + 1e-16) for end in ends), options=chosen,
    )  # fmt: skip


def _checked(ages: Floats, rates: Floats, weights: Floats | None, parameters: int) -> _Data:
    x, y = np.asarray(ages, float), np.asarray(rates, float)
    w = np.ones_like(x) if weights is None else np.asarray(weights, float)
    if x.ndim != 1 or x.shape != y.shape or x.shape != w.shape or not np.isfinite(x).all():
        raise ValueError(f"ages, rates and weights of one shape (age,) are needed, got {x.shape}, {y.shape}, {w.shape}")
    for name, values in (("weights", w), ("rates", np.where(w == 0, 0.0, y))):
        wrong = x[~np.isfinite(values) | (values < 0)]
        if len(wrong):
            where = f"{name}, ages {wrong[:5].tolist()}"
            raise BadInput("schedule-faulty", where=where, count=len(wrong))
    if (w > 0).sum() < parameters:
        used = int((w > 0).sum())
        fix = "a smaller form or single ages"
        raise CannotCompute("schedule-too-few-ages", where="ages", fix=fix, ages=used, parameters=parameters)
    if not (y[w > 0] > 0).any():
        raise BadInput("schedule-no-moves", where="rates")
    return x, y, w / w[w > 0].mean()


def _starts(data: _Data, form: Form, bounds: tuple[Floats, Floats]) -> list[Floats]:
    """Shapes of a grid with the levels that fit them best, in the order of their errors."""
    x, y, _ = data
    top = float(x[np.where((x >= 12) & (x <= 45), y, y - y.max() - 1).argmax()])
    grid = product((0.03, 0.1, 0.3), (0.06, 0.12, 0.3), (0.2, 0.4, 1.0), (-4.0, 0.0, 4.0))
    base = [np.array([1, a1, 1, a2, top + off - np.log(lam / a2) / lam, lam, 1]) for a1, a2, lam, off in grid]
    ranked = _ranked(base, Form.SEVEN, data, bounds)
    if form is Form.SEVEN:
        return ranked
    peaks = product((57, 62, 67, 72), (0.15, 0.5), (0.15, 0.4))
    retirement = [[1, alpha, peak - np.log(lam / alpha) / lam, lam] for peak, alpha, lam in peaks]
    upslope = [[1, alpha] for alpha in (0.01, 0.04, 0.1)] if form is not Form.ELEVEN else [[]]
    more = list(product(retirement if form.value >= 11 else [[]], upslope))
    return _ranked([np.concatenate([one, *two]) for one in ranked[:6] for two in more], form, data, bounds)


def _ranked(shapes: Sequence[Floats], form: Form, data: _Data, bounds: tuple[Floats, Floats]) -> list[Floats]:
    from scipy.optimize import nnls

    x, y, root = data
    levels = np.array([name in _LEVELS for name in form.names])
    scored = []
    for shape in shapes:
        full = np.where(levels, 1.0, np.clip(shape, bounds[0][: len(levels)], bounds[1][: len(levels)]))
        full[levels], miss = nnls(root[:, None] * schedule_slopes(x, full, form)[1][:, levels], root * y)
        scored.append((float(miss), full))
    return [full for _, full in sorted(scored, key=lambda pair: pair[0])]


def _errors(jacobian: Floats, rss: float, fixed: Floats) -> tuple[Floats, bool]:
    """Standard errors of the parameters off their bounds, and whether the data tell them apart."""
    free = np.flatnonzero(~fixed.astype(bool))
    errors, unit = np.full(jacobian.shape[1], np.nan), jacobian[:, free]
    size, spare = np.sqrt((unit**2).sum(axis=0)), len(jacobian) - len(free)
    if spare < 1 or (size < 1e-9).any() or np.linalg.cond(unit / size) > 1e6:
        return errors, False
    errors[free] = np.sqrt(np.diag(np.linalg.inv((unit / size).T @ (unit / size))) * rss / spare) / size
    return errors, True


def _quality(y: Floats, fitted: Floats, w: Floats, parameters: int) -> dict[str, float]:
    """Measures of fit; a fit that is exact to rounding counts as one with errors of 1e-9 of the mean rate."""
    n, miss = len(y), np.abs(fitted - y)
    rss, tss = float(w @ miss**2), float(w @ (y - np.average(y, weights=w)) ** 2)
    r2 = 1 - rss / tss if tss > 0 else np.nan
    k, spare = parameters + 1, n - parameters - 2  # the variance is a parameter too
    likelihood = n * float(np.log(max(rss / n, (1e-9 * y.mean()) ** 2)))
    return {
        "r2": r2, "r2_adjusted": 1 - (1 - r2) * (n - 1) / (n - parameters) if n > parameters else np.nan,
        "rmse": float(np.sqrt(rss / w.sum())), "mape": float(100 * (miss[y > 0] / y[y > 0]).mean()),
        "error_share": float(100 * miss.sum() / y.sum()), "aic": likelihood + 2 * k,
        "aicc": likelihood + 2 * k * n / spare if spare > 0 else np.inf, "bic": likelihood + k * float(np.log(n)),
    }  # fmt: skip


class Criterion(Enum):
    """What decides between forms: the error against the number of parameters."""

    AIC = "aic"
    AICC = "aicc"  # for few ages, such as five-year groups
    BIC = "bic"  # the most sparing
    R2_ADJUSTED = "r2_adjusted"


def choose(
    ages: Floats, rates: Floats, weights: Floats | None = None, criterion: Criterion = Criterion.AICC
) -> tuple[ScheduleFit, dict[Form, ScheduleFit]]:
    """The form that fits best for its size, and the fits of all forms that the ages allow.

    Forms that did not converge or are not identified count only if no other does.

    Examples
    --------
    >>> ages, known = np.arange(90.0), Schedule(0.02, 0.1, 0.06, 0.1, 20, 0.4, 0.003, a4=1e-4, alpha4=0.05)
    >>> best, fits = choose(ages, schedule(ages, known))
    >>> best.parameters.form, len(fits)
    (<Form.NINE: 9>, 4)
    """
    room = len(ages) if weights is None else int((np.asarray(weights) > 0).sum())
    forms = [form for form in Form if form.value < room] or [Form.SEVEN]
    fits = {form: fit(ages, rates, weights, form) for form in forms}
    sound = [one for one in fits.values() if one.converged and one.identified] or list(fits.values())
    sign = -1.0 if criterion is Criterion.R2_ADJUSTED else 1.0
    return min(sound, key=lambda one: sign * float(getattr(one, criterion.value))), fits


class Intervals(NamedTuple):
    """Percentile intervals of a parametric bootstrap."""

    low: Floats  # (parameter,)
    high: Floats
    curve_low: Floats  # (age,) of the fitted rates, without the noise of a count
    curve_high: Floats
    draws: Floats  # (draw, parameter): what else is to be known of the spread
    failed: int  # draws without a fit, left out


def bootstrap(
    found: ScheduleFit, exposure: Floats, rng: np.random.Generator, draws: int = 200, level: float = 0.95
) -> Intervals:
    """Intervals of a fit to counts: moves are drawn from a Poisson law at the fitted rates and fitted again.

    `exposure` (age,) are person-years, not read at ages without weight. Spread beyond Poisson
    (households that move together) is not in the intervals.

    Examples
    --------
    >>> estimate = fit(np.arange(80.0), schedule(np.arange(80.0), Schedule(0.02, 0.1, 0.06, 0.1, 20, 0.4, 0.003)))
    >>> found = bootstrap(estimate, np.full(80, 1e5), np.random.default_rng(1), draws=20)
    >>> bool(found.low[4] < 20 < found.high[4])
    True
    """
    people = np.where(found.weights > 0, exposure, 1.0)
    if people.shape != found.ages.shape or not (np.isfinite(people) & (people > 0)).all() or not 0 < level < 1:
        raise ValueError(f"exposure above 0 of shape {found.ages.shape} and a level in (0, 1) are needed")
    form, options = found.parameters.form, replace(found.options, start=found.parameters)
    kept = []
    for moves in rng.poisson(found.fitted * people, (draws, len(people))):
        with suppress(QonysError):  # a draw without moves
            kept.append(fit(found.ages, moves / people, found.weights, form, options))
    if not kept:
        raise CannotCompute("schedule-no-draws", where="exposure")
    parameters = np.array([one.parameters.array() for one in kept])
    low, high = np.percentile(parameters, [50 * (1 - level), 50 * (1 + level)], axis=0)
    below, above = np.percentile([one.fitted for one in kept], [50 * (1 - level), 50 * (1 + level)], axis=0)
    return Intervals(low, high, below, above, parameters, draws - len(kept))


class Landmarks(NamedTuple):
    """Ages and rates where a schedule turns; nan where it has no such turn."""

    low_point: float  # x_l, years: the last minimum before the labour peak
    labour_peak: float  # x_h, years: the highest maximum below 50
    retirement_peak: float  # x_r, years: the highest maximum from 50
    labour_shift: float  # X = x_h - x_l, years
    parental_shift: float  # A, years: how much older parents with the rate of a child are, mean over ages 0 to x_l
    jump: float  # B = m(x_h) - m(x_l), in the unit of the levels


def landmarks(parameters: Schedule, oldest: float = 100.0) -> Landmarks:
    """Low point, peaks, shifts and jump of a schedule, to 0.001 years (Rogers, Castro 1981, section 3).

    Examples
    --------
    >>> [round(x, 2) for x in landmarks(Schedule(0.02, 0.1, 0.06, 0.1, 20, 0.4, 0.003))[:2]]
    [15.41, 23.32]
    """
    x = np.linspace(0.0, oldest, round(oldest * 100) + 1)
    m = schedule(x, parameters)
    moves = np.flatnonzero(np.abs(np.diff(m)) > 1e-12 * m.max())  # the rest is rounding
    up = np.diff(m)[moves] > 0
    peaks, lows = moves[1:][up[:-1] & ~up[1:]], moves[1:][~up[:-1] & up[1:]]
    labour = peaks[x[peaks] < 50]
    high = int(labour[m[labour].argmax()]) if len(labour) else 0
    top, late = _vertex(x, m, labour), _vertex(x, m, peaks[x[peaks] >= 50])
    before, after = lows[lows < high], lows[lows > high]
    if not len(before):
        return Landmarks(np.nan, top, late, np.nan, np.nan, np.nan)
    first = _vertex(x, m, before[-1:])
    down = slice(high, int(after[0]) + 1 if len(after) else None)
    children = np.arange(np.floor(first) + 1)
    parents = np.interp(schedule(children, parameters), m[down][::-1], x[down][::-1], left=np.nan, right=np.nan)
    shift = float(np.nanmean(parents - children)) if not np.isnan(parents).all() else np.nan
    return Landmarks(first, top, late, top - first, shift, float(m[high] - m[before[-1]]))


def _vertex(x: Floats, m: Floats, turns: NDArray[np.int64]) -> float:
    """Where the parabola through the neighbours of the highest of some turns has its own; nan without one."""
    if not len(turns):
        return np.nan
    at = int(turns[m[turns].argmax()])
    left, middle, right = m[at - 1 : at + 2]
    return float(x[at] + (x[1] - x[0]) * 0.5 * (left - right) / (left - 2 * middle + right))

"""Dates in a series: where it turns (peaks and troughs), and where a long one changes its level."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats

Bools = NDArray[np.bool_]
Marks = list[tuple[int, int]]  # positions of turns, 1 for a peak and -1 for a trough


class Turn(enum.Enum):
    """Kind of a turning point."""

    PEAK = "peak"
    TROUGH = "trough"


@dataclass(frozen=True, slots=True)
class Dating:
    """Rules of dating, in steps of the series."""

    window: int = 5  # a peak is the largest of so many steps on each side
    phase: int = 5  # least distance of a peak from the next trough
    cycle: int = 15  # least distance of two peaks, or of two troughs
    ends: int = 6  # least distance of a turn from the first and the last value
    z: float = 1.96  # a move counts where it is larger than z times its standard error

    def __post_init__(self) -> None:
        if min(self.window, self.phase, self.cycle, self.ends) < 1 or self.z < 0:
            raise ValueError(f"distances are 1 or more, z is 0 or more, got {self}")


MONTHLY = Dating()  # Bry and Boschan (1971)
QUARTERLY = Dating(window=2, phase=2, cycle=5, ends=2)  # Harding and Pagan (2002)


@dataclass(frozen=True)
class TurningPoints:
    """Peaks and troughs in order of time, in turn; no turning point is a result too."""

    positions: tuple[int, ...]  # indices into the series
    kinds: tuple[Turn, ...]
    sizes: Floats  # (turn,): the smaller of the moves before and after it, unit of the series
    exceeds_noise: Bools | None  # (turn,): both moves are larger than z standard errors; None without errors


def turning_points(series: Floats, rules: Dating = MONTHLY, errors: Floats | None = None) -> TurningPoints:
    """Peaks and troughs of a long series, adjusted for season: the rules of Bry and Boschan in one pass.

    1. Candidates are extremes of a window; of equal values the last one.
    2. Of neighbours of one kind the more extreme stays (the later of equals), so that kinds alternate.
    3. Turns nearer than `ends` to an end go, and a first or last one that the series exceeds beyond it.
    4. While two of one kind are closer than `cycle`, the less extreme goes; then, while a phase is shorter
       than `phase`, both its turns go, or the outer one at the ends; small moves first.

    The stages of the full procedure on moving averages (12 months, Spencer) are left out: give a trend
    or an adjusted series. Moves are from turn to turn, outside from the first and to the last value.

    Parameters
    ----------
    series, errors : (time,) floats
        Values and their standard errors. Missing values are refused (BadInput), here and below.

    References
    ----------
    Bry, Boschan (1971), Cyclical Analysis of Time Series, NBER. Harding, Pagan (2002), J. Monet. Econ. 49, 365-381.

    Examples
    --------
    >>> found = turning_points(np.array([0.0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 4]), QUARTERLY)
    >>> found.positions, [kind.value for kind in found.kinds], found.sizes
    ((3, 6), ['peak', 'trough'], array([3., 3.]))
    """
    _check(series, errors)
    turns = _candidates(series, rules.window)
    while (kept := _censor(series, _alternate(series, _trim(series, turns, rules.ends)), rules)) != turns:
        turns = kept
    at = [0, *(t for t, _ in turns), len(series) - 1]
    return _measured(series, turns, list(zip(at, at[2:], strict=False)), None if errors is None else errors**2, rules.z)


def month_turns(flows: Floats, variance: Floats | None = None, z: float = MONTHLY.z) -> TurningPoints:
    """All changes of direction from month to month of a short series, with those that exceed the noise.

    A turn exceeds the noise where the moves from the month before and to the month after are each
    larger than z times their standard error. Of a plateau the last month turns, and it is measured
    against the months on both sides of the plateau. The first and the last month cannot turn.

    Parameters
    ----------
    flows : (time,) floats
        Counts (their variance is themselves) or, with `variance`, any other.
    variance : (time,) floats
        Of each value: arrivals plus departures for net migration, times the overdispersion where there is one.

    Examples
    --------
    >>> found = month_turns(np.array([100.0, 103, 100, 200, 101, 99, 100]))
    >>> found.positions, found.exceeds_noise.tolist()
    ((1, 2, 3, 5), [False, False, True, False])
    """
    _check(flows, variance)
    variance = flows if variance is None else variance
    if (variance < 0).any():
        raise _bad("series-negative", variance < 0)
    last = np.append(np.flatnonzero(np.diff(flows)), len(flows) - 1)  # a run of equal values acts as one month
    moves = np.sign(np.diff(flows[last])).astype(int)
    turned = 1 + np.flatnonzero(moves[:-1] * moves[1:] < 0)
    turns = [(int(last[i]), int(moves[i - 1])) for i in turned]
    return _measured(flows, turns, [(int(last[i - 1]), int(last[i]) + 1) for i in turned], variance, z)


def _candidates(series: Floats, window: int) -> Marks:
    found: Marks = []
    for t in range(window, len(series) - window):
        for sign in (1, -1):
            before, here, after = np.split(sign * series[t - window : t + window + 1], [window, window + 1])
            # Of equal values the last one; the end of a stretch that was flat all along is no turn.
            if (here >= before).all() and (here > before).any() and (here > after).all():
                found.append((t, sign))
    return found


def _alternate(series: Floats, turns: Marks) -> Marks:
    kept: Marks = []
    for t, sign in turns:
        if kept and kept[-1][1] == sign:
            if sign * series[t] < sign * series[kept[-1][0]]:
                continue
            kept.pop()
        kept.append((t, sign))
    return kept


def _trim(series: Floats, turns: Marks, ends: int) -> Marks:
    kept = [(t, sign) for t, sign in turns if ends <= t < len(series) - ends]
    while kept and (kept[0][1] * series[: kept[0][0]] > kept[0][1] * series[kept[0][0]]).any():
        kept = kept[1:]
    while kept and (kept[-1][1] * series[kept[-1][0] :] > kept[-1][1] * series[kept[-1][0]]).any():
        kept = kept[:-1]
    return kept


def _censor(series: Floats, turns: Marks, rules: Dating) -> Marks:
    """Without the turn or pair that breaks a rule of distance by the smallest move, if any does."""
    at, last = [t for t, _ in turns], len(turns) - 1
    heights = [sign * float(series[t]) for t, sign in turns]
    close = [
        (abs(heights[i] - heights[i + 2]), i, {i} if heights[i] <= heights[i + 2] else {i + 2})
        for i in range(last - 1) if at[i + 2] - at[i] < rules.cycle
    ] or [
        (abs(heights[i] + heights[i + 1]), i, {0} if i == 0 else {last} if i + 1 == last else {i, i + 1})
        for i in range(last) if at[i + 1] - at[i] < rules.phase
    ]  # fmt: skip
    gone = min(close)[2] if close else set()
    return [turn for i, turn in enumerate(turns) if i not in gone]


def _measured(
    series: Floats, turns: Marks, beside: list[tuple[int, int]], variance: Floats | None, z: float
) -> TurningPoints:
    positions = np.array([t for t, _ in turns], dtype=np.int64)
    neighbours = np.array(beside, dtype=np.int64).reshape(-1, 2)
    moves = np.abs(series[positions, None] - series[neighbours])
    kinds = tuple(Turn.PEAK if sign > 0 else Turn.TROUGH for _, sign in turns)
    exceeds: Bools | None = None
    if variance is not None:
        exceeds = np.all(moves > z * np.sqrt(variance[positions, None] + variance[neighbours]), axis=1)
    return TurningPoints(tuple(positions.tolist()), kinds, moves.min(axis=1), exceeds)


def _check(series: Floats, beside: Floats | None = None) -> None:
    if series.ndim != 1 or not len(series) or (beside is not None and beside.shape != series.shape):
        given = None if beside is None else beside.shape
        raise ValueError(f"one series, and errors of its shape, are needed, got {series.shape}, {given}")
    missing = ~(np.isfinite(series) & np.isfinite(series if beside is None else beside))
    if missing.any():
        raise _bad("series-gaps", missing)


def _bad(code: str, wrong: Bools) -> BadInput:
    where = "positions " + ", ".join(map(str, np.flatnonzero(wrong)[:10]))
    return BadInput(code, where=where, fix="give these figures, or a part without them", count=int(wrong.sum()))


@dataclass(frozen=True)
class LevelBreaks:
    """Breaks of level: the best positions for each number of breaks, the choice, and tests."""

    positions: tuple[int, ...]  # first index of each new level, for the chosen number of breaks
    levels: Floats  # (break + 1,): means between breaks
    candidates: tuple[tuple[int, ...], ...]  # best positions of 0, 1, ... breaks
    rss: Floats  # (most + 1,): residual sums of squares of 0, 1, ... breaks
    bic: Floats  # (most + 1,): the smallest is chosen
    sup_f: Floats  # (most,): of 1, 2, ... breaks against none
    p_values: Floats  # (most,): of sup_f, simulated
    p_value: float  # of any break at all, simulated: by the largest of sup_f (UDmax)
    autocorrelation: float  # of residuals, lag 1: above 2 / sqrt(n), p-values are too small; nan without variation


def level_breaks(
    series: Floats, generator: np.random.Generator, most: int = 5, trim: float = 0.15, draws: int = 999
) -> LevelBreaks:
    """Breaks in the mean of a long series, at least 15 values, by least squares (Bai and Perron).

    Dynamic programming finds the best positions for each number of breaks, at most `most`, segments
    being `trim` times the series or longer; BIC chooses the number (means, dates and a variance are its
    parameters). p-values compare with `draws` series of independent normal values of the same length:
    exact for those, too small under autocorrelation. Give logarithms where changes are proportional.

    Parameters
    ----------
    series : (time,) floats
        Fewer than 15 values, or all equal, are refused (CannotCompute).

    References
    ----------
    Bai, Perron (1998), Econometrica 66, 47-78; (2003), J. Appl. Econom. 18, 1-22; Zeileis et al. (2003).

    Examples
    --------
    >>> steps = np.repeat([10.0, 20.0], 10) + np.tile([0.5, -0.5], 10)
    >>> level_breaks(steps, np.random.default_rng(1)).positions
    (10,)
    """
    _check(series)
    n, scale = len(series), float(np.ptp(series))
    if n < 15 or scale == 0:
        raise CannotCompute("no-breaks", where=f"{n} values")
    shortest = max(2, math.floor(trim * n + 1e-9))
    most = min(most, n // shortest - 1)
    if most < 1 or draws < 1:
        raise ValueError(f"no break fits or nothing is drawn: most {most}, trim {trim}, draws {draws}")
    rss, candidates = _segments(series[None] / scale, most, shortest)
    block = max(1, 10**6 // n)  # bounds the memory
    blocks = [
        _segments(generator.standard_normal((min(block, draws - i), n)), most, shortest)[0]
        for i in range(0, draws, block)
    ]
    sup_f, null = _f(rss, n)[0], _f(np.concatenate(blocks), n)
    bic = n * (np.log(rss[0] * scale**2 / n) + 1 + math.log(2 * math.pi)) + 2 * np.arange(1, most + 2) * math.log(n)
    chosen = candidates[int(np.argmin(bic))]
    parts = np.split(series, chosen)
    rest = np.concatenate([part - part.mean() for part in parts]) / scale
    rank, rank_any = (null >= sup_f).sum(axis=0), (null.max(axis=1) >= sup_f.max()).sum()
    return LevelBreaks(
        chosen, np.array([part.mean() for part in parts]), candidates, rss[0] * scale**2, bic, sup_f,
        (1 + rank) / (1 + draws), float(1 + rank_any) / (1 + draws),
        float(rest[1:] @ rest[:-1] / (rest @ rest)) if rest @ rest > 1e-20 else math.nan,
    )  # fmt: skip


def _f(rss: Floats, n: int) -> Floats:
    m = np.arange(1, rss.shape[1])
    f: Floats = (n - m - 1) / m * (rss[:, :1] / rss[:, 1:] - 1)
    return f


def _segments(series: Floats, most: int, shortest: int) -> tuple[Floats, tuple[tuple[int, ...], ...]]:
    """Least squares of (draw, time) about the means of 1, 2, ... segments; breaks between those of the first draw."""
    ends = np.arange(series.shape[1] + 1)
    values = np.pad(series - series.mean(axis=1, keepdims=True), ((0, 0), (1, 0)))
    sums, squares = values.cumsum(axis=1), (values**2).cumsum(axis=1)
    best = np.where(ends < shortest, np.inf, squares - sums**2 / np.maximum(ends, 1))  # of the first t values
    rss = [best[:, -1]]
    found: list[tuple[int, ...]] = [()]
    paths: dict[int, tuple[int, ...]] = {int(t): () for t in ends}
    for m in range(1, most + 1):
        longer, longer_paths = np.full_like(best, np.inf), dict(paths)
        for t in ends[(m + 1) * shortest :]:
            s = np.arange(m * shortest, t - shortest + 1)
            total = best[:, s] + squares[:, [t]] - squares[:, s] - (sums[:, [t]] - sums[:, s]) ** 2 / (t - s)
            longer[:, t] = total.min(axis=1)
            split = int(s[total[0].argmin()])
            longer_paths[int(t)] = (*paths[split], split)
        best, paths = longer, longer_paths
        rss.append(best[:, -1])
        found.append(paths[series.shape[1]])
    # Rounding must not make a perfect fit better than none.
    return np.maximum(np.stack(rss, axis=1), 1e-12 * squares[:, -1:]), tuple(found)

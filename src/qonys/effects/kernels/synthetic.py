"""Synthetic difference-in-differences, synthetic control and plain difference-in-differences, with their inference.

How this works. Weights of control units make their past run parallel to that of the treated, weights of earlier
periods make them like the later ones for the controls; the effect is the difference in differences with both. Weights
lie on a simplex: minimising |M w|² there is the same as a non-negative least-squares problem with one more row, which
is solved exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.synthetic_weights import Solver, simplex, stepwise
from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats

TINY = 1e-6
"""Share of the noise that ridges of period weights, and of a synthetic control, are."""

LEAST = 1e-5
"""Share of the noise at which the published steps stop."""

NORMAL_975 = 1.959963984540054


class Design(Enum):
    """Which weights are used."""

    SYNTHETIC_DIFFERENCE = "weights of units and of periods, levels free"
    SYNTHETIC_CONTROL = "weights of units that meet the level, no period weights"
    DIFFERENCE = "all units and periods alike"


@dataclass(frozen=True, eq=False)
class Block:
    """A full panel: controls first, then units that are all treated from the same period on."""

    outcome: Floats  # (N, T)
    treated: int
    before: int  # periods before the event
    units: NDArray[Any]  # (N,) labels
    periods: NDArray[Any]  # (T,) labels


@dataclass(frozen=True, eq=False)
class Synthetic:
    """The effect on the treated after the event, and the weights of controls (N0,) and earlier periods (T0,)."""

    effect: float
    units: Floats
    periods: Floats
    path: Floats  # (T,), gap of treated and weighted controls less its weighted past: its mean after is the effect


@dataclass(frozen=True, slots=True)
class Placebo:
    """Effects of events that did not happen: standard error, and the rank of the true effect among them."""

    error: float
    p: float  # (1 + placebos as large) / (1 + placebos)
    low: float  # effect ∓ 1.96 errors
    high: float
    placebos: int


@dataclass(frozen=True, slots=True)
class Jackknife:
    """Standard error from leaving out each unit in turn, weights as they are; effect ∓ 1.96 errors."""

    error: float
    low: float
    high: float


def block(outcome: Floats, units: NDArray[Any], periods: NDArray[Any], treated: NDArray[np.bool_]) -> Block:
    """A long panel, n rows with whether a row is treated, as a full block.

    Raises
    ------
    BadInput
        If a unit has two rows in a period.
    CannotCompute
        If a unit lacks a period or a figure (both named), or treated units do not all begin together and stay.

    Examples
    --------
    >>> found = block(np.arange(6.0), np.repeat(["b", "a"], 3), np.tile([1, 2, 3], 2), np.array([0, 0, 1, 0, 0, 0]) > 0)
    >>> found.units.tolist(), found.treated, found.before, found.outcome[1].tolist()
    (['a', 'b'], 1, 2, [0.0, 1.0, 2.0])
    """
    names, row = np.unique(units, return_inverse=True)
    times, column = np.unique(periods, return_inverse=True)
    seen = np.zeros((len(names), len(times)), int)
    np.add.at(seen, (row, column), 1)
    if (seen > 1).any():
        unit, period = (labels[i] for labels, i in zip((names, times), np.argwhere(seen > 1)[0], strict=True))
        raise BadInput(
            "effect-repeated-cell",
            where=f"unit {unit}, period {period}",
            fix="one row for each unit and period",
            unit=unit,
            period=period,
        )
    wide, mask = np.full(seen.shape, np.nan), np.zeros(seen.shape, bool)
    wide[row, column], mask[row, column] = outcome, treated
    ever = np.asarray(mask.any(axis=1), bool)
    before = int((~mask.any(axis=0)).sum())
    if (mask != ever[:, None] * (np.arange(len(times)) >= before)).any():
        raise CannotCompute("effect-not-a-block", where="events", fix="take each date by itself, or an event study")
    order = np.argsort(ever, kind="stable")
    found = Block(wide[order], int(ever.sum()), before, names[order], times)
    _refuse(found.outcome, found.treated, before, (found.units, times))
    return found


def synthetic(
    outcome: Floats, treated: int, before: int,
    design: Design = Design.SYNTHETIC_DIFFERENCE, solver: Solver = Solver.EXACT,
) -> Synthetic:  # fmt: skip
    """The effect of an event on the last `treated` units of a panel from period `before` on.

    Parameters
    ----------
    outcome : (N, T), controls first, without gaps
    treated : number of treated units, the last rows
    before : number of periods before the event
    solver : the published steps stop before the minimum; for California's law the effect is then -15.6038
        instead of -15.6054, that of the synthetic control -19.62 instead of -19.51

    Raises
    ------
    CannotCompute
        If there are no controls, fewer than two periods before or none after, a figure is missing (named), or a
        single control with two periods before leaves no noise to go by.

    References
    ----------
    Arkhangelsky, Athey, Hirshberg, Imbens, Wager (2021), American Economic Review 111(12), 4088-4118, algorithm 1.
    Abadie, Diamond, Hainmueller (2010), JASA 105(490).

    Examples
    --------
    >>> past = np.outer([1.0, 2.0, 1.5], np.arange(6.0))
    >>> past[2, 4:] += 3
    >>> round(synthetic(past, 1, 4).effect, 6)
    3.0
    """
    _refuse(outcome, treated, before)
    controls, of_treated = outcome[:-treated], outcome[-treated:].mean(axis=0)
    n, late = len(controls), outcome.shape[1] - before
    if design is Design.DIFFERENCE:
        return _effect(controls, of_treated, np.full(n, 1 / n), np.full(before, 1 / before))
    past, noise = controls[:, :before], _noise(controls[:, :before])

    def weights(columns: Floats, target: Floats, share: float, level: bool = True) -> Floats:
        ridge = share * noise * np.sqrt(len(target))
        if solver is Solver.PUBLISHED:
            return stepwise(columns, target, ridge, LEAST * noise, level=level)
        return simplex(columns, target, ridge, level=level)

    if design is Design.SYNTHETIC_CONTROL:
        return _effect(controls, of_treated, weights(past.T, of_treated[:before], TINY, False), np.zeros(before))
    units = weights(past.T, of_treated[:before], (treated * late) ** 0.25)
    return _effect(controls, of_treated, units, weights(past, controls[:, before:].mean(axis=1), TINY))


def _noise(past: Floats) -> float:
    """Standard deviation of the controls' first differences before the event."""
    steps = np.diff(past, axis=1)
    if steps.size < 2:
        raise CannotCompute("effect-no-noise", where="controls", fix="more control units or earlier periods")
    return float(steps.std(ddof=1))


def _effect(controls: Floats, of_treated: Floats, units: Floats, periods: Floats) -> Synthetic:
    gaps = of_treated - units @ controls
    path = gaps - periods @ gaps[: len(periods)]
    return Synthetic(float(path[len(periods) :].mean()), units, periods, path)


def placebo(
    outcome: Floats, treated: int, before: int, generator: np.random.Generator,
    design: Design = Design.SYNTHETIC_DIFFERENCE, draws: int = 200,
) -> Placebo:  # fmt: skip
    """Inference by giving the event to controls: the one that is there with a single treated unit.

    Every group of controls is a placebo once where there are no more than `draws` of them (as with one treated unit
    and fewer controls), otherwise `draws` random groups are. It rests on units whose scatter is alike.

    Raises
    ------
    CannotCompute
        If there are not more controls than treated units, and as `synthetic`.

    References
    ----------
    Arkhangelsky et al. (2021), algorithm 4. Abadie, Diamond, Hainmueller (2010) for ranks.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> panel = random.normal(size=(21, 12)).cumsum(axis=1)
    >>> panel[-1, 8:] += 15
    >>> found = placebo(panel, 1, 8, random)
    >>> found.placebos, round(found.p, 3)
    (20, 0.048)
    """
    effect = synthetic(outcome, treated, before, design).effect
    controls = outcome[:-treated]
    n = len(controls)
    if n <= treated:
        raise CannotCompute(
            "effect-no-placebo", where="controls", fix="more control units", controls=n, treated=treated
        )
    if comb(n, treated) <= draws:
        groups = [np.append(np.delete(np.arange(n), group), group) for group in combinations(range(n), treated)]
    else:
        groups = [generator.permutation(n) for _ in range(draws)]
    effects = np.array([synthetic(controls[order], treated, before, design).effect for order in groups])
    error = float(effects.std(ddof=0))
    p = (1 + int((np.abs(effects) >= abs(effect) * (1 - 1e-12)).sum())) / (1 + len(effects))
    return Placebo(error, float(p), effect - NORMAL_975 * error, effect + NORMAL_975 * error, len(effects))


def jackknife(outcome: Floats, treated: int, before: int, design: Design = Design.SYNTHETIC_DIFFERENCE) -> Jackknife:
    """Inference by leaving out each unit in turn, weights held: for several treated units.

    Not for a synthetic control, whose bias without period weights this does not see.

    Raises
    ------
    CannotCompute
        If there is one treated unit or one control bears all the weight, and as `synthetic`.

    References
    ----------
    Arkhangelsky et al. (2021), algorithm 3.

    Examples
    --------
    >>> panel = np.array([[0.0, 1, 1], [0, 0, 2], [0, 1, 4], [1, 1, 6]])
    >>> round(jackknife(panel, 2, 2, Design.DIFFERENCE).error, 6)
    1.299038
    """
    whole = synthetic(outcome, treated, before, design)
    if treated < 2 or (whole.units > 0).sum() < 2:
        raise CannotCompute("effect-no-jackknife", where="treated units and controls", fix="placebo inference")
    n = len(outcome)
    effects = []
    for i in range(n):
        keep = np.delete(np.arange(n), i)
        controls, of_treated = outcome[keep[keep < n - treated]], outcome[keep[keep >= n - treated]].mean(axis=0)
        units = whole.units[keep[keep < n - treated]]
        effects.append(_effect(controls, of_treated, units / units.sum(), whole.periods).effect)
    error = float(np.sqrt((n - 1) / n * ((np.array(effects) - whole.effect) ** 2).sum()))
    return Jackknife(error, whole.effect - NORMAL_975 * error, whole.effect + NORMAL_975 * error)


def _refuse(
    outcome: Floats, treated: int, before: int, labels: tuple[NDArray[Any], NDArray[Any]] | None = None
) -> None:
    units, periods = outcome.shape
    if not 0 < treated < units:
        raise CannotCompute("effect-no-comparison", where="units", fix="units without the event")
    if not 2 <= before < periods:
        raise CannotCompute(
            "effect-no-event", where=f"{before} of {periods} periods before", fix="two periods before and one after"
        )
    missing = np.argwhere(~np.isfinite(outcome))
    if len(missing):
        names, times = labels or (np.arange(1, units + 1), np.arange(1, periods + 1))
        unit, period = names[missing[0, 0]], times[missing[0, 1]]
        raise CannotCompute(
            "effect-cell-missing",
            where=f"unit {unit}, period {period}",
            fix="leave the unit out, or shorten the span",
            unit=unit,
            period=period,
        )

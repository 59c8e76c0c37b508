"""Synthetic difference-in-differences, synthetic control and plain difference-in-differences, with placebo inference.

How this works. Weights of control units make their past run parallel to that of the treated, weights of earlier
periods make them like the later ones for the controls; the effect is the difference in differences with both. Weights
lie on a simplex: minimising |M w|² there is the same as a non-negative least-squares problem with one more row, which
is solved exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

TINY = 1e-6
"""Share of the noise that ridges of period weights, and of a synthetic control, are."""


class Design(Enum):
    """Which weights are used."""

    SYNTHETIC_DIFFERENCE = "weights of units and of periods, levels free"
    SYNTHETIC_CONTROL = "weights of units that meet the level, no period weights"
    DIFFERENCE = "all units and periods alike"


@dataclass(frozen=True, eq=False)
class Synthetic:
    """The effect on the treated after the event, and the weights of controls (N0,) and earlier periods (T0,)."""

    effect: float
    units: Floats
    periods: Floats


@dataclass(frozen=True, slots=True)
class Placebo:
    """Effects of events that did not happen: standard error, and the rank of the true effect among them."""

    error: float
    p: float  # (1 + placebos as large) / (1 + placebos)
    low: float  # effect ∓ 1.96 errors
    high: float
    placebos: int


def synthetic(outcome: Floats, treated: int, before: int, design: Design = Design.SYNTHETIC_DIFFERENCE) -> Synthetic:
    """The effect of an event on the last `treated` units of a panel from period `before` on.

    Parameters
    ----------
    outcome : (N, T), controls first, without gaps
    treated : number of treated units, the last rows
    before : number of periods before the event

    Raises
    ------
    CannotCompute
        If there are no controls, fewer than two periods before or none after, or a figure is missing (named).

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
    controls = outcome[:-treated]
    of_treated = outcome[-treated:].mean(axis=0)
    n, late = len(controls), outcome.shape[1] - before
    noise = float(np.diff(controls[:, :before], axis=1).std(ddof=1))
    if design is Design.DIFFERENCE:
        units, periods = np.full(n, 1 / n), np.full(before, 1 / before)
    elif design is Design.SYNTHETIC_CONTROL:
        units = simplex(controls[:, :before].T, of_treated[:before], TINY * noise * np.sqrt(before), level=False)
        periods = np.zeros(before)
    else:
        ridge = (treated * late) ** 0.25 * noise * np.sqrt(before)
        units = simplex(controls[:, :before].T, of_treated[:before], ridge)
        periods = simplex(controls[:, :before], controls[:, before:].mean(axis=1), TINY * noise * np.sqrt(n))
    gaps = of_treated - units @ controls
    return Synthetic(float(gaps[before:].mean() - periods @ gaps[:before]), units, periods)


def simplex(columns: Floats, target: Floats, ridge: float, *, level: bool = True) -> Floats:
    """Weights w (k,) of columns (r, k), 0 or more with sum 1, that minimise |columns w - target|² + ridge² |w|².

    With `level` a constant is free. On the simplex columns w - target is (columns - target 1') w, a homogeneous form:
    its minimiser is the direction of the solution of min |M u|² + (1 - Σ u)² over u ≥ 0.

    Examples
    --------
    >>> simplex(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.25, 0.75]), 0.0, level=False).round(6).tolist()
    [0.25, 0.75]
    """
    from scipy.optimize import nnls

    gaps = columns - target[:, None]
    if level:
        gaps = gaps - gaps.mean(axis=0)
    scale = float(np.linalg.norm(gaps)) or 1.0
    rows = np.vstack([gaps / scale, np.eye(columns.shape[1]) * ridge / scale, np.ones(columns.shape[1])])
    found = nnls(rows, np.append(np.zeros(len(rows) - 1), 1.0), maxiter=100 * columns.shape[1])[0]
    weights: Floats = found / found.sum()
    return weights


def placebo(
    outcome: Floats, treated: int, before: int, generator: np.random.Generator,
    design: Design = Design.SYNTHETIC_DIFFERENCE, draws: int = 200,
) -> Placebo:  # fmt: skip
    """Inference by giving the event to controls: the one that is there with a single treated unit.

    With one treated unit every control is a placebo once, otherwise `draws` random groups of them are. It rests on
    units whose scatter is alike.

    Raises
    ------
    CannotCompute
        If there are not more controls than treated units.

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
    controls = outcome[:-treated]
    n = len(controls)
    if n <= treated:
        raise CannotCompute(
            "effect-no-placebo", f"{n} controls for {treated} treated units leave no placebo", where="controls",
            fix="more control units", controls=n, treated=treated,
        )  # fmt: skip
    if treated == 1:
        groups = [np.append(np.delete(np.arange(n), i), i) for i in range(n)]
    else:
        groups = [generator.permutation(n) for _ in range(draws)]
    effects = np.array([synthetic(controls[order], treated, before, design).effect for order in groups])
    effect = synthetic(outcome, treated, before, design).effect
    error = float(effects.std(ddof=0))
    p = (1 + int((np.abs(effects) >= abs(effect) * (1 - 1e-12)).sum())) / (1 + len(effects))
    return Placebo(error, float(p), effect - 1.959964 * error, effect + 1.959964 * error, len(effects))


def _refuse(outcome: Floats, treated: int, before: int) -> None:
    units, periods = outcome.shape
    if not 0 < treated < units:
        raise CannotCompute(
            "effect-no-comparison", "all units are reached at once: there is nobody to compare with", where="units",
            fix="units without the event",
        )  # fmt: skip
    if not 2 <= before < periods:
        raise CannotCompute(
            "effect-no-event", "no unit has its event inside the panel", where=f"{before} of {periods} periods before",
            fix="two periods before and one after",
        )  # fmt: skip
    missing = np.argwhere(~np.isfinite(outcome))
    if len(missing):
        unit, period = (int(i) + 1 for i in missing[0])
        raise CannotCompute(
            "effect-cell-missing", f"unit {unit} has no figure in period {period}",
            where=f"unit {unit}, period {period}", fix="leave the unit out, or shorten the span", unit=unit,
            period=period,
        )  # fmt: skip

"""The Anderson-Rubin interval of one of several endogenous coefficients, by projection of their joint set.

How this works. A value of the coefficient is kept if some values of the others make the joint test not reject. The
least statistic over the others is searched among directions: exactly, where errors are equal (an eigenvalue), and
from there downhill for the given covariance. With two regressors a half circle of directions is gone through besides.
The critical value is that of the joint test, F(l, df): the set holds the truth at least as often as it says
(conservative). A search that stops short of the least statistic would make the set too small, never too large.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qonys.effects.kernels.anderson_rubin import AndersonRubin, critical_f, judged
from qonys.effects.kernels.confidence_sets import Line, kind_of, search
from qonys.effects.kernels.iv_data import IvData, Reduced
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

POINTS = 201
"""Values of the coefficient that are tried before ends are halved down to."""
DIRECTIONS = 181
"""Directions of the half circle with two regressors."""


def ar_projection(data: IvData, component: int = 0, level: float = 0.95) -> AndersonRubin:
    """The set of values of one coefficient for which the joint test of all p does not reject, whatever the others.

    `statistic` and `p` are of no effect of this regressor: the least joint statistic with this coefficient at 0.

    Parameters
    ----------
    component : which regressor, 0 to p - 1

    Raises
    ------
    CannotCompute
        If there are fewer instruments than regressors, or not more clusters than instruments.

    References
    ----------
    Dufour, Taamouti (2005), Econometrica 73(4), 1351-1365.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(200, 3))
    >>> x = z[:, :2] + random.normal(size=(200, 2))
    >>> found = ar_projection(IvData(x @ [1.0, 2.0] + random.normal(size=200), x, z, np.ones((200, 1))), 1)
    >>> ((low, high),) = found.pieces
    >>> low < 2 < high, found.p < 0.01
    (True, True)
    """
    from scipy.stats import f as fisher

    p, number = data.x.shape[1], data.z.shape[1]
    if number < p:
        raise CannotCompute(
            "effect-few-instruments",
            where="instruments",
            fix="one instrument at least for each endogenous regressor",
            instruments=number,
            regressors=p,
        )
    form = judged(data)
    critical = critical_f(form, level)
    pieces = search(
        lambda b: np.array([critical - least_statistic(form, component, float(each)) for each in b]),
        _line(form, component),
    )
    statistic = least_statistic(form, component, 0.0)
    tail = float(fisher.sf(statistic, form.instruments, form.df))
    return AndersonRubin(statistic, tail, form.df, pieces, kind_of(pieces))


def least_statistic(form: Reduced, component: int, value: float) -> float:
    """The least joint statistic over the other coefficients, with one held at a value."""
    from scipy.linalg import eigh

    # directions (1, -value) of y and the regressor, and those of the others, each of unit length
    held = np.zeros(len(form.slopes))
    held[0], held[1 + component] = 1.0, -value
    basis = np.column_stack([held, np.delete(np.eye(len(held)), (0, 1 + component), axis=1)])
    basis = basis / np.sqrt(np.diag(basis.T @ form.products @ basis))
    explained = basis.T @ form.slopes @ form.slopes.T @ basis
    _, starts = eigh(explained, basis.T @ form.products @ basis)

    def at(weights: Floats) -> Floats:
        found: Floats = form.statistics(weights @ basis.T)
        return found

    if len(starts) == 1:
        return float(at(np.ones((1, 1)))[0])
    return _round(at) if len(starts) == 2 else _downhill(form, basis, starts)


def _round(at: Callable[[Floats], Floats]) -> float:
    """Least over the half circle, two weights."""
    from scipy.optimize import minimize_scalar

    angles = np.linspace(0, np.pi, DIRECTIONS)
    step = angles[1]

    def of(turned: Floats) -> Floats:
        return at(np.column_stack([np.cos(turned), np.sin(turned)]))

    values = of(angles)
    found = float(values.min())
    before, after = np.r_[values[-2], values[:-1]], np.r_[values[1:], values[1]]  # the half circle closes
    dips = (values <= before) & (values <= after)
    for angle in angles[dips]:
        ends = (angle - step, angle + step)
        best = minimize_scalar(lambda a: float(of(np.array([a]))[0]), bounds=ends, method="bounded")
        found = min(found, float(best.fun))
    return found


def _downhill(form: Reduced, basis: Floats, starts: Floats) -> float:
    """Least from several starts (columns), three weights or more."""
    from scipy.optimize import minimize

    def at(weights: Floats) -> tuple[float, Floats]:
        value, slope = _with_slope(form, basis @ weights)
        return value, basis.T @ slope

    ways = [minimize(at, start / np.linalg.norm(start), jac=True) for start in starts.T]
    return float(min(way.fun for way in ways))


def _with_slope(form: Reduced, direction: Floats) -> tuple[float, Floats]:
    """The statistic of one direction (1 + p,) and its slope: of s'V⁻¹s, 2 s'V⁻¹ds - s'V⁻¹ dV V⁻¹s."""
    half = np.tensordot(direction, form.moments, 1)  # the covariance is bilinear in the direction
    slopes = direction @ form.slopes
    solved = np.linalg.solve(np.tensordot(direction, half, 1), slopes)
    slope = 2 * (form.slopes @ solved - half @ solved @ solved)
    return float(slopes @ solved) / form.instruments, slope / form.instruments


def _line(form: Reduced, component: int) -> Line:
    """The line around the two-stage estimate of the coefficient."""
    y, x = form.slopes[0], form.slopes[1:].T
    inverse = np.linalg.pinv(x)
    centre = inverse @ y
    w = np.r_[1.0, -centre]
    variance = inverse @ np.einsum("a,b,abij->ij", w, w, form.moments) @ inverse.T
    own = float(centre[component])
    return Line(own, float(np.sqrt(variance[component, component])) or abs(own) or 1.0, POINTS)

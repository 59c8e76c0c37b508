"""Anderson-Rubin tests and confidence sets: right however weak the instruments are.

How this works. If the coefficient is b, the instruments explain nothing of y - b x. The set of values that this test
does not reject may be an interval, two rays, the whole line or empty; it is found on a line bent to (-1, 1), so that
the far ends are seen too. With few clusters the test can be made by the wild cluster bootstrap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.absorb import Specification, absorb
from qonys.effects.kernels.covariance import SmallSample, cluster_sums, factor
from qonys.effects.kernels.least_squares import Ints, fit, fit_iv
from qonys.effects.kernels.shift_share import ConfidenceSet, SetKind, solve_quadratic
from qonys.effects.kernels.weak import IvData, first_stage_covariance
from qonys.effects.kernels.wild import WildOptions, auxiliary, response, share_beyond
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

GRID = 801
"""Points of the bent line that are tried before ends are halved down to."""


@dataclass(frozen=True)
class AndersonRubin:
    """F(l, df) of values of the coefficients, and the set of values of one coefficient that are not rejected.

    The set is a tuple of closed pieces (low, high), with infinite ends where it goes on.
    """

    statistic: float
    p: float
    df: int
    pieces: tuple[tuple[float, float], ...]
    kind: SetKind


def ar_test(data: IvData, values: Floats) -> tuple[float, float, int]:
    """Statistic, p and denominator freedom of the hypothesis that the p endogenous coefficients are `values` (p,).

    Clustered covariance and F(l, G - 1), or unequal variances and F(l, n - K).

    References
    ----------
    Anderson, Rubin (1949), Annals of Mathematical Statistics 20(1). Finlay, Magnusson (2009), Stata J. 9(3).

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(100, 2))
    >>> x = z.sum(axis=1, keepdims=True) + random.normal(size=(100, 1))
    >>> data = IvData(2 * x[:, 0] + random.normal(size=100), x, z, np.ones((100, 1)))
    >>> ar_test(data, np.array([0.0]))[1] < 1e-6 < ar_test(data, np.array([2.0]))[1]
    True
    """
    from scipy.stats import f as fisher

    one = fit(data.y - data.x @ values, data.z, data.nuisance, data.weights)
    covariance = first_stage_covariance(one, data.clusters, data.nested)
    number = data.z.shape[1]
    df = one.observations - one.parameters if data.clusters is None else len(np.unique(data.clusters)) - 1
    statistic = float(one.coefficients @ np.linalg.solve(covariance, one.coefficients)) / number
    return statistic, float(fisher.sf(statistic, number, df)), df


def ar_set(data: IvData, level: float = 0.95) -> AndersonRubin:
    """The test of no effect and the set of values of one coefficient that are not rejected.

    Several endogenous regressors have a joint test (`ar_test`); their sets are projections, which are conservative
    and not searched for here.

    Raises
    ------
    CannotCompute
        For several endogenous regressors.
    """
    _refuse_several(data)
    centre = fit_iv(data.y, data.x, data.z, data.nuisance, data.weights)
    scale = _scale(data, float(centre.coefficients[0]))
    pieces = search(lambda b: ar_test(data, np.array([b]))[1], float(centre.coefficients[0]), scale, 1 - level)
    statistic, p, df = ar_test(data, np.zeros(1))
    return AndersonRubin(statistic, p, df, pieces, kind_of(pieces))


def ar_wild(data: IvData, generator: np.random.Generator, options: WildOptions | None = None) -> AndersonRubin:
    """The same with one instrument, each test by the restricted wild cluster bootstrap of the reduced form.

    References
    ----------
    Davidson, MacKinnon (2008, 2010); Finlay, Magnusson (2019), J. Applied Econometrics 34(6).
    """
    _refuse_several(data)
    if data.z.shape[1] != 1 or data.clusters is None:
        raise CannotCompute(
            "effect-one-instrument", "the bootstrap of this test takes one instrument and clusters",
            where="instruments", fix="one instrument, or the test without bootstrap",
        )  # fmt: skip
    chosen = options or WildOptions()
    left = absorb(Specification(0, data.y, data.z[:, 0], data.clusters, data.nuisance, data.weights))
    other = absorb(Specification(0, data.x[:, 0], data.z[:, 0], data.clusters, data.nuisance, data.weights))
    values, _ = auxiliary(chosen.law, len(left.numbers), chosen.draws, generator)
    outcome, exposure = (response(left, column, chosen.residuals) for column in (left.y, other.y))
    made = [(r.slope @ values, r.scores @ values) for r in (outcome, exposure)]
    ones = np.ones(len(left.numbers))

    def squares(slope: Floats, scores: Floats) -> Floats:
        found: Floats = slope**2 / np.maximum((scores**2).sum(axis=0), 1e-300)
        return found

    def p(b: float) -> float:
        drawn = squares(*(y - b * x for y, x in zip(*made, strict=True)))
        own = float((outcome.slope - b * exposure.slope) @ ones)
        scores = (own_scores(left.x, left.y - b * other.y, left.codes, own)) ** 2
        return share_beyond(own**2 / max(float(scores.sum()), 1e-300), drawn)

    centre = float((left.x @ left.y) / (left.x @ other.y))
    pieces = search(p, centre, _scale(data, centre), 1 - chosen.level) if chosen.level else ()
    statistic, _, df = ar_test(data, np.zeros(1))
    return AndersonRubin(statistic, p(0.0), df, pieces, kind_of(pieces))


def own_scores(z: Floats, target: Floats, codes: Ints, slope: float) -> Floats:
    """Cluster scores of the regression of a target on an instrument."""
    return cluster_sums((z * (target - slope * z))[:, None], codes)[:, 0]


def ar_homoskedastic(data: IvData, level: float = 0.95) -> ConfidenceSet:
    """The set under equal independent errors: the solution of a quadratic inequality, exact.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(100, 1))
    >>> found = ar_homoskedastic(IvData(random.normal(size=100), random.normal(size=(100, 1)), z, np.ones((100, 1))))
    >>> found.kind.name
    'LINE'
    """
    from scipy.stats import f as fisher

    _refuse_several(data)
    y, x, z = data.outside()
    n, number = len(y), data.z.shape[1]
    rank = fit(data.y, data.z, data.nuisance, data.weights).parameters
    basis = np.linalg.qr(z)[0]
    threshold = number * float(fisher.ppf(level, number, n - rank)) / (n - rank)
    both = np.column_stack([y, x[:, 0]])
    inside = basis.T @ both
    explained, total = inside.T @ inside, both.T @ both
    form = explained - threshold * (total - explained)
    return solve_quadratic(float(form[1, 1]), -2 * float(form[0, 1]), float(form[0, 0]))


def search(p: Callable[[float], float], centre: float, scale: float, alpha: float) -> tuple[tuple[float, float], ...]:
    """Pieces of the set of values whose p is above alpha, on the line centre + scale · tan(π u / 2), -1 < u < 1.

    Pieces narrower than the grid can be missed; ends are halved down to 1e-9 of the bent line.

    Examples
    --------
    >>> search(lambda b: float(abs(b) > 1), 0.0, 1.0, 0.5)[0][0], len(search(lambda b: float(abs(b) > 1), 0, 1, 0.5))
    (-inf, 2)
    """

    def at(u: float) -> float:
        return centre + scale * float(np.tan(np.pi * u / 2))

    grid = np.linspace(-1, 1, GRID)[1:-1]
    inside = np.array([p(at(u)) > alpha for u in grid])
    pieces = []
    starts = np.flatnonzero(inside & ~np.r_[False, inside[:-1]])
    stops = np.flatnonzero(inside & ~np.r_[inside[1:], False])
    for first, last in zip(starts, stops, strict=True):
        low = -np.inf if first == 0 else at(_edge(lambda u: p(at(u)) > alpha, grid[first], grid[first - 1]))
        high = np.inf if last == len(grid) - 1 else at(_edge(lambda u: p(at(u)) > alpha, grid[last], grid[last + 1]))
        pieces.append((float(low), float(high)))
    return tuple(pieces)


def _edge(held: Callable[[float], bool], inside: float, outside: float) -> float:
    while abs(outside - inside) > 1e-9:
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if held(middle) else (inside, middle)
    return inside


def kind_of(pieces: tuple[tuple[float, float], ...]) -> SetKind:
    """The shape that pieces make up; several bounded ones count as an interval with gaps."""
    if not pieces:
        return SetKind.EMPTY
    open_ends = (pieces[0][0] == -np.inf, pieces[-1][1] == np.inf)
    if len(pieces) == 1 and all(open_ends):
        return SetKind.LINE
    return SetKind.RAYS if any(open_ends) else SetKind.INTERVAL


def _scale(data: IvData, centre: float) -> float:
    """The standard error of the two-stage estimate: a unit of the bent line."""
    one = fit_iv(data.y, data.x, data.z, data.nuisance, data.weights)
    sums = one.scores if data.clusters is None else cluster_sums(one.scores, data.clusters)
    small = SmallSample.NONE if data.clusters is None else SmallSample.FULL
    half = sums @ one.bread
    return float(np.sqrt(factor(one, len(sums), small, data.nested) * (half.T @ half)[0, 0])) or abs(centre) or 1.0


def _refuse_several(data: IvData) -> None:
    if data.x.shape[1] != 1:
        raise CannotCompute(
            "effect-one-endogenous", "a set of values is searched for one endogenous regressor", where="regressors",
            fix="the joint test of all of them",
        )  # fmt: skip

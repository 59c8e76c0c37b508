"""Anderson-Rubin tests and confidence sets: right however weak the instruments are.

How this works. If the coefficient is b, the instruments explain nothing of y - b x. The set of values that this test
does not reject may be an interval, two rays, the whole line or empty. With one instrument it solves a quadratic; with
several it is found on a line bent to (-1, 1), so that the far ends are seen too: there the statistic is the
first-stage F. With few clusters the test can be made by the wild cluster bootstrap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.absorb import Specification, absorb, by_cluster
from qonys.effects.kernels.confidence_sets import ConfidenceSet, Line, Piece, SetKind, kind_of, search, solve_quadratic
from qonys.effects.kernels.iv_data import IvData, Reduced, reduced
from qonys.effects.kernels.wild import WildOptions, auxiliary, response, share_beyond
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


@dataclass(frozen=True)
class AndersonRubin:
    """F(l, df) of no effect, and the set of values of one coefficient that are not rejected.

    The set is a tuple of closed pieces (low, high), with infinite ends where it goes on.
    """

    statistic: float
    p: float
    df: int
    pieces: tuple[Piece, ...]
    kind: SetKind


def ar_test(data: IvData, values: Floats) -> tuple[float, float, int]:
    """Statistic, p and denominator freedom of the hypothesis that the p endogenous coefficients are `values` (p,).

    Clustered covariance and F(l, G - 1), or unequal variances and F(l, n - K).

    Raises
    ------
    CannotCompute
        If there are not more clusters than instruments.

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
    return tested(judged(data), np.asarray(values, float))


def tested(form: Reduced, values: Floats) -> tuple[float, float, int]:
    """The same from the reduced forms."""
    from scipy.stats import f as fisher

    statistic = float(form.statistics(np.r_[1.0, -values][None])[0])
    return statistic, float(fisher.sf(statistic, form.instruments, form.df)), form.df


def judged(data: IvData) -> Reduced:
    """The reduced forms, refused where clusters cannot judge all instruments together."""
    form = reduced(data)
    if not form.judged:
        raise CannotCompute(
            "effect-clusters-instruments",
            where="clusters",
            fix="fewer instruments, or a finer grouping",
            clusters=form.df + 1,
            instruments=form.instruments,
        )
    return form


def critical_f(form: Reduced, level: float) -> float:
    """What the statistic must not exceed: F(l, df)."""
    from scipy.stats import f as fisher

    return float(fisher.ppf(level, form.instruments, form.df))


def ar_set(data: IvData, level: float = 0.95) -> AndersonRubin:
    """The test of no effect and the set of values of one coefficient that are not rejected.

    With several endogenous regressors there is a joint test (`ar_test`), and an interval of each by projection
    (`projection.ar_projection`).

    Raises
    ------
    CannotCompute
        For several endogenous regressors, or if there are not more clusters than instruments.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(100, 2))
    >>> found = ar_set(IvData(random.normal(size=100), random.normal(size=(100, 1)), z, np.ones((100, 1))))
    >>> found.kind.name, found.pieces
    ('LINE', ((-inf, inf),))
    """
    refuse_several(data)
    form = judged(data)
    critical = critical_f(form, level)
    if form.instruments == 1:
        g, v = form.slopes[:, 0], form.moments[:, :, 0, 0]
        parts = g[:, None] * g - critical * v
        pieces = solve_quadratic(float(parts[1, 1]), -2 * float(parts[0, 1]), float(parts[0, 0])).pieces
    else:

        def margin(b: Floats) -> Floats:
            left: Floats = critical - form.statistics(np.column_stack([np.ones(len(b)), -b]))
            return left

        pieces = search(margin, line_of(form), smooth=True)
    statistic, p, df = tested(form, np.zeros(1))
    return AndersonRubin(statistic, p, df, pieces, kind_of(pieces))


def line_of(form: Reduced) -> Line:
    """The line around the two-stage estimate of one coefficient, in units of its standard error."""
    y, x = form.slopes
    squares = float(x @ x)
    if squares == 0:
        return Line(0.0, 1.0)
    centre = float(x @ y) / squares
    w = np.array([1.0, -centre])
    variance = float(x @ np.einsum("a,b,abij->ij", w, w, form.moments) @ x) / squares**2
    return Line(centre, float(np.sqrt(max(variance, 0.0))) or abs(centre) or 1.0)


def ar_wild(data: IvData, generator: np.random.Generator, options: WildOptions | None = None) -> AndersonRubin:
    """The same with one instrument, each test by the restricted wild cluster bootstrap of the reduced form.

    The p value is a step function of the hypothesis: pieces narrower than the grid of the search can be missed.

    References
    ----------
    Davidson, MacKinnon (2008, 2010); Finlay, Magnusson (2019), J. Applied Econometrics 34(6).
    """
    refuse_several(data)
    if data.z.shape[1] != 1 or data.clusters is None:
        raise CannotCompute(
            "effect-one-instrument", where="instruments", fix="one instrument, or the test without bootstrap"
        )
    chosen = options or WildOptions()
    left, other = (
        absorb(Specification(0, column, data.z[:, 0], data.clusters, data.nuisance, data.weights))
        for column in (data.y, data.x[:, 0])
    )
    groups = len(left.numbers)
    values, enumerated = auxiliary(chosen.law, groups, chosen.draws, generator)
    form = reduced(data)
    line = line_of(form)
    # about the estimate nothing large cancels
    columns = (left.y - line.centre * other.y, other.y)
    made = [response(left, column, chosen.residuals) for column in columns]
    slopes = [float(left.x @ column) / left.information for column in columns]
    scores = [by_cluster(left.x * (c - b * left.x), left.codes, groups) for c, b in zip(columns, slopes, strict=True)]
    drawn = Quadratics.of(*((r.slope @ values, r.scores @ values) for r in made))
    seen = Quadratics.of(*((np.array([b]), s[:, None]) for b, s in zip(slopes, scores, strict=True)))

    def p(b: float) -> float:
        apart = b - line.centre
        return share_beyond(float(seen.statistics(apart)[0]), drawn.statistics(apart), enumerated)

    alpha = 1 - chosen.level
    pieces = search(lambda b: np.array([p(each) - alpha for each in b]), line) if chosen.level else ()
    statistic, _, df = tested(form, np.zeros(1))
    return AndersonRubin(statistic, p(0.0), df, pieces, kind_of(pieces))


@dataclass(frozen=True, eq=False)
class Quadratics:
    """Squared slope over squared scores of y - b x, for many draws: both are quadratic in b."""

    above: tuple[Floats, Floats, Floats]  # (draws,), of 1, b and b²
    below: tuple[Floats, Floats, Floats]

    @classmethod
    def of(cls, y: tuple[Floats, Floats], x: tuple[Floats, Floats]) -> Quadratics:
        """From slopes (draws,) and scores (G, draws) of y and x."""
        (sy, ry), (sx, rx) = y, x
        sums = ((ry**2).sum(axis=0), -2 * (ry * rx).sum(axis=0), (rx**2).sum(axis=0))
        return cls((sy**2, -2 * sy * sx, sx**2), sums)

    def statistics(self, b: float) -> Floats:
        """At a hypothesis."""
        w = np.array([1.0, b, b * b]) / (1 + b * b)
        above, below = (sum(each * one for each, one in zip(w, part, strict=True)) for part in (self.above, self.below))
        found: Floats = np.maximum(above, 0.0) / np.maximum(below, 1e-300)
        return found


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

    refuse_several(data)
    form = reduced(data)
    threshold = form.instruments * float(fisher.ppf(level, form.instruments, form.freedom)) / form.freedom
    parts = form.slopes @ form.slopes.T - threshold * form.products
    return solve_quadratic(float(parts[1, 1]), -2 * float(parts[0, 1]), float(parts[0, 0]))


def refuse_several(data: IvData) -> None:
    """Stop where there are several endogenous regressors."""
    if data.x.shape[1] != 1:
        raise CannotCompute(
            "effect-one-endogenous",
            where="regressors",
            fix="the joint test of all of them, or the interval of each by projection",
        )

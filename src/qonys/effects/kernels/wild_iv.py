"""Restricted wild cluster bootstraps of a coefficient found with instruments: of its t value, and of Anderson-Rubin.

How this works. Under a hypothesis about the coefficient the structural residuals u are known; the first stage is
estimated with u beside the instruments, which is as precise as it can be under the hypothesis. In each draw both
residuals of a cluster are multiplied by the same number, exposure and outcome are made anew, and the two-stage
estimate and its clustered error are found again. Sums by cluster are linear in the draws, and they are kept for each
column (outcome, exposure, instruments) apart, so neither a draw nor a new hypothesis needs a regression.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.absorb import by_cluster
from qonys.effects.kernels.confidence_sets import Line, Piece, search
from qonys.effects.kernels.least_squares import Ints, fit_iv, orthonormal, outside, root_weights
from qonys.effects.kernels.wild import WildOptions, WildTest, auxiliary, equal_tails, share_beyond
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

BLOCK = 2000
"""So many draws are worked on at a time: what a processor keeps at hand."""
POINTS = 61
"""Hypotheses that are tried over the whole line before ends are halved down to; a gap between them can be missed."""


@dataclass(frozen=True, eq=False)
class Instrumented:
    """One exposure with l instruments; all columns weighted and without the nuisance part."""

    y: Floats  # (n,)
    x: Floats  # (n,), the exposure
    z: Floats  # (n, l)
    basis: Floats  # (n, rank), orthonormal, of the nuisance
    codes: Ints  # (n,), 0 to G - 1

    @property
    def clusters(self) -> int:
        """Number of clusters."""
        return int(self.codes.max()) + 1


@dataclass(frozen=True, slots=True)
class WildAndersonRubin:
    """A bootstrapped Anderson-Rubin test, and the pieces (low, high) of the values that it does not reject."""

    statistic: float  # Wald over l, without small-sample factors
    p: float
    pieces: tuple[Piece, ...]
    draws: int
    enumerated: bool


def instrumented(
    columns: tuple[Floats, Floats, Floats], clusters: Ints, nuisance: Floats | None = None,
    weights: Floats | None = None,
) -> Instrumented:  # fmt: skip
    """Outcome (n,), exposure (n,) and instruments (n, l) without the nuisance (n, m).

    Further endogenous regressors are not taken; exogenous ones stand in the nuisance.

    Raises
    ------
    CannotCompute
        If an instrument or the exposure is a mixture of the nuisance and others, or there is one cluster.
    """
    y, x, z = columns
    fit_iv(y, x[:, None], z, nuisance, weights)  # refuses what has no estimate
    basis = np.empty((len(y), 0))
    if nuisance is not None:
        basis = orthonormal(nuisance * root_weights(weights, len(y))[:, None])
    left, _ = outside(np.column_stack([y, x, z]), nuisance, weights)
    codes = np.unique(clusters, return_inverse=True)[1].ravel()
    if codes.max() < 1:
        raise CannotCompute("effect-one-cluster", where="clusters", fix="more clusters, or a finer grouping")
    return Instrumented(left[:, 0], left[:, 1], left[:, 2:], basis, codes)


def wild_iv_test(
    left: Instrumented, generator: np.random.Generator, options: WildOptions | None = None, null: float = 0.0,
    nested: int = 0,
) -> WildTest:  # fmt: skip
    """Test that the coefficient of the exposure is `null`, and find the values that are not rejected.

    The statistic is the two-stage t with clustered errors. With weak instruments the values that are not rejected may
    fall apart into several pieces, and go on without end: all of the line is searched, at 61 points spaced as the
    tangent (a twentieth of a standard error near the estimate, 19 standard errors and infinity at the ends).

    Parameters
    ----------
    options : residuals are always plain ones
    nested : parameters inside clusters that the small-sample factor of t does not count; p does not depend on it

    References
    ----------
    Davidson, MacKinnon (2010), J. Business & Economic Statistics 28(1), 128-144 (WRE).
    Finlay, Magnusson (2019), J. Applied Econometrics 34(6). Roodman et al. (2019), Stata J. 19(1), section 6.

    Examples
    --------
    >>> random = np.random.default_rng(3)
    >>> z, u, area = random.normal(size=(150, 1)), random.normal(size=150), np.repeat(np.arange(15), 10)
    >>> x = z[:, 0] + u + random.normal(size=150)
    >>> found = wild_iv_test(instrumented((x + u, x, z), area), random)
    >>> found.p < 0.01, found.low < 1 < found.high, len(found.pieces)
    (True, True, 1)
    """
    chosen = options or WildOptions()
    values, enumerated = auxiliary(chosen.law, left.clusters, chosen.draws, generator)
    estimate, sums = prepared(left)
    error, made = _error(left, estimate), drawn(sums, values)
    n, groups = len(left.y), left.clusters
    factor = np.sqrt(groups / (groups - 1) * (n - 1) / (n - 1 - left.basis.shape[1] + nested))

    def p(b: float) -> float:
        return share_beyond(abs(estimate - b) / error, np.abs(statistics(made, b - estimate)), enumerated)

    pieces: tuple[Piece, ...] = ()
    if chosen.level:
        alpha, line = 1 - chosen.level, Line(estimate, error, POINTS)
        pieces = search(lambda b: np.array([p(each) for each in b]) - alpha, line)
    t, others = (estimate - null) / error, statistics(made, null - estimate)
    return WildTest(
        estimate, float(factor * error), float(t / factor), share_beyond(abs(t), np.abs(others), enumerated),
        equal_tails(t, others, enumerated), pieces, values.shape[1], enumerated, groups,
        1 / (values.shape[1] + (not enumerated)),
    )  # fmt: skip


def wild_ar_test(
    left: Instrumented, generator: np.random.Generator, options: WildOptions | None = None, null: float = 0.0
) -> WildAndersonRubin:
    """The Anderson-Rubin test that instruments say nothing of y - null · x, by bootstrap, for any number l of them.

    Right however weak the instruments are; with l > 1 the set of values that are not rejected may be empty.

    Raises
    ------
    CannotCompute
        If there are not more clusters than instruments.

    References
    ----------
    Davidson, MacKinnon (2010); Finlay, Magnusson (2019). Roodman et al. (2019), Stata J. 19(1), section 6.

    Examples
    --------
    >>> random = np.random.default_rng(3)
    >>> z, u, area = random.normal(size=(150, 2)), random.normal(size=150), np.repeat(np.arange(15), 10)
    >>> x = z[:, 0] + u + random.normal(size=150)
    >>> found = wild_ar_test(instrumented((x + u, x, z), area), random, WildOptions(draws=999))
    >>> found.p < 0.05, any(low < 1 < high for low, high in found.pieces)
    (True, True)
    """
    chosen = options or WildOptions()
    if left.clusters <= left.z.shape[1]:
        raise CannotCompute(
            "effect-clusters-instruments",
            where="clusters",
            fix="fewer instruments, or a finer grouping",
            clusters=left.clusters,
            instruments=left.z.shape[1],
        )
    values, enumerated = auxiliary(chosen.law, left.clusters, chosen.draws, generator)
    estimate, sums = prepared(left)
    seen = _wald_parts(drawn(sums, np.ones((left.clusters, 1))))  # multipliers of 1 give the figures back
    made = _wald_parts(drawn(sums, values))

    def p(b: float) -> float:
        return share_beyond(float(_wald(seen, b - estimate)[0]), _wald(made, b - estimate), enumerated)

    pieces: tuple[Piece, ...] = ()
    if chosen.level:
        alpha, line = 1 - chosen.level, Line(estimate, _error(left, estimate), POINTS)
        pieces = search(lambda b: np.array([p(each) for each in b]) - alpha, line)
    statistic = float(_wald(seen, null - estimate)[0]) / left.z.shape[1]
    return WildAndersonRubin(statistic, p(null), pieces, values.shape[1], enumerated)


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums by cluster with orthonormal instruments: columns are the residual at the estimate, exposure, instruments."""

    squares: Floats  # (2 + l, 2 + l), products of columns over all rows
    own: Floats  # (2 + l, l, G), z_g'c_g
    scores: Floats  # (2 + l, l, G, G): z_g'(c_h v_h) as draws v make it, less what the refit of the nuisance takes off


def prepared(left: Instrumented) -> tuple[float, Sums]:
    """The two-stage estimate, and the sums about it: there nothing large cancels."""
    z, _ = np.linalg.qr(left.z)
    first = z.T @ left.x
    estimate = float(first @ (z.T @ left.y) / (first @ first))
    columns = np.column_stack([left.y - estimate * left.x, left.x, z])
    groups = left.clusters
    own = np.stack([by_cluster(z * column[:, None], left.codes, groups).T for column in columns.T])
    crossed = np.stack([by_cluster(left.basis * one[:, None], left.codes, groups) for one in z.T])
    spread = np.stack([by_cluster(left.basis * column[:, None], left.codes, groups) for column in columns.T])
    scores = own[..., None] * np.eye(groups) - np.einsum("kgr,chr->ckgh", crossed, spread, optimize=True)
    return estimate, Sums(columns.T @ columns, own, scores)


def _error(left: Instrumented, estimate: float) -> float:
    """Clustered error of the two-stage estimate, without small-sample factors."""
    z, _ = np.linalg.qr(left.z)
    projected = z @ (z.T @ left.x)
    scores = by_cluster(projected * (left.y - estimate * left.x), left.codes, left.clusters)
    return float(np.linalg.norm(scores) / (projected @ projected))


@dataclass(frozen=True, eq=False)
class Drawn:
    """Sums that multipliers of clusters make of each column; a hypothesis mixes columns, no product is needed."""

    sums: Sums
    totals: Floats  # (2 + l, l, draws)
    scores: Floats  # (2 + l, l, G, draws)


def drawn(sums: Sums, values: Floats) -> Drawn:
    """What multipliers (G, draws) make of sums by cluster."""
    groups = len(values)
    scores = sums.scores.reshape(-1, groups) @ values
    return Drawn(sums, sums.own @ values, scores.reshape(*sums.own.shape, -1))


def statistics(made: Drawn, d: float) -> Floats:
    """Two-stage t values (draws,) about the hypothesis estimate + d, without small-sample factors."""
    sums, number = made.sums, made.totals.shape[1]
    to_u = np.r_[1.0, -d, np.zeros(number)]  # u = residual at the estimate - d · exposure
    zu = to_u @ sums.squares[:, 2:]
    free = to_u @ sums.squares @ to_u - zu @ zu
    rho = (to_u @ sums.squares[:, 1] - zu @ sums.squares[1, 2:]) / free if free > 0 else 0.0
    slopes = sums.squares[1, 2:] - rho * zu  # v = exposure - instruments @ slopes
    fixed = np.tensordot(slopes, sums.own[2:], 1)[..., None]  # (l, G, 1)
    found = []
    for start in range(0, made.totals.shape[2], BLOCK):
        totals, scores = (part[..., start : start + BLOCK] for part in (made.totals, made.scores))
        first = slopes[:, None] + totals[1] - _mixed(slopes, totals[2:])
        information = np.maximum((first**2).sum(axis=0), 1e-300)
        gain = (first * (totals[0] - d * totals[1])).sum(axis=0) / information
        sum_of_scores = np.zeros(scores.shape[2:])
        for k in range(number):
            # scores of u less gain times those of the exposure made anew
            one = _mixed(slopes, scores[2:, k]) - fixed[k]
            one *= gain
            one += scores[0, k]
            one -= (d + gain) * scores[1, k]
            one *= first[k]
            sum_of_scores += one
        found.append(gain * information / np.maximum(np.sqrt((sum_of_scores**2).sum(axis=0)), 1e-300))
    return np.concatenate(found)


def _mixed(slopes: Floats, parts: Floats) -> Floats:
    """Parts (l, ...) times slopes (l,), added up; not as a product, whose threads wait for each other when busy."""
    found: Floats = slopes[0] * parts[0]
    for slope, part in zip(slopes[1:], parts[1:], strict=True):
        found += slope * part
    return found


def _wald_parts(made: Drawn) -> tuple[Floats, Floats]:
    """Slopes (2, draws, l) of outcome and exposure on instruments, and moments of their scores (3, draws, l, l).

    Moments are those of the outcome, of both together and of the exposure: what stands before 1, -d and d².
    """
    slopes = made.totals[:2].transpose(0, 2, 1)
    scores = made.scores[:2].transpose(0, 3, 1, 2) - np.einsum("mlg,cdm->cdlg", made.sums.own[2:], slopes)
    y, x = scores
    mixed = y @ x.transpose(0, 2, 1)
    return slopes, np.stack([y @ y.transpose(0, 2, 1), mixed + mixed.transpose(0, 2, 1), x @ x.transpose(0, 2, 1)])


def _wald(parts: tuple[Floats, Floats], d: float) -> Floats:
    """Wald statistics (draws,) that instruments say nothing at the hypothesis estimate + d."""
    slopes, moments = parts
    a, b = np.array([1.0, -d]) / np.hypot(1.0, d)
    slope = a * slopes[0] + b * slopes[1]
    moment = a * a * moments[0] + a * b * moments[1] + b * b * moments[2]
    if slope.shape[1] == 1:
        found: Floats = slope[:, 0] ** 2 / np.maximum(moment[:, 0, 0], 1e-300)
        return found
    ridge = 1e-14 * np.trace(moment, axis1=1, axis2=2)[:, None, None] + 1e-300
    solved = np.linalg.solve(moment + ridge * np.eye(slope.shape[1]), slope[..., None])[..., 0]
    statistics: Floats = (slope * solved).sum(axis=1)
    return statistics

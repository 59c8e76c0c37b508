"""Inference for shift-share regressors: shocks of sectors reach regions by their shares, and errors go with the shares.

How this works. Regions with like shares have like errors, however far apart they lie, so errors are added up by
sector: each sector's part of the regressor, free of controls, times the residuals of the regions weighted by their
shares in it. AKM takes the residuals of the estimate, AKM0 those of the hypothesis: its confidence set solves a
quadratic inequality and may be an interval, two rays or the whole line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from qonys.effects.kernels.confidence_sets import ConfidenceSet, SetKind, solve_quadratic
from qonys.effects.kernels.covariance import classical, cluster_sums, clustered, robust
from qonys.effects.kernels.least_squares import RANK_TOLERANCE, Fit, Ints, outside, root_weights
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

OWN_PART = 1e-10
"""A sector whose shares leave less than this of their squares to it, beside those of the others, is a mixture."""


@dataclass(frozen=True, eq=False)
class ShiftShare:
    """A region-level problem: n regions and s sectors; periods are stacked.

    Several periods are stacked as rows, (region, period), with columns of shares for (sector, period): the share is 0
    where periods differ. Shocks of a sector in several periods then go together by its number in `sectors`.
    """

    outcome: Floats  # (n,)
    instrument: Floats  # (n,), shares @ shocks
    shares: Any  # (n, s) floats, dense or of scipy.sparse
    treatment: Floats | None = None  # (n,), what the instrument stands for; None: the instrument itself
    controls: Floats | None = None  # (n, m), with a constant
    weights: Floats | None = None  # (n,)

    def __post_init__(self) -> None:
        n = len(self.outcome)
        beside = (self.instrument, self.treatment, self.controls, self.weights)
        if self.shares.ndim != 2 or any(len(c) != n for c in beside if c is not None) or self.shares.shape[0] != n:
            raise ValueError(f"columns of {n} regions are wanted, shares as (regions, sectors)")
        numbers = (self.outcome, *beside, self.shares.tocsr().data if is_sparse(self.shares) else self.shares)
        if not all(np.isfinite(c).all() for c in numbers if c is not None):
            raise CannotCompute(
                "effect-figures-missing", where="regions", fix="leave out regions and periods without figures"
            )

    @property
    def moved(self) -> Floats:
        """The treatment; the instrument where it is its own (reduced form)."""
        return self.instrument if self.treatment is None else self.treatment


@dataclass(frozen=True, slots=True)
class ShockTest:
    """Normal inference: standard error, p of the null, confidence set.

    For AKM0 the error is what its interval implies, infinite where the set has no bounds; its test and its set are
    what counts.
    """

    error: float
    p: float
    set: ConfidenceSet


@dataclass(frozen=True)
class ShiftShareFit:
    """The coefficient and its inferences; cluster is None where regions have no clusters."""

    estimate: float
    homoskedastic: ShockTest
    robust: ShockTest
    cluster: ShockTest | None
    akm: ShockTest
    akm0: ShockTest


@dataclass(frozen=True, eq=False)
class Parts:
    """What is left outside the controls, all times the root of the weights; sectors' parts of the regressor."""

    y: Floats  # (n,)
    d: Floats  # (n,), treatment
    x: Floats  # (n,), instrument
    shares: Any  # (n, s), weighted, dense or sparse as given
    shocks: Floats  # (s,), the instrument without controls, laid on the shares
    parameters: int  # rank of the controls, and one

    @property
    def strength(self) -> float:
        """What the estimate is divided by: instrument times treatment."""
        return float(self.x @ self.d)

    def fit(self) -> Fit:
        """The just-identified regression, for the usual covariances."""
        squares = float(self.x @ self.x)
        estimate = float(self.x @ self.y) / self.strength
        regressor = self.x[:, None] * (self.strength / squares)
        bread = np.array([[squares / self.strength**2]])
        return Fit(np.array([estimate]), self.y - estimate * self.d, regressor, bread, self.parameters)


def shift_share(
    data: ShiftShare, sectors: Ints | None = None, regions: Ints | None = None, level: float = 0.95, null: float = 0.0
) -> ShiftShareFit:
    """The effect of a shift-share regressor, or of a treatment with a shift-share instrument.

    Parameters
    ----------
    data : outcome, instrument, shares and the rest
    sectors : (s,) clusters of sectors whose shocks go together; each sector alone if left out
    regions : (n,) clusters of regions, for the error that one would have reported
    level : of the confidence sets, which use normal critical values
    null : the value that p is of

    Beside AKM stand the errors of equal variances (n - K), of unequal ones (n / (n - K)) and of clusters
    (G / (G - 1) · (n - 1) / (n - K)).

    Raises
    ------
    CannotCompute
        If shares are collinear (there must be at least as many regions as sectors with shares): shocks free of
        controls cannot then be told apart; `shocks.shock_estimate`, which is given them, still can. If the instrument
        says nothing, there is one cluster, or no freedom.

    References
    ----------
    Adão, Kolesár, Morales (2019), Quarterly J. Economics 134(4), 1949-2010, sections V.A and V.B.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> shares = random.dirichlet(np.ones(20), 200)
    >>> x = shares @ random.normal(size=20)
    >>> found = shift_share(ShiftShare(2 * x + 0.1 * random.normal(size=200), x, shares, controls=np.ones((200, 1))))
    >>> found.akm.set.holds(found.estimate), round(found.estimate)
    (True, 2)
    """
    from scipy.stats import norm

    parts = taken_apart(data)
    if any(c is not None and len(c) != m for c, m in zip((sectors, regions), data.shares.shape[::-1], strict=True)):
        raise ValueError("one cluster for each sector, one for each region")
    one = parts.fit()
    estimate, critical = float(one.coefficients[0]), float(norm.ppf((1 + level) / 2))

    def plain(variance: float) -> ShockTest:
        return _normal(estimate, float(np.sqrt(variance)), null, critical)

    by_sector = _sector_scores(parts, one.residuals, sectors)
    return ShiftShareFit(
        estimate,
        plain(float(classical(one)[0, 0])),
        plain(float(robust(one)[0, 0])),
        None if regions is None else plain(float(clustered(one, regions)[0, 0])),
        plain(float(by_sector @ by_sector) / parts.strength**2),
        _akm0(parts, estimate, sectors, null, critical),
    )


def taken_apart(data: ShiftShare) -> Parts:
    """Columns outside the controls, and the shock-level form of the instrument.

    The instrument without controls is laid on the shares by (weighted) least squares, as the paper does: with
    complete shares and no controls that gives the shocks back. A sector that no region has stays out.
    """
    columns = np.column_stack([data.outcome, data.moved, data.instrument])
    left, rank = outside(columns, data.controls, data.weights)
    root = root_weights(data.weights, len(left))
    shares = data.shares.multiply(root[:, None]).tocsr() if is_sparse(data.shares) else data.shares * root[:, None]
    y, d, x = left.T
    whole = np.linalg.norm(columns[:, 1:] * root[:, None], axis=0)
    blind = (np.linalg.norm(left[:, 1:], axis=0) <= RANK_TOLERANCE * whole).any()
    if blind or abs(float(x @ d)) <= 1e-12 * np.linalg.norm(x) * np.linalg.norm(d):
        raise CannotCompute("effect-instruments-blind", where="instruments", fix="other instruments")
    if len(y) <= rank + 1:
        raise CannotCompute(
            "effect-no-freedom",
            where="sample",
            fix="fewer controls or fixed effects, or more observations",
            observations=len(y),
            parameters=rank + 1,
        )
    return Parts(y, d, x, shares, _laid(shares, x), rank + 1)


def _laid(shares: Any, x: Floats) -> Floats:
    """Coefficients (s,) of a column on the shares, 0 for sectors without any."""
    from scipy.linalg import LinAlgError, cho_solve, cholesky

    gram = dense(shares.T @ shares)
    length = np.sqrt(np.diag(gram))
    some = length > 0
    gram = gram[np.ix_(some, some)] / np.outer(length[some], length[some])
    try:
        triangle = cholesky(gram, lower=True)
    except LinAlgError:
        triangle = np.zeros((1, 1))
    if not some.any() or np.diag(triangle).min() ** 2 <= OWN_PART:
        raise CannotCompute(
            "effect-shares-collinear",
            where="shares",
            fix="join sectors until there are fewer than regions, or drop doubled ones",
        )
    found: Floats = np.zeros(len(some))
    found[some] = cho_solve((triangle, True), (shares.T @ x)[some] / length[some]) / length[some]
    return found


def _sector_scores(parts: Parts, residuals: Floats, sectors: Ints | None) -> Floats:
    """Each sector's (or cluster's) part of instrument times residuals."""
    scores: Floats = parts.shocks * (parts.shares.T @ residuals)
    return scores if sectors is None else cluster_sums(scores[:, None], sectors)[:, 0]


def _akm0(parts: Parts, estimate: float, sectors: Ints | None, null: float, critical: float) -> ShockTest:
    of_y, of_d = (_sector_scores(parts, column, sectors) for column in (parts.y, parts.d))
    return null_imposed(of_y - estimate * of_d, of_d, Imposed(estimate, parts.strength, null, critical))


@dataclass(frozen=True, slots=True)
class Imposed:
    """An estimate, what it was divided by, the null and the critical value of a test under the null."""

    estimate: float
    strength: float
    null: float
    critical: float


def null_imposed(of_residuals: Floats, of_treatment: Floats, at: Imposed) -> ShockTest:
    """Test and set from the scores (s,) of what the hypothesis b leaves, residuals less (b - estimate) · treatment.

    The set of b with (strength · (b - estimate))² ≤ z² Σ scores(b)²: it always holds the estimate.
    """
    a = at.strength**2 - at.critical**2 * float(of_treatment @ of_treatment)
    b = 2 * at.critical**2 * float(of_residuals @ of_treatment)
    apart = solve_quadratic(a, b, -(at.critical**2) * float(of_residuals @ of_residuals))
    found = ConfidenceSet(apart.kind, apart.low + at.estimate, apart.high + at.estimate)
    error = (found.high - found.low) / (2 * at.critical) if found.kind is SetKind.INTERVAL else np.inf
    distance = at.estimate - at.null
    under_null = float(np.linalg.norm(of_residuals + distance * of_treatment)) / abs(at.strength)
    return ShockTest(float(error), _p(distance, under_null), found)


def _normal(estimate: float, error: float, null: float, critical: float) -> ShockTest:
    reach = critical * error
    ends = ConfidenceSet(SetKind.INTERVAL, estimate - reach, estimate + reach)
    return ShockTest(error, _p(estimate - null, error), ends)


def _p(distance: float, error: float) -> float:
    """Two-sided, normal; of an exact fit 0, or 1 where there is no distance."""
    from scipy.stats import norm

    if error == 0:
        return float(distance == 0)
    return float(2 * norm.sf(abs(distance) / error))


def is_sparse(shares: Any) -> bool:
    """Whether shares are a matrix of scipy.sparse."""
    return hasattr(shares, "tocsr")


def dense(shares: Any) -> Floats:
    """Shares as an array.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> dense(csr_array(np.eye(2))).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    found: Floats = shares.toarray() if is_sparse(shares) else np.asarray(shares, float)
    return found

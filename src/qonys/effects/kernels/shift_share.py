"""Inference for shift-share regressors: shocks of sectors reach regions by their shares, and errors go with the shares.

How this works. Regions with like shares have like errors, however far apart they lie, so errors are added up by
sector: each sector's part of the regressor, free of controls, times the residuals of the regions weighted by their
shares in it. AKM takes the residuals of the estimate, AKM0 those of the hypothesis: its confidence set solves a
quadratic inequality and may be an interval, two rays or the whole line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.effects.kernels.covariance import cluster_sums
from qonys.effects.kernels.least_squares import Ints, outside, root_weights
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


class SetKind(Enum):
    """Shape of a confidence set."""

    INTERVAL = "between two ends"
    RAYS = "all but what lies between two ends"
    LINE = "the whole line: nothing is ruled out"
    EMPTY = "nothing: every value is ruled out, the model with it"


@dataclass(frozen=True, slots=True)
class ConfidenceSet:
    """A set of values; the ends of an interval or of two rays, nan where there are none."""

    kind: SetKind
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies in the set.

        Examples
        --------
        >>> ConfidenceSet(SetKind.RAYS, -1.0, 1.0).holds(2.0)
        True
        """
        inside = self.low <= value <= self.high
        return {SetKind.INTERVAL: inside, SetKind.RAYS: value <= self.low or value >= self.high,
                SetKind.LINE: True, SetKind.EMPTY: False}[self.kind]  # fmt: skip


@dataclass(frozen=True, eq=False)
class ShiftShare:
    """A region-level problem, n regions (or region-periods) and s sectors (or sector-periods)."""

    outcome: Floats  # (n,)
    instrument: Floats  # (n,), shares @ shocks
    shares: Floats  # (n, s)
    treatment: Floats | None = None  # (n,), what the instrument stands for; None: the instrument itself
    controls: Floats | None = None  # (n, m), with a constant
    weights: Floats | None = None  # (n,)


@dataclass(frozen=True, slots=True)
class ShockTest:
    """Normal inference: standard error, p of no effect, confidence set. For AKM0 the error is what its set implies."""

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
    shares: Floats  # (n, s), weighted
    shocks: Floats  # (s,), the instrument without controls, laid on the shares
    free: int  # degrees of freedom

    @property
    def strength(self) -> float:
        """What the estimate is divided by: instrument times treatment."""
        return float(self.x @ self.d)


def shift_share(
    data: ShiftShare, sectors: Ints | None = None, regions: Ints | None = None, level: float = 0.95
) -> ShiftShareFit:
    """The effect of a shift-share regressor, or of a treatment with a shift-share instrument.

    Parameters
    ----------
    data : outcome, instrument, shares and the rest
    sectors : (s,) clusters of sectors whose shocks go together; each sector alone if left out
    regions : (n,) clusters of regions, for the error that one would have reported
    level : of the confidence sets, which use normal critical values

    Raises
    ------
    CannotCompute
        If shares are collinear (there must be at least as many regions as sectors) or the instrument says nothing.

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
    parts = taken_apart(data)
    estimate = float(parts.x @ parts.y) / parts.strength
    residuals = parts.y - estimate * parts.d
    critical = _critical(level)

    def plain(variance: float) -> ShockTest:
        return _normal(estimate, float(np.sqrt(variance)) / abs(parts.strength), critical)

    n, equal = len(parts.y), float(residuals @ residuals) / parts.free * float(parts.x @ parts.x)
    scores = parts.x * residuals
    by_region = None if regions is None else cluster_sums(scores[:, None], regions)[:, 0]
    by_sector = _sector_scores(parts, residuals, sectors)
    return ShiftShareFit(
        estimate,
        plain(equal),
        plain(n / parts.free * float(scores @ scores)),
        None if by_region is None else plain(_few(len(by_region), n, parts.free) * float(by_region @ by_region)),
        plain(float(by_sector @ by_sector)),
        _akm0(parts, estimate, sectors, critical),
    )


def _few(groups: int, n: int, free: int) -> float:
    """G / (G - 1) · (n - 1) / (n - K)."""
    return groups / (groups - 1) * (n - 1) / free


def taken_apart(data: ShiftShare) -> Parts:
    """Columns outside the controls, and the shock-level form of the instrument.

    The instrument without controls is laid on the shares by (weighted) least squares, as the paper does: with
    complete shares and no controls that gives the shocks back.
    """
    treatment = data.instrument if data.treatment is None else data.treatment
    columns = np.column_stack([data.outcome, treatment, data.instrument])
    left, rank = outside(columns, data.controls, data.weights)
    shares = data.shares * root_weights(data.weights, len(data.outcome))[:, None]
    gram = shares.T @ shares
    try:
        triangle = np.linalg.cholesky(gram)
    except np.linalg.LinAlgError:
        triangle = np.zeros((1, 1))
    if np.diag(triangle).min() ** 2 <= 1e-12 * np.diag(gram).max():
        raise CannotCompute(
            "effect-shares-collinear", "shares of sectors are mixtures of each other: shocks cannot be told apart",
            where="shares", fix="join sectors until there are fewer than regions, or drop doubled ones",
        )  # fmt: skip
    y, d, x = left.T
    if abs(float(x @ d)) <= 1e-12 * np.linalg.norm(x) * np.linalg.norm(d) or not x.any():
        raise CannotCompute(
            "effect-instruments-blind", "the instruments do not tell the endogenous regressors apart",
            where="instruments", fix="other instruments",
        )  # fmt: skip
    shocks = np.linalg.solve(gram, shares.T @ x)
    return Parts(y, d, x, shares, shocks, len(y) - rank - 1)


def _sector_scores(parts: Parts, residuals: Floats, sectors: Ints | None) -> Floats:
    """Each sector's (or cluster's) part of instrument times residuals."""
    scores = parts.shocks * (parts.shares.T @ residuals)
    return scores if sectors is None else cluster_sums(scores[:, None], sectors)[:, 0]


def _akm0(parts: Parts, estimate: float, sectors: Ints | None, critical: float) -> ShockTest:
    """The set of b with (x'y - b x'd)² ≤ z² Σ (scores of y - b scores of d)²; p at b = 0."""
    from scipy.stats import norm

    of_y, of_d = (_sector_scores(parts, column, sectors) for column in (parts.y, parts.d))
    scale = parts.strength
    z2 = critical**2
    a = scale**2 - z2 * float(of_d @ of_d)
    b = -2 * (scale**2 * estimate - z2 * float(of_y @ of_d))
    c = (scale * estimate) ** 2 - z2 * float(of_y @ of_y)
    found = solve_quadratic(a, b, c)
    error = (found.high - found.low) / (2 * critical) if found.kind is SetKind.INTERVAL else np.inf
    z = abs(scale * estimate) / float(np.sqrt(of_y @ of_y))
    return ShockTest(float(error), float(2 * norm.sf(z)), found)


def solve_quadratic(a: float, b: float, c: float) -> ConfidenceSet:
    """The set of x with a x² + b x + c ≤ 0.

    Examples
    --------
    >>> solve_quadratic(1.0, 0.0, -4.0)
    ConfidenceSet(kind=<SetKind.INTERVAL: 'between two ends'>, low=-2.0, high=2.0)
    >>> solve_quadratic(-1.0, 0.0, 4.0).kind.name, solve_quadratic(-1.0, 0.0, -4.0).kind.name
    ('RAYS', 'LINE')
    """
    inside = b**2 - 4 * a * c
    if inside < 0 or a == 0:
        kind = SetKind.LINE if a < 0 or (a == 0 and b == 0 and c <= 0) else SetKind.EMPTY
        if a == 0 and b:
            ends = (-np.inf, -c / b) if b > 0 else (-c / b, np.inf)
            return ConfidenceSet(SetKind.INTERVAL, *ends)
        return ConfidenceSet(kind, np.nan, np.nan)
    # the root that does not cancel first, the other from their product
    far = -(b + np.copysign(np.sqrt(inside), b)) / 2
    roots = sorted((far / a, c / far if far else 0.0))
    return ConfidenceSet(SetKind.INTERVAL if a > 0 else SetKind.RAYS, float(roots[0]), float(roots[1]))


def _normal(estimate: float, error: float, critical: float) -> ShockTest:
    from scipy.stats import norm

    reach = critical * error
    ends = ConfidenceSet(SetKind.INTERVAL, estimate - reach, estimate + reach)
    return ShockTest(error, float(2 * norm.sf(abs(estimate) / error)), ends)


def _critical(level: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf((1 + level) / 2))

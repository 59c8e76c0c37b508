"""The restricted wild cluster bootstrap of one coefficient: p values and confidence sets for few clusters.

How this works. Under a hypothesis the residuals of each cluster are multiplied by one random number, and the full
regression is run on the outcome so made. Everything that the t statistic needs is linear in these numbers: with G
clusters a coefficient and its G scores are small matrices times the draws, and the hypothesis enters linearly too.
So a p value of 9,999 draws costs a millisecond, and the set of hypotheses that are not rejected is found by asking.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import product
from typing import NamedTuple

import numpy as np

from qonys.effects.kernels.absorb import Absorbed, Multipliers, by_cluster, multipliers
from qonys.effects.kernels.inversion import Ends, invert
from qonys.numerics.arrays import Floats

TIE = 1e-9
"""Statistics closer than this share of their size are the same."""
MOST_SIGNS = 2**14
"""So many vectors of signs are gone through one by one, even where fewer draws were asked for."""


class Residuals(Enum):
    """Which residuals are multiplied."""

    PLAIN = "of the restricted regression: WCR-C"
    JACKKNIFE = "of the restricted regression without the cluster itself: WCR-S, better with unequal clusters"


@dataclass(frozen=True, slots=True)
class WildOptions:
    """Draws, their law, the residuals and the level of the confidence set."""

    draws: int = 9_999
    law: Multipliers = Multipliers.WEBB
    residuals: Residuals = Residuals.PLAIN
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class WildTest:
    """A bootstrap test of a coefficient; `p` is symmetric, `p_tails` twice the smaller tail."""

    estimate: float
    error: float
    t: float
    p: float
    p_tails: float
    low: float
    high: float
    draws: int
    enumerated: bool
    """Whether every vector of signs was gone through: the p value is exact, no draw is random."""

    @property
    def smallest(self) -> float:
        """The smallest p value that was possible."""
        return 2 / self.draws if self.enumerated else 1 / self.draws


class Response(NamedTuple):
    """A response r (the outcome, or the exposure for the hypothesis), by cluster: what the bootstrap needs of it."""

    slope: Floats  # (G,), what each cluster adds to the coefficient
    scores: Floats  # (G, G), scores of clusters from the noise of clusters


def wild_test(
    left: Absorbed, generator: np.random.Generator, options: WildOptions | None = None, null: float = 0.0,
    nested: int = 0,
) -> WildTest:  # fmt: skip
    """Test that the coefficient of the exposure is `null`, and find the values that are not rejected.

    Parameters
    ----------
    left : outcome and exposure without the nuisance part
    nested : parameters inside clusters that the small-sample factor of the t statistic does not count; the factor
        is the same in every draw and moves neither p nor ends

    Ties count as extreme: with all vectors of signs the test is exact where errors are symmetric and clusters alike.

    References
    ----------
    Cameron, Gelbach, Miller (2008), Rev. Econ. Stat. 90(3), 414-427. Webb (2014), Queen's WP 1315.
    Roodman, MacKinnon, Nielsen, Webb (2019), Stata J. 19(1), 4-60. MacKinnon, Nielsen, Webb (2023), JAE 38(5).

    Examples
    --------
    >>> from qonys.effects.kernels.absorb import Specification, absorb
    >>> random = np.random.default_rng(3)
    >>> x, area = random.normal(size=120), np.repeat(np.arange(12), 10)
    >>> found = wild_test(absorb(Specification(1, x + random.normal(size=120), x, area)), random)
    >>> found.p < 0.01, found.low < 1 < found.high
    (True, True)
    """
    chosen = options or WildOptions()
    values, enumerated = auxiliary(chosen.law, len(left.numbers), chosen.draws, generator)
    outcome, exposure = (response(left, column, chosen.residuals) for column in (left.y, left.x))
    slope_y, slope_x = (r.slope @ values for r in (outcome, exposure))
    scores_y, scores_x = (r.scores @ values for r in (outcome, exposure))
    # the sum of squared scores is a quadratic in the hypothesis: three numbers a draw, whatever G
    squares, products, others = ((a * b).sum(axis=0) for a, b in (
        (scores_y, scores_y), (scores_y, scores_x), (scores_x, scores_x)))  # fmt: skip
    scale = left.scale(nested)

    def statistics(b: float) -> Floats:
        variance = np.maximum(squares - 2 * b * products + b**2 * others, 1e-300)
        found: Floats = (slope_y - b * slope_x) / (scale * np.sqrt(variance))
        return found

    error = scale * float(np.linalg.norm(by_cluster(left.x * left.residuals, left.codes, len(left.numbers))))

    def p(b: float) -> float:
        return share_beyond(abs(left.coefficient - b) / error, np.abs(statistics(b)))

    t = (left.coefficient - null) / error
    drawn = statistics(null)
    tails = 2 * min(share_beyond(t, drawn), share_beyond(-t, -drawn))
    ends = invert(p, left.coefficient, error, chosen.level) if chosen.level else Ends(np.nan, np.nan)
    return WildTest(
        left.coefficient, error, t, p(null), min(1.0, tails), ends.low, ends.high, values.shape[1], enumerated
    )


def auxiliary(law: Multipliers, clusters: int, draws: int, generator: np.random.Generator) -> tuple[Floats, bool]:
    """Multipliers (clusters, draws): every vector of signs where these are few, else random ones.

    Examples
    --------
    >>> values, enumerated = auxiliary(Multipliers.RADEMACHER, 3, 99, np.random.default_rng(1))
    >>> values.shape, enumerated
    ((3, 8), True)
    """
    if law is Multipliers.RADEMACHER and 2**clusters <= max(draws, MOST_SIGNS):
        return np.array(list(product((-1.0, 1.0), repeat=clusters))).T, True
    return multipliers(law, clusters, draws, generator), False


def share_beyond(seen: float, drawn: Floats) -> float:
    """Share of draws as large as what was seen; ties count.

    Examples
    --------
    >>> share_beyond(1.0, np.array([0.5, 1.0, 2.0, 0.1]))
    0.5
    """
    return float((drawn >= seen - TIE * max(abs(seen), 1e-300)).mean())


def response(left: Absorbed, column: Floats, residuals: Residuals) -> Response:
    """Parts of the bootstrap that come from a column r (n,) which is free of the nuisance.

    The score of cluster g is x_g'(v_g r_g) - x_g'B_g · Σ_h B_h'r_h v_h - x_g'x_g · Σ_h x_h'r_h v_h / x'x, with B an
    orthonormal basis of the nuisance: what the refit of effects that clusters share takes off.
    """
    groups = len(left.numbers)
    own, spread = _moments(left, column, residuals)
    slope = own / left.information
    squares = by_cluster(left.x**2, left.codes, groups)
    crossed = by_cluster(left.basis * left.x[:, None], left.codes, groups)
    return Response(slope, np.diag(own) - crossed @ spread.T - np.outer(squares, slope))


def _moments(left: Absorbed, column: Floats, residuals: Residuals) -> tuple[Floats, Floats]:
    """x_g'r_g (G,) and B_g'r_g (G, rank), for plain residuals or those of the fit without the cluster."""
    groups = len(left.numbers)
    own = by_cluster(left.x * column, left.codes, groups)
    spread = by_cluster(left.basis * column[:, None], left.codes, groups)
    if residuals is Residuals.PLAIN:
        return own, spread
    for g in range(groups):
        # r_g = (I - B_g B_g')⁺ u_g, through the small side of the matrix
        block = left.basis[left.codes == g]
        gram = block.T @ block
        pushed = np.linalg.pinv(np.eye(len(gram)) - gram, rcond=1e-9, hermitian=True) @ spread[g]
        own[g] += left.x[left.codes == g] @ (block @ pushed)
        spread[g] = spread[g] + gram @ pushed
    return own, spread

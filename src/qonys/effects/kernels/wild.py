"""The restricted wild cluster bootstrap of one coefficient: p values and confidence sets for few clusters.

How this works. Under a hypothesis the residuals of each cluster are multiplied by one random number, and the full
regression is run on the outcome so made. Everything that the t statistic needs is linear in these numbers: with G
clusters a coefficient and its G scores are small matrices times the draws, and the hypothesis enters linearly too.
So a p value of 9,999 draws costs a millisecond, and the set of hypotheses that are not rejected is found by asking.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from qonys.effects.kernels.absorb import Absorbed, Multipliers, by_cluster, multipliers
from qonys.effects.kernels.confidence_sets import Piece
from qonys.effects.kernels.inversion import invert
from qonys.errors import BadInput
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
    """Draws, their law, the residuals and the level of the confidence set; level 0 asks for no set.

    Take a number of draws that with one added is a multiple of 1 / (1 - level): 999, 9,999.

    Raises
    ------
    BadInput
        If there is no draw, or the level is no fraction.
    """

    draws: int = 9_999
    law: Multipliers = Multipliers.WEBB
    residuals: Residuals = Residuals.PLAIN
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.draws < 1 or not 0 <= self.level < 1:
            raise BadInput(
                "effect-wild-options",
                where="options of the bootstrap",
                fix="one draw at least, and a level such as 0.95",
                draws=self.draws,
                level=self.level,
            )


@dataclass(frozen=True, slots=True)
class WildTest:
    """A bootstrap test of a coefficient; `p` is symmetric, `p_tails` twice the smaller tail."""

    estimate: float
    error: float  # CRV1
    t: float
    p: float
    p_tails: float
    pieces: tuple[Piece, ...]
    """Values that are not rejected, from left to right, with infinite ends where the set goes on; empty if not asked
    for."""
    draws: int
    enumerated: bool
    """Whether every vector of signs was gone through: no draw is random."""
    clusters: int
    smallest: float
    """The least p value that so many draws can give."""

    @property
    def low(self) -> float:
        """Lowest value that is not rejected."""
        return self.pieces[0][0] if self.pieces else float("nan")

    @property
    def high(self) -> float:
        """Highest value that is not rejected."""
        return self.pieces[-1][1] if self.pieces else float("nan")

    @property
    def bounded(self) -> bool:
        """Whether values are ruled out on both sides."""
        return bool(np.isfinite([self.low, self.high]).all())

    @property
    def p_student(self) -> float:
        """p of the same t without bootstrap, by Student's law with G - 1: too small where clusters are few."""
        from scipy.stats import t as student

        return float(2 * student.sf(abs(self.t), self.clusters - 1))


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
    null : the hypothesis; the set of values that are not rejected does not depend on it
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
    groups = len(left.numbers)
    values, enumerated = auxiliary(chosen.law, groups, chosen.draws, generator)
    made = bootstrapped(left, values, chosen.residuals, nested)
    scale = left.scale(nested)
    error = scale * float(np.linalg.norm(by_cluster(left.x * left.residuals, left.codes, groups)))

    def p(b: float) -> float:
        return share_beyond(abs(left.coefficient - b) / error, np.abs(made.statistics(b)), enumerated)

    t = (left.coefficient - null) / error
    pieces: tuple[Piece, ...] = (invert(p, left.coefficient, error, chosen.level),) if chosen.level else ()
    return WildTest(
        left.coefficient, error, t, p(null), equal_tails(t, made.statistics(null), enumerated), pieces, values.shape[1],
        enumerated, groups, least_p(values.shape[1], enumerated),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Bootstrapped:
    """Bootstrap t values as functions of the hypothesis: the sum of squared scores is a quadratic in it.

    Three numbers a draw, whatever the number of clusters; taken about the estimate, where nothing large cancels.
    """

    estimate: float
    slopes: Floats  # (2, draws), of residuals and of the exposure
    squares: Floats  # (3, draws), sums of products of their scores, times the square of the small-sample scale

    def statistics(self, b: float) -> Floats:
        """t values (draws,) about the hypothesis that the coefficient is b."""
        d = b - self.estimate
        variance = self.squares[0] - 2 * d * self.squares[1] + d**2 * self.squares[2]
        found: Floats = (self.slopes[0] - d * self.slopes[1]) / np.sqrt(np.maximum(variance, 1e-300))
        return found


def bootstrapped(
    left: Absorbed, values: Floats, residuals: Residuals = Residuals.PLAIN, nested: int = 0
) -> Bootstrapped:  # fmt: skip
    """The t values that multipliers (G, draws) of clusters make.

    Examples
    --------
    >>> from qonys.effects.kernels.absorb import Specification, absorb
    >>> x, y = np.array([0.0, 1, 2, 3]), np.array([1.0, 3, 5, 8])
    >>> left = absorb(Specification(1, y, x, np.array([0, 0, 1, 1]), np.ones((4, 1))))
    >>> made = bootstrapped(left, np.ones((2, 1)))  # multipliers of 1 give the figures back
    >>> round(float(made.statistics(0.0)[0] * left.error), 9)
    2.3
    """
    parts = [response(left, column, residuals) for column in (left.residuals, left.x)]
    of_y, of_x = (part.scores @ values for part in parts)
    squares = np.stack([np.einsum("gd,gd->d", a, b) for a, b in ((of_y, of_y), (of_y, of_x), (of_x, of_x))])
    slopes = np.stack([part.slope @ values for part in parts])
    return Bootstrapped(left.coefficient, slopes, squares * left.scale(nested) ** 2)


def auxiliary(law: Multipliers, clusters: int, draws: int, generator: np.random.Generator) -> tuple[Floats, bool]:
    """Multipliers (clusters, draws): every vector of signs where these are few, else random ones.

    Examples
    --------
    >>> values, enumerated = auxiliary(Multipliers.RADEMACHER, 3, 99, np.random.default_rng(1))
    >>> values.shape, enumerated
    ((3, 8), True)
    """
    if law is Multipliers.RADEMACHER and 2**clusters <= max(draws, MOST_SIGNS):
        bits = np.arange(2**clusters) >> np.arange(clusters)[:, None] & 1
        signs: Floats = np.where(bits == 1, 1.0, -1.0)
        return signs, True
    return multipliers(law, clusters, draws, generator), False


def share_beyond(seen: float, drawn: Floats, whole: bool = True) -> float:
    """Share of draws as large as what was seen; ties count.

    Parameters
    ----------
    whole : whether what was seen is among the draws, as where all are gone through; else it is counted in, so that
        the share is 1 / (1 + draws) at least

    References
    ----------
    Davison, Hinkley (1997), Bootstrap Methods and their Application, section 4.2. Phipson, Smyth (2010), Statistical
    Applications in Genetics and Molecular Biology 9(1): permutation p values are never zero.

    Examples
    --------
    >>> share_beyond(1.0, np.array([0.5, 1.0, 2.0, 0.1]))
    0.5
    >>> share_beyond(3.0, np.array([0.5, 1.0, 2.0, 0.1]), whole=False)
    0.2
    """
    beyond, own = int((drawn >= seen - TIE * max(abs(seen), 1e-300)).sum()), int(not whole)
    return (own + beyond) / (own + len(drawn))


def least_p(draws: int, enumerated: bool) -> float:
    """The least p value that draws can give; of all signs, those that give the figures back and their opposites.

    Examples
    --------
    >>> least_p(999, False), least_p(8, True)
    (0.001, 0.25)
    """
    return 2 / draws if enumerated else 1 / (1 + draws)


def equal_tails(seen: float, drawn: Floats, whole: bool = True) -> float:
    """Twice the share of draws in the nearer tail, at most 1.

    Examples
    --------
    >>> equal_tails(1.0, np.array([0.5, 2.0, -3.0, 0.1, -0.2, 0.3, -1.0, 0.7]))
    0.25
    """
    return min(1.0, 2 * min(share_beyond(seen, drawn, whole), share_beyond(-seen, -drawn, whole)))


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
        # r_g = (I - B_g B_g')⁺ u_g, through the smaller side of the matrix; what the cluster alone fits drops out
        rows = left.codes == g
        block = left.basis[rows]
        u: Floats = column[rows]
        if len(block) <= block.shape[1]:
            u = _rest(block @ block.T) @ u
        else:
            gram = block.T @ block
            u = u + block @ (_rest(gram) @ (block.T @ u))
        own[g], spread[g] = left.x[rows] @ u, block.T @ u
    return own, spread


def _rest(products: Floats) -> Floats:
    """The inverse of one less a matrix, zero in directions where nothing is left."""
    found = np.linalg.pinv(np.eye(len(products)) - products, rcond=1e-9, hermitian=True)
    return np.asarray(found, np.float64)

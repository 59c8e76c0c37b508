"""The specification curve: one estimate for each defensible specification, and joint tests of them all.

How this works. Each specification is one regression; its coefficient is also given in standard deviations of
exposure and outcome, so that specifications in different units can be compared. Under the null that no
specification has an effect, residuals are multiplied by one random number for each cluster, the same in all
specifications: their dependence is kept, and what the curve looks like by chance is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.absorb import Absorbed, Multipliers, Specification, Wild, absorb, draw, multipliers
from qonys.effects.kernels.least_squares import Ints, root_weights
from qonys.effects.kernels.wild import Residuals, response
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

TIE = 1e-9
"""Statistics closer than this share of their size are the same: rounding must not break a tie."""


@dataclass(frozen=True, eq=False)
class Curve:
    """S estimates in the order of their specifications."""

    labels: Ints  # (S,)
    coefficients: Floats  # (S,), units of the outcome for one unit of exposure
    errors: Floats  # (S,), CRV1
    scales: Floats  # (S,), standard deviation of exposure over that of outcome
    observations: Ints  # (S,)
    clusters: Ints  # (S,)
    first: Ints  # (S,), position of the first specification with the same data: its own if it counts
    wild: tuple[Wild, ...]  # of those that count

    @property
    def counted(self) -> NDArray[np.bool_]:
        """(S,): false for a repetition of an earlier specification's data."""
        found: NDArray[np.bool_] = self.first == np.arange(len(self.first))
        return found

    @property
    def standardised(self) -> Floats:
        """(S,): standard deviations of outcome for one standard deviation of exposure (both of the sample)."""
        return self.coefficients * self.scales

    @property
    def t(self) -> Floats:
        """(S,): coefficient over its error, to be judged with G - 1 degrees of freedom."""
        return self.coefficients / self.errors

    @property
    def p(self) -> Floats:
        """(S,): two-sided, Student's t with G - 1 degrees of freedom."""
        from scipy.special import stdtr

        return np.asarray(2 * stdtr(self.clusters - 1, -np.abs(self.t)))


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares of the specifications that count, 0 to 1, and medians over them."""

    specifications: int
    positive: float
    negative: float
    significant_positive: float
    significant_negative: float
    median: float  # of the coefficients: has a meaning only where units are the same
    median_standardised: float


@dataclass(frozen=True, slots=True)
class JointOptions:
    """How a curve is tested."""

    draws: int = 999
    law: Multipliers = Multipliers.WEBB
    level: float = 0.05  # at which a single specification is significant


@dataclass(frozen=True, eq=False)
class Statistic:
    """A statistic of the whole curve, its values under the null (draws,) and (1 + as large ones) / (1 + draws)."""

    statistic: float
    null: Floats
    p: float


@dataclass(frozen=True, eq=False)
class Joint:
    """Joint tests of a curve, two-sided; S specifications, C of which count."""

    median: Statistic  # standardised effect
    share: Statistic  # of specifications that are significant in the direction of most
    stouffer: Statistic  # sum of z values over √C
    p: Floats  # (S,), wild bootstrap of each specification by itself
    adjusted: Floats  # (S,), chance that any specification has such a |t| where none has an effect
    low: Floats  # (C,), 2.5 % bound of the standardised effects in rising order under the null
    high: Floats  # (C,), 97.5 % bound


def curve(specifications: Sequence[Specification]) -> Curve:
    """Estimate all specifications.

    Raises
    ------
    CannotCompute
        If there is none, or one of them has no estimate (`where` names it).

    Examples
    --------
    >>> x, y, area = np.array([0.0, 1, 2, 3]), np.array([1.0, 3, 5, 8]), np.array([0, 0, 1, 1])
    >>> one = Specification(1, y, x, area, np.ones((4, 1)))
    >>> found = curve([one, Specification(2, 10 * y, x, area, np.ones((4, 1))), one])
    >>> found.coefficients.round(6).tolist(), found.counted.tolist()
    ([2.3, 23.0, 2.3], [True, True, False])
    """
    if not specifications:
        raise CannotCompute(
            "effect-no-specifications", where="specification curve", fix="wider ranges of years, controls or samples"
        )
    seen: dict[bytes, int] = {}
    rows: list[tuple[float, ...]] = []
    parts, first = [], []
    for i, one in enumerate(specifications):
        first.append(seen.setdefault(_digest(one), i))
        if first[-1] < i:
            rows.append(rows[first[-1]])
            continue
        left = absorb(one)
        parts.append(under_null(left))
        rows.append((left.coefficient, left.error, _scale(one), len(left.y), len(left.numbers)))
    values = np.array(rows)
    counts = values[:, 3:].astype(np.int64)
    labels = np.array([s.label for s in specifications], np.int64)
    whole = (labels, *values.T[:3], *counts.T, np.array(first, np.int64), tuple(parts))
    return Curve(*whole)


def under_null(left: Absorbed) -> Wild:
    """What the bootstrap of one specification needs where the exposure has no effect: residuals are the outcome's.

    Examples
    --------
    >>> x, y = np.array([0.0, 1, 2, 3]), np.array([1.0, 3, 5, 8])
    >>> parts = under_null(absorb(Specification(1, y, x, np.array([0, 0, 1, 1]), np.ones((4, 1)))))
    >>> round(float(parts.slope.sum()), 9)  # multipliers of 1 give the estimate back
    2.3
    """
    made = response(left, left.y, Residuals.PLAIN)
    return Wild(left.numbers, made.slope, made.scores, left.scale())


def summarise(found: Curve, level: float = 0.05) -> Summary:
    """Shares of signs and of significant results among the specifications that count.

    Examples
    --------
    >>> x, y, area = np.array([0.0, 1, 2, 3]), np.array([1.0, 3, 5, 8]), np.array([0, 0, 1, 1])
    >>> both = [Specification(k, k * y, x, area, np.ones((4, 1))) for k in (-1, 2)]
    >>> summarise(curve(both)).positive
    0.5
    """
    use = found.counted
    b, significant = found.coefficients[use], found.p[use] <= level
    return Summary(
        int(use.sum()), float((b > 0).mean()), float((b < 0).mean()), float((significant & (b > 0)).mean()),
        float((significant & (b < 0)).mean()), float(np.median(b)), float(np.median(found.standardised[use])),
    )  # fmt: skip


def joint(found: Curve, generator: np.random.Generator, options: JointOptions | None = None) -> Joint:
    """Test whether the whole curve could come about with no effect in any specification.

    Restricted wild cluster bootstrap; a cluster has the same multiplier in all specifications. Statistics are
    two-sided: the direction of most specifications is found anew in each draw. Significance of a specification
    is judged by Student's t with G - 1 degrees of freedom in figures and draws alike, so that the errors of that
    approximation do not move the joint tests. The share has a bound, 1, which specifications that are nearly the
    same reach by chance together: it is the weakest of the three tests.

    References
    ----------
    Simonsohn, Simmons, Nelson (2020), Nature Human Behaviour 4, 1208-1214.
    Cameron, Gelbach, Miller (2008), Rev. Econ. Stat. 90(3), 414-427. Westfall, Young (1993) for `adjusted`.

    Examples
    --------
    >>> random = np.random.default_rng(2)
    >>> x, area = random.normal(size=200), np.repeat(np.arange(20), 10)
    >>> ys = x + random.normal(size=(3, 200))
    >>> tested = joint(curve([Specification(i, y, x, area) for i, y in enumerate(ys)]), random)
    >>> tested.median.p, tested.share.statistic
    (0.001, 1.0)
    """
    chosen = options or JointOptions()
    use = found.counted
    numbers = np.unique(np.concatenate([parts.numbers for parts in found.wild]))
    values = multipliers(chosen.law, len(numbers), chosen.draws, generator)
    drawn = [draw(parts, values[np.searchsorted(numbers, parts.numbers)]) for parts in found.wild]
    effects = np.stack([b for b, _ in drawn]) * found.scales[use][:, None]
    t = np.stack([t for _, t in drawn])
    free = found.clusters[use] - 1
    seen = _statistics(found.standardised[use][:, None], found.t[use][:, None], free, chosen.level)
    null = _statistics(effects, t, free, chosen.level)
    tests = [
        Statistic(float(s[0]), n, float(_p(np.abs(s), np.abs(n)[None])[0])) for s, n in zip(seen, null, strict=True)
    ]
    place = np.cumsum(use)[found.first] - 1
    size = np.abs(found.t[use])
    low, high = np.quantile(np.sort(effects, axis=0), [0.025, 0.975], axis=1)
    alone, any_of_them = _p(size, np.abs(t)), _p(size, np.abs(t).max(axis=0)[None])
    return Joint(tests[0], tests[1], tests[2], alone[place], any_of_them[place], low, high)


def _statistics(effects: Floats, t: Floats, free: Ints, level: float) -> tuple[Floats, Floats, Floats]:
    """Median effect, share of significant results in the direction of most, Stouffer's z; each (draws,)."""
    from scipy.special import ndtri, stdtr

    tail = stdtr(free[:, None], -np.abs(t))
    significant, up = 2 * tail <= level, t > 0
    more = (np.sign(t)).sum(axis=0)
    high, low = (significant & up).mean(axis=0), (significant & ~up).mean(axis=0)
    share = np.where(more > 0, high, np.where(more < 0, low, np.maximum(high, low)))
    z = -ndtri(np.maximum(tail, 1e-300)) * np.sign(t)
    return np.median(effects, axis=0), share, z.sum(axis=0) / np.sqrt(len(t))


def _p(seen: Floats, null: Floats) -> Floats:
    """(1 + draws as large) / (1 + draws) for statistics (S,) and draws (S or 1, draws); ties are as large."""
    larger = null >= seen[:, None] * (1 - TIE)
    return np.asarray((1 + larger.sum(axis=1)) / (1 + null.shape[1]))


def _digest(s: Specification) -> bytes:
    """The same for specifications with the same data, whatever their labels."""
    found = blake2b()
    for part in (s.y, s.x, s.nuisance, s.weights, s.clusters):
        found.update(b"none" if part is None else repr((part.shape, part.dtype.str)).encode())
        found.update(b"" if part is None else np.ascontiguousarray(part).tobytes())
    return found.digest()


def _scale(s: Specification) -> float:
    weights = root_weights(s.weights, len(s.y)) ** 2
    x, y = ((weights @ (v - np.average(v, weights=weights)) ** 2) for v in (s.x, s.y))
    return float(np.sqrt(x / y)) if y > 0 else np.nan

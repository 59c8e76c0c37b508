"""Power: the smallest effect that could have been seen, by formula and on the actual design.

How this works. On the design, outcomes are made as effect · exposure + residuals times one random number for each
cluster, and each is put to the restricted wild cluster bootstrap test. Both layers are linear in their random
numbers and in the effect: the square of every t value, made outcomes and bootstrap draws alike, is a ratio of two
quadratic forms of the effect. Their parts are found once; power at any effect is then a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.effects.kernels.absorb import Absorbed, Multipliers, Specification, absorb, by_cluster, multipliers
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

BLOCK = 64
"""Made outcomes at a time, to hold memory down."""


class Noise(Enum):
    """Where the scatter of made outcomes comes from."""

    RESTRICTED = "residuals without the exposure: too wide where there is an effect"
    FULL = "residuals of the full regression: somewhat too narrow where clusters are few"


@dataclass(frozen=True, slots=True)
class PowerOptions:
    """How power is simulated. (1 + draws) · level should be whole, else the test rejects less often."""

    replications: int = 1000
    draws: int = 399
    level: float = 0.05
    law: Multipliers = Multipliers.WEBB  # of made outcomes and of the test
    noise: Noise = Noise.RESTRICTED


@dataclass(frozen=True, eq=False)
class Parts:
    """R made outcomes, each with D multipliers of the test; t² = (a + e b)² / (c + 2 e d + e² f) at the effect e.

    Up to one constant. Where multipliers are all 1, t² is that of the made outcome itself.
    """

    a: Floats  # (R, D), coefficients, from the noise
    b: Floats  # (R, D), and from one unit of effect
    c: Floats  # (R, D), variances
    d: Floats  # (R, D)
    f: Floats  # (R, D)

    def squares(self, effect: float) -> Floats:
        """t² up to a constant (R, D)."""
        variances = self.c + effect * (2 * self.d + effect * self.f)
        found: Floats = (self.a + effect * self.b) ** 2 / np.maximum(variances, 1e-300)
        return found


@dataclass(frozen=True, eq=False)
class Simulation:
    """Made outcomes on a design and how each would be tested; `error` is the CRV1 standard error of the figures."""

    parts: Parts  # the first multiplier of each outcome is 1: the outcome itself
    level: float
    error: float

    def rejections(self, effect: float) -> float:
        """Share of made outcomes with this effect in which the test finds one; at 0 the size of the test."""
        t2 = self.parts.squares(effect)
        larger = (t2[:, 1:] >= t2[:, :1] * (1 - 1e-9)).sum(axis=1)
        return float((1 + larger <= self.level * t2.shape[1] * (1 + 1e-12)).mean())


def smallest_by_formula(
    error: Floats | float, df: Floats | float = np.inf, power: float = 0.8, level: float = 0.05
) -> Floats:
    """Minimum detectable effect (t(1 - level/2) + t(power)) · error, quantiles of Student's t with df degrees.

    Parameters
    ----------
    error, df : floats that broadcast
        Standard error, and degrees of freedom (G - 1 with G clusters; infinite: normal, 2.80 errors at 80 %).

    Returns
    -------
    floats
        In the unit of `error`; above 0.

    References
    ----------
    Bloom (1995), Evaluation Review 19(5), 547-556.

    Examples
    --------
    >>> smallest_by_formula(1.0, np.array([np.inf, 16])).round(4).tolist()
    [2.8016, 2.9846]
    """
    _check(power, level)
    found: Floats = np.asarray((_quantile(1 - level / 2, df) + _quantile(power, df)) * np.asarray(error, float))
    return found


def power_by_formula(
    effect: Floats | float, error: Floats | float, df: Floats | float = np.inf, level: float = 0.05
) -> Floats:
    """Power of the two-sided t test where estimate over error follows the noncentral t law (infinite df: normal).

    Examples
    --------
    >>> power_by_formula(np.array([0.0, 2.801585]), 1.0).round(5).tolist()
    [0.05, 0.8]
    """
    from scipy.stats import nct, norm

    _check(0.5, level)
    shift, free = np.broadcast_arrays(np.abs(np.asarray(effect, float)) / error, np.asarray(df, float))
    bound, finite = _quantile(1 - level / 2, free), np.isfinite(free)
    found: Floats = norm.sf(bound - shift) + norm.cdf(-bound - shift)
    if finite.any():
        tails = nct.sf(bound[finite], free[finite], shift[finite]), nct.cdf(-bound[finite], free[finite], shift[finite])
        found = np.array(found)
        found[finite] = np.nan_to_num(tails[0], nan=1.0) + np.nan_to_num(tails[1])
    return np.asarray(found)


def smallest_exact(error: float, df: float = np.inf, power: float = 0.8, level: float = 0.05) -> float:
    """Effect that the two-sided t test finds with the given power, by the noncentral t law.

    Examples
    --------
    >>> round(smallest_exact(1.0, 16), 4)
    2.9845
    """
    from scipy.optimize import brentq

    _check(power, level)
    if not power > level:
        raise ValueError(f"power {power} must be above the level {level}")
    high = 2 * float(smallest_by_formula(1.0, df, power, level))
    return float(brentq(lambda e: float(power_by_formula(e, 1.0, df, level)) - power, 0.0, high, xtol=1e-12)) * error


def simulate(
    specification: Specification, generator: np.random.Generator, options: PowerOptions | None = None
) -> Simulation:
    """Make outcomes on a specification's own design and prepare their restricted wild cluster bootstrap tests.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> x, y = random.normal(size=(2, 100))
    >>> one = Specification(1, y, x, np.repeat(np.arange(10), 10), np.ones((100, 1)))
    >>> found = simulate(one, random, PowerOptions(replications=200))
    >>> found.rejections(0.0) < 0.1, found.rejections(1.0) > 0.9
    (True, True)
    """
    chosen = options or PowerOptions()
    _check(0.5, chosen.level)
    left = absorb(specification)
    groups, blocks = len(left.numbers), []
    for start in range(0, chosen.replications, BLOCK):
        size = min(BLOCK, chosen.replications - start)
        made = multipliers(chosen.law, groups, size, generator).T
        tests = multipliers(chosen.law, groups, size * chosen.draws, generator).reshape(groups, size, chosen.draws)
        tests = np.concatenate([np.ones((size, groups, 1)), tests.swapaxes(0, 1)], axis=2)
        blocks.append(pieces(left, chosen.noise, made, tests))
    whole = (np.concatenate([getattr(block, name) for block in blocks]) for name in "abcdf")
    return Simulation(Parts(*whole), chosen.level, left.error)


def smallest_simulated(found: Simulation, power: float = 0.8, direction: int = 1) -> float:
    """Smallest effect, towards one side, that the bootstrap test finds with the given power on the design.

    Found by halving between 0 and an effect of enough power, on the same random numbers at each.

    Raises
    ------
    CannotCompute
        If no effect up to 1,000 standard errors is found that often: clusters are too few for the test.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> x, y = random.normal(size=(2, 100))
    >>> one = Specification(1, y, x, np.repeat(np.arange(10), 10), np.ones((100, 1)))
    >>> found = simulate(one, random, PowerOptions(replications=200))
    >>> 2 < smallest_simulated(found) / found.error < 4
    True
    """
    _check(power, found.level)
    side = (1 if direction >= 0 else -1) * found.error
    low, high = 0.0, 2.8
    while found.rejections(side * high) < power:
        low, high = high, 2 * high
        if high > 1000:
            raise CannotCompute(
                "effect-out-of-reach", where="power", fix="more clusters, or a lower power", power=power
            )
    while high - low > 1e-4 * high:
        middle = (low + high) / 2
        low, high = (low, middle) if found.rejections(side * middle) >= power else (middle, high)
    return side * high


def pieces(left: Absorbed, noise: Noise, made: Floats, tests: Floats) -> Parts:
    """Parts of t² for multipliers of made outcomes (R, G) and of their tests (R, G, D).

    An outcome is effect · x + residuals · made; its own residuals without the exposure are what is tested.
    """
    groups, x = len(left.numbers), left.x
    u = left.y if noise is Noise.RESTRICTED else left.residuals
    products, squares, k, s = (
        by_cluster(part, left.codes, groups) for part in (x * u, x**2, left.basis * x[:, None], left.basis * u[:, None])
    )
    # What the nuisance of a cluster h passes on to the scores of g from the noise of cluster j.
    grams = np.stack([(part := left.basis[left.codes == g]).T @ part for g in range(groups)])
    passed = np.einsum("hi,gij,kj->khg", k, grams, s, optimize=True).reshape(groups, -1)
    own = made * products - made @ (k @ s.T).T
    hidden = (k @ s.T)[None] * made[:, None, :] - (made @ passed).reshape(-1, groups, groups)
    slopes = own / left.information
    eye = np.eye(groups)
    first = eye * own[:, None, :] - hidden - squares[:, None] * slopes[:, None, :]
    second = np.diag(squares) - k @ k.T - np.outer(squares, squares) / left.information
    one, two = _by_columns(first, tests), _by_columns(second, tests)
    return Parts(
        (slopes[:, None] @ tests)[:, 0], ((squares / left.information)[None, None] @ tests)[:, 0],
        (one**2).sum(axis=1), (one * two).sum(axis=1), (two**2).sum(axis=1),
    )  # fmt: skip


def _by_columns(matrices: Floats, tests: Floats) -> Floats:
    """As matrices @ tests, in blocks that one core does alone: on a busy machine threads wait for each other."""
    width = max(200_000 // matrices.shape[-1] ** 2, 1)
    return np.concatenate(
        [matrices @ tests[:, :, start : start + width] for start in range(0, tests.shape[2], width)], axis=2
    )


def _quantile(probability: float, df: Floats | float) -> Floats:
    from scipy.special import ndtri, stdtrit

    free = np.asarray(df, float)
    if not (free > 0).all():
        raise ValueError(f"degrees of freedom must be above 0, got {df}")
    finite = np.isfinite(free)
    found: Floats = np.where(finite, stdtrit(np.where(finite, free, 1.0), probability), ndtri(probability))
    return found


def _check(power: float, level: float) -> None:
    if not (0 < power < 1 and 0 < level < 1):
        raise ValueError(f"power {power} and level {level} must lie between 0 and 1")

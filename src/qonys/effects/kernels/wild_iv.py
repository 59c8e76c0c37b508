"""The restricted efficient wild cluster bootstrap of a coefficient found with instruments.

How this works. Under a hypothesis about the coefficient the structural residuals u are known; the first stage is
estimated with u beside the instruments, which is as precise as it can be under the hypothesis. In each draw both
residuals of a cluster are multiplied by the same number, exposure and outcome are made anew, and the two-stage
estimate and its clustered error are found again. Sums by cluster are linear in the draws, so no regression is run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.absorb import by_cluster
from qonys.effects.kernels.inversion import Ends, invert
from qonys.effects.kernels.least_squares import Ints, fit_iv, orthonormal, root_weights
from qonys.effects.kernels.wild import WildOptions, WildTest, auxiliary, share_beyond
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


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


def instrumented(
    columns: tuple[Floats, Floats, Floats], clusters: Ints, nuisance: Floats | None = None,
    weights: Floats | None = None,
) -> Instrumented:  # fmt: skip
    """Outcome (n,), exposure (n,) and instruments (n, l) without the nuisance (n, m).

    Raises
    ------
    CannotCompute
        If an instrument or the exposure is a mixture of the nuisance and others, or there is one cluster.
    """
    y, x, z = columns
    fit_iv(y, x[:, None], z, nuisance, weights)  # refuses what has no estimate
    root = root_weights(weights, len(y))
    basis = np.empty((len(y), 0)) if nuisance is None else orthonormal(nuisance * root[:, None])
    scaled = np.column_stack([y, x, z]) * root[:, None]
    left = scaled - basis @ (basis.T @ scaled)
    codes = np.unique(clusters, return_inverse=True)[1].ravel()
    if codes.max() < 1:
        raise CannotCompute(
            "effect-one-cluster", "one cluster: nothing to judge errors between clusters by", where="clusters",
            fix="more clusters, or a finer grouping",
        )  # fmt: skip
    return Instrumented(left[:, 0], left[:, 1], left[:, 2:], basis, codes)


def wild_iv_test(
    left: Instrumented, generator: np.random.Generator, options: WildOptions | None = None, null: float = 0.0,
    nested: int = 0,
) -> WildTest:  # fmt: skip
    """Test that the coefficient of the exposure is `null`, and find the values that are not rejected.

    The statistic is the two-stage t with clustered errors. With weak instruments the set of values that are not
    rejected may have infinite ends; values beyond the first rejected one are not looked at.

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
    >>> found.p < 0.01, found.low < 1 < found.high
    (True, True)
    """
    chosen = options or WildOptions()
    values, enumerated = auxiliary(chosen.law, left.clusters, chosen.draws, generator)
    gram = left.z.T @ left.z
    first = np.linalg.solve(gram, left.z.T @ left.x)
    information = float(first @ gram @ first)
    estimate = float(first @ (left.z.T @ left.y) / information)
    n, groups = len(left.y), left.clusters
    factor = np.sqrt(groups / (groups - 1) * (n - 1) / (n - 1 - left.basis.shape[1] + nested))
    scores = by_cluster((left.z @ first) * (left.y - estimate * left.x), left.codes, groups)
    error = float(factor * np.linalg.norm(scores) / information)

    def p(b: float) -> float:
        return share_beyond(abs(estimate - b) / error, np.abs(_statistics(left, b, values, gram) / factor))

    t, drawn = (estimate - null) / error, _statistics(left, null, values, gram) / factor
    tails = 2 * min(share_beyond(t, drawn), share_beyond(-t, -drawn))
    ends = invert(p, estimate, error, chosen.level) if chosen.level else Ends(np.nan, np.nan)
    return WildTest(estimate, error, t, p(null), min(1.0, tails), ends.low, ends.high, values.shape[1], enumerated)


def _statistics(left: Instrumented, b: float, values: Floats, gram: Floats) -> Floats:
    """Two-stage t values (draws,) of made figures about the value b, but for the small-sample factor."""
    u = left.y - b * left.x
    beside = np.column_stack([left.z, u])
    slopes = np.linalg.lstsq(beside, left.x, rcond=None)[0][:-1]
    v = left.x - left.z @ slopes
    groups = left.clusters

    def parts(residual: Floats) -> tuple[Floats, Floats]:
        """z_g'(residual of g) (G, l), and what z_g loses to the refit of the nuisance, z_g'B_g B_h'r_h (G, l, G)."""
        own = by_cluster(left.z * residual[:, None], left.codes, groups)
        spread = by_cluster(left.basis * residual[:, None], left.codes, groups)
        return own, np.einsum("glr,hr->glh", crossed, spread)

    blocks = [(left.z[left.codes == g], left.basis[left.codes == g]) for g in range(groups)]
    crossed = np.stack([z.T @ basis for z, basis in blocks])
    squares = np.stack([z.T @ z for z, _ in blocks])
    (own_u, lost_u), (own_v, lost_v) = parts(u), parts(v)
    total_u, total_v = own_u.T @ values, own_v.T @ values  # (l, draws)
    first = slopes[:, None] + np.linalg.solve(gram, total_v)
    information = np.einsum("ld,lm,md->d", first, gram, first)
    gain = (first * total_u).sum(axis=0) / np.maximum(information, 1e-300)
    sums = np.zeros((groups, values.shape[1]))
    fixed = squares @ slopes  # (G, l)
    for k in range(left.z.shape[1]):
        made_u = own_u[:, k, None] * values - lost_u[:, k] @ values
        made_x = fixed[:, k, None] + own_v[:, k, None] * values - lost_v[:, k] @ values
        sums += first[k] * (made_u - gain * made_x)
    found: Floats = gain * information / np.maximum(np.sqrt((sums**2).sum(axis=0)), 1e-300)
    return found

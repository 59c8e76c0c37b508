"""Shift-share regressions seen from the shocks: the same coefficient from a regression of sectors.

How this works. Outcome and treatment of regions, free of controls, are averaged for each sector with the regions'
shares in it as weights. An instrumental-variable regression of these averages on the shocks, sectors weighted by
their mean share, gives the very coefficient of the regions; its errors are right where shocks are as good as random.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qonys.effects.kernels.covariance import cluster_sums, clustered, errors, robust
from qonys.effects.kernels.least_squares import Fit, Ints, fit, fit_iv, outside, root_weights
from qonys.effects.kernels.shift_share import Imposed, ShiftShare, ShockTest, null_imposed
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


@dataclass(frozen=True, eq=False)
class ShockLevel:
    """Averages by sector (s,), and the weights of sectors (s,), which add up to 1."""

    outcome: Floats
    treatment: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class ShockEstimate:
    """A coefficient from shocks, with errors robust to like shares; df for its t value."""

    estimate: float
    error: float
    df: int

    @property
    def t(self) -> float:
        """Estimate over error."""
        return self.estimate / self.error if self.error else float(np.copysign(np.inf, self.estimate))

    @property
    def p(self) -> float:
        """Of no effect, two-sided, by Student's t."""
        from scipy.stats import t as student

        return float(2 * student.sf(abs(self.t), self.df))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Two ends, by Student's t.

        Examples
        --------
        >>> low, high = ShockEstimate(1.0, 0.5, 10).interval()
        >>> round(low, 3), round(high, 3)
        (-0.114, 2.114)
        """
        from scipy.stats import t as student

        reach = float(student.ppf((1 + level) / 2, self.df)) * self.error
        return self.estimate - reach, self.estimate + reach


def shock_level(data: ShiftShare) -> ShockLevel:
    """Outcome and treatment of regions, without controls, averaged by sector with shares as weights.

    Raises
    ------
    CannotCompute
        If a sector has no share in any region with weight.

    Examples
    --------
    >>> shares = np.array([[1.0, 0.0], [0.5, 0.5]])
    >>> data = ShiftShare(np.array([1.0, 3.0]), shares @ [1.0, 2.0], shares)
    >>> found = shock_level(data)
    >>> found.weights.tolist(), found.outcome.round(3).tolist()
    ([0.75, 0.25], [1.667, 3.0])
    """
    left, _ = outside(np.column_stack([data.outcome, data.moved]), data.controls, data.weights)
    root = root_weights(data.weights, len(left))
    total = np.asarray(data.shares.T @ root**2, float)
    if (total <= 0).any():
        raise CannotCompute(
            "effect-sector-empty",
            where=f"sector {int(np.argmin(total)) + 1}",
            fix="leave the sector out",
            number=int(np.argmin(total)) + 1,
        )
    averages = data.shares.T @ (left * root[:, None]) / total[:, None]
    return ShockLevel(averages[:, 0], averages[:, 1], total / total.sum())


def shock_estimate(
    data: ShiftShare, shocks: Floats, controls: Floats | None = None, sectors: Ints | None = None
) -> ShockEstimate:
    """The shift-share coefficient by the regression of sectors, with errors HC1 or clustered by sectors (FULL).

    With few shocks the errors are somewhat short (80 alike: 5 % tests reject 7 to 9 %); `shock_test` is not.

    Where shares do not add up to 1 in each region, their sum must be among the controls of the regions: it is what a
    constant is for the sectors. Controls of sectors (s, m) need shares @ controls among those of the regions; with
    stacked periods, dummies of periods for sectors are sums of shares by period for regions.

    Parameters
    ----------
    shocks : (s,)
    controls : (s, m) of sectors; a constant if left out
    sectors : (s,) clusters of shocks; unequal variances alone if left out

    Raises
    ------
    CannotCompute
        If the controls of regions do not hold those of sectors: the coefficient would not be that of the regions.

    References
    ----------
    Borusyak, Hull, Jaravel (2022), Review of Economic Studies 89(1), 181-213, propositions 1 and 5, section 4.2.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> shares, shocks = random.dirichlet(np.ones(8), 60), random.normal(size=8)
    >>> x = shares @ shocks
    >>> data = ShiftShare(2 * x + random.normal(size=60), x, shares, controls=np.ones((60, 1)))
    >>> slope = np.polyfit(x, data.outcome, 1)[0]
    >>> bool(np.isclose(shock_estimate(data, shocks).estimate, slope))
    True
    """
    beside = _constant(shocks) if controls is None else controls
    _refuse_uncontrolled(data, beside)
    level = shock_level(data)
    one = fit_iv(level.outcome, level.treatment[:, None], shocks[:, None], beside, level.weights)
    return _judged(one, sectors)


def shock_test(
    data: ShiftShare,
    shocks: Floats,
    controls: Floats | None = None,
    sectors: Ints | None = None,
    at: tuple[float, float] = (0.0, 0.95),
) -> ShockTest:
    """The same with the null imposed: the p of a null and the confidence set, which may have no bounds.

    As AKM0 it keeps its size with fewer shocks and weaker instruments than the error of the estimate does, and unlike
    it asks nothing of the number of regions. Normal critical values.

    Parameters
    ----------
    at : the null, and the level of the set

    References
    ----------
    Borusyak, Hull, Jaravel (2022), section 4.2 and appendix. Adão, Kolesár, Morales (2019), section V.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> shares, shocks = random.dirichlet(np.ones(30), 20), random.normal(size=30)
    >>> x = shares @ shocks
    >>> data = ShiftShare(2 * x + 0.1 * random.normal(size=20), x, shares, controls=np.ones((20, 1)))
    >>> shock_test(data, shocks).set.holds(2.0)
    True
    """
    from scipy.stats import norm

    beside = _constant(shocks) if controls is None else controls
    _refuse_uncontrolled(data, beside)
    level = shock_level(data)
    columns = np.column_stack([level.outcome, level.treatment, shocks])
    y, d, g = outside(columns, beside, level.weights)[0].T
    strength = float(g @ d)
    estimate = float(g @ y) / strength
    scores = np.column_stack([g * (y - estimate * d), g * d])
    sums = scores if sectors is None else cluster_sums(scores, sectors)
    critical = float(norm.ppf((1 + at[1]) / 2))
    return null_imposed(sums[:, 0], sums[:, 1], Imposed(estimate, strength, at[0], critical))


def first_stage(
    data: ShiftShare, shocks: Floats, controls: Floats | None = None, sectors: Ints | None = None
) -> ShockEstimate:
    """The treatment on the instrument, with errors of shocks; the square of its t is the F robust to like shares.

    References
    ----------
    Borusyak, Hull, Jaravel (2022), section 4.2.
    """
    return shock_estimate(replace(data, outcome=data.moved, treatment=None), shocks, controls, sectors)


def controlled(data: ShiftShare, controls: Floats | None = None) -> bool:
    """Whether the controls of regions hold shares @ controls (s, m) of sectors; the sum of shares if left out.

    Examples
    --------
    >>> shares = np.array([[0.4, 0.5], [0.1, 0.3], [0.2, 0.2]])
    >>> data = ShiftShare(np.arange(3.0), shares @ [1.0, 2.0], shares, controls=np.ones((3, 1)))
    >>> controlled(data)
    False
    """
    beside = np.ones((data.shares.shape[1], 1)) if controls is None else controls
    sums = np.asarray(data.shares @ beside, float)
    left, _ = outside(sums, data.controls, data.weights)
    size = np.linalg.norm(sums * root_weights(data.weights, len(sums))[:, None], axis=0)
    return bool((np.linalg.norm(left, axis=0) <= 1e-8 * size).all())


def balance(
    data: ShiftShare, shocks: Floats, before: Floats, controls: Floats | None = None, sectors: Ints | None = None
) -> tuple[ShockEstimate, ...]:
    """What regions had before (n, b) regressed on the shift-share instrument: it should not follow the shocks.

    With an outcome of earlier years as a column of `before` this is a test of trends before. Errors are those of
    `shock_estimate`, so that regions with like shares count as one.
    """
    return tuple(
        shock_estimate(replace(data, outcome=column, treatment=None), shocks, controls, sectors)
        for column in np.asarray(before, float).T
    )


def shock_balance(
    weights: Floats, shocks: Floats, before: Floats, controls: Floats | None = None, sectors: Ints | None = None
) -> tuple[ShockEstimate, ...]:
    """What sectors had before (s, b) regressed on their shocks, sectors weighted (s,): it should not follow them.

    Parameters
    ----------
    weights : (s,), `shock_level(data).weights`
    controls : (s, m) of sectors; a constant if left out

    References
    ----------
    Borusyak, Hull, Jaravel (2022), section 5.2.

    Examples
    --------
    >>> found = shock_balance(np.full(4, 0.25), np.array([0.0, 1, 2, 3]), np.array([[0.0], [2], [1], [3]]))
    >>> round(found[0].estimate, 3)
    0.8
    """
    beside = _constant(shocks) if controls is None else controls
    return tuple(
        _judged(fit(column, shocks[:, None], beside, weights), sectors) for column in np.asarray(before, float).T
    )


def _constant(shocks: Floats) -> Floats:
    return np.ones((len(shocks), 1))


def _refuse_uncontrolled(data: ShiftShare, controls: Floats) -> None:
    if not controlled(data, controls):
        raise CannotCompute(
            "effect-shares-uncontrolled",
            where="controls",
            fix="put shares @ controls of sectors among the controls of regions",
        )


def _judged(one: Fit, sectors: Ints | None) -> ShockEstimate:
    covariance = robust(one) if sectors is None else clustered(one, sectors)
    df = one.observations - one.parameters if sectors is None else len(np.unique(sectors)) - 1
    return ShockEstimate(float(one.coefficients[0]), float(errors(covariance)[0]), df)

r"""Wages and unemployment together: labour demand meets a wage curve in each group of workers.

How this works. Each group has a wage curve :math:`\ln \hat w = \beta \ln \hat u`; employment is the labour force
less the unemployed, and wages are marginal products of employment. Newton's method solves for the log-odds of
unemployment of all groups at once: wages rise and employment falls with it, so that the root is single, and both
sides are nearly straight lines in the log-odds, whether few are out of work or nearly all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.errors import CannotCompute
from qonys.impact.kernels.production import Production, Technology, produce, wage_elasticities
from qonys.numerics.arrays import Floats

TOLERANCE = 1e-11
MOST_STEPS = 40
LONGEST_STEP = 3.0
HIGHEST = 25.0
"""Log-odds beyond which the search does not look."""
STAGES = 40
"""Small changes that a large one is split into, in the few draws in which the search does not end at once."""
TINY = 1e-300
"""Stands for no unemployment, which the logarithm does not have."""


@dataclass(frozen=True)
class Equilibrium:
    """The new state: ratios to the base, and rates of unemployment as fractions; (draw, skill, origin)."""

    production: Production
    unemployment: Floats
    employment: Floats
    """Ratio of employed efficient labour to its base."""


def settle(
    shares: Floats, supply: Floats, unemployment: Floats, elasticity: Floats, technology: Technology
) -> Equilibrium:
    r"""Wages, unemployment and employment after the labour force of groups changed.

    Parameters
    ----------
    shares : (draw, skill, origin) floats
        Wage-bill shares of the base, adding up to 1.
    supply : (draw, skill, origin) floats
        Labour force beside the base, above 0.
    unemployment : (draw,) floats
        Rate in the base, 0 to below 1, alike in all groups.
    elasticity : (draw,) floats
        :math:`\beta < 0`, of the wage with respect to the rate of unemployment; -inf keeps the rate as it is.
    technology : Technology

    Returns
    -------
    Equilibrium

    Raises
    ------
    CannotCompute
        If the search does not end.

    References
    ----------
    Blanchflower, Oswald (1994), The Wage Curve.
    Brücker, Jahn (2011), Scand. J. Econ. 113(2), 286-317, on migration and wage setting.

    Examples
    --------
    Wages fall by less than where everybody finds work, and unemployment rises along the curve.

    >>> one = np.ones(1)
    >>> t = Technology(one / 3, 0 * one, 2 * one, 9 * one)
    >>> found = settle(np.ones((1, 1, 1)), np.full((1, 1, 1), 1.1), 0.05 * one, -0.1 * one, t)
    >>> wage, rate = found.production.wages[0, 0, 0], found.unemployment[0, 0, 0]
    >>> bool(np.isclose(np.log(wage), -0.1 * np.log(rate / 0.05))), round(float(rate), 4)
    (True, 0.0651)
    """
    groups = shares[0].size
    base = np.repeat(np.maximum(unemployment, TINY)[:, None], groups, axis=1)
    market = _Market(shares, base, np.repeat((1 / elasticity)[:, None], groups, axis=1), technology)
    force = supply.reshape(base.shape)
    found, settled = market.newton(force, market.start)
    hard = np.flatnonzero(~settled)
    if len(hard):
        found[hard], settled[hard] = market.of(hard).walk(force[hard])
    if not settled.all():
        raise CannotCompute(
            "impact-no-equilibrium",
            where=f"{int((~settled).sum())} draws",
            fix="a smaller number of arrivals, or a wage curve further from 0",
        )
    rates = np.where(unemployment[:, None] > 0, np.exp(-np.logaddexp(0, -found)), 0.0)
    ratios = (force / (1 - base) * np.exp(-np.logaddexp(0, found))).reshape(shares.shape)
    return Equilibrium(produce(shares, ratios, technology), rates.reshape(shares.shape), ratios)


@dataclass(frozen=True)
class _Market:
    """Groups of workers whose log-odds of unemployment are sought; `base` and `slope` are (draw, group)."""

    shares: Floats
    base: Floats
    slope: Floats
    technology: Technology

    @property
    def start(self) -> Floats:
        """The base state."""
        found: Floats = np.log(self.base) - np.log1p(-self.base)
        return found

    def of(self, at: np.ndarray) -> _Market:
        """Some of the draws."""
        return _Market(self.shares[at], self.base[at], self.slope[at], _of(self.technology, at))

    def walk(self, force: Floats) -> tuple[Floats, np.ndarray]:
        """The state after the labour force changed, reached by small changes one after the other."""
        logit = self.start
        for part in range(1, STAGES + 1):
            logit, settled = self.newton(force ** (part / STAGES), logit)
        return logit, settled

    def newton(self, force: Floats, start: Floats) -> tuple[Floats, np.ndarray]:
        """Log-odds at which both curves meet, and whether they were found, (draw,)."""
        held, step, size = start.copy(), np.zeros_like(start), np.full(len(start), np.inf)
        open_ = np.arange(len(start))
        for _ in range(MOST_STEPS):
            now = self.of(open_)
            tried = np.clip(held[open_] + step[open_], -np.inf, HIGHEST)
            jobless, working = -np.logaddexp(0, -tried), np.exp(-np.logaddexp(0, tried))
            ratios = (force[open_] / (1 - now.base) * working).reshape(-1, *self.shares.shape[1:])
            made = produce(now.shares, ratios, now.technology)
            gap = jobless - np.log(now.base) - now.slope * np.log(made.wages.reshape(tried.shape))
            far = np.abs(gap).max(axis=1)
            closer = far < size[open_]
            at = open_[closer]
            held[at], size[at] = tried[closer], far[closer]
            # Where the last step led away, half of it is tried instead.
            step[open_[~closer]] /= 2
            wanted = np.flatnonzero(closer & (far > TOLERANCE))
            slopes = wage_elasticities(made.shares[wanted], _of(now.technology, wanted))
            matrix = now.slope[wanted][..., None] * slopes * np.exp(jobless[wanted])[:, None, :]
            matrix += working[wanted][..., None] * np.eye(tried.shape[1])
            newton = np.linalg.solve(matrix, -gap[wanted][..., None])[..., 0]
            # Shortened as a whole, so that it still leads downhill.
            step[open_[wanted]] = newton / np.maximum(np.abs(newton).max(axis=1, keepdims=True) / LONGEST_STEP, 1)
            open_ = open_[size[open_] > TOLERANCE]
            if not len(open_):
                break
        return held, size <= TOLERANCE


def _of(technology: Technology, at: np.ndarray) -> Technology:
    t = technology
    return Technology(t.capital_share[at], t.capital_adjustment[at], t.sigma_skill[at], t.sigma_origin[at])

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
MOST_STEPS = 200
LONGEST_STEP = 3.0
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
    draws, size = len(shares), shares[0].size
    base = np.repeat(np.maximum(unemployment, TINY)[:, None], size, axis=1)
    slope = np.repeat((1 / elasticity)[:, None], size, axis=1)
    flat = supply.reshape(draws, size) / (1 - base)
    logit = np.log(base) - np.log1p(-base)
    open_ = np.ones(draws, dtype=bool)
    for _ in range(MOST_STEPS):
        at = np.flatnonzero(open_)
        jobless, working = np.exp(-np.logaddexp(0, -logit[at])), np.exp(-np.logaddexp(0, logit[at]))
        part = _of(technology, at)
        made = produce(shares[at], (flat[at] * working).reshape(-1, *shares.shape[1:]), part)
        gap = np.log(jobless / base[at]) - slope[at] * np.log(made.wages.reshape(len(at), size))
        away = np.abs(gap).max(axis=1) > TOLERANCE
        open_[at] = away
        if not away.any():
            break
        left = at[away]
        slopes = wage_elasticities(made.shares[away], _of(part, np.flatnonzero(away)))
        matrix = slope[left][..., None] * slopes * jobless[away][:, None, :] + working[away][..., None] * np.eye(size)
        step = np.linalg.solve(matrix, -gap[away][..., None])[..., 0]
        logit[left] += np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    else:
        raise CannotCompute(
            "impact-no-equilibrium", "wages and unemployment do not settle", where=f"{int(open_.sum())} draws",
            fix="a smaller number of arrivals, or a wage curve further from 0",
        )  # fmt: skip
    rates = np.where(unemployment[:, None] > 0, np.exp(-np.logaddexp(0, -logit)), 0.0)
    ratios = (flat * np.exp(-np.logaddexp(0, logit))).reshape(shares.shape)
    return Equilibrium(produce(shares, ratios, technology), rates.reshape(shares.shape), ratios)


def _of(technology: Technology, at: np.ndarray) -> Technology:
    t = technology
    return Technology(t.capital_share[at], t.capital_adjustment[at], t.sigma_skill[at], t.sigma_origin[at])

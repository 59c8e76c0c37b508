r"""Output and wages in exact changes: capital, and a nested CES of skills and of local and migrant workers.

How this works. :math:`Y = A K^{\alpha} L^{1-\alpha}`; :math:`L` is a CES composite of skills (elasticity of
substitution :math:`\sigma`), each skill one of local and migrant workers (:math:`\sigma_o`). With wage-bill shares
of a base state, the ratio of a composite to its base needs no other constant of the technology ("exact hat
algebra"): :math:`\hat L = (\sum_s \pi_s \hat L_s^{\rho})^{1/\rho}`, :math:`\rho = (\sigma - 1)/\sigma`. Wages are
marginal products, so that shares move with :math:`\hat w \hat x`. Capital follows labour by
:math:`\hat K = \hat L^{\kappa}`: fixed at 0, elastic (its return stays) at 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.numerics.arrays import Floats


@dataclass(frozen=True)
class Technology:
    """Parameters of production, each (draw,)."""

    capital_share: Floats
    capital_adjustment: Floats
    sigma_skill: Floats
    """Elasticity of substitution between skills; 1 is Cobb-Douglas, inf perfect substitution."""
    sigma_origin: Floats
    """The same between local and migrant workers of one skill."""


@dataclass(frozen=True)
class Production:
    """Ratios to the base state."""

    output: Floats
    """(draw,)"""
    labour: Floats
    """(draw,)"""
    capital: Floats
    """(draw,)"""
    wages: Floats
    """(draw, skill, origin), per efficient unit of labour."""
    shares: Floats
    """(draw, skill, origin): wage-bill shares in the new state, adding up to 1."""


def composite(shares: Floats, ratios: Floats, sigma: Floats) -> Floats:
    r"""The ratio of a CES composite to its base: :math:`(\sum_i s_i \hat x_i^{\rho})^{1/\rho}`.

    Parameters
    ----------
    shares : (..., part) floats
        Cost shares in the base, adding up to 1.
    ratios : (..., part) floats
        Ratios of the inputs to their base, 0 or more.
    sigma : (...,) floats
        Elasticity of substitution, above 0; 1 gives the geometric, inf the arithmetic mean.

    Returns
    -------
    (...,) floats

    References
    ----------
    Arrow, Chenery, Minhas, Solow (1961), Rev. Econ. Stat. 43(3), 225-250.

    Examples
    --------
    >>> half = np.array([0.5, 0.5])
    >>> ratios = np.array([1.0, 4.0])
    >>> [float(round(composite(half, ratios, np.array(s)), 6)) for s in (1.0, 2.0, np.inf, 0.5)]
    [2.0, 2.25, 2.5, 1.6]
    """
    rho = 1 - 1 / sigma
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        logs = np.log(ratios)
        geometric = np.where(shares > 0, shares * logs, 0.0).sum(axis=-1)
        # expm1 and log1p keep their digits where rho is almost 0.
        powers = np.where(shares > 0, shares * np.expm1(rho[..., None] * logs), 0.0).sum(axis=-1)
        found: Floats = np.exp(np.where(np.abs(rho) < 1e-9, geometric, np.log1p(powers) / rho))
    return found


def produce(shares: Floats, ratios: Floats, technology: Technology) -> Production:
    """Output, wages and wage-bill shares when labour changes by these ratios.

    Parameters
    ----------
    shares : (draw, skill, origin) floats
        Wage-bill shares of the base, adding up to 1 in each draw.
    ratios : (draw, skill, origin) floats
        Efficient labour beside the base; 0 takes a group away.
    technology : Technology

    Returns
    -------
    Production
        Wages of a group that is taken away are inf, its share 0.

    References
    ----------
    Borjas (2003), Q. J. Econ. 118(4), 1335-1374.
    Ottaviano, Peri (2012), J. Eur. Econ. Assoc. 10(1), 152-197.
    Manacorda, Manning, Wadsworth (2012), J. Eur. Econ. Assoc. 10(1), 120-151.

    Examples
    --------
    One skill, no migrants, capital fixed: twice the labour gives 2^0.5 of output at a capital share of a half.

    >>> one = np.ones(1)
    >>> found = produce(np.ones((1, 1, 1)), np.full((1, 1, 1), 2.0), Technology(one / 2, 0 * one, 2 * one, 9 * one))
    >>> float(found.output[0].round(6)), float(found.wages[0, 0, 0].round(6))
    (1.414214, 0.707107)
    """
    t = technology
    of_skill = shares.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        within = np.where(of_skill[..., None] > 0, shares / of_skill[..., None], 0.5)
        skills = composite(within, ratios, np.broadcast_to(t.sigma_origin[:, None], of_skill.shape))
        labour = composite(of_skill, skills, t.sigma_skill)
        capital = labour**t.capital_adjustment
        output = capital**t.capital_share * labour ** (1 - t.capital_share)
        by_skill = (output / labour)[:, None] * (labour[:, None] / skills) ** (1 / t.sigma_skill)[:, None]
        wages = by_skill[..., None] * (skills[..., None] / ratios) ** (1 / t.sigma_origin)[:, None, None]
        paid = np.where(ratios > 0, shares * wages * ratios, 0.0)
    return Production(output, labour, capital, wages, paid / paid.sum(axis=(1, 2), keepdims=True))


def wage_elasticities(shares: Floats, technology: Technology) -> Floats:
    """First-order change of each wage with the labour of each group: (draw, group, group), groups skill by origin.

    Parameters
    ----------
    shares : (draw, skill, origin) floats
        Wage-bill shares at the point where the change begins.
    technology : Technology

    References
    ----------
    Ottaviano, Peri (2012), section 2, on total wage effects.

    Examples
    --------
    >>> one = np.ones(1)
    >>> alone = wage_elasticities(np.ones((1, 1, 1)), Technology(one / 3, 0 * one, 2 * one, 9 * one))
    >>> float(alone[0, 0, 0].round(6))
    -0.333333
    """
    t = technology
    draws, skills, origins = shares.shape
    of_skill = shares.sum(axis=-1, keepdims=True)
    within = np.divide(shares, of_skill, out=np.zeros_like(shares), where=of_skill > 0).reshape(
        draws, 1, skills * origins
    )
    flat = shares.reshape(draws, 1, skills * origins)
    number = np.arange(skills * origins)
    same_skill = (number[:, None] // origins == number // origins)[None]
    inverse, inner = (1 / t.sigma_skill)[:, None, None], (1 / t.sigma_origin)[:, None, None]
    capital = (t.capital_share * (t.capital_adjustment - 1))[:, None, None]
    found: Floats = (inverse + capital) * flat + same_skill * (inner - inverse) * within
    return found - inner * np.eye(skills * origins)

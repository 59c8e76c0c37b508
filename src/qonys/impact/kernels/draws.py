"""Draws of parameters from ranges: stratified uniforms, and the inverse distribution functions of four shapes."""

from __future__ import annotations

import numpy as np

from qonys.numerics.arrays import Floats


def stratified(draws: int, inputs: int, generator: np.random.Generator) -> Floats:
    """A Latin hypercube: each input has one draw in each of `draws` equal parts of 0 to 1; (draw, input).

    References
    ----------
    McKay, Beckman, Conover (1979), Technometrics 21(2), 239-245.

    Examples
    --------
    >>> sorted((stratified(4, 1, np.random.default_rng(1))[:, 0] * 4).astype(int).tolist())
    [0, 1, 2, 3]
    """
    places = generator.permuted(np.tile(np.arange(draws), (inputs, 1)), axis=1).T
    found: Floats = (places + generator.random((draws, inputs))) / draws
    return found


def uniform(at: Floats, low: float, high: float) -> Floats:
    """Quantiles of equal chances between two ends.

    Examples
    --------
    >>> uniform(np.array([0.25]), 2.0, 6.0).tolist()
    [3.0]
    """
    return low + at * (high - low)


def log_uniform(at: Floats, low: float, high: float) -> Floats:
    """Quantiles of equal chances for equal ratios; both ends above 0, or both below.

    Examples
    --------
    >>> log_uniform(np.array([0.5]), 5.0, 20.0).round(9).tolist()
    [10.0]
    """
    return low * (high / low) ** at


def triangular(at: Floats, low: float, central: float, high: float) -> Floats:
    """Quantiles of a triangle whose peak is at the central value.

    Examples
    --------
    >>> triangular(np.array([0.0, 0.5, 1.0]), 0.0, 1.0, 2.0).tolist()
    [0.0, 1.0, 2.0]
    """
    width = high - low
    if width == 0:
        return np.full_like(at, low)
    below = at * width * (central - low)
    above = (1 - at) * width * (high - central)
    return np.where(at < (central - low) / width, low + np.sqrt(below), high - np.sqrt(above))


def pert(at: Floats, low: float, central: float, high: float) -> Floats:
    """Quantiles of a PERT distribution: a beta whose mean is (low + 4 central + high) / 6.

    References
    ----------
    Malcolm, Roseboom, Clark, Fazar (1959), Operations Research 7(5), 646-669.

    Examples
    --------
    >>> pert(np.array([0.5]), 0.0, 1.0, 2.0).round(9).tolist()
    [1.0]
    """
    from scipy.special import betaincinv

    width = high - low
    if width == 0:
        return np.full_like(at, low)
    rising, falling = 1 + 4 * (central - low) / width, 1 + 4 * (high - central) / width
    found: Floats = low + width * betaincinv(rising, falling, at)
    return found

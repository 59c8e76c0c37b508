"""What people who move within a country look for and shun, as seeds of a table, and its fit to margins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats


@dataclass(frozen=True, slots=True)
class Deterrence:
    """What keeps people from moving far: log flow = −decay · log distance + neighbour · shared border.

    Each with its standard error; `scatter` is the standard deviation of the logarithm of
    true flows about what masses, distance and borders say.
    """

    decay: float
    decay_error: float
    neighbour: float
    neighbour_error: float
    scatter: float


DETERRENCE = Deterrence(decay=0.8, decay_error=0.25, neighbour=0.7, neighbour_error=0.35, scatter=0.65)
"""Where nothing is published of a country: between two that publish all flows.

Poisson gravity models with origin and destination effects: 17 regions of Korea 2012-2020
give a decay of 0.53 to 0.57 and 0.67 to 0.74 for a shared border (scatter 0.52 to 0.57), 51
states of the United States 2019 a decay of 1.06 with distance alone (scatter 0.73).
The errors span both.
"""


def seeds(
    distance: Floats, contiguous: Floats, deterrence: Deterrence, draws: int, generator: np.random.Generator
) -> Floats:
    """Seeds of a doubly constrained model: the first is the central one, the others draw what is not known.

    Decay and the effect of a shared border are drawn once a draw, the scatter for each cell.

    Parameters
    ----------
    distance : (area, area) floats
        Kilometres, positive off the diagonal.
    contiguous : (area, area) floats
        1 where two areas share a border.
    draws : int
        Number of draws beside the central seed.

    Returns
    -------
    (1 + draws, area, area) floats
        Relative propensities; 0 on the diagonal.
    """
    n = len(distance)
    off = ~np.eye(n, dtype=bool)
    if (distance[off] <= 0).any():
        raise CannotCompute("no-distance", where="distance", fix="their centres")
    logs = np.where(off, np.log(np.where(off, distance, 1.0)), 0.0)
    noise = generator.standard_normal((2, draws))
    decay = np.concatenate([[deterrence.decay], deterrence.decay + deterrence.decay_error * noise[0]])
    border = np.concatenate([[deterrence.neighbour], deterrence.neighbour + deterrence.neighbour_error * noise[1]])
    exponent = -decay[:, None, None] * logs + border[:, None, None] * contiguous
    exponent[1:] += deterrence.scatter * generator.standard_normal((draws, n, n))
    exponent -= exponent[:, off].max(axis=1)[:, None, None]
    table: Floats = np.where(off, np.exp(exponent), 0.0)
    return table


def biproportional(seed: Floats, rows: Floats, columns: Floats, *, tolerance: float = 1e-6, most: int = 2000) -> Floats:
    """Tables with given margins closest to seeds in Kullback-Leibler divergence, many at once.

    Parameters
    ----------
    seed : (..., area, area) floats
        Not negative.
    rows, columns : (..., area) floats
        Margins of one total.

    Returns
    -------
    (..., area, area) floats

    Raises
    ------
    CannotCompute
        If one of the tables does not meet its margins: zeros of the seed block them.

    References
    ----------
    Deming, Stephan (1940), Ann. Math. Stat. 11(4), 427-444.

    Examples
    --------
    >>> biproportional(np.ones((2, 2)), np.array([18.0, 20.0]), np.array([16.0, 22.0])).round(3)
    array([[ 7.579, 10.421],
           [ 8.421, 11.579]])
    """
    across, scale, miss = np.ones(columns.shape), np.maximum(rows, 1.0), np.array(np.inf)
    for step in range(most):
        down = _quotient(rows, np.einsum("...ij,...j->...i", seed, across))
        across = _quotient(columns, np.einsum("...ij,...i->...j", seed, down))
        if step % 8 == 7:
            table: Floats = down[..., :, None] * seed * across[..., None, :]
            miss = np.abs(table.sum(axis=-1) - rows) / scale
            if miss.max() < tolerance:
                return table
    raise CannotCompute("no-fit", where="margins", fix="allow more cells", text=f"{miss.max():.1%}")


def _quotient(over: Floats, under: Floats) -> Floats:
    """A quotient that is 0 where nothing can be reached; bounded, for margins that zeros block."""
    found: Floats = np.divide(over, under, out=np.zeros_like(under), where=under > 1e-200)
    return np.minimum(found, 1e150)

"""Flows from margins and an auxiliary table: conditional maximisation, quasi-independence, blocks and stripes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.numerics.arrays import Floats
from qonys.numerics.fitting import FitOptions, Groups, Margin, fit

Ints = NDArray[np.int64]
PRECISE = FitOptions(tolerance=1e-10, iterations=20_000)


@dataclass(frozen=True)
class Conditional:
    """A table n = origin factor × destination factor × auxiliary table, and its factors."""

    table: Floats
    """(..., origin, destination)"""
    origins: Floats
    """(..., origin): balancing factors; with the destinations' they are fixed up to one scale."""
    destinations: Floats
    """(..., destination)"""


def conditional_maximisation(
    rows: Floats, columns: Floats, auxiliary: Floats | None = None, *, tolerance: float = 1e-12
) -> Conditional:
    r"""Flows with given margins and the interaction of an auxiliary table: :math:`n_{ij} = a_i b_j m_{ij}`.

    The maximum of the conditional likelihood; the same table as proportional fitting from
    the auxiliary one. Strata (sex, age, birthplace) stand on leading axes and are fitted
    apart. Factors start from destination factors of 1.

    Parameters
    ----------
    rows : (..., origin) floats
        Departures, persons.
    columns : (..., destination) floats
        Arrivals, persons; of the same sum in each stratum.
    auxiliary : (..., origin, destination) floats, optional
        An earlier table, a distance function; all 1 if left out (independence).

    Raises
    ------
    BadInput
        For negative figures and margins of different sums.
    CannotCompute
        If zeros block the margins, with the rows concerned.

    References
    ----------
    Willekens (1999), Modelling approaches to the indirect estimation of migration flows:
    from entropy to EM, Mathematical Population Studies 7(3).

    Examples
    --------
    >>> found = conditional_maximisation(np.array([18.0, 20]), np.array([16.0, 22]), np.array([[5.0, 2], [1, 7]]))
    >>> found.table.round(2), found.origins.round(4)
    (array([[13.25,  4.75],
           [ 2.75, 17.25]]), array([2.4854, 2.579 ]))
    """
    rows, columns = np.asarray(rows, float), np.asarray(columns, float)
    size = (*rows.shape, columns.shape[-1])
    table = np.broadcast_to(np.ones(size) if auxiliary is None else np.asarray(auxiliary, float), size)
    for at in np.ndindex(rows.shape[:-1]):
        # Says clearly what is wrong, before the factors are sought.
        fit(
            table[at],
            (Margin((0,), rows[at]), Margin((1,), columns[at])),
            FitOptions(tolerance=1e-4, iterations=20_000),
        )
    origins, destinations = np.ones(rows.shape), np.ones(columns.shape)
    for _ in range(PRECISE.iterations):
        before = origins
        origins = _quotient(rows, np.einsum("...ij,...j->...i", table, destinations))
        destinations = _quotient(columns, np.einsum("...ij,...i->...j", table, origins))
        if np.abs(origins - before).max(initial=0.0) <= tolerance * np.abs(origins).max(initial=1.0):
            break
    flows: Floats = origins[..., :, None] * table * destinations[..., None, :]
    return Conditional(flows, origins, destinations)


def _quotient(over: Floats, under: Floats) -> Floats:
    quotient: Floats = np.divide(over, under, out=np.zeros_like(under), where=under > 0)
    return quotient


def quasi_independence(rows: Floats, columns: Floats, auxiliary: Floats | None = None) -> Floats:
    """Flows with as many stayers as the margins allow: the diagonal first, the rest independent off it.

    The diagonal is the smaller of both margins of each area; what is left of the margins is
    fitted on the other cells. With stocks by birthplace as strata these are the flows of
    smallest volume that make one stock out of the other.

    Parameters
    ----------
    rows, columns : (..., area) floats
        Margins of one sum in each stratum.
    auxiliary : (..., area, area) floats, optional
        Seed of the cells off the diagonal; all 1 if left out.

    References
    ----------
    Abel (2013), Demographic Research 28(18), 505-546.

    Examples
    --------
    >>> quasi_independence(np.array([5.0, 3.0]), np.array([4.0, 4.0]))
    array([[4., 1.],
           [0., 3.]])
    """
    rows, columns = np.asarray(rows, float), np.asarray(columns, float)
    n = rows.shape[-1]
    stay = np.minimum(rows, columns)
    size = (*rows.shape, n)
    seed = np.broadcast_to(np.ones(size) if auxiliary is None else np.asarray(auxiliary, float), size)
    flows = np.zeros(size)
    for at in np.ndindex(rows.shape[:-1]):
        off = seed[at] * (1 - np.eye(n))
        margins = (Margin((0,), rows[at] - stay[at]), Margin((1,), columns[at] - stay[at]))
        flows[at] = fit(off, margins, PRECISE).table
    diagonal = np.arange(n)
    flows[..., diagonal, diagonal] = stay
    return flows


def fit_blocks(seed: Floats, rows: Floats, columns: Floats, blocks: Ints, totals: Floats) -> Floats:
    """A table with given margins and given totals of blocks of cells.

    Parameters
    ----------
    seed : (origin, destination) floats
    rows, columns : (origin,), (destination,) floats
    blocks : (origin, destination) ints
        Number of the block of each cell; −1 in none.
    totals : (block,) floats

    Raises
    ------
    CannotCompute
        If no table meets them all.

    Examples
    --------
    >>> blocks = block_labels((1, 1))
    >>> fit_blocks(np.ones((2, 2)), np.array([5.0, 5]), np.array([4.0, 6]), blocks, np.array([3.0, 2, 1, 4])).round(3)
    array([[3., 2.],
           [1., 4.]])
    """
    margins = (Margin((0,), rows), Margin((1,), columns), Groups(blocks, totals))
    return fit(seed, margins, FitOptions(tolerance=1e-8, iterations=20_000)).table


def block_labels(sizes: Sequence[int]) -> Ints:
    """Numbers of blocks of cells for areas in groups of these sizes, row by row.

    Examples
    --------
    >>> block_labels((2, 1))
    array([[0, 0, 1],
           [0, 0, 1],
           [2, 2, 3]])
    """
    group = np.repeat(np.arange(len(sizes)), sizes)
    labels: Ints = (group[:, None] * len(sizes) + group).astype(np.int64)
    return labels


def block_sums(table: Floats, sizes: Sequence[int]) -> Floats:
    """Sums of a table over blocks: (group, group).

    Examples
    --------
    >>> block_sums(np.arange(9.0).reshape(3, 3), (2, 1))
    array([[ 8.,  7.],
           [13.,  8.]])
    """
    member = np.repeat(np.eye(len(sizes)), sizes, axis=0)
    sums: Floats = member.T @ table @ member
    return sums


def block_matrix(values: Floats, sizes: Sequence[int]) -> Floats:
    """A table that holds one value in each block of cells: (area, area).

    Examples
    --------
    >>> block_matrix(np.array([[1.0, 2], [3, 4]]), (1, 2))
    array([[1., 2., 2.],
           [3., 4., 4.],
           [3., 4., 4.]])
    """
    table: Floats = np.repeat(np.repeat(np.asarray(values, float), sizes, axis=0), sizes, axis=1)
    return table


def stripe_matrix(values: Floats, sizes: Sequence[int]) -> Floats:
    """A table of stripes: in each row of a group of origins the values of that group, (area, destination).

    Parameters
    ----------
    values : (group, destination) floats
    sizes : sequence of int
        Areas in each group of origins.

    Examples
    --------
    >>> stripe_matrix(np.array([[1.0, 2], [3, 4]]), (1, 2))
    array([[1., 2.],
           [3., 4.],
           [3., 4.]])
    """
    table: Floats = np.repeat(np.asarray(values, float), sizes, axis=0)
    return table

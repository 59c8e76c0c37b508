"""Flows on merged areas, so that an index on coarser borders can be put beside the finer one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from qonys.errors import BadInput
from qonys.migration.kernels.accounts import ratio
from qonys.numerics.arrays import Floats


class Zoning(NamedTuple):
    """Which area lies in which merged area: names in order of first mention, members (merged, area) of 0 and 1."""

    names: tuple[Hashable, ...]
    members: Floats


def zoning(labels: Sequence[Hashable]) -> Zoning:
    """The zoning that one label an area describes.

    Raises
    ------
    BadInput
        If an area has no label (None or nan).

    Examples
    --------
    >>> zoning(["north", "south", "north"]).members
    array([[1., 0., 1.],
           [0., 1., 0.]])
    """
    without = [i for i, label in enumerate(labels) if label is None or label != label]
    if without:
        raise BadInput("no-label", where=f"labels[{without[0]}]")
    names = tuple(dict.fromkeys(labels))
    members = np.array([[1.0 if label == name else 0.0 for label in labels] for name in names])
    return Zoning(names, members.reshape(len(names), len(labels)))


def merge_flows(flows: Floats, labels: Sequence[Hashable]) -> Floats:
    """Flows between merged areas; flows that now stay inside one become its diagonal.

    Parameters
    ----------
    flows : (..., area, area) floats
        Moves as [..., origin, destination]. The diagonal is read: moves inside areas stay inside; give 0 where
        they are not known, and the merged diagonal holds moves between the parts only.
    labels : one an area
        The merged area of each area.

    Returns
    -------
    (..., merged, merged) floats
        In the order of `zoning(labels).names`; all moves are kept. A missing flow leaves only the
        merged flow that it is part of missing.

    Examples
    --------
    >>> merge_flows(np.array([[0.0, 1, 2], [3, 0, 4], [5, 6, 0]]), ["a", "a", "b"])
    array([[ 4.,  6.],
           [11.,  0.]])
    """
    flows = np.asarray(flows, dtype=float)
    if flows.ndim < 2 or flows.shape[-2:] != (len(labels), len(labels)):
        raise ValueError(f"one label an area: flows are {flows.shape}, labels {len(labels)}")
    return _sums(_sums(flows, labels, axis=-1), labels, axis=-2)


def merge_population(population: Floats, labels: Sequence[Hashable]) -> Floats:
    """Population of merged areas, (..., merged); missing where a part is missing.

    Examples
    --------
    >>> merge_population(np.array([1.0, 2.0, 4.0]), ["a", "b", "a"])
    array([5., 2.])
    """
    population = np.asarray(population, dtype=float)
    if population.shape[-1:] != (len(labels),):
        raise ValueError(f"one label an area: population is {population.shape}, labels {len(labels)}")
    return _sums(population, labels, axis=-1)


def merge_distances(distances: Floats, population: Floats, labels: Sequence[Hashable]) -> Floats:
    """Mean distance between people of merged areas: pairs of parts weighted by both populations.

    Parameters
    ----------
    distances : (area, area) floats
    population : (area,) floats
        Persons.
    labels : one an area

    Returns
    -------
    (merged, merged) floats
        The diagonal is 0, as between areas; nan where nobody lives in one of the two.

    Examples
    --------
    >>> merge_distances(np.array([[0.0, 10, 50], [10, 0, 40], [50, 40, 0]]), np.array([3.0, 1, 1]), ["a", "a", "b"])
    array([[ 0. , 47.5],
           [47.5,  0. ]])
    """
    population = np.asarray(population, dtype=float)
    pairs = np.outer(population, population)
    if pairs.shape != np.shape(distances):
        raise ValueError(f"distances are {np.shape(distances)}, population is {population.shape}")
    between = ratio(merge_flows(np.asarray(distances) * pairs, labels), merge_flows(pairs, labels))
    return np.where(np.eye(len(between), dtype=bool), 0.0, between)


def _sums(figures: Floats, labels: Sequence[Hashable], axis: int) -> Floats:
    """Sums of parts along an axis; not a product of matrices, where one missing part would spoil all sums."""
    members = zoning(labels).members.astype(bool)
    parts = [np.compress(row, figures, axis=axis).sum(axis=axis) for row in members]
    return np.stack(parts, axis=axis) if parts else np.take(figures, [], axis=axis)

"""Arithmetic of population accounts and migration, on arrays only."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from qonys.numerics.arrays import Floats


class Parts(NamedTuple):
    """Parts of a change of population, persons, all of one shape; they add up to `change`."""

    change: Floats
    natural: Floats
    migration: Floats
    boundary: Floats
    statistical: Floats


def account(
    start: Floats, births: Floats, deaths: Floats, net_migration: Floats, end: Floats, boundary: Floats
) -> Parts:
    r"""The balancing equation: what a change of population is made of.

    :math:`P_{t+1} = P_t + B - D + N + boundary + statistical`; the statistical part is
    what is left: rebasing on a census, revisions, errors.

    Parameters
    ----------
    start, end : (...) floats
        Population on the first day of the period and of the next one, persons, under one label.
    births, deaths, net_migration : (...) floats
        Persons in the period.
    boundary : (...) floats
        Persons that came with a change of borders; 0 where borders stayed.

    Returns
    -------
    Parts
        Each (...); nan where a term is missing.

    References
    ----------
    Preston, Heuveline, Guillot (2001), Demography, section 1.2.

    Examples
    --------
    >>> one = [np.array(x, float) for x in (1000, 30, 10, -5, 1020, 0)]
    >>> float(account(*one).statistical)
    5.0
    """
    change = end - start
    natural = births - deaths
    return Parts(change, natural, net_migration, boundary, change - natural - net_migration - boundary)


def mid_period(start: Floats, end: Floats) -> Floats:
    """Mean population of a period from its two ends: persons.

    Examples
    --------
    >>> float(mid_period(np.array(1000.0), np.array(1100.0)))
    1050.0
    """
    middle: Floats = (start + end) / 2
    return middle


def per_thousand(events: Floats, population: Floats) -> Floats:
    """Events per 1,000 people; nan where nobody lives.

    Parameters
    ----------
    events : (...) floats
        Persons or events in a period; may be negative (a balance).
    population : (...) floats
        Mean population of the period, persons.

    References
    ----------
    Shryock, Siegel (1976), The Methods and Materials of Demography, chapter 20.

    Examples
    --------
    >>> float(per_thousand(np.array(-10.0), np.array(1000.0)))
    -10.0
    """
    return ratio(1000 * events, population)


def ratio(over: Floats, under: Floats) -> Floats:
    """Quotient that is nan where the denominator is 0 or missing.

    Examples
    --------
    >>> ratio(np.array([1.0, 1.0]), np.array([2.0, 0.0]))
    array([0.5, nan])
    """
    over, under = np.broadcast_arrays(np.asarray(over, float), np.asarray(under, float))
    quotient: Floats = np.divide(over, under, out=np.full(over.shape, np.nan), where=(under != 0) & ~np.isnan(under))
    return quotient


def implied_net_migration(start: Floats, births: Floats, deaths: Floats, end: Floats) -> Floats:
    """Net migration by residual: what births and deaths leave of a change of population.

    It holds every error of the other terms, rebasing on a census with them.

    References
    ----------
    Siegel, Hamilton (1952), Some considerations in the use of the residual method.

    Examples
    --------
    >>> float(implied_net_migration(*[np.array(x, float) for x in (1000, 30, 10, 1015)]))
    -5.0
    """
    residual: Floats = end - start - births + deaths
    return residual


def month_ratios(flows: Floats) -> Floats:
    """Each month relative to the mean of its year: 1 is an average month.

    Parameters
    ----------
    flows : (..., 12) floats
        Moves by month, persons; months of one year are of unequal length, which is not corrected.

    Returns
    -------
    (..., 12) floats
        With one year alone, level and season cannot be told apart.

    Examples
    --------
    >>> float(month_ratios(np.array([2.0] + [1.0] * 10 + [0.0]))[0])
    2.0
    """
    if flows.shape[-1] != 12:
        raise ValueError(f"twelve months are needed, got {flows.shape[-1]}")
    return ratio(flows, flows.mean(axis=-1, keepdims=True))


def rank_descending(values: Floats) -> Floats:
    """Rank along the first axis, 1 for the largest; equals share the better rank; nan stays nan.

    Examples
    --------
    >>> rank_descending(np.array([3.0, 5.0, 5.0, np.nan]))
    array([ 3.,  1.,  1., nan])
    """
    larger = (values[None, ...] > values[:, None, ...]).sum(axis=1)
    ranks: Floats = np.where(np.isnan(values), np.nan, 1.0 + larger)
    return ranks


def run_before(values: Floats) -> Floats:
    """Length of the run of same sign that ends at each position, along the last axis; 0 and nan end a run.

    Examples
    --------
    >>> run_before(np.array([-1.0, -2.0, 3.0, 4.0, 5.0]))
    array([1., 2., 1., 2., 3.])
    """
    signs = np.nan_to_num(np.sign(values))
    runs = np.zeros(values.shape)
    for t in range(values.shape[-1]):
        before = runs[..., t - 1] * (signs[..., t] == signs[..., t - 1]) if t else 0.0
        runs[..., t] = np.where(signs[..., t] == 0, 0.0, before + 1)
    return runs

"""Marked estimates where borders cut a figure: sums are shared out by people, rates are averaged by people.

Population-weighted areal interpolation: each atom of territory gets the people that are
known to live on it in that year, or in the nearest one; a target takes of each unit that it
cuts the share of people that it holds, and of their rates the mean weighted by these people.
Source: Goodchild and Lam (1980), Geo-Processing 1, 297-312.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from qonys.model import Change, Kind, Period, Territory
from qonys.model.result import Floats
from qonys.packs import Pack
from qonys.store import queries
from qonys.store.compose import Gap, Layer
from qonys.store.panel import Panel, PanelQuery, build_panel, find_indicator, marked, split_series, territory

if TYPE_CHECKING:
    import duckdb

WEIGHTS = "population_start"
"""The indicator whose figures weigh pieces of territory in the year in which they came apart."""
YEARLY = "population_mean"
"""The indicator whose figures weigh them in each year for which it is stated in their borders."""


def fill_estimates(pack: Pack, connection: duckdb.DuckDBPyConnection, panel: Panel) -> Panel:
    """The panel with gaps at changes of borders filled; status E. Counts that may not be summed stay missing."""
    weights = _people(pack, connection, panel.query.periods)
    targets = [territory(pack, code, panel.query.borders) for code in panel.query.areas]
    for s, series in enumerate(panel.query.series):
        indicator = find_indicator(pack, split_series(series)[0])
        mean = indicator.kind in (Kind.RATE, Kind.INDEX)
        if not mean and "area" not in indicator.additive:
            continue
        of_target = _mean if mean else _shared
        values = np.full(panel.values.shape[1:], np.nan)
        for t, target in enumerate(targets):
            for layer in panel._layers:
                estimate = of_target(layer, s, target, weights)
                values[t] = np.where(np.isnan(values[t]), estimate, values[t])
        cut = (panel.gaps[s] == Gap.BORDERS) | (mean & (panel.gaps[s] == Gap.RATE))
        fits = cut & ~np.isnan(values)
        if fits.any():
            panel = marked(panel, s, fits, values, "population-weighted mean" if mean else "population-weighted")
    return panel


def _shared(layer: Layer, s: int, target: Territory, weights: Mapping[str, Floats]) -> Floats:
    """Σ over the units that touch the target of their figure times the share of their people in it."""
    total = np.zeros(layer.values.shape[2])
    for i, atoms in enumerate(layer.territories[:-1]):
        if not atoms & target:
            continue
        if not atoms <= weights.keys():
            return np.full_like(total, np.nan)
        people, inside = _sum(weights, atoms), _sum(weights, atoms & target)
        total = total + layer.values[s, i, :] * _ratio(inside, people)
    return total


def _mean(layer: Layer, s: int, target: Territory, weights: Mapping[str, Floats]) -> Floats:
    """The mean over the units that touch the target, weighted by their people in it; nan unless all have a figure."""
    total, people = np.zeros(layer.values.shape[2]), np.zeros(layer.values.shape[2])
    for i, atoms in enumerate(layer.territories[:-1]):
        if not atoms & target:
            continue
        if not atoms <= weights.keys():
            return np.full_like(total, np.nan)
        inside = _sum(weights, atoms & target)
        total, people = total + layer.values[s, i, :] * inside, people + inside
    return _ratio(total, people)


def _sum(weights: Mapping[str, Floats], atoms: Territory) -> Floats:
    """People of a territory by period, in the order of its atoms' names: the same bytes each time."""
    total: Floats = np.sum([weights[a] for a in sorted(atoms)], axis=0)
    return total


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.divide(over, under, out=np.full_like(over, np.nan), where=under != 0)


def _people(pack: Pack, connection: duckdb.DuckDBPyConnection, periods: tuple[str, ...]) -> dict[str, Floats]:
    """People by atom and period.

    Those moved by transfers are as declared, the others those of the unit that is the atom, newest division first.
    """
    lineage = pack.lineage
    people: dict[str, Floats] = {}
    for event in lineage.events:
        if event.change is Change.TRANSFER and event.persons is not None:
            before = lineage.territory(event.new[0], event.date.year - 1) or frozenset()
            after = lineage.territory(event.new[0], event.date.year) or frozenset()
            moved = after - before
            if len(moved) == 1:
                people[min(moved)] = np.full(len(periods), float(event.persons))
    for era in reversed(lineage.years):
        figures = _people_of_units(pack, connection, era, periods)
        for (_, atoms), figure in zip(lineage.division(era).items(), figures, strict=True):
            unknown = atoms - people.keys()
            if len(unknown) == 1 and not np.isnan(figure).any():
                people[min(unknown)] = figure - sum(people[a] for a in sorted(atoms - unknown))
    return people


def _people_of_units(pack: Pack, connection: duckdb.DuckDBPyConnection, era: int, periods: tuple[str, ...]) -> Floats:
    """People of the units of a division: array (unit, period), of each the figure of the nearest year."""
    lineage = pack.lineage
    units = tuple(lineage.division(era))
    first = str(max(era, min((y for y in lineage.years if y), default=2000) - 1))
    once = build_panel(pack, connection, PanelQuery((WEIGHTS,), units, (first,), era)).values[0]
    people = np.repeat(once, len(periods), axis=1)
    if YEARLY in pack.indicators:
        stated = [c for c in queries.periods(connection, YEARLY, "", ()) if len(c) == len(first)]
        yearly = build_panel(pack, connection, PanelQuery((YEARLY,), units, tuple(stated), era)).values[0]
        years, asked = np.array([int(c) for c in stated]), np.array([Period.parse(c).year for c in periods])
        for unit, figures in enumerate(yearly):
            known = ~np.isnan(figures)
            if known.any():
                nearest = np.abs(years[known] - asked[:, None]).argmin(axis=1)
                people[unit] = figures[known][nearest]
    return people

"""Marked estimates where borders cut a figure: sums are shared out by people, rates are averaged by people.

Population-weighted areal interpolation: each atom of territory gets the people that are
known to live on it, nearest in time; a target takes of each unit that it cuts the share of
people that it holds, and of their rates the mean weighted by these people. Source: Goodchild
and Lam (1980), Geo-Processing 1, 297-312.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from qonys.model import Change, Kind, Territory
from qonys.model.result import Floats
from qonys.packs import Pack
from qonys.store.compose import Gap, Layer
from qonys.store.panel import Panel, PanelQuery, build_panel, find_indicator, marked, split_series, territory

if TYPE_CHECKING:
    import duckdb

WEIGHTS = "population_start"
"""The indicator whose figures weigh pieces of territory."""


def fill_estimates(pack: Pack, connection: duckdb.DuckDBPyConnection, panel: Panel) -> Panel:
    """The panel with gaps at changes of borders filled; status E. Counts that may not be summed stay missing."""
    weights = _people(pack, connection)
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


def _shared(layer: Layer, s: int, target: Territory, weights: Mapping[str, float]) -> Floats:
    """Σ over the units that touch the target of their figure times the share of their people in it."""
    total = np.zeros(layer.values.shape[2])
    for i, atoms in enumerate(layer.territories[:-1]):
        if not atoms & target:
            continue
        if not atoms <= weights.keys():
            return np.full_like(total, np.nan)
        people = sum(weights[a] for a in atoms)
        share = sum(weights[a] for a in atoms & target) / people if people else np.nan
        total = total + layer.values[s, i, :] * share
    return total


def _mean(layer: Layer, s: int, target: Territory, weights: Mapping[str, float]) -> Floats:
    """The mean over the units that touch the target, weighted by their people in it; nan unless all have a figure."""
    total, people = np.zeros(layer.values.shape[2]), 0.0
    for i, atoms in enumerate(layer.territories[:-1]):
        if not atoms & target:
            continue
        if not atoms <= weights.keys():
            return np.full_like(total, np.nan)
        inside = sum(weights[a] for a in atoms & target)
        total, people = total + layer.values[s, i, :] * inside, people + inside
    found: Floats = total / people if people else np.full_like(total, np.nan)
    return found


def _people(pack: Pack, connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """People by atom: moved by transfers as declared, else of the unit that is the atom, newest division first."""
    lineage = pack.lineage
    people: dict[str, float] = {}
    for event in lineage.events:
        if event.change is Change.TRANSFER and event.persons is not None:
            before = lineage.territory(event.new[0], event.date.year - 1) or frozenset()
            after = lineage.territory(event.new[0], event.date.year) or frozenset()
            moved = after - before
            if len(moved) == 1:
                people[min(moved)] = float(event.persons)
    for era in reversed(lineage.years):
        year = str(max(era, min((y for y in lineage.years if y), default=2000) - 1))
        query = PanelQuery((WEIGHTS,), tuple(lineage.division(era)), (year,), era)
        figures = build_panel(pack, connection, query).values[0, :, 0]
        for (_, atoms), figure in zip(lineage.division(era).items(), figures, strict=True):
            unknown = atoms - people.keys()
            if len(unknown) == 1 and not np.isnan(figure):
                people[min(unknown)] = figure - sum(people[a] for a in atoms - unknown)
    return people

"""A user's own figures of labour need, alone or in the place of official ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from qonys.model.need import NeedPlan
from qonys.model.result import Floats
from qonys.plans.need.index import Evidence
from qonys.plans.need.room import Additions, Room, room_of

Rows = Mapping[str, Mapping[str, float]]
"""Figures by area and column."""


def evidence_over(plan: NeedPlan, official: Evidence, own: Rows) -> Evidence:
    """Official evidence in which each column of the user's takes the place of the whole official one.

    Areas that the user leaves out have none then: two definitions are not mixed in one comparison.

    Raises
    ------
    ValueError
        If a row is no area of the evidence.
    """
    values, errors, reasons = official.values.copy(), official.errors.copy(), dict(official.reasons)
    status = official.status.copy()
    given = {name for row in own.values() for name in row}
    for k, name in enumerate(official.components):
        if name not in given:
            continue
        values[:, k] = errors[:, k] = np.nan
        status[:, k] = ""
        reasons |= {(name, area): "no-figure" for area in official.areas}
        for area, row in own.items():
            if name in row:
                i = official.areas.index(area)
                values[i, k], errors[i, k], status[i, k] = row[name], plan.components[name].error, "A"
                reasons.pop((name, area))
    years = {name: year for name, year in official.years.items() if name not in given}
    return replace(official, values=values, errors=errors, status=status, years=years, reasons=reasons)


def room_alone(plan: NeedPlan, areas: Sequence[str], own: Rows, growth: str) -> Room:
    """Room from the user's figures: people a year by capacity, and own growth in the column `growth`."""
    names = tuple(areas)
    additions = {
        c: Additions(_column(names, own, c)[:, None], (), dict.fromkeys(names, "no-figure")) for c in plan.capacities
    }
    return room_of(names, additions, _column(names, own, growth))


def room_over(official: Room, own: Rows, growth: str) -> Room:
    """Official room in which each column of the user's takes the place of the whole official one.

    Areas that the user leaves out, the country among them, have none then: sums of two sources are no sums.
    """
    gross, low, high, grown = (a.copy() for a in (official.gross, official.low, official.high, official.own))
    reasons = dict(official.reasons)
    given = {name for row in own.values() for name in row}
    if growth in given:
        grown = _column(official.areas, own, growth)
    for j, name in enumerate(official.capacities):
        if name in given:
            gross[:, j] = low[:, j] = high[:, j] = column = _column(official.areas, own, name)
            for area, value in zip(official.areas, column, strict=True):
                reasons.pop((name, area), None)
                if np.isnan(value):
                    reasons[name, area] = "no-figure"
    years = {key: span for key, span in official.years.items() if key[0] not in given}
    return Room(official.areas, official.capacities, gross, low, high, grown, reasons, official.shortfalls, years)


def _column(areas: Sequence[str], own: Rows, name: str) -> Floats:
    return np.array([own.get(area, {}).get(name, np.nan) for area in areas], float)

"""A user's own figures of labour need, CSV: a row a region (or sector, or occupation), a column an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from qonys.model.need import Change, Kind, NeedPlan
from qonys.tables.frames import Source
from qonys.tables.names import AREA
from qonys.tables.tables import read_sheet
from qonys.tables.totals import Parts, drop_totals

LABELS = (*AREA, "sector", "occupation", "сектор", "отрасль", "профессия", "сала", "кәсіп")
"""Usual names of the column of what is compared."""
OWN = "natural_increase"
"""A column of births less deaths."""


@dataclass(frozen=True)
class OwnNeed:
    """Figures by label and column; what is left out is missing."""

    labels: tuple[str, ...]
    values: Mapping[str, Mapping[str, float]]


def read_need(path: Source, plan: NeedPlan) -> OwnNeed:
    """The figures of a user's file.

    Parameters
    ----------
    path : Path
        A column of areas, sectors or occupations; columns named as the components (in their units), as the capacities
        (people a year whom the additions serve) and `natural_increase` (persons). Gaps are allowed.
    plan : what is declared

    Raises
    ------
    NotFound
        If there is no such file, or no column of labels.
    BadInput
        With all faults of the file: words, negative levels, columns that are not declared, a row given twice.
    """
    sheet = read_sheet(path)
    known = (*plan.components, *plan.capacities, OWN)
    sheet.spell(known)
    column = sheet.column(LABELS)
    drop_totals(sheet, column, Parts(other=tuple(name for name in sheet.frame.columns if name in known)))
    labels = sheet.labels(column)
    sheet.refuse_twice(labels, lambda i: labels[i])
    values: dict[str, dict[str, float]] = {label: {} for label in labels}
    for name in sheet.frame.columns:
        if name == column:
            continue
        if name not in known:
            near = ", ".join(get_close_matches(name, known, n=3)) or "–"
            sheet.fault("need-unknown-column", -1, name, text=name, near=near)
            continue
        for label, value in zip(labels, sheet.numbers(name, negative=_may_fall(plan, name)), strict=True):
            if not np.isnan(value):
                values[label][name] = float(value)
    sheet.stop()
    sheet.tell_gaps(name for name in sheet.frame.columns if name in plan.components)
    return OwnNeed(tuple(labels), values)


def _may_fall(plan: NeedPlan, name: str) -> bool:
    """Own growth, a rate of growth, and what the growth of a stock serves may be below 0."""
    if name in plan.capacities:
        return plan.capacities[name].kind is Kind.STOCK
    return name == OWN or (name in plan.components and plan.components[name].change is Change.GROWTH)

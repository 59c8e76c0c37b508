"""What a simulation is given: figures of the area, declared ranges, and the people who arrive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from qonys.impact.kernels import draws as shapes
from qonys.model.parameters import COMPOSITION, GENERAL, Group, Origin, ParameterSet, Range, Shape, Texts
from qonys.model.result import Floats

MONEY = "money"
UNITS: Mapping[str, str] = {
    "population": "persons", "labour_force": "persons", "unemployment_rate": "share", "output_per_head": MONEY,
    "wage": MONEY, "housing_per_person": "m2_per_person", "housing_commissioned": "m2", "school_places_free": "places",
    "preschool_places_free": "places", "clinic_visits_free": "visits", "hospital_beds_free": "beds",
}  # fmt: skip
"""Units of the quantities of a baseline; money by the year."""


def no_figure(quantity: str) -> str:
    """The code of the reason that a quantity has no figure."""
    return f"no-{quantity.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the baseline with where it comes from."""

    quantity: str
    value: float
    unit: str
    origin: Origin
    source: str
    """Series and period, or file and line."""
    status: str = "A"


@dataclass(frozen=True)
class Question:
    """Who arrives where, and what is known and declared."""

    area: str
    period: str
    figures: Mapping[str, Figure]
    """By quantity; those that nobody states are missing."""
    parameters: ParameterSet
    groups: tuple[Group, ...]

    def has(self, *quantities: str) -> bool:
        """Whether all of these have a figure."""
        return all(quantity in self.figures for quantity in quantities)

    def value(self, quantity: str) -> float:
        """A figure of the baseline."""
        return self.figures[quantity].value


@dataclass(frozen=True, slots=True)
class Column:
    """One parameter that is drawn."""

    id: str
    """Name of the parameter; after its kind and a point where it belongs to one."""
    group: str
    range: Range


@dataclass(frozen=True, slots=True)
class Input:
    """A line of what went into a simulation."""

    id: str
    group: str
    low: float
    central: float
    high: float
    unit: str
    origin: Origin
    source: Texts | str
    """By language, or the same in each."""


def columns_of(question: Question) -> tuple[Column, ...]:
    """The parameters that a question draws: those of the region, and those of its kinds that no group states."""
    ranges = question.parameters.ranges
    found = [Column(name, known.group, ranges[name]) for name, known in GENERAL.items()]
    for kind in dict.fromkeys(group.kind for group in question.groups):
        own = question.parameters.kinds[kind].ranges
        for name, known in COMPOSITION.items():
            if any(_drawn(group, name) for group in question.groups if group.kind == kind):
                found.append(Column(f"{kind}.{name}", known.group, own[name]))
    return tuple(found)


def _drawn(group: Group, name: str) -> bool:
    return name not in group.stated and not (name == "high_share" and group.skills)


def quantiles(columns: tuple[Column, ...], at: Floats) -> Floats:
    """Values of parameters at probabilities, both (draw, column)."""
    drawn = [_quantile(column.range, at[:, i]) for i, column in enumerate(columns)]
    found: Floats = np.stack(drawn, axis=1)
    return found


def _quantile(r: Range, at: Floats) -> Floats:
    if r.fixed:
        return np.full(at.shape, r.central)
    match r.shape:
        case Shape.UNIFORM:
            return shapes.uniform(at, r.low, r.high)
        case Shape.LOG_UNIFORM:
            return shapes.log_uniform(at, r.low, r.high)
        case Shape.TRIANGULAR:
            return shapes.triangular(at, r.low, r.central, r.high)
        case Shape.PERT:
            return shapes.pert(at, r.low, r.central, r.high)


def inputs_of(question: Question) -> tuple[Input, ...]:
    """All inputs: figures, ranges that are drawn, and what the scenario states."""
    figures = (
        Input(f.quantity, "figures", f.value, f.value, f.value, f.unit, f.origin, f.source)
        for f in question.figures.values()
    )
    ranges = (
        Input(c.id, c.group, c.range.low, c.range.central, c.range.high, c.range.unit, c.range.origin, c.range.source)
        for c in columns_of(question)
    )
    return (*figures, *ranges, *_stated(question.groups))


def _stated(groups: tuple[Group, ...]) -> Iterator[Input]:
    for number, group in enumerate(groups, 1):
        said = {
            "people": group.people, "households": group.households, "pay": group.pay if group.pay != 1 else None,
            **group.stated, **group.skills,
        }  # fmt: skip
        for name, value in said.items():
            if value is not None:
                unit = {"people": "persons", "households": "families"}.get(name, "ratio" if name == "pay" else "share")
                place = f"{group.kind}.{name}" if len(groups) == 1 else f"{group.kind} {number}.{name}"
                yield Input(place, "scenario", value, value, value, unit, Origin.USER, group.sector)

"""What happens when people arrive: every measure of an impact, for many draws of the parameters at once.

How this works. A draw gives the region's workers by skill and origin (`base_of`), the arrivals are added to the
labour force of their groups in units of what they make, wages and unemployment settle (`settle`), and needs follow
from the number and the composition of people. Everything is a function of one matrix of parameters, so that the
same function serves intervals and shares of variance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qonys.errors import CannotCompute
from qonys.impact.kernels.equilibrium import Equilibrium, settle
from qonys.impact.kernels.production import Technology
from qonys.impact.kernels.shares import Base, Workforce, base_of, product_ratio
from qonys.impact.question import Column, Question, columns_of, quantiles
from qonys.model.parameters import Group, Side
from qonys.model.result import Floats

LABOUR = ("labour_force", "unemployment_rate")
OUTPUT = (*LABOUR, "population", "output_per_head")
MOST_TIMES = 2.0
"""Arriving workers beside the labour force: a base state says little of what lies further away."""
LOW, HIGH = 0, 1
LOCAL, MIGRANT = 0, 1


@dataclass(frozen=True)
class Drawn:
    """Values of parameters by name, each (draw,)."""

    columns: tuple[Column, ...]
    values: Floats
    times: Floats | None = None
    """(draw, group): what the number of people of each group is multiplied by, negative where they leave; none: 1."""

    def __getitem__(self, name: str) -> Floats:
        place = next(i for i, column in enumerate(self.columns) if column.id == name)
        found: Floats = self.values[:, place]
        return found

    @property
    def technology(self) -> Technology:
        """Parameters of production."""
        names = ("capital_share", "capital_adjustment", "sigma_skill", "sigma_origin")
        return Technology(*(self[name] for name in names))

    @property
    def workforce(self) -> Workforce:
        """Parameters of the region's workers."""
        return Workforce(
            self["high_skill_share"], self["skill_premium"], self["migrant_stock_share"], self["migrant_high_share"],
            self["migrant_wage_ratio"], self["migrant_informal_share"], self["informal_wage_ratio"],
            self["informal_rent_share"], self["covered_share"],
        )  # fmt: skip


@dataclass(frozen=True)
class Arrivals:
    """One group of people; arrays (draw,), workers (draw, skill)."""

    group: Group
    side: int
    people: Floats
    households: Floats
    workers: Floats
    school: Floats
    preschool: Floats
    product: Floats
    """Product of a worker beside the region's formal workers of this side and skill."""
    pay: Floats
    """The same of pay."""
    sent: Floats
    """Part of earnings that is sent home."""


@dataclass(frozen=True)
class State:
    """The region before and after."""

    base: Base
    settled: Equilibrium
    drawn: Drawn
    arrivals: tuple[Arrivals, ...]
    added: Floats
    """What the arrivals make beside the base, (draw, skill, origin), were all of them at work as in the base."""


def draw(question: Question, at: Floats) -> Drawn:
    """Values of a question's parameters at probabilities (draw, column)."""
    columns = columns_of(question)
    return Drawn(columns, quantiles(columns, at))


def arrivals_of(question: Question, drawn: Drawn) -> tuple[Arrivals, ...]:
    """The groups of a scenario as numbers of people, workers and children."""
    return tuple(_arrivals(question, drawn, place) for place in range(len(question.groups)))


def _arrivals(question: Question, drawn: Drawn, place: int) -> Arrivals:
    draws, group = len(drawn.values), question.groups[place]

    def part(name: str) -> Floats:
        if name in group.stated:
            return np.full(draws, group.stated[name])
        return drawn[f"{group.kind}.{name}"]

    size = part("household_size")
    people = np.full(draws, group.people) if group.people is not None else (group.households or 0.0) * size
    if drawn.times is not None:
        people = people * drawn.times[:, place]
    high = np.full(draws, group.skills.get("high", 0.0)) if group.skills else part("high_share")
    workers = (people * part("working_share"))[:, None] * np.stack([1 - high, high], axis=-1)
    informal, ratio = part("informal_share"), drawn["informal_wage_ratio"]
    made, paid = (
        group.pay * (1 - informal + informal * r) for r in (product_ratio(ratio, drawn["informal_rent_share"]), ratio)
    )
    side = group.side or question.parameters.kinds[group.kind].side
    return Arrivals(
        group, MIGRANT if side is Side.MIGRANT else LOCAL, people, people / size, workers,
        people * part("school_share"), people * part("preschool_share"), made, paid, part("remittance_share"),
    )  # fmt: skip


def state(question: Question, drawn: Drawn) -> State:
    """The region's labour before and after; it needs the figures `LABOUR`."""
    rate = question.value("unemployment_rate")
    base = base_of(question.value("labour_force") * (1 - rate), drawn.workforce)
    came = arrivals_of(question, drawn)
    _check_size(question, came)
    added = np.zeros_like(base.persons)
    for group in came:
        added[:, :, group.side] += group.workers * group.product[:, None] * reference(drawn, group.side)
    supply = 1 + (1 - rate) * added / (base.persons * base.product)
    if (supply <= 0).any():
        raise CannotCompute("impact-too-few", where=question.area, fix="fewer people", area=question.area)
    rates = np.full(len(added), rate)
    settled = settle(base.shares, supply, rates, drawn["wage_curve"], drawn.technology)
    return State(base, settled, drawn, came, (1 - rate) * added)


def _check_size(question: Question, came: tuple[Arrivals, ...]) -> None:
    workers = float(np.sum([np.abs(g.workers).sum(axis=1).max() for g in came])) if came else 0.0
    if workers > MOST_TIMES * question.value("labour_force"):
        raise CannotCompute(
            "impact-too-many", where=question.area, fix="fewer people", name=f"{workers:.0f}", area=question.area
        )


def reference(drawn: Drawn, side: int) -> Floats:
    """Pay of a formal worker of a side beside a local of low skill, (draw, skill)."""
    premium = drawn["skill_premium"]
    skill = np.stack([np.ones_like(premium), premium], axis=-1)
    found: Floats = skill * drawn["migrant_wage_ratio"][:, None] if side == MIGRANT else skill
    return found


def regional(question: Question, drawn: Drawn) -> Mapping[str, Floats]:
    """All measures of the region that its figures carry, each (draw,)."""
    found = dict(needs(question, drawn))
    if not question.has(*LABOUR):
        return found
    at = state(question, drawn)
    found |= labour(question, at)
    found |= output(question, at)
    if question.has("wage"):
        earned = [earnings(question, at, group) for group in at.arrivals]
        found["earnings"] = np.sum(earned, axis=0)
        found["remittances"] = np.sum([e * g.sent for e, g in zip(earned, at.arrivals, strict=True)], axis=0)
    return found


def labour(question: Question, at: State) -> Mapping[str, Floats]:
    """Wages, unemployment, employment."""
    rate, wages = question.value("unemployment_rate"), at.settled.production.wages
    jobless = at.settled.unemployment
    force = at.base.persons / (1 - rate) + _workers(at)
    after = (force * jobless).sum(axis=(1, 2)) / force.sum(axis=(1, 2))
    kept = at.base.persons * ((1 - jobless) / (1 - rate) - 1)
    return {
        "wage_local": mean_change(at, (LOCAL,)),
        "wage_local_low": wages[:, LOW, LOCAL] - 1,
        "wage_local_high": wages[:, HIGH, LOCAL] - 1,
        "wage_migrant": mean_change(at, (MIGRANT,)),
        "unemployment_after": after,
        "unemployment_change": 100 * (after - rate),
        "employment_local": kept[:, :, LOCAL].sum(axis=1),
        "employment_after": (force * (1 - jobless)).sum(axis=(1, 2)),
    }


def output(question: Question, at: State) -> Mapping[str, Floats]:
    """Output, its parts, and the return to capital."""
    made = at.settled.production
    labour_share = 1 - at.drawn["capital_share"]
    # Of what a group makes after, the arrivals' part is their part of its labour.
    new = made.shares * at.added / (at.base.persons * at.base.product + at.added)
    found = {
        "output_change": made.output - 1,
        "capital_return_change": made.output / made.capital - 1,
        "migrant_share_before": labour_share * at.base.shares[:, :, MIGRANT].sum(axis=1),
        "migrant_share_after": labour_share * made.shares[:, :, MIGRANT].sum(axis=1),
        "arrivals_share": labour_share * new.sum(axis=(1, 2)),
    }
    if question.has("population"):
        people = question.value("population")
        came = np.sum([g.people for g in at.arrivals], axis=0)
        found["output_per_head_change"] = made.output * people / (people + came) - 1
        if question.has("output_per_head"):
            found["output_added"] = (made.output - 1) * people * question.value("output_per_head")
    return found


def mean_change(at: State, origins: tuple[int, ...]) -> Floats:
    """Change of the mean wage of workers who were there before, weighted by what they were paid."""
    weights = (at.base.persons * at.base.pay)[:, :, list(origins)]
    wages = at.settled.production.wages[:, :, list(origins)]
    found: Floats = (weights * wages).sum(axis=(1, 2)) / weights.sum(axis=(1, 2)) - 1
    return found


def earnings(question: Question, at: State, group: Arrivals) -> Floats:
    """What a group earns in a year, (draw,): the official wage is that of the local workers together."""
    high, premium = at.drawn["high_skill_share"], at.drawn["skill_premium"]
    lowest = question.value("wage") / (1 - high + high * premium)
    paid = reference(at.drawn, group.side) * at.settled.production.wages[:, :, group.side]
    working = group.workers * (1 - at.settled.unemployment[:, :, group.side])
    found: Floats = lowest * group.pay * (working * paid).sum(axis=1)
    return found


def _workers(at: State) -> Floats:
    """Arrivals who work or look for work, persons (draw, skill, origin)."""
    found = np.zeros_like(at.base.persons)
    for group in at.arrivals:
        found[:, :, group.side] += group.workers
    return found


def needs(question: Question, drawn: Drawn) -> Mapping[str, Floats]:
    """People and what they need: homes, places, visits."""
    came = arrivals_of(question, drawn)
    people, households, school, preschool = (
        np.sum([getattr(g, name) for g in came], axis=0) for name in ("people", "households", "school", "preschool")
    )
    found = {
        "people": people,
        "workers": np.sum([g.workers.sum(axis=1) for g in came], axis=0),
        "households": households,
        "housing_norm": people * drawn["housing_area"],
        "school_places": school,
        "preschool_places": preschool,
        "clinic_visits": people * drawn["clinic_visits"],
        "hospital_beds": people * drawn["hospital_beds"] / 1000,
    }
    if question.has("housing_per_person"):
        found["housing_kept"] = people * question.value("housing_per_person")
        if question.has("housing_commissioned"):
            found["housing_years"] = found["housing_kept"] / question.value("housing_commissioned")
    for name in ("school_places", "preschool_places", "clinic_visits", "hospital_beds"):
        if question.has(f"{name}_free"):
            found[f"{name}_lacking"] = np.maximum(found[name] - question.value(f"{name}_free"), 0.0)
    return found

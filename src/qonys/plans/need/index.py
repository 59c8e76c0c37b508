"""Where labour is short: an index with its interval, and how many people a region has room for.

Vacancies per unemployed person are the tightness of the Beveridge curve (Blanchard and Diamond 1989; Pissarides 2000).
They say little where vacancies are registered in part, so that lists of shortage put several indicators beside each
other: the Migration Advisory Committee (2008) in Britain, the Skills for Jobs indicators of the OECD (2017).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from qonys.errors import BadInput, CannotCompute
from qonys.model import Call
from qonys.model.layout import Texts
from qonys.model.need import Component, Direction, NeedPlan
from qonys.model.records import records
from qonys.model.result import Codes, Floats, Measures, Result, stack
from qonys.numerics.generators import generator
from qonys.numerics.seed import SEED
from qonys.plans.need.kernels.shortage import (
    centre_and_scale,
    drawn_index,
    drawn_weights,
    ranks,
    robust_scores,
)

DRAWS = 4_000
LEVEL = 0.9
TOP = 5
"""An area counts as one of those most in need if it is among so many."""
FEWEST = 3
"""Fewer areas are not compared."""
MOST = 1_000
"""More areas are refused: a country has some hundreds of districts."""


@dataclass(frozen=True)
class Evidence:
    """What is known of the components: arrays (area, component); nan where there is no figure, with its reason."""

    areas: tuple[str, ...]
    components: tuple[str, ...]
    values: Floats
    errors: Floats
    """One standard deviation in the unit of the figure; age is not in it."""
    status: Codes
    """The worst of the figures that each was made of; empty where there is none."""
    years: Mapping[str, int]
    """Year of each component's figures; of a user's figures without one there is none."""
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By component and area."""

    def share(self, component: str) -> float:
        """Share of the areas that have the component."""
        return float(np.mean(~np.isnan(self.values[:, self.components.index(component)])))


@dataclass(frozen=True)
class Shortage:
    """The index of shortage of each area, robust standard deviations: 0 is the middle, more is a greater shortage.

    `low` and `high` bound the middle 90 % of the draws, `central` is their median; so for the ranks, 1 the greatest.
    `coverage` is the declared weight of the components that the area has, `top` the share of draws in which it is
    one of the `TOP` areas.
    """

    areas: tuple[str, ...]
    central: Floats
    low: Floats
    high: Floats
    rank: Floats
    rank_low: Floats
    rank_high: Floats
    coverage: Floats
    top: Floats
    scores: Floats
    """(area, component): robust scores, positive towards a shortage; nan where there is none."""
    components: tuple[str, ...]
    compared: tuple[str, ...]
    """The components that enough areas have."""

    def of(self, area: str) -> tuple[float, float, float]:
        """Low, central and high index of an area; ValueError for another."""
        i = self.areas.index(area)
        return float(self.low[i]), float(self.central[i]), float(self.high[i])

    def apart(self, one: str, other: str) -> bool:
        """Whether the intervals of two areas do not meet."""
        (low, _, high), (low_other, _, high_other) = self.of(one), self.of(other)
        return low > high_other or low_other > high


def compared(plan: NeedPlan, evidence: Evidence) -> tuple[str, ...]:
    """The components that enough areas have to compare them by."""
    return tuple(
        c for c in evidence.components
        if plan.components[c].weight > 0 and evidence.share(c) >= max(plan.least_share, 1e-9)
    )  # fmt: skip


def shortage(plan: NeedPlan, evidence: Evidence, draws: int = DRAWS, seed: int = SEED) -> Shortage:
    """The index of shortage with the interval that errors, ages, gaps, weights and the way of scoring leave.

    A component that too few areas have is known of none: those that publish it are rarely like the rest. Its weight
    stays, so that all intervals are as wide as what nobody knows makes them.

    Parameters
    ----------
    plan : what is declared
    evidence : the figures
    draws, seed : of the intervals

    Raises
    ------
    CannotCompute
        If fewer than three areas are compared, or by nothing.
    BadInput
        For more than 1,000 areas.

    References
    ----------
    OECD (2017), Getting Skills Right: Skills for Jobs Indicators. Migration Advisory Committee (2008), Skilled,
    Shortage, Sensible. Nardo et al. (2008), Handbook on Constructing Composite Indicators (drawn weights).
    """
    enough = compared(plan, evidence)
    if len(evidence.areas) < FEWEST or not enough:
        raise CannotCompute(
            "need-nothing-to-compare",
            where=plan.where,
            fix="--figures",
            areas=len(evidence.areas),
            components=len(enough),
        )
    if len(evidence.areas) > MOST:
        raise BadInput("need-too-many", where=plan.where, fix=str(MOST), areas=len(evidence.areas), most=MOST)
    declared = [plan.components[c] for c in evidence.components]
    used = np.array([c in enough for c in evidence.components])
    values = np.where(used, evidence.values, np.nan)
    weights = np.array([c.weight for c in declared])
    signs = np.array([1.0 if c.direction is Direction.HIGHER else -1.0 for c in declared])
    random = generator(seed, "plan.need")
    drawn = drawn_index(
        values, aged_errors(plan, evidence), signs, drawn_weights(weights, plan.concentration, draws, random), random
    )
    places = ranks(drawn)
    tail = (1 - LEVEL) / 2
    low, central, high = np.quantile(drawn, [tail, 0.5, 1 - tail], axis=0)
    rank_low, rank, rank_high = np.quantile(places, [tail, 0.5, 1 - tail], axis=0)
    known = ~np.isnan(values)
    return Shortage(
        evidence.areas, central, low, high, rank, rank_low, rank_high,
        coverage=known @ weights / weights.sum(),
        top=(places <= TOP).mean(axis=0),
        scores=signs * robust_scores(values, *centre_and_scale(values)),
        components=evidence.components,
        compared=enough,
    )  # fmt: skip


def aged_errors(plan: NeedPlan, evidence: Evidence) -> Floats:
    """Errors of figures together with what may have changed since their year, as a random walk of the scores."""
    _, scale = centre_and_scale(evidence.values)
    newest = max(evidence.years.values(), default=0)
    ages = np.array([newest - evidence.years.get(c, newest) for c in evidence.components], float)
    moved = plan.drift * np.nan_to_num(scale) * np.sqrt(ages)
    errors: Floats = np.hypot(np.nan_to_num(evidence.errors), moved)
    return errors


def index_result(call: Call, found: Shortage) -> Result:
    """The index of each area, the greatest shortage first.

    Measures central and rank (by the central index), each with its ends, rank_median (of the draws), ranked (how many
    areas), coverage, among_top_5; axis area.
    """
    order = np.argsort(-found.central, kind="stable")
    place = np.array([float((found.central > central).sum() + 1) for central in found.central])
    columns = {
        "low": (found.low, "sd"), "central": (found.central, "sd"), "high": (found.high, "sd"),
        "rank_low": (found.rank_low, "rank"), "rank": (place, "rank"), "rank_high": (found.rank_high, "rank"),
        "rank_median": (found.rank, "rank"), "ranked": (np.full(len(place), float(len(place))), "count"),
        "coverage": (found.coverage, "share"), "among_top_5": (found.top, "share"),
    }  # fmt: skip
    return records(call, ("area", [found.areas[i] for i in order]), {n: (v[order], u) for n, (v, u) in columns.items()})


def evidence_result(call: Call, plan: NeedPlan, evidence: Evidence, language: str) -> Result:
    """What went in: measures value, error and weight; axes component, area; with the file that would fill a gap."""
    components, names = [plan.components[c] for c in evidence.components], evidence.components
    whole, status = sum(c.weight for c in plan.components.values()), evidence.status.T
    shape = status.shape
    ends, enough = weight_ranges(plan.components, plan.concentration), compared(plan, evidence)
    weights = {"weight": [c.weight / whole for c in components], "weight_low": [ends[c][0] for c in names],
               "weight_high": [ends[c][1] for c in names]}  # fmt: skip
    measures: Measures = {
        "value": (evidence.values.T, status, "mixed"), "error": (evidence.errors.T, status, "mixed"),
        **{n: (np.broadcast_to(np.array(v)[:, None], shape), status, "share") for n, v in weights.items()},
    }  # fmt: skip
    made = stack(call, measures, {"component": names, "area": evidence.areas}).beside(
        "component", title=tuple(c.names.get(language, c.id) for c in components),
        unit=tuple(c.unit for c in components), year=tuple(str(evidence.years.get(c, "")) for c in names),
        direction=tuple(c.direction.value for c in components),
        compared=tuple("yes" if c in enough else "no" for c in names),
    )  # fmt: skip
    reasons: dict[tuple[str, ...], str] = {("value", *cell): why for cell, why in evidence.reasons.items()}
    files = [[c.file if (c.id, a) in evidence.reasons else "" for a in evidence.areas] for c in components]
    texts = {**made.texts, "file": Texts(("component", "area"), np.array(files, dtype=str).reshape(shape))}
    return replace(made, texts=texts, reasons=reasons)


def components_result(call: Call, plan: NeedPlan, evidence: Evidence) -> Result:
    """The figures that went in: one measure a component, axis area; with the reason where there is none."""
    measures: Measures = {
        c: (evidence.values[:, i], evidence.status[:, i], plan.components[c].unit)
        for i, c in enumerate(evidence.components)
    }
    result = stack(call, measures, {"area": evidence.areas})
    reasons: dict[tuple[str, ...], str] = {(c, a): why for (c, a), why in evidence.reasons.items()}
    return Result(result.call, result.axes, result.values, result.status, result.units, reasons)


def coverage_result(call: Call, plan: NeedPlan, evidence: Evidence) -> Result:
    """How far each component reaches: measures areas, share, weight, compared (1 or 0); axis component."""
    enough = compared(plan, evidence)
    share = np.array([evidence.share(c) for c in evidence.components])
    weight = np.array([plan.components[c].weight for c in evidence.components])
    measures: Measures = {
        name: (values, np.full(values.shape, "E"), unit)
        for name, values, unit in (
            ("areas", share * len(evidence.areas), "count"),
            ("share", share, "share"),
            ("weight", weight / weight.sum(), "share"),
            ("compared", np.array([float(c in enough) for c in evidence.components]), "count"),
        )
    }
    return stack(call, measures, {"component": evidence.components})


def unknown_result(call: Call, plan: NeedPlan, evidence: Evidence) -> Result:
    """The declared weight of the components that too few areas have: measure unknown, axis about (`all`)."""
    enough = compared(plan, evidence)
    whole = sum(c.weight for c in plan.components.values())
    lacking = sum(plan.components[c].weight for c in evidence.components if c not in enough)
    return stack(call, {"unknown": (np.array([lacking / whole]), np.array(["E"]), "share")}, {"about": ("all",)})


def evidence_of(
    plan: NeedPlan, areas: Sequence[str], values: Mapping[str, Mapping[str, float]], years: Mapping[str, int] = {}
) -> Evidence:
    """Evidence from figures by area and component, such as a user's own; what is left out is missing.

    Examples
    --------
    >>> evidence_of(NeedPlan({}, {}, {}, "", "", "", 40.0, 0.5, 0.1, 2.0), ("a", "b"), {}).values.shape
    (2, 0)
    """
    names = tuple(plan.components)
    table = [[values.get(area, {}).get(c, np.nan) for c in names] for area in areas]
    figures = np.array(table, float).reshape(len(areas), len(names))
    errors = np.where(np.isnan(figures), np.nan, [plan.components[c].error for c in names])
    reasons = {(c, a): "no-figure" for i, a in enumerate(areas) for k, c in enumerate(names) if np.isnan(figures[i, k])}
    status = np.where(np.isnan(figures), "", "A")
    return Evidence(tuple(areas), names, figures, errors, status, dict(years), reasons)


def weight_ranges(components: Mapping[str, Component], concentration: float) -> dict[str, tuple[float, float]]:
    """The middle 90 % of the drawn weight of each component."""
    from scipy.stats import beta

    whole = sum(c.weight for c in components.values())
    found = {}
    for name, c in components.items():
        a = concentration * c.weight / whole
        ends = beta.ppf([0.05, 0.95], a, concentration - a) if 0 < c.weight < whole else np.full(2, c.weight / whole)
        found[name] = (float(ends[0]), float(ends[1]))
    return found

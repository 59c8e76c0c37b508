"""Computations of the quota of foreign labour: a scenario from official figures, its plan, and the official quota."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from qonys.model import Call
from qonys.model.observation import parse_dimensions
from qonys.model.quota import NeedLevel, QuotaProblem
from qonys.model.result import Cell, Measures, Result, stack
from qonys.packs.quota import Declared
from qonys.plans.quota.plan import Plan, Version, plan_quota
from qonys.plans.quota.problem import Objective, make_problem
from qonys.plans.quota.results import (
    area_result,
    cell_result,
    change_result,
    duals_result,
    frontier_result,
    limits_result,
)
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Behind, Runner
from qonys.store import PanelQuery
from qonys.studies.quota.gather import Figures, last_year, scenario
from qonys.studies.quota.versions import QUOTA, RATE, categories, in_order, series_of, versions

PERMITS, USE = "foreign_worker_permits", "foreign_worker_quota_use"


def scenario_problem(run: Runner, year: str, level: NeedLevel) -> tuple[QuotaProblem, Declared, tuple[Behind, ...]]:
    """The scenario of a year as a problem, what the pack declares, and the figures behind it."""

    def compute() -> tuple[QuotaProblem, Declared, tuple[Behind, ...]]:
        found = Figures(run, year)
        cells, declared, terms = scenario(found)
        return make_problem(cells, terms, year, level), declared, tuple(dict.fromkeys(found.behind))

    return run.once(("quota", year, level), compute)


def planned(run: Runner, call: Call) -> Plan:
    """The plan of a call: `year`, `objective`, `version`, `level`; those of the scenario if left out."""
    p = Parameters(call)
    year = p.text("year") or last_year(run)
    level = NeedLevel(p.text("level") or NeedLevel.HIGH.value)
    objective = Objective(p.text("objective") or Objective.BALANCED.value)
    version = Version(p.text("version") or Version.BEST.value)
    problem, _, _ = scenario_problem(run, year, level)
    return run.once(("quota plan", year, level, objective, version), lambda: plan_quota(problem, objective, version))


def official(run: Runner, call: Call) -> Result:
    """Each version of the national quota, its percent, permits of the year and its use, as published or implied."""
    country = run.store.pack.country
    quotas = versions(run, QUOTA)
    known = in_order(run, {*quotas, *versions(run, RATE), *versions(run, USE)})
    labels = tuple(f"{year} {d}".strip() for year, d in known)
    measures: Measures = {}
    for name, indicator, unit in (
        ("quota", QUOTA, "persons"),
        ("rate", RATE, "percent"),
        ("stated_use", USE, "percent"),
    ):
        cells = [_one(run, series_of(indicator, d), country, year) for year, d in known]
        measures[name] = (np.array([v for v, _ in cells]), np.array([s for _, s in cells], dtype="<U1"), unit)
    permits = [_one(run, PERMITS, country, year) for year, _ in known]
    values = np.array([v for v, _ in permits])
    status = np.array([s for _, s in permits], dtype="<U1")
    measures["permits"] = (values, status, "permits")
    measures["use"] = (values / measures["quota"][0], np.full(len(known), "E"), "share")
    return stack(call, measures, {"version": labels})


def stated(run: Runner, year: str) -> list[tuple[str, str, float]]:
    """(version, category, places) of each national quota of a year: of the whole, then of categories in their last."""
    whole = [(d, "") for y, d in versions(run, QUOTA) if y == year]
    parts = [(series.partition("[")[2].rstrip("]"), category) for category, series in categories(run, year).items()]
    return [
        (parse_dimensions(d).get("version", ""), category,
         _one(run, series_of(QUOTA, d), run.store.pack.country, year)[0])
        for d, category in (*whole, *parts)
    ]  # fmt: skip


def _one(run: Runner, series: str, area: str, period: str) -> tuple[float, str]:
    figures = run.figures(_query(run, series, area, period), series)
    return float(figures.values[0, 0]), str(figures.status[0, 0])


def _query(run: Runner, series: str, area: str, period: str) -> PanelQuery:
    return PanelQuery((series,), (area,), (period,), run.store.pack.lineage.era(int(period)) or int(period))


def cells_behind(run: Runner, call: Call, cell: Cell) -> Iterator[Behind]:
    """The panel cells that a cell of one of these results rests on: of a plan, all figures of its scenario."""
    if call.function == "quota.official":
        year, _, dimensions = cell["version"].partition(" ")
        wanted = {"quota": (QUOTA,), "rate": (RATE,), "stated_use": (USE,), "permits": (), "use": (QUOTA,)}
        for indicator in wanted[cell["measure"]]:
            series = series_of(indicator, dimensions)
            yield _query(run, series, run.store.pack.country, year), series, run.store.pack.country, year
        if cell["measure"] in ("permits", "use"):
            yield _query(run, PERMITS, run.store.pack.country, year), PERMITS, run.store.pack.country, year
        return
    p = Parameters(call)
    level = NeedLevel(p.text("level") or NeedLevel.HIGH.value)
    yield from scenario_problem(run, p.text("year") or last_year(run), level)[2]


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "quota.areas": lambda run, call: area_result(call, planned(run, call)),
    "quota.cells": lambda run, call: cell_result(call, planned(run, call)),
    "quota.duals": lambda run, call: duals_result(call, planned(run, call)),
    "quota.floors": lambda run, call: change_result(call, planned(run, call), floors=True),
    "quota.frontier": lambda run, call: frontier_result(call, planned(run, call)),
    "quota.limits": lambda run, call: limits_result(call, planned(run, call)),
    "quota.official": official,
    "quota.relax": lambda run, call: change_result(call, planned(run, call), floors=False),
}

"""Settlement from the figures of a pack: quotas and moves, what the quota steers, a marked scenario of households."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from qonys.errors import CannotCompute, NotFound
from qonys.model import Call
from qonys.model.result import Cell, Floats, Measures, Result, stack
from qonys.model.settlement import Household, Limit, Place, Settlement
from qonys.numerics.generators import generator
from qonys.plans.settlement.offers import Planned, plan_settlement
from qonys.plans.settlement.results import scenario_note
from qonys.provenance.computation import AREA, SERIES, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.studies.settlement.gather import data_of, limits_of, quota_names, quota_series, quotas_of, year_of

WISHES = 3
LARGEST = 10
SECONDS = 40


def scenario(run: Runner, year: str = "", floors: Mapping[str, float] | None = None) -> Settlement:
    """Households that stand for those who moved: a marked scenario, for none are published."""
    year = year_of(run, year)
    places, limits = limits_of(run, year)
    people = _people(run, places, limits, "population")
    return Settlement(people, places, limits, dict(floors or {}), scenario=True)


def forecast(run: Runner, year: str = "") -> tuple[Household, ...]:
    """Another draw of the same scenario: what an office may have expected."""
    places, limits = limits_of(run, year_of(run, year))
    return _people(run, places, limits, "forecast")


def _people(run: Runner, places: tuple[Place, ...], limits: tuple[Limit, ...], use: str) -> tuple[Household, ...]:
    table, pack = data_of(run).table, run.store.pack
    draw = generator(run.seed, f"plan.settlement.{use}")
    moved = np.array([
        np.nansum([run.figure(table.moved, p.id, when) for when in table.wishes]) for p in places
    ])  # fmt: skip
    working = run.figure(table.working.working, pack.country, table.working.period)
    share = working / run.figure(table.working.persons, pack.country, table.working.period)
    found: list[Household] = []
    for programme, dimension in data_of(run).programmes.items():
        total = run.figure(f"{table.moved}[{dimension}]", pack.country, table.people)
        if np.isnan(total) or np.isnan(share):
            raise CannotCompute("settle-no-moves", where=table.people, fix="--households")
        has = [any(x.amount > 0 and p.id in x.places for x in limits if x.kind == programme) for p in places]
        weight = np.where(has, moved, 0.0)
        found += _drawn(programme, (int(total), mean_family(run), share), (places, weight), draw)
    return tuple(found)


def mean_family(run: Runner) -> float:
    """Persons for each family that moved, where both are published."""
    f = data_of(run).table.family
    return run.figure(f.persons, f.area, f.period) / run.figure(f.families, f.area, f.period)


def _drawn(
    programme: str, margins: tuple[int, float, float], where: tuple[tuple[Place, ...], Floats],
    draw: np.random.Generator,
) -> Iterator[Household]:  # fmt: skip
    total, mean, share = margins
    places, weight = where
    sizes: list[int] = []
    while (left := total - sum(sizes)) > 0:
        sizes.append(min(left, int(min(LARGEST, 1 + draw.poisson(mean - 1)))))
    works = np.zeros(total, dtype=bool)
    works[draw.permutation(total)[: round(share * total)]] = True
    likely = weight / weight.sum()
    number, at = min(WISHES, int((weight > 0).sum())), 0
    for i, size in enumerate(sizes, 1):
        wished = draw.choice(len(places), number, replace=False, p=likely)
        wishes = tuple(places[int(k)].id for k in wished)
        workers = int(works[at : at + size].sum())
        at += size
        yield Household(f"{programme}-{i:05d}", size, workers, (), 0, wishes, programme, int(draw.integers(1, 366)))


def planned_scenario(run: Runner, year: str, seconds: float = SECONDS) -> Planned:
    """The plan of the scenario, made once."""
    seed = run.seed
    return run.once(
        ("plan.settlement", year, seconds), lambda: plan_settlement(scenario(run, year), seconds=seconds, seed=seed)
    )


def _official(run: Runner, call: Call) -> Result:
    """Quotas by programme and people moved: axes measure, area, period; a year that is not over has its months.

    `year`: of one year alone.
    """
    table, pack = data_of(run).table, run.store.pack
    year = Parameters(call).text("year")
    every = tuple(dict.fromkeys((*table.years, *table.wishes)))
    periods = tuple(p for p in every if p.startswith(year))
    if not periods:
        fix = ", ".join(sorted({p[:4] for p in every}))
        raise NotFound("settle-no-year", where="--year", fix=fix, text=year)
    known = {a for p in data_of(run).programmes for y in table.years for a in quotas_of(run, p, y).regions}
    known |= {a for a in pack.regions(int(table.years[-1])) for w in table.wishes
              if np.isfinite(run.figure(table.moved, a, w))}  # fmt: skip
    areas = (*sorted(known), pack.country)
    measures: Measures = {}
    for name, series in _measures(run).items():
        values = np.array([[_official_figure(run, series, a, p) for p in periods] for a in areas])
        measures[name] = (values, np.where(np.isnan(values), "", "A"), "persons")
    both = np.array([measures[f"quota_{p}"][0] for p in data_of(run).programmes])
    # Of a region only when all are known or, where one is not listed, the others make up the whole.
    total = np.where(np.isfinite(both).any(axis=0), np.nansum(both, axis=0), np.nan)
    for t, period in enumerate(periods):
        if period in table.years and any(quotas_of(run, p, period).rest for p in data_of(run).programmes):
            total[:-1, t] = np.where(np.isfinite(both[:, :-1, t]).all(axis=0), total[:-1, t], np.nan)
    measures["quota"] = (total, np.where(np.isnan(total), "", "A"), "persons")
    partly = np.isnan(total) & np.isfinite(both).any(axis=0)
    reasons: dict[tuple[str, ...], str] = {
        ("quota", areas[i], periods[t]): "one-group" for i, t in zip(*np.nonzero(partly), strict=True)
    }
    return replace(stack(call, measures, {"area": areas, "period": periods}), reasons=reasons)


def _measures(run: Runner) -> dict[str, str]:
    own = {f"quota_{p}": dimension for p, dimension in data_of(run).programmes.items()}
    return {**own, "moved": ""}


def _official_figure(run: Runner, dimension: str, area: str, period: str) -> float:
    if not dimension:
        return run.figure(data_of(run).table.moved, area, period)
    return run.figure(quota_series(run, dimension, area, period), area, period) if len(period) == 4 else np.nan


def _shares(run: Runner, call: Call) -> Result:
    """What the quota steers and how many returned: axis period; measures steered, one_in, returned."""
    table, country = data_of(run).table, run.store.pack.country
    periods = tuple(dict.fromkeys(r.period for r in (*table.steered, *table.returned)))
    values = np.full((3, len(periods)), np.nan)
    for row, ratios in ((0, table.steered), (2, table.returned)):
        for r in ratios:
            share = figure_in_persons(run, r.over, country, r.period) / figure_in_persons(
                run, r.under, country, r.period
            )
            values[row, periods.index(r.period)] = share
    values[1] = 1 / values[0]
    names = (("steered", "share"), ("one_in", "ratio"), ("returned", "share"))
    measures: Measures = {n: (values[i], np.where(np.isnan(values[i]), "", "E"), u) for i, (n, u) in enumerate(names)}
    return stack(call, measures, {"period": periods})


def figure_in_persons(run: Runner, series: str, area: str, period: str) -> float:
    """A figure whose unit may be thousands of persons."""
    unit = run.store.pack.indicators[series.partition("[")[0]].unit
    return run.figure(series, area, period) * (1000.0 if unit.startswith("thousand") else 1.0)


def _comparison(run: Runner, call: Call) -> Result:
    """The plan of the scenario beside the moves: axis area; measures quota, moved, planned, change, households, first.

    `moved` are the people of the scenario's year; `planned` where the plan would offer the same number of people
    places under the quotas of the year asked for.
    """
    p = Parameters(call)
    year = year_of(run, p.text("year"))
    planned = planned_scenario(run, year, float(p.number("seconds") or SECONDS))
    table, country = data_of(run).table, run.store.pack.country
    places = [place.id for place in planned.settlement.places]
    extra = [a for a in run.store.pack.regions(int(year)) if a not in places
             and np.isfinite(run.figure(table.moved, a, table.people))]  # fmt: skip
    areas = (*sorted((*places, *extra)), country)
    rows = {a: [o for o in planned.offers if o.place and (o.place == a or a == country)] for a in areas}
    quota = {a: _quota_total(run, a, year) for a in areas}
    moved = np.array([run.figure(table.moved, a, table.people) for a in areas])
    persons = np.array([float(sum(o.household.size for o in rows[a])) for a in areas])
    columns: dict[str, tuple[Floats, str, str]] = {
        "quota": (np.array([quota[a] for a in areas]), "persons", "A"),
        "moved": (moved, "persons", "A"),
        "planned": (persons, "persons", "E"),
        "change": (persons - moved, "persons", "E"),
        "households": (np.array([float(len(rows[a])) for a in areas]), "families", "E"),
        "first": (np.array([float(sum(o.rank == 1 for o in rows[a])) for a in areas]), "families", "E"),
        "scenario": (np.ones(len(areas)), "flag", "E"),
    }
    measures: Measures = {n: (v, np.where(np.isnan(v), "", s), u) for n, (v, u, s) in columns.items()}
    return replace(stack(call, measures, {"area": areas}), notes=scenario_note(planned.settlement))


def _quota_total(run: Runner, area: str, year: str) -> float:
    own = [quotas_of(run, p, year) for p in data_of(run).programmes]
    if area == run.store.pack.country:
        return float(sum(q.total for q in own))
    if any(area not in q.regions and q.rest for q in own):
        return np.nan
    return float(sum(q.regions.get(area, 0.0) for q in own))


def _totals(run: Runner, call: Call) -> Result:
    """The scenario in totals: measures persons, households, placed, first, without, most, family_size."""
    p = Parameters(call)
    planned = planned_scenario(run, year_of(run, p.text("year")), float(p.number("seconds") or SECONDS))
    offers = planned.offers
    placed = [o for o in offers if o.place]
    columns = {
        "persons": (float(sum(o.household.size for o in offers)), "persons"),
        "households": (float(len(offers)), "families"),
        "placed": (float(len(placed)), "families"),
        "placed_persons": (float(sum(o.household.size for o in placed)), "persons"),
        "first": (float(sum(o.rank == 1 for o in offers)), "families"),
        "without": (float(len(offers) - len(placed)), "families"),
        "most": (float(planned.most), "families"),
        "family_size": (mean_family(run), "ratio"),
    }
    measures: Measures = {n: (np.array([v]), np.array(["E"]), u) for n, (v, u) in columns.items()}
    return stack(call, measures, {"year": (year_of(run, p.text("year")),)})


def _of_official(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """People moved, or the quotas of one programme or of all."""
    measure, programmes = cell["measure"], data_of(run).programmes
    own = {f"quota_{p}": quota_names(run, dimension) for p, dimension in programmes.items()}
    every = tuple(name for names in own.values() for name in names)
    yield {SERIES: {"moved": (data_of(run).table.moved,), "quota": every, **own}[measure]}


def _of_comparison(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """The quota and the moves of an area are its own; what is planned for it rests on all areas."""
    yield {AREA: (cell["area"],)} if cell["measure"] in ("quota", "moved") else {}


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "plan.settlement.comparison": Computation(_comparison, over=(AREA,), narrow=_of_comparison),
    "plan.settlement.official": Computation(_official, narrow=_of_official),
    "plan.settlement.shares": _shares,
    "plan.settlement.totals": _totals,
}

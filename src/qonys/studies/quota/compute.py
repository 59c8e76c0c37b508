"""Computations of the quota of foreign labour: problems of a scenario or of a user, their plans, the official quota."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np

from qonys.errors import CannotCompute, NotFound
from qonys.model import Call, Parameter
from qonys.model.layout import Texts
from qonys.model.note import Note
from qonys.model.observation import parse_dimensions
from qonys.model.quota import (
    CellOrigin,
    NeedLevel,
    Objective,
    QuotaProblem,
    Version,
    make_problem,
    with_floors,
)
from qonys.model.result import Cell, Measures, Result, stack
from qonys.numerics.arrays import Floats
from qonys.numerics.seed import SEED
from qonys.packs.quota import Declared, Use, load_quota, pack_quota
from qonys.plans.quota import results
from qonys.plans.quota.plan import DRAWS, RESERVE, Plan, plan_quota, reallocate
from qonys.provenance.computation import AREA, PERIOD, SERIES, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery
from qonys.studies.quota.gather import (
    QUOTA,
    RATE,
    Figures,
    area_terms,
    categories,
    in_order,
    last_year,
    official_terms,
    scenario,
    series_of,
    versions,
)
from qonys.tables.frames import Source
from qonys.tables.quota import Known, checked_terms, floors_of, over, read_needs, template

PERMITS, USE = "foreign_worker_permits", "foreign_worker_quota_use"
PUBLISHED = {
    "quota": (QUOTA, "persons"), "percent_of_labour_force": (RATE, "percent"), "permits_of_year": (PERMITS, "permits"),
    "use_as_printed_percent": (USE, "percent"),
}  # fmt: skip
"""Indicator and unit by measure of the official quota."""
APART = 0.05
"""A cap that is farther from the published places than this part of them is said to be."""
RESULTS: Mapping[str, Callable[[Call, Plan], Result]] = {
    "plan": results.cell_result, "areas": results.area_result, "limits": results.limits_result,
    "duals": results.duals_result, "floors": results.floors_result, "relax": results.relax_result,
    "frontier": results.frontier_result,
}  # fmt: skip
"""Tables of a plan by their names."""
PLANNED = ("objective", "version", "whole", "draws", "reserve")
"""What beside the problem makes a plan."""


@dataclass(frozen=True)
class Own:
    """What a user states: files of needs and of terms, floors by the names of areas."""

    needs: Source | None = None
    limits: Path | None = None
    floors: tuple[tuple[str, float], ...] = ()

    @property
    def parameters(self) -> dict[str, str | tuple[str, ...]]:
        """What of a call they are."""
        files = {"needs": self.needs, "limits": self.limits}
        floors = tuple(f"{area}={value:g}" for area, value in self.floors)
        return {name: path.name for name, path in files.items() if path} | ({"floors": floors} if floors else {})


@dataclass(frozen=True)
class Asked:
    """A problem, the names of what is in it, and where official figures are."""

    problem: QuotaProblem
    own: Own = Own()
    places: Mapping[tuple[str, str, str], float] | None = None
    """The present quota, if a file states it."""
    run: Runner | None = None
    names: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    """Of areas, sectors and categories, by code and language."""

    def name(self, kind: str, code: str, language: str) -> str:
        """A name in a language, else the code."""
        return self.names.get(kind, {}).get(code, {}).get(language) or code


def asked_of(own: Own, opened: Callable[[], Runner], year: str = "", level: NeedLevel | None = None) -> Asked:
    """The problem of a user: needs of a file with the terms of a file or of the pack, else the pack's scenario.

    Parameters
    ----------
    own : Own
    opened : callable
        Opens a pack; it is left alone where it is not needed.
    year : str
        The file's, or the last whose percent is published, if empty.
    level : NeedLevel, optional
        Central, of a scenario high, if left out.
    """
    use = Use.OVER if own.needs is None else Use.ALONE
    declared = load_quota(own.limits, use) if own.limits is not None else None
    year = year or (declared.year if declared else "")
    if own.needs is not None and declared is not None:
        return _of_files(own, declared, year, level)
    run = opened()
    asked = replace(names_of(run, year), own=own)
    return _of_scenario(asked, declared, level) if own.needs is None else _of_needs(asked, level)


def names_of(run: Runner, year: str = "") -> Asked:
    """Names of areas, sectors and categories of a pack, without a problem."""
    pack, year = run.store.pack, year or last_year(run)
    declared = pack_quota(pack, year)
    lists = {name: pack.codelists[name].codes if name in pack.codelists else {} for name in ("sector", "category")}
    sectors = {s: names or lists["sector"].get(s, {}) for s, names in declared.sectors.items()}
    sectors |= {s: names for s, names in lists["sector"].items() if s not in sectors}
    kinds = {c.id: c.names or lists["category"].get(c.id, {}) for c in declared.terms.categories}
    areas = {code: area.names for code, area in pack.areas.items()}
    names = {"area": areas, "sector": sectors, "category": kinds}
    return Asked(QuotaProblem((), (), declared.terms, year), run=run, names=names)


def _find(run: Runner | None, text: str) -> str:
    """The code of an area of a pack."""
    assert run is not None
    return run.store.pack.find_area(text).code


def _of_scenario(asked: Asked, own: Declared | None, level: NeedLevel | None) -> Asked:
    """Needs of the pack's scenario, with what a file and floors change."""
    level, year, find = level or NeedLevel.HIGH, asked.problem.year, partial(_find, asked.run)
    assert asked.run is not None
    problem = scenario_problem(asked.run, year, level)[0]
    if asked.own == Own():
        return replace(asked, problem=problem)
    cells, terms = problem.cells, problem.terms
    if own is not None:
        assert asked.own.limits is not None
        terms = over(terms, checked_terms(own, asked.own.limits, cells, find, known=terms.categories))
    terms = with_floors(terms, floors_of(asked.own.floors, cells, find))
    return replace(asked, problem=make_problem(cells, terms, year, level))


def _of_needs(asked: Asked, level: NeedLevel | None) -> Asked:
    """Needs of a file with the terms of the pack."""
    assert asked.run is not None and asked.own.needs is not None
    year, find, pack = asked.problem.year, partial(_find, asked.run), asked.run.store.pack
    figures = Figures(asked.run, year)
    _, terms = official_terms(figures)
    within = {area.code: area.parent for area in pack.areas.values() if area.parent}
    used_in = {c.id: c.sectors for c in terms.categories if c.sectors}
    known = Known(find, asked.names["sector"], asked.names["category"], used_in, within)
    found = read_needs(asked.own.needs, known)
    edited = all(cell.origin is CellOrigin.SCENARIO for cell in found.cells)
    if not edited:  # The share that each region gets is a wish of the scenario alone.
        terms = replace(terms, floor_share=None)
    with suppress(CannotCompute):  # Without figures of all regions one place counts as much as another.
        terms = area_terms(figures, terms)
    terms = with_floors(terms, floors_of(asked.own.floors, found.cells, find))
    level = level or (NeedLevel.HIGH if edited else NeedLevel.CENTRAL)
    return replace(asked, problem=make_problem(found.cells, terms, year, level), places=found.places)


def _of_files(own: Own, declared: Declared, year: str, level: NeedLevel | None) -> Asked:
    """Needs and terms of files: no pack is opened."""
    assert own.needs is not None and own.limits is not None
    categories = {c.id: c.names for c in declared.terms.categories}
    used_in = {c.id: c.sectors for c in declared.terms.categories if c.sectors}
    found = read_needs(own.needs, Known(None, declared.sectors, categories, used_in))
    terms = checked_terms(declared, own.limits, found.cells).terms
    terms = with_floors(terms, floors_of(own.floors, found.cells))
    problem = make_problem(found.cells, terms, year, level or NeedLevel.CENTRAL)
    return Asked(problem, own, found.places, names={"sector": declared.sectors, "category": categories})


def template_rows(asked: Asked, language: str) -> list[dict[str, object]]:
    """The rows of a template of needs: each region, sector and category, to be filled in."""
    assert asked.run is not None
    pack, year = asked.run.store.pack, asked.problem.year
    sectors, name = tuple(pack_quota(pack, year).sectors), partial(asked.name, language=language)
    return template(pack.regions(int(year)), asked.problem.terms.categories, sectors, name)


def result_of(asked: Asked, table: str, how: Mapping[str, Parameter], seed: int = SEED) -> Result:
    """A table of a plan, by a call that says all that made it.

    Parameters
    ----------
    asked : Asked
    table : str
        One of `RESULTS`, `comparison` or `reallocate`.
    how : mapping
        Of `PLANNED`: `draws` are those of regret, `reserve` of a reallocation; as usual if left out.
    seed : int
        Of the draws of regret.
    """
    drawn = how.get("version") == Version.REGRET.value
    if table == "reallocate" and asked.places is not None:
        drawn, how = False, {name: how[name] for name in how if name in ("whole", "reserve")}
    given = {name: value for name, value in how.items() if name != "draws" or drawn}
    place = {"year": asked.problem.year, "level": asked.problem.level.value, **asked.own.parameters}
    store = asked.run.store if asked.run else None
    as_of = store.as_of.isoformat() if store and store.as_of else ""
    releases = tuple(store.hashes) if store else ()
    call = Call(f"quota.{table}", {**place, **given}, releases, as_of, seed if drawn else None)
    return _tabled(asked, call)


def _tabled(asked: Asked, call: Call) -> Result:
    """The table of a call."""
    table, whole = call.function.partition(".")[2], bool(Parameters(call).number("whole"))
    reserve = float(str(call.parameters.get("reserve", RESERVE)))
    if table == "reallocate" and asked.places is not None:
        return results.moves_result(call, reallocate(asked.problem, _present(asked), reserve, whole=whole))
    plan = plan_of(asked, call)
    if table == "reallocate":
        made = results.moves_result(call, reallocate(asked.problem, plan.places, reserve, whole=whole), plan)
    elif table == "comparison":
        if asked.run is None:
            raise CannotCompute("quota-no-official", where="--show official", fix="--pack NAME")
        made = results.comparison_result(call, plan, stated(asked.run, asked.problem.year))
    else:
        made = RESULTS[table](call, plan)
    return replace(made, notes=(*made.notes, *_apart(asked.run, plan)))


def plan_of(asked: Asked, call: Call) -> Plan:
    """The plan of a call, made once for all tables of a pack's own scenario."""
    p = Parameters(call)
    objective = Objective(p.text("objective") or Objective.BALANCED.value)
    version = Version(p.text("version") or Version.BEST.value)
    whole, draws, seed = bool(p.number("whole")), p.number("draws") or DRAWS, SEED if call.seed is None else call.seed

    def compute() -> Plan:
        return plan_quota(asked.problem, objective, version, whole=whole, draws=draws, seed=seed)

    key = ("quota plan", asked.problem.year, asked.problem.level, objective, version, whole, draws, seed)
    return compute() if asked.run is None or asked.own != Own() else asked.run.once(key, compute)


def _present(asked: Asked) -> Floats:
    """The quota of now, `places` of the file.

    Raises
    ------
    CannotCompute
        If some cells have no places there.
    """
    keys, places = [c.key for c in asked.problem.cells], asked.places or {}
    lacking = [" ".join(key) for key in keys if key not in places]
    if lacking:
        named = ", ".join(lacking[:3])
        raise CannotCompute(
            "quota-no-places", where="places", fix="write 0 where there are none", name=named, count=len(lacking)
        )
    return np.array([places[key] for key in keys])


def _apart(run: Runner | None, plan: Plan) -> tuple[Note, ...]:
    """That the percent of the labour force comes to more or fewer places than the last number that was published."""
    cap, year = plan.problem.terms.cap, plan.problem.year
    if run is None or cap is None or not year:
        return ()
    known = [places for _, category, places in stated(run, year) if not category]
    if not known or abs(cap - known[-1]) <= APART * known[-1]:
        return ()
    said = {"cap": float(round(cap)), "published": float(round(known[-1]))}
    return (Note("quota-cap-apart", said),)


def scenario_problem(run: Runner, year: str, level: NeedLevel) -> tuple[QuotaProblem, Declared]:
    """The scenario of a year as a problem, and what the pack declares."""

    def compute() -> tuple[QuotaProblem, Declared]:
        cells, declared, terms = scenario(Figures(run, year))
        return make_problem(cells, terms, year, level), declared

    return run.once(("quota", year, level), compute)


def _of_call(run: Runner, call: Call) -> Result:
    """A table of the scenario: `year`, `level`, and what `result_of` takes; as usual if left out."""
    p = Parameters(call)
    level = NeedLevel(p.text("level")) if p.text("level") else None
    return _tabled(asked_of(Own(), lambda: run, p.text("year"), level), call)


def official(run: Runner, call: Call) -> Result:
    """Each version of the national quota, its percent, permits of the year and its use, as published or implied.

    `year`: of one year alone.

    Raises
    ------
    NotFound
        If no quota of the year is published.
    """
    country, year = run.store.pack.country, Parameters(call).text("year")
    every = in_order(run, {pair for one in (QUOTA, RATE, USE) for pair in versions(run, one)})
    known = [pair for pair in every if year in ("", pair[0])]
    if year and not known:
        fix = ", ".join(dict.fromkeys(y for y, _ in every))
        raise NotFound("quota-not-published", where="--year", fix=fix, text=year)
    measures: Measures = {}
    for name, (indicator, unit) in PUBLISHED.items():
        cells = [_one(run, series_of(indicator, d) if indicator != PERMITS else PERMITS, country, y) for y, d in known]
        measures[name] = (np.array([v for v, _ in cells]), np.array([s for _, s in cells], dtype="<U1"), unit)
    use = measures["permits_of_year"][0] / measures["quota"][0]
    measures["use_of_this_version"] = (use, np.full(len(known), "E"), "share")
    made = stack(call, measures, {"edition": tuple(f"{y} {d}".strip() for y, d in known)})
    words = {"year": [y for y, _ in known], "version": [parse_dimensions(d).get("version", "") for _, d in known]}
    beside = {name: Texts(("edition",), np.array(each, dtype=str)) for name, each in words.items()}
    return replace(made, texts={**beside, "basis": Texts((), np.array("official"))})


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


def _of_edition(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """The figures of one version of one year."""
    year, _, dimensions = cell["edition"].partition(" ")
    use = cell["measure"] == "use_of_this_version"
    wanted = (QUOTA, PERMITS) if use else PUBLISHED[cell["measure"]][:1]
    yield {SERIES: tuple(one if one == PERMITS else series_of(one, dimensions) for one in wanted), PERIOD: (year,)}


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "quota.official": Computation(official, narrow=_of_edition),
    **{f"quota.{table}": Computation(_of_call, over=(AREA,)) for table in (*RESULTS, "comparison")},
}
"""Computations of the quota."""

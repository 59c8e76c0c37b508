"""What `qonys plan quota` is asked about: needs of a file or a scenario, terms of the pack or of a file, floors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.cli.plan import quota_terms as terms_of
from qonys.errors import CannotCompute

if TYPE_CHECKING:
    from qonys.cli.workbook import About
    from qonys.model.quota import Category, NeedLevel, QuotaProblem, QuotaTerms
    from qonys.packs import Pack
    from qonys.packs.quota import Declared
    from qonys.provenance.runner import Runner
    from qonys.text import Language

    Opened = tuple[Runner, str, terms_of.Find]
    """Figures of a pack, the year, and codes of areas by name."""

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Sources:
    """Files and places that a command names."""

    needs: Path | None = None
    limits: Path | None = None
    pack: str = ""
    store: Path | None = None
    as_of: str | None = None
    year: str = ""
    floors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A problem with the names of what is in it."""

    problem: QuotaProblem
    places: Mapping[Key, float] | None
    """Places of the plan that was fed back, if one was."""
    run: Runner | None
    areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sectors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    categories: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def name(self, kind: str, code: str, language: Language) -> str:
        """A name in a language, else the code."""
        names = {"area": self.areas, "sector": self.sectors, "category": self.categories}[kind]
        return names.get(code, {}).get(language.value) or code


def asked_of(sources: Sources, level: NeedLevel | None) -> Asked:
    """The problem of a command: needs of a file with the terms of a file or of the pack, else the pack's scenario."""
    from qonys.packs.quota import load_quota
    from qonys.packs.quota_checks import Use

    use = Use.OVER if sources.needs is None else Use.ALONE
    own = load_quota(sources.limits, use) if sources.limits is not None else None
    if sources.needs is not None and own is not None:
        return _of_files(sources, own, level)
    from qonys.cli.options import opened
    from qonys.studies.quota.gather import last_year
    from qonys.studies.registry import start

    pack, store = opened(sources.pack, sources.store, sources.as_of)
    run = start(store)
    year = sources.year or (own.year if own else "") or last_year(run)
    find = partial(_code, pack)
    if sources.needs is None:
        return _of_scenario(sources, own, (run, year, find), level)
    return _of_needs(sources, (run, year, find), level)


def _code(pack: Pack, text: str) -> str:
    return pack.find_area(text).code


def _of_scenario(sources: Sources, own: Declared | None, opened: Opened, level: NeedLevel | None) -> Asked:
    """Needs of the pack's scenario, with what a file and options change."""
    from qonys.model.quota import NeedLevel
    from qonys.studies.quota.compute import scenario_problem

    run, year, find = opened
    level = level or NeedLevel.HIGH
    problem, _, _ = scenario_problem(run, year, level)
    terms = problem.terms
    if own is not None:
        assert sources.limits is not None
        own = terms_of.checked(own, sources.limits, problem.cells, find, pack_categories=terms.categories)
        terms = terms_of.over(terms, own)
    terms = terms_of.with_floors(terms, sources.floors, problem.cells, find)
    return replace(_pack_names(run, year), problem=_problem(problem.cells, terms, year, level))


def _of_needs(sources: Sources, opened: Opened, level: NeedLevel | None) -> Asked:
    """Needs of a file with the terms of the pack."""
    from qonys.model.quota import CellOrigin, NeedLevel
    from qonys.studies.quota.gather import Figures, area_terms, official_terms
    from qonys.tables.quota import Known, read_needs

    run, year, find = opened
    assert sources.needs is not None
    names, figures = _pack_names(run, year), Figures(run, year)
    _, terms = official_terms(figures)
    within = {area.code: area.parent for area in run.store.pack.areas.values() if area.parent}
    used_in = {c.id: c.sectors for c in terms.categories if c.sectors}
    found = read_needs(sources.needs, Known(find, names.sectors, names.categories, used_in, within))
    edited = all(cell.origin is CellOrigin.SCENARIO for cell in found.cells)
    if not edited:  # The share that each region gets is a wish of the scenario alone.
        terms = replace(terms, floor_share=None)
    with suppress(CannotCompute):  # Without figures of all regions one place counts as much as another.
        terms = area_terms(figures, terms)
    terms = terms_of.with_floors(terms, sources.floors, found.cells, find)
    problem = _problem(found.cells, terms, year, level or (NeedLevel.HIGH if edited else NeedLevel.CENTRAL))
    return replace(names, problem=problem, places=found.places)


def _of_files(sources: Sources, own: Declared, level: NeedLevel | None) -> Asked:
    """Needs and terms of files: no pack is opened."""
    from qonys.model.quota import NeedLevel
    from qonys.tables.quota import Known, read_needs

    assert sources.needs is not None and sources.limits is not None
    categories = {c.id: c.names for c in own.terms.categories}
    used_in = {c.id: c.sectors for c in own.terms.categories if c.sectors}
    found = read_needs(sources.needs, Known(None, own.sectors, categories, used_in))
    own = terms_of.checked(own, sources.limits, found.cells)
    terms = terms_of.with_floors(own.terms, sources.floors, found.cells)
    problem = _problem(found.cells, terms, sources.year or own.year, level or NeedLevel.CENTRAL)
    return Asked(problem, found.places, None, {}, own.sectors, categories)


def _problem(cells: Sequence[object], terms: QuotaTerms, year: str, level: NeedLevel) -> QuotaProblem:
    from qonys.plans.quota.problem import make_problem

    return make_problem(cells, terms, year, level)  # type: ignore[arg-type]


def _pack_names(run: Runner, year: str) -> Asked:
    """Names of areas, sectors and categories of a pack, without a problem."""
    from qonys.model.quota import QuotaProblem, QuotaTerms
    from qonys.packs.quota import pack_quota

    pack = run.store.pack
    declared = pack_quota(pack, year)
    lists = {name: pack.codelists[name].codes if name in pack.codelists else {} for name in ("sector", "category")}
    sectors = {s: names or lists["sector"].get(s, {}) for s, names in declared.sectors.items()}
    sectors |= {s: names for s, names in lists["sector"].items() if s not in sectors}
    categories = {c.id: c.names or lists["category"].get(c.id, {}) for c in declared.terms.categories}
    areas = {code: area.names for code, area in pack.areas.items()}
    return Asked(QuotaProblem((), (), QuotaTerms(())), None, run, areas, sectors, categories)


def template_rows(asked: Asked, language: Language) -> list[dict[str, object]]:
    """The rows of a template: each area, sector and category, to be filled in."""
    from qonys.packs.quota import pack_quota

    assert asked.run is not None
    pack, year = asked.run.store.pack, asked.problem.year
    declared = pack_quota(pack, year)
    blank = dict.fromkeys(("need_low", "need", "need_high", "staff", "used", "last_year"), "")
    return [
        {
            "area": area, "area_name": asked.name("area", area, language), "sector": sector,
            "sector_name": asked.name("sector", sector, language), "category": category.id,
            "category_name": asked.name("category", category.id, language), **blank, "unit": "persons",
        }
        for area in pack.regions(int(year))
        for category in _ordered(declared.terms.categories)
        for sector in category.sectors or tuple(declared.sectors)
    ]  # fmt: skip


COLUMNS = (
    "area", "area_name", "sector", "sector_name", "category", "category_name", "need_low", "need", "need_high", "staff",
    "used", "last_year", "wanted", "places", "coverage", "unit", "origin", "basis",
)  # fmt: skip
"""Of a template and of a plan that comes back."""


def about_columns(language: Language) -> About:
    """What the columns of needs and of a plan hold."""
    from qonys.cli.workbook import About
    from qonys.text.catalogue import load_catalogue

    said = load_catalogue(language, only=("columns",)).said
    meanings = {name: said(f"column-quota-{name.replace('_', '-')}") for name in COLUMNS}
    return About(said("columns-sheet"), (said("columns-name"), said("columns-meaning")), meanings)


def _ordered(categories: Sequence[Category]) -> list[Category]:
    return sorted(categories, key=lambda c: c.id)


def blank_of(sources: Sources) -> Asked:
    """Names of the pack for a template."""
    from qonys.cli.options import opened
    from qonys.studies.quota.gather import last_year
    from qonys.studies.registry import start

    _, store = opened(sources.pack, sources.store, sources.as_of)
    run = start(store)
    year = sources.year or last_year(run)
    names = _pack_names(run, year)
    return replace(names, problem=replace(names.problem, year=year))

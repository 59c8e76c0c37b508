"""Where a computation's figures come from: panels put into the shape that a capability asks for."""

from __future__ import annotations

import numpy as np

from qonys.migration import AccountTerms, Flows
from qonys.model.result import Figures
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery
from qonys.store.checks import over_transfers

PEOPLE = "population_start"
TERMS = (PEOPLE, "births", "deaths", "net_migration", "net_migration_internal")
Labels = tuple[str, ...]


def later(periods: Labels) -> Labels:
    """The years after these; a period that is not a year stands for itself."""
    return tuple(str(int(p) + 1) if len(p) == 4 else p for p in periods)


def flow_query(flow: str, dimensions: str, areas: Labels, periods: Labels, borders: int) -> PanelQuery:
    """Arrivals, departures, net and population of areas.

    `flow` is `_external`, `_internal` or empty for all flows.
    """
    inside = f"[{dimensions}]" if dimensions else ""
    names = (f"arrivals{flow}", f"departures{flow}", f"net_migration{flow}", PEOPLE)
    return PanelQuery(tuple(name + inside for name in names), areas, periods, borders)


def asked(p: Parameters) -> PanelQuery:
    """The panel of the balance that a call asks for."""
    return flow_query(p.text("flow"), p.text("dimensions"), p.words("areas"), p.words("periods"), p.number("borders"))


def flows(run: Runner, query: PanelQuery) -> Flows:
    """The figures of a balance; population stands at the start of years only, so that months have none."""
    arrivals, departures, net, people = (run.figures(query, series) for series in query.series)
    end = PanelQuery(query.series[3:], query.areas, later(query.periods), query.borders)
    return Flows(query.areas, query.periods, arrivals, departures, net, people, run.figures(end, query.series[3]))


def term_query(areas: Labels, years: Labels, borders: int) -> PanelQuery:
    """The terms of accounts in one division."""
    return PanelQuery(TERMS, areas, years, borders)


def end_query(areas: Labels, years: Labels, borders: int) -> PanelQuery:
    """The population a year later, in the same division."""
    return PanelQuery((PEOPLE,), areas, later(years), borders)


def account_terms(run: Runner, areas: Labels, years: Labels, borders: int) -> AccountTerms:
    """Terms of the accounts in one division (`borders`), of the years given.

    The population at the end is restated in these borders, over a transfer by the people
    that it moved; `label_end` is the one that is printed under the area's own label.
    """
    query = term_query(areas, years, borders)
    start, births, deaths, net, internal = (run.figures(query, name) for name in TERMS)
    end = run.figures(end_query(areas, years, borders), PEOPLE)
    era = run.store.pack.lineage.era(borders)
    restated = over_transfers(run, PEOPLE, areas, later(years), era, end.values)
    moved = np.isnan(end.values) & ~np.isnan(restated)
    status = np.where(moved, "E", end.status)
    label_end = run.labelled(PEOPLE, areas, later(years))
    return AccountTerms(areas, years, start, births, deaths, net, internal, Figures(restated, status), label_end)


def ever_in_force(run: Runner) -> Labels:
    """All regions of all divisions, and the country."""
    pack = run.store.pack
    labels = {code for year in pack.lineage.years for code in pack.lineage.division(year)}
    return (*(code for code in pack.areas if code in labels), pack.country)


def in_force(run: Runner, era: int) -> Labels:
    """The regions of a division and the country."""
    return (*run.store.pack.regions(era), run.store.pack.country)


def account_terms_by_era(run: Runner, years: Labels) -> AccountTerms:
    """Terms of the accounts of all areas that were ever in force, each year in its own borders."""
    lineage = run.store.pack.lineage
    areas = ever_in_force(run)
    shape = (len(areas), len(years))
    blank = [Figures(np.full(shape, np.nan), np.full(shape, "", dtype="<U1")) for _ in range(7)]
    for era in lineage.years:
        columns = [i for i, year in enumerate(years) if lineage.era(int(year)) == era]
        if not columns:
            continue
        here = in_force(run, era)
        terms = account_terms(run, here, tuple(years[i] for i in columns), era)
        at = np.ix_([areas.index(code) for code in here], columns)
        parts = (terms.start, terms.births, terms.deaths, terms.net, terms.internal, terms.end, terms.label_end)
        for whole, part in zip(blank, parts, strict=True):
            whole.values[at], whole.status[at] = part.values, part.status
    return AccountTerms(areas, years, *blank)

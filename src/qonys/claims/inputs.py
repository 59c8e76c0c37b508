"""Where a computation's figures come from: panels put into the shape that a capability asks for."""

from __future__ import annotations

import numpy as np

from qonys.migration import AccountTerms, Flows
from qonys.model.result import Figures
from qonys.store import PanelQuery, Store
from qonys.store.checks import over_transfers


def figures(
    store: Store, series: str, areas: tuple[str, ...], periods: tuple[str, ...], borders: int, source: str = ""
) -> Figures:
    """Values and status of one series, (area, period)."""
    panel = store.panel(PanelQuery((series,), areas, periods, borders, source=source))
    return Figures(panel[series], panel.status_of(series))


def flows(
    store: Store, suffix: str, dimensions: str, areas: tuple[str, ...], periods: tuple[str, ...], borders: int
) -> Flows:
    """Arrivals, departures, net and population of areas.

    `suffix` is `_external`, `_internal` or empty for all flows. Population stands at the
    start of years only, so that months have none.
    """
    inside = f"[{dimensions}]" if dimensions else ""
    names = (f"arrivals{suffix}", f"departures{suffix}", f"net_migration{suffix}", "population_start")
    arrivals, departures, net, people = (name + inside for name in names)
    panel = store.panel(PanelQuery((arrivals, departures, net, people), areas, periods, borders))

    def of(series: str) -> Figures:
        return Figures(panel[series], panel.status_of(series))

    later = tuple(str(int(p) + 1) if len(p) == 4 else p for p in periods)
    return Flows(
        areas,
        periods,
        of(arrivals),
        of(departures),
        of(net),
        of(people),
        figures(store, people, areas, later, borders),
    )


def account_terms(
    store: Store, areas: tuple[str, ...], years: tuple[str, ...], borders: int
) -> AccountTerms:
    """Terms of the accounts in one division (`borders`), of the years given.

    The population at the end is restated in these borders, over a transfer by the people
    that it moved; `label_end` is the one that is printed under the area's own label.
    """
    names = ("population_start", "births", "deaths", "net_migration", "net_migration_internal")
    panel = store.panel(PanelQuery(names, areas, years, borders))
    later = tuple(str(int(year) + 1) for year in years)
    end = store.panel(PanelQuery(("population_start",), areas, later, borders))
    era = store.pack.lineage.era(borders)
    restated = over_transfers(store, "population_start", areas, later, era, end["population_start"])
    moved = np.isnan(end["population_start"]) & ~np.isnan(restated)
    status = np.where(moved, "E", end.status_of("population_start"))
    start, births, deaths, net, internal = (Figures(panel[name], panel.status_of(name)) for name in names)
    label_end = store.labelled("population_start", areas, later)
    return AccountTerms(areas, years, start, births, deaths, net, internal, Figures(restated, status), label_end)


def account_terms_by_era(store: Store, years: tuple[str, ...]) -> AccountTerms:
    """Terms of the accounts of all areas that were ever in force, each year in its own borders."""
    lineage, country = store.pack.lineage, store.pack.country
    labels = dict.fromkeys(
        code for year in lineage.years for code in store.pack.areas if code in lineage.division(year)
    )
    areas = (*(code for code in store.pack.areas if code in labels), country)
    blank = [Figures(np.full((len(areas), len(years)), np.nan), np.full((len(areas), len(years)), "")) for _ in range(7)]
    for era in lineage.years:
        columns = [i for i, year in enumerate(years) if lineage.era(int(year)) == era]
        if not columns:
            continue
        here = tuple(code for code in areas if code == country or code in lineage.division(era))
        terms = account_terms(store, here, tuple(years[i] for i in columns), era)
        at = np.ix_([areas.index(code) for code in here], columns)
        parts = (terms.start, terms.births, terms.deaths, terms.net, terms.internal, terms.end, terms.label_end)
        for whole, part in zip(blank, parts, strict=True):
            whole.values[at], whole.status[at] = part.values, part.status
    return AccountTerms(areas, years, *blank)

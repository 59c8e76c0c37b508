"""Official figures behind a quota: which are published, in which version and category; a scenario of needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from qonys.errors import CannotCompute, NotFound
from qonys.model.observation import parse_dimensions
from qonys.model.quota import AreaTerms, Cell, CellOrigin, QuotaTerms
from qonys.packs.quota import Declared, pack_quota, version_order, with_acts
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery

RATE, QUOTA = "foreign_worker_quota_rate", "foreign_worker_quota"
WORKERS, STAFF = "foreign_workers", "local_staff"
FORCE, OUTPUT, UNEMPLOYED = "labour_force", "grp_share", "unemployment_rate"


@dataclass(frozen=True)
class Figures:
    """Figures taken from the store."""

    run: Runner
    year: str

    @property
    def country(self) -> str:
        """Code of the whole."""
        return self.run.store.pack.country

    @property
    def borders(self) -> int:
        """The division of the year."""
        return self.run.store.pack.lineage.era(int(self.year)) or int(self.year)

    def at(self, series: str, period: str, area: str = "") -> float:
        """A figure; nan if there is none."""
        return self.run.figure(series, area or self.country, period, self.borders)

    def periods(self, series: str, *, later: bool = False) -> tuple[str, ...]:
        """Periods of the country, up to the year or also later, in order; none for an unknown indicator."""
        try:
            known = self.run.periods(series, (self.country,))
        except NotFound:
            return ()
        return tuple(sorted(p for p in known if (later or p[:4] <= self.year) and len(p) in (4, 7, 10)))

    def newest(self, series: str) -> tuple[str, float]:
        """The newest figure of the country up to the year."""
        for period in reversed(self.periods(series)):
            value = self.at(series, period)
            if not np.isnan(value):
                return period, value
        return "", np.nan

    def of_regions(self, series: str, areas: tuple[str, ...]) -> tuple[str, dict[str, float]]:
        """The figures of the newest year in which all regions have one; empty if there is none."""
        for year in range(int(self.year), int(self.year) - 6, -1):
            query = PanelQuery((series,), areas, (str(year),), self.borders)
            values = self.run.figures(query, series).values[:, 0]
            if len(values) and not np.isnan(values).any():
                return str(year), dict(zip(areas, map(float, values), strict=True))
        return "", {}

    def source(self, series: str, period: str) -> str:
        """What a figure of the country was taken from: the act or the release, without its address."""
        query = PanelQuery((series,), (self.country,), (period,), self.borders)
        rows = self.run.panel(query).rows(series, self.country, period)
        found = self.run.store.rows(sorted(rows))
        text = str(found[0]["locator"] or found[0]["source"]) if found else ""
        return "; ".join(part for part in text.split("; ") if not part.startswith("http"))


def last_year(run: Runner) -> str:
    """The last year whose percent of the labour force is published.

    Raises
    ------
    CannotCompute
        If there is none.
    """
    known = [year for year, _ in versions(run, RATE)]
    if not known:
        raise CannotCompute("quota-no-year", where=RATE, fix="--needs, --limits")
    return known[-1]


def official_terms(found: Figures) -> tuple[Declared, QuotaTerms]:
    """The declared terms with the caps that are published for the year.

    Raises
    ------
    CannotCompute
        If no percent is published for the year.
    """
    run, year = found.run, found.year
    declared = pack_quota(run.store.pack, year)
    known = [d for y, d in versions(run, RATE) if y == year]
    if not known:
        years = sorted({y for y, _ in versions(run, RATE)})
        raise CannotCompute("quota-no-rate", where=f"{RATE}, {year}", fix=", ".join(years), year=year)
    rate_series = series_of(RATE, known[-1])
    rate, force = found.at(rate_series, year), sum(found.of_regions(FORCE, regions(found))[1].values()) or np.nan
    caps = {}
    for category in declared.terms.categories:
        series = by_category(run, year, category.id) if category.inside else ""
        if series:
            value = found.at(series, year)
            if not np.isnan(value):
                caps[category.id] = (value, found.source(series, year))
    cap = (rate / 100 * force, found.source(rate_series, year)) if not np.isnan(force) else None
    return declared, with_acts(declared.terms, caps, cap)


def regions(found: Figures) -> tuple[str, ...]:
    """Regions of the year's division, in order."""
    return found.run.store.pack.regions(found.borders)


def scenario(found: Figures) -> tuple[tuple[Cell, ...], Declared, QuotaTerms]:
    """A scenario of needs: national figures by category and sector, spread over regions by declared shares.

    low: workers that were there last; central: the quota of the year or the last before it; high: the largest quota of
    the category since it has been published.

    Raises
    ------
    CannotCompute
        If a national figure that is needed is not published.
    """
    declared, terms = official_terms(found)
    spread = declared.spread
    if spread is None:
        raise CannotCompute("quota-no-scenario", where="[scenario]", fix="--needs")
    areas = regions(found)
    shares, terms = _shares(found, areas, spread.output_weight), area_terms(found, terms)
    sectors = _sector_shares(found, declared)
    staff = found.newest(STAFF)[1]
    cells = []
    for category in terms.categories:
        low, need, high = _national(found, category.id, category.inside)
        before = _before(found, category.id) if category.inside else np.nan
        own = {s: 1.0 / len(category.sectors) for s in category.sectors} if category.sectors else sectors
        of_group = spread.manager_share if category.group == spread.first_group else 1 - spread.manager_share
        together = sum(1 for c in terms.categories if c.group == category.group)
        for area in areas:
            for sector, part in own.items():
                local = staff * shares[area] * sectors.get(sector, 0.0) * of_group / together
                share = shares[area] * part
                cells.append(
                    Cell(
                        area, sector, category.id, low * share, need * share, high * share,
                        None if np.isnan(staff) or not category.group else local, None,
                        None if np.isnan(before) else before * share, CellOrigin.SCENARIO,
                    )
                )  # fmt: skip
    return tuple(cells), declared, terms


def area_terms(found: Figures, terms: QuotaTerms) -> QuotaTerms:
    """Terms with the output for each worker and the unemployment of regions beside those of the country.

    Raises
    ------
    CannotCompute
        If a figure of all regions is not published.
    """
    areas = regions(found)
    forces, outputs = (_needed(found.of_regions(s, areas)[1], s) for s in (FORCE, OUTPUT))
    rates = found.of_regions(UNEMPLOYED, areas)[1]
    force, output = sum(forces.values()), sum(outputs.values())
    mean = sum(rates[a] * forces[a] for a in areas) / force if rates else np.nan
    stated = {}
    for a in areas:
        made, idle = (outputs[a] / output) / (forces[a] / force), rates[a] / mean if rates else None
        stated[a] = replace(terms.areas.get(a, AreaTerms()), output=made, unemployment=idle)
    return replace(terms, areas=stated, output=1.0)


def _shares(found: Figures, areas: tuple[str, ...], weight: float) -> dict[str, float]:
    """Parts of regions in the country: a published one, else between those in the labour force and in output."""
    forces, outputs = (_needed(found.of_regions(s, areas)[1], s) for s in (FORCE, OUTPUT))
    force, output = sum(forces.values()), sum(outputs.values())
    both = {a: (1 - weight) * forces[a] / force + weight * outputs[a] / output for a in areas}
    known = {a: share for a in areas if not np.isnan(share := _published_share(found, a))}
    rest = sum(share for a, share in both.items() if a not in known)
    return {a: known[a] if a in known else s / rest * (1 - sum(known.values())) for a, s in both.items()}


def _published_share(found: Figures, area: str) -> float:
    """A region's part of the national quota in the newest year that publishes both; nan if none does."""
    for year in range(int(found.year), first_year(found.run) - 1, -1):
        own = found.at(QUOTA, str(year), area)
        if not np.isnan(own):
            whole = found.at(QUOTA, str(year))
            if whole > own:
                return own / whole
    return np.nan


def _needed(values: dict[str, float], series: str) -> dict[str, float]:
    if not values:
        raise CannotCompute("quota-no-figure", where=series, fix="--needs", name=series)
    return values


def _sector_shares(found: Figures, declared: Declared) -> dict[str, float]:
    """Shares of sectors in foreign workers who are not seasonal, on the last day for which all are stated."""
    named = [s for s in declared.sectors if s != declared.rest]
    seasonal = {s for c in declared.terms.categories for s in c.sectors}
    series = {s: f"{WORKERS}[sector={s}]" for s in named}
    apart = [f"{WORKERS}[category={c.id}]" for c in declared.terms.categories if c.sectors]
    days = set.intersection(*(set(found.periods(one, later=True)) for one in (*series.values(), WORKERS, *apart)))
    if not days:
        raise CannotCompute("quota-no-figure", where=WORKERS, fix="--needs", name=f"{WORKERS} (sector)")
    # Before the first such day its shares are the nearest that there are.
    day = max((d for d in days if d[:4] <= found.year), default=min(days))
    counts = {s: found.at(one, day) for s, one in series.items()}
    total, season = found.at(WORKERS, day), sum(found.at(one, day) for one in apart)
    for sector in seasonal & set(counts):
        counts[sector] = max(0.0, counts[sector] - season)
    if declared.rest:
        counts[declared.rest] = max(0.0, total - season - sum(counts.values()))
    whole = sum(counts.values())
    return {s: v / whole for s, v in counts.items()}


def _national(found: Figures, category: str, inside: bool) -> tuple[float, float, float]:
    series = f"{WORKERS}[category={category}]"
    stock = found.newest(series)[1]
    if not inside:
        highest = max((found.at(series, p) for p in found.periods(series)), default=np.nan)
        return _rising(stock, stock, highest, series)
    years = range(min(first_year(found.run), int(found.year)), int(found.year) + 1)
    quotas = [found.at(one, str(y)) for y in years if (one := by_category(found.run, str(y), category))]
    known = [q for q in quotas if not np.isnan(q)]
    if not known:
        known = [stock]
    return _rising(stock, known[-1], max(known), series)


def _rising(low: float, need: float, high: float, series: str) -> tuple[float, float, float]:
    known = [v for v in (low, need, high) if not np.isnan(v)]
    if not known:
        raise CannotCompute("quota-no-figure", where=series, fix="--needs", name=series)
    need = need if not np.isnan(need) else known[-1]
    return min([need, *known[:1]]), need, max([need, *known])


def _before(found: Figures, category: str) -> float:
    """The last published quota of a category before the year."""
    for year in range(int(found.year) - 1, first_year(found.run) - 1, -1):
        if series := by_category(found.run, str(year), category):
            return found.at(series, str(year))
    return np.nan


def series_of(indicator: str, dimensions: str) -> str:
    """An indicator with its dimensions as a series."""
    return f"{indicator}[{dimensions}]" if dimensions else indicator


def versions(run: Runner, indicator: str) -> list[tuple[str, str]]:
    """(year, dimensions) of each figure of the country that has no dimension but the version, the newest last."""
    known = {(year, d) for d, year in _of_country(run, indicator) if set(parse_dimensions(d)) <= {"version"}}
    return in_order(run, known)


def in_order(run: Runner, known: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Figures by year, then by version as they came."""
    return sorted(known, key=lambda one: (one[0], *_rank(run, one[1])))


def by_category(run: Runner, year: str, category: str) -> str:
    """The series of the last version of a category's quota in a year; empty if none is published."""
    known = [d for d, period in _of_country(run, QUOTA) if period == year and _category(d) == category]
    return series_of(QUOTA, max(known, key=lambda d: _rank(run, d))) if known else ""


def categories(run: Runner, year: str) -> dict[str, str]:
    """Categories whose national quota is published in a year, each with the series of its last version."""
    known = sorted({_category(d) for d, period in _of_country(run, QUOTA) if period == year} - {""})
    return {category: by_category(run, year, category) for category in known}


def first_year(run: Runner) -> int:
    """The first year whose national quota is published by category, or else at all; far off if none is."""
    years = [int(period) for dimensions, period in _of_country(run, QUOTA) if _category(dimensions)]
    return min(years or [int(period) for _, period in _of_country(run, QUOTA)], default=dt.MAXYEAR)


def _category(dimensions: str) -> str:
    """The category that a figure is of alone, whatever its version; empty if it is of anything else."""
    parts = parse_dimensions(dimensions)
    return parts.get("category", "") if set(parts) <= {"category", "version"} else ""


def _of_country(run: Runner, indicator: str) -> list[tuple[str, str]]:
    """(dimensions, year) of each yearly figure of the country; none for an indicator that the pack lacks."""
    pack = run.store.pack
    if indicator not in pack.indicators:
        return []
    return [(d, period) for d, area, period in run.stated(indicator) if area == pack.country and len(period) == 4]


def _rank(run: Runner, dimensions: str) -> tuple[int, str]:
    """When a version came: one without a name first, those that the pack lists in their order, others last by name."""
    order = run.once("quota versions", lambda: version_order(run.store.pack))
    version = parse_dimensions(dimensions).get("version", "")
    if not version:
        return -1, ""
    return (order.index(version) if version in order else len(order)), version

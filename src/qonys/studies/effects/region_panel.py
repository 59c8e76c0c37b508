"""Series of regions in comparable units over many years: the grid that effects are estimated on.

How this works. Units that no change of borders has cut within the span are groups of units of
each division. Counts of a group are sums over its units of the division in force; rates are
means weighted by their own denominator of that year, or by people. Net migration is the
published figure, else what population accounts imply: never in a year in which a census moved
the accounts, and changes of borders inside a group cancel out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qonys.errors import BadInput
from qonys.migration import AccountTerms, accounts
from qonys.model import Call, Kind
from qonys.model.grid import Grid
from qonys.model.result import Codes, Figures, Floats, Result, worst_codes
from qonys.model.specification import STABLE
from qonys.packs.space import read_centres
from qonys.packs.studies import ACCOUNTS
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery
from qonys.store.panel import find_indicator, split_series
from qonys.studies.migration import gather as inputs

Labels = tuple[str, ...]
TERMS: Mapping[str, Labels] = {
    "people": ("start", "end"),
    "natural": ("natural",),
    "internal": ("internal",),
    "external": ("external",),
    "net_migration": ("net_migration", "net_implied"),
}
"""Series that accounts give, and the measures of an account that each is made of."""


@dataclass(frozen=True)
class Era:
    """Years of one division, and the units that make up each group."""

    borders: int
    years: Labels
    units: tuple[Labels, ...]
    estimates: bool

    @property
    def areas(self) -> Labels:
        """All units."""
        return tuple(unit for group in self.units for unit in group)


def grid(run: Runner, series: Sequence[str], span: tuple[int, int], borders: int) -> Grid:
    """Series over a span of years in comparable units, made once.

    Parameters
    ----------
    series : indicators with their dimensions, or `accounts.` with people, natural, net_migration, internal, external
    span : first and last year
    borders : year of a division (where it cuts a figure, a marked estimate stands), or STABLE
    """
    chosen = tuple(sorted(set(series)))
    return run.once(("grid", chosen, span, borders), lambda: _grid(run, chosen, span, borders))


def _grid(run: Runner, series: Labels, span: tuple[int, int], borders: int) -> Grid:
    groups, eras = divided(run, span, borders)
    columns: dict[str, Floats] = {}
    codes: dict[str, Codes] = {}
    for name in series:
        parts = [_merged(run, name, era) for era in eras]
        columns[name] = np.concatenate([p.values for p in parts], axis=1)
        codes[name] = np.concatenate([p.status for p in parts], axis=1)
    years = tuple(year for era in eras for year in era.years)
    return Grid(tuple("+".join(g) for g in groups), years, columns, codes, {}, _places(run, groups))


def divided(run: Runner, span: tuple[int, int], borders: int) -> tuple[tuple[Labels, ...], tuple[Era, ...]]:
    """Comparable units as groups of codes of one division, and their units in each division of the span."""
    lineage = run.store.pack.lineage
    first, last = span
    years = tuple(str(year) for year in range(first, last + 1))
    if borders != STABLE:
        alone = tuple((code,) for code in run.store.pack.regions(borders))
        return alone, (Era(borders, years, alone, True),)
    order = {code: i for i, code in enumerate(run.store.pack.areas)}
    groups = sorted(lineage.stable_units(first, last), key=lambda g: order[g[0]])
    land = [frozenset().union(*(lineage.division(last)[code] for code in group)) for group in groups]
    eras = []
    for era in sorted({lineage.era(int(year)) for year in years}):
        division = lineage.division(era)
        inside = tuple(tuple(code for code in order if code in division and division[code] <= g) for g in land)
        eras.append(Era(era, tuple(y for y in years if lineage.era(int(y)) == era), inside, False))
    return tuple(groups), tuple(eras)


def _merged(run: Runner, series: str, era: Era) -> Figures:
    """A series by group in one era (group, year)."""
    if series.startswith(ACCOUNTS):
        figures, weights = _account(run, series.removeprefix(ACCOUNTS), era), None
    else:
        figures = _figures(run, series, era)
        weights = _weights(run, series, era)
    place = {unit: i for i, unit in enumerate(era.areas)}
    rows = [[place[unit] for unit in group] for group in era.units]
    values = np.stack([_one(figures.values[at], None if weights is None else weights[at]) for at in rows])
    status = np.stack([worst_codes(*figures.status[at]) if len(at) > 1 else figures.status[at[0]] for at in rows])
    if weights is not None:
        status = np.where(np.array([len(at) > 1 for at in rows])[:, None] & ~np.isnan(values), "E", status)
    return Figures(values, np.where(np.isnan(values), "", status))


def _one(values: Floats, weights: Floats | None) -> Floats:
    """A group's figure (year,): the sum of its units, or their weighted mean; nan if one of them has none."""
    if len(values) == 1:
        alone: Floats = values[0]
        return alone
    if weights is None:
        total: Floats = values.sum(axis=0)
        return total
    mean: Floats = (values * weights).sum(axis=0) / weights.sum(axis=0)
    return mean


def _figures(run: Runner, series: str, era: Era) -> Figures:
    query = PanelQuery((series,), era.areas, era.years, era.borders, estimates=era.estimates)
    return run.figures(query, series)


def _weights(run: Runner, series: str, era: Era) -> Floats | None:
    """What a rate of a group is weighted by; none for counts, which are summed."""
    indicator = find_indicator(run.store.pack, split_series(series)[0])
    if indicator.kind not in (Kind.RATE, Kind.INDEX) and "area" in indicator.additive:
        return None
    own = indicator.denominator or ""
    if own in run.store.pack.indicators and own != "population_mean":
        found = _figures(run, own, era).values
        if not np.isnan(found).all():
            return found
    return _account(run, "people", era).values


def _account(run: Runner, part: str, era: Era) -> Figures:
    """A part of the accounts of units (unit, year)."""
    if part not in TERMS:
        raise BadInput("effect-account", where=ACCOUNTS + part, fix=", ".join(TERMS), name=part)
    result = _accounts(run, era)
    at = [result.axes["area"].index(area) for area in era.areas]
    position = result.axes["measure"].index
    taken = [Figures(result.values[position(m)][at], result.status[position(m)][at]) for m in TERMS[part]]
    if part == "people":
        mid = (taken[0].values + taken[1].values) / 2
        return Figures(mid, worst_codes(taken[0].status, taken[1].status))
    if part != "net_migration":
        return taken[0]
    published, implied = taken
    moved = np.array([year in _census_years(run) for year in era.years])
    values = np.where(np.isnan(published.values) & ~moved, implied.values, published.values)
    status = np.where(np.isnan(published.values), np.where(np.isnan(values), "", "E"), published.status)
    return Figures(values, status)


def _accounts(run: Runner, era: Era) -> Result:
    key = ("accounts of units", era.borders, era.years, era.estimates)
    if era.estimates:
        return run.once(key, lambda: accounts(Call("accounts"), _estimated_terms(run, era)))
    return run.once(
        key, lambda: accounts(Call("accounts"), inputs.account_terms(run, era.areas, era.years, era.borders))
    )


def _estimated_terms(run: Runner, era: Era) -> AccountTerms:
    """Terms of accounts in one division; where it cuts a figure, a marked estimate."""
    query = PanelQuery(inputs.TERMS, era.areas, era.years, era.borders, estimates=True)
    end = PanelQuery(inputs.TERMS[:1], era.areas, inputs.later(era.years), era.borders, estimates=True)
    start, births, deaths, net, internal = (run.figures(query, name) for name in inputs.TERMS)
    after = run.figures(end, inputs.TERMS[0])
    return AccountTerms(era.areas, era.years, start, births, deaths, net, internal, after, after)


def _census_years(run: Runner) -> frozenset[str]:
    """Years in which a census moved the country's account."""
    pack = run.store.pack
    return frozenset(k.period for k in pack.residuals if k.cause == "census" and k.area == pack.country)


def _places(run: Runner, groups: tuple[Labels, ...]) -> dict[str, tuple[float, float]]:
    """Where groups lie: the mean of the centres of their units, degrees of latitude and longitude."""
    centres = read_centres(run.store.pack)
    found = {}
    for group in groups:
        known = np.array([centres[code] for code in group if code in centres])
        if len(known) == len(group):
            latitude, longitude = known.mean(axis=0)
            found["+".join(group)] = (float(latitude), float(longitude))
    return found


def series_behind(run: Runner, series: Sequence[str]) -> Labels:
    """The series of the pack that series of a grid are made of, with those that weigh them."""
    indicators = run.pack.indicators
    own = [name for name in series if not name.startswith(ACCOUNTS)]
    weights = [indicators[split_series(name)[0]].denominator or "" for name in own]
    return (*own, *weights, *inputs.TERMS)

"""Figures of a framework's criteria from panels of the store, as the tables that an index is built from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qonys.errors import CannotCompute, NotFound
from qonys.model import Criterion, Framework, Kind, Span
from qonys.model.result import Floats, worst_codes
from qonys.packs.frameworks import find_framework
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery
from qonys.store.panel import find_indicator, split_series
from qonys.studies.migration.gather import PEOPLE
from qonys.wellbeing.filling import yearly_change
from qonys.wellbeing.kernels.errors import irregular_error, poisson_error
from qonys.wellbeing.kernels.imputation import Origin
from qonys.wellbeing.pipeline import Built, Table, build, comparable, divisors

Labels = tuple[str, ...]


def framework_of(run: Runner, name: str) -> Framework:
    """A framework of the pack, read once."""
    return run.declared(f"frameworks/{name}.toml", lambda: find_framework(run.pack, name))


def span_of(framework: Framework, name: str) -> Span:
    """A span of years of a framework.

    Raises
    ------
    NotFound
        If it has none of this name.
    """
    span = framework.span(name)
    if span is None:
        known = ", ".join(s.id for s in framework.spans)
        raise NotFound("span-not-found", where=framework.where, fix=known, name=name)
    return span


def built(run: Runner, name: str, span: str) -> Built:
    """The index of a framework over a span, made once."""
    framework = framework_of(run, name)
    return run.once(("built", name, span), lambda: build(table_of(run, framework, span_of(framework, span)), framework))


def newest_years(run: Runner, name: str, span: str) -> tuple[str, ...]:
    """For each criterion the newest year in which half of the regions have a figure; empty if there is none."""
    made = built(run, name, span)
    given = (made.filled.origin == Origin.GIVEN).mean(axis=1) >= 0.5
    known = [[y for y, is_given in zip(made.table.periods, column, strict=True) if is_given] for column in given.T]
    return tuple(years[-1] if years else "" for years in known)


def table_of(run: Runner, framework: Framework, span: Span) -> Table:
    """Figures of all regions of a span's division, in its borders; where these cut a figure, a marked estimate.

    Errors are judged on the longest span of the framework: what its series do from year to year.
    """
    areas = run.store.pack.regions(span.borders)
    values, status = _values(run, framework, span, areas)
    divisors, by, per = _divisors(run, framework, span, areas)
    table = Table(areas, span.years, values, status, divisors, by, per)
    longest = run.once(("longest", framework.id), lambda: _longest(run, framework, span, table))
    return replace(
        table, error=_errors(run, framework, span, table, irregular_error(longest)), change=yearly_change(longest)
    )


def series_query(series: Labels, areas: Labels, span: Span) -> PanelQuery:
    """The panel of series over a span; what borders cut is estimated."""
    return PanelQuery(series, areas, span.years, span.borders, estimates=True)


def _values(run: Runner, framework: Framework, span: Span, areas: Labels) -> tuple[Floats, np.ndarray]:
    series = tuple(dict.fromkeys(c.series for c in framework.criteria))
    panel = run.panel(series_query(series, areas, span))
    values = np.stack([panel[c.series].T for c in framework.criteria], axis=-1)
    status = np.stack([panel.status_of(c.series).T for c in framework.criteria], axis=-1)
    if np.isnan(values).all():
        raise CannotCompute("no-figures", where=framework.where, fix="other years, or a later --as-of")
    return values, status


def _divisors(
    run: Runner, framework: Framework, span: Span, areas: Labels
) -> tuple[Floats, tuple[int | None, ...], Floats]:
    """Denominators (period, unit, divisor): figures of the regions, or their mean for relative criteria."""
    columns: dict[tuple[str, bool], Floats] = {}
    by: list[int | None] = []
    for c in framework.criteria:
        key = (c.series, True) if c.relative else (c.denominator, False)
        if not key[0]:
            by.append(None)
            continue
        if key not in columns:
            figures = run.panel(series_query((key[0],), areas, span))[key[0]].T
            columns[key] = _mean_of_regions(run, figures, areas, span) if c.relative else figures
        by.append(list(columns).index(key))
    stacked = np.stack(list(columns.values()), axis=-1) if columns else np.ones((len(span.years), len(areas), 1))
    per = np.array([1.0 if c.events else c.per for c in framework.criteria])
    return stacked, tuple(by), per


def _mean_of_regions(run: Runner, figures: Floats, areas: Labels, span: Span) -> Floats:
    """The mean of the regions that have a figure, weighted by people: what a resident of the country has."""
    people = run.panel(series_query((PEOPLE,), areas, span))[PEOPLE].T
    weights = np.where(np.isnan(figures) | np.isnan(people), 0.0, people)
    total = weights.sum(axis=1, keepdims=True)
    summed = np.nansum(figures * weights, axis=1, keepdims=True)
    mean = np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0)
    return np.broadcast_to(mean, figures.shape)


def _errors(run: Runner, framework: Framework, span: Span, table: Table, judged: Floats) -> Floats:
    """Standard deviation of comparable figures: declared, by chance of events, or judged from the longest series."""
    error, divisor = np.broadcast_to(judged, table.values.shape).copy(), divisors(table)
    for i, c in enumerate(framework.criteria):
        if c.error is not None:
            error[..., i] = c.error / divisor[..., i]
        elif c.events:
            base = run.panel(series_query((c.events,), table.units, span))[c.events].T
            error[..., i] = poisson_error(table.values[..., i], base, _per(run, c)) / divisor[..., i]
    return error


def _longest(run: Runner, framework: Framework, span: Span, table: Table) -> Floats:
    """Comparable figures of the longest span: what the series do from year to year."""
    longest = max(framework.spans, key=lambda s: s.last - s.first)
    if longest is span:
        return comparable(table)
    areas = run.store.pack.regions(longest.borders)
    values, status = _values(run, framework, longest, areas)
    divisors, by, per = _divisors(run, framework, longest, areas)
    return comparable(Table(areas, longest.years, values, status, divisors, by, per))


def _per(run: Runner, criterion: Criterion) -> float:
    """What a rate of events is per: the criterion's own, else the unit's number."""
    if criterion.per != 1:
        return criterion.per
    own = find_indicator(run.store.pack, split_series(criterion.series)[0])
    if own.kind is Kind.RATE and own.per != 1:
        return own.per
    digits = [part for part in own.unit.split("_") if part.isdigit()]
    if not digits:
        raise CannotCompute("no-per", where=criterion.id, fix="per = 1000", name=criterion.id)
    return float(digits[0])


def worst_status(table: Table) -> np.ndarray:
    """Worst status of a unit's figures in a period, (period, unit)."""
    return worst_codes(*np.moveaxis(table.status, -1, 0))

"""Figures of published series: by date, by part, by region, by year; none where too little is published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from qonys.comparisons import (
    Aggregate,
    Candidate,
    Declared,
    Item,
    Kind,
    Newest,
    Refusal,
    Why,
    change,
    newest,
    superlative,
)
from qonys.model import Period
from qonys.report.blocks import Chart, Figure, Finding, Mark, Row, Severity
from qonys.report.chapters.compared import kept, member, told
from qonys.report.chapters.context import Context, span
from qonys.report.chapters.labour.newest import newest_parts, parts_of
from qonys.report.chapters.parts import ordered, period_rows, row, shown, sources_of
from qonys.studies.quota.gather import in_order, series_of
from qonys.text import Message, PlaceName, say

LEAST_AREAS = 3
"""So many regions make a figure."""
SPAN = re.compile(r"span=y(\d{4})_(\d{4})")
"""A sum over several years, as packs write it."""


def _figure(context: Context, indicator: str, mark: Mark, rows: list[Row], title: Message, *notes: Message) -> Figure:
    unit = context.pack.indicators[indicator].unit
    claims = [r.claim for r in rows if r.claim is not None]
    name = say(f"indicator-{indicator}")
    return Figure(
        indicator.replace("_", "-"),
        title,
        Chart(mark, tuple(rows), unit),
        say("lab-alt", indicator=name),
        sources_of(context.run, claims),
        notes,
    )


def by_date(context: Context, indicator: str, dimension: str) -> Figure | None:
    """The whole by date, in its parts where a date has them all."""
    parts = parts_of(context, indicator, dimension)
    if not parts:
        return None
    dates = [p for p in sorted(set().union(*parts.values())) if len(p) == 10]
    full = [d for d in dates if sum(d in periods for periods in parts.values()) >= max(len(parts) - 1, 2)]
    if not full:
        return None
    series = {c: f"{indicator}[{dimension}={c}]" for c, periods in parts.items() if set(full) & set(periods)}
    where = {"area": context.country}
    result = context.figures(*series.values(), areas=(context.country,), periods=tuple(full))
    label = {c: say(f"code-{dimension}-{c}") for c in series}
    rows = [
        r
        for c, measure in series.items()
        for r in period_rows(result, full, label[c], measure=measure, **where)
        if r.value is not None
    ]
    last = (member(result, label[c], measure=s, period=full[-1], **where) for c, s in series.items())
    said = {"top": superlative(Declared(Kind.PARTS, tuple(last)))}
    name, date = say(f"indicator-{indicator}"), Period.parse(full[-1])
    title = told(context, "lab-by-date-title", said, say("lab-figure-plain", indicator=name), indicator=name, date=date)
    return _figure(context, indicator, Mark.STACKED, rows, title, say("lab-note-season"))


def breakdown(context: Context, indicator: str, dimension: str, counts: str = "") -> Figure | None:
    """The parts of a whole at the newest date that has at least three of them."""
    found = kept(context, f"{indicator}-by-{dimension}", newest_parts(context, indicator, dimension, counts))
    if found is None:
        return None
    label = {part.code: say(f"code-{dimension}-{part.code}") for part in found.parts}
    declared = Declared(Kind.PARTS, tuple(member(found.result, label[p.code], **p.cell) for p in found.parts))
    by_size = sorted(found.parts, key=lambda p: -found.result.value(**p.cell))
    rows = [row(found.result, label[p.code], **p.cell) for p in by_size]
    name = say(f"indicator-{indicator}")
    title = told(
        context, "lab-breakdown-title", {"top": superlative(declared)}, say("lab-figure-plain", indicator=name),
        indicator=name, period=found.chosen.period,
    )  # fmt: skip
    drawn = _figure(context, indicator, Mark.BARS, rows, title, *_notes(found.chosen, computed=found.computed))
    unit = found.result.units[found.parts[0].cell["measure"]]
    chart = replace(drawn.chart, unit=unit)
    return replace(drawn, id=f"{drawn.id}-by-{dimension.replace('_', '-')}", chart=chart)


def _notes(chosen: Newest, *, computed: bool) -> Iterable[Message]:
    """How shares were made, and why newer figures are not shown."""
    if computed:
        yield say("lab-note-share")
    if chosen.passed:
        yield say("lab-note-newer", newer=chosen.passed[0].period, lacks=say(f"lab-lacks-{chosen.passed[0].lacks}"))


def by_area(context: Context, indicator: str) -> Figure | None:
    """Regions at the last date that has at least three of them."""
    if not context.has(indicator):
        return None
    areas_of: dict[str, list[str]] = {}
    for dimensions, area, period in context.run.stated(indicator):
        if not dimensions and area in context.regions:
            areas_of.setdefault(period, []).append(area)
    few = "regions"
    chosen = newest(Candidate(Period.parse(p), "" if len(a) >= LEAST_AREAS else few) for p, a in areas_of.items())
    if isinstance(chosen, Refusal):
        context.ledger.note(f"{indicator}-by-area", chosen)
        return None
    when = chosen.period.code
    areas = tuple(areas_of[when])
    result = context.figures(indicator, areas=areas, periods=(when,))
    at = {"measure": indicator, "period": when}
    every = Declared(
        Kind.AREAS, tuple(member(result, PlaceName(a), area=a, **at) for a in areas), all=len(context.regions)
    )
    rows = [row(result, PlaceName(a), area=a, **at) for a in ordered(result, areas, **at)]
    name = say(f"indicator-{indicator}")
    title = told(
        context, "lab-area-title", {"top": superlative(every)}, say("lab-figure-plain", indicator=name),
        indicator=name, period=chosen.period,
    )  # fmt: skip
    return _figure(context, indicator, Mark.BARS, rows, title, say("lab-note-some-regions"))


def yearly(context: Context, indicator: str) -> Figure | None:
    """A yearly series of the country; of a year with several versions the last, the others as its interval."""
    every = versions_by_year(context, indicator)
    if len(every.known) < 2:
        return None
    last = every.known[-1]
    assert last.claim is not None
    years = {str(item.label): item for item in every.items}
    rows = [_bar(years.get(y), y) for y in span(min(years), max(years))]
    name, versions = say(f"indicator-{indicator}"), _versions(context, indicator)
    count = len(versions[str(last.label)])
    version = say("lab-yearly-version", count=count) if count > 1 else say("cmp-none")
    title = told(
        context, "lab-yearly-title", {"high": superlative(every)}, say("lab-figure-plain", indicator=name),
        indicator=name, last=last.claim, last_year=_year(last), version=version,
    )  # fmt: skip
    notes = (say("lab-note-version"),) if any(len(v) > 1 for v in versions.values()) else ()
    return _figure(context, indicator, Mark.COLUMNS, rows, title, *notes)


def _bar(item: Item | None, year: str) -> Row:
    if item is None or item.claim is None:
        return Row(Period.parse(year), None)
    return Row(Period.parse(year), item.value, None, item.claim)


def _year(item: Item) -> Period:
    return Period.parse(str(item.label))


def _versions(context: Context, indicator: str) -> dict[str, list[str]]:
    """Series of the whole by year, the last version last; a span of years is no year."""
    if not context.has(indicator):
        return {}
    known = {
        (period, dimensions)
        for dimensions, area, period in context.run.stated(indicator)
        if area == context.country and len(period) == 4 and _whole(dimensions)
    }
    found: dict[str, list[str]] = {}
    for year, dimensions in in_order(context.run, known):
        found.setdefault(year, []).append(series_of(indicator, dimensions))
    return found


def _whole(dimensions: str) -> bool:
    return not dimensions or (dimensions.startswith("version=") and ";" not in dimensions)


def versions_by_year(context: Context, indicator: str) -> Declared:
    """The years of a series as a set, with the sums over several years that are known besides."""
    items = []
    for year, series in _versions(context, indicator).items():
        result = context.figures(*series, areas=(context.country,), periods=(year,))
        at = {"area": context.country, "period": year}
        values = [result.value(measure=s, **at) for s in series]
        items.append(Item.of_versions(Period.parse(year), values, shown(result, measure=series[-1], **at).claim))
    return Declared(Kind.YEARS, tuple(items), aggregates=_sums(context, indicator, {str(i.label) for i in items}))


def _sums(context: Context, indicator: str, known: set[str]) -> tuple[Aggregate, ...]:
    """Sums over spans of years (`span=y2004_2008`) that hold a year without a figure of its own."""
    found = []
    for dimensions, area, period in context.run.stated(indicator) if context.has(indicator) else ():
        spanned = SPAN.fullmatch(dimensions)
        if spanned is None or area != context.country:
            continue
        years = span(*spanned.groups())
        if not set(years) <= known:
            series = series_of(indicator, dimensions)
            result = context.figures(series, areas=(area,), periods=(period,))
            claim = shown(result, measure=series, area=area, period=period).claim
            label = say(f"code-span-{dimensions.removeprefix('span=')}")
            found.append(Aggregate(label, claim.value, len(years), claim))
    return tuple(found)


def fell(context: Context, indicator: str) -> Finding | None:
    """The last year below the most of the years known; known sums over other years are said with it."""
    every = versions_by_year(context, indicator)
    high = kept(context, "lab-returnees-fell", superlative(every, named=1))
    if high is None:
        return None
    if high.first is every.known[-1]:
        context.ledger.note("lab-returnees-fell", Refusal(Why.NOT_MET))
        return None
    course = kept(context, "lab-returnees-fell", change(high.first, every.known[-1]))
    return None if course is None else Finding(Severity.NOTABLE, say("lab-returnees-fell", fall=course, high=high))

"""Figures of published series: by date, by part, by region, by year; none where too little is published."""

from __future__ import annotations

from dataclasses import replace

from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Chart, Figure, Mark, Row
from qonys.report.chapters.context import Context, span
from qonys.report.chapters.parts import period_rows, row, shown, sources_of
from qonys.text import Message, PlaceName, say


def parts_of(context: Context, indicator: str, dimension: str) -> dict[str, tuple[str, ...]]:
    """Periods of the country by code of one dimension, other dimensions left out."""
    found: dict[str, list[str]] = {}
    if context.has(indicator):
        for dimensions, area, period in context.run.stated(indicator):
            name, _, code = dimensions.partition("=")
            if area == context.country and name == dimension and ";" not in dimensions:
                found.setdefault(code, []).append(period)
    return {code: tuple(periods) for code, periods in found.items()}


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
    codes = [code for code, periods in parts.items() if set(full) & set(periods)]
    where = {"area": context.country}
    result = context.figures(
        *(f"{indicator}[{dimension}={c}]" for c in codes), areas=(context.country,), periods=tuple(full)
    )
    rows = [
        r
        for code in codes
        for r in period_rows(
            result, full, say(f"code-{dimension}-{code}"), measure=f"{indicator}[{dimension}={code}]", **where
        )
        if r.value is not None
    ]
    last = full[-1]
    largest = max(
        (c for c in codes if last in parts[c]), key=lambda c: _value(result, indicator, dimension, c, last, context)
    )
    title = say(
        "lab-by-date-title",
        indicator=say(f"indicator-{indicator}"),
        code=say(f"code-{dimension}-{largest}"),
        value=shown(result, measure=f"{indicator}[{dimension}={largest}]", period=last, **where),
        date=Period.parse(last),
    )
    return _figure(context, indicator, Mark.STACKED, rows, title, say("lab-note-season"))


def _value(result: Result, indicator: str, dimension: str, code: str, period: str, context: Context) -> float:
    return result.value(measure=f"{indicator}[{dimension}={code}]", area=context.country, period=period)


def breakdown(context: Context, indicator: str, dimension: str) -> Figure | None:
    """The parts of a whole at the last date that has at least three of them."""
    parts = parts_of(context, indicator, dimension)
    periods = sorted({p for known in parts.values() for p in known if sum(p in k for k in parts.values()) >= 3})
    if not periods:
        return None
    last = max(periods, key=lambda p: Period.parse(p).last)
    codes = [code for code, known in parts.items() if last in known]
    result = context.figures(
        *(f"{indicator}[{dimension}={c}]" for c in codes), areas=(context.country,), periods=(last,)
    )
    codes.sort(key=lambda c: -_value(result, indicator, dimension, c, last, context))
    rows = [
        row(
            result,
            say(f"code-{dimension}-{c}"),
            measure=f"{indicator}[{dimension}={c}]",
            area=context.country,
            period=last,
        )
        for c in codes
    ]
    title = say(
        "lab-breakdown-title",
        indicator=say(f"indicator-{indicator}"),
        code=say(f"code-{dimension}-{codes[0]}"),
        value=shown(result, measure=f"{indicator}[{dimension}={codes[0]}]", area=context.country, period=last),
        period=Period.parse(last),
    )
    drawn = _figure(context, indicator, Mark.BARS, rows, title)
    return replace(drawn, id=f"{drawn.id}-by-{dimension.replace('_', '-')}")


def by_area(context: Context, indicator: str) -> Figure | None:
    """Regions at the last date that has at least three of them."""
    if not context.has(indicator):
        return None
    known = [(a, p) for d, a, p in context.run.stated(indicator) if not d]
    areas_of: dict[str, list[str]] = {}
    for area, period in known:
        areas_of.setdefault(period, []).append(area)
    periods = [p for p, areas in areas_of.items() if len([a for a in areas if a in context.regions]) >= 3]
    if not periods:
        return None
    last = max(periods, key=lambda p: Period.parse(p).last)
    areas = tuple(a for a in areas_of[last] if a in context.regions)
    result = context.figures(indicator, areas=areas, periods=(last,))
    ordered = sorted(areas, key=lambda a: -result.value(measure=indicator, area=a, period=last))
    rows = [row(result, PlaceName(a), measure=indicator, area=a, period=last) for a in ordered]
    title = say(
        "lab-area-title",
        indicator=say(f"indicator-{indicator}"),
        area=PlaceName(ordered[0]),
        value=shown(result, measure=indicator, area=ordered[0], period=last),
        period=Period.parse(last),
    )
    return _figure(context, indicator, Mark.BARS, rows, title, say("lab-note-some-regions"))


def yearly(context: Context, indicator: str) -> Figure | None:
    """A yearly series of the country."""
    years = context.years(indicator, (context.country,)) if context.has(indicator) else ()
    if len(years) < 2:
        return None
    every = span(years[0], years[-1])
    result = context.figures(indicator, areas=(context.country,), periods=every)
    rows = list(period_rows(result, every, measure=indicator, area=context.country))
    high = max(years, key=lambda y: result.value(measure=indicator, area=context.country, period=y))
    title = say(
        "lab-yearly-title",
        indicator=say(f"indicator-{indicator}"),
        last=shown(result, measure=indicator, area=context.country, period=years[-1]),
        last_year=Period.parse(years[-1]),
        high=shown(result, measure=indicator, area=context.country, period=high),
        high_year=Period.parse(high),
    )
    return _figure(context, indicator, Mark.COLUMNS, rows, title)

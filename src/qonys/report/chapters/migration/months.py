"""Months: when people move within the country, and breaks in the count of moves."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from qonys.comparisons import Declared, End, Kind, Refusal, Why, superlative
from qonys.errors import CannotCompute
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chart, Figure, Finding, Mark, Row, Section, Severity, Table
from qonys.report.chapters.compared import member, told, years_set
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, period_rows, shown, sources_of, table_cell
from qonys.text import Argument, Message, PlaceName, Sign, say


def months_of(context: Context) -> tuple[str, ...]:
    """The twelve months of the last year that has them all; empty if none has."""
    if not context.has("net_migration_internal"):
        return ()
    known = context.months("net_migration_internal")
    for year in sorted({m[:4] for m in known}, reverse=True):
        months = tuple(f"{year}-{m:02d}" for m in range(1, 13))
        if set(months) <= set(known):
            return months
    return ()


def section(context: Context) -> Section | None:
    """Heat map of net moves by month and region; the season of all moves."""
    months = months_of(context)
    if not months:
        return None
    blocks: list[Block] = [_season(context, months)]
    if context.is_country:
        blocks.insert(0, _heat(context, months))
    else:
        blocks.insert(0, _own(context, months))
    found = jumps(context)
    blocks += [found] if found is not None else []
    return Section("months", say("mig-months"), tuple(blocks))


def net_by_month(context: Context, months: tuple[str, ...]) -> Result:
    """Net internal migration of each region and month."""
    return context.figures("net_migration_internal", areas=context.regions, periods=months)


def _heat(context: Context, months: tuple[str, ...]) -> Figure:
    result = net_by_month(context, months)
    measure = "net_migration_internal"
    totals = {a: sum(result.series(measure=measure, area=a).values()) for a in context.regions}
    by_total = sorted(totals, key=lambda a: -totals[a])
    rows: list[Row] = [r for a in by_total for r in period_rows(result, months, PlaceName(a), measure=measure, area=a)]
    year = Period.parse(months[0][:4])
    cells = (member(result, _cell(result, a, m), measure=measure, area=a, period=m)
             for a in context.regions for m in months)  # fmt: skip
    low = superlative(Declared(Kind.CELLS, tuple(cells)), End.LEAST, needs=-1)
    return Figure(
        "months-heat",
        told(context, "mig-months-title", {"low": low}, say("mig-months-title-plain", year=year)),
        Chart(Mark.HEAT, tuple(rows), "persons", diverging=True),
        say("mig-months-alt", year=Period.parse(months[0][:4])),
        sources_of(context.run, [r.claim for r in rows if r.claim is not None]),
        (say("mig-note-internal"),),
    )


def _cell(result: Result, area: str, month: str) -> Message:
    """A region and a month with its number, as one label."""
    cell = {"measure": "net_migration_internal", "area": area, "period": month}
    net: Argument = shown(result, Sign.ALWAYS, **cell) if result.has(**cell) else ""
    return say("mig-area-month", area=PlaceName(area), month=Period.parse(month), net=net)


def _own(context: Context, months: tuple[str, ...]) -> Figure:
    result = net_by_month(context, months)
    measure, area, year = "net_migration_internal", context.area, Period.parse(months[0][:4])
    rows = period_rows(result, months, measure=measure, area=area)
    every = replace(years_set(result, months, Sign.ALWAYS, measure=measure, area=area), kind=Kind.MONTHS, detail=year)
    ends = {"low": superlative(every, End.LEAST), "high": superlative(every)}
    plain = say("mig-months-own-title-plain", area=PlaceName(area), year=year)
    return Figure(
        "months-own",
        told(context, "mig-months-own-title", ends, plain, area=PlaceName(area)),
        Chart(Mark.COLUMNS, rows, "persons", diverging=True),
        say("mig-months-own-alt", area=PlaceName(area), year=Period.parse(months[0][:4])),
        sources_of(context.run, [r.claim for r in rows if r.claim is not None]),
        (say("mig-note-internal"),),
    )


def _season(context: Context, months: tuple[str, ...]) -> Figure:
    areas = (context.area,)
    flow = "departures_internal"
    result = context.run("migration.season", series=(flow,), areas=areas, periods=months, borders=int(context.year))
    rows = period_rows(result, months, measure="ratio", area=context.area)
    year = Period.parse(months[0][:4])
    every = replace(years_set(result, months, measure="ratio", area=context.area), kind=Kind.MONTHS, detail=year)
    ends = {"high": superlative(every), "low": superlative(every, End.LEAST)}
    plain = say("mig-season-title-plain", area=PlaceName(context.area), year=year)
    return Figure(
        "season",
        told(context, "mig-season-title", ends, plain, area=PlaceName(context.area)),
        Chart(Mark.COLUMNS, rows, "ratio"),
        say("mig-season-alt", year=Period.parse(months[0][:4])),
        sources_of(context.run, [r.claim for r in rows if r.claim is not None]),
        (say("mig-note-internal"), say("mig-note-one-year")),
    )


def _jump(context: Context, pair: tuple[str, ...]) -> Result | None:
    """Moves of two years beside each other; none where fewer than two regions have both."""
    try:
        return context.run("migration.jump", areas=context.regions, periods=pair, borders=int(context.year))
    except CannotCompute:
        return None


def _registration_likely(context: Context, pair: tuple[str, ...]) -> bool:
    jump = _jump(context, pair)
    return jump is not None and jump.value(measure="registration_likely", area=context.regions[0]) == 1


def jumps(context: Context) -> Table | None:
    """How much moves changed from year to year in all regions, and how alike."""
    years = context.years("departures_internal", context.regions)
    found = [(pair, _jump(context, pair)) for pair in pairwise(years)]
    cells = tuple(
        (
            say("mig-jump-pair", first=Period.parse(first), last=Period.parse(last)),
            *(table_cell(result, measure=m, area=context.regions[0]) for m in EVIDENCE),
            say(f"mig-jump-{next(v for v in VERDICTS if result.value(measure=v, area=context.regions[0]) == 1)}"),
        )
        for (first, last), result in found
        if result is not None
    )
    if not cells:
        return None
    heads = (say("ui-period"), *(say(f"mig-jump-{m}") for m in EVIDENCE), say("mig-jump-verdict"))
    claims = claims_in(cell for line in cells for cell in line)
    return Table("jumps", say("mig-jumps-table"), heads, cells, sources_of(context.run, claims[:1]), None,
                 (say("mig-note-jump"),))  # fmt: skip


EVIDENCE = ("pooled", "low", "high", "scatter", "same_way", "effectiveness_before", "effectiveness_after")
"""What a jump of all regions is judged by."""
VERDICTS = ("registration_likely", "behaviour_possible", "no_jump", "cannot_tell")


def broken_after(context: Context, year: str) -> str:
    """The year before, if the count of moves likely changed between it and this one; empty if it did not."""
    years = context.years("departures_internal", context.regions)
    if year not in years or years.index(year) == 0:
        return ""
    pair = (years[years.index(year) - 1], year)
    return pair[0] if _registration_likely(context, pair) else ""


def break_finding(context: Context) -> Finding | None:
    """A jump of the number of moves between two years that points to the count, not to people."""
    years = context.years("departures_internal", context.regions)
    if len(years) < 2:
        return None
    pair = years[-2:]
    change = context.run(
        "change", series=("departures_internal",), areas=context.regions, periods=pair, borders=int(context.year)
    )
    period = "-".join(pair)
    if not _registration_likely(context, pair):
        context.ledger.note("mig-break", Refusal(Why.NOT_MET, {"years": period}))
        return None
    figures = context.figures("departures_internal", areas=context.regions, periods=pair)
    by_year = [figures.series(measure="departures_internal", period=year) for year in pair]
    rises = [by_year[1][area] > by_year[0][area] for area in context.regions]
    return Finding(
        Severity.IMPORTANT,
        say(
            "mig-break-everywhere" if all(rises) else "mig-break",
            before=shown(change, measure="before", period=period),
            after=shown(change, measure="after", period=period),
            change=shown(change, Sign.ALWAYS, measure="relative_change", period=period),
            first=Period.parse(pair[0]),
            last=Period.parse(pair[1]),
        ),
    )

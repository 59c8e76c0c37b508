"""What the growth of the population is made of, in regions and over the years."""

from __future__ import annotations

from qonys.comparisons import End, superlative
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chart, Figure, Finding, Label, Mark, Row, Section, Severity, Table
from qonys.report.chapters.compared import areas_set, told, years_set
from qonys.report.chapters.context import Context, span
from qonys.report.chapters.parts import area_rows, claims_in, ordered, period_rows, shown, sources_of, table_cell
from qonys.text import Message, PlaceName, Sign, say

PARTS = ("natural", "internal", "external", "boundary", "statistical")


def accounts(context: Context) -> Result:
    """The accounts of all areas in the borders of each year, as far as they go: the country's may end later."""
    years = context.years("births", (context.country,))
    return context.run("migration.accounts", periods=span(years[0], max(years[-1], context.year)))


def section(context: Context) -> Section:
    """Parts of growth: of the regions in the last year, of the area over the years."""
    blocks: list[Block] = [_over_years(context, context.area)]
    if context.is_country:
        blocks += [_by_region(context), _table(context)]
    else:
        blocks.append(account_table(context))
    return Section("growth", say("mig-growth"), tuple(blocks))


def _over_years(context: Context, area: str) -> Figure:
    result = accounts(context)
    years = [y for y in result.axes["period"] if result.has(measure="natural", area=area, period=y)]
    rows: list[Row] = []
    for measure in ("natural", "net_migration"):
        rows += period_rows(result, years, say(f"mig-{measure.replace('_', '-')}"), measure=measure, area=area)
    last = years[-1]
    high = superlative(years_set(result, years, Sign.ALWAYS, measure="natural", area=area))
    return Figure(
        "growth-years",
        told(
            context,
            "mig-growth-years-title",
            {"high": high},
            say("mig-growth-years-title-plain", area=PlaceName(area)),
            area=PlaceName(area),
            natural=shown(result, Sign.ALWAYS, measure="natural", area=area, period=last),
            year=Period.parse(last),
        ),
        Chart(Mark.STACKED, tuple(rows), "persons", diverging=True),
        say("mig-growth-years-alt", area=PlaceName(area)),
        sources_of(context.run, [r.claim for r in rows if r.claim is not None][-8:]),
        (say("mig-note-census"),) if context.is_country else (say("mig-note-published"), say("mig-note-own-borders")),
    )


def _by_region(context: Context) -> Figure:
    result, year = accounts(context), context.year
    by_change = ordered(result, context.regions, measure="change_rate", period=year)
    rows: list[Row] = []
    internal = any(result.has(measure="internal", area=a, period=year) for a in context.regions)
    for part in ("natural", "internal", "external") if internal else ("natural", "net"):
        label: Label = say(f"mig-{part}")
        found = area_rows(result, by_change, measure=f"{part}_rate", period=year)
        rows += [Row(r.label, r.value, label, r.claim) for r in found]
    every = areas_set(result, context.regions, Sign.ALWAYS, measure="change_rate", period=year)
    ends = {"high": superlative(every), "low": superlative(every, End.LEAST)}
    plain = say("mig-growth-regions-title-plain", year=Period.parse(year))
    claims = [r.claim for r in rows if r.claim is not None]
    return Figure(
        "growth-regions",
        told(context, "mig-growth-regions-title", ends, plain, year=Period.parse(year)),
        Chart(Mark.STACKED_BARS, tuple(rows), "per_1000", diverging=True),
        say("mig-growth-regions-alt", year=Period.parse(year)),
        sources_of(context.run, claims),
        (say("mig-note-internal"),) if internal else (),
    )


def _table(context: Context) -> Table:
    result, year = accounts(context), context.year
    areas = (context.country, *ordered(result, context.regions, measure="change", period=year))
    cells = tuple(
        (
            PlaceName(area),
            table_cell(result, measure="start", area=area, period=year),
            *(table_cell(result, Sign.ALWAYS, measure=m, area=area, period=year) for m in PARTS),
            table_cell(result, measure="end", area=area, period=year),
        )
        for area in areas
    )
    return Table(
        "accounts",
        say("mig-accounts-table", year=Period.parse(year)),
        (say("ui-area"), say("mig-start"), *(say(f"mig-{m}") for m in PARTS), say("mig-end")),
        cells,
        sources_of(context.run, claims_in(c for line in cells for c in line)),
        say("unit-persons"),
        (say("mig-note-balance"), say("mig-note-statistical")),
    )


def account_table(context: Context) -> Table:
    """The accounts of one area, year by year."""
    result, area = accounts(context), context.area
    years = [y for y in result.axes["period"] if result.has(measure="start", area=area, period=y)]
    measures = ("natural", "net_migration", "boundary", "statistical")
    cells = tuple(
        (
            Period.parse(year),
            table_cell(result, measure="start", area=area, period=year),
            *(table_cell(result, Sign.ALWAYS, measure=m, area=area, period=year) for m in measures),
            table_cell(result, measure="end", area=area, period=year),
        )
        for year in reversed(years)
    )
    return Table(
        "accounts",
        say("mig-accounts-area-table", area=PlaceName(area)),
        (say("ui-year"), say("mig-start"), *(say(f"mig-{m.replace('_', '-')}") for m in measures), say("mig-end")),
        cells,
        sources_of(context.run, claims_in(c for line in cells[:6] for c in line)),
        say("unit-persons"),
        (say("mig-note-balance"), say("mig-note-statistical"), say("mig-note-own-borders")),
    )


def finding(context: Context) -> Finding | None:
    """How much of the growth is births, and how births have changed."""
    result, area = accounts(context), context.area
    whole = [set(result.series(measure=m, area=area)) for m in ("natural", "net_migration", "change_rate")]
    if not (years := set.intersection(*whole)):
        return None
    year = max(years)
    where = {"area": area, "period": year}
    kind = _kind(*(result.value(measure=m, **where) for m in ("natural", "net_migration")))
    signed = {"ages": ("net", "rate"), "plain": ("natural", "net", "rate")}.get(kind, ())
    cells = {"natural": "natural", "net": "net_migration", "rate": "change_rate"}
    said = {
        name: shown(result, Sign.ALWAYS if name in signed else Sign.NEVER, measure=measure, **where)
        for name, measure in cells.items()
    }
    return Finding(
        Severity.IMPORTANT if kind in ("shrinks", "ages") else Severity.NOTABLE,
        say(f"mig-growth-{kind}", area=PlaceName(area), year=Period.parse(year), **said, later=_later(result, **where)),
    )


def _later(result: Result, area: str, period: str) -> Message:
    """How the population changed in a later year whose migration is not known; nothing where that is not known."""
    moved = result.series(measure="net_migration", area=area)
    known = [y for y in result.series(measure="change", area=area) if y > period and y not in moved]
    if not known or not (change := result.value(measure="change", area=area, period=known[-1])):
        return say("cmp-none")
    way = "rose" if change > 0 else "fell"
    said = shown(result, Sign.NEVER, measure="change", area=area, period=known[-1])
    return say(f"mig-growth-later-{way}", year=Period.parse(known[-1]), change=said)


def _kind(natural: float, net: float) -> str:
    """Which sentence the two parts of growth allow: one says the larger first, none what does not hold."""
    if natural < 0:
        return "ages"
    if natural == 0 or net == 0 or natural == net or natural + net == 0:
        return "plain"
    if net < 0:
        return "grows" if natural + net > 0 else "shrinks"
    return "both" if natural > net else "moves"

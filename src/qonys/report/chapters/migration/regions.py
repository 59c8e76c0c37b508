"""Regions beside each other: who gains people and who loses them, in number and for their size."""

from __future__ import annotations

from qonys.comparisons import End, rank, superlative
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chart, Figure, Finding, Mark, Section, Severity, Table
from qonys.report.chapters.compared import areas_set, kept, told
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import area_rows, claims_in, ordered, shown, sources_of, table_cell
from qonys.text import Message, PlaceName, Sign, say


def standing(context: Context) -> Result:
    """The balance of all flows of each region in the year of the assessment, with ranks."""
    return context.run(
        "migration.balance", flow="", areas=context.regions, periods=(context.year,), borders=int(context.year)
    )


def _overview(context: Context) -> Result:
    return context.run(
        "migration.overview", flow="", areas=context.regions, periods=(context.year,), borders=int(context.year)
    )


def section(context: Context) -> Section:
    """Map, ranking and table of net migration by region."""
    result, year = standing(context), context.year
    by_net = ordered(result, context.regions, measure="net", period=year)
    cells = tuple(
        (
            PlaceName(area),
            *(
                table_cell(result, sign, measure=m, area=area, period=year)
                for m, sign in (
                    ("net", Sign.ALWAYS),
                    ("rank", Sign.PLAIN),
                    ("net_rate", Sign.ALWAYS),
                    ("rate_rank", Sign.PLAIN),
                    ("population", Sign.PLAIN),
                )
            ),
        )
        for area in by_net
    )
    sources = sources_of(context.run, claims_in(c for line in cells for c in line[1:4]))
    table = Table(
        "net-table",
        say("mig-ranking-table", year=Period.parse(year)),
        (
            say("ui-area"),
            say("mig-net"),
            say("mig-rank"),
            say("mig-net-rate"),
            say("mig-rank"),
            say("mig-mid-population"),
        ),
        cells,
        sources,
        None,
        (say("mig-note-net-rate"), say("mig-note-rank")),
    )
    drawn = rate_map(context, result, sources)
    blocks: tuple[Block, ...] = (drawn, _ranking(context, result, by_net, sources), table, *_movers(context))
    return Section("regions", say("mig-regions"), blocks)


def _movers(context: Context) -> tuple[Block, ...]:
    """Arrivals within the country as a share of the population, in the years that have them for all regions."""
    years = context.years("arrivals_internal", context.regions)
    if not years:
        return ()
    result = context.run(
        "migration.balance", flow="_internal", areas=context.everywhere, periods=years, borders=int(context.year)
    )
    last = years[-1]
    by_share = (context.country, *ordered(result, context.regions, measure="arrival_share", period=last))
    cells = tuple(
        (PlaceName(a), *(table_cell(result, measure="arrival_share", area=a, period=y) for y in years))
        for a in by_share
    )
    table = Table(
        "movers",
        say("mig-movers-table"),
        (say("ui-area"), *(Period.parse(y) for y in years)),
        cells,
        sources_of(context.run, claims_in(c for line in cells for c in line)),
        say("unit-share"),
        (say("mig-note-movers"), say("mig-note-internal")),
    )
    return (table,)


def _ranking(context: Context, result: Result, by_net: tuple[str, ...], sources: tuple[str, ...]) -> Figure:
    """Bars of net migration, from the largest gain to the largest loss."""
    year = Period.parse(context.year)
    plain = say("mig-ranking-table", year=year)
    return Figure(
        "net-ranking",
        _extremes(context, result, "mig-ranking-title", "net", plain),
        Chart(Mark.BARS, area_rows(result, by_net, measure="net", period=context.year), "persons", diverging=True),
        say("mig-ranking-alt", year=year),
        sources,
    )


def _extremes(context: Context, result: Result, id: str, measure: str, plain: Message) -> Message:
    """Who gained and who lost most by one measure."""
    every = areas_set(result, context.regions, Sign.ALWAYS, measure=measure, period=context.year)
    ends = {"high": superlative(every, needs=1), "low": superlative(every, End.LEAST, needs=-1)}
    return told(context, id, ends, plain, year=Period.parse(context.year))


def rate_map(context: Context, result: Result, sources: tuple[str, ...]) -> Figure:
    """The map of net migration per 1,000 people."""
    year = context.year
    plain = say("mig-region-title-plain", year=Period.parse(year))
    return Figure(
        "net-map",
        _extremes(context, result, "mig-map-title", "net_rate", plain),
        Chart(
            Mark.MAP,
            area_rows(result, context.regions, measure="net_rate", period=year),
            "per_1000",
            diverging=True,
            borders=context.borders,
        ),
        say("mig-map-alt", year=Period.parse(year)),
        sources,
        (say("mig-note-net-rate"),),
    )


def findings(context: Context) -> tuple[Finding, ...]:
    """Where more leave than come, and where most do, in number and for the size of the region."""
    result = standing(context)
    found = (_magnets(context, result), _leader(context, result))
    return tuple(f for f in found if f is not None)


def _leader(context: Context, result: Result) -> Finding | None:
    """The largest outflow by number beside that per 1,000: two measures, two orders."""
    year = context.year
    counts = areas_set(result, context.regions, Sign.NEVER, measure="net", period=year)
    rates = areas_set(result, context.regions, Sign.NEVER, measure="net_rate", period=year)
    top = kept(context, "mig-leader", superlative(counts, End.LEAST, needs=-1, named=1))
    worst = kept(context, "mig-leader", superlative(rates, End.LEAST, needs=-1, named=1))
    if top is None or worst is None:
        return None
    said: dict[str, Period] = {"year": Period.parse(year)}
    if top.first.label == worst.first.label:
        return Finding(Severity.IMPORTANT, say("mig-leader-same", top=top, worst=worst, **said))
    code = top.first.label.code  # type: ignore[attr-defined]
    claim = shown(result, measure="loss_rate_rank", area=code, period=year).claim
    rate = kept(context, "mig-leader", rank(rates, top.first.label, End.LEAST, needs=-1, claim=claim))
    if rate is None:
        return None
    return Finding(Severity.IMPORTANT, say("mig-leader", top=top, rate=rate, worst=worst, **said))


def _magnets(context: Context, result: Result) -> Finding | None:
    """In how many regions more left than came, and where the gain of the others went."""
    year, overview = context.year, _overview(context)
    every = areas_set(result, context.regions, Sign.ALWAYS, measure="net", period=year)
    numbers = {m: shown(overview, measure=m, period=year) for m in ("losers", "areas", "gainers", "gain")}
    losers = {m: numbers[m] for m in ("losers", "areas")}
    plain = say("mig-magnets-plain", **losers, year=Period.parse(year))
    message = told(
        context, "mig-magnets", {"top": superlative(every, needs=1)}, plain, **numbers, year=Period.parse(year)
    )
    few = overview.value(measure="gainers", period=year) <= len(every.known) / 3
    return Finding(Severity.IMPORTANT if few else Severity.NOTABLE, message)

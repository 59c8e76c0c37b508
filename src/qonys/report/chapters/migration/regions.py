"""Regions beside each other: who gains people and who loses them, in number and for their size."""

from __future__ import annotations

from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chart, Figure, Finding, Mark, Section, Severity, Table
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import area_rows, claims_in, ordered, shown, sources_of, table_cell
from qonys.text import Items, PlaceName, Sign, say


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
    by_rate = ordered(result, context.regions, measure="net_rate", period=year)
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
    drawn = rate_map(context, result, by_rate[0], by_rate[-1], sources)
    blocks: tuple[Block, ...] = (drawn, _ranking(result, by_net, year, sources), table, *_movers(context))
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


def _ranking(result: Result, by_net: tuple[str, ...], year: str, sources: tuple[str, ...]) -> Figure:
    """Bars of net migration, from the largest gain to the largest loss."""
    period = Period.parse(year)
    return Figure(
        "net-ranking",
        say(
            "mig-ranking-title",
            top=PlaceName(by_net[0]),
            gain=shown(result, Sign.ALWAYS, measure="net", area=by_net[0], period=year),
            bottom=PlaceName(by_net[-1]),
            loss=shown(result, Sign.ALWAYS, measure="net", area=by_net[-1], period=year),
            year=period,
        ),
        Chart(Mark.BARS, area_rows(result, by_net, measure="net", period=year), "persons", diverging=True),
        say("mig-ranking-alt", year=period),
        sources,
    )


def rate_map(context: Context, result: Result, highest: str, lowest: str, sources: tuple[str, ...]) -> Figure:
    """The map of net migration per 1,000 people."""
    year = context.year
    return Figure(
        "net-map",
        say(
            "mig-map-title",
            high=PlaceName(highest),
            high_rate=shown(result, Sign.ALWAYS, measure="net_rate", area=highest, period=year),
            low=PlaceName(lowest),
            low_rate=shown(result, Sign.ALWAYS, measure="net_rate", area=lowest, period=year),
            year=Period.parse(year),
        ),
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
    """Who loses most in number and for its size, and where people go."""
    result, overview, year = standing(context), _overview(context), context.year
    by_net = ordered(result, context.regions, measure="net", period=year)
    by_rate = ordered(result, context.regions, measure="net_rate", period=year)
    found = [_magnets(context, result, overview, by_net)]
    top, worst = by_net[-1], by_rate[-1]
    if result.value(measure="net", area=top, period=year) < 0:
        found.append(
            Finding(
                Severity.CRITICAL,
                say(
                    "mig-leader" if top != worst else "mig-leader-same",
                    top=PlaceName(top),
                    worst=PlaceName(worst),
                    net=shown(result, Sign.NEVER, measure="net", area=top, period=year),
                    top_rate=shown(result, Sign.NEVER, measure="net_rate", area=top, period=year),
                    rate=shown(result, Sign.NEVER, measure="net_rate", area=worst, period=year),
                    rank=shown(result, measure="loss_rate_rank", area=top, period=year),
                    year=Period.parse(year),
                ),
            )
        )
    return tuple(found)


def _magnets(context: Context, result: Result, overview: Result, by_net: tuple[str, ...]) -> Finding:
    year = context.year
    gainers = int(overview.value(measure="gainers", period=year))
    places = Items(
        tuple(
            say(
                "mig-place-number",
                area=PlaceName(area),
                number=shown(result, Sign.ALWAYS, measure="net", area=area, period=year),
            )
            for area in by_net[: min(gainers, 3)]
        )
    )
    return Finding(
        Severity.CRITICAL if gainers <= len(by_net) / 3 else Severity.NOTABLE,
        say(
            "mig-magnets" if gainers else "mig-magnets-none",
            losers=shown(overview, measure="losers", period=year),
            areas=shown(overview, measure="areas", period=year),
            gainers=shown(overview, measure="gainers", period=year),
            gain=shown(overview, measure="gain", period=year),
            places=places,
            year=Period.parse(year),
        ),
    )

"""The country and other countries: arrivals, departures and their balance over the years."""

from __future__ import annotations

from qonys.comparisons import Declared, End, Kind, superlative
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chart, Figure, Finding, Mark, Row, Section, Severity, Table
from qonys.report.chapters.compared import member, told, years_set
from qonys.report.chapters.context import Context, span
from qonys.report.chapters.parts import claims_in, period_rows, row, shown, sources_of, table_cell
from qonys.text import Argument, Message, PlaceName, Sign, say


def external(context: Context) -> Result | None:
    """The balance of the country with other countries, in all years; none if nothing is published."""
    years = context.years("net_migration_external", (context.country,))
    if not years:
        return None
    return context.run(
        "migration.balance", flow="_external", areas=(context.country,), periods=span(years[0], years[-1]), borders=9999
    )


def section(context: Context) -> Section | None:
    """Balance with other countries: figure, table, partners."""
    result = external(context)
    if result is None:
        return None
    years, country = result.axes["period"], context.country
    rows = period_rows(result, years, measure="net", area=country)
    cells = tuple(
        (
            Period.parse(year),
            *(table_cell(result, measure=m, area=country, period=year) for m in ("arrivals", "departures")),
            *(table_cell(result, Sign.ALWAYS, measure=m, area=country, period=year) for m in ("net", "net_rate")),
        )
        for year in reversed(years)
    )
    sources = sources_of(context.run, claims_in(c for line in cells[:12] for c in line))
    figure = Figure(
        "external-net",
        _title(context, result),
        Chart(Mark.COLUMNS, rows, "persons", diverging=True),
        say("mig-external-alt", area=PlaceName(country), first=Period.parse(years[0]), last=Period.parse(years[-1])),
        sources,
        (say("mig-note-external"),),
    )
    table = Table(
        "external-table",
        say("mig-external-table", area=PlaceName(country)),
        (say("ui-year"), say("mig-arrivals"), say("mig-departures"), say("mig-net"), say("mig-net-rate")),
        cells,
        sources,
        say("unit-persons"),
        (say("mig-note-net-rate"),),
    )
    blocks: tuple[Block, ...] = (figure, *_partners(context), table)
    return Section("external", say("mig-external"), blocks)


def _title(context: Context, result: Result) -> Message:
    country = context.country
    years = [y for y in result.axes["period"] if result.has(measure="net", area=country, period=y)]
    low = superlative(years_set(result, years, Sign.ALWAYS, measure="net", area=country), End.LEAST)
    return told(
        context,
        "mig-external-title",
        {"low": low},
        say("mig-external-title-plain", area=PlaceName(country)),
        last=shown(result, Sign.ALWAYS, measure="net", area=country, period=years[-1]),
        last_year=Period.parse(years[-1]),
        area=PlaceName(country),
    )


def finding(context: Context) -> Finding | None:
    """Whether people come or go, for how many years, and what was before."""
    result = external(context)
    if result is None:
        return None
    country = context.country
    years = [y for y in result.axes["period"] if result.has(measure="net", area=country, period=y)]
    last = years[-1]
    run = int(result.value(measure="run", area=country, period=last))
    gains = result.value(measure="net", area=country, period=last) > 0
    arguments: dict[str, Argument] = {
        "area": PlaceName(country),
        "net": shown(result, Sign.NEVER, measure="net", area=country, period=last),
        "year": Period.parse(last),
        "run": shown(result, measure="run", area=country, period=last),
    }
    if run >= len(years):
        return Finding(Severity.IMPORTANT, say(f"mig-external-{'gain' if gains else 'loss'}-always", **arguments))
    turn = years[-run - 1]
    return Finding(
        Severity.IMPORTANT,
        say(
            f"mig-external-{'gain' if gains else 'loss'}",
            **arguments,
            before=Period.parse(turn),
            opposite=shown(result, measure="run", area=country, period=turn),
            other=shown(result, Sign.NEVER, measure="net", area=country, period=turn),
        ),
    )


def _partners(context: Context) -> tuple[Block, ...]:
    """Arrivals and departures by partner country in the last year that has them."""
    codes = context.pack.codelists.get("partner")
    if codes is None or not context.has("arrivals_external"):
        return ()
    names = [
        c
        for c in codes.codes
        if c not in codes.totals and context.years(f"arrivals_external[partner={c}]", (context.country,))
    ]
    if not names:
        return ()
    year = max(context.years(f"arrivals_external[partner={c}]", (context.country,))[-1] for c in names)
    series = {c: tuple(f"{flow}_external[partner={c}]" for flow in ("arrivals", "departures")) for c in names}
    result = context.figures(*(s for pair in series.values() for s in pair), areas=(context.country,), periods=(year,))
    where = {"area": context.country, "period": year}
    names = [c for c in names if result.has(measure=series[c][0], **where)]
    names.sort(key=lambda c: -result.value(measure=series[c][0], **where))
    rows: list[Row] = []
    for code in names:
        label = say(f"code-partner-{code}")
        rows.append(row(result, label, say("mig-arrivals"), measure=series[code][0], **where))
        rows.append(row(result, label, say("mig-departures"), measure=series[code][1], **where))
    claims = [r.claim for r in rows if r.claim is not None]
    arrivals = (member(result, say(f"code-partner-{c}"), measure=series[c][0], **where) for c in names)
    title = told(
        context,
        "mig-partners-title",
        {"top": superlative(Declared(Kind.PARTS, tuple(arrivals)))},
        say("mig-partners-title-plain", year=Period.parse(year)),
        year=Period.parse(year),
    )
    alt = say("mig-partners-alt", year=Period.parse(year))
    return (Figure("partners", title, Chart(Mark.DOTS, tuple(rows), "persons"), alt, sources_of(context.run, claims)),)

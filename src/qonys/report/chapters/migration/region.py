"""One region: its balance among the others, and its own history in constant borders."""

from __future__ import annotations

from qonys.model import Period
from qonys.report.blocks import Chart, Figure, Finding, Mark, Section, Severity, Table, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.migration import decades, growth, regions
from qonys.report.chapters.parts import area_rows, claims_in, ordered, period_rows, shown, sources_of, table_cell
from qonys.text import PlaceName, Sign, say


def section(context: Context) -> Section:
    """Where the region stands among the others."""
    result, year = regions.standing(context), context.year
    by_rate = ordered(result, context.regions, measure="net_rate", period=year)
    sources = sources_of(context.run, [shown(result, measure="net", area=context.area, period=year).claim])
    place = {"area": context.area, "period": year}
    loses = result.value(measure="net", **place) < 0
    bars = Figure(
        "rate-ranking",
        say(
            f"mig-region-title-{'loss' if loses else 'gain'}",
            area=PlaceName(context.area),
            rate=shown(result, Sign.ALWAYS, measure="net_rate", **place),
            rank=shown(result, measure="loss_rate_rank" if loses else "rate_rank", **place),
            year=Period.parse(year),
        ),
        Chart(Mark.BARS, area_rows(result, by_rate, measure="net_rate", period=year), "per_1000", diverging=True),
        say("mig-region-alt", year=Period.parse(year)),
        sources,
        (say("mig-note-net-rate"),),
    )
    return Section(
        "region",
        say("mig-region"),
        (regions.rate_map(context, result, by_rate[0], by_rate[-1], sources), bars, _beside(context)),
    )


def _beside(context: Context) -> Table:
    """The region beside the country: parts of the account per 1,000 people."""
    result, year = growth.accounts(context), context.year
    measures = ("natural_rate", "change_rate")
    standing = regions.standing(context)
    lines = [
        (say("mig-net"), shown(standing, Sign.ALWAYS, measure="net", area=context.area, period=year)),
        (say("mig-net-rate"), shown(standing, Sign.ALWAYS, measure="net_rate", area=context.area, period=year)),
    ]
    whole = context.run("migration.balance", flow="", areas=(context.country,), periods=(year,), borders=int(year))
    country = [shown(whole, Sign.ALWAYS, measure=m, area=context.country, period=year) for m in ("net", "net_rate")]
    cells: list[tuple[TableCell, ...]] = [(*line, other) for line, other in zip(lines, country, strict=True)]
    cells += [
        (
            say(f"mig-{measure.replace('_', '-')}"),
            *(
                table_cell(result, Sign.ALWAYS, measure=measure, area=a, period=year)
                for a in (context.area, context.country)
            ),
        )
        for measure in measures
    ]
    return Table(
        "beside",
        say("mig-beside-table", area=PlaceName(context.area), year=Period.parse(year)),
        (say("ui-indicator"), PlaceName(context.area), PlaceName(context.country)),
        tuple(cells),
        sources_of(context.run, claims_in(c for line in cells for c in line)),
        None,
        (say("mig-note-net-rate"),),
    )


def history_section(context: Context) -> Section | None:
    """Net migration of the region over the years, in the widest borders in which it has a history."""
    for borders in (int(context.year), decades.constant_borders(context), 0):
        code = context.pack.lineage.meaning(context.area, borders) if borders else None
        if code is None or code not in context.pack.lineage.division(borders):
            continue
        result = decades.history(context, borders)
        years = tuple(result.series(measure="net", area=code))
        if len(years) < 5:
            continue
        rows = period_rows(result, years, measure="net", area=code)
        low = min(years, key=lambda y: result.value(measure="net", area=code, period=y))
        return Section(
            "decades",
            say("mig-decades"),
            (
                Figure(
                    "history",
                    say(
                        "mig-history-title",
                        area=PlaceName(context.area),
                        low=shown(result, Sign.ALWAYS, measure="net", area=code, period=low),
                        low_year=Period.parse(low),
                        last=shown(result, Sign.ALWAYS, measure="net", area=code, period=years[-1]),
                        last_year=Period.parse(years[-1]),
                    ),
                    Chart(Mark.COLUMNS, rows, "persons", diverging=True),
                    say("mig-history-alt", area=PlaceName(context.area)),
                    sources_of(context.run, [r.claim for r in rows if r.claim is not None]),
                    (say("mig-note-derived"), say("mig-note-borders", year=str(borders))),
                ),
            ),
        )
    return None


def findings(context: Context) -> tuple[Finding, ...]:
    """The balance of the region: how large, how large for its size, and with whom."""
    result, year = regions.standing(context), context.year
    where = {"area": context.area, "period": year}
    net = result.value(measure="net", **where)
    loses = net < 0
    by_rate = ordered(result, context.regions, measure="net_rate", period=year)
    other = by_rate[-1] if loses else by_rate[0]
    if other == context.area:
        other = by_rate[-2] if loses else by_rate[1]
    kind = "loss" if loses else "gain"
    ranks = ("loss_rank", "loss_rate_rank") if loses else ("rank", "rate_rank")
    found = [
        Finding(
            Severity.CRITICAL,
            say(
                f"mig-region-{kind}",
                area=PlaceName(context.area),
                net=shown(result, Sign.NEVER, measure="net", **where),
                rate=shown(result, Sign.NEVER, measure="net_rate", **where),
                rank=shown(result, measure=ranks[0], **where),
                rate_rank=shown(result, measure=ranks[1], **where),
                other=PlaceName(other),
                other_rate=shown(result, Sign.NEVER, measure="net_rate", area=other, period=year),
                year=Period.parse(year),
            ),
        )
    ]
    accounts = growth.accounts(context)
    if accounts.has(measure="internal", **where) and accounts.has(measure="external", **where):
        internal = accounts.value(measure="internal", **where)
        external = accounts.value(measure="external", **where)
        if internal * net > 0 and abs(internal) > 2 * abs(external):
            found.append(
                Finding(
                    Severity.IMPORTANT,
                    say(
                        f"mig-region-internal-{kind}",
                        area=PlaceName(context.area),
                        internal=shown(accounts, Sign.ALWAYS, measure="internal", **where),
                        external=shown(accounts, Sign.ALWAYS, measure="external", **where),
                        year=Period.parse(year),
                    ),
                )
            )
    return tuple(found)

"""One region: its balance among the others, and its own history in constant borders."""

from __future__ import annotations

from qonys.comparisons import End, Rank, Refusal, Why, rank, superlative
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Chart, Figure, Finding, Mark, Section, Severity, Table, TableCell
from qonys.report.chapters.compared import areas_set, kept, told, years_set
from qonys.report.chapters.context import Context
from qonys.report.chapters.migration import decades, growth, regions
from qonys.report.chapters.parts import area_rows, claims_in, ordered, period_rows, shown, sources_of, table_cell
from qonys.text import Argument, Message, PlaceName, Sign, say


def section(context: Context) -> Section:
    """Where the region stands among the others."""
    result, year = regions.standing(context), context.year
    by_rate = ordered(result, context.regions, measure="net_rate", period=year)
    sources = sources_of(context.run, [shown(result, measure="net", area=context.area, period=year).claim])
    bars = Figure(
        "rate-ranking",
        _title(context, result),
        Chart(Mark.BARS, area_rows(result, by_rate, measure="net_rate", period=year), "per_1000", diverging=True),
        say("mig-region-alt", year=Period.parse(year)),
        sources,
        (say("mig-note-net-rate"),),
    )
    return Section(
        "region",
        say("mig-region"),
        (regions.rate_map(context, result, sources), bars, _beside(context)),
    )


def _kind(context: Context, result: Result) -> str:
    """Whether more leave than come, or the other way round."""
    net = result.value(measure="net", area=context.area, period=context.year)
    return "loss" if net < 0 else "gain"


def _ranked(context: Context, result: Result, measure: str) -> Rank | Refusal:
    """The place of the region among those that lose, or gain, as it does."""
    loses = _kind(context, result) == "loss"
    every = areas_set(result, context.regions, Sign.NEVER, measure=measure, period=context.year)
    name = f"{'loss_' if loses else ''}{'rate_' if measure == 'net_rate' else ''}rank"
    claim = shown(result, measure=name, area=context.area, period=context.year).claim
    end, sign = (End.LEAST, -1) if loses else (End.MOST, 1)
    return rank(every, PlaceName(context.area), end, needs=sign, claim=claim)


def _title(context: Context, result: Result) -> Message:
    """The rate of the region and its place, the same place as in the finding."""
    year = Period.parse(context.year)
    rate = shown(result, Sign.ALWAYS, measure="net_rate", area=context.area, period=context.year)
    id, plain = f"mig-region-title-{_kind(context, result)}", say("mig-region-title-plain", year=year)
    return told(context, id, {"rank": _ranked(context, result, "net_rate")}, plain, rate=rate, year=year)


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
        low = superlative(years_set(result, years, Sign.ALWAYS, measure="net", area=code), End.LEAST)
        title = told(
            context,
            "mig-history-title",
            {"low": low},
            say("mig-history-title-plain", area=PlaceName(context.area)),
            area=PlaceName(context.area),
            last=shown(result, Sign.ALWAYS, measure="net", area=code, period=years[-1]),
            last_year=Period.parse(years[-1]),
        )
        return Section(
            "decades",
            say("mig-decades"),
            (
                Figure(
                    "history",
                    title,
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
    result = regions.standing(context)
    found = [Finding(Severity.IMPORTANT, _balance(context, result))]
    if (message := _with_whom(context, _kind(context, result))) is not None:
        found.append(Finding(Severity.IMPORTANT, message))
    return tuple(found)


def _balance(context: Context, result: Result) -> Message:
    """Net migration with the two places of the region, by number and per 1,000, each of its own order."""
    where = {"area": context.area, "period": context.year}
    said: dict[str, Argument] = {"area": PlaceName(context.area), "year": Period.parse(context.year)}
    if result.value(measure="net", **where) == 0:
        return say("mig-region-even", **said)
    id = f"mig-region-{_kind(context, result)}"
    plain = say(
        f"{id}-plain", **said, net=shown(result, Sign.NEVER, measure="net", **where),
        rate=shown(result, Sign.NEVER, measure="net_rate", **where),
    )  # fmt: skip
    ranks = {"count": _ranked(context, result, "net"), "rate": _ranked(context, result, "net_rate")}
    return told(context, id, ranks, plain, **said, beside=_first(context, result))


def _first(context: Context, result: Result) -> Message:
    """Who is first per 1,000, if it is another region."""
    end, sign = (End.LEAST, -1) if _kind(context, result) == "loss" else (End.MOST, 1)
    every = areas_set(result, context.regions, Sign.NEVER, measure="net_rate", period=context.year)
    top = kept(context, "mig-region-beside", superlative(every, end, needs=sign))
    if top is None or any(item.label == PlaceName(context.area) for item in top.leaders):
        return say("cmp-none")
    return say("mig-region-beside", top=top)


def _with_whom(context: Context, kind: str) -> Message | None:
    """Whether the balance is with other regions rather than other countries."""
    accounts, where = growth.accounts(context), {"area": context.area, "period": context.year}
    if not (accounts.has(measure="internal", **where) and accounts.has(measure="external", **where)):
        return None
    internal, external = (accounts.value(measure=m, **where) for m in ("internal", "external"))
    if (internal < 0) != (kind == "loss") or abs(internal) <= 2 * abs(external):
        context.ledger.note(f"mig-region-internal-{kind}", Refusal(Why.NOT_MET))
        return None
    return say(
        f"mig-region-internal-{kind}",
        area=PlaceName(context.area),
        internal=shown(accounts, Sign.ALWAYS, measure="internal", **where),
        external=shown(accounts, Sign.ALWAYS, measure="external", **where),
        year=Period.parse(context.year),
    )

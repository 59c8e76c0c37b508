"""Chapter 7: how far to trust this: identities, residuals, conflicts, sources, definitions."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from pathlib import Path

from qonys.comparisons import Refusal, Why
from qonys.model import Claim, Parameter, Period
from qonys.report.blocks import Chapter, Finding, Paragraph, Section, Severity, Table, TableCell
from qonys.report.chapters.context import Context, span
from qonys.report.chapters.parts import shown, sources_of, table_cell
from qonys.store import queries
from qonys.text import Items, PlaceName, Sign, say

KNOWN = Path(__file__).with_name("known.toml")
"""Indicators that chapters know by id; made by scripts/known_indicators.py."""
MOST_CONFLICTS = 40
"""Conflicts listed in the report; all of them can be had from the command line."""


def build(context: Context, claims: Iterable[Claim]) -> Chapter:
    """All of the chapter; `claims` are those of the chapters before it."""
    return Chapter(
        "trust",
        7,
        say("tru-chapter"),
        (finding(context),),
        (
            _identities(context),
            _residuals(context),
            _conflicts(context),
            _sources(context, tuple(claims)),
            _definitions(context, tuple(claims)),
            *_lacking(context),
        ),
    )


def _lacking(context: Context) -> tuple[Section, ...]:
    """How many indicators that chapters know the pack lacks; nothing if it has all. The ledger names each."""
    known = tomllib.loads(KNOWN.read_text("utf-8"))
    lacking = [name for name in known if not context.has(name)]
    for name in lacking:
        context.ledger.note(name, Refusal(Why.NO_FIGURES))
    text = say("tru-lacking", count=len(lacking), of=len(known))
    return (Section("lacking", say("tru-lacking-title"), (Paragraph(text),)),) if lacking else ()


def finding(context: Context) -> Finding:
    """How many yearly accounts close to the person."""
    years = context.years("births", (context.country,))
    result = context.run("migration.closing", periods=span(years[0], context.year))
    identities = context.run("trust.identities")
    open_ones = sum(identities.series(measure="unexplained").values())
    return Finding(
        Severity.NOTABLE if not open_ones else Severity.CRITICAL,
        say(
            "tru-accounts" if not open_ones else "tru-accounts-open",
            closed=shown(result, measure="closed", group="regions"),
            tried=shown(result, measure="tried", group="regions"),
            closed_in_borders=shown(result, measure="closed_in_borders", group="regions"),
            tried_in_borders=shown(result, measure="tried_in_borders", group="regions"),
            country_closed=shown(result, measure="closed", group="country"),
            country_tried=shown(result, measure="tried", group="country"),
            area=PlaceName(context.country),
        ),
    )


def day(date: dt.date) -> Period:
    """A day as a period, which each language writes its own way."""
    return Period.parse(date.isoformat())


def _identities(context: Context) -> Section:
    result = context.run("trust.identities")
    measures = ("tried", "held", "explained", "unexplained")
    cells = tuple(
        (say(f"check-{check}"), *(table_cell(result, measure=m, check=check) for m in measures))
        for check in result.axes["check"]
    )
    stock = context.run("trust.stock")
    release = stock.axes["release"][0]
    table = Table(
        "identities",
        say("tru-identities-table"),
        (say("tru-identity"), *(say(f"tru-{m}") for m in measures)),
        cells,
        (),
        None,
        (say("tru-note-identities"),),
    )
    lead = say(
        "tru-stock",
        **{m: shown(stock, measure=m, release=release) for m in stock.axes["measure"]},
        release=day(context.run.store.newest),
    )
    return Section("identities", say("tru-identities"), (Paragraph(lead), table))


def _residuals(context: Context) -> Section:
    """Residuals of the area; for the country those of all areas."""
    result = context.run("trust.residuals")
    causes = {f"{k.check}|{k.area}|{k.period}": k.cause for k in context.pack.residuals}
    cases = [c for c in result.axes["case"] if context.is_country or c.split("|")[1] == context.area]
    cells: list[tuple[TableCell, ...]] = []
    for case in cases:
        check, area, period = case.split("|")
        measure = next(m for m in result.axes["measure"] if result.has(measure=m, case=case))
        cells.append(
            (
                PlaceName(area),
                Period.parse(period),
                say(f"check-{check}"),
                table_cell(result, Sign.ALWAYS, measure=measure, case=case),
                say(f"cause-{causes.get(case, 'unknown')}"),
            )
        )
    table = Table(
        "residuals",
        say("tru-residuals-table"),
        (say("ui-area"), say("ui-period"), say("tru-identity"), say("tru-residual"), say("tru-cause")),
        tuple(cells),
        (),
        None,
        (say("tru-note-residual"),),
    )
    return Section(
        "residuals", say("tru-residuals"), (Paragraph(say("tru-residuals-lead")), *((table,) if cells else ()))
    )


def _conflicts(context: Context) -> Section:
    """Cells for which two sources state different values: both, and which one was taken."""
    found = [
        c for c in queries.conflicts(context.run.store.connection) if context.is_country or c["area"] == context.area
    ]
    lines: list[tuple[TableCell, ...]] = []
    for conflict in found[:MOST_CONFLICTS]:
        name, dimensions = conflict["indicator"], conflict["dimensions"]
        series = f"{name}[{dimensions}]" if dimensions else name
        where: dict[str, Parameter] = {
            "areas": (conflict["area"],),
            "periods": (conflict["period"],),
            "borders": int(conflict["borders"]),
        }
        taken = context.run("figures", series=(series,), **where)
        values = []
        for source in conflict["sources"]:
            one = context.run("figures", series=(series,), **where, source=source)
            cell = {"measure": series, "area": conflict["area"], "period": conflict["period"]}
            if one.has(**cell):
                values.append(say("tru-source-value", source=say(f"source-{source}"), value=shown(one, **cell)))
        lines.append(
            (
                say(f"indicator-{name}"),
                PlaceName(conflict["area"]),
                Period.parse(conflict["period"]),
                say("tru-list", items=Items(tuple(values))),
                table_cell(taken, measure=series, area=conflict["area"], period=conflict["period"]),
            )
        )
    table = Table(
        "conflicts",
        say("tru-conflicts-table"),
        (say("ui-indicator"), say("ui-area"), say("ui-period"), say("tru-stated"), say("tru-taken")),
        tuple(lines),
        (),
    )
    return Section(
        "conflicts", say("tru-conflicts"), (Paragraph(say("tru-conflicts-lead")), *((table,) if lines else ()))
    )


def _sources(context: Context, claims: tuple[Claim, ...]) -> Section:
    """The sources behind the numbers of this report."""
    used = tuple(s for s in sources_of(context.run, claims) if s in context.pack.sources)
    result = context.run("trust.sources", sources=used)
    cells = tuple(
        (
            say(f"source-{s}"),
            say(f"publisher-{s}"),
            context.pack.sources[s].element or "–",
            say(f"source-kind-{context.pack.sources[s].kind.value}"),
            table_cell(result, measure="figures", source=s),
            Period.parse(newest) if (newest := queries.newest_of(context.run.store.connection, s)) else "–",
        )
        for s in used
    )
    table = Table(
        "sources",
        say("tru-sources-table"),
        (
            say("ui-source"),
            say("ui-publisher"),
            say("ui-element"),
            say("tru-kind"),
            say("ui-figures"),
            say("ui-vintage"),
        ),
        cells,
        (),
    )
    return Section("sources", say("tru-sources"), (Paragraph(say("tru-sources-lead")), table))


def _definitions(context: Context, claims: tuple[Claim, ...]) -> Section:
    """What the indicators behind the numbers mean."""
    indicators = dict.fromkeys(name for claim in claims for name in _named(claim) if name in context.pack.indicators)
    cells = tuple(
        (
            say(f"indicator-{name}"),
            say(f"definition-{name}"),
            say(f"unit-{context.pack.indicators[name].unit.replace('_', '-')}"),
        )
        for name in sorted(indicators)
    )
    table = Table(
        "definitions",
        say("tru-definitions-table"),
        (say("ui-indicator"), say("ui-definition"), say("ui-unit")),
        cells,
        (),
    )
    return Section("definitions", say("tru-definitions"), (table,))


def _named(claim: Claim) -> tuple[str, ...]:
    """Indicators that the call of a claim names."""
    series = claim.call.parameters.get("series", ())
    flow = claim.call.parameters.get("flow")
    named = [str(s).partition("[")[0] for s in series] if isinstance(series, tuple) else []
    if flow is not None:
        named += [f"{base}{flow}" for base in ("arrivals", "departures", "net_migration")]
    if claim.call.function.startswith(("migration.accounts", "migration.history", "migration.growth")):
        named += ["population_start", "births", "deaths", "net_migration"]
    return tuple(named)

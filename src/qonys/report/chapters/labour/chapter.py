"""Chapter 2: labour migrants and returnees, as far as published figures go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chapter, Finding, Paragraph, Section, Severity, Table
from qonys.report.chapters.compared import made
from qonys.report.chapters.context import Context
from qonys.report.chapters.labour import figures, registers
from qonys.report.chapters.parts import as_period, claims_in, shown, sources_of, table_cell
from qonys.text import Items, Message, PlaceName, Sign, say

GROUPS = ("foreign_labour", "labour_immigrants", "returnees", "settlement")
"""Groups of indicators that this chapter is about."""


def build(context: Context) -> Chapter:
    """All of the chapter that the figures allow."""
    sections = _of_country(context) if context.is_country else [_known(context)]
    return Chapter(
        "labour",
        2,
        say("lab-chapter", area=PlaceName(context.area)),
        tuple(_findings(context)) if context.is_country else (),
        tuple(s for s in (*sections, _gaps(context)) if s is not None),
    )


def _findings(context: Context) -> list[Finding]:
    makers: dict[str, Callable[[], Finding | None]] = {
        "lab-two-channels": partial(_channels, context),
        "lab-returnees-fell": partial(figures.fell, context, "returnees_granted"),
        "lab-stale-year": partial(registers.stale_finding, context),
    }
    return made(context, makers)


def _of_country(context: Context) -> list[Section | None]:
    parts = partial(figures.breakdown, context)
    return [
        _section(context, "foreign", {
            "foreign-workers": partial(figures.by_date, context, "foreign_workers", "category"),
            "foreign-worker-origin-share": partial(
                parts, "foreign_worker_origin_share", "country", registers.WORKERS),
            "foreign-worker-sector-share": partial(
                parts, "foreign_worker_sector_share", "sector", registers.WORKERS),
            "season-apart": partial(registers.season_apart, context),
            "season-of-work": partial(registers.season_of_work, context),
            "foreign-worker-quota": partial(figures.yearly, context, "foreign_worker_quota"),
            "quota-use": partial(registers.quota_use, context),
        }),
        _section(context, "immigrants", {"channels": partial(_channel_table, context)}),
        _section(context, "groups", {
            "arrivals-external-by-group": partial(parts, "arrivals_external_by_group", "ethnic_group"),
            "departures-external-by-group": partial(parts, "departures_external_by_group", "ethnic_group"),
            "departures-external-by-country": partial(parts, "departures_external_by_group", "country"),
        }),
        _section(context, "returnees", {
            "returnees-granted": partial(figures.yearly, context, "returnees_granted"),
            "returnee-years": partial(registers.returnee_years, context),
            "returnees-origin-share": partial(parts, "returnees_origin_share", "country"),
            "returnees-age-share": partial(parts, "returnees_age_share", "age"),
            "returnees-education-share": partial(parts, "returnees_education_share", "education"),
            "returnees-settlement-share": partial(figures.by_area, context, "returnees_settlement_share"),
        }),
        _section(context, "settlement", {
            "steered": partial(registers.steered, context), "settlement-quota": partial(_quota_table, context),
        }),
    ]  # fmt: skip


def _section(context: Context, name: str, makers: Mapping[str, Callable[[], Block | None]]) -> Section | None:
    kept: list[Block] = made(context, makers)
    return Section(name, say(f"lab-{name}"), tuple(kept)) if kept else None


EMPLOYERS, IMMIGRANTS = "foreign_worker_permits", "labour_immigrant_permits"


def _channel_result(context: Context) -> tuple[Result, tuple[str, ...]] | None:
    if not (context.has(EMPLOYERS) and context.has(IMMIGRANTS)):
        return None
    sides = [set(context.years(series, (context.country,))) for series in (EMPLOYERS, IMMIGRANTS)]
    years = tuple(sorted(sides[0] & sides[1]))
    if not years:
        return None
    return context.figures(EMPLOYERS, IMMIGRANTS, areas=(context.country,), periods=years), years


def _channel_table(context: Context) -> Table | None:
    found = _channel_result(context)
    if found is None:
        return None
    result, years = found
    cells = tuple(
        (
            Period.parse(y),
            *(table_cell(result, measure=s, area=context.country, period=y) for s in (EMPLOYERS, IMMIGRANTS)),
        )
        for y in years
    )
    return Table(
        "channels",
        say("lab-channels-table"),
        (say("ui-year"), say("lab-employers"), say("lab-immigrants-short")),
        cells,
        sources_of(context.run, claims_in(c for line in cells for c in line)),
        say("unit-permits"),
    )


def _channels(context: Context) -> Finding | None:
    """Private employers' channel beside the one of permits to enterprises."""
    found = _channel_result(context)
    if found is None:
        return None
    result, years = found
    where = {"area": context.country, "period": years[-1]}
    return Finding(
        Severity.IMPORTANT,
        say(
            "lab-two-channels",
            immigrants=shown(result, measure=IMMIGRANTS, **where),
            employers=shown(result, measure=EMPLOYERS, **where),
            year=Period.parse(years[-1]),
        ),
    )


def _quota_table(context: Context) -> Table | None:
    """Settlement quotas and people moved, by region, in the years that have at least five regions."""
    columns: list[tuple[str, str]] = []
    for indicator in ("settlement_quota", "settlement_moved"):
        if context.has(indicator):
            known = [(a, p) for d, a, p in context.run.stated(indicator) if not d]
            for period in sorted({p for _, p in known}):
                if sum(p == period and a in context.regions for a, p in known) >= 5:
                    columns.append((indicator, period))
    if not columns:
        return None
    results = {c: context.figures(c[0], areas=context.everywhere, periods=(c[1],)) for c in columns}
    cells = tuple(
        (PlaceName(area), *(table_cell(results[c], measure=c[0], area=area, period=c[1]) for c in columns))
        for area in context.everywhere
        if any(results[c].has(measure=c[0], area=area, period=c[1]) for c in columns)
    )
    heads = tuple(say("lab-of-period", indicator=say(f"indicator-{i}"), period=as_period(p)) for i, p in columns)
    return Table(
        "settlement-quota",
        say("lab-quota-table"),
        (say("ui-area"), *heads),
        cells,
        sources_of(context.run, claims_in(c for line in cells for c in line)),
        say("unit-persons"),
        (say("lab-note-quota"),),
    )


def _known(context: Context) -> Section | None:
    """Every published figure of the chapter's groups for one region, newest first."""
    lines: list[tuple[str, str, str]] = []
    for name, indicator in context.pack.indicators.items():
        if indicator.group in GROUPS:
            for dimensions, area, period in context.run.stated(name):
                if area == context.area:
                    lines.append((f"{name}[{dimensions}]" if dimensions else name, period, name))
    if not lines:
        return None
    lines.sort(key=lambda line: (line[2], line[0], -Period.parse(line[1]).last.toordinal()))
    cells = []
    for series, period, name in lines:
        result = context.figures(series, areas=(context.area,), periods=(period,), borders=int(period[:4]))
        where = {"measure": series, "area": context.area, "period": period}
        unit = context.pack.indicators[name].unit.replace("_", "-")
        cells.append(
            (_label(series, name), Period.parse(period), table_cell(result, Sign.PLAIN, **where), say(f"unit-{unit}"))
        )
    table = Table(
        "labour-known",
        say("lab-known-table", area=PlaceName(context.area)),
        (say("ui-indicator"), say("ui-period"), say("ui-value"), say("ui-unit")),
        tuple(cells),
        sources_of(context.run, claims_in(c for line in cells for c in line)),
        None,
        (say("lab-note-points"),),
    )
    return Section("known", say("lab-known"), (table,))


def _label(series: str, name: str) -> Message:
    dimensions = series.partition("[")[2].rstrip("]")
    if not dimensions:
        return say(f"indicator-{name}")
    codes = tuple(say(f"code-{part.replace('=', '-')}") for part in dimensions.split(";"))
    return say("lab-of-which", indicator=say(f"indicator-{name}"), codes=Items(codes))


def _gaps(context: Context) -> Section | None:
    """What is not published."""
    names = tuple(n for n, i in context.pack.indicators.items() if i.group in GROUPS)
    if not names:
        return None
    result = context.run("trust.coverage", indicators=names)
    cells = tuple(
        (
            say(f"indicator-{n}"),
            *(table_cell(result, measure=m, indicator=n) for m in ("figures", "regions", "best")),
        )
        for n in names
    )
    return Section(
        "gaps",
        say("lab-gaps"),
        (
            Paragraph(say("lab-gaps-lead")),
            Table(
                "coverage",
                say("lab-gaps-table"),
                (say("ui-indicator"), say("ui-figures"), say("lab-regions"), say("lab-best")),
                cells,
                (),
                None,
                (say("lab-note-coverage"),),
            ),
        ),
    )

"""Town and village: who gains and who loses, by locality."""

from __future__ import annotations

from qonys.comparisons import Declared, End, Refusal, Superlative, Why, superlative
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Chart, Figure, Finding, Mark, Row, Section, Severity, Table
from qonys.report.chapters.compared import told, years_set
from qonys.report.chapters.context import Context, span
from qonys.report.chapters.migration.months import broken_after
from qonys.report.chapters.parts import claims_in, period_rows, shown, sources_of, table_cell
from qonys.text import PlaceName, Sign, say

URBAN, RURAL = "net_migration[locality=urban]", "net_migration[locality=rural]"


def by_locality(context: Context) -> Result | None:
    """Net migration of towns and of villages of the country; none if it is not published."""
    years = context.years(RURAL, (context.country,))
    if not years:
        return None
    return context.figures(URBAN, RURAL, areas=(context.country,), periods=span(years[0], years[-1]))


def section(context: Context) -> Section | None:
    """Figure and table of urban and rural net migration."""
    result = by_locality(context)
    if result is None:
        return None
    country, years = context.country, result.axes["period"]
    labels = {URBAN: say("mig-urban"), RURAL: say("mig-rural")}
    rows: list[Row] = [
        r for s, label in labels.items() for r in period_rows(result, years, label, measure=s, area=country)
    ]
    cells = tuple(
        (Period.parse(y), *(table_cell(result, Sign.ALWAYS, measure=s, area=country, period=y) for s in labels))
        for y in reversed(years)
    )
    sources = sources_of(context.run, claims_in(c for line in cells[:5] for c in line))
    last = years[-1]
    figure = Figure(
        "locality",
        say(
            "mig-locality-title",
            urban=shown(result, Sign.ALWAYS, measure=URBAN, area=country, period=last),
            rural=shown(result, Sign.ALWAYS, measure=RURAL, area=country, period=last),
            year=Period.parse(last),
        ),
        Chart(Mark.LINES, tuple(rows), "persons", diverging=True),
        say("mig-locality-alt", first=Period.parse(years[0]), last=Period.parse(last)),
        sources,
        (say("mig-note-locality"),),
    )
    table = Table(
        "locality-table",
        say("mig-locality-table", area=PlaceName(country)),
        (say("ui-year"), *labels.values()),
        cells,
        sources,
        say("unit-persons"),
    )
    return Section("locality", say("mig-locality"), (figure, table))


def finding(context: Context) -> Finding | None:
    """Net migration of villages and towns in the last year, and whether that of villages is the lowest on record."""
    result = by_locality(context)
    if result is None:
        return None
    where = {"area": context.country, "period": max(result.series(measure=RURAL, area=context.country))}
    rural, urban = (shown(result, Sign.ALWAYS, measure=series, **where) for series in (RURAL, URBAN))
    year = Period.parse(where["period"])
    plain = say("mig-villages", rural=rural, urban=urban, year=year)
    message = told(context, "mig-villages-record", {"record": _record(context, result)}, plain, urban=urban, year=year)
    return Finding(Severity.NOTABLE if message is plain else Severity.IMPORTANT, message)


def _record(context: Context, result: Result) -> Superlative | Refusal:
    """The last year as the lowest of the years that are counted alike: a break of the count ends the comparison."""
    years = sorted(result.series(measure=RURAL, area=context.country))
    since = broken_after(context, years[-1])
    every: Declared = years_set(result, years, Sign.ALWAYS, measure=RURAL, area=context.country)
    found = superlative(every, End.LEAST, needs=-1, named=1)
    if since and isinstance(found, Superlative) and str(found.first.label) == years[-1]:
        return Refusal(Why.BREAK, {"before": since, "year": years[-1]})
    if isinstance(found, Superlative) and str(found.first.label) != years[-1]:
        return Refusal(Why.NOT_MET, {"year": str(found.first.label)})
    return found

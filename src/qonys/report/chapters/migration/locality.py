"""Town and village: who gains and who loses, by locality."""

from __future__ import annotations

from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Chart, Figure, Finding, Mark, Row, Section, Severity, Table
from qonys.report.chapters.context import Context, span
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
    """What villages lost in the last year, and whether it is the most on record."""
    result = by_locality(context)
    if result is None:
        return None
    rural = result.series(measure=RURAL, area=context.country)
    last = max(rural)
    if rural[last] >= 0:
        return None
    record = rural[last] == min(rural.values())
    where = {"area": context.country, "period": last}
    return Finding(
        Severity.CRITICAL if record else Severity.NOTABLE,
        say(
            "mig-villages-record" if record else "mig-villages",
            rural=shown(result, Sign.NEVER, measure=RURAL, **where),
            urban=shown(result, Sign.NEVER, measure=URBAN, **where),
            year=Period.parse(last),
            first=Period.parse(min(rural)),
        ),
    )

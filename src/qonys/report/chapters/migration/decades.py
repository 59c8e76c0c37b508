"""Decades: net migration of each region in constant borders, published and derived."""

from __future__ import annotations

from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Chart, Figure, Mark, Section, Table
from qonys.report.chapters.context import Context, span
from qonys.report.chapters.parts import claims_in, ordered, period_rows, shown, sources_of, table_cell
from qonys.text import PlaceName, Sign, say


def constant_borders(context: Context) -> int:
    """The newest division whose areas have an account in most years: the one before the last change."""
    eras = [era for era in context.pack.lineage.years if era and era <= int(context.year)]
    return eras[-2] if len(eras) > 1 else int(context.year)


def history(context: Context, borders: int) -> Result:
    """Net migration of a division's areas as far back as the accounts go."""
    years = context.years("births", (context.country,))
    return context.run("migration.history", periods=span(years[0], context.year), borders=borders)


def section(context: Context) -> Section | None:
    """Small multiples of net migration per 1,000, and a table of chosen years."""
    borders = constant_borders(context)
    result = history(context, borders)
    regions = tuple(a for a in context.pack.regions(borders) if result.series(measure="net_rate", area=a))
    years = result.axes["period"]
    if not regions:
        return None
    last = years[-1]
    by_rate = ordered(result, regions, measure="net_rate", period=last)
    chosen = _chosen(years)
    cells = tuple(
        (
            PlaceName(area),
            *(table_cell(result, Sign.ALWAYS, measure="net", area=area, period=y) for y in chosen),
            *(
                table_cell(result, Sign.ALWAYS, measure="net_rate", area=area, period=y)
                for y in (chosen[0], chosen[-1])
            ),
        )
        for area in by_rate
    )
    sources = sources_of(context.run, claims_in(c for line in cells for c in line))
    figure = _panels(result, by_rate, chosen, borders, sources)
    table = Table(
        "decades-table",
        say("mig-decades-table", year=str(borders)),
        (
            say("ui-area"),
            *(Period.parse(y) for y in chosen),
            *(say("mig-rate-of", year=Period.parse(y)) for y in (chosen[0], chosen[-1])),
        ),
        cells,
        sources,
        say("mig-unit-net-and-rate"),
        (say("mig-note-derived"),),
    )
    return Section("decades", say("mig-decades"), (figure, table))


def _panels(
    result: Result, by_rate: tuple[str, ...], chosen: tuple[str, ...], borders: int, sources: tuple[str, ...]
) -> Figure:
    """One small line chart for each region; the title names the largest turn."""
    years, last = result.axes["period"], chosen[-1]
    rows = tuple(r for a in by_rate for r in period_rows(result, years, PlaceName(a), measure="net_rate", area=a))
    # the region whose rate changed most between the first and the last year of the table
    moved = [a for a in by_rate if all(result.has(measure="net_rate", area=a, period=y) for y in (chosen[0], last))]
    swing = max(moved, key=lambda a: abs(_rate(result, a, last) - _rate(result, a, chosen[0])))
    return Figure(
        "decades",
        say(
            "mig-decades-title",
            area=PlaceName(swing),
            then=shown(result, Sign.ALWAYS, measure="net_rate", area=swing, period=chosen[0]),
            now=shown(result, Sign.ALWAYS, measure="net_rate", area=swing, period=last),
            first=Period.parse(chosen[0]),
            last=Period.parse(last),
        ),
        Chart(Mark.PANELS, rows, "per_1000", diverging=True),
        say("mig-decades-alt", first=Period.parse(years[0]), last=Period.parse(last)),
        sources,
        (say("mig-note-derived"), say("mig-note-borders", year=str(borders)), say("mig-note-transfer")),
    )


def _rate(result: Result, area: str, year: str) -> float:
    return result.value(measure="net_rate", area=area, period=year)


def _chosen(years: tuple[str, ...]) -> tuple[str, ...]:
    """The first year, each tenth, and the last."""
    return tuple(y for y in years if y in (years[0], years[-1]) or int(y) % 10 == 0)

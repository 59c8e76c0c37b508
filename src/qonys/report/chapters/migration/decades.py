"""Decades: net migration of each region in constant borders, published and derived."""

from __future__ import annotations

from dataclasses import replace
from math import nan

from qonys.comparisons import Declared, Item, Kind, superlative
from qonys.model import Period, Place
from qonys.model.result import Result
from qonys.report.blocks import Chart, Figure, Mark, Section, Table
from qonys.report.chapters.compared import kept
from qonys.report.chapters.context import Context, span
from qonys.report.chapters.parts import claims_in, ordered, period_rows, shown, sources_of, table_cell
from qonys.text import Message, PlaceName, Sign, say


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
    cities = tuple(a for a in by_rate if context.pack.areas[a].place is Place.CITY)
    rural = tuple(a for a in by_rate if a not in cities)
    apart = "decades-apart" if cities else "decades"
    figures = [
        _figure(context, result, areas, (mark, name, title), borders)
        for areas, mark, name, title in (
            (rural, Mark.PANELS, "decades", apart), (cities, Mark.LINES, "decades-cities", "decades-cities"),
        )
        if areas
    ]  # fmt: skip
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
    drawn = tuple(replace(figure, sources=sources) for figure in figures)
    return Section("decades", say("mig-decades"), (*drawn, table))


def _figure(
    context: Context, result: Result, areas: tuple[str, ...], drawn: tuple[Mark, str, str], borders: int
) -> Figure:
    """Net migration per 1,000 of some areas (`drawn`: how, id, title); the title names the largest change among them.

    Cities stand apart from regions: on one scale they would leave nothing to see of the others.
    """
    years, (mark, name, title) = result.axes["period"], drawn
    rows = tuple(r for a in areas for r in period_rows(result, years, PlaceName(a), measure="net_rate", area=a))
    return Figure(
        name,
        _turn(context, result, areas, (f"mig-{title}-title", f"mig-{name}-title-plain")),
        Chart(mark, rows, "per_1000", diverging=True),
        say(f"mig-{name}-alt", first=Period.parse(years[0]), last=Period.parse(years[-1])),
        (),
        (say("mig-note-derived"), say("mig-note-borders", year=str(borders)), say("mig-note-transfer")),
    )


def _turn(context: Context, result: Result, areas: tuple[str, ...], ids: tuple[str, str]) -> Message:
    """The area whose rate changed most, of those with a figure for both ends of the longest history."""
    ends = {a: list(result.series(measure="net_rate", area=a)) for a in areas}
    first, last = min(known[0] for known in ends.values()), max(known[-1] for known in ends.values())
    turns = tuple(
        Item(PlaceName(a), abs(_rate(result, a, last) - _rate(result, a, first)) if _has(ends[a], first, last) else nan)
        for a in areas
    )
    id, plain = ids[0], say(ids[1], first=Period.parse(first), last=Period.parse(last))
    found = kept(context, id, superlative(Declared(Kind.AREAS, turns), named=1))
    if found is None:
        return plain
    code = found.first.label.code  # type: ignore[attr-defined]
    then, now = (
        shown(result, Sign.ALWAYS, measure="net_rate", area=code, period=year) for year in (first, last)
    )  # fmt: skip
    return say(id, turn=found, then=then, now=now, first=Period.parse(first), last=Period.parse(last))


def _has(known: list[str], first: str, last: str) -> bool:
    return first in known and last in known


def _rate(result: Result, area: str, year: str) -> float:
    return result.value(measure="net_rate", area=area, period=year)


def _chosen(years: tuple[str, ...]) -> tuple[str, ...]:
    """The first year, each tenth, and the last."""
    return tuple(y for y in years if y in (years[0], years[-1]) or int(y) % 10 == 0)

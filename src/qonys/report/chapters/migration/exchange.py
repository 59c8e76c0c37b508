"""Who exchanges people with whom: flows between regions, estimated from published margins, with their doubt."""

from __future__ import annotations

from collections.abc import Sequence

from qonys.comparisons import Declared, Kind, Refusal, Superlative, Top, superlative, top
from qonys.errors import CannotCompute
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chart, Figure, Finding, Mark, Paragraph, Row, Section, Severity, Table, TableCell
from qonys.report.chapters.compared import kept, member, told
from qonys.report.chapters.context import Context
from qonys.report.chapters.migration import printed
from qonys.report.chapters.parts import row, shown, sources_of, table_cell
from qonys.text import Message, PlaceName, Sign, say

LARGEST = 15
"""Flows in the table of the country."""
FROM_TO = (say("mig-origin"), say("mig-destination"))
OF_REGION = 6
"""Origins and destinations of one region."""


def flows(context: Context) -> Result | None:
    """Flows of the last year for which every region has arrivals and departures."""
    years = [y for y in _years(context) if _complete(context, y)]
    if not years:
        return None
    try:
        return context.run(
            "migration.flows",
            areas=context.regions,
            periods=(years[-1],),
            borders=int(context.year),
            draws=printed.DRAWS,
        )
    except CannotCompute:
        return None


def _years(context: Context) -> tuple[str, ...]:
    return context.years("arrivals_internal", context.regions)


def _complete(context: Context, year: str) -> bool:
    found = context.figures("arrivals_internal", "departures_internal", areas=context.regions, periods=(year,))
    return all(found.has(measure=m, area=a, period=year) for m in found.axes["measure"] for a in context.regions)


def section(context: Context) -> Section | None:
    """Matrix and largest flows of the country, or partners of one region; and the estimate beside print."""
    result = flows(context)
    if result is None:
        return None
    blocks: list[Block] = [Paragraph(say("mig-flows-lead", year=Period.parse(result.axes["period"][0])))]
    if context.is_country:
        blocks += [_arrows(context, result), _ring(context, result), _matrix(context, result)]
        blocks += [_ranking(context, result), _largest(context, result)]
        blocks += printed.check(context, next(y for y in _years(context) if _complete(context, y)))
    else:
        blocks += [_arrows(context, result), _partners(context, result)]
    blocks += printed.used(context, result)
    blocks += printed.evidence(context, result)
    return Section("flows", say("mig-flows"), tuple(blocks))


def _moves(result: Result, origin: str, destination: str) -> float:
    return result.value(measure="moves", origin=origin, destination=destination, period=result.axes["period"][0])


def _pairs(result: Result) -> list[tuple[str, str]]:
    """Pairs of different areas, the largest flow first."""
    areas = result.axes["origin"]
    return sorted(((o, d) for o in areas for d in areas if o != d), key=lambda pair: -_moves(result, *pair))


def _matrix(context: Context, result: Result) -> Figure:
    period = result.axes["period"][0]
    rows: list[Row] = [
        row(result, PlaceName(d), PlaceName(o), measure="moves", origin=o, destination=d, period=period)
        if o != d
        else Row(PlaceName(d), None, PlaceName(o))
        for o in context.regions
        for d in context.regions
    ]
    plain = say("mig-flow-matrix-plain", year=Period.parse(period))
    return Figure(
        "flow-matrix",
        _first_title(context, result, _pairs(result), plain),
        Chart(Mark.HEAT, tuple(rows), "persons", flows=FROM_TO),
        say("mig-flow-matrix-alt", year=Period.parse(period)),
        _sources(context, result),
        (say("mig-note-flows"), say("mig-note-flow-inside")),
    )


def _declared(result: Result, pairs: Sequence[tuple[str, str]]) -> Declared:
    """Flows as a set, each with its interval."""
    period = result.axes["period"][0]
    ends = {"low": "low", "high": "high"}
    return Declared(
        Kind.FLOWS,
        tuple(
            member(result, _pair(o, d), Sign.PLAIN, ends, measure="moves", origin=o, destination=d, period=period)
            for o, d in pairs
        ),
    )


def _pair(origin: str, destination: str) -> Message:
    return say("mig-flow-pair", origin=PlaceName(origin), destination=PlaceName(destination))


def _first_title(context: Context, result: Result, pairs: Sequence[tuple[str, str]], plain: Message) -> Message:
    """The largest flow where its interval sets it apart, or a title that names none."""
    found = kept(context, "mig-flow-first-title", superlative(_declared(result, pairs), named=1))
    return plain if found is None else _largest_message("mig-flow-first-title", result, found)


def _largest_message(id: str, result: Result, found: Superlative) -> Message:
    """A message on the largest flow with both ends of its interval."""
    assert found.claim is not None
    ends = {m: shown(result, **{**found.claim.cell, "measure": m}) for m in ("low", "high")}
    return say(id, top=found, **ends, year=Period.parse(result.axes["period"][0]))


def _arrows(context: Context, result: Result) -> Figure:
    """The largest flows on a map: of the country, or of the region."""
    pairs = _pairs(result)
    area = context.area
    chosen = pairs[:LARGEST] if context.is_country else [p for p in pairs if area in p][: 2 * OF_REGION]
    period = result.axes["period"][0]
    rows = tuple(
        row(result, PlaceName(d), PlaceName(o), measure="moves", origin=o, destination=d, period=period)
        for o, d in chosen
    )
    return Figure(
        "flow-map",
        _map_title(context, result, pairs if context.is_country else [p for p in pairs if area in p], len(chosen)),
        Chart(Mark.ARROWS, rows, "persons", borders=context.borders, flows=FROM_TO),
        say("mig-flow-map-alt", count=len(rows), year=Period.parse(period)),
        _sources(context, result),
        (say("mig-note-flow-arrows"), say("mig-note-flows")),
    )


def _map_title(context: Context, result: Result, pairs: Sequence[tuple[str, str]], count: int) -> Message:
    """How many of how many flows are drawn, or the largest by name."""
    every, year = top(_declared(result, pairs), count), Period.parse(result.axes["period"][0])
    plain = say("mig-flow-matrix-plain", year=year)
    if isinstance(every, Top):
        id = "mig-flow-map-plain" if context.is_country else "mig-flow-map-own-plain"
        plain = say(id, top=every, year=year, area=PlaceName(context.area))
    return _first_title(context, result, pairs, plain)


def _ring(context: Context, result: Result) -> Figure:
    """All flows as ribbons between regions on a ring."""
    period = result.axes["period"][0]
    rows = tuple(
        row(result, PlaceName(d), PlaceName(o), measure="moves", origin=o, destination=d, period=period)
        for o in context.regions
        for d in context.regions
        if o != d
    )
    return Figure(
        "flow-ring",
        say("mig-flow-ring-title", year=Period.parse(period)),
        Chart(Mark.CHORD, rows, "persons", flows=FROM_TO),
        say("mig-flow-ring-alt", year=Period.parse(period)),
        _sources(context, result),
        (say("mig-note-ring"),),
    )


def _ranking(context: Context, result: Result) -> Figure:
    """The largest flows in order, each with both ends of its interval."""
    period = result.axes["period"][0]
    pairs = _pairs(result)[:LARGEST]
    rows = tuple(
        row(
            result,
            _pair(o, d),
            say(name),
            measure=measure,
            origin=o,
            destination=d,
            period=period,
        )
        for o, d in pairs
        for measure, name in (("low", "mig-low"), ("moves", "mig-moves"), ("high", "mig-high"))
    )
    found = top(_declared(result, _pairs(result)), len(pairs))
    year = Period.parse(period)
    said = {"top": found}
    plain = say("mig-flow-matrix-plain", year=year)
    return Figure(
        "flow-ranking",
        told(context, "mig-flow-ranking-title", said, plain),
        Chart(Mark.DOTS, rows, "persons"),
        told(context, "mig-flow-ranking-alt", said, plain, year=year),
        _sources(context, result),
        (say("mig-note-interval"),),
    )


def _sources(context: Context, result: Result) -> tuple[str, ...]:
    areas = result.axes["origin"]
    claim = result.claim(measure="moves", origin=areas[0], destination=areas[1], period=result.axes["period"][0])
    return sources_of(context.run, [claim])


def _lines(result: Result, pairs: Sequence[tuple[str, str]]) -> tuple[tuple[TableCell, ...], ...]:
    period = result.axes["period"][0]
    return tuple(
        (
            PlaceName(o),
            PlaceName(d),
            *(table_cell(result, measure=m, origin=o, destination=d, period=period) for m in ("moves", "low", "high")),
        )
        for o, d in pairs
    )


def _table(context: Context, id: str, title: Message, result: Result, pairs: Sequence[tuple[str, str]]) -> Table:
    columns = ("mig-origin", "mig-destination", "mig-moves", "mig-low", "mig-high")
    notes = (say("mig-note-flows"), say("mig-note-interval"))
    return Table(
        id, title, tuple(say(c) for c in columns), _lines(result, pairs), _sources(context, result),
        say("unit-persons"), notes,
    )  # fmt: skip


def _largest(context: Context, result: Result) -> Table:
    year, pairs = Period.parse(result.axes["period"][0]), _pairs(result)
    found = top(_declared(result, pairs), LARGEST)
    title = told(context, "mig-largest-flows-table", {"top": found}, say("mig-flow-matrix-plain", year=year), year=year)
    return _table(context, "largest-flows", title, result, pairs[:LARGEST])


def _partners(context: Context, result: Result) -> Table:
    """From where people come to a region, and where they go."""
    area = context.area
    pairs = _pairs(result)
    into, out = [p for p in pairs if p[1] == area][:OF_REGION], [p for p in pairs if p[0] == area][:OF_REGION]
    title = say("mig-flow-partners-table", area=PlaceName(area), year=Period.parse(result.axes["period"][0]))
    return _table(context, "flow-partners", title, result, (*into, *out))


def finding(context: Context) -> Finding | None:
    """The largest flow between two regions with its interval, or that it cannot be told."""
    result = flows(context)
    if result is None or not context.is_country:
        return None
    every = _declared(result, _pairs(result))
    found, first = superlative(every, named=1), top(every, LARGEST)
    if isinstance(found, Superlative):
        return Finding(Severity.NOTE, _largest_message("mig-largest-flow", result, found))
    if isinstance(first, Refusal):
        context.ledger.note("mig-largest-flow", first)
        return None
    context.ledger.note("mig-largest-flow", found, "mig-largest-flow-open")
    year = Period.parse(result.axes["period"][0])
    return Finding(Severity.NOTE, say("mig-largest-flow-open", top=first, year=year))

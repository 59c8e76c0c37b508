"""Who exchanges people with whom: flows between regions, estimated from published margins, with their doubt."""

from __future__ import annotations

from collections.abc import Sequence

from qonys.errors import CannotCompute
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chart, Figure, Finding, Mark, Paragraph, Row, Section, Severity, Table, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, row, shown, sources_of, table_cell
from qonys.text import Message, PlaceName, say

DRAWS = 400
LARGEST = 15
"""Flows in the table of the country."""
OF_REGION = 6
"""Origins and destinations of one region."""


def flows(context: Context) -> Result | None:
    """Flows of the last year for which every region has arrivals and departures."""
    years = [y for y in context.years("arrivals_internal", context.regions) if _complete(context, y)]
    if not years:
        return None
    try:
        return context.run(
            "migration.flows", areas=context.regions, periods=(years[-1],), borders=int(context.year), draws=DRAWS
        )
    except CannotCompute:
        return None


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
        check = _check(context)
        blocks += [check] if check is not None else []
    else:
        blocks += [_arrows(context, result), _partners(context, result)]
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
    origin, destination = _pairs(result)[0]
    return Figure(
        "flow-matrix",
        _flow_title("mig-flow-matrix-title", result, origin, destination),
        Chart(Mark.HEAT, tuple(rows), "persons"),
        say("mig-flow-matrix-alt", year=Period.parse(period)),
        _sources(context, result),
        (say("mig-note-flows"), say("mig-note-flow-inside")),
    )


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
    title = "mig-flow-map-title" if context.is_country else "mig-flow-map-own-title"
    return Figure(
        "flow-map",
        _flow_title(title, result, *chosen[0]),
        Chart(Mark.ARROWS, rows, "persons", borders=context.borders),
        say("mig-flow-map-alt", count=len(rows), year=Period.parse(period)),
        _sources(context, result),
        (say("mig-note-flow-arrows"), say("mig-note-flows")),
    )


def _ring(context: Context, result: Result) -> Figure:
    """All flows as ribbons between regions on a ring."""
    period = result.axes["period"][0]
    rows = tuple(
        row(result, PlaceName(d), PlaceName(o), measure="moves", origin=o, destination=d, period=period)
        for o in context.regions
        for d in context.regions
        if o != d
    )
    busiest = max(context.regions, key=lambda a: sum(_moves(result, *p) for p in _pairs(result) if a in p))
    return Figure(
        "flow-ring",
        say("mig-flow-ring-title", area=PlaceName(busiest), year=Period.parse(period)),
        Chart(Mark.CHORD, rows, "persons"),
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
            say("mig-flow-pair", origin=PlaceName(o), destination=PlaceName(d)),
            say(name),
            measure=measure,
            origin=o,
            destination=d,
            period=period,
        )
        for o, d in pairs
        for measure, name in (("low", "mig-low"), ("moves", "mig-moves"), ("high", "mig-high"))
    )
    values = [
        [result.value(measure=m, origin=o, destination=d, period=period) for m in ("low", "high")] for o, d in pairs
    ]
    apart = sum(low > values[0][1] or high < values[0][0] for low, high in values)
    return Figure(
        "flow-ranking",
        say("mig-flow-ranking-title", apart=apart, count=len(pairs)),
        Chart(Mark.DOTS, rows, "persons"),
        say("mig-flow-ranking-alt", count=len(pairs), year=Period.parse(period)),
        _sources(context, result),
        (say("mig-note-interval"),),
    )


def _flow_title(id: str, result: Result, origin: str, destination: str) -> Message:
    period = result.axes["period"][0]
    cell = {"origin": origin, "destination": destination, "period": period}
    return say(
        id,
        origin=PlaceName(origin),
        destination=PlaceName(destination),
        moves=shown(result, measure="moves", **cell),
        low=shown(result, measure="low", **cell),
        high=shown(result, measure="high", **cell),
        year=Period.parse(period),
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
    title = say("mig-largest-flows-table", year=Period.parse(result.axes["period"][0]))
    return _table(context, "largest-flows", title, result, _pairs(result)[:LARGEST])


def _partners(context: Context, result: Result) -> Table:
    """From where people come to a region, and where they go."""
    area = context.area
    pairs = _pairs(result)
    into, out = [p for p in pairs if p[1] == area][:OF_REGION], [p for p in pairs if p[0] == area][:OF_REGION]
    title = say("mig-flow-partners-table", area=PlaceName(area), year=Period.parse(result.axes["period"][0]))
    return _table(context, "flow-partners", title, result, (*into, *out))


def _checked(context: Context) -> Result | None:
    years = [y for y in context.years("arrivals_internal", context.regions) if _complete(context, y)]
    try:
        return context.run(
            "migration.flow_check", areas=context.regions, periods=(years[0],), borders=int(context.year), draws=DRAWS
        )
    except CannotCompute:
        return None


def _check(context: Context) -> Table | None:
    """The estimate beside the flows that were printed."""
    result = _checked(context)
    if result is None:
        return None
    pairs = sorted(result.axes["pair"], key=lambda p: -result.value(measure="printed", pair=p))
    lines: tuple[tuple[TableCell, ...], ...] = tuple(
        (
            *(PlaceName(code) for code in pair.split(">")),
            *(table_cell(result, measure=m, pair=pair) for m in ("printed", "estimated", "low", "high")),
        )
        for pair in pairs
    )
    claims = claims_in(line[2] for line in lines)
    columns = ("mig-origin", "mig-destination", "mig-printed-share", "mig-estimated", "mig-low", "mig-high")
    inside = sum(result.value(measure="within", pair=p) for p in pairs)
    return Table(
        "flow-check",
        say("mig-flow-check-table", inside=int(inside), count=len(pairs)),
        tuple(say(c) for c in columns),
        lines,
        sources_of(context.run, claims),
        say("unit-share"),
        (say("mig-note-flow-check"),),
    )


def finding(context: Context) -> Finding | None:
    """The largest flow between two regions, with its interval."""
    result = flows(context)
    if result is None or not context.is_country:
        return None
    origin, destination = _pairs(result)[0]
    return Finding(Severity.NOTE, _flow_title("mig-largest-flow", result, origin, destination))

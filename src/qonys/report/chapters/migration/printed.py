"""Flows that were printed: those that the estimate holds, those that contradict it, and those of other periods."""

from __future__ import annotations

from qonys.errors import CannotCompute
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Paragraph, Table, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, shown, sources_of, table_cell
from qonys.text import Items, Message, PlaceName, say

DRAWS = 400
"""Tables that the interval of an estimated flow is taken from."""
MEASURES = {
    "printed": "mig-flow-number",
    "printed_arrivals": "mig-flow-share-arrivals",
    "printed_departures": "mig-flow-share-departures",
}
"""Measures of an estimate that have what was printed, and how one is named."""


def used(context: Context, result: Result) -> list[Block]:
    """How many flows and shares printed for the period the estimate holds, and which contradict what."""
    period = result.axes["period"][0]
    stated = [
        {"measure": m, "origin": o, "destination": d, "period": period}
        for m in result.axes["measure"] if m in MEASURES
        for o in context.regions for d in context.regions
    ]  # fmt: skip
    stated = [cell for cell in stated if result.has(**cell)]
    if not stated:
        return []
    held = [cell["measure"] for cell in stated if not result.reason(**cell)]
    flows = held.count("printed")
    year = Period.parse(period)
    blocks: list[Block] = [Paragraph(say("mig-flow-held", flows=flows, shares=len(held) - flows, year=year))]
    for reason in ("contradicts-margins", "contradicts-print"):
        against = tuple(_named(result, **cell) for cell in stated if result.reason(**cell) == reason)
        if against:
            blocks.append(Paragraph(say(f"mig-flow-{reason}", flows=Items(against), year=year)))
    return blocks


def _named(result: Result, **cell: str) -> Message:
    pair = say("mig-flow-pair", origin=PlaceName(cell["origin"]), destination=PlaceName(cell["destination"]))
    return say(MEASURES[cell["measure"]], flow=pair, number=shown(result, **cell))


def evidence(context: Context, result: Result) -> list[Block]:
    """Flows printed for other periods beside the estimate: of the country all, of a region its own."""
    year = result.axes["period"][0]
    try:
        found = context.run(
            "migration.flow_evidence", areas=context.regions, periods=(year,), borders=int(context.year), draws=DRAWS
        )
    except CannotCompute:
        return []
    cells = [
        {"pair": pair, "printed": period}
        for period in found.axes["printed"]
        for pair in found.axes["pair"]
        if found.has(measure="printed", pair=pair, printed=period)
        and (context.is_country or context.area in pair.split(">"))
    ]
    if not cells:
        return []
    inside = sum(int(found.value(measure="within", **cell)) for cell in cells)
    lines = tuple(_line(found, cell) for cell in cells)
    heads = ("mig-origin", "mig-destination", "mig-printed-for", "mig-printed-share", "mig-pace", "mig-estimated",
             "mig-low", "mig-high", "mig-agrees")  # fmt: skip
    table = Table(
        "flow-evidence",
        say("mig-flow-evidence-table", inside=inside, count=len(cells), year=Period.parse(year)),
        tuple(say(head) for head in heads),
        lines,
        sources_of(context.run, claims_in(line[3] for line in lines)),
        say("unit-persons"),
        (say("mig-note-flow-evidence"),),
    )
    return [table]


def _line(found: Result, cell: dict[str, str]) -> tuple[TableCell, ...]:
    origin, destination = cell["pair"].split(">")
    numbers = (table_cell(found, measure=m, **cell) for m in ("printed", "pace", "estimated", "low", "high"))
    word = "yes" if found.value(measure="within", **cell) else "no"
    places = (PlaceName(origin), PlaceName(destination), Period.parse(cell["printed"]))
    return (*places, *numbers, say(f"mig-agrees-{word}"))


def _checked(context: Context, year: str) -> Result | None:
    try:
        return context.run(
            "migration.flow_check",
            areas=context.regions,
            periods=(year,),
            borders=int(context.year),
            draws=DRAWS,
        )
    except CannotCompute:
        return None


def check(context: Context, year: str) -> list[Block]:
    """The estimate beside the flows that were printed."""
    result = _checked(context, year)
    if result is None:
        return []
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
    table = Table(
        "flow-check",
        say("mig-flow-check-table", inside=int(inside), count=len(pairs)),
        tuple(say(c) for c in columns),
        lines,
        sources_of(context.run, claims),
        say("unit-share"),
        (say("mig-note-flow-check"),),
    )
    return [table]

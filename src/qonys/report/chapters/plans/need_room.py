"""How many people a region has room for in a year, what binds first, and what is not known."""

from __future__ import annotations

import numpy as np

from qonys.comparisons import Declared, End, Item, Kind, Refusal, superlative, top
from qonys.model.result import Result
from qonys.report.blocks import Finding, Paragraph, Section, Severity, Table, TableCell
from qonys.report.chapters.compared import told
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, sources_of, table_cell
from qonys.report.chapters.plans.need_index import about, part_name
from qonys.studies.need.compute import declared_rooms
from qonys.text import Argument, Items, PlaceName, Shown, Sign, say

ROOM = "plan.need_room"
HOMES, JOBS = "homes", "jobs"
"""The two capacities of the finding; a pack may declare others."""


def finding(context: Context) -> Finding | None:
    """Room in homes and jobs."""
    result = context.run(ROOM)
    at = {"measure": "room", "area": context.area}
    if not all(result.has(**at, capacity=c) for c in (HOMES, JOBS)):
        return None
    if not any(result.value(**at, capacity=c) for c in (HOMES, JOBS)):
        return Finding(Severity.NOTABLE, say("need-lead-no-room", area=PlaceName(context.area)))
    homes, jobs = (_rounded(result, **at, capacity=c) for c in (HOMES, JOBS))
    return Finding(Severity.NOTABLE, say("need-lead-room", homes=homes, jobs=jobs))


def section(context: Context) -> Section | None:
    """Room by region and capacity."""
    found, result = declared_rooms(context.run), context.run(ROOM)
    if context.area not in found.areas or not found.capacities:
        return None
    unknown = [c for j, c in enumerate(found.capacities) if np.isnan(found.gross[:, j]).all()]
    said = [Paragraph(say("need-room-lead")), *_binding(context, result)]
    table = _by_region(context, result) if context.is_country else _of_region(context, result)
    after = [Paragraph(say("need-room-missing", names=Items(tuple(part_name(c) for c in unknown))))] if unknown else []
    return Section("need-room", say("need-room"), (*said, table, *after, Paragraph(say("need-room-limits"))))


def _binding(context: Context, result: Result) -> tuple[Paragraph, ...]:
    capacity = declared_rooms(context.run).binding(context.area)
    if not capacity or context.is_country:
        return ()
    cell = {"measure": "room", "area": context.area, "capacity": capacity}
    place: dict[str, Argument] = {"area": PlaceName(context.area), "capacity": part_name(capacity)}
    if not result.value(**cell):
        return (Paragraph(say("need-binding-none", **place)),)
    items = []
    for known in declared_rooms(context.run).capacities:
        if result.has(**{**cell, "capacity": known}):
            said = _rounded(result, **{**cell, "capacity": known})
            at = {"area": context.area, "capacity": known}
            low, high = (result.value(measure=f"room_{end}", **at) for end in ("low", "high"))
            items.append(Item(part_name(known), said.claim.value, said.claim, low, high, said))
    every = Declared(Kind.CAPACITIES, tuple(items))
    least, order = superlative(every, End.LEAST), top(every, len(items), End.LEAST)
    if isinstance(order, Refusal):
        plain = say("need-binding-one", **place, people=_rounded(result, **cell))
    else:
        plain = say("need-binding-open", area=place["area"], top=order)
    return (Paragraph(told(context, "need-binding", {"top": least}, plain, area=place["area"])),)


def _rounded(result: Result, sign: Sign = Sign.PLAIN, /, **cell: str) -> Shown:
    """A number to three digits: more would pretend to know them."""
    value = result.value(**cell)
    return Shown(result.claim(decimals=min(0, 3 - len(f"{abs(value):.0f}")), **cell), sign)


def _cell(result: Result, **cell: str) -> TableCell:
    return _rounded(result, **cell) if result.has(**cell) else table_cell(result, **cell)


def _by_region(context: Context, result: Result) -> Table:
    """The capacities that several areas have, of each region and the country."""
    found = declared_rooms(context.run)
    known = [c for j, c in enumerate(found.capacities) if (~np.isnan(found.gross[:, j])).sum() > 1]
    rows = tuple(
        (
            PlaceName(a), _cell(result, measure="own", area=a, capacity=known[0]),
            *(_cell(result, measure=m, area=a, capacity=c) for c in known for m in ("gross", "room")),
        )
        for a in found.areas
    )  # fmt: skip
    of = [say(f"need-{word}-of", capacity=part_name(c)) for c in known for word in ("gross", "left")]
    sources = sources_of(context.run, claims_in(rows[0]))
    heads = (say("ui-area"), say("need-own"), *of)
    return Table("need-room", say("need-room-table"), heads, rows, sources, say("unit-persons"))


def _of_region(context: Context, result: Result) -> Table:
    found, parts = declared_rooms(context.run), ("gross", "own", "room", "room_low", "room_high")
    rows = tuple(
        (part_name(c), *(_cell(result, measure=m, area=context.area, capacity=c) for m in parts))
        for c in found.capacities
    )
    heads = ("capacity", "gross", "own", "left", "left-low", "left-high")
    notes = tuple(about(c) for c in found.capacities)
    columns = tuple(say(f"need-{h}") for h in heads)
    title = say("need-room-region", area=PlaceName(context.area))
    sources = sources_of(context.run, (c for line in rows for c in claims_in(line)))
    return Table("need-room", title, columns, rows, sources, say("unit-persons"), notes)

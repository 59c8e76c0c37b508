"""Settlement by quota: official quotas beside moves, what the quota steers, and a marked scenario of a plan."""

from __future__ import annotations

from qonys.errors import QonysError
from qonys.model import Period
from qonys.model.result import Result
from qonys.packs.settlement import has_settlement
from qonys.report.blocks import Block, Finding, Label, Missing, Paragraph, Section, Severity, Table, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, sources_of, table_cell
from qonys.studies.settlement.gather import data_of, quotas_of
from qonys.text import Argument, Items, PlaceName, Shown, Sign, say

SHOWN_YEARS = 3
"""Years of quotas in the table of regions."""


def sections(context: Context) -> tuple[Section, ...]:
    """Quotas and moves, then the scenario; nothing for a pack that says nothing of settlement."""
    if not has_settlement(context.pack):
        return ()
    return tuple(s for s in (_official(context), _scenario(context)) if s is not None)


def findings(context: Context) -> tuple[Finding, ...]:
    """How few the quota steers, for the country."""
    if not has_settlement(context.pack) or not context.is_country:
        return ()
    found = _steered(context)
    return () if found is None else (Finding(Severity.NOTABLE, say("psett-lead-steered", **found)),)


def _steered(context: Context) -> dict[str, Argument] | None:
    try:
        shares = context.run("plan.settlement.shares")
    except QonysError:
        return None
    known = shares.series(measure="steered")
    if not known:
        return None
    last = max(known)
    share = Shown(shares.claim(decimals=1, measure="steered", period=last))
    return {"share": share, "one": Shown(shares.claim(measure="one_in", period=last)), "year": last}


def _equals_quota(context: Context, year: str) -> bool:
    """Whether those settled are exactly as many as a quota: then the quota itself may have been reported."""
    table = data_of(context.run).table
    counted = [context.run.figure(r.over, context.country, year) for r in table.steered if r.period == year]
    return any(q.total in counted for q in (quotas_of(context.run, p.id, year) for p in table.programme))


def _official(context: Context) -> Section | None:
    """Quotas of regions by year and people moved: what is published."""
    try:
        result = context.run("plan.settlement.official")
    except QonysError:
        return None
    table = data_of(context.run).table
    years = [y for y in table.years if _has_regions(context, result, y)][-SHOWN_YEARS:]
    cells = [("quota", y) for y in years] + [("moved", p) for p in table.wishes]
    heads: list[Label] = [say("ui-area")]
    heads += [say("psett-quota", year=y) for y in years]
    heads += [say("psett-moved" if len(p) == 4 else "psett-moved-part", year=p[:4]) for p in table.wishes]
    rows = tuple(
        (PlaceName(area), *(table_cell(result, measure=m, area=area, period=p) for m, p in cells))
        for area in result.axes["area"]
    )
    said = claims_in(cell for row in rows for cell in row[1:])
    blocks: list[Block] = [
        Table("settlement-quotas", say("psett-official"), tuple(heads), rows, sources_of(context.run, said), None,
              (say("psett-versions"),))
    ]  # fmt: skip
    if (steered := _steered(context)) is not None:
        blocks.append(Paragraph(say("psett-steered", **steered)))
        if _equals_quota(context, str(steered["year"])):
            blocks.append(Paragraph(say("psett-steered-same", year=str(steered["year"]))))
    shares = context.run("plan.settlement.shares")
    for period in shares.series(measure="returned"):
        share = Shown(shares.claim(decimals=1, measure="returned", period=period))
        blocks.append(Paragraph(say("psett-returned", share=share, when=Period.parse(period))))
    return Section("plan-settlement-quotas", say("psett-title"), tuple(blocks))


def _has_regions(context: Context, result: Result, year: str) -> bool:
    regions = [a for a in result.axes["area"] if a != context.country]
    names = [m for m in result.axes["measure"] if m.startswith("quota")]
    return any(result.has(measure=m, area=a, period=year) for a in regions for m in names)


def _scenario(context: Context) -> Section | None:
    """The plan of the marked scenario beside the moves."""
    try:
        found = context.run("plan.settlement.comparison")
        totals = context.run("plan.settlement.totals")
    except QonysError:
        return None
    year, people = totals.axes["year"][0], data_of(context.run).table.people
    names = ("persons", "households", "placed", "first", "without", "most")
    said = {n: Shown(totals.claim(measure=n, year=year)) for n in names}
    size = Shown(totals.claim(decimals=1, measure="family_size", year=year))
    columns = ("quota", "moved", "planned", "change", "first")
    heads = (say("ui-area"), say("psett-quota", year=year), say("psett-moved", year=people),
             say("psett-planned"), say("psett-change"), say("psett-first"))  # fmt: skip
    rows = tuple(
        (PlaceName(area), *(_cell(found, m, area) for m in columns)) for area in found.axes["area"]
    )  # fmt: skip
    table = Table(
        "settlement-scenario", say("psett-comparison", people=people), heads, rows,
        sources_of(context.run, claims_in(rows[0][1:3])), None, (say("psett-note-wishes"), say("psett-note-limits")),
    )  # fmt: skip
    wishes = Items(tuple(Period.parse(when) for when in data_of(context.run).table.wishes))
    text = Paragraph(say("psett-scenario", year=year, people=people, size=size, wishes=wishes, **said))
    return Section("settlement-plan", say("psett-scenario-title", year=year), (text, table))


def _cell(found: Result, measure: str, area: str) -> TableCell:
    cell = table_cell(found, measure=measure, area=area)
    if measure != "change" or isinstance(cell, Missing):
        return cell
    return Shown(found.claim(measure=measure, area=area), Sign.ALWAYS)

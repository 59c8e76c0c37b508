"""The index of labour shortage: regions with their intervals, what went in, and what nobody publishes."""

from __future__ import annotations

from typing import cast

from qonys.comparisons import Declared, Kind, Refusal, Superlative, rank, superlative, top
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chart, Figure, Finding, Mark, Paragraph, Row, Section, Severity, Table
from qonys.report.chapters.compared import kept, member, told
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, ordered, row, shown, sources_of, table_cell
from qonys.studies.need.compute import declared_evidence, shortage_of
from qonys.text import Argument, Message, PlaceName, Shown, Sign, say

INDEX = "plan.need"
COLUMNS = ("central", "low", "high", "rank_low", "rank_high", "coverage")
HEADS = ("value", "low", "high", "rank-low", "rank-high", "coverage")


def part_name(id: str) -> Message:
    """The name of a component or a capacity."""
    return say(f"need-part-{id.replace('_', '-')}")


def about(id: str) -> Message:
    """What a component or a capacity says, after its name."""
    return say("need-note-of", name=part_name(id), note=say(f"need-about-{id.replace('_', '-')}"))


def finding(context: Context) -> Finding | None:
    """Whether it can be told where labour is shortest; for a region its place."""
    result, found = context.run(INDEX), shortage_of(context.run)
    every = _every(result)
    if context.area in result.axes["area"]:
        place = {
            m: shown(result, measure=f"rank_{e}", area=context.area) for m, e in (("best", "low"), ("worst", "high"))
        }
        own = kept(context, "need-lead-region", rank(every, PlaceName(context.area)))
        return None if own is None else Finding(Severity.NOTABLE, say("need-lead-region", rank=own, **place))
    unknown = shown(context.run("plan.need_unknown"), measure="unknown", about="all")
    most, order = superlative(every), top(every, len(every.items))
    if isinstance(most, Superlative):
        return Finding(Severity.NOTABLE, say("need-lead-first", top=most, unknown=unknown))
    if isinstance(order, Refusal):
        context.ledger.note("need-lead-first", order)
        return None
    context.ledger.note("need-lead-first", most, "need-lead-open")
    codes = [cast("PlaceName", item.label).code for item in order.shown]
    first, last = codes[0], codes[-1]
    said: dict[str, Argument] = {
        "first": PlaceName(first), "last": PlaceName(last), "low": _index(result, "low", first),
        "high": _index(result, "high", last), "unknown": unknown,
    }  # fmt: skip
    if found.apart(first, last):
        return Finding(Severity.NOTABLE, say("need-lead-apart", **said))
    return Finding(Severity.NOTABLE, say("need-lead-open", top=order, **said))


def _every(result: Result) -> Declared:
    """The index of all regions as a set, with its intervals."""
    ends = {"low": "low", "high": "high"}
    items = (member(result, PlaceName(a), Sign.ALWAYS, ends, measure="central", area=a) for a in result.axes["area"])
    return Declared(Kind.AREAS, tuple(items))


def section(context: Context) -> Section:
    """The index and the figures behind it."""
    result = context.run(INDEX)
    blocks: list[Block] = [Paragraph(say("need-method"))]
    if context.is_country:
        blocks.append(_figure(context, result))
    blocks.append(_table(context, result))
    blocks.append(_components(context) if context.is_country else _known(context))
    if context.is_country:
        blocks.append(_coverage(context))
    blocks += [Paragraph(say("need-weights")), Paragraph(say("need-not-causal"))]
    return Section("need-index", say("need-index"), tuple(blocks))


def _index(result: Result, measure: str, area: str) -> Shown:
    return shown(result, Sign.ALWAYS, measure=measure, area=area)


def _figure(context: Context, result: Result) -> Figure:
    areas = ordered(result, result.axes["area"], measure="central")
    series = (("low", "low"), ("central", "value"), ("high", "high"))
    rows: tuple[Row, ...] = tuple(
        row(result, PlaceName(a), say(f"need-{name}"), measure=m, area=a) for a in areas for m, name in series
    )
    ends = {n: _index(result, n, areas[0]) for n in ("low", "high")}
    title = told(context, "need-index-title", {"top": superlative(_every(result))}, say("need-index-table"), **ends)
    sources = sources_of(context.run, [r.claim for r in rows[:1] if r.claim])
    return Figure("need-index", title, Chart(Mark.DOTS, rows, "sd", diverging=True), say("need-index-alt"), sources)


def _table(context: Context, result: Result) -> Table:
    areas = ordered(result, result.axes["area"], measure="central")
    rows = tuple((PlaceName(a), *(table_cell(result, _sign(m), measure=m, area=a) for m in COLUMNS)) for a in areas)
    sources = sources_of(context.run, claims_in(rows[0])[:1])
    heads = (say("ui-area"), *(say(f"need-{h}") for h in HEADS))
    return Table("need-index", say("need-index-table"), heads, rows, sources, None, (say("need-note-least"),))


def _sign(measure: str) -> Sign:
    return Sign.ALWAYS if measure in ("low", "central", "high") else Sign.PLAIN


def _components(context: Context) -> Table:
    """Figures of the components by region; those that no two regions have are in the table of coverage only."""
    result = context.run("plan.need_components")
    _, evidence = declared_evidence(context.run)
    names = [c for c in evidence.components if evidence.share(c) * len(evidence.areas) > 1]
    rows = tuple((PlaceName(a), *(table_cell(result, measure=c, area=a) for c in names)) for a in evidence.areas)
    heads = (say("ui-area"), *(say("need-of-unit", name=part_name(c), unit=_unit(result.units[c])) for c in names))
    sources = sources_of(context.run, (c for line in rows for c in claims_in(line)))
    return Table("need-components", say("need-components-table"), heads, rows, sources)


def _unit(unit: str) -> Message:
    return say(f"unit-{unit.replace('_', '-')}")


def _known(context: Context) -> Table:
    """One region: each component with its figure, or why there is none."""
    result = context.run("plan.need_components")
    _, evidence = declared_evidence(context.run)
    rows = tuple(
        (
            part_name(c), table_cell(result, measure=c, area=context.area), _unit(result.units[c]),
            Period.parse(str(evidence.years[c])) if result.has(measure=c, area=context.area) else "–",
        )
        for c in evidence.components
    )  # fmt: skip
    columns = (say("need-component"), say("need-figure"), say("ui-unit"), say("need-year"))
    notes = tuple(about(c) for c in evidence.components)
    sources = sources_of(context.run, (c for line in rows for c in claims_in(line)))
    return Table(
        "need-known", say("need-known-table", area=PlaceName(context.area)), columns, rows, sources, None, notes
    )


def _coverage(context: Context) -> Table:
    """How far each component reaches."""
    result = context.run("plan.need_coverage")
    _, evidence = declared_evidence(context.run)
    rows = tuple(
        (
            part_name(c), *(table_cell(result, measure=m, component=c) for m in ("areas", "weight")),
            Period.parse(str(evidence.years[c])) if c in evidence.years else "–",
            say(f"need-compared-{'yes' if result.value(measure='compared', component=c) else 'no'}"),
        )
        for c in evidence.components
    )  # fmt: skip
    notes = tuple(about(c) for c in evidence.components)
    heads = ("component", "areas", "weight", "year", "compared")
    columns = tuple(say(f"need-{h}") for h in heads)
    return Table("need-coverage", say("need-coverage-table"), columns, rows, (), None, notes)

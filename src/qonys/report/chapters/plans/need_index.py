"""The index of labour shortage: regions with their intervals, what went in, and what nobody publishes."""

from __future__ import annotations

from qonys.claims.plan_need import declared_evidence, shortage_of
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Chart, Figure, Finding, Mark, Paragraph, Row, Section, Severity, Table
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, ordered, row, shown, sources_of, table_cell
from qonys.text import Message, PlaceName, Shown, Sign, say

INDEX = "plan.need"
COLUMNS = ("index", "index_low", "index_high", "rank", "rank_low", "rank_high", "coverage")
HEADS = ("value", "low", "high", "rank", "rank-low", "rank-high", "coverage")


def part_name(id: str) -> Message:
    """The name of a component or a capacity."""
    return say(f"need-part-{id.replace('_', '-')}")


def about(id: str) -> Message:
    """What a component or a capacity says, after its name."""
    return say("need-note-of", name=part_name(id), note=say(f"need-about-{id.replace('_', '-')}"))


def finding(context: Context) -> Finding:
    """Whether it can be told where labour is shortest; for a region its place."""
    result, found = context.run(INDEX), shortage_of(context.run)
    areas = ordered(result, result.axes["area"], measure="index")
    if context.area in areas:
        place = {m: shown(result, measure=m, area=context.area) for m in ("rank", "rank_low", "rank_high")}
        said = say(
            "need-lead-region", area=PlaceName(context.area), rank=place["rank"], all=str(len(areas)),
            best=place["rank_low"], worst=place["rank_high"],
        )  # fmt: skip
        return Finding(Severity.NOTABLE, said)
    first, last = areas[0], areas[-1]
    said = say(
        "need-lead-apart" if found.apart(first, last) else "need-lead-open",
        first=PlaceName(first), last=PlaceName(last), low=_index(result, "index_low", first),
        high=_index(result, "index_high", last),
        unknown=shown(context.run("plan.need_unknown"), measure="unknown", about="all"),
    )  # fmt: skip
    return Finding(Severity.NOTABLE, said)


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
    areas = ordered(result, result.axes["area"], measure="index")
    series = (("index_low", "low"), ("index", "value"), ("index_high", "high"))
    rows: tuple[Row, ...] = tuple(
        row(result, PlaceName(a), say(f"need-{name}"), measure=m, area=a) for a in areas for m, name in series
    )
    ends = {
        n: _index(result, m, areas[0]) for m, n in (("index", "central"), ("index_low", "low"), ("index_high", "high"))
    }
    title = say("need-index-title", first=PlaceName(areas[0]), **ends)
    sources = sources_of(context.run, [r.claim for r in rows[:1] if r.claim])
    return Figure("need-index", title, Chart(Mark.DOTS, rows, "sd", diverging=True), say("need-index-alt"), sources)


def _table(context: Context, result: Result) -> Table:
    areas = ordered(result, result.axes["area"], measure="index")
    rows = tuple((PlaceName(a), *(table_cell(result, _sign(m), measure=m, area=a) for m in COLUMNS)) for a in areas)
    sources = sources_of(context.run, claims_in(rows[0])[:1])
    heads = (say("ui-area"), *(say(f"need-{h}") for h in HEADS))
    return Table("need-index", say("need-index-table"), heads, rows, sources, None, (say("need-note-least"),))


def _sign(measure: str) -> Sign:
    return Sign.ALWAYS if measure.startswith("index") else Sign.PLAIN


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

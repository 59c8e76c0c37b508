"""What follows migration: all outcomes beside each other, and the principal one by every method."""

from __future__ import annotations

from dataclasses import replace

from qonys.comparisons import Refusal, Why
from qonys.comparisons.several import LEVEL
from qonys.effects.overview import EFFECTS
from qonys.report.blocks import (
    Block,
    Chart,
    Figure,
    Finding,
    Label,
    Mark,
    Paragraph,
    Row,
    Section,
    Severity,
    Table,
    TableCell,
)
from qonys.report.chapters.effects.sentences import shown
from qonys.report.chapters.effects.subject import Subject
from qonys.report.chapters.parts import claims_in, sources_of
from qonys.text import Items, PlaceName, Sign, say

HEADS = ("outcome", "effect", "low", "high", "p", "p-holm", "detectable", "verdict")


def finding(subject: Subject) -> Finding:
    """How many outcomes show an effect, how many rule one out, how many cannot tell."""
    effects = subject.overview.axes["effect"]
    by = {word: [e for e in effects if subject.verdict(e) == word] for word in ("effect", "null", "unknown", "single")}
    unknown = len(by["unknown"]) + len(by["single"])
    counts = {"all": len(effects), "nulls": len(by["null"]), "unknown": unknown}
    if by["single"]:
        family = ", ".join(by["single"])
        subject.context.ledger.note("eff-lead-some", Refusal(Why.NOT_MET, {"outcomes": family}), "eff-says-single")
    if len(by["unknown"]) == len(effects):
        return Finding(Severity.IMPORTANT, say("eff-lead-unknown", all=len(effects)))
    if not by["effect"]:
        return Finding(Severity.IMPORTANT, say("eff-lead-none", **counts))
    names = Items(tuple(subject.name(e) for e in by["effect"]))
    return Finding(Severity.IMPORTANT, say("eff-lead-some", **counts, found=len(by["effect"]), names=names))


def section(subject: Subject) -> Section:
    """A chart, what can be said of each outcome, a table of all."""
    blocks: tuple[Block, ...] = (_chart(subject), *_said(subject), _table(subject, "effects-table"), _placebo(subject))
    return Section("eff-after", say("eff-after"), blocks)


def _said(subject: Subject) -> tuple[Paragraph, ...]:
    """A sentence for each outcome of which the data tell something, and one for all others."""
    effects = subject.overview.axes["effect"]
    told = [Paragraph(subject.sentence(e)) for e in effects if subject.verdict(e) != "unknown"]
    open_ = tuple(subject.name(e) for e in effects if subject.verdict(e) == "unknown")
    if open_:
        told.append(Paragraph(say("eff-says-cannot-tell", names=Items(open_))))
    return tuple(told)


def _sources(subject: Subject, cells: tuple[TableCell, ...]) -> tuple[str, ...]:
    return sources_of(subject.context.run, claims_in(cells)[:1])


def _chart(subject: Subject) -> Figure:
    """Effects on outcomes in logarithms: percent, comparable with each other."""
    result = subject.overview
    rows = []
    for effect in result.axes["effect"]:
        if not subject.specification(effect).relative:
            continue
        for measure in ("low", "effect", "high"):
            if not result.has(measure=f"{measure}_share", effect=effect):
                continue
            claim = shown(result, measure=f"{measure}_share", effect=effect).claim
            rows.append(Row(subject.name(effect), claim.value, say(f"eff-{measure}"), claim))
    sources = sources_of(subject.context.run, [row.claim for row in rows if row.claim is not None][:1])
    return Figure(
        "effects-chart",
        say("eff-chart-title", step=f"{subject.first.step:g}"),
        Chart(Mark.DOTS, tuple(rows), "share"),
        say("eff-chart-alt"),
        sources,
        (say("eff-not-causal"),),
    )


def _table(subject: Subject, id: str) -> Table:
    result = subject.overview
    rows = tuple(table_row(subject, effect) for effect in result.axes["effect"])
    levels = [e for e in result.axes["effect"] if not subject.specification(e).relative]
    notes = [say("eff-holm-note"), say("eff-borders-note")]
    if levels:
        notes.insert(0, say("eff-unit-note", names=Items(tuple(subject.name(e) for e in levels))))
    return Table(
        id, say("eff-table"), tuple(say(f"eff-{h}") for h in HEADS), rows, _sources(subject, rows[0]), None,
        tuple(notes),
    )  # fmt: skip


def table_row(subject: Subject, effect: str) -> tuple[TableCell, ...]:
    """One outcome: effect, interval, p, what could be seen, what would matter, how many figures, the reading."""
    result = subject.overview
    kind = "share" if subject.specification(effect).relative else "level"
    signs = {"effect": Sign.ALWAYS, "low": Sign.ALWAYS, "high": Sign.ALWAYS}
    order = ("effect", "low", "high", "p", "p_holm", "detectable")
    cells = [
        subject.cell(result, signs.get(m, Sign.PLAIN), measure=f"{m}_{kind}" if m in EFFECTS else m, effect=effect)
        for m in order
    ]
    return (subject.name(effect), *cells, subject.reading(effect))


def _placebo(subject: Subject) -> Paragraph:
    """How many outcomes go with the migration that had not happened yet."""
    ahead = subject.run("placebo")
    effects = ahead.axes["effect"]
    seen = [
        ahead.value(measure="verdict", effect=e) == 1 and ahead.value(measure="p_holm", effect=e) <= LEVEL
        for e in effects
    ]
    return Paragraph(say("eff-placebo-note", count=sum(seen), all=len(effects)))


def influence(subject: Subject) -> tuple[Section | None, Finding | None]:
    """Which area drives the principal estimate, and all outcomes without it where it carries more than half."""
    effect = subject.first.id
    result = subject.run("influence", effect=effect)
    areas = sorted(result.axes["area"], key=lambda a: -result.value(measure="leverage", area=a))
    rows = tuple(
        (area_label(a), subject.cell(result, measure="leverage", area=a),
         subject.cell(result, Sign.ALWAYS, measure="without", area=a))
        for a in areas
    )  # fmt: skip
    heads = (say("ui-area"), say("eff-leverage"), say("eff-without"))
    table = Table(
        "effects-influence", say("eff-influence-table", outcome=subject.name(effect)), heads, rows,
        _sources(subject, rows[0]), None, (say("eff-influence-note"),),
    )  # fmt: skip
    top = areas[0]
    if result.value(measure="leverage", area=top) < 0.5:
        return Section("eff-influence", say("eff-influence"), (table,)), None
    less = replace(subject, without=(top,))
    share = shown(result, measure="leverage", area=top)
    told = say("eff-lead-influence", area=area_label(top), share=share, outcome=subject.name(effect),
               effect=shown(result, Sign.ALWAYS, measure="without", area=top))  # fmt: skip
    seen = [e for e in less.overview.axes["effect"] if less.verdict(e) in ("effect", "single")]
    said = tuple(Paragraph(less.sentence(e)) for e in seen)
    again = replace(_table(less, "effects-without"), title=say("eff-without-table", area=area_label(top)))
    return Section("eff-influence", say("eff-influence"), (table, again, *said)), Finding(Severity.IMPORTANT, told)


def area_label(area: str) -> Label:
    """An area, or the areas that changes of borders put together, as a list."""
    codes = area.split("+")
    return PlaceName(area) if len(codes) == 1 else say("eff-joined", areas=Items(tuple(PlaceName(c) for c in codes)))


def methods(subject: Subject) -> Section:
    """The principal estimate by every method, and whether each keeps its size with so few areas."""
    effect = subject.first.id
    result = subject.run("estimate", effect=effect)
    term = result.axes["term"][0]
    rows: list[tuple[TableCell, ...]] = []
    for method in result.axes["method"]:
        at = {"term": term, "method": method}
        if not result.has(measure="p", **at):
            continue
        holds = result.value(measure="holds", **at)
        rows.append(
            (
                say(f"eff-method-{method}"),
                *(subject.cell(result, measure=m, **at) for m in ("estimate", "se", "p", "low", "high")),
                say("eff-yes" if holds else "eff-no"),
            )
        )
    heads = tuple(say(f"eff-{h}") for h in ("method", "effect", "se", "p", "low", "high", "holds"))
    table = Table(
        "effects-methods", say("eff-methods-table", outcome=subject.name(effect)), heads, tuple(rows),
        _sources(subject, rows[0]), None, (say("eff-methods-note"),),
    )  # fmt: skip
    return Section("eff-how-sure", say("eff-how-sure"), (table,))

"""What the doubt about ranks is due to, what may mislead, and what the index consists of."""

from __future__ import annotations

from typing import cast

from qonys.comparisons import Declared, Item, Kind, Refusal, Superlative, Why, superlative
from qonys.model import Period, Span
from qonys.model.result import Result
from qonys.report.blocks import Missing, Paragraph, Section, Table, TableCell
from qonys.report.chapters.compared import kept
from qonys.report.chapters.parts import claims_in, sources_of
from qonys.report.chapters.wellbeing.subject import Subject
from qonys.studies.wellbeing.gather import built
from qonys.text import Argument, Items, PlaceName, Sign, say
from qonys.wellbeing.doubts import ALL
from qonys.wellbeing.guards import Guard, Warned, warnings


def section(subject: Subject) -> Section:
    """Shapley shares of the variance of ranks."""
    result = subject.run("sensitivity")
    sources = result.axes["source"]
    groups: list[str] = [s for s in ("figures", "gaps", "methods", "weights") if s in sources]
    if "methods" not in sources:
        groups = list(sources)
    order = (*groups, *(s for s in sources if s not in groups))
    cells = tuple(
        (
            say(f"wel-source-{s}"),
            *(subject.cell(result, measure=m, source=s, area=ALL) for m in ("share", "low", "high", "first", "total")),
        )
        for s in order
    )
    table = Table(
        "wellbeing-sensitivity",
        say("wel-sensitivity-table"),
        (say("wel-source"), *(say(f"wel-share-{m}") for m in ("share", "low", "high", "first", "total"))),
        cells,
        sources_of(subject.context.run, claims_in(cells[0])[:1]),
        None,
        (say("wel-note-shapley"),),
    )
    return Section("wel-doubt", say("wel-doubt"), (*_blame(subject, result, groups), table))


def _blame(subject: Subject, result: Result, groups: list[str]) -> tuple[Paragraph, ...]:
    """Where most of the doubt comes from, if the intervals of the shares tell."""
    items = []
    for source in groups:
        said, low, high = (subject.shown(result, measure=m, source=source, area=ALL) for m in ("share", "low", "high"))
        items.append(
            Item(say(f"wel-source-{source}"), said.claim.value, said.claim, low.claim.value, high.claim.value, said)
        )
    most = kept(subject.context, "wel-blame", superlative(Declared(Kind.SOURCES, tuple(items))))
    return () if most is None else (Paragraph(say("wel-blame", top=most)),)


def guards(subject: Subject) -> Section | None:
    """What may mislead a reader of the index."""
    rows = _found(subject, subject.span, tuple(Guard))
    if subject.longest != subject.span:
        rows += _found(subject, subject.longest, (Guard.CHANGED_UNIT,))
    if not rows:
        return None
    table = Table(
        "wellbeing-guards",
        say("wel-guards-table"),
        (say("wel-guard"), say("wel-about"), say("ui-value"), say("wel-limit")),
        tuple(rows),
        sources_of(subject.context.run, claims_in(c for line in rows for c in line)[:1]),
        None,
        (say("wel-note-guards"),),
    )
    return Section("wel-guards", say("wel-guards"), (table, _without(subject)))


def _found(subject: Subject, span: Span, wanted: tuple[Guard, ...]) -> list[tuple[TableCell, ...]]:
    made = built(subject.context.run, subject.framework.id, span.id)
    result = subject.run("guards", span)
    rows: list[tuple[TableCell, ...]] = []
    for warned in warnings(made, len(made.table.periods) - 1):
        if warned.guard in wanted:
            label = f"{warned.guard.value}: {', '.join(warned.about)}"
            rows.append(
                (
                    say(f"wel-guard-{warned.guard.value.replace(' ', '-')}"),
                    _about(subject, warned),
                    subject.cell(result, measure="value", finding=label),
                    subject.cell(result, measure="limit", finding=label),
                )
            )
    return rows


def _without(subject: Subject) -> Table:
    """The region that would move most if a criterion were left out, for each criterion."""
    result = subject.run("without")
    rows: list[tuple[TableCell, ...]] = []
    first: Superlative | None = None
    for criterion in subject.framework.criteria:
        at = {"criterion": criterion.id}
        most = superlative(_moves(subject, result, at), named=1)
        if isinstance(most, Refusal):
            why = "none-moves" if most.why is Why.ALL_EQUAL else "several"
            cells: tuple[TableCell, ...] = (Missing(say(f"reason-{why}")),) * 3
        else:
            first = first or most
            place = cast("PlaceName", most.first.label)
            cells = (
                place,
                subject.cell(result, Sign.ALWAYS, measure="moved", area=place.code, **at),
                subject.cell(result, measure="rank", area=place.code, **at),
            )
        rows.append((subject.name(criterion), *cells))
    return Table(
        "wellbeing-without",
        say("wel-without-plain") if first is None else say("wel-without-table", any=first),
        tuple(say(f"wel-{h}") for h in ("criterion", "most-moved", "change", "rank-without")),
        tuple(rows),
        sources_of(subject.context.run, claims_in(cell for line in rows for cell in line)[:1]),
        None,
        (say("wel-note-without"),),
    )


def _moves(subject: Subject, result: Result, at: dict[str, str]) -> Declared:
    """How far each region would move, up or down."""
    moves = result.series(measure="moved", **at)
    return Declared(Kind.AREAS, tuple(Item(PlaceName(a), abs(moves[a])) for a in subject.areas if a in moves))


def _about(subject: Subject, warned: Warned) -> TableCell:
    of_areas = warned.guard in (Guard.FILLED_UNIT, Guard.CHANGED_UNIT, Guard.DROPPED_UNIT)
    parts: tuple[Argument, ...] = tuple(PlaceName(a) if of_areas else subject.name(a) for a in warned.about)
    return say("wel-list", items=Items(parts))


def framework_table(subject: Subject) -> Section:
    """The tree: criteria under dimensions, with weights and reasons."""
    result = subject.run("steps")
    first = subject.areas[0]
    rows: list[tuple[TableCell, ...]] = []
    for criterion in subject.framework.criteria:
        cell = {"measure": "weight", "criterion": criterion.id, "area": first, "period": subject.year}
        rows.append(
            (
                subject.name(criterion.parent),
                subject.name(criterion),
                say("wel-more" if criterion.sign > 0 else "wel-less"),
                subject.cell(result, **cell),
                Period.parse(newest) if (newest := subject.newest[criterion.id]) else "–",
                subject.reason(criterion.id),
            )
        )
    table = Table(
        "wellbeing-framework",
        say("wel-framework-table"),
        tuple(say(f"wel-{c}") for c in ("dimension", "criterion", "direction", "weight", "newest", "why")),
        tuple(rows),
        (),
        None,
        (
            say(
                "wel-reason",
                part=subject.name(subject.goal),
                reason=say(f"reason-{subject.framework.id}-{subject.goal}"),
            ),
        ),
    )
    return Section("wel-framework", say("wel-framework"), (Paragraph(say("wel-method")), table))

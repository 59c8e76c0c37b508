"""What the doubt about ranks is due to, what may mislead, and what the index consists of."""

from __future__ import annotations

from qonys.claims.criteria import built
from qonys.model import Span
from qonys.report.blocks import Paragraph, Section, Table, TableCell
from qonys.report.chapters.parts import claims_in, sources_of
from qonys.report.chapters.wellbeing.subject import Subject
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
    largest = max(groups, key=lambda s: result.value(measure="share", source=s, area=ALL))
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
    said = say(
        "wel-blame",
        source=say(f"wel-source-{largest}"),
        share=subject.shown(result, measure="share", source=largest, area=ALL),
    )
    return Section("wel-doubt", say("wel-doubt"), (Paragraph(said), table))


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
    for criterion in subject.framework.criteria:
        at = {"criterion": criterion.id}
        moves = result.series(measure="moved", **at)
        most = max(subject.areas, key=lambda a: (abs(moves[a]), -subject.areas.index(a)))
        rows.append(
            (
                subject.name(criterion),
                PlaceName(most),
                subject.cell(result, Sign.ALWAYS, measure="moved", area=most, **at),
                subject.cell(result, measure="rank", area=most, **at),
            )
        )
    return Table(
        "wellbeing-without",
        say("wel-without-table"),
        tuple(say(f"wel-{h}") for h in ("criterion", "most-moved", "change", "rank-without")),
        tuple(rows),
        sources_of(subject.context.run, claims_in(rows[0])[:1]),
        None,
        (say("wel-note-without"),),
    )


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
                subject.reason(criterion.id),
            )
        )
    table = Table(
        "wellbeing-framework",
        say("wel-framework-table"),
        tuple(say(f"wel-{c}") for c in ("dimension", "criterion", "direction", "weight", "why")),
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

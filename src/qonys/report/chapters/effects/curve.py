"""Every defensible specification: signs, the joint test, and which choice the result depends on."""

from __future__ import annotations

from qonys.comparisons import Declared, Kind, superlative
from qonys.errors import CannotCompute
from qonys.report.blocks import Block, Chart, Figure, Mark, Paragraph, Row, Section, Table, TableCell
from qonys.report.chapters.compared import kept, member
from qonys.report.chapters.effects.sentences import shown
from qonys.report.chapters.effects.subject import Subject
from qonys.report.chapters.parts import claims_in, sources_of
from qonys.text import Sign, say

COLUMNS = (
    "specifications", "positive", "negative", "significant_positive", "significant_negative", "median", "p_median",
)  # fmt: skip
HEADS = ("curve-count", "curve-positive", "curve-negative", "curve-significant-positive",
         "curve-significant-negative", "curve-median", "curve-p")  # fmt: skip
MOST = 3
"""So many outcomes, the first of the study, have their curve in a report; a command gives that of each."""
POINTS = 120
"""So many specifications are drawn at most: every one of a small curve, evenly spaced ones of a large."""


def section(subject: Subject) -> Section | None:
    """The curve of the principal outcome, and what the curves of all say."""
    if not subject.study.choices.open:
        return None
    rows, blocks = [], list[Block]()
    for s in subject.study.specifications[:MOST]:
        try:
            result = subject.run("curve_summary", effect=s.id)
        except CannotCompute:
            continue
        cells: list[TableCell] = [
            subject.cell(result, Sign.ALWAYS if m == "median" else Sign.PLAIN, measure=m, about="all") for m in COLUMNS
        ]
        rows.append((subject.name(s.id), *cells))
    if not rows:
        return None
    effect = subject.first.id
    blocks += [_chart(subject, effect), *_choice(subject, effect)]
    heads = (say("eff-outcome"), *(say(f"eff-{h}") for h in HEADS))
    blocks.append(
        Table(
            "effects-curves", say("eff-curve-table"), heads, tuple(rows),
            sources_of(subject.context.run, claims_in(rows[0])[:1]), None, (say("eff-curve-note"),),
        )
    )  # fmt: skip
    return Section("eff-curve", say("eff-curve"), tuple(blocks))


def _chart(subject: Subject, effect: str) -> Figure:
    result = subject.run("curve", effect=effect)
    labels = result.axes["specification"]
    every = max(1, -(-len(labels) // POINTS))
    rows: list[Row] = []
    for measure in ("estimate", "low", "high"):
        for place in range(0, len(labels), every):
            value = result.value(measure=measure, specification=labels[place])
            name = say("eff-effect" if measure == "estimate" else f"eff-{measure}")
            rows.append(Row(str(place + 1), value, name))
    unit = result.units["estimate"]
    return Figure(
        "effects-curve",
        say("eff-curve-title", outcome=subject.name(effect), count=len(labels)),
        Chart(Mark.LINES, tuple(rows), unit),
        say("eff-curve-alt"),
        sources_of(subject.context.run, [shown(result, measure="estimate", specification=labels[0]).claim]),
    )


def _choice(subject: Subject, effect: str) -> tuple[Paragraph, ...]:
    """The choice that the estimates depend on most."""
    result = subject.run("curve_summary", effect=effect)
    items = tuple(
        member(result, say(f"eff-choice-{name}"), measure="choice_share", about=name)
        for name in result.axes["about"][1:]
    )
    most = kept(subject.context, "eff-curve-choice", superlative(Declared(Kind.CHOICES, items)))
    if most is None:
        return ()
    return (Paragraph(say("eff-curve-choice", outcome=subject.name(effect), top=most)),)

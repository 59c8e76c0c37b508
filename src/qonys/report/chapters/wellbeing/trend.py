"""Scores over the years in unchanging borders, and who moved."""

from __future__ import annotations

from qonys.comparisons import Declared, Item, Kind, Refusal, Why, superlative
from qonys.errors import CannotCompute
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Chart, Figure, Mark, Paragraph, Row, Section, Table
from qonys.report.chapters.compared import kept
from qonys.report.chapters.parts import claims_in, row, sources_of
from qonys.report.chapters.wellbeing.subject import Subject
from qonys.text import PlaceName, Sign, say

LIKELY = 0.5
"""A change is said to be probable above this share of the draws."""


def section(subject: Subject) -> Section | None:
    """Lines of the index and probabilities of having moved, in the longest panel."""
    span = subject.longest
    if len(span.years) < 3:
        return None
    try:
        scores = subject.run("scores", span)
        moved = subject.run("mobility", span)
    except CannotCompute:
        return None
    first, last = span.years[0], span.years[-1]
    areas = tuple(sorted(moved.axes["area"], key=lambda a: moved.value(measure="rank_last", area=a)))
    where = {"measure": "score", "element": subject.goal}
    rows: list[Row] = []
    for area in areas:
        rows += [
            row(scores, Period.parse(year), PlaceName(area), **where, area=area, period=year) for year in span.years
        ]
    table = _moves(subject, moved, areas, (first, last))
    drawn = Figure(
        "wellbeing-trend",
        say("wel-trend-title", first=first, last=last),
        Chart(Mark.PANELS, tuple(rows), "index"),
        say("wel-trend-alt", first=first, last=last),
        table.sources,
        (say("wel-note-trend"),),
    )
    said = _moved(subject, moved, areas, (first, last))
    return Section("wel-trend", say("wel-trend"), (drawn, *said, table))


def _moved(subject: Subject, moved: Result, areas: tuple[str, ...], years: tuple[str, str]) -> tuple[Paragraph, ...]:
    """Whose place has most probably changed, each way; nothing where a change is less likely than none."""
    found = {}
    for name, measure in (("risen", "up"), ("fallen", "down")):
        items = []
        for area in areas:
            claim = subject.shown(moved, measure=measure, area=area)
            items.append(Item(PlaceName(area), claim.claim.value, claim.claim, said=claim))
        most = kept(subject.context, "wel-moved", superlative(Declared(Kind.AREAS, tuple(items))))
        if most is None:
            return ()
        if most.first.value <= LIKELY:
            subject.context.ledger.note("wel-moved", Refusal(Why.NOT_MET))
            return ()
        found[name] = most
    return (Paragraph(say("wel-moved", risen=found["risen"], fallen=found["fallen"], first=years[0], last=years[1])),)


def _moves(subject: Subject, moved: Result, areas: tuple[str, ...], years: tuple[str, str]) -> Table:
    """Places in two years and the chances of having moved."""
    columns = ("rank_first", "rank_last", "change", "change_low", "change_high", "up", "down")
    cells = tuple(
        (
            PlaceName(a),
            *(subject.cell(moved, Sign.ALWAYS if "change" in m else Sign.PLAIN, measure=m, area=a) for m in columns),
        )
        for a in areas
    )
    return Table(
        "wellbeing-moves",
        say("wel-moves-table", first=years[0], last=years[1]),
        (say("ui-area"), *(say(f"wel-{m.replace('_', '-')}") for m in columns)),
        cells,
        sources_of(subject.context.run, claims_in(cells[0])[:1]),
        None,
        (say("wel-note-moves"),),
    )

"""Scores over the years in unchanging borders, and who moved."""

from __future__ import annotations

from qonys.errors import CannotCompute
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Chart, Figure, Mark, Paragraph, Row, Section, Table
from qonys.report.chapters.parts import claims_in, row, sources_of
from qonys.report.chapters.wellbeing.subject import Subject
from qonys.text import PlaceName, Sign, say


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
    risen = max(areas, key=lambda a: moved.value(measure="up", area=a))
    fallen = max(areas, key=lambda a: moved.value(measure="down", area=a))
    table = _moves(subject, moved, areas, (first, last))
    drawn = Figure(
        "wellbeing-trend",
        say("wel-trend-title", first=first, last=last),
        Chart(Mark.PANELS, tuple(rows), "index"),
        say("wel-trend-alt", first=first, last=last),
        table.sources,
        (say("wel-note-trend"),),
    )
    said = Paragraph(
        say(
            "wel-moved",
            risen=PlaceName(risen),
            up=subject.shown(moved, measure="up", area=risen),
            fallen=PlaceName(fallen),
            down=subject.shown(moved, measure="down", area=fallen),
            first=first,
            last=last,
        )
    )
    return Section("wel-trend", say("wel-trend"), (drawn, said, table))


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

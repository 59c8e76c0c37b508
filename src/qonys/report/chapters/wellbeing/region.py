"""One region: its place, strengths and weaknesses, regions like it, and what would gain it a place."""

from __future__ import annotations

from qonys.comparisons import rank
from qonys.errors import QonysError
from qonys.model import Period
from qonys.report.blocks import Chart, Figure, Finding, Mark, Paragraph, Section, Severity, Table, TableCell
from qonys.report.chapters.compared import told
from qonys.report.chapters.parts import claims_in, row, sources_of
from qonys.report.chapters.wellbeing.subject import Subject
from qonys.studies.wellbeing.compute import profile_of
from qonys.text import Items, PlaceName, Shown, Sign, say
from qonys.wellbeing.profiles import Profile


def _profile(subject: Subject) -> Profile:
    return profile_of(subject.context.run, subject.framework.id, subject.span.id, subject.context.area)


def findings(subject: Subject) -> tuple[Finding, ...]:
    """The region's place with its interval, what it is best and worst in."""
    if not subject.has_area:
        return ()
    area, own, result = subject.context.area, _profile(subject), subject.intervals
    best, worst = (
        Items(tuple(map(subject.strength, own.strengths))),
        Items(tuple(map(subject.weakness, own.weaknesses))),
    )
    year = Period.parse(subject.year)
    place = rank(subject.ranked, PlaceName(area), claim=subject.shown(result, measure="rank", area=area).claim)
    ends = {name: subject.shown(result, measure=f"rank_{name}", area=area) for name in ("low", "high")}
    plain = say("wel-place-plain", area=PlaceName(area), best=best, worst=worst, year=year)
    message = told(subject.context, "wel-place", {"rank": place}, plain, **ends, best=best, worst=worst, year=year)
    return (Finding(Severity.IMPORTANT, message),)


def standing(subject: Subject) -> Section:
    """What the index of the region is made of: each criterion with its figure, score, points and rank."""
    area, year = subject.context.area, subject.year
    steps, own = subject.run("steps"), subject.run("profile", area=area)
    rows: list[tuple[TableCell, ...]] = []
    for criterion in subject.framework.criteria:
        at = {"criterion": criterion.id, "area": area, "period": year}
        figure: TableCell = "–"
        if steps.has(measure="filled", **at):
            figure = Shown(steps.claim(decimals=2, measure="filled", **at))
        rows.append(
            (
                subject.name(criterion.parent),
                say(
                    "wel-named",
                    name=subject.name(criterion),
                    unit=say(f"unit-{criterion.unit.replace('_', '-')}"),
                ),
                figure,
                *(subject.cell(steps, measure=m, **at) for m in ("score", "weight", "points")),
                subject.cell(own, measure="rank", criterion=criterion.id),
            )
        )
    claims = claims_in(c for line in rows for c in line)
    heads = ("dimension", "criterion", "figure", "score", "weight", "points", "rank")
    table = Table(
        "wellbeing-tree",
        say("wel-tree-table", area=PlaceName(area), year=Period.parse(year)),
        tuple(say(f"wel-{h}") for h in heads),
        tuple(rows),
        sources_of(subject.context.run, claims),
        None,
        (say("wel-note-points"), say("wel-note-score")),
    )
    bars = Figure(
        "wellbeing-criteria",
        say("wel-criteria-title", area=PlaceName(area)),
        Chart(
            Mark.BARS,
            tuple(row(own, subject.name(c), measure="z", criterion=c.id) for c in subject.framework.criteria),
            "sd",
            diverging=True,
        ),
        say("wel-criteria-alt", area=PlaceName(area)),
        table.sources,
        (say("wel-note-z"),),
    )
    return Section("wel-standing", say("wel-standing"), (bars, table))


def peers(subject: Subject) -> Section | None:
    """Regions like it, by dimension."""
    area, year = subject.context.area, subject.year
    try:
        near = subject.run("peers", area=area).axes["area"]
    except QonysError:
        return None
    scores = subject.scores
    rows = tuple(
        (
            subject.name(part),
            *(subject.cell(scores, measure="score", element=part, area=a, period=year) for a in (area, *near)),
        )
        for part in (subject.goal, *(d.id for d in subject.dimensions))
    )
    table = Table(
        "wellbeing-peers",
        say("wel-peers-table", year=Period.parse(year)),
        (say("wel-dimension"), *(PlaceName(a) for a in (area, *near))),
        rows,
        sources_of(subject.context.run, claims_in(rows[0])),
        None,
        (say("wel-note-peers"),),
    )
    return Section("wel-peers", say("wel-peers"), (table,))


def gain(subject: Subject) -> Section | None:
    """What would gain the region a place."""
    own = _profile(subject)
    if not own.next_above:
        return None
    title = say("wel-gain")
    if not own.gains:
        said = say("wel-gain-none", area=PlaceName(own.unit), above=PlaceName(own.next_above))
        return Section("wel-gain", title, (Paragraph(said),))
    result = subject.run("profile", area=own.unit)
    order = subject.run("order")
    rows: list[tuple[TableCell, ...]] = []
    for each in own.gains:
        cells: list[TableCell] = [subject.name(each.criterion)]
        for m in ("now", "needed", "change", "error"):
            sign = Sign.ALWAYS if m == "change" else Sign.PLAIN
            cells.append(Shown(result.claim(decimals=2, measure=m, criterion=each.criterion), sign))
        rows.append((*cells, say("wel-within" if each.within_doubt else "wel-beyond")))
    said = say(
        "wel-gain-lead",
        area=PlaceName(own.unit),
        above=PlaceName(own.next_above),
        chance=subject.shown(order, measure="probability", area=own.unit, other=own.next_above),
    )
    table = Table(
        "wellbeing-gain",
        say("wel-gain-table", above=PlaceName(own.next_above)),
        tuple(say(f"wel-{h}") for h in ("criterion", "now", "needed", "change-of", "error", "doubtful")),
        tuple(rows),
        sources_of(subject.context.run, claims_in(rows[0])[:1]),
        None,
        (say("wel-note-gain"),),
    )
    return Section("wel-gain", title, (Paragraph(said), table))

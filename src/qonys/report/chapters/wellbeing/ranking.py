"""Regions beside each other: map, ranking with intervals, dimensions, the other frameworks."""

from __future__ import annotations

from typing import cast

from qonys.comparisons import End, Refusal, Superlative, superlative, top
from qonys.model import Period
from qonys.packs.frameworks import framework_names
from qonys.report.blocks import Chart, Figure, Finding, Mark, Paragraph, Row, Section, Severity, Table, TableCell
from qonys.report.chapters.compared import kept, told
from qonys.report.chapters.parts import claims_in, row, sources_of
from qonys.report.chapters.wellbeing.subject import Subject, subject_of
from qonys.studies.wellbeing.compute import profile_of
from qonys.text import Items, Message, PlaceName, say

WIDE = 5
"""Places that an interval spans where a rank says little."""


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Who is first and last, or that it cannot be told, and how many ranks say little."""
    result, year = subject.intervals, Period.parse(subject.year)
    ends = say("wel-ends", leads=_end(subject, End.MOST), trails=_end(subject, End.LEAST), year=year)
    wide = [a for a in subject.areas if _width(subject, a) >= WIDE]
    widest = max(subject.areas, key=lambda a: _width(subject, a))
    sure = say(
        "wel-wide",
        count=len(wide),
        all=len(subject.areas),
        area=PlaceName(widest),
        low=subject.shown(result, measure="rank_low", area=widest),
        high=subject.shown(result, measure="rank_high", area=widest),
    )
    return (Finding(Severity.IMPORTANT, ends), Finding(Severity.NOTABLE, sure))


def _end(subject: Subject, end: End) -> Message:
    """Who stands at one end, with those that the draws do not set apart from it."""
    id, year = "wel-leads" if end is End.MOST else "wel-trails", Period.parse(subject.year)
    found = subject.extreme(end)
    if isinstance(found, Superlative):
        return say(id, top=found, year=year)
    first = top(subject.ranked, len(subject.areas), end, apart=subject.apart(end))
    if isinstance(first, Refusal):
        subject.context.ledger.note(id, found, "cmp-none")
        return say("cmp-none")
    subject.context.ledger.note(id, found, f"{id}-open")
    return say(f"{id}-open", top=first, first=cast("PlaceName", first.shown[0].label), year=year)


def _width(subject: Subject, area: str) -> float:
    result = subject.intervals
    return result.value(measure="rank_high", area=area) - result.value(measure="rank_low", area=area)


def section(subject: Subject) -> Section:
    """Map, intervals and table of the index."""
    result, year = subject.intervals, Period.parse(subject.year)
    columns = ("score", "score_low", "score_high", "rank", "rank_low", "rank_high", "top_5")
    present = tuple(m for m in columns if m in result.axes["measure"])
    cells = tuple((PlaceName(a), *(subject.cell(result, measure=m, area=a) for m in present)) for a in subject.areas)
    sources = sources_of(subject.context.run, claims_in(cells[0])[:1])
    drawn = Figure(
        "wellbeing-map",
        told(
            subject.context,
            "wel-map-title",
            {"high": subject.extreme(End.MOST), "low": subject.extreme(End.LEAST)},
            say("wel-map-plain", year=year),
            year=year,
        ),
        Chart(
            Mark.MAP,
            tuple(row(result, PlaceName(a), measure="score", area=a) for a in subject.areas),
            "index",
            borders=subject.span.borders,
        ),
        say("wel-map-alt", year=year),
        sources,
    )
    series = {m: say(f"wel-{m.replace('_', '-')}") for m in ("rank_low", "rank", "rank_high")}
    dots = Figure(
        "wellbeing-ranks",
        say("wel-ranks-title", count=sum(_width(subject, a) >= WIDE for a in subject.areas), all=len(subject.areas)),
        Chart(
            Mark.DOTS,
            tuple(
                row(result, PlaceName(a), name, measure=m, area=a) for a in subject.areas for m, name in series.items()
            ),
            "rank",
        ),
        say("wel-ranks-alt", year=year),
        sources,
        (say("wel-note-interval"),),
    )
    table = Table(
        "wellbeing-table",
        say("wel-table", year=year),
        (say("ui-area"), *(say(f"wel-{m.replace('_', '-')}") for m in present)),
        cells,
        sources,
        None,
        (say("wel-note-score"), say("wel-note-interval")),
    )
    return Section("wel-ranking", say("wel-ranking"), (*carried(subject), drawn, dots, table))


def carried(subject: Subject) -> tuple[Paragraph, ...]:
    """Which criteria have figures of the last year, where others are carried on from an earlier one."""
    own = [c for c in subject.framework.criteria if subject.newest[c.id] == subject.year]
    if not own or len(own) == len(subject.framework.criteria):
        return ()
    names = Items(tuple(subject.name(c) for c in own))
    counts = {"own": len(own), "all": len(subject.framework.criteria)}
    return (Paragraph(say("wel-carried", **counts, year=Period.parse(subject.year), items=names)),)


def parts(subject: Subject) -> Section:
    """Scores of the dimensions by region."""
    result, period = subject.scores, subject.year
    rows: list[Row] = []
    for dimension in subject.dimensions:
        rows += [
            row(
                result,
                subject.name(dimension),
                PlaceName(a),
                measure="score",
                element=dimension.id,
                area=a,
                period=period,
            )
            for a in subject.areas
        ]
    claims = [r.claim for r in rows if r.claim is not None]
    heat = Figure(
        "wellbeing-parts",
        _best(subject),
        Chart(Mark.HEAT, tuple(rows), "index"),
        say("wel-parts-alt", year=Period.parse(period)),
        sources_of(subject.context.run, claims[:1]),
        (say("wel-note-score"),),
    )
    return Section("wel-parts", say("wel-parts"), (heat,))


def _best(subject: Subject) -> Message:
    """Who has most points in each dimension."""
    at = {"measure": "score", "period": subject.year}
    found = []
    for d in subject.dimensions:
        every = subject.set_of(subject.scores, element=d.id, **at)
        if (best := kept(subject.context, "wel-best-in", superlative(every))) is not None:
            found.append((d, best))
    if not found:
        return say("wel-parts-plain", year=Period.parse(subject.year))
    named = Items(tuple(say("wel-best-in", part=subject.name(d), best=best) for d, best in found))
    return say("wel-parts-title", any=found[0][1], best=named)


def profiles(subject: Subject) -> Section:
    """What each region is best and worst in."""
    run, framework, span = subject.context.run, subject.framework.id, subject.span.id
    rows = []
    for area in subject.areas:
        own = profile_of(run, framework, span, area)
        cells = (
            _listed(tuple(subject.strength(c) for c in own.strengths)),
            _listed(tuple(subject.weakness(c) for c in own.weaknesses)),
        )
        rows.append((PlaceName(area), subject.cell(subject.intervals, measure="rank", area=area), *cells))
    table = Table(
        "wellbeing-profiles",
        say("wel-profiles-table", year=Period.parse(subject.year)),
        (say("ui-area"), *(say(f"wel-{h}") for h in ("rank", "best", "worst"))),
        tuple(rows),
        sources_of(run, claims_in(rows[0])),
        None,
        (say("wel-note-profiles"),),
    )
    return Section("wel-profiles", say("wel-profiles"), (table,))


def _listed(names: tuple[Message, ...]) -> TableCell:
    return say("wel-list", items=Items(names))


def others(subject: Subject) -> Section | None:
    """Ranks in the pack's other frameworks."""
    names = [n for n in framework_names(subject.context.pack) if n != subject.framework.id]
    found = [s for s in (subject_of(subject.context, n) for n in names) if s is not None]
    if not found:
        return None
    columns = (subject, *found)
    cells = tuple((PlaceName(a), *(_spanned(s, a) for s in columns)) for a in subject.areas)
    heads = tuple(say("wel-others-head", name=s.name(s.goal), year=Period.parse(s.year)) for s in columns)
    ranks = [s.shown(s.intervals, measure="rank", area=s.areas[0]).claim for s in columns]
    table = Table(
        "wellbeing-others",
        say("wel-others-table"),
        (say("ui-area"), *heads),
        cells,
        sources_of(subject.context.run, ranks),
        None,
        (*(say("wel-reason", part=s.name(s.goal), reason=s.reason(s.goal)) for s in found),),
    )
    return Section("wel-others", say("wel-others"), (table,))


def _spanned(subject: Subject, area: str) -> TableCell:
    """A rank with its interval."""
    result = subject.intervals
    if not result.has(measure="rank", area=area):
        return "–"
    parts = {"rank": "rank", "low": "rank_low", "high": "rank_high"}
    return say("wel-span", **{name: subject.shown(result, measure=m, area=area) for name, m in parts.items()})

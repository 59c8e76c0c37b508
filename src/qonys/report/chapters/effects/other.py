"""Flows apart, the years that follow, and what cannot be estimated."""

from __future__ import annotations

from qonys.errors import CannotCompute
from qonys.report.blocks import Chart, Figure, Finding, Mark, Row, Section, Severity, Table, TableCell
from qonys.report.chapters.effects.after import HEADS, table_row
from qonys.report.chapters.effects.sentences import shown
from qonys.report.chapters.effects.subject import Subject
from qonys.report.chapters.parts import claims_in, sources_of
from qonys.text import say

LABOUR = ("foreign_workers", "foreign_workers_year", "foreign_worker_permits", "returnees_granted")
"""Exposures whose effect is asked for and of which no panel of regions exists."""


def path(subject: Subject) -> Section | None:
    """The principal outcome over the years after migration."""
    effect = subject.first
    try:
        result = subject.run("path", effect=effect.id)
    except CannotCompute:
        return None
    if not all(abs(result.value(measure=m, horizon=h)) < float("inf") for m in ("low", "high")
               for h in result.axes["horizon"]):  # fmt: skip
        return None
    step = f"{effect.step:g}"
    rows: list[Row] = []
    lines: list[tuple[TableCell, ...]] = []
    for horizon in result.axes["horizon"]:
        claims = [shown(result, measure=m, horizon=horizon).claim for m in ("effect", "low", "high")]
        names = ("eff-effect", "eff-path-low", "eff-path-high")
        rows += [Row(horizon, c.value, say(n), c) for c, n in zip(claims, names, strict=True)]
        cells = [subject.cell(result, measure=m, horizon=horizon) for m in ("effect", "low", "high", "observations")]
        lines.append((horizon, *cells))
    rows.sort(key=lambda r: ("eff-effect", "eff-path-low", "eff-path-high").index(r.series.id))  # type: ignore[union-attr]
    sources = sources_of(subject.context.run, claims_in(lines[0])[:1])
    drawn = Figure(
        "effects-path", say("eff-path-title", outcome=subject.name(effect.id), step=step),
        Chart(Mark.LINES, tuple(rows), result.units["effect"]), say("eff-path-alt"), sources, (say("eff-path-note"),),
    )  # fmt: skip
    table = Table(
        "effects-path-table", say("eff-path-table", outcome=subject.name(effect.id), step=step),
        tuple(say(f"eff-{h}") for h in ("path-year", "effect", "path-low", "path-high", "observations")),
        tuple(lines), sources,
    )  # fmt: skip
    return Section("eff-path", say("eff-path"), (drawn, table))


def flows(subjects: dict[str, Subject]) -> Section | None:
    """Internal and external migration apart, for the few years for which regions have them."""
    rows: list[tuple[TableCell, ...]] = []
    years: list[int] = []
    for flow in ("internal", "external"):
        subject = subjects.get(f"accounts.{flow}")
        if subject is None:
            continue
        try:
            effects = subject.overview.axes["effect"]
        except CannotCompute:
            continue
        years += [subject.first.sample.first, subject.first.sample.last]
        # name, effect, ends and reading: a row that fits the page
        for effect in effects:
            cells = table_row(subject, effect)
            rows.append((say(f"eff-flow-{flow}"), *cells[:4], cells[-1]))
    if not rows:
        return None
    some = next(iter(subjects.values()))
    heads = (say("eff-flow"), *(say(f"eff-{h}") for h in (*HEADS[:4], HEADS[-1])))
    table = Table(
        "effects-flows", say("eff-flows-table"), heads, tuple(rows),
        sources_of(some.context.run, claims_in(rows[0])[:1]), None,
        (say("eff-flows-note", first=str(min(years)), last=str(max(years))),),
    )  # fmt: skip
    return Section("eff-flows", say("eff-flows"), (table,))


def missing(subject: Subject) -> tuple[Section | None, Finding | None]:
    """Foreign workers and returnees: no panel, and how large one would have to be."""
    known = tuple(name for name in LABOUR if subject.context.has(name))
    if not known:
        return None, None
    counts = subject.context.run("effects.known", series=known)
    held = Table(
        "effects-known", say("eff-known-table"), (say("ui-indicator"), say("eff-needs-known")),
        tuple((say(f"indicator-{name}"), subject.cell(counts, measure="known", series=name)) for name in known), (),
    )  # fmt: skip
    result = subject.run("needs", effect=subject.first.id)
    rows = tuple(
        (
            say("eff-percent", value=f"{100 * float(size):g}"),
            *(subject.cell(result, measure=m, size=size) for m in ("needed", "periods")),
        )
        for size in result.axes["size"]
    )
    heads = tuple(say(f"eff-needs-{h}") for h in ("size", "needed", "periods"))
    needed = Table("effects-needs", say("eff-needs-table"), heads, rows, (), None,
        (say("eff-needs-note", outcome=subject.name(subject.first.id)),),
    )  # fmt: skip
    workers, returnees = (
        max((shown(counts, measure="known", series=n) for n in known if n.startswith(kind)),
            key=lambda s: s.claim.value, default=None)
        for kind in ("foreign", "returnees")
    )  # fmt: skip
    found = None
    if workers is not None and returnees is not None:
        found = Finding(Severity.NOTABLE, say("eff-lead-labour", workers=workers, returnees=returnees))
    return Section("eff-missing", say("eff-missing"), (held, needed)), found

"""Where printed numbers come from: for each claim the figures that it was computed from, with their sources."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from qonys.errors import QonysError
from qonys.model import Claim, Period, Source, Status
from qonys.model.rules import DatedValue, Rule
from qonys.packs.locators import Located
from qonys.provenance.runner import Runner
from qonys.provenance.trace import trace
from qonys.report.blocks import Label
from qonys.report.renderers.details import MOST_SOURCES, ClaimDetail, SourceDetail
from qonys.text import PlaceName


def claim_details(run: Runner, claims: Iterable[Claim]) -> tuple[ClaimDetail, ...]:
    """What a reader can ask about each claim."""
    traces = {claim.id: (claim, trace(run, claim)) for claim in claims}
    first = sorted({number for _, behind in traces.values() for number in behind.rows[:MOST_SOURCES]})
    read, sources = run.pack.locators.read, run.pack.sources
    made = {row["row"]: _source(row, sources[row["source"]], read(row["locator"])) for row in run.store.rows(first)}
    known = run.store.origins(list({number for _, behind in traces.values() for number in behind.rows}))
    return tuple(
        ClaimDetail(
            id=claim.id,
            unit=claim.unit,
            decimals=claim.decimals,
            status=claim.status,
            function=claim.call.function,
            about=_about(run.pack.areas, claim),
            sources=(
                *(made[number] for number in behind.rows[:MOST_SOURCES]),
                *(_of_rule(run, *each) for each in behind.rules),
            ),
            more=max(0, len(behind.rows) - MOST_SOURCES),
            vintages=frozenset(known[number][1] for number in behind.rows),
        )
        for claim, behind in traces.values()
    )


def _about(areas: Container[str], claim: Claim) -> tuple[Label, ...]:
    """The areas and periods of a claim's cell, as a reader names them."""
    axes = (axis for axis in ("area", "origin", "destination", "period") if axis in claim.cell)
    labels = (_label(areas, claim.cell[axis]) for axis in axes)
    return tuple(label for label in labels if label is not None)


def _label(areas: Container[str], text: str) -> Label | None:
    if text in areas:
        return PlaceName(text)
    try:
        return Period.parse(text)
    except QonysError:
        return None


def _source(row: dict[str, Any], source: Source, located: tuple[Located, ...]) -> SourceDetail:
    return SourceDetail(
        publisher=source.publisher,
        title=source.title,
        element=source.element,
        located=located,
        vintage=str(row["vintage"]),
        value=row["value"],
        status=Status(row["status"]),
    )


def _of_rule(run: Runner, value: DatedValue, rule: Rule | None) -> SourceDetail:
    """A value of a rule: the act or the source that it refers to, and the day from which it holds."""
    start = value.span.start.isoformat()
    if rule is not None:
        return SourceDetail(rule.act, {}, "", (), start, value.value)
    source = run.pack.sources[value.reference]
    return SourceDetail(source.publisher, source.title, source.element, (), start, value.value)
